"""Varias hojas: una por dependencia, copias, ocultas, descripciones y jerarquías dentro de la hoja."""

from __future__ import annotations

from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import ClaseDeDuda
from dominio.reglas.dudas_de_perfil import responder
from tests.perfiles.ajenos import (
    Columna,
    actividades,
    campo_de,
    de_donde,
    dudas_de,
    leer_con,
    libro,
    perfil_de,
    poner,
    proponer_libro,
    varias,
)

_PLAN, _EJ = TipoLibro.PLAN, TipoLibro.EJECUCION


def _de(desde: int, filas: int = 8, columnas: list[Columna] | None = None):
    return lambda hoja: poner(hoja, columnas or actividades(), fila=3, filas=filas, desde=desde)


def test_hojas_iguales_son_una_por_dependencia(tmp_path: Path) -> None:
    """Una sola forma de leer para todas, y la dependencia es el nombre de cada hoja."""
    ruta = varias(tmp_path / "l.xlsx", {"Salud": _de(0), "Turismo": _de(20), "Planeación": _de(40, 5)})
    perfil = perfil_de(proponer_libro(ruta))
    assert len(perfil.hojas) == 1
    assert perfil.hojas[0].nombre == ""
    assert perfil.hojas[0].dependencia_es_la_hoja
    plan = leer_con(ruta, perfil).plan
    assert len(plan) == 21
    assert {fila.dependencia for fila in plan} == {"Salud", "Turismo", "Planeación"}


def test_una_columna_de_mas_en_una_hoja_no_la_saca_del_grupo(tmp_path: Path) -> None:
    """La hoja con una columna «N°» al comienzo se lee igual."""
    con_numero: list[Columna] = [("N°", lambda n: n + 1), *actividades()]
    ruta = varias(tmp_path / "l.xlsx", {"Salud": _de(0), "Planeación": _de(40, 6, con_numero)})
    perfil = perfil_de(proponer_libro(ruta))
    assert len(perfil.hojas) == 1
    assert len(leer_con(ruta, perfil).plan) == 14


def test_la_copia_de_una_hoja_queda_fuera_con_su_razon(tmp_path: Path) -> None:
    """«Copia de…» con lo mismo no se cuenta dos veces, y se puede volver a incluir."""
    ruta = varias(tmp_path / "l.xlsx", {"Copia de Salud": _de(0), "Salud": _de(0), "Turismo": _de(20)})
    propuesta = proponer_libro(ruta)
    perfil = perfil_de(propuesta)
    assert [nombre for nombre, _razon in perfil.hojas[0].excluidas] == ["Copia de Salud"]
    assert len(leer_con(ruta, perfil).plan) == 16
    (duda,) = dudas_de(propuesta, ClaseDeDuda.HOJA)
    assert not duda.firme
    assert "8 de sus 8" in duda.pregunta
    assert responder(perfil, duda, "hoja:si").hojas[0].excluidas == ()
    assert any("Copia de Salud" in aviso for aviso in propuesta.avisos)


def test_lo_repetido_con_otro_nombre_se_confirma(tmp_path: Path) -> None:
    """Una hoja con lo mismo de otra, sin llamarse copia, es una duda firme."""
    ruta = varias(tmp_path / "l.xlsx", {"Salud": _de(0), "Salud nueva": _de(0), "Turismo": _de(20)})
    (duda,) = dudas_de(proponer_libro(ruta), ClaseDeDuda.HOJA)
    assert duda.firme


def test_una_copia_con_otro_contenido_se_confirma(tmp_path: Path) -> None:
    """«Copia de…» que trae otra cosa también se pregunta antes de guardar."""
    ruta = varias(tmp_path / "l.xlsx", {"Salud": _de(0), "Copia de Salud": _de(60), "Turismo": _de(20)})
    (duda,) = dudas_de(proponer_libro(ruta), ClaseDeDuda.HOJA)
    assert duda.firme


def test_las_hojas_distintas_no_son_copias(tmp_path: Path) -> None:
    """Dos dependencias con actividades propias se leen las dos, sin duda."""
    ruta = varias(tmp_path / "l.xlsx", {"Salud": _de(0), "Turismo": _de(20)})
    assert not dudas_de(proponer_libro(ruta), ClaseDeDuda.HOJA)


def test_ocultas_y_descripciones_se_avisan(tmp_path: Path) -> None:
    """Lo que no se lee se dice con su razón, y no estorba."""

    def oculta(hoja: Worksheet) -> None:
        poner(hoja, actividades(), filas=3)
        hoja.sheet_state = "hidden"

    def descripcion(hoja: Worksheet) -> None:
        for fila in range(1, 20):
            hoja.cell(fila, 1, f"Columna {fila}")
            hoja.cell(fila, 2, "Explica cómo se llena el formato")

    ruta = varias(tmp_path / "l.xlsx", {"Plan": _de(0), "Anterior": oculta, "Instructivo": descripcion})
    propuesta = proponer_libro(ruta)
    assert [hoja.nombre for hoja in perfil_de(propuesta).hojas] == ["Plan"]
    assert any("Anterior" in a and "oculta" in a for a in propuesta.avisos)
    assert any("Instructivo" in a for a in propuesta.avisos)


def test_las_combinadas_hacia_abajo_heredan_y_el_dinero_no(tmp_path: Path) -> None:
    """Programa combinado sobre sus actividades: vale para todas; su valor cuenta una vez."""

    def combinar(hoja: Worksheet) -> None:
        for primera in range(2, 26, 2):
            for columna in (1, 2, 3):
                hoja.merge_cells(
                    start_row=primera, end_row=primera + 1, start_column=columna, end_column=columna
                )

    ruta = libro(tmp_path / "l.xlsx", actividades(), retocar=combinar)
    perfil = perfil_de(proponer_libro(ruta))
    assert campo_de(perfil, _PLAN, "programa_codigo").hereda
    assert not campo_de(perfil, _PLAN, "monto").hereda
    plan = leer_con(ruta, perfil).plan
    assert plan[1].programa_codigo == "010100"
    assert sum(f.monto.centavos for f in plan if f.monto) == sum(
        100 * (20_000_000 + n) for n in range(0, 24, 2)
    )


def test_basta_una_combinada_para_heredar(tmp_path: Path) -> None:
    """Aunque casi todas las filas traigan su programa, la tapada por una combinada vale lo de arriba."""

    def combinar(hoja: Worksheet) -> None:
        hoja.merge_cells("A2:A3")

    ruta = libro(tmp_path / "l.xlsx", actividades(), retocar=combinar)
    perfil = perfil_de(proponer_libro(ruta))
    assert campo_de(perfil, _PLAN, "programa_codigo").hereda
    assert not campo_de(perfil, _PLAN, "programa").hereda
    assert leer_con(ruta, perfil).plan[1].programa_codigo == "010100"


def test_los_niveles_del_plan_de_desarrollo_con_su_rotulo(tmp_path: Path) -> None:
    """Código y nombre se emparejan, y lo que viene junto se parte."""
    columnas: list[Columna] = [
        ("COMPONENTE", lambda n: f"010{n // 12 + 1}.\nJuntos por la convivencia {n // 12}"),
        ("Cód. Reto", lambda n: 61 + n // 6),
        ("Nombre Reto", lambda n: f"Un reto grande {n // 6}"),
        *actividades(),
    ]
    ruta = libro(tmp_path / "l.xlsx", columnas)
    niveles = leer_con(ruta, perfil_de(proponer_libro(ruta))).plan[0].niveles
    assert niveles[0] == ("Componente", "0101", "Juntos por la convivencia 0")
    assert niveles[1] == ("Reto", "61", "Un reto grande 0")


def _jerarquico(hoja: Worksheet) -> None:
    """Dimensión, línea, programa, indicador y proyecto en filas, con la columna «Clase»."""
    rotulos = ["Clase", "Código", "Denominación", "Unidad de medida", "Meta 2024", "BPIN"]
    rotulos += ["Presupuesto inicial", "Presupuesto definitivo", "Presupuesto ejecutado", "Pagos"]
    rotulos += ["Fecha de inicio", "Fecha de terminación", "% de avance"]
    for columna, rotulo in enumerate(rotulos, start=1):
        hoja.cell(5, columna, rotulo)
    fila = 6
    for d in (1, 2):
        arriba: list[list[object]] = [["D", f"5{d}", f"Dimensión del territorio {d}"]]
        arriba += [["L", f"5{d}01", f"Línea de trabajo {d}"], ["P", f"5{d}01001", f"Programa de salud {d}"]]
        for i in (1, 2):
            arriba.append(
                ["I", f"5{d}010010{i}", f"Personas atendidas en el programa {d}{i}", "Número", 10 * i]
            )
            for p in (1, 2, 3):
                n = 100 * d + 10 * i + p
                codigo = f"2024990010{n:03d}"
                dinero = [1000 * n, 2000 * n, 1500 * n, 900 * n]
                quien = ["Pr", f"BP26{n:05d}", f"Mejoramiento de la sede {n}", None, None, codigo]
                arriba.append([*quien, *dinero, "1/02/2024", "30/11/2024", p / 10])
        for valores in arriba:
            for columna, valor in enumerate(valores, start=1):
                hoja.cell(fila, columna).value = valor  # type: ignore[assignment]
            fila += 1


def test_la_jerarquia_por_clase(tmp_path: Path) -> None:
    """Solo los proyectos son renglones; programa y meta les vienen de las filas de arriba."""
    ruta = varias(tmp_path / "l.xlsx", {"4112": _jerarquico})
    perfil = perfil_de(proponer_libro(ruta, 2024))
    jerarquia = perfil.hojas[0].jerarquia
    assert jerarquia is not None
    assert [rotulo for _valor, rotulo in jerarquia.niveles] == [
        "Dimensión",
        "Línea",
        "Programa",
        "Meta",
        "Proyecto",
    ]
    leido = leer_con(ruta, perfil, 2024)
    assert len(leido.plan) == 12
    fila = leido.plan[0]
    assert (fila.programa_codigo, fila.programa) == ("5101001", "Programa de salud 1")
    assert (fila.meta_codigo, fila.meta) == (
        "510100101",
        "Personas atendidas en el programa 11",
    )
    assert (fila.bpin, fila.actividad) == ("2024990010111", "Mejoramiento de la sede 111")
    assert fila.meta_vigencia == 10
    (lectura,) = leido.lecturas
    assert lectura.leidas + sum(len(f.filas) for f in lectura.fuera) == lectura.filas_con_datos == 22


def test_los_subtotales_por_codigo(tmp_path: Path) -> None:
    """En un reporte con rubros en árbol las filas padre son subtotales, y se puede dejar solo lo actual."""
    arbol = [
        ("2", 0),
        ("2.3", 0),
        ("2.3.1", 0),
        ("2.3.1.01", 100),
        ("2.3.1.02", 50),
        ("2.3.2", 0),
        ("2.3.2.01", 7),
    ]

    def llenar(hoja: Worksheet) -> None:
        rotulos = ["VIGENCIA GASTO", "CODIGO", "NOMBRE", "FUENTES DE FINANCIACION", "BPIN"]
        rotulos += ["COMPROMISOS(Pesos)", "OBLIGACIONES(Pesos)", "PAGOS(Pesos)"]
        for columna, rotulo in enumerate(rotulos, start=1):
            hoja.cell(12, columna, rotulo)
        fila = 13
        for vigencia in ("VIGENCIA ACTUAL ", "RESERVAS "):
            for codigo, valor in arbol:
                suma = sum(v for c, v in arbol if c.startswith(codigo))
                hoja.cell(fila, 1, vigencia if codigo == "2" else None)
                hoja.cell(fila, 2, f"{codigo} ")
                hoja.cell(fila, 3, f"RUBRO {codigo} ")
                if valor:
                    hoja.cell(fila, 4, "INGRESOS CORRIENTES ")
                    hoja.cell(fila, 5, "2025000000103 ")
                for columna in (6, 7, 8):
                    hoja.cell(fila, columna, f"{suma}000000 ")
                fila += 1

    ruta = varias(tmp_path / "l.xlsx", {"reporte": llenar})
    propuesta = proponer_libro(ruta, 2025)
    perfil = perfil_de(propuesta)
    assert perfil.hojas[0].subtotales is not None
    assert de_donde(perfil, _EJ)["compromisos"] == [("compromisos", 1)]

    def total(forma) -> int:
        return sum(f.compromisos.centavos for f in leer_con(ruta, forma, 2025).ejecucion if f.compromisos)

    assert total(perfil) == 2 * 157_000_000 * 100
    duda = next(d for d in propuesta.dudas if d.clave.endswith("ejecucion.vigencia"))
    assert total(responder(perfil, duda, "vigencia:actual")) == 157_000_000 * 100
