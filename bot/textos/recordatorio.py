"""Lo que dice un recordatorio: uno solo, o el resumen de varios de la misma persona."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.textos.recordatorios.botones import teclado
from bot.textos.recordatorios.de_uno import de_uno
from bot.textos.recordatorios.de_varios import de_varios
from bot.textos.recordatorios.piezas import plazo
from dominio.modelo.recordatorio import RecordatorioTomado

__all__ = ["plazo", "redactar"]


def redactar(tomados: Sequence[RecordatorioTomado]) -> Mapping[str, object]:
    """Cuerpo del mensaje: texto HTML y los botones con que se contesta.

    Args:
        tomados: uno o varios de la misma persona; el primero da nombre al lote. Con más de ocho, los
            demás se cuentan.
    """
    texto = de_uno(tomados[0]) if len(tomados) == 1 else de_varios(tomados)
    return {
        "text": str(texto),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": teclado(tomados)},
    }
