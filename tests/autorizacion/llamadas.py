"""Cómo se llama cada caso de uso con argumentos válidos, sobre lo propio o sobre lo ajeno.

Un caso nuevo sin su renglón aquí hace fallar la matriz diciendo cuál es.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from dominio.casos import (
    cambiar_rol,
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
    mis_datos,
    personas,
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
from dominio.modelo.corte import AccionDeCorte
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdCambioDeRol, IdDelegacion
from dominio.modelo.persona import Rol
from dominio.modelo.reporte import Modalidad
from dominio.modelo.revision import CampoObservado, Observacion
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.apoyo.plan import AHORA, VIGENCIA
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


def sobre(hacer: Llamar, *, visto_bueno: bool = False) -> Llamada:
    """Toca algo de una dependencia."""
    return Llamada(hacer, con_objeto=True, visto_bueno=visto_bueno)


def general(hacer: Callable[[Contexto], object]) -> Llamada:
    """No toca nada de nadie en particular."""
    return Llamada(lambda c, _lado, _escenario: hacer(c))


CORTE = Corte.de("2026-T3")
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


LLAMADAS: dict[str, Llamada] = {
    "actividades_a_cargo": general(reportar.actividades_a_cargo),
    "ajustar_limite_narrativa": general(lambda c: entidades.ajustar_limite_narrativa(c, 225)),
    "ajustar_visto_bueno": general(lambda c: entidades.ajustar_visto_bueno(c, activo=True)),
    "aprobar": sobre(lambda c, lado, _e: revisar.aprobar(c, lado.folios["AV"])),
    "aprobar_cambio_de_rol": Llamada(
        lambda c, _l, e: cambiar_rol.aprobar_cambio_de_rol(c, IdCambioDeRol(e.cambio))
    ),
    "aprobar_varios": sobre(lambda c, lado, _e: revisar.aprobar_varios(c, [lado.folios["AV"]])),
    "atrasadas": sobre(
        lambda c, lado, _e: vencimientos.atrasadas(c, "dependencia", lado.renglones[REPORTADA].dependencia_id)
    ),
    "avance_por_corregir": sobre(lambda c, lado, _e: corregir.avance_por_corregir(c, lado.folios["AV"])),
    "cambios_esperando": general(cambiar_rol.cambios_esperando),
    "cola": general(revisar.cola),
    "cola_de_la_jefatura": Llamada(lambda c, _l, _e: revisar.cola_de_la_jefatura(c), visto_bueno=True),
    "consultar_corte": general(cortes.consultar_corte),
    "corregibles": general(corregir.corregibles),
    "corregir_avance": sobre(lambda c, lado, _e: corregir.corregir_avance(c, _correccion(lado))),
    "corregir_ejecucion": sobre(
        lambda c, lado, _e: corregir_gasto.corregir_ejecucion(c, _correccion_de_gasto(lado))
    ),
    "corte_actual": general(lambda c: reportar.corte_actual(c, VIGENCIA)),
    "dar_visto_bueno": sobre(
        lambda c, lado, _e: revisar.dar_visto_bueno(c, lado.folios["AV"]), visto_bueno=True
    ),
    "datos_de": sobre(
        lambda c, lado, _e: datos_del_plan.datos_de(c, "actividad", lado.renglones[REPORTADA].id)
    ),
    "decidir_corte": general(lambda c: cortes.decidir_corte(c, _peticion())),
    "delegaciones_de": sobre(lambda c, lado, _e: delegar.delegaciones_de(c, lado.titular.id)),
    "delegados_posibles": sobre(lambda c, lado, _e: delegar.delegados_posibles(c, lado.titular.id)),
    "delegar": sobre(lambda c, lado, _e: delegar.delegar(c, _delegacion(lado))),
    "detalle": sobre(
        lambda c, lado, _e: consultar.detalle(c, "dependencia", lado.renglones[REPORTADA].dependencia_id)
    ),
    "devolver": sobre(lambda c, lado, _e: devolver.devolver(c, lado.folios["AV"], _OBSERVACION)),
    "devolver_desde_la_jefatura": sobre(
        lambda c, lado, _e: devolver.devolver_desde_la_jefatura(c, lado.folios["AV"], _OBSERVACION),
        visto_bueno=True,
    ),
    "devueltos": general(devolver.devueltos),
    "entender_frase": general(lambda c: entender.entender_frase(c, "la 1 va en 60")),
    "estado": sobre(lambda c, lado, _e: consultar.estado(c, lado.renglones[REPORTADA].codigo)),
    "estado_de": sobre(lambda c, lado, _e: consultar.estado_de(c, "actividad", lado.renglones[REPORTADA].id)),
    "evidencias_de": sobre(lambda c, lado, _e: evidencias.evidencias_de(c, lado.folios["AV"])),
    "evidencias_repetidas": sobre(lambda c, lado, _e: evidencias.evidencias_repetidas(c, lado.folios["AV"])),
    "explicar": sobre(lambda c, lado, _e: explicar.explicar(c, "actividad", lado.renglones[REPORTADA].id)),
    "ficha_de": sobre(lambda c, lado, _e: personas.ficha_de(c, lado.persona.id)),
    "ficha_de_actividad": sobre(
        lambda c, lado, _e: reportar.ficha_de_actividad(c, lado.renglones[REPORTADA].id)
    ),
    "ficha_de_meta": sobre(
        lambda c, lado, _e: resultados.ficha_de_meta(c, lado.renglones[REPORTADA].meta_id)
    ),
    "firmas_pendientes": sobre(lambda c, lado, _e: revisar.firmas_pendientes(c, lado.folios["AV"])),
    "gasto_por_corregir": sobre(lambda c, lado, _e: corregir_gasto.gasto_por_corregir(c, lado.folios["EJ"])),
    "invitar": general(lambda c: vincular.invitar(c, vincular.DatosInvitacion("Luis Paz", Rol.CONSULTA))),
    "listar_personas": general(personas.listar_personas),
    "metas_coordinadas": general(resultados.metas_coordinadas),
    "mis_actividades": general(consultar.mis_actividades),
    "mis_datos": general(mis_datos.mis_datos),
    "mis_delegaciones": general(delegar.mis_delegaciones),
    "mis_reportes": general(mis_datos.mis_reportes),
    "objeto_de": sobre(
        lambda c, lado, _e: datos_del_plan.objeto_de(c, "actividad", lado.renglones[REPORTADA].id)
    ),
    "objeto_general": general(datos_del_plan.objeto_general),
    "objetos_con_avance": general(lambda c: explicar.objetos_con_avance(c, Porcentaje.de(60))),
    "objetos_de_gasto": general(ejecutar.objetos_de_gasto),
    "observacion_de": sobre(lambda c, lado, _e: devolver.observacion_de(c, lado.folios["devuelto"])),
    "pedir_cambio_de_rol": sobre(lambda c, lado, _e: cambiar_rol.pedir_cambio_de_rol(c, _cambio(lado))),
    "pendientes": general(consultar.pendientes),
    "ponerse_recordatorio": general(
        lambda c: recordarme.ponerse_recordatorio(c, datetime(2026, 9, 7, 13, tzinfo=AHORA.tzinfo), "")
    ),
    "por_dependencia": general(consultar.por_dependencia),
    "por_devolver": sobre(lambda c, lado, _e: devolver.por_devolver(c, lado.folios["AV"])),
    "proponer_momento": general(lambda c: recordarme.proponer_momento(c, date(2026, 9, 7), time(8))),
    "rechazar_cambio_de_rol": Llamada(
        lambda c, _l, e: cambiar_rol.rechazar_cambio_de_rol(c, IdCambioDeRol(e.cambio))
    ),
    "recepcion_de_hoy": general(cortes.recepcion_de_hoy),
    "registrar_avance": sobre(lambda c, lado, _e: reportar.registrar_avance(c, _avance(lado))),
    "registrar_ejecucion": sobre(lambda c, lado, _e: ejecutar.registrar_ejecucion(c, _gasto(lado))),
    "registrar_resultado": sobre(lambda c, lado, _e: resultados.registrar_resultado(c, _resultado(lado))),
    "registros_de": sobre(lambda c, lado, _e: ejecutar.registros_de(c, lado.renglones[REPORTADA].id, None)),
    "repetir_avance": sobre(lambda c, lado, _e: repetir.repetir_avance(c, _repeticion(lado))),
    "reportadas_en_el_corte": general(repetir.reportadas_en_el_corte),
    "resultado_de_meta": sobre(
        lambda c, lado, _e: resultados.resultado_de_meta(c, lado.renglones[REPORTADA].meta_id)
    ),
    "resultado_por_corregir": sobre(
        lambda c, lado, _e: resultados.resultado_por_corregir(c, lado.folios["RM"])
    ),
    "revisar_avance": sobre(
        lambda c, lado, _e: reportar.revisar_avance(c, lado.renglones[REPORTADA].id, _VALOR)
    ),
    "revisar_cambio_de_rol": sobre(lambda c, lado, _e: cambiar_rol.revisar_cambio_de_rol(c, _cambio(lado))),
    "revisar_correccion": sobre(
        lambda c, lado, _e: corregir.revisar_correccion(c, lado.folios["AV"], _VALOR)
    ),
    "revisar_correccion_de_gasto": sobre(
        lambda c, lado, _e: corregir_gasto.revisar_correccion_de_gasto(c, lado.folios["EJ"], Pesos.de(9))
    ),
    "revisar_decision_de_corte": general(lambda c: cortes.revisar_decision_de_corte(c, _peticion())),
    "revisar_delegacion": sobre(lambda c, lado, _e: delegar.revisar_delegacion(c, _delegacion(lado))),
    "revisar_ejecucion": sobre(lambda c, lado, _e: ejecutar.revisar_ejecucion(c, _gasto(lado))),
    "revisar_repeticion": sobre(
        lambda c, lado, _e: repetir.revisar_repeticion(c, lado.renglones[DE_ANTES].id, Modalidad.SIN_NOVEDAD)
    ),
    "revisar_revocacion": sobre(lambda c, lado, _e: personas.revisar_revocacion(c, lado.persona.id)),
    "revocar": sobre(lambda c, lado, _e: personas.revocar(c, lado.persona.id)),
    "sin_advertencias": general(tarjeta.sin_advertencias),
    "sin_reporte": general(consultar.sin_reporte),
    "situaciones_de_los_cortes": general(cortes.situaciones_de_los_cortes),
    "tarjetas_publicas": general(tarjetas.tarjetas_publicas),
    "terminar_delegacion": sobre(
        lambda c, lado, _e: delegar.terminar_delegacion(c, IdDelegacion(lado.delegacion))
    ),
    "titulares_posibles": general(delegar.titulares_posibles),
    "ultimo_reporte": sobre(lambda c, lado, _e: corregir.ultimo_reporte(c, lado.renglones[REPORTADA].id)),
    # Dice si un archivo ya respalda otro reporte, sea de quien sea: por eso no mira de quién es.
    "usos_de_archivos": Llamada(
        lambda c, lado, _e: evidencias.usos_de_archivos(c, ["u-1"], lado.renglones[DEVUELTA].id)
    ),
    "vencimientos": sobre(
        lambda c, lado, _e: vencimientos.vencimientos(
            c, date(2026, 9, 1), date(2026, 12, 31), "actividad", lado.renglones[REPORTADA].id
        )
    ),
    "ver_reporte": sobre(lambda c, lado, _e: tarjeta.ver_reporte(c, lado.folios["AV"])),
    "vigencia_actual": general(reportar.vigencia_actual),
}
