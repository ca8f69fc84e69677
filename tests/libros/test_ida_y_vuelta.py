"""Lo que se exporta y se vuelve a importar es el mismo plan, al centavo y al cero a la izquierda."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from almacen.libros.abrir import abrir
from almacen.libros.canje import CanjeIlegible, a_json, de_json
from almacen.libros.escritor import EscritorOpenpyxl
from almacen.libros.lectura import leer_libro
from dominio.modelo.libro import FilaPlan, LibroLeido
from tests.libros.consolidados import consolidado_de
from tests.libros.fabrica import fila, hacer, leer
from tests.libros.planes_al_azar import planes


def _sin_sitio(filas: tuple[FilaPlan, ...] | list[FilaPlan]) -> list[FilaPlan]:
    return [replace(fila, hoja="", fila=0) for fila in filas]


# Sin reducir el caso fallido: cada intento escribe un libro y la reducción tardaría minutos.
@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(planes())
def test_consolidado_reimportado_es_el_mismo_plan(filas):
    """La hoja «Plan de acción» del consolidado, leída otra vez, da las mismas filas sin errores ni avisos."""
    with tempfile.TemporaryDirectory() as carpeta:
        ruta = Path(carpeta) / "c.xlsx"
        EscritorOpenpyxl().consolidado(consolidado_de(filas), ruta)
        libro = leer_libro(*abrir(ruta), None)
    assert [e.mensaje for e in libro.errores] == []
    assert libro.avisos == ()
    assert _sin_sitio(libro.plan) == _sin_sitio(filas)
    assert de_json(a_json(libro)) == libro


def test_consolidado_reimportado_por_la_puerta_no_avisa_de_sus_columnas(tmp_path):
    """Por el proceso hijo da lo mismo: solo se lee el plan, y las columnas calculadas no estorban."""
    filas = leer(hacer(tmp_path / "l.xlsx", [fila(1, Meta_de_la_vigencia="NP"), fila(2)])).plan
    destino = tmp_path / "c.xlsx"
    EscritorOpenpyxl().consolidado(consolidado_de(filas), destino)
    libro = leer(destino)
    assert (libro.errores, libro.avisos) == ((), ())
    assert list(libro.filas_leidas) == ["Plan de acción"]
    assert _sin_sitio(libro.plan) == _sin_sitio(filas)


@pytest.mark.parametrize("texto", ["", "{}", "[1]", '{"forma": 99}', '{"forma":1,"plan":[[1]]}'])
def test_canje_ajeno_se_rechaza(texto):
    """Un JSON que no salió de aquí no se convierte en libro."""
    with pytest.raises(CanjeIlegible):
        de_json(texto)


def test_canje_conserva_un_libro_vacio():
    """Un libro sin nada también va y vuelve."""
    assert de_json(a_json(LibroLeido())) == LibroLeido()
