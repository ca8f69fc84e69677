"""Devolver un reporte: cuál, qué se observa, en qué respuesta y qué debe corregirse."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogos.avisos import aviso_para
from bot.dialogos.campo_observacion import CampoObservacion
from bot.dialogos.campos import CampoOpcion, campo_texto
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import avisos_revision as avisos
from bot.textos import revision as textos
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, unir
from dominio.casos.devolver import (
    CAMPOS,
    MAXIMO_OBSERVACION,
    Devuelto,
    devolver,
    devolver_desde_la_jefatura,
    por_devolver,
)
from dominio.casos.revisar import Cola, cola, cola_de_la_jefatura
from dominio.errores import EntradaInvalida
from dominio.modelo.envio import Envio
from dominio.modelo.revision import CampoObservado, Observacion, Revisable
from dominio.reglas.permisos import Permiso, puede
from dominio.reglas.revision import folios_en

_TEXTO = campo_texto(MAXIMO_OBSERVACION)


def _cola(entorno: Entorno) -> Cola:
    contexto = entorno.datos.contexto
    leer = cola_de_la_jefatura if _es_jefatura(entorno) else cola
    return entorno.datos.recordar("cola", lambda: leer(contexto))


def _es_jefatura(entorno: Entorno) -> bool:
    return puede(entorno.datos.contexto.actor, Permiso.DAR_VISTO_BUENO)


def _reportes(entorno: Entorno) -> Sequence[Eleccion]:
    reportes = _cola(entorno).reportes
    if not reportes:
        raise EntradaInvalida("nada_por_revisar")
    return [Eleccion(r.folio, avisos.en_un_renglon(r), (r.folio, r.objeto)) for r in reportes]


def _reporte(entorno: Entorno, folio: str = "") -> Revisable:
    pedido = folio or entorno.respuestas["reporte"]
    if folios_en(pedido) != (pedido,):
        raise EntradaInvalida("opcion_desconocida", escrito=pedido[:30])
    contexto = entorno.datos.contexto
    return entorno.datos.recordar(("reporte", pedido), lambda: por_devolver(contexto, pedido))


def _rotulo(entorno: Entorno, folio: str) -> str:
    return avisos.en_un_renglon(_reporte(entorno, folio))


def _validar(entorno: Entorno) -> None:
    _reporte(entorno)


def _observaciones(entorno: Entorno) -> Sequence[Eleccion]:
    tipo = _reporte(entorno).tipo
    return [Eleccion(una.clave, str(una.error)) for una in textos.PLANTILLAS[tipo]]


def _plantilla(entorno: Entorno) -> textos.Plantilla | None:
    dicho = entorno.respuestas.get("observacion")
    return textos.plantilla_de(_reporte(entorno).tipo, dicho) if dicho else None


def _con_sus_palabras(entorno: Entorno) -> bool:
    return bool(entorno.respuestas.get("observacion")) and _plantilla(entorno) is None


def _campos(entorno: Entorno) -> Sequence[Eleccion]:
    return [
        Eleccion(campo.value, str(textos.CAMPOS[campo]), (campo.value,))
        for campo in CAMPOS[_reporte(entorno).tipo]
    ]


def _observacion(entorno: Entorno) -> Observacion | None:
    """Lo que se va a decir; ``None`` mientras falte algo."""
    plantilla = _plantilla(entorno)
    if plantilla is not None:
        return plantilla.observacion
    respuestas = entorno.respuestas
    if not respuestas.get("observacion") or not respuestas.get("respuesta"):
        return None
    campo = CampoObservado(respuestas["respuesta"])
    return Observacion(respuestas["observacion"], respuestas.get("subsanar") or None, campo)


def _de_cual(entorno: Entorno) -> Html:
    return avisos.en_dos_renglones(_reporte(entorno))


def _resumen(entorno: Entorno) -> Sequence[Html]:
    observacion = _observacion(entorno)
    if observacion is None:
        return []
    return [avisos.en_dos_renglones(_reporte(entorno)), avisos.dictamen(observacion)]


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    contexto, folio = entorno.datos.contexto, entorno.respuestas["reporte"]
    observacion = _observacion(entorno)
    if observacion is None:
        raise EntradaInvalida("vacio", "observacion")
    decidir = devolver_desde_la_jefatura if _es_jefatura(entorno) else devolver
    hecho = decidir(contexto, folio, observacion)
    dependencia = hecho.reporte.dependencia_id
    siguientes = (
        (_("Siguiente reporte"), f"{APARTE}w:s:{dependencia}:{folio}"),
        (_("Volver a la cola"), f"{APARTE}o:revisar"),
    )
    return Cierre(avisos.acuse_de_devolucion(hecho), siguientes, _aviso(hecho, contexto.actor.nombre))


def _aviso(hecho: Devuelto, revisor: str) -> tuple[Envio, ...]:
    if hecho.responsable is None or hecho.sin_aviso is not None:
        return ()
    corregir = (_("Corregir"), f"{APARTE}w:c:{hecho.reporte.folio}")
    return aviso_para(hecho.responsable, avisos.para_quien_corrige(hecho, revisor), corregir)


def _detalle_de_la_respuesta(entorno: Entorno) -> Html:
    observado = armar(_("Observa: %(que)s"), que=entorno.respuestas.get("observacion", ""))
    return unir([_de_cual(entorno), observado])


DEVOLUCION = Dialogo(
    nombre="devolucion",
    esquema=1,
    titulo=_l("Devolver un reporte"),
    en_curso=_l("una devolución"),
    # Cada quien devuelve lo que le toca: el caso de uso exige revisar, o dar visto bueno.
    permiso=Permiso.CONSULTAR,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            "reporte",
            CampoOpcion(_reportes, _rotulo, numeradas=False),
            _l("Reporte"),
            _l("¿Cuál reporte devuelve?"),
            _l("Toque uno, o escriba su folio o el código de su actividad."),
            valida=_validar,
        ),
        Paso(
            "observacion",
            CampoObservacion(_observaciones, MAXIMO_OBSERVACION),
            _l("Qué se observa"),
            _l("¿Qué se observa?"),
            _l("Toque una, escriba su número, o escríbalo con sus palabras."),
            detalle=_de_cual,
        ),
        Paso(
            "respuesta",
            CampoOpcion(_campos),
            _l("En qué respuesta"),
            _l("¿En cuál respuesta está?"),
            _l("Toque una, o escriba su número. Por ahí empieza la corrección."),
            si=_con_sus_palabras,
            detalle=_detalle_de_la_respuesta,
        ),
        Paso(
            "subsanar",
            _TEXTO,
            _l("Qué debe corregir"),
            _l("¿Qué debe hacer para subsanarlo?"),
            _l("Ejemplo: Adjunte el listado de asistencia firmado."),
            si=_con_sus_palabras,
            opcional=True,
            detalle=_detalle_de_la_respuesta,
        ),
    ),
)
