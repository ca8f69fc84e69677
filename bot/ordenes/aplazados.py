"""/seguir: los reportes que la persona dejó para después, para volver a ellos o descartarlos."""

from __future__ import annotations

from collections.abc import Sequence

from bot.atencion.respuesta import Respuesta
from bot.motor.transicion import INTERNA
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.ordenes.reportes import sin_dialogo
from bot.textos import formato
from bot.textos.idioma import _, _l, ngettext
from bot.textos.marcado import Html, armar, unir
from dominio.modelo.conversacion import Aplazado

# Cada uno lleva dos botones, y hacen falta los de página.
POR_PAGINA = 3
_QUE_ES = {
    "avance": _l("Reporte de avance"),
    "ejecucion": _l("Registro de ejecución"),
    "resultado": _l("Resultado de una meta"),
    "correccion": _l("Corrección de un reporte"),
}


def seguir(pedido: Pedido) -> Respuesta:
    """«/seguir [número]»: lo que se dejó para después; con uno solo o con su número, vuelve a él."""
    aplazados = _suyos(pedido)
    if not aplazados:
        return sin_dialogo(pedido)
    elegido = leer_numero(pedido.argumento.strip())
    if 1 <= elegido <= len(aplazados):
        return _retomar(pedido, aplazados[elegido - 1].id)
    return _lista(pedido, aplazados, 0)


def descartar(pedido: Pedido) -> Respuesta:
    """«/descartar número»: borra lo que se había dejado para después."""
    aplazados = _suyos(pedido)
    elegido = leer_numero(pedido.argumento.strip())
    if 1 <= elegido <= len(aplazados):
        return _descartar(pedido, aplazados[elegido - 1].id)
    return _lista(pedido, aplazados, 0) if aplazados else sin_dialogo(pedido)


def tocar(pedido: Pedido) -> Respuesta:
    """Botones «y:s:<número>» (seguir), «y:x:<número>» (descartar) y «y:p:<página>»."""
    que, _dos, numero = pedido.argumento.partition(":")
    if que == "s":
        return _retomar(pedido, leer_numero(numero, 2**62))
    if que == "x":
        return _descartar(pedido, leer_numero(numero, 2**62))
    aplazados = _suyos(pedido)
    return _lista(pedido, aplazados, leer_numero(numero, 10_000)) if aplazados else sin_dialogo(pedido)


def _suyos(pedido: Pedido) -> Sequence[Aplazado]:
    return pedido.contexto.unidad.aplazados.listar(pedido.contexto.actor.id, pedido.entrada.chat_id)


def _retomar(pedido: Pedido, numero: int) -> Respuesta:
    aplazado = pedido.contexto.unidad.aplazados.sacar(numero, pedido.contexto.actor.id)
    return _ya_no_esta(pedido) if aplazado is None else Respuesta(retomar=aplazado)


def _descartar(pedido: Pedido, numero: int) -> Respuesta:
    aplazado = pedido.contexto.unidad.aplazados.sacar(numero, pedido.contexto.actor.id)
    if aplazado is None:
        return _ya_no_esta(pedido)
    texto = armar(_("Descartado: <b>%(que)s</b>. No se guardó nada de él."), que=_nombre(aplazado))
    quedan = _suyos(pedido)
    if not quedan:
        return decir(texto, (_("Reportar avance"), "o:avance"), (_("Ver mis actividades"), "o:mis"))
    lista = _lista(pedido, quedan, 0).pantallas[0]
    return decir(unir([texto, lista.texto], "\n\n"), *_botones(quedan, 0), por_fila=2)


def _ya_no_esta(pedido: Pedido) -> Respuesta:
    quedan = _suyos(pedido)
    texto = Html(_("Ese ya no está entre los que dejó para después."))
    if not quedan:
        return decir(texto, (_("Reportar avance"), "o:avance"), (_("Ver mis actividades"), "o:mis"))
    lista = _lista(pedido, quedan, 0).pantallas[0]
    return decir(unir([texto, lista.texto], "\n\n"), *_botones(quedan, 0), por_fila=2)


def _lista(pedido: Pedido, aplazados: Sequence[Aplazado], pedida: int) -> Respuesta:
    pagina = min(pedida, (len(aplazados) - 1) // POR_PAGINA)
    primero = pagina * POR_PAGINA
    lineas = [
        armar(
            _("%(n)s. <b>%(que)s</b>\n   %(hechas)s · lo dejó el %(cuando)s"),
            n=n,
            que=_nombre(aplazado),
            hechas=_respondidas(aplazado),
            cuando=formato.instante(aplazado.aplazado_en),
        )
        for n, aplazado in enumerate(aplazados[primero : primero + POR_PAGINA], start=primero + 1)
    ]
    titulo = Html(_("<b>Lo que dejó para después</b>"))
    cierre = Html(_("<i>Toque un botón, o escriba «seguir 1» o «descartar 1».</i>"))
    return decir(unir([titulo, *lineas, cierre]), *_botones(aplazados, pagina), por_fila=2)


def _botones(aplazados: Sequence[Aplazado], pagina: int) -> list[tuple[str, str]]:
    primero = pagina * POR_PAGINA
    pares = []
    for n, aplazado in enumerate(aplazados[primero : primero + POR_PAGINA], start=primero + 1):
        pares.append((_("Seguir %(n)s") % {"n": n}, f"y:s:{aplazado.id}"))
        pares.append((_("Descartar %(n)s") % {"n": n}, f"y:x:{aplazado.id}"))
    return pares + paginas("y:p:", pagina, len(aplazados), POR_PAGINA)


def _nombre(aplazado: Aplazado) -> str:
    que = str(_QUE_ES.get(aplazado.borrador.asunto, _l("Reporte")))
    return f"{que} · {aplazado.titulo}" if aplazado.titulo else que


def _respondidas(aplazado: Aplazado) -> str:
    """Lo omitido a propósito también se respondió; lo que el motor anota por su cuenta, no."""
    hechas = sum(not clave.startswith(INTERNA) for clave in aplazado.borrador.respuestas)
    return ngettext("%(n)s respuesta", "%(n)s respuestas", hechas) % {"n": hechas}
