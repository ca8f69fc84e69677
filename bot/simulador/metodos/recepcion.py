"""Cómo recibe el bot: sondeo largo o webhook, nunca los dos; y la descarga de archivos."""

from __future__ import annotations

from bot.simulador.archivos import archivo_json
from bot.simulador.colas import PERMITIDAS_POR_OMISION, WEBHOOK_ACTIVO
from bot.simulador.errores import Rechazo, mala
from bot.simulador.mundo import Mundo
from bot.simulador.tipos import Lista, Objeto
from bot.simulador.validacion import Pedido
from bot.simulador.webhook import Destino

CONEXIONES_MAXIMAS = 100


async def sondear(mundo: Mundo, pedido: Pedido) -> Lista:
    """``getUpdates``: rechaza 409 si hay webhook; ``timeout`` hasta 50 segundos."""
    if mundo.webhook.destino is not None:
        raise Rechazo(409, WEBHOOK_ACTIVO)
    mundo.cola.permitir(pedido.valores.get("allowed_updates"))
    return await mundo.cola.sondear(
        pedido.valores.get("offset", 0), pedido.valores.get("limit", 100), pedido.valores.get("timeout", 0)
    )


def fijar_webhook(mundo: Mundo, pedido: Pedido) -> bool:
    """``setWebhook``; con la dirección vacía lo quita."""
    valores = pedido.valores
    if not 1 <= valores.get("max_connections", 40) <= CONEXIONES_MAXIMAS:
        raise mala("wrong max_connections specified")
    if valores["url"]:
        destino = Destino(
            valores["url"],
            valores.get("secret_token", ""),
            valores.get("max_connections", 40),
            valores.get("ip_address", "127.0.0.1"),
            "certificate" in valores,
        )
        if valores.get("drop_pending_updates"):
            mundo.cola.vaciar()
        mundo.webhook.fijar(destino)
        mundo.cola.permitir(valores.get("allowed_updates"))
        return True
    return quitar_webhook(mundo, pedido)


def quitar_webhook(mundo: Mundo, pedido: Pedido) -> bool:
    """``deleteWebhook``: lo pendiente se conserva, salvo que se pida olvidarlo."""
    mundo.webhook.quitar()
    if pedido.valores.get("drop_pending_updates"):
        mundo.cola.vaciar()
    return True


def informar_webhook(mundo: Mundo, _: Pedido) -> Objeto:
    """``getWebhookInfo``."""
    info = mundo.webhook.info()
    if mundo.cola.permitidas != PERMITIDAS_POR_OMISION:
        info["allowed_updates"] = sorted(mundo.cola.permitidas)
    return info


def obtener_archivo(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``getFile``: hasta 20 MB."""
    return archivo_json(mundo.archivos.buscar(pedido.valores["file_id"]))


def despedirse(_: Mundo, __: Pedido) -> bool:
    """``logOut`` y ``close``: se aceptan; este servidor es el único que hay."""
    return True


EFECTOS = {
    "getUpdates": sondear,
    "setWebhook": fijar_webhook,
    "deleteWebhook": quitar_webhook,
    "getWebhookInfo": informar_webhook,
    "getFile": obtener_archivo,
    "logOut": despedirse,
    "close": despedirse,
}
