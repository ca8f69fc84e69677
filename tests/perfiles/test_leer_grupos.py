"""Lo que una celda vale por lo de arriba: combinadas, grupos, niveles y lo que el libro no trae."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dominio.modelo.perfil import (
    NivelDePerfil,
    Parte,
    Perfil,
)
from dominio.modelo.plan import TipoMeta
from tests.perfiles.a_mano import campo, campos, columna, hoja, perfil
from tests.perfiles.libros import (
    PLAN,
    cuadra,
    escribir,
    leer,
    perfil_de_plan,
    renglon,
    tabla,
    unica,
)


def _programas(pagina: Any) -> None:
    for letra in "ABD":
        pagina.merge_cells(f"{letra}2:{letra}4")


_COMBINADAS: list[list[Any]] = [
    ["Cód Programa", "Programa", "Actividad", "Aprobado", "Avance"],
    ["0101", "Seguridad", "Patrullar", 900, 0.1],
    [None, None, "Capacitar", None, 0.2],
    [None, None, "Dotar", None, 0.3],
    ["0102", "Movilidad", "Señalizar", 50, 0.4],
    [None, None, "Semaforizar", None, None],
]


def _perfil_de_programas(hereda: bool = True) -> Perfil:
    return perfil(
        hoja(
            [
                campo(PLAN, "programa_codigo", "Cód Programa", hereda=hereda),
                campo(PLAN, "meta_codigo", "Cód Programa", hereda=hereda),
                campo(PLAN, "programa", "Programa", hereda=hereda),
                campo(PLAN, "actividad", "Actividad"),
                campo(PLAN, "monto", "Aprobado"),
                campo(PLAN, "avance", "Avance", en_fraccion=True),
            ],
            dependencia_es_la_hoja=True,
        )
    )


def test_combinadas_hacia_abajo(tmp_path):
    """El texto de una combinada vale para sus filas; su dinero cuenta una sola vez, en la primera."""
    libro = leer(escribir(tmp_path / "l.xlsx", {"Gobierno": _COMBINADAS}, _programas), _perfil_de_programas())
    assert [fila.programa for fila in libro.plan] == ["Seguridad"] * 3 + ["Movilidad"] * 2
    assert [fila.monto and fila.monto.a_decimal() for fila in libro.plan] == [900, None, None, 50, None]
    cuadra(libro)


def test_lo_de_arriba_vale_solo_si_el_campo_hereda(tmp_path):
    """Sin combinar, una celda vacía vale lo de arriba si el campo hereda, y nada si no."""
    ruta = escribir(tmp_path / "l.xlsx", {"Gobierno": _COMBINADAS})
    assert leer(ruta, _perfil_de_programas()).plan[4].programa == "Movilidad"
    assert leer(ruta, _perfil_de_programas(hereda=False)).plan[4].programa is None


def test_un_grupo_nuevo_no_hereda_del_anterior(tmp_path):
    """Cuando empieza otro programa, lo que no trae no es lo del programa de antes."""
    filas: list[list[Any]] = [
        ["Cód Programa", "Programa", "Actividad", "Aprobado", "Avance"],
        ["0101", "Seguridad", "Patrullar", 900, None],
        ["0102", None, "Señalizar", 50, None],
    ]
    libro = leer(escribir(tmp_path / "l.xlsx", {"G": filas}), _perfil_de_programas())
    assert [(f.programa_codigo, f.programa) for f in libro.plan] == [("0101", "Seguridad"), ("0102", None)]


def test_valor_escondido_bajo_una_combinada_no_cuenta(tmp_path):
    """Lo que quedó debajo de una combinada no se ve en Excel: ni se lee ni se suma."""

    def esconder(pagina: Any) -> None:
        from openpyxl.cell.cell import Cell

        pagina.merge_cells("D2:D4")
        pagina._cells[(3, 4)] = Cell(pagina, 3, 4, value=777)  # openpyxl no deja escribir ahí

    libro = leer(escribir(tmp_path / "l.xlsx", {"G": _COMBINADAS}, esconder), _perfil_de_programas())
    assert [fila.monto and fila.monto.a_decimal() for fila in libro.plan] == [900, None, None, 50, None]
    assert libro.lecturas[0].sumas[0].en_la_hoja == Decimal(950)


def test_actividad_combinada_sobre_varios_indicadores(tmp_path):
    """Cada fila de una actividad combinada es un renglón, con su propia cantidad."""
    filas: list[list[Any]] = [
        ["Actividad", "Indicador", "Meta"],
        ["Bienestar animal", "Jornadas", 12],
        [None, "Adopciones", 3],
        ["TOTAL", None, 15],
    ]

    def combinar(pagina: Any) -> None:
        pagina.merge_cells("A2:A3")

    forma = perfil(hoja(campos(PLAN, actividad="Actividad", cantidad_programada="Meta")))
    libro = leer(escribir(tmp_path / "l.xlsx", {"G": filas}, combinar), forma)
    assert [(f.actividad, f.cantidad_programada) for f in libro.plan] == [
        ("Bienestar animal", Decimal(12)),
        ("Bienestar animal", Decimal(3)),
    ]
    assert len({fila.actividad_codigo for fila in libro.plan}) == 2


def test_codigos_asignados_estables(tmp_path):
    """Sin código, la actividad lleva el de su programa y su orden, sin pisar uno escrito, y lo dice."""
    filas = [
        renglon(1, Cod_Actividad=None, Meta_PD="0101"),
        renglon(2, Cod_Actividad="0101-1", Meta_PD="0101"),
        renglon(3, Cod_Actividad=None, Meta_PD="0101"),
        renglon(4, Cod_Actividad=None, Meta_PD="0102"),
    ]
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": tabla(filas)})
    libro = leer(ruta, perfil_de_plan())
    assert [(f.actividad_codigo, f.sin_codigo) for f in libro.plan] == [
        ("0101-2", True),
        ("0101-1", False),
        ("0101-3", True),
        ("0102-1", True),
    ]
    assert leer(ruta, perfil_de_plan()).plan == libro.plan


def test_sin_meta_se_dice(tmp_path):
    """Un renglón sin código de meta va a la de su producto o su programa, y se avisa en qué filas."""
    filas = [{**renglon(1, Meta_PD=None), "Prog": "0203"}, {**renglon(2), "Prog": "0203"}]
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": tabla(filas)})
    libro = leer(ruta, perfil_de_plan(campo(PLAN, "programa_codigo", "Prog")))
    assert [fila.meta_codigo for fila in libro.plan] == ["0203", "4501001"]
    assert "(fila 2)" in libro.avisos[0]


def test_sin_tipo_de_meta(tmp_path):
    """Sin decirlo, es de producto la que lleva proyecto, y de gestión la que no."""
    filas = [{**renglon(1, Meta_PD="A"), "BPIN": "2025769990021"}, {**renglon(2, Meta_PD="B"), "BPIN": None}]
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": tabla(filas)})
    libro = leer(ruta, perfil_de_plan(campo(PLAN, "bpin", "BPIN")))
    assert [fila.tipo_meta for fila in libro.plan] == [TipoMeta.PRODUCTO, TipoMeta.GESTION]


def test_niveles_con_columna_de_codigo_y_compuestos(tmp_path):
    """Los niveles se leen de dos columnas o de una sola «código y nombre», en el orden del perfil."""
    filas = [{**renglon(), "Cód N1": 63, "N1": "Buen gobierno", "Componente": "0101.\nSeguridad"}]
    forma = perfil_de_plan(
        niveles=(
            NivelDePerfil("Propósito", columna("Cód N1"), columna("N1")),
            NivelDePerfil("Componente", None, columna("Componente"), Parte.NOMBRE),
        )
    )
    libro = leer(escribir(tmp_path / "l.xlsx", {"Plan": tabla(filas)}), forma)
    assert unica(libro).niveles == (("Propósito", "63", "Buen gobierno"), ("Componente", "0101", "Seguridad"))
