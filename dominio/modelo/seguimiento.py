"""Cómo van llegando los reportes de un corte, y lo que los recordatorios tuvieron que ver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dominio.modelo.corte import Omision, SituacionDeCorte
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdActividad, IdDependencia, IdPersona
from dominio.modelo.recordatorio import EstadoRecordatorio, RespuestaARecordatorio
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje


@dataclass(frozen=True, slots=True)
class LlegadaDeReporte:
    """El primer reporte que cuenta de una actividad en el corte.

    Attributes:
        en: instante UTC.
        tarde: ninguno de sus reportes en el corte llegó a tiempo.
    """

    actividad_id: IdActividad
    autor_id: IdPersona | None
    en: datetime
    tarde: bool


@dataclass(frozen=True, slots=True)
class AntesDelReporte:
    """Un recordatorio que salió antes de que llegara el reporte de una actividad.

    Attributes:
        en: cuándo salió, instante UTC.
        ultimo: es el último de todos los que salieron sobre esa actividad, a quien fuera.
        suyo: le llegó a quien reportó, y es el último que le llegó.
    """

    actividad_id: IdActividad
    tipo: TipoRecordatorio
    hito: str
    en: datetime
    ultimo: bool
    suyo: bool


@dataclass(frozen=True, slots=True)
class CuentaDeEnviados:
    """Recordatorios de un tipo en un estado y con una respuesta, en el tiempo de un corte."""

    tipo: TipoRecordatorio
    estado: EstadoRecordatorio
    respuesta: RespuestaARecordatorio | None
    cuantos: int
    personas: int


@dataclass(frozen=True, slots=True)
class PuntoDeLaCurva:
    """Un día del corte.

    Attributes:
        llegaron: reportes de actividades que no habían reportado.
        van: los que van hasta ese día, incluido.
    """

    dia: date
    llegaron: int
    van: int


@dataclass(frozen=True, slots=True)
class EntregaDeGrupo:
    """Lo que entregó una dependencia, o un responsable si se mira una sola dependencia.

    Attributes:
        clave: identificador de la dependencia; de un responsable, su nombre.
        deben: actividades que debían reporte en el corte.
        a_tiempo, tarde: las que lo tienen.
    """

    clave: str
    nombre: str
    deben: int
    a_tiempo: int
    tarde: int

    @property
    def llegaron(self) -> int:
        """Las que tienen reporte, a tiempo o tarde."""
        return self.a_tiempo + self.tarde

    @property
    def faltan(self) -> int:
        """Las que siguen sin reporte."""
        return self.deben - self.llegaron


@dataclass(frozen=True, slots=True)
class Tiempos:
    """Cuánto pasó entre un recordatorio y el reporte, en minutos.

    Attributes:
        grupo: dependencia o tipo de recordatorio; vacío si son todos.
        casos: reportes que se midieron.
        mediana, p90: de reloj; ``habiles_``, solo los de horas hábiles.
    """

    grupo: str
    casos: int
    mediana: int
    p90: int
    habiles_mediana: int
    habiles_p90: int


@dataclass(frozen=True, slots=True)
class Peldano:
    """A qué escalón contestaron.

    Attributes:
        escalon: «faltan_3», «vence_hoy», «vencida», «jefatura», «planeacion», «corte», «otro»,
            «sin_recordatorio» o «nunca».
        parte: del total de actividades que debían reporte; ``None`` si ninguna debía.
    """

    escalon: str
    cuantos: int
    parte: Porcentaje | None


@dataclass(frozen=True, slots=True)
class SinReportar:
    """Una persona con lo que le falta por reportar en el corte."""

    dependencia: str
    responsable: str
    codigos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeguimientoDelCorte:
    """La entrega de reportes de un corte, entera o de una dependencia.

    Attributes:
        dependencia: la que se mira; ``None`` es la entidad.
        dia: hasta cuándo llega la curva: hoy, o el último día con reporte si el corte ya cerró.
        curva: un punto por día desde la apertura (o desde el primer reporte, si llegó antes).
        recordados: días en que salieron recordatorios del corte, con cuántos.
        grupos: de peor a mejor entrega; dependencias o, si se mira una, sus responsables.
        faltan: quién no ha reportado, de quien más debe a quien menos.
        omisiones: lo que faltaba al cerrar.
        tiempos: el de todos, y después por dependencia y por tipo de recordatorio.
        escalones: en el orden de la escalera; suman lo que debía reportarse.
        enviados: los recordatorios que salieron, o no, mientras el corte recibía.
        de_la_vigencia: los cortes de la vigencia, para pasar de uno a otro.
    """

    entidad: Entidad
    dependencia: str | None
    situacion: SituacionDeCorte
    dia: date
    deben: int
    a_tiempo: int
    tarde: int
    curva: tuple[PuntoDeLaCurva, ...]
    recordados: tuple[tuple[date, int], ...]
    grupos: tuple[EntregaDeGrupo, ...]
    faltan: tuple[SinReportar, ...]
    omisiones: tuple[Omision, ...]
    tiempos: Tiempos | None
    por_dependencia: tuple[Tiempos, ...]
    por_tipo: tuple[Tiempos, ...]
    escalones: tuple[Peldano, ...]
    enviados: tuple[CuentaDeEnviados, ...]
    de_la_vigencia: tuple[Corte, ...]

    @property
    def corte(self) -> Corte:
        """El corte que se mira."""
        return self.situacion.corte

    @property
    def llegaron(self) -> int:
        """Actividades con reporte, a tiempo o tarde."""
        return self.a_tiempo + self.tarde


@dataclass(frozen=True, slots=True)
class RecordatorioEnviado:
    """Un recordatorio ya resuelto, como queda en la lista.

    Attributes:
        en: cuándo salió, o cuándo se supo que no saldría; instante UTC.
        persona: para quién era; ``destinatario``, a quién le llegó de verdad si salió.
        plazo: el día del que cuelga.
        mensaje: número del mensaje en que salió; el mismo en los que salieron juntos.
        reporte, reportado_en: el primer reporte que llegó después de salir, si llegó.
    """

    id: int
    en: datetime
    programado: datetime
    estado: EstadoRecordatorio
    tipo: TipoRecordatorio
    hito: str
    persona_id: IdPersona
    persona: str
    destinatario_id: IdPersona | None
    destinatario: str | None
    dependencia: str | None
    actividad_id: IdActividad | None
    actividad_codigo: str | None
    actividad: str | None
    objeto: str
    plazo: date
    mensaje: int | None
    pospuestas: int
    respuesta: RespuestaARecordatorio | None
    respondido_en: datetime | None
    reporte: str | None = None
    reportado_en: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReporteRecibido:
    """Un reporte de avance del chat que cuenta, para saber a qué recordatorio contestó."""

    actividad_id: IdActividad
    autor_id: IdPersona | None
    corte: str
    folio: str
    en: datetime


@dataclass(frozen=True, slots=True)
class FiltroDeEnviados:
    """Qué recordatorios se quieren ver.

    Attributes:
        desde, hasta: primer y último día de Bogotá en que salieron, incluidos; ``None`` = sin límite.
        dependencia_id: los de sus actividades y los de su gente; ``None`` = toda la entidad.
    """

    desde: date | None = None
    hasta: date | None = None
    dependencia_id: IdDependencia | None = None


@dataclass(frozen=True, slots=True)
class ListaDeEnviados:
    """Lo que se recordó en una vigencia, en el orden en que salió."""

    entidad: Entidad
    vigencia: Vigencia
    dependencia: str | None
    desde: date | None
    hasta: date | None
    generada_en: datetime
    filas: Sequence[RecordatorioEnviado]
