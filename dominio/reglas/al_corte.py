"""El plan como estaba en un corte: con sus reportes de entonces, no con los de hoy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dominio.modelo.financiero import MomentoGasto, Saldos
from dominio.modelo.plan import Registro, Renglon
from dominio.modelo.reporte import Avance, Ejecucion, EstadoReporte, OrigenReporte
from dominio.valores.dinero import Pesos


def carga_inicial(reportes: Iterable[Avance]) -> dict[int, Avance]:
    """Actividad → el avance con que llegó en el primer libro, si ese fue su primer reporte.

    Vale también para los cortes anteriores a la carga: del avance de entonces es lo único que se sabe.

    Fuente: docs/reglas.md §7.
    """
    return {
        reporte.actividad_id: reporte
        for reporte in reportes
        if reporte.version == 1 and reporte.origen is OrigenReporte.IMPORTACION
    }


def renglon_al_corte(renglon: Renglon, ultimo: Avance | None, saldos: Saldos) -> Renglon:
    """La actividad con el último reporte de ese corte o de uno anterior, y sus saldos de entonces.

    Args:
        renglon: la actividad hoy.
        ultimo: su último reporte enviado o aprobado hasta el corte; ``None`` si no lo había.
        saldos: acumulados de sus registros al corte, en pesos.

    Fuente: docs/reglas.md §7 (los cortes son acumulados y cada reporte pertenece al suyo).
    """
    if ultimo is None:
        return replace(
            renglon, avance=None, cantidad=None, sin_revisar=False, ultimo_corte=None, saldos=saldos
        )
    return replace(
        renglon,
        avance=ultimo.porcentaje,
        cantidad=ultimo.cantidad,
        sin_revisar=ultimo.estado is EstadoReporte.ENVIADO,
        ultimo_corte=str(ultimo.corte),
        saldos=saldos,
    )


def registros_al_corte(
    registros: Iterable[Registro], posteriores: Iterable[Ejecucion]
) -> tuple[Registro, ...]:
    """Los registros sin los movimientos reportados después del corte.

    La apropiación definitiva es la de hoy. Un libro de ejecución importado después reemplaza los
    acumulados y no se puede devolver; por eso ningún saldo queda por debajo de cero.

    Fuente: docs/reglas.md §7; los acumulados de cada corte son de la vigencia.
    """
    deshacer: dict[int, dict[MomentoGasto, int]] = {}
    for movimiento in posteriores:
        if movimiento.estado is not EstadoReporte.DEVUELTO:
            del_registro = deshacer.setdefault(movimiento.registro_id, {})
            anterior = del_registro.get(movimiento.momento, 0)
            del_registro[movimiento.momento] = anterior + movimiento.incremento.centavos
    return tuple(
        replace(registro, saldos=_sin(registro.saldos, deshacer[registro.id]))
        if registro.id in deshacer
        else registro
        for registro in registros
    )


def _sin(saldos: Saldos, incrementos: Mapping[MomentoGasto, int]) -> Saldos:
    def queda(momento: MomentoGasto) -> Pesos:
        return Pesos(max(0, saldos.de(momento).centavos - incrementos.get(momento, 0)))

    return Saldos(
        definitiva=saldos.definitiva,
        cdp=queda(MomentoGasto.CDP),
        compromisos=queda(MomentoGasto.COMPROMISO),
        obligaciones=queda(MomentoGasto.OBLIGACION),
        pagos=queda(MomentoGasto.PAGO),
    )
