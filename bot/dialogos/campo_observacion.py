"""Lo que se observa al devolver: una de las frases de siempre, o las palabras de quien revisa."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.dialogos.campos import campo_texto
from bot.motor.campos import Campo, Eleccion, Entorno
from dominio.entender.numeros import Leido, Valor
from dominio.entender.texto import normalizar
from dominio.errores import EntradaInvalida


@dataclass(frozen=True, slots=True)
class CampoObservacion(Campo[str]):
    """Texto de hasta ``maximo`` caracteres; lo que se guarda es la frase, tocada o escrita."""

    de: Callable[[Entorno], Sequence[Eleccion]]
    maximo: int

    libre = True
    numeradas = True

    def elecciones(self, entorno: Entorno, vista: str = "") -> Sequence[Eleccion]:
        """Las frases de siempre para ese reporte."""
        return self.de(entorno)

    def admitir(self, guardado: str, entorno: Entorno) -> str:
        """La frase de un botón.

        Raises:
            EntradaInvalida: ese reporte no la tiene.
        """
        frase = next((e.rotulo for e in self.de(entorno) if e.clave == guardado), None)
        if frase is None:
            raise EntradaInvalida("opcion_desconocida", escrito=guardado[:30])
        return frase

    def leer(self, crudo: str, entorno: Entorno) -> Leido[str]:
        """La frase que nombra lo escrito, por su número o entera; si no, lo escrito."""
        buscado = normalizar(crudo[: self.maximo]).strip(" .")
        for numero, eleccion in enumerate(self.de(entorno), start=1):
            if buscado in (str(numero), normalizar(eleccion.rotulo).strip(" .")):
                return Valor(eleccion.rotulo)
        if buscado.isdecimal():
            raise EntradaInvalida("opcion_desconocida", escrito=buscado[:30])
        return campo_texto(self.maximo).leer(crudo, entorno)

    def guardar(self, valor: str) -> str:
        """La frase."""
        return valor

    def recuperar(self, guardado: str) -> str:
        """La frase."""
        return guardado

    def mostrar(self, valor: str, entorno: Entorno) -> str:
        """La frase."""
        return valor
