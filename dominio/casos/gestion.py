"""Lo que todo caso que gestiona personas comprueba: su turno, quién es y que quede quien administre."""

from __future__ import annotations

from dominio.casos.contexto import Contexto
from dominio.casos.directorio import Directorio
from dominio.entender.texto import normalizar
from dominio.errores import DependenciaFaltante, NoEncontrado
from dominio.errores.personas import UltimaAdministracion
from dominio.modelo.identidad import IdDependencia, IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.reglas.permisos import Permiso, exigir, puede

CON_DEPENDENCIA = frozenset({Rol.JEFE, Rol.RESPONSABLE})


class Gestion:
    """Las personas de la entidad del contexto, con las manos de quien pide; dura lo que dura el caso."""

    def __init__(self, ctx: Contexto) -> None:
        """Guarda el contexto; nada se lee hasta que se pide."""
        self.ctx = ctx

    def tomar_turno(self, permiso: Permiso = Permiso.GESTIONAR_PERSONAS) -> Persona:
        """Espera que nadie más gestione personas de la entidad; devuelve a quien pide como es ahora.

        Raises:
            PermisoDenegado: mientras esperaba le quitaron el acceso o el rol.
        """
        self.ctx.unidad.personas.exclusiva(self.ctx.entidad.id)
        if not self.ctx.actor.id:
            return self.ctx.actor
        actor = self.ctx.unidad.personas.traer(self.ctx.actor.id)
        exigir(actor, permiso)
        return actor

    def persona(self, persona_id: IdPersona) -> Persona:
        """La persona de la entidad; ``NoEncontrado`` si es de otra."""
        persona = self.ctx.unidad.personas.traer(persona_id)
        if persona.entidad_id != self.ctx.entidad.id:
            raise NoEncontrado("persona")
        return persona

    def exigir_otra_administracion(self, persona: Persona) -> None:
        """Lanza ``UltimaAdministracion`` si sin ella nadie vinculado podría gestionar personas.

        La línea de órdenes sí puede: desde ahí se invita a la siguiente.
        """
        if not _gestiona(persona) or self.ctx.canal == "cli":
            return
        personas = self.ctx.unidad.personas.listar(self.ctx.entidad.id)
        mismo_rol = [p for p in personas if p.id != persona.id and p.rol is persona.rol and _gestiona(p)]
        otras = [p for p in personas if p.id != persona.id and _gestiona(p)]
        if not (mismo_rol if persona.rol is Rol.ADMINISTRACION else otras):
            raise UltimaAdministracion("persona", persona=persona.nombre)

    def dependencia(
        self, rol: Rol, texto: str | None, anterior: IdDependencia | None
    ) -> IdDependencia | None:
        """La dependencia escrita o, si no se escribió, la que ya tenía.

        Raises:
            NoEncontrado: ninguna dependencia, o más de una, responde a ese código o nombre.
            DependenciaFaltante: el rol necesita dependencia y no hay ninguna.
        """
        hallada = anterior
        if normalizar(texto or ""):
            todas = self.ctx.unidad.entidades.dependencias(self.ctx.entidad.id)
            hallada = Directorio(todas).hallar(texto or "").id
        if hallada is None and rol in CON_DEPENDENCIA:
            raise DependenciaFaltante("dependencia", rol=rol.value)
        return hallada


def _gestiona(persona: Persona) -> bool:
    return persona.activa and persona.telegram_id is not None and puede(persona, Permiso.GESTIONAR_PERSONAS)
