"""Herramientas sobre una base en memoria que se puede fotografiar: para recorrer sin dejar rastro."""

from __future__ import annotations

from pathlib import Path

from almacen.tablas.ensayo import AlmacenDeEnsayo
from bot.ajustes import leer_ajustes
from bot.armado.herramientas import Herramientas
from dominio.puertos.tiempo import Reloj
from recordatorios.calendario import calendario_de


def armar_ensayo(reloj: Reloj, datos: Path) -> tuple[Herramientas, AlmacenDeEnsayo]:
    """Herramientas y su base, vacía y ya migrada; nada del ambiente se usa.

    Args:
        reloj: la hora de todo lo que pase.
        datos: carpeta que existe y se puede borrar después.
    """
    ajustes = leer_ajustes(
        _env_file=None,
        token=None,
        base=None,
        datos=datos,
        webhook_url=None,
        webhook_secreto=None,
        puerto=0,
        zona="America/Bogota",
        nivel_log="WARNING",
        telegram_api="http://127.0.0.1",
    )
    almacen = AlmacenDeEnsayo(reloj)
    return Herramientas(ajustes, almacen, reloj, datos, "0", calendario_de), almacen
