"""La aprobación del Consejo de Gobierno: qué la impide, y guardarla con el plan congelado."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dominio.casos.contexto import Contexto, caso
from dominio.casos.documentos import DatosDocumento, registrar_documento
from dominio.casos.ediciones import Ediciones
from dominio.casos.vista_coherencia import VistaDeCoherencia
from dominio.casos.vista_ruta import VistaDeRuta
from dominio.entender.texto import limpiar
from dominio.errores import EntradaInvalida, FechaFutura, SinPlan
from dominio.errores.ruta import ActaSinArchivo, AprobacionYaRegistrada, PlanConErrores
from dominio.modelo.documento import ArchivoDeDocumento, ClaseDocumento, Documento
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.modificacion import ActoDelPlan
from dominio.modelo.remision import (
    ActoDelConsejo,
    Aprobacion,
    EstadoDeRemision,
    NuevaAprobacion,
    RemisionDeDependencia,
)
from dominio.reglas.permisos import Permiso
from dominio.reglas.ruta import cuenta_para_aprobar
from dominio.valores.fechas import Vigencia

MAXIMO_ACTA = 120


@dataclass(frozen=True, slots=True)
class DatosDeAprobacion:
    """Con qué aprobó el Consejo.

    Attributes:
        acta: su número («Acta 003 de 2026»); hasta 120 caracteres.
        fecha: la de la sesión.
        archivo: el acta; sin ella, la última registrada en la vigencia.
        vigencia: sin ella, la del último plan cargado.
    """

    acta: str
    fecha: date
    archivo: ArchivoDeDocumento | None = None
    vigencia: Vigencia | None = None


@dataclass(frozen=True, slots=True)
class RevisionDeAprobacion:
    """Qué hay antes de aprobar.

    Attributes:
        errores: los que la impiden: de la programación, sin arreglar ni aceptar.
        aceptados: errores que alguien dejó pasar con una razón.
        sin_recibir: dependencias cuya parte planeación no ha recibido; no impiden aprobar.
        acta: la registrada en la vigencia, si ya está.
        relajadas: reglas de coherencia apagadas o rebajadas, cada una con su razón.
    """

    vigencia: Vigencia
    actividades: int
    errores: tuple[Hallazgo, ...]
    aceptados: int
    sin_recibir: tuple[RemisionDeDependencia, ...]
    acta: Documento | None
    relajadas: tuple[str, ...] = ()


@caso(Permiso.CONDUCIR_RUTA)
def revisar_aprobacion(ctx: Contexto, vigencia: Vigencia | None = None) -> RevisionDeAprobacion:
    """Si el plan está listo para que el Consejo lo apruebe, y qué lo impide; no guarda nada.

    Raises:
        SinPlan: la vigencia no tiene plan. AprobacionYaRegistrada: ya se aprobó.
    """
    return _revisar(VistaDeRuta.para(ctx, vigencia))


@caso(Permiso.CONDUCIR_RUTA)
def aprobar_plan(ctx: Contexto, datos: DatosDeAprobacion) -> tuple[Aprobacion, RevisionDeAprobacion]:
    """Guarda la aprobación con su acta y congela el plan como versión 1, todo en la misma transacción.

    Raises:
        SinPlan: la vigencia no tiene plan. AprobacionYaRegistrada: ya se aprobó.
        PlanConErrores: hay errores de coherencia sin arreglar ni aceptar.
        FechaFutura: la sesión todavía no ha sido. ActaSinArchivo: no hay archivo del acta.
        EntradaInvalida: ``vacio``, si no dice el número del acta.
        DocumentoNoAdmitido, DocumentoDesmedido: el archivo no se puede recibir.
        ConflictoDeVersion: otra persona la registró al mismo tiempo.
    """
    vista = VistaDeRuta.para(ctx, datos.vigencia)
    ediciones = Ediciones(ctx, vista.vigencia)
    # Nadie cambia el plan entre que se mira su coherencia y se congela.
    ediciones.tomar_turno()
    revision = _revisar(vista)
    if revision.errores:
        raise PlanConErrores("coherencia", errores=len(revision.errores), vigencia=revision.vigencia)
    acta = limpiar(datos.acta, MAXIMO_ACTA)
    if not any(caracter.isalnum() for caracter in acta):
        raise EntradaInvalida("vacio", "acta")
    if datos.fecha > ctx.hoy:
        raise FechaFutura("fecha", fecha=datos.fecha, hoy=ctx.hoy)
    documento = _documento(ctx, datos, revision, acta)
    acto = ActoDelConsejo(acta, datos.fecha, documento.id)
    ctx.unidad.ruta.aprobar(
        NuevaAprobacion(
            ctx.entidad.id, revision.vigencia, acto, revision.aceptados, ctx.actor.id or None, ctx.ahora
        )
    )
    ediciones.congelar(ActoDelPlan(acta, datos.fecha))
    _anotar(ctx, revision, acto)
    aprobacion = VistaDeRuta(ctx, revision.vigencia).aprobacion
    if aprobacion is None:
        raise LookupError("la aprobación recién guardada no está")
    return aprobacion, revision


def _revisar(vista: VistaDeRuta) -> RevisionDeAprobacion:
    if not vista.renglones:
        raise SinPlan("plan", entidad=vista.ctx.entidad.codigo, vigencia=vista.vigencia)
    aprobacion = vista.aprobacion
    if aprobacion is not None:
        raise AprobacionYaRegistrada(
            "vigencia", vigencia=vista.vigencia, acta=aprobacion.acta, fecha=aprobacion.fecha
        )
    aceptados = sum(cuenta_para_aprobar(h) and not h.abierto for h in vista.hallazgos)
    esperan = (EstadoDeRemision.RECIBIDA, EstadoDeRemision.NO_APLICA, EstadoDeRemision.SIN_PLAN)
    return RevisionDeAprobacion(
        vigencia=vista.vigencia,
        actividades=len(vista.renglones),
        errores=vista.errores,
        aceptados=aceptados,
        sin_recibir=tuple(r for r in vista.remisiones if r.estado not in esperan),
        acta=vista.documentos.get(ClaseDocumento.ACTA),
        relajadas=_relajadas(vista),
    )


def _relajadas(vista: VistaDeRuta) -> tuple[str, ...]:
    """«R09 (la entidad no lleva BPIN)»: lo que la coherencia dejó de exigir, a la vista de quien aprueba."""
    relajadas = VistaDeCoherencia(vista.ctx, vista.vigencia).relajadas
    return tuple(f"{una.codigo} ({una.razon})" if una.razon else una.codigo for una in relajadas)


def _documento(
    ctx: Contexto, datos: DatosDeAprobacion, revision: RevisionDeAprobacion, acta: str
) -> Documento:
    """El acta que llega con la aprobación o, si no llega, la ya registrada."""
    if datos.archivo is None:
        if revision.acta is None:
            raise ActaSinArchivo("archivo")
        return revision.acta
    recibida = DatosDocumento(ClaseDocumento.ACTA, datos.archivo, acta, datos.fecha, revision.vigencia)
    return registrar_documento(ctx, recibida)


def _anotar(ctx: Contexto, revision: RevisionDeAprobacion, acto: ActoDelConsejo) -> None:
    despues = {
        "acta": acto.acta,
        "fecha": acto.fecha.isoformat(),
        "documento": int(acto.documento_id),
        "actividades": revision.actividades,
        "aceptados": revision.aceptados,
    }
    ctx.anotar("aprobar_plan", f"vigencia:{revision.vigencia}", None, despues)
