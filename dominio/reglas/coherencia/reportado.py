"""R20, R26 a R32 y R34 a R36 sobre lo guardado: el mismo criterio con que se advierte al reportar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.reporte import OrigenReporte
from dominio.reglas.cifras import en_numero
from dominio.reglas.coherencia.plan import Falta, PlanGuardado
from dominio.reglas.coherencia.reporte import avance_mayor_que_100
from dominio.reglas.resultado import programado_de
from dominio.reglas.verosimilitud import medida, narrativa
from dominio.reglas.verosimilitud import resultado as de_meta
from dominio.reglas.verosimilitud.reportado import Alrededor, CasoDeAvance, Reportado
from dominio.reglas.verosimilitud.resultado import CasoDeResultado
from dominio.valores.porcentaje import CERO, Porcentaje

_DeAvance = Callable[[CasoDeAvance], Hallazgo | None]
_DeResultado = Callable[[CasoDeResultado], Hallazgo | None]


def porcentaje_ajeno_a_la_cantidad(plan: PlanGuardado) -> Iterable[Falta]:
    """R20: el porcentaje guardado es la cantidad ejecutada sobre la programada.

    Fuente: P3 de EVAPLAN; docs/reglas.md §1.
    """
    return _avances(plan, medida.porcentaje_ajeno_a_la_cantidad)


def mas_de_lo_programado(plan: PlanGuardado) -> Iterable[Falta]:
    """R21: ni el avance de una actividad ni el resultado de una meta pasan de lo programado sin decirlo.

    Fuente: P4 de EVAPLAN; metas de Tenjo 2025 por encima de 100 %.
    """
    yield from avance_mayor_que_100(plan)
    yield from _resultados(plan, de_meta.mas_de_lo_programado)


def meta_cumplida_con_actividades_atrasadas(plan: PlanGuardado) -> Iterable[Falta]:
    """R26: una meta en 100 % no tiene proyectos cuyas actividades van muy por debajo.

    Fuente: alerta 3 de la auditoría de reportes del Valle del Cauca.
    """
    return _resultados(plan, de_meta.cumplida_con_actividades_atrasadas)


def cero_sin_justificar(plan: PlanGuardado) -> Iterable[Falta]:
    """R27: un avance o un resultado en 0 se justifica en Dificultades.

    Fuente: S9 de EVAPLAN (criterio estricto).
    """
    yield from _avances(plan, narrativa.cero_sin_justificar)
    yield from _resultados(plan, de_meta.cero_sin_justificar)


def avance_sin_logro(plan: PlanGuardado) -> Iterable[Falta]:
    """R28: un avance mayor que 0 trae su logro; un resultado, su logro y su análisis.

    Fuente: S11 de EVAPLAN.
    """
    yield from _avances(plan, narrativa.avance_sin_logro)
    yield from _resultados(plan, de_meta.sin_logro_o_analisis)


def logro_sin_avance(plan: PlanGuardado) -> Iterable[Falta]:
    """R29: un avance en 0 no cuenta un logro.

    Fuente: S9c de EVAPLAN.
    """
    return _avances(plan, narrativa.logro_sin_avance, siempre=True)


def avance_no_programado(plan: PlanGuardado) -> Iterable[Falta]:
    """R30: no se reporta avance en una meta NP o en cero.

    En las actividades se mira solo si el año está dicho: una meta que el libro no trae no es NP.

    Fuente: S12 de EVAPLAN; docs/reglas.md §2.
    """
    yield from _resultados(plan, de_meta.meta_no_programada)
    for codigo, renglones in plan.metas_con_actividades.items():
        meta = plan.del_indicativo.get(codigo)
        valor = renglones[0].meta_vigencia if meta is None else programado_de(meta, plan.vigencia)
        con_avance = [r for r in renglones if (r.avance or CERO) > CERO]
        dicha = valor is not None or meta is not None
        if con_avance and dicha and not valor:
            yield Falta(
                codigo,
                con_avance[0].dependencia,
                f"La meta {codigo} no está programada este año ({en_numero(valor)}) y la actividad "
                f"{con_avance[0].codigo} reporta avance: si sí debía estarlo, pida reprogramarla.",
            )


def cierre_por_debajo(plan: PlanGuardado) -> Iterable[Falta]:
    """R31: la proyección de cierre alcanza la meta y no es menor que lo acumulado.

    Fuente: S12b de EVAPLAN.
    """
    return _resultados(plan, de_meta.cierre_por_debajo)


def menor_que_antes(plan: PlanGuardado) -> Iterable[Falta]:
    """R32: el acumulado no baja; con motivo es informativo.

    Fuente: 33 filas del Cuadro 1S de Santiago de Cali.
    """
    yield from _avances(plan, medida.menor_que_antes)
    yield from _resultados(plan, de_meta.menor_que_antes)


def sin_soporte(plan: PlanGuardado) -> Iterable[Falta]:
    """R34: un avance que creció tiene alguna evidencia.

    Fuente: «¿Cargó evidencia en Drive?» del formato de Guatapé 2026.
    """
    return _avances(plan, narrativa.sin_soporte, siempre=True)


def narrativa_que_no_dice(plan: PlanGuardado) -> Iterable[Falta]:
    """R35: lo narrado dice algo propio y su cifra no contradice la reportada.

    Fuente: «narrativa insuficiente o genérica», observación de devolución del Valle del Cauca.
    """
    yield from _avances(plan, narrativa.narrativa_generica)
    yield from _avances(plan, narrativa.cifra_distinta)
    yield from _resultados(plan, de_meta.narrativa_generica)


def narrativa_larga(plan: PlanGuardado) -> Iterable[Falta]:
    """R36: lo narrado cabe en el límite de la entidad.

    Fuente: explicación de hasta 225 caracteres del Cuadro 1S de Santiago de Cali.
    """
    return _avances(plan, narrativa.narrativa_larga, siempre=True)


def nivel_por_incremento(plan: PlanGuardado) -> Iterable[Falta]:
    """V03: el resultado no es el nivel total donde va lo hecho este año.

    Fuente: ficha 050201 del plan de acción de Guatapé 2026.
    """
    return _resultados(plan, de_meta.nivel_por_incremento)


def desmedido(plan: PlanGuardado) -> Iterable[Falta]:
    """V04: más del doble de lo programado se explica.

    Fuente: metas de Tenjo 2025 hasta en 365 %.
    """
    return _resultados(plan, de_meta.desmedido)


def _avances(plan: PlanGuardado, regla: _DeAvance, *, siempre: bool = False) -> Iterable[Falta]:
    """Lo que esa regla advierte del último reporte de cada actividad.

    Lo que la persona ya explicó queda informativo; ``siempre``, la regla lo es por naturaleza y manda
    la severidad de su ficha. Lo que trajo un libro no tiene narrativa y no se juzga.
    """
    alrededor = Alrededor(limite_narrativa=plan.limite_narrativa)
    for renglon in plan.renglones:
        ultimo = plan.ultimos.get(renglon.id)
        if ultimo is None or ultimo.origen is not OrigenReporte.CHAT:
            continue
        previo = plan.previos.get(renglon.id)
        anterior = None if previo is None else previo.porcentaje
        hallazgo = regla(CasoDeAvance(renglon, anterior, Reportado.de_avance(ultimo), alrededor))
        if hallazgo is not None:
            explicado = hallazgo.severidad is Severidad.INFORMATIVO and not siempre
            yield Falta(
                hallazgo.objeto,
                hallazgo.dependencia,
                hallazgo.mensaje,
                Severidad.INFORMATIVO if explicado else None,
            )


def _resultados(plan: PlanGuardado, regla: _DeResultado) -> Iterable[Falta]:
    """Lo que esa regla advierte del último resultado de cada meta y nadie ha aclarado."""
    atrasadas = Porcentaje.de(plan.umbral("R26"))
    for meta in plan.metas:
        contados = plan.resultados.get(meta.id, ())
        if not contados:
            continue
        anterior = contados[-2] if len(contados) > 1 else None
        actividades = plan.metas_con_actividades.get(meta.codigo, ())
        caso = CasoDeResultado.de_reporte(meta, anterior, contados[-1], actividades)
        hallazgo = regla(replace(caso, atrasadas=atrasadas))
        if hallazgo is not None and hallazgo.severidad is not Severidad.INFORMATIVO:
            yield Falta(hallazgo.objeto, hallazgo.dependencia, hallazgo.mensaje)
