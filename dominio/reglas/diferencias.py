"""Comparar dos versiones de unos objetos, campo por campo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dominio.modelo.libro import Cambio
from dominio.reglas.cifras import en_texto

NUEVO, CAMBIA, YA_NO_ESTA = "nuevo", "cambia", "ya no está"

Valores = Mapping[str, object | None]


def comparar_objetos(
    clase: str, libro: Mapping[str, Valores], guardado: Mapping[str, Valores]
) -> list[Cambio]:
    """Los nuevos, los que cambian en algún campo y los que ya no están.

    Args:
        clase: cómo se llaman («actividad», «POAI»).
        libro: objeto → sus valores en el libro.
        guardado: objeto → los mismos, guardados.

    Fuente: docs/formato.md (se muestra qué cambiaría antes de guardar).
    """
    cambios = [Cambio(clase, objeto, NUEVO) for objeto in libro if objeto not in guardado]
    for objeto, valores in libro.items():
        if objeto in guardado:
            cambios.extend(comparar_campos(clase, objeto, guardado[objeto], valores))
    cambios.extend(Cambio(clase, objeto, YA_NO_ESTA) for objeto in guardado if objeto not in libro)
    return cambios


def comparar_campos(clase: str, objeto: str, antes: Valores, despues: Valores) -> Iterable[Cambio]:
    """Un cambio por cada campo de ``despues`` que difiere; los que no nombra no se miran.

    Fuente: docs/formato.md (diferencias campo por campo, con el valor viejo y el nuevo).
    """
    for campo, nuevo in despues.items():
        viejo = antes.get(campo)
        if viejo != nuevo:
            yield Cambio(clase, objeto, CAMBIA, campo, en_texto(viejo), en_texto(nuevo))


def una_vez(pares: Iterable[tuple[str, Valores]]) -> dict[str, Valores]:
    """El primer renglón de cada objeto: los que se contradicen son error de enlace, no cambio.

    Fuente: docs/formato.md (un objeto dice lo mismo en todos sus renglones).
    """
    vistos: dict[str, Valores] = {}
    for llave, valores in pares:
        vistos.setdefault(llave, valores)
    return vistos
