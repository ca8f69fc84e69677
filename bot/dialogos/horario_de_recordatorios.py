"""Acotar las horas en que se le escribe a una persona, dentro de las de la entidad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from bot.motor.botones import APARTE
from bot.motor.campos import CampoDe, Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos.horas import decir_horario, leer_horario
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar
from dominio.casos.mis_recordatorios import fijar_mi_horario, mis_recordatorios
from dominio.entender.numeros import Leido, Valor
from dominio.reglas.ajuste_de_recordatorios import JORNADA, exigir_horario
from dominio.reglas.permisos import Permiso

Horario = tuple[time, time]
_CORRIENTES: tuple[Horario, ...] = (
    JORNADA,
    (time(8), time(17)),
    (time(7), time(12)),
    (time(13), time(19)),
)


def _leer(crudo: str) -> Leido[Horario]:
    return Valor(leer_horario(crudo))


def en_texto(horario: Horario) -> str:
    """«09:00-17:00», como se guarda en el borrador."""
    return f"{horario[0]:%H:%M}-{horario[1]:%H:%M}"


def de_texto(guardado: str) -> Horario:
    """El horario de «09:00-17:00»."""
    desde, _guion, hasta = guardado.partition("-")
    return time.fromisoformat(desde), time.fromisoformat(hasta)


@dataclass(frozen=True, slots=True)
class CampoHorario(CampoDe[Horario]):
    """Entre qué horas; los más corrientes, con botón."""

    def elecciones(self, entorno: Entorno, vista: str = "") -> Sequence[Eleccion]:
        """La jornada entera, la de oficina, la mañana y la tarde."""
        return [Eleccion(en_texto(horario), decir_horario(horario)) for horario in _CORRIENTES]


def _validar(entorno: Entorno) -> None:
    exigir_horario(*de_texto(entorno.respuestas["horario"]))


def _ahora(entorno: Entorno) -> Html:
    datos = entorno.datos
    mios = datos.recordar("mis_recordatorios", lambda: mis_recordatorios(datos.contexto))
    return armar(_("Hoy le escribo de %(horario)s"), horario=decir_horario(mios.horario))


def _resumen(entorno: Entorno) -> Sequence[Html]:
    return [Html(_("Lo que toque a otra hora le llega a la más cercana de las suyas, en día hábil."))]


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    horario = fijar_mi_horario(entorno.datos.contexto, *de_texto(entorno.respuestas["horario"]))
    acuse = armar(_("Listo: le escribo de <b>%(horario)s</b>"), horario=decir_horario(horario))
    return Cierre(acuse, ((_("Ver mis recordatorios"), f"{APARTE}o:recordatorios"),))


HORARIO = Dialogo(
    nombre="horario_de_recordatorios",
    esquema=1,
    titulo=_l("A qué horas le escribo"),
    en_curso=_l("el cambio de su horario"),
    permiso=Permiso.CONSULTAR,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            "horario",
            CampoHorario(_leer, en_texto, de_texto, decir_horario),
            _l("Horario"),
            _l("¿Entre qué horas quiere recibir recordatorios?"),
            _l("Toque una, o escríbala: «de 9 a 17»."),
            valida=_validar,
            detalle=_ahora,
        ),
    ),
)
