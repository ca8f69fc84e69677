"""Pesos como se escriben en Colombia."""

from __future__ import annotations

import pytest

from dominio.entender.numeros import Opcion, Pregunta, Valor, leer_pesos
from dominio.valores.dinero import Pesos
from tests.dominio.entender.pistas import pista_de


@pytest.mark.parametrize(
    ("texto", "pesos"),
    [
        ("1.250.000,50", "1250000.50"),
        ("$ 1.250.000,50", "1250000.50"),
        ("$1.250.000,5", "1250000.5"),
        ("1 250 000,50", "1250000.50"),
        ("$ 1 250 000,50", "1250000.50"),
        ("$\u00a01\u00a0250\u00a0000,50", "1250000.50"),
        ("1\u202f250\u202f000", "1250000"),
        ("1.250", "1250"),
        ("12,5", "12.5"),
        ("0,45", "0.45"),
        ("0", "0"),
        ("1250000", "1250000"),
        ("1250000,50", "1250000.50"),
        ("820.000.000 pesos", "820000000"),
        ("COP 820.000.000", "820000000"),
        ("$ 35.000.000 m/cte.", "35000000"),
        ("  35.000.000.  ", "35000000"),
        ("007", "7"),
    ],
)
def test_pesos_lee_lo_que_tiene_una_sola_lectura(texto: str, pesos: str) -> None:
    """Coma decimal, punto o espacio de miles, con o sin signo de pesos."""
    assert leer_pesos(texto) == Valor(Pesos.de(pesos))


@pytest.mark.parametrize(
    ("texto", "opciones", "causa"),
    [
        ("1,250,000.50", ["1250000.50"], "agrupacion_con_comas"),
        ("1,250,000", ["1250000"], "agrupacion_con_comas"),
        ("1,250", ["1.25", "1250"], "agrupacion_con_comas"),
        ("1,255", ["1255"], "agrupacion_con_comas"),
        ("12.5", ["12.5"], "punto_decimal"),
        ("12.50", ["12.5"], "punto_decimal"),
        ("1250000.50", ["1250000.50"], "punto_decimal"),
        ("1 250 000.50", ["1250000.50"], "punto_decimal"),
        ("0.500", ["0.5"], "punto_decimal"),
        ("1'250.000", ["1250000"], "agrupacion_con_apostrofo"),
        ("$ 1’250.000,50", ["1250000.50"], "agrupacion_con_apostrofo"),
    ],
)
def test_pesos_pregunta_lo_ambiguo(texto: str, opciones: list[str], causa: str) -> None:
    """Lo que no es la forma colombiana se muestra como se entendió, con la salida de corregir."""
    esperadas = (*(Opcion(Pesos.de(valor)) for valor in opciones), Opcion(None))

    assert leer_pesos(texto) == Pregunta(esperadas, causa)


@pytest.mark.parametrize(
    ("texto", "pista"),
    [
        ("12,5 %", "pesos_con_porcentaje"),
        ("12 por ciento", "pesos_con_porcentaje"),
        ("2 millones y medio", "numero_con_palabra_de_escala"),
        ("mil doscientos millones", "numero_en_letras"),
        ("12,345678", "demasiados_decimales"),
        ("1234,500", "demasiados_decimales"),
        ("1.250,000", "demasiados_decimales"),
        ("US$ 100", "moneda_extranjera"),
        ("100 dólares", "moneda_extranjera"),
        ("€ 100", "moneda_extranjera"),
        ("999999999999999999999", "numero_muy_grande"),
        ("9" * 60, "numero_muy_grande"),
        ("$ -5", "numero_con_signo"),
        ("-$5", "numero_con_signo"),
        ("$$5", "texto_ademas_del_numero"),
        ("1.250 000", "agrupacion_invalida"),
        ("1 25", "agrupacion_invalida"),
        ("5,", "agrupacion_invalida"),
    ],
)
def test_pesos_rechaza_con_su_causa(texto: str, pista: str) -> None:
    """Cada forma que no es un monto dice por qué."""
    assert pista_de(leer_pesos, texto) == pista


@pytest.mark.parametrize(
    ("texto", "pesos"),
    [
        ("1,5 millones", "1500000"),
        ("$ 1,2 millones", "1200000"),
        ("300 mil", "300000"),
        ("48mil pesos", "48000"),
        ("250 millones de pesos", "250000000"),
        ("1 millón", "1000000"),
        ("1,23456789 millones", "1234567.89"),
        ("35.000.000", "35000000"),
    ],
)
def test_pesos_con_palabra_de_escala_la_multiplica(texto: str, pesos: str) -> None:
    """«1,5 millones» y «300 mil» tienen una sola lectura."""
    assert leer_pesos(texto) == Valor(Pesos.de(pesos))


def test_pesos_con_palabra_de_escala_dudosa_pregunta_o_pide_cifras() -> None:
    """«1.5 millones» y «1.250 millones» se preguntan; «2 millones y medio» pide cifras."""
    assert leer_pesos("1.5 millones") == Pregunta(
        (Opcion(Pesos.de(1_500_000)), Opcion(None)), "punto_decimal"
    )
    assert leer_pesos("1.250 millones") == Pregunta(
        (Opcion(Pesos.de(1_250_000_000)), Opcion(Pesos.de(1_250_000)), Opcion(None)), "miles_o_decimales"
    )
    for texto, pista in (
        ("2 millones y medio", "numero_con_palabra_de_escala"),
        ("mil doscientos millones", "numero_en_letras"),
        ("1 billón", "numero_con_palabra_de_escala"),
        ("1,234567891 millones", "demasiados_decimales"),
    ):
        assert pista_de(leer_pesos, texto) == pista
