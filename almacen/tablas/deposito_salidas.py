"""Depósito de la salida: lo que falta por enviar a Telegram, en su orden y sin repetirlo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    not_,
    or_,
    select,
    update,
)

from almacen.tablas.esquema import SALIDA
from almacen.tablas.sentencias import Deposito, FilaSQL, momento, por_motor
from dominio.modelo.envio import ClaseEnvio, Envio, EnvioTomado, EstadoEnvio
from dominio.modelo.identidad import IdEnvio

# Menor sale antes. Quien espera una respuesta pasa delante de quien recibe un recordatorio.
PRIORIDAD = {
    ClaseEnvio.BOTON: 0,
    ClaseEnvio.RESPUESTA: 1,
    ClaseEnvio.ACUSE: 1,
    ClaseEnvio.DOCUMENTO: 2,
    ClaseEnvio.AVISO: 3,
    ClaseEnvio.RECORDATORIO: 4,
}
# Si quien los enviaba murió no se sabe si llegaron, y de estos no puede haber dos.
_UNA_SOLA_COPIA = (ClaseEnvio.ACUSE.value, ClaseEnvio.DOCUMENTO.value)
_MURIO = "quien lo enviaba no alcanzó a decir si llegó"

# Como texto y no como parámetro, para que la base reconozca los índices parciales.
_PENDIENTE: ColumnElement[str] = literal_column("'pendiente'")
_ENVIANDO: ColumnElement[str] = literal_column("'enviando'")

_Fila = dict[str, object]
_S = SALIDA.c
_ANTERIOR = SALIDA.alias("anterior")
_EDITADA = SALIDA.alias("editada")


def _lista(tabla: Any) -> ColumnElement[bool]:
    return or_(tabla.no_antes.is_(None), tabla.no_antes <= momento("ahora"))


_ENCOLAR = por_motor(
    lambda insertar: (
        insertar(SALIDA).on_conflict_do_nothing(index_elements=[_S.clave]).returning(_S.id, _S.clave)
    )
)
# Sin clave no hay con qué emparejar lo que devuelve la base: el orden lo asegura la sentencia.
_ENCOLAR_SIN_CLAVE = insert(SALIDA).returning(_S.id, sort_by_parameter_order=True)
# Estorba lo anterior del mismo chat que está en camino, listo o aplazado tras un fallo; no lo
# que se programó para más tarde, que si no un recordatorio de mañana callaría el chat hoy.
_ESTORBA = exists().where(
    _ANTERIOR.c.chat_id == _S.chat_id,
    _ANTERIOR.c.id < _S.id,
    _ANTERIOR.c.estado.in_([_PENDIENTE, _ENVIANDO]),
    or_(_ANTERIOR.c.estado == _ENVIANDO, _ANTERIOR.c.intentos > 0, _lista(_ANTERIOR.c)),
)
_LISTAS = (
    select(
        _S.id,
        _S.intentos,
        _EDITADA.c.mensaje_id.label("mensaje_editado"),
        _S.chat_id,
        _S.metodo,
        _S.cuerpo,
        _S.clase,
        _S.clave,
        _S.persona_id,
        _S.edita,
        _S.archivo,
        _S.no_antes,
        _S.vence_en,
    )
    .select_from(SALIDA.outerjoin(_EDITADA, _EDITADA.c.id == _S.edita))
    .where(
        _S.estado == _PENDIENTE,
        _lista(_S),
        _S.clase.in_(bindparam("clases", expanding=True)),
        not_(_ESTORBA),
    )
    .order_by(_S.prioridad, _S.id)
    .limit(bindparam("limite"))
    .with_for_update(skip_locked=True, of=SALIDA)
)
_TOMAR = (
    update(SALIDA)
    .where(_S.id.in_(bindparam("ids", expanding=True)))
    .values(estado=EstadoEnvio.ENVIANDO.value, arriendo_hasta=momento("arriendo"))
)
_CADUCADA = (_S.estado == _ENVIANDO, _S.arriendo_hasta <= momento("ahora"))
_DAR_POR_INCIERTAS = (
    update(SALIDA)
    .where(*_CADUCADA, or_(_S.clase.in_(_UNA_SOLA_COPIA), _S.caducados > 0))
    .values(
        estado=EstadoEnvio.INCIERTO.value,
        arriendo_hasta=None,
        error=_MURIO,
        resuelto_en=momento("ahora"),
    )
)
_DEVOLVER = (
    update(SALIDA)
    .where(*_CADUCADA)
    .values(estado=EstadoEnvio.PENDIENTE.value, arriendo_hasta=None, caducados=_S.caducados + 1)
)
# Lo que llegó, llegó: un aviso tardío no lo deshace.
_RESOLVER = (
    update(SALIDA)
    .where(_S.id == bindparam("envio"), _S.estado != EstadoEnvio.ENVIADO.value)
    .values(
        estado=bindparam("final"),
        mensaje_id=bindparam("mensaje"),
        error=bindparam("fallo"),
        arriendo_hasta=None,
        resuelto_en=momento("ahora"),
    )
)
_APLAZAR = (
    update(SALIDA)
    .where(_S.id == bindparam("envio"), _S.estado.in_([_PENDIENTE, _ENVIANDO]))
    .values(
        estado=EstadoEnvio.PENDIENTE.value,
        arriendo_hasta=None,
        intentos=_S.intentos + 1,
        no_antes=momento("cuando"),
        error=bindparam("fallo"),
    )
)
_MENSAJE = select(_S.mensaje_id).where(_S.id == bindparam("envio"))
# Sin el filtro de la columna la base no usaría el índice; lo último que se puso en el mensaje manda.
_OBJETO = (
    select(_S.objeto)
    .where(_S.chat_id == bindparam("chat"), _S.mensaje_id == bindparam("mensaje"), _S.objeto.is_not(None))
    .order_by(_S.id.desc())
    .limit(1)
)
_MIGRAR = (
    update(SALIDA)
    .where(_S.chat_id == bindparam("anterior"), _S.estado.in_([_PENDIENTE, _ENVIANDO]))
    .values(chat_id=bindparam("nuevo"))
)
_CANCELAR = (
    update(SALIDA)
    .where(_S.chat_id == bindparam("chat"), _S.estado == _PENDIENTE)
    .values(estado=EstadoEnvio.CANCELADO.value, error=bindparam("motivo"))
)
_RETIRAR = (
    update(SALIDA)
    .where(_S.clave.startswith(bindparam("prefijo"), autoescape=False), _S.estado == _PENDIENTE)
    .values(estado=EstadoEnvio.CANCELADO.value, error=bindparam("motivo"))
)
_PENDIENTES = select(func.count()).select_from(SALIDA).where(_S.estado.in_([_PENDIENTE, _ENVIANDO]))


def _leer(fila: FilaSQL) -> EnvioTomado:
    chat_id, metodo, cuerpo, clase, *resto = fila[3:]
    envio = Envio(chat_id, metodo, cuerpo, ClaseEnvio(clase), *resto)
    return EnvioTomado(fila.id, envio, fila.intentos, fila.mensaje_editado)


def _datos(envio: Envio, ahora: datetime, tomar: timedelta | None) -> _Fila:
    estado = EstadoEnvio.PENDIENTE if tomar is None else EstadoEnvio.ENVIANDO
    return {
        "chat_id": envio.chat_id,
        "metodo": envio.metodo,
        "cuerpo": dict(envio.cuerpo),
        "clase": envio.clase.value,
        "prioridad": PRIORIDAD[envio.clase],
        "clave": envio.clave,
        "persona_id": envio.persona_id,
        "edita": envio.edita,
        "archivo": envio.archivo,
        "no_antes": envio.no_antes,
        "vence_en": envio.vence_en,
        "estado": estado.value,
        "arriendo_hasta": None if tomar is None else ahora + tomar,
        "creado_en": ahora,
        "objeto": envio.objeto,
    }


class DepositoSalidas(Deposito):
    """Mensajes por enviar y enviados."""

    def encolar(
        self,
        envios: Sequence[Envio],
        ahora: datetime,
        *,
        tomar: timedelta | None = None,
    ) -> Sequence[IdEnvio | None]:
        """Inserta en orden; ``None`` donde la clave ya existía.

        Con ``tomar`` nacen enviándose y arrendadas a quien llama: si muere, se tratan como en ``reclamar``.
        """
        puestos: list[IdEnvio | None] = []
        # Por tramos seguidos, para que los números crezcan en el orden en que se pidieron.
        for con_clave, tramo in groupby(envios, key=lambda envio: envio.clave is not None):
            filas = [_datos(envio, ahora, tomar) for envio in tramo]
            puestos += self._con_clave(filas) if con_clave else self._sin_clave(filas)
        return puestos

    def reclamar(
        self, ahora: datetime, arriendo: timedelta, limite: int, clases: Sequence[ClaseEnvio] | None = None
    ) -> Sequence[EnvioTomado]:
        """Toma las listas para enviar (respuestas antes que recordatorios, en orden por chat).

        No toma una fila si hay otra anterior del mismo chat sin terminar. Una fila cuyo arriendo
        venció vuelve una sola vez; los acuses y documentos, ninguna: quedan inciertos.
        """
        self._conexion.execute(_DAR_POR_INCIERTAS, {"ahora": ahora})
        self._conexion.execute(_DEVOLVER, {"ahora": ahora})
        pedidas = [clase.value for clase in (ClaseEnvio if clases is None else clases)]
        datos = {"ahora": ahora, "limite": limite, "clases": pedidas}
        tomadas = [_leer(fila) for fila in self._conexion.execute(_LISTAS, datos)]
        if tomadas:
            ids = [tomada.id for tomada in tomadas]
            self._conexion.execute(_TOMAR, {"ids": ids, "arriendo": ahora + arriendo})
        return tomadas

    def resolver(
        self,
        resultados: Sequence[tuple[IdEnvio, EstadoEnvio, int | None, str | None]],
        ahora: datetime,
    ) -> None:
        """Anota estado, ``message_id`` y error de varias filas de una vez."""
        filas = [
            {"envio": envio, "final": estado.value, "mensaje": mensaje, "fallo": error, "ahora": ahora}
            for envio, estado, mensaje, error in resultados
        ]
        if filas:
            self._conexion.execute(_RESOLVER, filas)

    def aplazar(self, envio_id: IdEnvio, no_antes: datetime, error: str) -> None:
        """Vuelve a pendiente, suma un intento y no sale antes de ese instante; lo terminado no vuelve."""
        self._conexion.execute(_APLAZAR, {"envio": envio_id, "cuando": no_antes, "fallo": error})

    def mensaje_de(self, envio_id: IdEnvio) -> int | None:
        """El ``message_id`` con que salió, si ya salió."""
        return self._conexion.execute(_MENSAJE, {"envio": envio_id}).scalar()

    def objeto_de(self, chat_id: int, mensaje_id: int) -> str | None:
        """De qué habla un mensaje ya enviado («actividad:5»); ``None`` si de nada en particular."""
        datos = {"chat": chat_id, "mensaje": mensaje_id}
        return self._conexion.execute(_OBJETO, datos).scalar() or None

    def migrar_chat(self, anterior: int, nuevo: int) -> None:
        """Un grupo pasó a supergrupo: cambia el chat en lo pendiente."""
        self._conexion.execute(_MIGRAR, {"anterior": anterior, "nuevo": nuevo})

    def cancelar_de(self, chat_id: int, motivo: str) -> int:
        """Cancela lo pendiente de un chat inalcanzable; devuelve cuántas filas."""
        return self._conexion.execute(_CANCELAR, {"chat": chat_id, "motivo": motivo}).rowcount

    def retirar(self, prefijo: str, motivo: str) -> int:
        """Cancela lo pendiente cuya clave empieza así: dejó de ser cierto; devuelve cuántas filas."""
        return self._conexion.execute(_RETIRAR, {"prefijo": prefijo, "motivo": motivo}).rowcount

    def pendientes(self) -> int:
        """Cuántas filas faltan por enviar."""
        return int(self._conexion.execute(_PENDIENTES).scalar_one())

    def _con_clave(self, filas: Sequence[_Fila]) -> list[IdEnvio | None]:
        """Una sentencia para todas; de dos con la misma clave entra la primera."""
        hechas = self._conexion.execute(_ENCOLAR[self._motor], filas)
        nuevas = {clave: numero for numero, clave in hechas}
        return [nuevas.pop(fila["clave"], None) for fila in filas]

    def _sin_clave(self, filas: Sequence[_Fila]) -> list[IdEnvio | None]:
        return list(self._conexion.execute(_ENCOLAR_SIN_CLAVE, filas).scalars())
