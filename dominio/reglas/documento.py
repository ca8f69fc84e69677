"""El documento que sustenta un movimiento: cuándo hace falta y qué fecha puede tener."""

from __future__ import annotations

from datetime import date

from dominio.errores import CorreccionSinDocumento, FechaFueraDeVigencia, FechaFutura
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia


def exigir_documento(documento: str | None, anterior: Pesos, nuevo: Pesos) -> None:
    """El acumulado solo baja con un documento que lo sustente.

    Args:
        anterior, nuevo: acumulado del momento antes y después, en pesos con centavos.

    Raises:
        CorreccionSinDocumento: baja y no lo hay.

    Fuente: docs/reglas.md §5; Decreto 111 de 1996 art. 71 (todo acto que afecte el presupuesto lleva
    su certificado y su registro).
    """
    if nuevo < anterior and documento is None:
        raise CorreccionSinDocumento("documento", anterior=anterior, nuevo=nuevo)


def exigir_fecha_de_documento(fecha: date | None, vigencia: Vigencia, hoy: date) -> None:
    """La fecha del documento, si se dio, es de la vigencia y no es futura.

    Raises:
        FechaFueraDeVigencia: es de otro año.
        FechaFutura: todavía no llega.

    Fuente: docs/reglas.md §5; Decreto 111 de 1996 art. 14 (anualidad).
    """
    if fecha is None:
        return
    if not vigencia.contiene(fecha):
        raise FechaFueraDeVigencia("fecha_documento", fecha=fecha, vigencia=vigencia)
    if fecha > hoy:
        raise FechaFutura("fecha_documento", fecha=fecha, hoy=hoy)
