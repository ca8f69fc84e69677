"""Cómo se llama cada caso de contestar recordatorios y de reclamar."""

from __future__ import annotations

from typing import cast

from almacen.tablas.unidad import UnidadSQL
from dominio.casos import reclamos, responder_recordatorio
from dominio.casos.contexto import Contexto
from dominio.modelo.reclamo import IdReclamo
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.posponer import Aplazo
from tests.apoyo.recordatorios_recibidos import Llegado, dejar
from tests.autorizacion.escenario import REPORTADA, Lado
from tests.autorizacion.llamadas import Llamada, general, sobre


def _recibido(c: Contexto, lado: Lado, tipo: TipoRecordatorio = TipoRecordatorio.VENCIDA) -> int:
    """Uno que le llegó a quien responde por esa actividad; el de escala, a quien lo pide."""
    renglon = lado.renglones[REPORTADA]
    escala = tipo is TipoRecordatorio.ESCALA_JEFATURA
    persona = c.actor.id if escala else renglon.responsable_id
    assert persona is not None
    llegado = Llegado(renglon, persona, c.ahora, "vencida_2026-09-04", tipo)
    return dejar(cast("UnidadSQL", c.unidad), c.entidad.id, llegado)


def _reclamo(c: Contexto, lado: Lado) -> IdReclamo:
    """Uno pendiente, de quien responde por esa actividad."""
    renglon = lado.renglones[REPORTADA]
    assert renglon.responsable_id is not None
    hecho = c.unidad.reclamos.crear(renglon.id, renglon.responsable_id, None, c.ahora)
    assert hecho is not None
    return hecho


DE_RESPUESTAS: dict[str, Llamada] = {
    "confirmar_responsable": sobre(
        lambda c, lado, _e: reclamos.confirmar_responsable(c, _reclamo(c, lado), "Así está en el plan.")
    ),
    "lote_contestado": general(lambda c: responder_recordatorio.lote_contestado(c, 1, None, c.ahora)),
    "mis_reclamos": general(reclamos.mis_reclamos),
    "posponer_recordatorio": sobre(
        lambda c, lado, _e: responder_recordatorio.posponer_recordatorio(
            c, _recibido(c, lado), Aplazo.UNA_HORA
        )
    ),
    "recien_reasignados": sobre(
        lambda c, lado, _e: reclamos.recien_reasignados(c, lado.renglones[REPORTADA].id)
    ),
    "reclamables": general(reclamos.reclamables),
    "reclamar": sobre(lambda c, lado, _e: reclamos.reclamar(c, lado.renglones[REPORTADA].id)),
    "reclamo_por_decidir": sobre(lambda c, lado, _e: reclamos.reclamo_por_decidir(c, _reclamo(c, lado))),
    "reclamos_pendientes": general(reclamos.reclamos_pendientes),
    "recordar_a_responsables": sobre(
        lambda c, lado, _e: responder_recordatorio.recordar_a_responsables(
            c, _recibido(c, lado, TipoRecordatorio.ESCALA_JEFATURA)
        )
    ),
    "recordatorios_abiertos": general(lambda c: responder_recordatorio.recordatorios_abiertos(c, c.ahora)),
    "recordatorio_recibido": sobre(
        lambda c, lado, _e: responder_recordatorio.recordatorio_recibido(c, _recibido(c, lado))
    ),
    "retirar_reclamo": sobre(lambda c, lado, _e: reclamos.retirar_reclamo(c, _reclamo(c, lado))),
    "revisar_reclamo": sobre(lambda c, lado, _e: reclamos.revisar_reclamo(c, lado.renglones[REPORTADA].id)),
    "silenciar_recordatorio": sobre(
        lambda c, lado, _e: responder_recordatorio.silenciar_recordatorio(
            c, _recibido(c, lado), todo_el_tipo=True
        )
    ),
    "uno_recibido": sobre(lambda c, lado, _e: responder_recordatorio.uno_recibido(c, _recibido(c, lado))),
}
