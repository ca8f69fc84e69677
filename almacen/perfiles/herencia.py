"""Lo que una celda vacía vale por lo de arriba: combinadas, y columnas que se escriben una vez por grupo.

El dinero nunca se hereda: el de una combinada cuenta una sola vez, en su primera fila.
"""

from __future__ import annotations

from collections.abc import Iterable

from almacen.libros.celdas import esta_vacia
from almacen.libros.cuadricula import VACIA, Celda, Cuadricula
from almacen.perfiles.campos import CamposDeHoja
from almacen.perfiles.columnas_de_hoja import Ubicacion
from dominio.modelo.perfil import HojaDePerfil

# Un valor nuevo en una de estas empieza otro grupo: lo que está a su derecha ya no vale lo de antes.
_DE_GRUPO = frozenset(
    {"dependencia_codigo", "dependencia", "programa_codigo", "programa", "meta_codigo", "meta"}
    | {"producto_codigo", "producto", "bpin", "proyecto"}
)


def visible(hoja: Cuadricula, fila: int, columna: int) -> Celda:
    """La celda como se ve: lo que haya quedado debajo de una combinada no se ve ni cuenta."""
    return VACIA if hoja.cubierta_por(fila, columna) else hoja.propia(fila, columna)


class Herencia:
    """Recorre la hoja de arriba abajo y dice qué vale cada celda de texto."""

    def __init__(self, hoja: Cuadricula, hereda: Iterable[int], de_grupo: Iterable[int]) -> None:
        self._hoja = hoja
        self._hereda = tuple(sorted(set(hereda)))
        self._de_grupo = frozenset(de_grupo)
        self._vigentes: dict[int, tuple[Celda, int]] = {}

    @classmethod
    def de(
        cls, hoja: Cuadricula, perfil: HojaDePerfil, campos: CamposDeHoja, ubicacion: Ubicacion
    ) -> Herencia:
        """La de una hoja con su perfil: heredan los campos que lo dicen y los niveles."""
        niveles = [
            ubicacion.columnas[columna]
            for nivel in perfil.niveles
            for columna in (nivel.codigo, nivel.nombre)
            if columna in ubicacion.columnas
        ]
        hereda = [
            n for campo in campos.todos if campo.campo.hereda and not campo.es_dinero for n in campo.numeros
        ]
        grupo = [n for campo in campos.todos if campo.campo.dato in _DE_GRUPO for n in campo.numeros]
        return cls(hoja, hereda + niveles, set(grupo + niveles) & set(hereda + niveles))

    def pasar(self, fila: int) -> None:
        """Anota lo que esta fila trae de nuevo; se llama con cada fila, de arriba abajo."""
        for columna in self._hereda:
            celda = self._en(fila, columna)
            if esta_vacia(celda):
                continue
            anterior = self._vigentes.get(columna)
            if columna in self._de_grupo and (anterior is None or anterior[0].valor != celda.valor):
                for otra in self._hereda:
                    if otra > columna:
                        self._vigentes.pop(otra, None)
            self._vigentes[columna] = (celda, self._de_donde(fila, columna))

    @property
    def hay(self) -> bool:
        """Si alguna columna de la hoja hereda."""
        return bool(self._hereda)

    def empezar(self) -> None:
        """Empieza otra tabla de la misma hoja: nada de lo de arriba vale en ella."""
        self._vigentes.clear()

    def valor(self, fila: int, columna: int) -> Celda:
        """La celda, la de su combinada hacia abajo o, si hereda y está vacía, la de arriba."""
        celda = self._en(fila, columna)
        return self._vigentes.get(columna, (VACIA, fila))[0] if esta_vacia(celda) else celda

    def sitio(self, fila: int, columna: int) -> tuple[int, int]:
        """(fila, columna) de donde sale ``valor``: la misma celda, o la de arriba que vale en ella."""
        if esta_vacia(self._en(fila, columna)):
            return self._vigentes.get(columna, (VACIA, fila))[1], columna
        return self._de_donde(fila, columna), columna

    def _de_donde(self, fila: int, columna: int) -> int:
        rango = self._hoja.cubierta_por(fila, columna)
        return rango.fila if rango is not None and rango.columna == columna else fila

    def _en(self, fila: int, columna: int) -> Celda:
        rango = self._hoja.cubierta_por(fila, columna)
        if rango is None:
            return self._hoja.propia(fila, columna)
        return self._hoja.propia(rango.fila, columna) if rango.columna == columna else VACIA
