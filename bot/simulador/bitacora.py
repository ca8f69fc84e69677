"""Libro mayor: cada llamada que el bot hizo, con qué, qué se le respondió y cuándo."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from bot.simulador.tipos import Objeto


@dataclass(frozen=True)
class Llamada:
    """Una llamada al Bot API.

    ``ejecutada`` dice si tuvo efecto («llegó a la persona»), aunque el bot no haya recibido la
    respuesta; ``falta`` es la falta programada que la alcanzó, si hubo. ``instante`` en segundos.
    """

    numero: int
    metodo: str
    parametros: Objeto
    codigo: int
    descripcion: str
    resultado: object
    instante: float
    ejecutada: bool
    falta: str | None

    @property
    def rechazada(self) -> bool:
        """El servidor la rechazó (4xx) por culpa de la llamada, no por una falta programada."""
        return 400 <= self.codigo < 500 and self.falta is None

    def json(self) -> Objeto:
        """Forma para la API de la persona."""
        return asdict(self)


class Bitacora:
    """Llamadas en el orden en que terminaron; un sondeo vacío no se anota."""

    def __init__(self) -> None:
        """Vacía."""
        self.llamadas: list[Llamada] = []
        self._numero = 0

    def numero(self) -> int:
        """Número de la siguiente llamada."""
        self._numero += 1
        return self._numero

    def anotar(self, llamada: Llamada) -> None:
        """Agrega la llamada, salvo que sea un ``getUpdates`` sin novedades."""
        if llamada.metodo == "getUpdates" and llamada.codigo == 200 and not llamada.resultado:
            return
        self.llamadas.append(llamada)

    def de(self, metodo: str | None = None) -> list[Llamada]:
        """Todas, o las de un método."""
        return [ll for ll in self.llamadas if metodo is None or ll.metodo.lower() == metodo.lower()]

    def rechazos(self) -> list[Llamada]:
        """Las que el servidor rechazó sin que mediara una falta programada."""
        return [ll for ll in self.llamadas if ll.rechazada]
