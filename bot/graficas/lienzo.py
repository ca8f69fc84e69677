"""El lienzo común de los dibujos: en píxeles desde arriba a la izquierda, con letra para un teléfono."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

ANCHO = 1080
MARGEN = 48
# Alturas de letra en píxeles: a 390 de ancho, la más chica se ve como de nueve puntos.
TITULO, TEXTO, CHICO = 44, 30, 26
TINTA, GRIS, TENUE, FONDO = "1F2933", "52606D", "CBD2D9", "FFFFFF"

Ancla = Literal["left", "center", "right"]
_PPP = 100
_PUNTOS_POR_PULGADA = 72
# Por encima de esta luminancia (0 negra, 1 blanca) la letra oscura se lee mejor que la blanca.
_CLARO = 0.36


@cache
def _letra(tamano: int, *, negrita: bool) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    puntos = tamano * _PUNTOS_POR_PULGADA / _PPP
    return FontProperties(family="DejaVu Sans", weight="bold" if negrita else "normal", size=puntos)


@cache
def medir(texto: str, tamano: int, *, negrita: bool = False) -> float:
    """Cuánto ocupa el texto en una línea, en píxeles."""
    from matplotlib.backends.backend_agg import RendererAgg

    renderizador: Any = RendererAgg
    pluma = renderizador(1, 1, _PPP)
    return float(pluma.get_text_width_height_descent(texto, _letra(tamano, negrita=negrita), ismath=False)[0])


def doblar(texto: str, ancho: float, tamano: int, lineas: int, *, negrita: bool = False) -> list[str]:
    """El texto en a lo sumo ``lineas`` renglones de ese ancho; lo que sobra se cambia por «…».

    Corta entre palabras; una palabra que no cabe sola se corta entre letras.
    """

    def cabe(trozo: str) -> bool:
        return medir(trozo, tamano, negrita=negrita) <= ancho

    renglones: list[str] = []
    resto = " ".join(texto.split())
    while resto and len(renglones) < lineas:
        renglon = _primero(resto, cabe)
        resto = resto[len(renglon) :].lstrip()
        renglones.append(renglon)
    if resto:
        ultimo = renglones[-1]
        while ultimo and not cabe(ultimo + "…"):
            ultimo = ultimo[:-1]
        renglones[-1] = ultimo.rstrip(" ,.;:") + "…"
    return renglones or [""]


def _primero(texto: str, cabe: Callable[[str], bool]) -> str:
    """Lo más del comienzo que cabe en un renglón; al menos una letra."""
    if cabe(texto):
        return texto
    palabras = texto.split(" ")
    hasta = bisect_left(range(1, len(palabras)), True, key=lambda n: not cabe(" ".join(palabras[:n])))
    if hasta:
        return " ".join(palabras[:hasta])
    primera = palabras[0]
    letras = bisect_left(range(1, len(primera) + 1), True, key=lambda n: not cabe(primera[:n]))
    return primera[: max(1, letras)]


def tinta_sobre(color: str) -> str:
    """Blanco o negro: con cuál se lee mejor sobre ese color (seis cifras hexadecimales)."""
    rojo, verde, azul = (int(color[n : n + 2], 16) / 255 for n in (0, 2, 4))
    luminancia = 0.2126 * rojo**2.2 + 0.7152 * verde**2.2 + 0.0722 * azul**2.2
    return TINTA if luminancia > _CLARO else FONDO


class Lienzo:
    """Un dibujo de ``ANCHO`` por ``alto`` píxeles; se escribe como PNG."""

    def __init__(self, alto: int) -> None:
        """El fondo es blanco: así se lee igual en un chat oscuro."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.alto = alto
        self._figura = Figure(figsize=(ANCHO / _PPP, alto / _PPP), dpi=_PPP, facecolor=f"#{FONDO}")
        FigureCanvasAgg(self._figura)
        self._ejes = self._figura.add_axes((0, 0, 1, 1))
        self._ejes.set_xlim(0, ANCHO)
        self._ejes.set_ylim(alto, 0)
        self._ejes.axis("off")

    def texto(
        self,
        x: float,
        y: float,
        dicho: str,
        tamano: int = TEXTO,
        *,
        negrita: bool = False,
        color: str = TINTA,
        ancla: Ancla = "left",
    ) -> None:
        """Un renglón; ``y`` es su centro."""
        self._ejes.text(
            x,
            y,
            # El signo de pesos abriría una fórmula.
            dicho.replace("$", r"\$"),
            fontproperties=_letra(tamano, negrita=negrita),
            color=f"#{color}",
            ha=ancla,
            va="center_baseline",
        )

    def rectangulo(
        self, esquina: tuple[float, float], ancho: float, alto: float, color: str, alfa: float = 1.0
    ) -> None:
        """Relleno, sin borde; ``esquina`` es la de arriba a la izquierda."""
        from matplotlib.patches import Rectangle

        self._ejes.add_patch(Rectangle(esquina, ancho, alto, color=f"#{color}", alpha=alfa, linewidth=0))

    def linea(
        self, puntos: Sequence[tuple[float, float]], color: str, grosor: float, *, guiones: bool = False
    ) -> None:
        """Una quebrada; ``grosor`` en píxeles."""
        equis, yes = [x for x, _y in puntos], [y for _x, y in puntos]
        puntos_de_grosor = grosor * _PUNTOS_POR_PULGADA / _PPP
        estilo = "--" if guiones else "-"
        self._ejes.plot(equis, yes, estilo, color=f"#{color}", linewidth=puntos_de_grosor)

    def guardar(self, destino: Path) -> None:
        """Escribe el PNG."""
        self._figura.savefig(destino, dpi=_PPP, format="png")
