"""De una serie de citas, la que rige ahora: desde cuándo se programa y hasta cuándo sirve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dominio.modelo.recordatorio import Disparo
from dominio.modelo.tipo_de_recordatorio import FichaDeRecordatorio, TipoRecordatorio
from dominio.reglas.plazos import EsHabil, habil_siguiente, momento_decente, sumar_habiles
from dominio.valores.fechas import BOGOTA, Vigencia, a_bogota

UN_DIA = timedelta(days=1)
SEMANA = timedelta(days=7)
GRACIA = timedelta(hours=24)
# Hasta dónde se mira atrás al volver de una caída, para contar como vencido lo que ya no sirve.
RASTREO = timedelta(days=7)
DESPUES_DE_LA_VIGENCIA = timedelta(days=60)
# Lo que no habla de un día preciso sigue sirviendo una semana de trabajo: una escala perdida por una
# caída de dos días dejaría una vencida sin que nadie la viera.
HABILES_QUE_DURA = 5
_DURAN = frozenset(
    {
        TipoRecordatorio.DEVUELTO,
        TipoRecordatorio.COLA,
        TipoRecordatorio.CONTRATACION,
        TipoRecordatorio.ESCALA_JEFATURA,
        TipoRecordatorio.ESCALA_PLANEACION,
    }
)


@dataclass(frozen=True, slots=True)
class Cita:
    """Un momento en que toca recordar algo.

    Attributes:
        dia: día hábil en que toca.
        hasta: último día en que sirve, incluido; ``None`` si lo dice la gracia.
    """

    tipo: TipoRecordatorio
    hito: str
    dia: date
    hora: time
    hasta: date | None = None


@dataclass(frozen=True, slots=True)
class Asunto:
    """De qué son las citas.

    Attributes:
        base: el día del que cuelgan.
        objeto: como en ``Disparo``.
        limite: como en ``Disparo``.
    """

    base: date
    objeto: str = ""
    limite: date | None = None


@dataclass(frozen=True, slots=True)
class Momento:
    """Ahora, en Bogotá, con los días hábiles de la entidad y cuánto atrás se mira."""

    local: datetime
    es_habil: EsHabil
    atras: timedelta

    @property
    def hoy(self) -> date:
        """El día de hoy en Bogotá."""
        return self.local.date()


def ultimo_dia(vigencia: Vigencia) -> date:
    """Último día en que se recuerda lo vencido de una vigencia."""
    return vigencia.fin + DESPUES_DE_LA_VIGENCIA


def cita(ficha: FichaDeRecordatorio, hito: str, dia: date, hasta: date | None = None) -> Cita:
    """La cita de esa ficha en ese día."""
    return Cita(ficha.tipo, hito, dia, ficha.hora, hasta)


def con_desfases(
    ficha: FichaDeRecordatorio, nombre: str, ancla: date, es_habil: EsHabil, hasta: date | None = None
) -> list[Cita]:
    """Una cita por desfase, en orden, contando días hábiles desde el ancla.

    El hito dice cuántos: «nombre_3» es tres antes, o tres después si la ficha no mira también tres
    antes; entonces lo de después es «nombre_mas_3».
    """
    propios = set(ficha.desfases)
    citas = []
    for desfase in sorted(propios):
        signo = "mas_" if desfase > 0 and -desfase in propios else ""
        dia = sumar_habiles(ancla, desfase, es_habil)
        citas.append(cita(ficha, f"{nombre}_{signo}{abs(desfase)}", dia, hasta))
    return citas


def vigente(asunto: Asunto, citas: Sequence[Cita], momento: Momento) -> Disparo | None:
    """La última cita cuyo día ya llegó, si no es tan vieja que ya nadie la cuenta.

    Lo de hoy se devuelve desde la medianoche, con la hora en que debe salir; lo que debió salir antes y
    ya no sirve se devuelve caducado, para que quede contado como vencido.

    Args:
        citas: en orden de día.
    """
    elegida = None
    for numero, una in enumerate(citas):
        if una.dia > momento.hoy:
            break
        elegida = numero
    if elegida is None:
        return None
    una = citas[elegida]
    programado = _a_su_hora(una, momento.es_habil)
    if momento.local - programado > momento.atras:
        return None
    topes = [_caduca(una, programado, momento)]
    if elegida + 1 < len(citas):
        # El día de la cita siguiente habla esa, no las dos.
        topes.append(medianoche(citas[elegida + 1].dia))
    if una.hasta is not None:
        topes.append(medianoche(una.hasta + UN_DIA))
    caduca = min(topes).astimezone(UTC)
    inicio = programado.astimezone(UTC)
    return Disparo(asunto.base, una.hito, inicio, caduca, una.tipo, asunto.objeto, asunto.limite)


def reunir(posibles: Iterable[Disparo | None]) -> list[Disparo]:
    """Los que hay."""
    return [disparo for disparo in posibles if disparo is not None]


def medianoche(dia: date) -> datetime:
    """El comienzo de ese día en Bogotá."""
    return datetime.combine(dia, time(), tzinfo=BOGOTA)


def momento_de(ahora: datetime, es_habil: EsHabil, atras: timedelta) -> Momento:
    """El momento de ese instante."""
    return Momento(a_bogota(ahora), es_habil, atras)


def _a_su_hora(una: Cita, es_habil: EsHabil) -> datetime:
    """El instante en que sale: la hora de la ficha, dentro de la jornada decente."""
    return momento_decente(datetime.combine(una.dia, una.hora, tzinfo=BOGOTA), una.dia, es_habil)


def _caduca(una: Cita, programado: datetime, momento: Momento) -> datetime:
    """24 horas después; si se alcanzó a tiempo, sin contar los días en que no se puede escribir."""
    if una.tipo in _DURAN:
        ultimo = sumar_habiles(una.dia, HABILES_QUE_DURA, momento.es_habil)
        return datetime.combine(ultimo, programado.time(), tzinfo=BOGOTA)
    if momento.local > programado + GRACIA:
        return programado + GRACIA
    siguiente = habil_siguiente(programado.date() + UN_DIA, momento.es_habil)
    return datetime.combine(siguiente, programado.time(), tzinfo=BOGOTA)
