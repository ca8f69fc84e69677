"""Hasta cuándo recibe el corte, a la vista de quien está reportando."""

from __future__ import annotations

from bot.motor.campos import Entorno
from bot.textos.cortes import hasta_cuando
from bot.textos.marcado import Html
from dominio.casos.cortes import recepcion_de_hoy


def plazo_del_corte(entorno: Entorno) -> Html:
    """A qué corte va lo que se reporte ahora; se lee una vez por mensaje."""
    datos = entorno.datos
    return hasta_cuando(datos.recordar("recepcion", lambda: recepcion_de_hoy(datos.contexto)))
