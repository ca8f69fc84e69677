"""Texto libre con respuestas sugeridas: se tocan, se escriben por su número o se cambian por otras."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from bot.dialogos.campos import campo_texto
from bot.motor.campos import Campo, Eleccion, Entorno
from bot.motor.pantalla import ROTULOS
from dominio.entender.numeros import Leido, Valor
from dominio.entender.texto import normalizar
from dominio.errores import EntradaInvalida


@cache
def _de_botones() -> frozenset[str]:
    """Lo que dicen los botones: «resumen» o «listo» no explican nada."""
    return frozenset(normalizar(str(rotulo)) for rotulo in ROTULOS.values()) | {"resumen"}


@dataclass(frozen=True, slots=True)
class CampoSugerido(Campo[str]):
    """Texto de hasta ``maximo`` caracteres; lo que se guarda es la frase, venga de donde venga."""

    de: Callable[[Entorno], Sequence[Eleccion]]
    maximo: int

    libre = True
    numeradas = True

    def elecciones(self, entorno: Entorno, vista: str = "") -> Sequence[Eleccion]:
        """Las sugeridas ahora."""
        return self.de(entorno)

    def admitir(self, guardado: str, entorno: Entorno) -> str:
        """La frase que sugiere un botón."""
        sugerida = next((e.rotulo for e in self.de(entorno) if e.clave == guardado), None)
        if sugerida is None:
            raise EntradaInvalida("opcion_desconocida", escrito=guardado)
        return sugerida

    def leer(self, crudo: str, entorno: Entorno) -> Leido[str]:
        """La sugerida que nombra lo escrito (su número o su frase), o lo escrito.

        Raises:
            EntradaInvalida: ``falta_explicar``, si es la palabra de un botón que aquí no se puede usar.
        """
        buscado = normalizar(crudo[:80]).rstrip(".")
        for numero, eleccion in enumerate(self.de(entorno), start=1):
            if buscado in (str(numero), normalizar(eleccion.rotulo), normalizar(eleccion.clave)):
                return Valor(eleccion.rotulo)
        if buscado in _de_botones():
            raise EntradaInvalida("falta_explicar")
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
