"""Del valor que una persona reporta, porcentaje o cantidad, a los puntos de avance."""

from __future__ import annotations

from decimal import Decimal

from dominio.errores import AvanceSinValor, NumeroIlegible
from dominio.modelo.plan import Renglon
from dominio.reglas.avance import avance_por_cantidad
from dominio.valores.porcentaje import Porcentaje

DECIMALES_CANTIDAD = 3


def porcentaje_reportado(
    renglon: Renglon, porcentaje: Porcentaje | None, cantidad: Decimal | None
) -> Porcentaje:
    """Los puntos que quedan con lo declarado; si viene cantidad, manda.

    Args:
        porcentaje: total acumulado, de 0 a 100 puntos.
        cantidad: total ejecutado en la unidad de la actividad, con hasta tres decimales.

    Raises:
        AvanceSinValor: no trae ninguno de los dos.
        PorcentajeFueraDeRango: lo declarado pasa de 100 %.
        SinProgramacion: trae cantidad y la actividad no tiene cantidad programada.
        NumeroIlegible: la cantidad es negativa o tiene más de tres decimales.

    Fuente: docs/reglas.md §1 (porcentaje acumulado, o cantidad ejecutada sobre la programada).
    """
    if cantidad is not None:
        return avance_por_cantidad(_legible(cantidad), renglon.cantidad_programada)
    if porcentaje is None:
        raise AvanceSinValor("valor", objeto=renglon.codigo)
    return porcentaje.exigir_declarado()


def _legible(cantidad: Decimal) -> Decimal:
    exponente = cantidad.normalize().as_tuple().exponent if cantidad.is_finite() else None
    if not isinstance(exponente, int) or exponente < -DECIMALES_CANTIDAD or cantidad < 0:
        raise NumeroIlegible("cantidad", valor=str(cantidad), decimales=DECIMALES_CANTIDAD)
    return cantidad
