"""Cómo se llama cada caso de uso con argumentos válidos, sobre lo propio o sobre lo ajeno.

Un caso nuevo sin su renglón aquí hace fallar la matriz diciendo cuál es.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from dominio.casos import (
    ajustar_coherencia,
    cambiar_rol,
    catalogos,
    coherencia,
    consultar,
    corregir,
    corregir_gasto,
    cortes,
    datos_del_plan,
    delegar,
    devolver,
    ejecutar,
    entender,
    entidades,
    evidencias,
    explicar,
    exportar,
    importar,
    mis_datos,
    perfiles,
    personas,
    plantillas,
    recordarme,
    repetir,
    reportar,
    resultados,
    revisar,
    tarjeta,
    tarjetas,
    vencimientos,
    vincular,
)
from dominio.casos.contexto import Contexto
from dominio.modelo.catalogo import CatalogoLeido, EntradaDeCatalogo, TipoCatalogo
from dominio.modelo.corte import AccionDeCorte
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdCambioDeRol, IdDelegacion
from dominio.modelo.libro import LibroLeido, TipoLibro
from dominio.modelo.libro_recibido import OriginalConservado
from dominio.modelo.perfil import CampoDePerfil, ColumnaDelLibro, HojaDePerfil, Perfil
from dominio.modelo.persona import Rol
from dominio.modelo.plantilla import DatosDePlantilla
from dominio.modelo.reporte import Modalidad
from dominio.modelo.revision import CampoObservado, Observacion
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.apoyo.plan import AHORA, VIGENCIA, filas
from tests.autorizacion.escenario import DE_ANTES, DEVUELTA, REPORTADA, Escenario, Lado

Llamar = Callable[[Contexto, Lado, Escenario], object]


@dataclass(frozen=True, slots=True)
class Llamada:
    """Un caso con sus argumentos.

    Attributes:
        con_objeto: toca algo de una dependencia: se prueba con lo propio y con lo ajeno.
        visto_bueno: solo tiene sentido si la entidad pide el de la jefatura.
    """

    hacer: Llamar
    con_objeto: bool = False
    visto_bueno: bool = False


def _sobre(hacer: Llamar, *, visto_bueno: bool = False) -> Llamada:
    return Llamada(hacer, con_objeto=True, visto_bueno=visto_bueno)


def _general(hacer: Callable[[Contexto], object]) -> Llamada:
    return Llamada(lambda c, _lado, _escenario: hacer(c))


CORTE = Corte.de("2026-T3")
PERFIL = Perfil(
    "seguimiento",
    "a" * 64,
    (HojaDePerfil("", (CampoDePerfil(TipoLibro.PLAN, "actividad", (ColumnaDelLibro("actividad"),)),), 3),),
)
ORIGINAL = OriginalConservado("b" * 64, "seguimiento.xlsx", 1024, "originales/bb/b.xlsx")


def _aceptar_el_primero(ctx: Contexto) -> object:
    primero = coherencia.revisar_coherencia(ctx, VIGENCIA)[0]
    cual = ajustar_coherencia.CualHallazgo(huella=primero.huella)
    return ajustar_coherencia.aceptar_hallazgo(ctx, VIGENCIA, cual, "Ya se pidió la corrección")


def _retirar_el_primero(ctx: Contexto) -> object:
    primero = coherencia.revisar_coherencia(ctx, VIGENCIA)[0]
    _aceptar_el_primero(ctx)
    return ajustar_coherencia.retirar_aceptacion(
        ctx, VIGENCIA, ajustar_coherencia.CualHallazgo(huella=primero.huella)
    )


CATALOGO = CatalogoLeido(TipoCatalogo.DIVIPOLA, (EntradaDeCatalogo("76001", "Cali"),))
_VALOR = reportar.ValorAvance(porcentaje=Porcentaje.de(70))
_OBSERVACION = Observacion("El valor no coincide.", None, CampoObservado.VALOR)


def _avance(lado: Lado) -> reportar.DatosAvance:
    return reportar.DatosAvance(
        "nuevo", lado.renglones[REPORTADA].id, _VALOR, aclaracion="Sí.", dificultades="No."
    )


def _gasto(lado: Lado) -> ejecutar.DatosEjecucion:
    return ejecutar.DatosEjecucion("nuevo", lado.registro.id, MomentoGasto.CDP, Pesos.de(2_000_000), False)


def _correccion(lado: Lado) -> corregir.DatosCorreccion:
    return corregir.DatosCorreccion("nuevo", lado.folios["AV"], _VALOR, "Se contó mal.", aclaracion="Sí.")


def _correccion_de_gasto(lado: Lado) -> corregir_gasto.DatosCorreccionGasto:
    return corregir_gasto.DatosCorreccionGasto(
        "nuevo", lado.folios["EJ"], Pesos.de(3_000_000), "Se contó mal."
    )


def _repeticion(lado: Lado) -> repetir.DatosRepeticion:
    return repetir.DatosRepeticion("nuevo", lado.renglones[DE_ANTES].id, Modalidad.SIN_NOVEDAD)


def _resultado(lado: Lado) -> resultados.DatosResultado:
    meta = lado.renglones[REPORTADA].meta_id
    return resultados.DatosResultado(
        "nuevo", meta, Decimal(70), aclaracion="Sí.", reemplaza=lado.folios["RM"], motivo="Se contó mal."
    )


def _delegacion(lado: Lado) -> delegar.DatosDelegacion:
    return delegar.DatosDelegacion(lado.titular.id, lado.delegado.id, date(2026, 11, 3), date(2026, 11, 6))


def _cambio(lado: Lado) -> cambiar_rol.DatosCambio:
    return cambiar_rol.DatosCambio(lado.persona.id, Rol.CONSULTA)


def _peticion() -> cortes.PeticionDeCorte:
    return cortes.PeticionDeCorte(AccionDeCorte.PRORROGAR, CORTE, date(2026, 10, 30), "Hubo paro.")


def _anotar_exportacion(contexto: Contexto) -> None:
    """La traza se deja de un libro que armó quien sí puede."""
    planeacion = next(
        p
        for p in contexto.unidad.personas.listar(contexto.entidad.id)
        if p.rol is Rol.PLANEACION and p.activa
    )
    armado = exportar.armar_consolidado(replace(contexto, actor=planeacion), VIGENCIA, CORTE, None, "1")
    exportar.anotar_exportacion(contexto, armado)


def _sugerir(contexto: Contexto) -> object:
    """Sobre un catálogo que ya cargó quien administra el servidor."""
    catalogos.cargar_catalogo_general(
        contexto.unidad, CATALOGO, catalogos.ArchivoDeCatalogo("m.csv", "0" * 64), AHORA
    )
    return catalogos.sugerir_codigo(contexto, TipoCatalogo.DIVIPOLA, "cali")


LLAMADAS: dict[str, Llamada] = {
    "actividades_a_cargo": _general(reportar.actividades_a_cargo),
    "ajustar_limite_narrativa": _general(lambda c: entidades.ajustar_limite_narrativa(c, 225)),
    "ajustar_visto_bueno": _general(lambda c: entidades.ajustar_visto_bueno(c, activo=True)),
    "anotar_exportacion": _general(_anotar_exportacion),
    "anotar_plantilla": _general(
        lambda c: plantillas.anotar_plantilla(
            c, DatosDePlantilla(TipoLibro.PLAN, "Entidad", "76001", VIGENCIA, None, ())
        )
    ),
    "aprobar": _sobre(lambda c, lado, _e: revisar.aprobar(c, lado.folios["AV"])),
    "aprobar_cambio_de_rol": Llamada(
        lambda c, _l, e: cambiar_rol.aprobar_cambio_de_rol(c, IdCambioDeRol(e.cambio))
    ),
    "aprobar_varios": _sobre(lambda c, lado, _e: revisar.aprobar_varios(c, [lado.folios["AV"]])),
    "armar_consolidado": _sobre(
        lambda c, lado, _e: exportar.armar_consolidado(
            c, VIGENCIA, CORTE, lado.renglones[REPORTADA].dependencia_codigo, "1"
        )
    ),
    "atrasadas": _sobre(
        lambda c, lado, _e: vencimientos.atrasadas(c, "dependencia", lado.renglones[REPORTADA].dependencia_id)
    ),
    "avance_por_corregir": _sobre(lambda c, lado, _e: corregir.avance_por_corregir(c, lado.folios["AV"])),
    "cambios_esperando": _general(cambiar_rol.cambios_esperando),
    "cargar_catalogo": _general(
        lambda c: catalogos.cargar_catalogo(c, CATALOGO, catalogos.ArchivoDeCatalogo("m.csv", "0" * 64))
    ),
    "catalogos_cargados": _general(catalogos.catalogos_cargados),
    "cola": _general(revisar.cola),
    "cola_de_la_jefatura": Llamada(lambda c, _l, _e: revisar.cola_de_la_jefatura(c), visto_bueno=True),
    "consultar_corte": _general(cortes.consultar_corte),
    "corregibles": _general(corregir.corregibles),
    "corregir_avance": _sobre(lambda c, lado, _e: corregir.corregir_avance(c, _correccion(lado))),
    "corregir_ejecucion": _sobre(
        lambda c, lado, _e: corregir_gasto.corregir_ejecucion(c, _correccion_de_gasto(lado))
    ),
    "corte_actual": _general(lambda c: reportar.corte_actual(c, VIGENCIA)),
    "dar_visto_bueno": _sobre(
        lambda c, lado, _e: revisar.dar_visto_bueno(c, lado.folios["AV"]), visto_bueno=True
    ),
    "datos_de": _sobre(
        lambda c, lado, _e: datos_del_plan.datos_de(c, "actividad", lado.renglones[REPORTADA].id)
    ),
    "datos_de_plantilla": _general(
        lambda c: plantillas.datos_de_plantilla(c, VIGENCIA, TipoLibro.PLAN, con_datos=True)
    ),
    "decidir_corte": _general(lambda c: cortes.decidir_corte(c, _peticion())),
    "delegaciones_de": _sobre(lambda c, lado, _e: delegar.delegaciones_de(c, lado.titular.id)),
    "delegados_posibles": _sobre(lambda c, lado, _e: delegar.delegados_posibles(c, lado.titular.id)),
    "delegar": _sobre(lambda c, lado, _e: delegar.delegar(c, _delegacion(lado))),
    "detalle": _sobre(
        lambda c, lado, _e: consultar.detalle(c, "dependencia", lado.renglones[REPORTADA].dependencia_id)
    ),
    "devolver": _sobre(lambda c, lado, _e: devolver.devolver(c, lado.folios["AV"], _OBSERVACION)),
    "devolver_desde_la_jefatura": _sobre(
        lambda c, lado, _e: devolver.devolver_desde_la_jefatura(c, lado.folios["AV"], _OBSERVACION),
        visto_bueno=True,
    ),
    "devueltos": _general(devolver.devueltos),
    "entender_frase": _general(lambda c: entender.entender_frase(c, "la 1 va en 60")),
    "estado": _sobre(lambda c, lado, _e: consultar.estado(c, lado.renglones[REPORTADA].codigo)),
    "estado_de": _sobre(
        lambda c, lado, _e: consultar.estado_de(c, "actividad", lado.renglones[REPORTADA].id)
    ),
    "evidencias_de": _sobre(lambda c, lado, _e: evidencias.evidencias_de(c, lado.folios["AV"])),
    "evidencias_repetidas": _sobre(lambda c, lado, _e: evidencias.evidencias_repetidas(c, lado.folios["AV"])),
    "explicar": _sobre(lambda c, lado, _e: explicar.explicar(c, "actividad", lado.renglones[REPORTADA].id)),
    "ficha_de": _sobre(lambda c, lado, _e: personas.ficha_de(c, lado.persona.id)),
    "ficha_de_actividad": _sobre(
        lambda c, lado, _e: reportar.ficha_de_actividad(c, lado.renglones[REPORTADA].id)
    ),
    "ficha_de_meta": _sobre(
        lambda c, lado, _e: resultados.ficha_de_meta(c, lado.renglones[REPORTADA].meta_id)
    ),
    "firmas_pendientes": _sobre(lambda c, lado, _e: revisar.firmas_pendientes(c, lado.folios["AV"])),
    "gasto_por_corregir": _sobre(lambda c, lado, _e: corregir_gasto.gasto_por_corregir(c, lado.folios["EJ"])),
    "guardar_perfil": _general(lambda c: perfiles.guardar_perfil(c, PERFIL.nombre, PERFIL)),
    "importar": _general(lambda c: importar.importar(c, VIGENCIA, LibroLeido(plan=filas()), "plan.xlsx")),
    "invitar": _general(lambda c: vincular.invitar(c, vincular.DatosInvitacion("Luis Paz", Rol.CONSULTA))),
    "libros_recibidos": _general(lambda c: perfiles.libros_recibidos(c, VIGENCIA)),
    "listar_personas": _general(personas.listar_personas),
    "metas_coordinadas": _general(resultados.metas_coordinadas),
    "mis_actividades": _general(consultar.mis_actividades),
    "mis_datos": _general(mis_datos.mis_datos),
    "mis_delegaciones": _general(delegar.mis_delegaciones),
    "mis_reportes": _general(mis_datos.mis_reportes),
    "objeto_de": _sobre(
        lambda c, lado, _e: datos_del_plan.objeto_de(c, "actividad", lado.renglones[REPORTADA].id)
    ),
    "objeto_general": _general(datos_del_plan.objeto_general),
    "objetos_con_avance": _general(lambda c: explicar.objetos_con_avance(c, Porcentaje.de(60))),
    "objetos_de_gasto": _general(ejecutar.objetos_de_gasto),
    "observacion_de": _sobre(lambda c, lado, _e: devolver.observacion_de(c, lado.folios["devuelto"])),
    "pedir_cambio_de_rol": _sobre(lambda c, lado, _e: cambiar_rol.pedir_cambio_de_rol(c, _cambio(lado))),
    "pendientes": _general(consultar.pendientes),
    # Guardarlo también pide el permiso: sin él no hay perfil que mirar.
    "perfil": _general(
        lambda c: perfiles.perfil(c, perfiles.guardar_perfil(c, PERFIL.nombre, PERFIL).nombre)
    ),
    "perfiles": _general(perfiles.perfiles),
    "ponerse_recordatorio": _general(
        lambda c: recordarme.ponerse_recordatorio(c, datetime(2026, 9, 7, 13, tzinfo=AHORA.tzinfo), "")
    ),
    "por_dependencia": _general(consultar.por_dependencia),
    "por_devolver": _sobre(lambda c, lado, _e: devolver.por_devolver(c, lado.folios["AV"])),
    "proponer_momento": _general(lambda c: recordarme.proponer_momento(c, date(2026, 9, 7), time(8))),
    "rechazar_cambio_de_rol": Llamada(
        lambda c, _l, e: cambiar_rol.rechazar_cambio_de_rol(c, IdCambioDeRol(e.cambio))
    ),
    "recepcion_de_hoy": _general(cortes.recepcion_de_hoy),
    "registrar_avance": _sobre(lambda c, lado, _e: reportar.registrar_avance(c, _avance(lado))),
    "registrar_ejecucion": _sobre(lambda c, lado, _e: ejecutar.registrar_ejecucion(c, _gasto(lado))),
    "registrar_libro": _general(
        lambda c: perfiles.registrar_libro(c, VIGENCIA, ORIGINAL, PERFIL.nombre, aplicado=True)
    ),
    "registrar_resultado": _sobre(lambda c, lado, _e: resultados.registrar_resultado(c, _resultado(lado))),
    "registros_de": _sobre(lambda c, lado, _e: ejecutar.registros_de(c, lado.renglones[REPORTADA].id, None)),
    "repetir_avance": _sobre(lambda c, lado, _e: repetir.repetir_avance(c, _repeticion(lado))),
    "reportadas_en_el_corte": _general(repetir.reportadas_en_el_corte),
    "resultado_de_meta": _sobre(
        lambda c, lado, _e: resultados.resultado_de_meta(c, lado.renglones[REPORTADA].meta_id)
    ),
    "resultado_por_corregir": _sobre(
        lambda c, lado, _e: resultados.resultado_por_corregir(c, lado.folios["RM"])
    ),
    "revisar_avance": _sobre(
        lambda c, lado, _e: reportar.revisar_avance(c, lado.renglones[REPORTADA].id, _VALOR)
    ),
    "revisar_cambio_de_rol": _sobre(lambda c, lado, _e: cambiar_rol.revisar_cambio_de_rol(c, _cambio(lado))),
    "revisar_coherencia": _general(lambda c: coherencia.revisar_coherencia(c, VIGENCIA)),
    "informe_de_coherencia": _general(lambda c: coherencia.informe_de_coherencia(c, VIGENCIA)),
    "libro_de_coherencia": _general(lambda c: coherencia.libro_de_coherencia(c, VIGENCIA)),
    "estado_de_dependencias": _general(lambda c: coherencia.estado_de_dependencias(c, VIGENCIA)),
    "reglas_de_coherencia": _general(coherencia.reglas_de_coherencia),
    "ajustar_regla": _general(
        lambda c: ajustar_coherencia.ajustar_regla(c, ajustar_coherencia.CambioDeRegla("R23", apagada=False))
    ),
    "aceptar_hallazgo": _general(_aceptar_el_primero),
    "retirar_aceptacion": _general(_retirar_el_primero),
    "revisar_correccion": _sobre(
        lambda c, lado, _e: corregir.revisar_correccion(c, lado.folios["AV"], _VALOR)
    ),
    "revisar_correccion_de_gasto": _sobre(
        lambda c, lado, _e: corregir_gasto.revisar_correccion_de_gasto(c, lado.folios["EJ"], Pesos.de(9))
    ),
    "revisar_decision_de_corte": _general(lambda c: cortes.revisar_decision_de_corte(c, _peticion())),
    "revisar_delegacion": _sobre(lambda c, lado, _e: delegar.revisar_delegacion(c, _delegacion(lado))),
    "revisar_ejecucion": _sobre(lambda c, lado, _e: ejecutar.revisar_ejecucion(c, _gasto(lado))),
    "revisar_importacion": _general(
        lambda c: importar.revisar_importacion(c, VIGENCIA, LibroLeido(plan=filas()))
    ),
    "revisar_repeticion": _sobre(
        lambda c, lado, _e: repetir.revisar_repeticion(c, lado.renglones[DE_ANTES].id, Modalidad.SIN_NOVEDAD)
    ),
    "revisar_revocacion": _sobre(lambda c, lado, _e: personas.revisar_revocacion(c, lado.persona.id)),
    "revocar": _sobre(lambda c, lado, _e: personas.revocar(c, lado.persona.id)),
    "sin_advertencias": _general(tarjeta.sin_advertencias),
    "sin_reporte": _general(consultar.sin_reporte),
    "situaciones_de_los_cortes": _general(cortes.situaciones_de_los_cortes),
    "sugerir_codigo": _general(_sugerir),
    "tarjetas_publicas": _general(tarjetas.tarjetas_publicas),
    "terminar_delegacion": _sobre(
        lambda c, lado, _e: delegar.terminar_delegacion(c, IdDelegacion(lado.delegacion))
    ),
    "titulares_posibles": _general(delegar.titulares_posibles),
    "ultimo_reporte": _sobre(lambda c, lado, _e: corregir.ultimo_reporte(c, lado.renglones[REPORTADA].id)),
    # Dice si un archivo ya respalda otro reporte, sea de quien sea: por eso no mira de quién es.
    "usos_de_archivos": Llamada(
        lambda c, lado, _e: evidencias.usos_de_archivos(c, ["u-1"], lado.renglones[DEVUELTA].id)
    ),
    "vencimientos": _sobre(
        lambda c, lado, _e: vencimientos.vencimientos(
            c, date(2026, 9, 1), date(2026, 12, 31), "actividad", lado.renglones[REPORTADA].id
        )
    ),
    "ver_reporte": _sobre(lambda c, lado, _e: tarjeta.ver_reporte(c, lado.folios["AV"])),
    "vigencia_actual": _general(reportar.vigencia_actual),
}
