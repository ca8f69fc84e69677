"""Hojas jerárquicas: una columna («Clase») dice de qué nivel es cada fila; solo algunas son renglones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from almacen.libros.celdas import esta_vacia, texto_de_una_linea
from almacen.perfiles.afinidad import cabe
from almacen.perfiles.conceptos import plano
from almacen.perfiles.relacion import Relacion
from almacen.perfiles.tabla import ColumnaHallada
from dominio.entender.texto import normalizar
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import CampoDePerfil, DatosDeClase, JerarquiaPorClase

# Abreviatura o palabra → nombre del nivel y los datos que da a los renglones de abajo (código, nombre).
_NIVELES: tuple[tuple[str, str, str, str], ...] = (
    (r"d|dim|dimension", "Dimensión", "", ""),
    (r"e|eje", "Eje", "", ""),
    (r"o|obj|objetivo", "Objetivo", "", ""),
    (r"l|lin|linea( estrategica)?", "Línea", "", ""),
    (r"n[1-4]|nivel [1-4]", "Nivel", "", ""),
    (r"r|reto", "Reto", "", ""),
    (r"c|comp|componente", "Componente", "", ""),
    (r"s|sec|sector", "Sector", "", ""),
    (r"p|prog|programa", "Programa", "programa_codigo", "programa"),
    (r"sp|subp|sub ?programa", "Subprograma", "", ""),
    (r"i|ind|indicador|m|mp|meta|meta( de)? producto", "Meta", "meta_codigo", "meta"),
    (r"pr|py|proy|proyecto|bp", "Proyecto", "bpin", "proyecto"),
    (r"prod|producto", "Producto", "producto_codigo", "producto"),
    (r"a|act|actividad", "Actividad", "actividad_codigo", "actividad"),
)
_MINIMO_DE_NIVELES = 3
_DE_LA_META = ("meta_vigencia", "unidad", "linea_base", "indicador", "meta_cuatrienio")
_CODIGO = re.compile(r"^(cod\w*|id|numero|no)\b")
_NOMBRE = re.compile(r"\b(nombre|denominacion|descripcion|detalle)\b")


@dataclass(frozen=True, slots=True)
class PorClase:
    """Una hoja jerárquica entendida.

    Attributes:
        datos: los que salen de las propias filas de renglón: dato → columna.
    """

    jerarquia: JerarquiaPorClase
    datos: dict[str, ColumnaHallada]
    renglon: str


def hallar_clases(relacion: Relacion) -> PorClase | None:
    """La jerarquía por clase de la tabla; ``None`` si no la tiene."""
    clase = relacion.datos.get("clase")
    if clase is None:
        return None
    orden = _orden(relacion, clase)
    niveles = [(valor, nivel) for valor in orden if (nivel := _nivel(valor)) is not None]
    if len(niveles) < _MINIMO_DE_NIVELES or len(niveles) < len(orden) - 1:
        return None
    codigo, nombre = _codigo_y_nombre(relacion, clase)
    if nombre is None:
        return None
    ultimo = niveles[-1]
    datos = _del_renglon(relacion, ultimo[1], codigo, nombre)
    jerarquia = JerarquiaPorClase(
        clase=clase.en_el_perfil,
        niveles=tuple((valor, nivel[1]) for valor, nivel in niveles),
        renglon=(ultimo[0],),
        codigo=codigo.en_el_perfil if codigo else None,
        nombre=nombre.en_el_perfil,
        datos=tuple(_datos_de_niveles(relacion, clase, niveles[:-1], datos)),
    )
    return PorClase(jerarquia, datos, ultimo[1][1])


def campos_por_clase(por_clase: PorClase, campos: Sequence[CampoDePerfil]) -> Iterator[CampoDePerfil]:
    """Los campos de siempre, con los de la fila de renglón en lugar de los que salieron de sus rótulos."""
    dados = {d for nivel in por_clase.jerarquia.datos for d in (nivel.codigo, nivel.nombre) if d}
    for campo in campos:
        if campo.dato not in por_clase.datos and campo.dato not in dados:
            yield campo
    tipos = {campo.tipo for campo in campos} | {TipoLibro.PLAN}
    for dato, columna in por_clase.datos.items():
        yield CampoDePerfil(TipoLibro.PLAN, dato, (columna.en_el_perfil,))
        if TipoLibro.EJECUCION in tipos and dato in ("bpin", "proyecto", "actividad_codigo", "actividad"):
            yield CampoDePerfil(TipoLibro.EJECUCION, dato, (columna.en_el_perfil,))


def _orden(relacion: Relacion, clase: ColumnaHallada) -> list[str]:
    """Los valores de la columna en el orden en que aparecen: de arriba abajo en la jerarquía."""
    vistos: dict[str, None] = {}
    for fila in relacion.tabla.filas:
        celda = relacion.tabla.hoja.propia(fila, clase.numero)
        if isinstance(celda.valor, str) and celda.valor.strip():
            vistos[normalizar(texto_de_una_linea(celda.valor))] = None
    return list(vistos)


def _nivel(valor: str) -> tuple[str, str, str, str] | None:
    return next((nivel for nivel in _NIVELES if re.fullmatch(nivel[0], valor.rstrip(". "))), None)


def _codigo_y_nombre(
    relacion: Relacion, clase: ColumnaHallada
) -> tuple[ColumnaHallada | None, ColumnaHallada | None]:
    """Las columnas donde todas las filas, de cualquier nivel, llevan su código y su nombre."""
    filas = relacion.tabla.llenas(clase.numero)
    llenas = [
        c
        for c in relacion.tabla.columnas
        if c.numero != clase.numero and len(filas & relacion.tabla.llenas(c.numero)) >= 0.8 * len(filas)
    ]
    textos = [c for c in llenas if c.contenido.parte("texto") > 0.6]
    nombre = max(
        textos, key=lambda c: (bool(_NOMBRE.search(plano(c.rotulo))), c.contenido.largo), default=None
    )
    codigos = [c for c in llenas if c.contenido.parte("texto", "fecha", "formato_pesos") < 0.4]
    codigo = max(codigos, key=lambda c: (bool(_CODIGO.search(plano(c.rotulo))), -c.numero), default=None)
    return codigo, nombre


def _del_renglon(
    relacion: Relacion,
    nivel: tuple[str, str, str, str],
    codigo: ColumnaHallada | None,
    nombre: ColumnaHallada,
) -> dict[str, ColumnaHallada]:
    """Los datos de cada renglón; si el más bajo es el proyecto, él mismo es la actividad que se sigue."""
    datos = {"actividad": nombre}
    if codigo is not None:
        datos["actividad_codigo"] = codigo
    if nivel[1] == "Proyecto":
        datos["proyecto"] = nombre
        bpin = relacion.datos.get("bpin") or codigo
        if bpin is not None:
            datos["bpin"] = bpin
    return datos


def _datos_de_niveles(
    relacion: Relacion,
    clase: ColumnaHallada,
    niveles: Sequence[tuple[str, tuple[str, str, str, str]]],
    datos: dict[str, ColumnaHallada],
) -> Iterator[DatosDeClase]:
    for valor, (_forma, _rotulo, codigo, nombre) in niveles:
        otros = tuple(
            (dato, relacion.datos[dato].en_el_perfil)
            for dato in _DE_LA_META
            if codigo == "meta_codigo" and dato in relacion.datos and _es_de(relacion, clase, valor, dato)
        )
        propios = codigo not in datos
        if codigo or otros:
            yield DatosDeClase(valor, codigo if propios else "", nombre if propios else "", otros)


def _es_de(relacion: Relacion, clase: ColumnaHallada, valor: str, dato: str) -> bool:
    """La columna del dato viene llena sobre todo en las filas de esa clase."""
    columna = relacion.datos[dato]
    if cabe("clase", columna.contenido) == 1.0:
        return False
    por_clase: Counter[str] = Counter()
    hoja = relacion.tabla.hoja
    for fila in relacion.tabla.filas:
        de_fila = hoja.propia(fila, clase.numero).valor
        if isinstance(de_fila, str) and not esta_vacia(hoja.propia(fila, columna.numero)):
            por_clase[normalizar(texto_de_una_linea(de_fila))] += 1
    return bool(por_clase) and por_clase.most_common(1)[0][0] == valor
