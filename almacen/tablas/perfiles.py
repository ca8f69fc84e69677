"""Tablas de los perfiles de importación y de los libros recibidos."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c


class TablaPerfil(SQLModel, table=True):
    """Cómo se lee un formato de la entidad. ``nombre_normalizado`` lo hace único aunque cambie la tilde."""

    __tablename__ = "perfil_de_importacion"
    __table_args__ = (c.unica("entidad_id", "nombre_normalizado"),)

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    nombre: str = c.texto()
    nombre_normalizado: str = c.texto()
    huella: str = c.texto()
    contenido: object = c.json()
    desde: datetime = c.instante()
    autor_id: int | None = c.ajena("persona.id", nulo=True)


class TablaLibroRecibido(SQLModel, table=True):
    """Libro que la entidad entregó; el archivo está en la carpeta de datos, en ``ruta``."""

    __tablename__ = "libro_recibido"
    __table_args__ = (c.indice("ix_libro_recibido_vigencia", "entidad_id", "vigencia"),)

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    huella: str = c.texto()
    nombre: str = c.texto()
    tamano: int = c.largo()
    ruta: str = c.texto()
    perfil: str | None = c.texto(nulo=True)
    perfil_normalizado: str | None = c.texto(nulo=True)
    aplicado: bool = c.logico(inicial=False)
    recibido: datetime = c.instante()
    autor_id: int | None = c.ajena("persona.id", nulo=True)
