"""Las hojas de un libro: cuáles son la misma tabla, cuál es copia de otra y cuáles no se leen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from almacen.libros.celdas import esta_vacia
from almacen.libros.cuadricula import Cuadricula
from almacen.perfiles.series import sin_periodo
from almacen.perfiles.tabla import ColumnaHallada, Tabla, hallar_tabla
from dominio.entender.texto import normalizar

_PARECIDO = 0.75
_REPETIDO = 0.9
_NOMBRE_DE_COPIA = re.compile(r"^(copia|copy)\b|\bcopia$|\(\d+\)$|\b(backup|respaldo|borrador)\b")
_LARGO_DE_TEXTO = 12


@dataclass(frozen=True, slots=True)
class HojaFuera:
    """Una hoja que parece del plan y no se lee.

    Attributes:
        razon: una frase corta sin punto («repite 85 de las 85 filas de «Salud»»).
        segura: no hace falta preguntar: su nombre y su contenido dicen lo mismo.
    """

    nombre: str
    razon: str
    segura: bool


@dataclass
class Grupo:
    """Hojas con el mismo encabezado: se leen igual.

    Attributes:
        tablas: las que se leen; la primera es la que más filas trae.
    """

    tablas: list[Tabla]
    fuera: list[HojaFuera] = field(default_factory=list)

    @property
    def principal(self) -> Tabla:
        """La de más filas."""
        return self.tablas[0]


def agrupar_hojas(hojas: Sequence[Cuadricula]) -> tuple[list[Grupo], list[str]]:
    """Los grupos de hojas con tabla, y los avisos de las que no se leen."""
    grupos: list[Grupo] = []
    avisos: list[str] = []
    for hoja in hojas:
        if not hoja.celdas:
            continue
        if hoja.oculta:
            avisos.append(f"La hoja «{hoja.nombre}» está oculta y no se lee.")
            continue
        tabla = hallar_tabla(hoja)
        if tabla is None or not tabla.filas:
            avisos.append(f"La hoja «{hoja.nombre}» no trae una tabla del plan y no se lee.")
            continue
        suyo = next((g for g in grupos if _se_parecen(g.tablas[0], tabla)), None)
        if suyo is None:
            grupos.append(Grupo([tabla]))
        else:
            suyo.tablas.append(tabla)
    for grupo in grupos:
        _apartar_copias(grupo)
        grupo.tablas.sort(key=lambda tabla: -len(tabla.filas))
    return grupos, avisos


def huellas_de(tabla: Tabla) -> frozenset[tuple[str, int]]:
    """Los rótulos de la tabla, sin año ni periodo, con su aparición."""
    return frozenset((sin_periodo(c.rotulo), c.aparicion) for c in tabla.columnas if c.rotulo)


def _se_parecen(una: Tabla, otra: Tabla) -> bool:
    de_una, de_otra = huellas_de(una), huellas_de(otra)
    return len(de_una & de_otra) >= _PARECIDO * len(de_una | de_otra)


def en_otra(columna: ColumnaHallada, tabla: Tabla) -> ColumnaHallada | None:
    """La misma columna en otra hoja del grupo."""
    return next(
        (c for c in tabla.columnas if (c.normal, c.aparicion) == (columna.normal, columna.aparicion)), None
    )


def _apartar_copias(grupo: Grupo) -> None:
    if len(grupo.tablas) < 2:
        return
    # Las que no se llaman «Copia» primero: si dos se repiten, sobra la copia.
    orden = sorted(grupo.tablas, key=lambda t: (es_copia_de_nombre(t.nombre), -len(t.filas)))
    quedan: list[tuple[Tabla, frozenset[str]]] = []
    for tabla in orden:
        claves = _claves(tabla)
        igual = max(quedan, key=lambda par: len(par[1] & claves), default=None)
        repetidas = len(igual[1] & claves) if igual else 0
        se_repite = bool(claves) and repetidas >= _REPETIDO * len(claves)
        if igual is not None and (se_repite or es_copia_de_nombre(tabla.nombre)):
            grupo.fuera.append(_fuera(tabla, igual[0], repetidas, len(claves), se_repite))
        else:
            quedan.append((tabla, claves))
    grupo.tablas = [tabla for tabla in grupo.tablas if any(tabla is t for t, _claves in quedan)]


def _fuera(tabla: Tabla, otra: Tabla, repetidas: int, total: int, se_repite: bool) -> HojaFuera:
    de_nombre = es_copia_de_nombre(tabla.nombre)
    razon = f"repite {repetidas} de sus {total} filas de «{otra.nombre}»"
    if de_nombre and not se_repite:
        razon = f"por su nombre es una copia, pero solo {razon}"
    return HojaFuera(tabla.nombre, razon, de_nombre and se_repite)


def es_copia_de_nombre(nombre: str) -> bool:
    """Si la hoja se llama como las que Excel y Drive duplican («Copia de Salud», «Salud (2)»)."""
    return bool(_NOMBRE_DE_COPIA.search(normalizar(nombre)))


def _claves(tabla: Tabla) -> frozenset[str]:
    """Los textos de la columna que más distingue sus filas; dos hojas iguales los comparten."""
    posibles = [c for c in tabla.columnas if c.contenido.parte("texto") > 0.7]
    mejor = max(
        posibles,
        key=lambda c: len(c.contenido.distintos) * (1 if c.contenido.largo >= _LARGO_DE_TEXTO else 0.3),
        default=None,
    )
    if mejor is None:
        return frozenset()
    celdas = (tabla.hoja.propia(fila, mejor.numero) for fila in tabla.filas)
    # Un texto que se repite dentro de la misma hoja cuenta una vez; basta para saber si es la misma.
    return frozenset(normalizar(str(celda.valor)) for celda in celdas if not esta_vacia(celda))
