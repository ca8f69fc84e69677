"""Libros con el formato de otros, hechos por las pruebas: cada columna, su rótulo y cómo se llena."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.abrir import abrir
from almacen.perfiles.leer import leer_con_perfil
from almacen.perfiles.proponer import proponer
from dominio.modelo.libro import LibroLeido, TipoLibro
from dominio.modelo.perfil import CampoDePerfil, ClaseDeDuda, Duda, Perfil, Propuesta
from tests.libros.fabrica import dia

Columna = tuple[str, Callable[[int], object]]
_PRODUCTOS = ("4599019", "4103052", "2201071", "3301053", "2402021", "1905014")
_UNIDADES = ("Número", "Porcentaje", "Número", "Kilómetros")


def texto(n: int, que: str) -> str:
    """Una frase distinta por renglón."""
    return f"{que} para la población del sector {n} del municipio"


def cuadro(*, corridos: bool = False) -> list[Columna]:
    """Seguimiento plano: una actividad por fila, con niveles, metas, avances por trimestre y dinero."""
    producto: list[Columna] = [
        ("Cód Producto MGA", lambda n: int(_PRODUCTOS[n % 6])),
        ("Nombre Producto MGA", lambda n: texto(n % 6, "Servicio de apoyo")),
        ("Programación PI Año 1", lambda n: (n // 3) * 2 + 1),
    ]
    if corridos:
        rotulos = [rotulo for rotulo, _llenar in producto]
        llenados = [producto[2][1], producto[0][1], producto[1][1]]
        producto = list(zip(rotulos, llenados, strict=True))
    return [
        ("Cód centro gestor", lambda n: 4100 + n % 4),
        ("Nivel 1 PD Cód", lambda n: 61 + n % 2),
        ("Nivel 1 PD Nombre", lambda n: f"Propósito grande {n % 2}"),
        ("Nivel 2 PD Cód", lambda n: 6101 + 100 * (n % 2) + n % 4 // 2),
        ("Nivel 2 PD Nombre", lambda n: f"Reto que sigue {n % 4}"),
        ("Cód BPIN", lambda n: 2024990010000 + n // 2),
        ("Nombre BP", lambda n: texto(n // 2, "Fortalecimiento integral")),
        ("Cód Actividad", lambda n: f"BP2600{n:04d}"),
        ("Nombre Actividad", lambda n: texto(n, "Realizar jornadas de atención")),
        ("Ponderación de Actividad", lambda n: 0.5),
        ("% de Avance Actividad\nTrimestre I", lambda n: (n % 5) / 10),
        ("Explicación Actividad Trim I", lambda n: texto(n, "Se avanzó en la contratación")),
        ("% de Avance Actividad\nTrimestre II", lambda n: (n % 7) / 10),
        ("% de Avance Actividad\nTrimestre III", lambda n: None),
        ("Meta PD", lambda n: f"6101001{n // 3:04d}"),
        ("Denominación Meta PD", lambda n: texto(n // 3, "Personas atendidas")),
        *producto,
        ("Presupuesto Inicial", lambda n: 1_000_000 * (n + 1)),
        ("Presupuesto Modificado", lambda n: 1_500_000 * (n + 1)),
        ("Ejecución", lambda n: 900_000 * (n + 1)),
        ("Obligado", lambda n: 500_000 * (n + 1)),
        ("Pagos", lambda n: 400_000 * (n + 1)),
        ("Fecha Inicio", lambda n: dia(2026, 1, 1) + timedelta(days=n)),
        ("Fecha Fin", lambda n: dia(2026, 12, 31)),
        ("Nombre Centro Gestor", lambda n: f"Secretaría de Asuntos {'ABCD'[n % 4]}"),
    ]


def indicativo(anios: Sequence[int] = (2024, 2025, 2026, 2027)) -> list[Columna]:
    """Plan indicativo con columnas repetidas: la línea base del resultado y dos bloques de dinero."""
    anio = anios[1]
    return [
        ("EJE", lambda n: f"Eje {n % 3 + 1}. Territorio {n % 3}"),
        ("META DE RESULTADO", lambda n: texto(n // 4, "Disminuir la brecha")),
        ("INDICADOR DE RESULTADO", lambda n: texto(n // 4, "Tasa de cobertura")),
        ("L.B", lambda n: 3 + n // 4),
        ("PRODUCTO MGA", lambda n: int(_PRODUCTOS[n % 6])),
        ("BPIN", lambda n: 2024990010000 + n // 2),
        ("NOMBRE DEL PROYECTO", lambda n: texto(n // 2, "Mejoramiento de la red")),
        ("COD META PRODUCTO", lambda n: n + 1),
        ("META DE PRODUCTO", lambda n: texto(n, "Construir sedes")),
        ("L.B", lambda n: n % 7),
        ("UNIDAD DE MEDIDA", lambda n: _UNIDADES[n % 4]),
        ("TENDENCIA INDICADOR", lambda n: "M" if n % 3 == 0 else "I"),
        ("INDICADOR", lambda n: texto(n, "Sedes construidas")),
        ("RESPONSABLE", lambda n: f"Sec. de Asuntos {'ABCD'[n % 4]}"),
        ("VALOR ESPERADO CUATRIENIO", lambda n: 5 if n % 3 == 0 else 8),
        *((f"VALOR ESPERADO {a}", lambda n: 5 if n % 3 == 0 else 2) for a in anios),
        (f"APROPIACION DEFINITIVA {anio}", lambda n: 7_000_000 + n),
        (f"COMPROMISOS {anio}", lambda n: 6_000_000 + n),
        (f"APROPIACION {anios[0]}", lambda n: 5_000_000 + n),
        (f"COMPROMISOS {anios[0]}", lambda n: 4_000_000 + n),
        ("% EJECUCIÓN FINANCIERA", lambda n: 0.8),
        (f"APROPIACION INICIAL {anio}", lambda n: 8_000_000 + n),
        (f"APROPIACION DEFINITIVA {anio}", lambda n: 9_000_000 + n),
        (f"COMPROMISOS {anio}", lambda n: 8_500_000 + n),
        (f"PAGOS {anio}", lambda n: 2_000_000 + n),
    ]


def actividades() -> list[Columna]:
    """Lo mínimo de un plan por hojas: programa, actividad, meta y valor."""
    return [
        ("CÓDIGO DEL PROGRAMA", lambda n: f"0101{n // 2:02d}"),
        ("PROGRAMA", lambda n: texto(n // 2, "Implementación del programa")),
        ("VALOR APROBADO", lambda n: 20_000_000 + n),
        ("ACTIVIDADES PROGRAMADAS", lambda n: texto(n, "Realizar acciones pedagógicas")),
        ("META 2026", lambda n: n % 4 + 1),
        ("UNIDAD DE MEDIDA", lambda n: _UNIDADES[n % 4]),
        ("RESPONSABLE", lambda n: f"Persona Apellido {n % 5}"),
        ("% CUMPLIMIENTO P.A 2026\n(NO diligenciar)", lambda n: (n % 4) / 4),
    ]


def poner(
    hoja: Worksheet, columnas: Sequence[Columna], *, fila: int = 1, filas: int = 24, desde: int = 0
) -> None:
    """Escribe encabezado en ``fila`` y renglones debajo."""
    for numero, (rotulo, llenar) in enumerate(columnas, start=1):
        hoja.cell(fila, numero, rotulo)
        for n in range(filas):
            hoja.cell(fila + 1 + n, numero).value = llenar(desde + n)  # type: ignore[assignment]


def libro(
    ruta: Path,
    columnas: Sequence[Columna],
    *,
    fila: int = 1,
    filas: int = 24,
    retocar: Callable[[Worksheet], None] | None = None,
) -> Path:
    """Un libro de una hoja, con títulos si el encabezado no está en la primera fila."""
    cuaderno = openpyxl.Workbook()
    hoja = cuaderno.active
    assert isinstance(hoja, Worksheet)
    hoja.title = "Seguimiento"
    if fila > 1:
        hoja["A1"] = "ALCALDÍA MUNICIPAL"
    poner(hoja, columnas, fila=fila, filas=filas)
    if retocar is not None:
        retocar(hoja)
    cuaderno.save(ruta)
    return ruta


def varias(ruta: Path, hojas: dict[str, Callable[[Worksheet], None]]) -> Path:
    """Un libro de varias hojas: nombre → cómo se llena."""
    cuaderno = openpyxl.Workbook()
    cuaderno.remove(cuaderno.worksheets[0])
    for nombre, llenar in hojas.items():
        llenar(cuaderno.create_sheet(nombre))
    cuaderno.save(ruta)
    return ruta


def barajar(columnas: Sequence[Columna], semilla: int = 7) -> list[Columna]:
    """Las mismas columnas en otro orden, siempre el mismo."""
    nuevas = list(columnas)
    random.Random(semilla).shuffle(nuevas)
    return nuevas


def con_rotulos(columnas: Sequence[Columna], como: Callable[[str], str]) -> list[Columna]:
    """Las mismas columnas con sus rótulos cambiados."""
    return [(como(rotulo), llenar) for rotulo, llenar in columnas]


def proponer_libro(ruta: Path, vigencia: int = 2026, conocidos: Sequence[Perfil] = ()) -> Propuesta:
    """La propuesta de un libro, en este proceso."""
    hojas, _errores = abrir(ruta, con_perfil=True)
    return proponer(hojas, vigencia, conocidos)


def perfil_de(propuesta: Propuesta) -> Perfil:
    """El perfil propuesto; falla con el motivo si no hubo."""
    assert propuesta.perfil is not None, propuesta.motivo
    return propuesta.perfil


def leer_con(ruta: Path, perfil: Perfil, vigencia: int = 2026) -> LibroLeido:
    """Lo que se lee del libro con ese perfil, en este proceso."""
    hojas, errores = abrir(ruta, con_perfil=True)
    return leer_con_perfil(hojas, errores, perfil, vigencia)


def campo_de(perfil: Perfil, tipo: TipoLibro, dato: str) -> CampoDePerfil:
    """El campo de un dato, en la hoja que lo lea."""
    campos = [c for hoja in perfil.hojas for c in hoja.campos if (c.tipo, c.dato) == (tipo, dato)]
    assert campos, f"el perfil no lee {tipo}.{dato}"
    return campos[0]


def de_donde(perfil: Perfil, tipo: TipoLibro) -> dict[str, list[tuple[str, int]]]:
    """Dato → (rótulo, aparición) de las columnas de donde sale."""
    return {
        campo.dato: [(c.rotulo, c.aparicion) for c in campo.columnas]
        for hoja in perfil.hojas
        for campo in hoja.campos
        if campo.tipo is tipo
    }


def dudas_de(propuesta: Propuesta, clase: ClaseDeDuda) -> list[Duda]:
    """Las dudas de una clase."""
    return [duda for duda in propuesta.dudas if duda.clase is clase]


def fecha_escrita(forma: str) -> Callable[[int], object]:
    """Fechas de texto con esa forma («%d/%m/%Y»), distintas por renglón."""

    def llenar(n: int) -> object:
        return datetime.strftime(dia(2026, 1, 1) + timedelta(days=9 * n), forma)

    return llenar
