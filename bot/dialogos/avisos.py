"""El mensaje que una persona recibe porque otra hizo algo: queda en su chat, con lo que sigue a la mano."""

from __future__ import annotations

from bot.motor.pantalla import Pantalla, botones
from bot.textos.marcado import Html
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.persona import Persona


def aviso_para(persona: Persona, texto: Html, *pares: tuple[str, str]) -> tuple[Envio, ...]:
    """El aviso, si la persona tiene chat; los datos de los botones empiezan por ``APARTE``."""
    if persona.telegram_id is None or persona.inalcanzable or not persona.activa:
        return ()
    pantalla = Pantalla(texto, botones(*pares, por_fila=2))
    cuerpo = pantalla.cuerpo()
    return (Envio(persona.telegram_id, "sendMessage", cuerpo, ClaseEnvio.AVISO, persona_id=persona.id),)
