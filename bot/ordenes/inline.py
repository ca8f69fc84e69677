"""«@asistente educación» en cualquier chat: tarjetas con cifras públicas, solo para personas vinculadas."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.atencion.entrada import Entrada
from bot.ordenes.parecidos import parecidos
from bot.textos.idioma import _
from bot.textos.tarjeta_publica import descripcion, tarjeta, titulo
from dominio.casos.contexto import Contexto
from dominio.casos.tarjetas import tarjetas_publicas
from dominio.errores import BaseNoDisponible, BaseOcupada, ErrorDominio
from dominio.modelo.consolidado import Estado
from dominio.modelo.envio import ClaseEnvio, Envio

# Telegram olvida la consulta a los treinta segundos.
_VIDA = timedelta(seconds=25)
_CACHE_SEGUNDOS = 30
_TEXTO_MAXIMO = 64
ABRIR = "abrir"
"""Lo que trae «/start» cuando se llega por el botón de una búsqueda: no es una invitación."""


def en_linea(contexto: Contexto | None, entrada: Entrada, ahora: datetime) -> Envio:
    """La respuesta a una búsqueda; a quien no está vinculado (``None``), nada y por dónde entrar."""
    resultados: list[dict[str, object]] = []
    if contexto is not None:
        try:
            estados = tarjetas_publicas(contexto, entrada.texto[:_TEXTO_MAXIMO], parecidos)
        except (BaseNoDisponible, BaseOcupada):
            raise
        except ErrorDominio:
            # Aquí no hay a quién explicarle: quien busca ve que no hay nada.
            estados = ()
        resultados = [_resultado(n, estado, contexto) for n, estado in enumerate(estados)]
    cuerpo: dict[str, object] = {
        "inline_query_id": entrada.callback_id,
        "results": resultados,
        "cache_time": _CACHE_SEGUNDOS,
        "is_personal": True,
    }
    if not resultados:
        cuerpo["button"] = {"text": _("Abrir el asistente"), "start_parameter": ABRIR}
    return Envio(entrada.chat_id, "answerInlineQuery", cuerpo, ClaseEnvio.BOTON, vence_en=ahora + _VIDA)


def _resultado(numero: int, estado: Estado, contexto: Contexto) -> dict[str, object]:
    return {
        "type": "article",
        "id": f"{estado.ambito}-{numero}",
        "title": titulo(estado),
        "description": descripcion(estado),
        "input_message_content": {
            "message_text": str(tarjeta(estado, contexto.entidad.nombre, contexto.hoy)),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
    }
