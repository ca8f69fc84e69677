"""La escalera de recordatorios: qué hito toca para cada fecha de terminación. Pura: sin reloj ni base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from dominio.modelo.recordatorio import Disparo
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.puertos.tiempo import Calendario
from dominio.reglas.plazos import (
    EsHabil,
    dias_habiles_entre,
    habil_anterior,
    habil_siguiente,
    momento_decente,
    sumar_habiles,
)
from dominio.valores.fechas import BOGOTA, Vigencia, a_bogota

VENCE_HOY = "vence_hoy"
# Hito y cuántos días hábiles antes del último día hábil, del más lejano al último.
ANTES_DE_VENCER = (("faltan_15", 15), ("faltan_7", 7), ("faltan_3", 3), ("faltan_1", 1), (VENCE_HOY, 0))
HORA = time(8)
CIERRE = time(19)
UN_DIA = timedelta(days=1)
SEMANA = timedelta(days=7)
GRACIA = timedelta(hours=24)
# Hasta dónde se mira atrás al volver de una caída, para contar como vencido lo que ya no sirve.
RASTREO = timedelta(days=7)
DESPUES_DE_LA_VIGENCIA = timedelta(days=60)

Cita = tuple[str, date]


def disparos(
    ahora: datetime,
    calendario: Calendario,
    vigencia: Vigencia,
    *,
    fines: tuple[date, date],
    atras: timedelta = RASTREO,
) -> Sequence[Disparo]:
    """Para cada fecha de terminación, el hito más reciente cuya hora ya llegó; a lo sumo uno por fecha.

    Los días se cuentan hábiles contra el último día hábil que no pasa de la terminación. Lo que
    debió salir hace más de 24 horas se devuelve ya caducado, para que quede contado como vencido.

    Args:
        ahora: instante con zona.
        calendario: días hábiles de la entidad.
        vigencia: la del plan; sesenta días después de cerrarla ya no se recuerda lo vencido.
        fines: primera y última fecha de terminación del plan, incluidas.
        atras: cuánto hacia atrás se buscan hitos que no alcanzaron a salir.
    """
    local = a_bogota(ahora)
    limite = ultimo_dia(vigencia)
    desde, hasta = fines
    hallados = []
    for corrido in range((hasta - desde).days + 1):
        fin = desde + corrido * UN_DIA
        citas = list(_citas(fin, local.date(), calendario.es_habil, limite))
        if citas and citas[0][1] > local.date():
            # Lo que termina después tiene su primer hito más tarde todavía.
            break
        disparo = _vigente(fin, citas, local, calendario.es_habil)
        if disparo is not None and ahora - disparo.programado <= atras:
            hallados.append(disparo)
    return hallados


def ultimo_dia(vigencia: Vigencia) -> date:
    """Último día en que se recuerda lo vencido de una vigencia."""
    return vigencia.fin + DESPUES_DE_LA_VIGENCIA


def hito_cierto(hito: str, fin: date, ahora: datetime, calendario: Calendario) -> str:
    """El hito con los días que de verdad faltan en este momento: pudo salir tarde."""
    hoy = a_bogota(ahora).date()
    if hoy > fin or hito.startswith("vencida"):
        return hito
    faltan = dias_habiles_entre(hoy, fin, calendario.es_habil)
    return f"faltan_{faltan}" if faltan else VENCE_HOY


def es_hora(ahora: datetime, calendario: Calendario) -> bool:
    """Si en este instante se le puede escribir a alguien: día hábil, entre 7:00 y 19:00 de Bogotá."""
    return momento_decente(ahora, None, calendario.es_habil) == ahora


def cierre_de(ahora: datetime) -> datetime:
    """Fin de la jornada decente de ese día, en Bogotá."""
    return datetime.combine(a_bogota(ahora).date(), CIERRE, tzinfo=BOGOTA)


def _citas(fin: date, hoy: date, es_habil: EsHabil, limite: date) -> Iterator[Cita]:
    """Hitos de una fecha de terminación con su día, en orden; de los semanales, los de alrededor de hoy."""
    primera = habil_siguiente(fin + UN_DIA, es_habil)
    if hoy <= primera + SEMANA:
        ultimo_habil = habil_anterior(fin, es_habil)
        for hito, faltan in ANTES_DE_VENCER:
            yield hito, sumar_habiles(ultimo_habil, -faltan, es_habil)
    semana = max(0, (hoy - primera).days // SEMANA.days - 1)
    for numero in range(semana, semana + 3):
        dia = primera + numero * SEMANA
        if dia <= limite:
            yield f"vencida_{dia.isoformat()}", _habil_dentro_de(dia, limite, es_habil)


def _habil_dentro_de(dia: date, limite: date, es_habil: EsHabil) -> date:
    if es_habil(dia):
        return dia
    instante = datetime.combine(dia, HORA, tzinfo=BOGOTA)
    return momento_decente(instante, limite, es_habil).date()


def _vigente(fin: date, citas: Sequence[Cita], local: datetime, es_habil: EsHabil) -> Disparo | None:
    """El último hito cuya hora pasó, con la hora en que deja de servir."""
    elegido = None
    for numero, (hito, dia) in enumerate(citas):
        programado = datetime.combine(dia, HORA, tzinfo=BOGOTA)
        if programado > local:
            break
        elegido = numero, hito, programado
    if elegido is None:
        return None
    numero, hito, programado = elegido
    topes = [_caduca(programado, local, es_habil)]
    if numero + 1 < len(citas):
        # El día del hito siguiente habla ese, no los dos.
        topes.append(_medianoche(citas[numero + 1][1]))
    if programado.date() <= fin:
        topes.append(_medianoche(fin + UN_DIA))
    tipo = TipoRecordatorio.VENCIDA if hito.startswith("vencida") else TipoRecordatorio.PLAZO
    return Disparo(fin, hito, programado.astimezone(UTC), min(topes).astimezone(UTC), tipo)


def _caduca(programado: datetime, local: datetime, es_habil: EsHabil) -> datetime:
    """24 horas después; si se alcanzó a tiempo, sin contar los días en que no se puede escribir."""
    if local > programado + GRACIA:
        return programado + GRACIA
    siguiente = habil_siguiente(programado.date() + UN_DIA, es_habil)
    return datetime.combine(siguiente, HORA, tzinfo=BOGOTA)


def _medianoche(dia: date) -> datetime:
    return datetime.combine(dia, time(), tzinfo=BOGOTA)
