"""Cifras doradas de los libros reales, leídos con perfiles escritos a mano; sin ellos, se saltan."""

from __future__ import annotations

import json
import resource
from decimal import Decimal

import pytest

from almacen.libros.abrir import abrir
from almacen.libros.lector import LectorAislado
from dominio.modelo.libro import LibroLeido
from dominio.modelo.perfil import MotivoDeSalto
from dominio.valores.dinero import sumar
from tests.perfiles import reales
from tests.perfiles.libros import cuadra

_T1 = "cali-cuadro1S-2025-trimestre1.xlsx"
_SEPTIEMBRE = "cali-cuadro1S-2024-septiembre.xlsx"
_SEGUNDOS = 10


def _esperado(clave: str) -> dict[str, object]:
    reales.real(_T1)
    return dict(json.loads((reales.CARPETA / "valores_esperados.json").read_text(encoding="utf-8"))[clave])


def _sumas(libro: LibroLeido) -> dict[str, Decimal]:
    """Dato → lo leído de una sola hoja; se comprueba que es lo que llevan las filas."""
    (lectura,) = libro.lecturas
    for suma in lectura.sumas:
        if hasattr(libro.ejecucion[0], suma.dato):
            montos = [m for f in libro.ejecucion if (m := getattr(f, suma.dato)) is not None]
            assert sumar(montos).a_decimal() == abs(suma.leida)
    return {suma.dato: suma.leida for suma in lectura.sumas}


@pytest.mark.parametrize(
    ("nombre", "clave", "corridos", "vigencia"),
    [(_T1, "cali_2025_T1", True, 2025), (_SEPTIEMBRE, "cali_2024_sep", False, 2024)],
)
def test_seguimiento_plano(nombre, clave, corridos, vigencia):
    """Una actividad por fila, el encabezado donde esté y los rótulos corridos por su contenido."""
    libro = reales.leer_real(nombre, reales.cuadro_1s(corridos=corridos), vigencia)
    (lectura,) = libro.lecturas
    esperado = _esperado(clave)
    assert libro.errores == ()
    assert (lectura.fila_encabezado, lectura.leidas) == (
        esperado["fila_encabezado"],
        esperado["filas_actividad"],
    )
    assert lectura.fuera == ()
    assert all(fila.producto_codigo and fila.producto_codigo[:4].isalnum() for fila in libro.plan)
    assert sum(fila.producto_codigo.isdigit() for fila in libro.plan if fila.producto_codigo) > 0.99 * len(
        libro.plan
    )
    assert _sumas(libro)["definitiva"] == sumar(f.monto for f in libro.plan if f.monto).a_decimal()
    assert any("oculta" in aviso for aviso in libro.avisos)
    cuadra(libro)


def test_plan_por_secretarias():
    """Una hoja por secretaría, la copia fuera, las combinadas y los totales en su sitio."""
    libro = reales.leer_real("guatape-plan-accion-2026.xlsx", reales.plan_por_secretarias(), 2026)
    por_hoja = dict(_esperado("guatape_pa_2026")["actividades_por_hoja"])  # type: ignore[call-overload]
    copia = next(nombre for nombre in por_hoja if nombre.startswith("Copia"))
    del por_hoja[copia]
    assert libro.errores == ()
    assert libro.filas_leidas == por_hoja
    assert len(libro.plan) == sum(por_hoja.values())
    assert len({fila.actividad_codigo for fila in libro.plan}) == len(libro.plan)
    assert all(fila.programa_codigo and len(fila.programa_codigo) == 6 for fila in libro.plan)
    assert any(copia.strip() in aviso for aviso in libro.avisos)
    assert {f.motivo for lectura in libro.lecturas for f in lectura.fuera} == {
        MotivoDeSalto.VACIA_LA_LLAVE,
        MotivoDeSalto.TOTAL,
    }
    cuadra(libro)


def test_plan_indicativo():
    """331 metas con su P/NP por año, la segunda de las columnas repetidas y el total de pie fuera."""
    libro = reales.leer_real("tenjo-plan-indicativo-2024-2027.xlsx", reales.plan_indicativo_municipal(), 2025)
    esperado = _esperado("tenjo")
    assert libro.errores == ()
    assert len(libro.indicativo) == esperado["metas"]
    for anio in (2024, 2025):
        no_programadas = sum(dict(fila.programacion)[anio] is None for fila in libro.indicativo)
        assert no_programadas == esperado[f"NP_{anio}"]
        assert len(libro.indicativo) - no_programadas == esperado[f"P_{anio}"]
    assert {duda.dato for duda in libro.dudosos} == {"linea_base", "estado_2024", "estado_2025"}
    con_valor = [duda for duda in libro.dudosos if duda.dato.startswith("estado_")]
    assert {duda.codigo for duda in con_valor} == {"no_programada_con_valor"}
    cuadra(libro)


def test_ejecucion_de_texto():
    """3.514 filas y sus seis totales; los contracréditos, escritos en negativo, cuadran la ecuación."""
    libro = reales.leer_real("cali-ejecucion-2025-marzo.csv", reales.ejecucion_de_texto(), 2025)
    esperado = _esperado("cali_ejecucion_marzo_2025")
    assert (libro.errores, libro.dudosos) == ((), ())
    assert libro.lecturas[0].leidas == esperado["filas"]
    leidas = _sumas(libro)
    totales = dict(esperado["totales_miles_de_millones"])  # type: ignore[call-overload]
    otros = {"modificado": "definitiva", "rpc": "compromisos"}
    for nombre, cifra in totales.items():
        assert round(leidas[otros.get(nombre, nombre)] / 10**9, 1) == Decimal(str(cifra)), nombre
    for fila in libro.ejecucion:
        partes = [fila.inicial, fila.adiciones, fila.creditos, fila.reducciones, fila.contracreditos]
        suma, creditos, menos = (p.centavos if p else 0 for p in partes[:1]), partes[1:3], partes[3:]
        total = sum(suma) + sum(p.centavos for p in creditos if p) - sum(p.centavos for p in menos if p)
        assert fila.definitiva is not None
        assert total == fila.definitiva.centavos
    cuadra(libro)


def test_reporte_con_subtotales():
    """Las hojas del árbol suman lo mismo que las filas «GASTOS» que lo encabezan."""
    hojas, _ = abrir(reales.real("betania-cuipo-ejecucion-gastos-2025.xlsx"), con_perfil=True)
    libro = reales.leer_real("betania-cuipo-ejecucion-gastos-2025.xlsx", reales.cuipo(), 2025)
    assert libro.errores == ()
    (lectura,) = libro.lecturas
    raices = [f for f in hojas[0].celdas if f > 12 and str(hojas[0].propia(f, 4).valor).strip() == "GASTOS"]
    for suma, numero in zip(lectura.sumas, (13, 14, 15), strict=True):
        assert suma.leida == sum(Decimal(str(hojas[0].propia(f, numero).valor).strip()) for f in raices)
    cuadra(libro)
    actual = reales.leer_real(
        "betania-cuipo-ejecucion-gastos-2025.xlsx", reales.cuipo(solo_vigencia=True), 2025
    )
    secciones = [f for f in raices if "ACTUAL" in str(hojas[0].propia(f, 1).valor)]
    de_la_vigencia = sum(Decimal(str(hojas[0].propia(f, 13).valor).strip()) for f in secciones)
    assert actual.lecturas[0].sumas[0].leida == de_la_vigencia
    cuadra(actual)


def test_el_mas_grande_cabe_en_el_plazo():
    """7.238 filas por 52 columnas, por el proceso aparte: diez segundos de procesador y sin agotarlo."""
    ruta = reales.real(_SEPTIEMBRE)
    antes = resource.getrusage(resource.RUSAGE_CHILDREN)
    libro = LectorAislado().leer(ruta, 2024, perfil=reales.cuadro_1s(corridos=False))
    assert libro.errores == ()
    assert len(libro.plan) == 7_238
    despues = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert despues.ru_utime + despues.ru_stime - antes.ru_utime - antes.ru_stime < _SEGUNDOS
