"""Lo que no cabe en la cabeza no cabe en el archivo: topes de tamaño."""

from __future__ import annotations

import pytest

from tests.apoyo.fuentes import PAQUETES, Funcion, archivos_python, funciones, sitio

LINEAS_POR_ARCHIVO = 300
LINEAS_POR_FUNCION = 40
PARAMETROS = 5
# Lo que excede porque la firma la dicta una librería. Lo demás se parte.
EXCEPCIONES = frozenset(
    {
        "bot/canales/transporte.py::do_request",  # redefine telegram.request.BaseRequest.do_request
    }
)


def _posicionales(funcion: Funcion) -> int:
    """Parámetros que se pueden pasar por posición, sin contar ``self`` ni ``cls``."""
    nombres = [parametro.arg for parametro in (*funcion.args.posonlyargs, *funcion.args.args)]
    return len(nombres) - (nombres[:1] in (["self"], ["cls"]))


@pytest.mark.parametrize("carpeta", [*PAQUETES, ".ci", "tests"])
def test_archivo_no_pasa_de_300_lineas(carpeta: str) -> None:
    """Ningún archivo pasa de 300 líneas."""
    largos = []
    for archivo in archivos_python(carpeta):
        lineas = len(archivo.read_text(encoding="utf-8").splitlines())
        if lineas > LINEAS_POR_ARCHIVO and sitio(archivo) not in EXCEPCIONES:
            largos.append(f"{sitio(archivo)}: {lineas} líneas")

    assert largos == []


@pytest.mark.parametrize("carpeta", [*PAQUETES, ".ci", "tests/apoyo"])
def test_funcion_no_pasa_de_40_lineas(carpeta: str) -> None:
    """Ninguna función pasa de 40 líneas, contando su docstring y sus decoradores."""
    largas = []
    for archivo in archivos_python(carpeta):
        for funcion in funciones(archivo):
            inicio = min([funcion.lineno, *(decorador.lineno for decorador in funcion.decorator_list)])
            lineas = (funcion.end_lineno or inicio) - inicio + 1
            nombre = f"{sitio(archivo)}::{funcion.name}"
            if lineas > LINEAS_POR_FUNCION and nombre not in EXCEPCIONES:
                largas.append(f"{nombre}: {lineas} líneas")

    assert largas == []


@pytest.mark.parametrize("carpeta", [*PAQUETES, ".ci", "tests/apoyo"])
def test_funcion_no_pasa_de_5_parametros(carpeta: str) -> None:
    """Ninguna función recibe más de cinco parámetros por posición; los demás van por nombre."""
    anchas = [
        f"{sitio(archivo, funcion)} {funcion.name}: {_posicionales(funcion)} parámetros"
        for archivo in archivos_python(carpeta)
        for funcion in funciones(archivo)
        if _posicionales(funcion) > PARAMETROS and f"{sitio(archivo)}::{funcion.name}" not in EXCEPCIONES
    ]

    assert anchas == []
