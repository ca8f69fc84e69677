"""Lo que hoy está detenido y no es de una sola actividad: reportes, personas, cortes, ley y ruta."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dominio.casos.pasos_de_la_ruta import PasosDeLaRuta
from dominio.casos.vista_revision import VistaDeRevision
from dominio.casos.vista_ruta import VistaDeRuta
from dominio.modelo.alerta import Alerta
from dominio.modelo.corte import SituacionDeCorte
from dominio.modelo.identidad import IdDependencia, IdPersona
from dominio.modelo.persona import Rol
from dominio.modelo.plan import Renglon
from dominio.modelo.remision import AccionDeRemision
from dominio.modelo.ruta import Paso, PlazoDePaso
from dominio.modelo.tipo_de_recordatorio import FichaDeRecordatorio, TipoRecordatorio
from dominio.reglas.alertas.de_personas import alertas_de_no_entregables, alertas_de_reclamos
from dominio.reglas.alertas.de_plazos import (
    alertas_de_corte,
    alertas_de_ruta,
    alertas_legales,
    desde_que_apremia,
)
from dominio.reglas.alertas.de_reportes import alertas_de_cola, alertas_de_devueltos
from dominio.reglas.alertas.fichas import Severidades, severidades
from dominio.reglas.alertas.margen import Margen
from dominio.reglas.fechas_legales import con_las_de_omision
from dominio.reglas.permisos import Permiso, puede
from dominio.reglas.recordatorios import configuradas
from dominio.reglas.ruta import empieza_la_ruta
from dominio.valores.fechas import Vigencia, fecha_bogota

_ANTES_DE_REMITIR = (Paso.LINEAMIENTOS, Paso.INSUMOS, Paso.METAS)


@dataclass(frozen=True)
class SituacionDeHoy:
    """Lo que hoy está detenido en una vigencia, con los ojos de quien pide.

    Attributes:
        vista: de ella salen el contexto, los cortes y la cola de revisión.
        vigencia: la del plan.
        dependencia_id: para mirar solo una; ``None`` = toda la entidad.
    """

    vista: VistaDeRevision
    vigencia: Vigencia
    dependencia_id: IdDependencia | None

    @cached_property
    def recordatorios(self) -> dict[TipoRecordatorio, FichaDeRecordatorio]:
        """Las fichas de los recordatorios como las tiene la entidad."""
        ctx = self.vista.ctx
        return dict(configuradas(ctx.unidad.preferencias.ajustes(ctx.entidad.id)))

    @cached_property
    def severidades(self) -> Severidades:
        """Cuánto pesa cada regla en la entidad."""
        return severidades(self.recordatorios)

    def margen(self, tipo: TipoRecordatorio) -> Margen:
        """El del primer aviso de ese recordatorio, antes o después de su fecha."""
        ctx, desfases = self.vista.ctx, self.recordatorios[tipo].desfases
        return Margen(ctx.hoy, ctx.calendario.es_habil, abs(min(desfases, default=0)))

    def apremia(self, situacion: SituacionDeCorte | None) -> bool:
        """Si al corte le queda poco para cerrar, o ya cerró."""
        if situacion is None:
            return True
        return self.vista.ctx.hoy >= desde_que_apremia(situacion, self.margen(TipoRecordatorio.CORTE_CIERRA))

    def alertas(
        self, situacion: SituacionDeCorte, faltan: Sequence[Renglon], renglones: Sequence[Renglon]
    ) -> list[Alerta]:
        """Todo lo que quien pide puede ver y no es de una sola actividad.

        Args:
            situacion: el corte que se mira.
            faltan: las actividades del ámbito que deben reporte en él.
            renglones: las actividades del ámbito.
        """
        halladas = self.del_corte(situacion, faltan)
        if self.vista.ctx.actor.rol is Rol.RESPONSABLE:
            return halladas
        if self._gestiona:
            halladas += [*self._no_entregables(), *self._reclamos(frozenset(r.id for r in renglones))]
        if self.dependencia_id is None or self.vista.ctx.actor.rol is Rol.JEFE:
            halladas += self.legales()
        if self.dependencia_id is None:
            halladas += self._rutas(renglones)
        return halladas

    def del_corte(self, situacion: SituacionDeCorte, faltan: Sequence[Renglon]) -> list[Alerta]:
        """Los devueltos, lo que está por cerrar y, a quien no es solo responsable, lo que espera decisión."""
        halladas = [*self._devueltos(), *self._corte(situacion, faltan)]
        es_responsable = self.vista.ctx.actor.rol is Rol.RESPONSABLE
        return halladas if es_responsable else [*halladas, *self._cola()]

    @property
    def _gestiona(self) -> bool:
        """Si le sirve saber de las personas: la jefatura, de las suyas; consulta no las ve."""
        actor = self.vista.ctx.actor
        return puede(actor, Permiso.CONSULTAR_SIN_REPORTE)

    def _devueltos(self) -> list[Alerta]:
        ctx, vista = self.vista.ctx, self.vista
        if ctx.actor.rol is Rol.RESPONSABLE:
            suyos = ctx.unidad.revisiones.devueltos(vista.entidad_id, [self.vigencia], ctx.actor.id)
            return alertas_de_devueltos(suyos, self.severidades)
        todos = ctx.unidad.alertas.sin_corregir(vista.entidad_id, [self.vigencia], self.dependencia_id)
        return alertas_de_devueltos(todos, self.severidades)

    def _corte(self, situacion: SituacionDeCorte, faltan: Sequence[Renglon]) -> list[Alerta]:
        margen = self.margen(TipoRecordatorio.CORTE_CIERRA)
        return alertas_de_corte(situacion, faltan, margen, self.severidades)

    def _cola(self) -> list[Alerta]:
        vista = self.vista
        pendientes = vista.ctx.unidad.revisiones.pendientes(vista.entidad_id, [self.vigencia])
        propios = (r for r in pendientes if self.dependencia_id in (None, r.dependencia_id))
        esperan = ((reporte, vista.faltan(reporte)) for reporte in propios)
        return alertas_de_cola(esperan, self.margen(TipoRecordatorio.COLA), self.severidades)

    def _no_entregables(self) -> list[Alerta]:
        ctx = self.vista.ctx
        fichas = ctx.unidad.personas.fichas(ctx.entidad.id, self.vigencia, ctx.ahora)
        con_otra = ctx.unidad.recordados.con_quien_reporte(ctx.entidad.id, ctx.hoy)
        perdidos = ctx.unidad.recordados.no_llegaron(ctx.entidad.id, self.vigencia)
        desde = {IdPersona(quien): fecha_bogota(uno.desde) for quien, uno in perdidos.items()}
        propias = [
            f
            for f in fichas
            if f.persona.id not in con_otra and self.dependencia_id in (None, f.persona.dependencia_id)
        ]
        return alertas_de_no_entregables(propias, desde, self.severidades)

    def _reclamos(self, propias: frozenset[int]) -> list[Alerta]:
        ctx = self.vista.ctx
        pendientes = [r for r in ctx.unidad.reclamos.pendientes(ctx.entidad.id) if r.actividad_id in propias]
        return alertas_de_reclamos(pendientes, self.severidades)

    def legales(self) -> list[Alerta]:
        """Las fechas de ley que se acercan o pasaron, también las de este año si su plan no se ha cargado."""
        ctx, anio = self.vista.ctx, self.vigencia.anio
        fechas = con_las_de_omision(ctx.unidad.preferencias.fechas_legales(ctx.entidad.id))
        # Del año anterior solo queda lo que vence en este; del que viene, lo que ya se acerca.
        corre = ctx.hoy.year >= anio and self.vigencia == self.vista.vigencia_actual()
        cuales = sorted({anio - 1, anio, ctx.hoy.year, ctx.hoy.year + 1}) if corre else [anio]
        publicadas = {
            vigencia: vigencia.anio < anio or bool(ctx.unidad.ruta.publicaciones(ctx.entidad.id, vigencia))
            for vigencia in map(Vigencia, cuales)
        }
        return alertas_legales(fechas, publicadas, self.margen(TipoRecordatorio.LEGAL), self.severidades)

    def _rutas(self, renglones: Sequence[Renglon]) -> list[Alerta]:
        """Las de la vigencia y las de la que sigue, si ya empezó su ruta."""
        ctx = self.vista.ctx
        de_esta, siguiente = VistaDeRuta(ctx, self.vigencia), Vigencia(self.vigencia.anio + 1)
        # Son las mismas actividades: leer otra vez un plan grande cuesta más que todo lo demás.
        de_esta.renglones = renglones
        rutas = [de_esta]
        if ctx.hoy >= empieza_la_ruta(siguiente, ctx.calendario.es_habil):
            rutas.append(VistaDeRuta(ctx, siguiente))
        return [
            alerta
            for ruta in rutas
            for alerta in alertas_de_ruta(ruta.vigencia, _abiertos(ruta), ctx.hoy, self.severidades)
        ]


def _abiertos(ruta: VistaDeRuta) -> list[tuple[Paso, PlazoDePaso]]:
    """Los pasos sin terminar que todavía importan.

    Lo que precede a una aprobación ya dada no apremia, y de publicar avisa la fecha de ley. La
    coherencia, que hay que evaluar entera, se ve en lo que falta por remitir.
    """
    if ruta.aprobacion is not None or ruta.publicaciones:
        return []
    hoy = ruta.ctx.hoy
    vencidos = [paso for paso in Paso if ruta.plazo(paso).fecha < hoy]
    pasos = PasosDeLaRuta(ruta)
    abiertos = [p for p in vencidos if p in _ANTES_DE_REMITIR and not pasos.situacion(p).terminado]
    if Paso.REMISION in vencidos and _faltan_por_recibir(ruta):
        abiertos.append(Paso.REMISION)
    if Paso.APROBACION in vencidos:
        abiertos.append(Paso.APROBACION)
    return [(paso, ruta.plazo(paso)) for paso in abiertos]


def _faltan_por_recibir(ruta: VistaDeRuta) -> bool:
    """Si a alguna dependencia no se le ha recibido su parte y no se dijo que no le aplica."""
    ultimos = {
        a.dependencia_id: a.accion
        for a in ruta.ctx.unidad.ruta.remisiones(ruta.ctx.entidad.id, ruta.vigencia)
    }
    return any(
        ultimos.get(d.id) is not AccionDeRemision.RECIBIR and f"dependencia:{d.id}" not in ruta.marcas
        for d in ruta.dependencias
    )
