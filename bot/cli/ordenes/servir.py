"""``asistente servir``: atiende el chat y envía recordatorios hasta que le pidan parar."""

from __future__ import annotations

from bot.ajustes import leer_ajustes
from bot.cli.aplicacion import app
from bot.cli.espanol import OrdenEspanol
from bot.cli.opciones import ComoJson
from bot.cli.salida import Codigo, ErrorDeOrden, decir
from bot.cli.senales import hasta_que_paren
from bot.registro import configurar_registro


@app.command("servir", cls=OrdenEspanol)
def servir(*, como_json: ComoJson = False) -> None:
    """Atiende el chat: por consulta larga o, con ASISTENTE_WEBHOOK_URL, por webhook.

    Ejemplo: ASISTENTE_TOKEN=123456:ABC asistente servir
    """
    from bot.armado.servicio import Andando
    from bot.armado.servicio import servir as atender
    from bot.canales.errores import ErrorDeEntorno

    ajustes = leer_ajustes()
    ajustes.exigir_token()
    configurar_registro(ajustes.nivel_log)

    def listo(andando: Andando) -> None:
        modo = "webhook" if ajustes.webhook_url else "consulta larga"
        datos = {"bot": andando.nombre_del_bot, "modo": modo}
        decir(datos, f"Atendiendo como @{andando.nombre_del_bot} por {modo}. Ctrl+C para parar.", como_json)

    try:
        hasta_que_paren(lambda parada: atender(ajustes, parada, al_estar_listo=listo))
    except ErrorDeEntorno as error:
        raise ErrorDeOrden(str(error), Codigo.AMBIENTE) from error
