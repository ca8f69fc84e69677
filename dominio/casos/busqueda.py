"""Encontrar en el plan lo que una persona nombra: por código, por número o por nombre."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from dominio.entender.nombres import Parecidos
from dominio.entender.texto import normalizar as _normalizar
from dominio.modelo.objeto import Objeto
from dominio.modelo.plan import Renglon

# Los nombres del plan se repiten en cada búsqueda; recordarlos la deja en milisegundos.
normalizar = lru_cache(maxsize=20_000)(_normalizar)

__all__ = ["MAXIMO_CANDIDATOS", "Candidatos", "IndiceDelPlan", "Parecidos", "normalizar"]

MAXIMO_CANDIDATOS = 8
_NUMERADO = re.compile(r"[^0-9]*?0*([0-9]+)")
_SEPARADORES = re.compile(r"[^a-z0-9]+")
# Lo que casi toda dependencia lleva en el nombre y nadie escribe al preguntar por ella.
_COMUNES = frozenset(
    {
        *("secretaria", "subsecretaria", "departamento", "administrativo", "administrativa", "oficina"),
        *("direccion", "unidad", "instituto", "despacho", "a", "de", "del", "la", "las", "el", "los"),
        *("y", "e", "en", "para", "con", "por"),
    }
)


@dataclass(frozen=True, slots=True)
class Candidatos:
    """Varios objetos que responden a lo escrito, de lo más general a lo más particular.

    Attributes:
        total: cuántos hay; ``objetos`` trae los primeros ocho.
    """

    objetos: tuple[Objeto, ...]
    total: int


class IndiceDelPlan:
    """Los objetos de unas actividades, listos para buscar."""

    def __init__(self, renglones: Iterable[Renglon]) -> None:
        """Recoge cada objeto una vez, de dependencias a actividades y en el orden del plan."""
        niveles: dict[str, dict[object, Objeto]] = {
            nivel: {} for nivel in ("dependencia", "programa", "proyecto", "meta", "actividad")
        }
        for renglon in renglones:
            for llave, objeto in _objetos_de(renglon):
                niveles[objeto.ambito].setdefault(llave, objeto)
        self.objetos: tuple[Objeto, ...] = tuple(o for nivel in niveles.values() for o in nivel.values())

    def traer(self, ambito: str, objeto_id: int) -> Objeto | None:
        """El objeto de ese ámbito y número interno."""
        return next((o for o in self.objetos if o.ambito == ambito and o.id == objeto_id), None)

    @staticmethod
    def mismo_programa(uno: Renglon, otro: Renglon) -> bool:
        """Si dos actividades son del mismo programa, por código o, sin él, por nombre."""
        return _programa(uno) == _programa(otro)

    def buscar(self, texto: str, parecidos: Parecidos | None = None) -> tuple[Objeto, ...]:
        """Los objetos que responden al texto: la primera forma de buscar que encuentre algo.

        Código exacto o número de la actividad («12» es A-012); nombre exacto, sin las palabras
        que llevan todos («educación» es la Secretaría de Educación); nombres que contienen cada
        palabra; y por último los parecidos.
        """
        escrito = normalizar(texto)
        if not escrito:
            return ()
        formas: tuple[Callable[[Objeto], bool], ...] = (
            lambda objeto: _mismo_codigo(objeto, escrito),
            lambda objeto: normalizar(objeto.nombre) == escrito,
            lambda objeto: bool(_propias(escrito)) and _propias(objeto.nombre) == _propias(escrito),
            lambda objeto: _contiene(objeto.nombre, escrito),
        )
        for forma in formas:
            hallados = tuple(objeto for objeto in self.objetos if forma(objeto))
            if hallados:
                return hallados
        return tuple(parecidos(texto, self.objetos)) if parecidos is not None else ()


def _objetos_de(r: Renglon) -> Iterable[tuple[object, Objeto]]:
    yield r.dependencia_id, Objeto("dependencia", r.dependencia_codigo, r.dependencia, r.dependencia_id)
    programa = _programa(r)
    if programa:
        yield programa, Objeto("programa", r.programa_codigo, r.programa or r.programa_codigo or "", r.id)
    if r.proyecto_id is not None:
        yield r.proyecto_id, Objeto("proyecto", r.bpin, r.proyecto or r.bpin or "", r.proyecto_id)
    yield r.meta_id, Objeto("meta", r.meta_codigo, r.meta or r.meta_codigo, r.meta_id)
    yield r.id, Objeto("actividad", r.codigo, r.nombre, r.id)


def _programa(renglon: Renglon) -> str:
    return renglon.programa_codigo or normalizar(renglon.programa or "")


def _mismo_codigo(objeto: Objeto, escrito: str) -> bool:
    if objeto.codigo is None:
        return False
    codigo = normalizar(objeto.codigo)
    if _SEPARADORES.sub("", codigo) == _SEPARADORES.sub("", escrito):
        return True
    if objeto.ambito != "actividad" or not escrito.isdigit():
        return False
    numerado = _NUMERADO.fullmatch(codigo)
    return numerado is not None and int(numerado[1]) == int(escrito)


@lru_cache(maxsize=20_000)
def _palabras(texto: str) -> tuple[str, ...]:
    return tuple(palabra for palabra in _SEPARADORES.split(normalizar(texto)) if palabra)


@lru_cache(maxsize=20_000)
def _propias(texto: str) -> frozenset[str]:
    return frozenset(_palabras(texto)) - _COMUNES


def _contiene(nombre: str, escrito: str) -> bool:
    """Cada palabra escrita empieza alguna del nombre: «mercado» encuentra «mercados campesinos»."""
    buscadas = _propias(escrito) or frozenset(_palabras(escrito))
    disponibles = _palabras(nombre)
    return bool(buscadas) and all(
        any(disponible.startswith(palabra) for disponible in disponibles) for palabra in buscadas
    )
