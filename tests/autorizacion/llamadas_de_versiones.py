"""Los casos de las versiones del plan, con argumentos válidos."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dominio.casos import modificar, versiones
from dominio.casos.contexto import Contexto
from dominio.modelo.modificacion import CampoModificable
from tests.apoyo.plan import VIGENCIA
from tests.autorizacion.escenario import REPORTADA, Escenario, Lado
from tests.autorizacion.llamadas import CORTE, Llamada


def _general(hacer: Callable[[Contexto], object]) -> Llamada:
    return Llamada(lambda c, _lado, _escenario: hacer(c))


def _sobre(hacer: Callable[[Contexto, Lado, Escenario], object]) -> Llamada:
    return Llamada(hacer, con_objeto=True)


def _cambio(lado: Lado) -> modificar.PeticionDeCambio:
    return modificar.PeticionDeCambio(lado.renglones[REPORTADA].id, CampoModificable.FIN, date(2026, 11, 30))


def _comparar(ctx: Contexto) -> object:
    primera = ctx.unidad.versiones.ediciones(ctx.entidad.id, VIGENCIA)[0]
    return versiones.comparar_versiones(ctx, VIGENCIA, None, primera.id)


def _de_entonces(ctx: Contexto, dependencia: str | None) -> object:
    primera = ctx.unidad.versiones.ediciones(ctx.entidad.id, VIGENCIA)[0]
    momento = versiones.Momento(VIGENCIA, primera, ctx.ahora)
    return versiones.armar_consolidado_de_entonces(ctx, momento, CORTE, dependencia, "1")


DE_VERSIONES: dict[str, Llamada] = {
    "actividad_modificable": _sobre(
        lambda c, lado, _e: modificar.actividad_modificable(c, lado.renglones[REPORTADA].id)
    ),
    "actividades_modificables": _general(modificar.actividades_modificables),
    "armar_consolidado_de_entonces": _sobre(
        lambda c, lado, _e: _de_entonces(c, lado.renglones[REPORTADA].dependencia_codigo)
    ),
    "comparar_versiones": _general(_comparar),
    "historia_del_plan": _general(versiones.historia_del_plan),
    "modificar_actividad": _sobre(lambda c, lado, _e: modificar.modificar_actividad(c, _cambio(lado))),
    "momento_del_plan": _general(lambda c: versiones.momento_del_plan(c, VIGENCIA, date(2026, 9, 1))),
    "revisar_cambio": _sobre(lambda c, lado, _e: modificar.revisar_cambio(c, _cambio(lado))),
}
