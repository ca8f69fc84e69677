"""Lo que los casos de ejecución leen del plan: a qué se alcanza y de qué bolsa se gasta."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dominio.casos.vista import VistaDelPlan
from dominio.errores import NoEncontrado, PermisoDenegado
from dominio.modelo.financiero import MomentoGasto, Saldos
from dominio.modelo.identidad import IdProyecto, IdRegistro
from dominio.modelo.plan import Registro, Renglon
from dominio.puertos.plan import Filtro
from dominio.reglas.financiero import aplicar
from dominio.reglas.proyecto_fuente import lleva_gasto_de_proyecto, misma_bolsa, saldos_de_bolsa
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia

_CAMPO = {
    MomentoGasto.CDP: "cdp",
    MomentoGasto.COMPROMISO: "compromisos",
    MomentoGasto.OBLIGACION: "obligaciones",
    MomentoGasto.PAGO: "pagos",
}


class VistaDelGasto(VistaDelPlan):
    """Registros, proyectos y bolsas (proyecto × fuente) con los ojos de quien pide."""

    def proyecto_a_cargo(self, proyecto_id: IdProyecto) -> tuple[Vigencia, Sequence[Renglon]]:
        """Vigencia y actividades del proyecto, si todas están a cargo de quien pide.

        Raises:
            NoEncontrado: no existe o no le quedan actividades.
            PermisoDenegado: alguna actividad es de otra persona o dependencia.
        """
        vigencia, renglones = self.ubicar(Filtro(proyecto_id=proyecto_id), "proyecto")
        if not all(self.alcanza(renglon) for renglon in renglones):
            raise PermisoDenegado("proyecto", objeto=renglones[0].bpin)
        return vigencia, renglones

    def registro_a_cargo(self, registro_id: IdRegistro) -> tuple[Vigencia, Registro]:
        """El registro y su vigencia, si quien pide alcanza su actividad o su proyecto.

        Raises:
            NoEncontrado: no existe o lo suyo está retirado.
            PermisoDenegado: no está a su cargo.
        """
        registro = self.ctx.unidad.planes.registro(self.entidad_id, registro_id)
        if registro.actividad_id is not None:
            return self.actividad_a_cargo(registro.actividad_id)[0], registro
        if registro.proyecto_id is None:
            raise NoEncontrado("registro")
        return self.proyecto_a_cargo(registro.proyecto_id)[0], registro

    def anotar_delegado_de(self, registro: Registro, folio: str) -> dict[str, object]:
        """Como ``anotar_delegado``, para un movimiento del registro."""
        if not self.titulares:
            return {}
        filtro = Filtro(actividad_id=registro.actividad_id)
        if registro.actividad_id is None:
            filtro = Filtro(proyecto_id=registro.proyecto_id)
        _, renglones = self.ubicar(filtro, "registro")
        ajeno = next((renglon for renglon in renglones if self.delegacion_de(renglon)), None)
        return {} if ajeno is None else self.anotar_delegado(ajeno, folio)

    def mover(self, vigencia: Vigencia, registro: Registro, momento: MomentoGasto, nuevo: Pesos) -> Saldos:
        """Saldos después del movimiento, si la cadena se cumple; no guarda nada.

        El registro de actividad cumple la cadena por sí mismo. Si su proyecto × fuente lleva gasto
        a nivel de proyecto, lo que la cumple es la bolsa entera: el CDP puede estar en un nivel y
        la obligación en el otro.

        Raises:
            CadenaDeGastoRota: pasa de su límite o deja por encima al momento siguiente.
        """
        bolsa = self._bolsa(vigencia, registro)
        es_de_actividad = registro.actividad_id is not None
        if es_de_actividad and not lleva_gasto_de_proyecto(bolsa):
            return aplicar(registro.saldos, momento, acumulado=nuevo)
        saldos = saldos_de_bolsa(bolsa)
        otros = saldos.de(momento).centavos - registro.saldos.de(momento).centavos
        de_la_bolsa = aplicar(saldos, momento, acumulado=Pesos(otros + nuevo.centavos))
        return replace(registro.saldos, **{_CAMPO[momento]: nuevo}) if es_de_actividad else de_la_bolsa

    def _bolsa(self, vigencia: Vigencia, registro: Registro) -> list[Registro]:
        if registro.proyecto_id is None:
            return [registro]
        filtro = Filtro(proyecto_id=registro.proyecto_id)
        leidos = self.ctx.unidad.planes.registros(self.entidad_id, vigencia, filtro)
        return [otro for otro in leidos if misma_bolsa(otro, registro)]
