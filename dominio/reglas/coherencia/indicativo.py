"""R07 a R10: el Plan de Acción frente al Plan Indicativo, si la entidad lo cargó."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dominio.modelo.hallazgo import Severidad
from dominio.modelo.plan import Meta, Renglon, TipoAcumulacion, TipoMeta
from dominio.reglas.cifras import en_numero
from dominio.reglas.coherencia.plan import Falta, PlanGuardado

_ANIOS = 4
_COMPARTIDA = (
    "No cambie el código ni el Plan Indicativo: es una meta compartida. Acuerde con quien la coordina quién "
    "reporta su resultado."
)


def meta_sin_actividad(plan: PlanGuardado) -> Iterable[Falta]:
    """R07: toda meta programada en la vigencia tiene al menos una actividad.

    Si la que coordina no tiene ninguna y otra dependencia sí, es informativo: la ejecuta otra.

    Fuente: coherencia Plan Indicativo y Plan de Acción (Ley 152 de 1994 art. 41); C4 y S13 de EVAPLAN.
    """
    for codigo, meta in plan.del_indicativo.items():
        programado = _programado(meta, plan.vigencia.anio)
        if not programado:
            continue
        ejecutan = plan.metas_con_actividades.get(codigo, ())
        if ejecutan and not _tiene_parte(meta, ejecutan):
            yield Falta(
                codigo,
                _coordinadora(plan, meta),
                f"La meta {codigo} la coordina {_coordinadora(plan, meta) or 'otra dependencia'} y sus "
                f"actividades son de {ejecutan[0].dependencia}: verifique que la reporte quien la coordina.",
                Severidad.INFORMATIVO,
                _COMPARTIDA,
            )
        elif not ejecutan:
            yield Falta(
                codigo,
                _coordinadora(plan, meta),
                f"La meta {codigo} tiene {en_numero(programado)} programado en {plan.vigencia} y ninguna "
                "actividad: agregue sus actividades al plan o prográmela como NP en el Plan Indicativo.",
            )


def meta_fuera_del_indicativo(plan: PlanGuardado) -> Iterable[Falta]:
    """R08: las actividades de metas de producto cuelgan de una meta del Plan Indicativo.

    Una meta que coordina otra dependencia es compartida: se dice una vez, como informativo.

    Fuente: coherencia Plan Indicativo y Plan de Acción; C3 y H9 de EVAPLAN.
    """
    if not plan.del_indicativo:
        return
    yield from _compartidas(plan)
    for r in plan.renglones:
        if r.tipo_meta is TipoMeta.PRODUCTO and r.meta_codigo not in plan.del_indicativo:
            yield Falta(
                r.codigo,
                r.dependencia,
                f"La actividad {r.codigo} cuelga de la meta {r.meta_codigo}, que no está en el Plan "
                "Indicativo: corrija el código de la meta o agréguela al indicativo.",
            )


def _compartidas(plan: PlanGuardado) -> Iterable[Falta]:
    for codigo, renglones in plan.metas_con_actividades.items():
        meta = plan.del_indicativo.get(codigo)
        if meta is None or meta.coordinadora_id is None or not _tiene_parte(meta, renglones):
            continue
        ajenas = {r.dependencia_id: r for r in renglones if r.dependencia_id != meta.coordinadora_id}
        for r in ajenas.values():
            yield Falta(
                codigo,
                r.dependencia,
                f"La meta {codigo} la coordina {_coordinadora(plan, meta) or 'otra dependencia'}: "
                f"{r.dependencia} reporta sus actividades, y el resultado lo reporta quien la coordina.",
                Severidad.INFORMATIVO,
                _COMPARTIDA,
            )


def _tiene_parte(meta: Meta, renglones: Iterable[Renglon]) -> bool:
    """Si la dependencia que coordina la meta tiene actividades en ella; sin coordinadora, no se sabe."""
    return meta.coordinadora_id is None or any(r.dependencia_id == meta.coordinadora_id for r in renglones)


def meta_distinta(plan: PlanGuardado) -> Iterable[Falta]:
    """R09: la meta de la vigencia es la del Plan Indicativo vigente, que prevalece.

    Fuente: lámina «Meta de la vigencia» del formato de Plan de Acción 2021; S15 de EVAPLAN.
    """
    for codigo, renglones in plan.metas_con_actividades.items():
        meta = plan.del_indicativo.get(codigo)
        if meta is None:
            continue
        programado = _programado(meta, plan.vigencia.anio)
        for r in _con_metas_distintas(renglones):
            if (r.meta_vigencia or None) != (programado or None):
                yield Falta(
                    codigo,
                    r.dependencia,
                    f"La meta {codigo} dice {en_numero(r.meta_vigencia)} en el Plan de Acción y "
                    f"{en_numero(programado)} en el Plan Indicativo para {plan.vigencia}: prevalece el "
                    "indicativo; corrija el Plan de Acción o registre la reprogramación.",
                )


def cuatrienio_no_cuadra(plan: PlanGuardado) -> Iterable[Falta]:
    """R10: lo programado por año cuadra con la meta del cuatrienio según cómo se acumula.

    Se mira la programación original: la reprogramada ya no tiene por qué cuadrar. Acumulado: la suma;
    flujo y capacidad: el último año programado; mantenimiento: todos iguales.
    Reducción no tiene una regla confirmada y no se evalúa; un indicativo que no trae los cuatro años
    tampoco.

    Fuente: DNP, «Guía para la construcción y análisis de indicadores»; I1 e I2 de EVAPLAN.
    """
    for codigo, meta in plan.del_indicativo.items():
        total = meta.meta_cuatrienio
        if total is None or meta.acumulacion is None:
            continue
        original = meta.programacion_original or meta.programacion
        if len(original) < _ANIOS:
            continue
        valores = [valor for _, valor in sorted(original, key=lambda par: par[0]) if valor is not None]
        explicacion = _descuadre(meta.acumulacion, valores, total)
        if explicacion is not None:
            yield Falta(
                codigo,
                _coordinadora(plan, meta),
                f"La meta {codigo} ({meta.acumulacion.value}) tiene {en_numero(total)} para el cuatrienio y "
                f"{explicacion}: revise la programación anual o el tipo de acumulación.",
            )


def _descuadre(tipo: TipoAcumulacion, valores: list[Decimal], total: Decimal) -> str | None:
    if not valores:
        return "ningún año programado"
    match tipo:
        case TipoAcumulacion.ACUMULADO:
            suma = sum(valores, Decimal(0))
            return None if suma == total else f"sus años suman {en_numero(suma)}"
        case TipoAcumulacion.FLUJO | TipoAcumulacion.CAPACIDAD:
            return None if valores[-1] == total else f"su último año dice {en_numero(valores[-1])}"
        case TipoAcumulacion.MANTENIMIENTO:
            otros = [valor for valor in valores if valor != total]
            return f"un año dice {en_numero(otros[0])}" if otros else None
        case TipoAcumulacion.REDUCCION:
            return None


def _con_metas_distintas(renglones: Iterable[Renglon]) -> Iterable[Renglon]:
    """Un renglón por cada valor distinto de la meta: lo contradictorio se guarda como vino."""
    return {renglon.meta_vigencia: renglon for renglon in reversed(list(renglones))}.values()


def _programado(meta: Meta, anio: int) -> Decimal | None:
    return dict(meta.programacion).get(anio)


def _coordinadora(plan: PlanGuardado, meta: Meta) -> str | None:
    return None if meta.coordinadora_id is None else plan.dependencias.get(meta.coordinadora_id)
