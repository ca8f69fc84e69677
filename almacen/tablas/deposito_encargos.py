"""Depósito de encargos: los trabajos largos que hace otro proceso."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, or_, select, text, update

from almacen.tablas.esquema import ENCARGO
from almacen.tablas.sentencias import Deposito, FilaSQL, momento
from dominio.errores import NoEncontrado
from dominio.modelo.encargo import Encargo, EstadoEncargo, TipoEncargo
from dominio.modelo.identidad import IdEncargo, IdEntidad, IdEnvio, IdPersona

MAXIMO_INTENTOS = 3
_AGOTADO = "se intentó tres veces y el proceso murió antes de terminar"

_E = ENCARGO.c
_CAMPOS = (
    _E.id,
    _E.tipo,
    _E.entidad_id,
    _E.persona_id,
    _E.chat_id,
    _E.parametros,
    _E.progreso,
    _E.intentos,
)
# Como texto y no como parámetro, para que la base reconozca el índice parcial.
_VIVO = text("encargo.estado IN ('pendiente', 'en_curso')")
_VENCIDO = (_E.estado == EstadoEncargo.EN_CURSO.value) & (_E.arriendo_hasta <= momento("ahora"))
_CREAR = insert(ENCARGO).returning(_E.id)
_TRAER = select(*_CAMPOS).where(_E.id == bindparam("encargo"))
_PROGRESO = update(ENCARGO).where(_E.id == bindparam("encargo")).values(progreso=bindparam("envio"))
_PARAMETROS = update(ENCARGO).where(_E.id == bindparam("encargo")).values(parametros=bindparam("datos"))
_AGOTADOS = (
    update(ENCARGO)
    .where(_VIVO, _VENCIDO, _E.intentos >= MAXIMO_INTENTOS)
    .values(estado=EstadoEncargo.FALLIDO.value, arriendo_hasta=None, error=_AGOTADO)
)
_PRIMERO = (
    select(_E.id)
    .where(_VIVO, or_(_E.estado == EstadoEncargo.PENDIENTE.value, _VENCIDO))
    .order_by(_E.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_RECLAMAR = (
    update(ENCARGO)
    .where(_E.id == _PRIMERO.scalar_subquery())
    .values(
        estado=EstadoEncargo.EN_CURSO.value,
        intentos=_E.intentos + 1,
        arriendo_hasta=momento("arriendo"),
    )
    .returning(*_CAMPOS)
)
_TERMINAR = (
    update(ENCARGO)
    .where(_E.id == bindparam("encargo"))
    .values(estado=bindparam("final"), error=bindparam("motivo"), arriendo_hasta=None)
)
_EN_CURSO = (
    select(_E.id).where(_VIVO, _E.persona_id == bindparam("persona"), _E.tipo == bindparam("clase")).limit(1)
)
_EN_COLA = (
    select(_E.parametros)
    .where(_VIVO, _E.persona_id == bindparam("persona"), _E.tipo == bindparam("clase"))
    .order_by(_E.id)
)


def _leer(fila: FilaSQL) -> Encargo:
    return Encargo(*[fila.id, TipoEncargo(fila.tipo), *fila[2:]])


class DepositoEncargos(Deposito):
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
        datos = {
            "tipo": tipo.value,
            "entidad_id": entidad_id,
            "persona_id": persona_id,
            "chat_id": chat_id,
            "parametros": dict(parametros),
            "estado": EstadoEncargo.PENDIENTE.value,
        }
        return self.traer(IdEncargo(self._conexion.execute(_CREAR, datos).scalar_one()))

    def con_progreso(self, encargo_id: IdEncargo, envio_id: IdEnvio) -> None:
        """Enlaza el mensaje de progreso que se irá editando."""
        self._conexion.execute(_PROGRESO, {"encargo": encargo_id, "envio": envio_id})

    def reclamar(self, ahora: datetime, arriendo: timedelta) -> Encargo | None:
        """Toma el más viejo pendiente (o con arriendo vencido y menos de tres intentos)."""
        self._conexion.execute(_AGOTADOS, {"ahora": ahora})
        fila = self._conexion.execute(_RECLAMAR, {"ahora": ahora, "arriendo": ahora + arriendo}).first()
        return None if fila is None else _leer(fila)

    def terminar(self, encargo_id: IdEncargo, error: str | None = None) -> None:
        """Lo da por hecho, o por fallido con su motivo."""
        final = EstadoEncargo.HECHO if error is None else EstadoEncargo.FALLIDO
        datos = {"encargo": encargo_id, "final": final.value, "motivo": error}
        self._conexion.execute(_TERMINAR, datos)

    def traer(self, encargo_id: IdEncargo) -> Encargo:
        """El encargo; ``NoEncontrado`` si no existe."""
        fila = self._conexion.execute(_TRAER, {"encargo": encargo_id}).first()
        if fila is None:
            raise NoEncontrado("encargo", encargo=encargo_id)
        return _leer(fila)

    def guardar_parametros(self, encargo_id: IdEncargo, parametros: Mapping[str, object]) -> None:
        """Reemplaza los parámetros (por ejemplo la ruta del libro ya leído)."""
        self._conexion.execute(_PARAMETROS, {"encargo": encargo_id, "datos": dict(parametros)})

    def en_curso_de(self, persona_id: IdPersona, tipo: TipoEncargo) -> bool:
        """Si la persona ya tiene uno pendiente o en curso de ese tipo."""
        datos = {"persona": persona_id, "clase": tipo.value}
        return self._conexion.execute(_EN_CURSO, datos).first() is not None

    def en_cola_de(self, persona_id: IdPersona, tipo: TipoEncargo) -> Sequence[Mapping[str, object]]:
        """Los parámetros de los suyos de ese tipo que aún no terminan, del más viejo al más nuevo."""
        datos = {"persona": persona_id, "clase": tipo.value}
        return list(self._conexion.execute(_EN_COLA, datos).scalars())
