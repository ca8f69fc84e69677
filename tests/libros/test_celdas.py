"""Cada cosa que puede traer una celda: o se lee exacta, o el error dice la celda y qué trae.

Todos los casos van en dos libros, uno de celdas buenas y otro de malas, y cada libro se lee una vez.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dominio.modelo.libro import FilaPlan, LibroLeido
from dominio.modelo.plan import TipoMeta
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.libros.fabrica import HOJA, PRIMERA, dia, fila, hacer, leer, letra

# título, lo que guarda la celda, formato, dato, lo que se debe leer
BUENAS: list[tuple[str, Any, str, str, Any]] = [
    ("Código dependencia", "007", "@", "dependencia_codigo", "007"),
    ("Código dependencia", 7, "General", "dependencia_codigo", "7"),
    ("Código dependencia", 7, "000", "dependencia_codigo", "007"),
    ("Código dependencia", "  12\n 3 ", "@", "dependencia_codigo", "12 3"),
    ("Código BPIN", 2025769990021.0, "0", "bpin", "2025769990021"),
    ("Código BPIN", "2024009990001.0", "@", "bpin", "2024009990001"),
    ("Código BPIN", "51032024BP26004729", "@", "bpin", "51032024BP26004729"),
    ("Porcentaje de avance", 45, "General", "avance", Porcentaje(4500)),
    ("Porcentaje de avance", "45 %", "@", "avance", Porcentaje(4500)),
    ("Porcentaje de avance", "45,0", "@", "avance", Porcentaje(4500)),
    ("Porcentaje de avance", "45", "@", "avance", Porcentaje(4500)),
    ("Porcentaje de avance", 0.45, "0%", "avance", Porcentaje(4500)),
    ("Porcentaje de avance", 0.4567, "0.00%", "avance", Porcentaje(4567)),
    ("Porcentaje de avance", 0.45, "General", "avance", Porcentaje(45)),
    ("Porcentaje de avance", 45, '0.00"%"', "avance", Porcentaje(4500)),
    ("Porcentaje de avance", 1.5, "0%", "avance", Porcentaje(15000)),
    ("Porcentaje de avance", "2.00%", "@", "avance", Porcentaje(200)),
    ("Porcentaje de avance", None, "General", "avance", None),
    ("Ponderación", 1, "0%", "ponderacion", Porcentaje(10000)),
    ("Monto", " 376.411.920 ", "@", "monto", Pesos(37641192000)),
    ("Monto", "$ 1.250.000,50", "@", "monto", Pesos(125000050)),
    ("Monto", " -   ", "@", "monto", Pesos(0)),
    ("Monto", "2.339.400.000", "@", "monto", Pesos(233940000000)),
    ("Monto", "1.250", "@", "monto", Pesos(125000)),
    ("Monto", "1,250,000.50", "@", "monto", Pesos(125000050)),
    ("Monto", 189166666.66, "General", "monto", Pesos(18916666666)),
    ("Monto", 0.1 + 0.2, "General", "monto", Pesos(30)),
    ("Monto", 9999999999999.99, "General", "monto", Pesos(999999999999999)),
    ("Monto", 0, "General", "monto", Pesos(0)),
    ("Fecha de inicio", dia(2026, 3, 4), "dd/mm/yyyy", "inicio", date(2026, 3, 4)),
    ("Fecha de inicio", "04/03/2026", "@", "inicio", date(2026, 3, 4)),
    ("Fecha de inicio", "4/3/2026", "@", "inicio", date(2026, 3, 4)),
    ("Fecha de inicio", "2026-03-04", "@", "inicio", date(2026, 3, 4)),
    ("Fecha de inicio", "2019-03-04", "@", "inicio", date(2019, 3, 4)),
    ("Meta de la vigencia", "NP", "@", "meta_vigencia", None),
    ("Meta de la vigencia", " np. ", "@", "meta_vigencia", None),
    ("Meta de la vigencia", 0, "General", "meta_vigencia", Decimal(0)),
    ("Meta de la vigencia", 8.5, "General", "meta_vigencia", Decimal("8.5")),
    ("Meta de la vigencia", 0.95, "0%", "meta_vigencia", Decimal("95.00")),
    ("Línea base", "No disponible", "@", "linea_base", None),
    ("Línea base", "0,97", "@", "linea_base", Decimal("0.97")),
    ("Tipo de meta", "PRODUCTO ", "@", "tipo_meta", TipoMeta.PRODUCTO),
    ("Tipo de meta", "gestion", "@", "tipo_meta", TipoMeta.GESTION),
    ("Tipo de meta", "Administrativas", "@", "tipo_meta", TipoMeta.ADMINISTRATIVA),
    ("Requiere contratación", "SI", "@", "contratacion", True),
    ("Requiere contratación", "no", "@", "contratacion", False),
    ("Requiere contratación", False, "General", "contratacion", False),
    ("Requiere contratación", None, "General", "contratacion", None),
    ("Actividad", "Línea uno\nlínea  dos_x000D_", "@", "actividad", "Línea uno línea dos"),
    ("Actividad", "\u202eoculto\u202c a la\u200b vista", "@", "actividad", "oculto a la vista"),
    ("Actividad", "=1+1 no es fórmula", "@", "actividad", "=1+1 no es fórmula"),
    ("Cargo", "N/A", "@", "cargo", None),
]

# título, lo que guarda la celda, código del error, lo que la frase debe decir
MALAS: list[tuple[str, Any, str, str]] = [
    ("Fecha de inicio", "31/1272025", "fecha_imposible", "«31/1272025»"),
    ("Fecha de inicio", "3011/2025", "fecha_imposible", "«3011/2025»"),
    ("Fecha de inicio", "2/2/0205", "fecha_imposible", "«2/2/0205»"),
    ("Fecha de inicio", "1/13/2025", "fecha_imposible", "15/01/2026"),
    ("Fecha de inicio", "31/02/2026", "fecha_imposible", "«31/02/2026»"),
    ("Fecha de terminación", "N/A", "fecha_imposible", "«N/A»"),
    ("Fecha de terminación", 2026, "fecha_imposible", "«2026»"),
    ("Fecha de terminación", dia(1905, 7, 18), "fecha_imposible", "«18/07/1905»"),
    ("Fecha de terminación", None, "celda_vacia", "obligatoria"),
    ("Responsable", None, "celda_vacia", "«Responsable»"),
    ("Responsable", "   ", "celda_vacia", "«Responsable»"),
    ("Responsable", "\u200b\u202e", "celda_vacia", "«Responsable»"),
    ("Meta de la vigencia", None, "celda_vacia", "NP"),
    ("Meta de la vigencia", "N/A", "no_programada_sin_np", "NP"),
    ("Meta de la vigencia", "ochenta", "numero_ilegible", "«ochenta»"),
    ("Meta de la vigencia", -1, "numero_negativo", "«-1»"),
    ("Monto", "1,250", "numero_ambiguo", "1.250"),
    ("Monto", "1.25.00", "numero_ilegible", "«1.25.00»"),
    ("Monto", "1e5", "numero_ilegible", "«1e5»"),
    ("Monto", "١٢٣", "numero_ilegible", "cifras"),
    ("Monto", -5, "numero_negativo", "negativo"),
    ("Monto", "(1.000)", "numero_negativo", "«(1.000)»"),
    ("Monto", 100.001, "fraccion_de_centavo", "dos decimales"),
    ("Monto", 1e18, "monto_muy_grande", "mil billones"),
    ("Monto", True, "numero_ilegible", "«Verdadero»"),
    ("Monto", None, "celda_vacia", "tipo Producto"),
    ("Código BPIN", "N/A", "celda_vacia", "«N/A»"),
    ("Código BPIN", 12.5, "codigo_con_decimales", "«12,5»"),
    ("Código BPIN", 1234567890123456789, "codigo_redondeado", "15 cifras"),
    ("Código de fuente", dia(2026, 2, 1), "codigo_ilegible", "texto"),
    ("Porcentaje de avance", "1.250", "numero_ambiguo", "1,25"),
    ("Porcentaje de avance", -3, "numero_negativo", "«-3»"),
    ("Porcentaje de avance", "casi todo", "numero_ilegible", "«casi todo»"),
    ("Porcentaje de avance", 1e9, "porcentaje_fuera_de_rango", "porcentaje"),
    ("Tipo de meta", "Otra", "tipo_de_meta_ilegible", "Administrativa"),
    ("Requiere contratación", "tal vez", "si_no_ilegible", "Sí o No"),
    ("Actividad", "x" * 2001, "texto_muy_largo", "2.000"),
    ("Actividad", "#N/A", "error_de_excel", "#N/A"),
    ("Ponderación", "#DIV/0!", "error_de_excel", "#DIV/0!"),
    ("Fecha de inicio", "#REF!", "error_de_excel", "#REF!"),
    ("Fecha de inicio", "=A1+1", "formula_sin_valor", "guárdelo"),
]


@pytest.fixture(scope="module")
def buenas(tmp_path_factory: pytest.TempPathFactory) -> LibroLeido:
    """El libro de las celdas que se deben leer."""

    def formatos(hoja):
        for n, (titulo, valor, formato, *_) in enumerate(BUENAS, start=PRIMERA):
            celda = hoja[f"{letra(titulo)}{n}"]
            celda.number_format = formato
            if isinstance(valor, str):
                celda.data_type = "s"

    filas = [
        fila(n, Proyecto=f"Proyecto {n}") | {titulo: valor} for n, (titulo, valor, *_) in enumerate(BUENAS)
    ]
    return leer(hacer(tmp_path_factory.mktemp("celdas") / "b.xlsx", filas, retocar=formatos))


@pytest.fixture(scope="module")
def malas(tmp_path_factory: pytest.TempPathFactory) -> LibroLeido:
    """El libro de las celdas que no se pueden leer."""
    filas = [fila(n) | {titulo: valor} for n, (titulo, valor, *_) in enumerate(MALAS)]
    return leer(hacer(tmp_path_factory.mktemp("celdas") / "m.xlsx", filas))


def _en(libro: LibroLeido, numero: int) -> FilaPlan:
    return next(leida for leida in libro.plan if leida.fila == numero)


@pytest.mark.parametrize("caso", range(len(BUENAS)), ids=[f"{c[0]}={c[1]!r:.40}" for c in BUENAS])
def test_celda_buena_se_lee_exacta(buenas, caso):
    """Lo que se entiende se lee sin perder un cero, un centavo ni un decimal."""
    titulo, _, _, dato, esperado = BUENAS[caso]
    sitio = f"{letra(titulo)}{caso + PRIMERA}"
    assert [e.mensaje for e in buenas.errores if e.celda == sitio] == []
    leido = getattr(_en(buenas, caso + PRIMERA), dato)
    assert leido == esperado
    assert type(leido) is type(esperado)


def test_celdas_buenas_no_dejan_errores(buenas):
    """Un libro de celdas raras pero legibles no tiene ni un error ni un aviso."""
    assert buenas.errores == ()
    assert buenas.avisos == ()


@pytest.mark.parametrize("caso", range(len(MALAS)), ids=[f"{c[0]}={c[1]!r:.40}" for c in MALAS])
def test_celda_mala_se_senala(malas, caso):
    """Cada celda ilegible da un solo error, con su hoja, su celda, lo que trae y cómo arreglarlo."""
    titulo, _, codigo, dice = MALAS[caso]
    (error,) = [
        e for e in malas.errores if e.celda.endswith(str(caso + PRIMERA)) and _fila(e) == caso + PRIMERA
    ]
    assert (error.hoja, error.celda, error.codigo) == (HOJA, f"{letra(titulo)}{caso + PRIMERA}", codigo)
    assert dice in error.mensaje
    assert error.mensaje.startswith(f"«{titulo}» ")
    assert error.mensaje.endswith(".")


def _fila(error) -> int:
    return int("".join(c for c in error.celda if c.isdigit()))


def test_errores_se_reunen_todos_y_en_orden(malas):
    """Se dicen todos los errores del libro, de arriba abajo, y no solo el primero."""
    assert [_fila(e) for e in malas.errores] == list(range(PRIMERA, PRIMERA + len(MALAS)))
