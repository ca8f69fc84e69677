"""Cola de actualizaciones: numeración, confirmación, filtro, vencimiento y sondeo largo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from bot.simulador.errores import Rechazo
from bot.simulador.tabla import ACTUALIZACIONES, SOLO_PEDIDAS
from bot.simulador.tipos import Lista, Objeto

OTRO_SONDEO = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
POR_WEBHOOK = "Conflict: terminated by setWebhook request"
WEBHOOK_ACTIVO = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
ESPERA_MAXIMA = 50
LOTE_MAXIMO = 100
VIDA = {"callback_query": 150.0, "inline_query": 30.0}
VIDA_GENERAL = 86400.0
DESVIO = {"inline_query": 1 << 33, "callback_query": 3 << 33, "my_chat_member": 5 << 33}
PERMITIDAS_POR_OMISION = frozenset(ACTUALIZACIONES) - SOLO_PEDIDAS


@dataclass(frozen=True)
class Actualizacion:
    """Un ``Update`` pendiente: número, tipo, cuerpo, cola en que viaja y cuándo vence (época)."""

    id: int
    tipo: str
    cuerpo: Objeto
    cola: int
    vence: float

    def json(self) -> Objeto:
        """Forma de ``Update``."""
        return {"update_id": self.id, self.tipo: self.cuerpo}


def cola_de(tipo: str, cuerpo: Objeto) -> int:
    """Cola de reparto: las de una misma cola van en serie; las de distintas, en paralelo.

    Un texto y un toque de botón de la misma persona viajan por colas distintas.
    """
    if tipo in ("inline_query", "callback_query"):
        return int(cuerpo["from"]["id"]) + DESVIO[tipo]
    chat = cuerpo.get("chat") or cuerpo.get("from") or {}
    return int(chat.get("id", 0)) + DESVIO.get(tipo, 0)


class Cola:
    """Actualizaciones sin confirmar, en orden, y el sondeo largo que las espera."""

    def __init__(self, ahora: Callable[[], float], primero: int) -> None:
        """``ahora`` da segundos de época; ``primero`` es el primer ``update_id``."""
        self._ahora = ahora
        self._siguiente = primero
        self._pendientes: dict[int, Actualizacion] = {}
        self._historia: dict[int, Actualizacion] = {}
        self._sondeo: asyncio.Future[None] | None = None
        self.permitidas: frozenset[str] = PERMITIDAS_POR_OMISION
        self.al_llegar: Callable[[], None] = lambda: None
        self.al_vaciar: Callable[[], None] = lambda: None
        self.al_sondear: Callable[[], None] = lambda: None

    def permitir(self, tipos: Lista | None) -> None:
        """Fija los tipos que se reciben; ``None`` deja los de antes y vacío vuelve a la omisión.

        No afecta a lo que ya está en la cola.
        """
        if tipos is not None:
            conocidas = frozenset(tipos) & frozenset(ACTUALIZACIONES)
            self.permitidas = conocidas or PERMITIDAS_POR_OMISION

    def agregar(self, tipo: str, cuerpo: Objeto) -> Actualizacion | None:
        """Encola una actualización nueva; ``None`` si el bot no recibe ese tipo."""
        if tipo not in self.permitidas:
            return None
        vence = self._ahora() + VIDA.get(tipo, VIDA_GENERAL)
        nueva = Actualizacion(self._siguiente, tipo, cuerpo, cola_de(tipo, cuerpo), vence)
        self._siguiente += 1
        self._poner(nueva)
        return nueva

    def inyectar(self, cruda: Objeto) -> Actualizacion:
        """Encola un ``Update`` tal como viene; sin ``update_id`` recibe el siguiente."""
        numero = int(cruda.get("update_id") or self._siguiente)
        tipo = next((clave for clave in cruda if clave != "update_id"), "")
        cuerpo = cruda.get(tipo)
        cola = cola_de(tipo, cuerpo) if isinstance(cuerpo, dict) else 0
        self._siguiente = max(self._siguiente, numero + 1)
        nueva = Actualizacion(numero, tipo, cuerpo or {}, cola, self._ahora() + VIDA_GENERAL)
        self._poner(nueva)
        return nueva

    def reentregar(self, numero: int) -> Actualizacion:
        """Vuelve a poner una ya confirmada, con el mismo ``update_id``; ``KeyError`` si no existió."""
        vieja = self._historia[numero]
        self._poner(Actualizacion(numero, vieja.tipo, vieja.cuerpo, vieja.cola, self._ahora() + VIDA_GENERAL))
        return vieja

    def _poner(self, nueva: Actualizacion) -> None:
        self._historia[nueva.id] = nueva
        self._pendientes[nueva.id] = nueva
        if self._sondeo is not None and not self._sondeo.done():
            self._sondeo.set_result(None)
        self.al_llegar()

    def pendientes(self) -> list[Actualizacion]:
        """Las que siguen vivas, por número; las vencidas se olvidan aquí."""
        ahora = self._ahora()
        for vencida in [a.id for a in self._pendientes.values() if a.vence <= ahora]:
            self.quitar(vencida)
        return sorted(self._pendientes.values(), key=lambda a: a.id)

    def primera_de(self, cola: int) -> Actualizacion | None:
        """La más vieja de una cola de reparto."""
        return next((a for a in self.pendientes() if a.cola == cola), None)

    def colas(self) -> Iterable[int]:
        """Colas de reparto con algo pendiente."""
        return dict.fromkeys(a.cola for a in self.pendientes())

    def quitar(self, numero: int) -> None:
        """Da por entregada una actualización."""
        if self._pendientes.pop(numero, None) is not None and not self._pendientes:
            self.al_vaciar()

    def vaciar(self) -> None:
        """Olvida todo lo pendiente."""
        for numero in list(self._pendientes):
            self.quitar(numero)

    def confirmar(self, desde: int) -> None:
        """``desde`` confirma las anteriores; negativo deja solo las últimas ``-desde``."""
        vivas = self.pendientes()
        confirmadas = vivas[:desde] if desde < 0 else [a for a in vivas if a.id < desde]
        for actualizacion in confirmadas:
            self.quitar(actualizacion.id)

    def desalojar(self, motivo: str) -> None:
        """Termina con 409 el sondeo largo en curso, si lo hay."""
        sondeo, self._sondeo = self._sondeo, None
        if sondeo is not None and not sondeo.done():
            sondeo.set_exception(Rechazo(409, motivo))

    @property
    def sondeando(self) -> bool:
        """Si hay un bot esperando actualizaciones en este momento."""
        return self._sondeo is not None

    def soltar(self) -> None:
        """Termina sin error el sondeo en curso: el servidor se apaga."""
        if self._sondeo is not None and not self._sondeo.done():
            self._sondeo.set_result(None)

    async def sondear(self, desde: int, limite: int, segundos: float) -> Lista:
        """Lo que hay, o lo primero que llegue antes de ``segundos`` (máximo 50)."""
        self.desalojar(OTRO_SONDEO)
        self.confirmar(desde)
        limite = limite if 1 <= limite <= LOTE_MAXIMO else LOTE_MAXIMO
        if segundos > 0 and not self.pendientes():
            sondeo: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._sondeo = sondeo
            self.al_sondear()
            try:
                with suppress(TimeoutError):
                    await asyncio.wait_for(sondeo, min(segundos, ESPERA_MAXIMA))
            finally:
                if self._sondeo is sondeo:
                    self._sondeo = None
                    self.al_sondear()
        return [a.json() for a in self.pendientes()[:limite]]
