"""Depósito de respuestas: los recordatorios que ya llegaron, y lo que se contestó a cada uno."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    Boolean,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    update,
)

from almacen.tablas.condiciones_de_recordatorio import ES_RESPUESTA
from almacen.tablas.esquema import ACTIVIDAD, AVANCE, DEPENDENCIA, RECORDATORIO, SALIDA
from almacen.tablas.sentencias import Deposito, FilaSQL, momento, por_motor
from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona
from dominio.modelo.recordado import Pospuesto, Recordado
from dominio.modelo.recordatorio import EstadoRecordatorio, RespuestaARecordatorio
from dominio.modelo.tipo_de_recordatorio import Destino, TipoRecordatorio
from dominio.reglas.recordatorios import FICHAS
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje

_R = RECORDATORIO.c
_A = ACTIVIDAD.c
_S = SALIDA.c
_RAIZ = RECORDATORIO.alias("raiz")
_OTRO = RECORDATORIO.alias("otro")
_DEL_RESPONSABLE = tuple(t.value for t, ficha in FICHAS.items() if ficha.destino is Destino.RESPONSABLE)
_ENVIADO = EstadoRecordatorio.ENVIADO.value
_AMBITO = "lote:"
_RECIBE = func.coalesce(_R.destinatario_id, _R.persona_id)
_CUMPLIDO = case(
    (_R.actividad_id.is_(None), False),
    else_=or_(
        func.coalesce(_A.avance, 0) >= Porcentaje.CIEN,
        exists().where(
            AVANCE.c.actividad_id == _R.actividad_id,
            *ES_RESPUESTA,
            AVANCE.c.reportado_en > func.coalesce(_RAIZ.c.programado, _R.programado),
        ),
    ),
)
_VIGENTE = case(
    (_R.actividad_id.is_(None), True),
    (_A.retirada, False),
    (_R.tipo.in_(_DEL_RESPONSABLE), func.coalesce(_A.responsable_id, 0) == _R.persona_id),
    else_=True,
)
_MAS_NUEVO = exists().where(
    _OTRO.c.actividad_id == _R.actividad_id,
    _OTRO.c.persona_id == _R.persona_id,
    _OTRO.c.objeto == _R.objeto,
    _OTRO.c.id != _R.id,
    _OTRO.c.estado == _ENVIADO,
    _OTRO.c.resuelto_en > _R.resuelto_en,
)
_TODOS = select(
    RECORDATORIO,
    _A.codigo,
    _A.nombre,
    _A.fin.label("fin_actividad"),
    _A.responsable_id,
    _A.dependencia_id,
    _A.responsable,
    DEPENDENCIA.c.nombre.label("dependencia"),
    _RECIBE.label("recibe"),
    cast(_CUMPLIDO, Boolean).label("cumplido"),
    cast(_VIGENTE, Boolean).label("vigente"),
    _MAS_NUEVO.label("hay_mas_nuevo"),
).select_from(
    RECORDATORIO.outerjoin(ACTIVIDAD, _A.id == _R.actividad_id)
    .outerjoin(DEPENDENCIA, DEPENDENCIA.c.id == _A.dependencia_id)
    .outerjoin(_RAIZ, _RAIZ.c.id == _R.raiz_id)
)
_DEL_LOTE = _TODOS.where(
    _R.entidad_id == bindparam("entidad"),
    or_(_R.lote == bindparam("numero"), and_(_R.id == bindparam("numero"), _R.lote.is_(None))),
).order_by(_R.programado, _R.id)
_TRAER = _TODOS.where(_R.entidad_id == bindparam("entidad"), _R.id == bindparam("numero"))
_RECIENTES = _TODOS.where(
    _R.entidad_id == bindparam("entidad"),
    or_(
        _R.destinatario_id == bindparam("persona"),
        and_(_R.destinatario_id.is_(None), _R.persona_id == bindparam("persona")),
    ),
    _R.estado == _ENVIADO,
    _R.respuesta.is_(None),
    _R.resuelto_en >= momento("desde"),
).order_by(_R.resuelto_en.desc(), _R.id)
_ULTIMO = (
    select(func.coalesce(_R.lote, _R.id))
    .where(
        or_(
            _R.destinatario_id == bindparam("persona"),
            and_(_R.destinatario_id.is_(None), _R.persona_id == bindparam("persona")),
        ),
        _R.estado == _ENVIADO,
        _R.resuelto_en >= momento("desde"),
    )
    .order_by(_R.resuelto_en.desc(), _R.id)
    .limit(1)
)
# Sin el filtro de la columna la base no usaría el índice de los mensajes.
_DEL_MENSAJE = (
    select(_S.objeto, func.coalesce(_R.lote, _R.id).label("lote"))
    .select_from(SALIDA.outerjoin(RECORDATORIO, _R.clave == _S.clave))
    .where(_S.chat_id == bindparam("chat"), _S.mensaje_id == bindparam("mensaje"), _S.objeto.is_not(None))
    .order_by(_S.id.desc())
    .limit(1)
)
_CONTESTAR = (
    update(RECORDATORIO)
    .where(_R.id.in_(bindparam("ids", expanding=True)), _R.respuesta.is_(None))
    .values(respuesta=bindparam("dicho"), respondido_en=momento("cuando"))
)
_EL_ULTIMO = (
    select(_R.id)
    .where(
        _R.actividad_id == bindparam("actividad"),
        _R.persona_id == bindparam("persona"),
        _R.estado == _ENVIADO,
    )
    .order_by(_R.resuelto_en.desc(), _R.id.desc())
    .limit(1)
)
_COPIADAS = (
    "entidad_id",
    "vigencia",
    "tipo",
    "hito",
    "objeto",
    "actividad_id",
    "persona_id",
    "fin",
)
_NUEVAS = ("clave", *_COPIADAS, "programado", "caduca", "estado", "raiz_id", "pospuestas")
_POSPONER = por_motor(
    lambda insertar: (
        insertar(RECORDATORIO)
        .from_select(
            list(_NUEVAS),
            select(
                cast(bindparam("nueva"), Text),
                *[_R[nombre] for nombre in _COPIADAS],
                momento("toca"),
                momento("hasta"),
                literal(EstadoRecordatorio.PROGRAMADO.value, Text),
                func.coalesce(_R.raiz_id, _R.id),
                _R.pospuestas + literal_column("1"),
            ).where(_R.id == bindparam("numero")),
        )
        .on_conflict_do_nothing(index_elements=[_R.clave])
        .execution_options(preserve_rowcount=True)
    )
)


def _leer(fila: FilaSQL) -> Recordado:
    return Recordado(
        id=fila.id,
        clave=fila.clave,
        entidad_id=fila.entidad_id,
        vigencia=Vigencia(fila.vigencia),
        tipo=TipoRecordatorio(fila.tipo),
        hito=fila.hito,
        objeto=fila.objeto,
        actividad_id=fila.actividad_id,
        actividad_codigo=fila.codigo or "",
        actividad=fila.nombre or "",
        dependencia=fila.dependencia or "",
        responsable_id=fila.responsable_id,
        responsable=fila.responsable or "",
        persona_id=fila.persona_id,
        destinatario_id=fila.recibe,
        fin=fila.fin,
        fin_actividad=fila.fin_actividad,
        programado=fila.programado,
        estado=EstadoRecordatorio(fila.estado),
        pospuestas=fila.pospuestas,
        lote=fila.lote or fila.id,
        raiz_id=fila.raiz_id,
        respuesta=fila.respuesta,
        cumplido=bool(fila.cumplido),
        vigente=bool(fila.vigente),
        hay_mas_nuevo=bool(fila.hay_mas_nuevo),
        dependencia_id=fila.dependencia_id,
    )


class DepositoRespuestas(Deposito):
    """Los recordatorios que ya llegaron, para contestarlos."""

    def del_lote(self, entidad_id: IdEntidad, lote: int) -> Sequence[Recordado]:
        """Los que salieron en el mismo mensaje, en su orden; vacío si no es de la entidad."""
        filas = self._conexion.execute(_DEL_LOTE, {"entidad": entidad_id, "numero": lote})
        return [_leer(fila) for fila in filas]

    def traer(self, entidad_id: IdEntidad, recordatorio_id: int) -> Recordado | None:
        """Uno solo; ``None`` si no es de la entidad."""
        fila = self._conexion.execute(_TRAER, {"entidad": entidad_id, "numero": recordatorio_id}).first()
        return None if fila is None else _leer(fila)

    def sin_contestar(
        self, entidad_id: IdEntidad, persona_id: IdPersona, desde: datetime
    ) -> Sequence[Recordado]:
        """Los que le llegaron a esa persona desde ese instante UTC y no contestó, del último al primero."""
        datos = {"entidad": entidad_id, "persona": persona_id, "desde": desde}
        return [_leer(fila) for fila in self._conexion.execute(_RECIENTES, datos)]

    def ultimo_lote(self, persona_id: IdPersona, desde: datetime) -> int | None:
        """El del último mensaje que le llegó a esa persona desde ese instante UTC."""
        datos = {"persona": persona_id, "desde": desde}
        return self._conexion.execute(_ULTIMO, datos).scalar()

    def lote_del_mensaje(self, chat_id: int, mensaje_id: int) -> int | None:
        """El del mensaje con ese número en ese chat; ``None`` si no era un recordatorio."""
        fila = self._conexion.execute(_DEL_MENSAJE, {"chat": chat_id, "mensaje": mensaje_id}).first()
        if fila is None:
            return None
        numero = fila.objeto.removeprefix(_AMBITO)
        if numero != fila.objeto and numero.isdecimal():
            return int(numero)
        return None if fila.lote is None else int(fila.lote)

    def contestar(self, ids: Sequence[int], respuesta: RespuestaARecordatorio, en: datetime) -> int:
        """Deja la respuesta en los que no la tengan; devuelve cuántos."""
        datos = {"ids": list(ids), "dicho": respuesta.value, "cuando": en}
        return self._conexion.execute(_CONTESTAR, datos).rowcount

    def contestar_el_ultimo(
        self,
        persona_id: IdPersona,
        actividad_id: IdActividad,
        respuesta: RespuestaARecordatorio,
        en: datetime,
    ) -> bool:
        """Igual, en el último que le llegó de esa actividad; ``False`` si no hay o ya se contestó."""
        datos = {"actividad": actividad_id, "persona": persona_id}
        ultimo = self._conexion.execute(_EL_ULTIMO, datos).scalar()
        return ultimo is not None and self.contestar([ultimo], respuesta, en) > 0

    def posponer(self, pospuestos: Sequence[Pospuesto]) -> int:
        """Programa las filas nuevas; devuelve cuántas, sin contar las que ya estaban."""
        nuevas = 0
        for uno in pospuestos:
            datos = {
                "nueva": uno.clave,
                "toca": uno.programado,
                "hasta": uno.caduca,
                "numero": uno.de.id,
            }
            nuevas += self._conexion.execute(_POSPONER[self._motor], datos).rowcount
        return nuevas
