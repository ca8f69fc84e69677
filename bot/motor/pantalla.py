"""Pantallas: título con el paso, lo que hay ahora, una pregunta, un ejemplo y a lo sumo ocho botones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.motor.campos import Eleccion
from bot.motor.dialogo import Paso, Recorrido
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.modelo.envio import ClaseEnvio
from dominio.modelo.identidad import IdEnvio

MAXIMO_BOTONES = 8
_ANCHO_ROTULO, _ANCHO_PAREJA = 60, 18

# Cada acción con su rótulo: el botón lo muestra y, tecleado, vale lo mismo.
ROTULOS = {
    "confirmar": _l("Confirmar"),
    "editar": _l("Editar"),
    "cancelar": _l("Cancelar"),
    "listo": _l("Listo"),
    "resumen": _l("Ir al resumen"),
    "igual": _l("Dejar igual"),
    "corregir": _l("Corregir"),
    "seguir": _l("Seguir"),
    "luego": _l("Dejarlo para después"),
    "nuevo": _l("Empezar de nuevo"),
    "saltar": _l("Saltar"),
    "atras": _l("Atrás"),
    "ayuda": _l("Ayuda"),
}


@dataclass(frozen=True, slots=True)
class Boton:
    """Rótulo que empieza por una palabra, y el dato que vuelve al tocarlo."""

    rotulo: str
    dato: str


@dataclass(frozen=True, slots=True)
class Pantalla:
    """Un mensaje para la persona.

    Attributes:
        nueva: se manda aparte aunque se haya tocado un botón.
        edita: fila de salida cuyo mensaje se reemplaza.
        clave: dos pantallas con la misma clave son una sola.
        objeto: de qué habla («actividad:5»), para quien responda a este mensaje.
    """

    texto: Html
    filas: tuple[tuple[Boton, ...], ...] = ()
    clase: ClaseEnvio = ClaseEnvio.RESPUESTA
    nueva: bool = False
    edita: IdEnvio | None = None
    clave: str | None = None
    objeto: str = ""

    def cuerpo(self) -> dict[str, object]:
        """Parámetros del Bot API."""
        cuerpo: dict[str, object] = {
            "text": str(self.texto),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if self.filas:
            filas = [[{"text": b.rotulo, "callback_data": b.dato} for b in fila] for fila in self.filas]
            cuerpo["reply_markup"] = {"inline_keyboard": filas}
        return cuerpo


def botones(*pares: tuple[str, str], por_fila: int = 1) -> tuple[tuple[Boton, ...], ...]:
    """Filas de botones a partir de (rótulo, dato)."""
    todos = [Boton(recortar(rotulo, _ANCHO_ROTULO), dato) for rotulo, dato in pares]
    return tuple(tuple(todos[i : i + por_fila]) for i in range(0, len(todos), por_fila))


def acciones_de(punto: Recorrido, paso: Paso | None) -> list[str]:
    """Lo que se puede hacer aquí además de responder, en el orden de los botones."""
    if paso is None:
        return ["confirmar", "editar", "cancelar"]
    respondido = punto.borrador.respuestas.get(paso.clave)
    acciones = []
    if paso.campo.admite_archivos and respondido:
        acciones.append("listo")
    elif paso.clave == punto.borrador.editando and respondido is not None:
        acciones.append("igual")
    faltan = [falta for falta in punto.faltantes() if falta.clave != paso.clave]
    if paso.opcional and faltan and all(falta.opcional for falta in faltan):
        acciones.append("resumen")
    if paso.opcional:
        acciones.append("saltar")
    if punto.aplicables()[0].clave != paso.clave:
        acciones.append("atras")
    return [*acciones, "cancelar"]


def de_paso(punto: Recorrido, paso: Paso, aviso: Html | None = None, vista: str = "") -> Pantalla:
    """La pregunta de un paso."""
    aplicables = [uno.clave for uno in punto.aplicables()]
    guardado = punto.borrador.respuestas.get(paso.clave)
    lineas = [
        aviso or Html(""),
        armar(
            _("<b>%(titulo)s</b> · paso %(n)s de %(total)s"),
            titulo=punto.dialogo.titulo,
            n=aplicables.index(paso.clave) + 1,
            total=len(aplicables),
        ),
        paso.detalle(punto.entorno),
        armar(_("Su respuesta ahora: %(valor)s"), valor=exhibir(punto, paso, 200)) if guardado else Html(""),
        armar("<b>%(pregunta)s</b>", pregunta=paso.pregunta),
        *_listar(punto, paso),
        armar("<i>%(ejemplo)s</i>", ejemplo=paso.ejemplo_en(punto.entorno)),
    ]
    return Pantalla(unir(lineas), _teclado(punto, paso, vista))


def de_resumen(punto: Recorrido, aviso: Html | None = None) -> Pantalla:
    """Todo lo respondido, qué cambiaría, y Confirmar."""
    respuestas = [
        armar(
            _("%(n)s. %(nombre)s: %(valor)s"),
            n=n,
            nombre=paso.nombre_en(punto.entorno),
            valor=exhibir(punto, paso, 300),
        )
        for n, paso in enumerate(punto.aplicables(), start=1)
    ]
    titulo = armar(_("<b>%(titulo)s</b> · revise antes de guardar"), titulo=punto.dialogo.titulo)
    cambio = unir(punto.dialogo.resumen(punto.entorno))
    cierre = Html(_("<i>Toque Confirmar o escriba «confirmar». Para cambiar algo, «editar» y su número.</i>"))
    texto = unir([aviso or Html(""), titulo, cambio, Html(""), *respuestas, cierre])
    return Pantalla(texto, _de_acciones(punto, None))


def de_opciones(punto: Recorrido, texto: Html, pares: Sequence[tuple[str, str]]) -> Pantalla:
    """Una aclaración con sus botones: (rótulo, dato)."""
    return Pantalla(texto, botones(*pares[:MAXIMO_BOTONES]))


def exhibir(punto: Recorrido, paso: Paso, maximo: int) -> str:
    """La respuesta como se lee; lo que se omitió, dicho."""
    guardado = punto.borrador.respuestas.get(paso.clave)
    return recortar(paso.campo.exhibir(guardado, punto.entorno), maximo) if guardado else _("(sin respuesta)")


def _listar(punto: Recorrido, paso: Paso) -> list[Html]:
    """Las opciones numeradas, para quien las teclea."""
    if not paso.campo.numeradas:
        return []
    elecciones = enumerate(paso.campo.elecciones(punto.entorno), start=1)
    return [armar("%(n)s. %(rotulo)s", n=n, rotulo=recortar(e.rotulo, 120)) for n, e in elecciones]


def _de_acciones(
    punto: Recorrido, paso: Paso | None, caben: int = MAXIMO_BOTONES
) -> tuple[tuple[Boton, ...], ...]:
    pares = [(str(ROTULOS[accion]), punto.boton(accion)) for accion in acciones_de(punto, paso)]
    return botones(*pares[:caben], por_fila=3 if paso is None else 2)


def _teclado(punto: Recorrido, paso: Paso, vista: str) -> tuple[tuple[Boton, ...], ...]:
    elecciones = list(paso.campo.elecciones(punto.entorno, vista))
    caben = MAXIMO_BOTONES - len(acciones_de(punto, paso))
    if len(elecciones) > caben and not any(eleccion.es_vista for eleccion in elecciones):
        elecciones = _pagina(elecciones, vista, caben - 2)
    pares = [(e.rotulo, punto.boton("ver" if e.es_vista else "v", e.clave)) for e in elecciones]
    por_fila = 2 if all(len(e.rotulo) <= _ANCHO_PAREJA for e in elecciones) else 1
    return botones(*pares, por_fila=por_fila) + _de_acciones(punto, paso, MAXIMO_BOTONES - len(pares))


def _pagina(elecciones: list[Eleccion], vista: str, por_pagina: int) -> list[Eleccion]:
    """Una tanda de las elecciones; una página que no existe da la más cercana."""
    ultima = (len(elecciones) - 1) // por_pagina
    pedida = int(vista[1:]) if vista[:1] == "p" and vista[1:].isdecimal() and len(vista) < 6 else 0
    pagina = min(pedida, ultima)
    tanda = elecciones[pagina * por_pagina : (pagina + 1) * por_pagina]
    if pagina > 0:
        tanda.append(Eleccion(f"p{pagina - 1}", _("Página anterior"), es_vista=True))
    if pagina < ultima:
        tanda.append(Eleccion(f"p{pagina + 1}", _("Página siguiente"), es_vista=True))
    return tanda
