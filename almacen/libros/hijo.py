"""Proceso hijo que abre libros ajenos con límites: ``python -m almacen.libros.hijo``.

Recibe por la entrada una orden en JSON y responde por la salida otro JSON. No hereda secretos: el
padre le pasa un ambiente vacío. Si un libro lo agota, muere él y no el programa que atiende el chat.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

MEMORIA = 512 * 1024 * 1024
SEGUNDOS_DE_CPU = 10
_ARCHIVOS_ABIERTOS = 64
_ESCRITURA = 64 * 1024 * 1024


def limitar() -> None:
    """Pone los límites del sistema a este proceso; son definitivos."""
    for cual, tope in (
        (resource.RLIMIT_AS, MEMORIA),
        (resource.RLIMIT_CPU, SEGUNDOS_DE_CPU),
        (resource.RLIMIT_FSIZE, _ESCRITURA),
        (resource.RLIMIT_NOFILE, _ARCHIVOS_ABIERTOS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(cual, (tope, tope))
    # openpyxl importa numpy si lo encuentra, y numpy reserva más memoria de la permitida.
    sys.modules["numpy"] = None  # type: ignore[assignment]


def leer(orden: dict[str, Any]) -> dict[str, Any]:
    """Lee el libro y devuelve ``LibroLeido`` en JSON, o el código por el que no se pudo abrir."""
    from almacen.libros.abrir import LibroIlegible, abrir
    from almacen.libros.canje import a_json
    from almacen.libros.lectura import leer_libro
    from almacen.perfiles.canje import perfil_de_dato
    from almacen.perfiles.leer import leer_con_perfil
    from dominio.modelo.libro import TipoLibro

    tipo = TipoLibro(orden["tipo"]) if orden["tipo"] else None
    try:
        hojas, errores = abrir(Path(orden["ruta"]))
    except LibroIlegible as causa:
        return {"archivo": causa.codigo}
    if orden.get("perfil"):
        perfil = perfil_de_dato(orden["perfil"])
        return {"libro": a_json(leer_con_perfil(hojas, errores, perfil, int(orden["vigencia"])))}
    return {"libro": a_json(leer_libro(hojas, errores, tipo))}


def proponer(orden: dict[str, Any]) -> dict[str, Any]:
    """Propone cómo se lee el libro, o el código por el que no se pudo abrir."""
    from almacen.libros.abrir import LibroIlegible, abrir
    from almacen.perfiles.canje import perfil_de_dato, propuesta_a_dato
    from almacen.perfiles.proponer import proponer as proponer_perfil

    conocidos = [perfil_de_dato(dato) for dato in orden["conocidos"]]
    try:
        hojas, _errores = abrir(Path(orden["ruta"]))
    except LibroIlegible as causa:
        return {"archivo": causa.codigo}
    return {"propuesta": propuesta_a_dato(proponer_perfil(hojas, int(orden["vigencia"]), conocidos))}


def anotar(orden: dict[str, Any]) -> dict[str, Any]:
    """Escribe la copia anotada del libro; con ``solo_errores``, un libro nuevo con la lista."""
    from almacen.libros.anotado import escribir_anotado, escribir_lista
    from dominio.modelo.libro import ErrorDeLibro

    errores = [ErrorDeLibro(*campos) for campos in orden["errores"]]
    destino = Path(orden["destino"])
    if orden["solo_errores"]:
        escribir_lista(errores, destino)
    else:
        escribir_anotado(Path(orden["ruta"]), errores, destino)
    return {"hecho": True}


def main() -> int:
    """Atiende una orden y termina: 0 si respondió, 1 si el libro pudo más que los límites."""
    limitar()
    orden = json.load(sys.stdin)
    try:
        respuesta = {"leer": leer, "proponer": proponer, "anotar": anotar}[orden["orden"]](orden)
    except MemoryError:
        respuesta = {"archivo": "limite"}
    except Exception as causa:  # noqa: BLE001 - el padre convierte cualquier fallo en una frase
        sys.stderr.write(f"{type(causa).__name__} {causa}\n")
        return 1
    sys.stdout.write(json.dumps(respuesta))
    return 0


if __name__ == "__main__":
    sys.exit(main())
