"""R02, R05 y R15: cada una halla lo suyo, y calla con códigos sanos."""

from __future__ import annotations

from typing import Any

import pytest

from dominio.modelo.catalogo import SIN_CATALOGOS, Catalogos
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.plan import TipoMeta
from dominio.reglas.coherencia.evaluar import evaluar
from dominio.reglas.coherencia.plan import PlanGuardado
from dominio.reglas.destinacion_de_fuentes import DESTINACIONES, destinacion_de, sector_de
from dominio.valores.fechas import Vigencia
from tests.dominio.reglas.catalogos import TODOS
from tests.dominio.reglas.fabrica import registro, renglon

V2026 = Vigencia(2026)
DE_CODIGOS = ("R02", "R05", "R15")
E, A = Severidad.ERROR, Severidad.ADVERTENCIA


def _hallazgos(catalogos: Catalogos = SIN_CATALOGOS, **plan: Any) -> list[Hallazgo]:
    todos = evaluar(PlanGuardado(V2026, catalogos=catalogos, **plan))
    return [h for h in todos if h.regla in DE_CODIGOS]


def _dichos(catalogos: Catalogos = SIN_CATALOGOS, **cambios: Any) -> list[tuple[str, Severidad, str]]:
    """Lo que se dice de una sola actividad, con esos cambios."""
    return [
        (h.regla, h.severidad, h.objeto) for h in _hallazgos(catalogos, renglones=[renglon(1, **cambios)])
    ]


def test_codigos_sanos_no_dicen_nada() -> None:
    """Producto, meta, BPIN y fuente con forma y en catálogo: ni una palabra."""
    renglones = [renglon(1, producto_codigo="2402041"), renglon(2, producto_codigo="2402006")]

    for catalogos in (SIN_CATALOGOS, TODOS):
        assert _hallazgos(catalogos, renglones=renglones, registros=[registro(1), registro(2)]) == []


@pytest.mark.parametrize("producto", ["45990260", "240804400", "24020", "PR-7", "2402041.0", "#N/A", "N/A"])
def test_r02_producto_sin_forma(producto: str) -> None:
    """Un producto que no son siete cifras es un error; en una meta de gestión no se mira."""
    assert _dichos(producto_codigo=producto, programa_codigo=None) == [("R02", E, producto)]
    assert _dichos(producto_codigo=producto, tipo_meta=TipoMeta.GESTION, programa_codigo=None) == []


@pytest.mark.parametrize("meta", ["450102600\n", "2402.0", "2,4E+09", "#REF!"])
def test_r02_meta_danada(meta: str) -> None:
    """El código de meta es el de la entidad: solo se objeta el daño de Excel."""
    assert _dichos(meta_codigo=meta) == [("R02", E, meta)]


@pytest.mark.parametrize(
    ("meta", "producto", "dice"),
    [
        ("MP990020101" + "4001015", "4001014", True),  # el del subprograma, con el producto al final
        ("MP990020101" + "4001014", "4001014", False),
        ("400101500", "4001014", True),  # la meta se llama como su indicador
        ("4001015", "4001014", True),
        ("4001099", "4001014", False),  # dos cifras: es otro producto, no un error de tecleo
        ("2402-01", "4001014", False),  # el código de la meta no lleva producto
    ],
)
def test_r02_producto_distinto_del_de_su_meta(meta: str, producto: str, dice: bool) -> None:
    """Una cifra de diferencia entre el producto y el que lleva la meta es una advertencia."""
    esperado = [("R02", A, "A-001")] if dice else []

    assert _dichos(meta_codigo=meta, producto_codigo=producto, programa_codigo=None) == esperado


def test_plan_que_llama_producto_a_su_indicador() -> None:
    """Si casi todos los productos tienen nueve cifras no es un error; el de siete sí, y se mira el sector."""
    nueve = [renglon(n, producto_codigo=f"24020{n:02d}00") for n in range(10, 19)]
    siete = renglon(20, producto_codigo="2402041")
    hallazgos = _hallazgos(renglones=[*nueve, siete], registros=[registro(10, fuente_codigo="1.2.4.1.03")])

    assert [(h.regla, h.objeto) for h in hallazgos] == [("R02", "2402041"), ("R15", "A-010")]
    assert _hallazgos(renglones=nueve) == []


def test_r05_cero_perdido_se_propone() -> None:
    """El cero perdido es advertencia, con la corrección en la frase; el mismo código con su cero, nada."""
    (hallazgo,) = _hallazgos(renglones=[renglon(1, producto_codigo="406010", programa_codigo=None)])

    assert (hallazgo.regla, hallazgo.severidad, hallazgo.objeto) == ("R05", A, "406010")
    assert "0406010" in hallazgo.mensaje
    assert "A-001" in hallazgo.mensaje
    assert _dichos(producto_codigo="0406010", programa_codigo=None) == []


def test_r05_producto_fuera_de_catalogo() -> None:
    """Solo con catálogo cargado; en él, calla."""
    fuera: dict[str, Any] = {"producto_codigo": "2402042", "programa_codigo": None}

    assert _dichos(TODOS, **fuera) == [("R05", A, "2402042")]
    assert _dichos(**fuera) == []
    assert _dichos(TODOS, producto_codigo="2402041") == []


def test_r05_indicador_fuera_de_catalogo() -> None:
    """La meta de nueve cifras es un indicador: debe existir, si hay catálogo."""
    assert _dichos(TODOS, meta_codigo="240204101") == [("R05", A, "240204101")]
    assert _dichos(meta_codigo="240204101") == []
    assert _dichos(TODOS, meta_codigo="240204100") == []


@pytest.mark.parametrize("bpin", ["2024009990001.0", "12345", "0205760010333"])
def test_r05_bpin_sin_forma(bpin: str) -> None:
    """Un BPIN dañado es advertencia; el que dice que no lo hay es de R13."""
    assert _dichos(bpin=bpin) == [("R05", A, bpin)]
    assert _dichos(bpin="Sin formular") == []


def test_r05_producto_de_otro_programa() -> None:
    """El raro entre muchos que coinciden; si ninguno coincide, los programas son propios."""
    sanas = [renglon(i, producto_codigo="2402041") for i in range(1, 10)]
    rara = renglon(10, producto_codigo="1905021")
    propias = [renglon(i, producto_codigo="2402041", programa_codigo="0101") for i in range(1, 10)]

    assert [(h.regla, h.objeto) for h in _hallazgos(renglones=[*sanas, rara])] == [("R05", "A-010")]
    assert _hallazgos(renglones=propias) == []


def test_se_agrupa_por_codigo_y_dependencia() -> None:
    """El mismo código en cien actividades es un hallazgo por dependencia, no cien."""
    de_salud = [renglon(i, producto_codigo="406010", programa_codigo=None) for i in range(1, 101)]
    de_obras = [
        renglon(200 + i, producto_codigo="406010", programa_codigo=None, dependencia="Obras") for i in (1, 2)
    ]
    primero, segundo = _hallazgos(renglones=[*de_salud, *de_obras])

    assert "A-001, A-002, A-003 y 97 más" in primero.mensaje
    assert (segundo.dependencia, "las actividades A-201, A-202: le falta" in segundo.mensaje) == (
        "Obras",
        True,
    )


def _con_fuente(fuente: str, **cambios: Any) -> dict[str, Any]:
    return {
        "renglones": [renglon(1, **({"programa_codigo": None} | cambios))],
        "registros": [registro(1, fuente_codigo=fuente, fuente=None)],
    }


@pytest.mark.parametrize(
    ("fuente", "dice"),
    [
        ("1.2.9.9.99", True),
        ("F-01", True),
        ("1.2.1.0.00", False),
        ("121000", False),  # el fondo sin puntos existe si existe su fuente
        ("R121000", False),
    ],
)
def test_r15_fuente_inexistente(fuente: str, dice: bool) -> None:
    """La fuente que no está en el catálogo es un error; sin catálogo no se puede decir."""
    hallazgos = _hallazgos(TODOS, **_con_fuente(fuente))

    assert [(h.regla, h.severidad, h.objeto) for h in hallazgos] == ([("R15", E, fuente)] if dice else [])
    assert _hallazgos(**_con_fuente(fuente)) == []


@pytest.mark.parametrize(
    ("fuente", "producto", "dice"),
    [
        ("1.2.4.1.03", "2201071", False),  # SGP educación en educación
        ("1.2.4.1.03", "2402041", True),  # en transporte
        ("12410301", "2402041", True),  # el mismo, como fondo
        ("1.2.4.2.02", "1905021", False),
        ("1.2.4.2.02", "2201071", True),
        ("1.2.4.3.03", "2402041", False),  # libre inversión: en cualquiera
        ("1.2.4.4.03", "4102001", False),  # primera infancia cabe en varios sectores
        ("1.3.3.10.00", "4003015", False),  # balance de agua potable: vivienda
        ("1.3.3.10.00", "1905021", True),
        ("1.2.1.0.00", "1905021", False),
    ],
)
def test_r15_destinacion_especifica_en_otro_sector(fuente: str, producto: str, dice: bool) -> None:
    """La plata que la ley destina a un sector no paga productos de otro; y se cita la norma."""
    hallazgos = _hallazgos(**_con_fuente(fuente, producto_codigo=producto))

    assert [(h.regla, h.severidad, h.objeto) for h in hallazgos] == ([("R15", A, "A-001")] if dice else [])
    assert all("Ley" in h.mensaje for h in hallazgos)


def test_r15_sin_sector_conocido_calla() -> None:
    """Con códigos propios de la entidad no se sabe el sector; con el programa o el indicador MGA, sí."""
    assert sector_de(None, "2402-01", "0101") is None
    assert sector_de(None, "2402-01", "2402") == "24"
    assert sector_de(None, "190502100", None) == "19"
    assert _hallazgos(**_con_fuente("1.2.4.1.03", programa_codigo="0101")) == []
    assert len(_hallazgos(**_con_fuente("1.2.4.1.03", programa_codigo="2402"))) == 1


def test_destinaciones_no_se_pisan() -> None:
    """Cada fuente tiene a lo sumo una destinación, y «1.3.3.1…» no es «1.3.3.10»."""
    fuentes = [f for d in DESTINACIONES for f in d.fuentes]

    assert len(fuentes) == len(set(fuentes))
    assert destinacion_de("1.3.3.1.01") is None
    assert destinacion_de("1.3.3.60.00") is None
    assert destinacion_de("F-01") is None
