"""Nuestro canal con un paso de diálogo guardado: visto, persona, borrador y respuesta en un commit."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import cast

from almacen.reloj import RelojDelSistema
from almacen.tablas.unidad import AlmacenSQL
from bot.atencion.entrada import ClaseEntrada, Entrada
from bot.canales.cartero import Cartero
from bot.canales.cliente import ClienteTelegram
from bot.canales.entorno import Entorno
from bot.canales.recepcion import OpcionesDeRecepcion, Recepcion
from bot.canales.repartidor import OpcionesDeEnvio
from bot.canales.servicio import servir
from bot.canales.taller import Taller
from bot.canales.traductor import Traductor
from bot.canales.webhook import OpcionesDeWebhook, RecepcionPorWebhook, ServidorWebhook, ligar
from dominio.modelo.borrador import Borrador
from dominio.modelo.envio import ClaseEnvio, Envio, EnvioTomado
from dominio.modelo.identidad import IdEnvio, IdPersona
from tests.rendimiento.carga import SECRETO

ARRIENDO = timedelta(seconds=60)
TECLADO = {
    "inline_keyboard": [
        [{"text": "Confirmar", "callback_data": "c:1:1"}],
        [{"text": "Editar", "callback_data": "e:1:1"}, {"text": "Cancelar", "callback_data": "x:1:1"}],
    ]
}


class Paso:
    """Un paso de diálogo guiado, con las mismas escrituras que hace el motor."""

    def __init__(self, almacen: AlmacenSQL) -> None:
        self._almacen = almacen
        self._reloj = RelojDelSistema()

    def __call__(self, entrada: Entrada) -> Sequence[EnvioTomado]:
        """Atiende la entrada en una transacción."""
        ahora = self._reloj.ahora()
        with self._almacen.unidad() as unidad:
            unidad.turno(entrada.usuario_id)
            if not unidad.entrantes.anotar(entrada.update_id, entrada.usuario_id, ahora):
                return ()
            persona = unidad.personas.por_telegram(entrada.usuario_id)
            persona_id = persona.id if persona is not None else IdPersona(0)
            previo = unidad.borradores.traer(persona_id, entrada.chat_id)
            version = previo.version + 1 if previo is not None else 0
            unidad.borradores.guardar(
                Borrador(
                    previo.id if previo is not None else 0,
                    persona_id,
                    entrada.chat_id,
                    "avance",
                    1,
                    f"clave-{entrada.chat_id}",
                    ahora,
                    ahora + timedelta(days=1),
                    {"actividad": "12", "avance": "4550"},
                    version,
                )
            )
            envios = _envios(entrada)
            ids = unidad.salidas.encolar(envios, ahora, tomar=ARRIENDO)
            unidad.confirmar()
        return [EnvioTomado(cast(IdEnvio, fila), envio, 0) for fila, envio in zip(ids, envios, strict=True)]


def _envios(entrada: Entrada) -> list[Envio]:
    if entrada.clase is ClaseEntrada.BOTON:
        cambio = {"message_id": entrada.mensaje_id, "text": "recibido", "reply_markup": TECLADO}
        return [
            Envio(
                entrada.chat_id,
                "answerCallbackQuery",
                {"callback_query_id": entrada.callback_id},
                ClaseEnvio.BOTON,
            ),
            Envio(entrada.chat_id, "editMessageText", cambio),
        ]
    texto = f"recibido {entrada.update_id}"
    return [Envio(entrada.chat_id, "sendMessage", {"text": texto, "reply_markup": TECLADO})]


async def correr(api: str, base: str, por_segundo: int, hilos: int) -> None:
    """Sirve hasta SIGTERM; imprime el puerto cuando ya atiende."""
    almacen = AlmacenSQL(base)
    entorno = Entorno(almacen, RelojDelSistema(), Taller(hilos))
    cliente = ClienteTelegram("123456:nuestro", api)
    usuario = await cliente.abrir()
    cartero = Cartero(cliente, entorno, OpcionesDeEnvio(Path("/nonexistent"), por_segundo=por_segundo))
    opciones = OpcionesDeRecepcion(Traductor(usuario))
    recepcion = Recepcion(Paso(almacen), entorno, cartero, opciones)
    servidor = ServidorWebhook(recepcion, entorno, OpcionesDeWebhook((SECRETO,)))
    enlace = ligar(0, "127.0.0.1")
    puerto = enlace.getsockname()[1]
    receptor = RecepcionPorWebhook(servidor, cliente, f"http://127.0.0.1:{puerto}/telegram", enlace)
    parada = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, parada.set)
    sys.stdout.write(f"{puerto}\n")
    sys.stdout.flush()
    await servir(cartero, receptor, parada)


def main() -> None:
    """``python -m tests.rendimiento.bot_nuestro API BASE [POR_SEGUNDO] [HILOS]``."""
    api, base, *resto = sys.argv[1:]
    por_segundo, hilos = (int(resto[0]) if resto else 0), (int(resto[1]) if len(resto) > 1 else 1)
    asyncio.run(correr(api, base, por_segundo, hilos))


if __name__ == "__main__":
    main()
