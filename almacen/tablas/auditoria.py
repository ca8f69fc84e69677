"""Tabla de auditoría: de solo adición; la base misma rechaza editar o borrar."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c


class TablaAuditoria(SQLModel, table=True):
    """Eslabón de una cadena («E:76001», «instalacion»); ``antes`` y ``despues`` son el JSON encadenado."""

    __tablename__ = "auditoria"
    __table_args__ = (
        c.unica("cadena", "secuencia"),
        c.indice("ix_auditoria_entidad", "entidad_id", "secuencia"),
    )

    id: int | None = c.clave()
    cadena: str = c.texto()
    secuencia: int = c.entero()
    entidad_id: int | None = c.ajena("entidad.id", nulo=True)
    actor_id: int | None = c.ajena("persona.id", nulo=True)
    accion: str = c.texto()
    objeto: str = c.texto()
    antes: str | None = c.texto(nulo=True)
    despues: str | None = c.texto(nulo=True)
    update_id: int | None = c.largo(nulo=True)
    canal: str = c.texto()
    cuando: datetime = c.instante()
    previo: str = c.texto()
    resumen: str = c.texto()
