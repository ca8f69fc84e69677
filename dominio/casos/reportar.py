"""Reportar el avance de una actividad: qué puedo reportar, qué pasaría y guardarlo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista import VistaDelPlan
from dominio.entender.texto import limpiar
from dominio.errores import AvanceSinValor, NumeroIlegible, RetrocesoSinMotivo
from dominio.modelo.banda import Banda
from dominio.modelo.identidad import IdActividad
from dominio.modelo.persona import Rol
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import ArchivoAdjunto, Avance, NuevoAvance, OrigenReporte
from dominio.puertos.plan import Filtro
from dominio.reglas.avance import avance_por_cantidad
from dominio.reglas.panorama import esperado_de
from dominio.reglas.permisos import Permiso
from dominio.reglas.semaforo import VENCIDA, clasificar
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje

MAXIMO_NARRATIVA = 2_000
DECIMALES_CANTIDAD = 3


@dataclass(frozen=True, slots=True)
class ValorAvance:
    """Lo que la persona reporta: el porcentaje o la cantidad, siempre total acumulado.

    Attributes:
        porcentaje: puntos de 0 a 100; se usa si no hay cantidad.
        cantidad: total ejecutado en la unidad de la actividad; manda si vienen los dos.
    """

    porcentaje: Porcentaje | None = None
    cantidad: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RevisionAvance:
    """Qué pasaría si se guarda ese valor.

    Attributes:
        porcentaje: lo que quedaría, en puntos; por cantidad puede pasar de 100.
        anterior: lo último reportado, en puntos; ``None`` si nunca se ha reportado.
        esperado: lo que debía ir hoy, en puntos.
        atrasada: no alcanza la banda más alta del semáforo: conviene preguntar qué la frena.
        retrocede: es menor que lo anterior: exige motivo.
    """

    renglon: Renglon
    porcentaje: Porcentaje
    cantidad: Decimal | None
    anterior: Porcentaje | None
    esperado: Porcentaje
    atrasada: bool
    retrocede: bool
    banda: Banda

    @property
    def supera_lo_programado(self) -> bool:
        """La cantidad pasa de la programada: se admite, pero suele ser un error de digitación."""
        programada = self.renglon.cantidad_programada
        return self.cantidad is not None and programada is not None and self.cantidad > programada


@dataclass(frozen=True, slots=True)
class DatosAvance:
    """Un reporte de avance listo para guardar.

    Attributes:
        clave_envio: la del borrador; repetirla devuelve el mismo reporte.
        logro, dificultades, motivo_retroceso: textos libres de hasta 2.000 caracteres.
    """

    clave_envio: str
    actividad_id: IdActividad
    valor: ValorAvance
    logro: str | None = None
    dificultades: str | None = None
    motivo_retroceso: str | None = None
    evidencias: tuple[ArchivoAdjunto, ...] = ()


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

    El responsable, las suyas; el jefe, las de su dependencia; planeación, todas.

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
    renglones = ctx.unidad.planes.renglones(vista.entidad_id, vista.vigencia_actual(), filtro)
    return [renglon for renglon in renglones if vista.alcanza(renglon)]


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
    vista = VistaDelPlan(ctx)
    _, renglon = vista.actividad_a_cargo(actividad_id)
    return _revisar(vista, renglon, valor)


@caso(Permiso.REGISTRAR_AVANCE)
def registrar_avance(ctx: Contexto, datos: DatosAvance) -> Avance:
    """Guarda el reporte en el corte abierto y deja la traza; repetirlo devuelve el mismo folio.

    Todo se verifica con lo guardado en este momento, no con lo que se mostró al preguntar.

    Raises:
        RetrocesoSinMotivo: baja frente a lo anterior y no dice por qué.
        EntradaInvalida: un texto pasa de 2.000 caracteres.
        NoEncontrado, PermisoDenegado, AvanceSinValor, PorcentajeFueraDeRango, SinProgramacion,
            NumeroIlegible: como en ``revisar_avance``.
    """
    vista = VistaDelPlan(ctx)
    vigencia, renglon = vista.actividad_a_cargo(datos.actividad_id)
    revision = _revisar(vista, renglon, datos.valor)
    motivo = _texto(datos.motivo_retroceso)
    # Al repetir un envío ya guardado el «anterior» es él mismo: no hay retroceso que explicar.
    repetido = ctx.unidad.reportes.por_clave(datos.clave_envio) is not None
    if revision.retrocede and motivo is None and not repetido:
        raise RetrocesoSinMotivo("motivo_retroceso", anterior=revision.anterior, nuevo=revision.porcentaje)
    motivo = motivo if revision.retrocede else None
    avance, es_nuevo = ctx.unidad.reportes.guardar_avance(_nuevo(vista, vigencia, revision, datos, motivo))
    if es_nuevo:
        _anotar(ctx, renglon, avance)
    return avance


def _nuevo(
    vista: VistaDelPlan,
    vigencia: Vigencia,
    revision: RevisionAvance,
    datos: DatosAvance,
    motivo: str | None,
) -> NuevoAvance:
    corte, extemporaneo = vista.corte_abierto(vigencia)
    return NuevoAvance(
        clave_envio=datos.clave_envio,
        entidad_id=vista.entidad_id,
        vigencia=vigencia,
        actividad_id=revision.renglon.id,
        corte=corte,
        porcentaje=revision.porcentaje,
        cantidad=revision.cantidad,
        logro=_texto(datos.logro),
        dificultades=_texto(datos.dificultades),
        motivo_retroceso=motivo,
        extemporaneo=extemporaneo,
        autor_id=vista.ctx.actor.id,
        reportado_en=vista.ctx.ahora,
        origen=OrigenReporte.CHAT,
        evidencias=datos.evidencias,
    )


def _revisar(vista: VistaDelPlan, renglon: Renglon, valor: ValorAvance) -> RevisionAvance:
    porcentaje = _porcentaje(renglon, valor)
    esperado = esperado_de(renglon, vista.ctx.hoy)
    banda = clasificar(porcentaje, esperado, renglon.fin, vista.ctx.hoy, vista.bandas)
    resto = (*vista.bandas[1:], VENCIDA)
    return RevisionAvance(
        renglon=renglon,
        porcentaje=porcentaje,
        cantidad=valor.cantidad,
        anterior=renglon.avance,
        esperado=esperado,
        atrasada=banda in resto,
        retrocede=renglon.avance is not None and porcentaje < renglon.avance,
        banda=banda,
    )


def _porcentaje(renglon: Renglon, valor: ValorAvance) -> Porcentaje:
    if valor.cantidad is not None:
        return avance_por_cantidad(_cantidad(valor.cantidad), renglon.cantidad_programada)
    if valor.porcentaje is None:
        raise AvanceSinValor("valor", objeto=renglon.codigo)
    return valor.porcentaje.exigir_declarado()


def _cantidad(cantidad: Decimal) -> Decimal:
    exponente = cantidad.normalize().as_tuple().exponent if cantidad.is_finite() else None
    if not isinstance(exponente, int) or exponente < -DECIMALES_CANTIDAD or cantidad < 0:
        raise NumeroIlegible("cantidad", valor=str(cantidad), decimales=DECIMALES_CANTIDAD)
    return cantidad


def _texto(texto: str | None) -> str | None:
    """El texto limpio; vacío es lo mismo que no haberlo dado."""
    return limpiar(texto or "", MAXIMO_NARRATIVA) or None


def _anotar(ctx: Contexto, antes: Renglon, avance: Avance) -> None:
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
        },
    )


def _o_nada(valor: object | None) -> str | None:
    return None if valor is None else str(valor)
