"""La actividad que nombra lo escrito después de una orden: su código, su número o parte de su nombre."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ordenes.pedido import Pedido
from dominio.casos.reportar import actividades_a_cargo
from dominio.entender.texto import normalizar
from dominio.errores import NoEncontrado
from dominio.modelo.plan import Renglon


def a_cargo(pedido: Pedido) -> Sequence[Renglon]:
    """Las actividades a cargo de quien pide que coinciden con lo escrito; al menos una.

    Raises:
        NoEncontrado: ninguna coincide.
        SinPlan: la entidad no tiene plan.
    """
    buscado = normalizar(pedido.argumento)
    halladas = [r for r in actividades_a_cargo(pedido.contexto) if coincide(r.codigo, r.nombre, buscado)]
    if not halladas:
        raise NoEncontrado("actividad", texto=pedido.argumento[:64])
    return halladas


def coincide(codigo: str, nombre: str, buscado: str) -> bool:
    """Si lo buscado, ya normalizado, es el código, su número, o palabras del nombre."""
    codigo = normalizar(codigo)
    cifras = "".join(c for c in codigo if c.isdigit()).lstrip("0")
    if buscado in (codigo, cifras):
        return True
    return not buscado.isdecimal() and all(palabra in normalizar(nombre) for palabra in buscado.split())
