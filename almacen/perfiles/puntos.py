"""Cuánto conviene darle cada dato a cada columna: rótulo, contenido, año y vecinas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from almacen.perfiles.afinidad import DESMIENTE, SE_RECONOCE, cabe
from almacen.perfiles.concepto import Concepto, Familia
from almacen.perfiles.conceptos import CONCEPTOS, POR_DATO, anios_de, por_rotulo
from almacen.perfiles.tabla import ColumnaHallada, Tabla

_PESO_ROTULO, _PESO_CONTENIDO, _PESO_VACIA = 0.6, 0.4, 0.35
_POR_VECINA, _TOPE_DE_VECINAS = 0.04, 8
_POR_ANCLA = 0.1
_POR_COBERTURA = 0.12
_DE_OTRO_ANIO = 0.4
_LEJOS = 4
_SEGURO = 0.8
_POCAS = 3
# Contenidos que por sí solos dicen qué es la columna.
_INCONFUNDIBLES = frozenset({"mga7", "mga9", "bpin"})
_ANCLAS = {Familia.META: ("meta_cuatrienio", "meta_codigo", "meta")}


@dataclass
class Puntos:
    """Lo que conviene cada (dato, columna).

    Attributes:
        valores: solo los mayores que cero.
        desmentidas: columna → dato que dice su rótulo y su contenido desmiente.
        anio_del_dinero: de qué año son las columnas de dinero que se toman; ``None`` = no lo dicen.
    """

    tabla: Tabla
    vigencia: int
    valores: dict[tuple[str, int], float] = field(default_factory=dict)
    desmentidas: dict[int, str] = field(default_factory=dict)
    anio_del_dinero: int | None = None

    def de(self, dato: str) -> list[tuple[float, int]]:
        """(puntos, columna) de un dato, de más a menos."""
        return sorted(
            ((valor, numero) for (d, numero), valor in self.valores.items() if d == dato),
            key=lambda par: (-par[0], par[1]),
        )


def calificar(tabla: Tabla, vigencia: int) -> Puntos:
    """Los puntos de todas las columnas de una tabla."""
    puntos = Puntos(tabla, vigencia)
    for columna in tabla.columnas:
        _por_su_rotulo(puntos, columna)
    for columna in tabla.columnas:
        _por_su_contenido(puntos, columna)
    _a_las_desmentidas(puntos)
    _preferir_el_anio(puntos)
    _preferir_el_bloque(puntos)
    _preferir_lo_de_cada_actividad(puntos)
    return puntos


def _por_su_rotulo(puntos: Puntos, columna: ColumnaHallada) -> None:
    """Rótulo y contenido juntos; si el rótulo es claro y el contenido lo niega, queda desmentida."""
    negado: tuple[float, str] | None = None
    for concepto in CONCEPTOS:
        rotulo = por_rotulo(columna.rotulo, concepto.dato)
        if not rotulo:
            continue
        contenido = cabe(concepto.contenido, columna.contenido)
        if contenido <= DESMIENTE:
            negado = max(negado or (0.0, ""), (rotulo, concepto.dato))
        elif not columna.contenido.llenas:
            puntos.valores[concepto.dato, columna.numero] = rotulo * _PESO_VACIA
        else:
            valor = rotulo * _PESO_ROTULO + contenido * _PESO_CONTENIDO
            puntos.valores[concepto.dato, columna.numero] = valor
    confirmado = any(
        numero == columna.numero and por_rotulo(columna.rotulo, dato) >= 0.5
        for dato, numero in puntos.valores
    )
    if negado and negado[0] >= _SEGURO and not confirmado and columna.contenido.llenas >= _POCAS:
        puntos.desmentidas[columna.numero] = negado[1]


def _por_su_contenido(puntos: Puntos, columna: ColumnaHallada) -> None:
    """Un código inconfundible en una columna sin rótulo, o con uno desmentido, dice qué es."""
    con_rotulo = columna.numero not in puntos.desmentidas and any(
        numero == columna.numero for _dato, numero in puntos.valores
    )
    if con_rotulo or columna.contenido.llenas < _POCAS:
        return
    for concepto in CONCEPTOS:
        if concepto.contenido in _INCONFUNDIBLES:
            contenido = cabe(concepto.contenido, columna.contenido)
            clara = columna.contenido.parte(concepto.contenido) >= SE_RECONOCE
            if contenido >= SE_RECONOCE and clara:
                puntos.valores[concepto.dato, columna.numero] = 0.35


def _a_las_desmentidas(puntos: Puntos) -> None:
    """Rótulos corridos: el dato que nombra una columna desmentida se busca en las desmentidas vecinas."""
    for numero, dato in puntos.desmentidas.items():
        for otra in puntos.desmentidas:
            if otra == numero or abs(otra - numero) > _LEJOS:
                continue
            contenido = cabe(POR_DATO[dato].contenido, puntos.tabla.por_numero[otra].contenido)
            if contenido > 0.2:
                clave = (dato, otra)
                puntos.valores[clave] = max(puntos.valores.get(clave, 0.0), 0.3 + 0.3 * contenido)


def _preferir_el_anio(puntos: Puntos) -> None:
    """De lo que se repite por años vale el de la vigencia o, si no hay, el más reciente con datos.

    Todo el dinero es de un mismo año: mezclar apropiación de uno y pagos de otro no dice nada.
    """
    dinero = [c.dato for c in CONCEPTOS if c.familia is Familia.DINERO]
    puntos.anio_del_dinero = _anio_que_vale(puntos, dinero)
    for concepto in CONCEPTOS:
        de_dinero = concepto.familia is Familia.DINERO
        elegido = puntos.anio_del_dinero if de_dinero else _anio_que_vale(puntos, [concepto.dato])
        if elegido is None:
            continue
        for _valor, numero in puntos.de(concepto.dato):
            anios = anios_de(puntos.tabla.por_numero[numero].rotulo)
            if len(anios) == 1 and anios[0] != elegido:
                puntos.valores[concepto.dato, numero] *= _DE_OTRO_ANIO


def _anio_que_vale(puntos: Puntos, datos: Sequence[str]) -> int | None:
    anios = {
        anios[0]
        for (dato, numero), valor in puntos.valores.items()
        if dato in datos and valor >= 0.5
        for anios in [anios_de(puntos.tabla.por_numero[numero].rotulo)]
        if len(anios) == 1 and puntos.tabla.por_numero[numero].contenido.llenas
    }
    if puntos.vigencia in anios:
        return puntos.vigencia
    pasados = {anio for anio in anios if anio < puntos.vigencia}
    return max(pasados or anios, default=None)


def _preferir_el_bloque(puntos: Puntos) -> None:
    """Entre columnas con el mismo rótulo, la que tiene al lado más datos de su familia."""
    bonos: dict[tuple[str, int], float] = {}
    for (dato, numero), valor in puntos.valores.items():
        concepto = POR_DATO[dato]
        if valor <= 0 or concepto.familia is Familia.OTRA:
            continue
        vecinos = datos_vecinos(puntos, concepto, numero)
        bono = _POR_VECINA * min(len(vecinos - {dato}), _TOPE_DE_VECINAS)
        if any(ancla in vecinos for ancla in _ANCLAS.get(concepto.familia, ())):
            bono += _POR_ANCLA
        bonos[dato, numero] = bono
    for clave, bono in bonos.items():
        puntos.valores[clave] += bono


def datos_vecinos(puntos: Puntos, concepto: Concepto, numero: int) -> set[str]:
    """Datos de la misma familia y año en el tramo seguido de columnas donde está esta, ella incluida."""
    de_columna = _mejores(puntos, concepto.familia)
    anio = anios_de(puntos.tabla.por_numero[numero].rotulo)[:1]
    vecinos = {de_columna[numero]} if numero in de_columna else set()
    for paso in (-1, 1):
        actual, huecos = numero + paso, 0
        while huecos < 2 and actual in puntos.tabla.por_numero:
            suyo = anios_de(puntos.tabla.por_numero[actual].rotulo)[:1]
            mismo_anio = concepto.familia is not Familia.DINERO or suyo == anio
            if actual in de_columna and mismo_anio:
                vecinos.add(de_columna[actual])
                huecos = 0
            else:
                huecos += 1
            actual += paso
    return vecinos


def _mejores(puntos: Puntos, familia: Familia) -> dict[int, str]:
    """Columna → el dato de esa familia que mejor le va."""
    mejores: dict[int, tuple[float, str]] = {}
    for (dato, numero), valor in puntos.valores.items():
        if POR_DATO[dato].familia is familia and valor > mejores.get(numero, (0.15, ""))[0]:
            mejores[numero] = (valor, dato)
    return {numero: dato for numero, (_valor, dato) in mejores.items()}


def _preferir_lo_de_cada_actividad(puntos: Puntos) -> None:
    """El avance y las fechas de una actividad van llenos en cada actividad, no una vez por programa."""
    actividad = next(iter(puntos.de("actividad")), None)
    if actividad is None:
        return
    filas = puntos.tabla.llenas(actividad[1])
    for (dato, numero), valor in list(puntos.valores.items()):
        propia = POR_DATO[dato].familia is Familia.ACTIVIDAD and dato not in ("actividad", "actividad_codigo")
        if propia and valor > 0.3 and filas and puntos.tabla.por_numero[numero].contenido.llenas:
            cubre = len(filas & puntos.tabla.llenas(numero)) / len(filas)
            puntos.valores[dato, numero] += _POR_COBERTURA * (cubre - 0.5)
