"""Lo que se mira para cerrar un corte, y lo que quedó por reportar en uno ya cerrado."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property
from typing import Self

from dominio.casos.vista_corte import VistaDelCorte
from dominio.modelo.corte import AccionDeCorte, EstadoCorte, Omision, ReporteEnCorte, SituacionDeCorte
from dominio.modelo.identidad import IdActividad
from dominio.modelo.persona import Persona
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import Avance, EstadoReporte, OrigenReporte
from dominio.modelo.resultado import ResultadoDeMeta
from dominio.reglas.al_corte import carga_inicial, renglon_al_corte
from dominio.reglas.cortes import fecha_de_referencia
from dominio.reglas.importacion import ultimos_por_actividad
from dominio.reglas.omisiones import (
    actividades_omitidas,
    jefes_por_dependencia,
    metas_omitidas,
    sin_los_tardios,
)
from dominio.reglas.resultado import sin_resultado
from dominio.valores.fechas import fecha_bogota


class VistaDelCierre(VistaDelCorte):
    """El corte, con quién reportó a tiempo, quién tarde y quién falta."""

    def compartiendo(self, otra: VistaDelCierre) -> Self:
        """La misma, con lo que la otra ya leyó de la vigencia: no depende del corte."""
        self._renglones_de_hoy = otra._renglones_de_hoy
        self._avances = otra._avances
        self.personas = otra.personas
        self.metas = otra.metas
        self._situaciones = otra._situaciones
        return self

    @cached_property
    def situacion(self) -> SituacionDeCorte | None:
        """Cómo está el corte; ``None`` si no es uno de los de la entidad (un mes donde hay trimestres)."""
        return next((s for s in self.situaciones(self.vigencia) if s.corte == self.corte), None)

    @cached_property
    def reportes(self) -> dict[IdActividad, ReporteEnCorte]:
        """Actividad → lo que tiene reportado en el corte."""
        leidos = self.ctx.unidad.cortes.reportes_en(self.entidad_id, self.vigencia, self.corte)
        return {reporte.actividad_id: reporte for reporte in leidos}

    @cached_property
    def base(self) -> Sequence[Renglon]:
        """Las actividades con su avance al corte (los saldos, los de hoy): aquí no se mira el dinero.

        Si es el último corte que ha abierto, su avance es el de hoy y no hay que leer los reportes.
        """
        posteriores = [s for s in self.situaciones(self.vigencia) if s.corte > self.corte]
        if all(s.estado is EstadoCorte.POR_ABRIR for s in posteriores):
            return self._renglones_de_hoy
        return [renglon_al_corte(r, self.ultimos.get(r.id), r.saldos) for r in self._renglones_de_hoy]

    @cached_property
    def personas(self) -> Sequence[Persona]:
        """Las personas activas de la entidad."""
        return self.ctx.unidad.personas.listar(self.entidad_id)

    @cached_property
    def por_reportar(self) -> tuple[Omision, ...]:
        """Lo que falta ahora mismo: lo que sería omisión si se cerrara en este momento."""
        dia = fecha_de_referencia(self.ctx.hoy, self.corte)
        metas = self._metas({resultado.meta_id for resultado in self._resultados})
        return actividades_omitidas(self.base, self.reportes, dia) + metas

    @cached_property
    def omisiones(self) -> tuple[Omision, ...]:
        """Lo que faltaba al cerrar, aunque después se haya reportado; abierto y nunca cerrado, nada.

        De un cierre a mano, lo que quedó guardado con él; del que llegó solo, lo que no tiene
        reporte a tiempo, salvo que el plan se haya cargado después: nadie habría podido reportar.
        """
        situacion = self.situacion
        if situacion is None:
            return ()
        acto = situacion.cierre_a_mano
        if acto is not None and (situacion.recibe or _mandan_sus_omisiones(situacion)):
            return self._del_ambito(self.ctx.unidad.cortes.omisiones(self.entidad_id, acto.id))
        se_podia = self._cargado_antes_de(situacion.cierre)
        cerro = situacion.estado is EstadoCorte.CERRADO
        return self._del_ambito(self._al_cerrarse_solo) if cerro and se_podia else ()

    def folio_posterior(self, omision: Omision) -> str | None:
        """El folio con que se reportó en ese corte lo que se había omitido, si se reportó."""
        if omision.actividad_id is not None:
            return self._folios.get(omision.actividad_id)
        return self._folios_de_metas.get(omision.meta_id or 0)

    @cached_property
    def _folios(self) -> dict[int, str]:
        del_corte = [a for a in self.avances if a.corte == self.corte and a.origen is OrigenReporte.CHAT]
        return {actividad: a.folio for actividad, a in ultimos_por_actividad(del_corte).items()}

    @cached_property
    def _folios_de_metas(self) -> dict[int, str]:
        return {resultado.meta_id: resultado.folio for resultado in self._resultados}

    @cached_property
    def _resultados(self) -> Sequence[ResultadoDeMeta]:
        """Los resultados de metas en el corte que cuentan, por folio."""
        leidos = self.ctx.unidad.resultados.de_la_vigencia(self.entidad_id, self.vigencia, self.corte)
        return [r for r in leidos if r.corte == self.corte and r.estado is not EstadoReporte.DEVUELTO]

    @cached_property
    def _al_cerrarse_solo(self) -> tuple[Omision, ...]:
        a_tiempo = {r.actividad_id for r in self.reportes.values() if r.a_tiempo}
        solo_tarde = {r.actividad_id for r in self.reportes.values() if not r.a_tiempo}
        previos = carga_inicial(self._avances) | ultimos_por_actividad(
            [a for a in self.avances if not self._llego_tarde(a)]
        )
        renglones = [sin_los_tardios(r, previos.get(r.id)) if r.id in solo_tarde else r for r in self.base]
        dia = fecha_de_referencia(self.ctx.hoy, self.corte)
        con_resultado = {r.meta_id for r in self._resultados if not r.extemporaneo}
        return actividades_omitidas(renglones, a_tiempo, dia) + self._metas(con_resultado)

    def _del_ambito(self, omisiones: Sequence[Omision]) -> tuple[Omision, ...]:
        ambito = self._filtro.dependencia_id
        return tuple(o for o in omisiones if ambito is None or o.dependencia_id == ambito)

    def _cargado_antes_de(self, cierre: date) -> bool:
        cuando = self.ctx.unidad.cortes.cargado_en(self.entidad_id, self.vigencia)
        return cuando is None or fecha_bogota(cuando) <= cierre

    def _metas(self, con_resultado: Collection[int]) -> tuple[Omision, ...]:
        dependencias = {d.id: d.nombre for d in self.ctx.unidad.entidades.dependencias(self.entidad_id)}
        jefes = jefes_por_dependencia(self.personas)
        calladas = sin_resultado(self.metas, self.vigencia, con_resultado)
        return metas_omitidas(calladas, self._renglones_de_hoy, dependencias, jefes)

    def _llego_tarde(self, avance: Avance) -> bool:
        return avance.corte == self.corte and avance.origen is OrigenReporte.CHAT and avance.extemporaneo


def _mandan_sus_omisiones(situacion: SituacionDeCorte) -> bool:
    """Si lo último fue cerrar: el que se reabrió y después se cerró solo se mira de nuevo."""
    sobre_el_cierre = [a for a in situacion.actos if a.accion is not AccionDeCorte.ABRIR]
    return sobre_el_cierre[-1].accion is AccionDeCorte.CERRAR
