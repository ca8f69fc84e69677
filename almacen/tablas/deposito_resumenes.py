"""Depósito de los resúmenes: qué va dentro, qué se retira y las cuentas del servicio."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Text, and_, bindparam, cast, exists, func, literal, or_, select, text, update

from almacen.tablas.consultas_revision import CUENTAN
from almacen.tablas.esquema import (
    ACTIVIDAD,
    AUDITORIA,
    AVANCE,
    ENCARGO,
    ENTRADA,
    ENTRADA_FALLIDA,
    PERSONA,
    RECLAMO,
    RECORDATORIO,
    SALIDA,
)
from almacen.tablas.sentencias import Deposito, momento
from dominio.modelo.encargo import EstadoEncargo
from dominio.modelo.envio import EstadoEnvio
from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.reclamo import DecisionDeReclamo
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.resumen import Causa, CuentasDelServicio, MarcaDeResumen, Recordado
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje

ACCION, OBJETO = "enviar_resumen", "resumen:diario"
_R, _A, _S = RECORDATORIO.c, ACTIVIDAD.c, SALIDA.c
_DE_LA_ENTIDAD = _R.entidad_id == bindparam("entidad")
_RESUMENES = (TipoRecordatorio.RESUMEN_SEMANAL.value, TipoRecordatorio.RESUMEN_DIARIO.value)
_REPORTADO = exists().where(
    AVANCE.c.actividad_id == _R.actividad_id,
    AVANCE.c.estado.in_(CUENTAN),
    AVANCE.c.reportado_en > _R.programado,
)
_RECORDADOS = (
    select(
        *(_R.id, _R.tipo, _R.hito, _R.objeto, _R.fin, _R.actividad_id),
        _A.codigo,
        _A.nombre,
    )
    .select_from(RECORDATORIO.outerjoin(ACTIVIDAD, _A.id == _R.actividad_id))
    .where(
        _DE_LA_ENTIDAD,
        _R.id.in_(bindparam("ids", expanding=True)),
        _R.tipo.not_in(_RESUMENES),
        or_(
            _R.actividad_id.is_(None),
            and_(
                _A.retirada.is_(False),
                or_(_A.avance.is_(None), _A.avance < Porcentaje.CIEN),
                ~_REPORTADO,
            ),
        ),
    )
    .order_by(_R.programado, _R.id)
)
_RETIRAR = (
    update(RECORDATORIO)
    .where(
        _DE_LA_ENTIDAD,
        _R.id.in_(bindparam("ids", expanding=True)),
        _R.estado.in_((EstadoRecordatorio.PROGRAMADO.value, EstadoRecordatorio.ENVIADO.value)),
    )
    .values(estado=bindparam("nuevo"), resuelto_en=momento("cuando"))
)
_NO_ENTREGABLES = select(func.count(_R.persona_id.distinct())).where(
    _DE_LA_ENTIDAD,
    _R.vigencia == bindparam("anio"),
    _R.estado == EstadoRecordatorio.NO_ENTREGABLE.value,
)
_RECLAMOS = select(func.count()).where(
    RECLAMO.c.entidad_id == bindparam("entidad"),
    RECLAMO.c.vigencia == bindparam("anio"),
    RECLAMO.c.decision == DecisionDeReclamo.PENDIENTE.value,
)
# De quién es cada mensaje lo dice la persona: ni la entrada ni la salida guardan la entidad.
_CUENTAS_DE_TELEGRAM = select(PERSONA.c.telegram_id).where(
    PERSONA.c.entidad_id == bindparam("entidad"), PERSONA.c.telegram_id.is_not(None)
)
_PERSONAS = select(PERSONA.c.id).where(PERSONA.c.entidad_id == bindparam("entidad"))
_RECIBIDOS = select(func.count()).where(
    ENTRADA.c.visto_en > momento("desde"),
    ENTRADA.c.visto_en <= momento("hasta"),
    ENTRADA.c.usuario_id.in_(_CUENTAS_DE_TELEGRAM),
)
_SALIDAS = (
    select(_S.estado, _S.clase, func.count().label("cuantas"))
    .where(
        _S.persona_id.in_(_PERSONAS), _S.resuelto_en > momento("desde"), _S.resuelto_en <= momento("hasta")
    )
    .group_by(_S.estado, _S.clase)
)
_CON_ERROR = (EstadoEnvio.FALLIDO.value, EstadoEnvio.INCIERTO.value)
_CAUSA = (
    select(_S.error, func.count().label("cuantas"))
    .where(
        _S.persona_id.in_(_PERSONAS),
        _S.resuelto_en > momento("desde"),
        _S.resuelto_en <= momento("hasta"),
        _S.estado.in_(_CON_ERROR),
        _S.error.is_not(None),
    )
    .group_by(_S.error)
    .order_by(func.count().desc(), _S.error)
    .limit(1)
)
_EN_COLA = select(func.count()).where(
    _S.persona_id.in_(_PERSONAS), _S.estado.in_((EstadoEnvio.PENDIENTE.value, EstadoEnvio.ENVIANDO.value))
)
_APARTADOS = select(func.count()).where(
    ENTRADA_FALLIDA.c.apartado_en > momento("desde"), ENTRADA_FALLIDA.c.apartado_en <= momento("hasta")
)
_ESTADOS = (
    select(_R.estado, func.count().label("cuantos"))
    .where(
        _DE_LA_ENTIDAD,
        or_(
            _R.estado == EstadoRecordatorio.PROGRAMADO.value,
            and_(_R.resuelto_en > momento("desde"), _R.resuelto_en <= momento("hasta")),
        ),
    )
    .group_by(_R.estado)
)
# El encargo no guarda cuándo falló; su respuesta, que se deja al fallar, sí.
_CLAVE_DE_RESPUESTA = literal("encargo:", Text) + cast(ENCARGO.c.id, Text) + literal(":respuesta", Text)
_ENCARGOS = select(func.count()).where(
    ENCARGO.c.entidad_id == bindparam("entidad"),
    ENCARGO.c.estado == EstadoEncargo.FALLIDO.value,
    exists().where(
        _S.clave == _CLAVE_DE_RESPUESTA,
        _S.creado_en > momento("desde"),
        _S.creado_en <= momento("hasta"),
    ),
)
_TAMANO = {
    "sqlite": text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"),
    "postgresql": text("SELECT pg_database_size(current_database())"),
}
_ANTERIOR = (
    select(AUDITORIA.c.cuando, AUDITORIA.c.despues)
    .where(
        AUDITORIA.c.entidad_id == bindparam("entidad"),
        AUDITORIA.c.actor_id == bindparam("persona"),
        AUDITORIA.c.accion == ACCION,
        AUDITORIA.c.objeto == OBJETO,
    )
    .order_by(AUDITORIA.c.secuencia.desc())
    .limit(1)
)


class DepositoResumenes(Deposito):
    """Lo que leen los resúmenes; todo por conjuntos."""

    def recordados(self, entidad_id: IdEntidad, ids: Sequence[int]) -> Sequence[Recordado]:
        """Los de esos números que siguen siendo ciertos, en el orden en que tocaban."""
        filas = self._conexion.execute(_RECORDADOS, {"entidad": entidad_id, "ids": list(ids)})
        return [
            Recordado(
                fila.id,
                TipoRecordatorio(fila.tipo),
                fila.hito,
                fila.objeto,
                fila.fin,
                fila.actividad_id,
                fila.codigo or "",
                fila.nombre or "",
            )
            for fila in filas
        ]

    def retirar(
        self, entidad_id: IdEntidad, ids: Sequence[int], estado: EstadoRecordatorio, ahora: datetime
    ) -> int:
        """Deja en ese estado los que se habían dado por enviados; devuelve cuántos."""
        datos = {"entidad": entidad_id, "ids": list(ids), "nuevo": estado.value, "cuando": ahora}
        return self._conexion.execute(_RETIRAR, datos).rowcount

    def no_entregables(self, entidad_id: IdEntidad, vigencia: Vigencia) -> int:
        """A cuántas personas no se les pudo entregar algún recordatorio."""
        return self._contar(_NO_ENTREGABLES, entidad=entidad_id, anio=vigencia.anio)

    def reclamos(self, entidad_id: IdEntidad, vigencia: Vigencia) -> int:
        """Cuántos «no es mía» esperan respuesta."""
        return self._contar(_RECLAMOS, entidad=entidad_id, anio=vigencia.anio)

    def cuentas(self, entidad_id: IdEntidad, desde: datetime, hasta: datetime) -> CuentasDelServicio:
        """Lo que pasó en el servicio entre los dos instantes."""
        datos = {"entidad": entidad_id, "desde": desde, "hasta": hasta}
        salidas = list(self._conexion.execute(_SALIDAS, datos))
        estados = self._conexion.execute(_ESTADOS, datos)
        causa = self._conexion.execute(_CAUSA, datos).first()

        def en(*cuales: EstadoEnvio) -> int:
            return sum(fila.cuantas for fila in salidas if fila.estado in cuales)

        return CuentasDelServicio(
            recibidos=self._contar(_RECIBIDOS, **datos),
            enviados={f.clase: f.cuantas for f in salidas if f.estado == EstadoEnvio.ENVIADO.value},
            fallidos=en(EstadoEnvio.FALLIDO),
            dudosos=en(EstadoEnvio.INCIERTO),
            causa=None if causa is None else Causa(causa.error, causa.cuantas),
            sin_salir=en(EstadoEnvio.CANCELADO, EstadoEnvio.VENCIDO),
            en_cola=self._contar(_EN_COLA, entidad=entidad_id),
            apartados=self._contar(_APARTADOS, desde=desde, hasta=hasta),
            recordatorios={EstadoRecordatorio(fila.estado): fila.cuantos for fila in estados},
            encargos_fallidos=self._contar(_ENCARGOS, **datos),
            tamano_base=self._conexion.execute(_TAMANO[self._motor]).scalar(),
        )

    def anterior(self, entidad_id: IdEntidad, persona_id: IdPersona) -> MarcaDeResumen | None:
        """El último resumen diario que se le mandó por su cuenta a esa persona."""
        fila = self._conexion.execute(_ANTERIOR, {"entidad": entidad_id, "persona": persona_id}).first()
        if fila is None:
            return None
        return MarcaDeResumen(fila.cuando, int(json.loads(fila.despues or "{}").get("secuencia", 0)))

    def _contar(self, consulta: object, **datos: object) -> int:
        cuantos: int = self._conexion.execute(consulta, datos).scalar_one()  # type: ignore[call-overload]
        return cuantos
