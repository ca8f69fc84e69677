"""Los casos de las alertas, con argumentos válidos."""

from __future__ import annotations

from dominio.casos import alertas
from dominio.casos.contexto import Contexto
from tests.autorizacion.escenario import REPORTADA, Escenario, Lado
from tests.autorizacion.llamadas import Llamada


def _de(lado: Lado) -> str:
    return lado.renglones[REPORTADA].dependencia


def _ver(ctx: Contexto, lado: Lado, _escenario: Escenario) -> object:
    return alertas.ver_alertas(ctx, None, _de(lado))


def _una(ctx: Contexto, _lado: Lado, _escenario: Escenario) -> object:
    todas = alertas.ver_alertas(ctx).alertas
    return alertas.ver_alerta(ctx, todas[0].huella)


def _libro(ctx: Contexto, lado: Lado, _escenario: Escenario) -> object:
    return alertas.libro_de_alertas(ctx, None, _de(lado))


def _anotar(ctx: Contexto, _lado: Lado, _escenario: Escenario) -> object:
    return alertas.anotar_libro_de_alertas(ctx, alertas.libro_de_alertas(ctx))


DE_ALERTAS: dict[str, Llamada] = {
    "ver_alertas": Llamada(_ver, con_objeto=True),
    "ver_alerta": Llamada(_una),
    "libro_de_alertas": Llamada(_libro, con_objeto=True),
    "anotar_libro_de_alertas": Llamada(_anotar),
}
