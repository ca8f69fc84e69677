"""Tablas de la revisión: las decisiones, y qué reporte mira cada quien."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.revision import Decision, TipoReporte


class TablaRevision(SQLModel, table=True):
    """Decisión sobre un reporte. ``reporte_id`` es de la tabla que dice ``tipo``; no cambia ni se borra."""

    __tablename__ = "revision"
    __table_args__ = (
        c.uno_de("tipo", TipoReporte),
        c.uno_de("decision", Decision),
        # Un reporte se decide una vez; lo que lo corrige es otro reporte.
        c.indice("uq_revision_en_firme", "tipo", "reporte_id", unico=True, donde="decision <> 'visto_bueno'"),
        c.indice(
            "uq_revision_visto_bueno", "tipo", "reporte_id", unico=True, donde="decision = 'visto_bueno'"
        ),
        c.indice("ix_revision_vigencia", "entidad_id", "vigencia"),
        c.indice("ix_revision_devuelto", "entidad_id", "cuando", donde="decision = 'devuelto'"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    tipo: str = c.texto()
    reporte_id: int = c.largo()
    folio: str = c.texto()
    decision: str = c.texto()
    observacion: str | None = c.texto(nulo=True)
    subsanar: str | None = c.texto(nulo=True)
    campo: str | None = c.texto(nulo=True)
    revisor_id: int = c.ajena("persona.id")
    cuando: datetime = c.instante()


class TablaTarjetaDeRevision(SQLModel, table=True):
    """El último reporte que se le mostró a quien revisa: a ese se refiere si escribe «aprobar»."""

    __tablename__ = "tarjeta_de_revision"

    persona_id: int = c.ajena("persona.id", primaria=True)
    folio: str = c.texto()
    cuando: datetime = c.instante()
