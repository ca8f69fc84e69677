"""Lo que debía ir a una fecha: contra esto se compara el avance, no contra el 100 % del año."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dominio.errores import FechasInvertidas
from dominio.reglas.avance import Parte, Resultado, avance_ponderado
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import CERO, CIEN, Porcentaje


def avance_esperado(
    inicio: date, fin: date, hoy: date, programacion: Mapping[Corte, Porcentaje] | None = None
) -> Porcentaje:
    """Lo que debía ir al final del día ``hoy``, en puntos de 0 a 100.

    Sin programación crece parejo por día calendario, con el primero y el último incluidos:
    0 antes del inicio y 100 desde el fin. Con programación vale lo programado para el
    último corte ya cerrado (``hoy`` es su último día o uno posterior), y 0 antes del primero.

    Args:
        inicio: primer día de la actividad.
        fin: último día de la actividad.
        hoy: día de Bogotá para el que se pregunta.
        programacion: corte → acumulado que debía ir a su cierre, en puntos.

    Raises:
        FechasInvertidas: el fin es anterior al inicio.

    Fuente: cronograma del proyecto, Ley 152 de 1994 art. 41 y lámina «Fecha de inicio y fecha de
    terminación» del formato de Plan de Acción 2021; cortes trimestrales de la entidad.
    """
    if fin < inicio:
        raise FechasInvertidas("fecha_fin", inicio=inicio.isoformat(), fin=fin.isoformat())
    if hoy >= fin:
        return CIEN
    if programacion:
        cerrados = [corte for corte in programacion if corte.hasta <= hoy]
        return programacion[max(cerrados)].topado() if cerrados else CERO
    if hoy < inicio:
        return CERO
    return Porcentaje.de_razon((hoy - inicio).days + 1, (fin - inicio).days + 1)


def esperado_agregado(partes: Sequence[Parte]) -> Resultado:
    """Lo que debía ir un producto, proyecto o grupo, agregado igual que su avance.

    Args:
        partes: pares (peso, esperado) de las mismas actividades con que se agrega el avance.

    Fuente: la misma sumatoria ponderada del Cuadro 1S de Santiago de Cali, para comparar iguales.
    """
    return avance_ponderado(partes)
