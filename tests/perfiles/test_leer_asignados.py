"""Los códigos de meta que el libro no trae: uno por meta, siempre el mismo."""

from __future__ import annotations

from typing import Any

from tests.perfiles.a_mano import campo
from tests.perfiles.libros import PI, PLAN, escribir, leer, perfil_de_plan, renglon, tabla

_METAS = ("Realizar 12 jornadas", "REALIZAR  12 jornadas.", "Atender 500 adultos", "Mejorar 40 viviendas")


def _sin_codigo(**de_mas: Any) -> list[dict[str, Any]]:
    return [
        {**renglon(n, Meta_PD=None, Cod_Actividad=None), "Meta": meta, **de_mas}
        for n, meta in enumerate(_METAS, start=1)
    ]


def test_una_meta_por_nombre(tmp_path):
    """Metas de nombre distinto no caen en una sola: cada una lleva el de su dependencia y su número."""
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": tabla(_sin_codigo())})
    forma = perfil_de_plan(campo(PLAN, "meta", "Meta"))
    libro = leer(ruta, forma)
    assert [f.meta_codigo for f in libro.plan] == ["GOBIERNO-M1", "GOBIERNO-M1", "GOBIERNO-M2", "GOBIERNO-M3"]
    assert libro.plan[3].actividad_codigo == "GOBIERNO-M3-1"
    assert "GOBIERNO-M1, GOBIERNO-M2, GOBIERNO-M3, uno por meta" in libro.avisos[0]
    assert leer(ruta, forma).plan == libro.plan


def test_varias_metas_de_un_programa(tmp_path):
    """En un programa, la primera meta lleva su código y las demás su número, sin pisar uno escrito."""
    escrita = {**renglon(9, Meta_PD="0203-2"), "Meta": "Otra", "Prog": "0203"}
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": tabla([*_sin_codigo(Prog="0203"), escrita])})
    forma = perfil_de_plan(campo(PLAN, "meta", "Meta"), campo(PLAN, "programa_codigo", "Prog"))
    libro = leer(ruta, forma)
    assert [f.meta_codigo for f in libro.plan] == ["0203", "0203", "0203-3", "0203-4", "0203-2"]


def test_la_meta_asignada_es_la_misma_en_el_indicativo(tmp_path):
    """La meta sin código del plan indicativo, en la misma fila, lleva el que se le asignó."""
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": tabla(_sin_codigo(**{"2026": 4}))})
    forma = perfil_de_plan(
        campo(PLAN, "meta", "Meta"), campo(PI, "meta", "Meta"), campo(PI, "programado_2026", "2026")
    )
    libro = leer(ruta, forma)
    assert [f.meta_codigo for f in libro.indicativo] == ["GOBIERNO-M1", "GOBIERNO-M2", "GOBIERNO-M3"]
    assert libro.errores == ()
