"""Metas, textos y vocabulario de un libro ajeno: NP no es cero y sin dato no es una duda."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dominio.modelo.perfil import Tomar
from dominio.modelo.plan import TipoAcumulacion, TipoMeta
from dominio.valores.porcentaje import Porcentaje
from tests.perfiles.a_mano import campo
from tests.perfiles.libros import PI, PLAN, dudas, leer_filas, leer_uno, renglon, unica


@pytest.mark.parametrize(
    ("escrito", "meta"),
    [("NP", None), ("No programada", None), (0, Decimal(0)), (None, None), ("0,95", Decimal("0.95"))],
)
def test_no_programada_no_es_cero(tmp_path, escrito, meta):
    """NP deja la meta sin programar; un cero es un cero."""
    libro = leer_uno(tmp_path, "meta_vigencia", escrito)
    assert unica(libro).meta_vigencia == meta
    assert libro.dudosos == ()


def test_numero_de_dos_lecturas_se_duda(tmp_path):
    """«12.500» puede ser doce mil quinientos o doce y medio: en una cantidad no se escoge."""
    libro = leer_uno(tmp_path, "cantidad_programada", "12.500")
    assert unica(libro).cantidad_programada is None
    assert dudas(libro) == [("H2", "numero_ambiguo")]


@pytest.mark.parametrize("escrito", ["SD", "S.D", "N/A", ".", "NO DISPONIBLE", "-"])
def test_maneras_de_decir_que_no_hay_dato(tmp_path, escrito):
    """Lo que dice «sin dato» queda vacío y no es una duda."""
    libro = leer_uno(tmp_path, "linea_base", escrito)
    assert unica(libro).linea_base is None
    assert libro.dudosos == ()


def test_texto_muy_largo_se_recorta_y_se_dice(tmp_path):
    """De un nombre de más de dos mil caracteres quedan los primeros, con su duda."""
    libro = leer_uno(tmp_path, "objetivo", "palabra " * 400)
    assert len(unica(libro).objetivo or "") <= 2_000
    assert dudas(libro) == [("H2", "texto_muy_largo")]


def test_constante_y_equivalencias(tmp_path):
    """La constante vale donde la celda está vacía, y la equivalencia traduce el vocabulario de la entidad."""
    filas = [{**renglon(1), "Dato": "MP"}, {**renglon(2, Meta_PD="G-1"), "Dato": None}]
    libro = leer_filas(
        tmp_path,
        filas,
        campo(PLAN, "tipo_meta", "Dato", constante="Gestión", equivalencias=(("mp", "Producto"),)),
    )
    assert [fila.tipo_meta for fila in libro.plan] == [TipoMeta.PRODUCTO, TipoMeta.GESTION]
    assert libro.dudosos == ()


def test_de_los_trimestres_vale_el_ultimo_lleno(tmp_path):
    """De cuatro columnas acumuladas vale la última con dato; un «N/A» no es dato."""
    filas = [
        {**renglon(1), "T1": 0.1, "T2": 0.4, "T3": None, "T4": "N/A"},
        {**renglon(2), "T1": 0.2, "T2": None, "T3": 0, "T4": None},
        {**renglon(3), "T1": None, "T2": None, "T3": None, "T4": None},
    ]
    libro = leer_filas(
        tmp_path,
        filas,
        campo(PLAN, "avance", "T1", "T2", "T3", "T4", tomar=Tomar.ULTIMA_LLENA, en_fraccion=True),
    )
    assert [fila.avance for fila in libro.plan] == [Porcentaje.de(40), Porcentaje.CERO, None]


def test_unir_columnas(tmp_path):
    """Unir junta los textos de varias columnas, sin las vacías."""
    filas = [{**renglon(), "A": "Plan", "B": None, "C": "vial"}]
    libro = leer_filas(tmp_path, filas, campo(PLAN, "objetivo", "A", "B", "C", tomar=Tomar.UNIR))
    assert unica(libro).objetivo == "Plan vial"


@pytest.mark.parametrize(
    ("escrito", "tipo"),
    [
        ("Incremento ", TipoAcumulacion.ACUMULADO),
        ("M", TipoAcumulacion.MANTENIMIENTO),
        ("Mantenimiento Stock", TipoAcumulacion.MANTENIMIENTO),
        ("Incremento Flujo", TipoAcumulacion.FLUJO),
        ("Reducción Anual", TipoAcumulacion.REDUCCION),
    ],
)
def test_vocabulario_de_acumulacion(tmp_path, escrito, tipo):
    """Cada entidad nombra a su manera cómo se acumula el indicador."""
    filas = [{**renglon(), "Tendencia": escrito}]
    libro = leer_filas(
        tmp_path, filas, campo(PI, "meta_codigo", "Meta PD"), campo(PI, "acumulacion", "Tendencia")
    )
    assert libro.indicativo[0].acumulacion is tipo


def test_unidad_en_la_columna_de_tipo_se_duda(tmp_path):
    """«Hectareas» en la columna de tipo de indicador no es una manera de acumular."""
    filas = [{**renglon(), "Tendencia": "Hectareas"}]
    libro = leer_filas(
        tmp_path, filas, campo(PI, "meta_codigo", "Meta PD"), campo(PI, "acumulacion", "Tendencia")
    )
    assert libro.indicativo[0].acumulacion is None
    assert dudas(libro) == [("H2", "acumulacion_ilegible")]


def test_estado_np_manda_sobre_el_numero(tmp_path):
    """La columna P/NP decide: NP con cero queda sin programar, y NP con número además se duda."""
    filas = [
        {**renglon(1), "Meta PD": "M1", "Meta 2026": 0, "Estado": "NP"},
        {**renglon(2), "Meta PD": "M2", "Meta 2026": 0, "Estado": "P"},
        {**renglon(3), "Meta PD": "M3", "Meta 2026": 4, "Estado": "NP"},
        {**renglon(4), "Meta PD": "M4", "Meta 2026": None, "Estado": "P"},
    ]
    libro = leer_filas(
        tmp_path,
        filas,
        campo(PI, "meta_codigo", "Meta PD"),
        campo(PI, "programado_2026", "Meta 2026"),
        campo(PI, "estado_2026", "Estado"),
        campo(PLAN, "meta_vigencia", "Meta 2026"),
    )
    assert [dict(f.programacion)[2026] for f in libro.indicativo] == [None, Decimal(0), None, None]
    assert [f.meta_vigencia for f in libro.plan] == [None, Decimal(0), None, None]
    assert dudas(libro) == [("I4", "no_programada_con_valor"), ("I5", "programada_sin_valor")]


def test_misma_meta_con_y_sin_formato_de_porcentaje(tmp_path):
    """Si una fila mezcla 40 % y 0,2 en la misma meta, todos se leen en la misma escala."""

    def formato(pagina: Any) -> None:
        pagina["H2"].number_format = "0%"
        for celda in ("H3", "I3", "J3"):
            pagina[celda].number_format = "0%"

    filas = [
        {**renglon(1), "Meta PD": "M1", "Cuatrienio": 0.4, "2026": 0.2, "2027": 0.2},
        {**renglon(2), "Meta PD": "M2", "Cuatrienio": 0.4, "2026": 0.2, "2027": 0.2},
    ]
    libro = leer_filas(
        tmp_path,
        filas,
        campo(PI, "meta_codigo", "Meta PD"),
        campo(PI, "meta_cuatrienio", "Cuatrienio"),
        campo(PI, "programado_2026", "2026"),
        campo(PI, "programado_2027", "2027"),
        retocar=formato,
    )
    mezclada, pareja = libro.indicativo
    assert (mezclada.meta_cuatrienio, dict(mezclada.programacion)[2026]) == (Decimal("0.4"), Decimal("0.2"))
    assert (pareja.meta_cuatrienio, dict(pareja.programacion)[2026]) == (Decimal(40), Decimal(20))
