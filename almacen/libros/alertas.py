"""Las alertas en una hoja del consolidado y en un libro aparte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook

from almacen.libros.columnas import Clase, Columna
from almacen.libros.estilos import presentar
from almacen.libros.tabla import Tabla, escribir_tabla
from dominio.modelo.alerta import Alerta, LibroDeAlertas
from dominio.modelo.hallazgo import Severidad
from dominio.reglas.alertas.fichas import FICHAS, nombre_de
from dominio.valores.fechas import a_bogota

_T, _C, _F, _N = Clase.TEXTO, Clase.CODIGO, Clase.FECHA, Clase.NUMERO
SIN_ALERTAS = "Sin alertas."
NO_SE_SABE = "No se sabe"
DE_TODA_LA_ENTIDAD = "Toda la entidad"

COLUMNAS_ALERTAS: tuple[Columna, ...] = (
    Columna("regla", "Regla", _T, 19),
    Columna("severidad", "Severidad", _T, 13),
    Columna("objeto", "Objeto", _C, 15),
    Columna("nombre", "Nombre", _T, 30),
    Columna("dependencia", "Dependencia", _T, 22),
    Columna("desde", "Desde", _F, 12),
    Columna("que_pasa", "Qué pasa", _T, 38),
    Columna("que_hacer", "Qué hacer", _T, 34),
    Columna("quien", "Quién", _T, 20),
)
_COLUMNAS_POR_DEPENDENCIA = (
    Columna("dependencia", "Dependencia", _T, 44),
    Columna("errores", "Errores", _N, 12),
    Columna("advertencias", "Advertencias", _N, 14),
    Columna("informativos", "Informativos", _N, 14),
    Columna("total", "Total", _N, 10),
)
_COLUMNAS_REGLAS = (
    Columna("regla", "Regla", _T, 34),
    Columna("alertas", "Alertas", _N, 10),
    Columna("fuente", "Fuente", _T, 90),
)
# Al imprimir, una página de ancho: de qué se trata y qué se hace se leen en el mismo renglón.
ALERTAS = Tabla("Alertas", "Alertas", COLUMNAS_ALERTAS, fijas=3)


def renglones_de_alertas(alertas: Sequence[Alerta]) -> Iterator[Sequence[object]]:
    """Cada alerta con su regla, desde cuándo, qué se hace y quién; si no hay, una fila que lo dice."""
    if not alertas:
        yield ("", "", "", "", "", None, SIN_ALERTAS, "", "")
    for a in alertas:
        yield (
            nombre_de(a.regla),
            a.severidad.value.capitalize(),
            a.objeto,
            a.nombre,
            a.dependencia or DE_TODA_LA_ENTIDAD,
            a.desde or NO_SE_SABE,
            a.que_pasa,
            a.que_hacer,
            a.quien,
        )


def escribir_alertas(datos: LibroDeAlertas, destino: Path) -> None:
    """Escribe el libro: las alertas, cuántas tiene cada dependencia y de dónde sale cada regla."""
    libro = Workbook(write_only=True)
    titulo = f"Alertas del Plan de Acción {datos.vigencia}"
    presentar(libro, titulo, datos.entidad)
    cuando = a_bogota(datos.generado_en)
    pie = f"{datos.entidad} · Vigencia {datos.vigencia} · Al {cuando:%d/%m/%Y %H:%M}"
    if datos.ambito:
        pie += f" · {datos.ambito}"
    hojas = (
        (replace(ALERTAS, titulo=titulo), renglones_de_alertas(datos.alertas)),
        (
            Tabla("Dependencias", "Alertas por dependencia", _COLUMNAS_POR_DEPENDENCIA),
            _por_dependencia(datos.alertas),
        ),
        (Tabla("Reglas", "De dónde sale cada alerta", _COLUMNAS_REGLAS), _reglas(datos.alertas)),
    )
    for tabla, renglones in hojas:
        escribir_tabla(libro, tabla, pie, renglones)
    libro.save(destino)


def _por_dependencia(alertas: Sequence[Alerta]) -> Iterator[Sequence[object]]:
    cuentas = Counter((a.dependencia or DE_TODA_LA_ENTIDAD, a.severidad) for a in alertas)
    totales = Counter(a.dependencia or DE_TODA_LA_ENTIDAD for a in alertas)
    for nombre, total in totales.most_common():
        yield (nombre, *(cuentas[nombre, una] for una in Severidad), total)


def _reglas(alertas: Sequence[Alerta]) -> Iterator[Sequence[object]]:
    cuantas = Counter(a.regla for a in alertas)
    for ficha in FICHAS.values():
        yield (ficha.nombre, cuantas[ficha.regla.value], ficha.fuente)
