"""Lo que se escribe después de /corte: qué hacer, con cuál corte, hasta cuándo y por qué."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.textos.fechas import leer_fecha
from dominio.casos.contexto import Contexto
from dominio.casos.cortes import recepcion_de_hoy, situaciones_de_los_cortes
from dominio.entender.texto import limpiar, normalizar
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.modelo.corte import AccionDeCorte, SituacionDeCorte
from dominio.modelo.entidad import Periodicidad
from dominio.reglas.cortes import limites_de, lleva_fecha
from dominio.valores.fechas import MESES, Corte, Vigencia

_LARGO = 200
_ACCIONES = {
    **dict.fromkeys(("cerrar", "cierre", "cierra"), AccionDeCorte.CERRAR),
    **dict.fromkeys(("prorrogar", "prorroga", "ampliar", "extender"), AccionDeCorte.PRORROGAR),
    **dict.fromkeys(("abrir", "apertura"), AccionDeCorte.ABRIR),
    **dict.fromkeys(("reabrir", "reapertura"), AccionDeCorte.REABRIR),
}
_SOBRAN = frozenset({"corte", "hasta", "el", "la", "al", "a", "para", "del", "de"})
_CODIGO = re.compile(r"\b(\d{4})-?([tm])(\d{1,2})\b", re.ASCII)
_TRIMESTRE = re.compile(
    r"\b(?:(primer|segundo|tercer|cuarto) trimestre|t([1-4])|trimestre ([1-4]))\b(?: (?:de |del )?(\d{4}))?",
    re.ASCII,
)
_ORDINALES = {"primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4}
_MES = re.compile(r"([a-z]{4,10})(?: (?:de |del )?(\d{4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Escrito:
    """Lo entendido.

    Attributes:
        accion: ``None`` si solo se quiere ver el corte.
        corte: ``None`` si no se dijo cuál.
        respuestas: las que ya se saben del diálogo («hasta», «motivo»).
    """

    accion: AccionDeCorte | None
    corte: Corte | None
    respuestas: dict[str, str] = field(default_factory=dict)


def leer_decision(contexto: Contexto, argumento: str) -> Escrito:
    """«prorrogar 2026-T3 hasta el 15 de octubre; por el paro», entero o en parte.

    Raises:
        EntradaInvalida: no se sabe qué se pide, o la fecha no se entiende o se sale de los límites.
        CorteInvalido: parece el código de un corte y no existe.
    """
    dicho, _punto, motivo = argumento[: _LARGO * 4].partition(";")
    palabras = _sin_relleno(normalizar(dicho[:_LARGO]).split())
    accion = _ACCIONES.get(palabras[0]) if palabras else None
    resto = " ".join(palabras[1:] if accion else palabras)
    recibe = recepcion_de_hoy(contexto).situacion
    cual, sobra = _separar(resto, recibe.corte.vigencia)
    respuestas = {"motivo": motivo.strip()} if motivo.strip() else {}
    if not sobra:
        return Escrito(accion, cual, respuestas)
    if accion is not None and lleva_fecha(accion):
        elegido = cual or (recibe.corte if accion is AccionDeCorte.PRORROGAR and recibe.recibe else None)
        situacion = recibe if elegido is None else _situacion(contexto, elegido)
        respuestas["hasta"] = _fecha(contexto, accion, situacion, sobra)
        return Escrito(accion, elegido, respuestas)
    nombrado = _por_su_nombre(sobra, recibe.corte.vigencia, contexto.entidad.periodicidad)
    if cual is not None or nombrado is None:
        raise EntradaInvalida("decision_de_corte_desconocida", escrito=limpiar(dicho[:60], 60))
    return Escrito(accion, nombrado, respuestas)


def corte_nombrado(texto: str, vigencia: Vigencia, periodicidad: Periodicidad) -> tuple[Corte | None, str]:
    """El corte que nombra un texto ya normalizado, si nombra alguno, y lo demás que dice.

    Raises:
        CorteInvalido: parece el código de un corte y no existe.
    """
    cual, resto = _separar(texto, vigencia)
    if cual is None and (por_nombre := _por_su_nombre(resto, vigencia, periodicidad)) is not None:
        return por_nombre, ""
    return cual, resto


def _sin_relleno(palabras: list[str]) -> list[str]:
    while palabras and palabras[0] in _SOBRAN:
        palabras = palabras[1:]
    while palabras and palabras[-1] in _SOBRAN:
        palabras = palabras[:-1]
    return palabras


def _separar(texto: str, vigencia: Vigencia) -> tuple[Corte | None, str]:
    """El corte que nombra el texto y lo demás que dice."""
    if hallado := _CODIGO.search(texto):
        anio, periodo, numero = hallado.groups()
        codigo = f"{anio}-{periodo}{numero if periodo == 't' else numero.zfill(2)}"
        corte = Corte.de(codigo)
    elif hallado := _TRIMESTRE.search(texto):
        ordinal, corto, cifra, anio = hallado.groups()
        numero = _ORDINALES[ordinal] if ordinal else int(corto or cifra)
        corte = Corte(Vigencia.de(anio) if anio else vigencia, "T", numero)
    else:
        return None, " ".join(_sin_relleno(texto.split()))
    resto = f"{texto[: hallado.start()]} {texto[hallado.end() :]}"
    return corte, " ".join(_sin_relleno(resto.split()))


def _por_su_nombre(texto: str, vigencia: Vigencia, periodicidad: Periodicidad) -> Corte | None:
    """«septiembre», «septiembre de 2025» o «3»: el corte de ese mes, o de ese número."""
    cuantos = 4 if periodicidad is Periodicidad.TRIMESTRAL else 12
    if texto.isascii() and texto.isdecimal() and len(texto) < 3:
        return Corte(vigencia, periodicidad.value, int(texto)) if 1 <= int(texto) <= cuantos else None
    partes = _MES.fullmatch(texto)
    if partes is None or partes[1] not in MESES:
        return None
    del_anio = Vigencia.de(partes[2]) if partes[2] else vigencia
    mes = MESES.index(partes[1]) + 1
    return Corte(del_anio, periodicidad.value, mes if cuantos == 12 else (mes - 1) // 3 + 1)


def _situacion(contexto: Contexto, cual: Corte) -> SituacionDeCorte:
    hallada = next((s for s in situaciones_de_los_cortes(contexto) if s.corte == cual), None)
    if hallada is None:
        raise NoEncontrado("corte", texto=str(cual))
    return hallada


def _fecha(contexto: Contexto, accion: AccionDeCorte, situacion: SituacionDeCorte, texto: str) -> str:
    limites = limites_de(accion, situacion, contexto.hoy)
    return leer_fecha(texto, contexto.hoy, *limites).isoformat()
