"""Lo que se exporta y se vuelve a importar es el mismo plan, al centavo y al cero a la izquierda."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from almacen.libros.abrir import abrir
from almacen.libros.canje import CanjeIlegible, a_json, de_json
from almacen.libros.celdas import texto_de_una_linea
from almacen.libros.escritor import EscritorOpenpyxl
from almacen.libros.lectura import leer_libro
from dominio.entender.texto import normalizar
from dominio.modelo.libro import FilaPlan, LibroLeido
from dominio.modelo.plan import TipoMeta
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.libros.consolidados import consolidado_de
from tests.libros.fabrica import fila, hacer, leer


def _dice_algo(texto: str) -> bool:
    """No es una manera de dejar la celda en blanco ni una fila de totales."""
    plano = normalizar(texto).rstrip(". ")
    return len(plano) > 3 and not plano.startswith(("total", "sub", "gran", "no ", "sin ", "#"))


nombres = (
    st.text(st.characters(exclude_categories=("Cs", "Co", "Cn")), min_size=4, max_size=60)
    .map(texto_de_una_linea)
    .filter(_dice_algo)
)
codigos = st.from_regex(r"[0-9A-Z][0-9A-Z.\-/]{3,16}[0-9A-Z]", fullmatch=True).filter(
    lambda c: _dice_algo(c) and not (c.endswith(".0") and c[:-2].isdigit())
)
numeros = st.decimals(0, 10**9, places=3).map(lambda d: d.normalize() if d else Decimal(0))
opcional = st.none() | nombres
puntos = st.integers(0, 999_999).map(Porcentaje)
fechas = st.dates(date(1990, 1, 1), date(2099, 12, 31))
pesos = st.integers(0, 10**16).map(Pesos) | st.integers(0, 10**12).map(Pesos)


@st.composite
def planes(draw: st.DrawFn) -> list[FilaPlan]:
    """Actividades distintas, con una o dos fuentes o ninguna."""
    filas: list[FilaPlan] = []
    for codigo in draw(st.lists(codigos, min_size=1, max_size=5, unique=True)):
        base = draw(_actividad(codigo))
        fuentes = draw(st.lists(st.tuples(codigos, nombres, pesos, st.booleans()), max_size=2))
        for fuente_codigo, fuente, monto, contratacion in fuentes:
            filas.append(
                replace(
                    base, fuente_codigo=fuente_codigo, fuente=fuente, monto=monto, contratacion=contratacion
                )
            )
        if not fuentes:
            filas.append(replace(base, tipo_meta=TipoMeta.GESTION))
    return filas


def _actividad(codigo: str) -> st.SearchStrategy[FilaPlan]:
    return st.builds(
        FilaPlan,
        hoja=st.just(""),
        fila=st.just(0),
        dependencia_codigo=st.none() | codigos,
        dependencia=nombres,
        responsable=nombres,
        cargo=opcional,
        tipo_meta=st.sampled_from(TipoMeta),
        programa_codigo=codigos,
        programa=opcional,
        meta_codigo=codigos,
        meta=opcional,
        indicador=opcional,
        unidad=opcional,
        linea_base=st.none() | numeros,
        meta_vigencia=st.none() | numeros,
        bpin=codigos,
        proyecto=nombres,
        objetivo=opcional,
        actividad_codigo=st.just(codigo),
        actividad=nombres,
        ponderacion=st.none() | puntos,
        cantidad_programada=st.none() | numeros,
        inicio=fechas,
        fin=fechas,
        avance=st.none() | puntos,
        fuente_codigo=st.none(),
        fuente=st.none(),
        monto=st.none(),
        contratacion=st.none(),
    )


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
