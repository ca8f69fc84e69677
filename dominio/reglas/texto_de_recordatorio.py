"""El texto propio de una entidad para un recordatorio: marcadores admitidos y cómo se rellenan."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dominio.errores.ajustes_de_recordatorio import TextoDeRecordatorioInvalido

MARCADORES = ("codigo", "actividad", "fecha", "dias", "corte")
MAXIMO_TEXTO = 200
_MARCADOR = re.compile(r"\{([^{}]*)\}")
# Así se escriben y se leen en el chat; guardados van con llaves.
_A_LA_VISTA = re.compile(r"\[([^\[\]{}]*)\]")


def exigir_texto(texto: str) -> str:
    """El texto como se guarda, si cabe y solo lleva marcadores que existen: «[dias]» o «{dias}».

    Raises:
        TextoDeRecordatorioInvalido: trae un marcador desconocido o una llave suelta, está vacío o pasa
            de 200 caracteres.

    Fuente: cada entidad puede decir con sus palabras la primera línea de un recordatorio.
    """
    limpio = _A_LA_VISTA.sub(r"{\1}", " ".join(texto.split()))
    malos = [f"{{{nombre}}}" for nombre in _MARCADOR.findall(limpio) if nombre not in MARCADORES]
    sueltas = [llave for llave in "{}" if llave in _MARCADOR.sub("", limpio)]
    if malos or sueltas or not 1 <= len(limpio) <= MAXIMO_TEXTO:
        raise TextoDeRecordatorioInvalido("texto", maximo=MAXIMO_TEXTO, largo=len(limpio))
    return limpio


def a_la_vista(texto: str) -> str:
    """El texto como se le muestra a una persona: «Faltan [dias] días».

    Fuente: marcadores «[codigo]», «[actividad]», «[fecha]», «[dias]» y «[corte]».
    """
    return _MARCADOR.sub(r"[\1]", texto)


def rellenar(texto: str, datos: Mapping[str, str]) -> str:
    """El texto con cada marcador cambiado por su dato; el que no tenga dato queda vacío.

    Fuente: marcadores «{codigo}», «{actividad}», «{fecha}», «{dias}» y «{corte}».
    """
    dicho = _MARCADOR.sub(lambda hallado: datos.get(hallado[1], ""), texto)
    return " ".join(dicho.split())
