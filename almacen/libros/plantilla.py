"""La plantilla de cada instrumento: encabezados, listas, notas y una hoja que explica con un ejemplo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.anotado import AUTOR
from almacen.libros.columnas import POR_TIPO, Clase, Columna, Instrumento
from almacen.libros.contenido import aplanar, poner_texto
from almacen.libros.cuadricula import letra_de_columna
from almacen.libros.ejemplos import COMO_SE_LLENA, EJEMPLOS
from almacen.libros.estilos import (
    AZUL,
    BORDE,
    FORMATO_TEXTO,
    FORMATOS,
    GRIS,
    alineacion,
    letra,
    poner_en_pagina,
    presentar,
    relleno,
)
from almacen.libros.listas import HOJA as LISTAS
from almacen.libros.listas import escribir_listas, regla_de_lista
from almacen.libros.prellenado import prellenar
from almacen.libros.tabla import FILA_DE_ENCABEZADO, Tabla, alto_de, poner_tabla_en_pagina
from dominio.modelo.libro import TipoLibro
from dominio.modelo.plan import TipoAcumulacion, TipoMeta
from dominio.modelo.plantilla import DatosDePlantilla

ULTIMA_FILA = 2_000
_FILAS_PARA_CRECER = 500
# Al imprimir el plan: dependencia y meta, luego proyecto y actividad, luego dinero.
_CORTES = ("bpin", "fuente_codigo")
_LISTAS: dict[Clase, tuple[str, ...]] = {
    Clase.TIPO_META: tuple(tipo.value for tipo in TipoMeta),
    Clase.ACUMULACION: tuple(tipo.value for tipo in TipoAcumulacion),
    Clase.SI_NO: ("Sí", "No"),
}


def escribir_plantilla(tipo: TipoLibro, destino: Path, datos: DatosDePlantilla | None = None) -> None:
    """Libro con la hoja del instrumento y la hoja «Instrucciones».

    Args:
        datos: los códigos de la entidad (hoja «Listas») y, si los trae, los renglones guardados.
    """
    instrumento = POR_TIPO[tipo]
    libro = Workbook()
    hoja = libro.active
    if not isinstance(hoja, Worksheet):
        raise TypeError("un libro nuevo nace con una hoja")
    hoja.title = instrumento.hoja
    zonas: dict[str, str] = {}
    if datos is not None and datos.listas:
        zonas = escribir_listas(libro.create_sheet(LISTAS), datos.listas)
    columnas: Sequence[Columna] = instrumento.columnas
    filas: Iterable[Sequence[object]] = ()
    if datos is not None and datos.guardado is not None:
        columnas, filas = prellenar(tipo, datos.guardado)
    _encabezar(hoja, instrumento, columnas, datos)
    ultima = _poner_filas(hoja, columnas, filas)
    _validar(hoja, columnas, zonas, max(ULTIMA_FILA, ultima + _FILAS_PARA_CRECER))
    _explicar(libro.create_sheet("Instrucciones"), instrumento)
    presentar(libro, f"Plantilla: {instrumento.hoja}", "Plan de Acción")
    libro.save(destino)


def _encabezar(
    hoja: Worksheet, instrumento: Instrumento, columnas: Sequence[Columna], datos: DatosDePlantilla | None
) -> None:
    cortes = _CORTES if instrumento.tipo is TipoLibro.PLAN else ()
    repetidas = ("actividad_codigo", "actividad") if cortes else ()
    poner_tabla_en_pagina(hoja, Tabla(instrumento.hoja, "", columnas, cortes=cortes, repetidas=repetidas))
    poner_texto(hoja["A1"], _titulo(instrumento, datos))
    hoja["A1"].font = letra(14, negrita=True, color=AZUL)
    hoja["A2"] = (
        "Escriba desde la fila 4. Azul: obligatorias. Gris: opcionales. El ejemplo está en «Instrucciones»."
    )
    hoja["A2"].font = letra(10, color=GRIS)
    anchos = [columna.ancho for columna in columnas]
    alto = alto_de([columna.titulo for columna in columnas], anchos)
    hoja.row_dimensions[FILA_DE_ENCABEZADO].height = max(44.0, alto + 6)
    for n, columna in enumerate(columnas, start=1):
        celda = hoja.cell(FILA_DE_ENCABEZADO, n, columna.titulo)
        exigida = columna.obligatoria or columna.de_producto
        celda.font, celda.border = letra(10, negrita=True, color="FFFFFF"), BORDE
        celda.fill = relleno(AZUL if exigida else GRIS)
        celda.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        celda.comment = Comment(_nota(columna), AUTOR, height=110, width=260)
        dimension = hoja.column_dimensions[letra_de_columna(n)]
        dimension.width = columna.ancho
        dimension.number_format = FORMATOS[columna.clase]
        dimension.font = letra()
    hoja.freeze_panes = f"A{FILA_DE_ENCABEZADO + 1}"


def _titulo(instrumento: Instrumento, datos: DatosDePlantilla | None) -> str:
    """De quién es la plantilla: así nadie llena la de otra entidad."""
    if datos is None:
        return f"{instrumento.hoja}: plantilla"
    titulo = f"{instrumento.hoja} {datos.vigencia}: plantilla de {datos.entidad} ({datos.codigo})"
    return f"{titulo} · {datos.dependencia}" if datos.dependencia else titulo


def _poner_filas(hoja: Worksheet, columnas: Sequence[Columna], filas: Iterable[Sequence[object]]) -> int:
    """Escribe los renglones y devuelve la última fila con datos."""
    anchos = [columna.ancho for columna in columnas]
    n = FILA_DE_ENCABEZADO
    for n, fila in enumerate(filas, start=FILA_DE_ENCABEZADO + 1):
        hoja.row_dimensions[n].height = alto_de(fila, anchos)
        for columna, (definicion, valor) in enumerate(zip(columnas, fila, strict=True), start=1):
            celda = hoja.cell(n, columna)
            plano = aplanar(valor)
            if isinstance(plano, str):
                poner_texto(celda, plano)
                celda.number_format = FORMATO_TEXTO
            else:
                celda.value = plano
                celda.number_format = FORMATOS[definicion.clase]
            celda.font, celda.border, celda.alignment = letra(), BORDE, alineacion(definicion.clase)
    return n


def _validar(hoja: Worksheet, columnas: Sequence[Columna], zonas: Mapping[str, str], ultima: int) -> None:
    """Las listas y los tipos de dato, hasta la última fila que se ofrece."""
    for n, columna in enumerate(columnas, start=1):
        letras = letra_de_columna(n)
        regla = regla_de_lista(columna, zonas[columna.dato]) if columna.dato in zonas else _regla(columna)
        if regla is not None:
            regla.add(f"{letras}{FILA_DE_ENCABEZADO + 1}:{letras}{ultima}")
            hoja.add_data_validation(regla)
    hoja.auto_filter.ref = f"A{FILA_DE_ENCABEZADO}:{letra_de_columna(len(columnas))}{ultima}"


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
