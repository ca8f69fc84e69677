"""Bandas del semáforo: dato de cada entidad, nunca un umbral escrito en el código."""

from dataclasses import dataclass

from dominio.valores.porcentaje import Porcentaje


@dataclass(frozen=True, slots=True)
class Banda:
    """Un tramo del semáforo.

    Attributes:
        nombre: como se lee en pantalla («al día»).
        desde: límite inferior inclusivo, en puntos porcentuales de lo que debía ir al corte.
        color: seis cifras hexadecimales sin numeral, para libros e imágenes.
        emoji: para el chat; siempre va acompañado del nombre.
    """

    nombre: str
    desde: Porcentaje
    color: str
    emoji: str
