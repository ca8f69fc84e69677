"""Los siete pasos armados: cada requisito con lo que lo prueba."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dominio.casos.vista_ruta import VistaDeRuta
from dominio.modelo.documento import ClaseDocumento
from dominio.modelo.libro import TipoLibro
from dominio.modelo.plan import TipoMeta
from dominio.modelo.remision import EstadoDeRemision
from dominio.modelo.ruta import Paso, Prueba, Requisito, RequisitoVisto, Ruta, SituacionDePaso
from dominio.reglas.permisos import ve_toda_la_entidad
from dominio.reglas.publicacion import ELEMENTOS_DEL_PLAN, elementos_del_plan
from dominio.reglas.ruta import estado_del_paso, requisito_visto

# Con qué documento se prueba cada requisito que se prueba con uno.
CON_DOCUMENTO: Mapping[Requisito, ClaseDocumento] = {
    Requisito.LINEAMIENTOS: ClaseDocumento.LINEAMIENTOS,
    Requisito.PDT: ClaseDocumento.PDT,
    Requisito.MFMP: ClaseDocumento.MFMP,
    Requisito.POAI: ClaseDocumento.POAI,
    Requisito.PAC: ClaseDocumento.PAC,
    Requisito.COMPRAS: ClaseDocumento.COMPRAS,
    Requisito.INFORME_DE_GESTION: ClaseDocumento.GESTION,
    Requisito.PRESUPUESTO: ClaseDocumento.PRESUPUESTO,
}
_CON_CARGA: Mapping[Requisito, TipoLibro] = {
    Requisito.INDICATIVO: TipoLibro.INDICATIVO,
    Requisito.POAI: TipoLibro.POAI,
    Requisito.PAC: TipoLibro.PAC,
    Requisito.FORMATO: TipoLibro.PLAN,
}
_DE_INSUMOS = (Requisito.PDT, Requisito.MFMP, Requisito.INDICATIVO)
_DE_COHERENCIA = (Requisito.INDICATIVO, Requisito.POAI, Requisito.PAC)
_ACOMPANAN = (Requisito.COMPRAS, Requisito.INFORME_DE_GESTION, Requisito.PRESUPUESTO)


@dataclass(frozen=True, slots=True)
class PasosDeLaRuta:
    """Los pasos de la vigencia de esa vista."""

    vista: VistaDeRuta

    def ruta(self) -> Ruta:
        """Los siete pasos; de las dependencias, las que ve quien pide."""
        vista, actor = self.vista, self.vista.ctx.actor
        todas = ve_toda_la_entidad(actor)
        return Ruta(
            vigencia=vista.vigencia,
            pasos=tuple(self.situacion(paso) for paso in Paso),
            dependencias=tuple(
                r for r in vista.remisiones if todas or r.dependencia_id == actor.dependencia_id
            ),
            cargas=vista.cargas,
            aprobacion=vista.aprobacion,
            publicaciones=vista.publicaciones,
        )

    def situacion(self, paso: Paso) -> SituacionDePaso:
        """Cómo va un paso y qué le falta."""
        marca = self.vista.marcas.get(f"paso:{paso.value}")
        requisitos = tuple(self._requisitos(paso))
        estado = estado_del_paso(requisitos, marca)
        return SituacionDePaso(paso, estado, self.vista.plazo(paso), requisitos, marca)

    def _requisitos(self, paso: Paso) -> list[RequisitoVisto]:
        match paso:
            case Paso.LINEAMIENTOS:
                return [self._ver(Requisito.LINEAMIENTOS), self._ver(Requisito.FORMATO)]
            case Paso.INSUMOS:
                banco = self._ver(Requisito.BANCO, self._banco())
                ajustes = self._ver(Requisito.AJUSTES, opcional=True)
                return [*map(self._ver, _DE_INSUMOS), banco, self._ver(Requisito.POAI), ajustes]
            case Paso.METAS:
                return [self._ver(Requisito.METAS_DE_GESTION, self._metas_de_gestion())]
            case Paso.COHERENCIA:
                sin_errores = self._ver(Requisito.SIN_ERRORES, self._sin_errores())
                return [*map(self._ver, _DE_COHERENCIA), sin_errores]
            case Paso.REMISION:
                return self._de_la_remision()
            case Paso.APROBACION:
                # El modelo de seguimiento está siempre: los cortes de la entidad lo son.
                seguimiento = self._ver(Requisito.SEGUIMIENTO, Prueba(1, 1), opcional=True)
                return [self._ver(Requisito.ACTA, self._acta()), seguimiento]
            case Paso.PUBLICACION:
                return self._de_la_publicacion()

    def _ver(
        self, clave: Requisito, prueba: Prueba | None = None, *, opcional: bool = False
    ) -> RequisitoVisto:
        propia = self._prueba(clave) if prueba is None else prueba
        return requisito_visto(clave, propia, self.vista.marcas, opcional=opcional)

    def _prueba(self, clave: Requisito) -> Prueba:
        """El instrumento cargado o el documento registrado, lo que haya."""
        tipo, clase = _CON_CARGA.get(clave), CON_DOCUMENTO.get(clave)
        carga = next((carga for carga in self.vista.cargas if carga.instrumento is tipo), None)
        # El que se cargó antes de que se anotara de qué libro salió también vale.
        filas = self.vista.filas_de(tipo) if tipo is not None and carga is None else 0
        return Prueba(
            hechos=filas or None,
            total=filas or None,
            carga=carga,
            documento=self.vista.documentos.get(clase) if clase else None,
        )

    def _banco(self) -> Prueba:
        invertidas = [r for r in self.vista.renglones if r.tipo_meta is TipoMeta.PRODUCTO]
        return Prueba(sum(bool(r.bpin) for r in invertidas), len(invertidas))

    def _metas_de_gestion(self) -> Prueba:
        cuantas = len({r.meta_id for r in self.vista.renglones if r.tipo_meta is not TipoMeta.PRODUCTO})
        return Prueba(cuantas, cuantas)

    def _sin_errores(self) -> Prueba:
        if self.vista.errores:
            return Prueba(0, len(self.vista.errores))
        return Prueba(1, 1) if self.vista.renglones else Prueba()

    def _de_la_remision(self) -> list[RequisitoVisto]:
        cuentan = [r for r in self.vista.remisiones if r.estado is not EstadoDeRemision.NO_APLICA]
        con_plan = sum(r.actividades > 0 for r in cuentan)
        recibidas = sum(r.al_dia for r in cuentan)
        return [
            self._ver(Requisito.DILIGENCIADO, Prueba(con_plan, len(cuentan))),
            self._ver(Requisito.RECIBIDO, Prueba(recibidas, len(cuentan))),
        ]

    def _acta(self) -> Prueba:
        aprobacion = self.vista.aprobacion
        if aprobacion is None:
            return Prueba()
        documentos = self.vista.ctx.unidad.documentos
        registrada = documentos.traer(self.vista.ctx.entidad.id, aprobacion.documento_id)
        # Si el acta se reemplazó por una copia mejor, la prueba es la que vale hoy.
        return Prueba(documento=self.vista.documentos.get(ClaseDocumento.ACTA, registrada))

    def _de_la_publicacion(self) -> list[RequisitoVisto]:
        cuentas = elementos_del_plan(self.vista.renglones, self.vista.registros)
        del_plan = [self._ver(clave, Prueba(*cuentas[clave])) for clave in ELEMENTOS_DEL_PLAN]
        publicado = Prueba(len(self.vista.publicaciones), len(self.vista.publicaciones))
        return [*del_plan, *map(self._ver, _ACOMPANAN), self._ver(Requisito.PUBLICADO, publicado)]
