"""Tarjetas públicas: agregados y nada más, y solo de lo que quien pide puede ver."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest

from bot.textos.tarjeta_publica import descripcion, tarjeta, titulo
from dominio.casos.tarjetas import MAXIMO_TARJETAS, tarjetas_publicas
from tests.dominio.casos.mundo import PLAN, Mundo
from tests.dominio.reglas.fabrica import fila


@pytest.mark.parametrize(
    ("texto", "nombres"),
    [
        ("", ["Municipio de Ejemplo", "Secretaría de Infraestructura", "Secretaría de Salud"]),
        ("municipio", ["Municipio de Ejemplo"]),
        ("20", ["Secretaría de Salud"]),
        ("secretaria salud", ["Secretaría de Salud"]),
        ("1905", ["Salud pública"]),
        ("salud publica", ["Salud pública"]),
        ("marte", []),
        ("A-012", []),
        ("luz dary", []),
        ("placa huella", []),
        ("🙂" * 40, []),
    ],
)
def test_solo_entidad_dependencias_y_programas(mundo: Mundo, texto: str, nombres: list[str]) -> None:
    """Una actividad o un responsable no se pueden nombrar, aunque existan."""
    with mundo.como("planeacion") as ctx:
        assert [estado.nombre for estado in tarjetas_publicas(ctx, texto)] == nombres


def test_cada_quien_dentro_de_lo_suyo(mundo: Mundo) -> None:
    """A quien consulta una sola dependencia no se le abre otra por aquí."""
    with mundo.como("luz") as ctx:
        assert [e.nombre for e in tarjetas_publicas(ctx)] == ["Secretaría de Salud"]
        assert tarjetas_publicas(ctx, "infraestructura") == ()


def test_cifras_son_las_de_siempre(mundo: Mundo) -> None:
    """Cuántas actividades, sobre cuántas metas."""
    with mundo.como("consulta") as ctx:
        entidad, *_resto = tarjetas_publicas(ctx)

    assert (entidad.ambito, entidad.actividades, entidad.metas) == ("entidad", 4, 2)


def test_tarjeta_no_lleva_nombres_ni_detalle(mundo: Mundo) -> None:
    """Ningún responsable, actividad, código de actividad, meta ni dinero en lo que se publica."""
    prohibidos = {fila.responsable for fila in PLAN} | {fila.actividad for fila in PLAN}
    prohibidos |= {fila.actividad_codigo for fila in PLAN} | {"$", "CDP"}
    with mundo.como("planeacion") as ctx:
        estados = tarjetas_publicas(ctx)
    for estado in estados:
        publicado = titulo(estado) + descripcion(estado) + tarjeta(estado, "Municipio", date(2026, 9, 15))
        assert [texto for texto in prohibidos if texto in publicado] == [], asdict(estado)
        assert "15 de septiembre de 2026" in publicado


def test_hay_tope(mundo: Mundo) -> None:
    """Con muchas dependencias se muestran diez."""
    filas = [
        fila(n, dependencia_codigo=str(n), dependencia=f"Secretaría número {n}", actividad=f"Hacer {n}")
        for n in range(100, 115)
    ]
    mundo.importar(*PLAN, *filas)
    with mundo.como("planeacion") as ctx:
        assert len(tarjetas_publicas(ctx)) == MAXIMO_TARJETAS
