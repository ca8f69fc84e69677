"""Qué hoja es qué: encabezados movidos, partidos, repetidos o faltantes, y filas que no son renglones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from openpyxl.styles import PatternFill

from dominio.modelo.libro import TipoLibro
from dominio.reglas.enlaces import revisar_enlaces
from dominio.valores.dinero import Pesos
from tests.libros.fabrica import BASE, HOJA, PRIMERA, TITULOS, fila, hacer, leer, letra, poner, sitios, unico


def test_encabezado_desordenado_y_mal_escrito_se_encuentra(tmp_path):
    """La fila de encabezado se halla en cualquier sitio, orden, mayúscula, tilde o salto de línea."""

    def mover(hoja):
        hoja.insert_rows(1, 7)
        hoja.merge_cells("A1:AA3")
        for celda in hoja[10]:
            celda.value = str(celda.value).upper().replace("Ó", "O").replace(" DE ", "\nDE   ")
        hoja["Z10"] = "MONTO (pesos)"

    libro = leer(hacer(tmp_path / "l.xlsx", [fila(1), fila(2)], titulos=TITULOS[::-1], retocar=None))
    assert libro.errores == ()
    movido = leer(hacer(tmp_path / "m.xlsx", [fila(1), fila(2)], retocar=mover))
    assert movido.errores == ()
    assert (
        [f.actividad_codigo for f in movido.plan]
        == ["A-001", "A-002"]
        == [f.actividad_codigo for f in libro.plan]
    )
    assert movido.plan[0].fila == 11
    assert movido.posiciones[HOJA, "monto"] == "Z"


def test_columna_de_mas_se_avisa_y_la_que_falta_se_nombra(tmp_path):
    """Una columna ajena no estorba; una obligatoria ausente es un error con hoja, columna y pista."""
    titulos = ["Fecha inicio" if t == "Fecha de inicio" else t for t in TITULOS if t != "Dependencia"]
    libro = leer(hacer(tmp_path / "l.xlsx", titulos=[*titulos, "Observación"]))
    assert sitios(libro) == [(HOJA, "", "columna_faltante")] * 2
    assert "«Dependencia»" in libro.errores[0].mensaje
    assert "«Fecha de inicio»" in libro.errores[1].mensaje
    assert "«Fecha inicio» en T3" in libro.errores[1].mensaje
    assert any("«Observación» (AA)" in aviso for aviso in libro.avisos)


def test_columna_de_producto_falta_solo_si_hay_metas_de_producto(tmp_path):
    """Las columnas financieras se exigen cuando alguna meta es de tipo Producto."""
    titulos = [t for t in TITULOS if t not in ("Monto", "Código BPIN")]
    con = leer(hacer(tmp_path / "a.xlsx", titulos=titulos))
    assert [e.mensaje.split("»")[0] for e in con.errores] == [
        "Falta la columna «Código BPIN",
        "Falta la columna «Monto",
    ]
    sin = leer(hacer(tmp_path / "b.xlsx", [fila(1, Tipo_de_meta="Gestión")], titulos=titulos))
    assert sin.errores == ()


def test_columna_repetida_nombra_las_dos(tmp_path):
    """Dos columnas con el mismo encabezado no se adivinan."""
    error = unico(leer(hacer(tmp_path / "l.xlsx", titulos=[*TITULOS, "MONTO"])))
    assert (error.celda, error.codigo) == ("AB3", "columna_repetida")
    assert "Z3" in error.mensaje


def test_encabezado_partido_en_dos_filas_se_entiende(tmp_path):
    """«Fecha» combinada sobre «de inicio» y «de terminación», y el resto combinado hacia abajo."""

    def partir(hoja):
        hoja.insert_rows(4)
        inicio, fin = letra("Fecha de inicio"), letra("Fecha de terminación")
        hoja[f"{inicio}3"], hoja[f"{fin}3"] = "Fecha", None
        hoja[f"{inicio}4"], hoja[f"{fin}4"] = "de inicio", "de terminación"
        hoja.merge_cells(f"{inicio}3:{fin}3")
        codigo, meta = letra("Código de meta"), letra("Meta")
        hoja[f"{codigo}3"], hoja[f"{meta}3"] = "Meta", None
        hoja[f"{codigo}4"], hoja[f"{meta}4"] = "Código", "Descripción"
        hoja.merge_cells(f"{codigo}3:{meta}3")
        for titulo in TITULOS:
            if titulo not in ("Fecha de inicio", "Fecha de terminación", "Código de meta", "Meta"):
                hoja.merge_cells(f"{letra(titulo)}3:{letra(titulo)}4")

    libro = leer(hacer(tmp_path / "l.xlsx", [fila(1), fila(2)], retocar=partir))
    assert libro.errores == ()
    assert len(libro.plan) == 2
    assert (libro.plan[0].meta_codigo, libro.plan[0].meta) == ("1905-01", "Vacunar al 95 %")
    assert libro.plan[0].inicio.isoformat() == "2026-02-01"


def test_encabezado_combinado_que_no_se_entiende_se_senala(tmp_path):
    """Si la combinación tapó el nombre de una columna con datos, el error señala la celda combinada."""
    libro = leer(hacer(tmp_path / "l.xlsx", retocar=lambda hoja: hoja.merge_cells("A3:B3")))
    assert (HOJA, "A3", "encabezado_combinado") in sitios(libro)
    assert any("«Dependencia»" in error.mensaje for error in libro.errores)


def test_dos_planes_en_el_libro_nombran_ambos_sitios(tmp_path):
    """Dos encabezados del plan, en dos hojas o en la misma, son un error que nombra los dos sitios."""

    def otra_hoja(hoja):
        poner(hoja.parent.create_sheet("Copia de Salud"), 5, [fila(9)])

    error = unico(leer(hacer(tmp_path / "a.xlsx", retocar=otra_hoja)))
    assert (error.hoja, error.celda, error.codigo) == ("Copia de Salud", "A5", "instrumento_repetido")
    assert f"«{HOJA}», celda A3" in error.mensaje
    assert "«Copia de Salud», celda A5" in error.mensaje

    misma = unico(leer(hacer(tmp_path / "b.xlsx", retocar=lambda hoja: poner(hoja, 20, [fila(9)]))))
    assert (misma.hoja, misma.celda) == (HOJA, "A20")


def test_hoja_oculta_o_ajena_se_avisa_y_no_se_lee(tmp_path):
    """Se reconoce por los encabezados: el nombre no importa, y lo oculto o ajeno solo se avisa."""

    def agregar(hoja):
        oculta = hoja.parent.create_sheet("Vieja")
        poner(oculta, 1, [fila(9)])
        oculta.sheet_state = "hidden"
        hoja.parent.create_sheet("Notas")["A1"] = "cualquier cosa"

    libro = leer(hacer(tmp_path / "l.xlsx", nombre="Hoja1", retocar=agregar))
    assert libro.errores == ()
    assert len(libro.plan) == 1
    assert ["«Vieja» está oculta" in libro.avisos[0], "«Notas»" in libro.avisos[1]] == [True, True]


def test_celdas_combinadas_hacia_abajo_se_propagan(tmp_path):
    """El valor de una combinada vale para todas sus filas; un monto combinado no se reparte a ciegas."""
    filas = [fila(1), fila(2), fila(3)]

    def combinar(hoja):
        for titulo in ("Dependencia", "Código de meta", "Meta de la vigencia", "Fecha de inicio"):
            hoja.merge_cells(f"{letra(titulo)}{PRIMERA}:{letra(titulo)}{PRIMERA + 2}")

    libro = leer(hacer(tmp_path / "a.xlsx", filas, retocar=combinar))
    assert libro.errores == ()
    assert {f.dependencia for f in libro.plan} == {BASE["Dependencia"]}
    assert len(libro.plan) == 3

    monto = letra("Monto")
    error = unico(
        leer(hacer(tmp_path / "b.xlsx", filas, retocar=lambda h: h.merge_cells(f"{monto}4:{monto}5")))
    )
    assert (error.celda, error.codigo) == (f"{monto}4", "monto_combinado")


def test_totales_notas_y_filas_vacias_no_son_renglones(tmp_path):
    """Totales y notas al pie se dejan fuera con aviso; las filas vacías con formato no cuentan."""

    def pie(hoja):
        hoja[f"{letra('Actividad')}6"] = "TOTAL  GENERAL"
        hoja[f"{letra('Monto')}6"] = 2500001
        hoja["A8"] = "Elaboró: Ana Ruiz, enlace de planeación"
        for n in range(9, 1200):
            hoja[f"C{n}"].fill = PatternFill("solid", start_color="FFFF00")

    libro = leer(
        hacer(tmp_path / "l.xlsx", [fila(1), fila(2, Actividad="Total de visitas hechas")], retocar=pie)
    )
    assert libro.errores == ()
    assert libro.filas_leidas == {HOJA: 2}
    assert "fila 6" in libro.avisos[0]
    assert "totales" in libro.avisos[0]
    assert "fila 8" in libro.avisos[1]


def test_libro_sin_nada_que_leer_es_un_error(tmp_path):
    """Ni un libro ajeno, ni uno sin la hoja pedida, ni uno sin filas pasan por buenos."""
    ajeno = hacer(tmp_path / "a.xlsx", titulos=["Nombre", "Valor"], nombre="Datos")
    assert sitios(leer(ajeno)) == [("", "", "sin_hojas")]
    plan = hacer(tmp_path / "b.xlsx")
    assert "«POAI»" in unico(leer(plan, TipoLibro.POAI)).mensaje
    vacio = hacer(tmp_path / "c.xlsx", retocar=lambda hoja: hoja.delete_rows(4))
    assert sitios(leer(vacio)) == [(HOJA, "", "sin_filas")]
    sin = hacer(tmp_path / "d.xlsx", titulos=["x", "y"])
    assert sitios(leer(sin)) == [(HOJA, "", "sin_encabezado")]


def test_los_cinco_instrumentos_se_leen_juntos(tmp_path):
    """POAI, PAC, plan indicativo y ejecución se leen del mismo libro, con NP y meses vacíos."""

    def agregar(hoja):
        libro = hoja.parent
        poai = libro.create_sheet("POAI 2026")
        poai.append(["Código BPIN", "Proyecto", "Código de meta", "Código de fuente", "Apropiación"])
        poai.append([2025769990021, "Gestión", "1905-01", "1.2.1.0.00", "$ 1.250.000,50"])
        poai.append(["TOTAL", None, None, None, 5])
        pac = libro.create_sheet("Hoja de caja")
        meses = "Enero Febrero Marzo Abril Mayo Junio Julio Agosto Septiembre Octubre Noviembre Diciembre"
        pac.append(["Código BPIN", "Código de fuente", *meses.split()])
        pac.append(["2025769990021", "1.2.1.0.00", 10.5, *[None] * 11])
        indicativo = libro.create_sheet("PI")
        indicativo.append(
            ["Código de meta", "Tipo de acumulación", "Meta del cuatrienio", "Programado", None, None]
        )
        indicativo.append([None, None, None, 2024, 2025, 2026])
        indicativo.merge_cells("D1:F1")
        indicativo.append(["1905-01", "Mantenimiento stock", 95, "NP", 90, 95])
        gasto = libro.create_sheet("Ejecución")
        gasto.append(["Código BPIN", "Código de actividad", "CDP", "Compromisos", "Pagos", "Fecha de corte"])
        gasto.append(["2025769990021", None, 100, 50, None, "30/09/2026"])

    libro = leer(hacer(tmp_path / "l.xlsx", retocar=agregar))
    assert libro.errores == ()
    assert libro.poai[0].apropiacion == Pesos(125000050)
    assert libro.pac[0].meses == (Pesos(1050), *[Pesos(0)] * 11)
    assert [(a, v if v is None else int(v)) for a, v in libro.indicativo[0].programacion] == [
        (2024, None),
        (2025, 90),
        (2026, 95),
    ]
    assert (libro.ejecucion[0].cdp, libro.ejecucion[0].pagos) == (Pesos(10000), None)
    assert revisar_enlaces(libro, frozenset(), frozenset(), 2026) == []


def test_hoja_demasiado_larga_dice_hasta_donde_llega(tmp_path):
    """Una celda en el último rincón de la hoja no agota nada: se dice dónde está."""

    def rincon(hoja):
        hoja["XFD1048576"] = 1

    error = unico(leer(hacer(tmp_path / "l.xlsx", retocar=rincon)))
    assert (error.hoja, error.celda, error.codigo) == (HOJA, "XFD1048576", "hoja_muy_larga")


def test_plan_de_ejemplo_se_lee_entero():
    """El plan de ejemplo da 26 actividades, 13 metas, 30 registros y $ 9.273.500.000,50."""
    ruta = Path(os.environ.get("ASISTENTE_FRASES", "../shared/frases")) / "plan-ejemplo.xlsx"
    if not ruta.exists():
        pytest.skip(f"no está {ruta}")
    libro = leer(ruta)
    assert (libro.errores, libro.avisos) == ((), ())
    assert len(libro.plan) == 30
    assert len({f.actividad_codigo for f in libro.plan}) == 26
    assert len({f.meta_codigo for f in libro.plan}) == 13
    assert sum(f.monto.centavos for f in libro.plan if f.monto) == 927_350_000_050
    assert revisar_enlaces(libro, frozenset(), frozenset(), 2026) == []
