"""Lo que se mira antes de corregir un reporte: si existe, si es el último y si es de quien pide."""

from __future__ import annotations

from dominio.casos.vista_gasto import VistaDelGasto
from dominio.entender.texto import limpiar
from dominio.errores import NoEncontrado, PermisoDenegado
from dominio.errores.ciclo import CorreccionNoEsLaUltima, CorreccionSinMotivo, ReporteDeLibro
from dominio.modelo.cadena_de_reporte import AvanceEnCadena, EjecucionEnCadena
from dominio.modelo.identidad import IdPersona
from dominio.modelo.plan import Registro, Renglon
from dominio.modelo.reporte import Avance, Correccion, Ejecucion, OrigenReporte
from dominio.puertos.plan import Filtro
from dominio.valores.fechas import Corte, Vigencia

MAXIMO_MOTIVO = 500


class VistaDeCorreccion(VistaDelGasto):
    """Los reportes de la entidad con los ojos de quien corrige.

    Corrige quien reportó, o quien tiene a cargo la actividad o el proyecto; y solo el último: un
    reporte que ya reemplazó otro es historia.
    """

    def avance(self, folio: str) -> tuple[AvanceEnCadena, Renglon]:
        """El avance y su actividad, si se puede corregir.

        Raises:
            NoEncontrado: no existe en la entidad, o su actividad está retirada.
            PermisoDenegado: ni lo reportó ni la tiene a cargo.
            ReporteDeLibro: llegó importado.
            CorreccionNoEsLaUltima: hay otro después.
        """
        hallado = self.ctx.unidad.ciclo.avance(self.entidad_id, folio)
        if hallado is None:
            raise NoEncontrado("folio", folio=folio)
        filtro = Filtro(actividad_id=hallado.avance.actividad_id)
        renglones = self.ctx.unidad.planes.renglones(self.entidad_id, hallado.vigencia, filtro)
        if not renglones:
            raise NoEncontrado("actividad", folio=folio)
        self._exigir(hallado.autor_id, folio, self.alcanza(renglones[0]))
        _exigir_ultimo(hallado.avance, hallado.ultimo)
        return hallado, renglones[0]

    def ejecucion(self, folio: str) -> tuple[EjecucionEnCadena, Registro]:
        """El movimiento y su registro, si se puede corregir.

        Raises:
            NoEncontrado, PermisoDenegado, ReporteDeLibro, CorreccionNoEsLaUltima: como en ``avance``.
        """
        # El registro va antes que su último movimiento: si otro lo mueve en medio, la versión lo delata.
        hallado = self.ctx.unidad.ciclo.ejecucion(self.entidad_id, folio)
        if hallado is None:
            raise NoEncontrado("folio", folio=folio)
        registro = self.ctx.unidad.planes.registro(self.entidad_id, hallado.ejecucion.registro_id)
        hallado = self.ctx.unidad.ciclo.ejecucion(self.entidad_id, folio) or hallado
        try:
            self.registro_a_cargo(registro.id)
            alcanza = True
        except PermisoDenegado:
            alcanza = False
        self._exigir(hallado.autor_id, folio, alcanza)
        _exigir_ultimo(hallado.ejecucion, hallado.ultimo)
        return hallado, registro

    def corte_de_correccion(self, vigencia: Vigencia, original: Corte) -> tuple[Corte, bool]:
        """El corte en que entra la corrección, y si queda marcada porque el del original ya cerró."""
        abierto, extemporaneo = self.corte_abierto(vigencia)
        if original > abierto:
            return original, extemporaneo
        return abierto, extemporaneo or abierto != original

    def siguiente(self, original: Avance | Ejecucion, motivo: str) -> Correccion:
        """El eslabón que sigue al reporte que se corrige.

        Raises:
            CorreccionSinMotivo: no dice por qué.
            EntradaInvalida: el motivo pasa de 500 caracteres.
        """
        limpio = limpiar(motivo, MAXIMO_MOTIVO)
        if not limpio:
            raise CorreccionSinMotivo("motivo", folio=original.folio)
        previas = original.correccion.numero if original.correccion is not None else 0
        return Correccion(original.folio, previas + 1, limpio)

    def _exigir(self, autor_id: IdPersona | None, folio: str, alcanza: bool) -> None:
        if not alcanza and autor_id != self.ctx.actor.id:
            raise PermisoDenegado("folio", objeto=folio)


def _exigir_ultimo(original: Avance | Ejecucion, ultimo: str) -> None:
    if original.origen is OrigenReporte.IMPORTACION:
        raise ReporteDeLibro("folio", folio=original.folio)
    if original.folio != ultimo:
        raise CorreccionNoEsLaUltima("folio", folio=original.folio, ultimo=ultimo)
