"""El dibujo de la entrega de un corte: la curva de lo que ha llegado y quién va peor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from bot.graficas.lienzo import (
    ANCHO,
    CHICO,
    GRIS,
    MARGEN,
    TENUE,
    TEXTO,
    TINTA,
    Ancla,
    Lienzo,
    doblar,
    medir,
)

MAXIMO_GRUPOS = 10
AZUL, NARANJA, ROJO = "1F5FA8", "C05621", "B42318"
_UTIL = ANCHO - 2 * MARGEN
_IZQUIERDA, _DERECHA = MARGEN + 70, ANCHO - MARGEN - 20
_ALTO_DE_CURVA, _BAJO_LA_CURVA = 430, 130
_SEPARACION, _GRUPO, _BARRA = 70, 96, 26
_TITULO, _RENGLON = 36, 46


@dataclass(frozen=True, slots=True)
class Barra:
    """Lo que entregó un grupo: cuántas actividades debían y cuántas llegaron, a tiempo o tarde."""

    nombre: str
    deben: int
    a_tiempo: int
    tarde: int


@dataclass(frozen=True, slots=True)
class Rotulos:
    """Las palabras del dibujo, ya con sus números y fechas."""

    titulo: str
    subtitulo: str
    debian: str
    van: str
    apertura: str
    cierre: str
    recordatorio: str
    barras: str
    a_tiempo: str
    tarde: str
    falta: str
    otras: str


@dataclass(frozen=True, slots=True)
class DibujoDeEntrega:
    """Lo que lleva el dibujo.

    Attributes:
        dias, van: por cada día, cuántos reportes iban; del mismo largo y con al menos un día.
        deben: la raya a la que se quiere llegar.
        apertura, cierre: los días que se marcan.
        recordados: días en que salieron recordatorios del corte.
        barras: de peor a mejor entrega; las que pasan de diez se dicen en ``rotulos.otras``.
    """

    rotulos: Rotulos
    dias: Sequence[date]
    van: Sequence[int]
    deben: int
    apertura: date
    cierre: date
    recordados: Sequence[date]
    barras: Sequence[Barra]


def dibujar_entrega(dibujo: DibujoDeEntrega, destino: Path) -> None:
    """Escribe el PNG: 1.080 píxeles de ancho, el alto según los grupos y ninguna letra bajo 26."""
    titulo = doblar(dibujo.rotulos.titulo, _UTIL, _TITULO, 2, negrita=True)
    subtitulo = _en_renglones(dibujo.rotulos.subtitulo)
    cabeza = 30 + _RENGLON * (len(titulo) + len(subtitulo)) + 50
    barras = dibujo.barras[:MAXIMO_GRUPOS]
    alto = cabeza + _ALTO_DE_CURVA + _BAJO_LA_CURVA + MARGEN // 2
    if barras:
        alto += 2 * _SEPARACION + _GRUPO * len(barras) + (_SEPARACION if dibujo.rotulos.otras else 0)
    hoja = Lienzo(alto)
    y = 30 + _RENGLON // 2
    for renglon in titulo:
        hoja.texto(MARGEN, y, renglon, _TITULO, negrita=True)
        y += _RENGLON
    for renglon in subtitulo:
        hoja.texto(MARGEN, y, renglon, TEXTO, color=GRIS)
        y += _RENGLON
    _Curva(hoja, dibujo, cabeza).dibujar()
    if barras:
        _grupos(hoja, dibujo, barras, cabeza + _ALTO_DE_CURVA + _BAJO_LA_CURVA)
    hoja.guardar(destino)


def _en_renglones(subtitulo: str) -> list[str]:
    """De quién y a qué día: si no caben juntos, el día va entero en su renglón."""
    if medir(subtitulo, TEXTO) <= _UTIL:
        return [subtitulo]
    quien, _punto, dia = subtitulo.rpartition(" · ")
    return [*doblar(quien, _UTIL, TEXTO, 2), dia] if quien else doblar(dia, _UTIL, TEXTO, 2)


class _Curva:
    """La parte de arriba: los acumulados en escalera, contra lo que debía llegar."""

    def __init__(self, hoja: Lienzo, dibujo: DibujoDeEntrega, arriba: int) -> None:
        self._hoja, self._d = hoja, dibujo
        self._arriba, self._abajo = arriba, arriba + _ALTO_DE_CURVA
        self._primero = min(dibujo.dias[0], dibujo.apertura)
        ultimo = max(dibujo.dias[-1], dibujo.cierre)
        self._largo = max(1, (ultimo - self._primero).days)
        # Un poco más que lo debido: su rótulo va encima de la raya.
        self._techo = max(dibujo.deben, *dibujo.van, 1) * 1.15

    def dibujar(self) -> None:
        """La rejilla, la curva, las rayas y los días que importan."""
        self._rejilla()
        self._escalera()
        d, hoja, abajo = self._d, self._hoja, self._abajo
        debia = self._y(d.deben)
        hoja.linea([(_IZQUIERDA, debia), (_DERECHA, debia)], TINTA, 3, guiones=True)
        hoja.texto(_IZQUIERDA + 8, debia - 24, d.rotulos.debian, CHICO, negrita=True)
        for dia, color in ((d.apertura, GRIS), (d.cierre, ROJO)):
            hoja.linea([(self._x(dia), self._arriba), (self._x(dia), abajo)], color, 3)
        for dia in d.recordados:
            if self._primero <= dia <= self._primero + timedelta(days=self._largo):
                hoja.texto(self._x(dia), abajo - 16, "▲", CHICO, color=NARANJA, ancla="center")
        self._van()
        hoja.texto(MARGEN, abajo + 92, f"┃ {d.rotulos.apertura}", CHICO, color=GRIS)
        ancho = medir(f"┃ {d.rotulos.apertura}", CHICO) + 36
        hoja.texto(MARGEN + ancho, abajo + 92, f"┃ {d.rotulos.cierre}", CHICO, color=ROJO)
        if d.recordados:
            ancho += medir(f"┃ {d.rotulos.cierre}", CHICO) + 36
            hoja.texto(MARGEN + ancho, abajo + 92, f"▲ {d.rotulos.recordatorio}", CHICO, color=NARANJA)

    def _x(self, dia: date) -> float:
        return _IZQUIERDA + (_DERECHA - _IZQUIERDA) * (dia - self._primero).days / self._largo

    def _y(self, cuantos: float) -> float:
        return self._abajo - _ALTO_DE_CURVA * cuantos / self._techo

    def _rejilla(self) -> None:
        """Pocos números y pocas fechas: nada se encima."""
        paso = _paso_redondo(self._techo / 4)
        for n in range(0, int(self._techo) + 1, paso):
            self._hoja.linea([(_IZQUIERDA, self._y(n)), (_DERECHA, self._y(n))], TENUE, 1)
            self._hoja.texto(_IZQUIERDA - 12, self._y(n), str(n), CHICO, color=GRIS, ancla="right")
        cada = max(1, -(-self._largo // 5))
        for n in range(0, self._largo + 1, cada):
            dia = self._primero + timedelta(days=n)
            self._hoja.texto(
                self._x(dia), self._abajo + 32, f"{dia:%d/%m}", CHICO, color=GRIS, ancla="center"
            )

    def _escalera(self) -> None:
        quebrada: list[tuple[float, float]] = []
        for dia, van in zip(self._d.dias, self._d.van, strict=True):
            if quebrada:
                quebrada.append((self._x(dia), quebrada[-1][1]))
            quebrada.append((self._x(dia), self._y(van)))
        for (x, y), (hasta, _y) in pairwise(quebrada):
            if hasta > x:
                self._hoja.rectangulo((x, y), hasta - x, self._abajo - y, AZUL, 0.16)
        self._hoja.linea(quebrada, AZUL, 6)
        x, y = quebrada[-1]
        self._hoja.rectangulo((x - 8, y - 8), 16, 16, AZUL)

    def _van(self) -> None:
        """Cuántos van, junto al último punto y por el lado donde cabe."""
        x, y = self._x(self._d.dias[-1]), self._y(self._d.van[-1])
        ancho = medir(self._d.rotulos.van, CHICO, negrita=True)
        a_la_derecha = x + 24 + ancho <= _DERECHA
        # Debajo del punto si arriba tropieza con el rótulo de lo que debía llegar.
        abajo = y - self._y(self._d.deben) < 70
        alto = min(y + 34, self._abajo - 40) if abajo else y - 30
        lado = 20 if a_la_derecha else -20
        fondo = x + lado - 6 if a_la_derecha else x + lado - ancho - 6
        self._hoja.rectangulo((fondo, alto - 20), ancho + 12, 40, "FFFFFF", 0.8)
        ancla: Ancla = "left" if a_la_derecha else "right"
        self._hoja.texto(x + lado, alto, self._d.rotulos.van, CHICO, negrita=True, color=AZUL, ancla=ancla)


def _paso_redondo(minimo: float) -> int:
    """1, 2, 5, 10, 20, 50…: el primero que no es menor."""
    potencia = 1
    while True:
        for veces in (1, 2, 5):
            if potencia * veces >= minimo:
                return potencia * veces
        potencia *= 10


def _grupos(hoja: Lienzo, dibujo: DibujoDeEntrega, barras: Sequence[Barra], arriba: int) -> None:
    """Una barra por grupo, con su nombre encima y sus números al lado: nada se encima."""
    hoja.texto(MARGEN, arriba + 30, dibujo.rotulos.barras, TEXTO, negrita=True)
    x = float(MARGEN)
    for texto, color in (
        (dibujo.rotulos.a_tiempo, AZUL),
        (dibujo.rotulos.tarde, NARANJA),
        (dibujo.rotulos.falta, TENUE),
    ):
        hoja.rectangulo((x, arriba + _SEPARACION + 2), 26, 26, color)
        hoja.texto(x + 38, arriba + _SEPARACION + 15, texto, CHICO, color=GRIS)
        x += 38 + medir(texto, CHICO) + 40
    mayor = max(1, *(barra.deben for barra in barras))
    y = arriba + 2 * _SEPARACION
    for barra in barras:
        numeros = f"{barra.a_tiempo + barra.tarde} / {barra.deben}"
        libre = _UTIL - medir(numeros, CHICO, negrita=True) - 30
        hoja.texto(MARGEN, y + 18, doblar(barra.nombre, libre, CHICO, 1)[0], CHICO)
        hoja.texto(MARGEN + _UTIL, y + 18, numeros, CHICO, negrita=True, ancla="right")
        una = _UTIL / mayor
        hoja.rectangulo((MARGEN, y + 44), una * barra.deben, _BARRA, TENUE)
        hoja.rectangulo((MARGEN, y + 44), una * barra.a_tiempo, _BARRA, AZUL)
        hoja.rectangulo((MARGEN + una * barra.a_tiempo, y + 44), una * barra.tarde, _BARRA, NARANJA)
        y += _GRUPO
    if dibujo.rotulos.otras:
        hoja.texto(MARGEN, y + 30, dibujo.rotulos.otras, CHICO, color=GRIS)
