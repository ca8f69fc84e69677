"""El registro de reglas de coherencia y su evaluación."""

from __future__ import annotations

from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.reglas.coherencia import gasto, indicativo, integridad, programacion, reporte
from dominio.reglas.coherencia.plan import PlanGuardado, Regla

REGLAS: tuple[Regla, ...] = (
    Regla("R06", Severidad.ERROR, integridad.sin_responsable),
    Regla("R07", Severidad.ADVERTENCIA, indicativo.meta_sin_actividad),
    Regla("R08", Severidad.ERROR, indicativo.meta_fuera_del_indicativo),
    Regla("R09", Severidad.ERROR, indicativo.meta_distinta),
    Regla("R10", Severidad.ADVERTENCIA, indicativo.cuatrienio_no_cuadra),
    Regla("R11", Severidad.ADVERTENCIA, programacion.fechas_imposibles),
    Regla("R12", Severidad.ADVERTENCIA, programacion.ponderaciones_no_cierran),
    Regla("R17", Severidad.ERROR, gasto.cadena_rota),
    Regla("R18", Severidad.ADVERTENCIA, gasto.obligaciones_sin_apropiacion),
    Regla("R21", Severidad.ADVERTENCIA, reporte.avance_mayor_que_100),
    Regla("R22", Severidad.ADVERTENCIA, reporte.obligaciones_sin_avance),
    Regla("R24", Severidad.ADVERTENCIA, reporte.avance_sin_obligaciones),
    Regla("R33", Severidad.ADVERTENCIA, integridad.nombre_vacio),
)


def evaluar(plan: PlanGuardado) -> list[Hallazgo]:
    """Los hallazgos de todas las reglas, en el orden de sus códigos y del plan.

    Las incoherencias nunca impiden importar ni reportar: lo guardado queda como vino y aquí se
    dice qué está mal y cómo arreglarlo.

    Fuente: reglas R01 a R40 de coherencia PI–POAI–PAC–PA; docs/formato.md.
    """
    return [
        Hallazgo(
            regla.codigo,
            falta.severidad or regla.severidad,
            falta.objeto,
            falta.dependencia,
            falta.mensaje,
        )
        for regla in REGLAS
        for falta in regla.buscar(plan)
    ]
