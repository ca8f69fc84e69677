"""Los renglones con que una plantilla sale llena: lo guardado, en las columnas de su instrumento."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from almacen.libros.columnas import POR_TIPO, PREFIJO_PROGRAMADO, Columna, columna_programado
from almacen.libros.hoja_del_plan import FilasDelPlan
from almacen.libros.informe import NO_PROGRAMADA
from dominio.modelo.libro import TipoLibro
from dominio.modelo.plan import Meta
from dominio.modelo.plantilla import LoGuardado

Prellenado = tuple[tuple[Columna, ...], Iterator[Sequence[object]]]


def prellenar(tipo: TipoLibro, guardado: LoGuardado) -> Prellenado:
    """Las columnas que la plantilla necesita (con las adicionales del plan) y sus renglones."""
    return _POR_TIPO[tipo](guardado)


def _plan(guardado: LoGuardado) -> Prellenado:
    filas = FilasDelPlan(guardado.renglones, guardado.registros, guardado.origen)
    return (*POR_TIPO[TipoLibro.PLAN].columnas, *filas.adicionales), filas.filas()


def _indicativo(guardado: LoGuardado) -> Prellenado:
    """Las metas con programación del cuatrienio; los años son los que haya guardados."""
    metas = [meta for meta in guardado.metas if meta.programacion or meta.meta_cuatrienio is not None]
    anios = sorted({anio for meta in metas for anio, _ in meta.programacion})
    fijas = POR_TIPO[TipoLibro.INDICATIVO].columnas
    if anios:
        sin_anios = [columna for columna in fijas if not columna.dato.startswith(PREFIJO_PROGRAMADO)]
        fijas = (*sin_anios[:-1], *(columna_programado(anio) for anio in anios), sin_anios[-1])
    return fijas, (_meta(meta, fijas, guardado) for meta in metas)


def _meta(meta: Meta, columnas: Sequence[Columna], guardado: LoGuardado) -> Sequence[object]:
    programado = {f"{PREFIJO_PROGRAMADO}{anio}": valor for anio, valor in meta.programacion}
    datos: dict[str, object] = {
        "meta_codigo": meta.codigo,
        "meta": meta.nombre,
        "programa": meta.programa,
        "indicador": meta.indicador,
        "unidad": meta.unidad,
        "linea_base": meta.linea_base,
        "acumulacion": meta.acumulacion,
        "meta_cuatrienio": meta.meta_cuatrienio,
        "coordinadora": None
        if meta.coordinadora_id is None
        else guardado.dependencias.get(meta.coordinadora_id),
    }
    for dato, valor in programado.items():
        datos[dato] = NO_PROGRAMADA if valor is None else valor
    # Un año que el plan indicativo no programó es NP: la columna no admite vacíos.
    return [
        datos.get(c.dato, NO_PROGRAMADA if c.dato.startswith(PREFIJO_PROGRAMADO) else None) for c in columnas
    ]


def _poai(guardado: LoGuardado) -> Prellenado:
    columnas = POR_TIPO[TipoLibro.POAI].columnas
    return columnas, ([getattr(fila, columna.dato) for columna in columnas] for fila in guardado.poai)


def _pac(guardado: LoGuardado) -> Prellenado:
    columnas = POR_TIPO[TipoLibro.PAC].columnas
    filas = ((fila.bpin, fila.fuente_codigo, fila.fuente, *fila.meses) for fila in guardado.pac)
    return columnas, filas


def _ejecucion(guardado: LoGuardado) -> Prellenado:
    """Los acumulados guardados; lo que no se guarda (adiciones, fecha de corte) queda por llenar."""
    columnas = POR_TIPO[TipoLibro.EJECUCION].columnas

    def filas() -> Iterator[Sequence[object]]:
        for registro in guardado.registros:
            s = registro.saldos
            datos: dict[str, object] = {
                "bpin": registro.bpin,
                "actividad_codigo": registro.actividad_codigo,
                "fuente_codigo": registro.fuente_codigo,
                "definitiva": s.definitiva,
                "cdp": s.cdp,
                "compromisos": s.compromisos,
                "obligaciones": s.obligaciones,
                "pagos": s.pagos,
            }
            yield [datos.get(columna.dato) for columna in columnas]

    return columnas, filas()


_POR_TIPO: dict[TipoLibro, Callable[[LoGuardado], Prellenado]] = {
    TipoLibro.PLAN: _plan,
    TipoLibro.INDICATIVO: _indicativo,
    TipoLibro.POAI: _poai,
    TipoLibro.PAC: _pac,
    TipoLibro.EJECUCION: _ejecucion,
}
