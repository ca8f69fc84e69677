"""Con qué nombre se propone guardar un perfil: el del archivo, sin lo que cambia cada trimestre."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dominio.modelo.perfil import Perfil
from dominio.valores.texto import normalizar

LARGO_MAXIMO = 60
RESERVADO = "auto"
_PERIODO = (
    r"\b(?:19|20)\d\d\b|\b(?:primer|segundo|tercer|cuarto|quinto|sexto)\w*\b"
    r"|\b(?:i{1,3}|iv)\s*(?:trim\w*|sem\w*|bim\w*)\b|\b(?:trimestre|semestre|bimestre|trim|sem|bim|corte)\s*"
    r"(?:\d|i{1,3}|iv)?\b|\bt[1-4]\b"
    r"|\b(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
    r"|\b(?:copia|version|final|definitivo|v)\s*(?:de|\d+)?\b|\b\d{1,2}\b"
)
_VARIABLE = re.compile(_PERIODO)
_SEPARADOR = re.compile(r"[^a-z0-9]+")


def nombre_sugerido(archivo: str, perfil: Perfil, guardados: Iterable[Perfil]) -> str:
    """El nombre del archivo sin año, periodo ni extensión; con número si ya lo lleva otro formato.

    Args:
        archivo: nombre con que llegó el libro.
        perfil: el que se va a guardar.
        guardados: los de la entidad; uno con la misma huella y el mismo nombre se reemplaza.

    Fuente: los libros de seguimiento llegan cada trimestre con el mismo formato y otro periodo en el
    nombre (Cuadro 1S de Santiago de Cali, 2024 y 2025).
    """
    tronco = archivo.rsplit(".", 1)[0] if "." in archivo else archivo
    palabras = _SEPARADOR.sub(" ", normalizar(tronco))
    estable = " ".join(_VARIABLE.sub(" ", palabras).split())
    base = "-".join((estable or palabras).split())[:LARGO_MAXIMO].strip("-")
    if not base or base == RESERVADO:
        base = "formato"
    ocupados = {normalizar(otro.nombre) for otro in guardados if otro.huella != perfil.huella}
    nombre, numero = base, 2
    while nombre in ocupados:
        nombre, numero = f"{base}-{numero}", numero + 1
    return nombre
