"""Lo que los casos leen del plan de una entidad, escrito una vez."""

from __future__ import annotations

from collections.abc import Sequence

from dominio.casos.contexto import Contexto
from dominio.errores import NoEncontrado, PermisoDenegado, SinPlan
from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import EstadoActividad
from dominio.modelo.corte import Recepcion, SituacionDeCorte
from dominio.modelo.delegacion import Delegacion
from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona
from dominio.modelo.plan import Renglon
from dominio.puertos.plan import Filtro
from dominio.reglas.cortes import recepcion, situaciones
from dominio.reglas.panorama import bandas_de, estados_de
from dominio.reglas.permisos import Permiso, alcanza_actividad, puede
from dominio.valores.fechas import Corte, Vigencia


class VistaDelPlan:
    """El plan de la entidad del contexto, con los ojos de quien pide; dura lo que dura el caso."""

    def __init__(self, ctx: Contexto) -> None:
        """Guarda el contexto; las vigencias y sus cortes se leen una sola vez."""
        self.ctx = ctx
        self._vigencias: Sequence[Vigencia] | None = None
        self._situaciones: dict[Vigencia, tuple[SituacionDeCorte, ...]] = {}

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

    def situaciones(self, vigencia: Vigencia) -> tuple[SituacionDeCorte, ...]:
        """Cómo está hoy cada corte de la vigencia, con lo que se haya decidido sobre él."""
        if vigencia not in self._situaciones:
            actos = self.ctx.unidad.cortes.actos(self.entidad_id, vigencia)
            self._situaciones[vigencia] = situaciones(vigencia, self.ctx.entidad, actos, self.ctx.hoy)
        return self._situaciones[vigencia]

    def recepcion(self, vigencia: Vigencia) -> Recepcion:
        """A qué corte va un reporte de hoy, con sus fechas, y qué otros están abiertos."""
        return recepcion(self.situaciones(vigencia))

    def corte_abierto(self, vigencia: Vigencia) -> tuple[Corte, bool]:
        """El corte al que pertenece un reporte de hoy, y si es extemporáneo."""
        recibe = self.recepcion(vigencia)
        return recibe.corte, recibe.extemporaneo

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
        """Si quien pide puede reportar esa actividad, por su papel o porque hoy se la delegaron."""
        propia = alcanza_actividad(self.ctx.actor, renglon.dependencia_id, renglon.responsable_id)
        return propia or self.delegacion_de(renglon) is not None

    @property
    def titulares(self) -> tuple[IdPersona, ...]:
        """Por quiénes reporta hoy quien pide, además de por sí."""
        actor = self.ctx.actor
        if not puede(actor, Permiso.REGISTRAR_AVANCE):
            return ()
        return tuple(d.titular_id for d in self.ctx.unidad.delegaciones.recibidas(actor.id, self.ctx.hoy))

    def delegacion_de(self, renglon: Renglon) -> Delegacion | None:
        """La delegación con que quien pide reporta hoy esa actividad; ``None`` si no es por delegación."""
        actor = self.ctx.actor
        if renglon.responsable_id in (None, actor.id) or renglon.responsable_id not in self.titulares:
            return None
        recibidas = self.ctx.unidad.delegaciones.recibidas(actor.id, self.ctx.hoy)
        return next(d for d in recibidas if d.titular_id == renglon.responsable_id)

    def anotar_delegado(self, renglon: Renglon, folio: str) -> dict[str, object]:
        """Deja dicho por quién se hizo el reporte; lo que la traza agrega, vacío si fue a nombre propio."""
        delegacion = self.delegacion_de(renglon)
        if delegacion is None:
            return {}
        self.ctx.unidad.delegaciones.anotar_reporte(self.entidad_id, folio, delegacion.id)
        return {"por_delegacion_de": delegacion.titular, "delegacion": delegacion.id}

    def con_delegadas(self, vigencia: Vigencia, filtro: Filtro) -> Sequence[Renglon]:
        """Las actividades del filtro y, después, las demás que hoy le delegaron a quien pide."""
        planes = self.ctx.unidad.planes
        propias = planes.renglones(self.entidad_id, vigencia, filtro)
        if not self.titulares:
            return propias
        ya = {renglon.id for renglon in propias}
        recibidas = planes.renglones(self.entidad_id, vigencia, Filtro(responsables=self.titulares))
        return [*propias, *(renglon for renglon in recibidas if renglon.id not in ya)]

    def medir(self, renglones: Sequence[Renglon]) -> tuple[EstadoActividad, ...]:
        """Cada actividad frente a lo que debía ir hoy."""
        return estados_de(renglones, self.ctx.hoy, self.bandas)
