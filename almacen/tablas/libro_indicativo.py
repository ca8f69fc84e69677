"""Hoja «Plan indicativo» → fichas de meta y su programación por año."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select

from almacen.tablas.alcance import Alcance
from almacen.tablas.esquema import META, PROGRAMACION
from almacen.tablas.original_y_logros import anotar_logros, anotar_original, con_lo_que_no_trae
from almacen.tablas.sincronia import Fila, guardadas, marcar, sincronizar
from dominio.entender.texto import normalizar
from dominio.modelo.libro import FilaIndicativo
from dominio.modelo.plan import TipoMeta

# Las metas que solo están en el indicativo van después de las del plan.
DESPUES_DEL_PLAN = 1_000_000
# De la ficha, lo que manda el Plan de Acción si la meta está en él.
_DEL_PLAN = (
    "tipo",
    "nombre",
    "programa_codigo",
    "programa",
    "indicador",
    "unidad",
    "linea_base",
    "meta_vigencia",
    "orden",
)


def aplicar_indicativo(
    alcance: Alcance, filas: Sequence[FilaIndicativo], *, complementa: bool = False
) -> None:
    """Deja la programación de las metas como el libro; la ficha del plan no se pisa.

    Args:
        alcance: entidad y vigencia.
        filas: las del libro.
        complementa: el libro no es el Plan Indicativo entero: las metas, los años y los datos que no
            dice quedan como estaban.
    """
    nombradas = [(None, fila.coordinadora) for fila in filas if fila.coordinadora]
    dependencias = alcance.dependencias(nombradas) if nombradas else {}
    antes = guardadas(alcance.conexion, META, alcance.de(META), ("codigo",))
    deseadas = {
        fila.meta_codigo: _meta(alcance, fila, antes.get((fila.meta_codigo,)), orden)
        | {"coordinadora_id": dependencias.get(normalizar(fila.coordinadora or ""))}
        for orden, fila in enumerate(filas)
    }
    if complementa:
        deseadas = {codigo: _completada(meta, antes.get((codigo,))) for codigo, meta in deseadas.items()}
    sincronizar(alcance.conexion, META, antes, list(deseadas.values()), ("codigo",))
    if not complementa:
        sobran = [f["id"] for (codigo,), f in antes.items() if f["en_indicativo"] and codigo not in deseadas]
        marcar(alcance.conexion, META, sobran, en_indicativo=False)
    _programar(alcance, filas, complementa=complementa)


def _completada(meta: dict[str, object], guardada: Fila | None) -> dict[str, object]:
    """La meta con lo que el libro no dice tomado de lo guardado, y en el lugar que tenía."""
    if guardada is None:
        return meta
    completa = {nombre: guardada[nombre] if valor is None else valor for nombre, valor in meta.items()}
    return completa | {"orden": guardada["orden"], "meta_vigencia": _vigencia(meta, guardada)}


def _vigencia(meta: Mapping[str, object], guardada: Fila) -> object:
    # En una meta del plan, NP es un dato y no un vacío.
    return (
        meta["meta_vigencia"] if guardada["en_plan"] else meta["meta_vigencia"] or guardada["meta_vigencia"]
    )


def _meta(alcance: Alcance, fila: FilaIndicativo, guardada: Fila | None, orden: int) -> dict[str, object]:
    propios: Mapping[str, object] = {
        "codigo": fila.meta_codigo,
        "acumulacion": None if fila.acumulacion is None else fila.acumulacion.value,
        "meta_cuatrienio": fila.meta_cuatrienio,
        "en_indicativo": True,
    }
    if guardada is not None and guardada["en_plan"]:
        ficha: dict[str, object] = {nombre: guardada[nombre] for nombre in _DEL_PLAN}
    else:
        ficha = {
            "tipo": TipoMeta.PRODUCTO.value if guardada is None else guardada["tipo"],
            "nombre": fila.meta,
            "programa_codigo": None,
            "programa": fila.programa,
            "indicador": fila.indicador,
            "unidad": fila.unidad,
            "linea_base": fila.linea_base,
            "meta_vigencia": dict(fila.programacion).get(alcance.anio),
            "orden": DESPUES_DEL_PLAN + orden,
        }
    return {**alcance.base, **ficha, **propios}


def _programar(alcance: Alcance, filas: Sequence[FilaIndicativo], *, complementa: bool) -> None:
    """Reemplaza la programación entera, o solo lo que el libro nombra: es suya, no de quien reporte."""
    metas = alcance.ids(META, "codigo")
    nuevas: list[Mapping[str, Any]] = [
        {**alcance.base, "meta_id": metas[fila.meta_codigo], "anio": anio, "valor": valor}
        for fila in filas
        for anio, valor in fila.programacion
    ]
    consulta = select(PROGRAMACION).where(*alcance.de(PROGRAMACION))
    guardadas_antes = {
        (f["meta_id"], f["anio"]): f["valor"] for f in alcance.conexion.execute(consulta).mappings()
    }
    nuevas = con_lo_que_no_trae(alcance, nuevas, guardadas_antes, anotar_logros(alcance, filas, metas))
    if complementa:
        nuevas = _con_las_demas(alcance, nuevas, guardadas_antes)
    anotar_original(alcance, nuevas)
    if guardadas_antes == {(nueva["meta_id"], nueva["anio"]): nueva["valor"] for nueva in nuevas}:
        return
    alcance.conexion.execute(delete(PROGRAMACION).where(*alcance.de(PROGRAMACION)))
    if nuevas:
        alcance.conexion.execute(insert(PROGRAMACION), list(nuevas))


def _con_las_demas(
    alcance: Alcance,
    nuevas: Sequence[Mapping[str, Any]],
    antes: Mapping[tuple[int, int], object],
) -> list[Mapping[str, Any]]:
    """Lo del libro y lo guardado de las metas y los años que no nombra."""
    traidas = {(nueva["meta_id"], nueva["anio"]) for nueva in nuevas}
    quedan = [
        {**alcance.base, "meta_id": meta, "anio": anio, "valor": valor}
        for (meta, anio), valor in antes.items()
        if (meta, anio) not in traidas
    ]
    return [*nuevas, *quedan]
