"""Las metas de la entidad con los ojos de quien pide: cuáles coordina y cómo van."""

from __future__ import annotations

from collections.abc import Sequence

from dominio.casos.ficha_de_meta import FichaDeMeta
from dominio.casos.vista import VistaDelPlan
from dominio.errores import NoEncontrado
from dominio.errores.metas import MetaNoCoordinada
from dominio.modelo.identidad import IdMeta
from dominio.modelo.plan import Meta, Renglon
from dominio.modelo.resultado import EstadoDeMeta
from dominio.puertos.plan import Filtro
from dominio.reglas.permisos import ambito_de_consulta
from dominio.reglas.resultado import coordinadoras_de, programado_de, puede_reportar_resultado
from dominio.valores.fechas import Corte, Vigencia


class VistaDeMetas(VistaDelPlan):
    """Las metas del plan y de su Plan Indicativo."""

    def coordinadas(self, a_cargo: Sequence[Renglon]) -> list[Meta]:
        """Las de la vigencia actual cuyo resultado puede reportar quien tiene a cargo esas actividades."""
        metas = self.ctx.unidad.planes.metas(self.entidad_id, self.vigencia_actual())
        por_meta: dict[IdMeta, list[Renglon]] = {}
        for renglon in a_cargo:
            por_meta.setdefault(renglon.meta_id, []).append(renglon)
        return [m for m in metas if puede_reportar_resultado(self.ctx.actor, m, por_meta.get(m.id, []))]

    def ficha(self, meta_id: IdMeta) -> FichaDeMeta:
        """La meta con sus actividades, su último resultado y el corte que le toca.

        Raises:
            NoEncontrado: no es de la entidad o ya no está en el plan.
        """
        vigencia, meta = self.ctx.unidad.planes.meta(self.entidad_id, meta_id)
        filtro = Filtro(meta_codigo=meta.codigo)
        renglones = tuple(self.ctx.unidad.planes.renglones(self.entidad_id, vigencia, filtro))
        coordinadoras = coordinadoras_de(meta, renglones)
        dependencia = next((r.dependencia for r in renglones if r.dependencia_id in coordinadoras), None)
        dependencia = dependencia or self._nombre_de(meta)
        corte, extemporaneo = self.corte_abierto(vigencia)
        anterior = self.ctx.unidad.resultados.ultimo(meta.id)
        return FichaDeMeta(vigencia, meta, dependencia, renglones, anterior, corte, extemporaneo)

    def _nombre_de(self, meta: Meta) -> str | None:
        """Cómo se llama la coordinadora que no tiene actividades de la meta."""
        todas = self.ctx.unidad.entidades.dependencias(self.entidad_id) if meta.coordinadora_id else ()
        return next((d.nombre for d in todas if d.id == meta.coordinadora_id), None)

    def por_reportar(self) -> list[Meta]:
        """Las que coordina la dependencia de quien pide, programadas y sin resultado en el corte abierto."""
        suya = self.ctx.actor.dependencia_id
        if suya is None:
            return []
        vigencia = self.vigencia_actual()
        metas = self.ctx.unidad.planes.metas(self.entidad_id, vigencia)
        propias = [m for m in metas if m.coordinadora_id == suya and programado_de(m, vigencia)]
        if not propias:
            return []
        corte, _extemporaneo = self.corte_abierto(vigencia)
        reportadas = self.ctx.unidad.resultados.con_reporte_en(self.entidad_id, vigencia, corte)
        return [meta for meta in propias if meta.id not in reportadas]

    def ficha_a_cargo(self, meta_id: IdMeta) -> FichaDeMeta:
        """La ficha, si quien pide puede reportar su resultado.

        Raises:
            NoEncontrado: no es de la entidad o ya no está en el plan.
            MetaNoCoordinada: la coordina otra dependencia.
        """
        ficha = self.ficha(meta_id)
        if not self.coordina(ficha):
            raise MetaNoCoordinada("meta", objeto=ficha.meta.codigo)
        return ficha

    def coordina(self, ficha: FichaDeMeta) -> bool:
        """Si quien pide puede reportar el resultado de esa meta."""
        alcanzadas = [renglon for renglon in ficha.renglones if self.alcanza(renglon)]
        return puede_reportar_resultado(self.ctx.actor, ficha.meta, alcanzadas)

    def estado(self, ficha: FichaDeMeta) -> EstadoDeMeta:
        """Su resultado y, aparte, sus actividades."""
        ultimo, programado = ficha.anterior, ficha.programado
        cerrado = self.ultimo_cerrado(ficha.vigencia)
        falta = cerrado is not None and (ultimo is None or ultimo.corte < cerrado)
        return EstadoDeMeta(
            meta=ficha.meta,
            programado=programado,
            ultimo=ultimo,
            avance=None if ultimo is None else ficha.avance_de(ultimo.valor),
            actividades=ficha.actividades,
            cuantas=len(ficha.renglones),
            omitida=bool(programado) and falta,
        )

    def ultimo_cerrado(self, vigencia: Vigencia) -> Corte | None:
        """El último corte de la vigencia que ya cerró; ``None`` si ninguno."""
        corte, extemporaneo = self.corte_abierto(vigencia)
        if extemporaneo:
            return corte
        anterior = corte.anterior()
        return anterior if anterior.vigencia == vigencia else None

    def exigir_visible(self, ficha: FichaDeMeta) -> None:
        """Que la meta esté al alcance de quien consulta.

        Raises:
            NoEncontrado: ni la coordina ni tiene actividades en la dependencia a la que se limita.
        """
        limite = ambito_de_consulta(self.ctx.actor)
        propias = {renglon.dependencia_id for renglon in ficha.renglones} | {ficha.meta.coordinadora_id}
        if limite is not None and limite not in propias:
            raise NoEncontrado("meta")
