"""Los tipos de recordatorio como datos: a quién, cuándo frente a qué, cuánto pesan y si se pueden callar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from dominio.modelo.hallazgo import Severidad
from dominio.modelo.identidad import IdEntidad, IdPersona


class TipoRecordatorio(StrEnum):
    """Todo lo que el asistente recuerda por su cuenta."""

    INICIO = "inicio"
    PLAZO = "plazo"
    VENCIDA = "vencida"
    CORTE_ABRE = "corte_abre"
    CORTE_CIERRA = "corte_cierra"
    DEVUELTO = "devuelto"
    COLA = "cola_de_revision"
    LEGAL = "fecha_legal"
    RUTA = "plazo_de_ruta"
    CONTRATACION = "contratacion"
    GASTO_SIN_AVANCE = "gasto_sin_avance"
    AVANCE_SIN_GASTO = "avance_sin_gasto"
    ESCALA_JEFATURA = "escala_jefatura"
    ESCALA_PLANEACION = "escala_planeacion"
    RESUMEN_SEMANAL = "resumen_semanal"
    RESUMEN_DIARIO = "resumen_diario"


class Ancla(StrEnum):
    """Frente a qué fecha se cuenta."""

    INICIO = "inicio"  # primer día de la actividad
    FIN = "fin"  # último día hábil que no pasa de su terminación
    APERTURA = "apertura"  # primer día en que el corte recibe
    CIERRE = "cierre"  # último día en que el corte recibe
    DEVOLUCION = "devolucion"  # día en que se devolvió el reporte
    ENVIO = "envio"  # día en que se envió el reporte que nadie ha revisado
    FECHA = "fecha"  # fecha de la norma, o plazo del paso de la ruta
    LUNES = "lunes"  # primer día hábil de la semana
    DIA = "dia"  # cada día hábil


class Destino(StrEnum):
    """A quién le llega."""

    RESPONSABLE = "responsable"
    AUTOR = "autor"  # quien envió el reporte; si ya no está, el responsable
    JEFE = "jefe"  # quienes dirigen la dependencia
    PLANEACION = "planeacion"
    JEFE_Y_PLANEACION = "jefe_y_planeacion"
    ADMINISTRACION = "administracion"


@dataclass(frozen=True, slots=True)
class FichaDeRecordatorio:
    """Un tipo de recordatorio, como viene o como lo dejó la entidad.

    Attributes:
        nombre: cómo se le dice a una persona («Plazo de una actividad»), sin punto final.
        desfases: días hábiles frente al ancla: −15 es quince antes, 0 el mismo día, 3 tres después.
        cada_semana: si después del último desfase se repite cada siete días mientras siga siendo cierto.
        hora: a la que toca, de Bogotá.
        junto: si lo de una persona va siempre en un solo mensaje, aunque sea poco.
        silenciable: si cada quien puede callarlo; lo que exige la ley, no.
        texto: primera línea que reemplaza la de omisión; ``None`` = la del producto. Admite
            «{codigo}», «{actividad}», «{fecha}», «{dias}» y «{corte}».
        fuente: norma o estudio del que sale.
    """

    tipo: TipoRecordatorio
    nombre: str
    destino: Destino
    ancla: Ancla
    desfases: tuple[int, ...]
    severidad: Severidad
    fuente: str
    cada_semana: bool = False
    hora: time = time(8)
    activo: bool = True
    junto: bool = False
    silenciable: bool = True
    texto: str | None = None


@dataclass(frozen=True, slots=True)
class AjusteDeRecordatorio:
    """Lo que la entidad cambia de un tipo; ``None`` es «como viene»."""

    tipo: TipoRecordatorio
    activo: bool | None = None
    desfases: tuple[int, ...] | None = None
    hora: time | None = None
    severidad: Severidad | None = None
    texto: str | None = None


@dataclass(frozen=True, slots=True)
class PreferenciaDeHorario:
    """Entre qué horas quiere una persona que se le escriba; dentro de las 7:00 y las 19:00 de Bogotá."""

    persona_id: IdPersona
    desde: time
    hasta: time


@dataclass(frozen=True, slots=True)
class Silencio:
    """Lo que una persona no quiere recibir.

    Attributes:
        clave: «tipo:plazo» (todo lo de ese tipo) o «actividad:5» (todo lo de esa actividad).
        hasta: instante UTC en que se acaba; ``None`` = hasta que lo quite.
    """

    persona_id: IdPersona
    clave: str
    hasta: datetime | None
    en: datetime


@dataclass(frozen=True, slots=True)
class FechaLegal:
    """Un vencimiento de norma, que se repite cada año.

    Attributes:
        codigo: corto y estable («PA-31-ENE»).
        mes, dia: del año siguiente al de la vigencia si ``del_anio_siguiente``.
        activa: solo se recuerda si lo está; una sin verificar no se activa.
        verificado_por, verificado_en: quién comprobó la norma y cuándo (instante UTC).
    """

    codigo: str
    nombre: str
    norma: str
    mes: int
    dia: int
    activa: bool
    verificado_por: str | None = None
    verificado_en: datetime | None = None
    entidad_id: IdEntidad | None = None
    del_anio_siguiente: bool = False
