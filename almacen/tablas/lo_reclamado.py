"""Los recordatorios reclamados con lo que hoy se sabe de su actividad y de su persona, en una consulta."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, func, literal_column, or_, select

from almacen.tablas import condiciones_de_recordatorio as condiciones
from almacen.tablas.deposito_preferencias import DepositoPreferencias
from almacen.tablas.esquema import ACTIVIDAD, AVANCE, PERSONA, RECLAMO, RECORDATORIO, SILENCIO
from almacen.tablas.sentencias import FilaSQL, momento
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.tipo_de_recordatorio import FichaDeRecordatorio, TipoRecordatorio
from dominio.puertos.tiempo import Calendario
from dominio.reglas.plazos import dias_habiles_entre, habil_anterior
from dominio.reglas.recordatorios import configuradas
from dominio.valores.fechas import fecha_bogota

_R = RECORDATORIO.c
_A = ACTIVIDAD.c
_P = PERSONA.c
_S = SILENCIO.c
_RAIZ = RECORDATORIO.alias("raiz")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_PENDIENTE: ColumnElement[str] = literal_column("'pendiente'")

_ULTIMO_REPORTE = (
    select(func.max(AVANCE.c.reportado_en))
    .where(AVANCE.c.actividad_id == _R.actividad_id, *condiciones.ES_RESPUESTA)
    .scalar_subquery()
)
# Como subconsulta: casi nada se pospone, y unida a lo demás PostgreSQL leería toda la tabla por si acaso.
_ANTES = select(_RAIZ.c.programado).where(_RAIZ.c.id == _R.raiz_id).scalar_subquery()
_SUYO = condiciones.hay(
    RECLAMO,
    RECLAMO.c.actividad_id == _R.actividad_id,
    RECLAMO.c.persona_id == _R.persona_id,
    RECLAMO.c.decision == _PENDIENTE,
)
_DE_ALGUIEN = condiciones.hay(
    RECLAMO, RECLAMO.c.actividad_id == _R.actividad_id, RECLAMO.c.decision == _PENDIENTE
)
_LEER = (
    select(
        _R.id,
        _R.entidad_id,
        _R.vigencia,
        _R.tipo,
        _R.objeto,
        _R.hito,
        _R.actividad_id,
        _R.persona_id,
        _R.fin,
        _R.programado,
        _R.caduca,
        # Lo pospuesto se mira desde la primera vez que tocó: pudo reportar entre una y otra.
        func.coalesce(_ANTES, _R.programado).label("desde"),
        _A.inicio,
        _A.fin.label("termina"),
        _A.avance,
        _A.retirada,
        _A.responsable_id,
        _A.dependencia_id,
        _P.rol,
        _P.activa,
        _P.dependencia_id.label("dirige"),
        _ULTIMO_REPORTE.label("ultimo_reporte"),
        _SUYO.label("reclamado"),
        _DE_ALGUIEN.label("en_reclamo"),
    )
    .select_from(
        RECORDATORIO.join(PERSONA, _P.id == _R.persona_id).outerjoin(ACTIVIDAD, _A.id == _R.actividad_id)
    )
    .where(_R.id.in_(_IDS))
)
_CALLADO = select(_S.persona_id, _S.clave).where(
    _S.persona_id.in_(_IDS), or_(_S.hasta.is_(None), _S.hasta > momento("ahora"))
)


@dataclass(frozen=True)
class Reclamado:
    """Lo reclamado en este barrido y lo que hace falta para juzgarlo.

    Attributes:
        filas: una por recordatorio.
    """

    conexion: Connection
    filas: Sequence[FilaSQL]
    ahora: datetime
    calendarios: Mapping[IdEntidad, Calendario]
    _fichas: dict[int, Mapping[TipoRecordatorio, FichaDeRecordatorio]] = field(default_factory=dict)

    @classmethod
    def leer(
        cls,
        conexion: Connection,
        ids: Sequence[int],
        ahora: datetime,
        calendarios: Mapping[IdEntidad, Calendario],
    ) -> Reclamado:
        """Los de esos números."""
        filas = conexion.execute(_LEER, {"ids": list(ids)}).all() if ids else ()
        return cls(conexion, filas, ahora, calendarios)

    def con(self, filas: Sequence[FilaSQL]) -> Reclamado:
        """Lo mismo con solo esas filas."""
        return Reclamado(self.conexion, filas, self.ahora, self.calendarios, self._fichas)

    @property
    def hoy(self) -> date:
        """El día en Bogotá."""
        return fecha_bogota(self.ahora)

    def calendario(self, entidad_id: int) -> Calendario:
        """Días hábiles de esa entidad."""
        return self.calendarios[IdEntidad(entidad_id)]

    def faltan(self, entidad_id: int, dia: date) -> int:
        """Días hábiles que quedan hasta el último hábil que no pasa de ese día; 0 si es hoy o ya pasó."""
        es_habil = self.calendario(entidad_id).es_habil
        return max(0, dias_habiles_entre(self.hoy, habil_anterior(dia, es_habil), es_habil))

    def ficha(self, fila: FilaSQL) -> FichaDeRecordatorio:
        """La ficha de su tipo, como la dejó su entidad."""
        if fila.entidad_id not in self._fichas:
            ajustes = DepositoPreferencias(self.conexion).ajustes(IdEntidad(fila.entidad_id))
            self._fichas[fila.entidad_id] = configuradas(ajustes)
        return self._fichas[fila.entidad_id][TipoRecordatorio(fila.tipo)]

    @cached_property
    def callado(self) -> frozenset[tuple[int, str]]:
        """Persona y clave de cada silencio que rige."""
        personas = sorted({fila.persona_id for fila in self.filas})
        if not personas:
            return frozenset()
        hallados = self.conexion.execute(_CALLADO, {"ids": personas, "ahora": self.ahora})
        return frozenset((persona, clave) for persona, clave in hallados)

    def por_plan(self) -> Mapping[tuple[int, int], list[FilaSQL]]:
        """Las filas de cada entidad y vigencia."""
        grupos: dict[tuple[int, int], list[FilaSQL]] = {}
        for fila in self.filas:
            grupos.setdefault((fila.entidad_id, fila.vigencia), []).append(fila)
        return grupos
