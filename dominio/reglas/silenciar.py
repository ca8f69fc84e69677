"""Qué recordatorios puede callar quien los recibe."""

from __future__ import annotations

from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.recordatorios import FICHAS

# Avisan de lo que otra persona dejó sin respuesta: callarlas rompería la cadena.
ESCALAS = frozenset({TipoRecordatorio.ESCALA_JEFATURA, TipoRecordatorio.ESCALA_PLANEACION})


def se_calla(tipo: TipoRecordatorio) -> bool:
    """Si quien recibe ese tipo de recordatorio lo puede silenciar.

    Fuente: Ley 1474 de 2011 art. 74 (lo que exige la ley se recuerda siempre); lo demás es de cada quien.
    """
    return FICHAS[tipo].silenciable and tipo not in ESCALAS
