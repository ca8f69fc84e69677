"""El resumen diario del servicio, para quien lo administra: solo cuentas y la cabeza de la traza."""

from __future__ import annotations

from datetime import timedelta

from dominio.casos.contexto import Contexto, caso
from dominio.modelo.resumen import ResumenDiario
from dominio.reglas.permisos import Permiso

_UN_DIA = timedelta(days=1)


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def resumen_diario(ctx: Contexto) -> ResumenDiario:
    """Lo que pasó en el servicio desde el resumen anterior de quien pide, o en el último día. Solo lee.

    La cabeza de la traza, guardada en el chat de quien administra, queda fuera de la base: si alguien
    reescribiera la cadena entera, ya no coincidiría.
    """
    anterior = ctx.unidad.resumenes.anterior(ctx.entidad.id, ctx.actor.id)
    desde = ctx.ahora - _UN_DIA if anterior is None else anterior.en
    cabeza = ctx.unidad.auditoria.cabeza(ctx.entidad.id)
    return ResumenDiario(
        entidad=ctx.entidad,
        desde=desde,
        hasta=ctx.ahora,
        cuentas=ctx.unidad.resumenes.cuentas(ctx.entidad.id, desde, ctx.ahora),
        cabeza=cabeza,
        eslabones=None if anterior is None or cabeza is None else cabeza.secuencia - anterior.secuencia,
    )


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def anotar_resumen_diario(ctx: Contexto, resumen: ResumenDiario, *, pedido: bool) -> None:
    """Deja la traza de que se entregó; el siguiente cuenta desde el último que no se pidió a mano."""
    despues = {"secuencia": 0 if resumen.cabeza is None else resumen.cabeza.secuencia}
    ctx.anotar("enviar_resumen", "resumen:diario:pedido" if pedido else "resumen:diario", None, despues)
