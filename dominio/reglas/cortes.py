"""Cortes de una vigencia: cuál está abierto y hasta qué día mide."""

from __future__ import annotations

from datetime import date, timedelta

from dominio.modelo.entidad import Periodicidad
from dominio.valores.fechas import Corte, Vigencia


def cortes_de(vigencia: Vigencia, periodicidad: Periodicidad) -> tuple[Corte, ...]:
    """Los cortes de la vigencia, en orden: cuatro trimestres o doce meses.

    Fuente: docs/reglas.md §7; seguimiento al menos cada tres meses del Comité Institucional de Gestión y
    Desempeño (Circular 001 de 2018).
    """
    cuantos = 4 if periodicidad is Periodicidad.TRIMESTRAL else 12
    return tuple(Corte(vigencia, periodicidad.value, numero) for numero in range(1, cuantos + 1))


def cierre(corte: Corte, gracia: int) -> date:
    """Último día en que el corte recibe reportes: fin del periodo más ``gracia`` días calendario.

    Fuente: ventanas de captura y cierre por corte; la gracia es un dato de la entidad.
    """
    return corte.hasta + timedelta(days=gracia)


def corte_abierto(
    hoy: date, periodicidad: Periodicidad, vigencia: Vigencia, gracia: int
) -> tuple[Corte, bool]:
    """El corte al que pertenece un reporte hecho ``hoy``, y si es extemporáneo.

    Cada corte abre el día después del cierre del anterior y cierra ``gracia`` días calendario
    después del fin de su periodo. Tras el cierre del último, lo que llegue es de ese último corte
    y extemporáneo; antes de la vigencia, del primero.

    Fuente: docs/reglas.md §7 (un reporte pertenece al corte abierto; el tardío se marca, no se calla).
    """
    cortes = cortes_de(vigencia, periodicidad)
    abierto = next((corte for corte in cortes if hoy <= cierre(corte, gracia)), None)
    return (cortes[-1], True) if abierto is None else (abierto, False)


def fecha_de_referencia(hoy: date, corte: Corte) -> date:
    """Día contra el que se mide lo esperado en un corte: hoy, o el fin del periodo si ya pasó.

    Fuente: docs/reglas.md §6 (se compara con lo que debía ir al corte).
    """
    return min(hoy, corte.hasta)
