"""Qué cambiaría al importar un libro: campo por campo, antes de guardar nada."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dominio.modelo.identidad import IdActividad, IdDependencia
from dominio.modelo.libro import Cambio, FilaPAC, FilaPlan, FilaPOAI, LibroLeido
from dominio.modelo.plan import ComoVino, Meta, Registro, Renglon
from dominio.reglas.avances_del_libro import AvancesDelLibro, comparar_avances, ultimos_por_actividad
from dominio.reglas.detalle_por_fuente import nacio_del_gasto
from dominio.reglas.diferencias import (
    CAMBIA,
    NUEVO,
    YA_NO_ESTA,
    Valores,
    comparar_objetos,
    una_vez,
)
from dominio.reglas.diferencias_de_presupuesto import comparar_ejecucion, comparar_pac, comparar_poai
from dominio.reglas.diferencias_del_indicativo import comparar_indicativo
from dominio.valores.dinero import Pesos
from dominio.valores.texto import normalizar

__all__ = [
    "CAMBIA",
    "NUEVO",
    "YA_NO_ESTA",
    "AvancesDelLibro",
    "Guardado",
    "comparar",
    "comparar_avances",
    "ultimos_por_actividad",
]


@dataclass(frozen=True, slots=True)
class Guardado:
    """Lo que la entidad tiene guardado de la vigencia.

    Attributes:
        origen: lo que el libro traía de más de cada actividad.
        dependencias: identificador → nombre.
    """

    renglones: Sequence[Renglon] = ()
    registros: Sequence[Registro] = ()
    metas: Sequence[Meta] = ()
    poai: Sequence[FilaPOAI] = ()
    pac: Sequence[FilaPAC] = ()
    origen: Mapping[IdActividad, ComoVino] = field(default_factory=dict)
    dependencias: Mapping[IdDependencia, str] = field(default_factory=dict)


def comparar(libro: LibroLeido, guardado: Guardado) -> tuple[Cambio, ...]:
    """Diferencias entre lo guardado y el libro, campo por campo, de todos los instrumentos que trae.

    Solo se compara lo que el libro trae: sin hoja de plan no hay actividades que «ya no estén», y si
    solo trae algunas dependencias (``alcance``) lo de las demás no cuenta.
    Los avances se comparan aparte (``comparar_avances``).

    Fuente: docs/formato.md (se muestra qué cambiaría antes de guardar).
    """
    return (
        *(_comparar_plan(libro, guardado) if libro.plan else ()),
        *comparar_indicativo(libro, guardado.metas, guardado.renglones, guardado.dependencias),
        *comparar_poai(libro, guardado.poai),
        *comparar_pac(libro, guardado.pac),
        *comparar_ejecucion(libro, guardado.registros),
    )


def _comparar_plan(libro: LibroLeido, guardado: Guardado) -> list[Cambio]:
    plan = libro.plan
    tocados, ajenos = _segun_alcance(libro, guardado.renglones)
    de_otras = {renglon.meta_codigo for renglon in ajenos}
    de_otros = {renglon.bpin for renglon in ajenos}
    codigos = {renglon.codigo for renglon in tocados}
    ejecutados = {fila.actividad_codigo for fila in libro.ejecucion}
    registros = [r for r in guardado.registros if r.actividad_codigo in codigos]
    del_libro = {fila.actividad_codigo for fila in plan}
    siguen = _del_gasto(registros, del_libro) if libro.perfil is not None else frozenset[str]()
    metas = comparar_objetos("meta", _metas_del_libro(plan), _metas_guardadas(guardado.renglones))
    proyectos = comparar_objetos(
        "proyecto", _proyectos_del_libro(plan), _proyectos_guardados(guardado.renglones)
    )
    de_dinero = comparar_objetos("registro", _registros(plan), _registros_guardados(registros))
    vivos = del_libro & ejecutados
    return [
        *_dependencias(plan, guardado),
        *(c for c in metas if not (c.tipo == YA_NO_ESTA and c.objeto in de_otras)),
        *(c for c in proyectos if not (c.tipo == YA_NO_ESTA and c.objeto in de_otros)),
        *comparar_objetos(
            "actividad", _actividades(plan, guardado), _actividades_guardadas(tocados, guardado.origen)
        ),
        # Un registro que el plan no trae pero el gasto del mismo libro sí nombra no se va.
        *(
            c
            for c in de_dinero
            if c.tipo != YA_NO_ESTA or (c.objeto not in siguen and c.objeto.split(" · ")[0] not in vivos)
        ),
    ]


def _del_gasto(registros: Iterable[Registro], actividades: set[str]) -> frozenset[str]:
    """Los que trajo la ejecución: no los retira un plan con perfil, que puede no decir las fuentes."""
    return frozenset(
        _llave(r.actividad_codigo, r.fuente_codigo, r.fuente)
        for r in registros
        if r.actividad_codigo in actividades and nacio_del_gasto(r)
    )


def _segun_alcance(libro: LibroLeido, renglones: Sequence[Renglon]) -> tuple[list[Renglon], list[Renglon]]:
    """Los renglones guardados de los que el libro habla, y los de otras dependencias."""
    if libro.alcance is None:
        return list(renglones), []
    alcance = {normalizar(nombre) for nombre in libro.alcance}
    codigos = {fila.actividad_codigo for fila in libro.plan}
    tocados: list[Renglon] = []
    ajenos: list[Renglon] = []
    for renglon in renglones:
        suyo = renglon.codigo in codigos or normalizar(renglon.dependencia) in alcance
        (tocados if suyo else ajenos).append(renglon)
    return tocados, ajenos


def _dependencias(plan: Iterable[FilaPlan], guardado: Guardado) -> list[Cambio]:
    conocidas = {normalizar(renglon.dependencia) for renglon in guardado.renglones}
    nombres: dict[str, str] = {}
    for fila in plan:
        nombres.setdefault(normalizar(fila.dependencia), fila.dependencia)
    return [
        Cambio("dependencia", nombre, NUEVO) for llave, nombre in nombres.items() if llave not in conocidas
    ]


def _meta_de(fila: FilaPlan | Renglon) -> Valores:
    return {
        "nombre": fila.meta,
        "tipo": fila.tipo_meta.value,
        "código del programa": fila.programa_codigo,
        "programa": fila.programa,
        "indicador": fila.indicador,
        "unidad": fila.unidad,
        "línea base": fila.linea_base,
        "meta de la vigencia": fila.meta_vigencia,
    }


def _metas_del_libro(plan: Iterable[FilaPlan]) -> dict[str, Valores]:
    return una_vez((fila.meta_codigo, _meta_de(fila)) for fila in plan)


def _metas_guardadas(renglones: Iterable[Renglon]) -> dict[str, Valores]:
    return una_vez((renglon.meta_codigo, _meta_de(renglon)) for renglon in renglones)


def _proyectos_del_libro(plan: Iterable[FilaPlan]) -> dict[str, Valores]:
    """BPIN → su nombre; un renglón sin nombre no le quita el que otro dice."""
    nombres: dict[str, str | None] = {}
    for fila in plan:
        if fila.bpin:
            nombres[fila.bpin] = nombres.get(fila.bpin) or fila.proyecto
    return {bpin: {"nombre": nombre} if nombre else {} for bpin, nombre in nombres.items()}


def _proyectos_guardados(renglones: Iterable[Renglon]) -> dict[str, Valores]:
    return una_vez((r.bpin, {"nombre": r.proyecto}) for r in renglones if r.bpin)


def _actividades(plan: Iterable[FilaPlan], guardado: Guardado) -> dict[str, Valores]:
    # Como se guarda: una dependencia conserva el nombre con que se conoció aunque cambie su tilde.
    conocidas = {normalizar(nombre): nombre for nombre in guardado.dependencias.values()}
    conocidas |= {normalizar(r.dependencia): r.dependencia for r in guardado.renglones}
    actividades: dict[str, Valores] = {}
    for f in plan:
        dependencia = conocidas.setdefault(normalizar(f.dependencia), f.dependencia)
        if f.actividad_codigo not in actividades:
            actividades[f.actividad_codigo] = _actividad(f, f.actividad) | {
                "dependencia": dependencia,
                "jerarquía": _jerarquia(f.niveles),
            }
    return actividades


def _actividades_guardadas(
    renglones: Iterable[Renglon], origen: Mapping[IdActividad, ComoVino]
) -> dict[str, Valores]:
    nada = ComoVino()
    return {
        r.codigo: _actividad(r, r.nombre)
        | {"dependencia": r.dependencia, "jerarquía": _jerarquia(origen.get(r.id, nada).niveles)}
        for r in renglones
    }


def _actividad(fila: FilaPlan | Renglon, nombre: str) -> dict[str, object | None]:
    return {
        "nombre": nombre,
        "responsable": fila.responsable,
        "cargo": fila.cargo,
        "meta": fila.meta_codigo,
        "código de producto": fila.producto_codigo,
        "producto": fila.producto,
        "código BPIN": fila.bpin,
        "objetivo del proyecto": fila.objetivo,
        "ponderación": fila.ponderacion,
        "cantidad programada": fila.cantidad_programada,
        "fecha de inicio": fila.inicio,
        "fecha de terminación": fila.fin,
        "sin fechas en el libro": fila.sin_fechas,
    }


def _jerarquia(niveles: Iterable[tuple[str, str | None, str | None]]) -> str | None:
    """«Línea 1 Equidad / Programa 0101 …», de arriba abajo."""
    return " / ".join(" ".join(parte for parte in nivel if parte) for nivel in niveles) or None


def _registros(plan: Iterable[FilaPlan]) -> dict[str, Valores]:
    return una_vez(
        (_llave(fila.actividad_codigo, fila.fuente_codigo, fila.fuente), _dinero(fila)) for fila in plan
    )


def _dinero(fila: FilaPlan) -> Valores:
    # Una celda de monto vacía se guarda como cero: no es un cambio.
    monto = fila.monto or Pesos.CERO
    return {"fuente": fila.fuente, "monto": monto, "requiere contratación": fila.contratacion}


def _registros_guardados(registros: Iterable[Registro]) -> dict[str, Valores]:
    return {
        _llave(r.actividad_codigo, r.fuente_codigo, r.fuente): {
            "fuente": r.fuente,
            "monto": r.monto,
            "requiere contratación": r.contratacion,
        }
        for r in registros
        if r.actividad_codigo is not None
    }


def _llave(objeto: str | None, fuente_codigo: str | None, fuente: str | None) -> str:
    return f"{objeto or ''} · {fuente_codigo or fuente or 'sin fuente'}"
