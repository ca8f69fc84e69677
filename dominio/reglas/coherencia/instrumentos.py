"""R14 y R16: el dinero del plan frente al POAI y al PAC, si la entidad los cargó."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from dominio.modelo.libro import FilaPAC
from dominio.modelo.plan import Registro
from dominio.reglas.cifras import en_pesos
from dominio.reglas.coherencia.plan import Falta, PlanGuardado
from dominio.reglas.proyecto_fuente import saldos_de_bolsa
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import MESES

_Bolsa = tuple[str, str]


def plan_distinto_del_poai(plan: PlanGuardado) -> Iterable[Falta]:
    """R14: lo programado por proyecto es lo del POAI, y la meta no tiene más que sus recursos.

    Fuente: P7 de EVAPLAN (metas en 112 % y 148 % de sus recursos); Ley 152 de 1994 art. 41.
    """
    yield from _por_proyecto(plan)
    yield from _por_meta(plan)


def _por_proyecto(plan: PlanGuardado) -> Iterable[Falta]:
    aprobado: dict[str, int] = defaultdict(int)
    for fila in plan.poai:
        aprobado[fila.bpin] += fila.apropiacion.centavos
    tolerancia = _centavos(plan, "R14")
    for bpin, registros in _registros_por_bpin(plan).items():
        programado = sum(r.monto.centavos for r in registros)
        if bpin not in aprobado or abs(programado - aprobado[bpin]) <= tolerancia:
            continue
        yield Falta(
            bpin,
            plan.dependencias.get(registros[0].dependencia_id),
            f"El proyecto {bpin} programa {en_pesos(Pesos(programado))} en el plan y el POAI dice "
            f"{en_pesos(Pesos(aprobado[bpin]))}: ajuste los montos o registre la modificación del POAI.",
        )


def _por_meta(plan: PlanGuardado) -> Iterable[Falta]:
    """La definitiva de las actividades de la meta, contra lo que el POAI le da."""
    recursos: dict[str, int] = defaultdict(int)
    for fila in plan.poai:
        if fila.meta_codigo:
            recursos[fila.meta_codigo] += fila.apropiacion.centavos
    tolerancia = _centavos(plan, "R14")
    for codigo, renglones in plan.metas_con_actividades.items():
        definitiva = sum(r.saldos.definitiva.centavos for r in renglones)
        if codigo in recursos and definitiva > recursos[codigo] + tolerancia:
            yield Falta(
                codigo,
                renglones[0].dependencia,
                f"La meta {codigo} tiene apropiación definitiva por {en_pesos(Pesos(definitiva))} y el POAI "
                f"le da {en_pesos(Pesos(recursos[codigo]))}: revise de dónde sale la diferencia.",
            )


def pagos_fuera_del_pac(plan: PlanGuardado) -> Iterable[Falta]:
    """R16: lo pagado hasta el mes y lo programado en el año caben en el PAC, por proyecto y fuente.

    Lo programado es el monto del plan; lo pagado, el acumulado de la vigencia.

    Fuente: paso 4 de «Pasos para la elaboración» (coherencia PI–POAI–PAC); Decreto 111 de 1996 art. 73.
    """
    if not plan.pac:
        return
    pac = _pac_por_bolsa(plan)
    tolerancia = _centavos(plan, "R16")
    mes = _mes(plan)
    for (bpin, fuente), registros in _registros_por_bolsa(plan).items():
        meses = pac.get((bpin, fuente))
        if meses is None:
            continue
        dependencia = plan.dependencias.get(registros[0].dependencia_id)
        sitio = f"proyecto {bpin}, fuente {fuente}" if fuente else f"proyecto {bpin}"
        pagado = saldos_de_bolsa(registros).pagos
        hasta = Pesos(sum(meses[:mes]))
        if pagado.centavos > hasta.centavos + tolerancia:
            yield Falta(
                bpin,
                dependencia,
                f"En el {sitio} se ha pagado {en_pesos(pagado)} y el PAC hasta {MESES[mes - 1]} es "
                f"{en_pesos(hasta)}: ajuste el PAC o revise los pagos.",
            )
        programado, anual = Pesos(sum(r.monto.centavos for r in registros)), Pesos(sum(meses))
        if programado.centavos > anual.centavos + tolerancia:
            yield Falta(
                bpin,
                dependencia,
                f"En el {sitio} el plan programa {en_pesos(programado)} y el PAC del año es "
                f"{en_pesos(anual)}: ajuste el PAC o el monto.",
            )


def _mes(plan: PlanGuardado) -> int:
    """Hasta qué mes se mira: el de hoy si es de la vigencia; si no, todo el año."""
    if plan.hoy is None or plan.hoy.year != plan.vigencia.anio:
        return len(MESES)
    return plan.hoy.month


def _pac_por_bolsa(plan: PlanGuardado) -> Mapping[_Bolsa, list[int]]:
    """(BPIN, fuente) → centavos de cada mes, de enero a diciembre."""
    bolsas: dict[_Bolsa, list[int]] = {}
    for fila in plan.pac:
        suma = bolsas.setdefault((fila.bpin, _fuente_del_pac(fila)), [0] * len(MESES))
        for i, mes in enumerate(fila.meses):
            suma[i] += mes.centavos
    return bolsas


def _fuente_del_pac(fila: FilaPAC) -> str:
    return fila.fuente_codigo or fila.fuente or ""


def _registros_por_bpin(plan: PlanGuardado) -> Mapping[str, list[Registro]]:
    grupos: dict[str, list[Registro]] = defaultdict(list)
    for registro in plan.registros:
        if registro.bpin:
            grupos[registro.bpin].append(registro)
    return grupos


def _registros_por_bolsa(plan: PlanGuardado) -> Mapping[_Bolsa, list[Registro]]:
    grupos: dict[_Bolsa, list[Registro]] = defaultdict(list)
    for registro in plan.registros:
        if registro.bpin:
            grupos[registro.bpin, registro.fuente_codigo or registro.fuente or ""].append(registro)
    return grupos


def _centavos(plan: PlanGuardado, regla: str) -> int:
    return int(plan.umbral(regla) * 100)
