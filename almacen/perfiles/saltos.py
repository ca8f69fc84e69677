"""Por qué una fila con datos no es un renglón del plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from almacen.libros.celdas import esta_vacia, texto_de_una_linea
from almacen.libros.columnas import llave
from almacen.libros.cuadricula import Celda, Cuadricula
from almacen.perfiles.campos import CamposDeHoja
from almacen.perfiles.celdas_ajenas import sin_dato
from almacen.perfiles.columnas_de_hoja import Ubicacion
from almacen.perfiles.herencia import Herencia
from dominio.entender.texto import normalizar
from dominio.modelo.perfil import HojaDePerfil, MotivoDeSalto

FRASES = {
    MotivoDeSalto.VACIA_LA_LLAVE: "no traen ninguno de los datos que identifican un renglón",
    MotivoDeSalto.TOTAL: "son filas de totales",
    MotivoDeSalto.SUBTOTAL: "son subtotales de las filas que tienen debajo",
    MotivoDeSalto.ENCABEZADO_REPETIDO: "repiten el encabezado",
    MotivoDeSalto.TITULO: "son títulos de un nivel del plan de desarrollo o de otra tabla de la hoja",
    MotivoDeSalto.NOTA: "son notas o firmas",
    MotivoDeSalto.FILTRO: "las deja fuera el filtro del perfil",
}
_TOTAL = re.compile(r"(gran |sub ?)?total(es)?( .{0,60}|[:.])?|suma( total)?[:.]?")
_NOTA = re.compile(
    r"notas?\b|fuentes?\b|observacion(es)?\b|elabor(o|ado)\b|proyecto ?:|revis(o|ado)\b|aprobo ?:|firmas?\b"
    r"|vo\.? ?bo|\*|convenciones\b"
)
# Una fila de totales trae sus cifras y casi ningún texto; un renglón trae varios.
_TEXTOS_DE_UN_TOTAL = 4
_PARTE_REPETIDA = 0.6
_LARGO_DE_TOTAL = 90
_HOLGURA_DE_ROTULO = 10
_LLENAS_DE_UNA_NOTA = 2


class Saltos:
    """Decide fila a fila; necesita haber visto toda la hoja para saber qué es subtotal y qué es pie."""

    def __init__(
        self,
        hoja: Cuadricula,
        perfil: HojaDePerfil,
        campos: CamposDeHoja,
        ubicacion: Ubicacion,
        filas: Sequence[int],
    ) -> None:
        self._hoja = hoja
        self._campos = campos
        self._columnas = frozenset(ubicacion.columnas.values())
        self._dinero = frozenset(n for campo in campos.de_dinero for n in campo.numeros)
        self._rotulos = {
            numero: llave(columna.rotulo) for columna, numero in ubicacion.columnas.items() if columna.rotulo
        }
        self._repetidos = frozenset(fila for fila in filas if self._repite_el_encabezado(fila))
        self._titulos = self._titulos_de_tabla(filas) if self._repetidos else frozenset()
        self._padres = self._filas_padre(perfil, ubicacion, filas)
        self._pie = self._donde_empieza_el_pie(filas)
        self._filtros = [
            (ubicacion.columnas[filtro.columna], frozenset(normalizar(valor) for valor in filtro.valores))
            for filtro in perfil.filtros
            if filtro.columna in ubicacion.columnas
        ]
        self._filtros_escasos = self._escasas([numero for numero, _ in self._filtros], filas)
        self._ultimo_de_filtro: dict[int, str] = {}

    def motivo_propio(self, fila: int, llenas: Mapping[int, Celda]) -> MotivoDeSalto | None:
        """Lo que se sabe con solo mirar la fila (``llenas``: columna → celda escrita que se ve)."""
        self._anotar_filtros(llenas)
        if fila in self._repetidos:
            return MotivoDeSalto.ENCABEZADO_REPETIDO
        if fila in self._titulos:
            return MotivoDeSalto.TITULO
        if self._es_total(llenas):
            return MotivoDeSalto.TOTAL
        if fila in self._padres:
            return MotivoDeSalto.SUBTOTAL
        return MotivoDeSalto.NOTA if self._es_nota(fila, llenas) else None

    def motivo_de_llave(
        self, fila: int, llenas: Mapping[int, Celda], herencia: Herencia
    ) -> MotivoDeSalto | None:
        """Si la fila no se identifica o la deja fuera un filtro; ``herencia`` ya pasó por ella."""
        if not self._trae_llave(fila, llenas, herencia):
            return MotivoDeSalto.VACIA_LA_LLAVE
        return MotivoDeSalto.FILTRO if self._lo_deja_fuera_un_filtro(llenas) else None

    def empieza_otra_tabla(self, fila: int) -> bool:
        """Si la fila es el título que va encima de un encabezado repetido."""
        return fila in self._titulos

    def _titulos_de_tabla(self, filas: Sequence[int]) -> frozenset[int]:
        """Las frases sueltas que van justo encima de un encabezado repetido: nombran la tabla que sigue."""
        titulos: set[int] = set()
        abre = False
        for fila in reversed(filas):
            llenas = self._escritas(fila)
            if not llenas:
                continue
            if fila in self._repetidos:
                abre = True
            elif abre and self._es_frase_suelta(llenas) and not self._es_total(llenas):
                titulos.add(fila)
            else:
                abre = False
        return frozenset(titulos)

    def _escritas(self, fila: int) -> dict[int, Celda]:
        celdas = self._hoja.celdas[fila].items()
        return {n: c for n, c in celdas if not esta_vacia(c) and not self._hoja.cubierta_por(fila, n)}

    def _es_frase_suelta(self, llenas: Mapping[int, Celda]) -> bool:
        if len(llenas) > _LLENAS_DE_UNA_NOTA or any(numero in self._dinero for numero in llenas):
            return False
        return all(isinstance(celda.valor, str) for celda in llenas.values())

    def _repite_el_encabezado(self, fila: int) -> bool:
        iguales = sum(
            isinstance(celda.valor, str)
            and len(celda.valor) <= 2 * len(self._rotulos[numero]) + _HOLGURA_DE_ROTULO
            and llave(celda.valor) == self._rotulos[numero]
            for numero, celda in self._hoja.celdas[fila].items()
            if numero in self._rotulos
        )
        return iguales >= 2 and iguales >= _PARTE_REPETIDA * len(self._escritas(fila))

    def _es_total(self, llenas: Mapping[int, Celda]) -> bool:
        dicen = sum(map(_dice_total, llenas.values()))
        if not dicen:
            return False
        textos = sum(isinstance(c.valor, str) and not sin_dato(c) for c in llenas.values())
        if textos - dicen > _TEXTOS_DE_UN_TOTAL:
            return False
        llaves = [llenas[n] for campo in self._campos.llaves for n in campo.numeros if n in llenas]
        return all(_dice_total(celda) for celda in llaves)

    def _es_nota(self, fila: int, llenas: Mapping[int, Celda]) -> bool:
        """Una frase suelta, en el pie de la hoja o que empieza como empiezan las notas."""
        if not self._es_frase_suelta(llenas):
            return False
        frases = [normalizar(texto_de_una_linea(str(celda.valor))) for celda in llenas.values()]
        en_el_pie = fila > self._pie and any(" " in frase for frase in frases)
        return en_el_pie or any(_NOTA.match(frase) for frase in frases)

    def _trae_llave(self, fila: int, llenas: Mapping[int, Celda], herencia: Herencia) -> bool:
        """Alguna llave está escrita, o la cubre una combinada o un grupo y la fila trae lo demás."""
        numeros = [n for campo in self._campos.llaves for n in campo.numeros]
        if any(numero in llenas and not sin_dato(llenas[numero]) for numero in numeros):
            return True
        propias = sum(numero in self._columnas for numero in llenas)
        for numero in numeros:
            cubierta = self._hoja.cubierta_por(fila, numero) is not None
            suficientes = propias >= 1 if cubierta else propias >= 2 or any(n in self._dinero for n in llenas)
            if suficientes and not sin_dato(herencia.valor(fila, numero)):
                return True
        return False

    def _anotar_filtros(self, llenas: Mapping[int, Celda]) -> None:
        for numero, _valores in self._filtros:
            if numero in llenas:
                dice = texto_de_una_linea(str(llenas[numero].valor))
                self._ultimo_de_filtro[numero] = normalizar(dice)

    def _lo_deja_fuera_un_filtro(self, llenas: Mapping[int, Celda]) -> bool:
        for numero, valores in self._filtros:
            vigente = numero in llenas or numero in self._filtros_escasos
            if (self._ultimo_de_filtro.get(numero, "") if vigente else "") not in valores:
                return True
        return False

    def _escasas(self, numeros: Sequence[int], filas: Sequence[int]) -> frozenset[int]:
        """Columnas que se escriben una vez por bloque: vacías valen lo de arriba."""
        return frozenset(n for n in numeros if 2 * sum(n in self._hoja.celdas[f] for f in filas) < len(filas))

    def _donde_empieza_el_pie(self, filas: Sequence[int]) -> int:
        """Última fila con más de dos columnas del perfil escritas."""
        return max((f for f in filas if len(self._columnas & self._hoja.celdas[f].keys()) > 2), default=0)

    def _filas_padre(
        self, perfil: HojaDePerfil, ubicacion: Ubicacion, filas: Sequence[int]
    ) -> frozenset[int]:
        """Filas cuyo código es el comienzo del de la fila siguiente."""
        numero = ubicacion.columnas.get(perfil.subtotales) if perfil.subtotales else None
        if numero is None:
            return frozenset()
        codigos = [
            (fila, texto_de_una_linea(str(celda.valor)))
            for fila in filas
            if not esta_vacia(celda := self._hoja.propia(fila, numero))
        ]
        return frozenset(
            fila
            for (fila, codigo), (siguiente, otro) in pairwise(codigos)
            if _es_padre(codigo, otro) or (codigo == otro and self._trae_menos(fila, siguiente))
        )

    def _trae_menos(self, fila: int, siguiente: int) -> bool:
        """Con el mismo código, el subtotal es la que no dice lo que detalla la de abajo."""
        propias, otras = (
            {n for n, c in self._hoja.celdas[f].items() if n not in self._dinero and not esta_vacia(c)}
            for f in (fila, siguiente)
        )
        return propias < otras


def _es_padre(codigo: str, otro: str) -> bool:
    if len(otro) <= len(codigo) or not otro.startswith(codigo):
        return False
    # «2.1» no es padre de «2.11»; «0101» sí lo es de «010101», que no lleva separadores.
    return not otro[len(codigo)].isalnum() or (codigo.isdigit() and otro.isdigit())


def _dice_total(celda: Celda) -> bool:
    # Las explicaciones de un corte son largas y muchas: solo se normaliza lo que puede ser un total.
    texto = celda.valor
    if not isinstance(texto, str) or len(texto) > _LARGO_DE_TOTAL:
        return False
    minusculas = texto.lower()
    return ("total" in minusculas or "suma" in minusculas) and _es_texto_de_total(texto)


@lru_cache(maxsize=16_384)
def _es_texto_de_total(texto: str) -> bool:
    return bool(_TOTAL.fullmatch(normalizar(texto_de_una_linea(texto))))
