"""Depósito de recordatorios: se programan de una vez y se envían solo si siguen siendo ciertos."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Date,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    update,
)

from almacen.tablas.esquema import ACTIVIDAD, AVANCE, BORRADOR, DELEGACION, PERSONA, RECORDATORIO
from almacen.tablas.sentencias import Deposito, FilaSQL, momento, por_motor
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.recordatorio import Disparo, EstadoRecordatorio, RecordatorioTomado
from dominio.modelo.reporte import EstadoReporte
from dominio.valores.fechas import Vigencia, fecha_bogota
from dominio.valores.porcentaje import Porcentaje

# Con un diálogo movido hace menos que esto, la persona está contestando: no se la interrumpe.
EN_DIALOGO = timedelta(minutes=30)

_R = RECORDATORIO.c
_A = ACTIVIDAD.c
_P = PERSONA.c
_D = DELEGACION.c
# Quien reporta por el responsable, si hoy hay alguien y tiene chat; si no, le llega al responsable.
_DELEGADO = PERSONA.alias("delegado")
_DESTINO = func.coalesce(_DELEGADO.c.id, _R.persona_id)
_CUENTAN = (EstadoReporte.ENVIADO.value, EstadoReporte.APROBADO.value)
# Como texto y no como parámetro, para que la base reconozca el índice parcial.
_PROGRAMADO: ColumnElement[str] = literal_column("'programado'")

_COLUMNAS = (
    "clave",
    "entidad_id",
    "vigencia",
    "tipo",
    "hito",
    "objeto",
    "actividad_id",
    "persona_id",
    "fin",
    "programado",
    "caduca",
    "estado",
)
_HITO = cast(bindparam("hito"), Text)
_FIN = cast(bindparam("fin_texto"), Text)
_OBJETO = literal("actividad:", Text) + cast(_A.id, Text)
_TOCAN = select(
    _HITO + "|" + _OBJETO + "|" + _FIN + "|" + cast(_A.responsable_id, Text),
    _A.entidad_id,
    _A.vigencia,
    cast(bindparam("tipo"), Text),
    _HITO,
    _OBJETO,
    _A.id,
    _A.responsable_id,
    _A.fin,
    momento("programado_en"),
    momento("caduca_en"),
    literal(EstadoRecordatorio.PROGRAMADO.value, Text),
).where(
    _A.entidad_id == bindparam("entidad"),
    _A.vigencia == bindparam("anio"),
    _A.fin == bindparam("dia", type_=Date),
    or_(_A.avance.is_(None), _A.avance < Porcentaje.CIEN),
    _A.retirada.is_(False),
    _A.responsable_id.is_not(None),
)
_PROGRAMAR = por_motor(
    lambda insertar: (
        insertar(RECORDATORIO)
        .from_select(list(_COLUMNAS), _TOCAN)
        .on_conflict_do_nothing(index_elements=[_R.clave])
        .execution_options(preserve_rowcount=True)
    )
)
_REPORTADO = exists().where(
    AVANCE.c.actividad_id == _R.actividad_id,
    AVANCE.c.estado.in_(_CUENTAN),
    AVANCE.c.reportado_en > _R.programado,
)
_HOY = bindparam("hoy", type_=Date)
_DIALOGANDO = exists().where(
    BORRADOR.c.persona_id == _DESTINO,
    BORRADOR.c.vence_en > momento("ahora"),
    BORRADOR.c.actualizado_en > momento("movido_desde"),
)
_MADUROS = (
    select(
        _R.id,
        _R.clave,
        _R.entidad_id,
        _R.hito,
        _R.persona_id,
        _P.nombre.label("persona"),
        _P.telegram_id,
        _DELEGADO.c.id.label("delegado_id"),
        _DELEGADO.c.nombre.label("delegado"),
        _DELEGADO.c.telegram_id.label("telegram_delegado"),
        _R.actividad_id,
        _A.codigo,
        _A.nombre,
        _A.fin,
        _A.avance,
        _R.programado,
        _R.fin.label("fin_avisado"),
        _R.caduca,
        _A.responsable_id,
        _A.retirada,
        _P.activa,
        _P.inalcanzable,
        _REPORTADO.label("reportado"),
        _DIALOGANDO.label("en_dialogo"),
    )
    .select_from(
        RECORDATORIO.join(ACTIVIDAD, _A.id == _R.actividad_id)
        .join(PERSONA, _P.id == _R.persona_id)
        .outerjoin(
            DELEGACION,
            and_(
                _D.titular_id == _R.persona_id, _D.terminada_en.is_(None), _D.desde <= _HOY, _D.hasta >= _HOY
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
    .where(
        _R.estado == _PROGRAMADO,
        _R.programado <= momento("ahora"),
        or_(_R.arriendo_hasta.is_(None), _R.arriendo_hasta <= momento("ahora")),
    )
    .order_by(_R.programado, _R.id)
    .limit(bindparam("limite"))
    .with_for_update(skip_locked=True, of=RECORDATORIO)
)
_TOMAR = (
    update(RECORDATORIO)
    .where(_R.id.in_(bindparam("ids", expanding=True)))
    .values(arriendo_hasta=momento("arriendo"))
)
_RESOLVER = (
    update(RECORDATORIO)
    .where(_R.id == bindparam("recordatorio"))
    .values(estado=bindparam("final"), resuelto_en=momento("ahora"), arriendo_hasta=None)
)
_CONTAR = select(_R.estado, func.count()).where(_R.entidad_id == bindparam("entidad")).group_by(_R.estado)


def _motivo(fila: FilaSQL, ahora: datetime) -> str | None:
    """Por qué ya no se envía; ``None`` si sigue siendo cierto."""
    if fila.retirada or fila.fin != fila.fin_avisado or fila.responsable_id != fila.persona_id:
        return EstadoRecordatorio.CANCELADO.value
    if fila.reportado or (fila.avance is not None and fila.avance >= Porcentaje.CIEN):
        return EstadoRecordatorio.CUMPLIDO.value
    if fila.caduca <= ahora:
        return EstadoRecordatorio.VENCIDO.value
    if fila.delegado_id is None and (fila.telegram_id is None or not fila.activa or fila.inalcanzable):
        return EstadoRecordatorio.NO_ENTREGABLE.value
    return None


def _leer(fila: FilaSQL, ahora: datetime) -> RecordatorioTomado:
    motivo = _motivo(fila, ahora)
    return RecordatorioTomado(
        id=fila.id,
        clave=fila.clave,
        entidad_id=fila.entidad_id,
        hito=fila.hito,
        persona_id=fila.persona_id if fila.delegado_id is None else fila.delegado_id,
        persona=fila.persona if fila.delegado_id is None else fila.delegado,
        # En un chat privado el chat y la cuenta llevan el mismo número.
        chat_id=fila.telegram_id if fila.delegado_id is None else fila.telegram_delegado,
        actividad_id=fila.actividad_id,
        actividad_codigo=fila.codigo,
        actividad=fila.nombre,
        fin=fila.fin,
        avance=fila.avance,
        programado=fila.programado,
        vigente=motivo is None,
        motivo=motivo,
        en_dialogo=bool(fila.en_dialogo),
        titular=None if fila.delegado_id is None else fila.persona,
    )


class DepositoRecordatorios(Deposito):
    """Filas con clave única «hito|objeto|día del que cuelga|persona»."""

    def programar(self, entidad_id: IdEntidad, vigencia: Vigencia, disparos: Sequence[Disparo]) -> int:
        """Inserta los que falten, un ``INSERT … SELECT`` por disparo sobre el índice de plazos.

        Para cada disparo, las actividades vigentes con responsable, que terminan ese día y van por
        debajo de 100 %. Devuelve cuántos son nuevos.
        """
        nuevos = 0
        for disparo in disparos:
            datos = {
                "tipo": disparo.tipo.value,
                "hito": disparo.hito,
                "fin_texto": disparo.base.isoformat(),
                "dia": disparo.base,
                "programado_en": disparo.programado,
                "caduca_en": disparo.caduca,
                "entidad": entidad_id,
                "anio": vigencia.anio,
            }
            nuevos += self._conexion.execute(_PROGRAMAR[self._motor], datos).rowcount
        return nuevos

    def reclamar(self, ahora: datetime, arriendo: timedelta, limite: int) -> Sequence[RecordatorioTomado]:
        """Toma los programados cuyo instante llegó, con lo que es cierto ahora; sin repetir entre procesos.

        Deja de ser cierto si la actividad se retiró, cambió de fecha o de responsable, llegó a 100 %
        o tiene un reporte posterior al momento en que tocaba. Con una delegación que rige hoy, llega al
        delegado y no al responsable.
        """
        hoy = fecha_bogota(ahora)
        datos = {"ahora": ahora, "hoy": hoy, "limite": limite, "movido_desde": ahora - EN_DIALOGO}
        tomados = [_leer(fila, ahora) for fila in self._conexion.execute(_MADUROS, datos)]
        if tomados:
            ids = [tomado.id for tomado in tomados]
            self._conexion.execute(_TOMAR, {"ids": ids, "arriendo": ahora + arriendo})
        return tomados

    def resolver(self, recordatorio_id: int, estado: EstadoRecordatorio, ahora: datetime) -> None:
        """Cierra la fila; en la misma transacción en que se encola el mensaje."""
        datos = {"recordatorio": recordatorio_id, "final": estado.value, "ahora": ahora}
        self._conexion.execute(_RESOLVER, datos)

    def contar(self, entidad_id: IdEntidad) -> dict[EstadoRecordatorio, int]:
        """Cuántos hay en cada estado; los estados sin filas no aparecen."""
        filas = self._conexion.execute(_CONTAR, {"entidad": entidad_id})
        return {EstadoRecordatorio(estado): cuantos for estado, cuantos in filas}
