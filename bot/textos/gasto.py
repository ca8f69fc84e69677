"""El dinero de un registro, dicho en el chat: de quién es, sus saldos y sus cuatro razones."""

from __future__ import annotations

from bot.textos import formato
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, recortar
from dominio.modelo.consolidado import Razones
from dominio.modelo.financiero import MomentoGasto, Saldos
from dominio.modelo.plan import Registro

MOMENTOS = {
    MomentoGasto.CDP: _l("CDP"),
    MomentoGasto.COMPROMISO: _l("Compromiso (RP)"),
    MomentoGasto.OBLIGACION: _l("Obligación"),
    MomentoGasto.PAGO: _l("Pago"),
}
ACUMULADOS = {
    MomentoGasto.CDP: _l("CDP acumulado: %(valor)s, %(corte)s."),
    MomentoGasto.COMPROMISO: _l("Compromiso (RP) acumulado: %(valor)s, %(corte)s."),
    MomentoGasto.OBLIGACION: _l("Obligación acumulada: %(valor)s, %(corte)s."),
    MomentoGasto.PAGO: _l("Pago acumulado: %(valor)s, %(corte)s."),
}
DOCUMENTOS = {
    MomentoGasto.CDP: _l("Ejemplo: CDP 2026-0145"),
    MomentoGasto.COMPROMISO: _l("Ejemplo: RP 2026-0310"),
    MomentoGasto.OBLIGACION: _l("Ejemplo: Obligación 2026-0522"),
    MomentoGasto.PAGO: _l("Ejemplo: Orden de pago 2026-0718"),
}


def registro_y_fuente(registro: Registro) -> Html:
    """«A-012 · SGP educación»."""
    objeto = registro.actividad_codigo or f"{registro.bpin} {registro.proyecto}"
    fuente = registro.fuente or registro.fuente_codigo or _("sin fuente")
    return armar("%(objeto)s · %(fuente)s", objeto=recortar(objeto, 80), fuente=recortar(fuente, 80))


def saldos_en_lineas(saldos: Saldos) -> Html:
    """La cadena completa, en pesos: el límite de cada momento está a la vista."""
    return armar(
        _(
            "Apropiación definitiva %(definitiva)s\nCDP %(cdp)s · compromisos %(compromisos)s\n"
            "Obligaciones %(obligaciones)s · pagos %(pagos)s"
        ),
        definitiva=formato.pesos(saldos.definitiva),
        cdp=formato.pesos(saldos.cdp),
        compromisos=formato.pesos(saldos.compromisos),
        obligaciones=formato.pesos(saldos.obligaciones),
        pagos=formato.pesos(saldos.pagos),
    )


def cuatro_razones(razones: Razones) -> Html:
    """Las cuatro, siempre nombradas; sin apropiación, «no aplica»."""
    return armar(
        _(
            "CDP / definitiva: %(cdp)s\nCompromisos / definitiva: %(compromisos)s\n"
            "Obligaciones / definitiva: %(obligaciones)s\nPagos / obligaciones: %(pagos)s"
        ),
        cdp=formato.razon(razones.cdp_definitiva),
        compromisos=formato.razon(razones.compromisos_definitiva),
        obligaciones=formato.razon(razones.obligaciones_definitiva),
        pagos=formato.razon(razones.pagos_obligaciones),
    )
