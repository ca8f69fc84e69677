"""El resumen de la semana: qué vence, qué está vencido, quién falta y cómo se movieron las bandas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from dominio.casos.contexto import Contexto, caso
from dominio.casos.directorio import Directorio
from dominio.casos.situacion_de_hoy import SituacionDeHoy
from dominio.casos.vista import VistaDelPlan
from dominio.casos.vista_revision import VistaDeRevision
from dominio.errores import SinPlan
from dominio.modelo.alerta import Alerta
from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import EstadoActividad
from dominio.modelo.entidad import Dependencia
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.plan import Renglon
from dominio.modelo.resumen import FilaDelResumen, ResumenSemanal, SinReportar
from dominio.modelo.revision import Revisable
from dominio.puertos.plan import Filtro
from dominio.reglas.alertas import falta_reporte, terminada, vencida
from dominio.reglas.cortes import fecha_de_referencia
from dominio.reglas.movimientos_de_banda import contar_bandas, escala, movimientos, subieron_y_bajaron
from dominio.reglas.panorama import estados_de
from dominio.reglas.permisos import Permiso, ve_toda_la_entidad
from dominio.valores.fechas import Corte, Vigencia

UNA_SEMANA = timedelta(days=7)
RECIENTE = timedelta(days=31)
_DOMINGO = 6


@caso(Permiso.VER_SEGUIMIENTO)
def resumen_semanal(
    ctx: Contexto, vigencia: Vigencia | None = None, dependencia: str | None = None
) -> ResumenSemanal:
    """Cómo amanece hoy la entidad o una dependencia, comparada con hace siete días. Solo lee.

    Lo de hace una semana se reconstruye con la versión del plan y los reportes que había en ese
    instante; si entonces no había plan, no se compara. Al jefe se le arma solo su dependencia.

    Args:
        ctx: quién pide.
        vigencia: la del plan; ``None`` = la actual.
        dependencia: código o nombre; ``None`` es la entidad entera.

    Raises:
        SinPlan: la entidad no tiene plan en esa vigencia.
        NoEncontrado: ninguna dependencia, o más de una, responde a ese código o nombre.
        PermisoDenegado: el jefe pide una dependencia que no es la suya, o no tiene.
    """
    elegida, vista = Directorio.pedida(ctx, dependencia), VistaDelPlan(ctx)
    anio = vigencia or vista.vigencia_actual()
    if anio not in vista.vigencias():
        raise SinPlan("plan", entidad=ctx.entidad.codigo, vigencia=anio)
    return _resumir(ctx, vista, anio, elegida)


def _resumir(
    ctx: Contexto, vista: VistaDelPlan, anio: Vigencia, elegida: Dependencia | None
) -> ResumenSemanal:
    filtro = Filtro(dependencia_id=None if elegida is None else elegida.id)
    renglones = ctx.unidad.planes.renglones(ctx.entidad.id, anio, filtro)
    ahora = vista.medir(renglones)
    antes = _hace_una_semana(vista, anio, filtro)
    corte = vista.corte_abierto(anio)[0]
    por_revisar, por_firmar = _esperan(ctx, filtro.dependencia_id)
    subieron, bajaron = (0, 0) if antes is None else subieron_y_bajaron(ahora, antes, vista.bandas)
    toda = elegida is None and ve_toda_la_entidad(ctx.actor)
    return ResumenSemanal(
        entidad=ctx.entidad,
        vigencia=anio,
        corte=corte,
        dependencia=None if elegida is None else elegida.nombre,
        dia=ctx.hoy,
        antes=None if antes is None else ctx.hoy - UNA_SEMANA,
        actividades=len(ahora),
        vencen=_vencen(ahora, ctx.hoy),
        vencidas=_vencidas(ahora, ctx.hoy),
        sin_reporte=_sin_reporte(ctx, anio, corte, renglones),
        movimientos=movimientos(ahora, antes, vista.bandas),
        subieron=subieron,
        bajaron=bajaron,
        por_revisar=len(por_revisar),
        por_firmar=len(por_firmar),
        mas_viejo=min((r.reportado_en for r in (*por_revisar, *por_firmar)), default=None),
        no_entregables=ctx.unidad.resumenes.no_entregables(ctx.entidad.id, anio) if toda else None,
        reclamos=_reclamos(ctx, anio, renglones, toda=toda),
        filas=_filas(elegida, ahora, antes, vista.bandas),
        legales=_legales(ctx, anio, filtro.dependencia_id),
    )


def _reclamos(ctx: Contexto, anio: Vigencia, renglones: Sequence[Renglon], *, toda: bool) -> int:
    """Cuántos «no es mía» esperan respuesta: los de la entidad o, a la jefatura, los de sus actividades."""
    if toda:
        return ctx.unidad.resumenes.reclamos(ctx.entidad.id, anio)
    propias = {renglon.id for renglon in renglones}
    return sum(r.actividad_id in propias for r in ctx.unidad.reclamos.pendientes(ctx.entidad.id))


def _legales(ctx: Contexto, anio: Vigencia, dependencia_id: IdDependencia | None) -> tuple[Alerta, ...]:
    """Las fechas de ley por venir y las que pasaron hace menos de un mes; lo más viejo queda en /alertas."""
    halladas = SituacionDeHoy(VistaDeRevision(ctx), anio, dependencia_id).legales()
    return tuple(a for a in halladas if date.fromisoformat(a.clave) >= ctx.hoy - RECIENTE)


@caso(Permiso.VER_SEGUIMIENTO)
def anotar_resumen_semanal(ctx: Contexto, resumen: ResumenSemanal, *, pedido: bool) -> None:
    """Deja la traza de que se entregó; aparte, para que armarlo no detenga a quien escribe."""
    despues: dict[str, object] = {"vigencia": resumen.vigencia.anio, "dependencia": resumen.dependencia}
    ctx.anotar("enviar_resumen", "resumen:semanal:pedido" if pedido else "resumen:semanal", None, despues)


def _hace_una_semana(
    vista: VistaDelPlan, vigencia: Vigencia, filtro: Filtro
) -> tuple[EstadoActividad, ...] | None:
    """Las actividades como estaban hace siete días a esta hora; ``None`` si no se puede saber."""
    ctx, versiones = vista.ctx, vista.ctx.unidad.versiones
    entonces = ctx.ahora - UNA_SEMANA
    ediciones = versiones.ediciones(ctx.entidad.id, vigencia)
    desde = ediciones[0].en if ediciones else versiones.cargado_en(ctx.entidad.id, vigencia)
    if desde is None or desde > entonces:
        return None
    valian = [una for una in ediciones if una.en <= entonces]
    edicion = valian[-1] if valian else None
    with versiones.al_instante(ctx.entidad.id, vigencia, edicion, entonces) as pasado:
        renglones = pasado.planes.renglones(ctx.entidad.id, vigencia, filtro)
    return estados_de(renglones, ctx.hoy - UNA_SEMANA, vista.bandas)


def _vencen(ahora: Sequence[EstadoActividad], hoy: date) -> tuple[EstadoActividad, ...]:
    domingo = hoy + timedelta(days=_DOMINGO - hoy.weekday())
    tocan = [a for a in ahora if hoy <= a.renglon.fin <= domingo and not terminada(a.renglon)]
    return tuple(sorted(tocan, key=lambda a: a.renglon.fin))


def _vencidas(ahora: Sequence[EstadoActividad], hoy: date) -> tuple[EstadoActividad, ...]:
    return tuple(sorted((a for a in ahora if vencida(a.renglon, hoy)), key=lambda a: a.renglon.fin))


def _sin_reporte(
    ctx: Contexto, vigencia: Vigencia, corte: Corte, renglones: Sequence[Renglon]
) -> tuple[SinReportar, ...]:
    """Quién debe reportes en el corte; primero quien más debe."""
    reportadas = ctx.unidad.reportes.con_reporte_en(ctx.entidad.id, vigencia, corte)
    dia = fecha_de_referencia(ctx.hoy, corte)
    callados = [r for r in renglones if falta_reporte(r, reportadas, dia)]
    # Quien responde en dos dependencias es una sola persona; sin vincular, la distingue su nombre.
    primero: dict[tuple[int | None, str], Renglon] = {}
    for renglon in callados:
        primero.setdefault((renglon.responsable_id, renglon.responsable), renglon)
    deben = Counter((r.responsable_id, r.responsable) for r in callados)
    return tuple(
        SinReportar(primero[quien].responsable, primero[quien].dependencia, cuantas)
        for quien, cuantas in deben.most_common()
    )


def _esperan(
    ctx: Contexto, dependencia_id: IdDependencia | None
) -> tuple[Sequence[Revisable], Sequence[Revisable]]:
    """Los reportes que esperan a planeación y los que esperan el visto bueno de una jefatura."""
    vista = VistaDeRevision(ctx)
    propios = [r for r in vista.pendientes if dependencia_id in (None, r.dependencia_id)]
    por_firmar = [r for r in propios if vista.faltan(r)]
    firmados = {reporte.folio for reporte in por_firmar}
    return [r for r in propios if r.folio not in firmados], por_firmar


def _filas(
    elegida: Dependencia | None,
    ahora: Sequence[EstadoActividad],
    antes: Sequence[EstadoActividad] | None,
    bandas: Sequence[Banda],
) -> tuple[FilaDelResumen, ...]:
    """Una por dependencia o, si es de una sola, una por actividad; primero lo que va peor."""
    if elegida is None:
        return _por_dependencia(ahora, antes, bandas)
    de_entonces = {estado.renglon.id: estado for estado in antes or ()}
    orden = {banda: lugar for lugar, banda in enumerate(escala(bandas))}
    filas = []
    for actividad in sorted(ahora, key=lambda a: (_gravedad([a], orden), -_debe(a))):
        era = de_entonces.get(actividad.renglon.id)
        filas.append(
            FilaDelResumen(
                f"{actividad.renglon.codigo} · {actividad.renglon.nombre}",
                ((actividad.banda, 1),),
                None if era is None else ((era.banda, 1),),
                avance=actividad.renglon.avance,
                avance_antes=None if era is None else era.renglon.avance,
                esperado=actividad.esperado,
            )
        )
    return tuple(filas)


def _por_dependencia(
    ahora: Sequence[EstadoActividad], antes: Sequence[EstadoActividad] | None, bandas: Sequence[Banda]
) -> tuple[FilaDelResumen, ...]:
    grupos: dict[int, list[EstadoActividad]] = {}
    de_entonces: dict[int, list[EstadoActividad]] = {}
    for estado in ahora:
        grupos.setdefault(estado.renglon.dependencia_id, []).append(estado)
    for estado in antes or ():
        de_entonces.setdefault(estado.renglon.dependencia_id, []).append(estado)
    orden = {banda: lugar for lugar, banda in enumerate(escala(bandas))}
    peores = sorted(grupos.items(), key=lambda par: _gravedad(par[1], orden))
    return tuple(
        FilaDelResumen(
            grupo[0].renglon.dependencia,
            contar_bandas(grupo, bandas),
            None if antes is None else contar_bandas(de_entonces.get(numero, ()), bandas),
        )
        for numero, grupo in peores
    )


def _gravedad(grupo: Sequence[EstadoActividad], orden: dict[Banda, int]) -> float:
    """Para ordenar de peor a mejor: menos es peor; lo que no ha empezado no pesa."""
    ultimo = len(orden) - 1
    puestos = [0 if orden[e.banda] == ultimo else orden[e.banda] for e in grupo]
    return -sum(puestos) / len(grupo)


def _debe(estado: EstadoActividad) -> int:
    """Centésimas de punto que le faltan para lo que debía llevar."""
    lleva = 0 if estado.renglon.avance is None else estado.renglon.avance.centesimas
    return estado.esperado.centesimas - lleva
