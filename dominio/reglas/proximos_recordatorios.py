"""Cuándo le tocaría a una persona el siguiente recordatorio de cada cosa. Puro: sin reloj ni base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dominio.modelo.corte import SituacionDeCorte
from dominio.modelo.recordados import ActividadPorRecordar, FechaLegalAlDia, ProximoRecordatorio
from dominio.modelo.tipo_de_recordatorio import FechaLegal, FichaDeRecordatorio, TipoRecordatorio
from dominio.reglas.fechas_legales import dia_de, prorroga
from dominio.reglas.plazos import EsHabil, habil_anterior, habil_siguiente, sumar_habiles
from dominio.valores.fechas import BOGOTA, Vigencia

SEMANA = timedelta(days=7)
_UN_DIA = timedelta(days=1)
Fichas = Mapping[TipoRecordatorio, FichaDeRecordatorio]


@dataclass(frozen=True, slots=True)
class Agenda:
    """Desde cuándo se mira y con qué.

    Attributes:
        ahora: instante con zona, en hora de Bogotá.
        es_habil: calendario de la entidad.
        fichas: de cada tipo que le llega a la persona; lo apagado o callado no está.
        horario: entre qué horas se le escribe.
    """

    ahora: datetime
    es_habil: EsHabil
    fichas: Fichas
    horario: tuple[time, time]

    @property
    def hoy(self) -> date:
        """El día, en Bogotá."""
        return self.ahora.date()


def de_actividad(agenda: Agenda, actividad: ActividadPorRecordar) -> ProximoRecordatorio | None:
    """Lo siguiente que se recuerda de una actividad: su comienzo, un plazo o que venció.

    Los plazos cuelgan del último día hábil que no pasa de la terminación; lo vencido se repite cada
    semana.

    Fuente: escalera de recordatorios de la entidad, en días hábiles (Ley 4 de 1913 art. 62).
    """
    if actividad.terminada:
        return None
    halladas = [
        (cuando, tipo, base)
        for tipo, base, dia in _de_la_actividad(agenda, actividad)
        if (cuando := _cuando(agenda, tipo, dia)) is not None
    ]
    if not halladas:
        return None
    cuando, tipo, base = min(halladas)
    objeto = f"{actividad.codigo} {actividad.nombre}"
    return ProximoRecordatorio(tipo, cuando, objeto, base, actividad.id)


def de_corte(agenda: Agenda, situacion: SituacionDeCorte) -> ProximoRecordatorio | None:
    """Lo siguiente que se recuerda de un corte: que abre, o que cierra.

    Fuente: docs/reglas.md §7: el corte abre y cierra en las fechas decididas, con sus prórrogas.
    """
    apertura = habil_siguiente(situacion.apertura, agenda.es_habil)
    cierre = habil_anterior(situacion.cierre, agenda.es_habil)
    momentos = (
        (TipoRecordatorio.CORTE_ABRE, situacion.apertura, apertura),
        (TipoRecordatorio.CORTE_CIERRA, situacion.cierre, cierre),
    )
    halladas = [
        (cuando, tipo, base)
        for tipo, base, habil in momentos
        for dia in _dias(agenda, tipo, habil)
        if (cuando := _cuando(agenda, tipo, dia)) is not None
    ]
    if not halladas:
        return None
    cuando, tipo, base = min(halladas)
    return ProximoRecordatorio(tipo, cuando, str(situacion.corte), base)


def de_fecha_legal(agenda: Agenda, legal: FechaLegalAlDia) -> ProximoRecordatorio | None:
    """Lo siguiente que se recuerda de una fecha de ley, contra el hábil anterior.

    Fuente: Ley 1474 de 2011 art. 74; lo que cae en día no hábil se recuerda contra el anterior.
    """
    tipo = TipoRecordatorio.LEGAL
    cuandos = [_cuando(agenda, tipo, dia) for dia in _dias(agenda, tipo, legal.se_recuerda)]
    posibles = [cuando for cuando in cuandos if cuando is not None]
    if not legal.fecha.activa or not posibles:
        return None
    return ProximoRecordatorio(tipo, min(posibles), legal.fecha.nombre, legal.cae)


def de_resumen(agenda: Agenda, tipo: TipoRecordatorio) -> ProximoRecordatorio | None:
    """El siguiente resumen: el primer día hábil de la semana, o cada día hábil.

    Fuente: seguimiento semanal de planeación y de cada jefatura; resumen diario de administración.
    """
    if tipo not in agenda.fichas:
        return None
    if tipo is TipoRecordatorio.RESUMEN_DIARIO:
        dias = [agenda.hoy, agenda.hoy + _UN_DIA]
    else:
        lunes = agenda.hoy - agenda.hoy.weekday() * _UN_DIA
        dias = [lunes, lunes + SEMANA, lunes + 2 * SEMANA]
    cuandos = [_cuando(agenda, tipo, habil_siguiente(dia, agenda.es_habil)) for dia in dias]
    cuando = next((uno for uno in cuandos if uno is not None), None)
    return None if cuando is None else ProximoRecordatorio(tipo, cuando, "", cuando.date())


def al_dia(fecha: FechaLegal, hoy: date, es_habil: EsHabil) -> FechaLegalAlDia:
    """La fecha legal con el próximo día en que cae, contra cuál se recuerda y su prórroga.

    Fuente: cada norma dice el día; la prórroga es la del art. 62 de la Ley 4 de 1913 y solo se muestra.
    """
    anios = (hoy.year - 1, hoy.year, hoy.year + 1)
    dias = [dia_de(fecha, Vigencia(anio)) for anio in anios]
    # Mientras corre la prórroga sigue siendo la de este año.
    cae = min(dia for dia in dias if (prorroga(dia, es_habil) or dia) >= hoy)
    return FechaLegalAlDia(fecha, cae, habil_anterior(cae, es_habil), prorroga(cae, es_habil))


def _de_la_actividad(
    agenda: Agenda, actividad: ActividadPorRecordar
) -> Iterator[tuple[TipoRecordatorio, date, date]]:
    """Tipo, día del que cuelga y día en que toca, en cualquier orden; también los que ya pasaron."""
    empieza = habil_siguiente(actividad.inicio, agenda.es_habil)
    termina = habil_anterior(actividad.fin, agenda.es_habil)
    for dia in _dias(agenda, TipoRecordatorio.INICIO, empieza):
        yield TipoRecordatorio.INICIO, actividad.inicio, dia
    for dia in _dias(agenda, TipoRecordatorio.PLAZO, termina):
        yield TipoRecordatorio.PLAZO, actividad.fin, dia
    ultimo = None
    for dia in _dias(agenda, TipoRecordatorio.VENCIDA, termina):
        yield TipoRecordatorio.VENCIDA, actividad.fin, dia
        ultimo = dia
    if ultimo is not None and agenda.fichas[TipoRecordatorio.VENCIDA].cada_semana:
        semanas = max(0, (agenda.hoy - ultimo).days // 7)
        for numero in (semanas, semanas + 1):
            dia = habil_siguiente(ultimo + numero * SEMANA, agenda.es_habil)
            yield TipoRecordatorio.VENCIDA, actividad.fin, dia


def _dias(agenda: Agenda, tipo: TipoRecordatorio, base: date) -> list[date]:
    """Los días de ese tipo contados desde su fecha; ninguno si no le llega a la persona."""
    ficha = agenda.fichas.get(tipo)
    if ficha is None:
        return []
    return [sumar_habiles(base, desfase, agenda.es_habil) for desfase in ficha.desfases]


def _cuando(agenda: Agenda, tipo: TipoRecordatorio, dia: date) -> datetime | None:
    """El instante de ese día dentro del horario de la persona; ``None`` si ya pasó."""
    desde, hasta = agenda.horario
    hora = min(max(agenda.fichas[tipo].hora, desde), hasta)
    cuando = datetime.combine(dia, hora, tzinfo=BOGOTA)
    return cuando if cuando > agenda.ahora else None
