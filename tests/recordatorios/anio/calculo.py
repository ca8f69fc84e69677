"""Lo que debe salir en el año, con otras cuentas: día por día, sobre la lista de días hábiles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property

import holidays

from dominio.valores.fechas import BOGOTA
from tests.recordatorios.anio.mundo import (
    ADMINISTRACION,
    PLANEACION,
    PRIMERO,
    ULTIMO,
    UN_DIA,
    Aviso,
    Mundo,
    Obra,
)

# Cuándo salió (hora de Bogotá), a quién, qué y de qué.
Salida = tuple[datetime, str, str, str]

_FESTIVOS = holidays.country_holidays("CO", years=[2025, 2026, 2027])
_TODOS = [date(2025, 10, 1) + n * UN_DIA for n in range(640)]
HABILES = [dia for dia in _TODOS if dia.isoweekday() <= 5 and dia not in _FESTIVOS]
# Nombre, primer y último día en que recibe, y último del periodo: lo que empieza después no se debe.
CORTES = (
    ("2026-T1", date(2026, 1, 1), date(2026, 4, 10), date(2026, 3, 31)),
    ("2026-T2", date(2026, 4, 11), date(2026, 7, 10), date(2026, 6, 30)),
    ("2026-T3", date(2026, 7, 11), date(2026, 10, 10), date(2026, 9, 30)),
    ("2026-T4", date(2026, 10, 11), date(2027, 1, 10), date(2026, 12, 31)),
)


def corte_de(dia: date) -> str:
    """El corte que recibe ese día."""
    return next(nombre for nombre, desde, hasta, _ in CORTES if desde <= dia <= hasta)


def ultimo_habil(dia: date) -> int:
    """Posición del último día hábil que no pasa de ese."""
    return bisect_right(HABILES, dia) - 1


def primer_habil(dia: date) -> date:
    """Ese día, o el hábil que le sigue."""
    return HABILES[bisect_left(HABILES, dia)]


class Calculo:
    """Todo lo que debe salir en un mundo.

    Attributes:
        salidas: lo que llega.
        sin_chat: lo mismo, de quienes no tienen chat: no llega, pero se cuenta.
    """

    def __init__(self, mundo: Mundo) -> None:
        self._mundo = mundo
        self._avisos: dict[str, list[Aviso]] = defaultdict(list)
        for aviso in mundo.avisos:
            self._avisos[aviso.codigo].append(aviso)
        self.salidas: set[Salida] = set()
        self.sin_chat: set[tuple[date, str, str, str]] = set()
        for obra in mundo.obras:
            self._de_una_obra(obra)
        self._de_los_cortes()
        self._de_los_papeles()

    def _de_una_obra(self, obra: Obra) -> None:
        for dia, hito in _citas(obra):
            if self._cierta(obra, dia, hito):
                self._anotar(dia, (8, obra.responsable), hito, obra.codigo)
        ultimo = ultimo_habil(obra.fin)
        for dia, quien, hito in (
            (HABILES[ultimo + 3], self._mundo.jefes[obra.dependencia], "escala_jefatura_3"),
            (HABILES[ultimo + 5], PLANEACION, "escala_planeacion_5"),
        ):
            if self._sin_respuesta(obra, dia):
                self._anotar(dia, (8, quien), hito, obra.codigo)

    def _de_los_cortes(self) -> None:
        de_cada_uno: dict[str, list[Obra]] = defaultdict(list)
        for obra in self._mundo.obras:
            de_cada_uno[obra.responsable].append(obra)
        for nombre, abre, cierra, periodo in CORTES:
            fin = ultimo_habil(cierra)
            citas = [(primer_habil(abre), "abre_0")]
            citas += [(HABILES[fin - n], f"cierra_{n}") for n in (5, 1, 0)]
            for persona, suyas in de_cada_uno.items():
                del_corte = [obra for obra in suyas if obra.inicio <= periodo]
                for dia, hito in citas:
                    if any(self._debe(obra, nombre, dia) for obra in del_corte):
                        self._anotar(dia, (8, persona), hito, nombre)

    def _de_los_papeles(self) -> None:
        jefes = sorted(self._mundo.jefes.values())
        plazo = ultimo_habil(date(2026, 1, 31))
        for n in (15, 7, 3, 1, 0):
            for quien in (*jefes, PLANEACION):
                self._anotar(HABILES[plazo - n], (8, quien), f"legal_{n}", "PA-31-ENE")
        for dia in HABILES:
            self._anotar(dia, (7, ADMINISTRACION), "resumen_diario", "dia")
            lunes = dia - dia.weekday() * UN_DIA
            if primer_habil(lunes) == dia:
                for quien in (*jefes, PLANEACION):
                    self._anotar(dia, (7, quien), "resumen_semanal", "semana")
        self._de_la_cola()

    def _de_la_cola(self) -> None:
        """Nadie revisa en todo el año: desde que el primer reporte cumple cinco hábiles, uno por semana."""
        primero = min(aviso.cuando.date() for aviso in self._mundo.avisos)
        semanas: set[date] = set()
        for posicion, dia in enumerate(HABILES):
            lunes = dia - dia.weekday() * UN_DIA
            if dia > PRIMERO and primero < HABILES[posicion - 5] and lunes not in semanas:
                semanas.add(lunes)
                self._anotar(dia, (8, PLANEACION), "cola", "cola")

    def _anotar(self, dia: date, toca: tuple[int, str], hito: str, objeto: str) -> None:
        """Sale a esa hora, o a la primera en que haya un proceso vivo."""
        hora, quien = toca
        if not PRIMERO <= dia <= ULTIMO:
            return
        if quien in self._mundo.sin_chat:
            self.sin_chat.add((dia, quien, hito, objeto))
            return
        self.salidas.add((self._sale(dia, hora, quien), quien, hito, objeto))

    def _sale(self, dia: date, hora: int, quien: str) -> datetime:
        """Con resumen ese día, todo va en él y a su hora; el tic va a las medias y en punto."""
        con_resumen = quien == ADMINISTRACION or (dia in self._lunes and quien in self._con_semanal)
        instante = datetime.combine(dia, time(7, 30) if con_resumen else time(hora), tzinfo=BOGOTA)
        while instante.replace(minute=0) in self._mundo.caidas:
            instante = instante.replace(minute=0) + timedelta(hours=1)
        return instante

    @cached_property
    def _lunes(self) -> set[date]:
        return {primer_habil(dia - dia.weekday() * UN_DIA) for dia in HABILES}

    @cached_property
    def _con_semanal(self) -> set[str]:
        return {*self._mundo.jefes.values(), PLANEACION}

    def _al_salir(self, dia: date, quien: str) -> datetime:
        return self._sale(dia, 8, quien)

    def _cierta(self, obra: Obra, dia: date, hito: str) -> bool:
        """Sin terminar, y nadie la reportó entre que tocaba y que salió; un avance no contrata nada."""
        if not PRIMERO <= dia <= ULTIMO:
            return False
        sale, tocaba = self._al_salir(dia, obra.responsable), _a_las_ocho(dia)
        antes = [aviso for aviso in self._avisos[obra.codigo] if aviso.cuando < sale]
        if antes and antes[-1].puntos == 100:
            return False
        return hito.startswith("contratacion") or not any(aviso.cuando > tocaba for aviso in antes)

    def _sin_respuesta(self, obra: Obra, dia: date) -> bool:
        """Venció y desde entonces nadie ha dicho nada."""
        if not PRIMERO <= dia <= ULTIMO:
            return False
        antes = [aviso for aviso in self._avisos[obra.codigo] if aviso.cuando < _a_las_ocho(dia)]
        if antes and antes[-1].puntos == 100:
            return False
        return not any(aviso.cuando.date() > obra.fin for aviso in antes)

    def _debe(self, obra: Obra, corte: str, dia: date) -> bool:
        """No ha terminado y en ese corte no se ha reportado."""
        if not PRIMERO <= dia <= ULTIMO:
            return False
        sale = self._al_salir(dia, obra.responsable)
        antes = [aviso for aviso in self._avisos[obra.codigo] if aviso.cuando < sale]
        if antes and antes[-1].puntos == 100:
            return False
        return not any(corte_de(aviso.cuando.date()) == corte for aviso in antes)


def _a_las_ocho(dia: date) -> datetime:
    return datetime.combine(dia, time(8), tzinfo=BOGOTA)


def _citas(obra: Obra) -> Iterator[tuple[date, str]]:
    """Los días en que se le recuerda esa actividad a su responsable, si sigue sin terminar."""
    empieza = primer_habil(obra.inicio)
    # Si el primer hábil ya pasó del fin, se avisa antes y no después.
    yield (empieza if empieza <= obra.fin else HABILES[ultimo_habil(obra.inicio)]), "empieza_0"
    ultimo = ultimo_habil(obra.fin)
    for n in (15, 7, 3, 1):
        yield HABILES[ultimo - n], f"faltan_{n}"
    yield HABILES[ultimo], "vence_hoy"
    semana = HABILES[ultimo + 1]
    while semana <= ULTIMO:
        yield primer_habil(semana), f"vencida_{semana}"
        semana += 7 * UN_DIA
    if obra.contratacion:
        comienzo: Sequence[date] = HABILES[bisect_left(HABILES, obra.inicio) :]
        for n in (10, 30):
            yield comienzo[n], f"contratacion_{n}"
