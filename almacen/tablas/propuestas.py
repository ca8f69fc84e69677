"""Tabla de las propuestas de lectura de libros ajenos."""

from __future__ import annotations

from sqlmodel import SQLModel

from almacen.tablas import columnas as c


class TablaPropuesta(SQLModel, table=True):
    """Cómo se leería el libro de un encargo, con sus dudas, mientras una persona lo confirma."""

    __tablename__ = "propuesta_de_lectura"

    encargo_id: int = c.ajena("encargo.id", primaria=True)
    contenido: object = c.json()
