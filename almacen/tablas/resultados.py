"""Tabla de los resultados de las metas."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.reporte import EstadoReporte


class TablaResultado(SQLModel, table=True):
    """Resultado reportado de una meta. ``corte_hasta`` es el último día del corte, para ordenar y filtrar."""

    __tablename__ = "resultado"
    __table_args__ = (
        c.unica("entidad_id", "folio"),
        c.uno_de("estado", EstadoReporte),
        c.indice("ix_resultado_meta", "meta_id", "version"),
        c.indice("ix_resultado_vigencia", "entidad_id", "vigencia", "corte_hasta"),
        c.indice("ix_resultado_reemplaza", "reemplaza_id", donde="reemplaza_id IS NOT NULL"),
        c.indice("ix_resultado_por_revisar", "entidad_id", "id", donde="estado = 'enviado'"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    meta_id: int = c.ajena("meta.id")
    clave_envio: str = c.texto(unico=True)
    folio: str = c.texto()
    corte: str = c.texto()
    corte_hasta: date = c.dia()
    valor: Decimal = c.cantidad(nulo=False)
    proyeccion: Decimal | None = c.cantidad()
    logro: str | None = c.texto(nulo=True)
    analisis: str | None = c.texto(nulo=True)
    dificultades: str | None = c.texto(nulo=True)
    aclaracion: str | None = c.texto(nulo=True)
    estado: str = c.texto()
    extemporaneo: bool = c.logico(inicial=False)
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    reportado_en: datetime = c.instante()
    version: int = c.entero()
    reemplaza_id: int | None = c.ajena("resultado.id", nulo=True)
    numero_edicion: int | None = c.entero(nulo=True)
    motivo_correccion: str | None = c.texto(nulo=True)
