"""La coherencia de lo guardado: qué se mira, con los ajustes y las aceptaciones de la entidad."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Self

from dominio.casos.contexto import Contexto
from dominio.casos.vista_cierre import VistaDelCierre
from dominio.errores import SinPlan
from dominio.modelo.coherencia import AjusteDeRegla, OmisionVigente, ReglaRelajada, SinEvaluar
from dominio.modelo.corte import Omision
from dominio.modelo.entidad import Dependencia
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.reporte import Avance, EstadoReporte, OrigenReporte
from dominio.modelo.resultado import ResultadoDeMeta
from dominio.reglas.coherencia.evaluar import evaluar
from dominio.reglas.coherencia.fichas import vigentes
from dominio.reglas.coherencia.plan import PlanGuardado
from dominio.reglas.coherencia.sin_evaluar import sin_evaluar
from dominio.valores.fechas import Corte, Vigencia


class VistaDeCoherencia(VistaDelCierre):
    """El plan entero al corte, con lo que las reglas miran además de él.

    Se evalúa siempre toda la entidad: una meta o un proyecto pueden ser de varias dependencias.
    """

    def __init__(self, ctx: Contexto, vigencia: Vigencia, corte: Corte | None = None) -> None:
        """Sin corte, con todo lo reportado hasta hoy."""
        super().__init__(ctx, vigencia, corte or Corte(vigencia, "M", 12), None)

    @classmethod
    def con_plan(cls, ctx: Contexto, vigencia: Vigencia) -> Self:
        """La de una vigencia con plan.

        Raises:
            SinPlan: la entidad no tiene plan en ella.
        """
        vista = cls(ctx, vigencia)
        if not vista.renglones:
            raise SinPlan("plan", entidad=ctx.entidad.codigo, vigencia=vigencia)
        return vista

    @cached_property
    def directorio(self) -> Sequence[Dependencia]:
        """Las dependencias de la entidad, en su orden."""
        return self.ctx.unidad.entidades.dependencias(self.entidad_id)

    @cached_property
    def ajustes(self) -> Mapping[str, AjusteDeRegla]:
        """Lo que la entidad cambió de las reglas."""
        return self.ctx.unidad.coherencia.ajustes(self.entidad_id)

    @cached_property
    def hallazgos(self) -> tuple[Hallazgo, ...]:
        """Los de las reglas prendidas, con su aceptación si la tienen, en el orden de sus códigos."""
        aceptados = self.ctx.unidad.coherencia.aceptaciones(self.entidad_id, self.vigencia)
        hallados = evaluar(self._guardado, self.ajustes)
        if not aceptados:
            return tuple(hallados)
        return tuple(replace(hallazgo, aceptacion=aceptados.get(hallazgo.huella)) for hallazgo in hallados)

    @cached_property
    def relajadas(self) -> tuple[ReglaRelajada, ...]:
        """Las reglas que la entidad apagó, o los errores que rebajó, con su razón, quién y cuándo."""
        return tuple(una for regla in vigentes(self.ajustes) if (una := regla.relajada) is not None)

    @cached_property
    def sin_evaluar(self) -> tuple[SinEvaluar, ...]:
        """Lo que falta cargar y las reglas que por eso no dijeron nada."""
        prendidas = {regla.ficha.codigo for regla in vigentes(self.ajustes) if not regla.apagada}
        return sin_evaluar(self._guardado, prendidas)

    @cached_property
    def de_quien(self) -> dict[str, frozenset[str]]:
        """Código de actividad o meta, en minúsculas → las dependencias que la tienen en el plan."""
        duenas: dict[str, set[str]] = {}
        for renglon in self.renglones:
            for codigo in (renglon.codigo, renglon.meta_codigo):
                duenas.setdefault(codigo.casefold(), set()).add(renglon.dependencia)
        return {codigo: frozenset(suyas) for codigo, suyas in duenas.items()}

    @cached_property
    def _guardado(self) -> PlanGuardado:
        return self.guardado()

    def de(self, dependencia: Dependencia | None) -> tuple[Hallazgo, ...]:
        """Los de una dependencia; ``None`` es la entidad entera."""
        if dependencia is None:
            return self.hallazgos
        return tuple(h for h in self.hallazgos if h.dependencia == dependencia.nombre)

    def guardado(self) -> PlanGuardado:
        """El plan para evaluar su coherencia, con los demás instrumentos."""
        unidad, entidad_id = self.ctx.unidad, self.entidad_id
        return PlanGuardado(
            vigencia=self.vigencia,
            renglones=self.renglones,
            registros=self.registros,
            metas=self.metas,
            ultimos=self.ultimos,
            previos=self._previos,
            resultados=self._resultados_por_meta,
            poai=unidad.planes.poai(entidad_id, self.vigencia),
            pac=unidad.planes.pac(entidad_id, self.vigencia),
            apropiaciones=unidad.coherencia.apropiaciones(entidad_id, self.vigencia),
            omisiones=self._omisiones_vigentes,
            certificadas=unidad.coherencia.certificadas(entidad_id, self.vigencia),
            logros=self._logros,
            directorio={dependencia.id: dependencia.nombre for dependencia in self.directorio},
            catalogos=unidad.catalogos.de(entidad_id),
            hoy=min(self.ctx.hoy, self.corte.hasta) if self.corte.hasta.month < 12 else self.ctx.hoy,
            limite_narrativa=self.ctx.entidad.limite_narrativa,
        )

    @cached_property
    def _previos(self) -> dict[int, Avance]:
        """Actividad → el reporte que contaba antes del último; lo corregido ya no cuenta."""
        corregidos = {a.correccion.reemplaza for a in self.avances if a.correccion is not None}
        previos: dict[int, Avance] = {}
        for avance in sorted(self.avances, key=lambda a: a.version):
            ultimo = self.ultimos.get(avance.actividad_id)
            cuenta = avance.estado is not EstadoReporte.DEVUELTO and avance.folio not in corregidos
            if cuenta and ultimo is not None and avance.version < ultimo.version:
                previos[avance.actividad_id] = avance
        return previos

    @cached_property
    def _resultados_por_meta(self) -> dict[int, list[ResultadoDeMeta]]:
        leidos = self.ctx.unidad.resultados.de_la_vigencia(self.entidad_id, self.vigencia, self.corte)
        corregidos = {r.correccion.reemplaza for r in leidos if r.correccion is not None}
        por_meta: dict[int, list[ResultadoDeMeta]] = {}
        for resultado in leidos:
            if resultado.estado is not EstadoReporte.DEVUELTO and resultado.folio not in corregidos:
                por_meta.setdefault(resultado.meta_id, []).append(resultado)
        return por_meta

    @cached_property
    def _logros(self) -> dict[str, Decimal]:
        """Código de meta → el logro de esta vigencia que trae el Plan Indicativo."""
        dichos = {meta.codigo: dict(meta.logros).get(self.vigencia.anio) for meta in self.metas}
        return {codigo: logro for codigo, logro in dichos.items() if logro is not None}

    @cached_property
    def _omisiones_vigentes(self) -> tuple[OmisionVigente, ...]:
        """Lo omitido en cortes cerrados hasta este y que nadie ha reportado después."""
        abiertas: dict[tuple[bool, str], list[tuple[Omision, str]]] = {}
        for situacion in self.situaciones(self.vigencia):
            if situacion.recibe or situacion.corte > self.corte:
                continue
            for falta in self._en(situacion.corte).omisiones:
                if not self._se_reporto_despues(falta, situacion.corte):
                    llave = (falta.actividad_id is None, falta.codigo)
                    abiertas.setdefault(llave, []).append((falta, str(situacion.corte)))
        return tuple(
            OmisionVigente(
                codigo, suyas[-1][0].dependencia or None, _cortes(suyas), de_meta, suyas[-1][0].responsable
            )
            for (de_meta, codigo), suyas in abiertas.items()
        )

    def _en(self, corte: Corte) -> VistaDelCierre:
        """La vista de otro corte, sin volver a leer el plan ni los reportes."""
        otra = VistaDelCierre(self.ctx, self.vigencia, corte, None)
        return otra.compartiendo(self)

    def _se_reporto_despues(self, falta: Omision, corte: Corte) -> bool:
        """Si desde ese corte hay reporte; lo que trajo un libro no es reportar."""
        if falta.actividad_id is None:
            return any(r.corte >= corte for r in self._resultados_por_meta.get(falta.meta_id or 0, ()))
        ultimo = self.ultimos.get(falta.actividad_id)
        return ultimo is not None and ultimo.origen is OrigenReporte.CHAT and ultimo.corte >= corte


def _cortes(omisiones: Iterable[tuple[Omision, str]]) -> tuple[str, ...]:
    return tuple(corte for _, corte in omisiones)
