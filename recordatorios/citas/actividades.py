"""Citas de las actividades: comienzo, plazo, vencida, sus escalas y la contratación que no empieza."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dominio.modelo.recordatorio import Disparo
from dominio.modelo.tipo_de_recordatorio import FichaDeRecordatorio, TipoRecordatorio
from dominio.reglas.plazos import EsHabil, habil_anterior, habil_siguiente, momento_decente, sumar_habiles
from recordatorios.citas.jornada import FALTAN, VENCE_HOY
from recordatorios.citas.plan import PlanPorRecordar
from recordatorios.citas.tiempos import (
    SEMANA,
    UN_DIA,
    Asunto,
    Cita,
    Momento,
    cita,
    con_desfases,
    medianoche,
    reunir,
    ultimo_dia,
    vigente,
)

ESCALAS = (TipoRecordatorio.ESCALA_JEFATURA, TipoRecordatorio.ESCALA_PLANEACION)


def de_los_fines(plan: PlanPorRecordar, momento: Momento) -> list[Disparo]:
    """Por cada fecha de terminación: lo que se le dice al responsable y lo que sube.

    Los días se cuentan hábiles contra el último día hábil que no pasa de la terminación.
    """
    hallados = []
    for fin in plan.fines:
        citas = _del_responsable(plan, fin, momento)
        if citas and citas[0].dia > momento.hoy:
            # Lo que termina después tiene su primera cita más tarde todavía.
            break
        hallados.append(vigente(Asunto(fin), citas, momento))
        hallados.extend(_escalas(plan, fin, momento))
    return reunir(hallados)


def de_los_inicios(plan: PlanPorRecordar, momento: Momento) -> list[Disparo]:
    """Por cada fecha de comienzo: que empieza y, más tarde, que lo anunciado no se ha contratado.

    El comienzo en un día no hábil es el primer hábil que sigue: desde ahí se cuenta.
    """
    hallados = []
    for inicio in plan.inicios:
        ancla = habil_siguiente(inicio, momento.es_habil)
        for tipo, nombre in (
            (TipoRecordatorio.INICIO, "empieza"),
            (TipoRecordatorio.CONTRATACION, "contratacion"),
        ):
            ficha = plan.ficha(tipo)
            if ficha is not None:
                citas = con_desfases(ficha, nombre, ancla, momento.es_habil)
                hallados.append(vigente(Asunto(inicio), citas, momento))
    return reunir(hallados)


def _del_responsable(plan: PlanPorRecordar, fin: date, momento: Momento) -> list[Cita]:
    plazo, vencida = plan.ficha(TipoRecordatorio.PLAZO), plan.ficha(TipoRecordatorio.VENCIDA)
    citas: list[Cita] = []
    limite = ultimo_dia(plan.vigencia)
    # Un mes después lo único que puede regir es lo semanal.
    if plazo is not None and momento.hoy <= fin + 4 * SEMANA:
        citas += _antes_de_vencer(plazo, fin, momento.es_habil)
    if vencida is not None:
        citas += _cada_semana(vencida, fin, momento, limite)
    return citas


def _antes_de_vencer(ficha: FichaDeRecordatorio, fin: date, es_habil: EsHabil) -> Iterator[Cita]:
    ultimo = habil_anterior(fin, es_habil)
    for desfase in sorted({desfase for desfase in ficha.desfases if desfase <= 0}):
        hito = f"{FALTAN}_{-desfase}" if desfase else VENCE_HOY
        yield cita(ficha, hito, sumar_habiles(ultimo, desfase, es_habil), fin)


def _cada_semana(ficha: FichaDeRecordatorio, fin: date, momento: Momento, limite: date) -> Iterator[Cita]:
    """Las de alrededor de hoy; el hito es el día de su semana aunque salga otro por no ser hábil."""
    primer_desfase = max(1, min(ficha.desfases, default=1))
    primera = sumar_habiles(habil_anterior(fin, momento.es_habil), primer_desfase, momento.es_habil)
    semana = max(0, (momento.hoy - primera).days // SEMANA.days - 1)
    for numero in range(semana, semana + 3) if ficha.cada_semana else (0,):
        dia = primera + numero * SEMANA
        if dia <= limite:
            yield cita(ficha, f"vencida_{dia.isoformat()}", _habil_dentro_de(dia, limite, momento.es_habil))


def _habil_dentro_de(dia: date, limite: date, es_habil: EsHabil) -> date:
    if es_habil(dia):
        return dia
    return momento_decente(medianoche(dia), limite, es_habil).date()


def _escalas(plan: PlanPorRecordar, fin: date, momento: Momento) -> Iterator[Disparo | None]:
    if momento.hoy <= fin:
        return
    ancla, limite = habil_anterior(fin, momento.es_habil), ultimo_dia(plan.vigencia)
    for tipo in ESCALAS:
        ficha = plan.ficha(tipo)
        if ficha is not None and momento.hoy <= ancla + UN_DIA * _alcance(ficha, plan):
            citas = con_desfases(ficha, tipo.value, ancla, momento.es_habil)
            yield vigente(Asunto(fin), [una for una in citas if una.dia <= limite], momento)


def _alcance(ficha: FichaDeRecordatorio, plan: PlanPorRecordar) -> int:
    """Días después de los cuales ya no puede regir: evita contar hábiles de todo un año."""
    return 3 * max(ficha.desfases, default=0) + plan.atras.days + 20
