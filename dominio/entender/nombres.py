"""Qué objetos del plan nombran las palabras de una frase, y qué tan bien."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from dominio.entender.indice import IndiceDeFrases
from dominio.entender.raices import forma
from dominio.modelo.objeto import Objeto

Parecidos = Callable[[str, Sequence[Objeto]], Sequence[Objeto]]
"""Búsqueda por parecido que aporta quien llama: lo escrito y unos objetos → los parecidos."""

# Solo se comparan los objetos con alguna palabra que empieza igual: comparar todo el plan es lento.
_MAXIMO_COMPARADOS = 400
_LARGO_DE_SIGLA = range(3, 6)
# Cuánto vale lo que comparte la raíz pero no la forma: «vacunadoras» por «vacunación».
_MISMA_FAMILIA = 0.8
# Cuánto vale para una actividad una palabra de su meta o su proyecto y no suya.
_DE_ARRIBA = 0.75
# Cuánto pesa una palabra que no está en el plan, frente a la más rara de las que sí.
_DESCONOCIDA = 0.6
# Desde qué parte de lo que más se dijo de un objeto otro todavía puede ser el nombrado.
_COMPITE = 0.5
# Cuánto vale una palabra que solo se parece.
_POR_PARECIDO = 0.6


@dataclass(frozen=True, slots=True)
class Buscada:
    """Una palabra de la frase que puede ser parte de un nombre.

    Attributes:
        lugar: qué pieza de la frase es.
        fuerza: 1, o menos si además es palabra del oficio («informe», «avance»).
    """

    lugar: int
    palabra: str
    fuerza: float = 1.0


@dataclass(slots=True)
class Hallado:
    """Un objeto y cuánto de la frase lo nombra.

    Attributes:
        dicho: peso de las palabras de la frase que están en su nombre.
        con_arriba: lo mismo, contando las de su meta y su proyecto.
        cubierto: qué parte de su nombre se dijo, de 0 a 1, sin rebajar las palabras del oficio.
        exactas: cuántas palabras están en la misma forma, y no solo en otra de su familia.
        aportes: pieza de la frase que lo nombra → cuánto pesa.
    """

    objeto: int
    dicho: float = 0.0
    con_arriba: float = 0.0
    cubierto: float = 0.0
    exactas: int = 0
    aportes: dict[int, float] = field(default_factory=dict)

    @property
    def lugares(self) -> set[int]:
        """Las piezas de la frase que lo nombran."""
        return set(self.aportes)


# Objeto → cuánto pesa que su nombre lleve la palabra, y si la lleva en la misma forma.
_Aportes = dict[int, tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Nombrados:
    """Los objetos que comparten palabras con la frase.

    Attributes:
        por_objeto: los que pueden ser el nombrado; los que comparten poco no están.
        total: peso de todas las palabras propias de la frase, estén o no en el plan.
        desconocidas: piezas que no están en ningún nombre del plan.
        palabras: cada palabra buscada con lo que aporta a cada objeto.
    """

    por_objeto: Mapping[int, Hallado]
    total: float
    desconocidas: frozenset[int]
    palabras: Sequence[tuple[Buscada, _Aportes]]

    def lo_nombra_algo_propio(self, objeto: int) -> bool:
        """Si alguna palabra que no es del oficio está en el nombre de ese objeto."""
        return any(buscada.fuerza == 1 and objeto in aportes for buscada, aportes in self.palabras)


def buscar_nombres(indice: IndiceDeFrases, buscadas: Sequence[Buscada]) -> Nombrados:
    """Busca cada palabra y acumula lo que dice de cada objeto."""
    palabras = [(buscada, _aportes(indice, buscada)) for buscada in buscadas]
    total = 0.0
    suma: dict[int, float] = {}
    for buscada, aportes in palabras:
        if buscada.fuerza == 1:
            pesos = [peso for peso, _misma in aportes.values()]
            total += max(pesos, default=indice.peso_de_desconocida * _DESCONOCIDA)
        for objeto, (peso, _misma) in aportes.items():
            suma[objeto] = suma.get(objeto, 0.0) + peso
    mayor = max(suma.values(), default=0.0)
    # Con una palabra corriente comparten nombre cientos de objetos: solo se mira a los que compiten.
    hallados = {
        objeto: _hallado(indice, objeto, palabras)
        for objeto, peso in suma.items()
        if peso >= _COMPITE * mayor
    }
    _sumar_lo_de_arriba(indice, hallados)
    desconocidas = frozenset(b.lugar for b, aportes in palabras if not aportes and b.fuerza == 1)
    return Nombrados(hallados, total, desconocidas, palabras)


def _hallado(indice: IndiceDeFrases, objeto: int, palabras: Sequence[tuple[Buscada, _Aportes]]) -> Hallado:
    hallado = Hallado(objeto)
    nombrado = 0.0
    for buscada, aportes in palabras:
        if objeto in aportes:
            peso, misma = aportes[objeto]
            hallado.aportes[buscada.lugar] = peso
            hallado.dicho += peso
            hallado.exactas += misma
            nombrado += peso / buscada.fuerza
    hallado.cubierto = min(1.0, nombrado / indice.peso_del_nombre[objeto])
    return hallado


def _aportes(indice: IndiceDeFrases, buscada: Buscada) -> _Aportes:
    """Lo que la palabra aporta a cada objeto que la lleva; la misma forma pesa más que la familia."""
    parecidas = indice.raices_parecidas(buscada.palabra)
    segura = bool(parecidas) and min(parecidas.values()) == 1
    if not segura and len(buscada.palabra) in _LARGO_DE_SIGLA and buscada.palabra in indice.con_sigla:
        entera = (indice.peso_de_desconocida * buscada.fuerza, True)
        return dict.fromkeys(indice.con_sigla[buscada.palabra], entera)
    mismas: Set[int] = indice.con_forma.get(forma(buscada.palabra), set())
    aportes: _Aportes = {}
    for suya, parecido in parecidas.items():
        peso = indice.peso[suya] * parecido * buscada.fuerza
        exacto, pariente = (peso, True), (peso * _MISMA_FAMILIA, False)
        for objeto in indice.con_raiz[suya]:
            aporte = exacto if parecido < 1 or objeto in mismas else pariente
            if aporte > aportes.get(objeto, (0.0, False)):
                aportes[objeto] = aporte
    return aportes


def _sumar_lo_de_arriba(indice: IndiceDeFrases, hallados: Mapping[int, Hallado]) -> None:
    """Las palabras que dice la meta o el proyecto y no la actividad también la señalan, con menos peso.

    Y al revés: un proyecto se reconoce por lo que dicen sus metas («el proyecto de reforestación»).
    """
    for hallado in hallados.values():
        hallado.con_arriba = hallado.dicho
        for superior in indice.superiores_de.get(hallado.objeto, ()):
            arriba = hallados.get(superior)
            if arriba is None or indice.objetos[superior].ambito == "dependencia":
                continue
            faltan = sum(peso for lugar, peso in arriba.aportes.items() if lugar not in hallado.aportes)
            hallado.con_arriba = max(hallado.con_arriba, hallado.dicho + faltan * _DE_ARRIBA)


def buscar_parecidos(
    indice: IndiceDeFrases, nombrados: Nombrados, sueltas: Mapping[int, str], parecidos: Parecidos
) -> Nombrados:
    """Lo mismo, con los objetos parecidos a las palabras que no están en ningún nombre.

    Args:
        indice: el plan.
        nombrados: lo que ya se encontró por palabras, que no bastó.
        sueltas: pieza de la frase → palabra desconocida.
        parecidos: cómo se comparan.
    """
    lugares = [lugar for palabra in sueltas.values() for lugar in indice.con_comienzo(palabra)]
    posibles = {indice.objetos[lugar]: lugar for lugar in dict.fromkeys(lugares[:_MAXIMO_COMPARADOS])}
    hallados = dict(nombrados.por_objeto)
    encontrados = parecidos(" ".join(sueltas.values()), tuple(posibles)) if posibles else ()
    for objeto in encontrados:
        lugar = posibles[objeto]
        hallado = hallados.setdefault(lugar, Hallado(lugar))
        for pieza in sueltas:
            hallado.aportes[pieza] = indice.peso_de_desconocida * _POR_PARECIDO
        hallado.exactas = max(hallado.exactas, 1)
        hallado.dicho = hallado.con_arriba = sum(hallado.aportes.values())
    return replace(nombrados, por_objeto=hallados)
