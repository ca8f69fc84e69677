"""Hojas y columnas del contrato: una tabla que leen el lector, el escritor y la plantilla."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from dominio.entender.texto import normalizar
from dominio.modelo.libro import TipoLibro


class Clase(StrEnum):
    """Qué clase de dato lleva una columna."""

    TEXTO = "texto"
    CODIGO = "codigo"
    FECHA = "fecha"
    NUMERO = "numero"
    PROGRAMADO = "programado"
    DINERO = "dinero"
    PORCENTAJE = "porcentaje"
    SI_NO = "si_no"
    TIPO_META = "tipo_meta"
    ACUMULACION = "acumulacion"


@dataclass(frozen=True, slots=True)
class Columna:
    """Una columna de un instrumento.

    Attributes:
        dato: nombre del campo en la fila leída (``actividad_codigo``).
        titulo: encabezado público, tal como va en el contrato.
        obligatoria: la celda no puede venir vacía.
        de_producto: obligatoria solo en metas de tipo Producto.
        ancho: en caracteres.
    """

    dato: str
    titulo: str
    clase: Clase
    ancho: int
    obligatoria: bool = False
    de_producto: bool = False


@dataclass(frozen=True, slots=True)
class Instrumento:
    """Una hoja del contrato y cómo se la reconoce.

    Attributes:
        minimo: columnas conocidas que debe traer una fila para ser el encabezado.
        firma: datos propios de este instrumento.
        firma_minima: cuántos de la firma debe traer.
        adicionales: columnas que no son del contrato y también se leen si están.
    """

    tipo: TipoLibro
    hoja: str
    columnas: tuple[Columna, ...]
    minimo: int
    firma: frozenset[str]
    firma_minima: int
    adicionales: tuple[Columna, ...] = ()

    def columna(self, dato: str) -> Columna:
        """La columna de un dato; los «programado_AAAA» y los niveles se arman al vuelo."""
        if dato.startswith(PREFIJO_PROGRAMADO):
            return columna_programado(int(dato.removeprefix(PREFIJO_PROGRAMADO)))
        if nivel := leer_nivel(dato):
            return columna_de_nivel(*nivel)
        return next(columna for columna in (*self.columnas, *self.adicionales) if columna.dato == dato)


PREFIJO_PROGRAMADO = "programado_"
CUATRIENIO = (2024, 2025, 2026, 2027)
MESES = (
    "Enero",
    "Febrero",
    "Marzo",
    "Abril",
    "Mayo",
    "Junio",
    "Julio",
    "Agosto",
    "Septiembre",
    "Octubre",
    "Noviembre",
    "Diciembre",
)


def columna_programado(anio: int) -> Columna:
    """La columna «Programado AAAA» del plan indicativo."""
    return Columna(f"{PREFIJO_PROGRAMADO}{anio}", f"Programado {anio}", Clase.PROGRAMADO, 14, True)


def columna_de_nivel(es_codigo: bool, puesto: int, rotulo: str) -> Columna:
    """«Código de nivel 1: Propósito» o «Nivel 1: Propósito»; el dato es el mismo título."""
    titulo = f"{'Código de nivel' if es_codigo else 'Nivel'} {puesto}: {rotulo}"
    return Columna(titulo, titulo, Clase.CODIGO if es_codigo else Clase.TEXTO, 13 if es_codigo else 30)


@lru_cache(maxsize=1024)
def leer_nivel(dato: str) -> tuple[bool, int, str] | None:
    """(es el código, puesto en la jerarquía, rótulo) de una columna de nivel; ``None`` si no lo es."""
    partes = _NIVEL.fullmatch(dato)
    return (partes[1] is not None, int(partes[2]), partes[3]) if partes else None


_NIVEL = re.compile(r"(?:(Código de nivel)|Nivel) ([1-9][0-9]?): (.+)")

_T, _C, _F, _N, _D = Clase.TEXTO, Clase.CODIGO, Clase.FECHA, Clase.NUMERO, Clase.DINERO

PLAN = Instrumento(
    TipoLibro.PLAN,
    "Plan de acción",
    (
        Columna("dependencia_codigo", "Código dependencia", _C, 13),
        Columna("dependencia", "Dependencia", _T, 26, obligatoria=True),
        Columna("responsable", "Responsable", _T, 24, obligatoria=True),
        Columna("cargo", "Cargo", _T, 22),
        Columna("tipo_meta", "Tipo de meta", Clase.TIPO_META, 14, obligatoria=True),
        Columna("programa_codigo", "Código del programa", _C, 12, de_producto=True),
        Columna("programa", "Programa", _T, 30),
        Columna("meta_codigo", "Código de meta", _C, 13, obligatoria=True),
        Columna("meta", "Meta", _T, 34),
        Columna("indicador", "Indicador", _T, 28),
        Columna("unidad", "Unidad de medida", _T, 14),
        Columna("linea_base", "Línea base", _N, 12),
        Columna("meta_vigencia", "Meta de la vigencia", Clase.PROGRAMADO, 13, obligatoria=True),
        Columna("bpin", "Código BPIN", _C, 18, de_producto=True),
        Columna("proyecto", "Proyecto", _T, 34, de_producto=True),
        Columna("objetivo", "Objetivo del proyecto", _T, 30),
        Columna("actividad_codigo", "Código de actividad", _C, 13, obligatoria=True),
        Columna("actividad", "Actividad", _T, 40, obligatoria=True),
        Columna("ponderacion", "Ponderación", Clase.PORCENTAJE, 14),
        Columna("cantidad_programada", "Cantidad programada", _N, 14),
        Columna("inicio", "Fecha de inicio", _F, 12, obligatoria=True),
        Columna("fin", "Fecha de terminación", _F, 14, obligatoria=True),
        Columna("avance", "Porcentaje de avance", Clase.PORCENTAJE, 13),
        Columna("fuente_codigo", "Código de fuente", _C, 13),
        Columna("fuente", "Fuente de financiación", _T, 28, de_producto=True),
        Columna("monto", "Monto", _D, 20, de_producto=True),
        Columna("contratacion", "Requiere contratación", Clase.SI_NO, 14),
    ),
    minimo=5,
    firma=frozenset({"actividad_codigo", "actividad", "inicio", "fin", "responsable", "tipo_meta"}),
    firma_minima=3,
    # De los libros con formato propio; el consolidado las pone al final, si traen algo, y las relee.
    adicionales=(
        Columna("producto_codigo", "Código de producto", _C, 13),
        # «Producto» a secas es también un tipo de meta: un dato parecería encabezado.
        Columna("producto", "Producto MGA", _T, 34),
        Columna("sin_fechas", "Sin fechas", Clase.SI_NO, 10),
        Columna("sin_codigo", "Código asignado", Clase.SI_NO, 12),
        Columna("sin_dato", "Datos que no traía", _T, 30),
    ),
)

INDICATIVO = Instrumento(
    TipoLibro.INDICATIVO,
    "Plan indicativo",
    (
        Columna("meta_codigo", "Código de meta", _C, 13, obligatoria=True),
        Columna("meta", "Meta", _T, 40),
        Columna("programa", "Programa", _T, 32),
        Columna("indicador", "Indicador", _T, 30),
        Columna("unidad", "Unidad de medida", _T, 14),
        Columna("linea_base", "Línea base", _N, 12),
        Columna("acumulacion", "Tipo de acumulación", Clase.ACUMULACION, 16),
        Columna("meta_cuatrienio", "Meta del cuatrienio", _N, 14),
        *(columna_programado(anio) for anio in CUATRIENIO),
        Columna("coordinadora", "Dependencia coordinadora", _T, 28),
    ),
    minimo=3,
    firma=frozenset({"acumulacion", "meta_cuatrienio", "coordinadora", PREFIJO_PROGRAMADO}),
    firma_minima=1,
)

POAI = Instrumento(
    TipoLibro.POAI,
    "POAI",
    (
        Columna("bpin", "Código BPIN", _C, 18, obligatoria=True),
        Columna("proyecto", "Proyecto", _T, 44),
        Columna("meta_codigo", "Código de meta", _C, 14),
        Columna("dependencia", "Dependencia", _T, 30),
        Columna("fuente_codigo", "Código de fuente", _C, 14),
        Columna("fuente", "Fuente de financiación", _T, 32),
        Columna("apropiacion", "Apropiación", _D, 20, obligatoria=True),
    ),
    minimo=3,
    firma=frozenset({"apropiacion"}),
    firma_minima=1,
)

PAC = Instrumento(
    TipoLibro.PAC,
    "PAC",
    (
        Columna("bpin", "Código BPIN", _C, 18, obligatoria=True),
        Columna("fuente_codigo", "Código de fuente", _C, 14),
        Columna("fuente", "Fuente de financiación", _T, 32),
        *(Columna(f"mes_{n:02d}", mes, _D, 18) for n, mes in enumerate(MESES, start=1)),
    ),
    minimo=6,
    firma=frozenset(f"mes_{n:02d}" for n in range(1, 13)),
    firma_minima=6,
)

EJECUCION = Instrumento(
    TipoLibro.EJECUCION,
    "Ejecución",
    (
        Columna("bpin", "Código BPIN", _C, 18),
        Columna("actividad_codigo", "Código de actividad", _C, 14),
        Columna("fuente_codigo", "Código de fuente", _C, 14),
        Columna("inicial", "Apropiación inicial", _D, 20),
        Columna("adiciones", "Adiciones", _D, 18),
        Columna("reducciones", "Reducciones", _D, 18),
        Columna("creditos", "Créditos", _D, 18),
        Columna("contracreditos", "Contracréditos", _D, 18),
        Columna("definitiva", "Apropiación definitiva", _D, 20),
        Columna("cdp", "CDP", _D, 20),
        Columna("compromisos", "Compromisos", _D, 20),
        Columna("obligaciones", "Obligaciones", _D, 20),
        Columna("pagos", "Pagos", _D, 20),
        Columna("fecha_corte", "Fecha de corte", _F, 14),
    ),
    minimo=4,
    firma=frozenset(
        {"inicial", "adiciones", "reducciones", "definitiva", "cdp", "compromisos", "obligaciones", "pagos"}
    ),
    firma_minima=3,
)

INSTRUMENTOS = (PLAN, INDICATIVO, POAI, PAC, EJECUCION)
POR_TIPO = {instrumento.tipo: instrumento for instrumento in INSTRUMENTOS}

# Lo que el consolidado agrega a la derecha del contrato; al releerlo no se avisa de ellas.
CALCULADAS: tuple[Columna, ...] = (
    Columna("esperado", "Avance esperado", Clase.PORCENTAJE, 13),
    Columna("semaforo", "Semáforo", _T, 14),
    Columna("dias", "Días restantes", _N, 12),
    Columna("definitiva", "Apropiación definitiva", _D, 20),
    Columna("cdp", "CDP", _D, 20),
    Columna("compromisos", "Compromisos", _D, 20),
    Columna("obligaciones", "Obligaciones", _D, 20),
    Columna("pagos", "Pagos", _D, 20),
    Columna("razon_cdp", "CDP / definitiva", Clase.PORCENTAJE, 13),
    Columna("razon_compromisos", "Compromisos / definitiva", Clase.PORCENTAJE, 14),
    Columna("razon_obligaciones", "Obligaciones / definitiva", Clase.PORCENTAJE, 14),
    Columna("razon_pagos", "Pagos / obligaciones", Clase.PORCENTAJE, 14),
)

# Las hojas del consolidado que no son un instrumento.
HOJAS_DE_INFORME = ("Resumen", "Metas", "Avances", "Ejecución", "Alertas", "Coherencia", "Control")
HOJAS_DE_APOYO = ("Instrucciones", "Errores", "Listas", "Dudas")

_ACLARACION = re.compile(r"\s*\([^()]*\)\s*$")
_PROGRAMADO = re.compile(r"programado ?(20[0-9]{2})")


@lru_cache(maxsize=4096)
def llave(texto: str) -> str:
    """Un encabezado para comparar: sin tildes, mayúsculas, saltos ni aclaraciones «(pesos)» al final."""
    plano = normalizar(texto)
    return _ACLARACION.sub("", plano).rstrip(" :*.") or plano


def dato_de(texto: str, instrumento: Instrumento) -> str | None:
    """El dato que nombra un encabezado en ese instrumento; ``None`` si no es del contrato."""
    clave = llave(texto)
    if instrumento.tipo is TipoLibro.INDICATIVO and (anio := _PROGRAMADO.fullmatch(clave)):
        return f"{PREFIJO_PROGRAMADO}{anio[1]}"
    if instrumento.adicionales and leer_nivel(texto):
        return texto
    return _LLAVES[instrumento.tipo].get(clave)


def es_conocida(texto: str) -> bool:
    """Dice si el encabezado es de algún instrumento del contrato."""
    return any(dato_de(texto, instrumento) for instrumento in INSTRUMENTOS)


def es_calculada(texto: str) -> bool:
    """Dice si el encabezado es de una columna que solo agrega el consolidado."""
    return llave(texto) in _LLAVES_CALCULADAS


_LLAVES = {
    instrumento.tipo: {
        llave(columna.titulo): columna.dato for columna in (*instrumento.columnas, *instrumento.adicionales)
    }
    for instrumento in INSTRUMENTOS
}
_LLAVES_CALCULADAS = frozenset(llave(columna.titulo) for columna in CALCULADAS)
