"""Comprueba los parámetros de una llamada contra la tabla y los convierte a su tipo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.simulador.errores import Rechazo, mala
from bot.simulador.tabla import CANONICOS, DISCRIMINADOS, METODOS, OPACOS, TIPOS, Campo
from bot.simulador.tipos import Objeto

VERDADES = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
AUSENTES = {
    "text": "message text is empty",
    "chat_id": "chat_id is empty",
    "message_id": "message identifier is not specified",
    "file_id": "file_id not specified",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
}


@dataclass(frozen=True)
class Subida:
    """Archivo que llegó en la petición: nombre, tipo MIME declarado y contenido."""

    nombre: str
    mime: str
    datos: bytes


@dataclass
class Pedido:
    """Una llamada ya comprobada: método con su nombre oficial, valores convertidos y archivos."""

    metodo: str
    valores: Objeto
    archivos: Mapping[str, Subida] = field(default_factory=dict)


def comprobar(metodo: str, crudos: Mapping[str, object], archivos: Mapping[str, Subida]) -> Pedido:
    """Llamada lista para atender; rechaza método o parámetro desconocido, ausente o mal tipado."""
    nombre = CANONICOS.get(metodo.lower())
    if nombre is None:
        raise Rechazo(404, "Not Found: method not found")
    campos = METODOS[nombre]
    valores: Objeto = {}
    for clave, crudo in crudos.items():
        if clave not in campos:
            raise mala(f'unknown parameter "{clave}" in {nombre}')
        if crudo is not None:
            valores[clave] = _convertir(crudo, campos[clave], clave)
    adjuntos = dict(archivos)
    for clave in [c for c in adjuntos if c in campos and "InputFile" in campos[c].tipos]:
        valores.setdefault(clave, f"attach://{clave}")
    for campo in campos.values():
        if campo.obligatorio and campo.nombre not in valores:
            raise mala(AUSENTES.get(campo.nombre, f'parameter "{campo.nombre}" is required'))
    pedido = Pedido(nombre, valores, adjuntos)
    _sin_adjuntos_sueltos(pedido)
    return pedido


def _sin_adjuntos_sueltos(pedido: Pedido) -> None:
    """Todo archivo subido tiene que estar nombrado con ``attach://`` en algún parámetro."""
    mencionado = json.dumps(pedido.valores)
    for clave in pedido.archivos:
        if f"attach://{clave}" not in mencionado:
            raise mala(f'unknown parameter "{clave}" in {pedido.metodo}')


def _convertir(crudo: object, campo: Campo, ruta: str) -> object:
    compuesto = all(
        tipo not in ("String", "Integer", "Float", "Boolean", "InputFile") for tipo in campo.tipos
    )
    if compuesto and isinstance(crudo, str):
        try:
            crudo = json.loads(crudo)
        except ValueError:
            raise mala(f"can't parse {ruta} JSON object") from None
    fallos = []
    for tipo in _preferidos(crudo, campo.tipos):
        try:
            return _como(crudo, tipo, ruta)
        except Rechazo as rechazo:
            fallos.append(rechazo)
    raise fallos[0]


def _preferidos(crudo: object, tipos: tuple[str, ...]) -> list[str]:
    """Entre varios tipos de objeto se intenta primero el que tiene sus campos obligatorios."""

    def sobra(tipo: str) -> int:
        obligatorios = [c.nombre for c in TIPOS.get(tipo, {}).values() if c.obligatorio]
        return 0 if isinstance(crudo, dict) and all(n in crudo for n in obligatorios) else 1

    return sorted(tipos, key=sobra)


def _como(crudo: object, tipo: str, ruta: str) -> object:
    if tipo.startswith("["):
        if not isinstance(crudo, list):
            raise mala(f"expected an Array in {ruta}")
        return [_como(parte, tipo[1:-1], f"{ruta}[{i}]") for i, parte in enumerate(crudo)]
    if tipo in TIPOS or tipo in OPACOS:
        return _objeto(crudo, tipo, ruta)
    return _simple(crudo, tipo, ruta)


def _simple(crudo: object, tipo: str, ruta: str) -> object:
    if tipo == "Boolean":
        if isinstance(crudo, bool):
            return crudo
        if isinstance(crudo, str | int) and str(crudo).lower() in VERDADES:
            return VERDADES[str(crudo).lower()]
    elif tipo == "Integer" and not isinstance(crudo, bool):
        if isinstance(crudo, int):
            return crudo
        if isinstance(crudo, str) and crudo.lstrip("-").isdecimal():
            return int(crudo)
    elif tipo == "Float" and isinstance(crudo, str | int | float) and not isinstance(crudo, bool):
        try:
            return float(crudo)
        except ValueError:
            pass
    elif tipo in ("String", "InputFile") and isinstance(crudo, str | int) and not isinstance(crudo, bool):
        return str(crudo)
    raise mala(f"invalid {ruta} value specified: expected {tipo}")


def _objeto(crudo: object, tipo: str, ruta: str) -> Objeto:
    if tipo == "KeyboardButton" and isinstance(crudo, str):
        return {"text": crudo}
    if not isinstance(crudo, dict):
        raise mala(f"expected an Object in {ruta}")
    if tipo in OPACOS:
        return crudo
    if tipo in DISCRIMINADOS.values():
        tipo = DISCRIMINADOS.get(str(crudo.get("type")), "")
        if not tipo:
            raise mala(f'media type "{crudo.get("type")}" is not supported in {ruta}')
    campos = TIPOS[tipo]
    salida: Objeto = {}
    for clave, valor in crudo.items():
        if clave not in campos:
            raise mala(f'unknown field "{clave}" in {ruta} ({tipo})')
        if valor is not None:
            salida[clave] = _convertir(valor, campos[clave], f"{ruta}.{clave}")
    for campo in campos.values():
        if campo.obligatorio and campo.nombre not in salida:
            raise mala(f'field "{campo.nombre}" is required in {ruta} ({tipo})')
    return salida
