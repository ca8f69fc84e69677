"""Si un reporte es creíble: advertencias que piden una nota y nunca impiden reportar.

La puerta es ``evaluar.advertencias_de`` (avance), ``resultado.advertencias_de_resultado`` (meta) y
``ejecucion.advertencias_de_ejecucion`` (gasto). Las que vienen de la auditoría de reportes conservan su
número (R20 a R36); las nuestras empiezan por V.
"""

from dominio.reglas.verosimilitud.evaluar import (
    advertencias,
    advertencias_de,
    piden_aclaracion,
)
from dominio.reglas.verosimilitud.reportado import Alrededor, CasoDeAvance, Reportado

__all__ = [
    "Alrededor",
    "CasoDeAvance",
    "Reportado",
    "advertencias",
    "advertencias_de",
    "piden_aclaracion",
]
