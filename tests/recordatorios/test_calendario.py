"""El calendario hábil, contra los festivos de ley calculados aparte."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from dominio.modelo.entidad import Entidad
from recordatorios.calendario import CalendarioColombia, calendario_de, festivos_nacionales


def _pascua(anio: int) -> date:
    """Domingo de Pascua (cómputo gregoriano)."""
    dorado, siglo = anio % 19, anio // 100
    epacta = (siglo - siglo // 4 - (8 * siglo + 13) // 25 + 19 * dorado + 15) % 30
    luna = epacta - (epacta // 28) * (1 - (29 // (epacta + 1)) * ((21 - dorado) // 11))
    domingo = luna - (anio + anio // 4 + luna + 2 - siglo + siglo // 4) % 7
    mes = 3 + (domingo + 40) // 44
    return date(anio, mes, domingo + 28 - 31 * (mes // 4))


def _al_lunes(dia: date) -> date:
    return dia + timedelta(days=-dia.weekday() % 7)


def _festivos_de_ley(anio: int) -> set[date]:
    """Ley 51 de 1983: los fijos, los que pasan al lunes y los que cuelgan de la Pascua."""
    fijos = [(1, 1), (5, 1), (7, 20), (8, 7), (12, 8), (12, 25)]
    emiliani = [(1, 6), (3, 19), (6, 29), (8, 15), (10, 12), (11, 1), (11, 11)]
    if anio >= 2026:
        emiliani.append((7, 9))
    pascua = _pascua(anio)
    return (
        {date(anio, *dia) for dia in fijos}
        | {_al_lunes(date(anio, *dia)) for dia in emiliani}
        | {pascua + timedelta(days=dias) for dias in (-3, -2, 43, 64, 71)}
    )


@pytest.mark.parametrize("anio", range(2024, 2031))
def test_festivos_son_los_de_ley(anio: int) -> None:
    """De 2024 a 2030 los festivos son exactamente los de la Ley 51 y, desde 2026, el 9 de julio."""
    assert festivos_nacionales(anio) == _festivos_de_ley(anio)


def test_festivos_que_cuestan() -> None:
    """El 9 de julio pasa al lunes 13 en 2026 y al 12 en 2027; en 2025 no hay, y junio junta dos."""
    calendario = CalendarioColombia()

    assert not calendario.es_habil(date(2026, 7, 13))
    assert calendario.es_habil(date(2026, 7, 9))
    assert not calendario.es_habil(date(2027, 7, 12))
    assert calendario.es_habil(date(2027, 7, 9))
    assert calendario.es_habil(date(2025, 7, 14))
    assert not calendario.es_habil(date(2025, 6, 30))
    assert len(festivos_nacionales(2025)) == 17
    assert len(festivos_nacionales(2026)) == 19


def test_sabado_y_festivos_locales_son_de_la_entidad() -> None:
    """La entidad que trabaja el sábado lo tiene hábil, y su festivo local no lo es."""
    sabado, feria = date(2026, 11, 21), date(2026, 11, 24)
    propia = calendario_de(
        Entidad(1, "76001", "Cali", festivos=("2026-11-24",), sabado_habil=True)  # type: ignore[arg-type]
    )
    comun = calendario_de(Entidad(2, "05001", "Medellín"))  # type: ignore[arg-type]

    assert propia.es_habil(sabado)
    assert not propia.es_habil(feria)
    assert not comun.es_habil(sabado)
    assert comun.es_habil(feria)
    assert not propia.es_habil(sabado + timedelta(days=1))


def test_calendario_no_carga_la_libreria_al_importarse() -> None:
    """Importar los recordatorios no carga «holidays»: el arranque no la paga."""
    guion = "import sys, recordatorios.barrido, recordatorios.calendario; print('holidays' in sys.modules)"

    salida = subprocess.run([sys.executable, "-c", guion], capture_output=True, text=True, check=True)

    assert salida.stdout.strip() == "False"
