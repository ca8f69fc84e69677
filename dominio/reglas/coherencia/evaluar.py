"""El registro de reglas de coherencia y su evaluación."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dominio.modelo.coherencia import AjusteDeRegla, ReglaVigente
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.reglas.coherencia import (
    cierre,
    codigos,
    gasto,
    indicativo,
    instrumentos,
    integridad,
    programacion,
    proyectos,
    reportado,
    reporte,
)
from dominio.reglas.coherencia.fichas import vigentes
from dominio.reglas.coherencia.plan import Falta, PlanGuardado, Regla

REGLAS: tuple[Regla, ...] = (
    Regla("R01", proyectos.actividad_repetida),
    Regla("R02", codigos.codigo_sin_forma),
    Regla("R03", proyectos.proyecto_con_dos_bpin),
    Regla("R04", proyectos.meta_sin_programa),
    Regla("R05", codigos.codigo_fuera_de_catalogo),
    Regla("R06", integridad.sin_responsable),
    Regla("R07", indicativo.meta_sin_actividad),
    Regla("R08", indicativo.meta_fuera_del_indicativo),
    Regla("R09", indicativo.meta_distinta),
    Regla("R10", indicativo.cuatrienio_no_cuadra),
    Regla("R11", programacion.fechas_imposibles),
    Regla("R12", programacion.ponderaciones_no_cierran),
    Regla("R13", proyectos.proyecto_fuera_del_poai),
    Regla("R14", instrumentos.plan_distinto_del_poai),
    Regla("R15", codigos.fuente_fuera_de_lugar),
    Regla("R16", instrumentos.pagos_fuera_del_pac),
    Regla("R17", gasto.cadena_rota),
    Regla("R18", gasto.obligaciones_sin_apropiacion),
    Regla("R19", gasto.contratacion_sin_empezar),
    Regla("R20", reportado.porcentaje_ajeno_a_la_cantidad),
    Regla("R21", reportado.mas_de_lo_programado),
    Regla("R22", reporte.obligaciones_sin_avance),
    Regla("R23", programacion.sin_cantidad_programada),
    Regla("R24", reporte.avance_sin_obligaciones),
    Regla("R25", reporte.mucho_obligado_sin_avance),
    Regla("R26", reportado.meta_cumplida_con_actividades_atrasadas),
    Regla("R27", reportado.cero_sin_justificar),
    Regla("R28", reportado.avance_sin_logro),
    Regla("R29", reportado.logro_sin_avance),
    Regla("R30", reportado.avance_no_programado),
    Regla("R31", reportado.cierre_por_debajo),
    Regla("R32", reportado.menor_que_antes),
    Regla("R33", integridad.nombre_vacio),
    Regla("R34", reportado.sin_soporte),
    Regla("R35", reportado.narrativa_que_no_dice),
    Regla("R36", reportado.narrativa_larga),
    Regla("R37", cierre.omision),
    Regla("R38", cierre.resultado_distinto_del_indicativo),
    Regla("R39", cierre.descentralizada_sin_certificado),
    Regla("R40", cierre.gestion_sin_certificado),
    Regla("V03", reportado.nivel_por_incremento),
    Regla("V04", reportado.desmedido),
)


def evaluar(plan: PlanGuardado, ajustes: Mapping[str, AjusteDeRegla] | None = None) -> list[Hallazgo]:
    """Los hallazgos de las reglas prendidas, en el orden de sus códigos y del plan.

    Las incoherencias nunca impiden importar ni reportar: lo guardado queda como vino y aquí se
    dice qué está mal y cómo arreglarlo.

    Args:
        plan: lo que se mira.
        ajustes: código de regla → lo que la entidad cambió de ella.

    Fuente: reglas R01 a R40 de coherencia PI–POAI–PAC–PA; docs/coherencia.md.
    """
    reglas = {regla.ficha.codigo: regla for regla in vigentes(ajustes or {})}
    umbrales = {codigo: r.umbral for codigo, r in reglas.items() if r.umbral is not None}
    mirado = replace(plan, umbrales=umbrales)
    return [
        _hallazgo(reglas[regla.codigo], falta)
        for regla in REGLAS
        if not reglas[regla.codigo].apagada
        for falta in _sin_repetir(regla.buscar(mirado))
    ]


def _sin_repetir(faltas: Iterable[Falta]) -> Iterator[Falta]:
    """Dos registros de una actividad pueden decir lo mismo: se dice una vez."""
    return iter(dict.fromkeys(faltas))


def _hallazgo(regla: ReglaVigente, falta: Falta) -> Hallazgo:
    return Hallazgo(
        regla.ficha.codigo,
        _severidad(regla, falta.severidad),
        falta.objeto,
        falta.dependencia,
        falta.mensaje,
        arreglo=falta.arreglo,
    )


def _severidad(regla: ReglaVigente, del_caso: Severidad | None) -> Severidad:
    """La del caso si pesa menos que la que la entidad tiene para la regla; si no, la de la regla."""
    if del_caso is None:
        return regla.severidad
    return max(del_caso, regla.severidad, key=lambda severidad: severidad.peso)
