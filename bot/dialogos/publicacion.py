"""Registrar que el plan se publicó: el día y el enlace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.dialogos.campos import CampoTexto, campo_fecha
from bot.dialogos.paso_vigencia import PASO_VIGENCIA, hasta_hoy, vigencia_de
from bot.motor.botones import APARTE
from bot.motor.campos import Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, unir
from bot.textos.remision import publicada
from bot.textos.ruta import requisito
from dominio.casos.ruta import publicar_plan, ver_ruta
from dominio.entender.numeros import Leido, Valor
from dominio.errores.ruta import PlanSinAprobar
from dominio.modelo.ruta import Paso as PasoDelPlan
from dominio.modelo.ruta import Requisito, RequisitoVisto
from dominio.reglas.permisos import Permiso
from dominio.reglas.publicacion import enlace_valido


def _enlace(crudo: str) -> Leido[str]:
    return Valor(enlace_valido(crudo))


def _validar_vigencia(entorno: Entorno) -> None:
    datos, vigencia = entorno.datos, vigencia_de(entorno)
    vista = datos.recordar(("ruta", vigencia), lambda: ver_ruta(datos.contexto, vigencia))
    if vista.ruta.aprobacion is None:
        raise PlanSinAprobar("vigencia", vigencia=vigencia)


def _faltan(entorno: Entorno) -> list[RequisitoVisto]:
    datos, vigencia = entorno.datos, vigencia_de(entorno)
    vista = datos.recordar(("ruta", vigencia), lambda: ver_ruta(datos.contexto, vigencia))
    paso = vista.ruta.paso(PasoDelPlan.PUBLICACION)
    return [uno for uno in paso.requisitos if uno.falta and uno.clave is not Requisito.PUBLICADO]


def _lo_que_falta(entorno: Entorno) -> Html:
    faltan = _faltan(entorno)
    if not faltan:
        return Html(_("El plan trae los ocho elementos que pide la ley."))
    titulo = Html(_("La ley pide publicarlo también con:"))
    return unir([titulo, *(requisito(uno) for uno in faltan)])


def _resumen(entorno: Entorno) -> Sequence[Html]:
    return [_lo_que_falta(entorno)]


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    respuestas, vigencia = entorno.respuestas, vigencia_de(entorno)
    fecha = date.fromisoformat(respuestas["fecha"])
    hecha, paso = publicar_plan(entorno.datos.contexto, fecha, respuestas["enlace"], vigencia)
    queda = Html(_("El paso 7 quedó hecho."))
    if not paso.terminado:
        faltan = [requisito(uno) for uno in paso.requisitos if uno.falta]
        queda = unir([Html(_("El paso 7 sigue en curso: falta")), *faltan])
    acuse = unir([armar(_("<b>Plan de acción de %(anio)s</b>"), anio=vigencia), publicada(hecha), queda])
    return Cierre(acuse, ((_("Ver los pasos"), f"{APARTE}u:p:{vigencia}"),))


PUBLICACION = Dialogo(
    nombre="publicacion",
    esquema=1,
    titulo=_l("Registrar la publicación del plan"),
    en_curso=_l("el registro de la publicación"),
    permiso=Permiso.CONDUCIR_RUTA,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            PASO_VIGENCIA.clave,
            PASO_VIGENCIA.campo,
            PASO_VIGENCIA.nombre,
            PASO_VIGENCIA.pregunta,
            PASO_VIGENCIA.ejemplo,
            valida=_validar_vigencia,
        ),
        Paso(
            "fecha",
            campo_fecha(hasta_hoy),
            _l("Fecha de publicación"),
            _l("¿Qué día se publicó?"),
            _l("Toque un día, o escríbalo: 28 de enero o 28/01/2026."),
            detalle=_lo_que_falta,
        ),
        Paso(
            "enlace",
            CampoTexto(_enlace, str, enlace_valido, str),
            _l("Enlace"),
            _l("¿En qué página está?"),
            _l("Ejemplo: https://www.municipio.gov.co/plan-de-accion"),
        ),
    ),
)
