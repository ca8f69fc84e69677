"""Órdenes de la línea de comandos, un archivo por oficio."""

from __future__ import annotations

import importlib

_MODULOS = (
    "demo",
    "servir",
    "recordar",
    "recordatorios",
    "recordatorios_enviados",
    "entidades",
    "cortes",
    "documentos",
    "ruta",
    "actos_de_la_ruta",
    "versiones",
    "personas",
    "difundir",
    "importar",
    "perfiles",
    "libros",
    "formato_propio",
    "catalogos",
    "coherencia",
    "alertas",
    "seguimiento",
    "resumen",
    "mantenimiento",
    "entender",
    "pantallas",
)
_registradas: list[str] = []


def registrar() -> None:
    """Registra todas las órdenes en la aplicación, una sola vez."""
    for modulo in _MODULOS:
        if modulo not in _registradas:
            importlib.import_module(f"bot.cli.ordenes.{modulo}")
            _registradas.append(modulo)
