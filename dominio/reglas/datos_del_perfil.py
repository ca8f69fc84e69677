"""Qué datos lleva cada instrumento, para poder agregar al perfil los que no se hallaron solos."""

from __future__ import annotations

from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import Perfil

_DATOS: dict[TipoLibro, tuple[str, ...]] = {
    TipoLibro.PLAN: (
        "dependencia", "responsable", "inicio", "fin", "meta_codigo", "meta", "fuente_codigo", "fuente",
        "monto", "avance", "actividad_codigo", "actividad", "indicador", "unidad", "linea_base",
        "meta_vigencia", "producto_codigo", "producto", "bpin", "proyecto", "objetivo", "programa_codigo",
        "programa", "tipo_meta", "ponderacion", "cantidad_programada", "cargo", "dependencia_codigo",
        "contratacion",
    ),
    TipoLibro.INDICATIVO: (
        "meta_codigo", "meta", "programa", "indicador", "unidad", "linea_base", "acumulacion",
        "meta_cuatrienio", "coordinadora",
    ),
    TipoLibro.POAI: (
        "bpin", "proyecto", "meta_codigo", "dependencia", "fuente_codigo", "fuente", "apropiacion",
    ),
    TipoLibro.PAC: ("bpin", "fuente_codigo", "fuente"),
    TipoLibro.EJECUCION: (
        "bpin", "proyecto", "actividad_codigo", "actividad", "fuente_codigo", "fuente", "inicial",
        "adiciones", "reducciones", "creditos", "contracreditos", "definitiva", "cdp", "compromisos",
        "obligaciones", "pagos", "fecha_corte",
    ),
}  # fmt: skip


def datos_por_agregar(perfil: Perfil) -> tuple[tuple[TipoLibro, str], ...]:
    """Los datos que los instrumentos del perfil llevan y que no salen de ninguna columna.

    Args:
        perfil: el propuesto, o el que dejaron las respuestas.

    Fuente: docs/formato.md, cualquier columna del perfil se puede corregir antes de guardarlo.
    """
    campos = [campo for hoja in perfil.hojas for campo in hoja.campos]
    tipos = [tipo for tipo in TipoLibro if any(campo.tipo is tipo for campo in campos)]
    leidos = {(campo.tipo, campo.dato) for campo in campos if campo.columnas}
    return tuple((tipo, dato) for tipo in tipos for dato in _DATOS[tipo] if (tipo, dato) not in leidos)


def es_de(tipo: TipoLibro, dato: str) -> bool:
    """Si las filas de ese instrumento llevan ese dato.

    Fuente: docs/formato.md, los datos de cada instrumento.
    """
    return dato in _DATOS[tipo]
