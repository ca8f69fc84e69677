"""Lo que un encargo deja en la salida: una sola respuesta y, si lo hay, un solo documento."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dominio.modelo.encargo import Encargo
from dominio.modelo.envio import ClaseEnvio, Envio

_POR_FILA = 2


def respuesta(encargo: Encargo, texto: str, botones: Sequence[tuple[str, str]] = ()) -> Envio:
    """Reemplaza el mensaje de progreso por la respuesta (o manda una nueva si no lo hay).

    La clave es la misma para lo que salió bien y para lo que falló: quien retoma un encargo que otro
    proceso alcanzó a contestar no contesta otra vez.
    """
    cuerpo: dict[str, object] = {"text": texto, "parse_mode": "HTML"}
    if botones:
        teclas = [{"text": rotulo, "callback_data": dato} for rotulo, dato in botones]
        filas = [teclas[n : n + _POR_FILA] for n in range(0, len(teclas), _POR_FILA)]
        cuerpo["reply_markup"] = {"inline_keyboard": filas}
    return Envio(
        encargo.chat_id,
        "editMessageText" if encargo.progreso else "sendMessage",
        cuerpo,
        clave=f"encargo:{encargo.id}:respuesta",
        persona_id=encargo.persona_id,
        edita=encargo.progreso,
    )


def fotografia(encargo: Encargo, archivo: Path, datos: Path, leyenda: str) -> Envio:
    """El dibujo, que ya está en la carpeta de datos, con lo que dice para quien no lo ve."""
    return Envio(
        encargo.chat_id,
        "sendPhoto",
        {"caption": leyenda, "parse_mode": "HTML"},
        ClaseEnvio.DOCUMENTO,
        f"encargo:{encargo.id}:foto",
        encargo.persona_id,
        archivo=str(archivo.relative_to(datos)),
    )


def documento(encargo: Encargo, archivo: Path, datos: Path) -> Envio:
    """El archivo, que ya está en la carpeta de datos."""
    return Envio(
        encargo.chat_id,
        "sendDocument",
        {},
        ClaseEnvio.DOCUMENTO,
        f"encargo:{encargo.id}:documento",
        encargo.persona_id,
        archivo=str(archivo.relative_to(datos)),
    )
