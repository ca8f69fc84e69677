"""Consultar: mis actividades, cómo va el plan, qué me falta y quién no ha reportado."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dominio.casos.busqueda import MAXIMO_CANDIDATOS, Candidatos, IndiceDelPlan, Parecidos
from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista_consulta import VistaDeConsulta
from dominio.casos.vista_corte import VistaDelCorte
from dominio.errores import NoEncontrado
from dominio.modelo.consolidado import Estado, EstadoActividad
from dominio.modelo.corte import Recepcion
from dominio.modelo.objeto import Objeto
from dominio.modelo.plan import Registro, Renglon
from dominio.puertos.plan import Filtro
from dominio.reglas.alertas import falta_reporte, limite_por_vencer, por_vencer, vencida
from dominio.reglas.cortes import fecha_de_referencia
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
        recepcion: el corte abierto hoy, hasta cuándo y qué otros lo están.
        vencidas: pasó su fecha y no llegan a 100 %.
        por_vencer: terminan en los próximos quince días hábiles y no llegan a 100 %.
        sin_reporte: ya empezaron, no han terminado y no tienen reporte en el corte.
    """

    a_cargo: int
    recepcion: Recepcion
    vencidas: tuple[EstadoActividad, ...]
    por_vencer: tuple[EstadoActividad, ...]
    sin_reporte: tuple[EstadoActividad, ...]

    @property
    def corte(self) -> Corte:
        """El que recibe los reportes de hoy."""
        return self.recepcion.corte


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
    vista = VistaDeConsulta(ctx)
    return vista.medir(vista.mias)


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
    vista = VistaDeConsulta(ctx)
    renglones = vista.visibles
    if not (texto or "").strip():
        return _estado_de(vista, renglones, vista.general())
    hallados = IndiceDelPlan(renglones).buscar(texto or "", parecidos)
    if not hallados:
        # La meta que coordina otra dependencia que la que la ejecuta: su resultado es cosa de quien pide.
        renglones = vista.de_coordinadas
        ajenos = IndiceDelPlan(renglones).buscar(texto or "")
        hallados = tuple(objeto for objeto in ajenos if objeto.ambito == "meta")
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
    vista = VistaDeConsulta(ctx)
    objeto, renglones = vista.hallar(ambito, clave)
    return _estado_de(vista, renglones, objeto)


@caso(Permiso.CONSULTAR)
def detalle(ctx: Contexto, ambito: str, clave: int) -> tuple[EstadoActividad, ...]:
    """Las actividades de un objeto, cada una frente a lo que debía ir hoy, en el orden del plan.

    Raises:
        NoEncontrado: no existe o no está al alcance de quien pide.
    """
    vista = VistaDeConsulta(ctx)
    return vista.medir(vista.hallar(ambito, clave)[1])


@caso(Permiso.CONSULTAR)
def por_dependencia(ctx: Contexto) -> tuple[tuple[Objeto, Estado], ...]:
    """El estado de cada dependencia que la persona ve, en el orden del plan.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDeConsulta(ctx)
    renglones = vista.visibles
    registros = _registros(vista, Filtro(dependencia_id=ambito_de_consulta(ctx.actor)))
    dependencias = [o for o in IndiceDelPlan(renglones).objetos if o.ambito == "dependencia"]
    return tuple((objeto, _estado_de(vista, renglones, objeto, registros)) for objeto in dependencias)


@caso(Permiso.CONSULTAR)
def pendientes(ctx: Contexto) -> Pendientes:
    """Lo que a la persona le falta: vencidas, por vencer y sin reporte en el corte abierto.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDeConsulta(ctx)
    vigencia = vista.vigencia_actual()
    recepcion = vista.recepcion(vigencia)
    corte = recepcion.corte
    dia = fecha_de_referencia(ctx.hoy, corte)
    reportadas = ctx.unidad.reportes.con_reporte_en(vista.entidad_id, vigencia, corte)
    limite = limite_por_vencer(ctx.hoy, ctx.calendario.es_habil)
    mias = vista.medir(vista.mias)
    return Pendientes(
        len(mias),
        recepcion,
        tuple(a for a in mias if vencida(a.renglon, ctx.hoy)),
        tuple(a for a in mias if por_vencer(a.renglon, ctx.hoy, limite)),
        tuple(a for a in mias if falta_reporte(a.renglon, reportadas, dia)),
    )


@caso(Permiso.CONSULTAR_SIN_REPORTE)
def sin_reporte(
    ctx: Contexto, corte: Corte | None = None, dependencia_id: int | None = None
) -> tuple[Corte, Sequence[FaltanDe]]:
    """Un corte y quién no ha reportado en él, en el orden del plan; al jefe, lo suyo.

    Args:
        ctx: quién pide.
        corte: si no se dice, el abierto hoy; uno anterior se cuenta como estaba al terminar.
        dependencia_id: para mirar solo una.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDeConsulta(ctx)
    vigencia = vista.vigencia_actual()
    abierto, _ = vista.corte_abierto(vigencia)
    if corte is None or corte == abierto:
        corte = abierto
        reportadas = ctx.unidad.reportes.con_reporte_en(vista.entidad_id, vigencia, corte)
        dia = fecha_de_referencia(ctx.hoy, corte)
        callados = [r for r in vista.visibles if falta_reporte(r, reportadas, dia)]
    else:
        del_corte = VistaDelCorte(ctx, corte.vigencia, corte, ambito_de_consulta(ctx.actor))
        callados = [r for r in del_corte.renglones if r.id in del_corte.deben_reporte]
    faltan: dict[tuple[str, str], list[Renglon]] = {}
    for renglon in callados:
        if dependencia_id in (None, renglon.dependencia_id):
            faltan.setdefault((renglon.dependencia, renglon.responsable), []).append(renglon)
    return corte, [FaltanDe(*quien, tuple(suyas)) for quien, suyas in faltan.items()]


def _estado_de(
    vista: VistaDeConsulta,
    renglones: Sequence[Renglon],
    objeto: Objeto,
    registros: Sequence[Registro] | None = None,
) -> Estado:
    propios = vista.del_objeto(renglones, objeto)
    rotulo = Rotulo(objeto.ambito, objeto.codigo, objeto.nombre)
    saldos = None
    # Lo que se lleva por proyecto × fuente no se puede repartir entre sus metas ni sus actividades.
    if objeto.ambito not in ("meta", "actividad"):
        leidos = _registros(vista, vista.filtro_de(objeto)) if registros is None else registros
        saldos = sumar_registros(registros_de_actividades(leidos, propios))
    return resumir(rotulo, vista.medir(propios), vista.bandas, saldos)


def _registros(vista: VistaDeConsulta, filtro: Filtro) -> Sequence[Registro]:
    return vista.ctx.unidad.planes.registros(vista.entidad_id, vista.vigencia_actual(), filtro)
