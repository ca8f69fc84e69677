"""La remisión: cada dependencia remite lo suyo; planeación lo recibe o lo devuelve."""

from __future__ import annotations

from dataclasses import dataclass

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista_ruta import VistaDeRuta
from dominio.entender.texto import limpiar
from dominio.errores import DependenciaFaltante, NoEncontrado, PermisoDenegado
from dominio.errores.ruta import DependenciaBloqueada, PlanYaAprobado, RemisionPropia
from dominio.modelo.entidad import Dependencia
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.remision import AccionDeRemision, NuevoActoDeRemision, RemisionDeDependencia
from dominio.reglas.omisiones import jefes_por_dependencia
from dominio.reglas.permisos import Permiso, exigir, puede, ve_toda_la_entidad
from dominio.reglas.remision import exigir_remision
from dominio.valores.fechas import Vigencia

MAXIMO_RAZON = 500


@dataclass(frozen=True, slots=True)
class PeticionDeRemision:
    """Qué se quiere hacer con la parte de una dependencia.

    Attributes:
        dependencia_id: sin ella, la de quien pide.
        razon: obligatoria al devolver; hasta 500 caracteres.
    """

    accion: AccionDeRemision
    dependencia_id: IdDependencia | None = None
    razon: str | None = None
    vigencia: Vigencia | None = None


@dataclass(frozen=True, slots=True)
class RevisionDeRemision:
    """Cómo está la parte de la dependencia y a quién le importa lo que se haga con ella.

    Attributes:
        errores: lo que la bloquea.
        avisar: quien la dirige y quienes conducen la ruta, menos quien pide.
        propia: la recibe quien la remitió, por ser la única persona de planeación.
    """

    vigencia: Vigencia
    remision: RemisionDeDependencia
    errores: tuple[Hallazgo, ...]
    avisar: tuple[Persona, ...]
    propia: bool = False


@caso(Permiso.VER_RUTA)
def remisiones_del_plan(
    ctx: Contexto, vigencia: Vigencia | None = None
) -> tuple[Vigencia, tuple[RemisionDeDependencia, ...]]:
    """Dónde va la parte de cada dependencia; quien ve una sola, la suya.

    Sin decir la vigencia, la del último plan cargado.
    """
    vista = VistaDeRuta.para(ctx, vigencia)
    todas = ve_toda_la_entidad(ctx.actor)
    propias = (r for r in vista.remisiones if todas or r.dependencia_id == ctx.actor.dependencia_id)
    return vista.vigencia, tuple(propias)


@caso(Permiso.VER_RUTA)
def revisar_remision(ctx: Contexto, peticion: PeticionDeRemision) -> RevisionDeRemision:
    """Cómo está la parte de la dependencia antes de hacer eso con ella; no guarda nada.

    Raises:
        NoEncontrado: la dependencia no es de la entidad.
        DependenciaFaltante: no se dijo cuál y quien pide no tiene una.
        PermisoDenegado: la jefatura solo remite lo suyo, y no recibe ni devuelve.
        DependenciaSinPlan, DependenciaBloqueada, RemisionFueraDeLugar: hoy no se puede.
        PlanYaAprobado: el Consejo ya lo aprobó. RemisionPropia: la remitió quien la recibe.
    """
    _exigir_quien(ctx, peticion)
    vista = VistaDeRuta.para(ctx, peticion.vigencia)
    return _revisar(ctx, vista, peticion, razon="por decir")


@caso(Permiso.REMITIR_PLAN)
def remitir_plan(ctx: Contexto, peticion: PeticionDeRemision) -> RevisionDeRemision:
    """Remite a planeación la parte de una dependencia, con la huella de lo remitido y su traza.

    Raises:
        ConflictoDeVersion: otra persona hizo algo con ella al mismo tiempo.
        NoEncontrado, DependenciaFaltante, PermisoDenegado, DependenciaSinPlan, DependenciaBloqueada,
            RemisionFueraDeLugar: como en ``revisar_remision``.
    """
    return _hacer(ctx, peticion)


@caso(Permiso.CONDUCIR_RUTA)
def responder_remision(ctx: Contexto, peticion: PeticionDeRemision) -> RevisionDeRemision:
    """Da por recibido lo remitido, o lo devuelve con su razón; queda quién y cuándo.

    Raises:
        DevolucionSinRazon: devuelve sin decir por qué.
        ConflictoDeVersion: otra persona hizo algo con ella al mismo tiempo.
        NoEncontrado, DependenciaFaltante, DependenciaSinPlan, DependenciaBloqueada,
            RemisionFueraDeLugar: como en ``revisar_remision``.
    """
    return _hacer(ctx, peticion)


def _exigir_quien(ctx: Contexto, peticion: PeticionDeRemision) -> None:
    remite = peticion.accion is AccionDeRemision.REMITIR
    exigir(ctx.actor, Permiso.REMITIR_PLAN if remite else Permiso.CONDUCIR_RUTA)


def _hacer(ctx: Contexto, peticion: PeticionDeRemision) -> RevisionDeRemision:
    _exigir_quien(ctx, peticion)
    vista = VistaDeRuta.para(ctx, peticion.vigencia)
    razon = limpiar(peticion.razon or "", MAXIMO_RAZON) or None
    revision = _revisar(ctx, vista, peticion, razon)
    antes = revision.remision
    nuevo = NuevoActoDeRemision(
        entidad_id=ctx.entidad.id,
        vigencia=vista.vigencia,
        dependencia_id=antes.dependencia_id,
        numero=len(antes.actos) + 1,
        accion=peticion.accion,
        razon=razon,
        huella=vista.huella_de(antes.dependencia_id),
        actividades=antes.actividades,
        autor_id=ctx.actor.id or None,
        en=ctx.ahora,
    )
    ctx.unidad.ruta.remitir(nuevo)
    despues = VistaDeRuta(ctx, vista.vigencia)
    quedo = despues.remision(antes.dependencia_id)
    ctx.anotar(
        f"{peticion.accion.value}_plan",
        f"vigencia:{vista.vigencia}:dependencia:{antes.dependencia_id}",
        {"estado": antes.estado.value},
        {
            "estado": quedo.estado.value,
            "actividades": antes.actividades,
            "razon": razon,
            "huella": nuevo.huella,
            **({"propia": True} if revision.propia else {}),
        },
    )
    return RevisionDeRemision(vista.vigencia, quedo, (), _avisar(ctx, quedo), revision.propia)


def _revisar(
    ctx: Contexto, vista: VistaDeRuta, peticion: PeticionDeRemision, razon: str | None
) -> RevisionDeRemision:
    dependencia = _dependencia(ctx, vista, peticion.dependencia_id)
    remision = vista.remision(dependencia.id)
    aprobacion = vista.aprobacion
    if aprobacion is not None and peticion.accion is not AccionDeRemision.RECIBIR:
        raise PlanYaAprobado("vigencia", vigencia=vista.vigencia, acta=aprobacion.acta)
    _exigir(ctx, peticion.accion, remision, razon)
    propia = peticion.accion is AccionDeRemision.RECIBIR and _la_remitio(ctx, remision)
    if propia and _otros_de_planeacion(ctx):
        raise RemisionPropia("dependencia", dependencia=remision.dependencia)
    errores = tuple(h for h in vista.errores if h.dependencia == dependencia.nombre)
    return RevisionDeRemision(vista.vigencia, remision, errores, _avisar(ctx, remision), propia)


def _exigir(
    ctx: Contexto, accion: AccionDeRemision, remision: RemisionDeDependencia, razon: str | None
) -> None:
    try:
        exigir_remision(accion, remision, razon)
    except DependenciaBloqueada as error:
        # A quien puede aceptar los errores no se le dice que se lo pida a planeación.
        conduce = puede(ctx.actor, Permiso.CONDUCIR_RUTA)
        raise DependenciaBloqueada(error.campo, **{**error.datos, "planeacion": conduce}) from error


def _la_remitio(ctx: Contexto, remision: RemisionDeDependencia) -> bool:
    """Si lo último fue que quien pide la remitió; la línea de órdenes no es una persona."""
    ultimo = remision.ultimo
    return bool(ctx.actor.id) and ultimo is not None and ultimo.autor_id == ctx.actor.id


def _otros_de_planeacion(ctx: Contexto) -> list[Persona]:
    personas = ctx.unidad.personas.listar(ctx.entidad.id)
    return [
        p
        for p in personas
        if p.rol is Rol.PLANEACION and puede(p, Permiso.CONDUCIR_RUTA) and p.id != ctx.actor.id
    ]


def _dependencia(ctx: Contexto, vista: VistaDeRuta, pedida: IdDependencia | None) -> Dependencia:
    """La pedida; la jefatura, solo la suya."""
    elegida = pedida or ctx.actor.dependencia_id
    if elegida is None:
        raise DependenciaFaltante("dependencia", rol=ctx.actor.rol.value)
    if ctx.actor.rol is Rol.JEFE and elegida != ctx.actor.dependencia_id:
        raise PermisoDenegado("dependencia", rol=ctx.actor.rol.value)
    hallada = next((d for d in vista.dependencias if d.id == elegida), None)
    if hallada is None:
        raise NoEncontrado("dependencia")
    return hallada


def _avisar(ctx: Contexto, remision: RemisionDeDependencia) -> tuple[Persona, ...]:
    """Quien dirige la dependencia y quienes conducen la ruta desde planeación, menos quien pide."""
    personas = ctx.unidad.personas.listar(ctx.entidad.id)
    jefe = jefes_por_dependencia(personas).get(remision.dependencia_id)
    conducen = [p for p in personas if p.rol is Rol.PLANEACION and puede(p, Permiso.CONDUCIR_RUTA)]
    return tuple(p for p in (*((jefe,) if jefe else ()), *conducen) if p.id != ctx.actor.id)
