"""Lo que se sabe del camino del plan de una vigencia, leído una vez."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from dominio.casos.contexto import Contexto
from dominio.casos.vista_coherencia import VistaDeCoherencia
from dominio.errores import NoEncontrado
from dominio.modelo.documento import ClaseDocumento, Documento
from dominio.modelo.entidad import Dependencia
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.libro import TipoLibro
from dominio.modelo.marca import Marca
from dominio.modelo.plan import Registro, Renglon
from dominio.modelo.remision import (
    ActoDeRemision,
    Aprobacion,
    EstadoDeRemision,
    Publicacion,
    RemisionDeDependencia,
)
from dominio.modelo.ruta import Carga, Paso, PlazoDePaso
from dominio.reglas.documentos_del_plan import vigentes
from dominio.reglas.remision import estado_de_remision, huella_de_lo_remitido
from dominio.reglas.ruta import (
    detiene,
    periodo_de_gobierno,
    plazo_propuesto,
    ultimas_marcas,
)
from dominio.valores.fechas import Vigencia


class VistaDeRuta:
    """Lo que se sabe del plan de esa vigencia; dura lo que dura el caso."""

    def __init__(self, ctx: Contexto, vigencia: Vigencia) -> None:
        """Nada se lee hasta que se pide, y cada cosa se lee una vez."""
        self.ctx = ctx
        self.vigencia = vigencia
        self._entidad = ctx.entidad.id

    @classmethod
    def para(cls, ctx: Contexto, vigencia: Vigencia | None) -> VistaDeRuta:
        """La de esa vigencia; sin decir cuál, la del último plan cargado o la del año de hoy."""
        con_plan = [] if vigencia else ctx.unidad.planes.vigencias(ctx.entidad.id)
        return cls(ctx, vigencia or max(con_plan, default=Vigencia(ctx.hoy.year)))

    @cached_property
    def renglones(self) -> Sequence[Renglon]:
        """Las actividades de la entidad, en el orden del plan."""
        return self.ctx.unidad.planes.renglones(self._entidad, self.vigencia)

    @cached_property
    def registros(self) -> Sequence[Registro]:
        """Sus registros financieros."""
        return self.ctx.unidad.planes.registros(self._entidad, self.vigencia)

    @cached_property
    def dependencias(self) -> Sequence[Dependencia]:
        """Las de la entidad, en el orden del plan."""
        return self.ctx.unidad.entidades.dependencias(self._entidad)

    @cached_property
    def hallazgos(self) -> Sequence[Hallazgo]:
        """Lo que la coherencia dice hoy del plan entero, aceptado o no."""
        return VistaDeCoherencia(self.ctx, self.vigencia).hallazgos if self.renglones else ()

    @cached_property
    def errores(self) -> tuple[Hallazgo, ...]:
        """Los que impiden remitir, recibir y aprobar."""
        return tuple(hallazgo for hallazgo in self.hallazgos if detiene(hallazgo))

    @cached_property
    def documentos(self) -> Mapping[ClaseDocumento, Documento]:
        """El que vale de cada clase en la vigencia."""
        desde, hasta = periodo_de_gobierno(self.vigencia)
        return vigentes(self.ctx.unidad.documentos.de(self._entidad, desde, hasta), self.vigencia)

    @cached_property
    def marcas(self) -> dict[str, Marca]:
        """Lo dicho a mano que sigue valiendo."""
        return ultimas_marcas(self.ctx.unidad.ruta.marcas(self._entidad, self.vigencia))

    @cached_property
    def cargas(self) -> tuple[Carga, ...]:
        """De qué libro salió cada instrumento; con el nombre del libro si quedó anotado al recibirlo."""
        anotadas = self.ctx.unidad.ruta.cargas(self._entidad, self.vigencia)
        recibidos = self.ctx.unidad.libros_recibidos.todos(self._entidad, self.vigencia) if anotadas else ()
        nombres = {libro.original.huella: libro.original.nombre for libro in recibidos}
        return tuple(replace(carga, archivo=nombres.get(carga.archivo, carga.archivo)) for carga in anotadas)

    @cached_property
    def aprobacion(self) -> Aprobacion | None:
        """La del Consejo de Gobierno."""
        return self.ctx.unidad.ruta.aprobacion(self._entidad, self.vigencia)

    @cached_property
    def publicaciones(self) -> tuple[Publicacion, ...]:
        """Dónde se ha publicado."""
        return tuple(self.ctx.unidad.ruta.publicaciones(self._entidad, self.vigencia))

    def plazo(self, paso: Paso) -> PlazoDePaso:
        """El que fijó la entidad o, si no, el propuesto."""
        propio = self._plazos.get(paso)
        propuesto = plazo_propuesto(paso, self.vigencia, self.ctx.calendario.es_habil)
        if propio is None:
            return propuesto
        return PlazoDePaso(propio.fecha, False, propio.norma or propuesto.norma, propio.autor)

    @cached_property
    def _plazos(self) -> Mapping[Paso, PlazoDePaso]:
        return self.ctx.unidad.ruta.plazos(self._entidad, self.vigencia)

    def filas_de(self, instrumento: TipoLibro) -> int:
        """Cuántas filas hay guardadas de ese instrumento."""
        planes, llave = self.ctx.unidad.planes, (self._entidad, self.vigencia)
        match instrumento:
            case TipoLibro.INDICATIVO:
                return sum(bool(meta.programacion) for meta in planes.metas(*llave))
            case TipoLibro.POAI:
                return len(planes.poai(*llave))
            case TipoLibro.PAC:
                return len(planes.pac(*llave))
            case TipoLibro.EJECUCION:
                return int(planes.lleva_ejecucion(*llave))
            case TipoLibro.PLAN:
                return len(self.renglones)

    @cached_property
    def remisiones(self) -> tuple[RemisionDeDependencia, ...]:
        """Dónde va cada dependencia, en el orden del plan."""
        actos: dict[IdDependencia, list[ActoDeRemision]] = {}
        for acto in self.ctx.unidad.ruta.remisiones(self._entidad, self.vigencia):
            actos.setdefault(acto.dependencia_id, []).append(acto)
        return tuple(self._remision(d, tuple(actos.get(d.id, ()))) for d in self.dependencias)

    def remision(self, dependencia_id: IdDependencia) -> RemisionDeDependencia:
        """Dónde va esa dependencia.

        Raises:
            NoEncontrado: no es de la entidad.
        """
        hallada = next((r for r in self.remisiones if r.dependencia_id == dependencia_id), None)
        if hallada is None:
            raise NoEncontrado("dependencia")
        return hallada

    def huella_de(self, dependencia_id: IdDependencia) -> str:
        """Resumen de lo que la dependencia tiene programado ahora."""
        return huella_de_lo_remitido(
            self._de_cada_una.get(dependencia_id, ()), self._registros_de_cada_una.get(dependencia_id, ())
        )

    def _remision(self, dependencia: Dependencia, actos: tuple[ActoDeRemision, ...]) -> RemisionDeDependencia:
        suyos = self._de_cada_una.get(dependencia.id, ())
        errores = sum(hallazgo.dependencia == dependencia.nombre for hallazgo in self.errores)
        ultimo, marca = (actos[-1] if actos else None), self.marcas.get(f"dependencia:{dependencia.id}")
        estado = estado_de_remision(len(suyos), errores, ultimo, marca)
        entregada = estado in (EstadoDeRemision.REMITIDA, EstadoDeRemision.RECIBIDA)
        return RemisionDeDependencia(
            dependencia_id=dependencia.id,
            dependencia=dependencia.nombre,
            estado=estado,
            actividades=len(suyos),
            errores=errores,
            actos=actos,
            # Lo que cambia después de aprobado lo cambia un acto: es una modificación.
            cambio_despues=entregada
            and self.aprobacion is None
            and ultimo is not None
            and ultimo.huella != self.huella_de(dependencia.id),
            marca=marca,
            aprobada=self.aprobacion is not None,
        )

    @cached_property
    def _de_cada_una(self) -> Mapping[IdDependencia, list[Renglon]]:
        suyos: dict[IdDependencia, list[Renglon]] = {}
        for renglon in self.renglones:
            suyos.setdefault(renglon.dependencia_id, []).append(renglon)
        return suyos

    @cached_property
    def _registros_de_cada_una(self) -> Mapping[IdDependencia, list[Registro]]:
        suyos: dict[IdDependencia, list[Registro]] = {}
        for registro in self.registros:
            suyos.setdefault(registro.dependencia_id, []).append(registro)
        return suyos
