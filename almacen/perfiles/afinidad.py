"""Qué tanto cabe un dato en una columna: lo que dice su rótulo contra lo que trae."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from almacen.perfiles.contenido import Contenido

# Por debajo de esto el contenido desmiente al rótulo.
DESMIENTE = -0.45
# Un contenido así de claro dice qué es la columna aunque el rótulo diga otra cosa.
SE_RECONOCE = 0.9


def cabe(juez: str, contenido: Contenido) -> float:
    """De −1 (no puede ser ese dato) a 1 (lo es por su contenido); 0 si la columna está vacía.

    Args:
        juez: nombre del contenido que pide el concepto («mga7», «dinero», «texto»…).
        contenido: lo que trae la columna.
    """
    return _JUECES[juez](contenido) if contenido.llenas else 0.0


def _entre(valor: float) -> float:
    """Una parte de 0 a 1 llevada a −1…1."""
    return max(-1.0, min(1.0, 2 * valor - 1))


def _codigo(c: Contenido) -> float:
    """Dígitos de largo parejo, código con letras o punteado; nunca dinero, fechas ni frases."""
    buenos = c.parte("digitos", "codigo_alfa", "punteado", "con_cero")
    if c.parte("texto") > 0.5 and c.parte("compuesto") < 0.6:
        return -1.0
    if c.parte("fecha", "formato_pesos", "formato_pct") > 0.3:
        return -1.0
    # El conteo de un plan (1, 2, 5, 1000) tiene todos los largos; un código, uno o dos.
    parejo = sum(sorted(_largos(c).values(), reverse=True)[:2]) / c.llenas
    forma = max(parejo, c.parte("codigo_alfa", "punteado"))
    return _entre(buenos * (0.35 + 0.55 * forma))


def _largos(c: Contenido) -> dict[str, int]:
    return {clase: veces for clase, veces in c.partes.items() if clase.startswith("largo_")}


def _codigo_unico(c: Contenido) -> float:
    base = _codigo(c)
    return base if base < 0 else min(1.0, base + (0.3 if c.variedad > 0.9 else -0.3))


def _codigo_propio(c: Contenido) -> float:
    return _entre(c.parte("codigo_alfa"))


def _mga7(c: Contenido) -> float:
    if c.parte("mga7") >= 0.7:
        return 1.0
    # Con nueve cifras es el indicador en la columna del producto: pasa, y se dice.
    return 0.2 if c.parte("mga7", "mga9") >= 0.7 else _entre(c.parte("mga7"))


def _mga9(c: Contenido) -> float:
    return 1.0 if c.parte("mga9") >= 0.7 else _entre(c.parte("mga9"))


def _bpin(c: Contenido) -> float:
    if c.parte("bpin") >= 0.5:
        return 1.0
    return 0.1 if c.parte("bpin") >= 0.2 or c.parte("codigo_alfa") >= 0.6 else -0.6


def _fuente_codigo(c: Contenido) -> float:
    if c.parte("fuente") >= 0.6 or c.parte("fuente", "fondo") >= 0.7:
        return 1.0
    return -1.0 if c.parte("texto") > 0.5 else min(0.3, _codigo(c))


def _texto(c: Contenido) -> float:
    malo = c.parte("numero", "fecha", "codigo_alfa", "punteado")
    if malo > 0.5:
        return -1.0
    corto = c.parte("estado", "si_no", "acumulacion", "unidad", "tipo_meta") > 0.7
    return _entre(c.parte("texto") - malo) * (0.2 if corto else 0.7)


def _texto_corto(c: Contenido) -> float:
    base = _texto(c)
    return (
        base if base < 0 else min(1.0, base + (0.3 if c.parte("dependencia") > 0.5 or c.largo < 60 else -0.2))
    )


def _texto_actividad(c: Contenido) -> float:
    base = _texto(c)
    return base if base < 0 else min(1.0, base + (0.3 if c.largo > 25 and c.variedad > 0.4 else -0.3))


def _numero(c: Contenido) -> float:
    """Un número cualquiera: la línea base viene a menudo con «ND», «100 %» o una frase corta."""
    return -1.0 if c.parte("fecha") > 0.3 else _entre(c.parte("numero", "estado") + 0.15) * 0.6


def _cantidad(c: Contenido) -> float:
    """Un número de cosas: ni dinero ni código."""
    if c.parte("formato_pesos") > 0.5 or c.parte("fecha") > 0.3 or c.parte("bpin") > 0.3:
        return -1.0
    if c.parte("texto") - c.parte("estado") > 0.6:
        return -1.0
    codigo = c.parte("mga7") > 0.7 or c.parte("mga9") > 0.7
    return -0.6 if codigo and c.llenas > 5 else _entre(c.parte("numero", "estado")) * 0.7


def _porcentaje(c: Contenido) -> float:
    numeros = c.parte("numero")
    if numeros < 0.5 or c.parte("formato_pesos") > 0.5 or c.mayor > 100_000:
        return -1.0
    return 0.9 if c.parte("formato_pct", "fraccion") > 0.6 else (0.3 if c.mayor <= 200 else -0.3)


def _dinero(c: Contenido) -> float:
    if c.parte("numero") < 0.6 or c.parte("fecha") > 0.2:
        return -1.0
    if c.parte("formato_pesos") > 0.4:
        return 1.0
    if c.parte("bpin") > 0.5 or c.parte("mga7") > 0.7:
        return -0.6
    mayor = c.mayor * c.escala
    if mayor >= 1_000_000:
        return 0.9
    return 0.0 if mayor == 0 or mayor >= 10_000 else -0.5


def _fecha(c: Contenido) -> float:
    return _entre(c.parte("fecha")) if c.parte("fecha") < 0.3 else 0.9


def _unidad(c: Contenido) -> float:
    return 1.0 if c.parte("unidad") > 0.6 else min(0.3, _texto(c))


def _acumulacion(c: Contenido) -> float:
    return 1.0 if c.parte("acumulacion") > 0.7 else -0.6


def _tipo_meta(c: Contenido) -> float:
    return 1.0 if c.parte("tipo_meta") > 0.6 else -0.6


def _si_no(c: Contenido) -> float:
    return 1.0 if c.parte("si_no") > 0.7 else -0.8


def _np(c: Contenido) -> float:
    return 1.0 if c.parte("estado") > 0.7 else -1.0


def _clase(c: Contenido) -> float:
    """Pocas palabras cortas que se repiten sin cesar: D, L, P, I, Pr."""
    pocas = 2 <= len(c.distintos) <= 8 and c.llenas >= 2 * len(c.distintos)
    cortas = all(len(texto) <= 14 for texto in c.distintos) and c.parte("palabra", "texto") > 0.8
    return 1.0 if pocas and cortas else -1.0


def _arbol(c: Contenido) -> float:
    """Códigos de distinto largo donde unos son el comienzo de otros: los padres son subtotales."""
    codigos = sorted({texto.strip() for texto in c.distintos})
    if len(codigos) < 3 or c.parte("texto") > 0.3:
        return -1.0
    padres = sum(b.startswith(f"{a}.") for a, b in pairwise(codigos))
    return 1.0 if padres >= max(2, len(codigos) // 20) else -0.8


_JUECES: dict[str, Callable[[Contenido], float]] = {
    "codigo": _codigo,
    "codigo_unico": _codigo_unico,
    "codigo_propio": _codigo_propio,
    "mga7": _mga7,
    "mga9": _mga9,
    "bpin": _bpin,
    "fuente_codigo": _fuente_codigo,
    "texto": _texto,
    "texto_corto": _texto_corto,
    "texto_actividad": _texto_actividad,
    "numero": _numero,
    "cantidad": _cantidad,
    "porcentaje": _porcentaje,
    "dinero": _dinero,
    "fecha": _fecha,
    "unidad": _unidad,
    "acumulacion": _acumulacion,
    "tipo_meta": _tipo_meta,
    "si_no": _si_no,
    "np": _np,
    "clase": _clase,
    "arbol": _arbol,
}
