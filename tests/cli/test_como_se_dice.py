"""Roles, códigos y alternativas como se le dicen a una persona."""

from __future__ import annotations

import pytest

from bot.textos.errores import explicar
from bot.textos.formato import alternativas
from bot.textos.roles import NOMBRES, leer_rol, nombre_del_rol
from dominio.errores import CodigoInvalido
from dominio.modelo.persona import Rol
from dominio.valores.codigos import CodigoBPIN, CodigoDivipola, CodigoFuente, CodigoMGA, NivelMGA


def test_todo_rol_tiene_nombre_y_se_lee_de_vuelta() -> None:
    """Lo que se muestra también se puede escribir; la clave sin tildes, igual."""
    assert set(NOMBRES) == set(Rol)
    for rol in Rol:
        assert leer_rol(nombre_del_rol(rol)) is rol
        assert leer_rol(rol.value.upper()) is rol
    assert nombre_del_rol(Rol.PLANEACION) == "planeación"


@pytest.mark.parametrize(
    ("escrito", "rol"),
    [
        ("Jefa", Rol.JEFE),
        (" jefe ", Rol.JEFE),
        ("Administración", Rol.ADMINISTRACION),
        ("rey", None),
        ("", None),
    ],
)
def test_rol_se_lee_como_lo_escriben(escrito: str, rol: Rol | None) -> None:
    """Con o sin tilde, en cualquier género; lo desconocido no se adivina."""
    assert leer_rol(escrito) is rol


@pytest.mark.parametrize(
    ("opciones", "dicho"),
    [
        (["«A»"], "«A»"),
        (["«A»", "«B»"], "«A» o «B»"),
        (["«A»", "«B»", "«C»"], "«A», «B» o «C»"),
        (["«7»", "«8»"], "«7» u «8»"),
        (["«Uno»", "«Otro»"], "«Uno» u «Otro»"),
        (["«10 %»", "«11 %»"], "«10 %» u «11 %»"),
        (["«11 %»", "«110 %»"], "«11 %» o «110 %»"),
    ],
)
def test_alternativas_se_unen_con_o(opciones: list[str], dicho: str) -> None:
    """La última va con «o», y con «u» si suena a «o»."""
    assert alternativas(opciones) == dicho


@pytest.mark.parametrize("clase", [CodigoDivipola, CodigoBPIN, CodigoMGA, CodigoFuente])
def test_codigo_invalido_dice_la_forma_en_palabras(
    clase: type[CodigoDivipola | CodigoBPIN | CodigoMGA | CodigoFuente],
) -> None:
    """La clave interna de la forma no llega a la frase."""
    with pytest.raises(CodigoInvalido) as rechazo:
        clase("N/A")

    frase = explicar(rechazo.value)
    assert f"esperada: {clase.FORMA}." not in frase
    assert "otro valor" not in frase
    assert "None" not in frase


@pytest.mark.parametrize("nivel", list(NivelMGA))
def test_codigo_de_otro_nivel_dice_cuantos_digitos_lleva(nivel: NivelMGA) -> None:
    """El programa lleva cuatro, y se propone el recorte si lo hay."""
    with pytest.raises(CodigoInvalido) as rechazo:
        CodigoMGA("19" if nivel is not NivelMGA.SECTOR else "1905").exigir_nivel(nivel)

    assert "dígitos" in explicar(rechazo.value)
    assert "mga_" not in explicar(rechazo.value)
