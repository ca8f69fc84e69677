"""La galería en una sola página HTML, que se abre sin red y es la misma si nada cambió."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from bot.pantallas.apariencia import BUSCADOR, ESTILO
from bot.pantallas.diagrama import condicion_de, dibujar, nombre_de
from bot.pantallas.escenas import Escena, LaminaDeDialogo, LaminaDeOrden
from bot.pantallas.galeria import Galeria
from bot.pantallas.marcas import saneado
from bot.pantallas.momento import Boton, Burbuja

_ACTO_MAXIMO = 160
_SUELTAS = {
    "mensajes": ("Mensajes que llegan solos", "Recordatorios y avisos, y a dónde lleva cada botón."),
    "sueltos": ("Mensajes sueltos", "Lo que se contesta a lo que nadie esperaba."),
    "vinculación": ("Antes de vincularse", "Lo que ve quien no está vinculado, y lo dicho en un grupo."),
}  # fmt: skip


def pagina(galeria: Galeria, titulo: str) -> str:
    """El documento completo."""
    secciones = [_de_dialogo(lamina) for _nombre, lamina in sorted(galeria.dialogos.items())]
    secciones += [_de_orden(lamina) for lamina in galeria.ordenes.values()]
    return (
        '<!doctype html>\n<html lang="es-CO">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(titulo)}</title>\n<style>{ESTILO}</style>\n</head>\n<body>\n"
        f'<header><h1>{escape(titulo)}</h1><input id="buscar" type="search" '
        'placeholder="Buscar en las pantallas" aria-label="Buscar en las pantallas">'
        '<span id="cuenta" role="status"></span></header>\n'
        f"{_indice(galeria)}\n<main>\n{''.join(secciones)}</main>\n<script>{BUSCADOR}</script>\n</body>\n</html>\n"
    )


def _indice(galeria: Galeria) -> str:
    dialogos = (
        (f"dialogo-{nombre}", str(lamina.dialogo.titulo))
        for nombre, lamina in sorted(galeria.dialogos.items())
    )
    ordenes = ((f"orden-{nombre}", _titulo_de(lamina)) for nombre, lamina in galeria.ordenes.items())
    return (
        f'<nav aria-label="Índice"><h2>Diálogos</h2>{_enlaces(dialogos)}'
        f"<h2>Órdenes y mensajes</h2>{_enlaces(ordenes)}</nav>"
    )


def _enlaces(pares: Iterable[tuple[str, str]]) -> str:
    renglones = "".join(
        f'<li><a href="#{escape(ancla)}">{escape(rotulo)}</a></li>' for ancla, rotulo in pares
    )
    return f"<ul>{renglones}</ul>"


def _de_dialogo(lamina: LaminaDeDialogo) -> str:
    dialogo = lamina.dialogo
    partes = [
        f'<section id="dialogo-{escape(dialogo.nombre)}"><h2>{escape(str(dialogo.titulo))}</h2>',
        f"<p>{len(lamina.escenas)} estados de {len(dialogo.pasos)} preguntas y su resumen.</p>",
        dibujar(dialogo),
        _grupo("Por dónde se abre", lamina.aperturas),
    ]
    for numero, paso in enumerate(dialogo.pasos, start=1):
        condicion = condicion_de(paso)
        rotulo = f"Pregunta {numero}: {nombre_de(paso)}" + (f" ({condicion})" if condicion else "")
        partes.append(_grupo(rotulo, [e for e in lamina.escenas if e.paso == paso.clave]))
    partes.append(_grupo("Resumen y cierre", [e for e in lamina.escenas if not e.paso]))
    return "".join(partes) + "</section>\n"


def _de_orden(lamina: LaminaDeOrden) -> str:
    detalle = _SUELTAS.get(lamina.nombre, ("", lamina.descripcion))[1]
    return (
        f'<section id="orden-{escape(lamina.nombre)}"><h2>{escape(_titulo_de(lamina))}</h2>'
        f"<p>{escape(detalle)}</p>{_rejilla(lamina.escenas)}</section>\n"
    )


def _titulo_de(lamina: LaminaDeOrden) -> str:
    return _SUELTAS.get(lamina.nombre, (f"/{lamina.nombre}", ""))[0]


def _grupo(rotulo: str, escenas: Sequence[Escena]) -> str:
    if not escenas:
        return ""
    return f'<div class="grupo"><h3>{escape(rotulo)}</h3>{_rejilla(escenas)}</div>'


def _rejilla(escenas: Sequence[Escena]) -> str:
    return f'<div class="rejilla">{"".join(map(_figura, escenas))}</div>'


def _figura(escena: Escena) -> str:
    actos = "".join(f'<div class="burbuja propia">{escape(_corto(acto))}</div>' for acto in escena.actos[-1:])
    burbujas = "".join(map(_burbuja, escena.burbujas))
    quien = escape(", ".join(escena.quien))
    titulo = escape(_corto(escena.titulo[:1].upper() + escena.titulo[1:]))
    return (
        f'<figure class="escena"><figcaption><b>{titulo}</b><br>{quien}</figcaption>'
        f"{actos}{burbujas}</figure>\n"
    )


def _burbuja(burbuja: Burbuja) -> str:
    if not burbuja.html and not burbuja.filas:
        return ""
    clase = {"persona": " propia", "bot": ""}.get(burbuja.quien, f" {burbuja.quien}")
    texto = saneado(burbuja.html) if burbuja.quien == "bot" else escape(burbuja.html)
    return f'<div class="burbuja{clase}">{texto}</div>' + "".join(map(_fila, burbuja.filas))


def _fila(fila: Sequence[Boton]) -> str:
    return f'<div class="fila">{"".join(f"<span>{escape(boton.rotulo)}</span>" for boton in fila)}</div>'


def _corto(texto: str) -> str:
    plano = " ".join(texto.split())
    return plano if len(plano) <= _ACTO_MAXIMO else plano[: _ACTO_MAXIMO - 1] + "…"
