"""R37 a R40: lo que no se reportó al cerrar un corte y lo que se pide al cerrar la vigencia."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from dominio.modelo.plan import Renglon
from dominio.reglas.cifras import en_numero, en_pesos
from dominio.reglas.coherencia.plan import Falta, PlanGuardado
from dominio.reglas.coherencia.reporte import narrativa_de
from dominio.reglas.proyecto_fuente import sumar_registros
from dominio.reglas.verosimilitud.gasto import dice_que_fue_sin_costo
from dominio.valores.dinero import CERO as SIN_PESOS
from dominio.valores.porcentaje import CERO

# Formas jurídicas del sector descentralizado, como vienen en el nombre de la dependencia.
_DESCENTRALIZADA = re.compile(
    r"\b(?:e\.?\s?s\.?\s?e|e\.?\s?s\.?\s?p|e\.?\s?i\.?\s?c\.?\s?e|s\.\s?a(?:\.?\s?s)?|sas)\b\.?"
    r"|\binstitutos?\b|\bempresas?\b|\bhospital(?:es)?\b|\bcorporaci[oó]n\b|\bfundaci[oó]n\b"
    r"|establecimiento p[uú]blico|sociedad de econom[ií]a mixta",
    re.IGNORECASE,
)


def omision(plan: PlanGuardado) -> Iterable[Falta]:
    """R37: lo que debía reportarse en un corte cerrado y sigue sin reportarse es omisión, no 0 %.

    Fuente: S6 de EVAPLAN; docs/reglas.md §2.
    """
    for falta in plan.omisiones:
        que = f"el resultado de la meta {falta.objeto}" if falta.de_meta else f"la actividad {falta.objeto}"
        cuales = ", ".join(falta.cortes)
        plural = "los cortes" if len(falta.cortes) > 1 else "el corte"
        quien = falta.responsable or "quien la coordina"
        yield Falta(
            falta.objeto,
            falta.dependencia,
            f"Omisión: {que} no tiene reporte desde que cerró {plural} {cuales}: {quien} debe reportar "
            "cuanto antes, y quedará extemporáneo.",
        )


def resultado_distinto_del_indicativo(plan: PlanGuardado) -> Iterable[Falta]:
    """R38: el logro de la vigencia que trae el último Plan Indicativo es el resultado reportado.

    Fuente: H12 de EVAPLAN (valor del Plan Indicativo desactualizado).
    """
    for meta in plan.metas:
        logro, reportados = plan.logros.get(meta.codigo), plan.resultados.get(meta.id, ())
        if logro is not None and reportados and reportados[-1].valor != logro:
            yield Falta(
                meta.codigo,
                reportados[-1].dependencia,
                f"La meta {meta.codigo} reporta {en_numero(reportados[-1].valor)} y el Plan Indicativo dice "
                f"{en_numero(logro)} como logro de {plan.vigencia}: actualice el que esté atrasado.",
            )


def descentralizada_sin_certificado(plan: PlanGuardado) -> Iterable[Falta]:
    """R39: al cierre, la descentralizada que ejecutó recursos certifica su ejecución financiera.

    Se reconoce por la forma jurídica en su nombre; basta un certificado entre sus evidencias.

    Fuente: recordatorios de cierre de la auditoría de reportes del Valle del Cauca; Ley 489 de 1998 art. 68.
    """
    if not _cierra(plan, "R39"):
        return
    con_certificado = {r.dependencia_id for r in plan.renglones if r.id in plan.certificadas}
    for identificador, nombre in plan.dependencias.items():
        if identificador in con_certificado or not es_descentralizada(nombre):
            continue
        propios = [r for r in plan.registros if r.dependencia_id == identificador]
        obligado = sumar_registros(propios).obligaciones
        if obligado > SIN_PESOS:
            yield Falta(
                nombre,
                nombre,
                f"{nombre} es descentralizada y lleva {en_pesos(obligado)} obligados: pida su certificado "
                "financiero y adjúntelo a una de sus actividades.",
            )


def gestion_sin_certificado(plan: PlanGuardado) -> Iterable[Falta]:
    """R40: al cierre, el avance por gestión, donación, cofinanciación o sin costo trae su certificado.

    Fuente: recordatorios de cierre de la auditoría de reportes del Valle del Cauca.
    """
    if not _cierra(plan, "R40"):
        return
    for codigo, renglones in plan.metas_con_actividades.items():
        por_gestion = [r for r in renglones if _es_por_gestion(plan, r) and r.id not in plan.certificadas]
        if por_gestion:
            cuales = ", ".join(r.codigo for r in por_gestion[:5])
            yield Falta(
                codigo,
                por_gestion[0].dependencia,
                f"La meta {codigo} avanzó por gestión ({cuales}): pida el certificado y adjúntelo como "
                "evidencia.",
            )


def es_descentralizada(nombre: str) -> bool:
    """Si el nombre de la dependencia trae la forma jurídica de una entidad descentralizada.

    Fuente: Ley 489 de 1998 art. 68 (establecimientos públicos, empresas, sociedades, hospitales E.S.E.).
    """
    return _DESCENTRALIZADA.search(nombre) is not None


def _es_por_gestion(plan: PlanGuardado, renglon: Renglon) -> bool:
    """Avanzó sin obligar nada y lo narrado lo explica así: es lo mismo que mira R24."""
    sin_gasto = renglon.saldos.obligaciones == SIN_PESOS
    avanzo = (renglon.avance or CERO) > CERO
    return avanzo and sin_gasto and dice_que_fue_sin_costo(narrativa_de(plan, renglon))


def _cierra(plan: PlanGuardado, regla: str) -> bool:
    """Si ya se pide lo del cierre de la vigencia."""
    dias = timedelta(days=int(plan.umbral(regla)))
    return plan.hoy is not None and plan.hoy >= plan.vigencia.fin - dias
