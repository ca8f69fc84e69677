"""Qué pasó con los recordatorios en el tiempo de un corte: los que piden el reporte, y los demás."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, unir
from dominio.modelo.recordatorio import EstadoRecordatorio, RespuestaARecordatorio
from dominio.modelo.seguimiento import CuentaDeEnviados
from dominio.reglas.seguimiento import PIDEN_REPORTE

_RESPUESTAS: dict[RespuestaARecordatorio, Perezosa] = {
    RespuestaARecordatorio.POSPUESTO: _l("pospuestos: %(n)s"),
    RespuestaARecordatorio.NO_ES_MIA: _l("«no es mía»: %(n)s"),
    RespuestaARecordatorio.SILENCIADO: _l("silenciados: %(n)s"),
}
_ESTADOS: dict[EstadoRecordatorio, Perezosa] = {
    EstadoRecordatorio.CUMPLIDO: _l("no hicieron falta: %(n)s"),
    EstadoRecordatorio.CANCELADO: _l("cancelados: %(n)s"),
    EstadoRecordatorio.VENCIDO: _l("vencidos sin salir: %(n)s"),
    EstadoRecordatorio.SILENCIADO: _l("callados por la persona: %(n)s"),
    EstadoRecordatorio.NO_ENTREGABLE: _l("no entregables: %(n)s"),
}


def salieron(cuentas: Sequence[CuentaDeEnviados]) -> Html:
    """Primero los que piden el reporte, y aparte los demás; sin ninguno, nada."""
    if not cuentas:
        return Html("")
    piden = [una for una in cuentas if una.tipo in PIDEN_REPORTE]
    lineas = [armar(_("Recordatorios que piden reporte: %(cuentas)s."), cuentas=_que_paso(piden))]
    otros = [una for una in cuentas if una.tipo not in PIDEN_REPORTE]
    if otros:
        frase = _("Otros en ese tiempo (resúmenes, revisión, ley…): %(cuentas)s.")
        lineas.append(armar(frase, cuentas=_que_paso(otros)))
    return unir(lineas)


def _que_paso(cuentas: Sequence[CuentaDeEnviados]) -> Html:
    """«salieron 12 · pospuestos: 2 · cancelados: 1»; lo que no pasó no se nombra."""
    enviados = _suma(una for una in cuentas if una.estado is EstadoRecordatorio.ENVIADO)
    partes = [armar(_("salieron %(n)s"), n=enviados)]
    for respuesta, frase in _RESPUESTAS.items():
        n = _suma(una for una in cuentas if una.respuesta is respuesta)
        if n:
            partes.append(armar(str(frase), n=n))
    for estado, frase in _ESTADOS.items():
        n = _suma(una for una in cuentas if una.estado is estado)
        if n:
            partes.append(armar(str(frase), n=n))
    return unir(partes, " · ")


def _suma(cuentas: Iterable[CuentaDeEnviados]) -> int:
    return sum(una.cuantos for una in cuentas)
