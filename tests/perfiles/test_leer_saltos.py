"""Qué filas de un libro ajeno no son renglones, y por qué."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dominio.modelo.perfil import (
    DatosDeClase,
    FiltroDePerfil,
    JerarquiaPorClase,
    MotivoDeSalto,
    Perfil,
)
from dominio.valores.dinero import Pesos
from tests.perfiles.a_mano import campo, campos, columna, hoja, perfil
from tests.perfiles.libros import (
    EJ,
    PI,
    PLAN,
    ROTULOS,
    cuadra,
    escribir,
    leer,
    perfil_de_plan,
    renglon,
    tabla,
)

_JERARQUICA: list[list[Any]] = [
    ["Clase", "Código", "Nombre", "Meta", "Ppto"],
    ["D", "51", "Inteligente", None, 300],
    ["P", "5101", "Conectividad", None, 300],
    ["I", "51010001", "Zonas wifi instaladas", 12, 300],
    ["Pr", "BP-1", "Instalación de wifi", None, 100],
    ["Pr", "BP-2", "Mantenimiento de wifi", None, 200],
    ["P", "5102", "Datos", None, 40],
    ["Pr", "BP-3", "Datos abiertos", None, 40],
]


def test_jerarquia_por_clase(tmp_path):
    """La columna «Clase» dice qué filas son nivel: dan sus datos a los renglones y su dinero no se suma."""
    forma = perfil(
        hoja(
            [
                campo(PLAN, "actividad_codigo", "Código"),
                campo(PLAN, "actividad", "Nombre"),
                campo(PLAN, "monto", "Ppto"),
            ],
            jerarquia=JerarquiaPorClase(
                columna("Clase"),
                (("D", "Dimensión"), ("P", "Programa"), ("I", "Indicador")),
                ("Pr",),
                columna("Código"),
                columna("Nombre"),
                (
                    DatosDeClase("P", "programa_codigo", "programa"),
                    DatosDeClase("I", "meta_codigo", "meta", (("meta_vigencia", columna("Meta")),)),
                ),
            ),
        )
    )
    libro = leer(escribir(tmp_path / "l.xlsx", {"Sec": _JERARQUICA}), forma)
    assert [(f.actividad_codigo, f.programa_codigo, f.meta_codigo, f.meta_vigencia) for f in libro.plan] == [
        ("BP-1", "5101", "51010001", Decimal(12)),
        ("BP-2", "5101", "51010001", Decimal(12)),
        ("BP-3", "5102", "5102", None),
    ]
    assert libro.plan[2].niveles == (("Dimensión", "51", "Inteligente"), ("Programa", "5102", "Datos"))
    (lectura,) = libro.lecturas
    assert (lectura.leidas, [(f.motivo, f.filas) for f in lectura.fuera]) == (
        3,
        [(MotivoDeSalto.TITULO, (2, 3, 4, 7))],
    )
    assert lectura.sumas[0].leida == Decimal(340)
    cuadra(libro)


_ARBOL: list[list[Any]] = [
    ["Vigencia", "Código", "Fuente", "BPIN", "Compromisos"],
    ["ACTUAL ", "2 ", None, None, "100 "],
    [None, "2.1 ", None, None, "60 "],
    [None, "2.1 ", "ICLD ", "0 ", "40 "],
    [None, "2.1 ", "SGP ", "2021050910046 ", "20 "],
    [None, "2.11 ", "ICLD ", "2021050910046 ", "40 "],
    ["RESERVAS ", "2 ", None, None, "7 "],
    [None, "2.1 ", "ICLD ", "2021050910046 ", "7 "],
]


def _perfil_de_arbol(**opciones: Any) -> Perfil:
    datos = campos(EJ, fuente="Fuente", bpin="BPIN", compromisos="Compromisos")
    return perfil(hoja(datos, llaves=("fuente",), subtotales=columna("Código"), **opciones))


def test_subtotales_mezclados(tmp_path):
    """Una fila cuyo código es el comienzo del de la siguiente es subtotal: se deja fuera y se cuenta."""
    libro = leer(escribir(tmp_path / "l.xlsx", {"CUIPO": _ARBOL}), _perfil_de_arbol())
    (lectura,) = libro.lecturas
    assert [(f.motivo, f.filas) for f in lectura.fuera] == [(MotivoDeSalto.SUBTOTAL, (2, 3, 7))]
    assert lectura.sumas[0].leida == Decimal(107)
    # La fuente repetida del mismo proyecto es un solo renglón, con su dinero sumado.
    assert [(f.bpin, f.fuente, f.compromisos) for f in libro.ejecucion] == [
        (None, "ICLD", Pesos.de(40)),
        ("2021050910046", "SGP", Pesos.de(20)),
        ("2021050910046", "ICLD", Pesos.de(47)),
    ]
    cuadra(libro)


def test_filtro_por_columna_que_se_escribe_una_vez(tmp_path):
    """El filtro vale para todo el bloque cuando su columna se escribe una sola vez arriba."""
    filtro = FiltroDePerfil(columna("Vigencia"), ("actual",))
    libro = leer(escribir(tmp_path / "l.xlsx", {"CUIPO": _ARBOL}), _perfil_de_arbol(filtros=(filtro,)))
    (lectura,) = libro.lecturas
    assert {f.motivo: f.filas for f in lectura.fuera}[MotivoDeSalto.FILTRO] == (8,)
    assert lectura.sumas[0].leida == Decimal(100)
    cuadra(libro)


def test_totales_notas_y_encabezado_repetido_quedan_fuera(tmp_path):
    """Lo que no es renglón se deja fuera con su motivo, y su dinero no se lee ni se pierde de vista."""
    filas = tabla([renglon(1), renglon(2)])
    filas.insert(2, list(ROTULOS))
    filas.append([None, "TOTAL GENERAL", None, None, None, None, 3_000_000])
    filas.append([None, None, None, None, None, None, 5])
    filas.append(["Elaboró: la oficina de planeación"])
    filas.append([None, "Nota: valores en pesos corrientes"])
    libro = leer(escribir(tmp_path / "l.xlsx", {"Plan": filas}), perfil_de_plan())
    (lectura,) = libro.lecturas
    assert [(f.motivo, f.filas) for f in lectura.fuera] == [
        (MotivoDeSalto.VACIA_LA_LLAVE, (6,)),
        (MotivoDeSalto.TOTAL, (5,)),
        (MotivoDeSalto.ENCABEZADO_REPETIDO, (3,)),
        (MotivoDeSalto.NOTA, (7, 8)),
    ]
    assert [fila.fila for fila in libro.plan] == [2, 4]
    cuadra(libro)


def test_actividad_que_empieza_por_total_es_renglon(tmp_path):
    """Una actividad llamada «Totalizar…» o «Total de…» con sus demás datos no es una fila de totales."""
    filas = [
        renglon(1, Nombre_Actividad="Total de niños atendidos"),
        renglon(2, Nombre_Actividad="Revisión de proyectos"),
    ]
    libro = leer(escribir(tmp_path / "l.xlsx", {"Plan": tabla(filas)}), perfil_de_plan())
    assert len(libro.plan) == 2


def test_mil_filas_formateadas_y_vacias(tmp_path):
    """Filas con formato y sin dato no son filas: ni se cuentan ni agotan."""

    def vaciar(pagina: Any) -> None:
        for fila in range(4, 1_004):
            pagina.cell(fila, 7).number_format = "#,##0"

    libro = leer(escribir(tmp_path / "l.xlsx", {"Plan": tabla([renglon()])}, vaciar), perfil_de_plan())
    assert libro.lecturas[0].filas_con_datos == 1


def test_una_fila_alimenta_varios_instrumentos(tmp_path):
    """Plan e indicativo salen de la misma fila; la meta repetida es una sola."""
    filas = [{**renglon(1), "Cuatrienio": 40}, {**renglon(2), "Cuatrienio": None}]
    forma = perfil_de_plan(
        campo(PI, "meta_codigo", "Meta PD"),
        campo(PI, "meta_cuatrienio", "Cuatrienio"),
        campo(PI, "coordinadora", "Dependencia"),
    )
    libro = leer(escribir(tmp_path / "l.xlsx", {"Plan": tabla(filas)}), forma)
    assert len(libro.plan) == 2
    assert [(f.meta_codigo, f.meta_cuatrienio) for f in libro.indicativo] == [("4501001", Decimal(40))]


def test_perfil_auto_o_su_nombre(tmp_path):
    """El libro leído dice con qué perfil se leyó: su nombre, o «auto» si no se ha guardado."""
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": tabla([renglon()])})
    assert leer(ruta, perfil_de_plan()).perfil == "auto"
    assert leer(ruta, Perfil("mi-formato", "f", perfil_de_plan().hojas)).perfil == "mi-formato"
