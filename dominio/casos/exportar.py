"""Armar el consolidado de un corte, y revisar la coherencia del plan."""

from __future__ import annotations

from collections.abc import Sequence

from dominio.casos.alertas_al_corte import AlertasAlCorte
from dominio.casos.contexto import Contexto, caso
from dominio.casos.directorio import Directorio
from dominio.casos.resultados_al_corte import ResultadosAlCorte
from dominio.casos.vista_cierre import VistaDelCierre
from dominio.casos.vista_coherencia import VistaDeCoherencia
from dominio.casos.vista_corte import VistaDelCorte
from dominio.errores import SinPlan
from dominio.modelo.consolidado import Consolidado, Control, Estado, EstadoActividad
from dominio.modelo.entidad import Dependencia
from dominio.modelo.plan import Meta
from dominio.reglas.cortes import fecha_de_referencia
from dominio.reglas.panorama import Rotulo, estados_de, resumir
from dominio.reglas.permisos import Permiso
from dominio.reglas.proyecto_fuente import (
    registros_de_actividades,
    saldos_por_fuente,
    sumar_registros,
)
from dominio.valores.fechas import Corte, Vigencia


@caso(Permiso.EXPORTAR)
def armar_consolidado(
    ctx: Contexto, vigencia: Vigencia, corte: Corte, dependencia: str | None, version_programa: str
) -> Consolidado:
    """Todo lo que lleva el libro de ese corte, calculado y ordenado. Solo lee: vea ``anotar_exportacion``.

    Cada actividad va con su último reporte hasta el corte, frente a lo que debía ir hoy o al
    último día del corte, lo que sea antes. Al jefe se le arma solo su dependencia.

    Args:
        ctx: quién pide.
        vigencia: la del plan.
        corte: hasta cuál se cuentan los reportes.
        dependencia: código o nombre; ``None`` es la entidad entera.
        version_programa: para la hoja Control.

    Raises:
        SinPlan: la entidad no tiene plan en esa vigencia.
        NoEncontrado: ninguna dependencia, o más de una, responde a ese código o nombre.
        PermisoDenegado: el jefe pide una dependencia que no es la suya.
    """
    elegida = Directorio.pedida(ctx, dependencia)
    vista = VistaDelCierre(ctx, vigencia, corte, None if elegida is None else elegida.id)
    _exigir_plan(vista)
    return _armar(vista, elegida, version_programa)


@caso(Permiso.EXPORTAR)
def anotar_exportacion(ctx: Contexto, consolidado: Consolidado) -> None:
    """Deja la traza de quién pidió el libro; aparte, para que armarlo no detenga a quien escribe."""
    despues = {"vigencia": consolidado.vigencia.anio, "dependencia": consolidado.dependencia}
    ctx.anotar("exportar", f"corte:{consolidado.corte}", None, despues)


def _armar(vista: VistaDelCierre, elegida: Dependencia | None, version_programa: str) -> Consolidado:
    ctx, corte = vista.ctx, vista.corte
    coherencia = VistaDeCoherencia(ctx, vista.vigencia, corte)
    dia = fecha_de_referencia(ctx.hoy, corte)
    actividades = estados_de(vista.renglones, dia, vista.bandas)
    resultados = ResultadosAlCorte(vista)
    return Consolidado(
        entidad=ctx.entidad,
        vigencia=vista.vigencia,
        corte=corte,
        dependencia=_nombre(elegida),
        general=_estado(vista, _rotulo(ctx, elegida), actividades),
        fuentes=saldos_por_fuente(registros_de_actividades(vista.registros, vista.renglones)),
        dependencias=_por_dependencia(vista, actividades),
        actividades=actividades,
        registros=tuple(r for r in vista.registros if r.actividad_id is not None),
        metas=_por_meta(vista, actividades),
        avances=vista.avances,
        ejecuciones=vista.ejecuciones,
        alertas=AlertasAlCorte(vista, dia, None if elegida is None else elegida.id).de(actividades),
        coherencia=coherencia.de(elegida),
        reglas_apagadas=coherencia.relajadas,
        bandas=vista.bandas,
        control=_control(ctx, version_programa),
        situacion=vista.situacion,
        omisiones=len(vista.omisiones),
        resultados=resultados.estados(),
        revisiones=ctx.unidad.revisiones.decididas(ctx.entidad.id, vista.vigencia),
        origen=ctx.unidad.planes.niveles(ctx.entidad.id, vista.vigencia),
    )


def _exigir_plan(vista: VistaDelCorte) -> None:
    if not vista.renglones:
        raise SinPlan("plan", entidad=vista.ctx.entidad.codigo, vigencia=vista.vigencia)


def _nombre(dependencia: Dependencia | None) -> str | None:
    return None if dependencia is None else dependencia.nombre


def _rotulo(ctx: Contexto, elegida: Dependencia | None) -> Rotulo:
    if elegida is None:
        return Rotulo("entidad", ctx.entidad.codigo, ctx.entidad.nombre)
    return Rotulo("dependencia", elegida.codigo, elegida.nombre)


def _estado(vista: VistaDelCorte, rotulo: Rotulo, actividades: Sequence[EstadoActividad]) -> Estado:
    propios = registros_de_actividades(vista.registros, (a.renglon for a in actividades))
    return resumir(rotulo, actividades, vista.bandas, sumar_registros(propios), vista.deben_reporte)


def _por_dependencia(vista: VistaDelCorte, actividades: Sequence[EstadoActividad]) -> tuple[Estado, ...]:
    grupos: dict[int, list[EstadoActividad]] = {}
    for actividad in actividades:
        grupos.setdefault(actividad.renglon.dependencia_id, []).append(actividad)
    return tuple(
        _estado(
            vista,
            Rotulo("dependencia", grupo[0].renglon.dependencia_codigo, grupo[0].renglon.dependencia),
            grupo,
        )
        for grupo in grupos.values()
    )


def _por_meta(
    vista: VistaDelCorte, actividades: Sequence[EstadoActividad]
) -> tuple[tuple[Meta, Estado], ...]:
    """Cada meta con el estado de sus actividades; sin ninguna, su avance es «nada que medir»."""
    grupos: dict[int, list[EstadoActividad]] = {}
    for actividad in actividades:
        grupos.setdefault(actividad.renglon.meta_id, []).append(actividad)
    return tuple(
        (
            meta,
            resumir(
                Rotulo("meta", meta.codigo, meta.nombre or meta.codigo),
                grupos.get(meta.id, []),
                vista.bandas,
                deben_reporte=vista.deben_reporte,
            ),
        )
        for meta in vista.metas
    )


def _control(ctx: Contexto, version_programa: str) -> Control:
    """De dónde sale el libro; la cabeza es la de la cadena con que se leyó."""
    cabeza = ctx.unidad.auditoria.cabeza(ctx.entidad.id)
    return Control(ctx.actor.nombre, ctx.ahora, version_programa, cabeza)
