"""Qué quiere la persona: las reglas, de la más específica a la más general."""

from __future__ import annotations

from collections.abc import Sequence

from dominio.entender.gramatica import aclaraciones, ausencias, consultas, reportes
from dominio.entender.gramatica.miradas import Mirada
from dominio.entender.oracion import Oracion
from dominio.modelo.entendido import Intencion

_PRIMERAS: Sequence[tuple[Intencion, Mirada]] = (
    (Intencion.AUSENCIA, ausencias.ausencia),
    (Intencion.POSPONER, ausencias.posponer),
    (Intencion.AYUDA, aclaraciones.ayuda),
    (Intencion.EXPLICAR, aclaraciones.explicar),
    (Intencion.CORREGIR, aclaraciones.corregir),
)
# Un valor declarado manda sobre lo que sigue: «la 12, que estaba atrasada, ya va en 45».
_DESPUES: Sequence[tuple[Intencion, Mirada]] = (
    (Intencion.SIN_NOVEDAD, reportes.sin_novedad),
    (Intencion.IGUAL_QUE_ANTES, reportes.igual),
    (Intencion.PLANTILLA, consultas.plantilla),
    (Intencion.CONSULTAR_SIN_REPORTE, consultas.sin_reporte),
    (Intencion.CONSULTAR_PENDIENTES, consultas.pendientes),
    (Intencion.CONSULTAR_CORTE, consultas.corte),
    (Intencion.CONSULTAR_DATO, consultas.dato),
    (Intencion.CONSULTAR_VENCIMIENTOS, consultas.vencimientos),
    (Intencion.CONSULTAR_RESPONSABLE, consultas.responsable),
    (Intencion.MIS_ACTIVIDADES, consultas.mias),
    (Intencion.CONSULTAR_ATRASADAS, consultas.atrasadas),
    (Intencion.EXPORTAR, consultas.exportar),
)


def decidir(o: Oracion, *, responde: bool) -> Intencion:
    """La intención de la frase; ``NADA`` si no es del oficio.

    Args:
        o: la frase ya leída.
        responde: contesta a un mensaje que habla de algo del plan.
    """
    if o.vacia or (o.agradece and o.esqueleto == "terminar"):
        if o.agradece:
            return Intencion.GRACIAS
        return Intencion.SALUDO if o.saluda else Intencion.NADA
    primera = next((intencion for intencion, regla in _PRIMERAS if regla(o)), None)
    if primera is not None:
        return primera
    con_valor = reportes.con_valor(o, responde=responde)
    if con_valor is not None:
        return con_valor
    despues = next((intencion for intencion, regla in _DESPUES if regla(o)), None)
    if despues is not None:
        return despues
    return reportes.sin_valor(o) or (Intencion.CONSULTAR_ESTADO if consultas.estado(o) else Intencion.NADA)
