"""Respuestas que se deducen de otras: se llenan al abrir y al responder, y nunca pisan lo respondido."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.dialogos.campos import campo_texto
from bot.motor.avanzar import abrir, avanzar
from bot.motor.campos import Datos, Entorno
from bot.motor.dialogo import Dialogo, Paso
from bot.motor.transicion import Avanzado
from bot.textos.idioma import _l
from bot.textos.marcado import Html
from dominio.modelo.borrador import Borrador
from dominio.modelo.identidad import IdPersona
from dominio.reglas.permisos import Permiso

AHORA = datetime(2026, 9, 4, 15, tzinfo=UTC)


def _con_apellido(entorno: Entorno) -> Mapping[str, str]:
    nombre = entorno.respuestas.get("nombre")
    return {"apellido": f"de {nombre}", **entorno.respuestas} if nombre else entorno.respuestas


DIALOGO = Dialogo(
    nombre="prueba",
    esquema=1,
    titulo=_l("Prueba"),
    en_curso=_l("una prueba"),
    permiso=Permiso.CONSULTAR,
    resumen=lambda _entorno: [],
    confirmar=lambda _entorno, clave: Html(clave),
    completar=_con_apellido,
    pasos=tuple(
        Paso(clave, campo_texto(40), _l(clave), _l(f"¿{clave}?"), _l("Ejemplo"))
        for clave in ("nombre", "apellido")
    ),
)


def _abrir(**respuestas: str) -> Avanzado:
    vence = AHORA + timedelta(hours=24)
    borrador = Borrador(1, IdPersona(7), 7, "prueba", 1, "7-azar", AHORA, vence, respuestas)
    return abrir(DIALOGO, borrador, Datos(AHORA))


def test_lo_que_se_deduce_se_llena_al_abrir() -> None:
    """Con lo primero ya dicho se llega directo al resumen."""
    abierto = _abrir(nombre="Ana")

    assert abierto.borrador.respuestas["apellido"] == "de Ana"
    assert "revise antes de guardar" in abierto.pantallas[0].texto


def test_lo_que_se_deduce_se_llena_al_responder() -> None:
    """Responder lo primero llena lo demás."""
    seguido = avanzar(DIALOGO, _abrir().borrador, "Beto", Datos(AHORA))

    assert seguido.borrador.respuestas == {"nombre": "Beto", "apellido": "de Beto"}
    assert "revise antes de guardar" in seguido.pantallas[0].texto


def test_lo_respondido_no_se_pisa() -> None:
    """Lo que la persona dijo manda sobre lo que se deduce."""
    assert _abrir(nombre="Ana", apellido="Ruiz").borrador.respuestas["apellido"] == "Ruiz"
