"""Los nombres y códigos de un plan, listos para encontrarlos en una frase.

Se arma una vez por plan y no cambia. Cada palabra de cada nombre queda invertida hacia los objetos
que la llevan: buscar toca solo los que comparten alguna palabra con la frase.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from dominio.entender.lexico.vacias import DE_DEPENDENCIA, VACIAS
from dominio.entender.raices import forma, raiz
from dominio.entender.texto import normalizar
from dominio.modelo.objeto import Objeto
from dominio.modelo.plan import Renglon

NIVELES = ("dependencia", "programa", "proyecto", "meta", "actividad")
Codigo = tuple[str | int, ...]

_TRAMOS = re.compile(r"[a-z]+|[0-9]+")
_PALABRA = re.compile(r"[a-z]+|[0-9]+")
# Con cinco letras o menos, una de diferencia ya es otra palabra: «dólar» no es «dotar».
_LARGO_PARA_CORREGIR = 6
_LARGO_DE_PREFIJO = 4
_MAXIMO_COMIENZOS = 60


def codigo_canonico(texto: str) -> Codigo:
    """«A-012», «a12» y «A 12» son ``("a", 12)``; «13.1» es ``(13, 1)``."""
    return tuple(
        int(tramo) if tramo.isdigit() else tramo for tramo in _TRAMOS.findall(normalizar(texto)[:64])
    )


class IndiceDeFrases:
    """Los objetos de unas actividades, por código, por número y por palabra."""

    def __init__(self, renglones: Iterable[Renglon]) -> None:
        """Recoge cada objeto una vez y anota de qué actividades es."""
        self.objetos: list[Objeto] = []
        self._lugar: dict[tuple[str, object], int] = {}
        self.actividades_de: dict[int, list[int]] = defaultdict(list)
        self.superiores_de: dict[int, tuple[int, ...]] = {}
        for renglon in renglones:
            propio = self._poner("actividad", renglon.id, renglon.codigo, renglon.nombre, renglon.id)
            arriba = tuple(self._superiores(renglon))
            self.superiores_de[propio] = arriba
            for superior in arriba:
                self.actividades_de[superior].append(propio)
        self._invertir()
        self._numerar()

    def _poner(self, nivel: str, llave: object, codigo: str | None, nombre: str, numero: int) -> int:
        lugar = self._lugar.get((nivel, llave))
        if lugar is None:
            lugar = self._lugar[nivel, llave] = len(self.objetos)
            self.objetos.append(Objeto(nivel, codigo, nombre, numero))
        return lugar

    def _superiores(self, r: Renglon) -> Iterable[int]:
        yield self._poner(
            "dependencia", r.dependencia_id, r.dependencia_codigo, r.dependencia, r.dependencia_id
        )
        programa = r.programa_codigo or normalizar(r.programa or "")
        if programa:
            yield self._poner("programa", programa, r.programa_codigo, r.programa or programa, r.id)
        if r.proyecto_id is not None:
            yield self._poner("proyecto", r.proyecto_id, r.bpin, r.proyecto or r.bpin or "", r.proyecto_id)
        yield self._poner("meta", r.meta_id, r.meta_codigo, r.meta or r.meta_codigo, r.meta_id)

    def _invertir(self) -> None:
        """Palabra → objetos que la llevan en su nombre, y las formas exactas con que la llevan."""
        self.con_raiz: dict[str, list[int]] = defaultdict(list)
        self.con_forma: dict[str, set[int]] = defaultdict(set)
        self.raices_de: list[frozenset[str]] = []
        self._raices_de_palabra: dict[str, set[str]] = defaultdict(set)
        for lugar, objeto in enumerate(self.objetos):
            formas: dict[str, set[str]] = defaultdict(set)
            palabras = palabras_propias(objeto.nombre, objeto.ambito)
            for palabra in palabras:
                formas[raiz(palabra)].add(forma(palabra))
                self._raices_de_palabra[palabra].add(raiz(palabra))
            self.raices_de.append(frozenset(formas))
            for suya in formas:
                self.con_raiz[suya].append(lugar)
            for suya in {f for suyas in formas.values() for f in suyas}:
                self.con_forma[suya].add(lugar)
        total = len(self.objetos)
        self.peso = {r: math.log(1 + total / len(lugares)) for r, lugares in self.con_raiz.items()}
        self.peso_del_nombre = [sum(self.peso[r] for r in raices) or 1.0 for raices in self.raices_de]
        self.peso_de_desconocida = math.log(1 + total) if total else 1.0

    def _numerar(self) -> None:
        self.por_codigo: dict[Codigo, list[int]] = defaultdict(list)
        actividades: list[tuple[int, Codigo]] = []
        for lugar, objeto in enumerate(self.objetos):
            canonico = codigo_canonico(objeto.codigo or "")
            if canonico:
                self.por_codigo[canonico].append(lugar)
                if objeto.ambito == "actividad":
                    actividades.append((lugar, canonico))
        self.por_numero: dict[int, list[int]] = defaultdict(list)
        self.bajo: dict[int, list[int]] = defaultdict(list)
        comunes = {canonico[:-1] for _, canonico in actividades}
        for lugar, canonico in actividades:
            ultimo, antes = canonico[-1], canonico[:-1]
            solo_letras = not any(isinstance(tramo, int) for tramo in antes)
            if isinstance(ultimo, int) and (solo_letras or len(comunes) == 1):
                self.por_numero[ultimo].append(lugar)
            elif isinstance(canonico[0], int):
                self.bajo[canonico[0]].append(lugar)

    def con_codigo(self, texto: str, nivel: str | None = None) -> tuple[int, ...]:
        """Los objetos de ese código, o las actividades de ese número; del nivel pedido si se pide."""
        canonico = codigo_canonico(texto)
        if not canonico:
            return ()
        hallados = [i for i in self.por_codigo.get(canonico, ()) if nivel in (None, self.objetos[i].ambito)]
        actividades = [i for i in hallados if self.objetos[i].ambito == "actividad"]
        if not actividades and nivel in (None, "actividad") and len(canonico) == 1:
            numero = canonico[0]
            if isinstance(numero, int):
                actividades = self.por_numero.get(numero, []) or self.bajo.get(numero, [])
        return tuple(actividades or hallados)

    def con_comienzo(self, palabra: str) -> Sequence[int]:
        """Los objetos con alguna palabra que empieza por las mismas tres letras."""
        comienzo = palabra[:3]
        desde = bisect_left(self._ordenadas, comienzo)
        raices: dict[str, None] = {}
        for otra in self._ordenadas[desde : desde + _MAXIMO_COMIENZOS]:
            if not otra.startswith(comienzo):
                break
            raices.update(dict.fromkeys(self._raices_de_palabra[otra]))
        return list(dict.fromkeys(lugar for suya in raices for lugar in self.con_raiz[suya]))

    def es_de_actividad(self, lugares: Sequence[int]) -> bool:
        """Si señalan actividades por su código o su número, y no por ser parte de otro código."""
        return (
            bool(lugares)
            and all(self.objetos[i].ambito == "actividad" for i in lugares)
            and not any(lugares == tuple(bajo) for bajo in self.bajo.values())
        )

    def raices_parecidas(self, palabra: str) -> Mapping[str, float]:
        """Raíces del plan que la palabra puede querer decir, y qué tanto (1 es la misma palabra).

        Primero la misma familia («siembra», «sembrar»); si no hay, la palabra empezada («infra») o
        escrita con un error («camras»).
        """
        suya = raiz(palabra)
        if suya in self.con_raiz:
            return {suya: 1.0}
        if palabra in self._raices_de_palabra:
            return dict.fromkeys(self._raices_de_palabra[palabra], 1.0)
        hallado: dict[str, float] = {}
        if len(palabra) >= _LARGO_DE_PREFIJO:
            hallado = dict.fromkeys(self._empezadas(palabra), 0.75)
        if not hallado and len(palabra) >= _LARGO_PARA_CORREGIR:
            hallado = dict.fromkeys(self._corregidas(palabra), 0.8)
        return hallado

    def _empezadas(self, palabra: str) -> set[str]:
        desde = bisect_left(self._ordenadas, palabra)
        raices: set[str] = set()
        for otra in self._ordenadas[desde : desde + 40]:
            if not otra.startswith(palabra):
                break
            raices |= self._raices_de_palabra[otra]
        return raices

    def _corregidas(self, palabra: str) -> set[str]:
        """Con una letra de más, de menos, cambiada o trocada."""
        candidatas = set(self._recortadas.get(palabra, ()))
        for recorte in _recortes(palabra):
            candidatas.update(self._recortadas.get(recorte, ()))
        return {r for otra in candidatas for r in self._raices_de_palabra[otra]}

    @cached_property
    def con_sigla(self) -> Mapping[str, Sequence[int]]:
        """Sigla → objetos cuyo nombre la forma: «PAE» es el Programa de Alimentación Escolar."""
        siglas: dict[str, list[int]] = defaultdict(list)
        for lugar, objeto in enumerate(self.objetos):
            for sigla in set(_siglas(palabras_propias(objeto.nombre, objeto.ambito))):
                siglas[sigla].append(lugar)
        return siglas

    @cached_property
    def _ordenadas(self) -> Sequence[str]:
        return sorted(self._raices_de_palabra)

    @cached_property
    def _recortadas(self) -> Mapping[str, Sequence[str]]:
        recortadas: dict[str, list[str]] = defaultdict(list)
        for palabra in self._raices_de_palabra:
            if len(palabra) >= _LARGO_PARA_CORREGIR - 1:
                recortadas[palabra].append(palabra)
                for recorte in _recortes(palabra):
                    recortadas[recorte].append(palabra)
        return recortadas


def palabras_propias(nombre: str, ambito: str) -> tuple[str, ...]:
    """Las palabras de un nombre que lo distinguen, en su orden."""
    palabras = [p for p in _PALABRA.findall(normalizar(nombre)) if p not in VACIAS]
    if ambito == "dependencia":
        propias = [p for p in palabras if p not in DE_DEPENDENCIA]
        palabras = propias or palabras
    return tuple(palabras)


def _siglas(palabras: Sequence[str]) -> Iterable[str]:
    """Las iniciales de tres a cinco palabras seguidas: «Programa de Alimentación Escolar» es PAE."""
    letras = [palabra[0] for palabra in palabras]
    for largo in (3, 4, 5):
        for inicio in range(len(letras) - largo + 1):
            yield "".join(letras[inicio : inicio + largo])


def _recortes(palabra: str) -> set[str]:
    return {palabra[:i] + palabra[i + 1 :] for i in range(len(palabra))}
