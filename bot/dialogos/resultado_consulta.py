"""Lo que el diálogo de resultado lee del plan con lo respondido hasta ahora."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.dialogos.aclaracion import frase_de
from bot.dialogos.campos import con_codigo
from bot.motor.campos import CampoDe, Eleccion, Entorno
from bot.textos import formato
from bot.textos.idioma import _l
from dominio.casos.resultados import (
    FichaDeMeta,
    NarradoDeMeta,
    RevisionResultado,
    ficha_de_meta,
    metas_coordinadas,
)
from dominio.entender.numeros import Leido, leer_cantidad
from dominio.errores import EntradaInvalida
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.identidad import IdMeta
from dominio.modelo.resultado import ClaseDeValor

# Así se guarda con las respuestas qué resultado se corrige y por qué se devolvió.
REEMPLAZA, MOTIVO = "_reemplaza", "_motivo"
_POR_CIENTO = re.compile(r"\s*(?:%|por\s?ciento)\s*$", re.IGNORECASE)


def _leer(crudo: str) -> Leido[Decimal]:
    # Hay metas cuya unidad es el porcentaje («92 %» de cobertura): el número es el mismo.
    return leer_cantidad(_POR_CIENTO.sub("", crudo))


def _recuperar(guardado: str) -> Decimal:
    if not guardado.replace(".", "", 1).isdecimal():
        raise ValueError(guardado)
    return Decimal(guardado)


VALOR: CampoDe[Decimal] = CampoDe(_leer, lambda valor: f"{valor:f}", _recuperar, formato.cantidad_llana)
_CLASES = {
    ClaseDeValor.NIVEL: _l("Es el total, con lo de antes"),
    ClaseDeValor.DEL_ANIO: _l("Es lo logrado este año"),
}


def metas(entorno: Entorno) -> Sequence[Eleccion]:
    """Las que la persona puede reportar.

    Raises:
        EntradaInvalida: ``sin_metas``, si no tiene ninguna.
    """
    datos = entorno.datos
    mias = datos.recordar("metas", lambda: metas_coordinadas(datos.contexto))
    if not mias:
        raise EntradaInvalida("sin_metas")
    return [con_codigo(str(meta.id), meta.codigo, meta.nombre or "") for meta in mias]


def clases(entorno: Entorno) -> Sequence[Eleccion]:
    """Las dos cosas que puede ser el número escrito."""
    return [Eleccion(clase.value, str(frase), (clase.value,)) for clase, frase in _CLASES.items()]


def ficha_en(entorno: Entorno, clave: str = "") -> FichaDeMeta:
    """La meta escogida como está hoy."""
    numero = IdMeta(int(clave or entorno.respuestas["meta"]))
    return entorno.datos.recordar(("ficha", numero), lambda: ficha_de_meta(entorno.datos.contexto, numero))


def clase_de(entorno: Entorno) -> ClaseDeValor | None:
    """Qué dijo la persona que es su número, si se le preguntó."""
    guardada = entorno.respuestas.get("clase")
    return ClaseDeValor(guardada) if guardada else None


def revision_de(entorno: Entorno) -> RevisionResultado | None:
    """Qué pasaría con el valor respondido; ``None`` mientras no lo haya."""
    guardado = entorno.respuestas.get("valor")
    if not guardado or not entorno.respuestas.get("meta"):
        return None
    return ficha_en(entorno).revisar(VALOR.recuperar(guardado), clase_de(entorno))


def narrado_de(entorno: Entorno) -> NarradoDeMeta:
    """Lo escrito además del valor."""
    respuestas = entorno.respuestas
    proyeccion = respuestas.get("proyeccion")
    return NarradoDeMeta(
        VALOR.recuperar(proyeccion) if proyeccion else None,
        respuestas.get("logro") or None,
        respuestas.get("analisis") or None,
        respuestas.get("dificultades") or None,
        frase_de(respuestas.get("aclaracion")),
    )


def es_dudoso(entorno: Entorno) -> bool:
    """Si el número puede ser el nivel total o lo del año: se pregunta, no se adivina."""
    revision = revision_de(entorno.con("clase", ""))
    return revision is not None and revision.dudoso


def por_aclarar(entorno: Entorno) -> tuple[Hallazgo, ...]:
    """Las advertencias de peso del valor respondido."""
    revision = revision_de(entorno)
    falta_la_clase = es_dudoso(entorno) and clase_de(entorno) is None
    if revision is None or falta_la_clase:
        return ()
    return revision.por_aclarar(narrado_de(entorno.con("aclaracion", "")))


def se_proyecta(entorno: Entorno) -> bool:
    """Si tiene sentido preguntar en cuánto cerrará el año: hay algo programado."""
    return bool(entorno.respuestas.get("meta")) and bool(ficha_en(entorno).programado)


def corrige_sin_motivo(entorno: Entorno) -> bool:
    """Si corrige otro resultado y nadie ha dicho por qué."""
    return bool(entorno.respuestas.get(REEMPLAZA)) and not entorno.respuestas.get(MOTIVO)


def validar_meta(entorno: Entorno) -> None:
    """Que la meta exista y la coordine la persona."""
    ficha_en(entorno)


def validar_valor(entorno: Entorno) -> None:
    """Que ese valor se pueda guardar, con lo que se dijo que es."""
    revision_de(entorno)
