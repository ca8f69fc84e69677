"""Las alertas de hoy: qué hay que atender, desde cuándo, qué se hace y quién debe hacerlo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dominio.casos.contexto import Contexto, caso
from dominio.casos.directorio import Directorio
from dominio.casos.situacion_de_hoy import SituacionDeHoy
from dominio.casos.vista_consulta import VistaDeConsulta
from dominio.casos.vista_revision import VistaDeRevision
from dominio.errores import PermisoDenegado, SinPlan
from dominio.errores.alertas import AlertaNoEncontrada
from dominio.modelo.alerta import Alerta, LibroDeAlertas, ordenar
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.persona import Rol
from dominio.modelo.plan import Renglon
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.puertos.plan import Filtro
from dominio.reglas.alertas.condiciones import falta_reporte
from dominio.reglas.alertas.de_actividades import Circunstancias, alertas_de_actividades
from dominio.reglas.cortes import fecha_de_referencia
from dominio.reglas.permisos import Permiso, ambito_de_consulta
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True, slots=True)
class CuentaDeAlertas:
    """Cuántas alertas de cada severidad tiene una dependencia; sin nombre, lo de toda la entidad."""

    id: int | None
    nombre: str | None
    errores: int
    advertencias: int
    informativos: int

    @property
    def total(self) -> int:
        """Todas."""
        return self.errores + self.advertencias + self.informativos


@dataclass(frozen=True, slots=True)
class PanoramaDeAlertas:
    """Las alertas al alcance de quien pide.

    Attributes:
        ambito: de qué son: la dependencia, o la persona si solo ve lo suyo; ``None`` = toda la entidad.
        actividades: cuántas se miraron.
        alertas: primero lo más grave y, a igual gravedad, lo más viejo.
    """

    vigencia: Vigencia
    ambito: str | None
    actividades: int
    alertas: tuple[Alerta, ...]

    def cuantas(self, severidad: Severidad) -> int:
        """Cuántas pesan eso."""
        return sum(alerta.severidad is severidad for alerta in self.alertas)

    @property
    def dependencias(self) -> tuple[CuentaDeAlertas, ...]:
        """Las que tienen alertas; primero la que tiene más errores y, a igual, la que más tiene."""
        grupos: dict[tuple[int | None, str | None], list[Severidad]] = {}
        for alerta in self.alertas:
            grupos.setdefault((alerta.dependencia_id, alerta.dependencia), []).append(alerta.severidad)
        cuentas = [
            CuentaDeAlertas(numero, nombre, *(pesos.count(una) for una in Severidad))
            for (numero, nombre), pesos in grupos.items()
        ]
        return tuple(sorted(cuentas, key=lambda c: (-c.errores, -c.total, c.nombre or "")))

    def de(self, dependencia_id: int | None) -> tuple[Alerta, ...]:
        """Las de una dependencia; ``None`` = las que no son de ninguna."""
        return tuple(a for a in self.alertas if a.dependencia_id == dependencia_id)


@caso(Permiso.CONSULTAR)
def ver_alertas(
    ctx: Contexto, vigencia: Vigencia | None = None, dependencia: str | None = None
) -> PanoramaDeAlertas:
    """Lo que hay que atender hoy: el responsable, lo suyo; la jefatura, lo de su dependencia.

    Args:
        ctx: quién pide.
        vigencia: ``None`` = la actual.
        dependencia: código o nombre; ``None`` = todo lo que ve quien pide.

    Raises:
        SinPlan: la entidad no tiene plan en esa vigencia.
        NoEncontrado: ninguna dependencia, o más de una, responde a ese código o nombre.
        PermisoDenegado: pide una dependencia que no es la suya.
    """
    return _ver(_Ambito.pedido(ctx, vigencia, dependencia))


@caso(Permiso.CONSULTAR)
def ver_alerta(ctx: Contexto, huella: str) -> Alerta:
    """La de esa huella (o de sus primeras doce cifras), si sigue siendo cierta.

    Raises:
        AlertaNoEncontrada: ya se resolvió, o no está al alcance de quien pide.
    """
    todas = _ver(_Ambito.pedido(ctx, None, None)).alertas
    hallada = next((a for a in todas if len(huella) >= 12 and a.huella.startswith(huella)), None)
    if hallada is None:
        raise AlertaNoEncontrada("alerta")
    return hallada


@caso(Permiso.EXPORTAR)
def libro_de_alertas(
    ctx: Contexto, vigencia: Vigencia | None = None, dependencia: str | None = None
) -> LibroDeAlertas:
    """Lo que lleva el libro de las alertas de hoy. Solo lee: vea ``anotar_libro_de_alertas``.

    Raises:
        SinPlan, NoEncontrado, PermisoDenegado: como ``ver_alertas``.
    """
    panorama = _ver(_Ambito.pedido(ctx, vigencia, dependencia))
    return LibroDeAlertas(ctx.entidad.nombre, panorama.vigencia, panorama.ambito, ctx.ahora, panorama.alertas)


@caso(Permiso.EXPORTAR)
def anotar_libro_de_alertas(ctx: Contexto, libro: LibroDeAlertas) -> None:
    """Deja la traza de quién pidió el libro; aparte, para que armarlo no detenga a quien escribe."""
    despues = {"ambito": libro.ambito, "alertas": len(libro.alertas)}
    ctx.anotar("exportar_alertas", f"vigencia:{libro.vigencia}", None, despues)


@dataclass(frozen=True, slots=True)
class _Ambito:
    """Qué parte del plan se mira, y su nombre."""

    vista: VistaDeConsulta
    vigencia: Vigencia
    dependencia_id: IdDependencia | None
    nombre: str | None

    @classmethod
    def pedido(cls, ctx: Contexto, vigencia: Vigencia | None, dependencia: str | None) -> _Ambito:
        vista = VistaDeConsulta(ctx)
        cual = vigencia or vista.vigencia_actual()
        todas = ctx.unidad.entidades.dependencias(ctx.entidad.id)
        limite = ambito_de_consulta(ctx.actor)
        numero, nombre = limite, next((d.nombre for d in todas if d.id == limite), None)
        if (dependencia or "").strip():
            elegida = Directorio(todas).hallar(dependencia or "")
            if limite not in (None, elegida.id):
                raise PermisoDenegado("dependencia", rol=ctx.actor.rol.value)
            numero, nombre = elegida.id, elegida.nombre
        if ctx.actor.rol is Rol.RESPONSABLE:
            nombre = ctx.actor.nombre
        return cls(vista, cual, numero, nombre)

    def renglones(self) -> Sequence[Renglon]:
        """Las actividades del ámbito; del responsable, las que tiene hoy a su cargo."""
        actor, planes = self.vista.ctx.actor, self.vista.ctx.unidad.planes
        if actor.rol is Rol.RESPONSABLE:
            return self.vista.con_delegadas(self.vigencia, Filtro(responsable_id=actor.id))
        return planes.renglones(
            self.vista.entidad_id, self.vigencia, Filtro(dependencia_id=self.dependencia_id)
        )


def _ver(ambito: _Ambito) -> PanoramaDeAlertas:
    vista, vigencia, ctx = ambito.vista, ambito.vigencia, ambito.vista.ctx
    renglones = ambito.renglones()
    if not renglones and vigencia not in vista.vigencias():
        raise SinPlan("plan", entidad=ctx.entidad.codigo, vigencia=vigencia)
    hoy = SituacionDeHoy(VistaDeRevision(ctx), vigencia, ambito.dependencia_id)
    c = _circunstancias(vista, vigencia, hoy)
    faltan = [r for r in renglones if falta_reporte(r, c.reportadas, c.dia_del_reporte or c.dia)]
    situacion = vista.recepcion(vigencia).situacion
    halladas = alertas_de_actividades(vista.medir(renglones), c)
    halladas += hoy.alertas(situacion, faltan, renglones)
    return PanoramaDeAlertas(vigencia, ambito.nombre, len(renglones), ordenar(halladas))


def _circunstancias(vista: VistaDeConsulta, vigencia: Vigencia, hoy: SituacionDeHoy) -> Circunstancias:
    ctx, llave = vista.ctx, (vista.entidad_id, vigencia)
    situacion = vista.recepcion(vigencia).situacion
    con_ejecucion = ctx.unidad.planes.lleva_ejecucion(*llave)
    hechos = ctx.unidad.alertas
    return Circunstancias(
        # Lo vencido lo está hoy; solo lo que se reporta en un corte se mira hasta su último día.
        dia=ctx.hoy,
        corte=situacion.corte,
        apertura=situacion.apertura,
        es_habil=ctx.calendario.es_habil,
        severidades=hoy.severidades,
        peor=vista.bandas[-1],
        reportadas=ctx.unidad.reportes.con_reporte_en(*llave, situacion.corte),
        con_ejecucion=con_ejecucion,
        primer_gasto=hechos.primer_gasto(*llave) if con_ejecucion else {},
        primer_avance=hechos.primer_avance(*llave) if con_ejecucion else {},
        por_contratar=hechos.por_contratar(*llave),
        habiles_para_contratar=hoy.margen(TipoRecordatorio.CONTRATACION).habiles,
        dia_del_reporte=fecha_de_referencia(ctx.hoy, situacion.corte),
        apremia=hoy.apremia(situacion),
    )
