"""La plantilla de cada instrumento: encabezados, listas, notas y una hoja que explica con un ejemplo."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.anotado import AUTOR
from almacen.libros.columnas import POR_TIPO, Clase, Columna, Instrumento
from almacen.libros.cuadricula import letra_de_columna
from almacen.libros.ejemplos import COMO_SE_LLENA, EJEMPLOS
from almacen.libros.estilos import (
    AZUL,
    BORDE,
    FORMATOS,
    GRIS,
    alineacion,
    letra,
    poner_en_pagina,
    presentar,
    relleno,
)
from almacen.libros.tabla import FILA_DE_ENCABEZADO, alto_de
from dominio.modelo.libro import TipoLibro
from dominio.modelo.plan import TipoAcumulacion, TipoMeta

ULTIMA_FILA = 2_000
_LISTAS: dict[Clase, tuple[str, ...]] = {
    Clase.TIPO_META: tuple(tipo.value for tipo in TipoMeta),
    Clase.ACUMULACION: tuple(tipo.value for tipo in TipoAcumulacion),
    Clase.SI_NO: ("Sí", "No"),
}


def escribir_plantilla(tipo: TipoLibro, destino: Path) -> None:
    """Libro con la hoja del instrumento, vacía, y la hoja «Instrucciones»."""
    instrumento = POR_TIPO[tipo]
    libro = Workbook()
    hoja = libro.active
    if not isinstance(hoja, Worksheet):
        raise TypeError("un libro nuevo nace con una hoja")
    hoja.title = instrumento.hoja
    _llenar(hoja, instrumento)
    _explicar(libro.create_sheet("Instrucciones"), instrumento)
    presentar(libro, f"Plantilla: {instrumento.hoja}", "Plan de Acción")
    libro.save(destino)


def _llenar(hoja: Worksheet, instrumento: Instrumento) -> None:
    poner_en_pagina(hoja, FILA_DE_ENCABEZADO)
    hoja["A1"] = f"{instrumento.hoja}: plantilla"
    hoja["A1"].font = letra(14, negrita=True, color=AZUL)
    hoja["A2"] = (
        "Escriba desde la fila 4. Azul: obligatorias. Gris: opcionales. El ejemplo está en «Instrucciones»."
    )
    hoja["A2"].font = letra(10, color=GRIS)
    hoja.row_dimensions[FILA_DE_ENCABEZADO].height = 44
    for n, columna in enumerate(instrumento.columnas, start=1):
        letras = letra_de_columna(n)
        celda = hoja.cell(FILA_DE_ENCABEZADO, n, columna.titulo)
        exigida = columna.obligatoria or columna.de_producto
        celda.font, celda.border = letra(10, negrita=True, color="FFFFFF"), BORDE
        celda.fill = relleno(AZUL if exigida else GRIS)
        celda.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        celda.comment = Comment(_nota(columna), AUTOR, height=110, width=260)
        dimension = hoja.column_dimensions[letras]
        dimension.width = columna.ancho
        dimension.number_format = FORMATOS[columna.clase]
        dimension.font = letra()
        zona = f"{letras}{FILA_DE_ENCABEZADO + 1}:{letras}{ULTIMA_FILA}"
        if (regla := _regla(columna)) is not None:
            regla.add(zona)
            hoja.add_data_validation(regla)
    hoja.freeze_panes = f"A{FILA_DE_ENCABEZADO + 1}"
    hoja.auto_filter.ref = f"A{FILA_DE_ENCABEZADO}:{letra_de_columna(len(instrumento.columnas))}{ULTIMA_FILA}"


def _nota(columna: Columna) -> str:
    obligacion = (
        "Obligatoria."
        if columna.obligatoria
        else "Obligatoria en metas de tipo Producto."
        if columna.de_producto
        else "Opcional."
    )
    return f"{obligacion} {COMO_SE_LLENA[columna.clase]}"


def _regla(columna: Columna) -> DataValidation | None:
    """La lista o el tipo de dato que Excel exige al escribir en la columna."""
    if opciones := _LISTAS.get(columna.clase):
        regla = DataValidation(type="list", formula1=f'"{",".join(opciones)}"', allow_blank=True)
    elif columna.clase is Clase.FECHA:
        regla = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
    elif columna.clase in (Clase.DINERO, Clase.PORCENTAJE):
        regla = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    else:
        return None
    regla.errorTitle, regla.error = columna.titulo[:32], COMO_SE_LLENA[columna.clase][:220]
    regla.showErrorMessage = True
    return regla


def _explicar(hoja: Worksheet, instrumento: Instrumento) -> None:
    """Una fila por columna: si es obligatoria, cómo se llena y un ejemplo."""
    poner_en_pagina(hoja, 3)
    hoja["A1"] = f"Cómo se llena «{instrumento.hoja}»"
    hoja["A1"].font = letra(14, negrita=True, color=AZUL)
    anchos = (30, 26, 60, 46)
    for n, (titulo, ancho) in enumerate(
        zip(("Columna", "Obligatoria", "Cómo se llena", "Ejemplo de una fila"), anchos, strict=True), start=1
    ):
        celda = hoja.cell(3, n, titulo)
        celda.font, celda.fill, celda.border = letra(10, negrita=True, color="FFFFFF"), relleno(AZUL), BORDE
        hoja.column_dimensions[letra_de_columna(n)].width = ancho
    for fila, columna in enumerate(instrumento.columnas, start=4):
        exigida = (
            "Sí" if columna.obligatoria else "En metas de tipo Producto" if columna.de_producto else "No"
        )
        textos = (
            columna.titulo,
            exigida,
            COMO_SE_LLENA[columna.clase],
            EJEMPLOS[instrumento.tipo, columna.dato],
        )
        for n, texto in enumerate(textos, start=1):
            celda = hoja.cell(fila, n, texto)
            celda.data_type = "s"
            celda.font, celda.border, celda.alignment = letra(), BORDE, alineacion(Clase.TEXTO)
        hoja.row_dimensions[fila].height = alto_de(textos, anchos)
    hoja.freeze_panes = "A4"
