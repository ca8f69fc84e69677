"""Los números sin unidad de una frase: ¿es la actividad, el avance, cuántas van o la plata?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dominio.entender.lexico.vacias import RELLENOS, VACIAS
from dominio.entender.menciones import Menciones
from dominio.entender.nombres import Nombrados
from dominio.entender.piezas import Clase, Papel, Pieza
from dominio.entender.valores import Declarado, anotar_cantidad, anotar_monto, anotar_porcentaje

# Lo que anuncia un valor, de lo más seguro a lo menos: «va en 45», «subió a 45», «avance de 45».
_ANUNCIOS = (
    frozenset({"en", "al", "es", "avance", "tiene", "cerca"}),
    frozenset({"a", "con", "por", "como", "x"}),
    frozenset({"de", "el", "un"}),
)
_SIN_MARCO = len(_ANUNCIOS)
_VERBOS = frozenset(
    {"ir", "llevar", "hacer", "reportar", "terminar", "tener", "haber", "subir", "llegar", "quedar", "pagar"}
)
_UNIDADES = frozenset(
    {"km", "kms", "m", "mts", "ml", "ha", "kg", "ton", "hectarea", "taller", "persona", "jornada", "unidad"}
)
_MONTO_SUELTO = 1000
_AGRUPADO = re.compile(r"[0-9]{1,3}(?:[.'][0-9]{3})+(?:,[0-9]+)?")


def repartir_sueltos(
    piezas: Sequence[Pieza],
    menciones: Menciones,
    declarado: Declarado,
    nombrados: Nombrados,
    *,
    de_gasto: bool,
) -> None:
    """Da papel a cada número que quedó sin reconocer, según lo que lo rodea y lo ya dicho.

    Args:
        piezas: con fechas, menciones y valores ya marcados.
        menciones: gana la que diga un número suelto.
        declarado: gana el valor que diga un número suelto.
        nombrados: lo que la frase nombra con palabras.
        de_gasto: habla de plata: un número grande son pesos.
    """
    if de_gasto:
        for i in menciones.sueltos():
            if _es_monto(piezas[i]) and declarado.monto is None:
                anotar_monto(declarado, piezas[i])
    for i in menciones.sueltos():
        if not declarado.hay_valor and not de_gasto and _cuenta_algo(piezas, i):
            anotar_cantidad(declarado, piezas[i])
    if not menciones.objetos:
        _buscar_mencion(piezas, menciones, declarado, nombrados)
    for i in sorted(menciones.sueltos(), key=lambda i: (_rango(piezas, i), i)):
        if declarado.hay_valor or de_gasto or piezas[i].texto == "-":
            if not menciones.objetos and menciones.anotar(i, suelto=True):
                continue
            piezas[i].papel = Papel.AJENO
        elif _con_signo(piezas, i) or not _cabe_en_cien(piezas[i]):
            piezas[i].papel = Papel.AJENO
        else:
            anotar_porcentaje(declarado, piezas, range(i, i + 1))
            piezas[i].papel = Papel.PORCENTAJE


def _buscar_mencion(
    piezas: Sequence[Pieza], menciones: Menciones, declarado: Declarado, nombrados: Nombrados
) -> None:
    """El número que señala la actividad cuando nadie dijo «la» ni «actividad»: «12 45», «13.1 al 40»."""
    sueltos = menciones.sueltos()
    compuestos = menciones.compuestos()
    con_marco = [i for i in sueltos if _rango(piezas, i) < _SIN_MARCO]
    nombrada = any(h.dicho >= 0.5 * nombrados.total > 0 for h in nombrados.por_objeto.values())
    for i in (*[c for c in compuestos if c not in con_marco], *sueltos):
        solo = len(sueltos) == 1 and not declarado.hay_valor
        if solo and i in con_marco:
            return
        if solo and i not in compuestos and (nombrada or len(piezas) > 3):
            return
        if nombrada and i not in compuestos:
            return
        if i in con_marco and len(sueltos) > 1 and not declarado.hay_valor and i not in compuestos:
            continue
        if menciones.anotar(i, suelto=True):
            return


def _es_monto(pieza: Pieza) -> bool:
    if pieza.valor is not None:
        return False
    if _AGRUPADO.fullmatch(pieza.texto):
        return True
    return pieza.texto.isdecimal() and int(pieza.texto[:18]) >= _MONTO_SUELTO


def _cuenta_algo(piezas: Sequence[Pieza], i: int) -> bool:
    """«Ya van 15 zonas wifi»: un verbo, el número y lo contado en plural."""
    siguiente = piezas[i + 1] if i + 1 < len(piezas) else None
    if siguiente is None or siguiente.clase is not Clase.PALABRA:
        return False
    if siguiente.papel not in (None, Papel.OBJETO):
        return False
    contable = siguiente.texto.endswith("s") and siguiente.texto not in VACIAS | RELLENOS
    if not contable and siguiente.texto not in _UNIDADES:
        return False
    if siguiente.lema in ("ir", "llevar", "estar", "actividad", "avance", "novedad"):
        return False
    antes = _anterior(piezas, i)
    return antes is None or antes.lema in _VERBOS or (antes.lema is None and antes.texto not in VACIAS)


def _anterior(piezas: Sequence[Pieza], i: int) -> Pieza | None:
    """La pieza de antes, saltando rellenos; ``None`` al comienzo."""
    for j in range(i - 1, -1, -1):
        if piezas[j].texto not in RELLENOS:
            return piezas[j]
    return None


def _antes(piezas: Sequence[Pieza], i: int) -> str:
    return piezas[i - 1].texto if i else ""


def _rango(piezas: Sequence[Pieza], i: int) -> int:
    """Qué tanto lo de antes anuncia un valor: «en 45» más que «de 45», y «45» solo, nada."""
    antes = _antes(piezas, i)
    return next((rango for rango, palabras in enumerate(_ANUNCIOS) if antes in palabras), _SIN_MARCO)


def _con_signo(piezas: Sequence[Pieza], i: int) -> bool:
    return _antes(piezas, i) in ("-", "+")


def _cabe_en_cien(pieza: Pieza) -> bool:
    if pieza.valor is not None:
        return pieza.valor <= 100
    entero = re.match(r"[0-9]+", pieza.texto)
    return entero is not None and int(entero[0][:6]) <= 100
