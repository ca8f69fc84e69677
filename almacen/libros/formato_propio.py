"""Llena el libro original de la entidad, en su propio formato. Corre en el proceso hijo."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.abrir import LibroIlegible, abrir, exigir_xml_sano
from almacen.libros.anotado import AUTOR
from almacen.libros.contenido import poner_texto
from almacen.libros.cuadricula import Cuadricula
from almacen.perfiles.columnas_de_hoja import Ubicacion, ubicar
from dominio.entender.texto import normalizar
from dominio.modelo.formato_propio import (
    CANTIDAD,
    EXPLICACION,
    FormatoLleno,
    ResumenDeFormato,
    ValorDelFormato,
)
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import CampoDePerfil, Tomar
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje

_CENTESIMAS = 100
_FECHA = "dd/mm/yyyy"
_NOTA = "Esta actividad ya no está en el plan; su fila se conserva como se entregó."

_NARRATIVA = re.compile(
    r"(explicacion|observacion|descripcion del avance|analisis|justificacion|principal logro)"
)
_CANTIDAD = re.compile(r"(avance|logro)( de)?( la)? meta|cantidad ejecutada|ejecutado")

Llave = tuple[TipoLibro, str]


@dataclass(slots=True)
class _Cuenta:
    celdas: int = 0
    con_formula: int = 0
    sin_columna: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Destino:
    """En qué columna de una hoja va un dato.

    Attributes:
        hermanas: columnas del mismo dato en otros periodos; una vacía se escribe como ellas.
    """

    columna: int
    en_fraccion: bool
    hermanas: tuple[int, ...] = ()


def escribir_formato_propio(origen: Path, lleno: FormatoLleno, destino: Path) -> ResumenDeFormato:
    """Copia el original con sus valores al corte; lo que el libro calcula con fórmulas no se toca.

    Raises:
        LibroIlegible: el original no se puede abrir.
    """
    exigir_xml_sano(origen)
    try:
        libro = openpyxl.load_workbook(origen, keep_links=False)
    except Exception as causa:
        # openpyxl lanza de todo ante un libro mal armado.
        raise LibroIlegible("ilegible") from causa
    destinos = _destinos(origen, libro, lleno)
    cuenta = _Cuenta()
    for llenado in lleno.llenados:
        hoja = libro[llenado.hoja]
        _llenar(hoja, llenado.fila, llenado.valores, destinos.get(llenado.hoja, {}), cuenta)
    ultimas = _ultimas_filas(lleno)
    for agregada in lleno.agregadas:
        ultimas[agregada.hoja] = fila = _agregar_fila(libro[agregada.hoja], ultimas.get(agregada.hoja, 0))
        _llenar(libro[agregada.hoja], fila, agregada.valores, destinos.get(agregada.hoja, {}), cuenta)
    for cerrada in lleno.cerradas:
        _anotar_cerrada(libro[cerrada.hoja], cerrada.fila)
    libro.save(destino)
    return ResumenDeFormato(
        cuenta.celdas,
        cuenta.con_formula,
        len(lleno.agregadas),
        len(lleno.cerradas),
        tuple(cuenta.sin_columna),
    )


def _destinos(origen: Path, libro: Workbook, lleno: FormatoLleno) -> dict[str, dict[Llave, _Destino]]:
    """Hoja → dato → columna. Un dato del plan y el mismo del indicativo pueden ser columnas distintas."""
    cuadriculas, _errores = abrir(origen, con_perfil=True)
    por_hoja: dict[str, dict[Llave, _Destino]] = {}
    for hoja in cuadriculas:
        for de_perfil in lleno.perfil.hojas:
            if de_perfil.nombre not in ("", hoja.nombre) or hoja.oculta:
                continue
            ubicacion = ubicar(hoja, de_perfil)
            if ubicacion is None or not ubicacion.sirve:
                continue
            propios = por_hoja.setdefault(hoja.nombre, {})
            for campo in de_perfil.campos:
                numeros = [ubicacion.columnas[c] for c in campo.columnas if c in ubicacion.columnas]
                if numeros:
                    columna = _del_corte(campo, numeros, lleno.corte)
                    puesto = _Destino(columna, campo.en_fraccion, tuple(numeros))
                    propios.setdefault((campo.tipo, campo.dato), puesto)
            _ubicar(hoja, ubicacion, propios, EXPLICACION, _NARRATIVA)
            if _se_calcula(libro[hoja.nombre], ubicacion, propios):
                _ubicar(hoja, ubicacion, propios, CANTIDAD, _CANTIDAD)
    return por_hoja


def _ubicar(
    hoja: Cuadricula, ubicacion: Ubicacion, propios: dict[Llave, _Destino], dato: str, rotulo: re.Pattern[str]
) -> None:
    """La columna que el perfil no lee y acompaña al avance: la más cercana con un rótulo así."""
    avance = propios.get((TipoLibro.PLAN, "avance"))
    encabezado = ubicacion.primera_de_datos - 1
    if avance is None:
        return
    usadas = {destino.columna for destino in propios.values()}
    posibles = [
        numero
        for numero in hoja.celdas.get(encabezado, {})
        if numero not in usadas and rotulo.match(normalizar(hoja.encabezado(encabezado, numero)))
    ]
    if posibles:
        cercana = min(posibles, key=lambda numero: (abs(numero - avance.columna), -numero))
        propios[TipoLibro.PLAN, dato] = _Destino(cercana, en_fraccion=False)


def _se_calcula(hoja: Worksheet, ubicacion: Ubicacion, propios: Mapping[Llave, _Destino]) -> bool:
    """Si el porcentaje de avance sale de una fórmula del libro.

    En los demás formatos las cantidades cercanas son del producto, no de la actividad.
    """
    avance = propios.get((TipoLibro.PLAN, "avance"))
    return avance is not None and hoja.cell(ubicacion.primera_de_datos, avance.columna).data_type == "f"


def _del_corte(campo: CampoDePerfil, numeros: list[int], corte: Corte) -> int:
    """La columna del corte si hay una por periodo; si no, la primera."""
    if campo.tomar is not Tomar.ULTIMA_LLENA:
        return numeros[0]
    return numeros[min(corte.numero, len(numeros)) - 1]


def _llenar(
    hoja: Worksheet,
    fila: int,
    valores: Iterable[tuple[TipoLibro, str, ValorDelFormato]],
    destinos: Mapping[Llave, _Destino],
    cuenta: _Cuenta,
) -> None:
    for tipo, dato, valor in valores:
        destino = destinos.get((tipo, dato))
        if destino is None:
            cuenta.sin_columna[dato] = None
            continue
        celda = hoja.cell(fila, destino.columna)
        if isinstance(celda, MergedCell):
            continue
        if celda.data_type == "f":
            # Lo que el libro calcula sale de otra celda suya: la cantidad ejecutada.
            cuenta.con_formula += 1
            continue
        if isinstance(valor, Porcentaje):
            _poner_porcentaje(hoja, celda, valor, destino)
        else:
            _poner(celda, valor)
        cuenta.celdas += 1


def _poner_porcentaje(hoja: Worksheet, celda: Cell, valor: Porcentaje, destino: _Destino) -> None:
    """Puntos o fracción, como lo lleve la columna; una sin formato copia el de las de otros periodos."""
    if "%" not in celda.number_format:
        vecinas = (hoja.cell(celda.row, columna) for columna in destino.hermanas)
        formatos = [vecina.number_format for vecina in vecinas if "%" in vecina.number_format]
        celda.number_format = formatos[0] if formatos else celda.number_format
    en_fraccion = destino.en_fraccion or "%" in celda.number_format
    celda.value = valor.a_decimal() / _CENTESIMAS if en_fraccion else valor.a_decimal()


def _poner(celda: Cell, valor: ValorDelFormato) -> None:
    """El valor como lo lleva esa columna; un texto nunca se vuelve fórmula."""
    if isinstance(valor, str):
        poner_texto(celda, valor)
        return
    if isinstance(valor, Pesos):
        celda.value = valor.a_decimal()
    elif isinstance(valor, bool):
        celda.value = "Sí" if valor else "No"
    elif isinstance(valor, date):
        celda.value = valor
        if not celda.is_date:
            celda.number_format = _FECHA
    else:
        celda.value = valor if isinstance(valor, Decimal) else None


def _ultimas_filas(lleno: FormatoLleno) -> dict[str, int]:
    """Hoja → su última fila de actividad."""
    ultimas: dict[str, int] = {}
    sitios = [(fila.hoja, fila.fila) for fila in lleno.llenados]
    sitios += [(fila.hoja, fila.fila) for fila in lleno.cerradas]
    for hoja, fila in sitios:
        ultimas[hoja] = max(ultimas.get(hoja, 0), fila)
    return ultimas


def _agregar_fila(hoja: Worksheet, ultima: int) -> int:
    """Deja lista la primera fila vacía después de la última actividad, con su misma apariencia."""
    fila = ultima + 1
    while any(celda.value is not None for celda in hoja[fila]):
        fila += 1
    for columna in range(1, hoja.max_column + 1):
        molde, nueva = hoja.cell(ultima, columna), hoja.cell(fila, columna)
        if not isinstance(nueva, MergedCell) and not isinstance(molde, MergedCell):
            nueva._style = copy(molde._style)  # type: ignore[attr-defined]
    return fila


def _anotar_cerrada(hoja: Worksheet, fila: int) -> None:
    celda = next((c for c in hoja[fila] if not isinstance(c, MergedCell) and c.value is not None), None)
    if celda is not None:
        celda.comment = Comment(_NOTA, AUTOR)
