"""Lo que se escribe después de /seguimiento, o con otras palabras: qué ver, de qué corte y de quién."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.ordenes.cortes_escritos import corte_nombrado
from dominio.casos.contexto import Contexto
from dominio.casos.cortes import recepcion_de_hoy
from dominio.entender.texto import normalizar
from dominio.valores.fechas import Corte

FALTAN, TIEMPOS, DEPENDENCIAS, LISTA, CURVA = "f", "t", "d", "l", "v"
_LARGO = 200
_QUE = {
    **dict.fromkeys(("faltan", "falta", "quien", "quienes"), FALTAN),
    **dict.fromkeys(("tiempos", "tiempo", "escalones", "escalera"), TIEMPOS),
    **dict.fromkeys(("dependencias",), DEPENDENCIAS),
    **dict.fromkeys(("lista", "enviados", "recordatorios"), LISTA),
    **dict.fromkeys(("curva", "ver"), CURVA),
}
_SOBRAN = frozenset(
    {"falta", "faltan", "no", "ha", "han", "reportado", "de", "del", "la", "el", "corte", "en"}
)
_DEL = r"(?: (?:de |del |en |para )?(?:el |la |este |ese )?(?P<resto>.+))?"
_FRASES = (
    (
        re.compile(
            r"(?:muestreme |deme |quiero ver |ver )?(?:como|cuantos) (?:van|vamos|han|estan) "
            r"(?:llegando |llegado |entrando |con )?(?:de )?(?:los |la )?(?:entrega de )?(?:los )?reportes"
            + _DEL,
            re.ASCII,
        ),
        "",
    ),
    (
        re.compile(
            r"(?:muestreme |deme |quiero ver |ver )?(?:la )?curva (?:de |del )(?:la )?"
            r"(?:los )?(?:entrega(?: de (?:los )?reportes)?|reportes|corte)" + _DEL,
            re.ASCII,
        ),
        "",
    ),
    (
        re.compile(
            r"(?:muestreme |deme |quiero ver |ver )?(?:el )?seguimiento (?:a |de )"
            r"(?:la entrega(?: de (?:los )?reportes)?|los reportes)" + _DEL,
            re.ASCII,
        ),
        "",
    ),
    (
        re.compile(
            r"(?:quien(?:es)?|a que escalon) (?:contestan?|responden?)(?: a)? (?:los |el )?recordatorios?"
            r"|cuanto (?:se )?(?:tardan?|demoran?) en (?:contestar|responder|reportar)"
            r"(?: (?:a )?(?:los |un )?recordatorios?| tras (?:los |el )?recordatorios?)?",
            re.ASCII,
        ),
        "tiempos",
    ),
    (
        re.compile(
            r"(?:deme |envieme |mandeme |quiero |recibir )?(?:la )?lista de (?:los )?recordatorios"
            r"(?: enviados)?",
            re.ASCII,
        ),
        "lista",
    ),
)


@dataclass(frozen=True, slots=True)
class SeguimientoEscrito:
    """Lo entendido: qué pantalla, de qué corte (``None`` = el que recibe) y de qué dependencia."""

    que: str
    corte: Corte | None
    dependencia: str


def leer_seguimiento(contexto: Contexto, argumento: str) -> SeguimientoEscrito:
    """«2026-T3 salud», «faltan», «tiempos del segundo trimestre», «lista educación».

    Raises:
        CorteInvalido: parece el código de un corte y no existe.
    """
    palabras = normalizar(argumento[:_LARGO]).strip(" .?!¿¡").split()
    que = _QUE.get(palabras[0], "") if palabras else ""
    if que:
        palabras = palabras[1:]
    while palabras and palabras[0] in _SOBRAN:
        palabras = palabras[1:]
    recibe = recepcion_de_hoy(contexto).situacion.corte
    corte, resto = corte_nombrado(" ".join(palabras), recibe.vigencia, contexto.entidad.periodicidad)
    return SeguimientoEscrito(que or CURVA, corte, resto)


def frase_de_seguimiento(plano: str) -> str | None:
    """Lo que iría después de /seguimiento, si la frase lo pide; ``None`` si no.

    Args:
        plano: la frase sin tildes ni mayúsculas.
    """
    dicho = " ".join(plano.replace("¿", " ").replace("¡", " ").split()).strip(" .?!,")
    for patron, que in _FRASES:
        hallada = patron.fullmatch(dicho)
        if hallada is not None:
            resto = (hallada.groupdict().get("resto") or "").removeprefix("corte").strip()
            return f"{que} {resto}".strip()
    return None
