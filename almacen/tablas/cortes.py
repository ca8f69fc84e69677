"""Tablas de los cortes: lo decidido sobre cada uno y lo que faltaba al cerrarlo."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.corte import AccionDeCorte


class TablaActoDeCorte(SQLModel, table=True):
    """Decisión sobre un corte; solo se agregan, y ``numero`` deja pasar una sola a la vez."""

    __tablename__ = "acto_de_corte"
    __table_args__ = (
        c.unica("entidad_id", "corte", "numero"),
        c.uno_de("accion", AccionDeCorte),
        c.indice("ix_acto_de_corte_vigencia", "entidad_id", "vigencia"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    corte: str = c.texto()
    numero: int = c.entero()
    accion: str = c.texto()
    hasta: date | None = c.dia(nulo=True)
    motivo: str | None = c.texto(nulo=True)
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    en: datetime = c.instante()


class TablaOmisionDeCorte(SQLModel, table=True):
    """Actividad, o resultado de una meta, sin reporte al cerrar; el responsable es el de ese día."""

    __tablename__ = "omision_de_corte"
    __table_args__ = (
        CheckConstraint("(actividad_id IS NULL) <> (meta_id IS NULL)", name="una_cosa"),
        c.unica("acto_id", "actividad_id", "meta_id"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    acto_id: int = c.ajena("acto_de_corte.id")
    corte: str = c.texto()
    actividad_id: int | None = c.ajena("actividad.id", nulo=True)
    meta_id: int | None = c.ajena("meta.id", nulo=True)
    dependencia_id: int | None = c.ajena("dependencia.id", nulo=True)
    responsable_id: int | None = c.ajena("persona.id", nulo=True)
    responsable: str = c.texto()
