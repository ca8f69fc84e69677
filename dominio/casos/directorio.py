"""Las dependencias de una entidad, buscadas como las nombra la gente."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dominio.casos.contexto import Contexto
from dominio.entender.texto import normalizar
from dominio.errores import NoEncontrado, PermisoDenegado
from dominio.modelo.entidad import Dependencia
from dominio.modelo.persona import Rol


@dataclass(frozen=True, slots=True)
class Directorio:
    """Dependencias entre las que se busca."""

    todas: Sequence[Dependencia]

    @classmethod
    def pedida(cls, ctx: Contexto, texto: str | None) -> Dependencia | None:
        """La dependencia que se pide por código o nombre; al jefe, la suya aunque no la pida.

        Raises:
            NoEncontrado: ninguna, o más de una, responde a ese código o nombre.
            PermisoDenegado: el jefe pide una que no es la suya, o no tiene.
        """
        todas = ctx.unidad.entidades.dependencias(ctx.entidad.id)
        suya = next((d for d in todas if d.id == ctx.actor.dependencia_id), None)
        es_jefe = ctx.actor.rol is Rol.JEFE
        elegida = suya if es_jefe else None
        if normalizar(texto or ""):
            elegida = cls(todas).hallar(texto or "")
        if es_jefe and (suya is None or elegida != suya):
            raise PermisoDenegado("dependencia", rol=ctx.actor.rol.value)
        return elegida

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
