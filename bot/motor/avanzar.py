"""El motor: de un borrador y lo que la persona hizo, al borrador siguiente y lo que se le muestra.

No guarda, no envía y no sabe de chats: ``despacho`` lo hace con lo que aquí se decide.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from bot.motor.acciones import ACCIONES, Accion
from bot.motor.campos import Crudo, Datos, Entorno
from bot.motor.dialogo import Dialogo, Paso, Recorrido
from bot.motor.pantalla import ROTULOS, acciones_de, de_opciones
from bot.motor.transicion import INTERNA, Avanzado, con_respuesta, guardar, podar, redibujar, reparo
from bot.textos import formato
from bot.textos.errores import explicar
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, unir
from dominio.entender.numeros import Pregunta
from dominio.entender.texto import normalizar
from dominio.errores import EntradaInvalida, ErrorDominio
from dominio.modelo.borrador import Borrador
from dominio.modelo.reporte import ArchivoAdjunto

_SIEMPRE = frozenset({"atras", "saltar", "cancelar", "ayuda", "seguir", "nuevo", "luego"})
_RETOMAR = frozenset({"seguir", "nuevo", "cancelar", "luego"})
_ALIAS = {
    "dejar para despues": "luego",
    "dejarlo para luego": "luego",
    **dict.fromkeys(("seguir el reporte", "seguir con lo anterior"), "seguir"),
    **dict.fromkeys(("descartar lo anterior", "descartarlo"), "nuevo"),
    "volver": "atras",
    "omitir": "saltar",
    **dict.fromkeys(("cancela", "cancele", "cancelelo", "cancela todo", "cancele todo"), "cancelar"),
    "continuar": "seguir",
    "corregir": "seguir",
    "resumen": "resumen",
}
# En el resumen solo queda una cosa por responder: que sí.
_CONFORMES = frozenset(
    {
        *("ok", "si", "sí", "dele", "de una", "correcto", "asi es", "esta bien", "eso es", "guardar"),
        *("guardelo", "envielo", "mandelo", "si envielo", "si guardelo", "si confirmo", "si senor", "👍"),
    }
)


def avanzar(dialogo: Dialogo, borrador: Borrador, acto: Crudo | Accion, datos: Datos) -> Avanzado:
    """Un paso del diálogo.

    Si algo de lo respondido dejó de valer (la actividad se retiró), conserva lo demás y pregunta
    solo eso.

    Raises:
        ErrorDominio: no se puede seguir y ninguna respuesta es la causa.
    """
    punto = Recorrido(dialogo, _al_dia(dialogo, borrador), datos)
    try:
        return _atender(punto, acto)
    except ErrorDominio as error:
        podado = podar(punto)
        if podado == punto.borrador.respuestas:
            raise
        return guardar(punto, podado, explicar(error))


class Encaje(StrEnum):
    """Qué es un texto para la pregunta que se está haciendo."""

    ACCION = "accion"  # «atrás», «confirmar»
    RESPUESTA = "respuesta"
    LIBRE = "libre"  # sirve de respuesta, pero ahí casi cualquier texto sirve
    NINGUNO = "ninguno"


def encaja(dialogo: Dialogo, borrador: Borrador, texto: str, datos: Datos) -> Encaje:
    """Si el texto puede ser la respuesta de la pregunta actual; no cambia nada.

    A un reporte dejado hace más de un día solo se le puede decir que siga, que no o que luego.
    """
    punto = Recorrido(dialogo, _al_dia(dialogo, borrador), datos)
    try:
        paso = punto.actual()
        if _interpretar(punto, paso, texto) is not None:
            return Encaje.ACCION
        if paso is None or _vencido(punto):
            return Encaje.NINGUNO
        paso.campo.captar(texto, punto.entorno, punto.borrador.respuestas.get(paso.clave, ""))
    except EntradaInvalida:
        return Encaje.NINGUNO
    except ErrorDominio:
        # Algo del plan cambió: lo explica la pregunta misma.
        return Encaje.RESPUESTA
    return Encaje.LIBRE if paso.campo.libre else Encaje.RESPUESTA


def paso_actual(dialogo: Dialogo, borrador: Borrador, datos: Datos) -> Paso | None:
    """La pregunta que se está haciendo; ``None`` = el resumen."""
    return Recorrido(dialogo, _al_dia(dialogo, borrador), datos).actual()


def abrir(dialogo: Dialogo, borrador: Borrador, datos: Datos) -> Avanzado:
    """La primera pantalla; las respuestas con que se abre se comprueban como cualquier otra."""
    completas = dialogo.completar(Entorno(datos, borrador.respuestas))
    punto = Recorrido(dialogo, replace(borrador, respuestas=completas), datos)
    error = reparo(punto)
    return guardar(punto, podar(punto), explicar(error) if error else None, borrador.editando)


def rechazar(dialogo: Dialogo, borrador: Borrador, error: ErrorDominio, datos: Datos) -> Avanzado:
    """Lo que se muestra cuando el caso de uso no aceptó: la pregunta que lo arregla, o el resumen."""
    punto = Recorrido(dialogo, _al_dia(dialogo, borrador), datos)
    paso = dialogo.paso(error.campo or "")
    editando = paso.clave if paso is not None and paso.si(punto.entorno) else None
    return guardar(punto, podar(punto), explicar(error), editando)


def _al_dia(dialogo: Dialogo, borrador: Borrador) -> Borrador:
    """El borrador de un esquema viejo conserva lo que este diálogo todavía pregunta."""
    if borrador.esquema == dialogo.esquema:
        return borrador
    propias = {c: v for c, v in borrador.respuestas.items() if dialogo.paso(c) or c.startswith(INTERNA)}
    return replace(borrador, esquema=dialogo.esquema, respuestas=propias)


def _atender(punto: Recorrido, acto: Crudo | Accion) -> Avanzado:
    paso = punto.actual()
    accion = acto if isinstance(acto, Accion) else _interpretar(punto, paso, acto)
    if _vencido(punto) and (accion is None or accion.nombre not in _RETOMAR):
        return _ofrecer_retomar(punto)
    if accion is not None:
        return (
            ACCIONES[accion.nombre](punto, paso, accion.valor)
            if accion.nombre in ACCIONES
            else redibujar(punto)
        )
    return redibujar(punto) if isinstance(acto, Accion) else _responder(punto, paso, acto)


def _vencido(punto: Recorrido) -> bool:
    return punto.datos.ahora >= punto.borrador.vence_en


def _interpretar(punto: Recorrido, paso: Paso | None, crudo: Crudo) -> Accion | None:
    """La acción que nombra lo escrito, si aquí se puede hacer."""
    if isinstance(crudo, ArchivoAdjunto):
        return None
    palabra = normalizar(crudo[:80]).strip(" .!¡/")
    nombres = {normalizar(str(rotulo)): nombre for nombre, rotulo in ROTULOS.items()} | _ALIAS
    nombre = nombres.get(palabra, "")
    posibles = _RETOMAR if _vencido(punto) else _SIEMPRE.union(acciones_de(punto, paso))
    if nombre in posibles:
        return Accion(nombre)
    if paso is not None:
        return None
    llana = " ".join(palabra.replace(",", " ").split())
    if llana in _CONFORMES:
        return Accion("confirmar")
    return Accion("editar") if llana == "no" else _editar_desde_resumen(punto, palabra)


def _editar_desde_resumen(punto: Recorrido, palabra: str) -> Accion | None:
    buscado = palabra.removeprefix("editar").strip()
    for n, candidato in enumerate(punto.aplicables(), start=1):
        if buscado in (str(n), normalizar(candidato.nombre_en(punto.entorno))):
            return Accion("editar", candidato.clave)
    return None


def _responder(punto: Recorrido, paso: Paso | None, crudo: Crudo) -> Avanzado:
    """Toma lo recibido como respuesta; si no sirve, dice por qué y vuelve a preguntar."""
    destino = paso or _donde_va(punto, crudo)
    if destino is None:
        return redibujar(punto, Html(_("Para guardar toque Confirmar o escriba «confirmar».")))
    previo = punto.borrador.respuestas.get(destino.clave, "")
    try:
        leido = destino.campo.captar(crudo, punto.entorno, previo)
        if isinstance(leido, Pregunta):
            return _preguntar(punto, destino, leido)
        destino.valida(punto.entorno.con(destino.clave, leido))
    except ErrorDominio as error:
        return redibujar(punto, explicar(error))
    # Desde el resumen el archivo se suma y se sigue en el resumen.
    return con_respuesta(punto, destino, leido if paso else destino.campo.abierto(leido, abrir=False))


def _donde_va(punto: Recorrido, crudo: Crudo) -> Paso | None:
    """Desde el resumen, un archivo se suma a la evidencia; un texto no es respuesta de nada."""
    if isinstance(crudo, str):
        return None
    return next((paso for paso in punto.aplicables() if paso.campo.admite_archivos), None)


def _preguntar(punto: Recorrido, paso: Paso, pregunta: Pregunta[str]) -> Avanzado:
    """Lo escrito admite más de una lectura: que la persona elija, nunca se adivina."""
    canonicas = [opcion.valor for opcion in pregunta.opciones if opcion.valor is not None][:7]
    pares = [(paso.campo.exhibir(c, punto.entorno), punto.boton("v", c)) for c in canonicas]
    pares.append((str(ROTULOS["corregir"]), punto.boton("seguir")))
    lecturas = formato.alternativas([f"«{rotulo}»" for rotulo, _dato in pares[:-1]])
    texto = armar(_("¿Quiso decir %(lecturas)s?\nToque una opción, o escríbala completa."), lecturas=lecturas)
    if len(pregunta.opciones) > len(canonicas) + 1:
        texto = unir([texto, Html(_("Hay más que coinciden: escriba algo más preciso."))])
    return Avanzado(punto.borrador, (de_opciones(punto, texto, pares),))


def _ofrecer_retomar(punto: Recorrido) -> Avanzado:
    """Un reporte dejado hace más de un día no se sigue por accidente ni se pierde."""
    hechas = sum(punto.respondido(paso) for paso in punto.aplicables())
    texto = armar(
        _(
            "Tiene <b>%(que)s</b> sin terminar; lo que respondió está guardado (%(hechas)s). "
            "¿Quiere seguir donde iba o empezar de nuevo?\n"
            "Puede escribir «seguir», «empezar de nuevo», «dejarlo para después» o «cancelar». "
            "Lo que acaba de enviar no se usó."
        ),
        que=punto.dialogo.en_curso,
        hechas=ngettext("%(n)s respuesta", "%(n)s respuestas", hechas) % {"n": hechas},
    )
    pares = [
        (str(ROTULOS[nombre]), punto.boton(nombre)) for nombre in ("seguir", "nuevo", "luego", "cancelar")
    ]
    return Avanzado(punto.borrador, (de_opciones(punto, texto, pares),))
