"""El plan como estaba en un corte."""

from __future__ import annotations

from decimal import Decimal

from dominio.modelo.reporte import EstadoReporte
from dominio.reglas.al_corte import registros_al_corte, renglon_al_corte
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import movimiento, registro, renglon, reporte, saldos


def test_renglon_al_corte_lleva_el_reporte_de_entonces() -> None:
    """El avance de hoy no se cuela en un corte viejo."""
    hoy = renglon(1, avance=90, ultimo_corte="2026-T4")
    antes = renglon_al_corte(hoy, reporte(1, 40, cantidad=Decimal(2)), saldos(10))

    assert (antes.avance, antes.cantidad, antes.ultimo_corte) == (Porcentaje.de(40), Decimal(2), "2026-T3")
    assert antes.sin_revisar
    assert antes.saldos == saldos(10)


def test_renglon_al_corte_sin_reporte_queda_sin_avance() -> None:
    """Si a esa fecha nadie había reportado, no hay avance: no es 0 ni el de hoy."""
    antes = renglon_al_corte(renglon(1, avance=90, sin_revisar=True), None, saldos())

    assert (antes.avance, antes.sin_revisar, antes.ultimo_corte) == (None, False, None)


def test_registros_al_corte_deshacen_lo_posterior() -> None:
    """Un pago reportado después del corte no cuenta; uno devuelto no había contado nunca."""
    hoy = registro(1, saldos=saldos(100, 80, 60, 50, 30))
    antes = registros_al_corte(
        [hoy, registro(2)], [movimiento(1), movimiento(1, estado=EstadoReporte.DEVUELTO)]
    )

    assert antes[0].saldos == saldos(100, 80, 60, 50, 20)
    assert antes[1] == registro(2)


def test_registros_al_corte_nunca_bajan_de_cero() -> None:
    """Si un libro reemplazó los acumulados después, no se inventa un saldo negativo."""
    (antes,) = registros_al_corte(
        [registro(1, saldos=saldos(100, 5, 5, 5, 5))], [movimiento(1, incremento=Pesos.de(20))]
    )

    assert antes.saldos.pagos == Pesos.CERO
