"""Sentencias de las difusiones: cada una vale para una persona o para cinco mil."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)

from almacen.tablas.deposito_salidas import PRIORIDAD
from almacen.tablas.esquema import DEPENDENCIA, DESTINATARIO_DE_DIFUSION, DIFUSION, PERSONA, SALIDA
from almacen.tablas.sentencias import momento, por_motor
from dominio.modelo.difusion import SituacionDeEntrega
from dominio.modelo.envio import ClaseEnvio, EstadoEnvio

_F, _D = DIFUSION.c, DESTINATARIO_DE_DIFUSION.c
_P, _S = PERSONA.c, SALIDA.c
# No estorba a quien pregunta: sale detrás de toda respuesta y de todo aviso.
CLASE = ClaseEnvio.RECORDATORIO
POR_SALIR = (EstadoEnvio.PENDIENTE.value, EstadoEnvio.ENVIANDO.value)
# De lo incierto no se hace otra copia: pudo haber llegado.
REINTENTABLES = tuple(
    situacion.value
    for situacion in SituacionDeEntrega
    if situacion
    not in (SituacionDeEntrega.ENVIADO, SituacionDeEntrega.PENDIENTE, SituacionDeEntrega.INCIERTO)
)
DETENIDA = "se detuvo la difusión"

CREAR = por_motor(
    lambda insertar: (
        insertar(DIFUSION).on_conflict_do_nothing(index_elements=[_F.clave_envio]).returning(_F.id)
    )
)
CAMPOS = (
    _F.id,
    _F.entidad_id,
    _F.autor_id,
    PERSONA.c.nombre.label("autor"),
    _F.chat_id,
    _F.texto,
    _F.destino,
    _F.progreso,
    _F.dicho,
    _F.vueltas,
    _F.creada_en,
    _F.sale_en,
    _F.detenida_en,
    _F.terminada_en,
)
DE_DIFUSION = select(*CAMPOS).select_from(DIFUSION.outerjoin(PERSONA, _P.id == _F.autor_id))
TRAER = DE_DIFUSION.where(_F.id == bindparam("difusion"), _F.entidad_id == bindparam("entidad"))
POR_CLAVE = DE_DIFUSION.where(_F.clave_envio == bindparam("clave"))
ULTIMAS = (
    DE_DIFUSION.where(_F.entidad_id == bindparam("entidad")).order_by(_F.id.desc()).limit(bindparam("limite"))
)
EN_CURSO = DE_DIFUSION.where(
    _F.terminada_en.is_(None), or_(_F.sale_en <= momento("ahora"), _F.detenida_en.is_not(None))
).order_by(_F.id)
DESDE = (
    select(func.count())
    .select_from(DIFUSION)
    .where(_F.entidad_id == bindparam("entidad"), _F.creada_en >= momento("instante"))
)

ENTREGABLE = and_(_P.activa, _P.telegram_id.is_not(None), _P.inalcanzable.is_(False))
CLAVE: ColumnElement[str] = bindparam("prefijo", type_=Text) + cast(_P.id, Text)
CLAVE_DEL_DESTINATARIO: ColumnElement[str] = bindparam("prefijo", type_=Text) + cast(_D.persona_id, Text)
COLUMNAS = (
    "chat_id",
    "metodo",
    "cuerpo",
    "clase",
    "prioridad",
    "clave",
    "persona_id",
    "no_antes",
    "vence_en",
    "estado",
    "creado_en",
    "objeto",
)
MENSAJE = (
    _P.telegram_id,
    literal("sendMessage"),
    bindparam("cuerpo", type_=SALIDA.c.cuerpo.type),
    literal(CLASE.value),
    literal(PRIORIDAD[CLASE]),
    CLAVE,
    _P.id,
    momento("no_antes"),
    momento("vence_en"),
    literal(EstadoEnvio.PENDIENTE.value),
    momento("ahora"),
    bindparam("objeto", type_=Text),
)

# Qué pasó con cada persona: lo que se fijó al terminar, o lo que dice ahora su fila de salida.
SITUACION = case(
    (_D.motivo.is_not(None), _D.motivo),
    (or_(_S.estado.is_(None), _S.estado == EstadoEnvio.ENVIADO.value), SituacionDeEntrega.ENVIADO.value),
    (_S.estado.in_(POR_SALIR), SituacionDeEntrega.PENDIENTE.value),
    (_P.inalcanzable, SituacionDeEntrega.BLOQUEO.value),
    else_=_S.estado,
)
CON_SALIDA = DESTINATARIO_DE_DIFUSION.join(PERSONA, _P.id == _D.persona_id).outerjoin(
    SALIDA, _S.id == _D.envio_id
)
CUENTAS = (
    select(_D.difusion_id, SITUACION.label("situacion"), func.count())
    .select_from(CON_SALIDA)
    .where(_D.difusion_id.in_(bindparam("difusiones", expanding=True)))
    .group_by(_D.difusion_id, SITUACION)
)
SIN_RECIBIR = (
    select(_P.id, _P.nombre, DEPENDENCIA.c.nombre.label("dependencia"), SITUACION.label("situacion"))
    .select_from(CON_SALIDA.outerjoin(DEPENDENCIA, DEPENDENCIA.c.id == _P.dependencia_id))
    .where(
        _D.difusion_id == bindparam("difusion"),
        SITUACION.not_in([SituacionDeEntrega.ENVIADO.value, SituacionDeEntrega.PENDIENTE.value]),
    )
)
ES_DESTINATARIA = select(_D.persona_id).where(
    _D.difusion_id == bindparam("difusion"), _D.persona_id == bindparam("persona"), _D.envio_id.is_not(None)
)
CON_PROGRESO = update(DIFUSION).where(_F.id == bindparam("difusion")).values(progreso=bindparam("envio"))
DETENER = (
    update(DIFUSION)
    .where(_F.id == bindparam("difusion"), _F.terminada_en.is_(None))
    .values(detenida_en=func.coalesce(_F.detenida_en, momento("ahora")))
)
SUYAS = select(_D.envio_id).where(_D.difusion_id == bindparam("difusion"), _D.envio_id.is_not(None))
CANCELAR = (
    update(SALIDA)
    .where(_S.id.in_(SUYAS), _S.estado == EstadoEnvio.PENDIENTE.value)
    .values(estado=EstadoEnvio.CANCELADO.value, error=DETENIDA, resuelto_en=momento("ahora"))
)
TERMINAR = (
    update(DIFUSION)
    .where(_F.id == bindparam("difusion"), _F.terminada_en.is_(None))
    .values(terminada_en=momento("ahora"))
)
FIJAR = (
    update(DESTINATARIO_DE_DIFUSION)
    .where(
        _D.difusion_id == bindparam("difusion"),
        _D.motivo.is_(None),
        exists().where(_S.id == _D.envio_id, _S.estado != EstadoEnvio.ENVIADO.value),
    )
    .values(
        motivo=select(case((_P.inalcanzable, SituacionDeEntrega.BLOQUEO.value), else_=_S.estado))
        .where(_S.id == _D.envio_id, _P.id == _D.persona_id)
        .scalar_subquery()
    )
)
OTRA_VUELTA = insert(SALIDA).from_select(
    COLUMNAS,
    select(*MENSAJE)
    .select_from(DESTINATARIO_DE_DIFUSION.join(PERSONA, _P.id == _D.persona_id))
    .where(_D.difusion_id == bindparam("difusion"), _D.motivo.in_(REINTENTABLES), ENTREGABLE)
    .order_by(_P.id),
)
ENLAZAR = (
    update(DESTINATARIO_DE_DIFUSION)
    .where(_D.difusion_id == bindparam("difusion"), exists().where(_S.clave == CLAVE_DEL_DESTINATARIO))
    .values(envio_id=select(_S.id).where(_S.clave == CLAVE_DEL_DESTINATARIO).scalar_subquery(), motivo=null())
)
REABRIR = (
    update(DIFUSION)
    .where(_F.id == bindparam("difusion"))
    .values(
        terminada_en=null(),
        detenida_en=null(),
        dicho=null(),
        vueltas=bindparam("vuelta"),
        sale_en=momento("ahora"),
    )
)


def destinar(destinatarias: Sequence[ColumnElement[bool]]) -> Any:
    """Anota a quiénes iba, con su fila de salida o por qué no la tienen."""
    motivo = case(
        (_S.id.is_not(None), null()),
        (_P.telegram_id.is_(None), SituacionDeEntrega.SIN_CUENTA.value),
        else_=SituacionDeEntrega.BLOQUEO.value,
    )
    quienes: Select[Any] = (
        select(bindparam("difusion", type_=DIFUSION.c.id.type), _P.id, _S.id, cast(motivo, Text))
        .select_from(PERSONA.outerjoin(SALIDA, _S.clave == CLAVE))
        .where(*destinatarias)
    )
    columnas = ("difusion_id", "persona_id", "envio_id", "motivo")
    return insert(DESTINATARIO_DE_DIFUSION).from_select(columnas, quienes)
