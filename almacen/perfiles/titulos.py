"""Lo que dicen los títulos de encima de la tabla: de quién es el plan, de qué año y en qué escala."""

from __future__ import annotations

import re

from almacen.libros.celdas import texto_de_una_linea
from almacen.libros.cuadricula import Cuadricula
from almacen.perfiles.tabla import Tabla
from dominio.entender.texto import normalizar

_LARGO = 200
_QUIEN = re.compile(
    r"\b(?:sub)?(?:secretar[ií]a|direcci[oó]n|oficina|departamento administrativo|instituto|gerencia|unidad"
    r"|comisar[ií]a|personer[ií]a|jefatura|despacho)\s+(?:asesora\s+)?(?:de|del|para|general|jur[ií]dica)\b"
    r"[^\n|:;()0-9]*",
    re.IGNORECASE,
)
_SIGUE = re.compile(
    r"\s*(?:[-–—,.]\s*)?\b(?:vigencia|a[nñ]o|plan de|seguimiento|corte|trimestre|periodo|versi[oó]n"
    r"|c[oó]digo)\b.*$",
    re.IGNORECASE,
)
_LO_ROTULA = re.compile(
    r"^(?:dependencia|organismo|secretar[ií]a|centro gestor|unidad ejecutora)(?: responsable)?\s*:\s*(.*)$",
    re.IGNORECASE,
)
_DE_QUIEN_ES = re.compile(
    r"^(sub)?(sec|secretaria|dir|direccion|oficina|departamento|instituto|gerencia|unidad|despacho)\b"
)
_ANIO = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_RANGO = re.compile(r"20[0-9]{2}\s*(?:-|–|—|a|al|/)\s*20[0-9]{2}")
_DEL_PLAN = re.compile(r"\b(plan de accion|vigencia|plan anual)\b")


def titulos_de(hoja: Cuadricula, fila: int) -> tuple[str, ...]:
    """Los textos de encima de una fila, de arriba abajo, cada uno en una línea."""
    filas = sorted(numero for numero in hoja.celdas if numero < fila)
    celdas = (celda for numero in filas for _columna, celda in sorted(hoja.celdas[numero].items()))
    textos = (texto_de_una_linea(celda.valor) for celda in celdas if isinstance(celda.valor, str))
    return tuple(texto for texto in textos if texto)


def dependencias_de_los_titulos(tabla: Tabla) -> tuple[str, ...]:
    """Las secretarías u oficinas que los títulos dicen («PLAN DE ACCIÓN SECRETARÍA DE SALUD»)."""
    titulos = [titulo for titulo in titulos_de(tabla.hoja, tabla.fila) if len(titulo) <= _LARGO]
    rotuladas: list[str] = []
    sueltas: list[str] = []
    for n, titulo in enumerate(titulos):
        rotulada = _LO_ROTULA.match(titulo)
        if rotulada:
            rotuladas.append(rotulada[1].strip() or "".join(titulos[n + 1 : n + 2]))
        elif hallada := _QUIEN.search(titulo):
            sueltas.append(_SIGUE.sub("", hallada[0]).strip(" -–—.,"))
    # «Dependencia: Salud» lo dice sin duda; un título puede nombrar además a quien hizo el formato.
    return tuple(dict.fromkeys(dicha for dicha in rotuladas or sueltas if dicha))


def dependencia_de_la_hoja(nombre: str) -> str:
    """El nombre de la hoja sin el año («SALUD 2026» → «SALUD»); el mismo si no queda nada."""
    plano = " ".join(nombre.split())
    return " ".join(_ANIO.sub(" ", plano).split()).strip(" -–—_.()") or plano


def nombra_una_dependencia(texto: str) -> bool:
    """Si el texto empieza como se llaman las dependencias («Sec. Salud», «Oficina de Control»)."""
    return bool(_DE_QUIEN_ES.match(normalizar(texto)))


def anio_del_titulo(tabla: Tabla) -> int | None:
    """El único año que los títulos dicen del plan; ``None`` si ninguno, o si hablan de varios."""
    anios = {
        int(anio)
        for titulo in titulos_de(tabla.hoja, tabla.fila)
        if _DEL_PLAN.search(normalizar(titulo)) and not _RANGO.search(titulo)
        for anio in _ANIO.findall(titulo)
    }
    return anios.pop() if len(anios) == 1 else None
