"""Consultas de la gestión de personas: sus fichas y cuánto han reportado, cada una de una vez."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, bindparam, func, literal, select, union_all

from almacen.tablas.esquema import ACTIVIDAD, AVANCE, DEPENDENCIA, EJECUCION, INVITACION, PERSONA
from almacen.tablas.sentencias import momento

CAMPOS = (
    PERSONA.c.id,
    PERSONA.c.entidad_id,
    PERSONA.c.nombre,
    PERSONA.c.cargo,
    PERSONA.c.rol,
    PERSONA.c.dependencia_id,
    PERSONA.c.telegram_id,
    PERSONA.c.acepto_aviso_en,
    PERSONA.c.activa,
    PERSONA.c.inalcanzable,
)
"""Los de ``Persona``, en su orden."""

_I = INVITACION.c
_SIRVEN = (
    select(_I.persona_id, func.max(_I.vence_en).label("vence_en"))
    .where(_I.usada_en.is_(None), _I.anulada.is_(False), _I.vence_en > momento("ahora"))
    .group_by(_I.persona_id)
    .subquery("sirven")
)
_A_CARGO = (
    select(ACTIVIDAD.c.responsable_id, func.count().label("cuantas"))
    .where(
        ACTIVIDAD.c.entidad_id == bindparam("entidad"),
        ACTIVIDAD.c.vigencia == bindparam("anio"),
        ACTIVIDAD.c.retirada.is_(False),
    )
    .group_by(ACTIVIDAD.c.responsable_id)
    .subquery("a_cargo")
)


def de_fichas() -> Select[Any]:
    """Todas las personas de la entidad, también las revocadas, con su dependencia y su invitación."""
    return (
        select(*CAMPOS, DEPENDENCIA.c.nombre, _SIRVEN.c.vence_en, func.coalesce(_A_CARGO.c.cuantas, 0))
        .select_from(
            PERSONA.outerjoin(DEPENDENCIA, DEPENDENCIA.c.id == PERSONA.c.dependencia_id)
            .outerjoin(_SIRVEN, _SIRVEN.c.persona_id == PERSONA.c.id)
            .outerjoin(_A_CARGO, and_(_A_CARGO.c.responsable_id == PERSONA.c.id))
        )
        .where(PERSONA.c.entidad_id == bindparam("entidad"))
    )


def de_folios() -> Select[Any]:
    """Los folios de todo lo que reportó una persona."""
    avances = select(AVANCE.c.folio).where(AVANCE.c.autor_id == bindparam("persona"))
    movimientos = select(EJECUCION.c.folio).where(EJECUCION.c.autor_id == bindparam("persona"))
    return union_all(avances, movimientos)  # type: ignore[return-value]


def de_conteos() -> Select[Any]:
    """Cuántos avances y cuántos movimientos reportó una persona: dos filas (clase, cuántos)."""
    avances = select(literal("avances").label("clase"), func.count()).where(
        AVANCE.c.autor_id == bindparam("persona")
    )
    movimientos = select(literal("ejecuciones").label("clase"), func.count()).where(
        EJECUCION.c.autor_id == bindparam("persona")
    )
    return union_all(avances, movimientos)  # type: ignore[return-value]
