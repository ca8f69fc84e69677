"""La forma de un libro ajeno: dónde está el encabezado, qué hojas se leen y qué vale una celda combinada."""

from __future__ import annotations

from typing import Any

from dominio.modelo.perfil import (
    ColumnaDelLibro,
)
from dominio.valores.dinero import Pesos
from tests.perfiles.a_mano import campo, columna, hoja, perfil
from tests.perfiles.libros import (
    PLAN,
    ROTULOS,
    cuadra,
    escribir,
    leer,
    perfil_de_plan,
    renglon,
    tabla,
    unica,
)


def test_encabezado_que_se_corrio_de_fila(tmp_path):
    """El encabezado se busca si no está donde decía el perfil, con títulos encima."""
    titulos: list[list[Any]] = [["MUNICIPIO DE EJEMPLO"], [], ["Seguimiento al plan de acción"], []]
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": [*titulos, *tabla([renglon(1), renglon(2)])]})
    libro = leer(ruta, perfil_de_plan(fila_encabezado=11))
    assert [fila.fila for fila in libro.plan] == [6, 7]
    assert libro.lecturas[0].fila_encabezado == 5
    cuadra(libro)


def test_columnas_barajadas_y_una_de_mas(tmp_path):
    """Las columnas se buscan por su rótulo: ni el orden ni una de más cambian lo leído."""
    barajados = ["N°", *reversed(ROTULOS)]
    derecho = leer(escribir(tmp_path / "a.xlsx", {"Plan": tabla([renglon(3)])}), perfil_de_plan())
    revuelto = leer(
        escribir(tmp_path / "b.xlsx", {"Plan": tabla([{**renglon(3), "N°": 61}], barajados)}),
        perfil_de_plan(),
    )
    assert unica(derecho) == unica(revuelto)


def test_rotulos_con_saltos_mayusculas_y_sin_tildes(tmp_path):
    """Un rótulo es el mismo con saltos, en mayúsculas, sin tildes o con otra puntuación."""
    filas = tabla([renglon()])
    filas[0] = [
        "COD.\nACTIVIDAD ",
        "nombre actividad",
        "META  PD",
        "DEPENDENCIA:",
        "inicio",
        "FIN",
        "Presupuesto ($)",
    ]
    fila = unica(leer(escribir(tmp_path / "l.xlsx", {"Plan": filas}), perfil_de_plan()))
    assert (fila.actividad_codigo, fila.monto) == ("BP-001", Pesos.de(1_000_000))


def test_rotulo_de_otro_anio(tmp_path):
    """«Presupuesto 2025» del perfil es «Presupuesto 2026» en el libro del año siguiente, si es la única."""
    rotulos = [*ROTULOS[:-1], "Presupuesto 2026"]
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": tabla([{**renglon(), "Presupuesto 2026": 7}], rotulos)})
    libro = leer(ruta, perfil_de_plan(campo(PLAN, "monto", "Presupuesto 2025")))
    assert unica(libro).monto == Pesos.de(7)


def test_rotulo_de_otro_anio_con_dos_posibles(tmp_path):
    """Con dos años que podrían ser, no se escoge: la columna falta y se avisa."""
    rotulos = [*ROTULOS[:-1], "Presupuesto 2026", "Presupuesto 2027"]
    fila = {**renglon(), "Presupuesto 2026": 7, "Presupuesto 2027": 8}
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": tabla([fila], rotulos)})
    libro = leer(ruta, perfil_de_plan(campo(PLAN, "monto", "Presupuesto 2025")))
    assert unica(libro).monto is None
    assert any("presupuesto 2025" in aviso for aviso in libro.avisos)


def test_columna_repetida_por_su_aparicion(tmp_path):
    """De dos columnas con el mismo rótulo se lee la que dice el perfil."""
    filas = [[*ROTULOS, "Presupuesto"], [*renglon().values(), 999]]
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": filas})
    assert unica(leer(ruta, perfil_de_plan())).monto == Pesos.de(1_000_000)
    segunda = perfil_de_plan(campo(PLAN, "monto", ("Presupuesto", 2)))
    assert unica(leer(ruta, segunda)).monto == Pesos.de(999)


def test_columna_sin_rotulo_por_su_lugar(tmp_path):
    """Una columna sin rótulo se halla por donde estaba, corrida lo mismo que sus vecinas."""
    sin_rotulo = campo(PLAN, "unidad")
    sin_rotulo = sin_rotulo.__class__(PLAN, "unidad", (ColumnaDelLibro("", 1, 8),))
    con_numero = [
        campo(PLAN, dato, *()).__class__(PLAN, dato, (ColumnaDelLibro(columna(rotulo).rotulo, 1, n),))
        for n, (dato, rotulo) in enumerate(
            [
                ("actividad_codigo", "Cód Actividad"),
                ("actividad", "Nombre Actividad"),
                ("meta_codigo", "Meta PD"),
                ("dependencia", "Dependencia"),
                ("inicio", "Inicio"),
                ("fin", "Fin"),
                ("monto", "Presupuesto"),
            ],
            start=1,
        )
    ]
    forma = perfil(hoja([*con_numero, sin_rotulo]))
    normal = [[*ROTULOS, None], [*renglon().values(), "Km"]]
    corrida = [["N°", *ROTULOS, None], [1, *renglon().values(), "Km"]]
    for numero, filas in enumerate((normal, corrida)):
        libro = leer(escribir(tmp_path / f"{numero}.xlsx", {"Plan": filas}), forma)
        assert unica(libro).unidad == "Km"


def test_encabezado_en_dos_filas_combinadas(tmp_path):
    """Un encabezado partido («Fecha» sobre «Inicio» y «Fin») se lee por sus dos filas."""
    arriba = ["Cód Actividad", "Nombre Actividad", "Meta PD", "Dependencia", "Fecha", None, "Presupuesto"]
    abajo = [None, None, None, None, "Inicio", "Fin", None]

    def combinar(pagina: Any) -> None:
        pagina.merge_cells("E1:F1")
        for letra in "ABCDG":
            pagina.merge_cells(f"{letra}1:{letra}2")

    ruta = escribir(tmp_path / "l.xlsx", {"Plan": [arriba, abajo, list(renglon().values())]}, combinar)
    forma = perfil_de_plan(
        campo(PLAN, "inicio", "Fecha Inicio"), campo(PLAN, "fin", "Fecha Fin"), alto_encabezado=2
    )
    libro = leer(ruta, forma)
    assert (unica(libro).fila, unica(libro).inicio.month, unica(libro).fin.month) == (3, 1, 11)


def test_una_hoja_por_dependencia(tmp_path):
    """Sin nombre de hoja se leen todas las visibles con el encabezado; las demás se dicen con su razón."""
    ruta = escribir(
        tmp_path / "l.xlsx",
        {
            "Sec. Gobierno": tabla([renglon(1, Dependencia=None)]),
            "Sec. Salud": tabla([renglon(2, Dependencia=None)]),
            "Copia de Sec. Salud": tabla([renglon(2, Dependencia=None)]),
            "Instructivo": [["Columna", "Descripción"], ["A", "Código"]],
            "Vieja": tabla([renglon(9)]),
        },
        ocultas=["Vieja"],
    )
    forma = perfil_de_plan(
        dependencia_es_la_hoja=True, excluidas=(("Copia de Sec. Salud", "repite la hoja «Sec. Salud»"),)
    )
    libro = leer(ruta, forma)
    assert [(fila.hoja, fila.dependencia) for fila in libro.plan] == [
        ("Sec. Gobierno", "Sec. Gobierno"),
        ("Sec. Salud", "Sec. Salud"),
    ]
    assert libro.avisos == (
        "La hoja «Copia de Sec. Salud» no se leyó: repite la hoja «Sec. Salud».",
        "La hoja «Instructivo» no se leyó: no tiene el encabezado del perfil.",
        "La hoja «Vieja» no se leyó: está oculta.",
    )
    assert libro.filas_leidas == {"Sec. Gobierno": 1, "Sec. Salud": 1}


def test_hoja_del_perfil_que_cambio_de_nombre(tmp_path):
    """Si la hoja se llama distinto y es la única con ese encabezado, se lee y se avisa."""
    ruta = escribir(tmp_path / "l.xlsx", {"Plan T2": tabla([renglon()])})
    libro = leer(ruta, perfil_de_plan(nombre="Plan T1"))
    assert unica(libro).hoja == "Plan T2"
    assert "«Plan T1»" in libro.avisos[0]


def test_hoja_del_perfil_que_no_esta(tmp_path):
    """Sin la hoja ni su encabezado es un error, y no se lee nada."""
    ruta = escribir(tmp_path / "l.xlsx", {"Otra": [["Columna", "Valor"], ["a", 1]]})
    for forma in (perfil_de_plan(nombre="Plan"), perfil_de_plan()):
        libro = leer(ruta, forma)
        assert [error.codigo for error in libro.errores] == ["hoja_del_perfil_falta"]
        assert libro.plan == ()


def test_hoja_sin_el_encabezado_del_perfil(tmp_path):
    """La hoja está y su encabezado no: es un error de esa hoja."""
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": [["Columna", "Valor"], ["a", 1]]})
    libro = leer(ruta, perfil_de_plan(nombre="Plan"))
    assert [(error.hoja, error.codigo) for error in libro.errores] == [("Plan", "sin_encabezado")]


def test_columna_llave_que_no_esta(tmp_path):
    """Sin la columna que identifica los renglones no se lee la hoja, y se nombra la que falta."""
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": tabla([renglon()], ROTULOS[1:])})
    libro = leer(ruta, perfil_de_plan(llaves=("actividad_codigo",)))
    assert [error.codigo for error in libro.errores] == ["columna_faltante"]
    assert "cod actividad" in libro.errores[0].mensaje


def test_encabezado_sin_renglones(tmp_path):
    """Un libro sin ninguna fila bajo el encabezado es un error: confirmarlo vaciaría el plan."""
    libro = leer(escribir(tmp_path / "l.xlsx", {"Plan": [list(ROTULOS)]}), perfil_de_plan())
    assert [error.codigo for error in libro.errores] == ["sin_filas"]
