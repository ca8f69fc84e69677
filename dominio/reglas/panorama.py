"""Cómo va cada ámbito del plan: de las actividades a la meta, el proyecto y la entidad.

Decisiones que valen para todo el archivo:

- Una actividad que nunca se ha reportado cuenta 0 en el avance de su meta, y se dice cuántas son
  (``Estado.sin_reporte``). La omisión que no es 0 % es la del *resultado* de la meta, que reporta
  su coordinador y no sale de las actividades.
- Una meta no programada (NP o 0) no entra en ningún denominador: no suma ni resta.
- La meta se mide con las actividades del ámbito pedido; una compartida entre dependencias aporta
  en cada una con las suyas, y lo esperado se agrega igual, así que la comparación sigue siendo justa.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import Estado, EstadoActividad
from dominio.modelo.entidad import Entidad
from dominio.modelo.financiero import Saldos
from dominio.modelo.plan import Renglon
from dominio.reglas.avance import avance_ponderado, media_simple
from dominio.reglas.esperado import avance_esperado, esperado_agregado
from dominio.reglas.financiero import razones
from dominio.reglas.financiero import sumar as sumar_saldos
from dominio.reglas.semaforo import BANDAS_POR_OMISION, SIN_INICIAR, VENCIDA, clasificar
from dominio.valores.porcentaje import CERO, CIEN, Porcentaje


@dataclass(frozen=True, slots=True)
class Rotulo:
    """De qué se habla.

    Attributes:
        ambito: «entidad», «dependencia», «programa», «proyecto», «meta» o «actividad».
    """

    ambito: str
    codigo: str | None
    nombre: str


@dataclass(frozen=True, slots=True)
class MetaMedida:
    """Una meta según sus actividades; sin medida (``None``) si no está programada."""

    meta_id: int
    avance: Porcentaje | None
    esperado: Porcentaje | None


def bandas_de(entidad: Entidad) -> tuple[Banda, ...]:
    """El semáforo de la entidad, de mayor a menor; el de omisión si no tiene propio.

    Fuente: docs/reglas.md §6 (las bandas son dato de la entidad).
    """
    return tuple(sorted(entidad.bandas or BANDAS_POR_OMISION, key=lambda banda: banda.desde, reverse=True))


def programada(renglon: Renglon) -> bool:
    """Si la meta de la actividad tiene algo programado en la vigencia (ni NP ni 0).

    Fuente: docs/reglas.md §2; celdas «NP» del Plan Indicativo del Valle del Cauca.
    """
    return bool(renglon.meta_vigencia)


def esperado_de(renglon: Renglon, dia: date) -> Porcentaje:
    """Lo que debía ir la actividad al final de ese día, en puntos; lineal entre sus fechas.

    Con las fechas invertidas (una incoherencia que se guarda como vino) se espera todo el día de
    la terminación.

    Fuente: docs/reglas.md §6 (lineal por días calendario); docs/formato.md (la incoherencia no bloquea).
    """
    return avance_esperado(min(renglon.inicio, renglon.fin), renglon.fin, dia)


def estado_actividad(renglon: Renglon, dia: date, bandas: Sequence[Banda]) -> EstadoActividad:
    """La actividad frente a lo que debía ir ese día; sin reporte se clasifica como 0.

    Fuente: docs/reglas.md §6; semáforo de la entidad.
    """
    esperado = esperado_de(renglon, dia)
    banda = clasificar(_avance(renglon), esperado, renglon.fin, dia, bandas)
    return EstadoActividad(renglon, esperado, banda)


def estados_de(
    renglones: Iterable[Renglon], dia: date, bandas: Sequence[Banda]
) -> tuple[EstadoActividad, ...]:
    """El estado de cada actividad, en el mismo orden.

    Fuente: docs/reglas.md §6.
    """
    # Muchas comparten fechas y avance: cada cuenta se hace una vez.
    esperados: dict[tuple[date, date], Porcentaje] = {}
    calificadas: dict[tuple[Porcentaje, Porcentaje, date], Banda] = {}
    estados = []
    for renglon in renglones:
        fechas = (renglon.inicio, renglon.fin)
        if fechas not in esperados:
            esperados[fechas] = esperado_de(renglon, dia)
        caso = (_avance(renglon), esperados[fechas], renglon.fin)
        if caso not in calificadas:
            calificadas[caso] = clasificar(*caso, dia, bandas)
        estados.append(EstadoActividad(renglon, esperados[fechas], calificadas[caso]))
    return tuple(estados)


def medir_metas(actividades: Sequence[EstadoActividad]) -> tuple[MetaMedida, ...]:
    """Cada meta que tiene actividades, en el orden del plan: Σ(ponderación × avance) sin normalizar.

    Sin ponderaciones, la media simple; cada actividad cuenta hasta 100 y la meta también.

    Fuente: «Sumatoria ponderada del % de avance de las actividades», Cuadro 1S de Santiago de
    Cali; docs/reglas.md §3.
    """
    grupos: dict[int, list[EstadoActividad]] = {}
    for actividad in actividades:
        grupos.setdefault(actividad.renglon.meta_id, []).append(actividad)
    return tuple(_medir(meta_id, grupo) for meta_id, grupo in grupos.items())


def metas_no_programadas(renglones: Iterable[Renglon]) -> tuple[str, ...]:
    """Códigos de las metas NP o en cero que tienen actividades: se listan aparte del avance.

    Fuente: docs/reglas.md §2.
    """
    return tuple(dict.fromkeys(r.meta_codigo for r in renglones if not programada(r)))


def resumir(
    rotulo: Rotulo,
    actividades: Sequence[EstadoActividad],
    bandas: Sequence[Banda],
    saldos: Saldos | None = None,
    deben_reporte: Collection[int] | None = None,
) -> Estado:
    """El estado de un ámbito a partir de sus actividades.

    Avance y esperado: los de la actividad si el ámbito es una sola; en la meta, su sumatoria; en
    lo demás, la media simple de sus metas programadas, que son ``Estado.metas``.

    Args:
        rotulo: de qué ámbito se trata.
        actividades: las del ámbito, ya frente a lo esperado.
        bandas: semáforo de la entidad, de mayor a menor.
        saldos: en pesos; si faltan, la suma de los de las actividades.
        deben_reporte: identificadores de las que deben reporte en un corte, para contarlas como sin
            reporte; si faltan, se cuentan las que nunca se han reportado.

    Fuente: docs/reglas.md §3 (encima del proyecto, media de metas diciendo sobre cuántas) y §5.
    """
    avance, esperado, metas = _medida(rotulo.ambito, actividades)
    dinero = sumar_saldos(a.renglon.saldos for a in actividades) if saldos is None else saldos
    return Estado(
        ambito=rotulo.ambito,
        codigo=rotulo.codigo,
        nombre=rotulo.nombre,
        avance=avance,
        esperado=esperado,
        banda=_banda(rotulo.ambito, actividades, (avance, esperado), bandas),
        metas=metas,
        actividades=len(actividades),
        sin_reporte=sum(_sin_reporte(a.renglon, deben_reporte) for a in actividades),
        sin_revisar=sum(a.renglon.sin_revisar for a in actividades),
        vencidas=sum(a.banda == VENCIDA for a in actividades),
        bandas=_contar(actividades, bandas),
        saldos=dinero,
        razones=razones(dinero),
    )


def _sin_reporte(renglon: Renglon, deben_reporte: Collection[int] | None) -> bool:
    return renglon.avance is None if deben_reporte is None else renglon.id in deben_reporte


def _avance(renglon: Renglon) -> Porcentaje:
    return CERO if renglon.avance is None else renglon.avance


def _medir(meta_id: int, grupo: Sequence[EstadoActividad]) -> MetaMedida:
    if not programada(grupo[0].renglon):
        return MetaMedida(meta_id, None, None)
    avance = avance_ponderado([(a.renglon.ponderacion, _avance(a.renglon)) for a in grupo]).avance
    esperado = esperado_agregado([(a.renglon.ponderacion, a.esperado) for a in grupo]).avance
    # Pesos que suman más de 100 son un hallazgo (R12), no un avance mayor que el total.
    return MetaMedida(meta_id, min(avance or CERO, CIEN), min(esperado or CERO, CIEN))


def _medida(
    ambito: str, actividades: Sequence[EstadoActividad]
) -> tuple[Porcentaje | None, Porcentaje | None, int]:
    """Avance, esperado y sobre cuántas metas; una actividad sola no es media de ninguna."""
    if ambito == "actividad" and len(actividades) == 1:
        return _avance(actividades[0].renglon), actividades[0].esperado, 0
    metas = medir_metas(actividades)
    avance = media_simple(meta.avance for meta in metas)
    return avance.valor, media_simple(meta.esperado for meta in metas).valor, avance.sobre


def _banda(
    ambito: str,
    actividades: Sequence[EstadoActividad],
    medida: tuple[Porcentaje | None, Porcentaje | None],
    bandas: Sequence[Banda],
) -> Banda | None:
    avance, esperado = medida
    if avance is None or esperado is None:
        return None
    if ambito == "actividad" and len(actividades) == 1:
        return actividades[0].banda
    # Un conjunto no se vence: se vencen sus actividades, y se dice cuántas.
    return clasificar(avance, esperado, date.max, date.max, bandas)


def _contar(actividades: Sequence[EstadoActividad], bandas: Sequence[Banda]) -> tuple[tuple[Banda, int], ...]:
    """Cuántas actividades por banda; las del calendario solo si hay alguna."""
    cuantas = Counter(a.banda for a in actividades)
    propias = [(banda, cuantas[banda]) for banda in bandas]
    return (*propias, *((b, cuantas[b]) for b in (VENCIDA, SIN_INICIAR) if cuantas[b]))
