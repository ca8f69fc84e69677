"""Consultas sobre los recordatorios: lo que sigue, lo que espera y lo que no llegó, cada una de una vez."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Date,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from almacen.tablas.esquema import ACTIVIDAD, DELEGACION, DEPENDENCIA, PERSONA, RECORDATORIO, SALIDA
from almacen.tablas.sentencias import Deposito
from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona
from dominio.modelo.recordados import (
    ActividadPorRecordar,
    ActividadSinResponsable,
    RecordatorioPorSalir,
    SinEntregar,
)
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.fechas import Vigencia, a_bogota
from dominio.valores.porcentaje import Porcentaje

_A = ACTIVIDAD.c
_R = RECORDATORIO.c
_D = DELEGACION.c
_P = PERSONA.c
_S = SALIDA.c
_HOY = bindparam("hoy", type_=Date)
# Como texto y no como parámetro, para que la base reconozca el índice parcial.
_PROGRAMADO: ColumnElement[str] = literal_column("'programado'")
_VIGENTES = (_A.entidad_id == bindparam("entidad"), _A.vigencia == bindparam("anio"), _A.retirada.is_(False))

_A_CARGO = (
    select(_A.id, _A.codigo, _A.nombre, _A.inicio, _A.fin, _A.avance, _A.ultimo_corte)
    .where(*_VIGENTES, _A.responsable_id.in_(bindparam("personas", expanding=True)))
    .order_by(_A.fin, _A.codigo)
)
_POR_SALIR = (
    select(
        *(_R.id, _R.tipo, _R.programado, _R.fin, _R.raiz_id, _R.actividad_id, _R.caduca),
        *(_A.codigo, _A.nombre),
    )
    .select_from(RECORDATORIO.outerjoin(ACTIVIDAD, _A.id == _R.actividad_id))
    .where(
        _R.entidad_id == bindparam("entidad"),
        _R.persona_id == bindparam("persona"),
        _R.estado == _PROGRAMADO,
    )
    .order_by(_R.programado, _R.id)
    .limit(bindparam("limite"))
)
# El objeto de lo que la persona se puso es «actividad:5», o ninguno si es de todo lo pendiente.
_PROPIOS = (
    select(_S.id, _S.no_antes, _A.id, _A.codigo, _A.nombre)
    .select_from(
        SALIDA.outerjoin(
            ACTIVIDAD,
            and_(
                _S.objeto == literal("actividad:") + cast(_A.id, String),
                _A.entidad_id == bindparam("entidad"),
            ),
        )
    )
    .where(
        _S.persona_id == bindparam("persona"),
        _S.estado == literal_column("'pendiente'"),
        _S.no_antes.is_not(None),
        _S.clave.like("propio|%"),
    )
    .order_by(_S.no_antes, _S.id)
    .limit(bindparam("limite"))
)
_NO_LLEGARON = (
    select(_R.persona_id, func.count(), func.min(_R.programado, type_=_R.programado.type))
    .where(
        _R.entidad_id == bindparam("entidad"),
        _R.estado == EstadoRecordatorio.NO_ENTREGABLE.value,
        _R.vigencia == bindparam("anio"),
    )
    .group_by(_R.persona_id)
)
_LE_LLEGA = exists().where(
    _P.id == _D.delegado_id, _P.activa, _P.telegram_id.is_not(None), _P.inalcanzable.is_(False)
)
_CON_QUIEN_REPORTE = select(_D.titular_id).where(
    _D.entidad_id == bindparam("entidad"),
    _D.terminada_en.is_(None),
    _D.desde <= _HOY,
    _D.hasta >= _HOY,
    _LE_LLEGA,
)
_SIN_RESPONSABLE = (
    select(_A.id, _A.codigo, _A.nombre, DEPENDENCIA.c.nombre, _A.responsable, _A.fin)
    .select_from(ACTIVIDAD.join(DEPENDENCIA, and_(DEPENDENCIA.c.id == _A.dependencia_id)))
    .where(
        *_VIGENTES,
        _A.responsable_id.is_(None),
        or_(_A.avance.is_(None), _A.avance < Porcentaje.CIEN),
    )
    .order_by(_A.id)
)


class DepositoConsultaDeRecordatorios(Deposito):
    """Todo de una vez: ninguna consulta se repite por persona ni por actividad."""

    def a_cargo(
        self, entidad_id: IdEntidad, vigencia: Vigencia, personas: Sequence[IdPersona]
    ) -> Sequence[ActividadPorRecordar]:
        """Las actividades vigentes de esas personas, por terminación y código."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio, "personas": list(personas)}
        return [
            ActividadPorRecordar(
                IdActividad(fila[0]),
                *fila[1:5],
                terminada=fila.avance is not None and fila.avance >= Porcentaje.CIEN,
                ultimo_corte=fila.ultimo_corte,
            )
            for fila in self._conexion.execute(_A_CARGO, datos)
        ]

    def por_salir(
        self, entidad_id: IdEntidad, persona_id: IdPersona, limite: int
    ) -> Sequence[RecordatorioPorSalir]:
        """Lo programado para esa persona que todavía no ha salido, en el orden en que sale."""
        datos = {"entidad": entidad_id, "persona": persona_id, "limite": limite}
        return [
            RecordatorioPorSalir(
                fila.id,
                TipoRecordatorio(fila.tipo),
                fila.programado,
                "" if fila.codigo is None else f"{fila.codigo} {fila.nombre}",
                fila.fin,
                fila.raiz_id is not None,
                fila.actividad_id,
                fila.caduca,
            )
            for fila in self._conexion.execute(_POR_SALIR, datos)
        ]

    def propios(
        self, entidad_id: IdEntidad, persona_id: IdPersona, limite: int
    ) -> Sequence[RecordatorioPorSalir]:
        """Lo que esa persona pidió que se le recordara y no ha salido, en el orden en que sale."""
        datos = {"entidad": entidad_id, "persona": persona_id, "limite": limite}
        return [
            RecordatorioPorSalir(
                numero,
                None,
                cuando,
                "" if actividad is None else f"{codigo} {nombre}",
                a_bogota(cuando).date(),
                False,
                actividad,
            )
            for numero, cuando, actividad, codigo, nombre in self._conexion.execute(_PROPIOS, datos)
        ]

    def no_llegaron(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[IdPersona, SinEntregar]:
        """De cada persona, cuántos recordatorios de la vigencia no se le pudieron entregar."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        filas = self._conexion.execute(_NO_LLEGARON, datos)
        return {IdPersona(persona): SinEntregar(cuantos, desde) for persona, cuantos, desde in filas}

    def con_quien_reporte(self, entidad_id: IdEntidad, hoy: date) -> frozenset[IdPersona]:
        """Por quiénes reporta hoy otra persona a la que sí le llega: los recibe ella."""
        datos = {"entidad": entidad_id, "hoy": hoy}
        return frozenset(self._conexion.execute(_CON_QUIEN_REPORTE, datos).scalars())

    def sin_responsable(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[ActividadSinResponsable]:
        """Las actividades vigentes, sin terminar, que no son de ninguna persona; en el orden del plan."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        return [
            ActividadSinResponsable(IdActividad(fila[0]), *fila[1:4], fila[4] or "", fila[5])
            for fila in self._conexion.execute(_SIN_RESPONSABLE, datos)
        ]
