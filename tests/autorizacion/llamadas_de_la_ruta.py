"""Cómo se llaman los casos de la ruta del plan: sus pasos, la remisión, la aprobación y los documentos."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dominio.casos import aprobacion_del_plan as aprobacion
from dominio.casos import documentos, remision, resultados, ruta
from dominio.casos.contexto import Contexto
from dominio.modelo.documento import ArchivoDeDocumento, ClaseDocumento, Documento
from dominio.modelo.marca import ClaseDeMarca
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.remision import AccionDeRemision
from dominio.modelo.ruta import Paso, Requisito
from tests.apoyo.plan import VIGENCIA
from tests.autorizacion.escenario import REPORTADA, Escenario, Lado
from tests.autorizacion.llamadas import Llamada

_ARCHIVO = ArchivoDeDocumento("acta.pdf", "application/pdf", 2048, file_id="id-acta")
_ACTA = documentos.DatosDocumento(ClaseDocumento.ACTA, _ARCHIVO, "Acta 003", date(2026, 1, 20), VIGENCIA)
_APROBACION = aprobacion.DatosDeAprobacion("Acta 003", date(2026, 1, 20), _ARCHIVO, VIGENCIA)
_MARCA = ruta.PeticionDeMarca(Requisito.LINEAMIENTOS, ClaseDeMarca.HECHO, "Circular 012")


def _peticion(lado: Lado, accion: AccionDeRemision) -> remision.PeticionDeRemision:
    dependencia = lado.renglones[REPORTADA].dependencia_id
    return remision.PeticionDeRemision(accion, dependencia, "Falta el objetivo.", VIGENCIA)


def _planeacion(contexto: Contexto) -> Persona:
    """Quien sí puede dejar las cosas como el caso las necesita."""
    personas = contexto.unidad.personas.listar(contexto.entidad.id)
    return next(p for p in personas if p.rol is Rol.PLANEACION and p.activa)


def _responder(contexto: Contexto, lado: Lado, escenario: Escenario) -> object:
    remision.remitir_plan(
        replace(contexto, actor=_planeacion(contexto)), _peticion(lado, AccionDeRemision.REMITIR)
    )
    return remision.responder_remision(contexto, _peticion(lado, AccionDeRemision.DEVOLVER))


def _publicar(contexto: Contexto) -> object:
    aprobacion.aprobar_plan(replace(contexto, actor=_planeacion(contexto)), _APROBACION)
    return ruta.publicar_plan(contexto, date(2026, 1, 28), "https://www.ejemplo.gov.co/plan", VIGENCIA)


def _acta(contexto: Contexto) -> Documento:
    return documentos.registrar_documento(replace(contexto, actor=_planeacion(contexto)), _ACTA)


DE_LA_RUTA: dict[str, Llamada] = {
    "aprobar_plan": Llamada(lambda c, _l, _e: aprobacion.aprobar_plan(c, _APROBACION)),
    "documentos_del_plan": Llamada(lambda c, _l, _e: documentos.documentos_del_plan(c, VIGENCIA)),
    "fijar_plazo": Llamada(
        lambda c, _l, _e: ruta.fijar_plazo(c, VIGENCIA, Paso.REMISION, date(2026, 1, 15), "Circular 012")
    ),
    "instrumentos_del_plan": Llamada(lambda c, _l, _e: ruta.instrumentos_del_plan(c, VIGENCIA)),
    "marcar_ruta": Llamada(lambda c, _l, _e: ruta.marcar_ruta(c, VIGENCIA, _MARCA)),
    "metas_por_reportar": Llamada(lambda c, _l, _e: resultados.metas_por_reportar(c)),
    "publicar_plan": Llamada(lambda c, _l, _e: _publicar(c)),
    "recibir_documento": Llamada(lambda c, _l, _e: documentos.recibir_documento(c, _acta(c).id)),
    "registrar_documento": Llamada(lambda c, _l, _e: documentos.registrar_documento(c, _ACTA)),
    "remisiones_del_plan": Llamada(lambda c, _l, _e: remision.remisiones_del_plan(c, VIGENCIA)),
    "remitir_plan": Llamada(
        lambda c, lado, _e: remision.remitir_plan(c, _peticion(lado, AccionDeRemision.REMITIR)),
        con_objeto=True,
    ),
    "responder_remision": Llamada(_responder, con_objeto=True),
    "revisar_aprobacion": Llamada(lambda c, _l, _e: aprobacion.revisar_aprobacion(c, VIGENCIA)),
    "revisar_remision": Llamada(
        lambda c, lado, _e: remision.revisar_remision(c, _peticion(lado, AccionDeRemision.REMITIR)),
        con_objeto=True,
    ),
    "ver_ruta": Llamada(lambda c, _l, _e: ruta.ver_ruta(c, VIGENCIA)),
}
