"""Quien termina un diálogo deja salir lo que esperaba: el despacho avisa, ya firme y una vez."""

from __future__ import annotations

from dataclasses import replace

from almacen.tablas.unidad import AlmacenSQL
from bot.atencion.entrada import ClaseEntrada, Entrada
from bot.ordenes.asistente import armar_despacho
from tests.apoyo.plan import AHORA, CUENTAS, LunesAViernes, RelojQuieto, sembrar

ANA = CUENTAS["ana"]


def _entrada(numero: int, texto: str) -> Entrada:
    orden, _espacio, argumento = texto.removeprefix("/").partition(" ")
    base = Entrada(numero, ClaseEntrada.TEXTO, ANA, ANA, "Ana", True, AHORA, mensaje_id=numero)
    if not texto.startswith("/"):
        return replace(base, texto=texto)
    return replace(base, clase=ClaseEntrada.ORDEN, texto=texto, orden=orden, argumento=argumento)


def test_avisa_al_cancelar_y_al_guardar_y_no_antes() -> None:
    """Abrir y contestar no avisan; cancelar o guardar, sí, y cuando el borrador ya no está en la base."""
    almacen = AlmacenSQL("sqlite:///:memory:")
    entorno = sembrar(almacen, ("ana",))
    persona = entorno.personas["ana"].id
    quedaban: list[bool] = []

    def avisar() -> None:
        with almacen.lectura() as unidad:
            quedaban.append(unidad.borradores.traer(persona, ANA) is not None)

    despacho = replace(
        armar_despacho(almacen, RelojQuieto(), lambda _e: LunesAViernes(), lambda: "bot"),
        al_terminar_dialogo=avisar,
    )
    avisos = []
    for numero, texto in enumerate(
        ["/avance 1", "70", "/cancelar", "/ayuda", "/avance 1", "70", "resumen"], 1
    ):
        despacho(_entrada(numero, texto))
        avisos.append(len(quedaban))
    despacho(_entrada(8, "confirmar"))
    despacho(_entrada(8, "confirmar"))
    almacen.cerrar()

    assert avisos == [0, 0, 1, 1, 1, 1, 1]
    assert quedaban == [False, False]
