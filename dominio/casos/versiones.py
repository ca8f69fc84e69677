"""La historia del plan: sus versiones, qué cambió entre dos y cómo estaba en una fecha.

Quien cambia o aprueba el plan usa ``dominio.casos.ediciones.Ediciones``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from dominio.casos.contexto import Contexto, caso
from dominio.casos.exportar import armar_consolidado
from dominio.casos.vista import VistaDelPlan
from dominio.errores import FechaFutura, NoEncontrado
from dominio.errores.versiones import SinPlanEntonces, SinVersion
from dominio.modelo.consolidado import Consolidado, Control
from dominio.modelo.libro import Cambio
from dominio.modelo.version_del_plan import ClaseDeEdicion, EdicionDelPlan, IdEdicion, PlanEnFoto
from dominio.reglas.diferencias_de_version import comparar_ediciones, de_la_dependencia
from dominio.reglas.permisos import Permiso, ambito_de_consulta
from dominio.reglas.versiones import aprobada_de, rotulo_de
from dominio.valores.fechas import BOGOTA, Corte, Vigencia, a_bogota

_CON_NUMERO = (ClaseDeEdicion.APROBADA, ClaseDeEdicion.MODIFICACION)


@dataclass(frozen=True, slots=True)
class Historia:
    """Las ediciones del plan de una vigencia, de la primera a la última."""

    vigencia: Vigencia
    ediciones: tuple[EdicionDelPlan, ...]

    @property
    def aprobada(self) -> EdicionDelPlan | None:
        """La que aprobó el Consejo de Gobierno; ``None`` si el plan sigue en borrador."""
        return aprobada_de(self.ediciones)

    def anterior_a(self, edicion: EdicionDelPlan) -> EdicionDelPlan | None:
        """Con cuál se compara: la versión anterior si es una versión, o la edición anterior."""
        previas = [una for una in self.ediciones if una.secuencia < edicion.secuencia]
        if edicion.clase is ClaseDeEdicion.MODIFICACION:
            previas = [una for una in previas if una.clase in _CON_NUMERO]
        return previas[-1] if previas else None

    def version(self, numero: int) -> EdicionDelPlan:
        """La de ese número.

        Raises:
            SinVersion: no hay ninguna; ``datos["ultima"]`` dice hasta cuál.
        """
        hallada = next((una for una in self.ediciones if una.numero == numero), None)
        if hallada is None:
            ultima = max((una.numero or 0 for una in self.ediciones), default=0)
            raise SinVersion("version", numero=numero, ultima=ultima, vigencia=self.vigencia)
        return hallada

    def edicion(self, edicion_id: IdEdicion) -> EdicionDelPlan:
        """La de ese identificador; ``NoEncontrado`` si no es de esta vigencia."""
        hallada = next((una for una in self.ediciones if una.id == edicion_id), None)
        if hallada is None:
            raise NoEncontrado("version", edicion=edicion_id)
        return hallada


@dataclass(frozen=True, slots=True)
class Momento:
    """Un instante del plan.

    Attributes:
        edicion: la que valía; ``None`` = el plan no ha cambiado desde que se guardan ediciones.
        instante: hasta cuándo se sabe (UTC), incluido.
        numero: la versión pedida por su número; ``None`` si se pidió una fecha.
    """

    vigencia: Vigencia
    edicion: EdicionDelPlan | None
    instante: datetime
    numero: int | None = None


@caso(Permiso.CONSULTAR)
def historia_del_plan(ctx: Contexto, vigencia: Vigencia | None = None) -> Historia:
    """Las ediciones de la vigencia, o de la actual si no se dice.

    Raises:
        SinPlan: no se dijo la vigencia y la entidad no tiene plan.
    """
    return _historia(ctx, vigencia or VistaDelPlan(ctx).vigencia_actual())


@caso(Permiso.CONSULTAR)
def comparar_versiones(
    ctx: Contexto, vigencia: Vigencia, antes: IdEdicion | None, despues: IdEdicion
) -> tuple[Cambio, ...]:
    """Qué cambió de una edición a otra; a quien ve una sola dependencia, lo de la suya.

    Args:
        ctx: quién pide.
        vigencia: la del plan.
        antes: ``None`` = antes no había nada.
        despues: la otra.

    Raises:
        NoEncontrado: alguna no es de esa vigencia de la entidad.
    """
    historia, versiones = _historia(ctx, vigencia), ctx.unidad.versiones
    # Se compara el plan entero: cortarlo antes daría por borrado lo compartido con otra dependencia.
    nuevo = versiones.plan_de(ctx.entidad.id, historia.edicion(despues).id)
    viejo = PlanEnFoto() if antes is None else versiones.plan_de(ctx.entidad.id, historia.edicion(antes).id)
    cambios = comparar_ediciones(viejo, nuevo)
    dependencia = ambito_de_consulta(ctx.actor)
    return cambios if dependencia is None else de_la_dependencia(cambios, (viejo, nuevo), dependencia)


@caso(Permiso.EXPORTAR)
def momento_del_plan(
    ctx: Contexto, vigencia: Vigencia, al: date | None = None, version: int | None = None
) -> Momento:
    """El instante de una versión (cuando empezó a valer) o del fin de un día de Bogotá.

    Args:
        ctx: quién pide.
        vigencia: la del plan.
        al: el día; manda sobre ``version``.
        version: el número de la versión.

    Raises:
        FechaFutura: el día no ha llegado.
        SinPlanEntonces: ese día no había plan, o no quedó cómo estaba.
        SinVersion: no hay una versión con ese número.
    """
    historia = _historia(ctx, vigencia)
    if al is None:
        edicion = historia.version(version or 0)
        return Momento(vigencia, edicion, edicion.en, edicion.numero)
    if al > ctx.hoy:
        raise FechaFutura("al", fecha=al, hoy=ctx.hoy)
    instante = min(datetime.combine(al, time.max, BOGOTA).astimezone(UTC), ctx.ahora)
    valian = [una for una in historia.ediciones if una.en <= instante]
    if valian:
        return Momento(vigencia, valian[-1], instante)
    desde = ctx.unidad.versiones.cargado_en(ctx.entidad.id, vigencia)
    if historia.ediciones:
        desde = historia.ediciones[0].en
    if desde is None or desde > instante:
        dia = None if desde is None else a_bogota(desde).date()
        raise SinPlanEntonces("al", al=al, desde=dia, vigencia=vigencia)
    return Momento(vigencia, None, instante)


@caso(Permiso.EXPORTAR)
def armar_consolidado_de_entonces(
    ctx: Contexto, momento: Momento, corte: Corte | None, dependencia: str | None, version_programa: str
) -> Consolidado:
    """El consolidado como se habría armado en ese momento: su programación y lo que entonces se sabía.

    Personas, bandas y ajustes de la entidad son los de hoy. Solo lee.

    Args:
        ctx: quién pide.
        momento: de ``momento_del_plan``.
        corte: ``None`` = el que estaba abierto entonces.
        dependencia: código o nombre; ``None`` es la entidad entera.
        version_programa: para la hoja Control.

    Raises:
        SinPlan, NoEncontrado, PermisoDenegado: como ``armar_consolidado``.
    """
    versiones, vigencia = ctx.unidad.versiones, momento.vigencia
    with versiones.al_instante(ctx.entidad.id, vigencia, momento.edicion, momento.instante) as pasado:
        de_entonces = replace(ctx, unidad=pasado, ahora=momento.instante)
        cual = corte or VistaDelPlan(de_entonces).corte_abierto(vigencia)[0]
        armado = armar_consolidado(de_entonces, vigencia, cual, dependencia, version_programa)
    cabeza = ctx.unidad.auditoria.cabeza(ctx.entidad.id)
    control = Control(ctx.actor.nombre, ctx.ahora, version_programa, cabeza)
    return replace(
        armado,
        control=control,
        version=rotulo_de(momento.edicion, momento.instante),
        visto_en=momento.instante,
    )


def _historia(ctx: Contexto, vigencia: Vigencia) -> Historia:
    return Historia(vigencia, tuple(ctx.unidad.versiones.ediciones(ctx.entidad.id, vigencia)))
