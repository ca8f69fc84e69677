"""Qué es un concepto del oficio, y las palabras que los rótulos de varios comparten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Familia(StrEnum):
    """Grupo de conceptos que en los libros van juntos, columna al lado de columna."""

    DEPENDENCIA = "dependencia"
    PROGRAMA = "programa"
    META = "meta"
    PRODUCTO = "producto"
    PROYECTO = "proyecto"
    ACTIVIDAD = "actividad"
    FUENTE = "fuente"
    DINERO = "dinero"
    OTRA = "otra"


@dataclass(frozen=True, slots=True)
class Concepto:
    """Un dato del oficio.

    Attributes:
        dato: su nombre.
        contenido: qué debe traer la columna (nombre de un juez de ``afinidad``).
        si: (patrón sobre el rótulo plano, cuánto convence de 0 a 1), del más al menos preciso.
        no: el rótulo que lo dice no es este dato.
        como: cómo se le dice a una persona.
    """

    dato: str
    familia: Familia
    contenido: str
    si: tuple[tuple[re.Pattern[str], float], ...]
    no: re.Pattern[str] | None
    como: str


def concepto(
    dato: str, familia: Familia, contenido: str, como: str, *si: str | tuple[str, float], no: str = ""
) -> Concepto:
    """Un concepto; cada forma de ``si`` convence del todo, o lo que diga su número."""
    patrones = tuple(
        (
            re.compile(forma if isinstance(forma, str) else forma[0]),
            1.0 if isinstance(forma, str) else forma[1],
        )
        for forma in si
    )
    return Concepto(dato, familia, contenido, patrones, re.compile(no) if no else None, como)


COD = r"\b(cod\w*|id|identificador|n|no|num\w*|clave|llave)\b"
DEP = (
    r"(centro gestor|organismo|dependencia|secretaria|oficina|unidad ejecutora|entidad responsable"
    r"|area responsable)"
)
PARTE = r"(sub ?secretaria|sub ?direccion|sub ?dependencia|seccion|area funcional)"
LOGRO = r"(avance|ejecutad|ejecucion|logr|cumplimiento|alcanzad|resultado|rezago|obtenid)"
NARRA = r"(explica|analis|observa|justifica|soporte|evidencia|dificultad|descripcion del avance|comentario)"
ORDINAL = r"(\bt ?[1-4]\b|trim|semestre|bimestre|\bsem\b)"
PLATA = r"(presupuest|ppto|apropia|recurso|financ|valor aprobado|costo|pesos|inversion|poai)"
PP = r"(presupuesto|ppto|apropiacion|aprop|asignacion|aforo|valor)"
FALTA = r"(saldo|\bsin\b|\bpor\b|%|porcentaje|disponible|\brazon\b|pendiente)"
