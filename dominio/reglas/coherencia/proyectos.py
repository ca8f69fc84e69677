"""R01, R03, R04 y R13: cada actividad es una sola, de un proyecto con BPIN y de una meta con programa."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from dominio.modelo.hallazgo import Severidad
from dominio.modelo.plan import Renglon, TipoMeta
from dominio.reglas.coherencia.juntas import codigos, una_por_dependencia
from dominio.reglas.coherencia.plan import Falta, PlanGuardado
from dominio.valores.dinero import CERO

_MUESTRA = 5


def actividad_repetida(plan: PlanGuardado) -> Iterable[Falta]:
    """R01: dos actividades iguales en todo son la misma copiada.

    La llave no se repite porque la base lo impide: lo que se busca es la hoja pegada dos veces. Con
    dinero es un error, porque se cuenta dos veces; sin dinero, una advertencia.

    Fuente: L3 y H8 de EVAPLAN; hoja «Copia de…» de Guatapé 2026 (85 actividades duplicadas).
    """
    grupos: dict[tuple[object, ...], list[Renglon]] = {}
    for r in plan.renglones:
        nombre = nombre_llano(r.nombre)
        if nombre:
            llave = (nombre, r.dependencia_id, r.meta_codigo, r.bpin or r.proyecto, r.producto_codigo)
            lo_demas = (r.inicio, r.fin, r.cantidad_programada, r.ponderacion, r.saldos.definitiva)
            grupos.setdefault((*llave, *lo_demas, nombre_llano(r.responsable)), []).append(r)
    for iguales in grupos.values():
        if len(iguales) > 1:
            primera = iguales[0]
            yield Falta(
                primera.codigo,
                primera.dependencia,
                f"Las actividades {codigos(iguales)} son iguales en nombre, meta, fechas y dinero: deje una "
                "sola o diga en el nombre qué las distingue.",
                None if primera.saldos.definitiva > CERO else Severidad.ADVERTENCIA,
            )


def proyecto_con_dos_bpin(plan: PlanGuardado) -> Iterable[Falta]:
    """R03: un proyecto tiene un solo BPIN, y la actividad lleva el código de su proyecto.

    Fuente: L4 de EVAPLAN (proyecto PI99-000001, actividad PI99-000001/1/1/01/07).
    """
    por_nombre: dict[str, dict[str, Renglon]] = {}
    for r in plan.renglones:
        if r.bpin and nombre_llano(r.proyecto):
            por_nombre.setdefault(nombre_llano(r.proyecto), {}).setdefault(r.bpin, r)
    for suyos in por_nombre.values():
        if len(suyos) > 1:
            primero = next(iter(suyos.values()))
            yield Falta(
                primero.bpin or "",
                primero.dependencia,
                f"El proyecto «{_corto(primero.proyecto)}» tiene {len(suyos)} BPIN "
                f"({', '.join(list(suyos)[:_MUESTRA])}): deje el del banco de proyectos.",
            )
    yield from _prefijo_de_otro(plan)


def _prefijo_de_otro(plan: PlanGuardado) -> Iterable[Falta]:
    """El código de actividad que empieza por el de un proyecto («PI99-000001/1») y cuelga de otro."""
    proyectos: dict[str, dict[str, Renglon]] = {}
    for r in plan.renglones:
        prefijo, barra, _resto = r.codigo.partition("/")
        if barra and prefijo and r.bpin:
            proyectos.setdefault(prefijo, {}).setdefault(r.bpin, r)
    for prefijo, suyos in proyectos.items():
        if len(suyos) > 1:
            primera, *otras = suyos.values()
            yield Falta(
                otras[0].codigo,
                otras[0].dependencia,
                f"La actividad {otras[0].codigo} lleva el código del proyecto {prefijo}, que tiene el BPIN "
                f"{primera.bpin}, y cuelga del {otras[0].bpin}: deje uno solo.",
            )


def meta_sin_programa(plan: PlanGuardado) -> Iterable[Falta]:
    """R04: toda meta de producto cuelga de un programa, y de uno solo.

    Fuente: L5 de EVAPLAN; jerarquía del plan de desarrollo (Ley 152 de 1994 art. 41).
    """
    for codigo, renglones in plan.metas_con_actividades.items():
        de_producto = [r for r in renglones if r.tipo_meta is TipoMeta.PRODUCTO]
        if not de_producto:
            continue
        programas = {r.programa_codigo or nombre_llano(r.programa): r for r in de_producto}
        sin_programa = programas.pop("", None)
        if sin_programa is not None:
            yield Falta(
                codigo,
                sin_programa.dependencia,
                f"La meta {codigo} es de producto y no tiene programa: escriba el del plan de desarrollo.",
            )
        if len(programas) > 1:
            nombres = " y ".join(list(programas)[:_MUESTRA])
            yield Falta(
                codigo,
                de_producto[0].dependencia,
                f"La meta {codigo} cuelga de {len(programas)} programas ({nombres}): deje uno solo.",
            )


def proyecto_fuera_del_poai(plan: PlanGuardado) -> Iterable[Falta]:
    """R13: todo proyecto del plan tiene BPIN y está en el POAI, si la entidad lo cargó.

    Fuente: paso 2 de «Pasos para la elaboración» (proyectos del POAI); proyectos «Sin formular» de
    Guatapé 2026.
    """
    en_el_poai = {fila.bpin for fila in plan.poai}
    for renglones in plan.proyectos.values():
        primero = renglones[0]
        if primero.bpin is None:
            yield _del_proyecto(
                renglones,
                primero.proyecto or "",
                f"El proyecto «{_corto(primero.proyecto)}» no tiene BPIN: regístrelo en el banco de "
                "proyectos y escríbalo en el plan.",
            )
        elif en_el_poai and primero.bpin not in en_el_poai:
            yield _del_proyecto(
                renglones,
                primero.bpin,
                f"El proyecto {primero.bpin} no está en el POAI: inclúyalo o corrija el BPIN.",
            )
    yield from _de_producto_sin_proyecto(plan)


def _de_producto_sin_proyecto(plan: PlanGuardado) -> Iterable[Falta]:
    """Metas de producto cuyas actividades no dicen de qué proyecto son; las de gestión no lo necesitan."""
    sueltas = [
        (r, "")
        for r in plan.renglones
        if r.tipo_meta is TipoMeta.PRODUCTO and not r.bpin and not nombre_llano(r.proyecto)
    ]
    yield from una_por_dependencia(sueltas, _sin_proyecto)


def _sin_proyecto(quienes: str, varias: bool) -> str:
    son = "son de metas de producto y no tienen" if varias else "es de una meta de producto y no tiene"
    return f"{quienes[:1].upper()}{quienes[1:]} {son} proyecto: escriba su proyecto y su BPIN."


def _del_proyecto(renglones: Sequence[Renglon], objeto: str, mensaje: str) -> Falta:
    """De metas de gestión o administrativas es informativo: pueden no tener proyecto."""
    de_producto = any(r.tipo_meta is TipoMeta.PRODUCTO for r in renglones)
    return Falta(objeto, renglones[0].dependencia, mensaje, None if de_producto else Severidad.INFORMATIVO)


def nombre_llano(texto: str | None) -> str:
    """El nombre sin tildes, mayúsculas, signos ni espacios de más: así se sabe si dos son el mismo.

    Fuente: L6 de EVAPLAN (el mismo nombre llega de tres formas, truncado y sin tildes).
    """
    if not texto:
        return ""
    partido = unicodedata.normalize("NFKD", texto.casefold())
    return " ".join(
        "".join(
            letra if letra.isalnum() else " " for letra in partido if not unicodedata.combining(letra)
        ).split()
    )


def _corto(texto: str | None) -> str:
    limpio = " ".join((texto or "").split())
    return limpio if len(limpio) <= 90 else f"{limpio[:89]}…"
