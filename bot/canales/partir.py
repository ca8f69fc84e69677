"""Medir y partir mensajes HTML como cuenta Telegram: en unidades UTF-16 y sin romper etiquetas."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

TEXTO_MAXIMO = 4096
PIE_MAXIMO = 1024
ATOMO = re.compile(r"<[^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]+);|.", re.DOTALL)
ETIQUETA = re.compile(r"</?[a-zA-Z][^<>]*>")


def medir(texto: str) -> int:
    """Unidades UTF-16 del texto tal como se manda.

    Telegram cuenta después de quitar las etiquetas, así que esta medida nunca se queda corta.
    """
    return len(texto) + sum(1 for letra in texto if letra > "\uffff")


def a_texto_plano(texto: str) -> str:
    """El mismo mensaje sin etiquetas ni entidades, para reenviarlo cuando el HTML no se pudo leer."""
    return html.unescape(ETIQUETA.sub("", texto))


def partir_html(texto: str, limite: int = TEXTO_MAXIMO) -> Sequence[str]:
    """Parte un mensaje en trozos de a lo sumo ``limite`` unidades UTF-16.

    Corta en un fin de línea; si la línea no cabe, en un espacio; si la palabra no cabe, entre
    letras. Nunca dentro de una etiqueta ni de una entidad: la etiqueta abierta se cierra al final
    del trozo y se vuelve a abrir en el siguiente. Un trozo sin nada visible no se devuelve.

    Raises:
        ValueError: las etiquetas abiertas no dejan lugar a una sola letra.
    """
    if medir(texto) <= limite:
        return [texto]
    trozos: list[str] = []
    pendiente = _Trozo(limite)
    for atomo in ATOMO.findall(texto):
        while not pendiente.cabe(atomo):
            hecho, pendiente = pendiente.cortar()
            trozos.append(hecho)
        pendiente.agregar(atomo)
    trozos.append("".join(pendiente.atomos))
    return [trozo for trozo in trozos if a_texto_plano(trozo).strip()]


class _Trozo:
    """Lo que va del mensaje que se está armando."""

    def __init__(self, limite: int, abiertas: Sequence[str] = ()) -> None:
        self.limite = limite
        self.heredadas = list(abiertas)
        self.abiertas = list(abiertas)
        self.atomos: list[str] = list(abiertas)
        self.largo = sum(map(medir, abiertas))
        self.cierre = sum(medir(_cierra(etiqueta)) for etiqueta in abiertas)

    def cabe(self, atomo: str) -> bool:
        """Si el átomo y el cierre de lo abierto siguen dentro del límite."""
        cierre = self.cierre
        if _es_apertura(atomo):
            cierre += medir(_cierra(atomo))
        elif atomo.startswith("</"):
            return True  # su lugar ya estaba contado en el cierre
        return self.largo + medir(atomo) + cierre <= self.limite

    def agregar(self, atomo: str) -> None:
        """Suma el átomo y lleva la cuenta de lo que queda abierto."""
        self.atomos.append(atomo)
        self.largo += medir(atomo)
        if _es_apertura(atomo):
            self.abiertas.append(atomo)
            self.cierre += medir(_cierra(atomo))
        elif atomo.startswith("</") and len(atomo) > 3 and self.abiertas:
            self.cierre -= medir(_cierra(self.abiertas.pop()))

    def cortar(self) -> tuple[str, _Trozo]:
        """Cierra el trozo en el mejor sitio y devuelve el que sigue, con lo que sobró."""
        corte = self._mejor_corte()
        dejado, resto = self.atomos[:corte], self.atomos[corte:]
        abiertas = _abiertas_en(dejado)
        siguiente = _Trozo(self.limite, abiertas)
        if resto and resto[0] in "\n ":
            resto = resto[1:]
        for atomo in resto:
            siguiente.agregar(atomo)
        cierre = [_cierra(etiqueta) for etiqueta in reversed(abiertas)]
        return "".join([*dejado, *cierre]), siguiente

    def _mejor_corte(self) -> int:
        minimo = len(self.heredadas)
        if len(self.atomos) <= minimo:
            raise ValueError("Las etiquetas abiertas no dejan lugar al texto")
        for separador in ("\n", " "):
            for lugar in range(len(self.atomos) - 1, minimo, -1):
                if self.atomos[lugar] == separador:
                    return lugar
        return len(self.atomos)


def _abiertas_en(atomos: Sequence[str]) -> list[str]:
    abiertas: list[str] = []
    for atomo in atomos:
        if _es_apertura(atomo):
            abiertas.append(atomo)
        elif atomo.startswith("</") and len(atomo) > 3 and abiertas:
            abiertas.pop()
    return abiertas


def _es_apertura(atomo: str) -> bool:
    return len(atomo) > 2 and atomo[0] == "<" and atomo[1].isalpha()


def _cierra(etiqueta: str) -> str:
    nombre = re.match(r"<([a-zA-Z][\w-]*)", etiqueta)
    return f"</{nombre[1]}>" if nombre else ""
