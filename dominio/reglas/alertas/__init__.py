"""Alertas: qué hay que atender, desde cuándo, qué se hace y quién debe hacerlo."""

from __future__ import annotations

from dominio.reglas.alertas.condiciones import (
    HABILES_POR_VENCER,
    avance_sin_gasto,
    contratacion_sin_empezar,
    desde_por_vencer,
    falta_reporte,
    gasto_sin_avance,
    hay_ejecucion,
    limite_por_vencer,
    por_vencer,
    terminada,
    vencida,
)

__all__ = [
    "HABILES_POR_VENCER",
    "avance_sin_gasto",
    "contratacion_sin_empezar",
    "desde_por_vencer",
    "falta_reporte",
    "gasto_sin_avance",
    "hay_ejecucion",
    "limite_por_vencer",
    "por_vencer",
    "terminada",
    "vencida",
]
