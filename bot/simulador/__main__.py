"""Orden ``python -m bot.simulador``: el Telegram local en su propio proceso."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from bot.simulador.mundo import TOKEN, Mundo
from bot.simulador.proceso import Servidor
from bot.simulador.servidor import PersonaDeDemo, crear_aplicacion


def _opciones(argumentos: list[str] | None) -> argparse.Namespace:
    lector = argparse.ArgumentParser(
        prog="python -m bot.simulador", description="Telegram local: Bot API, personas y página de chat."
    )
    lector.add_argument("--puerto", type=int, default=0, help="0 escoge uno libre (por omisión)")
    lector.add_argument("--token", default=TOKEN, help="token que el bot debe usar")
    lector.add_argument("--usuario", default="local_bot", help="nombre de usuario del bot")
    lector.add_argument(
        "--escala-reintentos", type=float, default=1.0, help="multiplica las esperas del webhook"
    )
    lector.add_argument(
        "--persona", action="append", default=[], metavar="ID:NOMBRE", help="persona de la página; repetible"
    )
    return lector.parse_args(argumentos)


async def _servir(opciones: argparse.Namespace) -> None:
    mundo = Mundo(
        token=opciones.token, usuario=opciones.usuario, escala_reintentos=opciones.escala_reintentos
    )
    personas = []
    for texto in opciones.persona:
        numero, _, nombre = texto.partition(":")
        personas.append(PersonaDeDemo(int(numero), nombre or f"Persona {numero}"))
    servidor = Servidor(crear_aplicacion(mundo, personas=personas), puerto=opciones.puerto)
    await servidor.iniciar()
    sys.stdout.write(f"{servidor.url}\n")
    sys.stdout.flush()
    fin = asyncio.Event()
    for senal in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(senal, fin.set)
    await fin.wait()
    await servidor.detener()


def main(argumentos: list[str] | None = None) -> int:
    """Imprime la dirección en la primera línea y atiende hasta SIGINT o SIGTERM."""
    try:
        asyncio.run(_servir(_opciones(argumentos)))
    except OSError as error:
        sys.stderr.write(f"No se pudo escuchar en ese puerto: {error.strerror}. Use --puerto 0.\n")
        return 3
    except ValueError:
        sys.stderr.write("--persona se escribe ID:NOMBRE, con un número antes de los dos puntos.\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
