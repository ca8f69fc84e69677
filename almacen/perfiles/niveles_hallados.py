"""La jerarquía del plan de desarrollo en un libro: sus niveles, con el rótulo de la entidad."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from almacen.perfiles.conceptos import plano
from almacen.perfiles.tabla import ColumnaHallada, Tabla
from dominio.modelo.perfil import NivelDePerfil, Parte

_NIVEL = re.compile(
    r"\b(nivel [1-9]|proposito|reto|eje|dimension|linea( estrategica)?|componente|pilar|sector|programa"
    r"|sub ?programa|estrategia|apuesta)\b"
)
_NO_ES = re.compile(
    r"%|pondera|peso|avance|cumplimiento|meta|indicador|resultado|valor|presupuest|linea (de )?base|objetivo"
    r"|programacion|responsable|detalle|actividad|proyecto|total|fecha|soporte|tipo|gasto"
)
_COD = re.compile(r"\b(cod\w*|id|n|no|num\w*|int|clave)\b")
_NOMBRE = re.compile(r"\b(nombre|denominacion|descripcion|del?|la|el|mga|pdt?m?)\b")
_SIGLAS = re.compile(r"MGA|PDT?M?|PI")


@dataclass(frozen=True, slots=True)
class Nivel:
    """Un nivel con sus columnas; las dos son la misma si traen «0101. Nombre» junto."""

    rotulo: str
    codigo: ColumnaHallada | None
    nombre: ColumnaHallada | None

    def en_el_perfil(self) -> NivelDePerfil:
        """Como lo guarda el perfil."""
        codigo = self.codigo.en_el_perfil if self.codigo else None
        nombre = self.nombre.en_el_perfil if self.nombre else None
        return NivelDePerfil(self.rotulo, codigo, nombre, Parte.ENTERA)


def hallar_niveles(tabla: Tabla, ajenas: Iterable[int]) -> tuple[Nivel, ...]:
    """Los niveles de arriba abajo: los de arriba tienen menos valores distintos que los de abajo.

    Args:
        tabla: la hoja.
        ajenas: columnas que ya son otra cosa (el código de producto, la actividad…).
    """
    de_otros = set(ajenas)
    grupos: dict[str, list[ColumnaHallada]] = {}
    for columna in tabla.columnas:
        nombre = _nombre_del_nivel(columna.rotulo)
        if nombre and columna.numero not in de_otros and columna.contenido.llenas and _cabe(columna):
            grupos.setdefault(nombre, []).append(columna)
    niveles = [_nivel(columnas) for columnas in grupos.values()]
    return tuple(sorted(niveles, key=_cuantos))


def _cuantos(nivel: Nivel) -> int:
    columna = nivel.codigo or nivel.nombre
    return len(columna.contenido.distintos) if columna else 0


def _nombre_del_nivel(rotulo: str) -> str:
    """Lo que queda del rótulo sin «código» ni «nombre»; vacío si no es de un nivel."""
    texto = plano(rotulo)
    if not _NIVEL.search(texto) or _NO_ES.search(texto):
        return ""
    return " ".join(_NOMBRE.sub(" ", _COD.sub(" ", texto)).split())


def _cabe(columna: ColumnaHallada) -> bool:
    """Códigos o nombres; nunca dinero, porcentajes ni fechas."""
    contenido = columna.contenido
    return contenido.parte("formato_pct", "formato_pesos", "fecha") < 0.3


def _nivel(columnas: list[ColumnaHallada]) -> Nivel:
    junta = next((c for c in columnas if c.contenido.parte("compuesto") > 0.6), None)
    nombre = next((c for c in columnas if c is not junta and c.contenido.parte("texto") > 0.5), None)
    codigos = [
        c for c in columnas if c is not junta and c is not nombre and c.contenido.parte("texto") <= 0.5
    ]
    cerca_de = nombre or junta or columnas[0]
    codigo = min(codigos, key=lambda c: abs(c.numero - cerca_de.numero), default=None)
    if nombre is None and junta is not None:
        nombre, codigo = junta, codigo or junta
    return Nivel(_dicho((nombre or codigo or columnas[0]).rotulo), codigo, nombre)


def _dicho(rotulo: str) -> str:
    """El rótulo de la entidad sin «Cód» ni «Nombre», como se le muestra a una persona."""
    palabras = rotulo.split()
    sobran = re.compile(r"(c[oó]d\w*|nombre|denominaci[oó]n|del?|la)[.,:]*", re.IGNORECASE)
    quedan = [palabra for palabra in palabras if not sobran.fullmatch(palabra)]
    texto = " ".join(quedan) or rotulo
    if not texto.isupper():
        return texto
    palabras = [p if _SIGLAS.fullmatch(p) else p.lower() for p in texto.split()]
    return " ".join((palabras[0] if palabras[0].isupper() else palabras[0].capitalize(), *palabras[1:]))
