"""Un año entero día por día contra un cálculo aparte, hecho aquí con otras cuentas."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import holidays

from bot.textos.recordatorio import redactar
from dominio.valores.fechas import BOGOTA
from recordatorios.barrido import Barrido
from recordatorios.calendario import calendario_de
from tests.recordatorios.plan_chico import Actividad, Escena, RelojFijo, escena

PRIMERO, ULTIMO = date(2025, 12, 1), date(2027, 3, 15)
UN_DIA = timedelta(days=1)
# Fecha en que cada actividad llega a 100 %; la que no está no termina nunca.
AZAR = Random(26)

Salida = tuple[date, str, str]


def _plan() -> list[Actividad]:
    """Veintiséis actividades: las fechas que cuestan y otras al azar."""
    dificiles = [
        date(2026, 1, 31),  # sábado
        date(2026, 3, 31),  # después de Semana Santa
        date(2026, 4, 3),  # Viernes Santo
        date(2026, 6, 15),  # lunes festivo
        date(2026, 7, 13),  # el festivo nuevo
        date(2026, 10, 31),  # sábado antes de un lunes festivo
        date(2026, 12, 8),  # festivo fijo
        date(2026, 12, 31),
    ]
    otras = [date(2026, 1, 20) + timedelta(days=AZAR.randrange(340)) for _ in range(18)]
    return [
        Actividad(f"A-{numero:03}", fin, f"Persona {numero % 9}")
        for numero, fin in enumerate(dificiles + otras, 1)
    ]


def _terminadas(plan: list[Actividad]) -> dict[str, date]:
    """La mitad termina: unas antes de su fecha y otras tarde."""
    return {
        actividad.codigo: actividad.fin + timedelta(days=AZAR.randrange(-12, 40))
        for actividad in plan
        if AZAR.random() < 0.5
    }


def _esperado(plan: list[Actividad], terminadas: dict[str, date]) -> Counter[Salida]:
    """Lo que debe salir, contando días hábiles uno por uno desde cada fecha de terminación."""
    festivos = holidays.country_holidays("CO", years=[2025, 2026, 2027])
    dias = [PRIMERO + corrido * UN_DIA for corrido in range((ULTIMO - PRIMERO).days + 1)]
    habiles = [dia for dia in dias if dia.isoweekday() <= 5 and dia not in festivos]
    nombres = {0: "vence_hoy", 1: "faltan_1", 3: "faltan_3", 7: "faltan_7", 15: "faltan_15"}
    todas: Counter[Salida] = Counter()
    for actividad in plan:
        previos = [dia for dia in habiles if dia <= actividad.fin]
        citas = {previos[-1 - n]: nombre for n, nombre in nombres.items()}
        semana = next(dia for dia in habiles if dia > actividad.fin)
        while semana <= date(2027, 3, 1):
            citas[next(dia for dia in habiles if dia >= semana)] = f"vencida_{semana}"
            semana += 7 * UN_DIA
        hecha = terminadas.get(actividad.codigo, ULTIMO)
        todas.update((dia, actividad.codigo, hito) for dia, hito in citas.items() if dia <= hecha)
    return todas


def _vivir(lugar: Escena, terminadas: dict[str, date]) -> Counter[Salida]:
    """Cada día a las 8:00 y cada tanto de noche; lo que termina se reporta esa tarde."""
    salieron: Counter[Salida] = Counter()
    reloj = RelojFijo(datetime(2025, 12, 1, tzinfo=BOGOTA))
    barrido = Barrido(lugar.almacen, calendario_de, redactar, reloj)
    for corrido in range((ULTIMO - PRIMERO).days + 1):
        dia = PRIMERO + corrido * UN_DIA
        for hora in (8, 22)[: 2 if corrido % 5 == 0 else 1]:
            reloj.instante = datetime(dia.year, dia.month, dia.day, hora, tzinfo=BOGOTA)
            resultado = barrido.correr(reloj.ahora())
            assert not resultado.enviados or hora == 8
            salieron.update((dia, uno.actividad, uno.hito) for uno in resultado.enviados)
        for codigo, cuando in terminadas.items():
            if cuando == dia:
                lugar.reportar(codigo, 100, _tarde(dia))
    return salieron


def _tarde(dia: date) -> datetime:
    return datetime(dia.year, dia.month, dia.day, 18, tzinfo=BOGOTA)


def test_un_anio_dia_por_dia_es_el_calculado_aparte() -> None:
    """De diciembre de 2025 a marzo de 2027 sale exactamente lo que dice el cálculo, ni uno más."""
    plan = _plan()
    terminadas = _terminadas(plan)
    with escena("sqlite:///:memory:") as lugar:
        lugar.plan(plan)

        salieron = _vivir(lugar, terminadas)

    assert salieron == _esperado(plan, terminadas)
    assert max(salieron.values()) == 1
    assert salieron.total() > 300
