"""Revisión de la instalación: cada punto dice si está bien y, si no, cómo arreglarlo."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from bot.ajustes import Ajustes, AjustesInvalidos, leer_ajustes

_ESPACIO_MINIMO = 500 * 1024 * 1024
_DESFASE_TOLERABLE = 30.0


@dataclass(frozen=True, slots=True)
class Revisado:
    """Un punto revisado."""

    tema: str
    bien: bool
    detalle: str


# No poder preguntarle la hora a Telegram no dice nada malo del reloj de este equipo.
_SIN_COMPARAR = Revisado("reloj", True, "no se pudo comparar con Telegram")


def revisar_todo() -> list[Revisado]:
    """Todos los puntos, en orden; si los ajustes están mal, solo esos."""
    try:
        ajustes = leer_ajustes()
    except AjustesInvalidos as error:
        return [Revisado("ajustes", False, problema) for problema in error.problemas]
    revisados = [Revisado("ajustes", True, f"carpeta de datos {ajustes.datos}")]
    for tema, revisar in _PUNTOS:
        revisados.append(_sin_tropezar(tema, revisar, ajustes))
    revisados.extend(_telegram(ajustes))
    return revisados


def _sin_tropezar(tema: str, revisar: Callable[[Ajustes], Revisado], ajustes: Ajustes) -> Revisado:
    try:
        return revisar(ajustes)
    except Exception as error:  # noqa: BLE001 - el diagnóstico nunca se cae: dice lo que encontró
        return Revisado(tema, False, f"no se pudo revisar ({type(error).__name__}: {error})")


def _base(ajustes: Ajustes) -> Revisado:
    from bot.armado import probar_base

    motor = "PostgreSQL" if ajustes.url_base.startswith("postgresql") else "SQLite"
    probar_base(ajustes)
    return Revisado("base", True, f"{motor} responde y deja escribir")


def _esquema(ajustes: Ajustes) -> Revisado:
    from bot.armado import esquema_al_dia

    if esquema_al_dia(ajustes):
        return Revisado("esquema", True, "al día")
    return Revisado("esquema", False, "atrasado o sin crear: corra «asistente migrar»")


def _tamano(octetos: int) -> str:
    """«79,9 GB», o «512 MB» por debajo de un giga."""
    gigas = octetos / 1024**3
    if gigas < 1:
        return f"{octetos // 1024**2} MB"
    return f"{gigas:.1f} GB".replace(".", ",")


def _disco(ajustes: Ajustes) -> Revisado:
    carpeta = ajustes.datos if ajustes.datos.exists() else ajustes.datos.resolve().parent
    libre = shutil.disk_usage(carpeta).free
    detalle = f"{_tamano(libre)} libres"
    if libre < _ESPACIO_MINIMO:
        return Revisado("disco", False, f"{detalle}: libere espacio, se necesitan al menos 500 MB")
    return Revisado("disco", True, detalle)


_PUNTOS: tuple[tuple[str, Callable[[Ajustes], Revisado]], ...] = (
    ("base", _base),
    ("esquema", _esquema),
    ("disco", _disco),
)


def _telegram(ajustes: Ajustes) -> Iterator[Revisado]:
    if ajustes.token is None:
        yield Revisado("Telegram", False, "falta ASISTENTE_TOKEN: pídalo a @BotFather")
        yield _SIN_COMPARAR
        return
    try:
        yield from asyncio.run(_preguntar(ajustes))
    except Exception as error:  # noqa: BLE001 - el diagnóstico nunca se cae: dice lo que encontró
        yield Revisado("Telegram", False, str(error) or type(error).__name__)
        yield _SIN_COMPARAR


async def _preguntar(ajustes: Ajustes) -> list[Revisado]:
    from bot.armado import cliente_de_telegram

    cliente = cliente_de_telegram(ajustes)
    try:
        nombre = await cliente.abrir()
        info = await cliente.llamar("getWebhookInfo", {})
    finally:
        await cliente.cerrar()
    revisados = [Revisado("Telegram", True, f"@{nombre} responde")]
    puesto, debido = str(info.get("url") or ""), ajustes.webhook_url or ""
    espera = int(info.get("pending_update_count") or 0)
    ultimo = str(info.get("last_error_message") or "")
    if puesto and not debido:
        revisados.append(
            Revisado("webhook", False, "hay uno puesto y aquí no se usa: otro programa atiende este bot")
        )
    elif ultimo:
        revisados.append(Revisado("webhook", False, f"último error de Telegram: {ultimo}"))
    else:
        modo = "webhook" if debido else "consulta larga"
        revisados.append(Revisado("recepción", True, f"por {modo}, {espera} mensajes en espera"))
    revisados.append(_reloj(await _desfase(ajustes)))
    return revisados


def _reloj(desfase: float | None) -> Revisado:
    if desfase is None:
        return _SIN_COMPARAR
    bien = abs(desfase) <= _DESFASE_TOLERABLE
    arreglo = "" if bien else ": sincronice el reloj de este equipo (NTP)"
    return Revisado("reloj", bien, f"{desfase:+.0f} s frente a Telegram{arreglo}")


async def _desfase(ajustes: Ajustes) -> float | None:
    """Segundos que este reloj va adelante del servidor de Telegram; ``None`` si no dice la hora."""
    import aiohttp

    from bot.armado import reloj_del_sistema

    async with aiohttp.ClientSession() as sesion, sesion.get(ajustes.telegram_api) as respuesta:
        fecha = respuesta.headers.get("Date")
    if not fecha:
        return None
    return (reloj_del_sistema().ahora() - parsedate_to_datetime(fecha)).total_seconds()
