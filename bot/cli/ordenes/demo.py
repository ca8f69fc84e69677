"""``asistente demo``: el oficio completo en el navegador, sin token ni servidor."""

from __future__ import annotations

import sys

from bot.cli.aplicacion import app
from bot.cli.espanol import OrdenEspanol, typer
from bot.cli.opciones import BaseDemo, ComoJson, PuertoDemo, SinNavegador
from bot.cli.salida import Codigo, ErrorDeOrden, decir
from bot.cli.senales import hasta_que_paren
from bot.registro import configurar_registro


@app.command("demo", cls=OrdenEspanol)
def demo(
    *,
    puerto: PuertoDemo = 0,
    base: BaseDemo = None,
    sin_navegador: SinNavegador = False,
    como_json: ComoJson = False,
) -> None:
    """Abre un Telegram local con un municipio ficticio y el bot de verdad.

    Ejemplo: asistente demo --puerto 8700 --sin-navegador
    """
    from bot.demo.funcion import Anuncio, OpcionesDeDemo, representar

    configurar_registro("WARNING")

    def anunciar(anuncio: Anuncio) -> None:
        datos = {"chat": anuncio.url, "libro": str(anuncio.libro)}
        frase = (
            f"Chat: {anuncio.url}\n"
            f"Libro de muestra para importar: {anuncio.libro}\n"
            "Abra el chat en el navegador, escoja una persona y toque Iniciar. Ctrl+C para terminar."
        )
        decir(datos, frase, como_json)
        if not sin_navegador and sys.stdout.isatty():
            typer.launch(anuncio.url)

    try:
        hasta_que_paren(lambda parada: representar(OpcionesDeDemo(puerto, base), parada, anunciar))
    except OSError as error:
        raise ErrorDeOrden(
            f"No se pudo abrir el puerto {puerto} ({error.strerror}). "
            "Use otro con --puerto, o 0 para uno libre.",
            Codigo.AMBIENTE,
        ) from error
