"""Cuándo una actividad está vencida, por vencer, sin reporte o con el gasto descuadrado."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from dominio.modelo.financiero import Saldos
from dominio.modelo.plan import Renglon
from dominio.reglas.plazos import EsHabil, habil_siguiente, sumar_habiles
from dominio.valores.dinero import CERO as SIN_PESOS
from dominio.valores.porcentaje import CERO, CIEN

HABILES_POR_VENCER = 15


def terminada(renglon: Renglon) -> bool:
    """Si la actividad ya llegó a 100 %.

    Fuente: docs/reglas.md §6 (vencida es la que pasó su fecha por debajo de 100).
    """
    return renglon.avance is not None and renglon.avance >= CIEN


def vencida(renglon: Renglon, hoy: date) -> bool:
    """Si su fecha de terminación ya pasó y no llegó a 100 %.

    Fuente: docs/reglas.md §6.
    """
    return renglon.fin < hoy and not terminada(renglon)


def limite_por_vencer(hoy: date, es_habil: EsHabil) -> date:
    """Última fecha de terminación que se considera «por vencer»: quince días hábiles después de hoy.

    Fuente: escalera de recordatorios de la entidad (días hábiles, Ley 4 de 1913 art. 62).
    """
    return sumar_habiles(hoy, HABILES_POR_VENCER, es_habil)


def por_vencer(renglon: Renglon, hoy: date, limite: date) -> bool:
    """Si termina desde hoy hasta ``limite`` y no ha llegado a 100 %.

    Fuente: escalera de recordatorios de la entidad.
    """
    return hoy <= renglon.fin <= limite and not terminada(renglon)


def desde_por_vencer(fin: date, es_habil: EsHabil) -> date:
    """Primer día en que esa fecha de terminación cuenta como «por vencer».

    Fuente: escalera de recordatorios de la entidad (días hábiles, Ley 4 de 1913 art. 62).
    """
    return sumar_habiles(habil_siguiente(fin, es_habil), -HABILES_POR_VENCER, es_habil)


def falta_reporte(renglon: Renglon, reportadas: Collection[int], hoy: date) -> bool:
    """Si debe reporte en el corte: ya empezó, no ha terminado y no se ha reportado en él.

    Args:
        renglon: la actividad.
        reportadas: identificadores de las actividades con reporte en el corte.
        hoy: día de Bogotá, o el último del corte si ya cerró.

    Fuente: R37 (omisión al cerrar el corte); docs/reglas.md §2: la omisión no es 0 %.
    """
    return renglon.inicio <= hoy and not terminada(renglon) and renglon.id not in reportadas


def gasto_sin_avance(renglon: Renglon) -> bool:
    """Si hay obligaciones y el avance es cero o no se ha reportado.

    Fuente: R22 y R25; alerta 2 de la auditoría de reportes del Valle del Cauca.
    """
    return renglon.saldos.obligaciones > SIN_PESOS and (renglon.avance or CERO) == CERO


def avance_sin_gasto(renglon: Renglon) -> bool:
    """Si hay avance y, teniendo apropiación, no hay obligaciones.

    Fuente: R24; «avance físico sin ejecución financiera», observación de devolución del Valle.
    """
    return (
        (renglon.avance or CERO) > CERO
        and renglon.saldos.definitiva > SIN_PESOS
        and renglon.saldos.obligaciones == SIN_PESOS
    )


def hay_ejecucion(saldos: Iterable[Saldos]) -> bool:
    """Si la entidad ya lleva ejecución en el plan; sin ella no se puede juzgar avance contra gasto.

    Fuente: docs/reglas.md §5; docs/formato.md (la hoja «Ejecución» es opcional).
    """
    return any(monto > SIN_PESOS for s in saldos for monto in (s.cdp, s.compromisos, s.obligaciones, s.pagos))


def contratacion_sin_empezar(renglon: Renglon, por_contratar: Collection[int], limite: date) -> bool:
    """Si anunció contratación, empezó a más tardar ese día y no tiene CDP ni compromisos.

    Args:
        renglon: la actividad.
        por_contratar: identificadores de las que el plan dice que requieren contratación.
        limite: último día de inicio con el que ya debería haber empezado.

    Fuente: formato del plan, «Requiere contratación»; cadena CDP → compromiso (Decreto 111 de 1996
    art. 71).
    """
    return (
        renglon.inicio <= limite
        and renglon.id in por_contratar
        and not terminada(renglon)
        and renglon.saldos.cdp == SIN_PESOS
        and renglon.saldos.compromisos == SIN_PESOS
    )
