"""Lo que quien pregunta puede ver del plan, de un objeto o de todo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from dominio.casos.busqueda import IndiceDelPlan
from dominio.casos.vista import VistaDelPlan
from dominio.errores import NoEncontrado
from dominio.modelo.identidad import IdActividad, IdDependencia, IdMeta, IdProyecto
from dominio.modelo.objeto import Objeto
from dominio.modelo.persona import Rol
from dominio.modelo.plan import Registro, Renglon
from dominio.puertos.plan import Filtro
from dominio.reglas.permisos import ambito_de_consulta


class VistaDeConsulta(VistaDelPlan):
    """El plan al alcance de quien pregunta; de un objeto se lee solo lo suyo cuando la base sabe cuál es."""

    @cached_property
    def visibles(self) -> Sequence[Renglon]:
        """Las actividades que la persona puede consultar, en el orden del plan."""
        return self._leer(Filtro(dependencia_id=ambito_de_consulta(self.ctx.actor)))

    @cached_property
    def mias(self) -> Sequence[Renglon]:
        """Las que la persona tiene a su cargo hoy; el jefe, las de su dependencia."""
        actor = self.ctx.actor
        es_jefe = actor.rol is Rol.JEFE and actor.dependencia_id is not None
        filtro = Filtro(dependencia_id=actor.dependencia_id) if es_jefe else Filtro(responsable_id=actor.id)
        return self.con_delegadas(self.vigencia_actual(), filtro)

    def hallar(self, ambito: str, clave: int) -> tuple[Objeto, Sequence[Renglon]]:
        """El objeto y sus actividades.

        Raises:
            NoEncontrado: no existe o no está al alcance de quien pide.
            SinPlan: la entidad no tiene plan.
        """
        if ambito == "entidad":
            return self.general(), self.visibles
        renglones = self._cercanos(ambito, clave)
        objeto = IndiceDelPlan(renglones).traer(ambito, clave)
        if objeto is None:
            raise NoEncontrado(ambito)
        return objeto, self.del_objeto(renglones, objeto)

    @staticmethod
    def del_objeto(renglones: Sequence[Renglon], objeto: Objeto) -> Sequence[Renglon]:
        """Las actividades del objeto entre las dadas; de la entidad, todas."""
        match objeto.ambito:
            case "entidad":
                return renglones
            case "dependencia":
                return [r for r in renglones if r.dependencia_id == objeto.id]
            case "proyecto":
                return [r for r in renglones if r.proyecto_id == objeto.id]
            case "meta":
                return [r for r in renglones if r.meta_id == objeto.id]
            case "programa":
                ancla = next(r for r in renglones if r.id == objeto.id)
                return [r for r in renglones if IndiceDelPlan.mismo_programa(r, ancla)]
            case _:
                return [r for r in renglones if r.id == objeto.id]

    @staticmethod
    def filtro_de(objeto: Objeto) -> Filtro:
        """Lo más que la base puede recortar para leer los registros de ese objeto."""
        match objeto.ambito:
            case "dependencia":
                return Filtro(dependencia_id=IdDependencia(objeto.id))
            case "proyecto":
                return Filtro(proyecto_id=IdProyecto(objeto.id))
            case "actividad":
                return Filtro(actividad_id=IdActividad(objeto.id))
            case _:
                return Filtro()

    def general(self) -> Objeto:
        """La entidad, o la dependencia a la que se limita quien pide."""
        limite = ambito_de_consulta(self.ctx.actor)
        if limite is None:
            entidad = self.ctx.entidad
            return Objeto("entidad", entidad.codigo, entidad.nombre, entidad.id)
        for dependencia in self.ctx.unidad.entidades.dependencias(self.entidad_id):
            if dependencia.id == limite:
                return Objeto("dependencia", dependencia.codigo, dependencia.nombre, dependencia.id)
        raise NoEncontrado("dependencia")

    def registros_de(self, renglones: Sequence[Renglon], objeto: Objeto) -> Sequence[Registro]:
        """Los registros financieros de esas actividades, y los del proyecto por fuente si es un proyecto."""
        ids = {renglon.id for renglon in renglones}
        leidos = self.ctx.unidad.planes.registros(
            self.entidad_id, self.vigencia_actual(), self.filtro_de(objeto)
        )
        proyecto = objeto.id if objeto.ambito == "proyecto" else None
        return [
            r
            for r in leidos
            if r.actividad_id in ids or (r.actividad_id is None and r.proyecto_id == proyecto)
        ]

    def _cercanos(self, ambito: str, clave: int) -> Sequence[Renglon]:
        """Las visibles entre las que está el objeto: una sola fila si es una actividad."""
        limite = ambito_de_consulta(self.ctx.actor)
        match ambito:
            case "actividad":
                return self._leer(Filtro(dependencia_id=limite, actividad_id=IdActividad(clave)))
            case "proyecto":
                return self._leer(Filtro(dependencia_id=limite, proyecto_id=IdProyecto(clave)))
            case "meta":
                propias = self._leer(Filtro(dependencia_id=limite, meta_id=IdMeta(clave)))
                de_la_meta = [r for r in self.de_coordinadas if r.meta_id == clave] if limite else ()
                return de_la_meta or propias
            case "dependencia" if limite is None:
                return self._leer(Filtro(dependencia_id=IdDependencia(clave)))
            case _:
                return self.visibles

    @cached_property
    def de_coordinadas(self) -> Sequence[Renglon]:
        """Las actividades, de cualquier dependencia, de las metas que coordina la de quien pregunta."""
        suya, planes = self.ctx.actor.dependencia_id, self.ctx.unidad.planes
        metas = planes.metas(self.entidad_id, self.vigencia_actual()) if suya is not None else ()
        coordinadas = {meta.id for meta in metas if meta.coordinadora_id == suya}
        if not coordinadas:
            return ()
        return [r for r in self._leer(Filtro()) if r.meta_id in coordinadas]

    def _leer(self, filtro: Filtro) -> Sequence[Renglon]:
        return self.ctx.unidad.planes.renglones(self.entidad_id, self.vigencia_actual(), filtro)
