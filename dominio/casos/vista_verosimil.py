"""Lo que rodea a un reporte de avance y hace falta para juzgar si es creíble."""

from __future__ import annotations

from dominio.casos.revision_avance import FichaDeActividad
from dominio.casos.vista import VistaDelPlan
from dominio.errores import NoEncontrado
from dominio.modelo.identidad import IdActividad
from dominio.modelo.plan import Renglon
from dominio.puertos.plan import Filtro
from dominio.reglas.panorama import esperado_de
from dominio.reglas.resultado import medir_resultado, programado_de
from dominio.reglas.verosimilitud.reportado import Alrededor, Vecindad
from dominio.valores.dinero import CERO as SIN_PESOS
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import CERO, CIEN, Porcentaje


class VistaVerosimil(VistaDelPlan):
    """El plan con lo que contrasta un avance: el gasto de la entidad y el resultado de su meta.

    Cada dato se lee solo si puede cambiar el juicio: en el camino corto es una consulta.
    """

    def vecindad(self, vigencia: Vigencia, renglon: Renglon) -> Vecindad:
        """Lo que rodea a esa actividad, sea cual sea el valor que se reporte de ella."""
        meta = self._avance_de_la_meta(vigencia, renglon)
        cumplida = meta is not None and meta >= CIEN
        return Vecindad(
            con_ejecucion=self._con_ejecucion(vigencia, renglon),
            avance_de_la_meta=meta,
            hermanas=self._hermanas(vigencia, renglon) if cumplida else None,
            limite_narrativa=self.ctx.entidad.limite_narrativa,
        )

    def alrededor(self, vigencia: Vigencia, renglon: Renglon, porcentaje: Porcentaje) -> Alrededor:
        """Lo que rodea a ese porcentaje, en puntos, de esa actividad."""
        return self.vecindad(vigencia, renglon).alrededor(porcentaje)

    def ficha(self, actividad_id: IdActividad) -> FichaDeActividad:
        """La actividad con lo que hace falta para reportarla.

        Raises:
            NoEncontrado: no existe o está retirada.
            PermisoDenegado: no está a cargo de quien pide.
        """
        vigencia, renglon = self.actividad_a_cargo(actividad_id)
        return FichaDeActividad(
            vigencia,
            renglon,
            self.ctx.hoy,
            esperado_de(renglon, self.ctx.hoy),
            self.bandas,
            self.recepcion(vigencia),
            self.vecindad(vigencia, renglon),
        )

    def _con_ejecucion(self, vigencia: Vigencia, renglon: Renglon) -> bool:
        saldos = renglon.saldos
        if saldos.definitiva == SIN_PESOS or saldos.obligaciones > SIN_PESOS:
            return False
        return self.ctx.unidad.planes.lleva_ejecucion(self.entidad_id, vigencia)

    def _avance_de_la_meta(self, vigencia: Vigencia, renglon: Renglon) -> Porcentaje | None:
        ultimo = self.ctx.unidad.resultados.ultimo(renglon.meta_id)
        if ultimo is None:
            return None
        try:
            _, meta = self.ctx.unidad.planes.meta(self.entidad_id, renglon.meta_id)
        except NoEncontrado:
            return None
        return medir_resultado(meta, programado_de(meta, vigencia), ultimo.valor)

    def _hermanas(self, vigencia: Vigencia, renglon: Renglon) -> tuple[Porcentaje, ...]:
        filtro = Filtro(meta_codigo=renglon.meta_codigo)
        return tuple(
            otra.avance or CERO
            for otra in self.ctx.unidad.planes.renglones(self.entidad_id, vigencia, filtro)
            if otra.proyecto_id == renglon.proyecto_id and otra.id != renglon.id
        )
