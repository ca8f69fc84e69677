"""Lo que ninguna pantalla puede tener: sin salida, ilegible, demasiado larga o escrita para programadores."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.motor.botones import MAXIMO_BYTES
from bot.motor.pantalla import MAXIMO_BOTONES
from bot.pantallas.escenas import SIN_VINCULAR, Escena
from bot.pantallas.galeria import Galeria
from bot.pantallas.marcas import fallas_de
from bot.pantallas.momento import Burbuja
from bot.pantallas.telefono import FALLA
from bot.textos.marcado import Html
from bot.textos.plano import sin_html

TEXTO_MAXIMO, ROTULO_MAXIMO, AVISO_MAXIMO = 4096, 60, 200
# Una orden con barra, o una palabra o un ejemplo entre comillas o en letra de máquina.
_SALIDA = re.compile(r"(?<![\w/])/[a-z]{3,}|«[^»]+»|<code>")
# «1 actividades»; no «1 más», ni el 1 de un número más largo.
_UNO_Y_VARIOS = re.compile(r"(?<![\w.,/:-])1[ \u00a0]((?!más\b|mes\b|es\b|tras\b|menos\b)[a-záéíóúñ]{2,}s)\b")
_DE_CODIGO = (
    (re.compile(r"%\(|%s|\{\w*\}|\$\{"), "un hueco sin llenar"),
    (re.compile(r"\b(?:None|True|False|NaN|null|undefined|Traceback)\b|<class|<bot"), "un valor de código"),
    (re.compile(r"(?<![\w/=.@-])[a-z]+(?:_[a-z0-9]+)+\b"), "un identificador con guion bajo"),
    (
        re.compile(
            r"\b(?:update|callback|token|timeout|string|default|exception|invalid|request|server|payload|"
            r"database|thread|query|null|boolean|integer|commit|rollback|backend)\b",
            re.IGNORECASE,
        ),
        "inglés de programador",
    ),
)  # fmt: skip
_DIRECCION = re.compile(r"https?://\S+|\S+@\S+")


def defectos(galeria: Galeria) -> list[str]:
    """Cada defecto de cada pantalla, con dónde está."""
    hallados = [
        f"{_donde(nombre, escena)}: {defecto}"
        for nombre, escenas in _laminas(galeria)
        for escena in escenas
        for defecto in defectos_de(escena)
    ]
    return list(dict.fromkeys(hallados))


def sin_recorrer(galeria: Galeria) -> list[str]:
    """Preguntas de diálogos abiertos a las que ningún camino llegó."""
    return [f"{nombre}: {clave}" for nombre, lamina in galeria.dialogos.items() for clave in lamina.por_ver]


def defectos_de(escena: Escena) -> Iterator[str]:
    """Los defectos de una escena.

    A quien no está vinculado no se le ofrece nada, y un trabajo largo contesta en su mismo mensaje.
    """
    mensajes = [burbuja for burbuja in escena.burbujas if burbuja.quien == "bot"]
    if not escena.burbujas:
        yield "no se contesta nada"
    exenta = escena.espera or SIN_VINCULAR in escena.quien
    if mensajes and not exenta and not any(map(_tiene_salida, mensajes)):
        yield f"no tiene salida: «{_inicio(mensajes[-1].html)}»"
    for burbuja in escena.burbujas:
        if burbuja.html.startswith(FALLA):
            yield burbuja.html
            continue
        yield from _de_texto(burbuja)
        yield from _de_botones(burbuja)


def _tiene_salida(burbuja: Burbuja) -> bool:
    return bool(burbuja.botones) or _SALIDA.search(burbuja.html) is not None


def _de_texto(burbuja: Burbuja) -> Iterator[str]:
    if burbuja.quien == "bot":
        yield from fallas_de(burbuja.html)
    texto = _DIRECCION.sub("", sin_html(Html(burbuja.html)))
    maximo = AVISO_MAXIMO if burbuja.quien == "aviso" else TEXTO_MAXIMO
    if len(texto) > maximo:
        yield f"pasa de {maximo} caracteres: «{_inicio(texto)}»"
    if burbuja.quien == "bot" and not texto.strip():
        yield "mensaje vacío"
    for mal in _UNO_Y_VARIOS.finditer(texto):
        yield f"falta el singular: «1 {mal[1]}»"
    for patron, que in _DE_CODIGO:
        for mal in patron.finditer(texto):
            yield f"trae {que}: «{mal[0]}» en «{_inicio(texto)}»"


def _de_botones(burbuja: Burbuja) -> Iterator[str]:
    botones = burbuja.botones
    if len(botones) > MAXIMO_BOTONES:
        yield f"tiene {len(botones)} botones"
    rotulos = [boton.rotulo for boton in botones]
    for repetido in sorted({rotulo for rotulo in rotulos if rotulos.count(rotulo) > 1}):
        yield f"dos botones se llaman «{repetido}»"
    for boton in botones:
        if len(boton.dato.encode()) > MAXIMO_BYTES and not boton.dato.startswith("http"):
            yield f"el botón «{boton.rotulo}» guarda más de {MAXIMO_BYTES} bytes"
        if not boton.rotulo.removeprefix("$")[:1].isalnum() or len(boton.rotulo) > ROTULO_MAXIMO:
            yield f"rótulo ilegible: «{boton.rotulo}»"
        for patron, que in _DE_CODIGO:
            if patron.search(boton.rotulo):
                yield f"el botón «{boton.rotulo}» trae {que}"


def _laminas(galeria: Galeria) -> Iterator[tuple[str, list[Escena]]]:
    for nombre, dialogo in galeria.dialogos.items():
        yield f"diálogo {nombre}", [*dialogo.aperturas, *dialogo.escenas]
    for nombre, orden in galeria.ordenes.items():
        yield f"/{nombre}", orden.escenas


def _donde(nombre: str, escena: Escena) -> str:
    paso = f", pregunta {escena.paso}" if escena.paso else ""
    return f"{nombre}{paso}, {_inicio(escena.titulo)} ({', '.join(escena.quien)})"


def _inicio(texto: str) -> str:
    plano = " ".join(texto.split())
    return plano if len(plano) <= 70 else plano[:69] + "…"
