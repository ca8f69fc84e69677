"""Libros malformados al azar: un libro sano, un daño y lo que el programa debe contestar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.columnas import POR_TIPO, Clase, Columna
from almacen.libros.cuadricula import letra_de_columna
from dominio.modelo.libro import TipoLibro
from tests.libros.fabrica import FILA_DE_ENCABEZADO, HOJA, PRIMERA, TITULOS, fila, hacer, letra

FILAS = 6
_COLUMNAS = POR_TIPO[TipoLibro.PLAN].columnas
_POR_TITULO = {columna.titulo: columna for columna in _COLUMNAS}
_OTRA_META: tuple[Any, ...] = (1, "NP", 0)
BASURA: dict[Clase, tuple[Any, ...]] = {
    Clase.TEXTO: ("#REF!", "#¡DIV/0!", "x" * 2_001, "#N/A"),
    Clase.CODIGO: (1234.5, -7, 12345678901234567, True, "#VALUE!", "9" * 201),
    Clase.FECHA: ("31/02/2026", "mañana", "2/2/0205", "3011/2025", 99_999_999, "31/1272025", True, "2026"),
    Clase.NUMERO: ("abc", "1,2,3", "-5", "12 estudiantes", "#NUM!"),
    Clase.PROGRAMADO: ("doce", "-1", "S/D", "#N/A", "1..5"),
    Clase.DINERO: ("mucho", "1.2.3", -5, "12,345", "1.500.000 COP aprox", "#REF!", 10**17),
    Clase.PORCENTAJE: ("alto", "-3", -0.5, "45 de 100", "#DIV/0!"),
    Clase.SI_NO: ("quizás", "tal vez", 7, "sí/no"),
    Clase.TIPO_META: ("Otra", "Resultado", 3, "Producto y gestión"),
}
RARO = (
    *("=cmd|' /C calc'!A0", "+1+1", "@SUM(1+1)", "-2+3", '=HYPERLINK("http://malo")', "'=1"),
    *("Línea uno\nlínea dos", "dos  espacios", "Ñandú «comillas» 🟢", "<b>&amp;</b>", "_x0041_", "a\tb"),
)


@dataclass(frozen=True, slots=True)
class Esperado:
    """Lo que se debe contestar.

    Attributes:
        valido: ``True`` = se lee sin errores; ``False`` = algún error; ``None`` = lo uno o lo otro.
        sitio: (hoja, celda) que algún error debe nombrar.
        codigo: el de algún error.
    """

    valido: bool | None
    sitio: tuple[str, str] | None = None
    codigo: str | None = None


Dano = Callable[[Random, Path], Esperado]


def sano(ruta: Path, retocar: Callable[[Worksheet], None]) -> None:
    """Un libro sano, con un retoque."""
    hacer(ruta, [fila(n) for n in range(1, FILAS + 1)], retocar=retocar)


def _celda_al_azar(azar: Random, clases: frozenset[Clase] | None = None) -> tuple[Columna, int, str]:
    posibles = [columna for columna in _COLUMNAS if clases is None or columna.clase in clases]
    columna = azar.choice(posibles)
    numero = azar.randrange(PRIMERA, PRIMERA + FILAS)
    return columna, numero, f"{letra(columna.titulo)}{numero}"


def basura_en_una_celda(azar: Random, ruta: Path) -> Esperado:
    """Un dato imposible para su columna: se nombra la celda."""
    columna, _, celda = _celda_al_azar(azar, frozenset(BASURA))
    valor = azar.choice(BASURA[columna.clase])

    def poner(hoja: Worksheet) -> None:
        hoja[celda].value = valor
        if isinstance(valor, str):
            hoja[celda].data_type = "e" if valor.startswith("#") else "s"

    sano(ruta, poner)
    return Esperado(False, (HOJA, celda))


def obligatoria_vacia(azar: Random, ruta: Path) -> Esperado:
    """Una celda obligatoria en blanco, o con una manera de decir que no hay dato."""
    columna = azar.choice([c for c in _COLUMNAS if c.obligatoria or c.de_producto])
    celda = f"{letra(columna.titulo)}{azar.randrange(PRIMERA, PRIMERA + FILAS)}"
    vacio = azar.choice([None, "", "   ", "\u200b"])
    sano(ruta, lambda hoja: hoja.__setitem__(celda, vacio))
    return Esperado(False, (HOJA, celda), "celda_vacia")


def columna_borrada(azar: Random, ruta: Path) -> Esperado:
    """Falta una columna obligatoria: se nombra la hoja y la columna."""
    columna = azar.choice([c for c in _COLUMNAS if c.obligatoria or c.de_producto])
    sano(ruta, lambda hoja: hoja.delete_cols(TITULOS.index(columna.titulo) + 1))
    return Esperado(False, (HOJA, ""), "columna_faltante")


def columna_duplicada(azar: Random, ruta: Path) -> Esperado:
    """El mismo encabezado dos veces: se nombra la celda de la segunda."""
    titulo = azar.choice(TITULOS)
    donde = f"{letra_de_columna(len(TITULOS) + azar.randrange(1, 5))}{FILA_DE_ENCABEZADO}"
    sano(ruta, lambda hoja: hoja.__setitem__(donde, azar.choice([titulo, titulo.upper(), f" {titulo}\n"])))
    return Esperado(False, (HOJA, donde), "columna_repetida")


def encabezado_roto(azar: Random, ruta: Path) -> Esperado:
    """El encabezado de una obligatoria dice otra cosa."""
    columna = azar.choice([c for c in _COLUMNAS if c.obligatoria])
    celda = f"{letra(columna.titulo)}{FILA_DE_ENCABEZADO}"
    sano(ruta, lambda hoja: hoja.__setitem__(celda, azar.choice(["Columna1", None, "xx", 2026])))
    return Esperado(False, (HOJA, ""), "columna_faltante")


def sin_encabezado(azar: Random, ruta: Path) -> Esperado:
    """Se borró la fila de encabezado entera."""
    sano(ruta, lambda hoja: hoja.delete_rows(FILA_DE_ENCABEZADO))
    return Esperado(False, (HOJA, ""), "sin_encabezado")


def fila_corrida(azar: Random, ruta: Path) -> Esperado:
    """Los datos de una fila, corridos una columna a la derecha."""
    numero = azar.randrange(PRIMERA, PRIMERA + FILAS)

    def correr(hoja: Worksheet) -> None:
        valores: list[Any] = [hoja.cell(numero, n).value for n in range(1, len(TITULOS) + 1)]
        corridos: list[Any] = [None, *valores[:-1]]
        for n in range(1, len(TITULOS) + 1):
            hoja.cell(numero, n).value = corridos[n - 1]

    sano(ruta, correr)
    return Esperado(False, (HOJA, f"{letra('Tipo de meta')}{numero}"), "tipo_de_meta_ilegible")


def renglon_repetido(azar: Random, ruta: Path) -> Esperado:
    """La misma actividad y fuente dos veces."""
    uno, otro = azar.sample(range(PRIMERA, PRIMERA + FILAS), 2)
    columna = letra("Código de actividad")
    sano(ruta, lambda hoja: hoja.__setitem__(f"{columna}{otro}", hoja[f"{columna}{uno}"].value))
    return Esperado(False, (HOJA, f"{columna}{max(uno, otro)}"), "actividad_repetida")


def renglones_contradictorios(azar: Random, ruta: Path) -> Esperado:
    """Dos renglones de una meta dicen metas distintas."""
    numero = azar.randrange(PRIMERA + 1, PRIMERA + FILAS)
    celda = f"{letra('Meta de la vigencia')}{numero}"
    sano(ruta, lambda hoja: hoja.__setitem__(celda, azar.choice(_OTRA_META)))
    return Esperado(False, (HOJA, celda), "renglones_contradictorios")


def formula_sin_valor(azar: Random, ruta: Path) -> Esperado:
    """Una fórmula que nadie calculó: no se adivina."""
    _, _, celda = _celda_al_azar(azar)
    sano(ruta, lambda hoja: hoja.__setitem__(celda, azar.choice(["=A1+1", "=SUM(Z4:Z9)", "=1/0", '="x"'])))
    return Esperado(False, (HOJA, celda), "formula_sin_valor")


def monto_combinado(azar: Random, ruta: Path) -> Esperado:
    """El dinero de una celda combinada no se reparte."""
    numero = azar.randrange(PRIMERA, PRIMERA + FILAS - 1)
    columna = letra("Monto")
    sano(ruta, lambda hoja: hoja.merge_cells(f"{columna}{numero}:{columna}{numero + 1}"))
    return Esperado(False, (HOJA, f"{columna}{numero}"), "monto_combinado")


def instrumento_repetido(azar: Random, ruta: Path) -> Esperado:
    """Dos hojas con el mismo instrumento: no se adivina cuál vale."""
    nombre = azar.choice(["Copia", "Plan 2", "Hoja3"])

    def copiar(hoja: Worksheet) -> None:
        libro = hoja.parent
        assert libro is not None
        libro.copy_worksheet(hoja).title = nombre

    sano(ruta, copiar)
    return Esperado(False, (nombre, f"A{FILA_DE_ENCABEZADO}"), "instrumento_repetido")


def hoja_oculta(azar: Random, ruta: Path) -> Esperado:
    """La única hoja del plan está oculta."""

    def ocultar(hoja: Worksheet) -> None:
        assert hoja.parent is not None
        hoja.parent.create_sheet("Notas")["A1"] = "nada"
        hoja.sheet_state = azar.choice(["hidden", "veryHidden"])
        hoja.parent.active = 1

    sano(ruta, ocultar)
    return Esperado(False, None, "sin_hojas")


def texto_raro(azar: Random, ruta: Path) -> Esperado:
    """Inyección de fórmulas, saltos y signos en un texto: es texto, y vale."""
    titulo = azar.choice(["Cargo", "Objetivo del proyecto", "Unidad de medida", "Actividad", "Responsable"])
    celda = f"{letra(titulo)}{azar.randrange(PRIMERA, PRIMERA + FILAS)}"

    def poner(hoja: Worksheet) -> None:
        hoja[celda].value = azar.choice(RARO)
        hoja[celda].data_type = "s"

    sano(ruta, poner)
    return Esperado(True)


def columnas_barajadas(azar: Random, ruta: Path) -> Esperado:
    """Otro orden, otras mayúsculas y columnas de más: es el mismo plan."""
    titulos = azar.sample(TITULOS, len(TITULOS))
    filas = [fila(n) for n in range(1, FILAS + 1)]
    dichos = [azar.choice([t, t.upper(), t.lower(), f"  {t} "]) for t in titulos]
    renombradas = [
        dict(zip(dichos, (f.get(t) for t in titulos), strict=True)) | {"Color": "azul"} for f in filas
    ]
    hacer(ruta, renombradas, titulos=[*dichos, "Color"])
    return Esperado(True)


def filas_de_mas(azar: Random, ruta: Path) -> Esperado:
    """Títulos encima, filas en blanco, totales y notas debajo: no son renglones."""

    def agregar(hoja: Worksheet) -> None:
        hoja.insert_rows(1, azar.randrange(1, 6))
        ultima = hoja.max_row
        hoja.cell(ultima + azar.randrange(1, 4), 1, azar.choice(["TOTAL", "Total general", "Subtotal"]))
        hoja.cell(hoja.max_row + 2, 1, "Elaboró: la oficina de planeación")

    sano(ruta, agregar)
    return Esperado(True)


def numeros_escritos(azar: Random, ruta: Path) -> Esperado:
    """Fechas y montos escritos como texto, pero sin duda posible."""
    numero = azar.randrange(PRIMERA, PRIMERA + FILAS)

    def escribir(hoja: Worksheet) -> None:
        hoja[f"{letra('Monto')}{numero}"] = azar.choice(["1.250.000,50", "$ 1.250.000", " 1250000 ", "$ -"])
        hoja[f"{letra('Fecha de inicio')}{numero}"] = azar.choice(["01/02/2026", "2026-02-01", "1-2-2026"])
        hoja[f"{letra('Porcentaje de avance')}{numero}"] = azar.choice(["45 %", "45,0", "45"])
        hoja[f"{letra('Requiere contratación')}{numero}"] = azar.choice(["SI", "x", "no", "Sí "])

    sano(ruta, escribir)
    return Esperado(True)


def texto_combinado(azar: Random, ruta: Path) -> Esperado:
    """Un nombre combinado sobre varias filas vale para todas."""
    columna = letra(azar.choice(["Dependencia", "Proyecto", "Programa", "Meta"]))
    sano(ruta, lambda hoja: hoja.merge_cells(f"{columna}{PRIMERA}:{columna}{PRIMERA + FILAS - 1}"))
    return Esperado(True)


def con_estilos(azar: Random, ruta: Path) -> Esperado:
    """Colores, comentarios y formatos no cambian lo que dice el libro."""

    def vestir(hoja: Worksheet) -> None:
        for _ in range(20):
            celda = hoja.cell(azar.randrange(1, PRIMERA + FILAS), azar.randrange(1, len(TITULOS)))
            celda.font = Font(bold=True, color=f"{azar.randrange(1 << 24):06X}")

    sano(ruta, vestir)
    return Esperado(True)


def abrir_y_guardar(ruta: Path, cambiar: Callable[[Worksheet], None]) -> None:
    """Cambia la primera hoja de un libro que ya está en disco."""
    libro = openpyxl.load_workbook(ruta)
    cambiar(libro.worksheets[0])
    libro.save(ruta)


DEL_CONTENIDO: tuple[Dano, ...] = (
    basura_en_una_celda,
    basura_en_una_celda,
    basura_en_una_celda,
    basura_en_una_celda,
    obligatoria_vacia,
    columna_borrada,
    columna_duplicada,
    encabezado_roto,
    sin_encabezado,
    fila_corrida,
    renglon_repetido,
    renglones_contradictorios,
    formula_sin_valor,
    monto_combinado,
    instrumento_repetido,
    hoja_oculta,
    texto_raro,
    columnas_barajadas,
    filas_de_mas,
    numeros_escritos,
    texto_combinado,
    con_estilos,
)
