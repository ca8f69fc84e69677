"""Tablas de las versiones del plan: sus ediciones, la programación original y los logros."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.version_del_plan import ClaseDeEdicion


class TablaEdicionDelPlan(SQLModel, table=True):
    """Cómo quedó el plan una vez que cambió; la base rechaza editarla o borrarla.

    ``foto`` es el plan entero comprimido; si es igual al de otra edición va vacía y ``foto_de`` dice
    cuál. ``huella`` es de la programación sola y ``huella_foto``, de todo menos los saldos.
    """

    __tablename__ = "edicion_del_plan"
    __table_args__ = (
        c.unica("entidad_id", "vigencia", "secuencia"),
        c.uno_de("clase", ClaseDeEdicion),
        c.indice(
            "uq_edicion_del_plan_numero",
            "entidad_id",
            "vigencia",
            "numero",
            unico=True,
            donde="numero IS NOT NULL",
        ),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    secuencia: int = c.entero()
    clase: str = c.texto()
    numero: int | None = c.entero(nulo=True)
    en: datetime = c.instante()
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    origen: str = c.texto()
    razon: str | None = c.texto(nulo=True)
    acto: str | None = c.texto(nulo=True)
    acto_fecha: date | None = c.dia(nulo=True)
    huella: str = c.texto()
    huella_foto: str = c.texto()
    foto_de: int | None = c.ajena("edicion_del_plan.id", nulo=True)
    foto: bytes | None = c.bytes_(nulo=True)


class TablaProgramacionOriginal(SQLModel, table=True):
    """Lo que el plan aprobado programó para un año; ``valor`` nulo es NP. No se borra al reprogramar."""

    __tablename__ = "programacion_original"

    meta_id: int = c.ajena("meta.id", primaria=True)
    anio: int = c.entero(primaria=True)
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    valor: Decimal | None = c.cantidad()


class TablaLogroDeMeta(SQLModel, table=True):
    """Lo que la meta logró en un año ya cerrado, según el libro de la entidad."""

    __tablename__ = "logro_de_meta"

    meta_id: int = c.ajena("meta.id", primaria=True)
    anio: int = c.entero(primaria=True)
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    valor: Decimal = c.cantidad(nulo=False)
