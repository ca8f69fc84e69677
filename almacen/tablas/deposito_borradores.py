"""Depósito de borradores: el diálogo a medio llenar de cada persona en cada chat."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import bindparam, delete, select, update

from almacen.tablas.esquema import BORRADOR
from almacen.tablas.sentencias import Deposito, por_motor
from dominio.errores import ConflictoDeVersion
from dominio.modelo.borrador import Borrador
from dominio.modelo.identidad import IdPersona

_B = BORRADOR.c
_TRAER = select(
    _B.id,
    _B.persona_id,
    _B.chat_id,
    _B.asunto,
    _B.esquema,
    _B.clave_envio,
    _B.actualizado_en,
    _B.vence_en,
    _B.respuestas,
    _B.version,
    _B.editando,
    _B.mensaje_id,
).where(_B.persona_id == bindparam("persona"), _B.chat_id == bindparam("chat"))

_DATOS = (
    "asunto",
    "esquema",
    "clave_envio",
    "actualizado_en",
    "vence_en",
    "respuestas",
    "version",
    "editando",
    "mensaje_id",
)
# Crear y reemplazar son una sola sentencia: si otro lo creó primero, solo pasa la versión que sigue.
_CREAR = por_motor(
    lambda insertar: (
        (nueva := insertar(BORRADOR))
        .on_conflict_do_update(
            index_elements=[_B.persona_id, _B.chat_id],
            set_={nombre: nueva.excluded[nombre] for nombre in _DATOS},
            where=_B.version == nueva.excluded.version - 1,
        )
        .returning(_B.id)
    )
)
_CAMBIAR = (
    update(BORRADOR)
    .where(_B.id == bindparam("borrador"), _B.version == bindparam("leida"))
    .values({nombre: bindparam(f"{nombre}_nuevo", type_=_B[nombre].type) for nombre in _DATOS})
)
_BORRAR = delete(BORRADOR).where(_B.id == bindparam("borrador"), _B.version == bindparam("leida"))


class DepositoBorradores(Deposito):
    """Diálogos a medio llenar; uno por persona y chat."""

    _descartados = 0

    @property
    def descartados(self) -> int:
        """Cuántos diálogos terminaron en esta transacción, confirmados, cancelados o dejados aparte."""
        return self._descartados

    def traer(self, persona_id: IdPersona, chat_id: int) -> Borrador | None:
        """El borrador en curso, haya vencido o no."""
        fila = self._conexion.execute(_TRAER, {"persona": persona_id, "chat": chat_id}).first()
        return None if fila is None else Borrador(*fila)

    def guardar(self, borrador: Borrador) -> Borrador:
        """Crea (``id`` 0) o reemplaza si la versión guardada es ``borrador.version - 1``.

        Raises:
            ConflictoDeVersion: otro mensaje lo cambió o lo cerró antes.
        """
        datos = {nombre: getattr(borrador, nombre) for nombre in _DATOS}
        datos["respuestas"] = dict(borrador.respuestas)
        if borrador.id == 0:
            datos |= {"persona_id": borrador.persona_id, "chat_id": borrador.chat_id}
            creado = self._conexion.execute(_CREAR[self._motor], datos).scalar()
            if creado is None:
                raise ConflictoDeVersion("borrador", version=borrador.version)
            return replace(borrador, id=creado)
        nuevos = {f"{nombre}_nuevo": valor for nombre, valor in datos.items()}
        nuevos |= {"borrador": borrador.id, "leida": borrador.version - 1}
        if self._conexion.execute(_CAMBIAR, nuevos).rowcount == 0:
            raise ConflictoDeVersion("borrador", version=borrador.version)
        return borrador

    def borrar(self, borrador: Borrador) -> None:
        """Lo descarta (se canceló o se confirmó).

        Raises:
            ConflictoDeVersion: alguien lo cambió o ya no está.
        """
        datos = {"borrador": borrador.id, "leida": borrador.version}
        if self._conexion.execute(_BORRAR, datos).rowcount == 0:
            raise ConflictoDeVersion("borrador", version=borrador.version)
        self._descartados += 1
