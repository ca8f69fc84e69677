"""El libro de la entidad, listo para compararse con lo guardado y guardarse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dominio.modelo.importacion import ActividadConocida, Decisiones, Emparejada
from dominio.modelo.lectura import FilasFuera
from dominio.modelo.libro import FilaEjecucion, LibroLeido
from dominio.modelo.plan import Registro
from dominio.reglas.ceros_perdidos import ACTIVIDAD, recobrar_ceros
from dominio.reglas.detalle_por_fuente import contar_una_vez
from dominio.reglas.ejecucion_enlazada import enlazar_ejecucion
from dominio.reglas.emparejar import emparejar
from dominio.reglas.renglones_repetidos import juntar_repetidos
from dominio.valores.texto import normalizar


@dataclass(frozen=True, slots=True)
class LibroListo:
    """Un libro preparado.

    Attributes:
        libro: con los códigos con que se guarda, su ejecución enlazada y su alcance.
        fuera: renglones que se leyeron y no se guardan.
        parecidas: actividades reconocidas por un nombre parecido.
        quedan: (dependencia, actividades) guardadas que el libro no trae y siguen como están.
    """

    libro: LibroLeido
    fuera: tuple[FilasFuera, ...] = ()
    parecidas: tuple[Emparejada, ...] = ()
    quedan: tuple[tuple[str, int], ...] = ()


def preparar(
    libro: LibroLeido,
    conocidas: Sequence[ActividadConocida],
    registros: Sequence[Registro],
    decisiones: Decisiones,
) -> LibroListo:
    """Reconoce las actividades sin código y, si se leyó con perfil, junta lo repetido y enlaza el gasto.

    Un libro del formato propio sin actividades sin código sale igual que entró: sus faltas de enlace
    son errores suyos. Uno con perfil es de la entidad y no se rechaza por ellas.

    Args:
        libro: como se leyó.
        conocidas: actividades guardadas de la vigencia, retiradas incluidas, en el orden del plan.
        registros: los guardados de la vigencia.
        decisiones: lo que la persona resolvió.

    Fuente: docs/formato.md (formatos de la entidad); docs/reglas.md (lo reportado nunca se pierde).
    """
    junto = libro if libro.perfil is None else juntar_repetidos(libro)
    junto, ceros = _con_sus_ceros(junto, conocidas)
    hecho = emparejar(junto.plan, conocidas, decisiones.parecido, decisiones.separar)
    ejecucion = _traducida(junto.ejecucion, {**ceros, **hecho.codigos})
    junto = replace(junto, plan=hecho.plan, ejecucion=ejecucion)
    if libro.perfil is None:
        return LibroListo(junto, parecidas=hecho.parecidas)
    vigentes = [conocida for conocida in conocidas if not conocida.retirada]
    con_bpin = [*(c.bpin for c in conocidas), *(r.bpin for r in registros), *(f.bpin for f in junto.plan)]
    enlazada = enlazar_ejecucion(
        junto.ejecucion,
        frozenset(c.codigo for c in vigentes) | {fila.actividad_codigo for fila in junto.plan},
        frozenset(bpin for bpin in con_bpin if bpin),
    )
    enlazada = contar_una_vez(enlazada, registros)
    junto = replace(junto, ejecucion=enlazada.filas, avisos=(*junto.avisos, *enlazada.avisos))
    quedan = () if decisiones.completo else _quedan(junto, vigentes)
    if quedan:
        alcance = tuple(dict.fromkeys(f.dependencia for f in junto.plan if normalizar(f.dependencia)))
        junto = replace(junto, alcance=alcance, avisos=(*junto.avisos, *_sin_dependencia(junto)))
    return LibroListo(junto, enlazada.fuera, hecho.parecidas, quedan)


def _con_sus_ceros(
    libro: LibroLeido, conocidas: Sequence[ActividadConocida]
) -> tuple[LibroLeido, Mapping[str, str]]:
    """Los códigos que solo difieren en ceros quedan como están guardados, y se dice cuáles son."""
    hecho = recobrar_ceros(libro, conocidas)
    if not hecho.codigos:
        return libro, {}
    otros = (d for d in libro.codigos if d.clase != ACTIVIDAD or d.trae not in hecho.codigos)
    return replace(libro, plan=hecho.plan, codigos=(*otros, *hecho.dudosos)), hecho.codigos


def _traducida(filas: Sequence[FilaEjecucion], codigos: Mapping[str, str]) -> tuple[FilaEjecucion, ...]:
    """La ejecución nombra las actividades como el libro: se le ponen los códigos guardados."""
    if all(viejo == nuevo for viejo, nuevo in codigos.items()):
        return tuple(filas)
    return tuple(
        replace(fila, actividad_codigo=codigos.get(fila.actividad_codigo, fila.actividad_codigo))
        if fila.actividad_codigo is not None
        else fila
        for fila in filas
    )


def _quedan(libro: LibroLeido, vigentes: Sequence[ActividadConocida]) -> tuple[tuple[str, int], ...]:
    """Lo guardado de dependencias que el libro no trae: no se puede afirmar que se haya cerrado."""
    if not libro.plan:
        return ()
    # Sin dependencia no se sabe de quién habla el renglón: no sirve para decir que algo se cerró.
    trae = {normalizar(fila.dependencia) for fila in libro.plan} - {""}
    codigos = {fila.actividad_codigo for fila in libro.plan}
    cuantas = Counter(
        c.dependencia for c in vigentes if c.codigo not in codigos and normalizar(c.dependencia) not in trae
    )
    return tuple(cuantas.items())


def _sin_dependencia(libro: LibroLeido) -> tuple[str, ...]:
    """El aviso de que por falta de dependencia no se retira nada."""
    sin = len({fila.actividad_codigo for fila in libro.plan if not normalizar(fila.dependencia)})
    if not sin:
        return ()
    cuales = "de 1 actividad" if sin == 1 else f"de {sin} actividades"
    return (f"El libro no dice la dependencia {cuales}: no se retira por ellas nada de lo guardado.",)
