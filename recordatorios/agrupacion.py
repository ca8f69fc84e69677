"""Qué se toma de cada persona y en cuántos mensajes va. Puro: sin reloj ni base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from dominio.modelo.entrega_de_recordatorios import RESUMENES, LoDeHoy, RecordatorioMaduro
from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.recordatorio import RecordatorioTomado
from dominio.puertos.tiempo import Calendario
from dominio.reglas.plazos import UN_DIA, habil_siguiente, momento_decente
from dominio.reglas.recordatorios import FICHAS
from dominio.valores.fechas import BOGOTA, a_bogota

# Con más de estos para una persona en un día, van todos en un solo mensaje.
SUELTOS = 3
PRIMERA_HORA, ULTIMA_HORA = time(7), time(19)
# Lo que sale más tarde que esto va unido: quien vuelve a tener servicio no recibe una ráfaga.
TARDE = timedelta(minutes=30)
# Quien cierra su horario tan cerca de la hora en que toca lo recibe al abrirlo, para que el tic no lo pierda.
HOLGURA = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Toma:
    """Lo que se toma de una persona.

    Attributes:
        ids: recordatorios, en el orden en que tocaban.
        adelantados: los que aún no tocan y solo van si va el resumen del día.
        tarde: algo debió salir hace rato.
    """

    persona_id: IdPersona
    ids: tuple[int, ...]
    adelantados: frozenset[int] = frozenset()
    tarde: bool = False


@dataclass(frozen=True, slots=True)
class Reparto:
    """Los mensajes de una persona y lo que tiene que esperar a otro día."""

    mensajes: list[list[RecordatorioTomado]] = field(default_factory=list)
    otro_dia: list[RecordatorioTomado] = field(default_factory=list)


def tomas(
    maduros: Sequence[RecordatorioMaduro], ahora: datetime, calendarios: Mapping[IdEntidad, Calendario]
) -> tuple[Sequence[Toma], int]:
    """Lo que se toma ahora de cada persona, y cuántos maduros se quedan esperando.

    A nadie se le escribe fuera de su horario (dentro de 7:00–19:00 de Bogotá y en día hábil de su
    entidad) ni con un diálogo vivo; lo que ya no sirve se toma igual, para contarlo. Quien hoy tiene
    un resumen lo recibe todo en él.
    """
    por_persona: dict[IdPersona, list[RecordatorioMaduro]] = {}
    for maduro in maduros:
        por_persona.setdefault(maduro.destinatario_id, []).append(maduro)
    elegidas, esperan = [], 0
    for persona_id, suyos in por_persona.items():
        toma, quedan = _de_una(persona_id, suyos, ahora, calendarios[suyos[0].entidad_id])
        esperan += quedan
        if toma.ids:
            elegidas.append(toma)
    return elegidas, esperan


def repartir(vivos: Sequence[RecordatorioTomado], hoy: LoDeHoy, *, tarde: bool = False) -> Reparto:
    """En cuántos mensajes va lo que sigue siendo cierto de una persona.

    Hasta tres van sueltos; con más en el día, o si salen tarde, en uno solo. A lo sumo un resumen por
    persona y día: si ya lo hubo, hasta tres sueltos más y el resto espera. Lo que la persona pospuso
    vuelve cuando ella lo pidió, en un mensaje, y no cuenta.

    Args:
        hoy: lo que ya le salió en el día.
        tarde: como en ``Toma``.
    """
    pospuestos = [uno for uno in vivos if uno.pospuestas]
    propios = [uno for uno in vivos if not uno.pospuestas]
    reparto = Reparto([pospuestos] if pospuestos else [])
    if not propios:
        return reparto
    muchos = hoy.sueltos + len(propios) > SUELTOS
    if ya_hubo_resumen(hoy):
        _tras_el_resumen(propios, hoy, reparto)
    elif muchos or tarde or any(uno.tipo in RESUMENES for uno in propios):
        reparto.mensajes.append(propios)
    else:
        juntos = [uno for uno in propios if FICHAS[uno.tipo].junto]
        reparto.mensajes.extend([juntos] if juntos else [])
        reparto.mensajes.extend([uno] for uno in propios if not FICHAS[uno.tipo].junto)
    return reparto


def ya_hubo_resumen(hoy: LoDeHoy) -> bool:
    """Si la persona ya recibió hoy todo lo que se le junta en un mensaje."""
    return hoy.resumenes > 0 or hoy.sueltos > SUELTOS


def proxima_jornada(ahora: datetime, calendario: Calendario) -> datetime:
    """Las 7:00 de Bogotá del siguiente día hábil."""
    dia = habil_siguiente(a_bogota(ahora).date() + UN_DIA, calendario.es_habil)
    return _a_las(dia, PRIMERA_HORA)


def _de_una(
    persona_id: IdPersona, suyos: Sequence[RecordatorioMaduro], ahora: datetime, calendario: Calendario
) -> tuple[Toma, int]:
    caducos = [uno for uno in suyos if uno.caduca <= ahora]
    vivos = [uno for uno in suyos if uno.caduca > ahora]
    horario = suyos[0].desde or PRIMERA_HORA, suyos[0].hasta or ULTIMA_HORA
    tocan = [uno for uno in vivos if _le_toca(uno, horario) <= ahora]
    if suyos[0].en_dialogo or not _es_su_hora(ahora, horario, calendario):
        return Toma(persona_id, _ids(caducos)), len(tocan)
    resumen = _resumen_de_hoy(vivos, tocan, horario)
    if resumen is not None and resumen > ahora:
        salen = [uno for uno in tocan if uno.pospuesto or uno.caduca <= resumen]
        return Toma(persona_id, _ids(caducos + salen)), len(tocan) - len(salen)
    adelantados = [uno for uno in vivos if uno not in tocan and not uno.pospuesto] if resumen else []
    toma = Toma(
        persona_id,
        _ids(caducos + tocan + adelantados),
        frozenset(_ids(adelantados)),
        any(ahora - _le_toca(uno, horario) > TARDE for uno in tocan if not uno.pospuesto),
    )
    return toma, 0


def _resumen_de_hoy(
    vivos: Iterable[RecordatorioMaduro], tocan: Sequence[RecordatorioMaduro], horario: tuple[time, time]
) -> datetime | None:
    """Cuándo le toca el resumen de hoy a la persona; ``None`` si hoy no tiene."""
    de_hoy = [uno for uno in vivos if uno.tipo in RESUMENES]
    elegidos = [uno for uno in de_hoy if uno in tocan] or de_hoy
    return min((_le_toca(uno, horario) for uno in elegidos), default=None)


def _tras_el_resumen(propios: Sequence[RecordatorioTomado], hoy: LoDeHoy, reparto: Reparto) -> None:
    """Ya hubo resumen: hasta tres sueltos en el día, primero lo que antes deja de servir."""
    juntos = [uno for uno in propios if FICHAS[uno.tipo].junto]
    sueltos = [uno for uno in propios if not FICHAS[uno.tipo].junto]
    if len(juntos) == 1 and juntos[0].tipo not in RESUMENES:
        sueltos += juntos
        juntos = []
    sueltos.sort(key=lambda uno: (uno.caduca or uno.programado, uno.id))
    cupo = max(0, SUELTOS - hoy.sueltos)
    reparto.mensajes.extend([uno] for uno in sueltos[:cupo])
    reparto.otro_dia.extend(sueltos[cupo:] + juntos)


def _le_toca(uno: RecordatorioMaduro, horario: tuple[time, time]) -> datetime:
    """El instante en que le toca a esa persona: el del recordatorio, llevado a su horario de ese día."""
    local = a_bogota(uno.programado)
    desde, hasta = horario
    if local.time() < desde or (
        hasta < ULTIMA_HORA and local > _a_las(local.date(), hasta) - HOLGURA and not uno.pospuesto
    ):
        return _a_las(local.date(), desde)
    return local


def _es_su_hora(ahora: datetime, horario: tuple[time, time], calendario: Calendario) -> bool:
    return momento_decente(ahora, None, calendario.es_habil, *horario) == ahora


def _a_las(dia: date, hora: time) -> datetime:
    return datetime.combine(dia, hora, tzinfo=BOGOTA)


def _ids(de: Iterable[RecordatorioMaduro]) -> tuple[int, ...]:
    return tuple(uno.id for uno in de)
