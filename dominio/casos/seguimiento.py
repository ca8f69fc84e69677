"""Seguir la entrega de los reportes de un corte, y la lista de lo que se recordó."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from dominio.casos.contexto import Contexto, caso
from dominio.casos.directorio import Directorio
from dominio.casos.vista import VistaDelPlan
from dominio.casos.vista_cierre import VistaDelCierre
from dominio.errores import NoEncontrado, SinPlan
from dominio.modelo.corte import SituacionDeCorte
from dominio.modelo.entidad import Dependencia
from dominio.modelo.identidad import IdActividad
from dominio.modelo.plan import Renglon
from dominio.modelo.seguimiento import (
    AntesDelReporte,
    CuentaDeEnviados,
    EntregaDeGrupo,
    FiltroDeEnviados,
    ListaDeEnviados,
    LlegadaDeReporte,
    SeguimientoDelCorte,
    SinReportar,
    Tiempos,
)
from dominio.reglas.permisos import Permiso
from dominio.reglas.seguimiento import (
    RelojHabil,
    con_su_reporte,
    curva,
    de_peor_a_mejor,
    pares_del_autor,
    peldanos,
    tiempos,
    tiempos_por,
)
from dominio.valores.fechas import BOGOTA, Corte, Vigencia, fecha_bogota


@caso(Permiso.VER_SEGUIMIENTO)
def seguimiento_del_corte(
    ctx: Contexto, corte: Corte | None = None, dependencia: str | None = None
) -> SeguimientoDelCorte:
    """Cómo van llegando los reportes de un corte, y lo que los recordatorios tuvieron que ver.

    Args:
        ctx: quién pide; a quien dirige una dependencia se le muestra la suya.
        corte: sin decir cuál, el que recibe hoy.
        dependencia: código o nombre; ``None`` es la entidad entera.

    Raises:
        SinPlan: la entidad no tiene plan.
        NoEncontrado: no es un corte de la entidad o es de una vigencia sin plan; o ninguna dependencia,
            o más de una, responde a ese nombre.
        PermisoDenegado: quien dirige una dependencia pide otra.
    """
    elegida = Directorio.pedida(ctx, dependencia)
    vista = _vista(ctx, corte, elegida)
    if vista.situacion is None:
        raise NoEncontrado("corte", texto=str(vista.corte))
    return _Entrega(vista, vista.situacion, elegida).seguimiento()


@caso(Permiso.VER_SEGUIMIENTO)
def lista_de_enviados(
    ctx: Contexto,
    vigencia: Vigencia | None = None,
    entre: tuple[date | None, date | None] = (None, None),
    dependencia: str | None = None,
) -> ListaDeEnviados:
    """Lo que se recordó en una vigencia, en el orden en que salió, con el reporte que llegó después.

    Solo lee: vea ``anotar_lista_de_enviados``.

    Args:
        ctx: quién pide; a quien dirige una dependencia se le da lo de la suya.
        vigencia: la del plan en curso si no se dice.
        entre: primer y último día de Bogotá, incluidos; ``None`` = sin límite.
        dependencia: código o nombre; ``None`` es la entidad entera.

    Raises:
        SinPlan: la entidad no tiene plan en esa vigencia.
        NoEncontrado, PermisoDenegado: como en ``seguimiento_del_corte``.
    """
    elegida = Directorio.pedida(ctx, dependencia)
    con_plan = VistaDelPlan(ctx).vigencias()
    elegido = vigencia or con_plan[0]
    if elegido not in con_plan:
        raise SinPlan("plan", entidad=ctx.entidad.codigo, vigencia=elegido)
    filtro = FiltroDeEnviados(*entre, None if elegida is None else elegida.id)
    enviados = ctx.unidad.seguimiento.enviados(ctx.entidad.id, elegido, filtro)
    reportes = ctx.unidad.seguimiento.reportes(ctx.entidad.id, elegido)
    return ListaDeEnviados(
        entidad=ctx.entidad,
        vigencia=elegido,
        dependencia=None if elegida is None else elegida.nombre,
        desde=entre[0],
        hasta=entre[1],
        generada_en=ctx.ahora,
        filas=con_su_reporte(enviados, reportes),
    )


@caso(Permiso.VER_SEGUIMIENTO)
def anotar_lista_de_enviados(ctx: Contexto, lista: ListaDeEnviados) -> None:
    """Deja la traza de quién pidió la lista, que lleva nombres; aparte, para no detener a quien escribe."""
    despues = {
        "desde": None if lista.desde is None else lista.desde.isoformat(),
        "hasta": None if lista.hasta is None else lista.hasta.isoformat(),
        "dependencia": lista.dependencia,
        "filas": len(lista.filas),
    }
    ctx.anotar("exportar_recordatorios", f"vigencia:{lista.vigencia}", None, despues)


def _vista(ctx: Contexto, corte: Corte | None, elegida: Dependencia | None) -> VistaDelCierre:
    vista = VistaDelPlan(ctx)
    vigencias = vista.vigencias()
    pedido = corte or vista.recepcion(vigencias[0]).corte
    if pedido.vigencia not in vigencias:
        raise NoEncontrado("corte", texto=str(pedido))
    return VistaDelCierre(ctx, pedido.vigencia, pedido, None if elegida is None else elegida.id)


def _comienzo(dia: date) -> datetime:
    """La medianoche con que empieza ese día en Bogotá."""
    return datetime.combine(dia, time.min, tzinfo=BOGOTA)


@dataclass
class _Entrega:
    """La entrega de un corte, calculada sobre lo que la vista ya leyó."""

    vista: VistaDelCierre
    situacion: SituacionDeCorte
    elegida: Dependencia | None
    reloj: RelojHabil = field(init=False)

    def __post_init__(self) -> None:
        self.reloj = RelojHabil(self.vista.ctx.calendario.es_habil)

    def seguimiento(self) -> SeguimientoDelCorte:
        """Todo junto."""
        vista, situacion = self.vista, self.situacion
        tarde = sum(una.tarde for una in self.llegadas)
        puntos = curva((una.en for una in self.llegadas), situacion.apertura, self._hasta)
        antes = self.antes
        return SeguimientoDelCorte(
            entidad=vista.ctx.entidad,
            dependencia=None if self.elegida is None else self.elegida.nombre,
            situacion=situacion,
            dia=puntos[-1].dia,
            deben=len(self.deben),
            a_tiempo=len(self.llegadas) - tarde,
            tarde=tarde,
            curva=puntos,
            recordados=self._recordados(),
            grupos=self._grupos(),
            faltan=self._faltan(),
            omisiones=tuple(o for o in vista.omisiones if o.actividad_id is not None),
            tiempos=tiempos("", [(a.en, llego) for _id, a, llego in self._pares], self.reloj),
            por_dependencia=self._por_dependencia(),
            por_tipo=tiempos_por(((a.tipo.value, a.en, llego) for _id, a, llego in self._pares), self.reloj),
            escalones=peldanos(self.llegadas, antes, len(self.deben)),
            enviados=tuple(self._enviados()),
            de_la_vigencia=tuple(s.corte for s in vista.situaciones(vista.vigencia)),
        )

    @cached_property
    def deben(self) -> dict[IdActividad, Renglon]:
        """Las actividades que debían reporte en el corte: las que lo tienen y las que faltan."""
        faltan = {omision.actividad_id for omision in self.vista.por_reportar}
        return {r.id: r for r in self.vista.base if r.id in self.vista.reportes or r.id in faltan}

    @cached_property
    def llegadas(self) -> list[LlegadaDeReporte]:
        """Los primeros reportes de esas actividades, en el orden en que llegaron."""
        todas = self.vista.ctx.unidad.seguimiento.llegadas(self.vista.entidad_id, self.vista.corte)
        return [una for una in todas if una.actividad_id in self.deben]

    @cached_property
    def antes(self) -> list[AntesDelReporte]:
        """Los recordatorios que salieron antes de cada reporte, desde que abrió el corte."""
        todos = self.vista.ctx.unidad.seguimiento.antes_del_reporte(
            self.vista.entidad_id, self.vista.corte, _comienzo(self.situacion.apertura)
        )
        return [uno for uno in todos if uno.actividad_id in self.deben]

    @cached_property
    def _pares(self) -> Sequence[tuple[IdActividad, AntesDelReporte, datetime]]:
        return pares_del_autor(self.llegadas, self.antes)

    @property
    def _hasta(self) -> date:
        """Hoy, o el día en que cerró; un corte por abrir, su apertura."""
        return max(self.situacion.apertura, min(self.vista.ctx.hoy, self.situacion.cierre))

    def _recordados(self) -> tuple[tuple[date, int], ...]:
        ambito = None if self.elegida is None else self.elegida.id
        salidas = self.vista.ctx.unidad.seguimiento.salidas_del_corte(
            self.vista.entidad_id, self.vista.corte, ambito
        )
        por_dia: dict[date, int] = defaultdict(int)
        for salida in salidas:
            por_dia[fecha_bogota(salida)] += 1
        return tuple(sorted(por_dia.items()))

    def _grupos(self) -> tuple[EntregaDeGrupo, ...]:
        """Por dependencia; si se mira una sola, por responsable."""
        tarde = {una.actividad_id: una.tarde for una in self.llegadas}
        miembros: dict[tuple[str, str], list[IdActividad]] = defaultdict(list)
        for renglon in self.deben.values():
            miembros[self._grupo_de(renglon)].append(renglon.id)
        return de_peor_a_mejor(
            EntregaDeGrupo(
                *grupo,
                deben=len(ids),
                a_tiempo=sum(tarde.get(uno) is False for uno in ids),
                tarde=sum(tarde.get(uno) is True for uno in ids),
            )
            for grupo, ids in miembros.items()
        )

    def _grupo_de(self, renglon: Renglon) -> tuple[str, str]:
        if self.elegida is None:
            return str(renglon.dependencia_id), renglon.dependencia
        return renglon.responsable, renglon.responsable

    def _faltan(self) -> tuple[SinReportar, ...]:
        de_cada_quien: dict[tuple[str, str], list[str]] = defaultdict(list)
        for omision in self.vista.por_reportar:
            if omision.actividad_id is not None:
                de_cada_quien[omision.dependencia, omision.responsable].append(omision.codigo)
        todos = [SinReportar(*quien, tuple(codigos)) for quien, codigos in de_cada_quien.items()]
        return tuple(sorted(todos, key=lambda uno: (-len(uno.codigos), uno.dependencia, uno.responsable)))

    def _por_dependencia(self) -> tuple[Tiempos, ...]:
        return tiempos_por(
            ((self.deben[actividad].dependencia, a.en, llego) for actividad, a, llego in self._pares),
            self.reloj,
        )

    def _enviados(self) -> Iterable[CuentaDeEnviados]:
        """Desde que abrió el corte hasta el final del día en que cierra."""
        ambito = None if self.elegida is None else self.elegida.id
        cierra = date.fromordinal(self.situacion.cierre.toordinal() + 1)
        entre = (_comienzo(self.situacion.apertura), _comienzo(cierra))
        return self.vista.ctx.unidad.seguimiento.cuentas(
            self.vista.entidad_id, self.vista.vigencia, entre, ambito
        )
