"""Qué vence y qué va atrasado, por fecha y por banda, de lo que ve quien pregunta."""

from __future__ import annotations

from datetime import date

import pytest

from dominio.casos.datos_del_plan import datos_de, objeto_de, objeto_general
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.casos.vencimientos import atrasadas, vencimientos
from dominio.errores import NoEncontrado
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import Mundo


def _codigos(medidas) -> list[str]:
    return [medida.renglon.codigo for medida in medidas]


def test_atrasadas_separa_vencidas_de_atrasadas(mundo: Mundo) -> None:
    """Vencida es la que pasó su fecha; atrasada, la de la banda más baja; lo ajeno no se cuenta."""
    with mundo.como("planeacion") as ctx:
        todas = atrasadas(ctx)
    with mundo.como("jefe_infra") as ctx:
        suyas = atrasadas(ctx)

    assert _codigos(todas.vencidas) == ["A-013"]
    assert set(_codigos(todas.atrasadas)) == {"A-001", "A-002", "A-012"}
    assert (suyas.vencidas, suyas.de) == ((), 2)


def test_atrasadas_de_un_objeto(mundo: Mundo) -> None:
    """Se puede preguntar por una dependencia; la que va al día no sale."""
    renglon = mundo.actividad("A-012")
    datos = DatosAvance("r", renglon.id, ValorAvance(Porcentaje.de(95)), logro="Se vacunó")
    with mundo.como("planeacion") as ctx:
        registrar_avance(ctx, datos)
        halladas = atrasadas(ctx, "dependencia", renglon.dependencia_id)

    assert (_codigos(halladas.vencidas), _codigos(halladas.atrasadas), halladas.de) == (["A-013"], [], 2)


def test_vencimientos_entre_dos_dias_incluidos(mundo: Mundo) -> None:
    """Entran los dos extremos y no lo terminado; quien tiene actividades ve las suyas."""
    dia = date(2026, 9, 30)
    with mundo.como("hector") as ctx:
        assert _codigos(vencimientos(ctx, dia, dia)) == ["A-002"]
        assert _codigos(vencimientos(ctx, date(2026, 10, 1), date(2026, 10, 31))) == []
    with mundo.como("luz") as ctx:
        assert _codigos(vencimientos(ctx, dia, dia)) == []
    with mundo.como("planeacion") as ctx:
        assert _codigos(vencimientos(ctx, date(2026, 1, 1), dia)) == ["A-013", "A-002"]
        terminada = ValorAvance(Porcentaje.de(100))
        registrar_avance(ctx, DatosAvance("r", mundo.actividad("A-013").id, terminada, logro="Listo"))
        assert _codigos(vencimientos(ctx, date(2026, 1, 1), dia)) == ["A-002"]


def test_datos_del_plan_de_actividad_y_proyecto(mundo: Mundo) -> None:
    """Los datos traen la actividad con su fuente, o todas las del proyecto; lo ajeno no se encuentra."""
    renglon = mundo.actividad("A-012")
    with mundo.como("luz") as ctx:
        una = datos_de(ctx, "actividad", renglon.id)
        proyecto = datos_de(ctx, "proyecto", renglon.proyecto_id or 0)
        with pytest.raises(NoEncontrado):
            datos_de(ctx, "actividad", mundo.actividad("A-001").id)

    assert _codigos_de(una.renglones) == ["A-012"]
    assert [r.fuente for r in una.registros] == ["SGP Salud - salud pública"]
    assert _codigos_de(proyecto.renglones) == ["A-012", "A-013"]


def test_objeto_general_segun_quien_pregunta(mundo: Mundo) -> None:
    """Planeación habla de la entidad; quien ve una dependencia, de la suya."""
    with mundo.como("planeacion") as ctx:
        assert objeto_general(ctx).ambito == "entidad"
        assert objeto_de(ctx, "meta", mundo.actividad("A-012").meta_id).codigo == "1905-01"
    with mundo.como("luz") as ctx:
        assert objeto_general(ctx).codigo == "20"


def _codigos_de(renglones) -> list[str]:
    return [renglon.codigo for renglon in renglones]
