"""Tabla de los documentos del plan."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.documento import ClaseDocumento, EstadoDocumento


class TablaDocumento(SQLModel, table=True):
    """Documento registrado; reemplazarlo agrega una versión."""

    __tablename__ = "documento_del_plan"
    __table_args__ = (
        c.uno_de("clase", ClaseDocumento),
        c.uno_de("estado", EstadoDocumento),
        c.unica("entidad_id", "vigencia", "clase", "version"),
        c.indice("ix_documento_del_plan_pendiente", "intentos", "id", donde="estado = 'pendiente'"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    clase: str = c.texto()
    version: int = c.entero()
    nombre: str = c.texto()
    mime: str = c.texto()
    tamano: int = c.largo()
    file_id: str | None = c.texto(nulo=True)
    sha256: str | None = c.texto(nulo=True)
    estado: str = c.texto()
    intentos: int = c.entero(inicial=0)
    motivo: str | None = c.texto(nulo=True)
    acto: str | None = c.texto(nulo=True)
    fecha: date | None = c.dia(nulo=True)
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    en: datetime = c.instante()
