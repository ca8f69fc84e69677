"""Columnas que nadie lee y que, por lo que traen, podrían ser el dato que falta."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from almacen.perfiles.afinidad import cabe
from almacen.perfiles.conceptos import plano
from almacen.perfiles.instrumentos import Armado
from almacen.perfiles.tabla import ColumnaHallada
from almacen.perfiles.valores_de_columna import orden_de_fecha
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import CampoDePerfil, OpcionDeDuda, OrdenDeFecha

_ENCAJA = 0.5
_TOPE = 4
_ES_DE_LA_META = re.compile(r"\bmetas?\b|^(cod\w*|id)$")
_NO_SON_DEL_PLAN = re.compile(
    r"\b(contrato|convenio|corte|seguimiento|reporte|publicacion|resultado|avance)\b"
)


def opciones_de_fechas(armado: Armado, faltan: Sequence[str]) -> tuple[OpcionDeDuda, ...]:
    """De qué columnas de fecha sin leer pueden salir el inicio y la terminación."""
    sueltas = [c for c in _sueltas(armado) if cabe("fecha", c.contenido) >= _ENCAJA]
    if len(faltan) == 1:
        return tuple(_opcion(armado, faltan, (columna,)) for columna in sueltas[:_TOPE])
    return tuple(_opcion(armado, faltan, pareja) for pareja in list(pairwise(sueltas))[:_TOPE])


def opciones_de_meta(armado: Armado) -> tuple[OpcionDeDuda, ...]:
    """Columnas de código sin leer que dicen ser de la meta."""
    posibles = (c for c in _sueltas(armado) if _ES_DE_LA_META.search(plano(c.rotulo)))
    buenas = [c for c in posibles if cabe("codigo", c.contenido) >= _ENCAJA]
    return tuple(_opcion(armado, ("meta_codigo",), (columna,)) for columna in buenas[:_TOPE])


def opciones_de_fuente(armado: Armado) -> tuple[OpcionDeDuda, ...]:
    """Columnas sin leer con códigos de fuente del catálogo."""
    buenas = [c for c in _sueltas(armado) if c.contenido.parte("fuente") >= _ENCAJA]
    return tuple(_opcion(armado, ("fuente_codigo",), (columna,)) for columna in buenas[:_TOPE])


def _sueltas(armado: Armado) -> list[ColumnaHallada]:
    return [
        columna
        for columna in armado.relacion.tabla.columnas
        if columna.numero not in armado.columnas_usadas
        and columna.contenido.llenas
        and not _NO_SON_DEL_PLAN.search(plano(columna.rotulo))
    ]


def _opcion(armado: Armado, datos: Sequence[str], columnas: Sequence[ColumnaHallada]) -> OpcionDeDuda:
    campos = tuple(
        CampoDePerfil(
            TipoLibro.PLAN,
            dato,
            (columna.en_el_perfil,),
            orden_de_fecha=orden_de_fecha(armado.grupo, [columna])
            if dato in ("inicio", "fin")
            else OrdenDeFecha.DMA,
        )
        for dato, columna in zip(datos, columnas, strict=True)
    )
    return OpcionDeDuda(
        "col:" + "-".join(str(columna.numero) for columna in columnas),
        " y ".join(columna.dicha() for columna in columnas),
        columnas[0].contenido.ejemplos(),
        campos,
    )
