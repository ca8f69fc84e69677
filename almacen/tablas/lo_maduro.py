"""Las consultas de lo maduro: a quién le llega cada recordatorio hoy, y con qué datos."""

from __future__ import annotations

from datetime import time

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy import Date as Fecha

from almacen.tablas.esquema import (
    ACTIVIDAD,
    BORRADOR,
    DELEGACION,
    DEPENDENCIA,
    PERSONA,
    PREFERENCIA_DE_HORARIO,
    RECORDATORIO,
)
from almacen.tablas.sentencias import FilaSQL, momento
from dominio.modelo.entrega_de_recordatorios import RESUMENES, RecordatorioMaduro
from dominio.modelo.recordatorio import RecordatorioTomado
from dominio.modelo.tipo_de_recordatorio import Destino, TipoRecordatorio
from dominio.reglas.recordatorios import FICHAS

_R = RECORDATORIO.c
_A = ACTIVIDAD.c
_P = PERSONA.c
_D = DELEGACION.c
_H = PREFERENCIA_DE_HORARIO.c
# Una delegación es para reportar: lo que se le dice a alguien por dirigir o revisar no le llega a otro.
_DELEGABLES = [
    tipo.value for tipo, ficha in FICHAS.items() if ficha.destino in (Destino.RESPONSABLE, Destino.AUTOR)
]
CLASES_DE_RESUMEN = [tipo.value for tipo in RESUMENES]
_DELEGADO = PERSONA.alias("delegado")
_DESTINO: ColumnElement[int] = func.coalesce(_DELEGADO.c.id, _R.persona_id)
# Como texto y no como parámetro, para que la base reconozca el índice parcial.
PROGRAMADO: ColumnElement[str] = literal_column("'programado'")
_HOY = bindparam("hoy", type_=Fecha)

_DIALOGANDO = exists().where(
    BORRADOR.c.persona_id == _DESTINO,
    BORRADOR.c.vence_en > momento("ahora"),
    BORRADOR.c.actualizado_en > momento("movido_desde"),
)
_LIBRE = or_(_R.arriendo_hasta.is_(None), _R.arriendo_hasta <= momento("ahora"))


def _con_destino(recordatorios: FromClause) -> FromClause:
    """Con la persona y, si hoy alguien con chat reporta por ella, también ese alguien."""
    return (
        recordatorios.join(PERSONA, _P.id == _R.persona_id)
        .outerjoin(
            DELEGACION,
            and_(
                _R.tipo.in_(_DELEGABLES),
                _D.titular_id == _R.persona_id,
                _D.terminada_en.is_(None),
                _D.desde <= _HOY,
                _D.hasta >= _HOY,
            ),
        )
        .outerjoin(
            _DELEGADO,
            and_(
                _DELEGADO.c.id == _D.delegado_id,
                _DELEGADO.c.activa,
                _DELEGADO.c.telegram_id.is_not(None),
                _DELEGADO.c.inalcanzable.is_(False),
            ),
        )
    )


_RESUMEN = RECORDATORIO.alias("resumen")
_CON_RESUMEN_HOY = select(_RESUMEN.c.persona_id).where(
    _RESUMEN.c.estado == PROGRAMADO,
    _RESUMEN.c.tipo.in_(CLASES_DE_RESUMEN),
    _RESUMEN.c.programado < momento("manana"),
)
MADUROS = (
    select(
        _R.id,
        _R.entidad_id,
        _DESTINO.label("destinatario_id"),
        _R.tipo,
        _R.programado,
        _R.caduca,
        _R.raiz_id,
        _DIALOGANDO.label("en_dialogo"),
        _H.desde,
        _H.hasta,
    )
    .select_from(_con_destino(RECORDATORIO).outerjoin(PREFERENCIA_DE_HORARIO, _H.persona_id == _DESTINO))
    .where(
        _R.estado == PROGRAMADO,
        _R.programado < momento("manana"),
        _LIBRE,
        # Lo de hoy que aún no toca solo interesa si puede adelantarse: va en el resumen de la
        # persona, o su horario se cierra antes.
        or_(
            _R.programado <= momento("ahora"),
            _H.persona_id.is_not(None),
            _DESTINO.in_(_CON_RESUMEN_HOY),
        ),
    )
    .order_by(_R.programado, _R.id)
)
RECLAMAR = (
    select(
        _R.id,
        _R.clave,
        _R.entidad_id,
        _R.tipo,
        _R.objeto,
        _R.hito,
        _R.persona_id,
        _R.actividad_id,
        _R.programado,
        _R.caduca,
        _R.pospuestas,
        _R.raiz_id,
        _R.fin.label("base"),
        _P.nombre.label("persona"),
        _P.telegram_id,
        and_(_P.activa, _P.inalcanzable.is_(False)).label("alcanzable"),
        _DELEGADO.c.id.label("delegado_id"),
        _DELEGADO.c.nombre.label("delegado"),
        _DELEGADO.c.telegram_id.label("telegram_delegado"),
        _A.codigo,
        _A.nombre,
        _A.fin,
        _A.avance,
        _A.responsable,
        DEPENDENCIA.c.nombre.label("dependencia"),
        _DIALOGANDO.label("en_dialogo"),
    )
    .select_from(
        _con_destino(RECORDATORIO)
        .outerjoin(ACTIVIDAD, _A.id == _R.actividad_id)
        .outerjoin(DEPENDENCIA, DEPENDENCIA.c.id == _A.dependencia_id)
    )
    .where(
        _R.id.in_(bindparam("ids", expanding=True)),
        _R.estado == PROGRAMADO,
        _LIBRE,
        _DESTINO.in_(bindparam("personas", expanding=True)),
    )
    .order_by(_R.programado, _R.id)
    .with_for_update(skip_locked=True, of=RECORDATORIO)
)


def leer_maduro(fila: FilaSQL) -> RecordatorioMaduro:
    """Una fila de ``MADUROS``."""
    return RecordatorioMaduro(
        fila.id,
        fila.entidad_id,
        fila.destinatario_id,
        TipoRecordatorio(fila.tipo),
        fila.programado,
        fila.caduca,
        fila.raiz_id is not None,
        bool(fila.en_dialogo),
        None if fila.desde is None else time.fromisoformat(fila.desde),
        None if fila.hasta is None else time.fromisoformat(fila.hasta),
    )


def leer_tomado(fila: FilaSQL) -> RecordatorioTomado:
    """Una fila de ``RECLAMAR``; sin chat si no hay cómo llegarle a la persona."""
    delegado = fila.delegado_id is not None
    chat = fila.telegram_delegado if delegado else fila.telegram_id if fila.alcanzable else None
    return RecordatorioTomado(
        id=fila.id,
        clave=fila.clave,
        entidad_id=fila.entidad_id,
        hito=fila.hito,
        persona_id=fila.delegado_id if delegado else fila.persona_id,
        persona=fila.delegado if delegado else fila.persona,
        # En un chat privado el chat y la cuenta llevan el mismo número.
        chat_id=chat,
        actividad_id=fila.actividad_id,
        actividad_codigo=fila.codigo or "",
        actividad=fila.nombre or "",
        fin=fila.fin or fila.base,
        avance=fila.avance,
        programado=fila.programado,
        vigente=True,
        motivo=None,
        en_dialogo=bool(fila.en_dialogo),
        titular=fila.persona if delegado else None,
        tipo=TipoRecordatorio(fila.tipo),
        objeto=fila.objeto,
        pospuestas=max(fila.pospuestas, 1) if fila.raiz_id is not None else fila.pospuestas,
        caduca=fila.caduca,
        responsable=fila.responsable,
        dependencia=fila.dependencia,
    )
