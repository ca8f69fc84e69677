"""Lo que se escribe después de /exportar para pedir el plan como estaba: «al 30 de junio», «versión 2»."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.textos.fechas import leer_fecha
from dominio.casos.contexto import Contexto
from dominio.entender.texto import normalizar
from dominio.valores.fechas import Vigencia

_LARGO = 120
_VERSION = re.compile(r"(?:(?:de )?la )?version (?:numero )?(\d{1,4})(?: (?:de|del) (20\d{2}))?", re.ASCII)
_AL = re.compile(r"(?:(?:el consolidado )?como (?:estaba|iba) )?al (?:dia )?(.+)", re.ASCII)
_PARECE_FECHA = re.compile(r"\d|primero|ayer|antier|anteayer|hoy", re.ASCII)
_ANIO = re.compile(r"\b20\d{2}\b", re.ASCII)
_UN_ANIO = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class DeAntes:
    """Qué momento se pidió y lo que queda por entender.

    Attributes:
        parametros: «al» o «version», y «vigencia» si se sabe; vacío si se pidió lo de hoy.
        resto: lo demás de lo escrito (la dependencia), después de un punto y coma.
    """

    parametros: dict[str, object] = field(default_factory=dict)
    resto: str = ""


def leer_de_antes(contexto: Contexto, argumento: str) -> DeAntes:
    """El momento pedido, si se pidió alguno; lo demás queda como estaba.

    Raises:
        EntradaInvalida: la fecha no se entiende, no existe o no ha llegado.
    """
    dicho, _punto, dependencia = argumento.partition(";")
    plano = normalizar(dicho[:_LARGO])
    if numero := _VERSION.fullmatch(plano):
        parametros: dict[str, object] = {"version": int(numero[1])}
        if numero[2]:
            parametros["vigencia"] = int(numero[2])
        return DeAntes(parametros, dependencia.strip())
    partes = _AL.fullmatch(plano)
    if partes is None or not _PARECE_FECHA.search(partes[1]):
        return DeAntes({}, argumento)
    dia = _leer_dia(partes[1], contexto.hoy)
    return DeAntes({"al": dia.isoformat(), **_vigencia(contexto, dia)}, dependencia.strip())


def _leer_dia(escrito: str, hoy: date) -> date:
    """Sin año, la última vez que fue ese día."""
    minimo = date(2000, 1, 1) if _ANIO.search(escrito) else hoy - _UN_ANIO
    return leer_fecha(escrito, hoy, minimo, hoy)


def _vigencia(contexto: Contexto, dia: date) -> dict[str, object]:
    """La de ese año, si tiene plan; si no, la de siempre."""
    con_plan = contexto.unidad.planes.vigencias(contexto.entidad.id)
    return {"vigencia": dia.year} if Vigencia(dia.year) in con_plan else {}
