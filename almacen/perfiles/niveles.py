"""Los niveles de la jerarquía de la entidad que cubren una fila."""

from __future__ import annotations

from collections.abc import Sequence

from almacen.libros.celdas import texto_de_una_linea
from almacen.perfiles.celdas_ajenas import sin_dato
from almacen.perfiles.columnas_de_hoja import Ubicacion
from almacen.perfiles.herencia import Herencia
from almacen.perfiles.jerarquia import Nivel
from almacen.perfiles.partes import partir
from dominio.modelo.perfil import ColumnaDelLibro, NivelDePerfil, Parte


def niveles_de_la_fila(
    niveles: Sequence[NivelDePerfil], ubicacion: Ubicacion, herencia: Herencia, fila: int
) -> tuple[Nivel, ...]:
    """(rótulo, código, nombre) de cada nivel con dato, de arriba abajo."""
    hallados = (_nivel(nivel, ubicacion, herencia, fila) for nivel in niveles)
    return tuple(nivel for nivel in hallados if nivel[1] or nivel[2])


def _nivel(nivel: NivelDePerfil, ubicacion: Ubicacion, herencia: Herencia, fila: int) -> Nivel:
    codigo = _texto(nivel.codigo, ubicacion, herencia, fila)
    nombre = _texto(nivel.nombre, ubicacion, herencia, fila)
    # Código y nombre en una sola columna («0101.\nJuntos…»), o un nombre que los trae juntos.
    if nivel.codigo == nivel.nombre or nivel.parte is not Parte.ENTERA:
        codigo, nombre = partir(nombre or codigo or "")
    return nivel.rotulo, codigo, nombre


def _texto(
    columna: ColumnaDelLibro | None, ubicacion: Ubicacion, herencia: Herencia, fila: int
) -> str | None:
    numero = ubicacion.columnas.get(columna) if columna else None
    celda = herencia.valor(fila, numero) if numero else None
    if celda is None or sin_dato(celda) or celda.tipo in ("e", "f"):
        return None
    valor = celda.valor
    if isinstance(valor, float) and valor.is_integer():
        return str(int(valor))
    return texto_de_una_linea(str(valor))
