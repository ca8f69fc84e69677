"""El corte de que habla una persona: «marzo», «tercer trimestre», «el mes pasado», «2026-T3»."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dominio.entender.texto import normalizar
from dominio.errores import CorteInvalido
from dominio.modelo.entidad import Periodicidad
from dominio.valores.fechas import MESES, Corte, Vigencia

_ORDINALES = {
    **dict.fromkeys(("primer", "primero", "1", "1er", "i", "uno"), 1),
    **dict.fromkeys(("segundo", "2", "2do", "ii", "dos"), 2),
    **dict.fromkeys(("tercer", "tercero", "3", "3er", "iii", "tres"), 3),
    **dict.fromkeys(("cuarto", "ultimo", "4", "4to", "iv", "cuatro"), 4),
}
_TECNICO = re.compile(r"\b(\d{4}-[tm]\d{1,2})\b", re.ASCII)
_TRIMESTRE = re.compile(
    rf"\b({'|'.join(_ORDINALES)})\.? trimestre|\btrimestre ({'|'.join(_ORDINALES)})\b|\bt([1-4])\b"
)
_SEMESTRE = re.compile(r"\b(primer|segundo|1er|2do|1|2)\.? semestre")
_ANIO = re.compile(r"\b(20\d\d)\b", re.ASCII)


def leer_corte(texto: str, vigencia: Vigencia, periodicidad: Periodicidad, hoy: date) -> Corte | None:
    """El corte que nombra el texto; ``None`` si no nombra ninguno.

    Un mes es el corte que lo contiene, según cada cuánto corte la entidad; un semestre o un año, el
    corte con que termina. Sin año, es el de la vigencia.

    Args:
        texto: lo que la persona escribió.
        vigencia: la del plan de que se habla.
        periodicidad: cada cuánto corta la entidad.
        hoy: día de Bogotá, para «pasado» y «este».
    """
    plano = normalizar(texto[:200]).replace("setiembre", "septiembre")
    if partes := _TECNICO.search(plano):
        return _del_codigo(partes[1])
    dicho = _ANIO.search(plano)
    anio = int(dicho[1]) if dicho else vigencia.anio
    dia = _dia(plano, anio, hoy)
    if dia is None:
        return None
    try:
        return Corte.trimestral_de(dia) if _por_trimestre(plano, periodicidad) else Corte.mensual_de(dia)
    except ValueError:
        return None


def _del_codigo(codigo: str) -> Corte | None:
    try:
        return Corte.de(codigo)
    except CorteInvalido:
        return None


def _por_trimestre(plano: str, periodicidad: Periodicidad) -> bool:
    return periodicidad is Periodicidad.TRIMESTRAL or "trimestre" in plano


def _dia(plano: str, anio: int, hoy: date) -> date | None:
    """Un día del periodo nombrado: el último del trimestre o semestre, cualquiera del mes."""
    if partes := _TRIMESTRE.search(plano):
        return date(anio, 3 * _ORDINALES[partes[1] or partes[2] or partes[3]], 28)
    if partes := _SEMESTRE.search(plano):
        return date(anio, 6 * _ORDINALES[partes[1]], 28)
    for numero, nombre in enumerate(MESES, start=1):
        if re.search(rf"\b{nombre}\b", plano):
            return date(anio, numero, 28)
    return _relativo(plano, anio, hoy)


def _relativo(plano: str, anio: int, hoy: date) -> date | None:
    if re.search(r"\b(?:mes|trimestre|corte) (?:pasado|anterior)\b", plano):
        if re.search(r"\bmes\b", plano):
            return hoy.replace(day=1) - timedelta(days=1)
        return Corte.trimestral_de(hoy).desde - timedelta(days=1)
    if re.search(r"\b(?:este|el|del) (?:mes|trimestre|corte)\b|\bmes actual\b", plano):
        return hoy
    return date(anio, 12, 28) if re.search(r"\b(?:ano|anual|vigencia)\b|\b20\d\d\b", plano) else None
