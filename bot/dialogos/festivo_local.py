"""Agregar un día en que la entidad no trabaja, además de los festivos nacionales."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.dialogos.dias import campo_dia
from bot.motor.botones import APARTE
from bot.motor.campos import Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import formato
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar
from dominio.casos.configurar_recordatorios import (
    CambioDeCalendario,
    ajustar_calendario,
    calendario_de_la_entidad,
)
from dominio.errores.ajustes_de_recordatorio import CalendarioSinCambio
from dominio.reglas.permisos import Permiso

# Menos de un año: «28 de diciembre» es uno solo.
_UN_ANIO = timedelta(days=364)


def _limites(entorno: Entorno) -> tuple[date, date]:
    return entorno.datos.hoy, entorno.datos.hoy + _UN_ANIO


def _dia(entorno: Entorno) -> date:
    return date.fromisoformat(entorno.respuestas["dia"])


def _validar(entorno: Entorno) -> None:
    datos = entorno.datos
    entidad = datos.recordar("calendario", lambda: calendario_de_la_entidad(datos.contexto))
    if _dia(entorno).isoformat() in entidad.festivos:
        raise CalendarioSinCambio("dia")


def _resumen(entorno: Entorno) -> Sequence[Html]:
    lineas = [Html(_("Ese día no se le escribe a nadie, y los plazos en días hábiles no lo cuentan."))]
    if not entorno.datos.contexto.calendario.es_habil(_dia(entorno)):
        lineas.append(Html(_("Ese día ya no se trabajaba: agregarlo no cambia nada por ahora.")))
    return lineas


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    ajustar_calendario(entorno.datos.contexto, CambioDeCalendario(agregar=_dia(entorno)))
    acuse = armar(_("Listo: el <b>%(dia)s</b> no se trabaja."), dia=formato.fecha(_dia(entorno)))
    return Cierre(acuse, ((_("Ver el calendario"), f"{APARTE}rc:y"),))


FESTIVO_LOCAL = Dialogo(
    nombre="festivo_local",
    esquema=1,
    titulo=_l("Agregar un festivo local"),
    en_curso=_l("un festivo local"),
    permiso=Permiso.CONFIGURAR_RECORDATORIOS,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            "dia",
            campo_dia(_limites),
            _l("Día"),
            _l("¿Qué día no se trabaja en la entidad?"),
            _l("Ejemplo: 28 de diciembre de 2026"),
            valida=_validar,
        ),
    ),
)
