"""Los avances que trae un libro, frente a los que ya se reportaron."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dominio.modelo.libro import FilaPlan
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import Avance, EstadoReporte, OrigenReporte
from dominio.valores.porcentaje import Porcentaje


@dataclass(frozen=True, slots=True)
class AvancesDelLibro:
    """Qué avances del libro se guardarían y cuáles no.

    Attributes:
        nuevos: código de actividad → avance del libro, en puntos, distinto de lo guardado.
        conservados: (código, guardado, libro): lo guardado llegó por el chat y no se pisa.
    """

    nuevos: Mapping[str, Porcentaje]
    conservados: tuple[tuple[str, Porcentaje, Porcentaje], ...]


def comparar_avances(
    plan: Iterable[FilaPlan], renglones: Iterable[Renglon], reportes: Iterable[Avance]
) -> AvancesDelLibro:
    """Qué avances del libro difieren de lo guardado y si se pueden guardar.

    El avance del libro es lo conocido ese día: se guarda donde difiere, salvo que lo último haya
    llegado por el chat, que es más nuevo que cualquier libro y se muestra. Un 0 escrito difiere de
    «nunca reportado»; una celda vacía no dice nada.

    Fuente: docs/formato.md («On import Porcentaje de avance is the progress known that day»).
    """
    ultimos = ultimos_por_actividad(reportes)
    guardados = {renglon.codigo: renglon for renglon in renglones}
    nuevos: dict[str, Porcentaje] = {}
    conservados: list[tuple[str, Porcentaje, Porcentaje]] = []
    for codigo, avance in _avances(plan).items():
        renglon = guardados.get(codigo)
        anterior = None if renglon is None else renglon.avance
        if anterior == avance:
            continue
        ultimo = None if renglon is None else ultimos.get(renglon.id)
        if anterior is not None and ultimo is not None and ultimo.origen is OrigenReporte.CHAT:
            conservados.append((codigo, anterior, avance))
        else:
            nuevos[codigo] = avance
    return AvancesDelLibro(nuevos, tuple(conservados))


def ultimos_por_actividad(reportes: Iterable[Avance]) -> dict[int, Avance]:
    """El último reporte enviado o aprobado de cada actividad; los devueltos no cuentan.

    Fuente: docs/reglas.md §8 (los agregados usan la última versión enviada o aprobada).
    """
    ultimos: dict[int, Avance] = {}
    for reporte in reportes:
        if reporte.estado is EstadoReporte.DEVUELTO:
            continue
        conocido = ultimos.get(reporte.actividad_id)
        if conocido is None or reporte.version > conocido.version:
            ultimos[reporte.actividad_id] = reporte
    return ultimos


def _avances(plan: Iterable[FilaPlan]) -> dict[str, Porcentaje]:
    """El avance de cada actividad: el primero que traigan sus renglones."""
    avances: dict[str, Porcentaje] = {}
    for fila in plan:
        if fila.avance is not None:
            avances.setdefault(fila.actividad_codigo, fila.avance)
    return avances
