"""Los objetos que una frase nombra por su código o por su número."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dominio.entender.indice import IndiceDeFrases
from dominio.entender.lexico.vacias import VACIAS
from dominio.entender.piezas import Clase, Papel, Pieza, Renglones, marcar

_LARGO_DE_BPIN = 8
_LARGO_SIN_NIVEL = 4
_UNIDADES = (
    r"(?! ?(?:%|por ciento|porcien\w*|millon\w*|mil\b|pesos|palos|lucas|am\b|pm\b|dias|semanas"
    r"|meses|(?:de|sobre) (?:l[oa]s )?#))"
)
_ARTICULO = r"(?:de|la|del|los|las|numero|nro|num|no|codigo|con) "
_NIVELES: tuple[tuple[str, str], ...] = (
    ("actividad", r"(?:actividad\w*|activida\w*|acts?|activ|item|tarea|avtividad|actvidad|actividda)"),
    ("meta", r"(?:meta(?: de producto)?|mp)"),
    ("programa", r"(?:programa|prog)"),
    ("proyecto", r"(?:proyecto|bpin|bpim|bp|proy)"),
    ("dependencia", r"(?:dependencia|secretaria|oficina|area|centro gestor)"),
)
_CON_NOMBRE = tuple(
    (nivel, re.compile(rf"\b{nombre} (?:{_ARTICULO})*(?P<o>[#@]){_UNIDADES}")) for nivel, nombre in _NIVELES
)
# «la 12», «de la 3.1», «la de la 7»; no «las 14 sedes» ni «a las 8».
_CON_ARTICULO = re.compile(
    rf"\bla (?:de la |del |de |numero |nro |no )?(?P<o>[#@]){_UNIDADES}(?! de (?:enero|febrero|octubre))"
    rf"|\b(?:numero|nro|num|codigo|cod) (?P<p>[#@]){_UNIDADES}"
    r"|^no (?P<r>#)(?= (?:#|va|en|al)\b| #)"
    rf"|\bel (?P<q>#)(?= (?:va|quedo|subio|llego|lleva|esta)\b)"
)
_VARIAS = re.compile(r"\blas (?P<o>#)(?: (?P<p>#))?(?: (?P<r>#))? y (?:la )?(?P<q>#)(?! (?:%|por ciento))")
_PALABRA_Y_NUMERO = re.compile(r"\b(?P<palabra>[a-z]{1,8}) (?P<numero>#)")


class Menciones:
    """Lo nombrado por código o número, en el orden de la frase.

    Attributes:
        objetos: los grupos de candidatos, uno por mención; dos grupos son dos cosas nombradas.
        debil: lo único que señala el objeto es un número suelto.
        perdida: nombró un código o un número que no está en el plan.
    """

    def __init__(self, indice: IndiceDeFrases, piezas: Sequence[Pieza]) -> None:
        """Busca y marca las menciones que no dejan duda."""
        self._indice = indice
        self._piezas = piezas
        self.objetos: list[tuple[int, ...]] = []
        self.debil = False
        self.perdida = False
        for nivel, patron in _CON_NOMBRE:
            self._con_patron(patron, nivel)
        self._codigos()
        self._palabra_y_numero()
        self._con_patron(_VARIAS, None)
        self._con_patron(_CON_ARTICULO, None)

    def anotar(self, i: int, *, nivel: str | None = None, suelto: bool = False) -> bool:
        """Toma la pieza como mención si es un código o número del plan.

        Args:
            i: qué pieza.
            nivel: si la frase lo dijo («la meta 4001-02»).
            suelto: nada en la frase dice que sea un código: tiene que serlo entero y de una actividad.
        """
        hallados = self._indice.con_codigo(self._piezas[i].texto, nivel) if self._es_codigo(i) else ()
        if suelto and not self._indice.es_de_actividad(hallados):
            return False
        numero = self._piezas[i].valor
        if not hallados and numero is not None:
            hallados = self._indice.con_codigo(f"{numero:f}", nivel)
        if not hallados:
            return False
        self._piezas[i].papel = Papel.OBJETO
        self.debil = suelto and not self.objetos and not self.compuesto(i)
        if hallados not in self.objetos:
            self.objetos.append(hallados)
        return True

    def compuesto(self, i: int) -> bool:
        """Si por su forma es un código y no una cantidad: «13.1», «2.1.3»."""
        return not self._piezas[i].texto.isdecimal() and self._es_codigo(i)

    def _es_codigo(self, i: int) -> bool:
        return self._piezas[i].clase in (Clase.NUMERO, Clase.CODIGO) and self._piezas[i].valor is None

    def _con_patron(self, patron: re.Pattern[str], nivel: str | None) -> None:
        renglones = Renglones(self._piezas)
        for hallado in renglones.hallar(patron):
            for grupo in patron.groupindex:
                for i in renglones.indices(hallado, grupo):
                    # «El programa 4599» vale aunque el código sea de una meta; «el proyecto 4» no es la 4;
                    # «el bpin de la 4», sí.
                    largo = len(self._piezas[i].texto) >= _LARGO_SIN_NIVEL or " la " in hallado[0]
                    largo = largo or nivel == "actividad"
                    if not self.anotar(i, nivel=nivel) and not (nivel and largo and self.anotar(i)):
                        self._piezas[i].papel = Papel.OBJETO
                        self.perdida = True

    def _codigos(self) -> None:
        """Códigos con letras y números de BPIN: no pueden ser otra cosa."""
        for i, pieza in enumerate(self._piezas):
            if pieza.papel is not None:
                continue
            es_bpin = (
                pieza.clase is Clase.NUMERO and pieza.texto.isdecimal() and len(pieza.texto) >= _LARGO_DE_BPIN
            )
            con_guion = pieza.clase is Clase.NUMERO and "-" in pieza.texto
            if pieza.clase is Clase.CODIGO or es_bpin or con_guion:
                self.anotar(i)

    def _palabra_y_numero(self) -> None:
        """«pa 7», «a 012»: la letra y el número separados."""
        renglones = Renglones(self._piezas)
        for hallado in renglones.hallar(_PALABRA_Y_NUMERO):
            palabra = hallado["palabra"]
            if palabra in VACIAS and not (palabra == "a" and hallado.start() == 0):
                continue
            (numero,) = renglones.indices(hallado, "numero")
            junto = f"{palabra}{self._piezas[numero].texto}"
            hallados = self._indice.con_codigo(junto) if self._es_codigo(numero) else ()
            if hallados:
                marcar(self._piezas, renglones.indices(hallado), Papel.OBJETO)
                self.objetos.append(hallados)

    def sueltos(self) -> list[int]:
        """Los números que nadie ha reconocido todavía, en su orden."""
        return [
            i for i, pieza in enumerate(self._piezas) if pieza.clase is Clase.NUMERO and pieza.papel is None
        ]

    def compuestos(self) -> list[int]:
        """De los sueltos, los que por su forma son un código del plan («13.1», «2.1.3»)."""
        return [
            i for i in self.sueltos() if self.compuesto(i) and self._indice.con_codigo(self._piezas[i].texto)
        ]
