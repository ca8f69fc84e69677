"""Rechazos del Bot API: código HTTP y descripción con los textos del servidor real."""

from __future__ import annotations

from bot.simulador.tipos import Objeto


class Rechazo(Exception):
    """El Bot API no acepta la llamada; lleva el código y lo que el servidor real diría."""

    def __init__(self, codigo: int, descripcion: str, **parametros: int) -> None:
        """``parametros`` son los de ``ResponseParameters`` (``retry_after``, ``migrate_to_chat_id``)."""
        self.codigo = codigo
        self.descripcion = descripcion
        self.parametros = parametros
        super().__init__(f"{codigo} {descripcion}")

    def cuerpo(self) -> Objeto:
        """Cuerpo JSON de la respuesta, con la forma del servidor real."""
        cuerpo: Objeto = {"ok": False, "error_code": self.codigo, "description": self.descripcion}
        if self.parametros:
            cuerpo["parameters"] = dict(self.parametros)
        return cuerpo


def mala(descripcion: str) -> Rechazo:
    """Rechazo 400 con el prefijo que usa el servidor real."""
    return Rechazo(400, f"Bad Request: {descripcion}")


class AccionImposible(Exception):
    """La persona intentó algo que su aplicación de chat no le dejaría hacer."""
