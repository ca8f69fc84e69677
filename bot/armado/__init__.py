"""Composición: el único sitio que sabe quién implementa cada puerto."""

from bot.armado.herramientas import (
    Herramientas,
    armar_herramientas,
    barrer,
    cliente_de_telegram,
    escritor_de_libros,
    esquema_al_dia,
    exigir_esquema,
    migrar_base,
    probar_base,
    reloj_del_sistema,
)
from recordatorios.resultado import EnviadoRecordatorio, ResultadoBarrido

__all__ = [
    "EnviadoRecordatorio",
    "Herramientas",
    "ResultadoBarrido",
    "armar_herramientas",
    "barrer",
    "cliente_de_telegram",
    "escritor_de_libros",
    "esquema_al_dia",
    "exigir_esquema",
    "migrar_base",
    "probar_base",
    "reloj_del_sistema",
]
