"""Renglones repetidos de un libro con perfil: se juntan los iguales y se separan los distintos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dominio.modelo.libro import FilaIndicativo, FilaPAC, FilaPlan, FilaPOAI, LibroLeido
from dominio.valores.dinero import Pesos
from dominio.valores.texto import normalizar

Fila = TypeVar("Fila")
# De la actividad: lo que dicen distinto dos renglones suyos se toma del primero, y se avisa.
_DE_LA_ACTIVIDAD = (
    "responsable",
    "ponderacion",
    "cantidad_programada",
    "inicio",
    "fin",
    "avance",
)


@dataclass(frozen=True, slots=True)
class _Juntas:
    """Filas sin repetir y cuántas se sumaron a otra."""

    filas: tuple[object, ...]
    sumadas: int


def juntar_repetidos(libro: LibroLeido) -> LibroLeido:
    """El libro con una sola fila por llave; lo que se hizo queda en sus avisos.

    Una actividad y fuente repetida suma su monto. Un mismo código con otro nombre, dependencia, meta o
    proyecto es otra actividad y recibe un código asignado. Del POAI y del PAC se suma la apropiación.

    Fuente: R01 (la unidad del plan es el registro, no el código de actividad, que se repite).
    """
    avisos: list[str] = []
    plan = _sumar_montos(_separar(libro.plan, avisos), avisos)
    _avisar_contradicciones(plan, avisos)
    return replace(
        libro,
        plan=plan,
        indicativo=_primeras(libro.indicativo, avisos),
        poai=_unir(libro.poai, _llave_poai, _sumar_poai, "POAI", avisos),
        pac=_unir(libro.pac, _llave_pac, _sumar_pac, "PAC", avisos),
        avisos=(*libro.avisos, *avisos),
    )


def fuente_de(codigo: str | None, nombre: str | None) -> str:
    """Con qué se reconoce una fuente: su código, o su nombre si no tiene.

    Fuente: catálogo CCPET (la fuente se identifica por su código).
    """
    return normalizar(codigo or nombre or "")


def _identidad(fila: FilaPlan) -> Hashable:
    return (
        normalizar(fila.actividad),
        normalizar(fila.dependencia),
        fila.meta_codigo,
        fila.bpin or normalizar(fila.proyecto or ""),
    )


def _separar(plan: Sequence[FilaPlan], avisos: list[str]) -> list[FilaPlan]:
    """Da un código propio a las actividades distintas que comparten uno."""
    usados = {fila.actividad_codigo for fila in plan}
    de_quien: dict[str, Hashable] = {}
    asignados: dict[tuple[str, Hashable], str] = {}
    filas = []
    for fila in plan:
        codigo, quien = fila.actividad_codigo, _identidad(fila)
        if de_quien.setdefault(codigo, quien) == quien:
            filas.append(fila)
            continue
        if (codigo, quien) not in asignados:
            numero = 2
            while f"{codigo}-{numero}" in usados:
                numero += 1
            asignados[codigo, quien] = f"{codigo}-{numero}"
            usados.add(asignados[codigo, quien])
        filas.append(replace(fila, actividad_codigo=asignados[codigo, quien], sin_codigo=True))
    if asignados:
        ejemplo = next(iter(asignados))[0]
        avisos.append(
            f"{_cuantas(len(asignados), 'actividad distinta comparte', 'actividades distintas comparten')} "
            f"su código con otra (por ejemplo {ejemplo}): cada una recibe un código asignado."
        )
    return filas


def _sumar_montos(plan: Sequence[FilaPlan], avisos: list[str]) -> tuple[FilaPlan, ...]:
    def sumar(primera: FilaPlan, otra: FilaPlan) -> FilaPlan:
        if otra.monto is None:
            return primera
        return replace(primera, monto=Pesos.CERO + otra.monto + (primera.monto or Pesos.CERO))

    def llave(fila: FilaPlan) -> Hashable:
        return (fila.actividad_codigo, fuente_de(fila.fuente_codigo, fila.fuente))

    return _unir(plan, llave, sumar, "plan de acción (misma actividad y fuente)", avisos)


def _unir(
    filas: Iterable[Fila],
    llave: Callable[[Fila], Hashable],
    sumar: Callable[[Fila, Fila], Fila],
    cual: str,
    avisos: list[str],
) -> tuple[Fila, ...]:
    juntas: dict[Hashable, Fila] = {}
    repetidas = 0
    for fila in filas:
        clave = llave(fila)
        if clave in juntas:
            juntas[clave] = sumar(juntas[clave], fila)
            repetidas += 1
        else:
            juntas[clave] = fila
    if repetidas:
        que = _cuantas(repetidas, "renglón repetido del", "renglones repetidos del")
        avisos.append(f"{que} {cual}: el dinero se suma en uno solo.")
    return tuple(juntas.values())


def _llave_poai(fila: FilaPOAI) -> Hashable:
    fuente = fuente_de(fila.fuente_codigo, fila.fuente)
    return (fila.bpin, fila.meta_codigo, normalizar(fila.dependencia or ""), fuente)


def _sumar_poai(primera: FilaPOAI, otra: FilaPOAI) -> FilaPOAI:
    return replace(primera, apropiacion=primera.apropiacion + otra.apropiacion)


def _llave_pac(fila: FilaPAC) -> Hashable:
    return (fila.bpin, fuente_de(fila.fuente_codigo, fila.fuente))


def _sumar_pac(primera: FilaPAC, otra: FilaPAC) -> FilaPAC:
    meses = tuple(a + b for a, b in zip(primera.meses, otra.meses, strict=True))
    return replace(primera, meses=meses)


def _primeras(filas: Iterable[FilaIndicativo], avisos: list[str]) -> tuple[FilaIndicativo, ...]:
    """De una meta repetida en el indicativo vale la primera: no hay dinero que sumar."""
    unicas: dict[str, FilaIndicativo] = {}
    distintas: Counter[str] = Counter()
    for fila in filas:
        primera = unicas.setdefault(fila.meta_codigo, fila)
        if primera is not fila and _ficha(primera) != _ficha(fila):
            distintas[fila.meta_codigo] += 1
    if distintas:
        que = _cuantas(len(distintas), "meta del plan indicativo está", "metas del plan indicativo están")
        avisos.append(
            f"{que} dos veces con datos distintos (por ejemplo {next(iter(distintas))}): vale la primera."
        )
    return tuple(unicas.values())


def _ficha(fila: FilaIndicativo) -> Hashable:
    return (fila.programacion, fila.meta_cuatrienio, fila.linea_base, fila.acumulacion)


def _avisar_contradicciones(plan: Sequence[FilaPlan], avisos: list[str]) -> None:
    primeras: dict[str, FilaPlan] = {}
    distintas: dict[str, None] = {}
    for fila in plan:
        primera = primeras.setdefault(fila.actividad_codigo, fila)
        if any(getattr(primera, dato) != getattr(fila, dato) for dato in _DE_LA_ACTIVIDAD):
            distintas[fila.actividad_codigo] = None
    if distintas:
        que = _cuantas(len(distintas), "actividad dice", "actividades dicen")
        avisos.append(
            f"{que} cosas distintas en sus renglones (por ejemplo {next(iter(distintas))}): se toma "
            "responsable, fechas, ponderación y avance del primero."
        )


def _cuantas(n: int, singular: str, plural: str) -> str:
    return f"{n} {singular if n == 1 else plural}"
