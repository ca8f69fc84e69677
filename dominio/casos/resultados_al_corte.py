"""Los resultados de las metas como estaban en un corte."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from dominio.casos.vista_cierre import VistaDelCierre
from dominio.modelo.plan import Meta, Renglon
from dominio.modelo.reporte import EstadoReporte
from dominio.modelo.resultado import EstadoDeMeta, ResultadoDeMeta
from dominio.reglas.resultado import avance_de_actividades, medir_resultado, programado_de


class ResultadosAlCorte:
    """Cada meta del ámbito con su último resultado hasta el corte."""

    def __init__(self, vista: VistaDelCierre) -> None:
        """Nada se lee hasta que se pide."""
        self._vista = vista

    def estados(self) -> dict[int, EstadoDeMeta]:
        """Meta → su resultado y, aparte, sus actividades."""
        return {meta.id: self._estado(meta) for meta in self._vista.metas}

    def _estado(self, meta: Meta) -> EstadoDeMeta:
        contados = self._por_meta[meta.id]
        ultimo = contados[-1] if contados else None
        programado = programado_de(meta, self._vista.vigencia)
        return EstadoDeMeta(
            meta=meta,
            programado=programado,
            ultimo=ultimo,
            avance=None if ultimo is None else medir_resultado(meta, programado, ultimo.valor),
            actividades=avance_de_actividades(self._actividades[meta.id]),
            cuantas=len(self._actividades[meta.id]),
            omitida=meta.id in self._omitidas,
        )

    @cached_property
    def _por_meta(self) -> defaultdict[int, list[ResultadoDeMeta]]:
        """Meta → los que cuentan hasta el corte, del más viejo al más nuevo."""
        vista = self._vista
        leidos = vista.ctx.unidad.resultados.de_la_vigencia(vista.entidad_id, vista.vigencia, vista.corte)
        contados: defaultdict[int, list[ResultadoDeMeta]] = defaultdict(list)
        for resultado in leidos:
            if resultado.estado is not EstadoReporte.DEVUELTO:
                contados[resultado.meta_id].append(resultado)
        return contados

    @cached_property
    def _actividades(self) -> defaultdict[int, list[Renglon]]:
        """Meta → sus actividades en el ámbito, con su avance al corte."""
        grupos: defaultdict[int, list[Renglon]] = defaultdict(list)
        for renglon in self._vista.renglones:
            grupos[renglon.meta_id].append(renglon)
        return grupos

    @cached_property
    def _omitidas(self) -> frozenset[int]:
        return frozenset(o.meta_id for o in self._vista.omisiones if o.meta_id is not None)
