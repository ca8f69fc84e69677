"""Atiende una llamada de principio a fin: falta programada, comprobación, efecto y libro mayor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.simulador.bitacora import Llamada
from bot.simulador.errores import Rechazo
from bot.simulador.faltas import Corte, Falta
from bot.simulador.metodos import ejecutar
from bot.simulador.mundo import Mundo
from bot.simulador.tabla import CANONICOS
from bot.simulador.tipos import Objeto
from bot.simulador.validacion import Pedido, Subida, comprobar


@dataclass(frozen=True)
class Respuesta:
    """Lo que se responde: código HTTP, cuerpo JSON y, si hay falta, cómo se daña la conexión."""

    codigo: int
    cuerpo: Objeto
    corte: Corte = ""
    segundos: float = 0


async def atender(
    mundo: Mundo, metodo: str, crudos: Mapping[str, object], archivos: Mapping[str, Subida]
) -> Respuesta:
    """Ejecuta el método y lo anota en la bitácora; nunca lanza por culpa de la llamada."""
    numero = mundo.bitacora.numero()
    falta = mundo.faltas.tomar(metodo, crudos.get("chat_id"))
    pedido = Pedido(CANONICOS.get(metodo.lower(), metodo), dict(crudos), archivos)
    resultado: object = None
    rechazo: Rechazo | None = None
    if falta is not None and falta.impide:
        rechazo = falta.rechazo()
    else:
        try:
            pedido = comprobar(metodo, crudos, archivos)
            resultado = await ejecutar(mundo, pedido)
        except Rechazo as error:
            rechazo = error
    mundo.bitacora.anotar(
        Llamada(
            numero,
            pedido.metodo,
            _legibles(pedido),
            rechazo.codigo if rechazo else 200,
            rechazo.descripcion if rechazo else "",
            resultado,
            mundo.reloj.ahora(),
            rechazo is None,
            falta.accion if falta else None,
        )
    )
    mundo.avisos.emitir("llamada", metodo=pedido.metodo, codigo=rechazo.codigo if rechazo else 200)
    return _respuesta(resultado, rechazo, falta)


def _respuesta(resultado: object, rechazo: Rechazo | None, falta: Falta | None) -> Respuesta:
    corte = falta.corte() if falta else ""
    segundos = falta.segundos if falta else 0
    if rechazo is not None:
        return Respuesta(rechazo.codigo, rechazo.cuerpo(), corte, segundos)
    return Respuesta(200, {"ok": True, "result": resultado}, corte, segundos)


def _legibles(pedido: Pedido) -> Objeto:
    """Parámetros con cada archivo reducido a su nombre y tamaño."""
    archivos = {
        clave: {"nombre": subida.nombre, "bytes": len(subida.datos)}
        for clave, subida in pedido.archivos.items()
    }
    return {**pedido.valores, **archivos}
