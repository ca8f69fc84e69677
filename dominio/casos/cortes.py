"""Los cortes: cómo va cada uno, y cerrarlo, prorrogarlo, abrirlo o reabrirlo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista import VistaDelPlan
from dominio.casos.vista_cierre import VistaDelCierre
from dominio.entender.texto import limpiar
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.modelo.corte import (
    AccionDeCorte,
    ActoDeCorte,
    EstadoCorte,
    NuevoActo,
    Omision,
    Recepcion,
    SituacionDeCorte,
    clave_de_avisos,
)
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import Persona
from dominio.reglas.cortes import exigir_motivo, exigir_plazo, exigir_posible, lleva_fecha
from dominio.reglas.permisos import Permiso
from dominio.valores.fechas import Corte, Vigencia

MAXIMO_MOTIVO = 500


@dataclass(frozen=True, slots=True)
class PeticionDeCorte:
    """Lo que se quiere decidir.

    Attributes:
        hasta: último día que recibirá; solo en una prórroga o una reapertura.
        motivo: obligatorio en una prórroga o una reapertura; hasta 500 caracteres.
    """

    accion: AccionDeCorte
    corte: Corte
    hasta: date | None = None
    motivo: str | None = None


@dataclass(frozen=True, slots=True)
class Afectado:
    """Alguien a quien la decisión le cambia algo, y lo que le falta por reportar."""

    persona: Persona
    omisiones: tuple[Omision, ...]


@dataclass(frozen=True, slots=True)
class RevisionDeCorte:
    """Qué pasaría si se decide eso.

    Attributes:
        por_reportar: lo que falta; en un cierre, lo que quedará como omisión.
        abiertos: los otros cortes de su vigencia que están recibiendo.
        siguiente: el primero por abrir de su vigencia, si queda alguno.
        sin_revisar: reportes del corte que esperan decisión.
    """

    peticion: PeticionDeCorte
    situacion: SituacionDeCorte
    por_reportar: tuple[Omision, ...]
    afectados: tuple[Afectado, ...]
    abiertos: tuple[SituacionDeCorte, ...]
    siguiente: SituacionDeCorte | None
    sin_revisar: int = 0


@dataclass(frozen=True, slots=True)
class CuentaDeDependencia:
    """Cuántas actividades de una dependencia debían reporte en el corte y cuántas lo tienen."""

    dependencia: str
    deben: int
    reportaron: int


@dataclass(frozen=True, slots=True)
class PanoramaDelCorte:
    """Cómo va un corte.

    Attributes:
        dependencias: en el orden del plan; las que no deben nada no salen.
        tardias: actividades con algún reporte extemporáneo.
        sin_revisar: actividades cuyo último reporte en el corte nadie ha aprobado.
        por_reportar: lo que falta ahora.
        omisiones: lo que faltaba al cerrar.
        de_la_vigencia: todos los cortes de su vigencia.
    """

    situacion: SituacionDeCorte
    dependencias: tuple[CuentaDeDependencia, ...]
    tardias: int
    sin_revisar: int
    por_reportar: tuple[Omision, ...]
    omisiones: tuple[Omision, ...]
    de_la_vigencia: tuple[SituacionDeCorte, ...]


@caso(Permiso.CONSULTAR)
def recepcion_de_hoy(ctx: Contexto, vigencia: Vigencia | None = None) -> Recepcion:
    """A qué corte va lo que se reporte hoy y hasta cuándo; sin vigencia, en la actual.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDelPlan(ctx)
    return vista.recepcion(vigencia or vista.vigencia_actual())


@caso(Permiso.GESTIONAR_CORTES)
def situaciones_de_los_cortes(ctx: Contexto) -> tuple[SituacionDeCorte, ...]:
    """Cómo están los cortes de la vigencia actual y, si tienen plan, los de la anterior y la siguiente.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDelPlan(ctx)
    actual = vista.vigencia_actual()
    vigencias = sorted(v for v in vista.vigencias() if abs(v.anio - actual.anio) <= 1)
    return tuple(situacion for vigencia in vigencias for situacion in vista.situaciones(vigencia))


@caso(Permiso.GESTIONAR_CORTES)
def consultar_corte(ctx: Contexto, corte: Corte | None = None) -> PanoramaDelCorte:
    """Cómo va un corte: fechas, quién ha reportado y qué falta; sin decir cuál, el que recibe hoy.

    Raises:
        SinPlan: la entidad no tiene plan.
        NoEncontrado: no es un corte de la entidad, o es de una vigencia sin plan.
    """
    vista = _vista(ctx, corte)
    situacion = _situacion(vista)
    deben: dict[int, list[int]] = {}
    faltan = {o.actividad_id for o in vista.por_reportar}
    nombres: dict[int, str] = {}
    for renglon in vista.base:
        reporto = renglon.id in vista.reportes
        if reporto or renglon.id in faltan:
            nombres[renglon.dependencia_id] = renglon.dependencia
            deben.setdefault(renglon.dependencia_id, []).append(int(reporto))
    reportes = vista.reportes.values()
    return PanoramaDelCorte(
        situacion=situacion,
        dependencias=tuple(CuentaDeDependencia(nombres[d], len(ids), sum(ids)) for d, ids in deben.items()),
        tardias=sum(reporte.tardio for reporte in reportes),
        sin_revisar=sum(reporte.sin_revisar for reporte in reportes),
        por_reportar=vista.por_reportar,
        omisiones=vista.omisiones,
        de_la_vigencia=vista.situaciones(vista.vigencia),
    )


@caso(Permiso.GESTIONAR_CORTES)
def revisar_decision_de_corte(ctx: Contexto, peticion: PeticionDeCorte) -> RevisionDeCorte:
    """Qué pasaría si se decide eso, y a quién afecta; no guarda nada.

    No exige todavía la fecha ni el motivo, que se piden después de saber el corte.

    Raises:
        NoEncontrado: no es un corte de la entidad, o es de una vigencia sin plan.
        CorteYaCerrado, CortePorAbrir, CorteSigueAbierto, CorteNoEsElSiguiente: hoy no se puede.
        EntradaInvalida: la fecha se sale de los límites o deja el corte como estaba.
    """
    vista = _vista(ctx, peticion.corte)
    situacion = _situacion(vista)
    todas = vista.situaciones(vista.vigencia)
    exigir_posible(peticion.accion, situacion, todas)
    if peticion.hasta is not None and lleva_fecha(peticion.accion):
        exigir_plazo(peticion.accion, situacion, peticion.hasta, ctx.hoy)
    return RevisionDeCorte(
        peticion=peticion,
        situacion=situacion,
        por_reportar=vista.por_reportar,
        afectados=_afectados(vista),
        abiertos=tuple(s for s in todas if s.recibe and s.corte != peticion.corte),
        siguiente=next((s for s in todas if s.estado is EstadoCorte.POR_ABRIR), None),
        sin_revisar=_sin_revisar(ctx, peticion.corte),
    )


def _sin_revisar(ctx: Contexto, corte: Corte) -> int:
    pendientes = ctx.unidad.revisiones.pendientes(ctx.entidad.id, [corte.vigencia])
    return sum(reporte.corte == corte for reporte in pendientes)


@caso(Permiso.GESTIONAR_CORTES)
def decidir_corte(ctx: Contexto, peticion: PeticionDeCorte) -> tuple[ActoDeCorte, RevisionDeCorte]:
    """Cierra, prorroga, abre o reabre el corte, con su traza; al cerrar guarda las omisiones.

    Todo se verifica con lo guardado en este momento.

    Raises:
        CorteSinMotivo: prorroga o reabre sin decir por qué.
        ConflictoDeVersion: otra persona decidió sobre ese corte al mismo tiempo.
        NoEncontrado, CorteYaCerrado, CortePorAbrir, CorteSigueAbierto, CorteNoEsElSiguiente,
            EntradaInvalida: como en ``revisar_decision_de_corte``; también si falta la fecha.
    """
    revision = revisar_decision_de_corte(ctx, peticion)
    motivo = limpiar(peticion.motivo or "", MAXIMO_MOTIVO) or None
    exigir_motivo(peticion.accion, motivo)
    if lleva_fecha(peticion.accion) and peticion.hasta is None:
        raise EntradaInvalida("vacio", "hasta")
    es_cierre = peticion.accion is AccionDeCorte.CERRAR
    nuevo = NuevoActo(
        entidad_id=ctx.entidad.id,
        corte=peticion.corte,
        numero=len(revision.situacion.actos) + 1,
        accion=peticion.accion,
        hasta=peticion.hasta if lleva_fecha(peticion.accion) else None,
        motivo=motivo,
        # La línea de órdenes actúa con una persona ficticia de id 0: no existe en la base.
        autor_id=ctx.actor.id or None,
        en=ctx.ahora,
        omisiones=revision.por_reportar if es_cierre else (),
    )
    acto = ctx.unidad.cortes.guardar(nuevo)
    # Lo que se iba a avisar de una decisión anterior ya no es cierto.
    ctx.unidad.salidas.retirar(clave_de_avisos(ctx.entidad.id, acto.corte), "otra decisión sobre el corte")
    _anotar(ctx, revision, acto)
    return acto, revision


def _vista(ctx: Contexto, corte: Corte | None) -> VistaDelCierre:
    vista = VistaDelPlan(ctx)
    vigencias = vista.vigencias()
    pedido = corte or vista.recepcion(vigencias[0]).corte
    if pedido.vigencia not in vigencias:
        raise NoEncontrado("corte", texto=str(pedido))
    return VistaDelCierre(ctx, pedido.vigencia, pedido, None)


def _situacion(vista: VistaDelCierre) -> SituacionDeCorte:
    if vista.situacion is None:
        raise NoEncontrado("corte", texto=str(vista.corte))
    return vista.situacion


def _afectados(vista: VistaDelCierre) -> tuple[Afectado, ...]:
    """Cada persona con lo que le falta por reportar, en el orden del plan."""
    activas = {persona.id: persona for persona in vista.personas}
    faltan: dict[IdPersona, list[Omision]] = {}
    for omision in vista.por_reportar:
        if omision.responsable_id in activas:
            faltan.setdefault(omision.responsable_id, []).append(omision)
    return tuple(Afectado(activas[quien], tuple(suyas)) for quien, suyas in faltan.items())


def _anotar(ctx: Contexto, revision: RevisionDeCorte, acto: ActoDeCorte) -> None:
    antes = revision.situacion
    despues: dict[str, object] = {
        "decision": acto.accion.value,
        "hasta": None if acto.hasta is None else acto.hasta.isoformat(),
        "motivo": acto.motivo,
    }
    if acto.accion is AccionDeCorte.CERRAR:
        despues["omisiones"] = _cuenta(revision.por_reportar)
    ctx.anotar(
        f"{acto.accion.value}_corte",
        f"corte:{acto.corte}",
        {"estado": antes.estado.value, "cierre": antes.cierre.isoformat()},
        despues,
    )


def _cuenta(omisiones: Sequence[Omision]) -> dict[str, int]:
    metas = sum(omision.meta_id is not None for omision in omisiones)
    return {"actividades": len(omisiones) - metas, "metas": metas}
