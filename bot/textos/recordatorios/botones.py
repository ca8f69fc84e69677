"""Con qué se contesta cada recordatorio: a lo sumo ocho botones, del más usado al menos."""

from __future__ import annotations

from collections.abc import Sequence

from bot.motor.botones import APARTE
from bot.textos.idioma import _
from bot.textos.marcado import recortar
from bot.textos.recordatorios import piezas as p
from bot.textos.recordatorios.de_varios import DE_REPORTAR, por_tipo
from dominio.modelo.recordatorio import RecordatorioTomado
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.posponer import MAXIMO_DE_VECES
from dominio.reglas.silenciar import ESCALAS, se_calla

MAXIMO_BOTONES = 8
_CODIGO_EN_BOTON = 30
_NO_ES_MIA = DE_REPORTAR | {
    TipoRecordatorio.CONTRATACION,
    TipoRecordatorio.GASTO_SIN_AVANCE,
    TipoRecordatorio.AVANCE_SIN_GASTO,
}
_CORTES = frozenset({TipoRecordatorio.CORTE_ABRE, TipoRecordatorio.CORTE_CIERRA})
_GASTO = frozenset({TipoRecordatorio.CONTRATACION, TipoRecordatorio.AVANCE_SIN_GASTO})
_RESUMENES = frozenset({TipoRecordatorio.RESUMEN_SEMANAL, TipoRecordatorio.RESUMEN_DIARIO})

Par = tuple[str, str]
Teclado = list[list[dict[str, str]]]


def teclado(tomados: Sequence[RecordatorioTomado]) -> Teclado:
    """Filas de botones del mensaje."""
    filas = _de_uno(tomados[0]) if len(tomados) == 1 else _de_varios(tomados)
    return [[{"text": rotulo, "callback_data": dato} for rotulo, dato in fila] for fila in filas if fila]


def _de_uno(tomado: RecordatorioTomado) -> list[list[Par]]:
    numero = tomado.id
    if tomado.tipo in ESCALAS:
        return [*_de_escala(tomado, _codigo(tomado)), [*_recordar([tomado], numero), *_posponer([tomado])]]
    if tomado.tipo in _RESUMENES:
        return [[(_("Ver pendientes"), f"{APARTE}o:pendientes")]]
    no_es_mia = []
    if tomado.tipo in _NO_ES_MIA and tomado.titular is None:
        no_es_mia.append((_("No es mía"), f"{APARTE}ra:n:{numero}"))
    callar = [(_("Silenciar"), f"ra:s:{numero}")] if se_calla(tomado.tipo) else []
    return [*_lo_suyo(tomado), [*_posponer([tomado]), *no_es_mia], callar]


def _lo_suyo(tomado: RecordatorioTomado) -> list[list[Par]]:
    actividad = tomado.actividad_id
    if tomado.tipo in DE_REPORTAR:
        return [
            [_avance(actividad), (_("Sin novedad"), f"{APARTE}s:{actividad}")],
            [(_("Igual que el corte anterior"), f"{APARTE}s:i{actividad}")],
        ]
    if tomado.tipo in _CORTES:
        return [
            [(_("Ver cuáles faltan"), f"{APARTE}o:pendientes"), (_("Reportar avance"), f"{APARTE}o:avance")]
        ]
    if tomado.tipo is TipoRecordatorio.GASTO_SIN_AVANCE:
        return [[_avance(actividad), (_("Sin novedad"), f"{APARTE}s:{actividad}")]]
    if tomado.tipo in _GASTO:
        return [[(_("Registrar ejecución"), f"{APARTE}g:a{actividad}"), _avance(actividad)]]
    return [[_ir(tomado, "")]]


def _avance(actividad: int | None) -> Par:
    """El reporte va aparte: si se deja a medias, el recordatorio sigue ahí para contestarlo."""
    return _("Reportar avance"), f"{APARTE}r:{actividad}"


def _ir(tomado: RecordatorioTomado, de_cual: str) -> Par:
    """El botón principal de un recordatorio, con el código si hay varios."""
    match tomado.tipo:
        case TipoRecordatorio.DEVUELTO:
            folio = p.dato(tomado, "folio")
            dato = f"{APARTE}w:c:{folio}" if folio else f"{APARTE}o:corregir"
            return (_("Corregir %(cual)s") % {"cual": de_cual}).strip(), dato
        case TipoRecordatorio.COLA:
            return _("Revisar los reportes"), f"{APARTE}o:revisar"
        case TipoRecordatorio.LEGAL | TipoRecordatorio.RUTA:
            return _("Ver los pasos del plan"), f"{APARTE}o:pasos"
        case TipoRecordatorio.CORTE_ABRE | TipoRecordatorio.CORTE_CIERRA:
            return _("Ver cuáles faltan"), f"{APARTE}o:pendientes"
        case TipoRecordatorio.CONTRATACION | TipoRecordatorio.AVANCE_SIN_GASTO:
            return _("Registrar %(cual)s") % {"cual": de_cual}, f"{APARTE}g:a{tomado.actividad_id}"
        case TipoRecordatorio.ESCALA_JEFATURA | TipoRecordatorio.ESCALA_PLANEACION:
            return _("Ver %(cual)s") % {"cual": de_cual}, f"{APARTE}e:o:actividad:{tomado.actividad_id}:0"
        case _:
            if tomado.actividad_id is None:
                return _("Ver pendientes"), f"{APARTE}o:pendientes"
            return _("Reportar %(cual)s") % {"cual": de_cual}, f"{APARTE}r:{tomado.actividad_id}"


def _de_varios(tomados: Sequence[RecordatorioTomado]) -> list[list[Par]]:
    ordenados = por_tipo(tomados)
    finales = [*_recordar(ordenados, tomados[0].id), *_posponer(tomados)]
    unicos = list(dict.fromkeys(_ir(uno, _codigo(uno)) for uno in ordenados))
    if (
        all(uno.tipo in DE_REPORTAR for uno in ordenados)
        and len(ordenados) * 2 + len(finales) <= MAXIMO_BOTONES
    ):
        filas = [[_ir(uno, _codigo(uno)), _sin_novedad(uno)] for uno in ordenados]
    elif len(unicos) + len(finales) <= MAXIMO_BOTONES:
        filas = [[par] for par in unicos]
    else:
        finales = [*finales, (_("Ver pendientes"), f"{APARTE}o:pendientes")]
        filas = [[par] for par in unicos[: MAXIMO_BOTONES - len(finales)]]
    return [*filas, *[[par] for par in finales]]


def _sin_novedad(tomado: RecordatorioTomado) -> Par:
    return _("Sin novedad %(codigo)s") % {"codigo": _codigo(tomado)}, f"{APARTE}s:{tomado.actividad_id}"


def _de_escala(tomado: RecordatorioTomado, codigo: str) -> list[list[Par]]:
    reportar = (_("Reportar %(cual)s") % {"cual": codigo}, f"{APARTE}r:{tomado.actividad_id}")
    return [[_ir(tomado, codigo), reportar]]


def _recordar(tomados: Sequence[RecordatorioTomado], lote: int) -> list[Par]:
    """Recordárselo a quien responde, si alguno es una escala con responsable."""
    con_quien = {uno.responsable for uno in tomados if uno.tipo in ESCALAS and uno.responsable}
    if not con_quien:
        return []
    dato = f"ra:e:{lote}"
    if len(con_quien) == 1:
        return [
            (_("Recordar a %(quien)s") % {"quien": recortar(con_quien.pop() or "", _CODIGO_EN_BOTON)}, dato)
        ]
    return [(_("Recordar a las %(n)s personas") % {"n": len(con_quien)}, dato)]


def _posponer(tomados: Sequence[RecordatorioTomado]) -> list[Par]:
    if max(uno.pospuestas for uno in tomados) >= MAXIMO_DE_VECES:
        return []
    rotulo = _("Posponer") if len(tomados) == 1 else _("Posponer todo")
    return [(rotulo, f"ra:p:{tomados[0].id}")]


def _codigo(tomado: RecordatorioTomado) -> str:
    return recortar(tomado.actividad_codigo, _CODIGO_EN_BOTON)
