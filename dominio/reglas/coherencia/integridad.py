"""R06 y R33: todo con su responsable, su dependencia y su nombre."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dominio.modelo.plan import Renglon
from dominio.reglas.coherencia.plan import Falta, PlanGuardado

_SIN_PERSONA = re.compile(
    r"haga\s+sus\s+veces|por\s+(?:definir|asignar|designar)|sin\s+(?:asignar|definir)|vacante", re.IGNORECASE
)
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
        elif not _es_persona(r.responsable):
            yield Falta(
                r.codigo,
                r.dependencia,
                f"La actividad {r.codigo} trae «{r.responsable}» como responsable: escriba el nombre y el "
                "apellido de una persona.",
            )


def nombre_vacio(plan: PlanGuardado) -> Iterable[Falta]:
    """R33: ningún nombre vacío ni reemplazado por un punto o una raya.

    Fuente: circular de seguimiento de la Gobernación del Valle del Cauca (prohíbe los vacíos y el «.»).
    """
    metas_vistas: set[str] = set()
    for r in plan.renglones:
        if vacio(r.nombre):
            yield _sin_nombre(r, r.codigo, f"La actividad {r.codigo}")
        if r.meta_codigo not in metas_vistas and r.meta is not None and vacio(r.meta):
            yield _sin_nombre(r, r.meta_codigo, f"La meta {r.meta_codigo}")
        metas_vistas.add(r.meta_codigo)


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
    return len(_NOMBRE.findall(nombre)) >= 2 and _SIN_PERSONA.search(nombre) is None
