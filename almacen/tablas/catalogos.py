"""Tablas de los catálogos oficiales: cada carga con su historia, y los códigos de las vigentes."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.catalogo import TipoCatalogo

# La misma condición en los índices y en las consultas: así la base usa el índice.
VIGENTE = "reemplazada_en IS NULL"
GENERAL = f"{VIGENTE} AND entidad_id IS NULL"


class TablaCargaDeCatalogo(SQLModel, table=True):
    """Un archivo cargado; sin entidad es de toda la instalación. Vigente, a lo sumo una por tipo y dueño."""

    __tablename__ = "carga_de_catalogo"
    __table_args__ = (
        c.uno_de("tipo", TipoCatalogo),
        *c.no_negativo("cuantos"),
        c.indice("uq_carga_de_catalogo_vigente", "entidad_id", "tipo", unico=True, donde=VIGENTE),
        c.indice("uq_carga_de_catalogo_general", "tipo", unico=True, donde=GENERAL),
    )

    id: int | None = c.clave()
    entidad_id: int | None = c.ajena("entidad.id", nulo=True)
    tipo: str = c.texto()
    fecha: date = c.dia()
    cuantos: int = c.entero()
    huella: str = c.texto()
    archivo: str = c.texto()
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    cargada_en: datetime = c.instante()
    reemplazada_en: datetime | None = c.instante(nulo=True)


class TablaCodigoDeCatalogo(SQLModel, table=True):
    """Un código de una carga vigente; al reemplazarla se borran los suyos y queda la carga."""

    __tablename__ = "codigo_de_catalogo"

    carga_id: int = c.ajena("carga_de_catalogo.id", primaria=True)
    codigo: str = c.texto(primaria=True)
    nombre: str = c.texto()
    detalle: str | None = c.texto(nulo=True)
