"""Los casos de los resúmenes, con argumentos válidos."""

from __future__ import annotations

from dominio.casos import resumen_diario, resumen_semanal
from dominio.casos.contexto import Contexto
from dominio.modelo.resumen import CuentasDelServicio, ResumenDiario, ResumenSemanal
from tests.apoyo.plan import VIGENCIA
from tests.autorizacion.escenario import REPORTADA
from tests.autorizacion.llamadas import CORTE, Llamada


def _semanal(ctx: Contexto) -> ResumenSemanal:
    vacio = ((), (), (), (), 0, 0, 0, 0, None, None, None, ())
    return ResumenSemanal(ctx.entidad, VIGENCIA, CORTE, None, ctx.hoy, None, 0, *vacio)


def _diario(ctx: Contexto) -> ResumenDiario:
    return ResumenDiario(ctx.entidad, ctx.ahora, ctx.ahora, CuentasDelServicio(), None, None)


DE_RESUMENES: dict[str, Llamada] = {
    "anotar_resumen_diario": Llamada(
        lambda c, _lado, _e: resumen_diario.anotar_resumen_diario(c, _diario(c), pedido=True)
    ),
    "anotar_resumen_semanal": Llamada(
        lambda c, _lado, _e: resumen_semanal.anotar_resumen_semanal(c, _semanal(c), pedido=True)
    ),
    "resumen_diario": Llamada(lambda c, _lado, _e: resumen_diario.resumen_diario(c)),
    "resumen_semanal": Llamada(
        lambda c, lado, _e: resumen_semanal.resumen_semanal(
            c, VIGENCIA, lado.renglones[REPORTADA].dependencia_codigo
        ),
        con_objeto=True,
    ),
}
