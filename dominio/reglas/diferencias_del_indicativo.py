"""Qué cambiaría del Plan Indicativo al importar un libro."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dominio.modelo.identidad import IdDependencia
from dominio.modelo.libro import Cambio, FilaIndicativo, LibroLeido
from dominio.modelo.plan import Meta, Renglon
from dominio.reglas.alcance_de_presupuesto import complementa
from dominio.reglas.diferencias import NUEVO, YA_NO_ESTA, comparar_campos
from dominio.valores.texto import normalizar

INDICATIVO = "plan indicativo"


def comparar_indicativo(
    libro: LibroLeido,
    metas: Iterable[Meta],
    renglones: Iterable[Renglon],
    dependencias: Mapping[IdDependencia, str],
) -> list[Cambio]:
    """Lo que el indicativo del libro cambia de las metas: acumulación, cuatrienio, programación y ficha.

    La ficha de una meta que está en el plan de acción la manda el plan: aquí no se compara. Si el libro
    trae el indicativo al lado del plan, los años y datos que no dice quedan como están.

    Fuente: docs/formato.md (plan indicativo: una meta por renglón, un número o NP por año).
    """
    if not libro.indicativo:
        return []
    guardadas = {meta.codigo: meta for meta in metas}
    del_plan = {fila.meta_codigo for fila in libro.plan} | (
        {renglon.meta_codigo for renglon in renglones} if not libro.plan else set()
    )
    cambios: list[Cambio] = []
    parcial = complementa(libro)
    for fila in libro.indicativo:
        meta = guardadas.get(fila.meta_codigo)
        if meta is None:
            if fila.meta_codigo not in del_plan:
                cambios.append(Cambio("meta", fila.meta_codigo, NUEVO))
            continue
        antes, despues = _anualizada(meta), _anualizada(fila)
        if fila.meta_codigo not in del_plan:
            antes, despues = antes | _ficha(meta), despues | _ficha(fila)
        antes, despues = _con_coordinadora(meta, fila, dependencias, (antes, despues))
        if parcial:
            despues = {campo: valor for campo, valor in despues.items() if valor is not None}
        else:
            despues = _sin_programar(antes, fila) | despues
        cambios.extend(comparar_campos("meta", meta.codigo, antes, despues))
    return cambios + ([] if parcial else _las_que_salen(libro.indicativo, guardadas.values()))


def _sin_programar(antes: dict[str, object | None], fila: FilaIndicativo) -> dict[str, object | None]:
    """Los años guardados que el libro ya no programa: también es un cambio, salvo si trae su logro."""
    cerrados = {f"programado {anio}" for anio, _logro in fila.logros}
    return {campo: None for campo in antes if campo.startswith("programado ") and campo not in cerrados}


def _las_que_salen(filas: Sequence[FilaIndicativo], metas: Iterable[Meta]) -> list[Cambio]:
    siguen = {fila.meta_codigo for fila in filas}
    return [
        Cambio(INDICATIVO, meta.codigo, YA_NO_ESTA)
        for meta in metas
        if meta.programacion and meta.codigo not in siguen
    ]


def _anualizada(meta: Meta | FilaIndicativo) -> dict[str, object | None]:
    valores: dict[str, object | None] = {
        "tipo de acumulación": None if meta.acumulacion is None else meta.acumulacion.value,
        "meta del cuatrienio": meta.meta_cuatrienio,
    }
    for anio, programado in meta.programacion:
        valores[f"programado {anio}"] = "NP" if programado is None else programado
    for anio, logrado in meta.logros:
        valores[f"logro {anio}"] = logrado
    return valores


def _ficha(meta: Meta | FilaIndicativo) -> dict[str, object | None]:
    return {
        "nombre": meta.nombre if isinstance(meta, Meta) else meta.meta,
        "programa": meta.programa,
        "indicador": meta.indicador,
        "unidad": meta.unidad,
        "línea base": meta.linea_base,
    }


def _con_coordinadora(
    meta: Meta,
    fila: FilaIndicativo,
    dependencias: Mapping[IdDependencia, str],
    valores: tuple[dict[str, object | None], dict[str, object | None]],
) -> tuple[dict[str, object | None], dict[str, object | None]]:
    """La dependencia coordinadora, con el nombre guardado si es la misma."""
    antes, despues = valores
    guardada = None if meta.coordinadora_id is None else dependencias.get(meta.coordinadora_id)
    del_libro = fila.coordinadora
    if guardada is not None and del_libro is not None and normalizar(guardada) == normalizar(del_libro):
        del_libro = guardada
    return antes | {"dependencia coordinadora": guardada}, despues | {"dependencia coordinadora": del_libro}
