"""Porcentajes y cantidades como se escriben en Colombia."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dominio.entender.numeros import Opcion, Pregunta, Valor, leer_cantidad, leer_porcentaje
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.entender.pistas import pista_de


@pytest.mark.parametrize(
    ("texto", "puntos"),
    [
        ("45", "45"),
        ("45%", "45"),
        ("45 %", "45"),
        ("45\u00a0%", "45"),
        ("45 por ciento", "45"),
        ("45 POR CIENTO.", "45"),
        ("12,5", "12.5"),
        ("12,5 %", "12.5"),
        ("12,5%", "12.5"),
        ("12,5 por ciento", "12.5"),
        ("45.", "45"),
        ("0", "0"),
        ("0,00", "0"),
        ("100", "100"),
        ("100,00", "100"),
        ("1", "1"),
        ("0,45 %", "0.45"),
    ],
)
def test_porcentaje_lee_lo_que_tiene_una_sola_lectura(texto: str, puntos: str) -> None:
    """De 0 a 100 con coma decimal; con el signo escrito, 0,45 % es 0,45 %."""
    assert leer_porcentaje(texto) == Valor(Porcentaje.de(puntos))


@pytest.mark.parametrize(
    ("texto", "opciones", "causa"),
    [
        ("12.5", ["12.5", None], "punto_decimal"),
        ("12.5 %", ["12.5", None], "punto_decimal"),
        ("1.250", ["1.25", None], "miles_o_decimales"),
        ("1,250", ["1.25", None], "agrupacion_con_comas"),
        ("100,000", ["100", None], "agrupacion_con_comas"),
        ("0,45", ["0.45", "45"], "menor_que_uno"),
        ("0.45", ["0.45", "45"], "menor_que_uno"),
        ("0,5", ["0.5", "50"], "menor_que_uno"),
        ("0,450", ["0.45", "45"], "menor_que_uno"),
        ("0.45 %", ["0.45", None], "punto_decimal"),
    ],
)
def test_porcentaje_pregunta_lo_ambiguo(texto: str, opciones: list[str | None], causa: str) -> None:
    """El punto decimal y lo menor que uno se confirman antes de guardarse."""
    esperadas = tuple(Opcion(None if valor is None else Porcentaje.de(valor)) for valor in opciones)

    assert leer_porcentaje(texto) == Pregunta(esperadas, causa)


@pytest.mark.parametrize(
    ("texto", "pista"),
    [
        ("101", "porcentaje_mayor_100"),
        ("100,01", "porcentaje_mayor_100"),
        ("125", "porcentaje_mayor_100"),
        ("1.250.000,50", "porcentaje_mayor_100"),
        ("1 250 000,50", "porcentaje_mayor_100"),
        ("1,250,000.50", "porcentaje_mayor_100"),
        ("150.5", "porcentaje_mayor_100"),
        ("12.345", "porcentaje_mayor_100"),
        ("45,1234", "demasiados_decimales"),
        ("1,255", "demasiados_decimales"),
        ("$ 45", "porcentaje_con_pesos"),
        ("45 pesos", "porcentaje_con_pesos"),
        ("45%%", "texto_ademas_del_numero"),
        ("45 y 50", "texto_ademas_del_numero"),
        ("45-50", "texto_ademas_del_numero"),
        ("1,5 millones", "numero_con_palabra_de_escala"),
        ("cincuenta por ciento", "numero_en_letras"),
    ],
)
def test_porcentaje_rechaza_con_su_causa(texto: str, pista: str) -> None:
    """Más de 100, pesos, rangos y palabras no son un porcentaje declarable."""
    assert pista_de(leer_porcentaje, texto) == pista


@pytest.mark.parametrize(
    ("texto", "cantidad"),
    [
        ("10", "10"),
        ("12,5", "12.5"),
        ("0,125", "0.125"),
        ("1.250.000", "1250000"),
        ("1 250", "1250"),
        ("1.250,5", "1250.5"),
    ],
)
def test_cantidad_lee_hasta_tres_decimales(texto: str, cantidad: str) -> None:
    """Una cantidad es cero o más, con hasta tres decimales."""
    leido = leer_cantidad(texto)

    assert leido == Valor(Decimal(cantidad))
    assert isinstance(leido, Valor)
    assert str(leido.valor) == cantidad, "sin exponente ni ceros: se guarda como texto"


@pytest.mark.parametrize(
    ("texto", "opciones"),
    [
        ("1.250", ["1250", "1.25"]),
        ("1.255", ["1255", "1.255"]),
        ("1,250", ["1.25", "1250"]),
        ("12.5", ["12.5"]),
        ("1'250.000", ["1250000"]),
    ],
)
def test_cantidad_pregunta_lo_ambiguo(texto: str, opciones: list[str]) -> None:
    """Con tres decimales permitidos, «1.250» puede ser mil doscientos cincuenta o 1,25."""
    leido = leer_cantidad(texto)

    assert isinstance(leido, Pregunta)
    assert [str(opcion.valor) for opcion in leido.opciones] == [*opciones, "None"]
    assert leido.opciones[-1].es_corregir


@pytest.mark.parametrize(
    ("texto", "pista"),
    [
        ("10 %", "cantidad_con_unidad_ajena"),
        ("$ 10", "cantidad_con_unidad_ajena"),
        ("10 talleres", "texto_ademas_del_numero"),
        ("0,1234", "demasiados_decimales"),
        ("9999999999999999", "numero_muy_grande"),
    ],
)
def test_cantidad_rechaza_con_su_causa(texto: str, pista: str) -> None:
    """La unidad la pone la actividad; aquí va solo el número."""
    assert pista_de(leer_cantidad, texto) == pista
