"""Frases: cada error tiene la suya, los números van a la colombiana y todo dato se escapa."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

import dominio.errores as errores
from bot.textos import formato
from bot.textos.causas import FRASES, PISTAS
from bot.textos.errores import AVISO_MAXIMO, aviso_de, explicar
from bot.textos.fechas import leer_fecha
from bot.textos.idioma import ngettext
from bot.textos.marcado import Html, armar, recortar
from dominio.entender.numeros import CODIGOS
from dominio.errores import CadenaDeGastoRota, EntradaInvalida, ErrorDominio
from dominio.modelo.financiero import MomentoGasto
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje

HOY = date(2026, 9, 4)


def _todos(clase: type[ErrorDominio]) -> list[type[ErrorDominio]]:
    return [clase, *(nieta for hija in clase.__subclasses__() for nieta in _todos(hija))]


def test_todo_error_del_dominio_tiene_frase() -> None:
    """A ningún código le falta qué pasó y cómo seguir."""
    propios = [clase for clase in _todos(ErrorDominio) if clase.__module__ == errores.__name__]
    faltan = {clase.codigo for clase in propios} - set(FRASES) - {EntradaInvalida.codigo}

    assert faltan == set()


def test_toda_pista_tiene_frase() -> None:
    """Cada causa por la que no se lee un número tiene su explicación."""
    assert set(CODIGOS) - set(PISTAS) == set()


@pytest.mark.parametrize("codigo", sorted(FRASES))
def test_frase_se_arma_aunque_falten_datos(codigo: str) -> None:
    """Un error sin datos también se explica, sin huecos a la vista."""
    error = ErrorDominio()
    error.codigo = codigo

    frase = explicar(error)

    assert frase
    assert "%(" not in frase
    assert len(aviso_de(error)) <= AVISO_MAXIMO


@pytest.mark.parametrize("pista", sorted(PISTAS))
def test_pista_se_arma_aunque_falten_datos(pista: str) -> None:
    """Una pista sin datos también se explica."""
    assert "%(" not in explicar(EntradaInvalida(pista))


def test_cadena_rota_dice_los_valores() -> None:
    """Se nombra el momento, el límite y los dos montos."""
    error = CadenaDeGastoRota(
        "pagos", momento=MomentoGasto.PAGO, limite="obligaciones", valor=Pesos.de(5), tope=Pesos.de(3)
    )

    assert "el pago quedaría en $5,00 y no puede superar las obligaciones, que van en $3,00" in explicar(
        error
    )


def test_dato_se_escapa_y_lo_armado_no_dos_veces() -> None:
    """Un nombre con «<» o «&» no rompe el mensaje."""
    interno = armar("<b>%(x)s</b>", x="a<b>&")

    assert interno == "<b>a&lt;b&gt;&amp;</b>"
    assert armar("%(y)s", y=interno) == interno
    assert isinstance(interno, Html)


def test_formato_colombiano() -> None:
    """Dinero, porcentajes, cantidades y fechas como se leen en Colombia."""
    assert formato.pesos(Pesos.de("1234567.89")) == "$1.234.567,89"
    assert formato.porcentaje(Porcentaje(1250)).replace("\xa0", " ") == "12,5 %"
    assert formato.porcentaje(Porcentaje(12)).replace("\xa0", " ") == "0,12 %"
    assert formato.porcentaje(None) == "sin reporte"
    assert formato.razon(None) == "no aplica"
    assert formato.cantidad(Decimal("1250.5"), "talleres") == "1.250,5 talleres"
    assert formato.fecha(date(2026, 6, 30)) == "30 de junio de 2026"
    assert formato.corte(Corte.de("2026-T3")) == "tercer trimestre de 2026"
    assert formato.corte(Corte.de("2026-M09")) == "septiembre de 2026"
    assert formato.instante(datetime(2026, 6, 30, 21, 5, tzinfo=UTC)).startswith("30 de junio de 2026, 4:05")
    assert formato.dia_de_semana(date(2026, 6, 30)) == "Martes 30"


def test_plural_segun_la_cantidad() -> None:
    """Una actividad, dos actividades."""
    assert formato.actividades(1) == "1 actividad"
    assert formato.actividades(1200) == "1.200 actividades"
    assert ngettext("uno", "varios", 0) == "varios"


def test_recortar_deja_una_linea() -> None:
    """Lo que no cabe se corta con puntos suspensivos."""
    assert recortar("a\n  b", 10) == "a b"
    assert recortar("abcdefghij", 5) == "abcd…"


@pytest.mark.parametrize(
    ("escrito", "esperada"),
    [
        ("30/06/2026", date(2026, 6, 30)),
        ("30/6", date(2026, 6, 30)),
        ("30-06-26", date(2026, 6, 30)),
        ("2026-06-30", date(2026, 6, 30)),
        ("30 de junio", date(2026, 6, 30)),
        ("El 1 de Enero de 2026", date(2026, 1, 1)),
        ("hoy", HOY),
        ("Ayer.", date(2026, 9, 3)),
        ("el lunes pasado", date(2026, 8, 31)),
        ("hace tres días", date(2026, 9, 1)),
    ],
)
def test_fecha_tecleada_se_lee(escrito: str, esperada: date) -> None:
    """El día va antes que el mes y sin año se entiende el de la vigencia."""
    assert leer_fecha(escrito, HOY, date(2026, 1, 1), HOY) == esperada


@pytest.mark.parametrize(
    ("escrito", "pista"),
    [
        ("31/02/2026", "fecha_imposible"),
        ("06/30/2026", "fecha_imposible"),
        ("30/06/2025", "fecha_fuera_de_limites"),
        ("31 de diciembre", "fecha_fuera_de_limites"),
        ("abc", "fecha_ilegible"),
        ("12", "fecha_ilegible"),
        ("٣٠/٠٦", "fecha_ilegible"),
        ("x" * 5000, "fecha_ilegible"),
        (" ", "vacio"),
    ],
)
def test_fecha_mala_se_explica(escrito: str, pista: str) -> None:
    """Lo ilegible, lo imposible y lo de fuera de la vigencia se distinguen."""
    with pytest.raises(EntradaInvalida) as atrapada:
        leer_fecha(escrito, HOY, date(2026, 1, 1), HOY)
    assert atrapada.value.pista == pista


def test_fecha_sin_anio_entre_dos_vigencias_se_pregunta() -> None:
    """Si caben dos años, se pide el año."""
    with pytest.raises(EntradaInvalida, match="fecha_ambigua"):
        leer_fecha("30 de junio", HOY, date(2025, 1, 1), HOY)
