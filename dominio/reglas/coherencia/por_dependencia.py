"""Cómo queda cada dependencia: limpia, con advertencias o bloqueada."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dominio.modelo.coherencia import CoherenciaDeDependencia
from dominio.modelo.entidad import Dependencia
from dominio.modelo.hallazgo import Hallazgo, Severidad

_ACEPTADO = "aceptado"


def contar_por_dependencia(
    hallazgos: Iterable[Hallazgo], dependencias: Sequence[Dependencia]
) -> tuple[CoherenciaDeDependencia, ...]:
    """Los hallazgos abiertos y aceptados de cada dependencia, en su orden; al final, los de ninguna.

    Args:
        hallazgos: los de toda la entidad.
        dependencias: las que tienen parte en el plan, también las que no tienen hallazgos.

    Fuente: E = error (no se aprueba), A = advertencia (pide explicación), I = informativo.
    """
    cuentas: dict[str | None, Counter[str]] = {}
    for hallazgo in hallazgos:
        clave = hallazgo.severidad.value if hallazgo.abierto else _ACEPTADO
        cuentas.setdefault(hallazgo.dependencia, Counter())[clave] += 1
    por_nombre = {dependencia.nombre: dependencia for dependencia in dependencias}
    filas = [_fila(d, d.nombre, cuentas.get(d.nombre, Counter())) for d in dependencias]
    sueltas: Counter[str] = Counter()
    for nombre, cuenta in cuentas.items():
        if nombre not in por_nombre:
            sueltas += cuenta
    return (*filas, _fila(None, None, sueltas)) if sueltas else tuple(filas)


def _fila(
    dependencia: Dependencia | None, nombre: str | None, cuenta: Counter[str]
) -> CoherenciaDeDependencia:
    return CoherenciaDeDependencia(
        id=None if dependencia is None else dependencia.id,
        codigo=None if dependencia is None else dependencia.codigo,
        nombre=nombre,
        errores=cuenta[Severidad.ERROR.value],
        advertencias=cuenta[Severidad.ADVERTENCIA.value],
        informativos=cuenta[Severidad.INFORMATIVO.value],
        aceptados=cuenta[_ACEPTADO],
    )
