"""Varias réplicas del asistente en este proceso, cada una con sus conexiones a la misma base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from almacen.tablas.unidad import AlmacenSQL
from bot.canales.traductor import Traductor
from bot.ordenes.asistente import armar_despacho
from dominio.modelo.envio import EnvioTomado
from recordatorios.calendario import calendario_de

Crudo = dict[str, object]


class RelojQuieto:
    """Siempre la misma hora: dos corridas escriben lo mismo."""

    def __init__(self, instante: datetime) -> None:
        self._instante = instante

    def ahora(self) -> datetime:
        """La hora puesta."""
        return self._instante


class Replica:
    """Recibe updates crudos y hace la transacción de cada uno."""

    def __init__(self, url: str, ahora: datetime) -> None:
        self.almacen = AlmacenSQL(url)
        self._ahora = ahora
        self._traductor = Traductor("local_bot")
        self._despacho = armar_despacho(self.almacen, RelojQuieto(ahora), calendario_de, lambda: "local_bot")

    def recibir(self, crudo: Crudo) -> Sequence[EnvioTomado]:
        """Lo que queda por enviar tras ese update."""
        return self._despacho(self._traductor.traducir(crudo, self._ahora))


@contextmanager
def replicas(url: str, cuantas: int, ahora: datetime) -> Iterator[list[Replica]]:
    """Réplicas que se cierran al salir."""
    abiertas = [Replica(url, ahora) for _ in range(cuantas)]
    try:
        yield abiertas
    finally:
        for replica in abiertas:
            replica.almacen.cerrar()


def mensaje(update_id: int, cuenta: int, texto: str, ahora: datetime) -> Crudo:
    """Un update con un texto de esa cuenta en su chat privado."""
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": int(ahora.timestamp()),
            "chat": {"id": cuenta, "type": "private", "first_name": "Persona"},
            "from": {"id": cuenta, "is_bot": False, "first_name": "Persona"},
            "text": texto,
        },
    }


def toque(update_id: int, cuenta: int, dato: str, ahora: datetime) -> Crudo:
    """Un update con un toque de botón de esa cuenta."""
    de = {"id": cuenta, "is_bot": False, "first_name": "Persona"}
    chat = {"id": cuenta, "type": "private", "first_name": "Persona"}
    tocado = {"message_id": 900, "date": int(ahora.timestamp()), "chat": chat, "text": "Revise"}
    return {
        "update_id": update_id,
        "callback_query": {
            "id": f"toque-{update_id}",
            "from": de,
            "message": tocado,
            "chat_instance": "1",
            "data": dato,
        },
    }
