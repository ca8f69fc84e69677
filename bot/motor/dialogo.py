"""Cómo se declara un diálogo, y en qué punto va uno: solo las respuestas lo dicen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.motor.botones import de_dialogo
from bot.motor.campos import Campo, Datos, Entorno
from bot.textos.idioma import Perezosa
from bot.textos.marcado import Html
from dominio.modelo.borrador import Borrador
from dominio.modelo.envio import Envio
from dominio.reglas.permisos import Permiso


def siempre(entorno: Entorno) -> bool:
    """El paso aplica siempre."""
    return True


def sin_reparos(entorno: Entorno) -> None:
    """La respuesta no tiene más condiciones que las de su campo."""


def sin_detalle(entorno: Entorno) -> Html:
    """El paso no necesita más contexto que su pregunta."""
    return Html("")


def sin_completar(entorno: Entorno) -> Mapping[str, str]:
    """Lo respondido y nada más: ninguna respuesta se deduce de otra."""
    return entorno.respuestas


@dataclass(frozen=True, slots=True)
class Paso:
    """Una pregunta.

    Attributes:
        nombre: cómo se llama la respuesta en el resumen y al editarla; si depende de lo respondido,
            una función que lo dice.
        ejemplo: cómo se responde; también puede depender de lo respondido.
        si: si la pregunta aplica, con las respuestas anteriores.
        valida: lanza ``ErrorDominio`` si la respuesta (ya puesta en el entorno) no se puede aceptar.
        detalle: lo que la persona necesita ver para responder (el valor actual, el límite).
    """

    clave: str
    campo: Campo[Any]
    nombre: Perezosa | Callable[[Entorno], Perezosa]
    pregunta: Perezosa
    ejemplo: Perezosa | Callable[[Entorno], Perezosa]
    si: Callable[[Entorno], bool] = siempre
    opcional: bool = False
    valida: Callable[[Entorno], None] = sin_reparos
    detalle: Callable[[Entorno], Html] = sin_detalle

    def nombre_en(self, entorno: Entorno) -> str:
        """El nombre de la respuesta, con lo respondido hasta ahora."""
        return str(self.nombre if isinstance(self.nombre, Perezosa) else self.nombre(entorno))

    def ejemplo_en(self, entorno: Entorno) -> str:
        """El ejemplo, con lo respondido hasta ahora."""
        return str(self.ejemplo if isinstance(self.ejemplo, Perezosa) else self.ejemplo(entorno))


@dataclass(frozen=True, slots=True)
class Cierre:
    """Lo que se dice al quedar guardado.

    Attributes:
        acuse: con el folio.
        siguientes: botones (rótulo, dato) de lo que suele seguir; sin ninguno, los de siempre.
        envios: mensajes para otras personas, en la misma transacción.
    """

    acuse: Html
    siguientes: tuple[tuple[str, str], ...] = ()
    envios: tuple[Envio, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialogo:
    """Preguntas en orden y qué se hace al confirmar.

    Attributes:
        en_curso: qué es lo que se deja a medias («un reporte de avance»).
        esquema: sube cuando cambia el sentido de una respuesta ya guardada.
        resumen: lo que cambiaría, antes y después.
        confirmar: caso de uso; recibe la clave del envío y devuelve el acuse con el folio, solo o con
            lo que sigue.
        completar: las respuestas con las que se deducen de ellas (las del reporte que se corrige).
    """

    nombre: str
    esquema: int
    titulo: Perezosa
    en_curso: Perezosa
    permiso: Permiso
    pasos: tuple[Paso, ...]
    resumen: Callable[[Entorno], Sequence[Html]]
    confirmar: Callable[[Entorno, str], Html | Cierre]
    completar: Callable[[Entorno], Mapping[str, str]] = sin_completar

    def paso(self, clave: str) -> Paso | None:
        """El paso de esa clave."""
        return next((paso for paso in self.pasos if paso.clave == clave), None)


@dataclass(frozen=True, slots=True)
class Recorrido:
    """Un diálogo con las respuestas de una persona: de aquí sale cuál es la pregunta actual."""

    dialogo: Dialogo
    borrador: Borrador
    datos: Datos

    @property
    def entorno(self) -> Entorno:
        """Lo que ven los pasos."""
        return Entorno(self.datos, self.borrador.respuestas)

    def aplicables(self) -> list[Paso]:
        """Los pasos que aplican con lo respondido hasta ahora; se averigua una vez por mensaje."""
        clave = ("aplicables", self.dialogo.nombre, frozenset(self.borrador.respuestas.items()))
        entorno = self.entorno
        return list(
            self.datos.recordar(clave, lambda: [paso for paso in self.dialogo.pasos if paso.si(entorno)])
        )

    def faltantes(self) -> list[Paso]:
        """Los que aplican y no tienen respuesta completa."""
        return [paso for paso in self.aplicables() if not self.respondido(paso)]

    def respondido(self, paso: Paso) -> bool:
        """Si ya tiene respuesta; la omitida a propósito también lo es."""
        guardado = self.borrador.respuestas.get(paso.clave)
        return guardado is not None and paso.campo.completo(guardado)

    def actual(self) -> Paso | None:
        """La respuesta que se está cambiando, o la primera que falta; ``None`` = toca el resumen."""
        aplicables = self.aplicables()
        for paso in aplicables:
            if paso.clave == self.borrador.editando:
                return paso
        return next((paso for paso in aplicables if not self.respondido(paso)), None)

    def boton(self, accion: str, valor: str = "") -> str:
        """El dato de un botón de esta pantalla."""
        return de_dialogo(self.borrador.clave_envio, self.borrador.version, accion, valor)
