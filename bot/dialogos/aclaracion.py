"""La aclaración de lo que se advierte de un reporte: qué se sugiere y qué deja explicado."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.dialogos.sugerencias import CampoSugerido
from bot.motor.campos import Crudo, Eleccion, Entorno
from bot.motor.dialogo import Paso
from bot.textos.idioma import _l
from bot.textos.marcado import Html
from bot.textos.verosimilitud import sugeridas
from dominio.casos.reportar import MAXIMO_NARRATIVA
from dominio.entender.numeros import Pregunta
from dominio.errores import EntradaInvalida
from dominio.modelo.hallazgo import Hallazgo

CLAVE = "aclaracion"
_CON_REGLAS = re.compile(r"((?:[RV]\d\d)(?:,[RV]\d\d)*)\|(.*)", re.DOTALL)

PorAclarar = Callable[[Entorno], Sequence[Hallazgo]]


@dataclass(frozen=True, slots=True)
class CampoAclaracion(CampoSugerido):
    """La frase, guardada con las reglas que explica.

    Si al cambiar el valor aparece otra advertencia, la frase ya no la explica y se pregunta de nuevo.
    """

    por_aclarar: PorAclarar

    def admitir(self, guardado: str, entorno: Entorno) -> str:
        """La frase que sugiere un botón, con las reglas que explica."""
        return self._con_reglas(super(CampoAclaracion, self).admitir(guardado, entorno), entorno)

    def captar(self, crudo: Crudo, entorno: Entorno, previo: str) -> str | Pregunta[str]:
        """Lo escrito, con las reglas que explica."""
        captado = super(CampoAclaracion, self).captar(crudo, entorno, previo)
        return self._con_reglas(captado, entorno) if isinstance(captado, str) else captado

    def recuperar(self, guardado: str) -> str:
        """La frase, sin las reglas."""
        partes = _CON_REGLAS.fullmatch(guardado)
        return guardado if partes is None else partes[2]

    def validar(self, entorno: Entorno) -> None:
        """Que explique todo lo que se advierte ahora; una frase que no dice sus reglas explica cualquiera.

        Raises:
            EntradaInvalida: ``falta_explicar``, si hay una advertencia que no explica.
        """
        partes = _CON_REGLAS.fullmatch(entorno.respuestas.get(CLAVE, ""))
        if partes is not None and not self._reglas(entorno) <= set(partes[1].split(",")):
            raise EntradaInvalida("falta_explicar")

    def _reglas(self, entorno: Entorno) -> set[str]:
        return {hallazgo.regla for hallazgo in self.por_aclarar(entorno)}

    def _con_reglas(self, frase: str, entorno: Entorno) -> str:
        return con_reglas(frase, self.por_aclarar(entorno))


def con_reglas(frase: str, hallazgos: Iterable[Hallazgo]) -> str:
    """La aclaración como se guarda con las respuestas: con las reglas que explica."""
    reglas = ",".join(sorted({hallazgo.regla for hallazgo in hallazgos}))
    return f"{reglas}|{frase}" if reglas else frase


def frase_de(guardada: str | None) -> str | None:
    """La aclaración respondida, sin las reglas que explica."""
    if not guardada:
        return None
    partes = _CON_REGLAS.fullmatch(guardada)
    return guardada if partes is None else partes[2]


def paso_de_aclaracion(por_aclarar: PorAclarar, detalle: Callable[[Entorno], Html]) -> Paso:
    """La pregunta, que aplica solo si hay una advertencia de peso que nada explica."""

    def elecciones(entorno: Entorno) -> Sequence[Eleccion]:
        return [Eleccion(clave, str(frase)) for clave, frase in sugeridas(por_aclarar(entorno))]

    campo = CampoAclaracion(elecciones, MAXIMO_NARRATIVA, por_aclarar)
    return Paso(
        CLAVE,
        campo,
        _l("Aclaración"),
        _l("¿Cómo se explica?"),
        _l("Toque una, o escríbalo con sus palabras. Si el valor está mal, «atrás»."),
        si=lambda entorno: bool(por_aclarar(entorno)),
        valida=campo.validar,
        detalle=detalle,
    )
