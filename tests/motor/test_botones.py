"""El códec de los botones: cabe siempre y nada forjado lo rompe."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.motor.botones import MAXIMO_BYTES, Toque, de_dialogo, en_base_36, escribir, leer_dialogo

_CLAVES = st.builds(lambda n, azar: f"{en_base_36(n)}-{azar}", st.integers(0, 36**8 - 1), st.just("Ab12_-cd"))


@settings(max_examples=100, deadline=None)
@given(_CLAVES, st.integers(0, 999_999), st.sampled_from(["v", "editar", "confirmar"]), st.integers(0, 2**62))
def test_boton_escrito_se_vuelve_a_leer(clave: str, version: int, accion: str, valor: int) -> None:
    """Un botón lleva clave, versión, acción y valor, y cabe en 64 bytes con ids enormes."""
    dato = de_dialogo(clave, version, accion, str(valor))

    assert len(dato.encode()) <= MAXIMO_BYTES
    assert leer_dialogo(dato) == Toque(clave, version, accion, str(valor))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80) | st.from_regex(r"d:[^:]{0,20}:[^:]{0,9}:.{0,40}", fullmatch=True))
def test_boton_forjado_no_lanza(dato: str) -> None:
    """Cualquier texto se lee como un toque o como nada, sin excepción."""
    toque = leer_dialogo(dato)

    assert toque is None or (toque.version >= 0 and toque.accion.isalpha())


def test_boton_que_no_cabe_es_un_fallo_nuestro() -> None:
    """Pasar de 64 bytes se descubre al construirlo, no al enviarlo."""
    with pytest.raises(ValueError, match="64 bytes"):
        escribir("e:" + "ñ" * 40)
