"""Respuesta que es un día por venir: además de una fecha, «el 15» es el próximo día 15."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dialogos.calendario import calendario
from bot.dialogos.campos import CampoFecha, campo_fecha
from bot.motor.campos import Eleccion, Entorno
from bot.textos import formato
from bot.textos.fechas import leer_fecha
from bot.textos.idioma import _
from dominio.entender.numeros import Leido, Valor
from dominio.entender.texto import normalizar

_DEL_MES = re.compile(r"(?:hasta )?(?:el |al )?(?:dia )?(\d{1,2}|primero)", re.ASCII)
_LARGO = 64
_MESES_QUE_SE_MIRAN = 12


@dataclass(frozen=True, slots=True)
class CampoDia(CampoFecha):
    """Día por venir entre los límites que da ``entre``.

    Attributes:
        desde_hoy: lo más común es que sea hoy o mañana; si no, en una o dos semanas.
    """

    desde_hoy: bool = False

    def elecciones(self, entorno: Entorno, vista: str = "") -> Sequence[Eleccion]:
        """El calendario; al empezar, hoy y mañana si caben."""
        elecciones = calendario(vista, entorno.datos.hoy, *self.entre(entorno))
        if vista or not self.desde_hoy:
            return elecciones
        minimo, maximo = self.entre(entorno)
        cercanos = (
            (entorno.datos.hoy, _("Hoy, %(dia)s")),
            (entorno.datos.hoy + timedelta(days=1), _("Mañana, %(dia)s")),
        )
        propios = [
            Eleccion(dia.isoformat(), rotulo % {"dia": formato.dia_de_semana(dia).lower()})
            for dia, rotulo in cercanos
            if minimo <= dia <= maximo
        ]
        return [*propios, *elecciones]

    def leer(self, crudo: str, entorno: Entorno) -> Leido[date]:
        """El día, si cae entre los límites."""
        minimo, maximo = self.entre(entorno)
        del_mes = proximo_dia(normalizar(crudo[:_LARGO]).strip(" .!"), minimo)
        escrito = crudo if del_mes is None else del_mes.isoformat()
        return Valor(leer_fecha(escrito, entorno.datos.hoy, minimo, maximo))


def campo_dia(entre: Callable[[Entorno], tuple[date, date]], *, desde_hoy: bool = False) -> CampoDia:
    """Día por venir entre los límites dados."""
    base = campo_fecha(entre)
    return CampoDia(base.lector, base.a_texto, base.de_texto, base.a_la_vista, entre, desde_hoy)


def proximo_dia(plano: str, desde: date) -> date | None:
    """De «el 15» o «primero», el próximo día con ese número contando desde ``desde``; si no, ``None``."""
    partes = _DEL_MES.fullmatch(plano)
    if partes is None:
        return None
    dia = 1 if partes[1] == "primero" else int(partes[1])
    mes = desde.replace(day=1)
    for _intento in range(_MESES_QUE_SE_MIRAN):
        siguiente = (mes + timedelta(days=32)).replace(day=1)
        if 1 <= dia <= (siguiente - mes).days and mes.replace(day=dia) >= desde:
            return mes.replace(day=dia)
        mes = siguiente
    return None
