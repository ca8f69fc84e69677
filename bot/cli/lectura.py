"""Leer un libro desde la terminal: con el formato propio, con un perfil guardado o proponiendo uno."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.armado import Herramientas
from bot.cli.salida import ErrorDeOrden
from dominio.errores.libros import RespuestaDeDudaInvalida
from dominio.modelo.libro import ErrorDeLibro, LibroLeido, TipoLibro
from dominio.modelo.libro_recibido import PerfilGuardado
from dominio.modelo.perfil import ClaseDeDuda, Duda, Perfil, Propuesta
from dominio.reglas.dudas_de_perfil import ACEPTADA, ESCRITA, acepta, admite_texto, responder
from dominio.reglas.nombre_de_perfil import RESERVADO, nombre_sugerido

AUTO = RESERVADO
_DE_TEXTO = frozenset({".csv", ".txt"})
_NO_SE_ENTENDIO = "formato_desconocido"


@dataclass(frozen=True, slots=True)
class PedidoDeLectura:
    """Qué libro se lee y cómo.

    Attributes:
        vigencia: año del plan.
        perfil: nombre de uno guardado, «auto» para proponerlo, o ``None`` = formato propio.
        respuestas: clave de duda → valor elegido.
        aceptar_dudas: da por buenas las que no se respondieron.
    """

    archivo: Path
    vigencia: int
    tipo: TipoLibro | None = None
    perfil: str | None = None
    respuestas: Mapping[str, str] | None = None
    aceptar_dudas: bool = False


@dataclass(frozen=True, slots=True)
class Lectura:
    """Lo leído, y con qué perfil.

    Attributes:
        propuesta: ``None`` si se leyó con el formato propio sin proponer nada.
        perfil: con su nombre, el guardado o el sugerido; ``None`` = formato propio.
        pendientes: dudas que hay que confirmar antes de guardar.
        por_guardar: el perfil es nuevo o cambió con las respuestas.
    """

    libro: LibroLeido
    propuesta: Propuesta | None = None
    perfil: Perfil | None = None
    pendientes: tuple[Duda, ...] = ()
    por_guardar: bool = False


def leer(herramientas: Herramientas, pedido: PedidoDeLectura, guardados: Sequence[PerfilGuardado]) -> Lectura:
    """Lee el libro como se pidió; nunca lanza por su contenido.

    Args:
        herramientas: de donde sale el lector.
        pedido: qué y cómo.
        guardados: perfiles de la entidad (con nombre propio, solo ese).

    Raises:
        RespuestaDeDudaInvalida: una respuesta no es de ninguna duda del libro.
    """
    lector = herramientas.lector
    if pedido.perfil is None:
        return Lectura(lector.leer(pedido.archivo, pedido.vigencia, pedido.tipo))
    conocidos = [guardado.perfil for guardado in guardados]
    propuesta = lector.proponer(pedido.archivo, pedido.vigencia, conocidos)
    if pedido.perfil != AUTO:
        return _con_el_guardado(herramientas, pedido, conocidos[0], propuesta)
    if propuesta.del_contrato:
        return Lectura(lector.leer(pedido.archivo, pedido.vigencia, pedido.tipo), propuesta)
    if propuesta.perfil is None:
        error = ErrorDeLibro("", "", _NO_SE_ENTENDIO, propuesta.motivo)
        return Lectura(LibroLeido(errores=(error,)), propuesta)
    perfil = con_respuestas(propuesta, propuesta.perfil, pedido.respuestas or {})
    nuevo = not propuesta.conocido or perfil != propuesta.perfil
    if not propuesta.conocido:
        nombre = nombre_sugerido(pedido.archivo.name, perfil, conocidos)
        perfil = replace(perfil, nombre=nombre)
    libro = solo(lector.leer(pedido.archivo, pedido.vigencia, None, perfil), pedido.tipo)
    return Lectura(libro, _resuelta(propuesta, pedido), perfil, _pendientes(propuesta, pedido), nuevo)


def _con_el_guardado(
    herramientas: Herramientas, pedido: PedidoDeLectura, perfil: Perfil, propuesta: Propuesta
) -> Lectura:
    """Con el perfil que la persona nombró; si el libro ya no es de ese formato, hay que confirmarlo."""
    pendientes: tuple[Duda, ...] = ()
    cambio = False
    if propuesta.conocido and propuesta.perfil is not None:
        perfil = con_respuestas(propuesta, propuesta.perfil, pedido.respuestas or {})
        cambio, pendientes = perfil != propuesta.perfil, _pendientes(propuesta, pedido)
        propuesta = _resuelta(propuesta, pedido)
    libro = herramientas.lector.leer(pedido.archivo, pedido.vigencia, None, perfil)
    if not propuesta.conocido:
        duda = Duda(
            "formato",
            ClaseDeDuda.FORMATO_CAMBIADO,
            "",
            f"El libro no coincide con el perfil «{perfil.nombre}»: cambió su encabezado o lo que traen sus "
            "columnas. Revise lo que se leyó, o proponga otro con --perfil auto.",
            firme=True,
        )
        propuesta = replace(propuesta, dudas=(duda, *propuesta.dudas))
        pendientes = () if pedido.aceptar_dudas else (duda,)
    return Lectura(solo(libro, pedido.tipo), propuesta, perfil, pendientes, cambio)


def con_respuestas(propuesta: Propuesta, perfil: Perfil, respuestas: Mapping[str, str]) -> Perfil:
    """El perfil con cada respuesta en lugar de lo tomado.

    Raises:
        RespuestaDeDudaInvalida: la clave no es de una duda, o el valor no es de sus opciones.
    """
    dudas = {duda.clave: duda for duda in propuesta.dudas}
    for clave, valor in respuestas.items():
        duda = dudas.get(clave)
        if duda is None:
            claves = ", ".join(dudas) or "ninguna"
            raise RespuestaDeDudaInvalida(
                "duda", respuesta=f"{clave}={valor}", opciones=f"Las dudas son: {claves}."
            )
        if not acepta(duda, valor):
            lista = ", ".join(opcion.valor for opcion in duda.opciones) or ACEPTADA
            if admite_texto(duda):
                lista += f", o {ESCRITA}NOMBRE con el suyo"
            raise RespuestaDeDudaInvalida(
                "duda", respuesta=f"{clave}={valor}", opciones=f"Las opciones son: {lista}."
            )
        if valor != duda.elegida:
            perfil = responder(perfil, duda, valor)
    return perfil


def _resuelta(propuesta: Propuesta, pedido: PedidoDeLectura) -> Propuesta:
    """La propuesta con lo respondido como tomado: ya no está por confirmar."""
    respuestas = pedido.respuestas or {}
    dudas = (
        replace(d, elegida=respuestas[d.clave], firme=False)
        if d.clave in respuestas
        else replace(d, firme=d.firme and not pedido.aceptar_dudas)
        for d in propuesta.dudas
    )
    return replace(propuesta, dudas=tuple(dudas))


def _pendientes(propuesta: Propuesta, pedido: PedidoDeLectura) -> tuple[Duda, ...]:
    if pedido.aceptar_dudas:
        return ()
    respondidas = pedido.respuestas or {}
    return tuple(duda for duda in propuesta.dudas if duda.firme and duda.clave not in respondidas)


def solo(libro: LibroLeido, tipo: TipoLibro | None) -> LibroLeido:
    """El libro con un solo instrumento; sin tipo, todos."""
    if tipo is None:
        return libro
    otros = {otro.value: () for otro in TipoLibro if otro is not tipo}
    return replace(libro, **otros)  # type: ignore[arg-type]


def conviene_un_perfil(pedido: PedidoDeLectura, errores: Sequence[ErrorDeLibro]) -> bool:
    """Si el libro no es del formato propio: todo lo que falla es de hojas y encabezados, no de celdas."""
    if pedido.perfil is not None or not errores or any(error.celda for error in errores):
        return False
    ilegible = any(error.codigo.startswith("archivo_") for error in errores)
    return not ilegible or pedido.archivo.suffix.lower() in _DE_TEXTO


def leer_respuestas(dichas: Sequence[str]) -> dict[str, str]:
    """«clave=valor» → clave y valor; la clave puede llevar puntos y barras.

    Raises:
        ErrorDeOrden: a alguna le falta el signo igual.
    """
    respuestas: dict[str, str] = {}
    for dicha in dichas:
        clave, igual, valor = dicha.rpartition("=")
        if not igual or not clave.strip():
            raise ErrorDeOrden(f"--respuesta «{dicha}» no dice qué duda es: escríbala como clave=valor.")
        respuestas[clave.strip()] = valor.strip()
    return respuestas
