"""Palabras que según la de al lado dicen una cosa u otra."""

from __future__ import annotations

from collections.abc import Sequence

from dominio.entender.piezas import Pieza

_REPORTE = frozenset({"reporte", "reportes", "reporet"})
_ANTES_DE_UN_NOMBRE = frozenset(
    {"el", "un", "los", "unos", "mi", "su", "ultimo", "del", "este", "sin", "ese", "al"}
)
_EN_RIESGO = frozenset({"riesgo", "peligro", "alerta"})


def distinguir(piezas: Sequence[Pieza]) -> None:
    """Corrige el lema de lo que depende de su vecina.

    «El reporte» es un informe y «reporte la 12», una orden; «registro presupuestal» es un compromiso;
    «en riesgo» es estar atrasada y «gestión del riesgo», un nombre.
    """
    for i, pieza in enumerate(piezas):
        antes = piezas[i - 1] if i else None
        despues = piezas[i + 1] if i + 1 < len(piezas) else None
        if pieza.texto in _REPORTE and _es_nombre(antes, despues):
            pieza.lema = "informe"
        elif pieza.texto == "registro" and despues is not None and despues.texto.startswith("presupuest"):
            pieza.lema = "comprometer"
        elif pieza.texto in _EN_RIESGO and antes is not None and antes.texto == "en":
            pieza.lema = "atrasada"


def _es_nombre(antes: Pieza | None, despues: Pieza | None) -> bool:
    if despues is not None and despues.texto in ("general", "excel"):
        return True
    return antes is not None and (antes.texto in _ANTES_DE_UN_NOMBRE or antes.lema in ("enviar", "descargar"))
