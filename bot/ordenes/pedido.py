"""Lo que recibe quien atiende una orden o un botón."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.atencion.entrada import Entrada
from bot.atencion.respuesta import Respuesta
from bot.motor.pantalla import MAXIMO_BOTONES, Pantalla, botones
from bot.textos.idioma import Perezosa, _
from bot.textos.marcado import Html
from dominio.casos.contexto import Contexto
from dominio.reglas.permisos import Permiso


@dataclass(frozen=True, slots=True)
class Pedido:
    """Quién pide, qué escribió después de la orden o qué traía el botón.

    Attributes:
        argumento: «educación» en «/estado educación»; en un botón, lo que sigue a su prefijo.
        nombre_del_bot: para los enlaces de invitación, sin arroba.
    """

    contexto: Contexto
    entrada: Entrada
    argumento: str
    nombre_del_bot: str


Atender = Callable[[Pedido], Respuesta]


@dataclass(frozen=True, slots=True)
class Orden:
    """Una orden del chat.

    Attributes:
        permiso: quién la ve en su menú y en la ayuda; ``None`` = todos. Quién la puede usar lo
            decide el caso de uso.
    """

    nombre: str
    descripcion: Perezosa
    ejemplo: str
    atender: Atender
    permiso: Permiso | None = None


def decir(texto: Html, *pares: tuple[str, str], por_fila: int = 1) -> Respuesta:
    """Una pantalla con sus botones (rótulo, dato)."""
    return Respuesta((Pantalla(texto, botones(*pares[:MAXIMO_BOTONES], por_fila=por_fila)),))


def sobre(respuesta: Respuesta, ambito: str, clave: int) -> Respuesta:
    """La misma respuesta, diciendo de qué habla: quien le responda no tiene que nombrarlo."""
    objeto = f"{ambito}:{clave}"
    pantallas = tuple(replace(pantalla, objeto=objeto) for pantalla in respuesta.pantallas)
    return replace(respuesta, pantallas=pantallas)


def paginas(prefijo: str, pagina: int, cuantos: int, por_pagina: int) -> list[tuple[str, str]]:
    """Botones de la página anterior y la siguiente, los que haya."""
    pares = []
    if pagina > 0:
        pares.append((_("Página anterior"), f"{prefijo}{pagina - 1}"))
    if (pagina + 1) * por_pagina < cuantos:
        pares.append((_("Página siguiente"), f"{prefijo}{pagina + 1}"))
    return pares


def leer_numero(texto: str, maximo: int = 10**9) -> int:
    """El entero que trae un botón; cualquier otra cosa es 0."""
    return min(int(texto), maximo) if texto.isascii() and texto.isdecimal() and len(texto) < 20 else 0
