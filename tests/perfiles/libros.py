"""Libros pequeños con las trampas de los formatos de las entidades, hechos por las pruebas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.abrir import abrir
from almacen.perfiles.leer import leer_con_perfil
from dominio.entender.texto import normalizar
from dominio.modelo.libro import FilaPlan, LibroLeido, TipoLibro
from dominio.modelo.perfil import CampoDePerfil, Perfil
from tests.perfiles.a_mano import campo, campos, hoja, perfil

Retoque = Callable[[Worksheet], None]
PLAN, PI, POAI, PAC, EJ = (
    TipoLibro.PLAN,
    TipoLibro.INDICATIVO,
    TipoLibro.POAI,
    TipoLibro.PAC,
    TipoLibro.EJECUCION,
)
ROTULOS = ("Cód Actividad", "Nombre Actividad", "Meta PD", "Dependencia", "Inicio", "Fin", "Presupuesto")


def renglon(numero: int = 1, **cambios: Any) -> dict[str, Any]:
    """Una fila sana de plan; los cambios van por rótulo, sin tildes y con «_» en vez de espacio."""
    fila: dict[str, Any] = {
        "Cód Actividad": f"BP-{numero:03d}",
        "Nombre Actividad": f"Actividad número {numero}",
        "Meta PD": "4501001",
        "Dependencia": "Secretaría de Gobierno",
        "Inicio": "15/01/2026",
        "Fin": "30/11/2026",
        "Presupuesto": 1_000_000 * numero,
    }
    rotulos = {normalizar(rotulo).replace(" ", "_"): rotulo for rotulo in fila}
    return {**fila, **{rotulos[clave.casefold()]: valor for clave, valor in cambios.items()}}


def campos_de_plan(*de_mas: CampoDePerfil) -> list[CampoDePerfil]:
    """Los campos del plan de ``renglon``, y los de más; uno de más reemplaza al del mismo dato."""
    propios = campos(
        PLAN,
        actividad_codigo="Cód Actividad",
        actividad="Nombre Actividad",
        meta_codigo="Meta PD",
        dependencia="Dependencia",
        inicio="Inicio",
        fin="Fin",
        monto="Presupuesto",
    )
    nuevos = {(c.tipo, c.dato) for c in de_mas}
    return [*(c for c in propios if (c.tipo, c.dato) not in nuevos), *de_mas]


def perfil_de_plan(*de_mas: CampoDePerfil, **opciones: Any) -> Perfil:
    """El perfil de los libros de ``renglon``."""
    return perfil(hoja(campos_de_plan(*de_mas), **opciones))


def escribir(
    ruta: Path,
    hojas: dict[str, Sequence[Sequence[Any]]],
    retocar: Retoque | None = None,
    ocultas: Sequence[str] = (),
) -> Path:
    """Un libro con esas hojas, celda a celda."""
    libro = openpyxl.Workbook()
    libro.remove(libro.worksheets[0])
    for nombre, filas in hojas.items():
        pagina = libro.create_sheet(nombre)
        for valores in filas:
            pagina.append(list(valores))
        if nombre in ocultas:
            pagina.sheet_state = "hidden"
        if retocar is not None:
            retocar(pagina)
    libro.save(ruta)
    return ruta


def tabla(filas: Sequence[dict[str, Any]], rotulos: Sequence[str] | None = None) -> list[list[Any]]:
    """El encabezado y las filas, en el orden de los rótulos."""
    orden = list(rotulos or dict.fromkeys(clave for fila in filas for clave in fila))
    return [orden, *([fila.get(rotulo) for rotulo in orden] for fila in filas)]


def leer(ruta: Path, forma: Perfil, vigencia: int = 2026) -> LibroLeido:
    """Abre y lee el libro con el perfil, en este proceso."""
    hojas, errores = abrir(ruta, con_perfil=True)
    return leer_con_perfil(hojas, errores, forma, vigencia)


def leer_filas(
    carpeta: Path, filas: Sequence[dict[str, Any]], *de_mas: CampoDePerfil, retocar: Retoque | None = None
) -> LibroLeido:
    """Lee con el perfil de plan un libro de una hoja con esas filas."""
    ruta = escribir(carpeta / "libro.xlsx", {"Plan": tabla(filas)}, retocar)
    return leer(ruta, perfil_de_plan(*de_mas))


def leer_uno(
    carpeta: Path, dato: str, valor: Any, formato: str = "General", **opciones: object
) -> LibroLeido:
    """Un libro de un renglón con una columna de más, «Dato», que es ese dato del plan."""

    def dar_formato(pagina: Worksheet) -> None:
        pagina.cell(2, len(ROTULOS) + 1).number_format = formato

    fila = {**renglon(), "Dato": valor}
    return leer_filas(carpeta, [fila], campo(PLAN, dato, "Dato", **opciones), retocar=dar_formato)


def unica(libro: LibroLeido) -> FilaPlan:
    """El único renglón del plan de un libro sin errores."""
    assert libro.errores == ()
    (fila,) = libro.plan
    return fila


def dudas(libro: LibroLeido) -> list[tuple[str, str]]:
    """(celda, código) de cada valor dudoso."""
    return [(duda.celda, duda.codigo) for duda in libro.dudosos]


def cuadra(libro: LibroLeido) -> None:
    """Filas leídas más fuera son las que tienen datos, y el dinero da lo de la hoja al peso."""
    for lectura in libro.lecturas:
        assert lectura.leidas + sum(len(f.filas) for f in lectura.fuera) == lectura.filas_con_datos
        for suma in lectura.sumas:
            fuera = sum(dict(grupo.sumas).get(suma.dato, 0) for grupo in lectura.fuera)
            assert suma.leida + fuera == suma.en_la_hoja, suma
