"""Lo que se advierte de los reportes ya guardados, para quien los revisa: de uno o de muchos a la vez."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dominio.casos.vista_verosimil import VistaVerosimil
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.identidad import IdActividad, IdMeta
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import Avance
from dominio.modelo.resultado import ResultadoDeMeta
from dominio.modelo.revision import Revisable, TipoReporte
from dominio.puertos.plan import Filtro
from dominio.reglas.avance import media_simple
from dominio.reglas.resultado import medir_resultado, programado_de
from dominio.reglas.revision import cuenta
from dominio.reglas.verosimilitud.ejecucion import advertencias_de_ejecucion
from dominio.reglas.verosimilitud.evaluar import advertencias_de
from dominio.reglas.verosimilitud.reportado import Alrededor
from dominio.reglas.verosimilitud.resultado import advertencias_de_resultado
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import CERO, CIEN, Porcentaje

Advertidos = dict[str, tuple[Hallazgo, ...]]


class VistaDeAdvertencias(VistaVerosimil):
    """Vuelve a calcular con lo de hoy lo que cada reporte haría preguntar."""

    def de(self, reportes: Sequence[Revisable]) -> Advertidos:
        """Folio → sus advertencias; el mismo número de consultas para uno que para mil."""
        grupos: dict[tuple[Vigencia, TipoReporte], list[Revisable]] = {}
        for reporte in reportes:
            grupos.setdefault((reporte.vigencia, reporte.tipo), []).append(reporte)
        halladas: Advertidos = {}
        for (vigencia, tipo), grupo in grupos.items():
            match tipo:
                case TipoReporte.AVANCE:
                    halladas |= self._de_avances(vigencia, grupo)
                case TipoReporte.EJECUCION:
                    halladas |= self._de_ejecuciones(vigencia, grupo)
                case TipoReporte.RESULTADO:
                    halladas |= self._de_resultados(vigencia, grupo)
        return halladas

    def _de_avances(self, vigencia: Vigencia, grupo: Sequence[Revisable]) -> Advertidos:
        pares = self.ctx.unidad.revisiones.avances(self.entidad_id, [reporte.id for reporte in grupo])
        if len(grupo) == 1:
            return self._de_un_avance(vigencia, *pares[grupo[0].id])
        renglones = self.ctx.unidad.planes.renglones(self.entidad_id, vigencia)
        por_id = {renglon.id: renglon for renglon in renglones}
        entorno = _Entorno(
            self.ctx.unidad.planes.lleva_ejecucion(self.entidad_id, vigencia),
            self._avances_de_metas(vigencia),
            renglones,
            self.ctx.entidad.limite_narrativa,
        )
        return {
            avance.folio: advertencias_de(renglon, anterior, avance, entorno.alrededor(renglon, avance))
            for avance, anterior in pares.values()
            if (renglon := por_id.get(avance.actividad_id)) is not None
        }

    def _de_un_avance(self, vigencia: Vigencia, avance: Avance, anterior: Avance | None) -> Advertidos:
        filtro = Filtro(actividad_id=avance.actividad_id)
        for renglon in self.ctx.unidad.planes.renglones(self.entidad_id, vigencia, filtro):
            alrededor = self.alrededor(vigencia, renglon, avance.porcentaje)
            return {avance.folio: advertencias_de(renglon, anterior, avance, alrededor)}
        return {}

    def _de_ejecuciones(self, vigencia: Vigencia, grupo: Sequence[Revisable]) -> Advertidos:
        filtro = self._filtro_de_movimiento(grupo[0]) if len(grupo) == 1 else Filtro()
        renglones = self.ctx.unidad.planes.renglones(self.entidad_id, vigencia, filtro)
        por_codigo = {renglon.codigo: renglon for renglon in renglones}
        return {
            reporte.folio: advertencias_de_ejecucion(renglon)
            for reporte in grupo
            if (renglon := por_codigo.get(reporte.objeto)) is not None
        }

    def _filtro_de_movimiento(self, reporte: Revisable) -> Filtro:
        movimiento = self.ctx.unidad.revisiones.ejecuciones(self.entidad_id, [reporte.id])[reporte.id]
        registro = self.ctx.unidad.planes.registro(self.entidad_id, movimiento.registro_id)
        return Filtro(actividad_id=registro.actividad_id, proyecto_id=registro.proyecto_id)

    def _de_resultados(self, vigencia: Vigencia, grupo: Sequence[Revisable]) -> Advertidos:
        pedidos = {reporte.id for reporte in grupo}
        metas = {meta.id: meta for meta in self.ctx.unidad.planes.metas(self.entidad_id, vigencia)}
        filtro = Filtro(meta_codigo=grupo[0].objeto) if len(grupo) == 1 else Filtro()
        actividades: dict[IdMeta, list[Renglon]] = {}
        for renglon in self.ctx.unidad.planes.renglones(self.entidad_id, vigencia, filtro):
            actividades.setdefault(renglon.meta_id, []).append(renglon)
        todos = self.ctx.unidad.resultados.de_la_vigencia(self.entidad_id, vigencia)
        previos = _previos(todos)
        return {
            uno.folio: advertencias_de_resultado(
                metas[uno.meta_id], previos[uno.id], uno, actividades.get(uno.meta_id, ())
            )
            for uno in todos
            if uno.id in pedidos and uno.meta_id in metas
        }

    def _avances_de_metas(self, vigencia: Vigencia) -> Mapping[IdMeta, Porcentaje]:
        """Cuánto de cada meta dice cumplido su último resultado, en puntos."""
        resultados = self.ctx.unidad.resultados.de_la_vigencia(self.entidad_id, vigencia)
        ultimos = {uno.meta_id: uno for uno in sorted(resultados, key=_version) if cuenta(uno.estado)}
        if not ultimos:
            return {}
        medidos = {
            meta.id: medir_resultado(meta, programado_de(meta, vigencia), ultimos[meta.id].valor)
            for meta in self.ctx.unidad.planes.metas(self.entidad_id, vigencia)
            if meta.id in ultimos
        }
        return {meta: medido for meta, medido in medidos.items() if medido is not None}


class _Entorno:
    """Lo que rodea a cada avance de una vigencia, leído una vez para todos."""

    def __init__(
        self,
        con_ejecucion: bool,
        metas: Mapping[IdMeta, Porcentaje],
        renglones: Sequence[Renglon],
        limite_narrativa: int | None,
    ) -> None:
        self._con_ejecucion = con_ejecucion
        self._metas = metas
        self._limite = limite_narrativa
        self._hermanas: dict[tuple[IdMeta, int | None], dict[IdActividad, Porcentaje]] = {}
        for renglon in renglones:
            grupo = self._hermanas.setdefault((renglon.meta_id, renglon.proyecto_id), {})
            grupo[renglon.id] = renglon.avance or CERO

    def alrededor(self, renglon: Renglon, avance: Avance) -> Alrededor:
        """Lo que rodea a un avance."""
        meta = self._metas.get(renglon.meta_id)
        # Sus hermanas solo importan si la meta se da por cumplida.
        cumplida = meta is not None and meta >= CIEN
        return Alrededor(
            con_ejecucion=self._con_ejecucion,
            avance_de_la_meta=meta,
            actividades_del_proyecto=self._media(renglon, avance.porcentaje) if cumplida else None,
            limite_narrativa=self._limite,
        )

    def _media(self, renglon: Renglon, porcentaje: Porcentaje) -> Porcentaje | None:
        hermanas = self._hermanas[renglon.meta_id, renglon.proyecto_id]
        return media_simple({**hermanas, renglon.id: porcentaje}.values()).valor


def _version(resultado: ResultadoDeMeta) -> int:
    return resultado.version


def _previos(resultados: Sequence[ResultadoDeMeta]) -> dict[int, ResultadoDeMeta | None]:
    """Resultado → el que contaba antes que él en su meta."""
    previos: dict[int, ResultadoDeMeta | None] = {}
    ultimos: dict[IdMeta, ResultadoDeMeta] = {}
    for uno in sorted(resultados, key=_version):
        previos[uno.id] = ultimos.get(uno.meta_id)
        if cuenta(uno.estado):
            ultimos[uno.meta_id] = uno
    return previos
