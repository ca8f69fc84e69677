"""Contestar un recordatorio: dejarlo para después, silenciarlo o recordárselo a su responsable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista import VistaDelPlan
from dominio.errores.recordatorios import (
    AplazoADeshora,
    AplazoPasaDelPlazo,
    NoSeCalla,
    PospuestoDemasiado,
    RecordatorioAjeno,
    RecordatorioContestado,
    RecordatorioCumplido,
    RecordatorioViejo,
)
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import Persona
from dominio.modelo.recordado import Pospuesto, Recordado
from dominio.modelo.recordatorio import EstadoRecordatorio, RespuestaARecordatorio
from dominio.modelo.tipo_de_recordatorio import Silencio, TipoRecordatorio
from dominio.puertos.preferencias import clave_de_actividad, clave_de_tipo
from dominio.reglas.permisos import Permiso, ve_toda_la_entidad
from dominio.reglas.posponer import (
    DEL_CORTE,
    MAXIMO_DE_VECES,
    Aplazo,
    caducidad,
    clave_pospuesta,
    limite_de,
    momentos,
)
from dominio.reglas.silenciar import se_calla

VENTANA = (time(7), time(19))
# Un resumen no espera respuesta por sí mismo: lo que trae dentro, sí.
_SIN_RESPUESTA = frozenset({TipoRecordatorio.RESUMEN_SEMANAL, TipoRecordatorio.RESUMEN_DIARIO})


@dataclass(frozen=True, slots=True)
class Recibido:
    """Un recordatorio que se puede contestar, y para cuándo se puede dejar.

    Attributes:
        abiertos: los del mensaje que todavía esperan respuesta; al menos uno.
        limite: último día en que sirven todos; ``None`` si ninguno tiene plazo.
        momentos: instante UTC de cada opción de posponer; vacío si ya no cabe ninguna.
        veces: cuántas veces se ha dejado para después el que más.
    """

    abiertos: tuple[Recordado, ...]
    limite: date | None
    momentos: Mapping[Aplazo, datetime]
    veces: int

    @property
    def lote(self) -> int:
        """El del mensaje."""
        return self.abiertos[0].lote


@caso(Permiso.CONSULTAR)
def recordatorio_recibido(ctx: Contexto, lote: int) -> Recibido:
    """Lo que ese mensaje recordaba y todavía espera respuesta.

    Raises:
        RecordatorioAjeno: no existe, o le llegó a otra persona.
        RecordatorioContestado, RecordatorioCumplido, RecordatorioViejo: ya no espera respuesta.
    """
    return _recibido(ctx, ctx.unidad.respuestas.del_lote(ctx.entidad.id, lote))


@caso(Permiso.CONSULTAR)
def uno_recibido(ctx: Contexto, recordatorio_id: int) -> Recordado:
    """Un recordatorio solo, del mensaje que sea, si todavía espera respuesta.

    Raises:
        RecordatorioAjeno, RecordatorioContestado, RecordatorioCumplido, RecordatorioViejo: como
            ``recordatorio_recibido``.
    """
    hallado = ctx.unidad.respuestas.traer(ctx.entidad.id, recordatorio_id)
    return _recibido(ctx, [hallado] if hallado is not None else []).abiertos[0]


@caso(Permiso.CONSULTAR)
def posponer_recordatorio(ctx: Contexto, lote: int, aplazo: Aplazo) -> datetime:
    """Deja para después todo lo del mensaje; devuelve el instante UTC en que vuelve a salir.

    Raises:
        PospuestoDemasiado: ya se dejó para después tres veces.
        AplazoPasaDelPlazo: a ese momento el plazo habría pasado.
        AplazoADeshora: a ese momento no se le escribe a esa persona.
        RecordatorioAjeno, RecordatorioContestado, RecordatorioCumplido, RecordatorioViejo: como
            ``recordatorio_recibido``.
    """
    recibido = recordatorio_recibido(ctx, lote)
    if recibido.veces >= MAXIMO_DE_VECES:
        raise PospuestoDemasiado("recordatorio", veces=recibido.veces)
    cuando = recibido.momentos.get(aplazo)
    if cuando is None and aplazo is Aplazo.UNA_HORA and recibido.limite != ctx.hoy:
        raise AplazoADeshora("recordatorio")
    if cuando is None:
        raise AplazoPasaDelPlazo("recordatorio", limite=recibido.limite)
    es_habil = ctx.calendario.es_habil
    ctx.unidad.respuestas.posponer(
        [
            Pospuesto(
                uno,
                clave_pospuesta(uno.clave, uno.pospuestas + 1),
                cuando,
                caducidad(cuando, _limite(ctx, uno), es_habil),
            )
            for uno in recibido.abiertos
        ]
    )
    _contestar(ctx, recibido.abiertos, RespuestaARecordatorio.POSPUESTO)
    ctx.anotar(
        "posponer_recordatorio",
        f"recordatorio:{lote}",
        None,
        {"hasta": cuando.isoformat(), "cuales": [uno.clave for uno in recibido.abiertos]},
    )
    return cuando


@caso(Permiso.CONSULTAR)
def silenciar_recordatorio(ctx: Contexto, recordatorio_id: int, *, todo_el_tipo: bool) -> Recordado:
    """Calla esa actividad, o todos los recordatorios de ese tipo, hasta que la persona los vuelva a pedir.

    Raises:
        NoSeCalla: lo exige la ley, avisa de algo sin respuesta, o no habla de una actividad.
        RecordatorioAjeno, RecordatorioContestado, RecordatorioCumplido, RecordatorioViejo: como
            ``recordatorio_recibido``.
    """
    uno = uno_recibido(ctx, recordatorio_id)
    if not se_calla(uno.tipo) or (uno.actividad_id is None and not todo_el_tipo):
        raise NoSeCalla("recordatorio", tipo=uno.tipo.value)
    por_tipo = todo_el_tipo or uno.actividad_id is None
    clave = clave_de_tipo(uno.tipo) if por_tipo else clave_de_actividad(uno.actividad_id or 0)
    ctx.unidad.preferencias.silenciar(Silencio(ctx.actor.id, clave, None, ctx.ahora))
    _contestar(ctx, [uno], RespuestaARecordatorio.SILENCIADO)
    ctx.anotar("silenciar_recordatorio", f"recordatorio:{uno.id}", None, {"clave": clave})
    return uno


@caso(Permiso.CONSULTAR_SIN_REPORTE)
def recordar_a_responsables(ctx: Contexto, lote: int) -> Sequence[tuple[Persona, Sequence[Recordado]]]:
    """A quién hay que recordarle lo que ese mensaje dijo que nadie contestó, con lo suyo; una sola vez.

    Quien llama encola los mensajes en la misma transacción. No están las personas sin chat, ni las
    actividades sin responsable.

    Raises:
        RecordatorioAjeno, RecordatorioContestado, RecordatorioCumplido, RecordatorioViejo: como
            ``recordatorio_recibido``.
    """
    recibido = recordatorio_recibido(ctx, lote)
    suyas: dict[IdPersona, list[Recordado]] = {}
    alcanzadas = [uno for uno in recibido.abiertos if _alcanza(ctx, uno)]
    if not alcanzadas:
        raise RecordatorioAjeno("recordatorio")
    for uno in alcanzadas:
        if uno.actividad_id is not None and uno.responsable_id not in (None, ctx.actor.id):
            suyas.setdefault(IdPersona(uno.responsable_id or 0), []).append(uno)
    personas = {persona.id: persona for persona in ctx.unidad.personas.listar(ctx.entidad.id)}
    con_chat = [
        (personas[quien], tuple(cuales))
        for quien, cuales in suyas.items()
        if quien in personas and _tiene_chat(personas[quien])
    ]
    _contestar(ctx, recibido.abiertos, RespuestaARecordatorio.INSISTIDO)
    ctx.anotar(
        "recordar_a_responsables",
        f"recordatorio:{lote}",
        None,
        {"personas": [persona.id for persona, _cuales in con_chat]},
    )
    return con_chat


@caso(Permiso.CONSULTAR)
def recordatorios_abiertos(ctx: Contexto, desde: datetime) -> Sequence[Recordado]:
    """Los que le llegaron a quien pide desde ese instante UTC y esperan respuesta, del último al primero."""
    recientes = ctx.unidad.respuestas.sin_contestar(ctx.entidad.id, ctx.actor.id, desde)
    return [uno for uno in recientes if _espera(uno) and uno.tipo not in _SIN_RESPUESTA]


@caso(Permiso.CONSULTAR)
def lote_contestado(ctx: Contexto, chat_id: int, mensaje_id: int | None, desde: datetime) -> int | None:
    """De cuál recordatorio habla quien escribe: el del mensaje que citó, o el último que espera respuesta.

    Si ninguno espera, el último que le llegó: así se le dice por qué ya no.

    Args:
        ctx: quién escribe.
        chat_id: en qué chat.
        mensaje_id: el mensaje que citó; ``None`` si no citó ninguno.
        desde: sin mensaje citado, desde qué instante UTC se busca el último.
    """
    if mensaje_id is not None:
        return ctx.unidad.respuestas.lote_del_mensaje(chat_id, mensaje_id)
    abiertos = recordatorios_abiertos(ctx, desde)
    return abiertos[0].lote if abiertos else ctx.unidad.respuestas.ultimo_lote(ctx.actor.id, desde)


def _recibido(ctx: Contexto, filas: Sequence[Recordado]) -> Recibido:
    suyas = [uno for uno in filas if uno.destinatario_id == ctx.actor.id]
    if not suyas:
        raise RecordatorioAjeno("recordatorio")
    abiertos = tuple(uno for uno in suyas if _espera(uno))
    if not abiertos:
        raise _por_que_no(suyas)
    limites = [_limite(ctx, uno) for uno in abiertos]
    limite = min((uno for uno in limites if uno is not None), default=None)
    veces = max(uno.pospuestas for uno in abiertos)
    posibles = momentos(ctx.ahora, limite, ctx.calendario.es_habil, _ventana(ctx))
    return Recibido(abiertos, limite, posibles if veces < MAXIMO_DE_VECES else {}, veces)


def _limite(ctx: Contexto, uno: Recordado) -> date | None:
    cierre = VistaDelPlan(ctx).recepcion(uno.vigencia).situacion.cierre if uno.tipo in DEL_CORTE else None
    return limite_de(uno.tipo, uno.fin, uno.fin_actividad, cierre)


def _espera(uno: Recordado) -> bool:
    enviado = uno.estado is EstadoRecordatorio.ENVIADO and uno.respuesta is None
    return enviado and uno.vigente and not uno.cumplido and not uno.hay_mas_nuevo


def _por_que_no(
    filas: Sequence[Recordado],
) -> RecordatorioContestado | RecordatorioCumplido | RecordatorioViejo:
    if any(uno.respuesta is not None for uno in filas):
        return RecordatorioContestado("recordatorio")
    if any(uno.cumplido for uno in filas):
        return RecordatorioCumplido("recordatorio")
    return RecordatorioViejo("recordatorio")


def _ventana(ctx: Contexto) -> tuple[time, time]:
    propia = ctx.unidad.preferencias.horario(ctx.actor.id)
    return VENTANA if propia is None else (propia.desde, propia.hasta)


def _contestar(ctx: Contexto, filas: Sequence[Recordado], respuesta: RespuestaARecordatorio) -> None:
    """La respuesta queda en la fila; si otra réplica ya la puso, esta no cuenta."""
    hechas = ctx.unidad.respuestas.contestar([uno.id for uno in filas], respuesta, ctx.ahora)
    if hechas != len(filas):
        raise RecordatorioContestado("recordatorio")


def _alcanza(ctx: Contexto, uno: Recordado) -> bool:
    """La jefatura insiste solo en lo de su dependencia, aunque el mensaje le llegara cuando dirigía otra."""
    return ve_toda_la_entidad(ctx.actor) or uno.dependencia_id == ctx.actor.dependencia_id


def _tiene_chat(persona: Persona) -> bool:
    return persona.activa and persona.telegram_id is not None and not persona.inalcanzable
