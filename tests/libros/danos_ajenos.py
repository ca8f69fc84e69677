"""Daños a un libro con el formato propio de una entidad, que se lee con su perfil.

Con perfil, lo que no se puede leer no detiene: queda vacío y se dice en qué celda.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.cuadricula import letra_de_columna
from dominio.modelo.libro import TipoLibro
from tests.libros.danos import RARO, Dano, Esperado
from tests.perfiles.a_mano import campo, campos, hoja, perfil

HOJA = "Seguimiento"
ENCABEZADO = 5
PRIMERA = ENCABEZADO + 1
FILAS = 8
ROTULOS = (
    *("ORGANISMO", "COD. PROGRAMA", "PROGRAMA", "COD META PD", "META DE PRODUCTO", "META 2026"),
    *("BP", "NOMBRE DEL PROYECTO", "COD ACTIVIDAD", "ACTIVIDAD", "FECHA INI", "FECHA FIN"),
    *("% AVANCE TRIM 1", "FONDO", "PPTO MODIFICADO"),
)
_P = TipoLibro.PLAN
_FECHAS = ("FECHA INI", "FECHA FIN")
PERFIL = perfil(
    hoja(
        (
            *campos(
                _P,
                dependencia="ORGANISMO",
                programa_codigo="COD. PROGRAMA",
                programa="PROGRAMA",
                meta_codigo="COD META PD",
                meta="META DE PRODUCTO",
                meta_vigencia="META 2026",
                bpin="BP",
                proyecto="NOMBRE DEL PROYECTO",
                actividad_codigo="COD ACTIVIDAD",
                actividad="ACTIVIDAD",
                inicio="FECHA INI",
                fin="FECHA FIN",
                avance="% AVANCE TRIM 1",
                fuente="FONDO",
                monto="PPTO MODIFICADO",
            ),
            campo(_P, "tipo_meta", constante="Producto"),
        ),
        ENCABEZADO,
        llaves=("actividad_codigo",),
    ),
    nombre="cuadro-propio",
)


def _fila(n: int) -> dict[str, Any]:
    return {
        "ORGANISMO": f"Departamento Administrativo {n % 3}",
        "COD. PROGRAMA": "2201",
        "PROGRAMA": "Calidad educativa",
        "COD META PD": f"5201{n % 3:04d}",
        "META DE PRODUCTO": f"Meta número {n % 3}",
        "META 2026": 100 + n % 3,
        "BP": f"2602{n % 2:04d}",
        "NOMBRE DEL PROYECTO": f"Proyecto de inversión {n % 2}",
        "COD ACTIVIDAD": f"01-{n:03d}",
        "ACTIVIDAD": f"Realizar la actividad {n} en las sedes",
        "FECHA INI": "02/02/2026",
        "FECHA FIN": "27/11/2026",
        "% AVANCE TRIM 1": 10 + n,
        "FONDO": "Recursos propios",
        "PPTO MODIFICADO": 1_000_000 * n + 0.5,
    }


def _libro(ruta: Path, retocar: Callable[[Worksheet], None] = lambda hoja: None) -> None:
    libro = openpyxl.Workbook()
    pagina = libro.active
    assert isinstance(pagina, Worksheet)
    pagina.title = HOJA
    pagina["A1"] = "DEPARTAMENTO ADMINISTRATIVO DE PLANEACIÓN"
    pagina["A2"] = "SEGUIMIENTO AL PLAN DE ACCIÓN, CORTE MARZO"
    for columna, rotulo in enumerate(ROTULOS, start=1):
        pagina.cell(ENCABEZADO, columna, rotulo)
        for n in range(1, FILAS + 1):
            pagina.cell(ENCABEZADO + n, columna, _fila(n)[rotulo])
    retocar(pagina)
    libro.save(ruta)


def _celda(rotulo: str, numero: int) -> str:
    return f"{letra_de_columna(ROTULOS.index(rotulo) + 1)}{numero}"


def _al_azar(azar: Random) -> int:
    return azar.randrange(PRIMERA, PRIMERA + FILAS)


def dato_ilegible(azar: Random, ruta: Path) -> Esperado:
    """Una fecha o un número imposible queda vacío y se nombra su celda; lo demás se lee."""
    rotulo, valores = azar.choice(
        [
            ("FECHA INI", ("31/02/2026", "2/2/0205", "pronto")),
            ("FECHA FIN", ("32/13/2026", "sin definir aún")),
            ("PPTO MODIFICADO", ("mucho", "1.2.3,4,5")),
            ("META 2026", ("doce", "unas cuantas")),
        ]
    )
    celda = _celda(rotulo, _al_azar(azar))
    _libro(ruta, lambda pagina: pagina.__setitem__(celda, azar.choice(valores)))
    return Esperado(True, (HOJA, celda))


def error_de_excel(azar: Random, ruta: Path) -> Esperado:
    """Un error de fórmula donde va dinero se nombra."""
    celda = _celda("PPTO MODIFICADO", _al_azar(azar))

    def poner(pagina: Worksheet) -> None:
        pagina[celda].value = azar.choice(["#REF!", "#DIV/0!", "#N/A"])
        pagina[celda].data_type = "e"

    _libro(ruta, poner)
    return Esperado(True, (HOJA, celda))


def sin_la_hoja(azar: Random, ruta: Path) -> Esperado:
    """El encabezado no está por ningún lado: el perfil no sirve para este libro."""
    _libro(ruta, lambda pagina: pagina.delete_rows(ENCABEZADO))
    return Esperado(False)


def sin_la_llave(azar: Random, ruta: Path) -> Esperado:
    """Falta la columna que identifica cada renglón: se nombra la hoja."""
    rotulo = ROTULOS.index("COD ACTIVIDAD") + 1
    _libro(ruta, lambda pagina: pagina.delete_cols(rotulo))
    return Esperado(False)


def encabezado_corrido(azar: Random, ruta: Path) -> Esperado:
    """Más títulos encima o el encabezado en otras mayúsculas: se encuentra."""

    def correr(pagina: Worksheet) -> None:
        for celda in pagina[ENCABEZADO]:
            celda.value = azar.choice([str(celda.value), str(celda.value).title(), f"{celda.value} "])
        pagina.insert_rows(1, azar.randrange(1, 5))

    _libro(ruta, correr)
    return Esperado(True)


def con_totales(azar: Random, ruta: Path) -> Esperado:
    """Totales, firmas y filas vacías debajo no son renglones."""

    def agregar(pagina: Worksheet) -> None:
        pagina[_celda("ORGANISMO", PRIMERA + FILAS + 1)] = "TOTAL"
        pagina[_celda("PPTO MODIFICADO", PRIMERA + FILAS + 1)] = 36_000_004
        pagina[f"B{PRIMERA + FILAS + 4}"] = "Elaboró y aprobó"

    _libro(ruta, agregar)
    return Esperado(True)


def texto_raro(azar: Random, ruta: Path) -> Esperado:
    """Textos con fórmulas, saltos e inyección siguen siendo texto."""
    celda = _celda(azar.choice(["ACTIVIDAD", "FONDO"]), _al_azar(azar))

    def poner(pagina: Worksheet) -> None:
        pagina[celda].value = azar.choice(RARO)
        pagina[celda].data_type = "s"

    _libro(ruta, poner)
    return Esperado(True)


def archivo_danado(azar: Random, ruta: Path) -> Esperado:
    """El zip o su XML están rotos: es del archivo, no de una hoja."""
    _libro(ruta)
    if azar.random() < 0.5:
        contenido = ruta.read_bytes()
        ruta.write_bytes(contenido[: len(contenido) // 2])
        return Esperado(False, ("", ""))
    with zipfile.ZipFile(ruta) as viejo:
        partes = {nombre: viejo.read(nombre) for nombre in viejo.namelist()}
    with zipfile.ZipFile(ruta, "w") as nuevo:
        for nombre, contenido in partes.items():
            nuevo.writestr(nombre, contenido[:-9] if nombre.endswith("sheet1.xml") else contenido)
    return Esperado(False, ("", ""))


DANOS_AJENOS: tuple[Dano, ...] = (
    dato_ilegible,
    dato_ilegible,
    error_de_excel,
    sin_la_hoja,
    sin_la_llave,
    encabezado_corrido,
    con_totales,
    texto_raro,
    archivo_danado,
)
