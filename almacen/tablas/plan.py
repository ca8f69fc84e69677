"""Tablas del plan: metas, proyectos y actividades. Toda fila dice su entidad y su vigencia."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.plan import TipoMeta


class TablaMeta(SQLModel, table=True):
    """Ficha de la meta. Vive mientras esté en el plan o en el Plan Indicativo."""

    __tablename__ = "meta"
    __table_args__ = (c.unica("entidad_id", "vigencia", "codigo"), c.uno_de("tipo", TipoMeta))

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    codigo: str = c.texto()
    tipo: str = c.texto()
    nombre: str | None = c.texto(nulo=True)
    programa_codigo: str | None = c.texto(nulo=True)
    programa: str | None = c.texto(nulo=True)
    indicador: str | None = c.texto(nulo=True)
    unidad: str | None = c.texto(nulo=True)
    linea_base: Decimal | None = c.cantidad()
    meta_vigencia: Decimal | None = c.cantidad()
    acumulacion: str | None = c.texto(nulo=True)
    meta_cuatrienio: Decimal | None = c.cantidad()
    coordinadora_id: int | None = c.ajena("dependencia.id", nulo=True)
    en_plan: bool = c.logico(inicial=False)
    en_indicativo: bool = c.logico(inicial=False)
    orden: int = c.entero()


class TablaProgramacionMeta(SQLModel, table=True):
    """Lo programado para un año en el Plan Indicativo; ``valor`` nulo es NP, que no es cero."""

    __tablename__ = "programacion_meta"

    meta_id: int = c.ajena("meta.id", primaria=True)
    anio: int = c.entero(primaria=True)
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    valor: Decimal | None = c.cantidad()


class TablaProyecto(SQLModel, table=True):
    """Proyecto de inversión. ``clave`` es el BPIN, o el nombre normalizado si no tiene BPIN."""

    __tablename__ = "proyecto"
    __table_args__ = (c.unica("entidad_id", "vigencia", "clave"),)

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    clave: str = c.texto()
    bpin: str | None = c.texto(nulo=True)
    nombre: str | None = c.texto(nulo=True)
    orden: int = c.entero()


class TablaActividad(SQLModel, table=True):
    """Actividad con su renglón tal como vino y el último avance reportado.

    Los datos de la meta se repiten aquí porque lo incoherente se guarda como vino: dos renglones
    de una meta pueden decir cosas distintas, y es la coherencia quien lo señala.
    """

    __tablename__ = "actividad"
    __table_args__ = (
        c.unica("entidad_id", "vigencia", "codigo"),
        c.uno_de("tipo_meta", TipoMeta),
        *c.no_negativo("avance", "ponderacion", "reportes"),
        c.indice("ix_actividad_plazo", "entidad_id", "vigencia", "fin", "avance"),
        # Con lo demás que pregunta el aviso de un corte, que recorre el plan: así no abre cada fila.
        c.indice(
            "ix_actividad_comienzo",
            *("entidad_id", "vigencia", "inicio", "avance", "responsable_id", "retirada"),
        ),
        c.indice("ix_actividad_responsable", "responsable_id"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    codigo: str = c.texto()
    nombre: str = c.texto()
    dependencia_id: int = c.ajena("dependencia.id")
    responsable_id: int | None = c.ajena("persona.id", nulo=True)
    responsable: str = c.texto()
    cargo: str | None = c.texto(nulo=True)
    meta_id: int = c.ajena("meta.id")
    meta: str | None = c.texto(nulo=True)
    tipo_meta: str = c.texto()
    programa_codigo: str | None = c.texto(nulo=True)
    programa: str | None = c.texto(nulo=True)
    indicador: str | None = c.texto(nulo=True)
    unidad: str | None = c.texto(nulo=True)
    linea_base: Decimal | None = c.cantidad()
    meta_vigencia: Decimal | None = c.cantidad()
    proyecto_id: int | None = c.ajena("proyecto.id", nulo=True, indice=True)
    objetivo: str | None = c.texto(nulo=True)
    ponderacion: object = c.porcentaje(nulo=True)
    cantidad_programada: Decimal | None = c.cantidad()
    inicio: date = c.dia()
    fin: date = c.dia()
    avance: object = c.porcentaje(nulo=True)
    cantidad: Decimal | None = c.cantidad()
    sin_revisar: bool = c.logico(inicial=False)
    ultimo_corte: str | None = c.texto(nulo=True)
    reportes: int = c.entero(inicial=0)
    retirada: bool = c.logico(inicial=False)
    orden: int = c.entero()
    version: int = c.entero(inicial=0)
    producto_codigo: str | None = c.texto(nulo=True)
    producto: str | None = c.texto(nulo=True)
    niveles: object = c.json(nulo=True)
    sin_fechas: bool = c.logico(inicial=False)
    sin_codigo: bool = c.logico(inicial=False)
