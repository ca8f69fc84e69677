"""Los libros que se entregan: hojas, columnas, formatos, semáforo, gráfico, plantillas y copia anotada."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from almacen.libros.columnas import POR_TIPO
from almacen.libros.escritor import EscritorOpenpyxl
from dominio.modelo.libro import ErrorDeLibro, FilaPlan, TipoLibro
from dominio.modelo.reporte import EstadoReporte, OrigenReporte
from tests.libros.consolidados import BANDAS, consolidado_de
from tests.libros.fabrica import HOJA, TITULOS, fila, hacer, leer

HOJAS = ["Resumen", "Plan de acción", "Metas", "Avances", "Ejecución", "Alertas", "Coherencia", "Control"]
CARGAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://malo","clic")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "=DDE(a;b;c)",
    "=IMPORTXML(1)",
    "#N/A de mentira",
    "<b>&amp;</b>",
    "_x0041_ literal",
    '"comillas"',
    "'=1+1",
    "{=1}",
    "=A1&B1",
    "\ud800 medio carácter",
    "\x00\x07 campana",
    "¡Ñandú! 🟢 " + "x" * 300,
]

# Las únicas fórmulas del consolidado: totales y razones sobre celdas de la misma hoja.
NUESTRAS = re.compile(
    r"SUBTOTAL\(109,[A-Z]+4:[A-Z]+[0-9]+\)|SUM\([A-Z]+[0-9]+:[A-Z]+[0-9]+\)"
    r'|IF\([A-Z]+[0-9]+=0,"no aplica",ROUND\([A-Z]+[0-9]+/[A-Z]+[0-9]+\*100,2\)\)'
)
CAMPOS_LIBRES = (
    *("dependencia", "responsable", "cargo", "programa", "meta", "indicador", "unidad", "proyecto"),
    *("objetivo", "actividad", "fuente", "dependencia_codigo", "meta_codigo", "bpin"),
)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[FilaPlan, ...]:
    """Tres actividades leídas de un libro."""
    filas = [fila(1), fila(2, Meta_de_la_vigencia="NP"), fila(3, Dependencia="Secretaría de Gobierno")]
    libro = leer(hacer(tmp_path_factory.mktemp("plan") / "p.xlsx", filas))
    assert libro.errores == ()
    return libro.plan


@pytest.fixture(scope="module")
def ruta(plan: tuple[FilaPlan, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """El consolidado de ese plan."""
    destino = tmp_path_factory.mktemp("consolidado") / "c.xlsx"
    EscritorOpenpyxl().consolidado(consolidado_de(plan), destino)
    return destino


def test_consolidado_trae_las_ocho_hojas_y_las_columnas_del_contrato(ruta):
    """Las hojas van con sus nombres y orden, y el plan empieza por las 27 columnas del contrato."""
    libro = openpyxl.load_workbook(ruta)
    assert libro.sheetnames == HOJAS
    titulos = [celda.value for celda in libro[HOJA][3]]
    assert tuple(titulos[:27]) == TITULOS
    assert titulos[27:30] == ["Avance esperado", "Semáforo", "Días restantes"]
    assert libro[HOJA]["M5"].value == "NP"
    assert (libro[HOJA]["A4"].value, libro[HOJA]["A4"].data_type) == ("07", "s")
    assert (libro[HOJA]["W4"].value, libro[HOJA]["W4"].number_format) == (45, '0.00"%"')
    assert (libro[HOJA]["Z4"].value, libro[HOJA]["Z4"].number_format) == (1250000.5, "#,##0.00")
    assert libro[HOJA]["U4"].number_format == "dd/mm/yyyy"
    control = {fila[0].value: fila[1].value for fila in libro["Control"].iter_rows(min_row=4)}
    assert control["Entidad"] == "Municipio de Ejemplo"
    assert control["Generado (hora de Bogotá)"] == "05/10/2026 09:30:00"
    assert control["Filas en «Plan de acción»"] == 3


def test_avance_importado_no_dice_aprobado(plan, tmp_path):
    """Lo que entró con un libro y nadie revisó es «Importado», y el resumen dice cuántas son."""
    base = consolidado_de(plan)
    de_libro = replace(base.avances[0], origen=OrigenReporte.IMPORTACION, estado=EstadoReporte.APROBADO)
    avances = (de_libro, *(replace(a, estado=EstadoReporte.APROBADO) for a in base.avances[1:]))
    EscritorOpenpyxl().consolidado(replace(base, avances=avances, revisiones={}), tmp_path / "c.xlsx")

    libro = openpyxl.load_workbook(tmp_path / "c.xlsx")
    de_avances = [celda.value for fila in libro["Avances"].iter_rows() for celda in fila]
    assert de_avances.count("Importado") == 1
    assert de_avances.count("Aprobado") == len(avances) - 1
    de_resumen = [str(celda.value) for fila in libro["Resumen"].iter_rows() for celda in fila]
    assert any("1 actividad tiene avance importado" in texto for texto in de_resumen)


def test_consolidado_se_puede_imprimir_y_recorrer(ruta):
    """Paneles inmóviles, filtro, horizontal, encabezado repetido, fuente con nombre y letra legible."""
    libro = openpyxl.load_workbook(ruta)
    for nombre in HOJAS[1:]:
        hoja = libro[nombre]
        assert (hoja.freeze_panes or "").endswith("4"), nombre
        assert hoja.auto_filter.ref.startswith("A3:"), nombre
        assert hoja.page_setup.orientation == "landscape"
        pagina, pie = hoja.sheet_properties.pageSetUpPr, hoja.oddFooter
        assert pagina is not None
        # A una página de ancho, o cortada por columnas a una escala que se pueda leer.
        assert pagina.fitToPage or (hoja.page_setup.scale or 0) >= 60
        assert pagina.fitToPage or hoja.print_title_cols
        assert hoja.print_title_rows == "$3:$3"
        assert (hoja["A3"].font.name, hoja["A3"].font.b) == ("Calibri", True)
        assert pie is not None
        assert "&P" in str(pie.right.text)
    assert libro.properties.title == "Consolidado del Plan de Acción 2026"


def test_semaforo_se_pinta_con_los_colores_de_la_entidad(ruta):
    """Cada banda tiene su regla de formato condicional, con su nombre y su color."""
    hoja = openpyxl.load_workbook(ruta)[HOJA]
    reglas = [regla for zona in hoja.conditional_formatting for regla in zona.rules]
    pintadas = {regla.formula[0]: regla.dxf.fill.bgColor.rgb[-6:] for regla in reglas}
    assert pintadas == {f'"{banda.nombre}"': banda.color for banda in BANDAS}


def test_resumen_trae_graficos_con_ejes_y_las_cuatro_razones(ruta):
    """Cada gráfico dice de qué es, sus ejes se ven y lleva los valores adentro."""
    hoja = openpyxl.load_workbook(ruta)["Resumen"]
    textos = {celda.value for fila in hoja.iter_rows() for celda in fila if isinstance(celda.value, str)}
    razones = [
        "CDP / definitiva",
        "Compromisos / definitiva",
        "Obligaciones / definitiva",
        "Pagos / obligaciones",
    ]
    assert textos.issuperset(razones)
    with zipfile.ZipFile(ruta) as libro:
        graficos = [libro.read(n).decode() for n in libro.namelist() if n.startswith("xl/charts/chart")]
    dependencias, fuentes, momentos, bandas = graficos
    assert [grafico.count('<delete val="0"') for grafico in graficos] == [2] * 4
    assert [grafico.count("<title>") for grafico in graficos] == [3, 3, 2, 2]
    assert "Secretaría de Gobierno" in dependencias
    assert "<v>45</v>" in dependencias
    assert "1.2.1.0.00 Ingresos corrientes" in fuentes
    assert fuentes.count("<ser>") == 5
    # Tres registros de 1.250.000,50 con todo apropiado, el 80 % comprometido y el 40 % pagado.
    assert "<v>3750001.5</v>" in momentos
    assert "<v>1500000.6</v>" in momentos
    assert all(banda.color in bandas and banda.nombre in bandas for banda in BANDAS)


def test_consolidado_vacio_tambien_se_escribe(tmp_path):
    """Una entidad sin plan da un libro con las ocho hojas y sin gráfico."""
    destino = tmp_path / "v.xlsx"
    EscritorOpenpyxl().consolidado(consolidado_de([]), destino)
    assert openpyxl.load_workbook(destino).sheetnames == HOJAS


def test_ningun_texto_ajeno_se_vuelve_formula(plan, tmp_path):
    """Con veinte cargas en cada campo de texto no hay una sola fórmula, y vuelven iguales."""
    filas = [
        replace(
            plan[0],
            actividad_codigo=f"A-{n:03d}",
            **dict.fromkeys(CAMPOS_LIBRES, carga),
        )
        for n, carga in enumerate(CARGAS, start=1)
    ]
    consolidado = consolidado_de(filas)
    avances = tuple(
        replace(a, logro=c, dificultades=c, autor=c) for a, c in zip(consolidado.avances, CARGAS, strict=True)
    )
    hallazgos = tuple(replace(consolidado.alertas[0], que_pasa=c, dependencia=c, quien=c) for c in CARGAS)
    destino = tmp_path / "i.xlsx"
    EscritorOpenpyxl().consolidado(
        replace(
            consolidado, avances=avances, alertas=hallazgos, entidad=replace(consolidado.entidad, nombre="=1")
        ),
        destino,
    )
    with zipfile.ZipFile(destino) as zip_:
        hojas = [zip_.read(n) for n in zip_.namelist() if n.startswith("xl/worksheets/sheet")]
    assert len(hojas) == 8
    formulas = [formula for hoja in hojas for formula in re.findall(rb"<f[^>]*>(.*?)</f>", hoja)]
    assert [formula for formula in formulas if not NUESTRAS.fullmatch(formula.decode())] == []
    libro = openpyxl.load_workbook(destino)
    clases = {c.data_type for hoja in libro.worksheets[2:] for fila in hoja.iter_rows() for c in fila}
    assert clases <= {"s", "n", "d"}
    assert {c.data_type for fila in libro[HOJA].iter_rows(min_row=3) for c in fila} <= {"s", "n", "d"}
    for n, carga in enumerate(CARGAS[:17], start=4):
        celda = libro[HOJA][f"R{n}"]
        assert celda.value == carga.replace("_x0041_", "_x005F_x0041_")
        assert bool(celda.quotePrefix) == (carga[0] in "=+-@\t\r")
    leido = leer(destino)
    assert [f.actividad for f in leido.plan][:5] == CARGAS[:5]
    assert leido.plan[12].actividad == "_x0041_ literal"


@pytest.mark.parametrize("tipo", list(TipoLibro))
def test_plantilla_se_lee_sin_errores_de_columna(tmp_path, tipo):
    """La plantilla trae todas las columnas, listas, notas e instrucciones, y solo le faltan las filas."""
    destino = tmp_path / "p.xlsx"
    EscritorOpenpyxl().plantilla(tipo, destino)
    libro = openpyxl.load_workbook(destino)
    instrumento = POR_TIPO[tipo]
    assert libro.sheetnames == [instrumento.hoja, "Instrucciones"]
    hoja = libro[instrumento.hoja]
    assert [celda.value for celda in hoja[3]] == [columna.titulo for columna in instrumento.columnas]
    assert all(celda.comment for celda in hoja[3])
    listas = [regla.formula1 for regla in hoja.data_validations.dataValidation if regla.type == "list"]
    esperadas = {
        TipoLibro.PLAN: ['"Producto,Gestión,Administrativa"', '"Sí,No"'],
        TipoLibro.INDICATIVO: ['"Acumulado,Flujo,Mantenimiento,Capacidad,Reducción"'],
    }
    assert listas == esperadas.get(tipo, [])
    assert [celda.value for celda in libro["Instrucciones"]["A"]][3:] == [
        columna.titulo for columna in instrumento.columnas
    ]
    leido = leer(destino)
    assert [e.codigo for e in leido.errores] == ["sin_filas"]
    assert leido.avisos == ()


def test_copia_anotada_marca_la_celda_y_lista_el_error(tmp_path):
    """La copia conserva el libro y sus fórmulas, marca las celdas malas y corregida se vuelve a leer."""
    original = hacer(
        tmp_path / "l.xlsx",
        [fila(1, Monto="mucho"), fila(2, Responsable=None)],
        retocar=lambda hoja: hoja.__setitem__("AC1", "=SUM(Z4:Z5)"),
    )
    errores = leer(original).errores
    copia = tmp_path / "copia.xlsx"
    EscritorOpenpyxl().anotado(original, errores, copia)
    libro = openpyxl.load_workbook(copia)
    assert libro.sheetnames == ["Errores", HOJA]
    assert [tuple(c.value for c in f) for f in libro["Errores"].iter_rows(min_row=2)] == [
        (e.hoja, e.celda, e.mensaje) for e in errores
    ]
    assert [e.celda for e in errores] == ["Z4", "C5"]
    for error in errores:
        assert error.mensaje in libro[HOJA][error.celda].comment.text
        assert libro[HOJA][error.celda].fill.start_color.rgb.endswith("FCE4D6")
    assert libro[HOJA]["AC1"].value == "=SUM(Z4:Z5)"
    libro[HOJA]["Z4"], libro[HOJA]["C5"] = 5, "Ana Ruiz"
    libro.save(tmp_path / "corregida.xlsx")
    assert leer(tmp_path / "corregida.xlsx").errores == ()


def test_copia_anotada_de_un_archivo_ilegible_trae_la_lista(tmp_path):
    """Si el original no se puede abrir, queda un libro con la hoja «Errores» y sin fórmulas."""
    original = tmp_path / "x.xlsx"
    original.write_bytes(b"no es un libro")
    errores = [ErrorDeLibro("", "", "archivo_ilegible", "=1+1 no es un libro.")]
    EscritorOpenpyxl().anotado(original, errores, tmp_path / "copia.xlsx")
    libro = openpyxl.load_workbook(tmp_path / "copia.xlsx")
    assert libro.sheetnames == ["Errores"]
    assert (libro["Errores"]["C2"].value, libro["Errores"]["C2"].data_type) == ("=1+1 no es un libro.", "s")


def test_leer_no_carga_openpyxl_ni_hereda_secretos(tmp_path):
    """El proceso que atiende no carga openpyxl por importar los libros, y el hijo no ve el ambiente."""
    programa = (
        "import sys, almacen.libros.lector, almacen.libros.escritor, almacen.libros.canje\n"
        "from almacen.libros.aparte import _ambiente\n"
        "print([m for m in ('openpyxl', 'lxml', 'defusedxml') if m in sys.modules])\n"
        "print([n for n in _ambiente() if n.startswith('ASISTENTE')])\n"
    )
    ambiente = {**os.environ, "ASISTENTE_TOKEN": "123:clave", "PYTHONPATH": os.getcwd()}
    hecho = subprocess.run(
        [sys.executable, "-c", programa], env=ambiente, capture_output=True, text=True, check=True
    )
    assert hecho.stdout.split("\n")[:2] == ["[]", "[]"]
