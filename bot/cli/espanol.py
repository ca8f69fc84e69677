"""Typer en español: ayuda, títulos y errores de uso. Typer no traduce sus textos por sí mismo."""

from __future__ import annotations

import gettext
import importlib
import re
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

__all__ = ["GrupoEspanol", "OrdenEspanol", "explicar", "typer"]

_FRASES = {
    "(deprecated) ": "(en desuso) ",
    "[default: {}]": "[por omisión: {}]",
    "[env var: {}]": "[variable: {}]",
    "[required]": "[obligatorio]",
    "Arguments": "Argumentos",
    "Options": "Opciones",
    "Commands": "Órdenes",
    "Error": "Error",
    "Aborted.": "Cancelado.",
    "Aborted!": "Cancelado.",
    "(dynamic)": "(según el caso)",
    "default: {default}": "por omisión: {default}",
    "env var: {var}": "variable: {var}",
    "required": "obligatorio",
    "Missing command.": "Falta la orden.",
    "No such command {name!r}.": "No existe la orden {name!r}.",
    "Try [blue]'{command_path} {help_option}'[/] for help.": ("Vea [blue]'{command_path} {help_option}'[/]."),
}


# Las marcas de tipo salen del nombre de la clase de Python; un sí o no se escribe sin valor.
_TIPOS = {"<str>": "<texto>", "<int>": "<número>", "<path>": "<archivo>", "<bool>": ""}
_DESCONOCIDA = re.compile(r"No such command (.+?)\.")
_PIEZAS = {"[OPTIONS]": "[OPCIONES]", "COMMAND [ARGS]...": "ORDEN [DATOS]…"}


def _importar_en_espanol(nombre: str) -> ModuleType:
    """Importa con nuestra tabla en lugar del gettext del sistema, y lo deja como estaba."""
    original = gettext.gettext
    gettext.gettext = lambda message: _FRASES.get(message, message)
    try:
        return importlib.import_module(nombre)
    finally:
        gettext.gettext = original


if TYPE_CHECKING:
    import typer
    import typer.core
else:
    typer = _importar_en_espanol("typer")
    _importar_en_espanol("typer.rich_utils")

from typer._click import Context, HelpFormatter, Parameter  # noqa: E402 - después de traducir
from typer._click.exceptions import (  # noqa: E402
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperArgument, TyperOption  # noqa: E402


class OrdenEspanol(typer.core.TyperCommand):
    """Orden con «Uso:» y la ayuda de --help en español."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Escribe la línea de uso."""
        formatter.write_usage(ctx.command_path, _piezas(self.collect_usage_pieces(ctx)), "Uso: ")

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Los datos de la orden, con su tipo en español."""
        return _con_tipos(super().get_params(ctx), ctx)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """La opción --help, con su explicación en español."""
        return _ayuda(super().get_help_option(ctx))


class GrupoEspanol(typer.core.TyperGroup):
    """Grupo de órdenes, igual que ``OrdenEspanol``."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Escribe la línea de uso."""
        formatter.write_usage(ctx.command_path, _piezas(self.collect_usage_pieces(ctx)), "Uso: ")

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Los datos de la orden, con su tipo en español."""
        return _con_tipos(super().get_params(ctx), ctx)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """La opción --help, con su explicación en español."""
        return _ayuda(super().get_help_option(ctx))


def _piezas(piezas: list[str]) -> str:
    return " ".join(_PIEZAS.get(pieza, pieza) for pieza in piezas)


def _con_tipos(datos: list[Parameter], ctx: Context) -> list[Parameter]:
    for dato in datos:
        if isinstance(dato, TyperOption | TyperArgument):
            dicho = dato.display_type(ctx)
            if dicho in _TIPOS:
                # Un «metavar» no sirve: en los argumentos reemplaza el nombre y no el tipo.
                dato.display_type = _siempre(_TIPOS[dicho])  # type: ignore[assignment,method-assign]
    return datos


def _siempre(texto: str) -> Callable[[Context], str]:
    return lambda ctx: texto


def _ayuda(opcion: TyperOption | None) -> TyperOption | None:
    if opcion is not None:
        opcion.help = "Muestra esta ayuda y termina."
    return opcion


def _nombre(error: BadParameter, si_no: str) -> str:
    """«--entidad», o «ARCHIVO» si es un argumento."""
    if error.param is None or not error.param.opts:
        return si_no
    primero = error.param.opts[0]
    return primero if primero.startswith("-") else primero.upper()


def _causa(mensaje: str) -> str:
    """Por qué no sirvió un valor: Typer lo dice en inglés y sin traducción."""
    _, hay, opciones = mensaje.partition(" is not one of ")
    if hay:
        return f"debe ser uno de {opciones.rstrip('.')}."
    if "integer" in mensaje:
        return "debe ser un número entero."
    if "range" in mensaje or "less than" in mensaje or "greater than" in mensaje:
        return "está fuera de los límites."
    return mensaje


def explicar(error: ClickException) -> str:
    """Una frase en español para un error de uso de la línea de órdenes."""
    orden = getattr(getattr(error, "ctx", None), "command_path", "asistente")
    guia = f"Vea «{orden} --help»."
    if isinstance(error, MissingParameter):
        nombre = _nombre(error, "un dato")
        return f"Falta {nombre}. {guia}"
    if isinstance(error, NoSuchOption):
        return f"No existe la opción {error.option_name}. {guia}"
    if isinstance(error, BadParameter):
        return f"El valor de {_nombre(error, 'un dato')} no sirve: {_causa(error.message)} {guia}"
    if isinstance(error, UsageError):
        desconocida = _DESCONOCIDA.match(error.message)
        frase = f"No existe la orden {desconocida[1]}." if desconocida else error.message
        return f"{frase} {guia}"
    return error.format_message()
