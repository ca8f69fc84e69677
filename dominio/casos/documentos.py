"""Los documentos del plan: verlos, registrarlos y reemplazarlos sin perder los de antes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista_ruta import VistaDeRuta
from dominio.entender.texto import limpiar
from dominio.modelo.documento import (
    ArchivoDeDocumento,
    ClaseDocumento,
    Documento,
    IdDocumento,
    NuevoDocumento,
)
from dominio.reglas.documentos_del_plan import exigir_documento_admitido, exigir_fecha_del_documento, vigentes
from dominio.reglas.permisos import Permiso
from dominio.reglas.ruta import periodo_de_gobierno
from dominio.valores.fechas import Vigencia

MAXIMO_ACTO, _MAXIMO_NOMBRE = 200, 200


@dataclass(frozen=True, slots=True)
class DatosDocumento:
    """Un documento listo para registrar.

    Attributes:
        acto: con qué se adoptó («Acuerdo 012 de 2025»); hasta 200 caracteres.
        fecha: la del acto o del documento.
        vigencia: sin ella, la del último plan cargado.
    """

    clase: ClaseDocumento
    archivo: ArchivoDeDocumento
    acto: str | None = None
    fecha: date | None = None
    vigencia: Vigencia | None = None


@dataclass(frozen=True, slots=True)
class DocumentosDelPlan:
    """Los documentos de una vigencia.

    Attributes:
        vigentes: el que vale de cada clase, en el orden de las clases.
        todos: con sus versiones anteriores, de la más vieja a la más nueva.
        faltan: clases sin ninguno.
    """

    vigencia: Vigencia
    vigentes: tuple[Documento, ...]
    todos: tuple[Documento, ...]
    faltan: tuple[ClaseDocumento, ...]


@caso(Permiso.VER_RUTA)
def documentos_del_plan(ctx: Contexto, vigencia: Vigencia | None = None) -> DocumentosDelPlan:
    """Los registrados para una vigencia y los que faltan; sin decir cuál, la del último plan cargado."""
    elegida = VistaDeRuta.para(ctx, vigencia).vigencia
    leidos = _leer(ctx, elegida)
    valen = vigentes(leidos, elegida)
    return DocumentosDelPlan(
        elegida,
        tuple(valen[clase] for clase in ClaseDocumento if clase in valen),
        tuple(leidos),
        tuple(clase for clase in ClaseDocumento if clase not in valen),
    )


@caso(Permiso.VER_RUTA)
def recibir_documento(ctx: Contexto, documento_id: IdDocumento) -> Documento:
    """El documento para enviárselo a quien lo pide; queda la traza de que lo consultó.

    Raises:
        NoEncontrado: no es de la entidad.
    """
    documento = ctx.unidad.documentos.traer(ctx.entidad.id, documento_id)
    ctx.anotar("consultar_documento", _objeto(documento), None, {"version": documento.version})
    return documento


@caso(Permiso.CONDUCIR_RUTA)
def registrar_documento(ctx: Contexto, datos: DatosDocumento) -> Documento:
    """Registra el documento, o una versión más nueva si ya había; los de antes se conservan.

    Raises:
        DocumentoNoAdmitido: no es PDF, DOCX ni XLSX. DocumentoDesmedido: pasa de 20 MB.
        FechaFutura: la fecha todavía no llega.
    """
    exigir_documento_admitido(datos.archivo)
    exigir_fecha_del_documento(datos.fecha, ctx.hoy)
    archivo = datos.archivo
    documento = ctx.unidad.documentos.registrar(
        NuevoDocumento(
            entidad_id=ctx.entidad.id,
            vigencia=VistaDeRuta.para(ctx, datos.vigencia).vigencia,
            clase=datos.clase,
            archivo=ArchivoDeDocumento(
                archivo.nombre[-_MAXIMO_NOMBRE:],
                archivo.mime,
                archivo.tamano,
                archivo.file_id,
                archivo.sha256,
            ),
            acto=limpiar(datos.acto or "", MAXIMO_ACTO) or None,
            fecha=datos.fecha,
            # La línea de órdenes actúa con una persona ficticia de id 0: no existe en la base.
            autor_id=ctx.actor.id or None,
            en=ctx.ahora,
        )
    )
    ctx.anotar("registrar_documento", _objeto(documento), None, _traza(documento))
    return documento


def _leer(ctx: Contexto, vigencia: Vigencia) -> Sequence[Documento]:
    """Los de la vigencia y, del plan de desarrollo, los de todo su periodo."""
    desde, hasta = periodo_de_gobierno(vigencia)
    return [
        documento
        for documento in ctx.unidad.documentos.de(ctx.entidad.id, desde, hasta)
        if documento.vigencia == vigencia or documento.clase is ClaseDocumento.PDT
    ]


def _objeto(documento: Documento) -> str:
    return f"documento:{documento.clase.value}:{documento.vigencia}"


def _traza(documento: Documento) -> dict[str, object]:
    return {
        "version": documento.version,
        "nombre": documento.archivo.nombre,
        "tamano": documento.archivo.tamano,
        "sha256": documento.archivo.sha256,
        "acto": documento.acto,
        "fecha": None if documento.fecha is None else documento.fecha.isoformat(),
    }
