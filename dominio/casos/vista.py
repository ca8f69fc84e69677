"""Lo que los casos leen del plan de una entidad, escrito una vez."""

from __future__ import annotations

from collections.abc import Sequence

from dominio.casos.contexto import Contexto
from dominio.errores import NoEncontrado, PermisoDenegado, SinPlan
from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import EstadoActividad
from dominio.modelo.identidad import IdActividad, IdEntidad
from dominio.modelo.plan import Renglon
from dominio.puertos.plan import Filtro
from dominio.reglas.cortes import corte_abierto
from dominio.reglas.panorama import bandas_de, estados_de
from dominio.reglas.permisos import alcanza_actividad
from dominio.valores.fechas import Corte, Vigencia


class VistaDelPlan:
    """El plan de la entidad del contexto, con los ojos de quien pide; dura lo que dura el caso."""

    def __init__(self, ctx: Contexto) -> None:
        """Guarda el contexto; las vigencias se leen una sola vez."""
        self.ctx = ctx
        self._vigencias: Sequence[Vigencia] | None = None

    @property
    def entidad_id(self) -> IdEntidad:
        """La entidad de quien pide."""
        return self.ctx.entidad.id

    @property
    def bandas(self) -> tuple[Banda, ...]:
        """Semáforo de la entidad, de mayor a menor."""
        return bandas_de(self.ctx.entidad)

    def vigencias(self) -> Sequence[Vigencia]:
        """Vigencias con plan, primero la actual y después de la más nueva a la más vieja.

        La actual es la del año de hoy; si no tiene plan, la más nueva.

        Raises:
            SinPlan: la entidad no tiene plan en ninguna vigencia.
        """
        if self._vigencias is None:
            todas = self.ctx.unidad.planes.vigencias(self.entidad_id)
            self._vigencias = sorted(todas, key=lambda vigencia: vigencia.anio != self.ctx.hoy.year)
        if not self._vigencias:
            raise SinPlan("plan", entidad=self.ctx.entidad.codigo)
        return self._vigencias

    def vigencia_actual(self) -> Vigencia:
        """La del año de hoy si hay plan; si no, la más nueva."""
        return self.vigencias()[0]

    def corte_abierto(self, vigencia: Vigencia) -> tuple[Corte, bool]:
        """El corte al que pertenece un reporte de hoy, y si es extemporáneo."""
        entidad = self.ctx.entidad
        return corte_abierto(self.ctx.hoy, entidad.periodicidad, vigencia, entidad.gracia)

    def ubicar(self, filtro: Filtro, campo: str) -> tuple[Vigencia, Sequence[Renglon]]:
        """Las actividades que cumplen el filtro y la vigencia en que están.

        Mira primero la vigencia actual: un reporte empezado en diciembre y confirmado en enero
        sigue siendo de su vigencia.

        Raises:
            NoEncontrado: no hay ninguna, o están retiradas.
            SinPlan: la entidad no tiene plan.
        """
        for vigencia in self.vigencias():
            renglones = self.ctx.unidad.planes.renglones(self.entidad_id, vigencia, filtro)
            if renglones:
                return vigencia, renglones
        raise NoEncontrado(campo)

    def actividad_a_cargo(self, actividad_id: IdActividad) -> tuple[Vigencia, Renglon]:
        """La actividad y su vigencia, si quien pide puede reportarla.

        Raises:
            NoEncontrado: no existe o está retirada.
            PermisoDenegado: existe pero no está a su cargo.
        """
        vigencia, renglones = self.ubicar(Filtro(actividad_id=actividad_id), "actividad")
        renglon = renglones[0]
        if not self.alcanza(renglon):
            raise PermisoDenegado("actividad", objeto=renglon.codigo)
        return vigencia, renglon

    def alcanza(self, renglon: Renglon) -> bool:
        """Si quien pide puede reportar esa actividad."""
        return alcanza_actividad(self.ctx.actor, renglon.dependencia_id, renglon.responsable_id)

    def medir(self, renglones: Sequence[Renglon]) -> tuple[EstadoActividad, ...]:
        """Cada actividad frente a lo que debía ir hoy."""
        return estados_de(renglones, self.ctx.hoy, self.bandas)
