"""Tablas de la ruta del plan: marcas, plazos, remisiones, aprobación, publicaciones y cargas."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.libro import TipoLibro
from dominio.modelo.marca import ClaseDeMarca
from dominio.modelo.remision import AccionDeRemision
from dominio.modelo.ruta import Paso


class TablaMarcaDeRuta(SQLModel, table=True):
    """Lo dicho a mano de un paso, un requisito o una dependencia; vale la última de cada objeto."""

    __tablename__ = "marca_de_ruta"
    __table_args__ = (
        c.uno_de("clase", ClaseDeMarca),
        c.indice("ix_marca_de_ruta_vigencia", "entidad_id", "vigencia"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    objeto: str = c.texto()
    clase: str = c.texto()
    razon: str | None = c.texto(nulo=True)
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    en: datetime = c.instante()


class TablaPlazoDePaso(SQLModel, table=True):
    """Plazo que fijó la entidad; sin fecha, volvió al propuesto."""

    __tablename__ = "plazo_de_paso"
    __table_args__ = (
        c.uno_de("paso", Paso),
        c.indice("ix_plazo_de_paso_vigencia", "entidad_id", "vigencia"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    paso: str = c.texto()
    fecha: date | None = c.dia(nulo=True)
    norma: str | None = c.texto(nulo=True)
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    en: datetime = c.instante()


class TablaActoDeRemision(SQLModel, table=True):
    """Remitir, recibir o devolver la parte de una dependencia; ``numero`` deja pasar uno a la vez."""

    __tablename__ = "acto_de_remision"
    __table_args__ = (
        c.uno_de("accion", AccionDeRemision),
        c.unica("entidad_id", "vigencia", "dependencia_id", "numero"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    dependencia_id: int = c.ajena("dependencia.id")
    numero: int = c.entero()
    accion: str = c.texto()
    razon: str | None = c.texto(nulo=True)
    huella: str = c.texto()
    actividades: int = c.entero()
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    en: datetime = c.instante()


class TablaAprobacionDelPlan(SQLModel, table=True):
    """La aprobación del Consejo de Gobierno: una sola por vigencia."""

    __tablename__ = "aprobacion_del_plan"
    __table_args__ = (c.unica("entidad_id", "vigencia"),)

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    acta: str = c.texto()
    fecha: date = c.dia()
    documento_id: int = c.ajena("documento_del_plan.id")
    aceptados: int = c.entero()
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    en: datetime = c.instante()


class TablaPublicacionDelPlan(SQLModel, table=True):
    """Dónde y cuándo se publicó el plan o una de sus modificaciones."""

    __tablename__ = "publicacion_del_plan"
    __table_args__ = (c.unica("entidad_id", "vigencia", "numero"),)

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    numero: int = c.entero()
    fecha: date = c.dia()
    enlace: str = c.texto()
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    en: datetime = c.instante()


class TablaCargaDeInstrumento(SQLModel, table=True):
    """De qué libro salió cada instrumento."""

    __tablename__ = "carga_de_instrumento"
    __table_args__ = (
        c.uno_de("instrumento", TipoLibro),
        c.indice("ix_carga_de_instrumento_vigencia", "entidad_id", "vigencia"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    instrumento: str = c.texto()
    archivo: str = c.texto()
    filas: int = c.entero()
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    en: datetime = c.instante()
