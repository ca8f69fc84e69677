"""Horas y horarios como una persona los escribe: «8», «2:30 p. m.», «de 9 a 17», «de 8 a 5»."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from bot.textos import formato
from bot.textos.idioma import _
from dominio.entender.texto import limpiar, normalizar
from dominio.errores import EntradaInvalida
from dominio.reglas.ajuste_de_recordatorios import JORNADA
from dominio.valores.fechas import BOGOTA

_LARGO = 64
_PARTE = (
    r"(?:la |las )?(\d{1,2})(?:[:.h](\d{2}))?(?: horas?)? ?(a\.? ?m\.?|p\.? ?m\.?|de la (?:manana|tarde))?"
)
_HORA = re.compile(rf"(?:a )?{_PARTE}", re.ASCII)
_HORARIO = re.compile(rf"(?:entre |de |desde )?{_PARTE} ?(?:a|y|hasta|-|–) ?{_PARTE}", re.ASCII)
_ENTERO = frozenset({"todo el dia", "normal", "el de siempre", "horario normal", "siempre"})


def leer_hora(texto: str, *, de_24: bool = False) -> time:
    """«8», «8:00», «2:30 p. m.», «a las 3»; sin decir más, de una a seis es de la tarde.

    Args:
        texto: la hora.
        de_24: sin «p. m.» se lee en 24 horas: «6:00» es de la mañana.

    Raises:
        EntradaInvalida: ``hora_ilegible``.
    """
    partes = _HORA.fullmatch(normalizar(texto[:_LARGO]).strip(" ."))
    leer = _hora if de_24 else _con_su_parte
    hora = None if partes is None else leer(*partes.groups())
    if hora is None:
        raise EntradaInvalida("hora_ilegible", "hora", escrito=limpiar(texto[:40], 40))
    return hora


def leer_horario(texto: str) -> tuple[time, time]:
    """«de 9 a 17», «entre 8 y 12», «de 8 a 5» (las cinco de la tarde) o «todo el día».

    Lo escrito en 24 horas se toma como está. Si no, se entiende de la tarde solo lo que así queda dentro
    de la jornada y en orden; lo demás se devuelve como se escribió, para que se diga qué no se puede.

    Raises:
        EntradaInvalida: ``horario_ilegible``.
    """
    plano = normalizar(texto[:_LARGO]).strip(" .")
    if plano in _ENTERO:
        return JORNADA
    partes = _HORARIO.fullmatch(plano)
    grupos = partes.groups() if partes else ()
    desde = _hora(*grupos[:3]) if grupos else None
    hasta = _hora(*grupos[3:]) if grupos else None
    if desde is None or hasta is None:
        raise EntradaInvalida("horario_ilegible", "horario", escrito=limpiar(texto[:40], 40))
    if any(int(grupos[lado]) > 12 for lado in (0, 3)):
        return desde, hasta
    posibles = [(uno, otro) for uno in _lecturas(desde, grupos[2]) for otro in _lecturas(hasta, grupos[5])]
    primera, ultima = JORNADA
    caben = [(uno, otro) for uno, otro in posibles if primera <= uno < otro <= ultima]
    return caben[0] if caben else (desde, hasta)


def _lecturas(hora: time, parte: str | None) -> tuple[time, ...]:
    """La hora como se escribió y, si no dice de qué parte del día, también de la tarde."""
    return (hora,) if parte or hora.hour >= 12 else (hora, hora.replace(hour=hora.hour + 12))


def _con_su_parte(crudo: str, minutos: str | None, parte: str | None) -> time | None:
    # Nadie pide que le escriban a las dos de la mañana.
    temprano = not parte and 1 <= int(crudo) <= 6
    return _hora(crudo, minutos, "p. m." if temprano else parte)


def _hora(crudo: str, minutos: str | None, parte: str | None) -> time | None:
    hora, minuto = int(crudo), int(minutos or 0)
    if (parte or "").startswith(("p", "de la t")) and hora < 12:
        hora += 12
    return time(hora, minuto) if hora < 24 and minuto < 60 else None


def decir_hora(hora: time) -> str:
    """«8:00 a. m.»."""
    return formato.hora(datetime.combine(date(2026, 1, 1), hora, tzinfo=BOGOTA))


def decir_horario(horario: tuple[time, time]) -> str:
    """«9:00 a. m. a 5:00 p. m.»."""
    return _("%(desde)s a %(hasta)s") % {"desde": decir_hora(horario[0]), "hasta": decir_hora(horario[1])}
