"""Tablas de la coherencia: lo que la entidad ajusta de una regla y los hallazgos que acepta."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlmodel import SQLModel

from almacen.tablas import columnas as c


class TablaAjusteDeRegla(SQLModel, table=True):
    """Lo que la entidad cambia de una regla, en todas sus vigencias; nulo es «como viene»."""

    __tablename__ = "ajuste_de_regla"

    entidad_id: int = c.ajena("entidad.id", primaria=True)
    regla: str = c.texto(primaria=True)
    apagada: bool | None = c.logico_o_nada()
    severidad: str | None = c.texto(nulo=True)
    umbral: Decimal | None = c.cantidad()
    razon: str | None = c.texto(nulo=True)
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    en: datetime = c.instante()


class TablaHallazgoAceptado(SQLModel, table=True):
    """Hallazgo que se deja pasar con una razón; si el dato cambia, la huella es otra y vuelve a salir."""

    __tablename__ = "hallazgo_aceptado"
    __table_args__ = (c.unica("entidad_id", "vigencia", "huella"),)

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    regla: str = c.texto()
    objeto: str = c.texto()
    mensaje: str = c.texto()
    huella: str = c.texto()
    razon: str = c.texto()
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    en: datetime = c.instante()
