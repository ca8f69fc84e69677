"""Lectura de las evidencias: las de un reporte, y los archivos que se usaron en más de una actividad."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, union, update

from almacen.tablas.deposito_auditoria import DepositoAuditoria
from almacen.tablas.esquema import ACTIVIDAD, AVANCE, EVIDENCIA, PERSONA
from almacen.tablas.sentencias import Deposito, FilaSQL
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.evidencia import ClaseEvidencia, EstadoEvidencia, Evidencia, EvidenciaRepetida
from dominio.modelo.identidad import IdActividad, IdAvance, IdEntidad
from dominio.puertos.tiempo import Reloj

_E = EVIDENCIA.c
_DEL_AVANCE = (
    select(
        _E.id,
        AVANCE.c.folio,
        ACTIVIDAD.c.codigo,
        _E.clase,
        _E.nombre,
        _E.mime,
        _E.tamano,
        _E.estado,
        _E.file_id,
        _E.file_unique_id,
        _E.album,
        _E.sha256,
        _E.subida_por,
        PERSONA.c.nombre.label("persona"),
        _E.recibida_en,
        _E.latitud,
        _E.longitud,
    )
    .select_from(
        EVIDENCIA.join(AVANCE, AVANCE.c.id == _E.avance_id)
        .join(ACTIVIDAD, ACTIVIDAD.c.id == AVANCE.c.actividad_id)
        .outerjoin(PERSONA, PERSONA.c.id == _E.subida_por)
    )
    .where(_E.avance_id == bindparam("avance"))
    .order_by(_E.id)
)
_OTRA, _OTRO, _AJENA = EVIDENCIA.alias("otra"), AVANCE.alias("otro"), ACTIVIDAD.alias("ajena")


def _tambien_en(igual: str) -> Select[Any]:
    """Las del avance con la misma ``igual`` que otra de una actividad distinta."""
    return (
        select(_E.nombre, _E.clase, _OTRO.c.folio, _AJENA.c.codigo)
        .select_from(
            EVIDENCIA.join(AVANCE, AVANCE.c.id == _E.avance_id)
            .join(_OTRA, (_OTRA.c.entidad_id == _E.entidad_id) & (_OTRA.c[igual] == _E[igual]))
            .join(_OTRO, _OTRO.c.id == _OTRA.c.avance_id)
            .join(_AJENA, _AJENA.c.id == _OTRO.c.actividad_id)
        )
        .where(
            _E.avance_id == bindparam("avance"),
            _OTRO.c.actividad_id != AVANCE.c.actividad_id,
            _E.clase != ClaseEvidencia.UBICACION.value,
            _E[igual] != "",
        )
    )


# Por contenido y por archivo: el mismo reenviado trae el mismo número aunque no se haya bajado todavía.
# De cada otra actividad, una vez: la versión más nueva de las que lo usan.
_TODAS = union(_tambien_en("sha256"), _tambien_en("file_unique_id")).subquery("repetida")
_REPETIDAS = (
    select(_TODAS.c.nombre, _TODAS.c.clase, func.max(_TODAS.c.folio).label("folio"), _TODAS.c.codigo)
    .group_by(_TODAS.c.nombre, _TODAS.c.clase, _TODAS.c.codigo)
    .order_by(_TODAS.c.nombre, _TODAS.c.codigo)
)
_USOS = (
    select(_E.nombre, _E.clase, func.max(AVANCE.c.folio).label("folio"), ACTIVIDAD.c.codigo)
    .select_from(
        EVIDENCIA.join(AVANCE, AVANCE.c.id == _E.avance_id).join(
            ACTIVIDAD, ACTIVIDAD.c.id == AVANCE.c.actividad_id
        )
    )
    .where(
        _E.entidad_id == bindparam("entidad"),
        _E.file_unique_id.in_(bindparam("archivos", expanding=True)),
        AVANCE.c.actividad_id != bindparam("actividad"),
        _E.clase != ClaseEvidencia.UBICACION.value,
    )
    .group_by(_E.nombre, _E.clase, ACTIVIDAD.c.codigo)
    .order_by(_E.nombre, ACTIVIDAD.c.codigo)
)
_RECHAZAR = (
    update(EVIDENCIA)
    .where(_E.id == bindparam("evidencia"))
    .values(
        estado=EstadoEvidencia.RECHAZADA.value,
        sha256=bindparam("resumen"),
        tamano=bindparam("bytes"),
        motivo="no es lo que dice su nombre",
    )
    .returning(_E.entidad_id, _E.nombre, _E.avance_id)
)
_FOLIO = select(AVANCE.c.folio).where(AVANCE.c.id == bindparam("avance"))


class EvidenciasGuardadas(Deposito):
    """Lo que respalda los avances."""

    def __init__(self, conexion: Connection, reloj: Reloj) -> None:
        super().__init__(conexion)
        self._reloj = reloj

    def de(self, avance_id: IdAvance) -> Sequence[Evidencia]:
        """Las del avance, en el orden en que llegaron."""
        return [_leer(fila) for fila in self._conexion.execute(_DEL_AVANCE, {"avance": avance_id})]

    def repetidas_de(self, avance_id: IdAvance) -> Sequence[EvidenciaRepetida]:
        """Las del avance que también respaldan otra actividad: mismo archivo o mismo contenido."""
        return [_repetida(fila) for fila in self._conexion.execute(_REPETIDAS, {"avance": avance_id})]

    def usos(
        self, entidad_id: IdEntidad, archivos: Sequence[str], salvo: IdActividad
    ) -> Sequence[EvidenciaRepetida]:
        """Qué otras actividades respaldan ya esos archivos (``file_unique_id``)."""
        conocidos = [archivo for archivo in archivos if archivo]
        if not conocidos:
            return []
        datos = {"entidad": entidad_id, "archivos": conocidos, "actividad": salvo}
        return [_repetida(fila) for fila in self._conexion.execute(_USOS, datos)]

    def rechazada(self, evidencia_id: int, sha256: str, tamano: int) -> None:
        """Por dentro no es lo que dice ser: queda marcada y auditada, y no se vuelve a servir."""
        datos = {"evidencia": evidencia_id, "resumen": sha256, "bytes": tamano}
        fila = self._conexion.execute(_RECHAZAR, datos).one()
        folio = self._conexion.execute(_FOLIO, {"avance": fila.avance_id}).scalar_one()
        anotacion = Anotacion(
            entidad_id=fila.entidad_id,
            actor_id=None,
            accion="rechazar_evidencia",
            objeto=f"folio:{folio}",
            antes=None,
            despues={"evidencia": evidencia_id, "nombre": fila.nombre, "sha256": sha256},
            update_id=None,
            canal="recordatorios",
        )
        DepositoAuditoria(self._conexion).anotar(anotacion, self._reloj.ahora())


def _leer(fila: FilaSQL) -> Evidencia:
    datos = [*fila]
    datos[3], datos[7] = ClaseEvidencia(fila.clase), EstadoEvidencia(fila.estado)
    return Evidencia(*datos)


def _repetida(fila: FilaSQL) -> EvidenciaRepetida:
    return EvidenciaRepetida(fila.nombre, ClaseEvidencia(fila.clase), fila.folio, fila.codigo)
