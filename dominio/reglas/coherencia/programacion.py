"""R11, R12 y R23: fechas posibles, ponderaciones que cierran y cantidades programadas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dominio.modelo.plan import Renglon
from dominio.reglas.cifras import en_numero
from dominio.reglas.coherencia.juntas import una_por_dependencia
from dominio.reglas.coherencia.plan import Falta, PlanGuardado
from dominio.valores.porcentaje import CIEN

_MUESTRA = 5


def fechas_imposibles(plan: PlanGuardado) -> Iterable[Falta]:
    """R11: la actividad tiene fechas, termina después de empezar, y las dos fechas son de la vigencia.

    Fuente: lámina «Fecha de inicio y fecha de terminación» del formato de Plan de Acción 2021;
    fechas imposibles vistas en el Cuadro 1S de Santiago de Cali.
    """
    sin_fechas = [(r, "") for r in plan.renglones if r.sin_fechas]
    yield from una_por_dependencia(sin_fechas, _sin_fechas)
    for r in plan.renglones:
        motivo = None
        if r.sin_fechas:
            continue
        if r.fin < r.inicio:
            motivo = f"termina el {r.fin:%d/%m/%Y}, antes de empezar el {r.inicio:%d/%m/%Y}"
        elif not plan.vigencia.contiene(r.inicio):
            motivo = f"empieza el {r.inicio:%d/%m/%Y}, fuera de la vigencia {plan.vigencia}"
        elif not plan.vigencia.contiene(r.fin):
            motivo = f"termina el {r.fin:%d/%m/%Y}, fuera de la vigencia {plan.vigencia}"
        if motivo is not None:
            yield Falta(
                r.codigo, r.dependencia, f"La actividad {r.codigo} {motivo}: corrija sus fechas en el plan."
            )


def _sin_fechas(quienes: str, varias: bool) -> str:
    traen = "no traen fechas posibles y quedaron" if varias else "no trae fechas posibles y quedó"
    return (
        f"{quienes[:1].upper()}{quienes[1:]} {traen} con las de la vigencia: corrija sus fechas en el plan."
    )


def ponderaciones_no_cierran(plan: PlanGuardado) -> Iterable[Falta]:
    """R12: las ponderaciones suman 100 por producto (por meta, si no lo hay) o por todo el proyecto.

    Si unas actividades del grupo la traen y otras no, también se dice.

    Fuente: «Sumatoria ponderada del % de avance de las actividades», Cuadro 1S de Santiago de Cali
    (9 de 570 proyectos no cierran); docs/reglas.md §3.
    """
    tolerancia = int(plan.umbral("R12") * 100)
    por_proyecto = _sumas(plan.renglones, lambda r: r.bpin or r.proyecto)
    for grupo, renglones in _grupos(plan.renglones).items():
        pesos = [r.ponderacion.centesimas for r in renglones if r.ponderacion is not None]
        if not pesos:
            continue
        sin_peso = [r.codigo for r in renglones if r.ponderacion is None]
        suma = sum(pesos)
        if sin_peso:
            muestra = ", ".join(sin_peso[:_MUESTRA]) + ("…" if len(sin_peso) > _MUESTRA else "")
            motivo = f"tiene actividades sin ponderación ({muestra}), que no le suman avance"
        elif _cierra(suma, tolerancia):
            continue
        else:
            primero = renglones[0]
            proyecto = por_proyecto.get(primero.bpin or primero.proyecto or "", 0)
            if _cierra(proyecto, tolerancia):
                continue
            motivo = f"tiene ponderaciones que suman {en_numero(Decimal(suma) / 100)}"
        yield Falta(
            grupo.objeto, renglones[0].dependencia, f"{grupo.nombre} {motivo}: ajústelas para que sumen 100."
        )


def sin_cantidad_programada(plan: PlanGuardado) -> Iterable[Falta]:
    """R23: la actividad dice cuánto va a hacer, y no solo un porcentaje.

    Fuente: P5b de EVAPLAN.
    """
    for r in plan.renglones:
        if not r.cantidad_programada:
            yield Falta(
                r.codigo,
                r.dependencia,
                f"La actividad {r.codigo} no tiene cantidad programada: escríbala en el plan.",
            )


@dataclass(frozen=True, slots=True)
class _Grupo:
    """Lo que se cierra en 100: un producto en su proyecto, o una meta."""

    llave: tuple[str, str]
    objeto: str
    nombre: str


def _grupos(renglones: Iterable[Renglon]) -> Mapping[_Grupo, list[Renglon]]:
    grupos: dict[_Grupo, list[Renglon]] = {}
    for r in renglones:
        grupos.setdefault(_grupo(r), []).append(r)
    return grupos


def _grupo(r: Renglon) -> _Grupo:
    proyecto = r.bpin or r.proyecto or ""
    if not r.producto_codigo:
        return _Grupo(("", r.meta_codigo), r.meta_codigo, f"La meta {r.meta_codigo}")
    donde = f" del proyecto {proyecto}" if r.bpin else ""
    return _Grupo((proyecto, r.producto_codigo), r.producto_codigo, f"El producto {r.producto_codigo}{donde}")


def _sumas(renglones: Iterable[Renglon], clave: Callable[[Renglon], str | None]) -> Mapping[str, int]:
    """Clave → suma de ponderaciones, en centésimas de punto."""
    sumas: dict[str, int] = {}
    for r in renglones:
        if r.ponderacion is not None:
            sumas[clave(r) or ""] = sumas.get(clave(r) or "", 0) + r.ponderacion.centesimas
    return sumas


def _cierra(centesimas: int, tolerancia: int) -> bool:
    return abs(centesimas - CIEN.centesimas) <= tolerancia
