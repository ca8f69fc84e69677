"""Errores de las alertas."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class AlertaNoEncontrada(ErrorDominio):
    """Ya no hay ninguna alerta así: se resolvió, o no está al alcance de quien pregunta."""

    codigo = "alerta_no_encontrada"
