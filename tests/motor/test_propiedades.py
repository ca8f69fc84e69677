"""El despacho entero ante actos al azar: nada doble, nada inválido, nada sin respuesta."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.ordenes.tabla import ordenes
from tests.motor.partida import Jugada, Partida

_ESCRITOS = (
    "/avance", "/avance A-001", "/avance A-002", "/ejecucion", "/ejecucion A-001", "/seguir", "/cancelar",
    "A-001", "A-002", "12", "45", "70", "100", "101", "12.5", "0,45", "1.250", "150 %", "-3", "0",
    "5.000.000", "1.000.000", "atrás", "saltar", "editar", "editar 2", "confirmar", "sí", "listo",
    "ir al resumen", "ayuda", "cancelar", "empezar de nuevo", "seguir", "dejar igual", "CDP", "pago",
    "compromiso", "total", "movimiento", "ayer", "31/02/2026", "Se vacunó en las veredas.",
    "avance 45 % en la actividad 1", "sin novedad en la 1", "igual que el mes pasado", "corrige la 1",
    "cómo va salud", "aprobar", "<b>&", "🎉", "\u202e54", "x" * 4096,
)  # fmt: skip
_PERSONAS = st.sampled_from(("ana", "ana", "ana", "ana", "beto", "jorge", "pilar", "diego", "carla"))
_CLASES = st.sampled_from(
    ("escribe",) * 9 + ("toca",) * 9 + ("confirma",) * 4 + ("reporta",) * 2
    + ("dos_veces", "viejo", "viejo", "adjunta", "edita", "manda", "repite", "reinicia", "pasa")
)  # fmt: skip
_JUGADAS = st.builds(
    Jugada,
    quien=_PERSONAS,
    que=_CLASES,
    texto=st.one_of(
        st.sampled_from(_ESCRITOS),
        st.sampled_from(sorted(f"/{orden.nombre}" for orden in ordenes())),
    ),
    numero=st.integers(0, 10_000),
)
# Sin acortar: una partida que falla ya dice en qué acto, y acortarla cuesta minutos.
_AJUSTES: dict[str, Any] = {
    "deadline": None,
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}


def _jugar(jugadas: list[Jugada]) -> None:
    partida = Partida.nueva()
    for jugada in jugadas:
        partida.jugar(jugada)
    partida.terminar()


@settings(max_examples=40, **_AJUSTES)
@given(st.lists(_JUGADAS, min_size=20, max_size=50))
def test_partida_corta_al_azar(jugadas: list[Jugada]) -> None:
    """Cada confirmación deja a lo sumo un reporte, el acumulado es el último que cuenta y todo contesta."""
    _jugar(jugadas)


@pytest.mark.lento
@settings(max_examples=500, **_AJUSTES)
@given(st.lists(_JUGADAS, min_size=50, max_size=50))
def test_partida_larga_al_azar(jugadas: list[Jugada]) -> None:
    """Lo mismo en quinientas partidas de cincuenta actos."""
    _jugar(jugadas)


def test_partida_conocida_llega_a_guardar() -> None:
    """Una partida sin azar guarda su reporte: las reglas de arriba no se cumplen por no hacer nada."""
    partida = Partida.nueva()
    for texto in ("/avance A-001", "70", "ir al resumen"):
        partida.jugar(Jugada("ana", "escribe", texto))
    partida.jugar(Jugada("ana", "dos_veces"))
    partida.jugar(Jugada("ana", "viejo", numero=0))
    partida.jugar(Jugada("ana", "reporta", numero=5 * 40 + 1))
    for texto in ("/ejecucion A-001", "CDP", "total", "5.000.000", "saltar", "confirmar"):
        partida.jugar(Jugada("ana", "repite", texto))

    partida.terminar()
    assert partida.guardados == 3
