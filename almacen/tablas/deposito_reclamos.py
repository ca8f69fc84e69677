"""Depósito de reclamos: los «no es mía» y lo que se decidió de cada uno, una sola vez."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Text, bindparam, cast, func, literal, literal_column, select, update

from almacen.tablas.esquema import ACTIVIDAD, DEPENDENCIA, PERSONA, RECLAMO
from almacen.tablas.sentencias import Deposito, FilaSQL, momento, por_motor
from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona
from dominio.modelo.reclamo import DecisionDeReclamo, IdReclamo, Reclamo
from dominio.valores.fechas import Vigencia

_R = RECLAMO.c
_A = ACTIVIDAD.c
_DECIDIO = PERSONA.alias("decidio")
_PENDIENTE = DecisionDeReclamo.PENDIENTE.value
# Como texto y no como parámetro, para que la base reconozca el índice parcial.
_SIN_DECIDIR = _R.decision == literal_column(f"'{_PENDIENTE}'")
_TODOS = select(
    _R.id,
    _R.actividad_id,
    _A.codigo,
    _A.nombre.label("actividad"),
    _A.dependencia_id,
    DEPENDENCIA.c.nombre.label("dependencia"),
    _R.persona_id,
    PERSONA.c.nombre.label("persona"),
    _R.razon,
    _R.en,
    _R.decision,
    _DECIDIO.c.nombre.label("decidio"),
    _R.decidido_en,
).select_from(
    RECLAMO.join(ACTIVIDAD, _A.id == _R.actividad_id)
    .join(PERSONA, PERSONA.c.id == _R.persona_id)
    .outerjoin(DEPENDENCIA, DEPENDENCIA.c.id == _A.dependencia_id)
    .outerjoin(_DECIDIO, _DECIDIO.c.id == _R.decidido_por)
)
_DE_LA_ENTIDAD = _TODOS.where(_R.entidad_id == bindparam("entidad")).order_by(_R.en, _R.id)
_TRAER = _DE_LA_ENTIDAD.where(_R.id == bindparam("reclamo"))
_PENDIENTES = _DE_LA_ENTIDAD.where(_SIN_DECIDIR, _A.retirada.is_(False))
_DE_LA_ACTIVIDAD = _DE_LA_ENTIDAD.where(_R.actividad_id == bindparam("actividad"))
_CERRADOS = _DE_LA_ENTIDAD.where(_R.id.in_(bindparam("ids", expanding=True)))
_CREAR = por_motor(
    lambda insertar: (
        insertar(RECLAMO)
        .from_select(
            ["entidad_id", "vigencia", "actividad_id", "persona_id", "razon", "en", "decision"],
            select(
                _A.entidad_id,
                _A.vigencia,
                _A.id,
                PERSONA.c.id,
                cast(bindparam("dicho"), Text),
                momento("cuando"),
                literal(_PENDIENTE, Text),
            )
            .select_from(ACTIVIDAD.join(PERSONA, PERSONA.c.entidad_id == _A.entidad_id))
            .where(_A.id == bindparam("actividad"), PERSONA.c.id == bindparam("persona")),
        )
        .on_conflict_do_nothing(index_elements=[_R.actividad_id, _R.persona_id], index_where=_SIN_DECIDIR)
        .returning(_R.id)
    )
)
_VALORES = {
    "decision": bindparam("final"),
    "decidido_por": bindparam("quien"),
    "decidido_en": momento("cuando"),
    "motivo": bindparam("razones"),
}
_DECIDIR = update(RECLAMO).where(_R.id == bindparam("reclamo"), _SIN_DECIDIR).values(**_VALORES)
_CERRAR = (
    update(RECLAMO)
    .where(
        _R.entidad_id == bindparam("entidad"),
        _R.vigencia == bindparam("anio"),
        _SIN_DECIDIR,
        _R.actividad_id == _A.id,
        func.coalesce(_A.responsable_id, 0) != _R.persona_id,
    )
    .values(**_VALORES)
    .returning(_R.id)
)


def _leer(fila: FilaSQL) -> Reclamo:
    return Reclamo(
        id=fila.id,
        actividad_id=fila.actividad_id,
        actividad_codigo=fila.codigo,
        actividad=fila.actividad,
        dependencia=fila.dependencia or "",
        dependencia_id=fila.dependencia_id,
        persona_id=fila.persona_id,
        persona=fila.persona,
        razon=fila.razon,
        en=fila.en,
        decision=DecisionDeReclamo(fila.decision),
        decidido_por=fila.decidio,
        decidido_en=fila.decidido_en,
    )


class DepositoReclamos(Deposito):
    """Lo que alguien dijo que no es suyo y lo que se decidió."""

    def crear(
        self, actividad_id: IdActividad, persona_id: IdPersona, razon: str | None, en: datetime
    ) -> IdReclamo | None:
        """Lo deja pendiente; ``None`` si esa persona ya tenía uno pendiente de esa actividad."""
        datos = {"actividad": actividad_id, "persona": persona_id, "dicho": razon, "cuando": en}
        return self._conexion.execute(_CREAR[self._motor], datos).scalar()

    def traer(self, entidad_id: IdEntidad, reclamo_id: IdReclamo) -> Reclamo | None:
        """El reclamo; ``None`` si no es de la entidad."""
        fila = self._conexion.execute(_TRAER, {"entidad": entidad_id, "reclamo": reclamo_id}).first()
        return None if fila is None else _leer(fila)

    def pendientes(self, entidad_id: IdEntidad) -> Sequence[Reclamo]:
        """Los que esperan decisión, del más viejo al más nuevo; sin los de actividades retiradas."""
        return [_leer(fila) for fila in self._conexion.execute(_PENDIENTES, {"entidad": entidad_id})]

    def de_la_actividad(self, entidad_id: IdEntidad, actividad_id: IdActividad) -> Sequence[Reclamo]:
        """Todos los de una actividad, del más viejo al más nuevo."""
        datos = {"entidad": entidad_id, "actividad": actividad_id}
        return [_leer(fila) for fila in self._conexion.execute(_DE_LA_ACTIVIDAD, datos)]

    def decidir(
        self,
        reclamo_id: IdReclamo,
        decision: DecisionDeReclamo,
        por: IdPersona | None,
        en: datetime,
        motivo: str | None = None,
    ) -> bool:
        """Anota la decisión; ``False`` si ya estaba decidido: entre varios gana uno."""
        datos = _decision(decision, por, en, motivo)
        return self._conexion.execute(_DECIDIR, {"reclamo": reclamo_id, **datos}).rowcount == 1

    def cerrar_reasignados(
        self, entidad_id: IdEntidad, vigencia: Vigencia, por: IdPersona | None, en: datetime
    ) -> Sequence[Reclamo]:
        """Da por resueltos los pendientes de actividades que ya son de otra persona, de una vez."""
        datos = _decision(DecisionDeReclamo.REASIGNADA, por, en, None)
        donde = {"entidad": entidad_id, "anio": vigencia.anio}
        ids = list(self._conexion.execute(_CERRAR, {**donde, **datos}).scalars())
        if not ids:
            return ()
        filas = self._conexion.execute(_CERRADOS, {"entidad": entidad_id, "ids": ids})
        return [_leer(fila) for fila in filas]


def _decision(
    decision: DecisionDeReclamo, por: IdPersona | None, en: datetime, motivo: str | None
) -> dict[str, object]:
    return {"final": decision.value, "quien": por, "cuando": en, "razones": motivo}
