"""Los reportes por revisar, con los ojos de quien los revisa."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from dominio.casos.vista_gasto import VistaDelGasto
from dominio.errores import CadenaDeGastoRota, ConflictoDeVersion, NoEncontrado
from dominio.errores.revision import SinVistoBueno
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.plan import Registro
from dominio.modelo.reporte import Ejecucion
from dominio.modelo.revision import Decision, NuevaRevision, Observacion, Revisable
from dominio.puertos.plan import Filtro
from dominio.reglas.permisos import ambito_de_consulta
from dominio.reglas.proyecto_fuente import misma_bolsa
from dominio.reglas.revision import (
    exigir_abierto,
    exigir_ajeno,
    exigir_sin_apoyo,
    exigir_ultimo_movimiento,
    firmas_que_faltan,
)


class VistaDeRevision(VistaDelGasto):
    """La cola de la entidad, a quién le toca cada reporte, y qué queda al devolverlo."""

    @cached_property
    def pendientes(self) -> Sequence[Revisable]:
        """Todo lo enviado y sin decidir, de cualquier vigencia con plan; primero lo más viejo."""
        return self.ctx.unidad.revisiones.pendientes(self.entidad_id, self.vigencias())

    def faltan(self, reporte: Revisable) -> tuple[Persona, ...]:
        """Quiénes deben dar el visto bueno antes que planeación."""
        jefes = self._jefes.get(reporte.dependencia_id, [])
        return firmas_que_faltan(reporte, jefes, activo=self.ctx.entidad.visto_bueno)

    def traer(self, folio: str) -> Revisable:
        """El reporte de ese folio.

        Raises:
            NoEncontrado: la entidad no tiene ese folio.
        """
        hallado = self.ctx.unidad.revisiones.por_folio(self.entidad_id, folio)
        if hallado is None:
            raise NoEncontrado("folio", texto=folio[:64])
        return hallado

    def visible(self, folio: str) -> Revisable:
        """El reporte, si es de una dependencia que quien pide consulta o si es suyo.

        Raises:
            NoEncontrado: no existe o no está a su alcance.
        """
        reporte, actor = self.traer(folio), self.ctx.actor
        if actor.id in reporte.autores or actor.id == reporte.responsable_id:
            return reporte
        if ambito_de_consulta(actor) not in (None, reporte.dependencia_id):
            raise NoEncontrado("folio", texto=folio[:64])
        return reporte

    def decidible(self, folio: str) -> Revisable:
        """El reporte, si sigue abierto y quien pide no lo escribió.

        Raises:
            NoEncontrado, ReporteYaDecidido, ReporteEnFirme, ReporteReemplazado, AutorNoDecide: por qué no.
        """
        reporte = self.traer(folio)
        exigir_abierto(reporte)
        exigir_ajeno(reporte, self.ctx.actor.id)
        return reporte

    def por_firmar(self, folio: str) -> Revisable:
        """El reporte, si a quien pide le toca darle el visto bueno o devolverlo.

        Raises:
            SinVistoBueno: la entidad no lo usa.
            NoEncontrado: no existe o es de otra dependencia.
            ReporteYaDecidido, ReporteEnFirme, ReporteReemplazado, AutorNoDecide: por qué no.
        """
        if not self.ctx.entidad.visto_bueno:
            raise SinVistoBueno("folio", folio=folio)
        if self.traer(folio).dependencia_id != self.ctx.actor.dependencia_id:
            raise NoEncontrado("folio", texto=folio[:64])
        return self.decidible(folio)

    def nueva(
        self, reporte: Revisable, decision: Decision, observacion: Observacion | None = None
    ) -> NuevaRevision:
        """La decisión de quien pide, ahora."""
        ctx = self.ctx
        return NuevaRevision(
            self.entidad_id,
            reporte.vigencia,
            reporte.tipo,
            reporte.id,
            reporte.folio,
            decision,
            ctx.actor.id,
            ctx.ahora,
            observacion,
        )

    def decidir(self, reporte: Revisable, nueva: NuevaRevision) -> None:
        """Guarda la decisión de un solo reporte, si nadie se adelantó.

        Raises:
            ReporteYaDecidido, ReporteReemplazado: otro llegó antes.
            ConflictoDeVersion: cambió mientras se decidía; vuelva a intentarlo.
        """
        if not self.ctx.unidad.revisiones.decidir([nueva]):
            exigir_abierto(self.traer(reporte.folio))
            raise ConflictoDeVersion("folio", folio=reporte.folio)

    def gasto_por_retirar(self, reporte: Revisable) -> tuple[Ejecucion, Registro] | None:
        """El movimiento y su registro, si devolverlo cambia el acumulado; no guarda nada.

        ``None`` si un libro de ejecución cargado después ya reemplazó ese acumulado.

        Raises:
            DevolverPrimero, GastoSostenido: otro movimiento se apoya en este.
        """
        revisiones, planes = self.ctx.unidad.revisiones, self.ctx.unidad.planes
        movimiento = revisiones.ejecuciones(self.entidad_id, [reporte.id])[reporte.id]
        registro = planes.registro(self.entidad_id, movimiento.registro_id)
        exigir_ultimo_movimiento(movimiento, revisiones.movimientos(self.entidad_id, [registro.id]))
        if registro.saldos.de(movimiento.momento) != movimiento.valor:
            return None
        try:
            self.mover(reporte.vigencia, registro, movimiento.momento, movimiento.anterior)
        except CadenaDeGastoRota as rota:
            roto = MomentoGasto(str(rota.datos["momento"]))
            exigir_sin_apoyo(movimiento, roto, self._de_la_bolsa(reporte, registro))
        return movimiento, registro

    def retirar_gasto(self, reporte: Revisable) -> None:
        """Deja el registro como estaba antes del movimiento que se devuelve.

        Raises:
            DevolverPrimero, GastoSostenido: otro movimiento se apoya en este.
            ConflictoDeVersion: otro movió el registro; vuelva a intentarlo.
        """
        hallado = self.gasto_por_retirar(reporte)
        if hallado is not None:
            gasto, registro = hallado
            self.ctx.unidad.revisiones.retirar_gasto(
                registro.id, gasto.momento, gasto.anterior, registro.version
            )

    @cached_property
    def _jefes(self) -> dict[IdDependencia | None, list[Persona]]:
        """Dependencia → su jefatura."""
        if not self.ctx.entidad.visto_bueno:
            return {}
        jefes: dict[IdDependencia | None, list[Persona]] = {}
        for persona in self.ctx.unidad.personas.listar(self.entidad_id, Rol.JEFE):
            jefes.setdefault(persona.dependencia_id, []).append(persona)
        return jefes

    def _de_la_bolsa(self, reporte: Revisable, registro: Registro) -> Sequence[Ejecucion]:
        """Lo que cuenta del mismo proyecto × fuente; lo del propio registro, al final."""
        ids = [registro.id]
        if registro.proyecto_id is not None:
            filtro = Filtro(proyecto_id=registro.proyecto_id)
            leidos = self.ctx.unidad.planes.registros(self.entidad_id, reporte.vigencia, filtro)
            ids = [otro.id for otro in leidos if misma_bolsa(otro, registro)]
        cuentan = self.ctx.unidad.revisiones.movimientos(self.entidad_id, ids)
        return sorted(cuentan, key=lambda uno: uno.registro_id == registro.id)
