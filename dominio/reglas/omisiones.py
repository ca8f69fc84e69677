"""Omisiones: lo que debía reportarse en un corte y no se reportó. Nunca son un 0 %."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from dominio.modelo.alerta import Alerta, ReglaDeAlerta
from dominio.modelo.corte import Omision
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.identidad import IdDependencia, IdMeta
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.plan import Meta, Renglon
from dominio.modelo.reporte import Avance
from dominio.reglas.alertas import falta_reporte
from dominio.valores.fechas import Corte


def actividades_omitidas(
    renglones: Iterable[Renglon], reportadas: Collection[int], dia: date
) -> tuple[Omision, ...]:
    """Las actividades que ya empezaron, no han terminado y no tienen reporte en el corte.

    Args:
        renglones: actividades con su avance al corte, en el orden del plan.
        reportadas: identificadores de las que reportaron.
        dia: el de hoy, o el último del corte si ya pasó.

    Fuente: R37 (sin reporte al cerrar el corte es omisión); docs/reglas.md §2.
    """
    return tuple(
        Omision(
            r.id, None, r.codigo, r.nombre, r.dependencia_id, r.dependencia, r.responsable_id, r.responsable
        )
        for r in renglones
        if falta_reporte(r, reportadas, dia)
    )


def metas_omitidas(
    metas: Iterable[Meta],
    renglones: Iterable[Renglon],
    dependencias: Mapping[IdDependencia, str],
    jefes: Mapping[IdDependencia, Persona],
) -> tuple[Omision, ...]:
    """Las metas, de las que se dan, que tienen actividades en el plan, con quién debía su resultado.

    Es de la dependencia que la coordina o, si el plan no dice cuál, de la de su primera actividad; lo
    debía reportar su jefe.

    Args:
        metas: las programadas en la vigencia y sin resultado en el corte.
        renglones: las actividades, en el orden del plan.
        dependencias: nombre de cada una.
        jefes: quién dirige cada una, si hay alguien.

    Fuente: R37; docs/reglas.md §2 (lo no programado no se mide, y la omisión no es 0 %).
    """
    primeras: dict[IdMeta, Renglon] = {}
    for renglon in renglones:
        primeras.setdefault(renglon.meta_id, renglon)
    return tuple(
        _de_meta(meta, primeras[meta.id], dependencias, jefes) for meta in metas if meta.id in primeras
    )


def _de_meta(
    meta: Meta,
    primera: Renglon,
    dependencias: Mapping[IdDependencia, str],
    jefes: Mapping[IdDependencia, Persona],
) -> Omision:
    coordinadora = meta.coordinadora_id
    dependencia = primera.dependencia_id
    if coordinadora is not None and coordinadora in dependencias:
        dependencia = coordinadora
    jefe = jefes.get(dependencia)
    return Omision(
        actividad_id=None,
        meta_id=meta.id,
        codigo=meta.codigo,
        nombre=meta.nombre or meta.codigo,
        dependencia_id=dependencia,
        dependencia=dependencias.get(dependencia, primera.dependencia),
        responsable_id=jefe.id if jefe else None,
        responsable=jefe.nombre if jefe else "",
    )


def jefes_por_dependencia(personas: Iterable[Persona]) -> dict[IdDependencia, Persona]:
    """Dependencia → quien la dirige, si hay alguien con ese papel.

    Fuente: Ley 152/1994 art. 41 (cada secretaría responde por su plan de acción).
    """
    return {
        persona.dependencia_id: persona
        for persona in personas
        if persona.rol is Rol.JEFE and persona.dependencia_id is not None
    }


def sin_los_tardios(renglon: Renglon, previo: Avance | None) -> Renglon:
    """La actividad como estaba antes de lo que reportó tarde: con su último avance de otro corte.

    Fuente: R37 (la omisión se mira al cerrar, aunque después llegue el reporte).
    """
    return replace(renglon, avance=previo.porcentaje if previo else None)


def alertas_de_omision(
    omisiones: Iterable[tuple[Omision, str | None]], corte: Corte, cierre: date, severidad: Severidad
) -> list[Alerta]:
    """Una alerta por omisión, que dice si después se reportó; es cierta desde el día después del cierre.

    Args:
        omisiones: lo que faltaba al cerrar, cada cosa con el folio de su reporte en ese corte si llegó.
        corte: el que cerró.
        cierre: último día en que recibió.
        severidad: cuánto pesa una omisión.

    Fuente: R37 (error); docs/reglas.md §2: la omisión no es 0 %.
    """
    return [_alerta(omision, folio, (corte, cierre), severidad) for omision, folio in omisiones]


def _alerta(omision: Omision, folio: str | None, cual: tuple[Corte, date], severidad: Severidad) -> Alerta:
    corte, cierre = cual
    que = "la actividad" if omision.meta_id is None else "el resultado de la meta"
    pasa = f"Omisión, no 0 %: {que} no tenía reporte al cerrar el corte {corte}"
    return Alerta(
        ReglaDeAlerta.OMISION.value,
        severidad,
        omision.codigo,
        omision.nombre,
        omision.dependencia or None,
        cierre + timedelta(days=1),
        f"{pasa}." if folio is None else f"{pasa}; llegó después, con el folio {folio}.",
        "Reporte cuanto antes; quedará extemporáneo."
        if folio is None
        else "Revise ese reporte: ya llegó, fuera de plazo.",
        (omision.responsable or "Quien la coordina") if folio is None else "Planeación",
        omision.actividad_id,
        omision.dependencia_id,
    )
