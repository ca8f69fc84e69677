"""La disculpa cuando un mensaje no se pudo atender."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from almacen.reloj import RelojDelSistema
from almacen.tablas.unidad import AlmacenSQL
from bot.atencion.disculpa import disculpa
from bot.atencion.entrada import ClaseEntrada, Entrada

ENTRADA = Entrada(
    update_id=9,
    clase=ClaseEntrada.TEXTO,
    chat_id=501,
    usuario_id=501,
    nombre="Ana",
    privado=True,
    fecha=datetime(2026, 11, 22, 15, 0, tzinfo=UTC),
    texto="hola",
)


def test_disculpa_se_da_una_vez_por_mensaje() -> None:
    """Quien apartó el mensaje puede repetir la disculpa sin que la persona la reciba dos veces."""
    almacen = AlmacenSQL("sqlite:///:memory:")
    disculparse = disculpa(almacen, RelojDelSistema())

    primera, segunda = disculparse(ENTRADA), disculparse(ENTRADA)

    assert [tomado.envio.chat_id for tomado in primera] == [501]
    assert "/seguir" in str(primera[0].envio.cuerpo["text"])
    assert segunda == []
    almacen.cerrar()


def test_disculpa_no_se_da_en_grupos() -> None:
    """En un grupo no se dice nada de lo que una persona escribió."""
    almacen = AlmacenSQL("sqlite:///:memory:")

    assert disculpa(almacen, RelojDelSistema())(replace(ENTRADA, chat_id=-5, privado=False)) == ()
    almacen.cerrar()
