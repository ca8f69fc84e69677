"""Depósito de lo que las alertas necesitan: cada hecho de la vigencia, en una consulta."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

from almacen.tablas.consultas_revision import CUENTAN
from almacen.tablas.esquema import AVANCE, EJECUCION, REGISTRO
from almacen.tablas.lectura_revision import LecturaDeRevision, devueltos_de
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdActividad, IdDependencia, IdEntidad
from dominio.modelo.reporte import OrigenReporte
from dominio.modelo.revision import Revisable
from dominio.valores.fechas import Vigencia, fecha_bogota
from dominio.valores.porcentaje import CERO

_IMPORTADO = OrigenReporte.IMPORTACION.value
_ENTIDAD: Any = bindparam("entidad")
_ANIO: Any = bindparam("anio")

_GASTO = (
    select(
        REGISTRO.c.actividad_id,
        func.min(EJECUCION.c.reportado_en),
        func.min(EJECUCION.c.fecha_documento),
    )
    .select_from(EJECUCION.join(REGISTRO, REGISTRO.c.id == EJECUCION.c.registro_id))
    .where(
        EJECUCION.c.entidad_id == _ENTIDAD,
        EJECUCION.c.vigencia == _ANIO,
        EJECUCION.c.momento == MomentoGasto.OBLIGACION.value,
        EJECUCION.c.estado.in_(CUENTAN),
        EJECUCION.c.origen != _IMPORTADO,
        REGISTRO.c.actividad_id.is_not(None),
    )
    .group_by(REGISTRO.c.actividad_id)
)
_PRIMERO = AVANCE.alias("primero")
# El que lo traía de un libro ya lo llevaba antes, y no se sabe desde cuándo.
_AVANCE = (
    select(AVANCE.c.actividad_id, func.min(AVANCE.c.reportado_en))
    .where(
        AVANCE.c.entidad_id == _ENTIDAD,
        AVANCE.c.vigencia == _ANIO,
        AVANCE.c.estado.in_(CUENTAN),
        AVANCE.c.porcentaje > CERO,
        ~select(_PRIMERO.c.id)
        .where(
            _PRIMERO.c.actividad_id == AVANCE.c.actividad_id,
            _PRIMERO.c.origen == _IMPORTADO,
            _PRIMERO.c.porcentaje > CERO,
        )
        .exists(),
    )
    .group_by(AVANCE.c.actividad_id)
)
_POR_CONTRATAR = (
    select(REGISTRO.c.actividad_id)
    .where(
        REGISTRO.c.entidad_id == _ENTIDAD,
        REGISTRO.c.vigencia == _ANIO,
        REGISTRO.c.contratacion.is_(True),
        REGISTRO.c.retirado.is_(False),
        REGISTRO.c.actividad_id.is_not(None),
    )
    .distinct()
)


class DepositoAlertas(LecturaDeRevision):
    """Hechos de toda la vigencia, cada uno en una consulta."""

    def primer_gasto(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[IdActividad, date]:
        """Actividad → día de Bogotá de su primera obligación; sin las que trajo un libro, que no lo dice."""
        filas = self._conexion.execute(_GASTO, {"entidad": entidad_id, "anio": vigencia.anio})
        return {
            IdActividad(actividad): min(filter(None, (fecha_bogota(cuando), documento)))
            for actividad, cuando, documento in filas
        }

    def primer_avance(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[IdActividad, date]:
        """Actividad → día de Bogotá de su primer avance mayor que cero; sin las que lo traían de un libro."""
        filas = self._conexion.execute(_AVANCE, {"entidad": entidad_id, "anio": vigencia.anio})
        return {IdActividad(actividad): fecha_bogota(cuando) for actividad, cuando in filas}

    def por_contratar(self, entidad_id: IdEntidad, vigencia: Vigencia) -> frozenset[IdActividad]:
        """Las actividades con algún registro que requiere contratación."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        return frozenset(IdActividad(a) for (a,) in self._conexion.execute(_POR_CONTRATAR, datos))

    def sin_corregir(
        self,
        entidad_id: IdEntidad,
        vigencias: Sequence[Vigencia],
        dependencia_id: IdDependencia | None = None,
    ) -> Sequence[Revisable]:
        """Los reportes devueltos y sin corregir, con su observación, del más viejo al más nuevo."""
        datos = {"entidad": entidad_id, "anios": [vigencia.anio for vigencia in vigencias]}
        hallados = self._revisables(devueltos_de(), datos)
        propios = [r for r in hallados if dependencia_id in (None, r.dependencia_id)]
        return self._con_decision(entidad_id, propios)
