"""Cómo una orden entra al plan: abre las herramientas y actúa como administración de la instalación."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from bot.ajustes import leer_ajustes
from bot.cli.salida import ErrorDeOrden
from bot.registro import configurar_registro
from dominio.casos.contexto import Contexto
from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.fechas import Vigencia

if TYPE_CHECKING:
    from bot.armado import Herramientas

# Quien corre la orden ya tiene la base en sus manos: actúa con todos los permisos y queda en la
# traza con el canal «cli», sin persona.
_NADIE = IdPersona(0)


@contextmanager
def abrir() -> Iterator[Herramientas]:
    """Herramientas sobre la base de los ajustes, con el esquema al día.

    Raises:
        AjustesInvalidos, EsquemaAtrasado, BaseNoDisponible: con qué hacer en cada caso.
    """
    from bot.armado import armar_herramientas, exigir_esquema

    ajustes = leer_ajustes()
    configurar_registro(ajustes.nivel_log)
    herramientas = armar_herramientas(ajustes)
    try:
        exigir_esquema(ajustes)
        yield herramientas
    finally:
        herramientas.almacen.cerrar()


def contexto_de(herramientas: Herramientas, unidad: UnidadDeTrabajo, codigo: str) -> Contexto:
    """Contexto de la línea de órdenes sobre la entidad de ese código.

    Raises:
        ErrorDeOrden: la entidad no está registrada.
    """
    entidad = unidad.entidades.por_codigo(codigo.strip())
    if entidad is None:
        raise ErrorDeOrden(
            f"La entidad {codigo} no está registrada. Regístrela con «asistente entidad crear --codigo "
            f'{codigo} --nombre "…"» o vea las que hay con «asistente entidad listar».'
        )
    actor = Persona(
        _NADIE, IdEntidad(entidad.id), "línea de órdenes", None, Rol.ADMINISTRACION, None, None, None
    )
    calendario = herramientas.calendario_de(entidad)
    return Contexto(unidad, actor, entidad, herramientas.reloj.ahora(), calendario, canal="cli")


def vigencia_pedida(anio: int) -> Vigencia:
    """La vigencia de ese año, si es un año sensato."""
    if not 2000 <= anio <= 2100:
        raise ErrorDeOrden(f"{anio} no es una vigencia: escriba el año con cuatro cifras, como 2026.")
    return Vigencia(anio)


def fecha_pedida(texto: str | None) -> date | None:
    """El día escrito como 2026-06-30; ``None`` si no se escribió.

    Raises:
        ErrorDeOrden: no es una fecha.
    """
    if texto is None:
        return None
    try:
        return date.fromisoformat(texto.strip())
    except ValueError as causa:
        raise ErrorDeOrden(f"«{texto}» no es una fecha: escríbala como 2026-06-30.") from causa
