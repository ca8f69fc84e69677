"""Qué dice de verdad una narrativa: si es de cajón, y qué cifras cuenta."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from dominio.valores.porcentaje import CIEN, Porcentaje

# Con estas palabras, y ninguna otra, se puede escribir un reporte entero sin decir qué se hizo.
_DE_CAJON = re.compile(
    r"avan[cz]\w*|segun|plane\w*|program\w*|previst\w*|proyectad\w*|estable\w*|esperad\w*|defin\w*"
    r"|activ\w*|accion\w*|normal\w*|reali[zc]\w*|ejecu\w*|vien\w*|contin\w*|sig\w*|cumpl\w*|proces\w*"
    r"|desarroll\w*|plan\w*|meta\w*|acuerd\w*|cronogram\w*|trabaj\w*|gesti\w*|adelant\w*|ok|bien|todo"
    r"|tod\w*|lo|logr\w*|hizo|hicieron|han|hecho|est[ae]\w*|correct\w*|satisfact\w*|noved\w*|reporte"
    r"|period\w*|vigenci\w*|corte|trimestre|mes|respectiv\w*|propuest\w*|objetiv\w*|result\w*|marcha"
    r"|curso|va|van|vamos|sin|conform\w*|porcentaje|fisic\w*|tarea\w*|labor\w*|indicador\w*|labores"
)
_DE_ENLACE = frozenset(
    {
        *("a", "al", "con", "de", "del", "el", "en", "es", "esta", "este", "ha", "la", "las", "lo", "los"),
        *("no", "para", "pero", "por", "que", "se", "su", "sus", "un", "una", "y", "e", "o", "ya", "mas"),
        *("como", "durante"),
    }
)
_NUMERO = r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(?![\d.,]*\d)"
_PORCENTAJE_DE_AVANCE = re.compile(
    r"(?:avanc\w*|avanz\w*|llevamos|lleva|llevan|va en|vamos en|ejecucion)\D{0,25}?" + _NUMERO + r"\s*%"
)
_CUANTOS = re.compile(_NUMERO + r"\s+((?:[a-z]+\s+){0,1}[a-z]+)")
_RAIZ = 5


def es_generica(texto: str) -> bool:
    """Si lo escrito no tiene ni una cifra ni una palabra propia; vacío no es genérico: es nada.

    Fuente: R35, «narrativa genérica», auditoría de reportes del Valle del Cauca.
    """
    palabras = re.findall(r"[a-z0-9]+", _plano(texto))
    return bool(palabras) and all(
        palabra in _DE_ENLACE or _DE_CAJON.fullmatch(palabra) is not None for palabra in palabras
    )


def porcentaje_narrado(texto: str) -> Porcentaje | None:
    """El porcentaje de avance que cuenta, si cuenta uno solo («se avanzó al 50 %»); de 0 a 100.

    Fuente: R35, «cifra narrada ≠ cifra reportada».
    """
    dichos = {_valor(entero, decimales) for entero, decimales in _porcentajes(texto)}
    if len(dichos) != 1:
        return None
    (unico,) = dichos
    return Porcentaje.de(unico) if unico <= CIEN.a_decimal() else None


def cantidad_narrada(texto: str, unidad: str | None) -> Decimal | None:
    """La mayor cifra seguida de la unidad de la actividad («50 talleres»); ``None`` si no hay.

    Fuente: R35, «cifra narrada ≠ cifra reportada (50 contra 11)».
    """
    raices = {palabra[:_RAIZ] for palabra in re.findall(r"[a-z]{4,}", _plano(unidad or ""))}
    halladas = [
        _valor(entero, decimales)
        for entero, decimales, despues in _CUANTOS.findall(_plano(texto))
        if any(palabra[:_RAIZ] in raices for palabra in despues.split())
    ]
    return max(halladas, default=None)


def _plano(texto: str) -> str:
    """En minúsculas y sin tildes: aquí se buscan palabras, no se guardan."""
    partido = unicodedata.normalize("NFKD", texto.casefold())
    return "".join(letra for letra in partido if not unicodedata.combining(letra))


def _porcentajes(texto: str) -> list[tuple[str, str]]:
    return _PORCENTAJE_DE_AVANCE.findall(_plano(texto))


def _valor(entero: str, decimales: str) -> Decimal:
    return Decimal(entero.replace(".", "") + (f".{decimales}" if decimales else ""))
