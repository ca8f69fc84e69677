"""La raíz de una palabra: «siembra», «sembrar» y «sembradas» se encuentran en la misma.

Es un recorte para buscar nombres del plan, no una morfología: da igual que la raíz no sea una
palabra, con tal de que las formas que la gente usa para lo mismo den la misma.
"""

from __future__ import annotations

from functools import lru_cache

_MINIMO = 3
_GERUNDIO = ("ando", "iendo", "yendo")
# De la terminación más larga a la más corta; la primera que cabe se quita.
_TERMINACIONES = tuple(
    sorted(
        {
            *("accion", "iccion", "uccion", "ccion", "acion", "icion", "ucion", "cion", "sion"),
            *("amient", "imient", "ament", "ativ", "itiv", "iv", "ador", "edor", "idor", "or"),
            *("adur", "anci", "enci", "idad", "edad", "ad", "id", "ar", "er", "ir", "al", "ari"),
            *("abl", "ibl", "os", "ori", "am", "em", "im", "aron", "ieron", "arl", "erl", "irl"),
        },
        key=len,
        reverse=True,
    )
)


@lru_cache(maxsize=50_000)
def forma(palabra: str) -> str:
    """La palabra sin plural ni género: «computadores» y «computadora» dan lo mismo que «computador».

    Args:
        palabra: ya normalizada (minúsculas, sin tildes).
    """
    corta = palabra[:-1] if len(palabra) > 3 and palabra.endswith("s") else palabra
    if len(corta) > 3 and corta[-1] in "aeo":
        corta = corta[:-1]
    return corta[:-1] + "c" if corta.endswith("z") else corta


@lru_cache(maxsize=50_000)
def raiz(palabra: str) -> str:
    """La raíz común de la familia de la palabra.

    Args:
        palabra: ya normalizada (minúsculas, sin tildes).
    """
    if palabra.isdigit():
        return palabra
    for gerundio in _GERUNDIO:
        if palabra.endswith(gerundio) and len(palabra) - len(gerundio) >= _MINIMO:
            return _sin_diptongo(palabra[: -len(gerundio)])
    corta = forma(palabra)
    for terminacion in _TERMINACIONES:
        if corta.endswith(terminacion) and len(corta) - len(terminacion) >= _MINIMO:
            corta = corta[: -len(terminacion)]
            break
    return _sin_diptongo(corta)


def _sin_diptongo(corta: str) -> str:
    """«Siembr» y «sembr», «escuel» y «escol»: la vocal que diptonga con el acento."""
    return corta.replace("ie", "e").replace("ue", "o")
