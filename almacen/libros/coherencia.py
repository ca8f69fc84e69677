"""La coherencia en una hoja del consolidado y en un libro aparte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook

from almacen.libros.columnas import Clase, Columna
from almacen.libros.estilos import presentar
from almacen.libros.tabla import Tabla, escribir_tabla
from dominio.modelo.coherencia import LibroDeCoherencia, ReglaRelajada, ReglaVigente
from dominio.modelo.hallazgo import Hallazgo
from dominio.reglas.coherencia.fichas import FICHAS
from dominio.reglas.coherencia.umbrales import umbral_en_palabras
from dominio.valores.fechas import a_bogota

_T, _C, _N = Clase.TEXTO, Clase.CODIGO, Clase.NUMERO
SIN_HALLAZGOS = "Sin hallazgos."

COLUMNAS_COHERENCIA: tuple[Columna, ...] = (
    Columna("regla", "Regla", _C, 8),
    Columna("severidad", "Severidad", _T, 13),
    Columna("objeto", "Objeto", _C, 18),
    Columna("dependencia", "Dependencia", _T, 28),
    Columna("mensaje", "Qué pasa y cómo arreglarlo", _T, 70),
    Columna("arreglo", "Cómo se arregla esta regla", _T, 40),
    Columna("aceptada", "Aceptada", _T, 10),
    Columna("razon", "Por qué se aceptó", _T, 40),
)
_COLUMNAS_POR_DEPENDENCIA = (
    Columna("codigo", "Código", _C, 10),
    Columna("dependencia", "Dependencia", _T, 40),
    Columna("situacion", "Situación", _T, 20),
    Columna("errores", "Errores", _N, 11),
    Columna("advertencias", "Advertencias", _N, 13),
    Columna("informativos", "Informativos", _N, 13),
    Columna("aceptados", "Aceptados", _N, 11),
)
_COLUMNAS_REGLAS = (
    Columna("regla", "Regla", _C, 8),
    Columna("nombre", "Nombre", _T, 30),
    Columna("severidad", "Severidad", _T, 13),
    Columna("apagada", "Se evalúa", _T, 22),
    Columna("umbral", "Umbral", _T, 20),
    Columna("mira", "Qué mira", _T, 50),
    Columna("arreglo", "Cómo se arregla", _T, 44),
    Columna("sin_datos", "Cuándo no se evalúa", _T, 34),
    Columna("fuente", "Fuente", _T, 44),
    Columna("hallazgos", "Hallazgos", _N, 11),
    Columna("razon", "Por qué se apagó o se rebajó", _T, 40),
)


def escribir_coherencia(datos: LibroDeCoherencia, destino: Path) -> None:
    """Escribe el libro: los hallazgos, cómo queda cada dependencia y la ficha de cada regla."""
    libro = Workbook(write_only=True)
    titulo = f"Coherencia del Plan de Acción {datos.vigencia}"
    presentar(libro, titulo, datos.entidad)
    cuando = a_bogota(datos.generado_en)
    pie = f"{datos.entidad} · Vigencia {datos.vigencia} · Revisado el {cuando:%d/%m/%Y %H:%M}"
    if datos.dependencia:
        pie += f" · {datos.dependencia}"
    hojas = (
        (
            Tabla("Coherencia", titulo, COLUMNAS_COHERENCIA, fijas=3),
            renglones_de_coherencia(datos.hallazgos, datos.reglas_apagadas),
        ),
        (
            Tabla("Dependencias", "Cómo queda cada dependencia", _COLUMNAS_POR_DEPENDENCIA),
            _por_dependencia(datos),
        ),
        (Tabla("Reglas", "Las reglas, como las tiene la entidad", _COLUMNAS_REGLAS, fijas=2), _reglas(datos)),
    )
    for tabla, renglones in hojas:
        escribir_tabla(libro, tabla, pie, renglones)
    libro.save(destino)


def renglones_de_coherencia(
    hallazgos: Sequence[Hallazgo], relajadas: Sequence[ReglaRelajada] = ()
) -> Iterator[Sequence[object]]:
    """Una fila por regla apagada o rebajada; después cada hallazgo, o una fila que dice que no hay."""
    for una in relajadas:
        yield (
            una.codigo,
            "Apagada" if una.apagada else "Rebajada",
            "",
            "",
            _que_se_relajo(una),
            "",
            "",
            _por_que_se_relajo(una),
        )
    if not hallazgos:
        yield ("", "", "", "", SIN_HALLAZGOS, "", "", "")
    for h in hallazgos:
        ficha = FICHAS.get(h.regla)
        yield (
            h.regla,
            h.severidad.value.capitalize(),
            h.objeto,
            h.dependencia,
            h.mensaje,
            h.arreglo or ("" if ficha is None else ficha.arreglo),
            "" if h.aceptacion is None else "Sí",
            "" if h.aceptacion is None else _razon(h),
        )


def _razon(hallazgo: Hallazgo) -> str:
    """«Lo pidió Hacienda (Pilar Mora, 04/09/2026)»."""
    aceptacion = hallazgo.aceptacion
    if aceptacion is None:
        return ""
    quien = aceptacion.autor or "línea de órdenes"
    return f"{aceptacion.razon} ({quien}, {a_bogota(aceptacion.en):%d/%m/%Y})"


def _que_se_relajo(una: ReglaRelajada) -> str:
    if una.apagada:
        return f"La regla {una.codigo} ({una.nombre}) está apagada: no se evaluó."
    return f"La regla {una.codigo} ({una.nombre}) era error y hoy es {una.severidad.value}."


def _por_que_se_relajo(una: ReglaRelajada) -> str:
    """«Lo pidió el Consejo (Pilar Mora, 04/09/2026)»."""
    cuando = "" if una.cuando is None else f", {a_bogota(una.cuando):%d/%m/%Y}"
    return f"{una.razon or 'Sin razón escrita'} ({una.quien or 'línea de órdenes'}{cuando})"


def _por_dependencia(datos: LibroDeCoherencia) -> Iterator[Sequence[object]]:
    for d in datos.dependencias:
        situacion = d.situacion.value.capitalize()
        nombre = d.nombre or "De toda la entidad"
        yield (d.codigo, nombre, situacion, d.errores, d.advertencias, d.informativos, d.aceptados)


def _reglas(datos: LibroDeCoherencia) -> Iterator[Sequence[object]]:
    faltan = {regla: falta.que for falta in datos.sin_evaluar for regla in falta.reglas}
    for regla in datos.reglas:
        ficha, relajada = regla.ficha, regla.relajada
        falta = faltan.get(ficha.codigo)
        yield (
            ficha.codigo,
            ficha.nombre,
            regla.severidad.value.capitalize(),
            "No" if regla.apagada else f"No: falta {falta}" if falta else "Sí",
            _umbral(regla),
            ficha.que_mira,
            ficha.arreglo,
            ficha.sin_datos or "",
            ficha.fuente,
            sum(h.regla == ficha.codigo for h in datos.hallazgos),
            "" if relajada is None else _por_que_se_relajo(relajada),
        )


def _umbral(regla: ReglaVigente) -> str:
    if regla.ficha.umbral is None:
        return ""
    return umbral_en_palabras(regla.ficha.umbral, regla.umbral)
