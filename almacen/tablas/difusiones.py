"""Tablas de las difusiones: un mensaje de planeación a muchas personas, y a quién le llegó."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c


class TablaDifusion(SQLModel, table=True):
    """Mensaje a un rol o a unas dependencias; ``destino`` dice a quiénes se pidió.

    Sin ``autor_id`` la mandó la línea de órdenes.
    """

    __tablename__ = "difusion"
    __table_args__ = (
        c.indice("ix_difusion_en_curso", "id", donde="terminada_en IS NULL"),
        c.unica("clave_envio"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    clave_envio: str = c.texto()
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    chat_id: int | None = c.largo(nulo=True)
    texto: str = c.texto()
    destino: dict[str, object] = c.json()
    progreso: int | None = c.largo(nulo=True)
    dicho: str | None = c.texto(nulo=True)
    vueltas: int = c.entero(inicial=0)
    creada_en: datetime = c.instante()
    sale_en: datetime = c.instante()
    detenida_en: datetime | None = c.instante(nulo=True)
    terminada_en: datetime | None = c.instante(nulo=True)


class TablaDestinatarioDeDifusion(SQLModel, table=True):
    """A quién iba; ``motivo`` dice por qué no le llegó («sin_cuenta», «bloqueo», «fallido»…)."""

    __tablename__ = "destinatario_de_difusion"

    difusion_id: int = c.ajena("difusion.id", primaria=True)
    persona_id: int = c.ajena("persona.id", primaria=True)
    envio_id: int | None = c.largo(nulo=True)
    motivo: str | None = c.texto(nulo=True)
