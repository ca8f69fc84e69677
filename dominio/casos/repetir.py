"""Reportar lo mismo: «sin novedad» o «igual que el corte anterior», una vez por corte."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dominio.casos.contexto import Contexto, caso
from dominio.casos.reportar import MAXIMO_NARRATIVA
from dominio.casos.vista import VistaDelPlan
from dominio.entender.texto import limpiar
from dominio.errores.ciclo import CeroSinJustificar, RepetirSeriaBajar, SinReporteAnterior, YaReportada
from dominio.modelo.banda import Banda
from dominio.modelo.identidad import IdActividad
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import Avance, Modalidad, NuevoAvance, OrigenReporte
from dominio.reglas.panorama import esperado_de
from dominio.reglas.permisos import Permiso
from dominio.reglas.semaforo import clasificar
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import CERO, Porcentaje


@dataclass(frozen=True, slots=True)
class Repeticion:
    """Qué se guardaría.

    Attributes:
        porcentaje, cantidad: los que se repiten; 0 puntos si nunca se ha reportado.
        anterior: el reporte que se repite; ``None`` si es «sin novedad».
        esperado: lo que debía ir hoy, en puntos.
        extemporaneo: el corte ya cerró.
    """

    renglon: Renglon
    vigencia: Vigencia
    modalidad: Modalidad
    porcentaje: Porcentaje
    cantidad: Decimal | None
    anterior: Avance | None
    corte: Corte
    extemporaneo: bool
    esperado: Porcentaje
    banda: Banda

    @property
    def en_cero(self) -> bool:
        """Sigue en 0 %: hay que decir qué lo ha impedido."""
        return self.porcentaje == CERO


@dataclass(frozen=True, slots=True)
class DatosRepeticion:
    """Una repetición lista para guardar.

    Attributes:
        clave_envio: la del borrador; repetirla devuelve el mismo reporte.
        modalidad: «sin novedad» o «igual».
        logro, dificultades: textos libres de hasta 2.000 caracteres.
    """

    clave_envio: str
    actividad_id: IdActividad
    modalidad: Modalidad
    logro: str | None = None
    dificultades: str | None = None


@caso(Permiso.CONSULTAR)
def reportadas_en_el_corte(ctx: Contexto) -> frozenset[IdActividad]:
    """Las actividades con reporte enviado o aprobado en el corte abierto; lo importado no cuenta.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDelPlan(ctx)
    vigencia = vista.vigencia_actual()
    corte, _ = vista.corte_abierto(vigencia)
    return ctx.unidad.reportes.con_reporte_en(vista.entidad_id, vigencia, corte)


@caso(Permiso.REGISTRAR_AVANCE)
def revisar_repeticion(ctx: Contexto, actividad_id: IdActividad, modalidad: Modalidad) -> Repeticion:
    """Qué se guardaría si se repite lo reportado; no guarda nada.

    «Sin novedad» deja el avance como va hoy; «igual» repite el último reporte de un corte anterior.

    Raises:
        YaReportada: la actividad ya tiene reporte en el corte abierto.
        SinReporteAnterior: se pidió «igual» y no hay reporte de un corte anterior.
        RepetirSeriaBajar: se pidió «igual» y lo último que se sabe es mayor.
        NoEncontrado: la actividad no existe o está retirada.
        PermisoDenegado: no está a cargo de la persona.
    """
    return _revisar(VistaDelPlan(ctx), actividad_id, modalidad)


@caso(Permiso.REGISTRAR_AVANCE)
def repetir_avance(ctx: Contexto, datos: DatosRepeticion) -> Avance:
    """Guarda la repetición en el corte abierto y deja la traza; repetir la clave no guarda otra.

    Raises:
        CeroSinJustificar: sigue en 0 % y no dice qué lo ha impedido.
        YaReportada, SinReporteAnterior, RepetirSeriaBajar, NoEncontrado, PermisoDenegado: como en
            ``revisar_repeticion``.
        EntradaInvalida: un texto pasa de 2.000 caracteres.
    """
    vista = VistaDelPlan(ctx)
    folio = ctx.unidad.reportes.por_clave(datos.clave_envio)
    if folio is not None and (guardado := ctx.unidad.ciclo.avance(vista.entidad_id, folio)) is not None:
        return guardado.avance
    vigencia, _ = vista.actividad_a_cargo(datos.actividad_id)
    # Con el turno tomado, dos personas que repiten a la vez dejan un solo reporte.
    ctx.unidad.ciclo.esperar_turno(vista.entidad_id, vigencia)
    repeticion = _revisar(vista, datos.actividad_id, datos.modalidad)
    nuevo = _nuevo(ctx, repeticion, datos)
    if repeticion.en_cero and nuevo.dificultades is None:
        raise CeroSinJustificar("justificacion", codigo=repeticion.renglon.codigo)
    avance, _ = ctx.unidad.reportes.guardar_avance(nuevo)
    _anotar(ctx, repeticion, avance, vista.anotar_delegado(repeticion.renglon, avance.folio))
    return avance


def _revisar(vista: VistaDelPlan, actividad_id: IdActividad, modalidad: Modalidad) -> Repeticion:
    ciclo = vista.ctx.unidad.ciclo
    vigencia, renglon = vista.actividad_a_cargo(actividad_id)
    corte, extemporaneo = vista.corte_abierto(vigencia)
    folio = ciclo.del_corte(actividad_id, corte)
    if folio is not None:
        raise YaReportada("actividad", codigo=renglon.codigo, folio=folio, corte=corte)
    anterior = None
    porcentaje, cantidad = renglon.avance or CERO, renglon.cantidad
    if modalidad is Modalidad.IGUAL:
        anterior = ciclo.anterior_al_corte(actividad_id, corte)
        if anterior is None:
            raise SinReporteAnterior("actividad", codigo=renglon.codigo, corte=corte)
        porcentaje, cantidad = anterior.porcentaje, anterior.cantidad
        if renglon.avance is not None and porcentaje < renglon.avance:
            datos = {"codigo": renglon.codigo, "anterior": renglon.avance, "nuevo": porcentaje}
            raise RepetirSeriaBajar("actividad", **datos)
    esperado = esperado_de(renglon, vista.ctx.hoy)
    banda = clasificar(porcentaje, esperado, renglon.fin, vista.ctx.hoy, vista.bandas)
    return Repeticion(
        renglon=renglon,
        vigencia=vigencia,
        modalidad=modalidad,
        porcentaje=porcentaje,
        cantidad=cantidad,
        anterior=anterior,
        corte=corte,
        extemporaneo=extemporaneo,
        esperado=esperado,
        banda=banda,
    )


def _nuevo(ctx: Contexto, repeticion: Repeticion, datos: DatosRepeticion) -> NuevoAvance:
    return NuevoAvance(
        clave_envio=datos.clave_envio,
        entidad_id=ctx.entidad.id,
        vigencia=repeticion.vigencia,
        actividad_id=repeticion.renglon.id,
        corte=repeticion.corte,
        porcentaje=repeticion.porcentaje,
        cantidad=repeticion.cantidad,
        logro=_texto(datos.logro),
        dificultades=_texto(datos.dificultades),
        motivo_retroceso=None,
        extemporaneo=repeticion.extemporaneo,
        autor_id=ctx.actor.id,
        reportado_en=ctx.ahora,
        origen=OrigenReporte.CHAT,
        modalidad=repeticion.modalidad,
    )


def _texto(texto: str | None) -> str | None:
    return limpiar(texto or "", MAXIMO_NARRATIVA) or None


def _anotar(ctx: Contexto, repeticion: Repeticion, avance: Avance, delegado: dict[str, object]) -> None:
    antes = repeticion.renglon
    ctx.anotar(
        "repetir_avance",
        f"actividad:{antes.codigo}",
        {"porcentaje": None if antes.avance is None else str(antes.avance), "corte": antes.ultimo_corte},
        {
            "porcentaje": str(avance.porcentaje),
            "cantidad": None if avance.cantidad is None else str(avance.cantidad),
            "corte": str(avance.corte),
            "folio": avance.folio,
            "modalidad": avance.modalidad.value,
            "repite": repeticion.anterior.folio if repeticion.anterior is not None else None,
            "extemporaneo": avance.extemporaneo,
            **delegado,
        },
    )
