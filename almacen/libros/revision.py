"""Qué es un archivo por su contenido, antes de abrirlo: solo un .xlsx sano pasa."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from almacen.libros.texto_separado import es_texto_separado
from dominio.modelo.libro import ErrorDeLibro

MAXIMO_ARCHIVO = 5 * 1024 * 1024
MAXIMO_DESCOMPRIMIDO = 50 * 1024 * 1024
# Veinte mil filas por 52 columnas ocupan unos 70 MB de XML.
MAXIMO_CON_PERFIL = 120 * 1024 * 1024
MAXIMO_PARTES = 200
_MAXIMO_TIPOS = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TIPOS = "[Content_Types].xml"
_LIBRO = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

_GUARDAR_COMO = "Ábralo y use «Guardar como», tipo «Libro de Excel (.xlsx)», y envíe ese archivo."
FRASES = {
    "no_existe": "No se encontró el archivo; revise la ruta y vuelva a intentarlo.",
    "vacio": "El archivo está vacío (0 bytes); vuelva a descargarlo o a guardarlo y envíelo de nuevo.",
    "muy_grande": "El archivo pesa más de 5 MB; deje en un libro nuevo solo las hojas del plan.",
    "cifrado": "El libro está protegido con contraseña; quítesela en Excel (Archivo, Información, "
    "Proteger libro) y envíelo de nuevo.",
    "xls": f"Es un libro del formato antiguo .xls. {_GUARDAR_COMO}",
    "macros": f"El libro trae macros (.xlsm) y no se abre por seguridad. {_GUARDAR_COMO}",
    "binario": f"Es un libro binario (.xlsb). {_GUARDAR_COMO}",
    "html": f"No es un libro de Excel: es una página web (HTML) con otro nombre. {_GUARDAR_COMO}",
    "xml": f"No es un libro .xlsx: es una hoja en XML suelto. {_GUARDAR_COMO}",
    "csv": f"No es un libro de Excel: es texto separado por comas o punto y coma (CSV). {_GUARDAR_COMO}",
    "sin_separador": "El archivo de texto no trae columnas separadas por punto y coma, coma o tabulador; "
    "guárdelo desde Excel como «CSV (delimitado por punto y coma)» o como libro .xlsx y envíelo de nuevo.",
    "pdf": "Es un PDF, no un libro de Excel; envíe el libro .xlsx del que salió.",
    "word": "Es un documento de Word, no un libro de Excel; envíe el libro .xlsx.",
    "presentacion": "Es una presentación, no un libro de Excel; envíe el libro .xlsx.",
    "ods": f"Es una hoja de LibreOffice (.ods). {_GUARDAR_COMO}",
    "truncado": "El archivo está incompleto o dañado; vuelva a descargarlo o a guardarlo y envíelo de nuevo.",
    "bomba": "El libro ocupa al abrirse más de 50 MB (120 MB con el formato de la entidad); deje en un libro "
    "nuevo solo las hojas del plan.",
    "muchas_partes": "El libro trae más de 200 partes (hojas, imágenes, gráficos); deje en un libro nuevo "
    "solo las hojas del plan.",
    "ruta_peligrosa": "El archivo trae rutas que un libro de Excel no lleva y no se abre por seguridad. "
    "Copie las hojas a un libro nuevo y envíelo.",
    "estricto": "Es un libro «Open XML estricto»; guárdelo como «Libro de Excel (.xlsx)» corriente.",
    "xml_peligroso": "El libro trae declaraciones XML que Excel nunca escribe y no se abre por seguridad. "
    "Copie las hojas a un libro nuevo y envíelo.",
    "ilegible": "No es un libro de Excel que se pueda leer. Ábralo en Excel, guárdelo como .xlsx y envíelo.",
    "limite": "El libro es demasiado pesado para leerlo; deje en un libro nuevo solo las hojas del plan, "
    "sin filas ni columnas vacías con formato.",
}


def error_de_archivo(codigo: str) -> ErrorDeLibro:
    """El error del archivo entero (sin hoja ni celda), con su frase."""
    return ErrorDeLibro("", "", f"archivo_{codigo}", FRASES[codigo])


def revisar_archivo(ruta: Path, *, con_perfil: bool = False) -> str | None:
    """Código del motivo por el que el archivo no se puede abrir; ``None`` si es un .xlsx sano.

    Lee la cabecera y el índice del zip; no descomprime más que la lista de tipos.

    Args:
        ruta: archivo recibido.
        con_perfil: si se va a leer con el formato de la entidad, que también puede ser texto separado.
    """
    try:
        tamano = ruta.stat().st_size
        if not ruta.is_file():
            return "no_existe"
        if tamano == 0:
            return "vacio"
        if tamano > MAXIMO_ARCHIVO:
            return "muy_grande"
        with ruta.open("rb") as archivo:
            cabecera = archivo.read(4096)
            if cabecera.startswith(_OLE):
                return _motivo_ole(cabecera + archivo.read())
    except OSError:
        return "no_existe"
    if not cabecera.startswith(b"PK"):
        motivo = _motivo_suelto(cabecera)
        es_texto = motivo in ("csv", "ilegible") and _como_texto(cabecera) is not None
        return None if con_perfil and es_texto and es_texto_separado(ruta) else motivo
    return _motivo_zip(ruta, MAXIMO_CON_PERFIL if con_perfil else MAXIMO_DESCOMPRIMIDO)


def _motivo_ole(contenido: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in contenido:
        return "cifrado"
    if "WordDocument".encode("utf-16-le") in contenido:
        return "word"
    return "xls"


def _motivo_suelto(cabecera: bytes) -> str:
    """Qué es un archivo que no es zip ni OLE."""
    if cabecera.startswith(b"%PDF"):
        return "pdf"
    texto = _como_texto(cabecera)
    if texto is None:
        return "ilegible"
    inicio = texto.lstrip("\ufeff \t\r\n").lower()
    if inicio.startswith(("<!doctype html", "<html", "<table", "<head", "<meta", "<body")):
        return "html"
    if inicio.startswith("<?xml"):
        return "html" if "<html" in inicio else "xml"
    primera = inicio.split("\n", 1)[0]
    return "csv" if any(primera.count(separador) for separador in ";,\t|") else "ilegible"


def _como_texto(cabecera: bytes) -> str | None:
    if cabecera.startswith((b"\xff\xfe", b"\xfe\xff")):
        return cabecera.decode("utf-16", errors="replace")
    if b"\x00" in cabecera:
        return None
    return cabecera.decode("utf-8", errors="replace")


def _motivo_zip(ruta: Path, descomprimido: int) -> str | None:
    try:
        with zipfile.ZipFile(ruta) as libro:
            return _motivo_de_partes(libro, descomprimido) or _motivo_de_tipo(libro)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
        return "truncado"


def _motivo_de_partes(libro: zipfile.ZipFile, descomprimido: int) -> str | None:
    partes = libro.infolist()
    nombres = [parte.filename for parte in partes]
    if len(partes) > MAXIMO_PARTES:
        return "muchas_partes"
    if len(set(nombres)) != len(nombres) or any(_sale(nombre) for nombre in nombres):
        return "ruta_peligrosa"
    if sum(parte.file_size for parte in partes) > descomprimido:
        return "bomba"
    # Bit 0: parte cifrada con contraseña de zip.
    if any(parte.flag_bits & 1 for parte in partes):
        return "cifrado"
    if any(nombre.lower().endswith("vbaproject.bin") for nombre in nombres):
        return "macros"
    return None


def _sale(nombre: str) -> bool:
    """La parte se escribiría fuera de la carpeta donde se extrajera."""
    ruta = PurePosixPath(nombre.replace("\\", "/"))
    return ruta.is_absolute() or ".." in ruta.parts or ":" in nombre or "\x00" in nombre


def _motivo_de_tipo(libro: zipfile.ZipFile) -> str | None:
    nombres = set(libro.namelist())
    if "mimetype" in nombres and b"opendocument" in libro.open("mimetype").read(200):
        return "ods"
    if _TIPOS not in nombres:
        return "ilegible"
    with libro.open(_TIPOS) as parte:
        tipos = parte.read(_MAXIMO_TIPOS)
    if b"macroEnabled.main+xml" in tipos:
        return "macros"
    if b"sheet.binary" in tipos:
        return "binario"
    if b"wordprocessingml" in tipos:
        return "word"
    if b"presentationml" in tipos:
        return "presentacion"
    if _LIBRO not in tipos and b"spreadsheetml.template.main+xml" not in tipos:
        return "ilegible"
    return None
