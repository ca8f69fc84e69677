"""Tabla de recordatorios: la verdad de qué se recordó, a quién y una sola vez."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.recordatorio import EstadoRecordatorio


class TablaRecordatorio(SQLModel, table=True):
    """Recordatorio con clave única «hito|actividad|fecha de fin|persona»."""

    __tablename__ = "recordatorio"
    __table_args__ = (
        c.uno_de("estado", EstadoRecordatorio),
        c.indice("ix_recordatorio_pendiente", "programado", "id", donde="estado = 'programado'"),
        c.indice("ix_recordatorio_entidad", "entidad_id", "estado"),
    )

    id: int | None = c.clave()
    clave: str = c.texto(unico=True)
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    hito: str = c.texto()
    actividad_id: int = c.ajena("actividad.id")
    persona_id: int = c.ajena("persona.id")
    fin: date = c.dia()
    programado: datetime = c.instante()
    caduca: datetime = c.instante()
    estado: str = c.texto()
    arriendo_hasta: datetime | None = c.instante(nulo=True)
    resuelto_en: datetime | None = c.instante(nulo=True)
