"""Alertas del corte: lo que está vencido, por vencer, sin reporte o con el gasto descuadrado."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from dominio.modelo.financiero import Saldos
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.plan import Renglon
from dominio.reglas.cifras import en_puntos
from dominio.reglas.plazos import EsHabil, sumar_habiles
from dominio.valores.dinero import CERO as SIN_PESOS
from dominio.valores.fechas import Corte
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


def alertas(
    renglones: Sequence[Renglon],
    reportadas: Collection[int],
    corte: Corte,
    hoy: date,
    es_habil: EsHabil,
) -> list[Hallazgo]:
    """Las alertas del corte, actividad por actividad en el orden del plan.

    Args:
        renglones: actividades con su avance al corte.
        reportadas: identificadores de las que tienen reporte en el corte.
        corte: el que se mira.
        hoy: día de referencia, en Bogotá.
        es_habil: calendario de la entidad.

    Fuente: docs/reglas.md §5; cada alerta nombra la regla de la que sale.
    """
    limite = limite_por_vencer(hoy, es_habil)
    con_ejecucion = hay_ejecucion(renglon.saldos for renglon in renglones)
    halladas: list[Hallazgo] = []
    for r in renglones:
        if vencida(r, hoy):
            halladas.append(_alerta("vencida", Severidad.ERROR, r, _vencida(r, hoy)))
        if por_vencer(r, hoy, limite) and (r.avance or CERO) == CERO:
            halladas.append(_alerta("por_vencer_sin_avance", Severidad.ADVERTENCIA, r, _por_vencer(r, hoy)))
        if con_ejecucion and gasto_sin_avance(r):
            halladas.append(_alerta("gasto_sin_avance", Severidad.ADVERTENCIA, r, _gasto(r)))
        if con_ejecucion and avance_sin_gasto(r):
            halladas.append(_alerta("avance_sin_gasto", Severidad.ADVERTENCIA, r, _sin_gasto(r)))
        if falta_reporte(r, reportadas, hoy):
            halladas.append(_alerta("sin_reporte", Severidad.ADVERTENCIA, r, _sin_reporte(r, corte)))
    return halladas


def _alerta(regla: str, severidad: Severidad, renglon: Renglon, mensaje: str) -> Hallazgo:
    return Hallazgo(regla, severidad, renglon.codigo, renglon.dependencia, mensaje)


def _avance(renglon: Renglon) -> str:
    return "no tiene avance reportado" if renglon.avance is None else f"va en {en_puntos(renglon.avance)}"


def _vencida(r: Renglon, hoy: date) -> str:
    dias = (hoy - r.fin).days
    return (
        f"La actividad {r.codigo} terminaba el {r.fin:%d/%m/%Y} (hace {dias} días) y {_avance(r)}: "
        "reporte el avance final o ajuste su fecha de terminación en el plan."
    )


def _por_vencer(r: Renglon, hoy: date) -> str:
    dias = (r.fin - hoy).days
    return (
        f"La actividad {r.codigo} termina el {r.fin:%d/%m/%Y} (en {dias} días) y {_avance(r)}: "
        f"confirme con {r.responsable} si se alcanza a cumplir."
    )


def _gasto(r: Renglon) -> str:
    return (
        f"La actividad {r.codigo} tiene obligaciones y {_avance(r)}: reporte el avance o explique "
        "la etapa contractual en dificultades."
    )


def _sin_gasto(r: Renglon) -> str:
    return (
        f"La actividad {r.codigo} {_avance(r)} y no tiene obligaciones: cargue su ejecución, o aclare "
        "si fue por gestión, donación, cofinanciación o sin costo."
    )


def _sin_reporte(r: Renglon, corte: Corte) -> str:
    return f"La actividad {r.codigo} no tiene reporte en el corte {corte}: {r.responsable} debe reportarla."
