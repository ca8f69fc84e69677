"""Los libros reales, leídos con el perfil que se propone solo: cifras esperadas y sumas al peso."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.abrir import abrir
from almacen.libros.cuadricula import Celda, Cuadricula
from almacen.perfiles.leer import leer_con_perfil
from almacen.perfiles.proponer import proponer
from dominio.entender.texto import normalizar
from dominio.modelo.libro import LibroLeido, TipoLibro
from dominio.modelo.perfil import ClaseDeDuda, Perfil, Propuesta
from tests.perfiles.ajenos import de_donde, dudas_de, perfil_de
from tests.perfiles.reales import CARPETA, real

_PLAN, _PI, _EJ = TipoLibro.PLAN, TipoLibro.INDICATIVO, TipoLibro.EJECUCION
CUADRO_2024 = "cali-cuadro1S-2024-septiembre.xlsx"
CUADRO_2025 = "cali-cuadro1S-2025-trimestre1.xlsx"
GASTO = "cali-ejecucion-2025-marzo.csv"
POR_HOJAS = "guatape-plan-accion-2026.xlsx"
INDICATIVO = "tenjo-plan-indicativo-2024-2027.xlsx"
CUIPO = "betania-cuipo-ejecucion-gastos-2025.xlsx"
_VIGENCIA = {
    CUADRO_2024: 2024,
    CUADRO_2025: 2025,
    GASTO: 2025,
    POR_HOJAS: 2026,
    INDICATIVO: 2025,
    CUIPO: 2025,
}


@dataclass(frozen=True)
class Caso:
    """Un libro real con lo que se propuso y lo que se leyó."""

    hojas: list[Cuadricula]
    propuesta: Propuesta
    leido: LibroLeido
    segundos: float

    @property
    def perfil(self) -> Perfil:
        """El propuesto."""
        return perfil_de(self.propuesta)


@cache
def _caso(ruta: Path, vigencia: int) -> Caso:
    hojas, errores = abrir(ruta, con_perfil=True)
    comienzo = time.process_time()
    propuesta = proponer(hojas, vigencia, ())
    segundos = time.process_time() - comienzo
    return Caso(hojas, propuesta, leer_con_perfil(hojas, errores, perfil_de(propuesta), vigencia), segundos)


def caso(nombre: str) -> Caso:
    """El libro, propuesto y leído una sola vez por sesión."""
    return _caso(real(nombre), _VIGENCIA[nombre])


def esperados(cual: str) -> dict[str, object]:
    """Las cifras esperadas de un libro."""
    return dict(json.loads((CARPETA / "valores_esperados.json").read_text(encoding="utf-8"))[cual])


@pytest.mark.parametrize("nombre", list(_VIGENCIA))
def test_nada_se_pierde(nombre: str) -> None:
    """Leídas + fuera = filas con datos, y leído + fuera = lo que hay en la hoja, al peso."""
    leido = caso(nombre).leido
    assert leido.lecturas
    assert not leido.errores
    for lectura in leido.lecturas:
        assert lectura.leidas + sum(len(f.filas) for f in lectura.fuera) == lectura.filas_con_datos
        fuera: Counter[str] = Counter()
        for grupo in lectura.fuera:
            fuera.update(dict(grupo.sumas))
        for suma in lectura.sumas:
            assert suma.leida + Decimal(fuera[suma.dato]) == suma.en_la_hoja, (lectura.hoja, suma.dato)


@pytest.mark.parametrize("nombre", list(_VIGENCIA))
def test_la_propuesta_cabe_en_tres_segundos(nombre: str) -> None:
    """Se mira una muestra y no todas las celdas."""
    assert caso(nombre).segundos <= 3


@pytest.mark.parametrize(
    ("nombre", "cual", "corrido"),
    [(CUADRO_2024, "cali_2024_sep", False), (CUADRO_2025, "cali_2025_T1", True)],
)
def test_el_cuadro_de_seguimiento(nombre: str, cual: str, corrido: bool) -> None:
    """El mismo encabezado en otra fila: en un trimestre con tres rótulos corridos y en otro no."""
    este, cifras = caso(nombre), esperados(cual)
    assert este.perfil.hojas[0].fila_encabezado == cifras["fila_encabezado"]
    assert este.leido.lecturas[0].leidas == cifras["filas_actividad"]
    assert bool(dudas_de(este.propuesta, ClaseDeDuda.ROTULO_CORRIDO)) is corrido
    codigos = [fila.producto_codigo for fila in este.leido.plan if fila.producto_codigo]
    assert sum(len(codigo) in (6, 7) for codigo in codigos) > 0.99 * len(codigos)
    assert {nivel[0] for nivel in este.leido.plan[0].niveles} == {"Nivel 1 PD", "Nivel 2 PD", "Nivel 3 PD"}


def test_los_dos_cuadros_son_la_misma_huella_y_no_el_mismo_perfil() -> None:
    """El perfil del trimestre derecho no se usa en el corrido: se propone de nuevo y se dice."""
    derecho, corrido = caso(CUADRO_2024), caso(CUADRO_2025)
    assert derecho.perfil.huella == corrido.perfil.huella
    propuesta = proponer(corrido.hojas, 2025, [derecho.perfil])
    assert not propuesta.conocido
    assert propuesta.dudas[0].clase is ClaseDeDuda.FORMATO_CAMBIADO
    assert proponer(derecho.hojas, 2024, [corrido.perfil, derecho.perfil]).conocido


def test_la_ejecucion_del_presupuesto() -> None:
    """Las 3.514 filas y sus seis totales, en miles de millones como se publican."""
    este, cifras = caso(GASTO), esperados("cali_ejecucion_marzo_2025")
    assert este.leido.lecturas[0].leidas == cifras["filas"]
    assert not este.leido.plan
    totales = cifras["totales_miles_de_millones"]
    assert isinstance(totales, dict)
    nombres = {"inicial": "inicial", "modificado": "definitiva", "cdp": "cdp", "rpc": "compromisos"}
    nombres |= {"obligaciones": "obligaciones", "pagos": "pagos"}
    for publicado, dato in nombres.items():
        pesos = sum(s.centavos for f in este.leido.ejecucion if (s := getattr(f, dato)) is not None)
        assert round(pesos / 100 / 10**9, 1) == totales[publicado], dato


def test_el_plan_por_secretarias() -> None:
    """Las actividades de cada hoja, y la copia fuera con su razón."""
    este, cifras = caso(POR_HOJAS), esperados("guatape_pa_2026")
    por_hoja = cifras["actividades_por_hoja"]
    assert isinstance(por_hoja, dict)
    leidas = Counter(fila.hoja for fila in este.leido.plan)
    assert {hoja: n for hoja, n in por_hoja.items() if not hoja.startswith("Copia")} == leidas
    assert {nombre for nombre, _razon in este.perfil.hojas[0].excluidas} == {
        hoja for hoja in por_hoja if hoja.startswith("Copia")
    }
    assert len(este.leido.indicativo) == 93
    plan = de_donde(este.perfil, _PLAN)
    assert plan["cantidad_programada"] == [("meta 2026", 1)]
    assert plan["meta_vigencia"] == [("meta 2026", 2)]
    assert plan["meta_codigo"] == [("codigo del programa", 1)]
    assert este.leido.plan[0].niveles[0][1] == "0101"


def test_el_plan_indicativo() -> None:
    """331 metas, los P y NP de cada año y el bloque de dinero completo, no el par repetido."""
    este, cifras = caso(INDICATIVO), esperados("tenjo")
    metas = este.leido.indicativo
    assert len(metas) == cifras["metas"]
    for anio in (2024, 2025):
        np = sum(dict(meta.programacion)[anio] is None for meta in metas)
        assert np == cifras[f"NP_{anio}"]
        assert len(metas) - np == cifras[f"P_{anio}"]
    gasto = de_donde(este.perfil, _EJ)
    assert gasto["definitiva"] == [("apropiacion definitiva 2025", 2)]
    assert gasto["compromisos"] == [("compromisos 2025", 2)]
    assert de_donde(este.perfil, _PI)["linea_base"] == [("l.b", 2)]
    preguntadas = {d.clave.split("/")[-1] for d in este.propuesta.dudas if d.firme}
    assert {"ejecucion.definitiva", "ejecucion.compromisos"} <= preguntadas


def test_el_reporte_con_rubros_en_arbol() -> None:
    """Lo leído son las hojas del árbol: suman lo mismo que las filas raíz."""
    este = caso(CUIPO)
    assert este.perfil.hojas[0].fila_encabezado == 12
    assert este.perfil.hojas[0].subtotales is not None
    hoja = este.hojas[0]
    raices = [f for f, celdas in hoja.celdas.items() if f > 12 and 1 in celdas]
    leida = next(s.leida for s in este.leido.lecturas[0].sumas if s.dato == "compromisos")
    assert leida == sum(Decimal(str(hoja.propia(f, 13).valor).strip()) for f in raices)


def _cambiar(
    hoja: Cuadricula, como: Callable[[Worksheet, list[tuple[int, dict[int, Celda]]]], None], ruta: Path
) -> Path:
    """El libro de una hoja, escrito otra vez con un cambio de forma."""
    cuaderno = openpyxl.Workbook()
    nueva = cuaderno.worksheets[0]
    nueva.title = hoja.nombre
    como(nueva, sorted(hoja.celdas.items()))
    cuaderno.save(ruta)
    return ruta


def _escribir(hoja: Worksheet, fila: int, columna: int, celda: Celda) -> None:
    escrita = hoja.cell(fila, columna, celda.valor)
    if celda.formato != "General" and celda.tipo == "n":
        escrita.number_format = celda.formato


def _al_reves(hoja: Worksheet, filas: list[tuple[int, dict[int, Celda]]]) -> None:
    """Los bloques de columnas en otro orden (cada bloque, entero)."""
    for fila, celdas in filas:
        for columna, celda in celdas.items():
            _escribir(
                hoja,
                fila,
                columna + 13 if columna <= 13 else columna - 13 if columna <= 26 else columna,
                celda,
            )


def _mas_abajo(hoja: Worksheet, filas: list[tuple[int, dict[int, Celda]]]) -> None:
    hoja["A1"] = "REPÚBLICA DE COLOMBIA"
    for fila, celdas in filas:
        for columna, celda in celdas.items():
            _escribir(hoja, fila + 6, columna, celda)


def _una_de_mas(hoja: Worksheet, filas: list[tuple[int, dict[int, Celda]]]) -> None:
    for n, (fila, celdas) in enumerate(filas):
        hoja.cell(fila, 1, "N°" if n == 0 else n)
        for columna, celda in celdas.items():
            _escribir(hoja, fila, columna + 1, celda)


def _sin_tildes_y_de_otro_anio(hoja: Worksheet, filas: list[tuple[int, dict[int, Celda]]]) -> None:
    for n, (fila, celdas) in enumerate(filas):
        for columna, celda in celdas.items():
            if n == 0 and isinstance(celda.valor, str):
                otro = normalizar(celda.valor).upper()
                for anio in (2027, 2026, 2025, 2024):
                    otro = otro.replace(str(anio), str(anio + 4))
                celda = Celda(otro, "s")  # noqa: PLW2901
            _escribir(hoja, fila, columna, celda)


@pytest.mark.parametrize("como", [_al_reves, _mas_abajo, _una_de_mas, _sin_tildes_y_de_otro_anio])
def test_las_variantes_del_indicativo_dicen_lo_mismo(
    tmp_path: Path, como: Callable[[Worksheet, list[tuple[int, dict[int, Celda]]]], None]
) -> None:
    """Bloques en otro orden, otra fila, una columna de más u otros años: las mismas metas y dinero."""
    este = caso(INDICATIVO)
    hoja = next(h for h in este.hojas if not h.oculta)
    ruta = _cambiar(hoja, como, tmp_path / "variante.xlsx")
    vigencia = 2029 if como is _sin_tildes_y_de_otro_anio else 2025
    hojas, errores = abrir(ruta, con_perfil=True)
    propuesta = proponer(hojas, vigencia, ())
    leido = leer_con_perfil(hojas, errores, perfil_de(propuesta), vigencia)
    salto = vigencia - 2025

    def metas(libro: LibroLeido, mas: int) -> list[tuple[object, ...]]:
        return [
            (m.meta_codigo, m.linea_base, m.meta_cuatrienio, [(a + mas, v) for a, v in m.programacion])
            for m in libro.indicativo
        ]

    assert metas(leido, 0) == metas(este.leido, salto)
    assert [s.leida for s in leido.lecturas[0].sumas] == [s.leida for s in este.leido.lecturas[0].sumas]


@pytest.mark.parametrize("nombre", [CUADRO_2025, GASTO, CUIPO])
def test_las_variantes_de_los_otros_dicen_lo_mismo(tmp_path: Path, nombre: str) -> None:
    """Con otra fila de encabezado y menos filas se toman las mismas columnas."""
    este = caso(nombre)
    hoja = next(h for h in este.hojas if not h.oculta and len(h.celdas) > 100)
    corta = Cuadricula(hoja.nombre, dict(sorted(hoja.celdas.items())[:400]))
    hojas, _errores = abrir(_cambiar(corta, _mas_abajo, tmp_path / "variante.xlsx"), con_perfil=True)
    otro = perfil_de(proponer(hojas, _VIGENCIA[nombre], ()))
    for tipo in TipoLibro:
        assert de_donde(otro, tipo) == de_donde(este.perfil, tipo), tipo
    assert otro.huella == este.perfil.huella
