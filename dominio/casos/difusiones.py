"""Las difusiones ya mandadas: cómo van, a quiénes no les llegó, detenerlas, reintentarlas y contestarlas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dominio.casos.contexto import Contexto, caso
from dominio.entender.texto import limpiar
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.errores.difusiones import (
    DifusionDeteniendose,
    DifusionEnCurso,
    DifusionTerminada,
    NadaQueReintentar,
)
from dominio.modelo.difusion import Difusion, DifusionConCuenta, IdDifusion, SinRecibir
from dominio.modelo.persona import Persona
from dominio.reglas.difusiones import hasta_cuando_sirve
from dominio.reglas.permisos import Permiso

MAXIMO_RESPUESTA = 1000
RECIENTES = 50


@caso(Permiso.DIFUNDIR)
def difusiones_recientes(ctx: Contexto) -> Sequence[DifusionConCuenta]:
    """Las últimas cincuenta de la entidad, las más nuevas primero, con su resultado."""
    ultimas = ctx.unidad.difusiones.ultimas(ctx.entidad.id, RECIENTES)
    cuentas = ctx.unidad.difusiones.cuentas([difusion.id for difusion in ultimas])
    return [DifusionConCuenta(difusion, cuentas[difusion.id]) for difusion in ultimas]


@caso(Permiso.DIFUNDIR)
def consultar_difusion(ctx: Contexto, difusion_id: IdDifusion) -> DifusionConCuenta:
    """Cómo va, o en qué terminó.

    Raises:
        NoEncontrado: no es de la entidad.
    """
    difusion = ctx.unidad.difusiones.traer(ctx.entidad.id, difusion_id)
    return DifusionConCuenta(difusion, ctx.unidad.difusiones.cuentas([difusion.id])[difusion.id])


@caso(Permiso.DIFUNDIR)
def no_la_recibieron(ctx: Contexto, difusion_id: IdDifusion) -> Sequence[SinRecibir]:
    """A quiénes no les llegó y por qué, por motivo y nombre.

    Raises:
        NoEncontrado: no es de la entidad.
    """
    ctx.unidad.difusiones.traer(ctx.entidad.id, difusion_id)
    return ctx.unidad.difusiones.sin_recibir(difusion_id)


@caso(Permiso.DIFUNDIR)
def detener_difusion(ctx: Contexto, difusion_id: IdDifusion) -> tuple[DifusionConCuenta, int]:
    """Cancela lo que no ha salido, con su traza; dice a cuántas personas ya no les llegará.

    Raises:
        NoEncontrado: no es de la entidad.
        DifusionTerminada: ya no queda nada por salir.
    """
    ctx.unidad.difusiones.exclusiva(ctx.entidad.id)
    difusion = ctx.unidad.difusiones.traer(ctx.entidad.id, difusion_id)
    if difusion.terminada_en is not None:
        raise DifusionTerminada("difusion")
    canceladas = ctx.unidad.difusiones.detener(difusion.id, ctx.ahora)
    ctx.anotar("detener_difusion", f"difusion:{difusion.id}", None, {"canceladas": canceladas})
    return consultar_difusion(ctx, difusion.id), canceladas


@caso(Permiso.DIFUNDIR)
def reintentar_difusion(
    ctx: Contexto, difusion_id: IdDifusion, cuerpo: Mapping[str, object]
) -> tuple[DifusionConCuenta, int]:
    """Vuelve a intentar con quienes no la recibieron y hoy podrían; dice cuántas son.

    No repite a quien quizá la recibió. Sale al momento: quien lo pide está mirando.

    Raises:
        NoEncontrado: no es de la entidad.
        DifusionEnCurso: todavía está saliendo.
        DifusionDeteniendose: se detuvo y lo que iba en camino no ha acabado de salir.
        NadaQueReintentar: a nadie de los que faltan se le puede entregar.
    """
    ctx.unidad.difusiones.exclusiva(ctx.entidad.id)
    difusion = ctx.unidad.difusiones.traer(ctx.entidad.id, difusion_id)
    if difusion.terminada_en is None:
        _cerrar_la_detenida(ctx, difusion)
    vence_en = hasta_cuando_sirve(ctx.ahora)
    cuantas = ctx.unidad.difusiones.reintentar(difusion.id, cuerpo, ctx.ahora, vence_en)
    if not cuantas:
        raise NadaQueReintentar("difusion")
    ctx.anotar("reintentar_difusion", f"difusion:{difusion.id}", None, {"reintentadas": cuantas})
    return consultar_difusion(ctx, difusion.id), cuantas


def _cerrar_la_detenida(ctx: Contexto, difusion: Difusion) -> None:
    """Da por terminada la que se detuvo y ya no tiene nada por salir: no hay que esperar al servicio."""
    if difusion.detenida_en is None:
        raise DifusionEnCurso("difusion")
    if ctx.unidad.difusiones.cuentas([difusion.id])[difusion.id].pendientes:
        raise DifusionDeteniendose("difusion")
    ctx.unidad.difusiones.terminar(difusion.id, ctx.ahora)


@caso(Permiso.CONSULTAR)
def responder_difusion(ctx: Contexto, difusion_id: IdDifusion, texto: str) -> tuple[Persona, str]:
    """Deja la traza de que quien la recibió la contestó; dice a quién se le pasa y qué, ya limpio.

    Raises:
        NoEncontrado: no la recibió, o quien la mandó ya no está o no tiene chat.
        EntradaInvalida: la respuesta está vacía o pasa de 1.000 caracteres.
    """
    limpio = limpiar(texto, MAXIMO_RESPUESTA)
    if not limpio:
        raise EntradaInvalida("vacio")
    difusion = ctx.unidad.difusiones.traer(ctx.entidad.id, difusion_id)
    recibio = ctx.unidad.difusiones.es_destinataria(difusion.id, ctx.actor.id)
    if not recibio or difusion.autor_id is None:
        raise NoEncontrado("difusion", texto=str(difusion_id))
    autor = ctx.unidad.personas.traer(difusion.autor_id)
    if not autor.activa or autor.telegram_id is None or autor.inalcanzable:
        raise NoEncontrado("persona", texto=autor.nombre)
    ctx.anotar("responder_difusion", f"difusion:{difusion.id}", None, {"respuesta": limpio})
    return autor, limpio
