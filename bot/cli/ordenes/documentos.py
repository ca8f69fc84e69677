"""``asistente documento registrar|listar``: los documentos del plan, sin chat."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import date
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from bot.cli.aplicacion import app
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import CodigoEntidad, ComoJson
from bot.cli.puerta import abrir, contexto_de, vigencia_pedida
from bot.cli.salida import Codigo, ErrorDeOrden, decir
from dominio.modelo.documento import ArchivoDeDocumento, ClaseDocumento, Documento

if TYPE_CHECKING:
    from dominio.valores.fechas import Vigencia

documentos = typer.Typer(cls=GrupoEspanol, help="Los documentos que acompañan al plan.")
app.add_typer(documentos, name="documento")

ArchivoLocalDe = Annotated[Path, typer.Argument(help="Archivo PDF, DOCX o XLSX.")]
ClaseDe = Annotated[ClaseDocumento, typer.Option("--clase", help="Qué documento es.")]
Acto = Annotated[str | None, typer.Option("--acto", help="Con qué se adoptó: «Acuerdo 012 de 2025».")]
FechaDe = Annotated[str | None, typer.Option("--fecha", help="La del acto o documento: 2025-05-30.")]
AnioDe = Annotated[
    int | None, typer.Option("--vigencia", help="Año del plan; por omisión, el del último cargado.")
]


@dataclass(frozen=True, slots=True)
class ArchivoLocal:
    """Un archivo de este equipo, ya comprobado."""

    contenido: bytes
    recibido: ArchivoDeDocumento

    def copiar(self, datos: Path, documento: Documento) -> None:
        """Lo deja en la carpeta de datos con el nombre del documento registrado."""
        if documento.ruta is None:
            raise LookupError("un documento con resumen nace guardado")
        destino = datos / documento.ruta
        destino.parent.mkdir(parents=True, exist_ok=True)
        temporal = destino.with_name(f".{destino.name}.parte")
        with temporal.open("wb") as salida:
            salida.write(self.contenido)
            salida.flush()
            os.fsync(salida.fileno())
        temporal.replace(destino)


def archivo_local(ruta: Path) -> ArchivoLocal:
    """Lee el archivo y comprueba que por dentro sea lo que dice su nombre.

    Raises:
        ErrorDeOrden: no está, o por dentro es otra cosa.
        DocumentoNoAdmitido, DocumentoDesmedido: es de otro tipo o pesa de más.
    """
    from dominio.reglas.documentos_del_plan import exigir_documento_admitido
    from dominio.reglas.evidencias import BYTES_QUE_SE_MIRAN, es_lo_que_dice

    if not ruta.is_file():
        raise ErrorDeOrden(f"No encuentro el archivo {ruta}. Revise la ruta.", Codigo.USO)
    mime = guess_type(ruta.name)[0] or ""
    # Se mira el peso antes de leerlo: un archivo enorme no llega a la memoria.
    exigir_documento_admitido(ArchivoDeDocumento(ruta.name, mime, ruta.stat().st_size))
    contenido = ruta.read_bytes()
    resumen = hashlib.sha256(contenido).hexdigest()
    recibido = ArchivoDeDocumento(ruta.name, mime, len(contenido), sha256=resumen)
    if not es_lo_que_dice(exigir_documento_admitido(recibido), contenido[:BYTES_QUE_SE_MIRAN]):
        raise ErrorDeOrden(f"«{ruta.name}» por dentro no es lo que dice su nombre: revíselo y repita.")
    return ArchivoLocal(contenido, recibido)


@documentos.command("registrar", cls=OrdenEspanol)
def registrar(
    archivo: ArchivoLocalDe,
    *,
    entidad: CodigoEntidad,
    clase: ClaseDe,
    acto: Acto = None,
    fecha: FechaDe = None,
    vigencia: AnioDe = None,
    como_json: ComoJson = False,
) -> None:
    """Registra un documento, o una versión más nueva si ya había; las de antes se conservan.

    Ejemplo: asistente documento registrar acuerdo.pdf --entidad 76001 --clase pdt
    --acto "Acuerdo 012 de 2024" --fecha 2024-05-30
    """
    from dominio.casos.documentos import DatosDocumento, registrar_documento

    local = archivo_local(archivo)
    dia = _fecha(fecha) if fecha else None
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        datos = DatosDocumento(clase, local.recibido, acto, dia, _vigencia(vigencia))
        documento = registrar_documento(contexto, datos)
        local.copiar(herramientas.datos, documento)
        unidad.confirmar()
    frase = f"Registrado: {documento.clase.value} de {documento.vigencia}, versión {documento.version}."
    decir(_como_dato(documento), frase, como_json)


@documentos.command("listar", cls=OrdenEspanol)
def listar(*, entidad: CodigoEntidad, vigencia: AnioDe = None, como_json: ComoJson = False) -> None:
    """Muestra los documentos registrados, con sus versiones, y los que faltan.

    Ejemplo: asistente documento listar --entidad 76001 --vigencia 2026
    """
    from bot.textos.documentos import CLASES, linea
    from bot.textos.plano import sin_html
    from dominio.casos.documentos import documentos_del_plan

    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        hay = documentos_del_plan(contexto_de(herramientas, unidad, entidad), _vigencia(vigencia))

    def frase() -> str:
        lineas = [f"Documentos del plan de {hay.vigencia}", *(sin_html(linea(uno)) for uno in hay.vigentes)]
        if hay.faltan:
            lineas.append("Sin registrar: " + ", ".join(str(CLASES[clase]) for clase in hay.faltan) + ".")
        return "\n".join(lineas)

    datos = {
        "vigencia": hay.vigencia.anio,
        "documentos": [_como_dato(uno) for uno in hay.todos],
        "faltan": [clase.value for clase in hay.faltan],
    }
    decir(datos, frase, como_json)


def _vigencia(anio: int | None) -> Vigencia | None:
    return vigencia_pedida(anio) if anio is not None else None


def _fecha(texto: str) -> date:
    try:
        return date.fromisoformat(texto.strip())
    except ValueError as causa:
        raise ErrorDeOrden(f"«{texto}» no es una fecha: escríbala como 2025-05-30.") from causa


def _como_dato(documento: Documento) -> dict[str, object]:
    return {
        "clase": documento.clase.value,
        "vigencia": documento.vigencia.anio,
        "version": documento.version,
        "archivo": documento.archivo.nombre,
        "tamano": documento.archivo.tamano,
        "sha256": documento.archivo.sha256,
        "acto": documento.acto,
        "fecha": documento.fecha,
        "estado": documento.estado.value,
        "registrado": documento.en,
        "por": documento.autor,
    }
