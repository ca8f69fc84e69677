"""Lo que el barrido cuenta se lee en /metrics, sin nombres ni textos."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from bot.armado.servicio import _tictac
from bot.canales.metricas import Metricas
from recordatorios.calendario import calendario_de
from tests.recordatorios.plan_chico import Actividad, Escena, RelojFijo, bogota


async def test_el_tic_suma_cada_tipo_y_estado(lugar: Escena) -> None:
    """Uno enviado y uno no entregable se cuentan por tipo y estado; repetir el tic no suma."""
    lugar.plan([Actividad("A-001", date(2026, 6, 30))])
    lugar.plan(
        [Actividad("A-001", date(2026, 6, 30)), Actividad("A-002", date(2026, 6, 30), "Luis Gil")],
        vincular=False,
    )
    metricas, despertado = Metricas(), list[int]()
    reloj = RelojFijo(bogota("2026-06-24T08:00"))
    herramientas = SimpleNamespace(almacen=lugar.almacen, calendario_de=calendario_de, reloj=reloj)
    entorno = SimpleNamespace(metricas=metricas)
    cartero = SimpleNamespace(despertar=lambda: despertado.append(1))
    tictac = _tictac(cast(Any, herramientas), cast(Any, entorno), cast(Any, cartero))

    tictac.tic()
    tictac.tic()

    texto = metricas.texto().decode()
    assert 'asistente_recordatorios_total{estado="enviado",tipo="plazo"} 1.0' in texto
    assert 'asistente_recordatorios_total{estado="no_entregable",tipo="plazo"} 1.0' in texto
    assert "asistente_recordatorios_aplazados_total 0.0" in texto
    assert "Ana" not in texto
