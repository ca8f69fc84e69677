"""La hoja «Listas» de una plantilla: los códigos propios de la entidad, y quién los ofrece."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.columnas import Clase, Columna
from almacen.libros.contenido import poner_texto
from almacen.libros.cuadricula import letra_de_columna
from almacen.libros.estilos import (
    AZUL,
    BORDE,
    FORMATO_TEXTO,
    GRIS,
    alineacion,
    letra,
    poner_en_pagina,
    relleno,
    repartir_en_paginas,
)
from dominio.modelo.plantilla import ListaDePlantilla

HOJA = "Listas"
_PRIMERA = 5
_ANCHOS = (16, 44)


def escribir_listas(hoja: Worksheet, listas: Sequence[ListaDePlantilla]) -> dict[str, str]:
    """Escribe cada lista en dos columnas (código y nombre).

    Returns:
        dato → zona de celdas que lo ofrece («Listas!$A$5:$A$20»).
    """
    poner_en_pagina(hoja, _PRIMERA - 1)
    # Dos listas por página.
    repartir_en_paginas(hoja, range(6, 3 * len(listas), 6), 140, cabe=126)
    hoja["A1"] = "Lo que la entidad ya usa"
    hoja["A1"].font = letra(14, negrita=True, color=AZUL)
    hoja["A2"] = (
        "Las columnas de la plantilla lo ofrecen al escribir. Puede escribir otro: se avisa y se acepta."
    )
    hoja["A2"].font = letra(10, color=GRIS)
    zonas: dict[str, str] = {}
    for n, lista in enumerate(listas):
        izquierda = 3 * n + 1
        _encabezar(hoja, lista, izquierda)
        for fila, par in enumerate(lista.valores, start=_PRIMERA):
            for columna, texto in enumerate(par, start=izquierda):
                celda = hoja.cell(fila, columna)
                poner_texto(celda, texto or "")
                celda.font, celda.border, celda.alignment = letra(), BORDE, alineacion(Clase.TEXTO)
                celda.number_format = FORMATO_TEXTO
        zonas |= _zonas(lista, izquierda)
    hoja.freeze_panes = f"A{_PRIMERA}"
    return zonas


def _encabezar(hoja: Worksheet, lista: ListaDePlantilla, izquierda: int) -> None:
    hoja.cell(_PRIMERA - 2, izquierda, lista.titulo).font = letra(11, negrita=True, color=AZUL)
    for columna, (titulo, ancho) in enumerate(
        zip(("Código", "Nombre"), _ANCHOS, strict=True), start=izquierda
    ):
        celda = hoja.cell(_PRIMERA - 1, columna, titulo)
        celda.font, celda.fill, celda.border = letra(10, negrita=True, color="FFFFFF"), relleno(AZUL), BORDE
        celda.alignment = Alignment(horizontal="center", vertical="center")
        hoja.column_dimensions[letra_de_columna(columna)].width = ancho


def _zonas(lista: ListaDePlantilla, izquierda: int) -> dict[str, str]:
    """Solo se ofrece lo que la lista de veras trae: una lista en blanco no ayuda a nadie."""
    ultima = _PRIMERA + len(lista.valores) - 1
    zonas: dict[str, str] = {}
    for lado, datos in enumerate((lista.del_codigo, lista.del_nombre)):
        if any(par[lado] for par in lista.valores):
            columna = letra_de_columna(izquierda + lado)
            zonas |= dict.fromkeys(datos, f"{HOJA}!${columna}${_PRIMERA}:${columna}${ultima}")
    return zonas


def regla_de_lista(columna: Columna, zona: str) -> DataValidation:
    """Ofrece los valores de la zona; otro se acepta con un aviso, porque la entidad crece."""
    regla = DataValidation(type="list", formula1=zona, allow_blank=True, errorStyle="warning")
    regla.errorTitle = columna.titulo[:32]
    regla.error = "No está entre los que la entidad ya usa (hoja «Listas»). ¿Es nuevo?"
    regla.showErrorMessage = True
    return regla
