"""La pregunta por la vigencia y el campo de un solo documento, que varios diálogos del plan comparten."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from bot.dialogos.campo_archivos import CampoArchivos
from bot.dialogos.campos import CampoOpcion
from bot.motor.campos import Crudo, Eleccion, Entorno
from bot.motor.dialogo import Paso
from bot.textos.idioma import _l
from dominio.entender.numeros import Pregunta
from dominio.errores import EntradaInvalida
from dominio.modelo.documento import ArchivoDeDocumento
from dominio.modelo.reporte import ArchivoAdjunto
from dominio.reglas.documentos_del_plan import exigir_documento_admitido
from dominio.valores.fechas import Vigencia


def _vigencias(entorno: Entorno) -> Sequence[Eleccion]:
    """Las que tienen plan, la de hoy y la que sigue, de la más nueva a la más vieja."""
    datos = entorno.datos
    con_plan = datos.recordar(
        "vigencias", lambda: datos.contexto.unidad.planes.vigencias(datos.contexto.entidad.id)
    )
    anios = {v.anio for v in con_plan} | {datos.hoy.year, datos.hoy.year + 1}
    return [Eleccion(str(anio), str(anio)) for anio in sorted(anios, reverse=True)]


PASO_VIGENCIA = Paso(
    "vigencia",
    CampoOpcion(_vigencias, numeradas=False),
    _l("Vigencia"),
    _l("¿De cuál vigencia?"),
    _l("Toque una, o escriba el año: 2026."),
)


def vigencia_de(entorno: Entorno) -> Vigencia:
    """La respondida."""
    return Vigencia.de(entorno.respuestas["vigencia"])


def hasta_hoy(entorno: Entorno) -> tuple[date, date]:
    """Desde dos años antes de la vigencia hasta hoy: algo que ya pasó."""
    return date(vigencia_de(entorno).anio - 2, 1, 1), entorno.datos.hoy


class CampoDocumento(CampoArchivos):
    """Un solo archivo PDF, DOCX o XLSX; queda completo apenas llega y otro lo reemplaza."""

    def captar(self, crudo: Crudo, entorno: Entorno, previo: str) -> str | Pregunta[str]:
        """El archivo, si se puede recibir.

        Raises:
            DocumentoNoAdmitido, DocumentoDesmedido: es de otro tipo o pesa de más.
            EntradaInvalida: no es un archivo.
        """
        if isinstance(crudo, str):
            raise EntradaInvalida("texto_donde_va_archivo")
        exigir_documento_admitido(_documento(crudo.nombre, crudo.mime, crudo.tamano, crudo.file_id))
        return self._empacar((crudo,), listo=True)

    def mostrar(self, valor: tuple[ArchivoAdjunto, ...], entorno: Entorno) -> str:
        """El nombre del archivo."""
        return valor[0].nombre if valor else ""

    def completo(self, guardado: str) -> bool:
        """Con un archivo basta."""
        return bool(guardado) and bool(json.loads(guardado)["archivos"])


def documento_respondido(guardado: str) -> ArchivoDeDocumento:
    """El archivo de la respuesta, como lo piden los casos."""
    archivo = CampoDocumento().recuperar(guardado)[0]
    return _documento(archivo.nombre, archivo.mime, archivo.tamano, archivo.file_id)


def _documento(nombre: str, mime: str, tamano: int, file_id: str) -> ArchivoDeDocumento:
    return ArchivoDeDocumento(nombre, mime, tamano, file_id)
