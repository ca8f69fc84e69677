"""Encadenado de la auditoría."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.errores import InstanteSinZona
from dominio.modelo.financiero import MomentoGasto
from dominio.reglas.cadena import ORIGEN, canonico, eslabon, verificar
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje

escalares = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.decimals(-9, 9, places=3)
)
filas_posibles = st.dictionaries(
    st.text(max_size=5), st.one_of(escalares, st.lists(escalares, max_size=3)), max_size=5
)


def _encadenar(filas: list[dict[str, object]]) -> list[tuple[dict[str, object], str]]:
    cadena, previo = [], ORIGEN
    for fila in filas:
        previo = eslabon(previo, fila)
        cadena.append((fila, previo))
    return cadena


def test_canonico_tiene_una_sola_forma() -> None:
    """Claves ordenadas, sin espacios, ASCII, instantes en UTC, dinero en centavos."""
    fila = {
        "ñ": "acción",
        "b": Pesos.de("10.50"),
        "a": Porcentaje.de(45),
        "cuando": datetime(2026, 1, 1, 8, 0, tzinfo=timezone(timedelta(hours=-5))),
        "dia": date(2026, 1, 31),
        "corte": Corte.de("2026-T3"),
        "vigencia": Vigencia(2026),
        "momento": MomentoGasto.CDP,
        "cantidad": Decimal("12.500"),
        "lista": [1, None, True, {"z": 1, "y": "2"}],
    }

    assert canonico(fila) == (
        '{"a":4500,"b":1050,"cantidad":"12.5","corte":"2026-T3","cuando":"2026-01-01T13:00:00.000000+00:00",'
        '"dia":"2026-01-31","lista":[1,null,true,{"y":"2","z":1}],"momento":"cdp","vigencia":"2026",'
        '"\\u00f1":"acci\\u00f3n"}'
    )


def test_canonico_no_depende_del_orden_ni_de_la_escritura() -> None:
    """El mismo instante en otra zona y el mismo decimal con otros ceros dan el mismo texto."""
    utc = datetime(2026, 1, 1, 13, 0, tzinfo=UTC)
    bogota = utc.astimezone(timezone(timedelta(hours=-5)))

    assert canonico({"a": utc, "b": Decimal("1E+3")}) == canonico({"b": Decimal("1000.0"), "a": bogota})
    assert canonico({"a": Decimal("-0.0")}) == canonico({"a": Decimal(0)})
    largo = Decimal("1.00000000000000000000000000000000000001")
    assert canonico({"a": largo}) != canonico({"a": Decimal(1)})


@pytest.mark.parametrize("malo", [1.5, {1: "a"}, b"x", {1}, Decimal("NaN"), object()])
def test_canonico_rechaza_lo_que_no_tiene_una_forma(malo: object) -> None:
    """Un float, una clave numérica o un conjunto cambiarían de texto según quién los escriba."""
    with pytest.raises(TypeError):
        canonico({"dato": malo})


def test_canonico_rechaza_instantes_sin_zona() -> None:
    """Sin zona, SQLite y PostgreSQL darían dos textos."""
    with pytest.raises(InstanteSinZona):
        canonico({"cuando": datetime(2026, 1, 1)})  # noqa: DTZ001 - es el caso que se prueba


def test_eslabon_es_sha256_del_previo_y_la_fila() -> None:
    """El valor se puede rehacer con cualquier otra herramienta."""
    fila = {"accion": "registrar_avance", "objeto": "A-012"}
    texto = "0" * 64 + '\n{"accion":"registrar_avance","objeto":"A-012"}'

    assert eslabon(ORIGEN, fila) == hashlib.sha256(texto.encode()).hexdigest()
    assert eslabon("a" * 64, fila) != eslabon(ORIGEN, fila)


@settings(max_examples=60, deadline=None)
@given(st.lists(filas_posibles, max_size=8))
def test_cadena_intacta_cierra(filas: list[dict[str, object]]) -> None:
    """Lo que se encadena se verifica, entero o por tramos."""
    cadena = _encadenar(filas)

    assert verificar(cadena) is None
    if cadena:
        assert verificar(cadena[1:], previo=cadena[0][1]) is None


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 8), st.data())
def test_cadena_alterada_dice_donde(largo: int, datos: st.DataObject) -> None:
    """Cambiar, quitar o intercambiar una fila señala la primera que no cierra."""
    cadena = _encadenar([{"n": n, "valor": "x"} for n in range(largo)])
    lugar = datos.draw(st.integers(0, largo - 2))

    cambiada = [*cadena]
    cambiada[lugar] = ({**cadena[lugar][0], "valor": "y"}, cadena[lugar][1])
    quitada = cadena[:lugar] + cadena[lugar + 1 :]
    volteada = [*cadena]
    volteada[lugar], volteada[lugar + 1] = volteada[lugar + 1], volteada[lugar]

    assert [verificar(c) for c in (cambiada, quitada, volteada)] == [lugar, lugar, lugar]


def test_rehacer_un_eslabon_rompe_el_siguiente() -> None:
    """Cambiar una fila y recalcular solo su eslabón se nota en la que sigue."""
    cadena = _encadenar([{"n": n} for n in range(4)])
    falsa: dict[str, object] = {"n": 99}
    cadena[1] = (falsa, eslabon(cadena[0][1], falsa))

    assert verificar(cadena) == 2
