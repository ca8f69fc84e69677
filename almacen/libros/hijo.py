"""Proceso hijo que abre libros ajenos con límites: ``python -m almacen.libros.hijo``.

Recibe por la entrada una orden en JSON y responde por la salida otro JSON. No hereda secretos: el
padre le pasa un ambiente vacío. Si un libro lo agota, muere él y no el programa que atiende el chat.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

MEMORIA = 512 * 1024 * 1024
SEGUNDOS_DE_CPU = 10
# Un libro con el formato de la entidad admite el doble de filas y el doble de columnas.
SEGUNDOS_CON_PERFIL = 30
_ARCHIVOS_ABIERTOS = 64
_ESCRITURA = 64 * 1024 * 1024


def limitar(segundos: int) -> None:
    """Pone los límites del sistema a este proceso; son definitivos."""
    for cual, tope in (
        (resource.RLIMIT_AS, MEMORIA),
        (resource.RLIMIT_CPU, segundos),
        (resource.RLIMIT_FSIZE, _ESCRITURA),
        (resource.RLIMIT_NOFILE, _ARCHIVOS_ABIERTOS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(cual, (tope, tope))
    # openpyxl importa numpy si lo encuentra, y numpy reserva más memoria de la permitida.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    # Vive segundos y crea cientos de miles de celdas sin ciclos: recorrerlas una y otra vez no libera nada.
    gc.disable()


def leer(orden: dict[str, Any]) -> dict[str, Any]:
    """Lee el libro y devuelve ``LibroLeido`` en JSON, o el código por el que no se pudo abrir."""
    from almacen.libros.abrir import LibroIlegible, abrir
    from almacen.libros.canje import a_json
    from almacen.libros.lectura import leer_libro
    from almacen.perfiles.canje import perfil_de_dato
    from almacen.perfiles.leer import leer_con_perfil
    from dominio.modelo.libro import TipoLibro

    tipo = TipoLibro(orden["tipo"]) if orden["tipo"] else None
    perfil = perfil_de_dato(orden["perfil"]) if orden.get("perfil") else None
    try:
        hojas, errores = abrir(Path(orden["ruta"]), con_perfil=perfil is not None)
    except LibroIlegible as causa:
        return {"archivo": causa.codigo}
    if perfil is not None:
        return {"libro": a_json(leer_con_perfil(hojas, errores, perfil, int(orden["vigencia"])))}
    return {"libro": a_json(leer_libro(hojas, errores, tipo))}


def proponer(orden: dict[str, Any]) -> dict[str, Any]:
    """Propone cómo se lee el libro, o el código por el que no se pudo abrir."""
    from almacen.libros.abrir import LibroIlegible, abrir
    from almacen.perfiles.a_la_vista import columnas_a_la_vista
    from almacen.perfiles.canje import perfil_de_dato, propuesta_a_dato
    from almacen.perfiles.proponer import proponer as proponer_perfil

    conocidos = [perfil_de_dato(dato) for dato in orden["conocidos"]]
    try:
        hojas, _errores = abrir(Path(orden["ruta"]), con_perfil=True)
    except LibroIlegible as causa:
        return {"archivo": causa.codigo}
    propuesta = proponer_perfil(hojas, int(orden["vigencia"]), conocidos)
    if propuesta.perfil is not None:
        propuesta = replace(propuesta, columnas=columnas_a_la_vista(hojas, propuesta.perfil))
    return {"propuesta": propuesta_a_dato(propuesta)}


def catalogo(orden: dict[str, Any]) -> dict[str, Any]:
    """Lee un archivo de catálogo, o el código por el que no se pudo abrir."""
    from almacen.libros.abrir import LibroIlegible, abrir
    from almacen.libros.catalogo import leer_catalogo
    from almacen.libros.lector_catalogo import catalogo_a_dato
    from dominio.modelo.catalogo import TipoCatalogo

    try:
        hojas, _errores = abrir(Path(orden["ruta"]), con_perfil=True)
    except LibroIlegible as causa:
        return {"archivo": causa.codigo}
    return {"catalogo": catalogo_a_dato(leer_catalogo(hojas, TipoCatalogo(orden["tipo"])))}


def anotar(orden: dict[str, Any]) -> dict[str, Any]:
    """Escribe la copia anotada del libro; con ``solo_errores``, un libro nuevo con la lista."""
    from almacen.libros.anotado import escribir_anotado, escribir_lista
    from almacen.libros.notas import notas_de_dato

    notas = notas_de_dato(orden)
    destino = Path(orden["destino"])
    if orden["solo_errores"]:
        escribir_lista(notas, destino)
    else:
        escribir_anotado(Path(orden["ruta"]), notas, destino)
    return {"hecho": True}


def llenar(orden: dict[str, Any]) -> dict[str, Any]:
    """Escribe el libro de la entidad en su formato con lo que hoy se sabe, o el código de por qué no."""
    from almacen.libros.abrir import LibroIlegible
    from almacen.libros.canje_de_formato import formato_de_dato, resumen_a_dato
    from almacen.libros.formato_propio import escribir_formato_propio

    lleno = formato_de_dato(orden)
    try:
        resumen = escribir_formato_propio(Path(orden["ruta"]), lleno, Path(orden["destino"]))
    except LibroIlegible as causa:
        return {"archivo": causa.codigo}
    return {"resumen": resumen_a_dato(resumen)}


_ORDENES = {"leer": leer, "proponer": proponer, "catalogo": catalogo, "anotar": anotar, "llenar": llenar}


def main() -> int:
    """Atiende una orden y termina: 0 si respondió, 1 si el libro pudo más que los límites."""
    orden = json.load(sys.stdin)
    con_perfil = orden["orden"] == "proponer" or bool(orden.get("perfil"))
    limitar(SEGUNDOS_CON_PERFIL if con_perfil else SEGUNDOS_DE_CPU)
    try:
        respuesta = _ORDENES[orden["orden"]](orden)
    except MemoryError:
        respuesta = {"archivo": "limite"}
    except Exception as causa:  # noqa: BLE001 - el padre convierte cualquier fallo en una frase
        sys.stderr.write(f"{type(causa).__name__} {causa}\n")
        return 1
    sys.stdout.write(json.dumps(respuesta))
    return 0


if __name__ == "__main__":
    sys.exit(main())
