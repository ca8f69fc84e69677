"""El único sitio donde un dato entra en una frase: aquí se escapa todo lo que no es nuestro."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Html(str):
    """Texto ya escapado, listo para enviarse con ``parse_mode=HTML``."""

    __slots__ = ()


def armar(plantilla: str, **datos: object) -> Html:
    """Pone los datos en la plantilla («%(nombre)s»), escapando los que no sean ``Html``.

    La plantilla es nuestra (una frase del catálogo) y puede traer ``<b>``, ``<i>`` y ``<code>``.
    """
    seguros = {clave: valor if isinstance(valor, Html) else _escapar(valor) for clave, valor in datos.items()}
    # Lo recortado acaba en puntos suspensivos: el punto de la frase ya sobra.
    return Html((plantilla % seguros).replace("….", "…") if seguros else plantilla.replace("%%", "%"))


def unir(lineas: Iterable[Html], separador: str = "\n") -> Html:
    """Las líneas no vacías, una debajo de otra."""
    return Html(separador.join(linea for linea in lineas if linea))


def recortar(texto: str, maximo: int) -> str:
    """El texto en una línea y con a lo sumo ``maximo`` caracteres; lo que sobra se cambia por «…»."""
    plano = " ".join(texto.split())
    return plano if len(plano) <= maximo else plano[: maximo - 1].rstrip() + "…"


def _escapar(valor: object) -> str:
    return escape(str(valor), quote=False)
