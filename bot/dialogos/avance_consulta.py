"""Lo que el diálogo de avance lee del plan con lo respondido hasta ahora."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.dialogos.aclaracion import frase_de
from bot.dialogos.campo_archivos import CampoArchivos
from bot.dialogos.campos import CANTIDAD, PORCENTAJE, con_codigo
from bot.motor.campos import Eleccion, Entorno
from dominio.casos.reportar import (
    FichaDeActividad,
    Narrado,
    RevisionAvance,
    ValorAvance,
    actividades_a_cargo,
    ficha_de_actividad,
)
from dominio.errores import EntradaInvalida
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.identidad import IdActividad
from dominio.valores.porcentaje import Porcentaje

ARCHIVOS = CampoArchivos()


def actividades(entorno: Entorno) -> Sequence[Eleccion]:
    """Las que la persona puede reportar.

    Raises:
        EntradaInvalida: ``sin_actividades``, si no tiene ninguna.
    """
    datos = entorno.datos
    mias = datos.recordar("actividades", lambda: actividades_a_cargo(datos.contexto))
    if not mias:
        raise EntradaInvalida("sin_actividades")
    return [con_codigo(str(renglon.id), renglon.codigo, renglon.nombre) for renglon in mias]


def ficha_en(entorno: Entorno, clave: str = "") -> FichaDeActividad:
    """La actividad escogida como está hoy."""
    numero = IdActividad(int(clave or entorno.respuestas["actividad"]))
    datos = entorno.datos
    return datos.recordar(("ficha", numero), lambda: ficha_de_actividad(datos.contexto, numero))


def revision_de(entorno: Entorno) -> RevisionAvance | None:
    """Qué pasaría con el valor respondido; ``None`` mientras no lo haya."""
    valor = valor_de(entorno)
    if valor is None or not entorno.respuestas.get("actividad"):
        return None
    return ficha_en(entorno).revisar(valor)


def valor_de(entorno: Entorno) -> ValorAvance | None:
    """El valor respondido, en porcentaje o en cantidad."""
    respuestas = entorno.respuestas
    if guardado := respuestas.get("cantidad"):
        leido: Decimal | Porcentaje = CANTIDAD.recuperar(guardado)
        return ValorAvance(leido) if isinstance(leido, Porcentaje) else ValorAvance(None, leido)
    if guardado := respuestas.get("porcentaje"):
        return ValorAvance(PORCENTAJE.recuperar(guardado))
    return None


def narrado_de(entorno: Entorno) -> Narrado:
    """Lo escrito además del valor, y cuántos archivos lo respaldan."""
    respuestas = entorno.respuestas
    archivos = respuestas.get("evidencia")
    return Narrado(
        respuestas.get("logro") or None,
        respuestas.get("dificultades") or None,
        respuestas.get("motivo_retroceso") or None,
        frase_de(respuestas.get("aclaracion")),
        len(ARCHIVOS.recuperar(archivos)) if archivos else 0,
    )


def por_cantidad(entorno: Entorno) -> bool:
    """Si la actividad tiene cantidad programada: se reporta en su unidad."""
    escogida = bool(entorno.respuestas.get("actividad"))
    return escogida and bool(ficha_en(entorno).renglon.cantidad_programada)


def por_porcentaje(entorno: Entorno) -> bool:
    """Si se reporta en porcentaje."""
    return not por_cantidad(entorno)


def va_atrasada(entorno: Entorno) -> bool:
    """Si con ese valor no alcanza lo que debía ir."""
    revision = revision_de(entorno)
    return revision is not None and revision.atrasada


def retrocede(entorno: Entorno) -> bool:
    """Si ese valor es menor que el último reportado."""
    revision = revision_de(entorno)
    return revision is not None and revision.retrocede


def por_aclarar(entorno: Entorno) -> tuple[Hallazgo, ...]:
    """Las advertencias de peso que lo demás que escribió no explica."""
    revision = revision_de(entorno)
    return () if revision is None else revision.por_aclarar(narrado_de(entorno.con("aclaracion", "")))


def validar_actividad(entorno: Entorno) -> None:
    """Que la actividad exista y esté a cargo de la persona."""
    ficha_en(entorno)


def validar_valor(entorno: Entorno) -> None:
    """Que ese valor se pueda guardar."""
    revision_de(entorno)
