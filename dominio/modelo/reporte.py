"""Reportes: avance físico y ejecución financiera, con su evidencia."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from dominio.modelo.evidencia import ClaseEvidencia
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import (
    IdActividad,
    IdAvance,
    IdEjecucion,
    IdEntidad,
    IdPersona,
    IdRegistro,
)
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje


class EstadoReporte(StrEnum):
    """Vida de un reporte ya enviado (el borrador vive aparte)."""

    ENVIADO = "enviado"
    APROBADO = "aprobado"
    DEVUELTO = "devuelto"


class OrigenReporte(StrEnum):
    """Por dónde llegó el reporte."""

    CHAT = "chat"
    IMPORTACION = "importacion"


class Modalidad(StrEnum):
    """Cómo se reportó un avance."""

    NORMAL = "normal"
    SIN_NOVEDAD = "sin_novedad"
    IGUAL = "igual"


@dataclass(frozen=True, slots=True)
class Correccion:
    """Qué reporte reemplaza otro, y por qué; el reemplazado se conserva.

    Attributes:
        reemplaza: folio del reemplazado.
        numero: cuántas correcciones lleva la cadena, desde 1.
    """

    reemplaza: str
    numero: int
    motivo: str


@dataclass(frozen=True, slots=True)
class ArchivoAdjunto:
    """Lo que llegó por el chat como evidencia: un archivo que sigue en Telegram, o un lugar.

    Attributes:
        tamano: bytes declarados por Telegram.
        album: identificador del álbum si llegó con otros.
        recibida_en: instante UTC en que llegó; ``None`` es al guardarlo.
        subida_por: quién lo envió; ``None`` es quien guarda el reporte.
        latitud, longitud: grados decimales; solo si es una ubicación.
    """

    file_id: str
    file_unique_id: str
    nombre: str
    mime: str
    tamano: int
    album: str | None = None
    clase: ClaseEvidencia = ClaseEvidencia.DOCUMENTO
    recibida_en: datetime | None = None
    subida_por: IdPersona | None = None
    latitud: Decimal | None = None
    longitud: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NuevoAvance:
    """Avance listo para guardar; el folio y la versión los pone el almacén.

    Attributes:
        clave_envio: clave del borrador; dos envíos con la misma clave son el mismo reporte.
        porcentaje: total acumulado en la vigencia, puntos porcentuales.
        cantidad: total ejecutado en la unidad de la actividad, si tiene cantidad programada.
        reportado_en: instante UTC en que la persona lo confirmó.
        aclaracion: lo que explicó ante las advertencias de verosimilitud.
        correccion: si es una nueva versión de otro reporte.
    """

    clave_envio: str
    entidad_id: IdEntidad
    vigencia: Vigencia
    actividad_id: IdActividad
    corte: Corte
    porcentaje: Porcentaje
    cantidad: Decimal | None
    logro: str | None
    dificultades: str | None
    motivo_retroceso: str | None
    extemporaneo: bool
    autor_id: IdPersona | None
    reportado_en: datetime
    origen: OrigenReporte
    evidencias: tuple[ArchivoAdjunto, ...] = ()
    aclaracion: str | None = None
    modalidad: Modalidad = Modalidad.NORMAL
    correccion: Correccion | None = None


@dataclass(frozen=True, slots=True)
class Avance:
    """Avance guardado, con folio «AV-2026-000123». ``version`` cuenta los reportes de la actividad."""

    id: IdAvance
    folio: str
    actividad_id: IdActividad
    actividad_codigo: str
    dependencia: str
    corte: Corte
    porcentaje: Porcentaje
    cantidad: Decimal | None
    logro: str | None
    dificultades: str | None
    motivo_retroceso: str | None
    estado: EstadoReporte
    extemporaneo: bool
    autor: str | None
    reportado_en: datetime
    origen: OrigenReporte
    version: int
    evidencias: int
    aclaracion: str | None = None
    modalidad: Modalidad = Modalidad.NORMAL
    correccion: Correccion | None = None


@dataclass(frozen=True, slots=True)
class NuevaEjecucion:
    """Movimiento financiero listo para guardar.

    Attributes:
        valor: acumulado de la vigencia después del movimiento, en pesos.
        incremento: diferencia con el acumulado anterior, en pesos (puede ser negativa en correcciones).
    """

    clave_envio: str
    entidad_id: IdEntidad
    vigencia: Vigencia
    registro_id: IdRegistro
    corte: Corte
    momento: MomentoGasto
    anterior: Pesos
    valor: Pesos
    incremento: Pesos
    documento: str | None
    fecha_documento: date | None
    extemporaneo: bool
    autor_id: IdPersona | None
    reportado_en: datetime
    origen: OrigenReporte
    aclaracion: str | None = None
    correccion: Correccion | None = None


@dataclass(frozen=True, slots=True)
class Ejecucion:
    """Movimiento guardado, con folio «EJ-2026-000045»."""

    id: IdEjecucion
    folio: str
    registro_id: IdRegistro
    actividad_codigo: str | None
    bpin: str | None
    fuente: str | None
    corte: Corte
    momento: MomentoGasto
    anterior: Pesos
    valor: Pesos
    incremento: Pesos
    documento: str | None
    fecha_documento: date | None
    estado: EstadoReporte
    extemporaneo: bool
    autor: str | None
    reportado_en: datetime
    origen: OrigenReporte
    aclaracion: str | None = None
    correccion: Correccion | None = None
