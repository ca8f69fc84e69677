"""Corregir un avance ya guardado: un reporte nuevo, con folio nuevo, que reemplaza al anterior."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dominio.casos.contexto import Contexto, caso
from dominio.casos.reportar import MAXIMO_NARRATIVA, ValorAvance
from dominio.casos.vista_de_correccion import VistaDeCorreccion
from dominio.entender.texto import limpiar
from dominio.errores import NoEncontrado
from dominio.errores.ciclo import CorreccionSinCambios
from dominio.modelo.banda import Banda
from dominio.modelo.cadena_de_reporte import AvanceEnCadena, ReporteReciente
from dominio.modelo.evidencia import EstadoEvidencia, Evidencia
from dominio.modelo.identidad import IdActividad
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import ArchivoAdjunto, Avance, NuevoAvance, OrigenReporte
from dominio.reglas.panorama import esperado_de
from dominio.reglas.permisos import Permiso
from dominio.reglas.semaforo import clasificar
from dominio.reglas.valor_reportado import porcentaje_reportado
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje

RECIENTES = 6


@dataclass(frozen=True, slots=True)
class DatosCorreccion:
    """La nueva versión de un avance, entera.

    Attributes:
        clave_envio: la del borrador; repetirla devuelve el mismo reporte.
        folio: el del reporte que se corrige.
        motivo: por qué se corrige, hasta 500 caracteres.
        logro, dificultades, aclaracion: como quedan, hasta 2.000 caracteres cada uno.
        evidencias: todas las que respaldan la nueva versión, también las que ya tenía.
    """

    clave_envio: str
    folio: str
    valor: ValorAvance
    motivo: str
    logro: str | None = None
    dificultades: str | None = None
    aclaracion: str | None = None
    evidencias: tuple[ArchivoAdjunto, ...] = ()


@dataclass(frozen=True, slots=True)
class RevisionCorreccion:
    """Qué pasaría si se guarda la corrección.

    Attributes:
        porcentaje: lo que quedaría, en puntos.
        esperado: lo que debía ir hoy, en puntos.
        corte: aquel en que entra.
        marcada: el corte del original ya cerró y la corrección queda como extemporánea.
    """

    original: Avance
    renglon: Renglon
    porcentaje: Porcentaje
    cantidad: Decimal | None
    esperado: Porcentaje
    banda: Banda
    corte: Corte
    marcada: bool


@caso(Permiso.REGISTRAR_AVANCE)
def corregibles(ctx: Contexto, limite: int = RECIENTES) -> Sequence[ReporteReciente]:
    """Lo último que reportó la persona por el chat y se puede corregir, de lo más nuevo a lo más viejo.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDeCorreccion(ctx)
    return ctx.unidad.ciclo.recientes(vista.entidad_id, ctx.actor.id, vista.vigencias(), limite)


@caso(Permiso.REGISTRAR_AVANCE)
def ultimo_reporte(ctx: Contexto, actividad_id: IdActividad) -> str:
    """Folio del último reporte por el chat de una actividad a cargo de quien pide.

    Raises:
        NoEncontrado: la actividad no existe, o nadie la ha reportado por el chat.
        PermisoDenegado: no está a su cargo.
    """
    vista = VistaDeCorreccion(ctx)
    vista.actividad_a_cargo(actividad_id)
    folio = ctx.unidad.ciclo.ultimo_de(actividad_id)
    if folio is None:
        raise NoEncontrado("folio", actividad=actividad_id)
    return folio


@caso(Permiso.REGISTRAR_AVANCE)
def avance_por_corregir(ctx: Contexto, folio: str) -> tuple[AvanceEnCadena, Renglon, Sequence[Evidencia]]:
    """El avance que se va a corregir, su actividad y lo que lo respalda.

    Raises:
        NoEncontrado, PermisoDenegado, ReporteDeLibro, CorreccionNoEsLaUltima: no se puede corregir.
    """
    hallado, renglon = VistaDeCorreccion(ctx).avance(folio)
    return hallado, renglon, _en_pie(ctx.unidad.evidencias.de(hallado.avance.id))


@caso(Permiso.REGISTRAR_AVANCE)
def revisar_correccion(ctx: Contexto, folio: str, valor: ValorAvance) -> RevisionCorreccion:
    """Qué pasaría si el avance queda con ese valor; no guarda nada.

    Raises:
        NoEncontrado, PermisoDenegado, ReporteDeLibro, CorreccionNoEsLaUltima: no se puede corregir.
        AvanceSinValor, PorcentajeFueraDeRango, SinProgramacion, NumeroIlegible: el valor no sirve.
    """
    vista = VistaDeCorreccion(ctx)
    hallado, renglon = vista.avance(folio)
    return _revisar(vista, hallado, renglon, valor)


@caso(Permiso.REGISTRAR_AVANCE)
def corregir_avance(ctx: Contexto, datos: DatosCorreccion) -> Avance:
    """Guarda la nueva versión y deja la traza; el anterior se conserva tal como estaba.

    Entra al corte abierto: si el del original ya cerró, queda marcada como extemporánea. Repetir la
    clave devuelve la misma corrección.

    Raises:
        CorreccionSinCambios: todo queda como estaba.
        CorreccionSinMotivo: no dice por qué.
        EntradaInvalida: un texto pasa de su tope.
        NoEncontrado, PermisoDenegado, ReporteDeLibro, CorreccionNoEsLaUltima: no se puede corregir.
        AvanceSinValor, PorcentajeFueraDeRango, SinProgramacion, NumeroIlegible: el valor no sirve.
    """
    vista = VistaDeCorreccion(ctx)
    repetido = ctx.unidad.reportes.por_clave(datos.clave_envio)
    if repetido is not None and (guardado := ctx.unidad.ciclo.avance(vista.entidad_id, repetido)) is not None:
        return guardado.avance
    hallado, renglon = vista.avance(datos.folio)
    # Con el turno tomado nadie guarda otro: se mira otra vez que siga siendo el último.
    ctx.unidad.ciclo.esperar_turno(vista.entidad_id, hallado.vigencia)
    hallado, renglon = vista.avance(datos.folio)
    revision = _revisar(vista, hallado, renglon, datos.valor)
    nuevo = _nuevo(vista, hallado, revision, datos)
    previas = _en_pie(ctx.unidad.evidencias.de(hallado.avance.id))
    if _igual(hallado.avance, nuevo) and _mismos_archivos(previas, nuevo.evidencias):
        raise CorreccionSinCambios("valor", folio=datos.folio)
    avance, _ = ctx.unidad.reportes.guardar_avance(nuevo)
    _anotar(ctx, hallado.avance, avance, vista.anotar_delegado(renglon, avance.folio))
    return avance


def _revisar(
    vista: VistaDeCorreccion, hallado: AvanceEnCadena, renglon: Renglon, valor: ValorAvance
) -> RevisionCorreccion:
    porcentaje = porcentaje_reportado(renglon, valor.porcentaje, valor.cantidad)
    esperado = esperado_de(renglon, vista.ctx.hoy)
    corte, marcada = vista.corte_de_correccion(hallado.vigencia, hallado.avance.corte)
    return RevisionCorreccion(
        original=hallado.avance,
        renglon=renglon,
        porcentaje=porcentaje,
        cantidad=valor.cantidad,
        esperado=esperado,
        banda=clasificar(porcentaje, esperado, renglon.fin, vista.ctx.hoy, vista.bandas),
        corte=corte,
        marcada=marcada,
    )


def _nuevo(
    vista: VistaDeCorreccion, hallado: AvanceEnCadena, revision: RevisionCorreccion, datos: DatosCorreccion
) -> NuevoAvance:
    original = hallado.avance
    correccion = vista.siguiente(original, datos.motivo)
    baja = revision.porcentaje < original.porcentaje
    return NuevoAvance(
        clave_envio=datos.clave_envio,
        entidad_id=vista.entidad_id,
        vigencia=hallado.vigencia,
        actividad_id=original.actividad_id,
        corte=revision.corte,
        porcentaje=revision.porcentaje,
        cantidad=revision.cantidad,
        logro=_texto(datos.logro),
        dificultades=_texto(datos.dificultades),
        motivo_retroceso=original.motivo_retroceso or (correccion.motivo if baja else None),
        extemporaneo=revision.marcada,
        autor_id=vista.ctx.actor.id,
        reportado_en=vista.ctx.ahora,
        origen=OrigenReporte.CHAT,
        evidencias=datos.evidencias,
        aclaracion=_texto(datos.aclaracion),
        correccion=correccion,
    )


def _igual(original: Avance, nuevo: NuevoAvance) -> bool:
    antes = (original.porcentaje, original.cantidad, original.logro, original.dificultades)
    despues = (nuevo.porcentaje, nuevo.cantidad, nuevo.logro, nuevo.dificultades)
    return antes == despues and original.aclaracion == nuevo.aclaracion


def _en_pie(evidencias: Sequence[Evidencia]) -> list[Evidencia]:
    """Las que no se rechazaron: esas no pasan a la nueva versión."""
    return [evidencia for evidencia in evidencias if evidencia.estado is not EstadoEvidencia.RECHAZADA]


def _mismos_archivos(previas: Sequence[Evidencia], nuevas: Sequence[ArchivoAdjunto]) -> bool:
    antes = sorted((e.file_id, e.latitud, e.longitud) for e in previas)
    return antes == sorted((a.file_id, a.latitud, a.longitud) for a in nuevas)


def _texto(texto: str | None) -> str | None:
    return limpiar(texto or "", MAXIMO_NARRATIVA) or None


def _anotar(ctx: Contexto, antes: Avance, despues: Avance, delegado: dict[str, object]) -> None:
    ctx.anotar(
        "corregir_avance",
        f"actividad:{despues.actividad_codigo}",
        _ficha(antes),
        {
            **_ficha(despues),
            "motivo": despues.correccion.motivo if despues.correccion else None,
            "extemporaneo": despues.extemporaneo,
            **delegado,
        },
    )


def _ficha(avance: Avance) -> dict[str, object]:
    return {
        "folio": avance.folio,
        "porcentaje": str(avance.porcentaje),
        "cantidad": None if avance.cantidad is None else str(avance.cantidad),
        "logro": avance.logro,
        "dificultades": avance.dificultades,
        "evidencias": avance.evidencias,
        "corte": str(avance.corte),
    }
