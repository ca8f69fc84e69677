"""Depósito de preferencias: ajustes de la entidad, fechas legales, horarios y silencios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import bindparam, delete, or_, select

from almacen.tablas.esquema import AJUSTE_DE_RECORDATORIO, FECHA_LEGAL, PREFERENCIA_DE_HORARIO, SILENCIO
from almacen.tablas.sentencias import Deposito, FilaSQL, momento, por_motor
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.tipo_de_recordatorio import (
    AjusteDeRecordatorio,
    FechaLegal,
    PreferenciaDeHorario,
    Silencio,
    TipoRecordatorio,
)

_A = AJUSTE_DE_RECORDATORIO.c
_F = FECHA_LEGAL.c
_H = PREFERENCIA_DE_HORARIO.c
_S = SILENCIO.c

_AJUSTES = select(AJUSTE_DE_RECORDATORIO).where(_A.entidad_id == bindparam("entidad")).order_by(_A.tipo)
_BORRAR_AJUSTE = delete(AJUSTE_DE_RECORDATORIO).where(
    _A.entidad_id == bindparam("entidad"), _A.tipo == bindparam("cual")
)
_FECHAS = select(FECHA_LEGAL).where(_F.entidad_id == bindparam("entidad")).order_by(_F.codigo)
_HORARIOS = select(PREFERENCIA_DE_HORARIO).where(_H.persona_id.in_(bindparam("personas", expanding=True)))
_QUITAR_HORARIO = delete(PREFERENCIA_DE_HORARIO).where(_H.persona_id == bindparam("persona"))
_SILENCIOS = (
    select(SILENCIO)
    .where(_S.persona_id == bindparam("persona"), or_(_S.hasta.is_(None), _S.hasta > momento("ahora")))
    .order_by(_S.clave)
)
_QUITAR_SILENCIO = delete(SILENCIO).where(
    _S.persona_id == bindparam("persona"), _S.clave == bindparam("cual")
)


def _reemplazar(tabla: Any, *llave: str) -> Any:
    """Inserción que reemplaza la fila de esa llave."""
    otras = [columna.name for columna in tabla.columns if columna.name not in llave]
    return por_motor(
        lambda insertar: (nueva := insertar(tabla)).on_conflict_do_update(
            index_elements=list(llave), set_={nombre: nueva.excluded[nombre] for nombre in otras}
        )
    )


_AJUSTAR = _reemplazar(AJUSTE_DE_RECORDATORIO, "entidad_id", "tipo")
_GUARDAR_FECHA = _reemplazar(FECHA_LEGAL, "entidad_id", "codigo")
_FIJAR_HORARIO = _reemplazar(PREFERENCIA_DE_HORARIO, "persona_id")
_SILENCIAR = _reemplazar(SILENCIO, "persona_id", "clave")


class DepositoPreferencias(Deposito):
    """Ajustes de la entidad, fechas legales, horarios y silencios."""

    def ajustes(self, entidad_id: IdEntidad) -> Sequence[AjusteDeRecordatorio]:
        """Lo que la entidad cambió de cada tipo."""
        return [_ajuste(fila) for fila in self._conexion.execute(_AJUSTES, {"entidad": entidad_id})]

    def ajustar(
        self, entidad_id: IdEntidad, ajuste: AjusteDeRecordatorio, autor_id: IdPersona | None, en: datetime
    ) -> None:
        """Reemplaza el ajuste de ese tipo; con todo en ``None`` lo borra."""
        if ajuste == AjusteDeRecordatorio(ajuste.tipo):
            self._conexion.execute(_BORRAR_AJUSTE, {"entidad": entidad_id, "cual": ajuste.tipo.value})
            return
        datos = {
            "entidad_id": entidad_id,
            "tipo": ajuste.tipo.value,
            "activo": ajuste.activo,
            "desfases": None if ajuste.desfases is None else list(ajuste.desfases),
            "hora": None if ajuste.hora is None else f"{ajuste.hora:%H:%M}",
            "severidad": None if ajuste.severidad is None else ajuste.severidad.value,
            "texto": ajuste.texto,
            "autor_id": autor_id,
            "en": en,
        }
        self._conexion.execute(_AJUSTAR[self._motor], datos)

    def fechas_legales(self, entidad_id: IdEntidad) -> Sequence[FechaLegal]:
        """Las que la entidad activó, cambió o agregó; las de omisión sin tocar no están."""
        return [_fecha(fila) for fila in self._conexion.execute(_FECHAS, {"entidad": entidad_id})]

    def guardar_fecha(
        self, entidad_id: IdEntidad, fecha: FechaLegal, autor_id: IdPersona | None, en: datetime
    ) -> None:
        """Crea o reemplaza la de ese código."""
        datos = {
            "entidad_id": entidad_id,
            "codigo": fecha.codigo,
            "nombre": fecha.nombre,
            "norma": fecha.norma,
            "mes": fecha.mes,
            "dia": fecha.dia,
            "del_anio_siguiente": fecha.del_anio_siguiente,
            "activa": fecha.activa,
            "verificado_por": fecha.verificado_por,
            "verificado_en": fecha.verificado_en,
            "autor_id": autor_id,
            "en": en,
        }
        self._conexion.execute(_GUARDAR_FECHA[self._motor], datos)

    def horario(self, persona_id: IdPersona) -> PreferenciaDeHorario | None:
        """El de la persona; ``None`` = el de la casa."""
        return self.horarios([persona_id]).get(persona_id)

    def horarios(self, personas: Sequence[IdPersona]) -> Mapping[IdPersona, PreferenciaDeHorario]:
        """Los de esas personas que tengan uno propio."""
        filas = self._conexion.execute(_HORARIOS, {"personas": list(personas)})
        return {
            fila.persona_id: PreferenciaDeHorario(fila.persona_id, _hora(fila.desde), _hora(fila.hasta))
            for fila in filas
        }

    def fijar_horario(self, preferencia: PreferenciaDeHorario, en: datetime) -> None:
        """Reemplaza el de la persona."""
        datos = {
            "persona_id": preferencia.persona_id,
            "desde": f"{preferencia.desde:%H:%M}",
            "hasta": f"{preferencia.hasta:%H:%M}",
            "en": en,
        }
        self._conexion.execute(_FIJAR_HORARIO[self._motor], datos)

    def quitar_horario(self, persona_id: IdPersona) -> None:
        """Vuelve al de la casa."""
        self._conexion.execute(_QUITAR_HORARIO, {"persona": persona_id})

    def silencios(self, persona_id: IdPersona, ahora: datetime) -> Sequence[Silencio]:
        """Los que rigen en ese instante."""
        filas = self._conexion.execute(_SILENCIOS, {"persona": persona_id, "ahora": ahora})
        return [Silencio(fila.persona_id, fila.clave, fila.hasta, fila.en) for fila in filas]

    def silenciar(self, silencio: Silencio) -> None:
        """Crea o reemplaza el de esa clave."""
        datos = {
            "persona_id": silencio.persona_id,
            "clave": silencio.clave,
            "hasta": silencio.hasta,
            "en": silencio.en,
        }
        self._conexion.execute(_SILENCIAR[self._motor], datos)

    def quitar_silencio(self, persona_id: IdPersona, clave: str) -> bool:
        """``True`` si lo había."""
        datos = {"persona": persona_id, "cual": clave}
        return self._conexion.execute(_QUITAR_SILENCIO, datos).rowcount > 0


def _ajuste(fila: FilaSQL) -> AjusteDeRecordatorio:
    return AjusteDeRecordatorio(
        TipoRecordatorio(fila.tipo),
        fila.activo,
        None if fila.desfases is None else tuple(fila.desfases),
        None if fila.hora is None else _hora(fila.hora),
        None if fila.severidad is None else Severidad(fila.severidad),
        fila.texto,
    )


def _fecha(fila: FilaSQL) -> FechaLegal:
    return FechaLegal(
        fila.codigo,
        fila.nombre,
        fila.norma,
        fila.mes,
        fila.dia,
        fila.activa,
        fila.verificado_por,
        fila.verificado_en,
        fila.entidad_id,
        fila.del_anio_siguiente,
    )


def _hora(texto: str) -> time:
    return time.fromisoformat(texto)
