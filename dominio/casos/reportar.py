"""Reportar el avance de una actividad: qué puedo reportar, qué pasaría y guardarlo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dominio.casos.contexto import Contexto, caso
from dominio.casos.revision_avance import FichaDeActividad, Narrado, RevisionAvance, ValorAvance
from dominio.casos.vista import VistaDelPlan
from dominio.casos.vista_verosimil import VistaVerosimil
from dominio.entender.texto import limpiar
from dominio.errores import RetrocesoSinMotivo
from dominio.errores.metas import ReporteSinAclaracion
from dominio.modelo.identidad import IdActividad
from dominio.modelo.persona import Rol
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import ArchivoAdjunto, Avance, NuevoAvance, OrigenReporte
from dominio.puertos.plan import Filtro
from dominio.reglas.permisos import Permiso
from dominio.reglas.verosimilitud.evaluar import DE_PESO
from dominio.valores.fechas import Corte, Vigencia

__all__ = [
    "MAXIMO_NARRATIVA",
    "DatosAvance",
    "FichaDeActividad",
    "Narrado",
    "RevisionAvance",
    "ValorAvance",
    "actividades_a_cargo",
    "corte_actual",
    "ficha_de_actividad",
    "registrar_avance",
    "revisar_avance",
    "vigencia_actual",
]

MAXIMO_NARRATIVA = 2_000


@dataclass(frozen=True, slots=True)
class DatosAvance:
    """Un reporte de avance listo para guardar.

    Attributes:
        clave_envio: la del borrador; repetirla devuelve el mismo reporte.
        logro, dificultades, motivo_retroceso: textos libres de hasta 2.000 caracteres.
        aclaracion: lo que explica una advertencia de peso, igual de largo.
    """

    clave_envio: str
    actividad_id: IdActividad
    valor: ValorAvance
    logro: str | None = None
    dificultades: str | None = None
    motivo_retroceso: str | None = None
    evidencias: tuple[ArchivoAdjunto, ...] = ()
    aclaracion: str | None = None


@caso(Permiso.CONSULTAR)
def vigencia_actual(ctx: Contexto) -> Vigencia:
    """La vigencia del año de hoy si tiene plan; si no, la más nueva.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    return VistaDelPlan(ctx).vigencia_actual()


@caso(Permiso.CONSULTAR)
def corte_actual(ctx: Contexto, vigencia: Vigencia) -> tuple[Corte, bool]:
    """El corte al que pertenece un reporte de hoy en esa vigencia, y si es extemporáneo."""
    return VistaDelPlan(ctx).corte_abierto(vigencia)


@caso(Permiso.REGISTRAR_AVANCE)
def actividades_a_cargo(ctx: Contexto) -> Sequence[Renglon]:
    """Las que la persona puede reportar en la vigencia actual, en el orden del plan.

    El responsable, las suyas; el jefe, las de su dependencia; planeación, todas. Después, las que hoy
    le delegaron.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDelPlan(ctx)
    actor = ctx.actor
    filtro = Filtro()
    if actor.rol is Rol.RESPONSABLE:
        filtro = Filtro(responsable_id=actor.id)
    elif actor.rol is Rol.JEFE:
        filtro = Filtro(dependencia_id=actor.dependencia_id)
    renglones = vista.con_delegadas(vista.vigencia_actual(), filtro)
    return [renglon for renglon in renglones if vista.alcanza(renglon)]


@caso(Permiso.REGISTRAR_AVANCE)
def ficha_de_actividad(ctx: Contexto, actividad_id: IdActividad) -> FichaDeActividad:
    """La actividad como está hoy; ``FichaDeActividad.revisar`` dice qué pasaría con un valor.

    Raises:
        NoEncontrado: la actividad no existe o está retirada.
        PermisoDenegado: no está a cargo de la persona.
    """
    return VistaVerosimil(ctx).ficha(actividad_id)


@caso(Permiso.REGISTRAR_AVANCE)
def revisar_avance(ctx: Contexto, actividad_id: IdActividad, valor: ValorAvance) -> RevisionAvance:
    """Qué pasaría si se reporta ese valor; no guarda nada.

    Raises:
        NoEncontrado: la actividad no existe o está retirada.
        PermisoDenegado: no está a cargo de la persona.
        AvanceSinValor: no trae porcentaje ni cantidad.
        PorcentajeFueraDeRango: lo declarado pasa de 100 %.
        SinProgramacion: trae cantidad y la actividad no tiene cantidad programada.
        NumeroIlegible: la cantidad es negativa o tiene más de tres decimales.
    """
    return VistaVerosimil(ctx).ficha(actividad_id).revisar(valor)


@caso(Permiso.REGISTRAR_AVANCE)
def registrar_avance(ctx: Contexto, datos: DatosAvance) -> Avance:
    """Guarda el reporte en el corte abierto y deja la traza; repetirlo devuelve el mismo folio.

    Todo se verifica con lo guardado en este momento, no con lo que se mostró al preguntar.

    Raises:
        RetrocesoSinMotivo: baja frente a lo anterior y no dice por qué.
        ReporteSinAclaracion: tiene una advertencia de peso y nada la explica.
        EntradaInvalida: un texto pasa de 2.000 caracteres.
        NoEncontrado, PermisoDenegado, AvanceSinValor, PorcentajeFueraDeRango, SinProgramacion,
            NumeroIlegible: como en ``revisar_avance``.
    """
    vista = VistaVerosimil(ctx)
    ficha = vista.ficha(datos.actividad_id)
    revision, narrado = ficha.revisar(datos.valor), _narrado(datos)
    # Al repetir un envío ya guardado el «anterior» es él mismo: no hay nada que explicar.
    if ctx.unidad.reportes.por_clave(datos.clave_envio) is None:
        _exigir_explicado(revision, narrado)
    nuevo = _nuevo(ctx, ficha.vigencia, revision, datos, narrado)
    avance, es_nuevo = ctx.unidad.reportes.guardar_avance(nuevo)
    if es_nuevo:
        _anotar(ctx, ficha.renglon, avance, vista.anotar_delegado(ficha.renglon, avance.folio))
    return avance


def _nuevo(
    ctx: Contexto,
    vigencia: Vigencia,
    revision: RevisionAvance,
    datos: DatosAvance,
    narrado: Narrado,
) -> NuevoAvance:
    # Lo que sobró de un valor que ya no baja o ya no se advierte no se guarda.
    hubo_peso = any(hallazgo.regla in DE_PESO for hallazgo in revision.advertencias(narrado))
    return NuevoAvance(
        clave_envio=datos.clave_envio,
        entidad_id=ctx.entidad.id,
        vigencia=vigencia,
        actividad_id=revision.renglon.id,
        corte=revision.corte,
        porcentaje=revision.porcentaje,
        cantidad=revision.cantidad,
        logro=narrado.logro,
        dificultades=narrado.dificultades,
        motivo_retroceso=narrado.motivo_retroceso if revision.retrocede else None,
        aclaracion=narrado.aclaracion if hubo_peso else None,
        extemporaneo=revision.extemporaneo,
        autor_id=ctx.actor.id,
        reportado_en=ctx.ahora,
        origen=OrigenReporte.CHAT,
        evidencias=datos.evidencias,
    )


def _narrado(datos: DatosAvance) -> Narrado:
    return Narrado(
        _texto(datos.logro),
        _texto(datos.dificultades),
        _texto(datos.motivo_retroceso),
        _texto(datos.aclaracion),
        len(datos.evidencias),
    )


def _exigir_explicado(revision: RevisionAvance, narrado: Narrado) -> None:
    if revision.retrocede and narrado.motivo_retroceso is None:
        raise RetrocesoSinMotivo("motivo_retroceso", anterior=revision.anterior, nuevo=revision.porcentaje)
    por_aclarar = revision.por_aclarar(narrado)
    if por_aclarar:
        raise ReporteSinAclaracion("aclaracion", regla=por_aclarar[0].regla)


def _texto(texto: str | None) -> str | None:
    """El texto limpio; vacío es lo mismo que no haberlo dado."""
    return limpiar(texto or "", MAXIMO_NARRATIVA) or None


def _anotar(ctx: Contexto, antes: Renglon, avance: Avance, delegado: dict[str, object]) -> None:
    ctx.anotar(
        "registrar_avance",
        f"actividad:{antes.codigo}",
        {
            "porcentaje": _o_nada(antes.avance),
            "cantidad": _o_nada(antes.cantidad),
            "corte": antes.ultimo_corte,
        },
        {
            "porcentaje": str(avance.porcentaje),
            "cantidad": _o_nada(avance.cantidad),
            "corte": str(avance.corte),
            "folio": avance.folio,
            "extemporaneo": avance.extemporaneo,
            "evidencias": avance.evidencias,
            **delegado,
        },
    )


def _o_nada(valor: object | None) -> str | None:
    return None if valor is None else str(valor)
