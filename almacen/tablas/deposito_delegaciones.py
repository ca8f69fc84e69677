"""Depósito de delegaciones: quién reporta por quién, y qué reportes salieron así."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, Date, bindparam, insert, or_, select, update

from almacen.tablas.esquema import DELEGACION, PERSONA, REPORTE_DELEGADO
from almacen.tablas.sentencias import Deposito, FilaSQL, momento
from dominio.errores import NoEncontrado
from dominio.modelo.delegacion import Delegacion, NuevaDelegacion
from dominio.modelo.identidad import IdDelegacion, IdEntidad, IdPersona

_D = DELEGACION.c
_TITULAR = PERSONA.alias("titular")
_DELEGADO = PERSONA.alias("delegado")
_DIA = bindparam("dia", type_=Date)
# En el orden de ``Delegacion``.
_TODAS = select(
    _D.id,
    _D.entidad_id,
    _D.titular_id,
    _TITULAR.c.nombre,
    _D.delegado_id,
    _DELEGADO.c.nombre,
    _D.desde,
    _D.hasta,
    _D.motivo,
    _D.terminada_en,
).select_from(
    DELEGACION.join(_TITULAR, _TITULAR.c.id == _D.titular_id).join(
        _DELEGADO, _DELEGADO.c.id == _D.delegado_id
    )
)
_TRAER = _TODAS.where(_D.entidad_id == bindparam("entidad"), _D.id == bindparam("delegacion"))
_RECIBIDAS = _TODAS.where(
    _D.delegado_id == bindparam("persona"), _D.terminada_en.is_(None), _D.desde <= _DIA, _D.hasta >= _DIA
).order_by(_D.desde, _D.id)
_SUYA = or_(_D.titular_id == bindparam("persona"), _D.delegado_id == bindparam("persona"))
_DE_PERSONA = _TODAS.where(_SUYA, _D.terminada_en.is_(None), _D.hasta >= _DIA).order_by(_D.desde, _D.id)
_CREAR = insert(DELEGACION).returning(_D.id)
_TERMINAR = (
    update(DELEGACION)
    .where(_D.id.in_(bindparam("delegaciones", expanding=True)), _D.terminada_en.is_(None))
    .values(terminada_por=bindparam("quien"), terminada_en=momento("ahora"))
)
_ANOTAR_REPORTE = insert(REPORTE_DELEGADO)
_DE_REPORTE = _TODAS.join(REPORTE_DELEGADO, REPORTE_DELEGADO.c.delegacion_id == _D.id).where(
    REPORTE_DELEGADO.c.entidad_id == bindparam("entidad"), REPORTE_DELEGADO.c.folio == bindparam("folio")
)


def _leer(fila: FilaSQL) -> Delegacion:
    return Delegacion(*fila)


class DepositoDelegaciones(Deposito):
    """Quién reporta por quién, y qué reportes salieron así."""

    def __init__(self, conexion: Connection) -> None:
        super().__init__(conexion)
        # Un mismo mensaje pregunta varias veces qué alcanza la persona.
        self._leidas: dict[tuple[IdPersona, date], Sequence[Delegacion]] = {}

    def crear(self, nueva: NuevaDelegacion) -> Delegacion:
        """La guarda; que no se cruce con otra lo comprueba quien llama."""
        self._leidas.clear()
        datos = {
            "entidad_id": nueva.entidad_id,
            "titular_id": nueva.titular_id,
            "delegado_id": nueva.delegado_id,
            "desde": nueva.desde,
            "hasta": nueva.hasta,
            "motivo": nueva.motivo,
            "creada_por": nueva.creada_por,
            "creada_en": nueva.creada_en,
        }
        creada = self._conexion.execute(_CREAR, datos).scalar_one()
        return self.traer(nueva.entidad_id, IdDelegacion(creada))

    def traer(self, entidad_id: IdEntidad, delegacion_id: IdDelegacion) -> Delegacion:
        """La delegación; ``NoEncontrado`` si no es de la entidad."""
        datos = {"entidad": entidad_id, "delegacion": delegacion_id}
        fila = self._conexion.execute(_TRAER, datos).first()
        if fila is None:
            raise NoEncontrado("delegacion", delegacion=delegacion_id)
        return _leer(fila)

    def recibidas(self, persona_id: IdPersona, dia: date) -> Sequence[Delegacion]:
        """Las que ese día hacen que la persona reporte por otra; una sola lectura por transacción."""
        llave = (persona_id, dia)
        if llave not in self._leidas:
            filas = self._conexion.execute(_RECIBIDAS, {"persona": persona_id, "dia": dia})
            self._leidas[llave] = [_leer(fila) for fila in filas]
        return self._leidas[llave]

    def de_persona(self, persona_id: IdPersona, desde: date) -> Sequence[Delegacion]:
        """Las que dio o recibió y que rigen ese día o después, por fecha de inicio."""
        filas = self._conexion.execute(_DE_PERSONA, {"persona": persona_id, "dia": desde})
        return [_leer(fila) for fila in filas]

    def terminar(self, delegacion_id: IdDelegacion, por: IdPersona | None, ahora: datetime) -> bool:
        """La termina ya; ``False`` si otra persona la terminó antes."""
        return self._terminar([delegacion_id], por, ahora) == 1

    def terminar_de(
        self, persona_id: IdPersona, por: IdPersona | None, ahora: datetime, dia: date
    ) -> Sequence[Delegacion]:
        """Termina todas las que dio o recibió y no habían acabado ese día; devuelve cuáles."""
        suyas = self.de_persona(persona_id, dia)
        if suyas:
            self._terminar([delegacion.id for delegacion in suyas], por, ahora)
        return suyas

    def anotar_reporte(self, entidad_id: IdEntidad, folio: str, delegacion_id: IdDelegacion) -> None:
        """Deja dicho que ese reporte lo hizo el delegado."""
        datos = {"entidad_id": entidad_id, "folio": folio, "delegacion_id": delegacion_id}
        self._conexion.execute(_ANOTAR_REPORTE, datos)

    def de_reporte(self, entidad_id: IdEntidad, folio: str) -> Delegacion | None:
        """Por qué delegación se hizo ese reporte; ``None`` si lo hizo a nombre propio."""
        fila = self._conexion.execute(_DE_REPORTE, {"entidad": entidad_id, "folio": folio}).first()
        return None if fila is None else _leer(fila)

    def _terminar(self, ids: Sequence[IdDelegacion], por: IdPersona | None, ahora: datetime) -> int:
        self._leidas.clear()
        datos = {"delegaciones": ids, "quien": por, "ahora": ahora}
        return self._conexion.execute(_TERMINAR, datos).rowcount
