"""Depósito de cupos: el ritmo de envío que las réplicas se reparten.

Telegram admite 30 mensajes por segundo en total y uno por segundo y chat. Cada reserva recibe un
instante separado de todos los demás por un poco más de 1/30 de segundo: así ninguna ventana de
un segundo, empiece donde empiece, tiene más de 30.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, delete, select, update

from almacen.tablas.esquema import CUPO, CUPO_CHAT
from almacen.tablas.sentencias import Deposito, momento, por_motor

# 29 por segundo y no 30: deja sitio a la demora entre reservar y enviar.
SEPARACION = 1_000_000 // 29
POR_CHAT = timedelta(seconds=1)

_EPOCA = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
_K = CUPO_CHAT.c
_ABRIR = por_motor(lambda insertar: insertar(CUPO).on_conflict_do_nothing(index_elements=[CUPO.c.id]))
_TRAER = select(CUPO.c.repartidos, CUPO.c.frenado_hasta).where(CUPO.c.id == 1).with_for_update()
_REPARTIR = update(CUPO).where(CUPO.c.id == 1).values(repartidos=bindparam("instantes"))
_FRENAR = update(CUPO).where(CUPO.c.id == 1).values(frenado_hasta=momento("hasta"))
_CHATS = select(_K.chat_id, _K.proximo).where(_K.chat_id.in_(bindparam("chats", expanding=True)))
_OLVIDAR = delete(CUPO_CHAT).where(_K.proximo < momento("ahora"))
_ANOTAR = por_motor(
    lambda insertar: (nuevo := insertar(CUPO_CHAT)).on_conflict_do_update(
        index_elements=[_K.chat_id], set_={"proximo": nuevo.excluded.proximo}
    )
)


def primer_hueco(repartidos: Sequence[int], desde: int) -> int:
    """Primer instante desde el pedido que dista ``SEPARACION`` o más de todos los repartidos.

    Args:
        repartidos: microsegundos de época, en orden.
        desde: microsegundos de época.
    """
    candidato = desde
    for ocupado in repartidos[bisect_left(repartidos, desde - SEPARACION + 1) :]:
        if ocupado >= candidato + SEPARACION:
            break
        candidato = ocupado + SEPARACION
    return candidato


class DepositoCupos(Deposito):
    """Limitador compartido por las réplicas: 30 mensajes por segundo y 1 por segundo y chat."""

    def reservar(self, chat_ids: Sequence[int], ahora: datetime) -> Sequence[datetime]:
        """Instante en que puede salir cada mensaje, en el orden dado; queda reservado."""
        guardados, frenado = self._traer()
        base = max(ahora, frenado) if frenado is not None else ahora
        repartidos = [instante for instante in guardados if instante > _micros(ahora) - SEPARACION]
        filas = self._conexion.execute(_CHATS, {"chats": sorted(set(chat_ids))})
        proximos = {fila.chat_id: fila.proximo for fila in filas}
        salidas = []
        for chat_id in chat_ids:
            elegido = primer_hueco(repartidos, _micros(max(base, proximos.get(chat_id, base))))
            repartidos.insert(bisect_left(repartidos, elegido), elegido)
            salida = _EPOCA + elegido * _MICRO
            proximos[chat_id] = salida + POR_CHAT
            salidas.append(salida)
        if salidas:
            self._conexion.execute(_REPARTIR, {"instantes": repartidos})
            self._conexion.execute(_OLVIDAR, {"ahora": ahora})
            nuevos = [{"chat_id": chat, "proximo": proximos[chat]} for chat in sorted(set(chat_ids))]
            self._conexion.execute(_ANOTAR[self._motor], nuevos)
        return salidas

    def frenar(self, hasta: datetime) -> None:
        """Telegram pidió esperar (429): nadie reserva antes de ese instante."""
        _, frenado = self._traer()
        if frenado is None or frenado < hasta:
            self._conexion.execute(_FRENAR, {"hasta": hasta})

    def _traer(self) -> tuple[list[int], datetime | None]:
        """La fila única, bloqueada para esta transacción; la primera vez se crea."""
        fila = self._conexion.execute(_TRAER).first()
        if fila is None:
            self._conexion.execute(_ABRIR[self._motor], {"id": 1, "repartidos": []})
            fila = self._conexion.execute(_TRAER).one()
        return fila.repartidos, fila.frenado_hasta


def _micros(instante: datetime) -> int:
    return (instante - _EPOCA) // _MICRO
