"""Todas las advertencias de un reporte de avance, y cuáles piden que la persona las aclare."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import Avance
from dominio.reglas.verosimilitud import gasto, medida, narrativa
from dominio.reglas.verosimilitud.reportado import Alrededor, CasoDeAvance, Reportado

ReglaDeAvance = Callable[[CasoDeAvance], Hallazgo | None]

# Las de peso: sin una nota, quien revisa devolvería el reporte.
DE_PESO = frozenset({"R21", "R22", "R24", "R25", "R26", "V01"})
REGLAS: tuple[ReglaDeAvance, ...] = (
    gasto.avance_sin_gasto,
    gasto.mucho_gasto_sin_avance,
    gasto.gasto_sin_avance,
    medida.mas_de_lo_programado,
    medida.meta_cumplida_con_actividades_atrasadas,
    medida.salto,
    medida.porcentaje_ajeno_a_la_cantidad,
    medida.menor_que_antes,
    medida.cumplida_en_el_primer_trimestre,
    narrativa.cero_sin_justificar,
    narrativa.avance_sin_logro,
    narrativa.narrativa_generica,
    narrativa.cifra_distinta,
    narrativa.logro_sin_avance,
    narrativa.sin_soporte,
    narrativa.narrativa_larga,
)


def advertencias(caso: CasoDeAvance) -> tuple[Hallazgo, ...]:
    """Las de un reporte guardado o por guardar: primero las de peso, al final las informativas.

    Fuente: reglas R20 a R37 de verosimilitud; docs/reglas.md, «Verosimilitud».
    """
    halladas = [hallazgo for regla in REGLAS if (hallazgo := regla(caso)) is not None]
    return tuple(sorted(halladas, key=lambda hallazgo: hallazgo.severidad is Severidad.INFORMATIVO))


def advertencias_de(
    renglon: Renglon, anterior: Avance | None, reporte: Avance, alrededor: Alrededor | None = None
) -> tuple[Hallazgo, ...]:
    """Las de un avance ya guardado, para quien lo revisa.

    Args:
        renglon: la actividad con sus saldos de hoy.
        anterior: el reporte que contaba antes de este; ``None`` si fue el primero.
        reporte: el que se revisa.
        alrededor: lo que lo rodea; sin él no se juzga contra el gasto ni contra la meta.

    Fuente: reglas R20 a R37 de verosimilitud; docs/reglas.md, «Verosimilitud».
    """
    previo = None if anterior is None else anterior.porcentaje
    return advertencias(CasoDeAvance(renglon, previo, Reportado.de_avance(reporte), alrededor or Alrededor()))


def piden_aclaracion(hallazgos: Iterable[Hallazgo]) -> tuple[Hallazgo, ...]:
    """Las de peso que nadie ha explicado todavía.

    Fuente: docs/reglas.md, «Verosimilitud».
    """
    return tuple(h for h in hallazgos if h.regla in DE_PESO and h.severidad is Severidad.ADVERTENCIA)
