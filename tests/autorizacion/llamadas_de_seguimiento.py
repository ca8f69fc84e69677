"""Los casos del seguimiento a la entrega, con argumentos válidos."""

from __future__ import annotations

from collections.abc import Callable

from dominio.casos import seguimiento
from dominio.casos.contexto import Contexto
from dominio.modelo.seguimiento import ListaDeEnviados
from tests.apoyo.plan import VIGENCIA
from tests.autorizacion.escenario import REPORTADA, Escenario, Lado
from tests.autorizacion.llamadas import CORTE, Llamada


def _sobre(hacer: Callable[[Contexto, str | None], object]) -> Llamada:
    def con_su_dependencia(ctx: Contexto, lado: Lado, _escenario: Escenario) -> object:
        return hacer(ctx, lado.renglones[REPORTADA].dependencia_codigo)

    return Llamada(con_su_dependencia, con_objeto=True)


def _anotar(ctx: Contexto) -> None:
    lista = ListaDeEnviados(ctx.entidad, VIGENCIA, None, None, None, ctx.ahora, ())
    seguimiento.anotar_lista_de_enviados(ctx, lista)


DE_SEGUIMIENTO: dict[str, Llamada] = {
    "anotar_lista_de_enviados": Llamada(lambda c, _lado, _escenario: _anotar(c)),
    "lista_de_enviados": _sobre(lambda c, d: seguimiento.lista_de_enviados(c, VIGENCIA, (None, None), d)),
    "seguimiento_del_corte": _sobre(lambda c, d: seguimiento.seguimiento_del_corte(c, CORTE, d)),
}
