"""Depósito de cambios de rol: lo pedido y lo que se decidió, una sola vez."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from almacen.tablas.esquema import CAMBIO_DE_ROL, DEPENDENCIA, PERSONA
from almacen.tablas.sentencias import Deposito, FilaSQL, momento
from dominio.errores import NoEncontrado
from dominio.errores.personas import CambioYaPedido
from dominio.modelo.cambio_de_rol import CambioDeRol, EstadoCambio, NuevoCambio
from dominio.modelo.identidad import IdCambioDeRol, IdEntidad, IdPersona
from dominio.modelo.persona import Rol

_C = CAMBIO_DE_ROL.c
_PIDIO = PERSONA.alias("pidio")
_PEDIDO = _C.estado == EstadoCambio.PEDIDO.value
_TODOS = select(
    _C.id,
    _C.entidad_id,
    _C.persona_id,
    PERSONA.c.nombre,
    _C.rol_anterior,
    _C.rol_nuevo,
    _C.dependencia_anterior,
    _C.dependencia_nueva,
    DEPENDENCIA.c.nombre,
    _C.motivo,
    _C.pedido_por,
    _PIDIO.c.nombre,
    _C.pedido_en,
    _C.estado,
).select_from(
    CAMBIO_DE_ROL.join(PERSONA, PERSONA.c.id == _C.persona_id)
    .outerjoin(_PIDIO, _PIDIO.c.id == _C.pedido_por)
    .outerjoin(DEPENDENCIA, DEPENDENCIA.c.id == _C.dependencia_nueva)
)
_TRAER = _TODOS.where(_C.entidad_id == bindparam("entidad"), _C.id == bindparam("cambio"))
_ESPERANDO = _TODOS.where(_C.entidad_id == bindparam("entidad"), _PEDIDO).order_by(_C.id)
_PEDIR = insert(CAMBIO_DE_ROL).returning(_C.id)
_VALORES = {
    "estado": bindparam("final"),
    "decidido_por": bindparam("quien"),
    "decidido_en": momento("ahora"),
}
_DECIDIR = update(CAMBIO_DE_ROL).where(_C.id == bindparam("cambio"), _PEDIDO).values(**_VALORES)
_ANULAR = (
    update(CAMBIO_DE_ROL)
    .where(or_(_C.persona_id == bindparam("persona"), _C.pedido_por == bindparam("persona")), _PEDIDO)
    .values(**_VALORES)
)


def _leer(fila: FilaSQL) -> CambioDeRol:
    return CambioDeRol(*[*fila[:4], Rol(fila[4]), Rol(fila[5]), *fila[6:13], EstadoCambio(fila[13])])


class DepositoCambiosDeRol(Deposito):
    """Cambios de rol pedidos y lo que se decidió."""

    def pedir(self, nuevo: NuevoCambio) -> CambioDeRol:
        """Lo guarda como pedido; ``CambioYaPedido`` si la persona ya tiene uno esperando."""
        datos = {
            "entidad_id": nuevo.entidad_id,
            "persona_id": nuevo.persona_id,
            "rol_anterior": nuevo.rol_anterior.value,
            "rol_nuevo": nuevo.rol_nuevo.value,
            "dependencia_anterior": nuevo.dependencia_anterior,
            "dependencia_nueva": nuevo.dependencia_nueva,
            "motivo": nuevo.motivo,
            "pedido_por": nuevo.pedido_por,
            "pedido_en": nuevo.pedido_en,
            "estado": EstadoCambio.PEDIDO.value,
        }
        try:
            with self._conexion.begin_nested():
                pedido = self._conexion.execute(_PEDIR, datos).scalar_one()
        except IntegrityError as causa:
            # El índice único habla por todas las réplicas.
            raise CambioYaPedido("persona", persona=nuevo.persona_id) from causa
        return self.traer(nuevo.entidad_id, IdCambioDeRol(pedido))

    def traer(self, entidad_id: IdEntidad, cambio_id: IdCambioDeRol) -> CambioDeRol:
        """El cambio; ``NoEncontrado`` si no es de la entidad."""
        fila = self._conexion.execute(_TRAER, {"entidad": entidad_id, "cambio": cambio_id}).first()
        if fila is None:
            raise NoEncontrado("cambio", cambio=cambio_id)
        return _leer(fila)

    def esperando(self, entidad_id: IdEntidad) -> Sequence[CambioDeRol]:
        """Los pedidos sin decidir, del más viejo al más nuevo."""
        return [_leer(fila) for fila in self._conexion.execute(_ESPERANDO, {"entidad": entidad_id})]

    def decidir(
        self, cambio_id: IdCambioDeRol, estado: EstadoCambio, por: IdPersona | None, ahora: datetime
    ) -> bool:
        """Anota la decisión; ``False`` si ya estaba decidido: entre varios gana uno."""
        datos = {"cambio": cambio_id, "final": estado.value, "quien": por, "ahora": ahora}
        return self._conexion.execute(_DECIDIR, datos).rowcount == 1

    def anular_de(self, persona_id: IdPersona, por: IdPersona | None, ahora: datetime) -> int:
        """Anula los que esperan y son de esa persona o los pidió ella; devuelve cuántos."""
        datos = {"persona": persona_id, "final": EstadoCambio.ANULADO.value, "quien": por, "ahora": ahora}
        return self._conexion.execute(_ANULAR, datos).rowcount
