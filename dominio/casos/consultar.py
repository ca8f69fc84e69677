"""Consultar: mis actividades, cómo va el plan, qué me falta y quién no ha reportado."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dominio.casos.busqueda import MAXIMO_CANDIDATOS, Candidatos, IndiceDelPlan, Parecidos
from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista import VistaDelPlan
from dominio.errores import NoEncontrado
from dominio.modelo.consolidado import Estado, EstadoActividad
from dominio.modelo.identidad import IdDependencia, IdProyecto
from dominio.modelo.objeto import Objeto
from dominio.modelo.persona import Rol
from dominio.modelo.plan import Registro, Renglon
from dominio.puertos.plan import Filtro
from dominio.reglas.alertas import falta_reporte, limite_por_vencer, por_vencer, vencida
from dominio.reglas.panorama import Rotulo, resumir
from dominio.reglas.permisos import Permiso, ambito_de_consulta
from dominio.reglas.proyecto_fuente import registros_de_actividades, sumar_registros
from dominio.valores.fechas import Corte

__all__ = [
    "Candidatos",
    "FaltanDe",
    "Objeto",
    "Pendientes",
    "detalle",
    "estado",
    "estado_de",
    "mis_actividades",
    "pendientes",
    "por_dependencia",
    "sin_reporte",
]


@dataclass(frozen=True, slots=True)
class Pendientes:
    """Lo que a la persona le falta hacer; una actividad puede estar en más de una lista.

    Attributes:
        a_cargo: cuántas actividades tiene, con o sin pendientes.
        corte: el abierto hoy.
        vencidas: pasó su fecha y no llegan a 100 %.
        por_vencer: terminan en los próximos quince días hábiles y no llegan a 100 %.
        sin_reporte: ya empezaron, no han terminado y no tienen reporte en el corte.
    """

    a_cargo: int
    corte: Corte
    vencidas: tuple[EstadoActividad, ...]
    por_vencer: tuple[EstadoActividad, ...]
    sin_reporte: tuple[EstadoActividad, ...]


@dataclass(frozen=True, slots=True)
class FaltanDe:
    """Actividades sin reporte en el corte de un responsable en una dependencia."""

    dependencia: str
    responsable: str
    actividades: tuple[Renglon, ...]


@caso(Permiso.CONSULTAR)
def mis_actividades(ctx: Contexto) -> Sequence[EstadoActividad]:
    """Las de las que la persona es responsable; al jefe, las de su dependencia. En el orden del plan.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDelPlan(ctx)
    return vista.medir(_mias(vista))


@caso(Permiso.CONSULTAR)
def estado(
    ctx: Contexto, texto: str | None = None, parecidos: Parecidos | None = None
) -> Estado | Candidatos:
    """Cómo va lo que se nombra; sin texto, la entidad o la dependencia a la que se limita quien pide.

    Args:
        ctx: quién pide.
        texto: código o nombre de dependencia, programa, proyecto, meta o actividad.
        parecidos: búsqueda por parecido, para cuando ni el código ni el nombre coinciden.

    Raises:
        NoEncontrado: nada responde a ese texto al alcance de quien pide.
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDelPlan(ctx)
    renglones = _visibles(vista)
    if not (texto or "").strip():
        return _estado_general(vista, renglones)
    hallados = IndiceDelPlan(renglones).buscar(texto or "", parecidos)
    if not hallados:
        raise NoEncontrado("objeto", texto=(texto or "")[:64])
    if len(hallados) > 1:
        return Candidatos(hallados[:MAXIMO_CANDIDATOS], len(hallados))
    return _estado_de(vista, renglones, hallados[0])


@caso(Permiso.CONSULTAR)
def estado_de(ctx: Contexto, ambito: str, clave: int) -> Estado:
    """Cómo va un objeto por su ámbito y número interno (``Objeto.id``).

    Raises:
        NoEncontrado: no existe o no está al alcance de quien pide.
    """
    vista = VistaDelPlan(ctx)
    renglones = _visibles(vista)
    if ambito == "entidad":
        return _estado_general(vista, renglones)
    return _estado_de(vista, renglones, _objeto(renglones, ambito, clave))


@caso(Permiso.CONSULTAR)
def detalle(ctx: Contexto, ambito: str, clave: int) -> tuple[EstadoActividad, ...]:
    """Las actividades de un objeto, cada una frente a lo que debía ir hoy, en el orden del plan.

    Raises:
        NoEncontrado: no existe o no está al alcance de quien pide.
    """
    vista = VistaDelPlan(ctx)
    renglones = _visibles(vista)
    if ambito == "entidad":
        return vista.medir(renglones)
    return vista.medir(_del_objeto(renglones, _objeto(renglones, ambito, clave)))


@caso(Permiso.CONSULTAR)
def por_dependencia(ctx: Contexto) -> tuple[tuple[Objeto, Estado], ...]:
    """El estado de cada dependencia que la persona ve, en el orden del plan.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDelPlan(ctx)
    renglones = _visibles(vista)
    registros = _registros(vista, Filtro(dependencia_id=ambito_de_consulta(ctx.actor)))
    dependencias = [o for o in IndiceDelPlan(renglones).objetos if o.ambito == "dependencia"]
    return tuple((objeto, _estado_de(vista, renglones, objeto, registros)) for objeto in dependencias)


@caso(Permiso.CONSULTAR)
def pendientes(ctx: Contexto) -> Pendientes:
    """Lo que a la persona le falta: vencidas, por vencer y sin reporte en el corte abierto.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDelPlan(ctx)
    vigencia = vista.vigencia_actual()
    corte, _ = vista.corte_abierto(vigencia)
    reportadas = ctx.unidad.reportes.con_reporte_en(vista.entidad_id, vigencia, corte)
    limite = limite_por_vencer(ctx.hoy, ctx.calendario.es_habil)
    mias = vista.medir(_mias(vista))
    return Pendientes(
        len(mias),
        corte,
        tuple(a for a in mias if vencida(a.renglon, ctx.hoy)),
        tuple(a for a in mias if por_vencer(a.renglon, ctx.hoy, limite)),
        tuple(a for a in mias if falta_reporte(a.renglon, reportadas, ctx.hoy)),
    )


@caso(Permiso.CONSULTAR_SIN_REPORTE)
def sin_reporte(ctx: Contexto) -> tuple[Corte, Sequence[FaltanDe]]:
    """El corte abierto y quién no ha reportado en él, en el orden del plan; al jefe, lo suyo.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDelPlan(ctx)
    vigencia = vista.vigencia_actual()
    corte, _ = vista.corte_abierto(vigencia)
    reportadas = ctx.unidad.reportes.con_reporte_en(vista.entidad_id, vigencia, corte)
    faltan: dict[tuple[str, str], list[Renglon]] = {}
    for renglon in _visibles(vista):
        if falta_reporte(renglon, reportadas, ctx.hoy):
            faltan.setdefault((renglon.dependencia, renglon.responsable), []).append(renglon)
    return corte, [FaltanDe(*quien, tuple(suyas)) for quien, suyas in faltan.items()]


def _mias(vista: VistaDelPlan) -> Sequence[Renglon]:
    ctx = vista.ctx
    actor = ctx.actor
    es_jefe = actor.rol is Rol.JEFE and actor.dependencia_id is not None
    filtro = Filtro(dependencia_id=actor.dependencia_id) if es_jefe else Filtro(responsable_id=actor.id)
    return ctx.unidad.planes.renglones(vista.entidad_id, vista.vigencia_actual(), filtro)


def _visibles(vista: VistaDelPlan) -> Sequence[Renglon]:
    """Las actividades que la persona puede consultar."""
    filtro = Filtro(dependencia_id=ambito_de_consulta(vista.ctx.actor))
    return vista.ctx.unidad.planes.renglones(vista.entidad_id, vista.vigencia_actual(), filtro)


def _objeto(renglones: Sequence[Renglon], ambito: str, clave: int) -> Objeto:
    objeto = IndiceDelPlan(renglones).traer(ambito, clave)
    if objeto is None:
        raise NoEncontrado(ambito)
    return objeto


def _del_objeto(renglones: Sequence[Renglon], objeto: Objeto) -> Sequence[Renglon]:
    match objeto.ambito:
        case "dependencia":
            return [r for r in renglones if r.dependencia_id == objeto.id]
        case "proyecto":
            return [r for r in renglones if r.proyecto_id == objeto.id]
        case "meta":
            return [r for r in renglones if r.meta_id == objeto.id]
        case "programa":
            ancla = next(r for r in renglones if r.id == objeto.id)
            return [r for r in renglones if IndiceDelPlan.mismo_programa(r, ancla)]
        case _:
            return [r for r in renglones if r.id == objeto.id]


def _estado_de(
    vista: VistaDelPlan,
    renglones: Sequence[Renglon],
    objeto: Objeto,
    registros: Sequence[Registro] | None = None,
) -> Estado:
    propios = renglones if objeto.ambito == "entidad" else _del_objeto(renglones, objeto)
    rotulo = Rotulo(objeto.ambito, objeto.codigo, objeto.nombre)
    saldos = None
    # Lo que se lleva por proyecto × fuente no se puede repartir entre sus metas ni sus actividades.
    if objeto.ambito not in ("meta", "actividad"):
        leidos = _registros(vista, _filtro_de(objeto)) if registros is None else registros
        saldos = sumar_registros(registros_de_actividades(leidos, propios))
    return resumir(rotulo, vista.medir(propios), vista.bandas, saldos)


def _estado_general(vista: VistaDelPlan, renglones: Sequence[Renglon]) -> Estado:
    """La entidad entera, o la dependencia a la que se limita quien pide."""
    limite = ambito_de_consulta(vista.ctx.actor)
    if limite is None:
        entidad = vista.ctx.entidad
        return _estado_de(vista, renglones, Objeto("entidad", entidad.codigo, entidad.nombre, entidad.id))
    dependencias = vista.ctx.unidad.entidades.dependencias(vista.entidad_id)
    propia = next((d for d in dependencias if d.id == limite), None)
    if propia is None:
        raise NoEncontrado("dependencia")
    return _estado_de(vista, renglones, Objeto("dependencia", propia.codigo, propia.nombre, propia.id))


def _registros(vista: VistaDelPlan, filtro: Filtro) -> Sequence[Registro]:
    return vista.ctx.unidad.planes.registros(vista.entidad_id, vista.vigencia_actual(), filtro)


def _filtro_de(objeto: Objeto) -> Filtro:
    match objeto.ambito:
        case "dependencia":
            return Filtro(dependencia_id=IdDependencia(objeto.id))
        case "proyecto":
            return Filtro(proyecto_id=IdProyecto(objeto.id))
        case _:
            return Filtro()
