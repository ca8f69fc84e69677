"""Las fechas de un libro ajeno: las que se pueden leer de una sola manera valen; las demás se dudan."""

from __future__ import annotations

from datetime import date

import pytest

from dominio.modelo.perfil import OrdenDeFecha
from tests.perfiles.a_mano import campo
from tests.perfiles.libros import PLAN, dudas, leer_filas, renglon, unica


@pytest.mark.parametrize(
    ("escrito", "leida"),
    [
        ("2/3/2026", date(2026, 3, 2)),
        ("1/13/2026", date(2026, 1, 13)),
        ("01/21/2026\n", date(2026, 1, 21)),
        ("31/01/26", date(2026, 1, 31)),
        ("2026-02-05 00:00:00", date(2026, 2, 5)),
        ("15 de enero de 2026", date(2026, 1, 15)),
        ("15-ene-26", date(2026, 1, 15)),
        (46037, date(2026, 1, 15)),
    ],
)
def test_fechas_escritas_de_muchas_maneras(tmp_path, escrito, leida):
    """Una fecha que solo se puede leer de una manera se lee, esté como esté escrita."""
    libro = leer_filas(tmp_path, [renglon(Inicio=escrito)])
    fila = unica(libro)
    assert (fila.inicio, fila.sin_fechas) == (leida, False)
    assert libro.dudosos == ()


@pytest.mark.parametrize("escrito", ["2/2/0205", "3011/2025", "31/1272025", "31/11/2026", "02/27/20225", 205])
def test_fechas_imposibles_se_dudan(tmp_path, escrito):
    """Una fecha imposible queda como si no estuviera, con la duda en su celda."""
    libro = leer_filas(tmp_path, [renglon(Fin=escrito)])
    fila = unica(libro)
    assert (fila.inicio, fila.fin, fila.sin_fechas) == (date(2026, 1, 15), date(2026, 12, 31), True)
    assert dudas(libro) == [("F2", "fecha_imposible")]


@pytest.mark.parametrize("escrito", ["N/A", "NA", None, "."])
def test_sin_fechas_valen_las_de_la_vigencia(tmp_path, escrito):
    """Sin fechas, la actividad va de enero a diciembre de la vigencia y lo dice; no es una duda."""
    libro = leer_filas(tmp_path, [renglon(Inicio=escrito, Fin=escrito)])
    fila = unica(libro)
    assert (fila.inicio, fila.fin, fila.sin_fechas) == (date(2026, 1, 1), date(2026, 12, 31), True)
    assert libro.dudosos == ()


def test_orden_de_fecha_de_la_columna(tmp_path):
    """Con el orden m/d/a del perfil, «3/4/2026» es 4 de marzo."""
    libro = leer_filas(
        tmp_path,
        [renglon(1, Inicio="1/13/2026"), renglon(2, Inicio="3/4/2026")],
        campo(PLAN, "inicio", "Inicio", orden_de_fecha=OrdenDeFecha.MDA),
    )
    assert [fila.inicio for fila in libro.plan] == [date(2026, 1, 13), date(2026, 3, 4)]
    assert libro.dudosos == ()


def test_fecha_que_solo_cabe_en_el_otro_orden(tmp_path):
    """Aunque la columna sea m/d/a, «28/02/2026» no admite otra lectura y vale."""
    libro = leer_filas(
        tmp_path,
        [renglon(1, Inicio="28/02/2026"), renglon(2, Inicio="13/1/2026")],
        campo(PLAN, "inicio", "Inicio", orden_de_fecha=OrdenDeFecha.MDA),
    )
    assert [fila.inicio for fila in libro.plan] == [date(2026, 2, 28), date(2026, 1, 13)]
    assert libro.dudosos == ()


def test_columna_que_mezcla_los_dos_ordenes(tmp_path):
    """Si la columna trae «1/13/2026», «3/4/2026» ya no se sabe qué es: se duda y no se inventa."""
    libro = leer_filas(tmp_path, [renglon(1, Inicio="1/13/2026"), renglon(2, Inicio="3/4/2026")])
    assert libro.plan[0].inicio == date(2026, 1, 13)
    assert (libro.plan[1].inicio, libro.plan[1].sin_fechas) == (date(2026, 1, 1), True)
    assert dudas(libro) == [("E3", "fecha_ambigua")]
