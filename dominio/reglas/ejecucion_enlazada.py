"""La ejecución de un libro con perfil, enlazada con el plan: nada se pierde y nada se inventa."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dominio.modelo.lectura import FilasFuera
from dominio.modelo.libro import FilaEjecucion
from dominio.reglas.renglones_repetidos import fuente_de
from dominio.valores.dinero import Pesos
from dominio.valores.texto import normalizar

MOMENTOS = (
    "inicial",
    "adiciones",
    "reducciones",
    "creditos",
    "contracreditos",
    "definitiva",
    "cdp",
    "compromisos",
    "obligaciones",
    "pagos",
)
SIN_ENLACE = "sin_enlace"
_FRASE = "no dicen actividad, código BPIN ni proyecto: no se sabe a qué cargarlos"


@dataclass(frozen=True, slots=True)
class EjecucionEnlazada:
    """Los renglones de ejecución que se guardan y los que no.

    Attributes:
        filas: con actividad del plan, o sin ella y con proyecto; una por actividad o proyecto y fuente.
        fuera: los que no dicen a qué cargarse, con lo que suman.
        avisos: lo que se decidió, en frases.
    """

    filas: tuple[FilaEjecucion, ...]
    fuera: tuple[FilasFuera, ...] = ()
    avisos: tuple[str, ...] = ()


def enlazar_ejecucion(
    filas: Sequence[FilaEjecucion], actividades: frozenset[str], proyectos: frozenset[str]
) -> EjecucionEnlazada:
    """Carga cada renglón a su actividad; si no está en el plan, a su proyecto; si tampoco, lo deja fuera.

    Los renglones que terminan en el mismo sitio y fuente se suman, en pesos.

    Args:
        filas: como se leyeron.
        actividades: códigos del plan guardado y del libro.
        proyectos: códigos BPIN del plan guardado y del libro.

    Fuente: ejecución presupuestal de Santiago de Cali (marzo de 2025) y CUIPO de Betania: proyectos con
    gasto que no están en el plan de acción.
    """
    buenas: list[FilaEjecucion] = []
    sin_nada: list[FilaEjecucion] = []
    al_proyecto = 0
    nuevos: dict[str, None] = {}
    for fila in filas:
        if fila.actividad_codigo in actividades:
            buenas.append(fila)
        elif fila.bpin or fila.proyecto:
            al_proyecto += fila.actividad_codigo is not None
            if fila.bpin and fila.bpin not in proyectos:
                nuevos[fila.bpin] = None
            buenas.append(replace(fila, actividad_codigo=None))
        else:
            sin_nada.append(fila)
    return EjecucionEnlazada(
        _juntar(buenas), filas_fuera(sin_nada, SIN_ENLACE, _FRASE), _avisos(al_proyecto, len(nuevos))
    )


def definitiva_de(fila: FilaEjecucion) -> Pesos | None:
    """La apropiación definitiva del renglón en pesos; si no la trae, la de sus movimientos.

    Fuente: definitiva = inicial + adiciones − reducciones + créditos − contracréditos (ecuación del
    presupuesto modificado; se cumple en las 3.514 filas de la ejecución de Cali de marzo de 2025).
    """
    if fila.definitiva is not None or fila.inicial is None:
        return fila.definitiva
    suma = sum(_centavos(m) for m in (fila.inicial, fila.adiciones, fila.creditos))
    resta = sum(_centavos(m) for m in (fila.reducciones, fila.contracreditos))
    return Pesos(suma - resta)


def _centavos(monto: Pesos | None) -> int:
    return 0 if monto is None else monto.centavos


def _sitio(fila: FilaEjecucion) -> Hashable:
    donde = fila.actividad_codigo or (None, fila.bpin or normalizar(fila.proyecto or ""))
    return (donde, fuente_de(fila.fuente_codigo, fila.fuente))


def _juntar(filas: Iterable[FilaEjecucion]) -> tuple[FilaEjecucion, ...]:
    grupos: dict[Hashable, list[FilaEjecucion]] = {}
    for fila in filas:
        grupos.setdefault(_sitio(fila), []).append(fila)
    return tuple(_sumadas(grupo) if len(grupo) > 1 else grupo[0] for grupo in grupos.values())


def _sumadas(grupo: Sequence[FilaEjecucion]) -> FilaEjecucion:
    # La definitiva se calcula en cada renglón antes de sumar: unos la traen y otros solo la inicial.
    valores: dict[str, Pesos | None] = {
        momento: _suma(getattr(fila, momento) for fila in grupo) for momento in MOMENTOS
    }
    valores["definitiva"] = _suma(definitiva_de(fila) for fila in grupo)
    primera = grupo[0]
    return replace(
        primera,
        fecha_corte=_mayor(fila.fecha_corte for fila in grupo),
        proyecto=next((f.proyecto for f in grupo if f.proyecto), None),
        dependencia=next((f.dependencia for f in grupo if f.dependencia), None),
        **valores,  # type: ignore[arg-type]
    )


def _suma(montos: Iterable[Pesos | None]) -> Pesos | None:
    dichos = [monto.centavos for monto in montos if monto is not None]
    return Pesos(sum(dichos)) if dichos else None


def _mayor(fechas: Iterable[date | None]) -> date | None:
    return max((fecha for fecha in fechas if fecha is not None), default=None)


def filas_fuera(filas: Sequence[FilaEjecucion], motivo: str, frase: str) -> tuple[FilasFuera, ...]:
    """Los renglones que no se guardan, con lo que suman en pesos; ninguno si no hay.

    Fuente: docs/formato.md (nada se pierde en silencio).
    """
    if not filas:
        return ()
    sumas: list[tuple[str, Decimal]] = []
    for momento in MOMENTOS:
        total = _suma(getattr(fila, momento) for fila in filas)
        if total is not None:
            sumas.append((momento, total.a_decimal()))
    return (FilasFuera(motivo, frase, tuple(fila.fila for fila in filas), tuple(sumas)),)


def _avisos(al_proyecto: int, nuevos: int) -> tuple[str, ...]:
    avisos = []
    if al_proyecto:
        que = "renglón de ejecución nombra" if al_proyecto == 1 else "renglones de ejecución nombran"
        donde = "va a su proyecto" if al_proyecto == 1 else "van a su proyecto"
        avisos.append(f"{al_proyecto} {que} una actividad que no está en el plan: {donde}.")
    if nuevos:
        que = "proyecto con ejecución no está" if nuevos == 1 else "proyectos con ejecución no están"
        crea = "se crea sin actividades" if nuevos == 1 else "se crean sin actividades"
        avisos.append(f"{nuevos} {que} en el plan: {crea}.")
    return tuple(avisos)
