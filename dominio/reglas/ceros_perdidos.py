"""Códigos de actividad que vuelven con otros ceros a la izquierda: siguen siendo los guardados."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dominio.modelo.importacion import ActividadConocida
from dominio.modelo.lectura import CodigoDudoso
from dominio.modelo.libro import FilaPlan, LibroLeido
from dominio.valores.texto import normalizar

ACTIVIDAD = "actividad"
_CELDAS_QUE_SE_NOMBRAN = 10
Llave = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class CerosRecobrados:
    """El plan con los códigos guardados.

    Attributes:
        codigos: código que traía el libro → el guardado, que se conserva.
        dudosos: los mismos, dichos a una persona.
    """

    plan: tuple[FilaPlan, ...]
    codigos: Mapping[str, str] = field(default_factory=dict)
    dudosos: tuple[CodigoDudoso, ...] = ()


def recobrar_ceros(libro: LibroLeido, conocidas: Sequence[ActividadConocida]) -> CerosRecobrados:
    """Pone el código guardado a la actividad cuyo código solo difiere de él en ceros a la izquierda.

    Tiene que ser de la misma dependencia, con el mismo nombre, y no haber otra con la que se confunda.
    Excel quita esos ceros al guardar el código como número: la actividad es la misma, con sus reportes.

    Args:
        libro: como se leyó; las actividades sin código propio no se tocan.
        conocidas: las guardadas de la vigencia, retiradas incluidas.

    Fuente: docs/formato.md (códigos como texto; lo reportado nunca se pierde).
    """
    del_libro: dict[str, FilaPlan] = {}
    for fila in libro.plan:
        if not fila.sin_codigo:
            del_libro.setdefault(fila.actividad_codigo, fila)
    guardados = {conocida.codigo for conocida in conocidas}
    libres: dict[Llave, list[str]] = defaultdict(list)
    for conocida in conocidas:
        if conocida.codigo not in del_libro:
            libres[_llave(conocida.codigo, conocida.nombre, conocida.dependencia)].append(conocida.codigo)
    buscados: dict[Llave, list[str]] = defaultdict(list)
    for codigo, fila in del_libro.items():
        if codigo not in guardados:
            buscados[_llave(codigo, fila.actividad, fila.dependencia)].append(codigo)
    codigos = {
        nuevos[0]: libres[llave][0]
        for llave, nuevos in buscados.items()
        if llave[0] and len(nuevos) == 1 and len(libres.get(llave, ())) == 1
    }
    if not codigos:
        return CerosRecobrados(libro.plan)
    plan = tuple(
        fila
        if fila.sin_codigo or fila.actividad_codigo not in codigos
        else replace(fila, actividad_codigo=codigos[fila.actividad_codigo])
        for fila in libro.plan
    )
    return CerosRecobrados(plan, codigos, tuple(_dudoso(libro, *par) for par in codigos.items()))


def _llave(codigo: str, nombre: str, dependencia: str) -> Llave:
    return codigo.strip().lstrip("0"), normalizar(nombre), normalizar(dependencia)


def _dudoso(libro: LibroLeido, trae: str, guardado: str) -> CodigoDudoso:
    filas = [fila for fila in libro.plan if fila.actividad_codigo == trae]
    celdas = []
    for fila in filas[:_CELDAS_QUE_SE_NOMBRAN]:
        letra = libro.posiciones.get((fila.hoja, "actividad_codigo"))
        celdas.append((fila.hoja, f"{letra}{fila.fila}" if letra else f"fila {fila.fila}"))
    sobra = len(trae) > len(guardado)
    que = "tiene un cero de más" if sobra else "perdió el cero de la izquierda"
    porque = f"{que}: la misma actividad está guardada como {guardado}, y ese código se conserva"
    return CodigoDudoso(ACTIVIDAD, trae, guardado, tuple(celdas), len(filas), porque, conservado=True)
