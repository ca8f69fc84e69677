"""El producto de un renglón frente a su programa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

# Si no coinciden tantos, los códigos de programa son propios de la entidad y no de la MGA.
_CASI_TODOS = 0.8


def productos_ajenos(pares: Iterable[tuple[str | None, str | None]]) -> Mapping[str, tuple[str, ...]]:
    """Producto → programas que dicen sus renglones y que no son el suyo (las cuatro primeras cifras).

    Solo se comparan códigos con forma MGA (siete o nueve cifras, y cuatro), y solo si casi todos coinciden.

    Args:
        pares: (producto, programa) de cada renglón.

    Fuente: catálogo de la MGA (DNP): el código del producto empieza por el de su programa; R05.
    """
    cuentas = Counter(
        (producto, programa)
        for producto, programa in pares
        if producto and programa and _con_cifras(producto, 7, 9) and _con_cifras(programa, 4)
    )
    ajenas = {par: veces for par, veces in cuentas.items() if par[0][:4] != par[1]}
    if sum(ajenas.values()) > (1 - _CASI_TODOS) * cuentas.total():
        return {}
    juntos: dict[str, tuple[str, ...]] = {}
    for producto, programa in ajenas:
        juntos[producto] = (*juntos.get(producto, ()), programa)
    return juntos


def _con_cifras(codigo: str, *cuantas: int) -> bool:
    return codigo.isdecimal() and len(codigo) in cuantas
