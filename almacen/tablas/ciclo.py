"""Tabla de los mensajes de que salió cada respuesta de un reporte."""

from __future__ import annotations

from sqlmodel import SQLModel

from almacen.tablas import columnas as c


class TablaMensajeDeReporte(SQLModel, table=True):
    """Qué mensaje del chat dio una respuesta de un reporte guardado: editarlo ofrece corregirlo."""

    __tablename__ = "mensaje_de_reporte"

    chat_id: int = c.largo(primaria=True)
    mensaje_id: int = c.largo(primaria=True)
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    folio: str = c.texto()
    paso: str = c.texto()
