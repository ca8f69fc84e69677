"""Lo que se dibuja: una escena es un acto de una persona y lo que el asistente contestó."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.motor.campos import Datos
from bot.motor.dialogo import Dialogo, Recorrido
from bot.pantallas.momento import Boton, Burbuja, Momento
from bot.pantallas.montaje import Ensayo
from bot.textos.marcado import Html
from bot.textos.plano import sin_html
from bot.textos.roles import nombre_del_rol
from dominio.errores import ErrorDominio
from dominio.modelo.persona import Persona

SIN_VINCULAR = "Sin vincular"
_CIFRAS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Escena:
    """Un estado de una pantalla.

    Attributes:
        titulo: en qué estado está.
        quien: roles que la ven igual.
        actos: lo que hizo la persona, en orden.
        burbujas: lo que contestó el asistente en su chat.
        paso: clave de la pregunta a la que pertenece; vacía en el resumen y en las órdenes.
        de_dialogo: hay un diálogo en curso cuando se ve.
        espera: es el anuncio de un trabajo largo, que su respuesta reemplaza.
    """

    titulo: str
    quien: tuple[str, ...]
    actos: tuple[str, ...]
    burbujas: tuple[Burbuja, ...]
    paso: str = ""
    de_dialogo: bool = False
    espera: bool = False

    @property
    def llano(self) -> str:
        """Todo lo que dice, sin marcas, para compararla con otra."""
        return "\n".join(
            f"{b.quien}:{sin_html(Html(b.html))}|{'|'.join(boton.rotulo for boton in b.botones)}"
            for b in self.burbujas
        )


@dataclass(slots=True)
class LaminaDeDialogo:
    """Un diálogo entero: sus escenas por pregunta, y por dónde se llegó."""

    dialogo: Dialogo
    escenas: list[Escena] = field(default_factory=list)
    aperturas: list[Escena] = field(default_factory=list)

    @property
    def por_ver(self) -> tuple[str, ...]:
        """Claves de las preguntas a las que todavía no se ha llegado."""
        vistas = {escena.paso for escena in self.escenas}
        return tuple(paso.clave for paso in self.dialogo.pasos if paso.clave not in vistas)


@dataclass(slots=True)
class LaminaDeOrden:
    """Lo que contesta una orden, un botón o un mensaje suelto a cada rol."""

    nombre: str
    descripcion: str
    escenas: list[Escena] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Punto:
    """Dónde va una persona en su diálogo.

    Attributes:
        paso: clave de la pregunta actual; vacía en el resumen.
        aplicables: claves de las preguntas que aplican con lo respondido.
    """

    dialogo: str
    paso: str
    aplicables: tuple[str, ...]
    respuestas: Mapping[str, str]
    version: int
    ejemplo: str = ""


def rol_de(persona: Persona) -> str:
    """Su rol, con mayúscula: «Responsable»."""
    return nombre_del_rol(persona.rol).capitalize()


def punto_de(ensayo: Ensayo, momento: Momento, persona: Persona) -> Punto | None:
    """Su diálogo en curso en ese momento; ``None`` si no tiene."""
    with ensayo.telefono.mirar(momento).unidad() as unidad:
        borrador = unidad.borradores.traer(persona.id, persona.telegram_id or 0)
        dialogo = ensayo.despacho.dialogos.get(borrador.asunto) if borrador is not None else None
        if borrador is None or dialogo is None:
            return None
        datos = Datos(momento.hora, ensayo.contexto(unidad, persona))
        recorrido = Recorrido(dialogo, borrador, datos)
        try:
            actual = recorrido.actual()
            aplicables = tuple(paso.clave for paso in recorrido.aplicables())
            ejemplo = actual.ejemplo_en(recorrido.entorno) if actual is not None else ""
        except ErrorDominio:
            return None
    propias = {c: v for c, v in borrador.respuestas.items() if not c.startswith("_")}
    paso = actual.clave if actual is not None else ""
    return Punto(borrador.asunto, paso, aplicables, propias, borrador.version, ejemplo)


def propias(burbujas: tuple[Burbuja, ...], cuenta: int) -> tuple[Burbuja, ...]:
    """Las que esa cuenta ve en su chat privado o en su grupo."""
    return tuple(burbuja for burbuja in burbujas if abs(burbuja.cuenta) == cuenta)


def sin_cifras(texto: str) -> str:
    """El texto con todos los números iguales: dos pantallas que solo cambian de cifra son la misma."""
    return _CIFRAS.sub("#", texto)


def ultimos_botones(burbujas: tuple[Burbuja, ...]) -> tuple[Boton, ...]:
    """Los de la última burbuja del asistente."""
    return next((b.botones for b in reversed(burbujas) if b.quien == "bot"), ())
