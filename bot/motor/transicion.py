"""Lo que resulta de un paso del diálogo: el borrador que sigue, lo que se muestra y qué hacer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from bot.motor.campos import Entorno
from bot.motor.dialogo import Paso, Recorrido
from bot.motor.pantalla import Pantalla, de_paso, de_resumen
from bot.textos.marcado import Html
from dominio.errores import ErrorDominio
from dominio.modelo.borrador import Borrador

VIGENCIA = timedelta(hours=24)
OBJETO = "_objeto"  # de qué es el reporte («a5», «p2»), si ninguna pregunta lo dice
INTERNA = "_"  # así empieza lo que el motor guarda junto a las respuestas


class Efecto(StrEnum):
    """Qué debe hacer quien llamó."""

    NADA = "nada"
    GUARDAR = "guardar"
    DESCARTAR = "descartar"
    REINICIAR = "reiniciar"
    CONFIRMAR = "confirmar"
    APLAZAR = "aplazar"


@dataclass(frozen=True, slots=True)
class Avanzado:
    """El borrador que sigue y lo que se muestra.

    Attributes:
        aviso: lo que se dice al tocar el botón.
        respondido: clave del paso que se acaba de responder.
    """

    borrador: Borrador
    pantallas: tuple[Pantalla, ...]
    efecto: Efecto = Efecto.NADA
    aviso: str = ""
    respondido: str = ""


def guardar(
    punto: Recorrido, respuestas: Mapping[str, str], aviso: Html | None = None, editando: str | None = None
) -> Avanzado:
    """El borrador con esas respuestas, una versión más nuevo, y la pregunta que sigue."""
    borrador = replace(
        punto.borrador,
        respuestas=respuestas,
        editando=editando,
        version=punto.borrador.version + 1,
        actualizado_en=punto.datos.ahora,
        vence_en=punto.datos.ahora + VIGENCIA,
    )
    siguiente = Recorrido(punto.dialogo, borrador, punto.datos)
    return Avanzado(borrador, (pantalla_actual(siguiente, aviso),), Efecto.GUARDAR)


def redibujar(punto: Recorrido, aviso: Html | None = None) -> Avanzado:
    """La misma pregunta, sin cambiar nada."""
    return Avanzado(punto.borrador, (pantalla_actual(punto, aviso),))


def con_respuesta(punto: Recorrido, paso: Paso, guardado: str) -> Avanzado:
    """Toma la respuesta y sigue."""
    respuestas = {**punto.borrador.respuestas, paso.clave: guardado}
    if paso.clave == punto.borrador.editando:
        # Cambiar una respuesta puede dejar sin sentido otra: se pregunta solo esa.
        cambiado = Recorrido(punto.dialogo, replace(punto.borrador, respuestas=respuestas), punto.datos)
        respuestas = dict(podar(cambiado))
    respuestas = dict(punto.dialogo.completar(Entorno(punto.datos, respuestas)))
    return replace(guardar(punto, respuestas), respondido=paso.clave)


def pantalla_actual(punto: Recorrido, aviso: Html | None = None, vista: str = "") -> Pantalla:
    """La pregunta que toca, o el resumen."""
    paso = punto.actual()
    return de_resumen(punto, aviso) if paso is None else de_paso(punto, paso, aviso, vista)


def podar(punto: Recorrido) -> Mapping[str, str]:
    """Las respuestas que siguen aplicando y siguen siendo válidas con los datos de ahora."""
    limpias = {c: v for c, v in punto.borrador.respuestas.items() if c.startswith(INTERNA)}
    for paso in punto.dialogo.pasos:
        guardado = punto.borrador.respuestas.get(paso.clave)
        antes = Entorno(punto.datos, limpias)
        if guardado is not None and _sirve(paso, guardado, antes):
            limpias = {**limpias, paso.clave: guardado}
    return limpias


def reparo(punto: Recorrido) -> ErrorDominio | None:
    """Por qué alguna respuesta no se puede aceptar con los datos de ahora."""
    for paso in punto.dialogo.pasos:
        try:
            if punto.borrador.respuestas.get(paso.clave):
                paso.valida(punto.entorno)
        except ErrorDominio as error:
            return error
    return None


def _sirve(paso: Paso, guardado: str, antes: Entorno) -> bool:
    try:
        if not paso.si(antes):
            return False
        if not guardado:
            return paso.opcional
        paso.campo.recuperar(guardado)
        paso.valida(antes.con(paso.clave, guardado))
    except (ErrorDominio, ValueError, KeyError, TypeError):
        return False
    return True
