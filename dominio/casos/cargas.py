"""De qué libro salió cada instrumento: se anota al importarlo."""

from __future__ import annotations

from dataclasses import dataclass

from dominio.casos.contexto import Contexto
from dominio.modelo.libro import LibroLeido, TipoLibro
from dominio.valores.fechas import Vigencia

_MAXIMO = 200


@dataclass(frozen=True, slots=True)
class CargasDelLibro:
    """Lo que un libro trae de cada instrumento."""

    libro: LibroLeido

    def anotar(self, ctx: Contexto, vigencia: Vigencia, archivo: str) -> None:
        """Deja dicho, en la transacción de la importación, de qué archivo salió cada instrumento."""
        filas = {tipo: cuantas for tipo, cuantas in self._filas().items() if cuantas}
        ctx.unidad.ruta.anotar_cargas(
            (ctx.entidad.id, vigencia), archivo[:_MAXIMO], filas, ctx.actor.id or None, ctx.ahora
        )

    def _filas(self) -> dict[TipoLibro, int]:
        libro = self.libro
        return {
            TipoLibro.PLAN: len(libro.plan),
            TipoLibro.INDICATIVO: len(libro.indicativo),
            TipoLibro.POAI: len(libro.poai),
            TipoLibro.PAC: len(libro.pac),
            TipoLibro.EJECUCION: len(libro.ejecucion),
        }
