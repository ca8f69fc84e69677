"""Lo que entra y sale del chat, guardado: borradores, updates vistos, salida y encargos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from dominio.modelo.borrador import Borrador
from dominio.modelo.encargo import Encargo, TipoEncargo
from dominio.modelo.envio import ClaseEnvio, Envio, EnvioTomado, EstadoEnvio
from dominio.modelo.identidad import IdEncargo, IdEntidad, IdEnvio, IdPersona


class Borradores(Protocol):
    """Diálogos a medio llenar; uno por persona y chat."""

    @property
    def descartados(self) -> int:
        """Cuántos diálogos terminaron en esta transacción, confirmados, cancelados o dejados aparte."""
        ...

    def traer(self, persona_id: IdPersona, chat_id: int) -> Borrador | None:
        """El borrador en curso, haya vencido o no."""
        ...

    def guardar(self, borrador: Borrador) -> Borrador:
        """Crea, o reemplaza si la versión guardada es la anterior; si no, ``ConflictoDeVersion``."""
        ...

    def borrar(self, borrador: Borrador) -> None:
        """Lo descarta (se canceló o se confirmó); ``ConflictoDeVersion`` si alguien lo cambió."""
        ...


class Entrantes(Protocol):
    """Updates recibidos: cada uno se procesa una vez."""

    def anotar(self, update_id: int, usuario_id: int | None, ahora: datetime) -> bool:
        """``True`` si es la primera vez que llega; la fila queda en esta transacción."""
        ...

    def fallido(self, update_id: int, crudo: str, error: str, ahora: datetime) -> int:
        """Suma un intento fallido (en su propia transacción) y devuelve cuántos van."""
        ...

    def apartar(self, update_id: int, ahora: datetime) -> None:
        """Lo da por visto con error: no vuelve a intentarse; queda para revisión."""
        ...

    def apartados(self, limite: int = 50) -> Sequence[tuple[int, str, datetime]]:
        """Updates apartados: id, error y cuándo."""
        ...

    def purgar(self, antes_de: datetime) -> int:
        """Olvida los vistos anteriores a esa fecha; devuelve cuántos."""
        ...


class Salidas(Protocol):
    """Mensajes por enviar y enviados."""

    def encolar(
        self,
        envios: Sequence[Envio],
        ahora: datetime,
        *,
        tomar: timedelta | None = None,
    ) -> Sequence[IdEnvio | None]:
        """Inserta en orden; ``None`` donde la clave ya existía. Con ``tomar`` nacen arrendadas."""
        ...

    def reclamar(
        self, ahora: datetime, arriendo: timedelta, limite: int, clases: Sequence[ClaseEnvio] | None = None
    ) -> Sequence[EnvioTomado]:
        """Toma las listas para enviar (respuestas antes que recordatorios, en orden por chat).

        No toma una fila si hay otra anterior del mismo chat sin terminar. Sin bloqueo entre réplicas.
        """
        ...

    def resolver(
        self,
        resultados: Sequence[tuple[IdEnvio, EstadoEnvio, int | None, str | None]],
        ahora: datetime,
    ) -> None:
        """Anota estado, ``message_id`` y error de varias filas de una vez."""
        ...

    def aplazar(self, envio_id: IdEnvio, no_antes: datetime, error: str) -> None:
        """Vuelve a pendiente, suma un intento y no sale antes de ese instante."""
        ...

    def mensaje_de(self, envio_id: IdEnvio) -> int | None:
        """El ``message_id`` con que salió, si ya salió."""
        ...

    def objeto_de(self, chat_id: int, mensaje_id: int) -> str | None:
        """De qué habla un mensaje ya enviado («actividad:5»); ``None`` si de nada en particular."""
        ...

    def migrar_chat(self, anterior: int, nuevo: int) -> None:
        """Un grupo pasó a supergrupo: cambia el chat en lo pendiente."""
        ...

    def cancelar_de(self, chat_id: int, motivo: str) -> int:
        """Cancela lo pendiente de un chat inalcanzable; devuelve cuántas filas."""
        ...

    def retirar(self, prefijo: str, motivo: str) -> int:
        """Cancela lo pendiente cuya clave empieza así: dejó de ser cierto; devuelve cuántas filas."""
        ...

    def pendientes(self) -> int:
        """Cuántas filas faltan por enviar."""
        ...


class Cupos(Protocol):
    """Limitador compartido por las réplicas: 30 mensajes por segundo y 1 por segundo y chat."""

    def reservar(self, chat_ids: Sequence[int], ahora: datetime) -> Sequence[datetime]:
        """Instante en que puede salir cada mensaje, en el orden dado; queda reservado."""
        ...

    def frenar(self, hasta: datetime) -> None:
        """Telegram pidió esperar (429): nadie reserva antes de ese instante."""
        ...


class Encargos(Protocol):
    """Trabajos largos."""

    def crear(
        self,
        tipo: TipoEncargo,
        entidad_id: IdEntidad,
        persona_id: IdPersona,
        chat_id: int,
        parametros: Mapping[str, object],
    ) -> Encargo:
        """Anota el encargo, pendiente."""
        ...

    def con_progreso(self, encargo_id: IdEncargo, envio_id: IdEnvio) -> None:
        """Enlaza el mensaje de progreso que se irá editando."""
        ...

    def reclamar(self, ahora: datetime, arriendo: timedelta) -> Encargo | None:
        """Toma el más viejo pendiente (o con arriendo vencido y menos de tres intentos)."""
        ...

    def terminar(self, encargo_id: IdEncargo, error: str | None = None) -> None:
        """Lo da por hecho, o por fallido con su motivo."""
        ...

    def traer(self, encargo_id: IdEncargo) -> Encargo:
        """El encargo; ``NoEncontrado`` si no existe."""
        ...

    def guardar_parametros(self, encargo_id: IdEncargo, parametros: Mapping[str, object]) -> None:
        """Reemplaza los parámetros (por ejemplo la ruta del libro ya leído)."""
        ...

    def en_curso_de(self, persona_id: IdPersona, tipo: TipoEncargo) -> bool:
        """Si la persona ya tiene uno pendiente o en curso de ese tipo."""
        ...

    def en_cola_de(self, persona_id: IdPersona, tipo: TipoEncargo) -> Sequence[Mapping[str, object]]:
        """Los parámetros de los suyos de ese tipo que aún no terminan, del más viejo al más nuevo."""
        ...
