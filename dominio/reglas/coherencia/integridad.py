"""R06 y R33: todo con su responsable, su dependencia y su nombre."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from dominio.modelo.plan import Renglon
from dominio.reglas.coherencia.juntas import una_por_dependencia
from dominio.reglas.coherencia.plan import Falta, PlanGuardado
from dominio.reglas.nombre_de_persona import parece_oficina

_NOMBRE = re.compile(r"[^\W\d_]{2,}")


def sin_responsable(plan: PlanGuardado) -> Iterable[Falta]:
    """R06: dependencia y responsable con nombre y apellido en toda actividad.

    Fuente: Ley 152 de 1994 art. 41; lámina «Dependencia y responsable» del formato de Plan de
    Acción 2021 (nombre y apellido).
    """
    for r in plan.renglones:
        if vacio(r.dependencia):
            yield Falta(
                r.codigo, None, f"La actividad {r.codigo} no tiene dependencia: escriba cuál la ejecuta."
            )
    con_dependencia = [r for r in plan.renglones if not vacio(r.dependencia)]
    sin_nadie = [(r, "") for r in con_dependencia if vacio(r.responsable)]
    yield from una_por_dependencia(sin_nadie, _sin_nadie)
    de_otros = [r for r in con_dependencia if not vacio(r.responsable) and not _es_persona(r.responsable)]
    por_texto: dict[str, list[tuple[Renglon, str]]] = defaultdict(list)
    for r in de_otros:
        por_texto[r.responsable].append((r, r.responsable))
    for responsable, suyas in por_texto.items():
        yield from una_por_dependencia(suyas, partial(_no_es_persona, responsable))


def _sin_nadie(quienes: str, varias: bool) -> str:
    verbo = "no tienen" if varias else "no tiene"
    return f"{_mayuscula(quienes)} {verbo} responsable: escriba el nombre y el apellido de una persona."


def _no_es_persona(responsable: str, quienes: str, varias: bool) -> str:
    verbo = "traen" if varias else "trae"
    return (
        f"{_mayuscula(quienes)} {verbo} «{responsable}» como responsable: escriba el nombre y el apellido de "
        "una persona."
    )


def _mayuscula(frase: str) -> str:
    return f"{frase[:1].upper()}{frase[1:]}"


def nombre_vacio(plan: PlanGuardado) -> Iterable[Falta]:
    """R33: ningún nombre, indicador, unidad, programa ni proyecto es un punto o una raya.

    Lo que el libro no trae no es de aquí: se señala lo que se llenó por llenar.

    Fuente: circular de seguimiento de la Gobernación del Valle del Cauca (prohíbe los vacíos y el «.»).
    """
    metas_vistas: set[str] = set()
    for r in plan.renglones:
        if vacio(r.nombre):
            yield _sin_nombre(r, r.codigo, f"La actividad {r.codigo}")
        if r.meta_codigo not in metas_vistas and r.meta is not None and vacio(r.meta):
            yield _sin_nombre(r, r.meta_codigo, f"La meta {r.meta_codigo}")
        metas_vistas.add(r.meta_codigo)
        for que, texto in _llenables(r):
            if texto is not None and vacio(texto):
                yield Falta(
                    r.codigo,
                    r.dependencia,
                    f"La actividad {r.codigo} trae «{texto.strip()}» en {que}: escríbalo o deje vacía la "
                    "celda.",
                )


def _llenables(r: Renglon) -> Iterable[tuple[str, str | None]]:
    return (
        ("el indicador", r.indicador),
        ("la unidad de medida", r.unidad),
        ("el programa", r.programa),
        ("el proyecto", r.proyecto),
        ("el objetivo del proyecto", r.objetivo),
    )


def vacio(texto: str | None) -> bool:
    """Si el texto no dice nada: vacío, o sin ninguna letra ni dígito («.», «-»).

    Fuente: R33; celdas «.» vistas en los reportes de EVAPLAN.
    """
    return not any(caracter.isalnum() for caracter in texto or "")


def _sin_nombre(renglon: Renglon, objeto: str, quien: str) -> Falta:
    return Falta(
        objeto, renglon.dependencia, f"{quien} no tiene nombre: escríbalo en el plan y vuelva a importarlo."
    )


def _es_persona(nombre: str) -> bool:
    return len(_NOMBRE.findall(nombre)) >= 2 and not parece_oficina(nombre)
