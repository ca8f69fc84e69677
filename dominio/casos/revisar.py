"""Revisar los reportes: la cola, aprobar uno o varios, y el visto bueno de la jefatura."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista_revision import VistaDeRevision
from dominio.errores.revision import SinVistoBueno
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.persona import Persona
from dominio.modelo.revision import Decision, Revisable
from dominio.reglas.permisos import Permiso
from dominio.reglas.revision import exigir_abierto, exigir_firma, exigir_sin_firma


@dataclass(frozen=True, slots=True)
class Monton:
    """Lo que hay por revisar de una dependencia; ``desde`` es de cuándo es lo más viejo (UTC)."""

    dependencia_id: IdDependencia
    dependencia: str
    cuantos: int
    desde: datetime


@dataclass(frozen=True, slots=True)
class Cola:
    """Lo que a quien mira le toca decidir, del más viejo al más nuevo.

    Attributes:
        propios: cuántos reportó o corrigió quien mira: los decide otra persona.
        esperan: cuántos esperan todavía el visto bueno de una jefatura.
    """

    reportes: tuple[Revisable, ...]
    propios: int = 0
    esperan: int = 0

    def de(self, dependencia_id: int | None) -> tuple[Revisable, ...]:
        """Los de una dependencia; ``None`` = todos."""
        if not dependencia_id:
            return self.reportes
        return tuple(r for r in self.reportes if r.dependencia_id == dependencia_id)

    def siguiente(self, dependencia_id: int | None, a: Revisable | None = None) -> Revisable | None:
        """El que sigue a uno en el mazo; al llegar al final se vuelve al principio."""
        mazo = [r for r in self.de(dependencia_id) if a is None or r.folio != a.folio]
        despues = (r for r in mazo if a is None or r.turno > a.turno)
        return next(despues, mazo[0] if mazo else None)

    def montones(self) -> tuple[Monton, ...]:
        """Por dependencia, primero la que tiene lo más viejo."""
        grupos: dict[IdDependencia, list[Revisable]] = {}
        for reporte in self.reportes:
            grupos.setdefault(reporte.dependencia_id, []).append(reporte)
        return tuple(
            Monton(numero, grupo[0].dependencia, len(grupo), grupo[0].reportado_en)
            for numero, grupo in grupos.items()
        )


@dataclass(frozen=True, slots=True)
class Lote:
    """Lo que pasó al aprobar varios; los saltados ya no esperaban esa decisión."""

    aprobados: tuple[Revisable, ...]
    saltados: tuple[str, ...]


@caso(Permiso.REVISAR)
def cola(ctx: Contexto) -> Cola:
    """Lo que le toca decidir a planeación: lo ajeno que ya no espera a ninguna jefatura.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDeRevision(ctx)
    esperan = {reporte.folio for reporte in vista.pendientes if vista.faltan(reporte)}
    listos = [reporte for reporte in vista.pendientes if reporte.folio not in esperan]
    ajenos = tuple(reporte for reporte in listos if ctx.actor.id not in reporte.autores)
    return Cola(ajenos, len(listos) - len(ajenos), len(esperan))


@caso(Permiso.DAR_VISTO_BUENO)
def cola_de_la_jefatura(ctx: Contexto) -> Cola:
    """Lo de su dependencia que espera su visto bueno.

    Raises:
        SinVistoBueno: en la entidad los reportes van directo a planeación.
        SinPlan: la entidad no tiene plan.
    """
    if not ctx.entidad.visto_bueno:
        raise SinVistoBueno("entidad")
    vista = VistaDeRevision(ctx)
    suyos = [r for r in vista.pendientes if r.dependencia_id == ctx.actor.dependencia_id]
    propios = sum(ctx.actor.id in reporte.autores for reporte in suyos)
    return Cola(tuple(r for r in suyos if ctx.actor.id in {j.id for j in vista.faltan(r)}), propios)


@caso(Permiso.REVISAR)
def aprobar(ctx: Contexto, folio: str) -> Revisable:
    """Aprueba un reporte y deja la traza; el de una actividad deja de estar sin revisar.

    Raises:
        NoEncontrado: la entidad no tiene ese folio.
        ReporteYaDecidido, ReporteEnFirme, ReporteReemplazado, AutorNoDecide, EsperaVistoBueno: por qué no.
    """
    vista = VistaDeRevision(ctx)
    reporte = vista.decidible(folio)
    exigir_firma(reporte, vista.faltan(reporte))
    vista.decidir(reporte, vista.nueva(reporte, Decision.APROBADO))
    ctx.anotar("aprobar_reporte", f"folio:{folio}", {"estado": "enviado"}, {"estado": "aprobado"})
    return reporte


@caso(Permiso.REVISAR)
def aprobar_varios(ctx: Contexto, folios: Sequence[str]) -> Lote:
    """Aprueba de una vez los de esa lista que sigan en la cola de quien pide, con una sola traza."""
    pedidos = dict.fromkeys(folios)
    elegidos = [reporte for reporte in cola(ctx).reportes if reporte.folio in pedidos]
    vista = VistaDeRevision(ctx)
    hechos = ctx.unidad.revisiones.decidir([vista.nueva(r, Decision.APROBADO) for r in elegidos])
    aprobados = tuple(reporte for reporte in elegidos if reporte.folio in hechos)
    if aprobados:
        despues = {"estado": "aprobado", "folios": [reporte.folio for reporte in aprobados]}
        ctx.anotar("aprobar_lote", f"reportes:{len(aprobados)}", {"estado": "enviado"}, despues)
    return Lote(aprobados, tuple(folio for folio in pedidos if folio not in hechos))


@caso(Permiso.DAR_VISTO_BUENO)
def dar_visto_bueno(ctx: Contexto, folio: str) -> Revisable:
    """Pasa un reporte de su dependencia a la cola de planeación, con su traza.

    Raises:
        SinVistoBueno: la entidad no lo usa.
        NoEncontrado: no existe o es de otra dependencia.
        VistoBuenoDado, ReporteYaDecidido, ReporteEnFirme, ReporteReemplazado, AutorNoDecide: por qué no.
    """
    vista = VistaDeRevision(ctx)
    reporte = vista.por_firmar(folio)
    exigir_sin_firma(reporte)
    if not ctx.unidad.revisiones.dar_visto_bueno(vista.nueva(reporte, Decision.VISTO_BUENO)):
        ahora = vista.traer(folio)
        exigir_abierto(ahora)
        exigir_sin_firma(ahora)
    ctx.anotar("dar_visto_bueno", f"folio:{folio}", None, {"estado": "enviado", "visto_bueno": True})
    return reporte


@caso(Permiso.CONSULTAR)
def firmas_pendientes(ctx: Contexto, folio: str) -> tuple[Revisable, tuple[Persona, ...]]:
    """El reporte recién guardado y a quiénes hay que avisarles que espera su visto bueno.

    Raises:
        NoEncontrado: no existe o no está al alcance de quien pide.
    """
    vista = VistaDeRevision(ctx)
    reporte = vista.visible(folio)
    return reporte, vista.faltan(reporte)
