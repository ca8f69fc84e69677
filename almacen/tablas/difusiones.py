"""Tablas de las difusiones: un mensaje de planeación a muchas personas, y a quién le llegó."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c


class TablaDifusion(SQLModel, table=True):
    """Mensaje a un rol o a unas dependencias; ``destino`` dice a quiénes se pidió."""

    __tablename__ = "difusion"
    __table_args__ = (
        c.indice("ix_difusion_en_curso", "id", donde="terminada_en IS NULL"),
        c.unica("clave_envio"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    clave_envio: str = c.texto()
    autor_id: int = c.ajena("persona.id")
    chat_id: int = c.largo()
    texto: str = c.texto()
    destino: dict[str, object] = c.json()
    progreso: int | None = c.largo(nulo=True)
    dicho: str | None = c.texto(nulo=True)
    creada_en: datetime = c.instante()
    terminada_en: datetime | None = c.instante(nulo=True)


class TablaDestinatarioDeDifusion(SQLModel, table=True):
    """A quién iba; sin envío, por qué no se le mandó («sin_cuenta», «bloqueo»)."""

    __tablename__ = "destinatario_de_difusion"

    difusion_id: int = c.ajena("difusion.id", primaria=True)
    persona_id: int = c.ajena("persona.id", primaria=True)
    envio_id: int | None = c.largo(nulo=True)
    motivo: str | None = c.texto(nulo=True)
