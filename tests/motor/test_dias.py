"""«El 15» es el próximo día 15: lo que se responde cuando la fecha está por venir."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dialogos.dias import campo_dia, proximo_dia
from bot.motor.campos import Datos, Entorno
from dominio.entender.numeros import Valor
from dominio.errores import EntradaInvalida
from tests.dominio.casos.mundo import MARTES

HOY = MARTES.date()  # martes 15 de septiembre de 2026
CAMPO = campo_dia(lambda _entorno: (HOY, date(2027, 9, 15)))
ENTORNO = Entorno(Datos(MARTES), {})


@pytest.mark.parametrize(
    ("escrito", "dia"),
    [
        ("el 15", HOY),
        ("14", date(2026, 10, 14)),
        ("Hasta el 30.", date(2026, 9, 30)),
        ("el día 31", date(2026, 10, 31)),
        ("el primero", date(2026, 10, 1)),
        ("hoy", HOY),
        ("mañana", date(2026, 9, 16)),
        ("el viernes", date(2026, 9, 18)),
        ("30 de septiembre", date(2026, 9, 30)),
        ("15/01/2027", date(2027, 1, 15)),
    ],
)
def test_dia_como_lo_escriben(escrito: str, dia: date) -> None:
    """Por su número en el mes, o como cualquier fecha."""
    assert CAMPO.leer(escrito, ENTORNO) == Valor(dia)


@pytest.mark.parametrize(
    ("escrito", "pista"),
    [("ayer", "fecha_fuera_de_limites"), ("el 32", "fecha_ilegible"), ("el 0", "fecha_ilegible")],
)
def test_lo_que_no_es_un_dia_por_venir(escrito: str, pista: str) -> None:
    """Se dice por qué, como con cualquier fecha."""
    with pytest.raises(EntradaInvalida) as rechazo:
        CAMPO.leer(escrito, ENTORNO)
    assert rechazo.value.pista == pista


@pytest.mark.parametrize(
    ("dia", "desde", "cae"),
    [
        ("10", date(2026, 9, 20), date(2026, 10, 10)),
        ("31", date(2026, 2, 1), date(2026, 3, 31)),
        ("29", date(2027, 2, 1), date(2027, 3, 29)),
        ("28", date(2026, 12, 29), date(2027, 1, 28)),
    ],
)
def test_cuenta_desde_el_minimo(dia: str, desde: date, cae: date) -> None:
    """«Hasta el 10» de una ausencia que empieza el 20 es el 10 del mes siguiente; sin inventar días."""
    assert proximo_dia(dia, desde) == cae


def test_botones_del_dia() -> None:
    """Hoy y mañana solo si caben; después, el calendario de siempre."""
    con_hoy = campo_dia(lambda _entorno: (HOY, date(2027, 9, 15)), desde_hoy=True)
    despues = campo_dia(lambda _entorno: (date(2026, 10, 1), date(2027, 9, 15)), desde_hoy=True)

    assert [e.clave for e in con_hoy.elecciones(ENTORNO)][:2] == ["2026-09-15", "2026-09-16"]
    assert [e.clave for e in despues.elecciones(ENTORNO)] == ["2026-10-07", "2026-10-14", "2026-10"]
    assert con_hoy.elecciones(ENTORNO, "2026-10") == CAMPO.elecciones(ENTORNO, "2026-10")
