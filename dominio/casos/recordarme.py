"""«Recuérdame mañana»: un recordatorio que la persona se pone a sí misma."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from dominio.casos.contexto import Contexto, caso
from dominio.errores import EntradaInvalida
from dominio.reglas.ajuste_de_recordatorios import JORNADA
from dominio.reglas.permisos import Permiso
from dominio.reglas.plazos import momento_decente
from dominio.valores.fechas import BOGOTA, a_bogota

A_PRIMERA_HORA = time(8)
MAXIMO_DIAS = 60


@caso(Permiso.CONSULTAR)
def proponer_momento(ctx: Contexto, dia: date | None = None, hora: time | None = None) -> datetime:
    """Cuándo se le recordaría: en día hábil y en el horario de quien pide, nunca ya pasado; instante UTC.

    Sin día, el siguiente; sin hora, las 8:00, o la primera de su horario.

    Raises:
        EntradaInvalida: ``fecha_fuera_de_limites`` si pasa de sesenta días.
    """
    elegido = dia if dia is not None and dia >= ctx.hoy else ctx.hoy + timedelta(days=1)
    if elegido > ctx.hoy + timedelta(days=MAXIMO_DIAS):
        raise EntradaInvalida(
            "fecha_fuera_de_limites", minimo=ctx.hoy, maximo=ctx.hoy + timedelta(days=MAXIMO_DIAS)
        )
    pedido = datetime.combine(elegido, hora or A_PRIMERA_HORA, tzinfo=BOGOTA)
    propio = ctx.unidad.preferencias.horario(ctx.actor.id)
    ventana = JORNADA if propio is None else (propio.desde, propio.hasta)
    cuando = momento_decente(pedido, None, ctx.calendario.es_habil, *ventana)
    if cuando <= a_bogota(ctx.ahora):
        cuando = momento_decente(pedido + timedelta(days=1), None, ctx.calendario.es_habil, *ventana)
    return cuando.astimezone(UTC)


@caso(Permiso.CONSULTAR)
def ponerse_recordatorio(ctx: Contexto, cuando: datetime, objeto: str) -> datetime:
    """Deja la traza del recordatorio y devuelve el instante UTC en que saldrá.

    Quien llama encola el mensaje en la misma transacción. Si al confirmar ese momento ya pasó, se
    corre al siguiente decente.

    Args:
        ctx: quién pide.
        cuando: instante UTC propuesto.
        objeto: de qué se le recuerda («actividad:A-012»); vacío si de todo lo pendiente.
    """
    local = a_bogota(cuando)
    firme = proponer_momento(ctx, local.date(), local.time())
    ctx.anotar("ponerse_recordatorio", objeto or "pendientes", None, {"cuando": firme.isoformat()})
    return firme
