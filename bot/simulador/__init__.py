"""Telegram local: el Bot API con estado, personas que conversan y una página de chat.

No sabe nada del bot que atiende; el bot le habla por HTTP como al servidor real.
"""

from bot.simulador.errores import AccionImposible, Rechazo
from bot.simulador.faltas import Falta, LimitesReales
from bot.simulador.mundo import TOKEN, Mundo
from bot.simulador.persona import Persona
from bot.simulador.proceso import Servidor, ServidorEnHilo
from bot.simulador.prueba import PersonaDePrueba, TelegramLocal
from bot.simulador.reloj import RelojLocal
from bot.simulador.servidor import PanelReloj, PersonaDeDemo, crear_aplicacion
from bot.simulador.vista import MensajeVisto

__all__ = [
    "TOKEN",
    "AccionImposible",
    "Falta",
    "LimitesReales",
    "MensajeVisto",
    "Mundo",
    "PanelReloj",
    "Persona",
    "PersonaDeDemo",
    "PersonaDePrueba",
    "Rechazo",
    "RelojLocal",
    "Servidor",
    "ServidorEnHilo",
    "TelegramLocal",
    "crear_aplicacion",
]
