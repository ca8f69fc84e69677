"""Lo que se escribe después de /alertas, o como frase: qué alertas se quieren ver."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.ordenes.pedido import Pedido
from dominio.casos.alertas import PanoramaDeAlertas
from dominio.casos.contexto import Contexto
from dominio.casos.directorio import Directorio
from dominio.entender.texto import limpiar, normalizar
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.modelo.hallazgo import Severidad
from dominio.reglas.permisos import ambito_de_consulta

_LARGO = 200
_SEVERIDADES: dict[str, Severidad] = {
    **dict.fromkeys(
        ("grave", "graves", "error", "errores", "urgente", "urgentes", "roja", "rojas"), Severidad.ERROR
    ),
    **dict.fromkeys(("advertencia", "advertencias", "amarilla", "amarillas"), Severidad.ADVERTENCIA),
    **dict.fromkeys(
        ("informativa", "informativas", "informativo", "informativos", "azul", "azules"),
        Severidad.INFORMATIVO,
    ),
}
_SOBRAN = frozenset(
    {
        *("que", "cuales", "cuantas", "hay", "tiene", "tienen", "tenemos", "tengo", "son", "estan", "es"),
        *(
            "ver",
            "vea",
            "muestre",
            "muestreme",
            "muestrame",
            "dame",
            "deme",
            "digame",
            "quiero",
            "por",
            "favor",
        ),
        *("el", "la", "los", "las", "lo", "de", "del", "en", "con", "a", "hoy", "mas", "todas", "todo"),
        *("mi", "mis", "su", "sus", "nuestra", "nuestras", "plan", "accion", "entidad", "alcaldia"),
        *("secretaria", "dependencia", "actividad", "alerta", "alertas", "mal", "esta", "anda"),
    }
)
_ANTES = (
    r"(?:(?:por favor|que|cuales|cuantas|son|ver|vea|muestr[ae]me|d[ae]me|digame|quiero|hay|las|mis|"
    r"nuestras|tengo|tenemos|tiene) )*"
)
_ALERTAS = re.compile(rf"{_ANTES}alertas?\b(.*)")
_MAL = re.compile(r"(?:(?:digame|dame) )?(?:lo )?que (?:esta|anda|hay) mal\b(.*)|que hay que atender\b(.*)")
_CODIGO = re.compile(r"(?=\S*[^\W\d_])(?=\S*\d)\S+")


@dataclass(frozen=True, slots=True)
class Pedida:
    """Lo entendido; sin nada, el resumen."""

    severidad: Severidad | None = None
    dependencia: int | None = None
    objeto: str | None = None


def leer_pedido(contexto: Contexto, panorama: PanoramaDeAlertas, argumento: str) -> Pedida:
    """«graves», «salud», «A-012» o «graves de salud».

    Raises:
        EntradaInvalida: no se sabe qué se pide, o es de otra dependencia.
    """
    palabras = _con_sentido(argumento[:_LARGO])
    if not palabras:
        return Pedida()
    severidad = next((_SEVERIDADES[p] for p in palabras if p in _SEVERIDADES), None)
    resto = [p for p in palabras if p not in _SEVERIDADES]
    if not resto:
        return Pedida(severidad)
    objeto = _objeto(panorama, argumento, resto)
    if objeto is not None:
        return Pedida(severidad, objeto=objeto)
    dependencia = _dependencia(contexto, resto)
    if dependencia is None:
        raise EntradaInvalida("alertas_desconocidas", escrito=limpiar(argumento, 60))
    if ambito_de_consulta(contexto.actor) not in (None, dependencia):
        raise EntradaInvalida("alertas_ajenas", escrito=limpiar(argumento, 60))
    return Pedida(severidad, dependencia)


def alertas_en_frase(pedido: Pedido) -> str | None:
    """Lo que iría después de /alertas; ``None`` si la frase no pregunta por ellas."""
    plano = normalizar(pedido.entrada.texto[:_LARGO]).strip(" .?!¿¡")
    hallada = _ALERTAS.fullmatch(plano) or _MAL.fullmatch(plano)
    if hallada is None:
        return None
    dicho = next((grupo for grupo in hallada.groups() if grupo), "").strip(" .?!,:")
    resto = [p for p in _con_sentido(dicho) if p not in _SEVERIDADES]
    # «Alertas tempranas va en 40» habla de una actividad: si no nombra lo que se puede pedir, no es esto.
    conocido = not resto or _es_codigo(resto) or _dependencia(pedido.contexto, resto) is not None
    return dicho if conocido else None


def _con_sentido(texto: str) -> list[str]:
    palabras = (palabra.strip(".?!¿¡,:;") for palabra in normalizar(texto).split())
    return [palabra for palabra in palabras if palabra and palabra not in _SOBRAN]


def _es_codigo(resto: Sequence[str]) -> bool:
    return len(resto) == 1 and _CODIGO.fullmatch(resto[0]) is not None


def _objeto(panorama: PanoramaDeAlertas, argumento: str, resto: Sequence[str]) -> str | None:
    """El objeto de alguna alerta que se llama así, o lo escrito si parece un código."""
    buscados = {argumento.strip().casefold(), " ".join(resto)}
    hallado = next((a.objeto for a in panorama.alertas if a.objeto.casefold() in buscados), None)
    return hallado or (resto[0].upper() if _es_codigo(resto) else None)


def _dependencia(contexto: Contexto, resto: Sequence[str]) -> int | None:
    todas = contexto.unidad.entidades.dependencias(contexto.entidad.id)
    try:
        return Directorio(todas).hallar(" ".join(resto)).id
    except NoEncontrado:
        return None
