"""Entender una frase con el plan de quien la escribe."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from dominio.casos import entender as modulo
from dominio.casos.entender import entender_frase
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.entender.indice import IndiceDeFrases
from dominio.errores import PermisoDenegado, SinPlan
from dominio.modelo.entendido import Entendido, Intencion
from dominio.modelo.objeto import Objeto
from dominio.modelo.plan import Renglon
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import PLAN, Mundo


def _leer(mundo: Mundo, quien: str, frase: str, respondida: Objeto | None = None) -> Entendido:
    with mundo.como(quien) as ctx:
        return entender_frase(ctx, frase, respondida=respondida)


def _codigos(leido: Entendido) -> list[str | None]:
    return [objeto.codigo for objeto in leido.objetos]


@pytest.fixture
def armados(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Cuántas actividades tenía cada índice que se armó."""
    veces: list[int] = []
    armar = IndiceDeFrases

    def contado(renglones: Sequence[Renglon]) -> object:
        veces.append(len(renglones))
        return armar(renglones)

    monkeypatch.setattr(modulo, "IndiceDeFrases", contado)
    monkeypatch.setattr(modulo, "_RECORDADOS", OrderedDict())
    return veces


def test_frase_se_entiende_con_el_plan_de_la_entidad(mundo: Mundo) -> None:
    """El número es el de la actividad guardada, y no se guarda nada."""
    antes = mundo.actividad("A-012")

    leido = _leer(mundo, "planeacion", "la 12 va en 45")

    assert leido.intencion is Intencion.REPORTAR_AVANCE
    assert [(o.codigo, o.id) for o in leido.objetos] == [("A-012", antes.id)]
    assert leido.porcentaje == Porcentaje.de(45)
    assert mundo.actividad("A-012") == antes


def test_frase_solo_reconoce_lo_que_la_persona_ve(mundo: Mundo) -> None:
    """El jefe de salud no ve la placa huella; quien consulta toda la entidad, sí."""
    assert _codigos(_leer(mundo, "jefe_salud", "cómo va la placa huella")) == []
    assert _codigos(_leer(mundo, "consulta", "cómo va la placa huella")) == ["A-001"]
    assert _codigos(_leer(mundo, "jefe_salud", "cómo va la vacunación")) == ["A-012"]


def test_frase_sin_dependencia_propia_se_niega(mundo: Mundo) -> None:
    """A un jefe sin dependencia no se le puede decir nada del plan."""
    with pytest.raises(PermisoDenegado):
        _leer(mundo, "jefe_de_nada", "cómo va la placa huella")


def test_actividades_a_cargo_desempatan(mundo: Mundo) -> None:
    """Dos actividades «en La Cumbre»: a quien solo responde por una se le entiende la suya."""
    cumbre = [
        replace(PLAN[0], actividad_codigo="A-030", actividad="Construir el puente de La Cumbre"),
        replace(
            PLAN[0],
            actividad_codigo="A-031",
            actividad="Pavimentar la entrada de La Cumbre",
            responsable="Sandra Milena Caicedo",
        ),
    ]
    mundo.importar(*PLAN, *cumbre)

    assert _codigos(_leer(mundo, "hector", "la cumbre va en 45")) == ["A-030"]
    assert _codigos(_leer(mundo, "planeacion", "la cumbre va en 45")) == ["A-030", "A-031"]


def test_mensaje_respondido_da_el_objeto(mundo: Mundo) -> None:
    """«Va en 45» es de la actividad del mensaje que contesta."""
    actividad = mundo.actividad("A-002")
    respondida = Objeto("actividad", actividad.codigo, actividad.nombre, actividad.id)

    assert _leer(mundo, "hector", "va en 45", respondida).objetos == (respondida,)
    assert _leer(mundo, "hector", "va en 45").objetos == ()


def test_indice_se_recuerda_mientras_el_plan_nombre_lo_mismo(mundo: Mundo, armados: list[int]) -> None:
    """Un reporte no lo rehace; una importación que cambia un nombre, sí, y se entiende el nuevo."""
    _leer(mundo, "planeacion", "cómo va el plan")
    with mundo.como("hector") as ctx:
        valor = ValorAvance(porcentaje=Porcentaje.de(Decimal(10)))
        registrar_avance(ctx, DatosAvance("clave-1", mundo.actividad("A-001").id, valor))
    _leer(mundo, "planeacion", "cómo va el plan")
    assert len(armados) == 1

    cambiada = replace(PLAN[0], actividad="Construir el coliseo municipal")
    mundo.importar(cambiada, *PLAN[1:])

    assert _codigos(_leer(mundo, "planeacion", "cómo va el coliseo")) == ["A-001"]
    assert len(armados) == 2


def test_indice_de_otra_base_no_se_confunde(mundo: Mundo, armados: list[int]) -> None:
    """Otra base con la misma entidad y otro plan tiene su propio índice."""
    _leer(mundo, "planeacion", "cómo va el plan")
    mundo.importar(replace(PLAN[0], actividad="Sembrar guaduales en La Buitrera"), *PLAN[1:])

    assert _codigos(_leer(mundo, "planeacion", "cómo van los guaduales")) == ["A-001"]
    assert armados == [4, 4]


def test_frase_sin_plan_se_rechaza(mundo: Mundo) -> None:
    """Una vigencia sin plan no tiene de qué hablar."""
    with mundo.como("planeacion") as ctx, pytest.raises(SinPlan):
        entender_frase(ctx, "la 12 va en 45", vigencia=Vigencia(2031))
