"""Todo lo de un corte, leído una vez y puesto como estaba entonces."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from dominio.casos.contexto import Contexto
from dominio.casos.vista import VistaDelPlan
from dominio.modelo.identidad import IdActividad, IdDependencia
from dominio.modelo.plan import Meta, Registro, Renglon
from dominio.modelo.reporte import Avance, Ejecucion
from dominio.puertos.plan import Filtro
from dominio.reglas.al_corte import carga_inicial, registros_al_corte, renglon_al_corte
from dominio.reglas.alertas import falta_reporte
from dominio.reglas.cortes import fecha_de_referencia
from dominio.reglas.financiero import sumar
from dominio.reglas.importacion import ultimos_por_actividad
from dominio.reglas.proyecto_fuente import registros_de_actividades
from dominio.valores.fechas import Corte, Vigencia


class VistaDelCorte(VistaDelPlan):
    """El plan de una vigencia al corte, entero o de una dependencia."""

    def __init__(
        self, ctx: Contexto, vigencia: Vigencia, corte: Corte, dependencia_id: IdDependencia | None
    ) -> None:
        """Nada se lee hasta que se pide, y cada cosa se lee una vez."""
        super().__init__(ctx)
        self.vigencia = vigencia
        self.corte = corte
        self._filtro = Filtro(dependencia_id=dependencia_id)

    @cached_property
    def avances(self) -> tuple[Avance, ...]:
        """Reportes hasta el corte de las actividades del ámbito, por folio."""
        propias = {renglon.id for renglon in self._renglones_de_hoy}
        return tuple(a for a in self._avances if a.corte <= self.corte and a.actividad_id in propias)

    @cached_property
    def ultimos(self) -> dict[int, Avance]:
        """Actividad → su último reporte enviado o aprobado hasta el corte, o con lo que se cargó el plan."""
        return carga_inicial(self._avances) | ultimos_por_actividad(self.avances)

    @cached_property
    def reportadas(self) -> frozenset[IdActividad]:
        """Actividades con reporte en el corte."""
        return self.ctx.unidad.reportes.con_reporte_en(self.entidad_id, self.vigencia, self.corte)

    @cached_property
    def deben_reporte(self) -> frozenset[IdActividad]:
        """Las que ya empezaron, no han terminado y no tienen reporte en el corte; lo importado no cuenta."""
        dia = fecha_de_referencia(self.ctx.hoy, self.corte)
        return frozenset(r.id for r in self.renglones if falta_reporte(r, self.reportadas, dia))

    @cached_property
    def registros(self) -> tuple[Registro, ...]:
        """Registros al corte: los de las actividades y los de sus proyectos por fuente."""
        leidos = self.ctx.unidad.planes.registros(self.entidad_id, self.vigencia, self._filtro)
        propios = registros_de_actividades(leidos, self._renglones_de_hoy)
        posteriores = [e for e in self._ejecuciones if e.corte > self.corte]
        return registros_al_corte(propios, posteriores)

    @cached_property
    def ejecuciones(self) -> tuple[Ejecucion, ...]:
        """Movimientos hasta el corte de los registros del ámbito, por folio."""
        propios = {registro.id for registro in self.registros}
        return tuple(e for e in self._ejecuciones if e.corte <= self.corte and e.registro_id in propios)

    @cached_property
    def renglones(self) -> tuple[Renglon, ...]:
        """Actividades con su avance y sus saldos al corte, en el orden del plan."""
        por_actividad: dict[IdActividad, list[Registro]] = {}
        for registro in self.registros:
            if registro.actividad_id is not None:
                por_actividad.setdefault(registro.actividad_id, []).append(registro)
        return tuple(
            renglon_al_corte(
                renglon,
                self.ultimos.get(renglon.id),
                sumar(registro.saldos for registro in por_actividad.get(renglon.id, ())),
            )
            for renglon in self._renglones_de_hoy
        )

    @cached_property
    def metas(self) -> Sequence[Meta]:
        """Metas con actividades en el ámbito o que coordina; si es toda la entidad, todas."""
        todas = self.ctx.unidad.planes.metas(self.entidad_id, self.vigencia)
        if self._filtro.dependencia_id is None:
            return todas
        propias, suya = {r.meta_id for r in self._renglones_de_hoy}, self._filtro.dependencia_id
        return [meta for meta in todas if meta.id in propias or meta.coordinadora_id == suya]

    @cached_property
    def _renglones_de_hoy(self) -> Sequence[Renglon]:
        return self.ctx.unidad.planes.renglones(self.entidad_id, self.vigencia, self._filtro)

    @cached_property
    def _avances(self) -> Sequence[Avance]:
        return self.ctx.unidad.reportes.avances(self.entidad_id, self.vigencia)

    @cached_property
    def _ejecuciones(self) -> Sequence[Ejecucion]:
        return self.ctx.unidad.reportes.ejecuciones(self.entidad_id, self.vigencia)
