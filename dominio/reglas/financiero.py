"""Cadena del gasto: saldos, las cuatro razones y el orden entre momentos."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dominio.errores import CadenaDeGastoRota
from dominio.modelo.consolidado import Razones
from dominio.modelo.financiero import MomentoGasto, Saldos
from dominio.valores.dinero import CERO, Pesos
from dominio.valores.dinero import sumar as sumar_pesos
from dominio.valores.porcentaje import Porcentaje

__all__ = ["MomentoGasto", "Razones", "Saldos", "aplicar", "exigir_cadena", "razones", "sumar"]

_CAMPO: dict[MomentoGasto, str] = {
    MomentoGasto.CDP: "cdp",
    MomentoGasto.COMPROMISO: "compromisos",
    MomentoGasto.OBLIGACION: "obligaciones",
    MomentoGasto.PAGO: "pagos",
}
_LIMITE: dict[MomentoGasto, str] = {
    MomentoGasto.CDP: "definitiva",
    MomentoGasto.COMPROMISO: "cdp",
    MomentoGasto.OBLIGACION: "compromisos",
    MomentoGasto.PAGO: "obligaciones",
}


def sumar(saldos: Iterable[Saldos]) -> Saldos:
    """Suma momento por momento, en pesos; sin saldos, todo en cero.

    Fuente: consolidación de registros presupuestales por actividad, proyecto y dependencia.
    """
    lista = list(saldos)
    return Saldos(
        definitiva=sumar_pesos(s.definitiva for s in lista),
        cdp=sumar_pesos(s.cdp for s in lista),
        compromisos=sumar_pesos(s.compromisos for s in lista),
        obligaciones=sumar_pesos(s.obligaciones for s in lista),
        pagos=sumar_pesos(s.pagos for s in lista),
    )


def razones(saldos: Saldos) -> Razones:
    """Las cuatro razones, en puntos; ``None`` es «no aplica» (denominador en cero), nunca 0 ni 100.

    Fuente: cuadro de ejecución presupuestal: CDP, compromisos y obligaciones sobre la apropiación
    definitiva, y pagos sobre obligaciones (Cuadro 1S y ejecución mensual de Santiago de Cali;
    EVAPLAN, Gobernación del Valle del Cauca, que llama ejecución a las obligaciones).
    """
    return Razones(
        cdp_definitiva=_razon(saldos.cdp, saldos.definitiva),
        compromisos_definitiva=_razon(saldos.compromisos, saldos.definitiva),
        obligaciones_definitiva=_razon(saldos.obligaciones, saldos.definitiva),
        pagos_obligaciones=_razon(saldos.pagos, saldos.obligaciones),
    )


def exigir_cadena(saldos: Saldos, momento: MomentoGasto | None = None) -> Saldos:
    """Los mismos saldos, si pagos ≤ obligaciones ≤ compromisos ≤ CDP ≤ definitiva.

    Args:
        saldos: acumulados de la vigencia, en pesos.
        momento: comprueba solo lo que toca a ese momento, para que un descuadre ajeno que ya
            venía cargado no impida reportar.

    Raises:
        CadenaDeGastoRota: trae ``momento``, ``limite``, ``valor`` y ``tope`` (pesos).

    Fuente: cadena presupuestal apropiación, CDP, registro presupuestal, obligación y pago, comprobada
    en la ejecución presupuestal de Santiago de Cali (marzo de 2025).
    """
    for actual in MomentoGasto:
        toca = momento is None or actual is momento or _LIMITE[actual] == _CAMPO[momento]
        valor, tope = saldos.de(actual), _tope(saldos, actual)
        if toca and valor > tope:
            raise CadenaDeGastoRota(
                _CAMPO[actual], momento=actual, limite=_LIMITE[actual], valor=valor, tope=tope
            )
    return saldos


def aplicar(
    saldos: Saldos,
    momento: MomentoGasto,
    *,
    acumulado: Pesos | None = None,
    incremento: Pesos | None = None,
) -> Saldos:
    """Los saldos con un momento cambiado: al total ``acumulado``, o con un ``incremento`` más.

    Raises:
        TypeError: no se dio exactamente uno de los dos.
        CadenaDeGastoRota: el nuevo valor pasa de su límite, o deja por encima al momento siguiente.

    Fuente: cadena presupuestal; los reportes del corte son acumulados de la vigencia (EVAPLAN).
    """
    if acumulado is not None and incremento is None:
        nuevo = acumulado
    elif incremento is not None and acumulado is None:
        nuevo = saldos.de(momento) + incremento
    else:
        raise TypeError("se espera acumulado o incremento, solo uno")
    return exigir_cadena(_con(saldos, momento, nuevo), momento)


def _con(saldos: Saldos, momento: MomentoGasto, valor: Pesos) -> Saldos:
    match momento:
        case MomentoGasto.CDP:
            return replace(saldos, cdp=valor)
        case MomentoGasto.COMPROMISO:
            return replace(saldos, compromisos=valor)
        case MomentoGasto.OBLIGACION:
            return replace(saldos, obligaciones=valor)
        case MomentoGasto.PAGO:
            return replace(saldos, pagos=valor)


def _tope(saldos: Saldos, momento: MomentoGasto) -> Pesos:
    anteriores = list(MomentoGasto)
    lugar = anteriores.index(momento)
    return saldos.definitiva if lugar == 0 else saldos.de(anteriores[lugar - 1])


def _razon(numerador: Pesos, denominador: Pesos) -> Porcentaje | None:
    if denominador == CERO:
        return None
    # Centavos sobre centavos es la misma razón, en enteros: un consolidado la pide cuatro veces por fila.
    return Porcentaje.de_razon_acotada(numerador.centavos, denominador.centavos)
