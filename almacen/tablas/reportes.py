"""Tablas de lo reportado: avances, ejecución, evidencias y los consecutivos de sus folios."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.reporte import EstadoReporte, OrigenReporte


class TablaConsecutivo(SQLModel, table=True):
    """Último número usado de una serie («AV», «EJ»); se mueve en la transacción del reporte."""

    __tablename__ = "consecutivo"

    entidad_id: int = c.ajena("entidad.id", primaria=True)
    vigencia: int = c.entero(primaria=True)
    serie: str = c.texto(primaria=True)
    ultimo: int = c.entero()


class TablaAvance(SQLModel, table=True):
    """Avance físico reportado. ``corte_hasta`` es el último día del corte, para ordenar y filtrar."""

    __tablename__ = "avance"
    __table_args__ = (
        c.unica("entidad_id", "folio"),
        c.uno_de("estado", EstadoReporte),
        c.uno_de("origen", OrigenReporte),
        *c.no_negativo("porcentaje"),
        c.indice("ix_avance_actividad", "actividad_id", "version"),
        c.indice("ix_avance_vigencia", "entidad_id", "vigencia", "corte_hasta"),
        c.indice("ix_avance_reemplaza", "reemplaza_id", donde="reemplaza_id IS NOT NULL"),
        c.indice("ix_avance_por_revisar", "entidad_id", "vigencia", donde="estado = 'enviado'"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    actividad_id: int = c.ajena("actividad.id")
    clave_envio: str = c.texto(unico=True)
    folio: str = c.texto()
    corte: str = c.texto()
    corte_hasta: date = c.dia()
    porcentaje: object = c.porcentaje()
    cantidad: Decimal | None = c.cantidad()
    logro: str | None = c.texto(nulo=True)
    dificultades: str | None = c.texto(nulo=True)
    motivo_retroceso: str | None = c.texto(nulo=True)
    estado: str = c.texto()
    extemporaneo: bool = c.logico(inicial=False)
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    reportado_en: datetime = c.instante()
    origen: str = c.texto()
    version: int = c.entero()
    aclaracion: str | None = c.texto(nulo=True)
    modalidad: str = c.texto_con("normal")
    reemplaza_id: int | None = c.ajena("avance.id", nulo=True)
    numero_edicion: int | None = c.entero(nulo=True)
    motivo_correccion: str | None = c.texto(nulo=True)


class TablaEjecucion(SQLModel, table=True):
    """Movimiento financiero de un registro; ``incremento`` puede ser negativo en correcciones."""

    __tablename__ = "ejecucion"
    __table_args__ = (
        c.unica("entidad_id", "folio"),
        c.uno_de("momento", MomentoGasto),
        c.uno_de("estado", EstadoReporte),
        c.uno_de("origen", OrigenReporte),
        *c.no_negativo("valor"),
        c.indice("ix_ejecucion_registro", "registro_id"),
        c.indice("ix_ejecucion_vigencia", "entidad_id", "vigencia", "corte_hasta"),
        c.indice("ix_ejecucion_reemplaza", "reemplaza_id", donde="reemplaza_id IS NOT NULL"),
        c.indice("ix_ejecucion_por_revisar", "entidad_id", "vigencia", donde="estado = 'enviado'"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    registro_id: int = c.ajena("registro.id")
    clave_envio: str = c.texto(unico=True)
    folio: str = c.texto()
    corte: str = c.texto()
    corte_hasta: date = c.dia()
    momento: str = c.texto()
    anterior: object = c.pesos()
    valor: object = c.pesos()
    incremento: object = c.pesos()
    documento: str | None = c.texto(nulo=True)
    fecha_documento: date | None = c.dia(nulo=True)
    estado: str = c.texto()
    extemporaneo: bool = c.logico(inicial=False)
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    reportado_en: datetime = c.instante()
    origen: str = c.texto()
    aclaracion: str | None = c.texto(nulo=True)
    reemplaza_id: int | None = c.ajena("ejecucion.id", nulo=True)
    numero_edicion: int | None = c.entero(nulo=True)
    motivo_correccion: str | None = c.texto(nulo=True)


class TablaEvidencia(SQLModel, table=True):
    """Archivo de un avance: primero vive en Telegram, luego en la carpeta de datos."""

    __tablename__ = "evidencia"
    __table_args__ = (
        c.indice("ix_evidencia_avance", "avance_id"),
        c.indice("ix_evidencia_pendiente", "id", donde="estado = 'pendiente'"),
        c.indice("ix_evidencia_contenido", "entidad_id", "sha256"),
        c.indice("ix_evidencia_archivo", "entidad_id", "file_unique_id"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    avance_id: int = c.ajena("avance.id")
    file_id: str = c.texto()
    file_unique_id: str = c.texto()
    nombre: str = c.texto()
    mime: str = c.texto()
    tamano: int = c.largo()
    album: str | None = c.texto(nulo=True)
    estado: str = c.texto()
    intentos: int = c.entero(inicial=0)
    motivo: str | None = c.texto(nulo=True)
    sha256: str | None = c.texto(nulo=True)
    subida_por: int | None = c.ajena("persona.id", nulo=True)
    recibida_en: datetime | None = c.instante(nulo=True)
    latitud: Decimal | None = c.cantidad()
    longitud: Decimal | None = c.cantidad()
    clase: str = c.texto_con("documento")
