"""Lo que se puede hacer en cualquier paso además de responder: volver, saltar, editar, confirmar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.motor.dialogo import Paso, Recorrido
from bot.motor.pantalla import MAXIMO_BOTONES, ROTULOS, Pantalla, acciones_de, de_opciones
from bot.motor.transicion import (
    Avanzado,
    Efecto,
    con_respuesta,
    guardar,
    pantalla_actual,
    podar,
    redibujar,
    reparo,
)
from bot.textos.errores import aviso_de, explicar
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, unir
from dominio.errores import EntradaInvalida, ErrorDominio


@dataclass(frozen=True, slots=True)
class Accion:
    """Algo que se hace sobre el diálogo y no es una respuesta: un botón, una orden o su palabra."""

    nombre: str
    valor: str = ""


def _valor(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    """Un valor que venía en un botón: se comprueba como si se hubiera escrito."""
    if paso is None:
        return redibujar(punto)
    try:
        guardado = paso.campo.admitir(valor, punto.entorno)
        paso.valida(punto.entorno.con(paso.clave, guardado))
    except (ErrorDominio, ValueError, KeyError, TypeError) as error:
        conocido = error if isinstance(error, ErrorDominio) else EntradaInvalida("opcion_desconocida")
        return replace(redibujar(punto, explicar(conocido)), aviso=aviso_de(conocido))
    return con_respuesta(punto, paso, guardado)


def _ver(punto: Recorrido, paso: Paso | None, vista: str) -> Avanzado:
    return Avanzado(punto.borrador, (pantalla_actual(punto, vista=vista),))


def _atras(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    """Vuelve a la pregunta anterior sin borrar su respuesta."""
    aplicables = punto.aplicables()
    indice = len(aplicables) if paso is None else [uno.clave for uno in aplicables].index(paso.clave)
    if indice == 0:
        return redibujar(punto, Html(_("Esta es la primera pregunta. Para dejarlo, «cancelar».")))
    return _editar(punto, paso, aplicables[indice - 1].clave)


def _editar(punto: Recorrido, paso: Paso | None, clave: str) -> Avanzado:
    elegido = next((uno for uno in punto.aplicables() if uno.clave == clave), None)
    if elegido is None:
        pares = [
            (uno.nombre_en(punto.entorno), punto.boton("editar", uno.clave)) for uno in punto.aplicables()
        ]
        # Lo que no cabe se cambia escribiendo «editar» y su número; la salida siempre se ve.
        pares = [*pares[: MAXIMO_BOTONES - 1], (_("Volver al resumen"), punto.boton("seguir"))]
        return Avanzado(
            punto.borrador, (de_opciones(punto, Html(_("¿Qué respuesta quiere cambiar?")), pares),)
        )
    respuestas = dict(punto.borrador.respuestas)
    if respuestas.get(clave) and elegido.campo.admite_archivos:
        respuestas[clave] = elegido.campo.abierto(respuestas[clave], abrir=True)
    return guardar(punto, respuestas, editando=clave)


def _saltar(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    if paso is None or not paso.opcional:
        obligatoria = Html(_("Esta respuesta hace falta para guardar: no se puede saltar."))
        return redibujar(punto, obligatoria if paso else None)
    return con_respuesta(punto, paso, "")


def _resumen(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    """Omite de una vez todo lo opcional que falta."""
    respuestas = dict(punto.borrador.respuestas)
    for falta in punto.faltantes():
        if falta.opcional:
            previo = respuestas.get(falta.clave, "")
            respuestas[falta.clave] = falta.campo.abierto(previo, abrir=False) if previo else ""
    return guardar(punto, respuestas)


def _listo(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    previo = punto.borrador.respuestas.get(paso.clave, "") if paso else ""
    if paso is None or not paso.campo.admite_archivos or not previo:
        return redibujar(punto)
    return con_respuesta(punto, paso, paso.campo.abierto(previo, abrir=False))


def _igual(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    return guardar(punto, punto.borrador.respuestas)


def _seguir(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    vencido = punto.datos.ahora >= punto.borrador.vence_en
    return guardar(punto, podar(punto)) if vencido else redibujar(punto)


def _ayuda(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    palabras = ", ".join(f"«{str(ROTULOS[accion]).lower()}»" for accion in acciones_de(punto, paso))
    ayuda = armar(
        _("Aquí puede responder o escribir: %(palabras)s, «dejarlo para después», «ayuda»."),
        palabras=palabras,
    )
    return redibujar(punto, ayuda)


def _cancelar(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    texto = Html(_("Cancelado: no se guardó nada. Con /ayuda ve qué más puede hacer."))
    return Avanzado(punto.borrador, (Pantalla(texto),), Efecto.DESCARTAR)


def _luego(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    return Avanzado(punto.borrador, (), Efecto.APLAZAR)


def _nuevo(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    return Avanzado(punto.borrador, (), Efecto.REINICIAR)


def _confirmar(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    """Todo se comprueba otra vez con los datos de ahora antes de guardar."""
    if paso is not None:
        return redibujar(punto, Html(_("Todavía falta esta respuesta.")))
    podadas = podar(punto)
    if podadas != punto.borrador.respuestas:
        error = reparo(punto)
        cambio = Html(_("Algo cambió desde que lo respondió. Revise esta respuesta, por favor."))
        return guardar(punto, podadas, unir([cambio, explicar(error)]) if error else cambio)
    return Avanzado(punto.borrador, (), Efecto.CONFIRMAR)


def _vieja(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    """Se tocó un botón de una pregunta ya pasada: se muestra la de ahora, sin hacer nada."""
    aviso = _("Ese botón es de una pregunta anterior. Esta es la de ahora.")
    return replace(redibujar(punto), aviso=aviso)


def _raro(punto: Recorrido, paso: Paso | None, que_fue: str) -> Avanzado:
    aviso = armar(
        _("No puedo usar eso (%(que)s). Responda con texto o con los botones."), que=que_fue or _("otro")
    )
    return redibujar(punto, aviso)


def _editado(punto: Recorrido, paso: Paso | None, valor: str) -> Avanzado:
    aviso = Html(_("Editó un mensaje ya respondido y eso no cambia el reporte. Use «atrás» o «editar»."))
    return redibujar(punto, aviso)


ACCIONES: Mapping[str, Callable[[Recorrido, Paso | None, str], Avanzado]] = {
    "v": _valor,
    "ver": _ver,
    "atras": _atras,
    "editar": _editar,
    "saltar": _saltar,
    "resumen": _resumen,
    "listo": _listo,
    "igual": _igual,
    "seguir": _seguir,
    "ayuda": _ayuda,
    "cancelar": _cancelar,
    "luego": _luego,
    "nuevo": _nuevo,
    "confirmar": _confirmar,
    "vieja": _vieja,
    "raro": _raro,
    "editado": _editado,
}
