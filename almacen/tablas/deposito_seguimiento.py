"""Depósito del seguimiento: reportes y recordatorios de un corte, cruzados por la base."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    case,
    distinct,
    func,
    literal,
    or_,
    select,
)

from almacen.tablas.antes_del_reporte import antes_de, llaves_de
from almacen.tablas.consultas_revision import CUENTAN
from almacen.tablas.esquema import ACTIVIDAD, AVANCE, DEPENDENCIA, PERSONA, RECORDATORIO
from almacen.tablas.sentencias import Deposito, FilaSQL, momento
from dominio.modelo.identidad import IdDependencia, IdEntidad
from dominio.modelo.recordatorio import EstadoRecordatorio, RespuestaARecordatorio
from dominio.modelo.reporte import OrigenReporte
from dominio.modelo.seguimiento import (
    AntesDelReporte,
    CuentaDeEnviados,
    FiltroDeEnviados,
    LlegadaDeReporte,
    RecordatorioEnviado,
    ReporteRecibido,
)
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.fechas import BOGOTA, Corte, Vigencia

_V = AVANCE.c
_A = ACTIVIDAD.c
_R = RECORDATORIO.c
_DESTINATARIO = PERSONA.alias("destinatario")
_ENVIADO = _R.estado == EstadoRecordatorio.ENVIADO.value
_RESUELTO = _R.estado != EstadoRecordatorio.PROGRAMADO.value
_UN_DIA = timedelta(days=1)


def _del_chat(*condiciones: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (
        _V.entidad_id == bindparam("entidad"),
        _V.vigencia == bindparam("anio"),
        _V.estado.in_(CUENTAN),
        _V.origen == OrigenReporte.CHAT.value,
        *condiciones,
    )


# Uno por actividad: el primero que llegó; tarde solo si todos llegaron tarde.
_EN_EL_CORTE = (
    select(
        _V.actividad_id,
        _V.autor_id,
        _V.reportado_en,
        func.row_number().over(partition_by=_V.actividad_id, order_by=(_V.reportado_en, _V.id)).label("n"),
        func.min(case((_V.extemporaneo, 1), else_=0)).over(partition_by=_V.actividad_id).label("tarde"),
    )
    .where(*_del_chat(_V.corte == bindparam("periodo"), _V.corte_hasta == bindparam("hasta")))
    .cte("en_el_corte")
)
_PRIMEROS = select(_EN_EL_CORTE).where(_EN_EL_CORTE.c.n == 1).cte("primeros")
_P = _PRIMEROS.c
_LLEGADAS = select(_P.actividad_id, _P.autor_id, _P.reportado_en, _P.tarde).order_by(
    _P.reportado_en, _P.actividad_id
)

# Dos lecturas y un cruce por llaves: como una sola sentencia, SQLite recorre todos por cada reporte.
_CON_RESPONSABLE = (
    select(_P.actividad_id, _P.autor_id, _P.reportado_en, _A.responsable_id)
    .select_from(_PRIMEROS.join(ACTIVIDAD, _A.id == _P.actividad_id))
    .order_by(_P.actividad_id)
)
_SALIERON = (
    select(
        *(_R.tipo, _R.hito, _R.actividad_id, _R.persona_id, _R.destinatario_id, _R.resuelto_en),
    )
    .where(
        _R.entidad_id == bindparam("entidad"),
        _R.vigencia == bindparam("anio"),
        _ENVIADO,
        _R.resuelto_en >= momento("desde"),
        or_(_R.actividad_id.is_not(None), _R.objeto == bindparam("objeto")),
    )
    .order_by(_R.resuelto_en, _R.id)
)

_CON_QUIEN = RECORDATORIO.join(PERSONA, PERSONA.c.id == _R.persona_id).outerjoin(
    ACTIVIDAD, _A.id == _R.actividad_id
)
_DE_LA_VIGENCIA = (_R.entidad_id == bindparam("entidad"), _R.vigencia == bindparam("anio"))
# Lo de una actividad es de su dependencia; lo demás, de la dependencia de la persona.
_DEPENDENCIA = case((_R.actividad_id.is_not(None), _A.dependencia_id), else_=PERSONA.c.dependencia_id)
_CUENTAS = (
    select(
        _R.tipo,
        _R.estado,
        _R.respuesta,
        func.count().label("cuantos"),
        func.count(distinct(_R.persona_id)).label("personas"),
    )
    .select_from(_CON_QUIEN)
    .where(
        *_DE_LA_VIGENCIA,
        _RESUELTO,
        _R.resuelto_en >= momento("desde"),
        _R.resuelto_en < momento("hasta"),
    )
    .group_by(_R.tipo, _R.estado, _R.respuesta)
    .order_by(_R.tipo, _R.estado, _R.respuesta)
)
_SALIDAS = (
    select(_R.resuelto_en)
    .select_from(_CON_QUIEN)
    .where(*_DE_LA_VIGENCIA, _ENVIADO, _R.objeto == bindparam("objeto"))
    .order_by(_R.resuelto_en)
)
_ENVIADOS = (
    select(
        _R.id,
        _R.resuelto_en,
        _R.programado,
        _R.estado,
        _R.tipo,
        _R.hito,
        _R.persona_id,
        PERSONA.c.nombre.label("persona"),
        _R.destinatario_id,
        _DESTINATARIO.c.nombre.label("destinatario"),
        DEPENDENCIA.c.nombre.label("dependencia"),
        _R.actividad_id,
        _A.codigo,
        _A.nombre,
        _R.objeto,
        _R.fin,
        _R.lote,
        _R.pospuestas,
        _R.respuesta,
        _R.respondido_en,
    )
    .select_from(
        _CON_QUIEN.outerjoin(_DESTINATARIO, _DESTINATARIO.c.id == _R.destinatario_id).outerjoin(
            DEPENDENCIA, DEPENDENCIA.c.id == _DEPENDENCIA
        )
    )
    .where(*_DE_LA_VIGENCIA, _RESUELTO, _R.resuelto_en.is_not(None))
    .order_by(_R.resuelto_en, _R.id)
)
_REPORTES = (
    select(_V.actividad_id, _V.autor_id, _V.corte, _V.folio, _V.reportado_en)
    .where(*_del_chat())
    .order_by(_V.reportado_en, _V.id)
)


def _limitar(consulta: Select[FilaSQL], dependencia_id: IdDependencia | None) -> Select[FilaSQL]:
    if dependencia_id is None:
        return consulta
    return consulta.where(literal(int(dependencia_id)) == _DEPENDENCIA)


def _del_corte(entidad_id: IdEntidad, corte: Corte) -> dict[str, object]:
    return {
        "entidad": entidad_id,
        "anio": corte.vigencia.anio,
        "periodo": str(corte),
        "hasta": corte.hasta,
        "objeto": f"corte:{corte}",
    }


def _respuesta(valor: str | None) -> RespuestaARecordatorio | None:
    return None if valor is None else RespuestaARecordatorio(valor)


class DepositoSeguimiento(Deposito):
    """Reportes y recordatorios, para seguir la entrega; solo lee."""

    def llegadas(self, entidad_id: IdEntidad, corte: Corte) -> Sequence[LlegadaDeReporte]:
        """El primer reporte que cuenta de cada actividad en el corte, en el orden en que llegaron."""
        datos = _del_corte(entidad_id, corte)
        datos.pop("objeto")
        filas = self._conexion.execute(_LLEGADAS, datos)
        return [
            LlegadaDeReporte(fila.actividad_id, fila.autor_id, fila.reportado_en, bool(fila.tarde))
            for fila in filas
        ]

    def antes_del_reporte(
        self, entidad_id: IdEntidad, corte: Corte, desde: datetime
    ) -> Sequence[AntesDelReporte]:
        """El último recordatorio antes del reporte de cada actividad: a quien fuera, y a quien reportó."""
        datos = _del_corte(entidad_id, corte)
        objeto = datos.pop("objeto")
        reportes = self._conexion.execute(_CON_RESPONSABLE, datos).all()
        filtro = {"entidad": entidad_id, "anio": corte.vigencia.anio, "objeto": objeto, "desde": desde}
        por_llave: dict[tuple[str, int], list[FilaSQL]] = defaultdict(list)
        for fila in self._conexion.execute(_SALIERON, filtro):
            for llave in llaves_de(fila):
                por_llave[llave].append(fila)
        return [uno for reporte in reportes for uno in antes_de(reporte, por_llave)]

    def cuentas(
        self,
        entidad_id: IdEntidad,
        vigencia: Vigencia,
        entre: tuple[datetime, datetime],
        dependencia_id: IdDependencia | None = None,
    ) -> Sequence[CuentaDeEnviados]:
        """Recordatorios resueltos en ese tiempo (el final no entra), por tipo, estado y respuesta."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio, "desde": entre[0], "hasta": entre[1]}
        filas = self._conexion.execute(_limitar(_CUENTAS, dependencia_id), datos)
        return [
            CuentaDeEnviados(
                TipoRecordatorio(fila.tipo),
                EstadoRecordatorio(fila.estado),
                _respuesta(fila.respuesta),
                fila.cuantos,
                fila.personas,
            )
            for fila in filas
        ]

    def salidas_del_corte(
        self, entidad_id: IdEntidad, corte: Corte, dependencia_id: IdDependencia | None = None
    ) -> Sequence[datetime]:
        """Cuándo salió cada recordatorio que habla de ese corte, en orden."""
        datos = {"entidad": entidad_id, "anio": corte.vigencia.anio, "objeto": f"corte:{corte}"}
        return list(self._conexion.execute(_limitar(_SALIDAS, dependencia_id), datos).scalars())

    def enviados(
        self, entidad_id: IdEntidad, vigencia: Vigencia, filtro: FiltroDeEnviados
    ) -> Sequence[RecordatorioEnviado]:
        """Los recordatorios ya resueltos, en el orden en que salieron; sin su reporte."""
        consulta = _limitar(_ENVIADOS, filtro.dependencia_id)
        datos: dict[str, object] = {"entidad": entidad_id, "anio": vigencia.anio}
        if filtro.desde is not None:
            consulta = consulta.where(_R.resuelto_en >= momento("desde"))
            datos["desde"] = datetime.combine(filtro.desde, time.min, tzinfo=BOGOTA)
        if filtro.hasta is not None:
            consulta = consulta.where(_R.resuelto_en < momento("hasta"))
            datos["hasta"] = datetime.combine(filtro.hasta + _UN_DIA, time.min, tzinfo=BOGOTA)
        return [_leer(fila) for fila in self._conexion.execute(consulta, datos)]

    def reportes(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[ReporteRecibido]:
        """Los reportes de avance del chat que cuentan, en el orden en que llegaron."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        return [ReporteRecibido(*fila) for fila in self._conexion.execute(_REPORTES, datos)]


def _leer(fila: FilaSQL) -> RecordatorioEnviado:
    return RecordatorioEnviado(
        id=fila.id,
        en=fila.resuelto_en,
        programado=fila.programado,
        estado=EstadoRecordatorio(fila.estado),
        tipo=TipoRecordatorio(fila.tipo),
        hito=fila.hito,
        persona_id=fila.persona_id,
        persona=fila.persona,
        destinatario_id=fila.destinatario_id,
        destinatario=fila.destinatario,
        dependencia=fila.dependencia,
        actividad_id=fila.actividad_id,
        actividad_codigo=fila.codigo,
        actividad=fila.nombre,
        objeto=fila.objeto,
        plazo=fila.fin,
        mensaje=fila.lote,
        pospuestas=fila.pospuestas,
        respuesta=_respuesta(fila.respuesta),
        respondido_en=fila.respondido_en,
    )
