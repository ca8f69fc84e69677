"""Reportar el resultado de una meta: cuáles coordino, qué pasaría y guardarlo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dominio.casos.contexto import Contexto, caso
from dominio.casos.ficha_de_meta import FichaDeMeta, NarradoDeMeta, RevisionResultado
from dominio.casos.reportar import MAXIMO_NARRATIVA, actividades_a_cargo
from dominio.casos.vista_metas import VistaDeMetas
from dominio.entender.texto import limpiar
from dominio.errores import NoEncontrado
from dominio.errores.ciclo import CorreccionSinMotivo
from dominio.errores.metas import (
    ReporteSinAclaracion,
    ResultadoDesmedido,
    ResultadoYaReemplazado,
    ValorSinAclarar,
)
from dominio.modelo.identidad import IdMeta
from dominio.modelo.persona import Rol
from dominio.modelo.plan import Meta
from dominio.modelo.reporte import Correccion
from dominio.modelo.resultado import ClaseDeValor, EstadoDeMeta, NuevoResultado, ResultadoDeMeta
from dominio.reglas.permisos import Permiso
from dominio.reglas.verosimilitud.resultado import DE_PESO
from dominio.valores.porcentaje import Porcentaje

__all__ = [
    "DatosResultado",
    "FichaDeMeta",
    "NarradoDeMeta",
    "RevisionResultado",
    "ficha_de_meta",
    "metas_coordinadas",
    "registrar_resultado",
    "resultado_de_meta",
    "resultado_por_corregir",
]


@dataclass(frozen=True, slots=True)
class DatosResultado:
    """Un resultado listo para guardar.

    Attributes:
        clave_envio: la del borrador; repetirla devuelve el mismo reporte.
        valor, proyeccion: en la unidad de la meta; lo escrito y el cierre esperado de la vigencia.
        clase: si lo escrito es el nivel total o lo del año, cuando podría ser cualquiera.
        reemplaza: folio del resultado que corrige; ``motivo`` dice por qué.
        logro, analisis, dificultades, aclaracion, motivo: textos libres de hasta 2.000 caracteres.
    """

    clave_envio: str
    meta_id: IdMeta
    valor: Decimal
    clase: ClaseDeValor | None = None
    proyeccion: Decimal | None = None
    logro: str | None = None
    analisis: str | None = None
    dificultades: str | None = None
    aclaracion: str | None = None
    reemplaza: str | None = None
    motivo: str | None = None


@caso(Permiso.REGISTRAR_RESULTADO)
def metas_coordinadas(ctx: Contexto) -> Sequence[Meta]:
    """Las metas cuyo resultado puede reportar la persona, en el orden del plan.

    El jefe, las que coordina su dependencia; el responsable, las que coordina su dependencia y tienen
    actividades suyas; planeación, todas.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    a_cargo = [] if ctx.actor.rol is Rol.PLANEACION else actividades_a_cargo(ctx)
    return VistaDeMetas(ctx).coordinadas(a_cargo)


@caso(Permiso.REGISTRAR_RESULTADO)
def metas_por_reportar(ctx: Contexto) -> Sequence[Meta]:
    """Las que coordina la dependencia de la persona y esperan su resultado en el corte abierto.

    Solo las que el Plan Indicativo dice que coordina, aunque las ejecuten otras: al responsable, las que
    además tienen actividades suyas.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    por_reportar = VistaDeMetas(ctx).por_reportar()
    if not por_reportar:
        return ()
    coordinadas = {meta.id for meta in metas_coordinadas(ctx)}
    return [meta for meta in por_reportar if meta.id in coordinadas]


@caso(Permiso.REGISTRAR_RESULTADO)
def ficha_de_meta(ctx: Contexto, meta_id: IdMeta) -> FichaDeMeta:
    """La meta como está hoy; ``FichaDeMeta.revisar`` dice qué pasaría con un valor.

    Raises:
        NoEncontrado: no es de la entidad o ya no está en el plan.
        MetaNoCoordinada: la coordina otra dependencia.
    """
    return VistaDeMetas(ctx).ficha_a_cargo(meta_id)


@caso(Permiso.REGISTRAR_RESULTADO)
def resultado_por_corregir(ctx: Contexto, folio: str) -> ResultadoDeMeta:
    """El resultado de ese folio, si la persona puede corregirlo.

    Raises:
        NoEncontrado: no existe en la entidad.
        MetaNoCoordinada: la coordina otra dependencia.
        ResultadoYaReemplazado: hay una versión más nueva.
    """
    vista = VistaDeMetas(ctx)
    original = ctx.unidad.resultados.por_folio(vista.entidad_id, folio)
    if original is None:
        raise NoEncontrado("folio", texto=folio[:64])
    vista.ficha_a_cargo(original.meta_id)
    if not ctx.unidad.resultados.es_el_ultimo(original):
        raise ResultadoYaReemplazado("folio", folio=folio)
    return original


@caso(Permiso.CONSULTAR)
def resultado_de_meta(ctx: Contexto, meta_id: IdMeta) -> tuple[EstadoDeMeta, bool]:
    """Cómo va una meta, su resultado y sus actividades por aparte, y si la persona puede reportarlo.

    Raises:
        NoEncontrado: no es de la entidad, ya no está en el plan o no está al alcance de quien pide.
    """
    vista = VistaDeMetas(ctx)
    ficha = vista.ficha(meta_id)
    vista.exigir_visible(ficha)
    return vista.estado(ficha), vista.coordina(ficha)


@caso(Permiso.REGISTRAR_RESULTADO)
def registrar_resultado(ctx: Contexto, datos: DatosResultado) -> ResultadoDeMeta:
    """Guarda el resultado en el corte abierto y deja la traza; repetirlo devuelve el mismo folio.

    Raises:
        ValorSinAclarar: lo escrito puede ser el nivel total o lo del año y no se dijo cuál.
        ReporteSinAclaracion: tiene una advertencia de peso y nada la explica.
        ResultadoDesmedido: es tantas veces lo programado que no se puede medir.
        NivelBajoLaLineaBase: se dijo que era el nivel total y no llega a la línea base.
        ResultadoYaReemplazado: lo que corrige ya tiene una versión más nueva.
        CorreccionSinMotivo: corrige otro y no dice por qué.
        EntradaInvalida, NumeroIlegible: el valor es negativo o tiene más de tres decimales, o un texto
            pasa de 2.000 caracteres.
        NoEncontrado, MetaNoCoordinada: como en ``ficha_de_meta``.
    """
    ficha = VistaDeMetas(ctx).ficha_a_cargo(datos.meta_id)
    revision, narrado = ficha.revisar(datos.valor, datos.clase), _narrado(datos)
    if ctx.unidad.reportes.por_clave(datos.clave_envio) is None:
        _exigir_explicado(revision, narrado, datos)
        correccion = _correccion(ctx, datos)
    else:
        correccion = None
    resultado, es_nuevo = ctx.unidad.resultados.guardar(_nuevo(ctx, revision, narrado, datos, correccion))
    if es_nuevo:
        _anotar(ctx, ficha, resultado)
    return resultado


def _narrado(datos: DatosResultado) -> NarradoDeMeta:
    return NarradoDeMeta(
        datos.proyeccion,
        _texto(datos.logro),
        _texto(datos.analisis),
        _texto(datos.dificultades),
        _texto(datos.aclaracion),
    )


def _exigir_explicado(revision: RevisionResultado, narrado: NarradoDeMeta, datos: DatosResultado) -> None:
    if revision.dudoso and datos.clase is None:
        raise ValorSinAclarar("clase", valor=revision.escrito)
    if revision.avance == Porcentaje.MAXIMO:
        raise ResultadoDesmedido("valor", programado=revision.ficha.programado)
    por_aclarar = revision.por_aclarar(narrado)
    if por_aclarar:
        raise ReporteSinAclaracion("aclaracion", regla=por_aclarar[0].regla)


def _correccion(ctx: Contexto, datos: DatosResultado) -> Correccion | None:
    """El eslabón con el resultado que se corrige, si es el último de su meta."""
    if datos.reemplaza is None:
        return None
    original = resultado_por_corregir(ctx, datos.reemplaza)
    if original.meta_id != datos.meta_id:
        raise NoEncontrado("folio", texto=datos.reemplaza[:64])
    motivo = _texto(datos.motivo)
    if motivo is None:
        raise CorreccionSinMotivo("motivo", folio=original.folio)
    previas = 0 if original.correccion is None else original.correccion.numero
    return Correccion(original.folio, previas + 1, motivo)


def _nuevo(
    ctx: Contexto,
    revision: RevisionResultado,
    narrado: NarradoDeMeta,
    datos: DatosResultado,
    correccion: Correccion | None,
) -> NuevoResultado:
    ficha = revision.ficha
    # La nota de una advertencia que el valor corregido ya no tiene no se guarda.
    hubo_peso = any(hallazgo.regla in DE_PESO for hallazgo in revision.advertencias(narrado))
    return NuevoResultado(
        clave_envio=datos.clave_envio,
        entidad_id=ctx.entidad.id,
        vigencia=ficha.vigencia,
        meta_id=ficha.meta.id,
        corte=ficha.corte,
        valor=revision.valor,
        proyeccion=narrado.proyeccion,
        logro=narrado.logro,
        analisis=narrado.analisis,
        dificultades=narrado.dificultades,
        aclaracion=narrado.aclaracion if hubo_peso else None,
        extemporaneo=ficha.extemporaneo,
        autor_id=ctx.actor.id,
        reportado_en=ctx.ahora,
        correccion=correccion,
    )


def _texto(texto: str | None) -> str | None:
    return limpiar(texto or "", MAXIMO_NARRATIVA) or None


def _anotar(ctx: Contexto, ficha: FichaDeMeta, resultado: ResultadoDeMeta) -> None:
    anterior = ficha.anterior
    ctx.anotar(
        "registrar_resultado",
        f"meta:{ficha.meta.codigo}",
        None if anterior is None else {"valor": f"{anterior.valor:f}", "folio": anterior.folio},
        {
            "valor": f"{resultado.valor:f}",
            "corte": str(resultado.corte),
            "folio": resultado.folio,
            "version": resultado.version,
            "extemporaneo": resultado.extemporaneo,
            "reemplaza": None if resultado.correccion is None else resultado.correccion.reemplaza,
        },
    )
