"""A quién no le llega: las personas a las que les toca, por qué, cuánto perdieron y qué no es de nadie."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dominio.casos.no_entregables import actividades_de, no_entregable, no_entregables
from dominio.errores import NoEncontrado, PermisoDenegado
from dominio.modelo.delegacion import NuevaDelegacion
from dominio.modelo.recordados import CausaDeNoEntrega, PanoramaDeNoEntregables
from tests.dominio.casos.mundo import MARTES, PLAN, Mundo


def _vincular(mundo: Mundo, quien: str, cuenta: int) -> None:
    with mundo.como("planeacion") as ctx:
        persona = mundo.personas[quien]
        ctx.unidad.personas.invitar(persona.id, quien, MARTES + timedelta(days=2), None)
        assert ctx.unidad.personas.vincular(quien, cuenta, MARTES) is not None


def _panorama(mundo: Mundo) -> PanoramaDeNoEntregables:
    with mundo.como("planeacion") as ctx:
        return no_entregables(ctx)


def _causas(mundo: Mundo) -> dict[str, CausaDeNoEntrega]:
    return {una.ficha.persona.nombre: una.causa for una in _panorama(mundo).personas}


def test_cada_causa(mundo: Mundo) -> None:
    """Sin invitar, invitada, bloqueada y revocada se distinguen; la que sí recibe no está."""
    assert set(_causas(mundo).values()) == {CausaDeNoEntrega.SIN_INVITAR}
    for cuenta, quien in enumerate(("planeacion", "jefe_infra", "hector"), start=700):
        _vincular(mundo, quien, cuenta)
    with mundo.como("planeacion") as ctx:
        ctx.unidad.personas.marcar_alcance(702, inalcanzable=True)
        ctx.unidad.personas.invitar(mundo.personas["jefe_salud"].id, "x", MARTES + timedelta(days=1), None)
        ctx.unidad.personas.revocar(mundo.personas["luz"].id)

    causas = _causas(mundo)
    assert causas["Héctor Fabio Rengifo"] is CausaDeNoEntrega.BLOQUEO
    assert causas["Luz Dary Angulo"] is CausaDeNoEntrega.REVOCADA
    assert causas["Persona jefe_salud"] is CausaDeNoEntrega.INVITADA
    assert causas["Persona jefe_de_nada"] is CausaDeNoEntrega.SIN_INVITAR
    assert "Adriana Lucía Tello" not in causas
    # A quien solo consulta no le toca nada.
    assert "Persona consulta" not in causas


def test_quien_se_fue_sin_actividades_no_hace_falta(mundo: Mundo) -> None:
    """Una revocada a la que el plan ya no nombra no es un problema de nadie."""
    with mundo.como("planeacion") as ctx:
        ctx.unidad.personas.revocar(mundo.personas["jefe_de_nada"].id)

    assert "Persona jefe_de_nada" not in _causas(mundo)


def test_lo_recibe_quien_reporta_por_ella(mundo: Mundo) -> None:
    """Con una delegación que rige hoy y llega, se cuenta aparte; vencida, vuelve a la lista."""
    _vincular(mundo, "luz", 710)
    hector, luz = mundo.personas["hector"], mundo.personas["luz"]
    with mundo.como("planeacion") as ctx:
        rige = date(2026, 9, 1), date(2026, 9, 30)
        nueva = NuevaDelegacion(ctx.entidad.id, hector.id, luz.id, *rige, None, hector.id, MARTES)
        ctx.unidad.delegaciones.crear(nueva)

    hoy = _panorama(mundo)
    assert hector.nombre not in {una.ficha.persona.nombre for una in hoy.personas}
    assert hoy.reporta_otra == 1
    with mundo.como("planeacion", MARTES + timedelta(days=30)) as ctx:
        assert hector.nombre in {una.ficha.persona.nombre for una in no_entregables(ctx).personas}


def test_actividades_sin_responsable_y_las_de_una_persona(mundo: Mundo) -> None:
    """Lo que no es de nadie se dice con lo que trae el plan; lo de una persona, sin lo terminado."""
    primera = replace(PLAN[0], responsable="Oficina de Infraestructura")
    mundo.importar(primera, *PLAN[1:])

    sin_nadie = _panorama(mundo).sin_responsable
    with mundo.como("planeacion") as ctx:
        de_hector = actividades_de(ctx, mundo.personas["hector"].id)
    assert [(una.nombre, una.escrito) for una in sin_nadie] == [
        ("Construir placa huella en La Buitrera", "Oficina de Infraestructura")
    ]
    assert [una.nombre for una in de_hector] == ["Hacer mantenimiento de la vía El Carmen"]


def test_una_sola_y_quien_puede(mundo: Mundo) -> None:
    """De una a la que sí le llega no hay qué decir; y a la jefatura no se le muestra."""
    _vincular(mundo, "hector", 720)
    with mundo.como("planeacion") as ctx:
        assert no_entregable(ctx, mundo.personas["luz"].id).ficha.actividades == 2
        with pytest.raises(NoEncontrado):
            no_entregable(ctx, mundo.personas["hector"].id)
    with mundo.como("jefe_infra") as ctx, pytest.raises(PermisoDenegado):
        no_entregables(ctx)
