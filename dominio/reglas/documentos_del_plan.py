"""Qué archivos se reciben como documento del plan y cuál vale para cada vigencia."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dominio.errores import FechaFutura
from dominio.errores.ciclo import ArchivoNoAdmitido
from dominio.errores.ruta import DocumentoDesmedido, DocumentoNoAdmitido
from dominio.modelo.documento import ArchivoDeDocumento, ClaseDocumento, Documento, EstadoDocumento
from dominio.reglas.evidencias import Familia, exigir_admitida
from dominio.reglas.ruta import periodo_de_gobierno
from dominio.valores.fechas import Vigencia

MEGAS_MAXIMAS = 20
_BYTES_MAXIMOS = MEGAS_MAXIMAS * 1024 * 1024
_EXTENSIONES = (".pdf", ".docx", ".xlsx")


def exigir_documento_admitido(archivo: ArchivoDeDocumento) -> Familia:
    """La familia del archivo, si es PDF, DOCX o XLSX y no pesa de más.

    Raises:
        DocumentoNoAdmitido: es de otro tipo, o el nombre y el tipo declarado se contradicen.
        DocumentoDesmedido: pasa de 20 MB, lo que el chat deja bajar.

    Fuente: docs/reglas.md §8; OWASP ASVS 5.0 §5.2 (lista de tipos admitidos, nunca de prohibidos).
    """
    if archivo.extension not in _EXTENSIONES:
        raise DocumentoNoAdmitido("archivo", nombre=archivo.nombre)
    if archivo.tamano > _BYTES_MAXIMOS:
        raise DocumentoDesmedido("archivo", nombre=archivo.nombre, maximo=MEGAS_MAXIMAS)
    try:
        return exigir_admitida(archivo.nombre, archivo.mime)
    except ArchivoNoAdmitido as causa:
        raise DocumentoNoAdmitido("archivo", nombre=archivo.nombre) from causa


def exigir_fecha_del_documento(fecha: date | None, hoy: date) -> None:
    """La fecha del acto o del documento, si se dio, no es futura.

    Raises:
        FechaFutura: todavía no llega.

    Fuente: Ley 152 de 1994 art. 41 (se registra lo aprobado, no lo que se espera aprobar).
    """
    if fecha is not None and fecha > hoy:
        raise FechaFutura("fecha", fecha=fecha, hoy=hoy)


def vigencias_que_cubre(clase: ClaseDocumento, vigencia: Vigencia) -> tuple[Vigencia, Vigencia]:
    """De qué años son los documentos de esa clase que valen en la vigencia.

    El plan de desarrollo vale todo su periodo de gobierno; los demás, su año.

    Fuente: Ley 152 de 1994 arts. 38 a 41; Constitución arts. 303 y 314.
    """
    return periodo_de_gobierno(vigencia) if clase is ClaseDocumento.PDT else (vigencia, vigencia)


def vigentes(documentos: Iterable[Documento], vigencia: Vigencia) -> dict[ClaseDocumento, Documento]:
    """El documento que vale de cada clase: el último registrado que no se rechazó ni se perdió.

    Fuente: Ley 152 de 1994 art. 41: manda lo último que se adoptó.
    """
    perdidos = (EstadoDocumento.RECHAZADO, EstadoDocumento.FALLIDO)
    hallados: dict[ClaseDocumento, Documento] = {}
    for documento in sorted(documentos, key=lambda uno: (uno.vigencia, uno.version)):
        desde, hasta = vigencias_que_cubre(documento.clase, vigencia)
        if desde <= documento.vigencia <= hasta and documento.estado not in perdidos:
            hallados[documento.clase] = documento
    return hallados
