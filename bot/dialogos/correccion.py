"""Corregir un reporte ya enviado: una versión nueva, con su motivo y lo que cambia a la vista."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.dialogos import correccion_a_la_vista as vista
from bot.dialogos import correccion_consulta as consulta
from bot.dialogos.avance import AVANCE
from bot.dialogos.avance_consulta import ARCHIVOS, valor_de
from bot.dialogos.campos import PESOS, CampoOpcion, campo_fecha, campo_texto
from bot.dialogos.ejecucion import EJECUCION
from bot.motor.apertura import Apertura
from bot.motor.botones import APARTE
from bot.motor.campos import Datos, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso, sin_detalle, sin_reparos
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, recortar
from dominio.casos.contexto import Contexto
from dominio.casos.corregir import DatosCorreccion, corregir_avance
from dominio.casos.corregir_gasto import DatosCorreccionGasto, corregir_ejecucion
from dominio.casos.reportar import MAXIMO_NARRATIVA, ValorAvance
from dominio.casos.vista_de_correccion import MAXIMO_MOTIVO
from dominio.reglas.permisos import Permiso

# Dónde se subsana lo que se observó en algo que aquí no se pregunta aparte.
_SE_SUBSANA_EN = {"fecha": "fecha_documento", "motivo": "aclaracion", "analisis": "aclaracion"}
_FECHA = campo_fecha(consulta.limites)


def abrir_correccion(
    contexto: Contexto, folio: str, editando: str | None = None, motivo: str | None = None
) -> Apertura:
    """El diálogo que corrige ese reporte, lleno con lo que decía y abierto en la respuesta por cambiar.

    Args:
        editando: la respuesta por la que se empieza («valor», «logro», «evidencia»…); si falta o no es
            de este reporte, su cifra.
        motivo: por qué se corrige, si ya se sabe (lo que observó quien lo devolvió): no se pregunta.

    Raises:
        NoEncontrado, PermisoDenegado, ReporteDeLibro, CorreccionNoEsLaUltima: no se puede corregir.
    """
    entorno = Entorno(Datos(contexto.ahora, contexto), {"reporte": folio})
    originales, cifra = consulta.originales(entorno), consulta.paso_del_valor(entorno)
    respuestas = {"reporte": folio}
    if motivo:
        respuestas["motivo"] = recortar(motivo, MAXIMO_MOTIVO)
    paso = _SE_SUBSANA_EN.get(editando or "", editando)
    if paso not in originales:
        paso = cifra
    if paso == "evidencia":
        respuestas[paso] = ARCHIVOS.abierto(originales[paso], abrir=True)
    return Apertura(CORRECCION.nombre, respuestas, paso)


def _reusado(
    de: Dialogo,
    clave: str,
    si: Callable[[Entorno], bool],
    *,
    valida: Callable[[Entorno], None] = sin_reparos,
    detalle: Callable[[Entorno], Html] = sin_detalle,
    **cambios: object,
) -> Paso:
    """La pregunta de otro diálogo, con las condiciones de este."""
    paso = de.paso(clave)
    if paso is None:
        raise LookupError(f"el diálogo {de.nombre} ya no pregunta {clave}")
    return replace(paso, si=si, valida=valida, detalle=detalle, **cambios)  # type: ignore[arg-type]


def _diferencia(entorno: Entorno) -> Html:
    return vista.diferencia(CORRECCION.pasos, entorno)


def _resumen(entorno: Entorno) -> list[Html]:
    return list(vista.resumen(CORRECCION.pasos, entorno))


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    contexto = entorno.datos.contexto
    if consulta.es_gasto(entorno):
        ejecucion = corregir_ejecucion(contexto, _del_gasto(entorno, clave_envio))
        return Cierre(vista.acuse_de_gasto(ejecucion), _siguientes())
    avance = corregir_avance(contexto, _del_avance(entorno, clave_envio))
    return Cierre(vista.acuse_de_avance(avance), _siguientes())


def _siguientes() -> tuple[tuple[str, str], ...]:
    return ((_("Ver mis actividades"), f"{APARTE}o:mis"),)


def _del_avance(entorno: Entorno, clave_envio: str) -> DatosCorreccion:
    respuestas = entorno.respuestas
    evidencias = respuestas.get("evidencia")
    return DatosCorreccion(
        clave_envio=clave_envio,
        folio=consulta.folio_de(entorno),
        valor=valor_de(entorno) or ValorAvance(),
        motivo=respuestas.get("motivo", ""),
        logro=respuestas.get("logro") or None,
        dificultades=respuestas.get("dificultades") or None,
        aclaracion=respuestas.get("aclaracion") or None,
        evidencias=ARCHIVOS.recuperar(evidencias) if evidencias else (),
    )


def _del_gasto(entorno: Entorno, clave_envio: str) -> DatosCorreccionGasto:
    respuestas = entorno.respuestas
    fecha = respuestas.get("fecha_documento") if consulta.con_documento(entorno) else None
    return DatosCorreccionGasto(
        clave_envio=clave_envio,
        folio=consulta.folio_de(entorno),
        valor=PESOS.recuperar(respuestas["valor"]),
        motivo=respuestas.get("motivo", ""),
        documento=respuestas.get("documento_correccion") or respuestas.get("documento") or None,
        fecha_documento=_FECHA.recuperar(fecha) if fecha else None,
    )


CORRECCION = Dialogo(
    nombre="correccion",
    esquema=1,
    titulo=_l("Corregir un reporte"),
    en_curso=_l("una corrección"),
    permiso=Permiso.REGISTRAR_AVANCE,
    resumen=_resumen,
    confirmar=_confirmar,
    completar=consulta.completar,
    pasos=(
        Paso(
            "reporte",
            CampoOpcion(consulta.reportes, consulta.rotulo),
            _l("Reporte"),
            _l("¿Cuál reporte va a corregir?"),
            _l("Toque uno, o escriba su folio o el código de su actividad."),
            valida=consulta.validar_reporte,
        ),
        _reusado(
            AVANCE,
            "porcentaje",
            consulta.por_porcentaje,
            valida=consulta.validar_valor,
            detalle=vista.de_cual,
        ),
        _reusado(
            AVANCE, "cantidad", consulta.por_cantidad, valida=consulta.validar_valor, detalle=vista.de_cual
        ),
        _reusado(AVANCE, "logro", consulta.es_avance, detalle=vista.de_cual),
        _reusado(
            AVANCE,
            "dificultades",
            consulta.es_avance,
            detalle=vista.de_cual,
            pregunta=_l("¿Qué lo ha dificultado?"),
        ),
        _reusado(
            AVANCE,
            "aclaracion",
            consulta.es_avance,
            detalle=vista.de_cual,
            campo=campo_texto(MAXIMO_NARRATIVA),
            pregunta=_l("¿Qué más conviene aclarar?"),
            ejemplo=_l("Ejemplo: Se hizo por gestión, sin costo para la entidad."),
            opcional=True,
        ),
        _reusado(AVANCE, "evidencia", consulta.es_avance, detalle=vista.repetidas),
        Paso(
            "valor",
            PESOS,
            _l("Acumulado"),
            _l("¿En cuánto debía quedar el acumulado del año, en pesos?"),
            _l("Ejemplo: 1.250.000 o 1.250.000,50"),
            si=consulta.es_gasto,
            valida=consulta.validar_valor,
            detalle=vista.saldos,
        ),
        _reusado(EJECUCION, "documento", consulta.pide_documento, detalle=vista.de_cual),
        _reusado(EJECUCION, "documento_correccion", consulta.baja_sin_papel, detalle=vista.de_cual),
        _reusado(EJECUCION, "fecha_documento", consulta.con_documento, campo=_FECHA),
        Paso(
            "motivo",
            campo_texto(MAXIMO_MOTIVO),
            _l("Por qué se corrige"),
            _l("¿Por qué se corrige?"),
            _l("Ejemplo: Se digitó el valor de otra actividad."),
            detalle=_diferencia,
        ),
    ),
)
