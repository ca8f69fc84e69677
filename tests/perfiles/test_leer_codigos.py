"""Los códigos y las celdas compuestas de un libro ajeno: son texto y nunca se corrigen solos."""

from __future__ import annotations

import pytest

from dominio.modelo.perfil import Parte
from tests.perfiles.a_mano import campo
from tests.perfiles.libros import PLAN, dudas, leer_filas, leer_uno, renglon, unica


@pytest.mark.parametrize(
    ("escrito", "formato", "codigo"),
    [
        (2024009990001.0, "0", "2024009990001"),
        ("2024009990001.0", "General", "2024009990001"),
        (202400000006267, "0", "202400000006267"),
        ("51032024BP26004729", "General", "51032024BP26004729"),
        (5001, "00000", "05001"),
        ("N/A", "General", None),
        ("0 ", "General", None),
        (0, "General", None),
    ],
)
def test_codigos_bpin(tmp_path, escrito, formato, codigo):
    """Un BPIN es texto: ni decimales, ni ceros perdidos, y el cero dice que no hay proyecto."""
    libro = leer_uno(tmp_path, "bpin", escrito, formato)
    assert unica(libro).bpin == codigo
    assert libro.dudosos == ()


@pytest.mark.parametrize("escrito", [5.10420240300001e16, "5,10424E+16", "2.02476E+12"])
def test_codigo_que_perdio_cifras_se_duda(tmp_path, escrito):
    """Excel guarda quince cifras: un código más largo ya llegó cambiado y no vale."""
    libro = leer_uno(tmp_path, "bpin", escrito)
    assert unica(libro).bpin is None
    assert dudas(libro) == [("H2", "codigo_redondeado")]


@pytest.mark.parametrize(
    ("escrito", "codigo"),
    [("450102600\n", "450102600"), ("406010", "406010"), ("45990260", "45990260"), (1.2, "1.2")],
)
def test_codigos_no_se_corrigen(tmp_path, escrito, codigo):
    """Un código de producto queda como vino, sin el salto de línea; los dudosos los propone otra regla."""
    libro = leer_uno(tmp_path, "producto_codigo", escrito)
    assert unica(libro).producto_codigo == codigo


@pytest.mark.parametrize(
    ("escrito", "codigo", "nombre"),
    [
        ("0101.\nJuntos por la Seguridad", "0101", "Juntos por la Seguridad"),
        ("1.2.1.0.00 - ICLD", "1.2.1.0.00", "ICLD"),
        ("010101\n Implementación de un plan", "010101", "Implementación de un plan"),
        ("51\nCiudad inteligente", "51", "Ciudad inteligente"),
        ("Eje 1. Ambiente y servicios", "1", "Ambiente y servicios"),
        ("Via terciaria mejorada2402041 ", "2402041", "Via terciaria mejorada"),
        ("Estrategias implementadas - 450104800", "450104800", "Estrategias implementadas"),
        ("SGP-PROPOSITO GENERAL", None, "SGP-PROPOSITO GENERAL"),
        ("0203", "0203", None),
    ],
)
def test_celdas_compuestas(tmp_path, escrito, codigo, nombre):
    """De «código y nombre» en una celda se toma cada parte; sin código, todo es nombre."""
    filas = [{**renglon(), "Dato": escrito}]
    libro = leer_filas(
        tmp_path,
        filas,
        campo(PLAN, "programa_codigo", "Dato", parte=Parte.CODIGO),
        campo(PLAN, "programa", "Dato", parte=Parte.NOMBRE),
    )
    assert (unica(libro).programa_codigo, unica(libro).programa) == (codigo, nombre)
