"""Encuentra la fila de encabezado de cada instrumento en una hoja.

Los títulos, las filas en blanco y las celdas combinadas encima son lo normal, y también que el
encabezado venga partido en dos o tres filas («Fecha» combinada sobre «de inicio» y «de terminación»).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from almacen.libros.columnas import (
    INSTRUMENTOS,
    PREFIJO_PROGRAMADO,
    Instrumento,
    dato_de,
    es_conocida,
    llave,
)
from almacen.libros.cuadricula import Cuadricula
from dominio.modelo.libro import TipoLibro

_ALTURAS = (1, 2, 3)
_LARGO_DE_ENCABEZADO = 80
_GENERICOS = frozenset({"nombre", "descripcion", "detalle"})


@dataclass(frozen=True, slots=True)
class Encabezado:
    """Dónde está el encabezado de un instrumento.

    Attributes:
        fila: primera fila del encabezado.
        primera_de_datos: fila siguiente a la última del encabezado.
        columnas: dato → número de columna.
        repetidas: dato → columnas de más que dicen lo mismo.
        ajenas: columna → encabezado que no es del contrato.
        confusas: columna sin encabezado propio → (fila, columna) de la celda combinada que la tapa.
    """

    instrumento: Instrumento
    fila: int
    primera_de_datos: int
    columnas: dict[str, int]
    repetidas: dict[str, list[int]] = field(default_factory=dict)
    ajenas: dict[int, str] = field(default_factory=dict)
    confusas: dict[int, tuple[int, int]] = field(default_factory=dict)


def encontrar(hoja: Cuadricula, preferido: TipoLibro | None = None) -> list[Encabezado]:
    """Todos los encabezados de la hoja, de arriba abajo; normalmente uno o ninguno.

    Args:
        hoja: la hoja leída.
        preferido: el instrumento que dice el nombre de la hoja; a ese se le pide menos firma.
    """
    candidatas = sorted({fila - alto + 1 for fila in _prometedoras(hoja) for alto in _ALTURAS})
    bloques = [
        bloque
        for fila in candidatas
        if fila >= 1
        for alto in _ALTURAS
        if (bloque := _mejor_bloque(hoja, fila, alto, preferido)) is not None
    ]
    # Primero el que más columnas explica; a igualdad, el de menos filas.
    bloques.sort(key=lambda b: (-len(b.columnas), b.primera_de_datos - b.fila, b.fila))
    hallados: list[Encabezado] = []
    for bloque in bloques:
        if not any(_se_pisan(bloque, otro) for otro in hallados):
            hallados.append(_extender(hoja, bloque))
    return sorted(hallados, key=lambda b: b.fila)


def _prometedoras(hoja: Cuadricula) -> list[int]:
    """Filas donde al menos dos celdas dicen un encabezado conocido."""
    filas = []
    for fila, celdas in hoja.celdas.items():
        textos = (celda.valor for celda in celdas.values() if isinstance(celda.valor, str))
        conocidas = {llave(t) for t in textos if len(t) <= _LARGO_DE_ENCABEZADO and es_conocida(t)}
        if len(conocidas) >= 2:
            filas.append(fila)
    return filas


def _mejor_bloque(hoja: Cuadricula, fila: int, alto: int, preferido: TipoLibro | None) -> Encabezado | None:
    ultima = max((max(hoja.celdas.get(f, {}), default=0) for f in range(fila, fila + alto)), default=0)
    partes = {columna: _partes(hoja, fila, alto, columna) for columna in range(1, ultima + 1)}
    posibles = [
        bloque
        for instrumento in INSTRUMENTOS
        if _basta(bloque := _bloque(instrumento, fila, alto, partes), instrumento.tipo is preferido)
    ]
    return max(posibles, key=lambda b: len(b.columnas), default=None)


@dataclass(frozen=True, slots=True)
class _Parte:
    """Un texto del encabezado de una columna, y dónde empieza si lo trae una celda combinada a lo ancho."""

    texto: str
    empieza: tuple[int, int] | None


def _partes(hoja: Cuadricula, fila: int, alto: int, columna: int) -> list[_Parte]:
    """Los textos distintos del encabezado de una columna, de arriba abajo."""
    partes: list[_Parte] = []
    for f in range(fila, fila + alto):
        texto = hoja.encabezado(f, columna).strip()
        rango = hoja.cubierta_por(f, columna)
        empieza = (rango.fila, rango.columna) if rango and rango.columna != columna else None
        if texto and len(texto) <= _LARGO_DE_ENCABEZADO and all(p.texto != texto for p in partes):
            partes.append(_Parte(texto, empieza))
    return partes


def _bloque(instrumento: Instrumento, fila: int, alto: int, partes: dict[int, list[_Parte]]) -> Encabezado:
    bloque = Encabezado(instrumento, fila, fila + alto, {})
    for columna, textos in partes.items():
        if not textos:
            continue
        dato = _dato_de_partes(textos, instrumento)
        if dato is None:
            ajena = textos[-1].empieza
            if ajena is not None:
                bloque.confusas[columna] = ajena
            else:
                bloque.ajenas[columna] = " ".join(parte.texto for parte in textos)
        elif dato in bloque.columnas:
            bloque.repetidas.setdefault(dato, []).append(columna)
        else:
            bloque.columnas[dato] = columna
    return bloque


def _dato_de_partes(partes: list[_Parte], instrumento: Instrumento) -> str | None:
    """El dato que nombran juntas las partes de un encabezado; la de más abajo manda."""
    textos = [parte.texto for parte in partes]
    primera, ultima = textos[0], textos[-1]
    lecturas = [" ".join(textos), " de ".join(textos)] if len(textos) > 1 else []
    if len(textos) > 1:
        lecturas += [f"{ultima} {primera}", f"{ultima} de {primera}", f"{ultima} del {primera}"]
    if partes[-1].empieza is None:
        lecturas.append(ultima)
    if partes[0].empieza is None or llave(ultima) in _GENERICOS:
        lecturas.append(primera)
    return next((dato for texto in lecturas if (dato := dato_de(texto, instrumento))), None)


def _basta(bloque: Encabezado, preferido: bool) -> bool:
    """Las columnas halladas alcanzan para decir que esta fila es el encabezado del instrumento."""
    instrumento = bloque.instrumento
    if preferido and len(bloque.columnas) >= min(3, instrumento.minimo):
        return True
    presentes = {
        PREFIJO_PROGRAMADO if dato.startswith(PREFIJO_PROGRAMADO) else dato for dato in bloque.columnas
    }
    firma = len(presentes & instrumento.firma)
    return len(bloque.columnas) >= instrumento.minimo and firma >= instrumento.firma_minima


def _se_pisan(uno: Encabezado, otro: Encabezado) -> bool:
    return uno.fila < otro.primera_de_datos and otro.fila < uno.primera_de_datos


def _extender(hoja: Cuadricula, bloque: Encabezado) -> Encabezado:
    """Corre la primera fila de datos más allá de los encabezados combinados hacia abajo."""
    primera = bloque.primera_de_datos
    for rango in hoja.combinadas:
        empieza_aqui = bloque.fila <= rango.fila < bloque.primera_de_datos
        if (
            empieza_aqui
            and rango.columna in bloque.columnas.values()
            and rango.ultima_fila <= bloque.fila + 4
        ):
            primera = max(primera, rango.ultima_fila + 1)
    return Encabezado(
        bloque.instrumento,
        bloque.fila,
        primera,
        bloque.columnas,
        bloque.repetidas,
        bloque.ajenas,
        bloque.confusas,
    )
