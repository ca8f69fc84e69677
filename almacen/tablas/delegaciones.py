"""Tablas de delegaciones, de los reportes hechos por delegación y de cambios de rol."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.cambio_de_rol import EstadoCambio
from dominio.modelo.persona import Rol

# La misma condición en los índices y en las consultas: así la base usa el índice.
SIN_TERMINAR = "terminada_en IS NULL"


class TablaDelegacion(SQLModel, table=True):
    """Por unas fechas, el delegado reporta las actividades del titular."""

    __tablename__ = "delegacion"
    __table_args__ = (
        c.indice("ix_delegacion_titular", "titular_id", "hasta", donde=SIN_TERMINAR),
        c.indice("ix_delegacion_delegado", "delegado_id", "hasta", donde=SIN_TERMINAR),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    titular_id: int = c.ajena("persona.id")
    delegado_id: int = c.ajena("persona.id")
    desde: date = c.dia()
    hasta: date = c.dia()
    motivo: str | None = c.texto(nulo=True)
    creada_por: int | None = c.ajena("persona.id", nulo=True)
    creada_en: datetime = c.instante()
    terminada_por: int | None = c.ajena("persona.id", nulo=True)
    terminada_en: datetime | None = c.instante(nulo=True)


class TablaReporteDelegado(SQLModel, table=True):
    """Qué reportes se hicieron por delegación, por su folio."""

    __tablename__ = "reporte_delegado"

    entidad_id: int = c.ajena("entidad.id", primaria=True)
    folio: str = c.texto(primaria=True)
    delegacion_id: int = c.ajena("delegacion.id", indice=True)


class TablaCambioDeRol(SQLModel, table=True):
    """Cambio de rol pedido por una persona y decidido por otra; a lo sumo uno esperando por persona."""

    __tablename__ = "cambio_de_rol"
    __table_args__ = (
        c.uno_de("rol_anterior", Rol),
        c.uno_de("rol_nuevo", Rol),
        c.uno_de("estado", EstadoCambio),
        c.indice("uq_cambio_de_rol_esperando", "persona_id", unico=True, donde="estado = 'pedido'"),
        c.indice("ix_cambio_de_rol_entidad", "entidad_id", "estado"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    persona_id: int = c.ajena("persona.id")
    rol_anterior: str = c.texto()
    rol_nuevo: str = c.texto()
    dependencia_anterior: int | None = c.ajena("dependencia.id", nulo=True)
    dependencia_nueva: int | None = c.ajena("dependencia.id", nulo=True)
    motivo: str | None = c.texto(nulo=True)
    pedido_por: int | None = c.ajena("persona.id", nulo=True)
    pedido_en: datetime = c.instante()
    estado: str = c.texto()
    decidido_por: int | None = c.ajena("persona.id", nulo=True)
    decidido_en: datetime | None = c.instante(nulo=True)
