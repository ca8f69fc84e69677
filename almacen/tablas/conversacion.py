"""Tablas de lo que una conversación deja para después."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.conversacion import ClaseDuda


class TablaAplazado(SQLModel, table=True):
    """Reporte dejado para después; en tabla aparte porque en ``borrador`` hay uno por persona y chat."""

    __tablename__ = "borrador_aplazado"
    # Sin reusar números: los botones lo nombran por el suyo.
    __table_args__ = (
        c.indice("ix_borrador_aplazado_persona", "persona_id", "chat_id"),
        c.indice("ix_borrador_aplazado_en", "aplazado_en"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = c.clave()
    persona_id: int = c.ajena("persona.id")
    chat_id: int = c.largo()
    titulo: str = c.texto()
    asunto: str = c.texto()
    esquema: int = c.entero()
    clave_envio: str = c.texto(unico=True)
    respuestas: object = c.json()
    version: int = c.entero()
    editando: str | None = c.texto(nulo=True)
    actualizado_en: datetime = c.instante()
    vence_en: datetime = c.instante()
    aplazado_en: datetime = c.instante()


class TablaDuda(SQLModel, table=True):
    """Pregunta que espera respuesta."""

    __tablename__ = "duda"
    __table_args__ = (
        c.unica("persona_id", "chat_id"),
        c.uno_de("clase", ClaseDuda),
        {"sqlite_autoincrement": True},
    )

    id: int | None = c.clave()
    persona_id: int = c.ajena("persona.id")
    chat_id: int = c.largo()
    clase: str = c.texto()
    frase: str = c.texto()
    datos: object = c.json()
    borrador: str | None = c.texto(nulo=True)
    version: int = c.entero()
    hecha_en: datetime = c.instante()
