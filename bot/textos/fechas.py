"""Fechas como una persona las escribe: «30/06/2026», «30 de junio», «ayer»."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from dominio.entender.texto import normalizar
from dominio.errores import EntradaInvalida

LARGO_MAXIMO = 64
_MESES = {
    nombre: numero
    for numero, nombres in enumerate(
        (
            ("enero", "ene"), ("febrero", "feb"), ("marzo", "mar"), ("abril", "abr"), ("mayo", "may"),
            ("junio", "jun"), ("julio", "jul"), ("agosto", "ago"), ("septiembre", "setiembre", "sep", "sept"),
            ("octubre", "oct"), ("noviembre", "nov"), ("diciembre", "dic"),
        ),
        start=1,
    )
    for nombre in nombres
}  # fmt: skip
_CERCANAS = {
    "hoy": 0, "ayer": 1, "antier": 2, "anteayer": 2, "antes de ayer": 2, "manana": -1, "pasado manana": -2,
}  # fmt: skip
_DIAS = ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo")
_DIA_PASADO = re.compile(rf"(?:el )?({'|'.join(_DIAS)})(?: pasado)?")
_DIA_QUE_VIENE = re.compile(rf"(?:el )?(?:proximo )?({'|'.join(_DIAS)})(?: que viene| proximo)?")
_EN_LETRAS = {
    "un": "1", "una": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7",
    "ocho": "8", "nueve": "9",
    "diez": "10", "quince": "15", "veinte": "20", "treinta": "30",
}  # fmt: skip
_DENTRO_DE = re.compile(r"(?:en|dentro de) (\d{1,2}|[a-z]{2,7}) (dias?|semanas?)", re.ASCII)
_CON_CIFRAS = re.compile(r"(\d{1,2})\s?[/.\- ]\s?(\d{1,2})(?:\s?[/.\- ]\s?(\d{4}|\d{2}))?", re.ASCII)
_TECNICA = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_CON_MES = re.compile(
    r"(?:el )?(?:dia )?(?:lunes |martes |miercoles |jueves |viernes |sabado |domingo )?"
    r"(\d{1,2}|primero)(?: de |[ /.-])([a-z]{3,10})\.?(?:(?: de | del |[ /.-])(\d{4}))?",
    re.ASCII,
)


def leer_fecha(texto: str, hoy: date, minimo: date, maximo: date) -> date:
    """La fecha que dice el texto, entre ``minimo`` y ``maximo``, con el día antes que el mes.

    Sin año se entiende el único que cabe entre los límites.

    Raises:
        EntradaInvalida: ``fecha_ilegible``, ``fecha_imposible``, ``fecha_ambigua`` o
            ``fecha_fuera_de_limites`` (con ``minimo`` y ``maximo``).
    """
    if not texto.strip():
        raise EntradaInvalida("vacio", ejemplo="30/06/2026")
    plano = normalizar(texto).rstrip(".") if len(texto) <= LARGO_MAXIMO else ""
    if not plano:
        raise EntradaInvalida("fecha_ilegible")
    # Donde solo caben fechas por venir, «el viernes» es el próximo.
    por_venir = hoy <= minimo and hoy < maximo
    leida = _relativa(plano, hoy, por_venir) or _absoluta(plano, minimo, maximo) or _con_libreria(plano, hoy)
    if leida is None:
        raise EntradaInvalida("fecha_ilegible")
    if not minimo <= leida <= maximo:
        raise EntradaInvalida("fecha_fuera_de_limites", leida=leida, minimo=minimo, maximo=maximo)
    return leida


def _relativa(plano: str, hoy: date, por_venir: bool) -> date | None:
    if plano in _CERCANAS:
        return hoy - timedelta(days=_CERCANAS[plano])
    if por_venir:
        return _por_venir(plano, hoy)
    if partes := _DIA_PASADO.fullmatch(plano):
        atras = (hoy.weekday() - _DIAS.index(partes[1])) % 7
        return hoy - timedelta(days=atras or 7)
    return None


def _por_venir(plano: str, hoy: date) -> date | None:
    """«El viernes», «el próximo lunes», «en quince días»."""
    if partes := _DIA_QUE_VIENE.fullmatch(plano):
        adelante = (_DIAS.index(partes[1]) - hoy.weekday()) % 7
        return hoy + timedelta(days=adelante or 7)
    if partes := _DENTRO_DE.fullmatch(plano):
        cuantos = _EN_LETRAS.get(partes[1], partes[1])
        if cuantos.isdecimal():
            return hoy + timedelta(days=int(cuantos) * (7 if partes[2].startswith("semana") else 1))
    return None


def _absoluta(plano: str, minimo: date, maximo: date) -> date | None:
    if partes := _TECNICA.fullmatch(plano):
        return _armar(int(partes[1]), int(partes[2]), int(partes[3]))
    if partes := _CON_CIFRAS.fullmatch(plano):
        anio = int(partes[3]) + (2000 if len(partes[3]) == 2 else 0) if partes[3] else None
        return _con_anio(anio, int(partes[2]), int(partes[1]), (minimo, maximo))
    if (partes := _CON_MES.fullmatch(plano)) and partes[2] in _MESES:
        dia = 1 if partes[1] == "primero" else int(partes[1])
        return _con_anio(int(partes[3]) if partes[3] else None, _MESES[partes[2]], dia, (minimo, maximo))
    return None


def _con_anio(anio: int | None, mes: int, dia: int, limites: tuple[date, date]) -> date:
    if anio is not None:
        return _armar(anio, mes, dia)
    minimo, maximo = limites
    posibles = [_armar(a, mes, dia) for a in range(minimo.year, maximo.year + 1)]
    dentro = [posible for posible in posibles if minimo <= posible <= maximo]
    if len(dentro) > 1:
        raise EntradaInvalida("fecha_ambigua", primera=dentro[0], segunda=dentro[1])
    return dentro[0] if dentro else posibles[-1]


def _armar(anio: int, mes: int, dia: int) -> date:
    try:
        return date(anio, mes, dia)
    except ValueError as causa:
        raise EntradaInvalida("fecha_imposible", anio=anio, mes=mes, dia=dia) from causa


def _con_libreria(plano: str, hoy: date) -> date | None:
    """«hace tres días», «hace una semana»: solo entonces se carga la librería, que pesa."""
    if not plano.startswith("hace "):
        return None
    import dateparser

    con_cifras = " ".join(_EN_LETRAS.get(palabra, palabra) for palabra in plano.split())
    base = datetime.combine(hoy, time(12))
    leida: datetime | None = dateparser.parse(con_cifras, languages=["es"], settings={"RELATIVE_BASE": base})
    return leida.date() if leida else None
