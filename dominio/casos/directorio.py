"""Las dependencias de una entidad, buscadas como las nombra la gente."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dominio.entender.texto import normalizar
from dominio.errores import NoEncontrado
from dominio.modelo.entidad import Dependencia


@dataclass(frozen=True, slots=True)
class Directorio:
    """Dependencias entre las que se busca."""

    todas: Sequence[Dependencia]

    def hallar(self, texto: str) -> Dependencia:
        """La que responde a ese código, nombre o parte inequívoca del nombre.

        Raises:
            NoEncontrado: ninguna responde, o responden varias; ``datos`` trae ``texto`` y en
                ``opciones`` las que se parecen o, si ninguna se parece, todas.
        """
        buscado = normalizar(texto)
        palabras = buscado.split()
        exactas = [d for d in self.todas if buscado in (normalizar(d.codigo or ""), normalizar(d.nombre))]
        halladas = exactas or [d for d in self.todas if _tiene(normalizar(d.nombre).split(), palabras)]
        halladas = halladas or [d for d in self.todas if all(p in normalizar(d.nombre) for p in palabras)]
        if len(halladas) == 1 and buscado:
            return halladas[0]
        opciones = tuple(f"{d.codigo} {d.nombre}" if d.codigo else d.nombre for d in halladas or self.todas)
        raise NoEncontrado("dependencia", texto=texto[:64], opciones=opciones, varias=len(halladas) > 1)


def _tiene(nombre: Sequence[str], palabras: Sequence[str]) -> bool:
    """Si el nombre trae enteras todas las palabras: «salud» no responde por «Saludable»."""
    return set(palabras) <= set(nombre)
