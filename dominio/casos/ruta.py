"""La ruta del plan: verla, decir a mano lo que ningún dato prueba, fijar plazos y publicar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dominio.casos.contexto import Contexto, caso
from dominio.casos.pasos_de_la_ruta import PasosDeLaRuta
from dominio.casos.vista_ruta import VistaDeRuta
from dominio.entender.texto import limpiar
from dominio.errores import ConflictoDeVersion, EntradaInvalida
from dominio.errores.ruta import MarcaNoAdmitida, MarcaSinRazon, PlanSinAprobar
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.libro import TipoLibro
from dominio.modelo.marca import ClaseDeMarca, NuevaMarca
from dominio.modelo.remision import Aprobacion, EstadoDeRemision, NuevaPublicacion, Publicacion
from dominio.modelo.ruta import Carga, NuevoPlazo, Paso, Requisito, Ruta, SituacionDePaso
from dominio.reglas.permisos import Permiso
from dominio.reglas.publicacion import enlace_valido, exigir_fecha_de_publicacion
from dominio.reglas.ruta import empieza_la_ruta, exigir_marca, exigir_plazo_posible
from dominio.valores.fechas import Vigencia

MAXIMO_RAZON = 500
_DE_DEPENDENCIA = "dependencia:"


@dataclass(frozen=True, slots=True)
class PeticionDeMarca:
    """Lo que se quiere decir a mano.

    Attributes:
        objeto: un paso, un requisito, o la dependencia a la que el plan no le aplica.
        razon: la prueba («Circular 012 del 3 de noviembre») o por qué no aplica; hasta 500 caracteres.
    """

    objeto: Paso | Requisito | IdDependencia
    clase: ClaseDeMarca
    razon: str | None = None


@dataclass(frozen=True, slots=True)
class RutaALaVista:
    """La ruta de una vigencia y, si ya es tiempo, cómo va la que sigue.

    Attributes:
        siguiente: la otra vigencia de la que se puede querer saber; ``None`` si todavía no toca.
    """

    ruta: Ruta
    siguiente: Vigencia | None


@dataclass(frozen=True, slots=True)
class InstrumentosDelPlan:
    """Los instrumentos de una vigencia.

    Attributes:
        guardadas: filas que hay de cada uno, también de los que no se sabe de qué libro salieron.
    """

    vigencia: Vigencia
    cargas: tuple[Carga, ...]
    guardadas: dict[TipoLibro, int]
    aprobacion: Aprobacion | None
    publicaciones: tuple[Publicacion, ...]


@caso(Permiso.VER_RUTA)
def ver_ruta(ctx: Contexto, vigencia: Vigencia | None = None) -> RutaALaVista:
    """Los siete pasos de una vigencia con su estado, su plazo y lo que les falta.

    Sin decir cuál, la del último plan cargado; si ya no le falta nada, la que sigue.
    """
    vista = VistaDeRuta.para(ctx, vigencia)
    ruta = PasosDeLaRuta(vista).ruta()
    siguiente = Vigencia(vista.vigencia.anio + 1)
    if vigencia is None and ruta.terminada and vista.vigencia.anio <= ctx.hoy.year:
        return RutaALaVista(_ruta(ctx, siguiente), None)
    toca = ctx.hoy >= empieza_la_ruta(siguiente, ctx.calendario.es_habil)
    return RutaALaVista(ruta, siguiente if toca else None)


def _ruta(ctx: Contexto, vigencia: Vigencia) -> Ruta:
    return PasosDeLaRuta(VistaDeRuta(ctx, vigencia)).ruta()


@caso(Permiso.VER_RUTA)
def instrumentos_del_plan(ctx: Contexto, vigencia: Vigencia | None = None) -> InstrumentosDelPlan:
    """Qué instrumentos están cargados, de qué archivo y de cuándo; sin decir cuál, del último plan."""
    vista = VistaDeRuta.para(ctx, vigencia)
    guardadas = {tipo: vista.filas_de(tipo) for tipo in TipoLibro}
    return InstrumentosDelPlan(vista.vigencia, vista.cargas, guardadas, vista.aprobacion, vista.publicaciones)


@caso(Permiso.CONDUCIR_RUTA)
def marcar_ruta(ctx: Contexto, vigencia: Vigencia, peticion: PeticionDeMarca) -> Ruta:
    """Dice a mano que algo está hecho, con su prueba, o que no aplica, con su razón; deja la traza.

    Raises:
        MarcaNoAdmitida: eso lo dicen los datos. PasoObligatorio: la ley lo exige siempre.
        MarcaSinRazon: falta la prueba o la razón. NoEncontrado: la dependencia no es de la entidad.
    """
    vista = VistaDeRuta(ctx, vigencia)
    razon = limpiar(peticion.razon or "", MAXIMO_RAZON) or None
    objeto = _exigir(vista, peticion, razon)
    previa = vista.marcas.get(objeto)
    nueva = NuevaMarca(
        entidad_id=ctx.entidad.id,
        vigencia=vigencia,
        objeto=objeto,
        clase=peticion.clase,
        razon=None if peticion.clase is ClaseDeMarca.SIN_MARCA else razon,
        # La línea de órdenes actúa con una persona ficticia de id 0: no existe en la base.
        autor_id=ctx.actor.id or None,
        en=ctx.ahora,
    )
    ctx.unidad.ruta.marcar(nueva)
    ctx.anotar(
        "marcar_ruta",
        f"ruta:{vigencia}:{objeto}",
        None if previa is None else {"clase": previa.clase.value, "razon": previa.razon},
        {"clase": nueva.clase.value, "razon": nueva.razon},
    )
    return _ruta(ctx, vigencia)


def _exigir(vista: VistaDeRuta, peticion: PeticionDeMarca, razon: str | None) -> str:
    """Que la marca se admita; el objeto como se guarda."""
    objeto = peticion.objeto
    if isinstance(objeto, Paso | Requisito):
        exigir_marca(objeto, peticion.clase, razon)
        return f"paso:{objeto.value}" if isinstance(objeto, Paso) else objeto.value
    remision = vista.remision(objeto)
    sin_plan = (EstadoDeRemision.SIN_PLAN, EstadoDeRemision.NO_APLICA)
    if peticion.clase is ClaseDeMarca.HECHO or remision.estado not in sin_plan:
        raise MarcaNoAdmitida("marca", objeto=remision.dependencia)
    if peticion.clase is ClaseDeMarca.NO_APLICA and not razon:
        raise MarcaSinRazon("razon", objeto=remision.dependencia)
    return f"{_DE_DEPENDENCIA}{objeto}"


@caso(Permiso.CONDUCIR_RUTA)
def fijar_plazo(
    ctx: Contexto, vigencia: Vigencia, paso: Paso, fecha: date | None, norma: str | None = None
) -> SituacionDePaso:
    """Fija hasta cuándo hay para un paso, o vuelve al propuesto si no trae fecha; deja la traza.

    Raises:
        EntradaInvalida: ``plazo_fuera_de_limites``; el de publicar no pasa del 31 de enero.
    """
    if fecha is not None:
        exigir_plazo_posible(paso, vigencia, fecha)
    antes = VistaDeRuta(ctx, vigencia).plazo(paso)
    dicha = limpiar(norma or "", MAXIMO_RAZON) or None
    ctx.unidad.ruta.fijar_plazo(
        NuevoPlazo(ctx.entidad.id, vigencia, paso, fecha, dicha, ctx.actor.id or None, ctx.ahora)
    )
    vista = VistaDeRuta(ctx, vigencia)
    despues = vista.plazo(paso)
    ctx.anotar(
        "fijar_plazo",
        f"ruta:{vigencia}:paso:{paso.value}",
        {"fecha": antes.fecha.isoformat(), "propuesto": antes.propuesto},
        {"fecha": despues.fecha.isoformat(), "propuesto": despues.propuesto, "norma": despues.norma},
    )
    return PasosDeLaRuta(vista).situacion(paso)


@caso(Permiso.CONDUCIR_RUTA)
def publicar_plan(
    ctx: Contexto, fecha: date, enlace: str, vigencia: Vigencia | None = None
) -> tuple[Publicacion, SituacionDePaso]:
    """Registra dónde y cuándo se publicó el plan, o una modificación, con su traza.

    Lo que falte de los ocho elementos no impide registrar que se publicó, pero el paso no queda hecho.

    Raises:
        PlanSinAprobar: el Consejo de Gobierno no lo ha aprobado.
        FechaFutura: la fecha no ha llegado. EnlaceInvalido: no es una dirección https.
        EntradaInvalida: ``publicado_antes_de_aprobar``, con la fecha del acta.
        ConflictoDeVersion: otra persona registró una publicación al mismo tiempo.
    """
    vista = VistaDeRuta.para(ctx, vigencia)
    elegida = vista.vigencia
    if vista.aprobacion is None:
        raise PlanSinAprobar("vigencia", vigencia=elegida)
    exigir_fecha_de_publicacion(fecha, ctx.hoy)
    if fecha < vista.aprobacion.fecha:
        raise EntradaInvalida("publicado_antes_de_aprobar", "fecha", aprobado=vista.aprobacion.fecha)
    valido = enlace_valido(enlace)
    numero = len(vista.publicaciones) + 1
    ctx.unidad.ruta.publicar(
        NuevaPublicacion(ctx.entidad.id, elegida, numero, fecha, valido, ctx.actor.id or None, ctx.ahora)
    )
    despues = {"numero": numero, "fecha": fecha.isoformat(), "enlace": valido}
    ctx.anotar("publicar_plan", f"vigencia:{elegida}", None, despues)
    vista = VistaDeRuta(ctx, elegida)
    publicada = next((p for p in vista.publicaciones if p.numero == numero), None)
    if publicada is None:
        raise ConflictoDeVersion("publicacion")
    return publicada, PasosDeLaRuta(vista).situacion(Paso.PUBLICACION)
