"""Los casos de lo que cada quien y la entidad deciden de los recordatorios."""

from __future__ import annotations

from datetime import date, time

from dominio.casos import configurar_recordatorios as configurar
from dominio.casos import fechas_de_ley as legales
from dominio.casos import mis_recordatorios as propios
from dominio.casos import no_entregables as sin_entrega
from dominio.casos.contexto import Contexto
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from tests.autorizacion.escenario import REPORTADA
from tests.autorizacion.llamadas import Llamada, general, sobre

_CAMBIO = configurar.CambioDeRecordatorio(TipoRecordatorio.PLAZO, activo=False)
_PLAZO = propios.QueCallar(TipoRecordatorio.PLAZO)
_NUEVA = legales.FechaLegalNueva("Rendir la cuenta", "Resolución 042 de 2020", 6, 30, "Gloria Cruz")


def _volver(contexto: Contexto) -> object:
    propios.callar_recordatorios(contexto, _PLAZO)
    return propios.volver_a_recordar(contexto, _PLAZO)


def _de_alguien_sin_vincular(contexto: Contexto) -> object:
    nueva = NuevaPersona(contexto.entidad.id, "Sin Vincular", Rol.JEFE)
    return sin_entrega.no_entregable(contexto, contexto.unidad.personas.crear(nueva).id)


DE_AJUSTES: dict[str, Llamada] = {
    "activar_fecha_de_ley": general(
        lambda c: legales.activar_fecha_de_ley(c, "SIRECI", "Resolución 042 de 2020", "Gloria Cruz")
    ),
    "actividades_de": sobre(lambda c, lado, _e: sin_entrega.actividades_de(c, lado.persona.id)),
    "agregar_fecha_de_ley": general(lambda c: legales.agregar_fecha_de_ley(c, _NUEVA)),
    "ajustar_calendario": general(
        lambda c: configurar.ajustar_calendario(c, configurar.CambioDeCalendario(agregar=date(2026, 12, 28)))
    ),
    "ajustar_recordatorio": general(lambda c: configurar.ajustar_recordatorio(c, _CAMBIO)),
    "apagar_fecha_de_ley": general(
        lambda c: legales.apagar_fecha_de_ley(c, "PA-31-ENE", "Ya no obliga a la entidad")
    ),
    "calendario_de_la_entidad": general(configurar.calendario_de_la_entidad),
    # Cada quien calla lo que tiene a cargo: lo ajeno no le llega y no hay qué callar.
    "callar_recordatorios": sobre(
        lambda c, lado, _e: propios.callar_recordatorios(
            c, propios.QueCallar(actividad_id=lado.renglones[REPORTADA].id)
        )
    ),
    "fechas_de_ley": general(legales.fechas_de_ley),
    "fijar_mi_horario": general(lambda c: propios.fijar_mi_horario(c, time(9), time(17))),
    "mis_recordatorios": general(propios.mis_recordatorios),
    "no_entregable": general(_de_alguien_sin_vincular),
    "no_entregables": general(sin_entrega.no_entregables),
    "revisar_ajuste": general(lambda c: configurar.revisar_ajuste(c, _CAMBIO)),
    "tipos_de_recordatorio": general(configurar.tipos_de_recordatorio),
    "volver_a_recordar": general(_volver),
}
