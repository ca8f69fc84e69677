"""La matriz de ``tests/autorizacion.csv``: lo que dice, y lo que el código hace de verdad.

Uso: ``python -m tests.autorizacion.matriz`` la reescribe con lo que el código hace; léala antes de darla
por buena.
"""

from __future__ import annotations

import csv
import importlib
import io
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

import dominio.casos
from dominio.errores import ErrorDominio, NoEncontrado, PermisoDenegado
from dominio.modelo.persona import Rol
from dominio.reglas.permisos import Permiso
from tests.autorizacion.escenario import Escenario, montar
from tests.autorizacion.llamadas import LLAMADAS, Llamada
from tests.autorizacion.llamadas_de_ajustes import DE_AJUSTES
from tests.autorizacion.llamadas_de_alertas import DE_ALERTAS
from tests.autorizacion.llamadas_de_difusiones import DE_DIFUSIONES
from tests.autorizacion.llamadas_de_formatos import DE_FORMATOS
from tests.autorizacion.llamadas_de_la_ruta import DE_LA_RUTA
from tests.autorizacion.llamadas_de_libros import DE_LIBROS
from tests.autorizacion.llamadas_de_respuestas import DE_RESPUESTAS
from tests.autorizacion.llamadas_de_resumenes import DE_RESUMENES
from tests.autorizacion.llamadas_de_seguimiento import DE_SEGUIMIENTO
from tests.autorizacion.llamadas_de_versiones import DE_VERSIONES

LLAMADAS.update(DE_ALERTAS)
LLAMADAS.update(DE_DIFUSIONES)
LLAMADAS.update(DE_LIBROS)
LLAMADAS.update(DE_FORMATOS)
LLAMADAS.update(DE_LA_RUTA)
LLAMADAS.update(DE_VERSIONES)
LLAMADAS.update(DE_AJUSTES)
LLAMADAS.update(DE_SEGUIMIENTO)
LLAMADAS.update(DE_RESPUESTAS)
LLAMADAS.update(DE_RESUMENES)

ARCHIVO = Path(__file__).parents[1] / "autorizacion.csv"
ESTADOS = ("activa", "revocada", "delegada")
COLUMNAS = ("caso", "permiso", "rol", "de", *ESTADOS)
# Lo que no es de ninguna dependencia.
TODA = "entidad"


def casos() -> dict[str, Permiso]:
    """Todos los casos de uso con el permiso que exigen, por nombre."""
    hallados: dict[str, Permiso] = {}
    for modulo in pkgutil.iter_modules(dominio.casos.__path__):
        cargado = importlib.import_module(f"dominio.casos.{modulo.name}")
        for nombre, funcion in sorted(vars(cargado).items()):
            if (
                isinstance(getattr(funcion, "permiso", None), Permiso)
                and funcion.__module__ == cargado.__name__
            ):
                assert nombre not in hallados, f"dos casos se llaman {nombre}"
                hallados[nombre] = funcion.permiso
    return dict(sorted(hallados.items()))


def lados_de(llamada: Llamada) -> tuple[str, ...]:
    """Sobre qué se prueba: lo propio y lo ajeno, o la entidad entera."""
    return ("propia", "ajena") if llamada.con_objeto else (TODA,)


def ejercer(escenario: Escenario, llamada: Llamada, rol: Rol, de: str, estado: str) -> str:
    """«sí», «no», o «no: motivo» si quien tiene el permiso no puede por otra regla de quién es."""
    lado = escenario.lados["propia" if de == TODA else de]
    with escenario.como(rol, estado, visto_bueno=llamada.visto_bueno) as contexto:
        try:
            llamada.hacer(contexto, lado, escenario)
        except (PermisoDenegado, NoEncontrado):
            return "no"
        except ErrorDominio as error:
            return f"no: {error.codigo}"
    return "sí"


def filas_ejercidas(escenario: Escenario, nombre: str, permiso: Permiso) -> Iterator[dict[str, str]]:
    """Los renglones de un caso, ejerciéndolo de todas las maneras."""
    llamada = LLAMADAS[nombre]
    for rol in Rol:
        for de in lados_de(llamada):
            fila = {"caso": nombre, "permiso": permiso.value, "rol": rol.value, "de": de}
            yield fila | {estado: ejercer(escenario, llamada, rol, de, estado) for estado in ESTADOS}


def escrita() -> dict[str, list[dict[str, str]]]:
    """Los renglones del archivo, por caso."""
    por_caso: dict[str, list[dict[str, str]]] = {}
    with ARCHIVO.open(encoding="utf-8", newline="") as archivo:
        for fila in csv.DictReader(archivo, delimiter=";"):
            por_caso.setdefault(fila["caso"], []).append(fila)
    return por_caso


def _reescribir(hacer: Callable[[], Escenario] = montar) -> None:
    escenario, texto = hacer(), io.StringIO()
    escritor = csv.DictWriter(texto, COLUMNAS, delimiter=";", lineterminator="\n")
    escritor.writeheader()
    for nombre, permiso in casos().items():
        if nombre in LLAMADAS:
            escritor.writerows(filas_ejercidas(escenario, nombre, permiso))
    ARCHIVO.write_text(texto.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    _reescribir()
