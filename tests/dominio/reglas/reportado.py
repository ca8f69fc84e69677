"""Un reporte de avance sano, y lo que se halla al cambiarle algo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.plan import Renglon
from dominio.reglas.verosimilitud import advertencias
from dominio.reglas.verosimilitud.reportado import Alrededor, CasoDeAvance, Reportado
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import renglon

CON_EJECUCION = Alrededor(con_ejecucion=True)
# Un reporte del que nadie preguntaría nada.
SANO = Reportado(
    Porcentaje.de(45),
    None,
    Corte.de("2026-T3"),
    logro="Se pavimentaron 400 metros en La Buitrera",
    evidencias=1,
)


def hallar(
    una: Renglon | None = None,
    anterior: str | None = None,
    alrededor: Alrededor = CON_EJECUCION,
    **cambios: Any,
) -> list[Hallazgo]:
    """Las advertencias del reporte sano con esos cambios; ``puntos`` es el porcentaje."""
    if isinstance(cambios.get("puntos"), int | str):
        cambios["porcentaje"] = Porcentaje.de(cambios.pop("puntos"))
    previo = None if anterior is None else Porcentaje.de(anterior)
    caso = CasoDeAvance(una or renglon(1), previo, replace(SANO, **cambios), alrededor)
    return list(advertencias(caso))


def reglas(*args: Any, **cambios: Any) -> list[str]:
    """Los códigos, en orden."""
    return [hallazgo.regla for hallazgo in hallar(*args, **cambios)]


def severidad_de(regla: str, *args: Any, **cambios: Any) -> Severidad | None:
    """El peso con que se halla esa regla; ``None`` si calla."""
    return next((h.severidad for h in hallar(*args, **cambios) if h.regla == regla), None)
