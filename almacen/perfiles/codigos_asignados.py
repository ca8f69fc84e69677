"""Los códigos de actividad y de meta que el libro no trae: se asignan siempre igual, y se dice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from almacen.libros.celdas import Valor
from almacen.perfiles.codigos_compartidos import CodigoCompartido, separar_compartidos
from almacen.perfiles.columnas_de_hoja import solo_letras
from almacen.perfiles.renglones_ajenos import RenglonAjeno
from dominio.entender.texto import normalizar
from dominio.modelo.libro import TipoLibro

SIN_META = "SIN-META"
SIN_PROGRAMA = "ACT"
_PALABRAS_DE_UN_PREFIJO = 3
_LARGO_DE_PREFIJO = 30
# No distinguen una dependencia de otra.
_SIN_PESO = frozenset({"secretaria", "sec", "de", "del", "la", "el", "los", "las", "y", "e", "para"})


def asignar_codigos(renglones: Sequence[RenglonAjeno]) -> list[CodigoCompartido]:
    """Pone código a cada actividad y a cada meta del plan que no lo trae, y lo repite en su ejecución.

    El de una actividad es «<código de programa o de meta>-<n>», con ``n`` en el orden del libro y sin
    pisar un código que sí venga escrito: el mismo libro da siempre los mismos. Devuelve las actividades que
    recibieron uno porque el suyo ya era de otra.
    """
    del_plan = [(r, r.valores[TipoLibro.PLAN]) for r in renglones if TipoLibro.PLAN in r.valores]
    compartidos = separar_compartidos(renglones)
    escritos = {valores["actividad_codigo"] for _, valores in del_plan if valores.get("actividad_codigo")}
    metas = _CodigosDeMeta({valores.get("meta_codigo") for _, valores in del_plan})
    cuenta: Counter[str] = Counter()
    for renglon, valores in del_plan:
        if not valores.get("meta_codigo"):
            metas.poner(renglon, valores)
        if not valores.get("actividad_codigo"):
            prefijo = _prefijo(valores)
            codigo = ""
            while not codigo or codigo in escritos:
                cuenta[prefijo] += 1
                codigo = f"{prefijo}-{cuenta[prefijo]}"
            valores["actividad_codigo"] = codigo
            valores["sin_codigo"] = True
        _repetir_en_la_ejecucion(renglon, valores)
    return compartidos


class _CodigosDeMeta:
    """Un código por cada nombre de meta: el de su producto, su programa o su dependencia, y un número."""

    def __init__(self, escritos: set[Valor]) -> None:
        self._usados = set(escritos)
        self._de_nombre: dict[tuple[str, str], str] = {}

    def poner(self, renglon: RenglonAjeno, valores: dict[str, Valor]) -> None:
        """Pone el código de su meta a un renglón que no lo trae, y a su fila del plan indicativo."""
        indicativo = renglon.valores.get(TipoLibro.INDICATIVO, {})
        nombre = valores.get("meta") or indicativo.get("meta")
        valores["sin_meta"] = True
        base = _codigo_de_meta(renglon, valores)
        if not isinstance(nombre, str) or not solo_letras(nombre):
            valores["meta_codigo"] = base
            return
        clave = (base if base != SIN_META else _de_la_dependencia(valores), solo_letras(nombre))
        if clave not in self._de_nombre:
            self._de_nombre[clave] = self._nuevo(clave[0], con_numero=base == SIN_META)
        valores["meta_codigo"] = self._de_nombre[clave]
        if indicativo.get("meta") and not indicativo.get("meta_codigo"):
            indicativo["meta_codigo"] = self._de_nombre[clave]

    def _nuevo(self, base: str, *, con_numero: bool) -> str:
        """El primero de un producto o programa es su mismo código; los demás llevan su número."""
        de_la_base = sum(otra == base for otra, _nombre in self._de_nombre)
        if not con_numero and not de_la_base:
            return base
        numero = de_la_base + 1
        while (codigo := f"{base}-{'M' if con_numero else ''}{numero}") in self._usados:
            numero += 1
        self._usados.add(codigo)
        return codigo


def _de_la_dependencia(valores: dict[str, Valor]) -> str:
    """Lo que distingue a la dependencia en sus códigos: el suyo, o las palabras de su nombre."""
    if isinstance(codigo := valores.get("dependencia_codigo"), str) and codigo:
        return codigo
    nombre = valores.get("dependencia")
    letras = "".join(c if c.isalnum() else " " for c in normalizar(nombre if isinstance(nombre, str) else ""))
    palabras = [palabra for palabra in letras.split() if palabra not in _SIN_PESO]
    corto = "-".join(palabras[:_PALABRAS_DE_UN_PREFIJO]).upper()[:_LARGO_DE_PREFIJO].rstrip("-")
    return corto or "META"


def _codigo_de_meta(renglon: RenglonAjeno, valores: dict[str, Valor]) -> str:
    for dato in ("producto_codigo", "programa_codigo", "bpin"):
        if isinstance(codigo := valores.get(dato), str) and codigo:
            return codigo
    for _rotulo, codigo_de_nivel, _nombre in reversed(renglon.niveles):
        if codigo_de_nivel:
            return codigo_de_nivel
    return SIN_META


def _prefijo(valores: dict[str, Valor]) -> str:
    for dato in ("programa_codigo", "meta_codigo"):
        codigo = valores.get(dato)
        if isinstance(codigo, str) and codigo and codigo != SIN_META:
            return codigo
    return SIN_PROGRAMA


def _repetir_en_la_ejecucion(renglon: RenglonAjeno, valores: dict[str, Valor]) -> None:
    """La ejecución que lleva actividad, en la misma fila, es la de esa actividad."""
    ejecucion = renglon.valores.get(TipoLibro.EJECUCION)
    if ejecucion is not None and {"actividad_codigo", "actividad"} & ejecucion.keys():
        ejecucion["actividad_codigo"] = ejecucion.get("actividad_codigo") or valores["actividad_codigo"]
