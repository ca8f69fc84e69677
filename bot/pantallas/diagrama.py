"""El diagrama de un diálogo, dibujado de su propia declaración."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bot.motor.dialogo import Dialogo, Paso, siempre
from bot.textos.idioma import Perezosa

_ANCHO, _CAJA, _MARGEN = 360, 250, 24
_RENGLON, _LETRAS, _LETRAS_FUERTES = 17, 33, 29
_ENTRE = 34


@dataclass(frozen=True, slots=True)
class _Caja:
    clase: str
    titulo: str
    detalle: str
    condicion: str = ""


def dibujar(dialogo: Dialogo) -> str:
    """SVG con las preguntas en orden, cuáles son opcionales o condicionales, el resumen y el cierre."""
    cajas = [
        *(_de_paso(numero, paso) for numero, paso in enumerate(dialogo.pasos, start=1)),
        _Caja("resumen", "Resumen", "Confirmar, Editar o Cancelar. Editar vuelve a la pregunta."),
        _Caja("fin", "Guardado", "Acuse y lo que sigue"),
    ]
    trozos, y = [], 8
    medios = []
    for indice, caja in enumerate(cajas):
        if indice:
            trozos.append(_flecha(y, y + _ENTRE, "Confirmar" if caja.clase == "fin" else caja.condicion))
            y += _ENTRE
        alto, dibujo = _dibujar_caja(caja, y)
        trozos.append(dibujo)
        medios.append(y + alto // 2)
        y += alto
    if len(medios) > 2:
        trozos.append(_regreso(medios[-2], medios[0]))
    titulo = escape(str(dialogo.titulo))
    return (
        f'<svg class="diagrama" viewBox="0 0 {_ANCHO} {y + 8}" width="{_ANCHO}" height="{y + 8}" role="img" '
        f'aria-label="{titulo}"><title>{titulo}</title>{"".join(trozos)}</svg>'
    )


def condicion_de(paso: Paso) -> str:
    """Cuándo aplica la pregunta, dicho con el nombre de su condición; vacío si siempre."""
    if paso.si is siempre:
        return ""
    documento = (getattr(paso.si, "__doc__", None) or "").strip().partition("\n")[0].rstrip(".")
    if documento:
        # Hasta los dos puntos: lo demás explica el porqué y no cabe.
        return documento.partition(":")[0].partition(";")[0]
    nombre = getattr(paso.si, "__name__", "<lambda>").strip("_")
    return "según lo respondido" if "lambda" in nombre else f"condición: {nombre.replace('_', ' ')}"


def nombre_de(paso: Paso) -> str:
    """El nombre de la respuesta; si depende de lo respondido, el de su clave."""
    if isinstance(paso.nombre, Perezosa):
        return str(paso.nombre)
    return paso.clave.replace("_", " ").capitalize()


def _de_paso(numero: int, paso: Paso) -> _Caja:
    clase = "opcional" if paso.opcional else "paso"
    rotulo = f"{numero}. {nombre_de(paso)}" + (" (se puede saltar)" if paso.opcional else "")
    return _Caja(clase, rotulo, str(paso.pregunta), condicion_de(paso))


def _dibujar_caja(caja: _Caja, y: int) -> tuple[int, str]:
    titulo, detalle = _partir(caja.titulo, _LETRAS_FUERTES), _partir(caja.detalle, _LETRAS)
    alto = _RENGLON * (len(titulo) + len(detalle)) + 16
    textos = [
        f'<text x="{_MARGEN + 12}" y="{y + 20 + n * _RENGLON}" class="{"fuerte" if n < len(titulo) else ""}">'
        f"{escape(renglon)}</text>"
        for n, renglon in enumerate([*titulo, *detalle])
    ]
    marco = f'<rect x="{_MARGEN}" y="{y}" width="{_CAJA}" height="{alto}" rx="10" class="{caja.clase}"/>'
    return alto, marco + "".join(textos)


def _partir(texto: str, letras: int) -> Sequence[str]:
    return textwrap.wrap(texto, letras) or [""]


def _flecha(desde: int, hasta: int, rotulo: str) -> str:
    x = _MARGEN + 40
    renglones = textwrap.wrap(rotulo, 34)[:2]
    textos = "".join(
        f'<text x="{x + 12}" y="{desde + 15 + n * 13}" class="menor">{escape(renglon)}</text>'
        for n, renglon in enumerate(renglones)
    )
    return (
        f'<line x1="{x}" y1="{desde}" x2="{x}" y2="{hasta - 6}"/>'
        f'<path d="M{x - 5} {hasta - 7} L{x + 5} {hasta - 7} L{x} {hasta}Z"/>{textos}'
    )


def _regreso(desde: int, hasta: int) -> str:
    """La curva de «Editar»: del resumen a las preguntas."""
    borde, fuera = _MARGEN + _CAJA, _MARGEN + _CAJA + 48
    rotulo = escape("Editar")
    medio = (desde + hasta) // 2
    return (
        f'<path class="curva" d="M{borde} {desde} C{fuera} {desde} {fuera} {hasta} {borde + 6} {hasta}"/>'
        f'<path d="M{borde + 8} {hasta - 5} L{borde + 8} {hasta + 5} L{borde} {hasta}Z"/>'
        f'<text x="{fuera - 8}" y="{medio}" class="menor">{rotulo}</text>'
    )
