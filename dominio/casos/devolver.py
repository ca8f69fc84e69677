"""Devolver un reporte con lo observado, y ver lo que le devolvieron a uno."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista_revision import VistaDeRevision
from dominio.entender.texto import limpiar
from dominio.errores import EntradaInvalida
from dominio.modelo.persona import Persona
from dominio.modelo.revision import CampoObservado, Decision, Observacion, Revisable, TipoReporte
from dominio.reglas.permisos import Permiso, exigir, puede
from dominio.reglas.revision import atiende, exigir_firma, exigir_sin_firma

MAXIMO_OBSERVACION = 500

_DE_TODOS = (CampoObservado.VALOR, CampoObservado.ACLARACION)
_NARRADOS = (CampoObservado.LOGRO, CampoObservado.DIFICULTADES)
CAMPOS: dict[TipoReporte, tuple[CampoObservado, ...]] = {
    TipoReporte.AVANCE: (*_DE_TODOS, *_NARRADOS, CampoObservado.MOTIVO, CampoObservado.EVIDENCIA),
    TipoReporte.EJECUCION: (*_DE_TODOS, CampoObservado.DOCUMENTO, CampoObservado.FECHA),
    TipoReporte.RESULTADO: (*_DE_TODOS, *_NARRADOS, CampoObservado.ANALISIS),
}
"""Qué respuestas tiene cada tipo de reporte."""


class SinAviso(StrEnum):
    """Por qué la devolución no le llega a nadie por el chat."""

    SIN_CUENTA = "sin_cuenta"
    BLOQUEADO = "bloqueado"


@dataclass(frozen=True, slots=True)
class Devuelto:
    """Un reporte devuelto.

    Attributes:
        responsable: a quién le toca corregirlo; ``None`` si nadie lo firmó.
        sin_aviso: por qué no se le puede escribir; ``None`` si se le escribe.
    """

    reporte: Revisable
    observacion: Observacion
    responsable: Persona | None
    sin_aviso: SinAviso | None


@caso(Permiso.REVISAR)
def devolver(ctx: Contexto, folio: str, observacion: Observacion) -> Devuelto:
    """Planeación devuelve un reporte: deja de contar y vuelve a contar el anterior, con su traza.

    Raises:
        NoEncontrado: la entidad no tiene ese folio.
        ReporteYaDecidido, ReporteEnFirme, ReporteReemplazado, AutorNoDecide, EsperaVistoBueno: por qué no.
        DevolverPrimero, GastoSostenido: es un movimiento y otro se apoya en él.
        EntradaInvalida: no dice qué se observa, es muy largo o esa respuesta no es de ese reporte.
        ConflictoDeVersion: otro lo cambió al mismo tiempo; vuelva a intentarlo.
    """
    vista = VistaDeRevision(ctx)
    reporte = vista.decidible(folio)
    exigir_firma(reporte, vista.faltan(reporte))
    return _devolver(vista, reporte, observacion)


@caso(Permiso.DAR_VISTO_BUENO)
def devolver_desde_la_jefatura(ctx: Contexto, folio: str, observacion: Observacion) -> Devuelto:
    """La jefatura devuelve un reporte de su dependencia en vez de darle el visto bueno.

    Raises:
        SinVistoBueno: la entidad no lo usa.
        VistoBuenoDado: ya lo pasó a planeación.
        NoEncontrado, ReporteYaDecidido, ReporteEnFirme, ReporteReemplazado, AutorNoDecide,
            DevolverPrimero, GastoSostenido, EntradaInvalida, ConflictoDeVersion: como en ``devolver``.
    """
    vista = VistaDeRevision(ctx)
    reporte = vista.por_firmar(folio)
    exigir_sin_firma(reporte)
    return _devolver(vista, reporte, observacion)


@caso(Permiso.CONSULTAR)
def por_devolver(ctx: Contexto, folio: str) -> Revisable:
    """El reporte, si quien pide puede devolverlo ahora; no guarda nada.

    Raises:
        PermisoDenegado: su rol no revisa.
        SinVistoBueno, VistoBuenoDado, NoEncontrado, ReporteYaDecidido, ReporteEnFirme,
            ReporteReemplazado, AutorNoDecide, EsperaVistoBueno, DevolverPrimero, GastoSostenido: por qué no.
    """
    vista = VistaDeRevision(ctx)
    if puede(ctx.actor, Permiso.DAR_VISTO_BUENO):
        reporte = vista.por_firmar(folio)
        exigir_sin_firma(reporte)
    else:
        exigir(ctx.actor, Permiso.REVISAR)
        reporte = vista.decidible(folio)
        exigir_firma(reporte, vista.faltan(reporte))
    if reporte.tipo is TipoReporte.EJECUCION:
        vista.gasto_por_retirar(reporte)
    return reporte


@caso(Permiso.CONSULTAR)
def devueltos(ctx: Contexto) -> Sequence[Revisable]:
    """Los que a quien pide le devolvieron y todavía no corrige, con lo observado; primero lo más viejo.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDeRevision(ctx)
    return ctx.unidad.revisiones.devueltos(vista.entidad_id, vista.vigencias(), ctx.actor.id)


@caso(Permiso.CONSULTAR)
def observacion_de(ctx: Contexto, folio: str) -> Observacion | None:
    """Con qué se devolvió un reporte; ``None`` si no está devuelto.

    Raises:
        NoEncontrado: no existe o no está al alcance de quien pide.
    """
    decidida = VistaDeRevision(ctx).visible(folio).decidida
    return None if decidida is None else decidida.observacion


def _devolver(vista: VistaDeRevision, reporte: Revisable, observacion: Observacion) -> Devuelto:
    limpia = _limpiar(reporte, observacion)
    if reporte.tipo is TipoReporte.EJECUCION:
        vista.retirar_gasto(reporte)
    vista.decidir(reporte, vista.nueva(reporte, Decision.DEVUELTO, limpia))
    vista.ctx.anotar(
        "devolver_reporte",
        f"folio:{reporte.folio}",
        {"estado": "enviado"},
        {
            "estado": "devuelto",
            "observacion": limpia.error,
            "subsanar": limpia.subsanar,
            "campo": limpia.campo.value,
        },
    )
    responsable, sin_aviso = _a_quien(vista, reporte)
    return Devuelto(reporte, limpia, responsable, sin_aviso)


def _limpiar(reporte: Revisable, observacion: Observacion) -> Observacion:
    error = limpiar(observacion.error, MAXIMO_OBSERVACION)
    if not error:
        raise EntradaInvalida("vacio", "observacion")
    if observacion.campo not in CAMPOS[reporte.tipo]:
        raise EntradaInvalida("opcion_desconocida", "campo", escrito=observacion.campo.value)
    subsanar = limpiar(observacion.subsanar or "", MAXIMO_OBSERVACION) or None
    return Observacion(error, subsanar, observacion.campo)


def _a_quien(vista: VistaDeRevision, reporte: Revisable) -> tuple[Persona | None, SinAviso | None]:
    """Quien lo reportó; si no se le puede escribir, quien responde por la actividad."""
    personas = vista.ctx.unidad.personas
    ids = dict.fromkeys(uno for uno in (reporte.autor_id, reporte.responsable_id) if uno is not None)
    candidatas = [personas.traer(uno) for uno in ids]
    if not candidatas:
        return None, SinAviso.SIN_CUENTA
    for persona in candidatas:
        if atiende(persona):
            return persona, None
    primera = candidatas[0]
    return primera, SinAviso.BLOQUEADO if primera.inalcanzable else SinAviso.SIN_CUENTA
