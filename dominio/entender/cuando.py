"""Fechas y periodos que nombra una frase, contados desde hoy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from dominio.entender.piezas import Papel, Pieza, Renglones, marcar

_MESES = {
    **{"enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8},
    **{"septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12},
}
_DIAS = {"lunes": 0, "martes": 1, "miercoles": 2, "jueves": 3, "viernes": 4, "sabado": 5, "domingo": 6}
_MES = "|".join(_MESES)
_DIA = "|".join(_DIAS)
# Un barrio «20 de Julio» o un colegio «12 de Octubre» no son fechas.
_LUGAR = r"(?<!barrio )(?<!vereda )(?<!parque )(?<!colegio )(?<!escuela )(?<!calle )(?<!sector )"
_HASTA = r"(?P<borde>hasta|desde|a partir de|antes de|para)? ?(?:el |la |al |l |este |dia )*"
_PASADA = r"(?! pasad[oa]| anterior)"
_QUE_VIENE = r"(?: que viene| entrante| proxim[oa]| siguiente)"

_PATRONES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (nombre, re.compile(patron))
    for nombre, patron in (
        ("rango", rf"\b(?:del?|desde el) (?P<uno>#) (?:al|a|hasta el) (?P<dos>#)(?: de (?P<mes>{_MES}))"),
        ("fecha", rf"\b{_HASTA}{_LUGAR}(?P<uno>#|primero) de (?P<mes>{_MES})(?: del? #)?\b"),
        ("hora", r"\ba las (?P<uno>#)(?: (?P<parte>am|pm|a m|p m|de la (?:manana|tarde|noche)))?(?! de\b)"),
        ("dia", rf"\b{_HASTA}(?:proximo )?(?P<dia>{_DIA})\b{_QUE_VIENE}?"),
        ("pasado", rf"\b{_HASTA}pasado manana\b"),
        ("manana", rf"(?<!la ){_HASTA}\bmanana\b(?: mismo| temprano)?"),
        (
            "tarde",
            r"\b(?:en|por|de|a|esta) ?(?:la )?(?P<parte>tarde|noche|manana)\b|\bal? (?:medio dia|mediodia)\b",
        ),
        ("semana", rf"\b{_HASTA}(?P<cual>esta|otra|proxima|siguiente) semana\b{_PASADA}"),
        ("semana", rf"\b{_HASTA}semana(?P<cual>{_QUE_VIENE})"),
        ("este_mes", rf"\b(?P<cual>este|otro|proximo|siguiente) mes\b{_PASADA}"),
        ("este_mes", rf"\b(?:el )?mes(?P<cual>{_QUE_VIENE})"),
        ("fin", r"\b(?:a )?(?:fin(?:al|ales|es)?) de (?:este )?(?P<cual>mes|ano)\b"),
        ("dentro", r"\b(?:en|dentro de|por) (?P<uno>#|unos|ocho) (?P<que>dias|semanas)\b"),
        (
            "dia_solo",
            r"\b(?P<borde>hasta|desde|a partir de) (?:el|l) (?:dia )?(?P<uno>#)(?! ?(?:%|por"
            r"|x) ?(?:ciento)?)",
        ),
        (
            "rango_solo",
            r"\b(?:del?|desde el) (?P<uno>#) (?:al|a|hasta el) (?P<dos>#)(?! ?(?:%|por ciento|puntos))",
        ),
    )
)
_PERIODO = re.compile(
    r"\b(?P<texto>(?:(?:primer|segundo|tercer|cuarto|ultimo|#|1er) (?:trimestre|semestre|bimestre)"
    r"|(?:trimestre|semestre|bimestre) (?:#|@|uno|dos|tres|cuatro)"
    rf"|(?:# )?@(?= ?$|(?= de)) ?|este (?:trimestre|semestre|ano)|(?<!# de )(?<!· de )(?:{_MES}))"
    r"(?: del? (?:ano )?#)?)"
)
_CORTE_TECNICO = re.compile(r"t[1-4]|m(?:0[1-9]|1[0-2])")


@dataclass(slots=True)
class Cuando:
    """Lo que la frase dice de tiempo.

    Attributes:
        desde, hasta: días; un día suelto («el lunes») queda en ``desde``.
        hora: «a las 8»; hasta las seis sin decir más es de la tarde.
        periodo: como se escribió, normalizado («tercer trimestre»).
    """

    desde: date | None = None
    hasta: date | None = None
    hora: time | None = None
    periodo: str | None = None


def leer_cuando(piezas: Sequence[Pieza], hoy: date, *, de_ausencia: bool) -> Cuando:
    """Lee y marca las fechas y los periodos.

    Args:
        piezas: se les pone el papel ``FECHA`` o ``PERIODO``.
        hoy: desde cuándo se cuenta «mañana» o «el 15».
        de_ausencia: la frase habla de ausentarse: «del 3 al 10» son días y no porcentajes.
    """
    cuando = Cuando()
    for nombre, patron in _PATRONES:
        if nombre == "rango_solo" and not de_ausencia:
            continue
        renglones = Renglones(piezas)
        for hallado in renglones.hallar(patron):
            indices = renglones.indices(hallado)
            numeros: dict[str, int | None] = {
                grupo: _entero(piezas[i])
                for grupo in ("uno", "dos")
                if grupo in hallado.groupdict()
                for i in renglones.indices(hallado, grupo)
            }
            if _aplicar(cuando, nombre, hallado.groupdict(), numeros, hoy):
                marcar(piezas, indices, Papel.FECHA)
    _leer_periodo(cuando, piezas, hoy)
    return cuando


def _aplicar(
    cuando: Cuando, nombre: str, dicho: dict[str, str | None], numeros: dict[str, int | None], hoy: date
) -> bool:
    """Anota lo que dice un hallazgo; ``False`` si no es una fecha posible."""
    uno, dos = numeros.get("uno"), numeros.get("dos")
    if nombre == "hora":
        return _poner_hora(cuando, uno, dicho.get("parte"))
    if nombre == "tarde":
        cuando.hora = cuando.hora or {"tarde": time(14), "noche": time(18)}.get(dicho["parte"] or "", time(8))
        return True
    if nombre in ("rango", "rango_solo"):
        mes = _MESES.get(dicho.get("mes") or "")
        cuando.desde, cuando.hasta = _dia(uno, mes, hoy), _dia(dos, mes, hoy)
        return cuando.desde is not None and cuando.hasta is not None
    tramo = _tramo(nombre, dicho, uno, hoy)
    if tramo is None:
        return False
    desde, hasta = tramo
    borde = dicho.get("borde") or ""
    if borde in ("hasta", "antes de"):
        cuando.hasta = hasta or desde
    else:
        cuando.desde, cuando.hasta = desde, cuando.hasta or hasta
    return True


def _tramo(
    nombre: str, dicho: dict[str, str | None], uno: int | None, hoy: date
) -> tuple[date, date | None] | None:
    """El día o el tramo de días que nombra."""
    cual = (dicho.get("cual") or "").strip()
    match nombre:
        case "fecha":
            dia = _dia(uno or 1, _MESES[dicho["mes"] or "enero"], hoy)
            return None if dia is None else (dia, None)
        case "dia_solo":
            dia = _dia(uno, None, hoy)
            return None if dia is None else (dia, None)
        case "dia":
            faltan = (_DIAS[dicho["dia"] or "lunes"] - hoy.weekday() - 1) % 7 + 1
            return hoy + timedelta(days=faltan), None
        case "manana" | "pasado":
            return hoy + timedelta(days=1 if nombre == "manana" else 2), None
        case "semana":
            lunes = hoy - timedelta(days=hoy.weekday()) + timedelta(days=0 if cual == "esta" else 7)
            return lunes, lunes + timedelta(days=6)
        case "este_mes":
            primero = hoy.replace(day=1) if cual == "este" else _mes_siguiente(hoy)
            return primero, _mes_siguiente(primero) - timedelta(days=1)
        case "fin":
            fin = hoy.replace(month=12, day=31) if cual == "ano" else _mes_siguiente(hoy) - timedelta(days=1)
            return fin, None
        case _:
            cuantos = (uno or 8) * (7 if dicho.get("que") == "semanas" else 1)
            return (hoy + timedelta(days=cuantos), None) if cuantos <= 400 else None


def _leer_periodo(cuando: Cuando, piezas: Sequence[Pieza], hoy: date) -> None:
    renglones = Renglones(piezas)
    for hallado in renglones.hallar(_PERIODO):
        indices = renglones.indices(hallado, "texto")
        textos = [piezas[i].texto for i in indices]
        if "@" in hallado["texto"] and not any(_CORTE_TECNICO.fullmatch(texto) for texto in textos):
            continue
        if cuando.periodo is None:
            cuando.periodo = " ".join(textos)
            if textos[0] in _MESES:
                primero = date(hoy.year, _MESES[textos[0]], 1)
                cuando.desde = cuando.desde or primero
                cuando.hasta = cuando.hasta or _mes_siguiente(primero) - timedelta(days=1)
        marcar(piezas, indices, Papel.PERIODO)


def _poner_hora(cuando: Cuando, uno: int | None, parte: str | None) -> bool:
    if uno is None or not 0 <= uno <= 23:
        return False
    de_tarde = parte in ("pm", "p m", "de la tarde", "de la noche") or (parte is None and 1 <= uno <= 6)
    cuando.hora = time(uno + 12 if de_tarde and uno < 12 else uno)
    return True


def _dia(dia: int | None, mes: int | None, hoy: date) -> date | None:
    """El próximo día con ese número (y mes), hoy incluido; ``None`` si no existe."""
    if dia is None or not 1 <= dia <= 31:
        return None
    for salto in range(13):
        total = hoy.year * 12 + hoy.month - 1 + salto
        anio, indice = divmod(total, 12)
        if mes is not None and indice + 1 != mes:
            continue
        try:
            candidato = date(anio, indice + 1, dia)
        except ValueError:
            continue
        if candidato >= hoy:
            return candidato
    return None


def _mes_siguiente(dia: date) -> date:
    return date(dia.year + dia.month // 12, dia.month % 12 + 1, 1)


def _entero(pieza: Pieza) -> int | None:
    if pieza.valor is not None:
        return int(pieza.valor)
    return int(pieza.texto) if pieza.texto.isdecimal() and len(pieza.texto) <= 4 else None
