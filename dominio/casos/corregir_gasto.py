"""Corregir un movimiento de gasto ya guardado: otro folio, con el acumulado que debía quedar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dominio.casos.contexto import Contexto, caso
from dominio.casos.ejecutar import MAXIMO_DOCUMENTO
from dominio.casos.vista_de_correccion import VistaDeCorreccion
from dominio.entender.texto import limpiar
from dominio.errores.ciclo import CorreccionSinCambios
from dominio.modelo.cadena_de_reporte import EjecucionEnCadena
from dominio.modelo.financiero import Saldos
from dominio.modelo.plan import Registro
from dominio.modelo.reporte import Ejecucion, NuevaEjecucion, OrigenReporte
from dominio.reglas.documento import exigir_documento, exigir_fecha_de_documento
from dominio.reglas.permisos import Permiso
from dominio.reglas.proyecto_fuente import fuente_de
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte


@dataclass(frozen=True, slots=True)
class DatosCorreccionGasto:
    """La nueva versión de un movimiento, entera.

    Attributes:
        folio: el del movimiento que se corrige.
        valor: acumulado del momento que debía quedar en el registro, en pesos.
        documento: obligatorio si el acumulado baja; hasta 100 caracteres.
        motivo: por qué se corrige, hasta 500 caracteres.
    """

    clave_envio: str
    folio: str
    valor: Pesos
    motivo: str
    documento: str | None = None
    fecha_documento: date | None = None


@dataclass(frozen=True, slots=True)
class RevisionCorreccionGasto:
    """Qué pasaría si se guarda la corrección.

    Attributes:
        anterior, nuevo: acumulado del momento en el registro, hoy y después, en pesos.
        incremento: la diferencia, en pesos; negativa si baja.
        saldos_despues: del registro, o del proyecto × fuente con sus actividades si es de proyecto.
        marcada: el corte del original ya cerró y la corrección queda como extemporánea.
    """

    original: Ejecucion
    registro: Registro
    anterior: Pesos
    nuevo: Pesos
    incremento: Pesos
    saldos_despues: Saldos
    corte: Corte
    marcada: bool


@caso(Permiso.REGISTRAR_EJECUCION)
def gasto_por_corregir(ctx: Contexto, folio: str) -> tuple[EjecucionEnCadena, Registro]:
    """El movimiento que se va a corregir y su registro, con sus saldos de hoy.

    Raises:
        NoEncontrado, PermisoDenegado, ReporteDeLibro, CorreccionNoEsLaUltima: no se puede corregir.
    """
    return VistaDeCorreccion(ctx).ejecucion(folio)


@caso(Permiso.REGISTRAR_EJECUCION)
def revisar_correccion_de_gasto(ctx: Contexto, folio: str, valor: Pesos) -> RevisionCorreccionGasto:
    """Qué pasaría si el acumulado queda en ese valor; no guarda nada.

    Raises:
        CadenaDeGastoRota: pasa de su límite o deja por encima al momento siguiente.
        NoEncontrado, PermisoDenegado, ReporteDeLibro, CorreccionNoEsLaUltima: no se puede corregir.
    """
    vista = VistaDeCorreccion(ctx)
    hallado, registro = vista.ejecucion(folio)
    return _revisar(vista, hallado, registro, valor)


@caso(Permiso.REGISTRAR_EJECUCION)
def corregir_ejecucion(ctx: Contexto, datos: DatosCorreccionGasto) -> Ejecucion:
    """Guarda la nueva versión y mueve el acumulado del registro; el anterior se conserva.

    Repetir la clave devuelve la misma corrección.

    Raises:
        CorreccionSinCambios: todo queda como estaba.
        CorreccionSinMotivo: no dice por qué.
        CorreccionSinDocumento: el acumulado baja y no dice con qué documento.
        ConflictoDeVersion: otra persona movió el registro entre la lectura y el guardado.
        CadenaDeGastoRota, FechaFueraDeVigencia, FechaFutura, EntradaInvalida: los datos no sirven.
        NoEncontrado, PermisoDenegado, ReporteDeLibro, CorreccionNoEsLaUltima: no se puede corregir.
    """
    vista = VistaDeCorreccion(ctx)
    repetido = ctx.unidad.reportes.por_clave(datos.clave_envio)
    if repetido is not None:
        guardado = ctx.unidad.ciclo.ejecucion(vista.entidad_id, repetido)
        if guardado is not None:
            return guardado.ejecucion
    hallado, registro = vista.ejecucion(datos.folio)
    revision = _revisar(vista, hallado, registro, datos.valor)
    nueva = _nueva(vista, hallado, revision, datos)
    exigir_documento(nueva.documento, revision.anterior, revision.nuevo)
    exigir_fecha_de_documento(nueva.fecha_documento, hallado.vigencia, ctx.hoy)
    original = hallado.ejecucion
    papeles = (original.documento, original.fecha_documento)
    if revision.nuevo == revision.anterior and papeles == (nueva.documento, nueva.fecha_documento):
        raise CorreccionSinCambios("valor", folio=datos.folio)
    ejecucion, _ = ctx.unidad.reportes.guardar_ejecucion(nueva, registro.version)
    delegado = vista.anotar_delegado_de(registro, ejecucion.folio)
    _anotar(ctx, registro, (original, ejecucion), delegado)
    return ejecucion


def _revisar(
    vista: VistaDeCorreccion, hallado: EjecucionEnCadena, registro: Registro, valor: Pesos
) -> RevisionCorreccionGasto:
    original = hallado.ejecucion
    anterior = registro.saldos.de(original.momento)
    corte, marcada = vista.corte_de_correccion(hallado.vigencia, original.corte)
    return RevisionCorreccionGasto(
        original=original,
        registro=registro,
        anterior=anterior,
        nuevo=valor,
        incremento=Pesos.diferencia(valor.centavos - anterior.centavos),
        saldos_despues=vista.mover(hallado.vigencia, registro, original.momento, valor),
        corte=corte,
        marcada=marcada,
    )


def _nueva(
    vista: VistaDeCorreccion,
    hallado: EjecucionEnCadena,
    revision: RevisionCorreccionGasto,
    datos: DatosCorreccionGasto,
) -> NuevaEjecucion:
    original = hallado.ejecucion
    return NuevaEjecucion(
        clave_envio=datos.clave_envio,
        entidad_id=vista.entidad_id,
        vigencia=hallado.vigencia,
        registro_id=original.registro_id,
        corte=revision.corte,
        momento=original.momento,
        anterior=revision.anterior,
        valor=revision.nuevo,
        incremento=revision.incremento,
        documento=limpiar(datos.documento or "", MAXIMO_DOCUMENTO) or None,
        fecha_documento=datos.fecha_documento,
        extemporaneo=revision.marcada,
        autor_id=vista.ctx.actor.id,
        reportado_en=vista.ctx.ahora,
        origen=OrigenReporte.CHAT,
        aclaracion=original.aclaracion,
        correccion=vista.siguiente(original, datos.motivo),
    )


def _anotar(
    ctx: Contexto, registro: Registro, versiones: tuple[Ejecucion, Ejecucion], delegado: dict[str, object]
) -> None:
    antes, despues = versiones
    ctx.anotar(
        "corregir_ejecucion",
        f"registro:{registro.actividad_codigo or registro.bpin}/{fuente_de(registro)}",
        {**_ficha(antes), "acumulado": str(despues.anterior)},
        {
            **_ficha(despues),
            "acumulado": str(despues.valor),
            "incremento": str(despues.incremento),
            "motivo": despues.correccion.motivo if despues.correccion else None,
            "extemporaneo": despues.extemporaneo,
            **delegado,
        },
    )


def _ficha(ejecucion: Ejecucion) -> dict[str, object]:
    fecha = ejecucion.fecha_documento
    return {
        "folio": ejecucion.folio,
        "momento": ejecucion.momento.value,
        "documento": ejecucion.documento,
        "fecha_documento": None if fecha is None else fecha.isoformat(),
        "corte": str(ejecucion.corte),
    }
