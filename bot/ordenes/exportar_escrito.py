"""Lo que se escribe para pedir el plan como estaba: «al 30 de junio», «en marzo», «versión 2»."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.textos.fechas import leer_fecha
from dominio.casos.contexto import Contexto
from dominio.entender.periodos import leer_corte
from dominio.entender.texto import limpiar, normalizar
from dominio.errores import EntradaInvalida
from dominio.modelo.entidad import Periodicidad
from dominio.valores.fechas import Vigencia

_LARGO = 120
_NUMEROS = {
    **dict.fromkeys(("uno", "primera", "inicial", "original", "aprobada"), 1),
    **dict.fromkeys(("dos", "segunda"), 2),
    **dict.fromkeys(("tres", "tercera"), 3),
    **dict.fromkeys(("cuatro", "cuarta"), 4),
    **dict.fromkeys(("cinco", "quinta"), 5),
}
_CUAL = rf"(?:numero |n[°º.]? ?)?(\d{{1,4}}|{'|'.join(_NUMEROS)})"
_DE_ANIO = r"(?: (?:de|del)(?: ano| plan)? (20\d{2}))?"
_VERSION = re.compile(
    rf"(?:(?:de|en|a) )?(?:la )?(?:version {_CUAL}|({'|'.join(_NUMEROS)}) version){_DE_ANIO}", re.ASCII
)
_NOMBRA_VERSION = re.compile(r"(?:(?:de|en|a) )?(?:la )?(?:\w+ )?version(?:es)?\b")
_COMO = r"como (?:estaba|iba|quedo|quedaba|era|estuvo|venia)(?: el (?:plan|libro))?"
_AL = re.compile(rf"(?:(?:el consolidado )?{_COMO} ?)?(?:con corte )?(?:al?|el|en) (?:dia )?(.+)", re.ASCII)
_COMO_ESTABA = re.compile(rf"(?:el consolidado )?{_COMO}\b ?(.*)", re.ASCII)
_PARECE_FECHA = re.compile(
    r"\d|primero|hace |semana|ayer|antier|anteayer|hoy"
    r"|\b(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|setiembre|septiembre|octubre|noviembre|diciembre|mes|trimestre|semestre)\b",
    re.ASCII,
)
_PERIODO = re.compile(
    r"(?:el |este |(?:fin|final|finales|cierre) de(?:l)? )*(?:mes de )?"
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|setiembre|septiembre|octubre|noviembre|diciembre"
    r"|(?:mes|trimestre) (?:pasado|anterior)|\w{1,7} (?:trimestre|semestre)|(?=20\d\d$))"
    r"(?: ?(?:de |del )?(?:ano )?(20\d\d))?",
    re.ASCII,
)
_ANIO = re.compile(r"\b20\d{2}\b", re.ASCII)
_UN_ANIO = timedelta(days=364)

# Las frases: quién pide, de qué libro habla y desde dónde empieza el momento.
_PIDE = re.compile(
    r"(?:(?:por favor|buen[oa]s? \w+|hola),? )?(?:(?:me|nos) )?(?:puedes? |podrias? )?"
    r"(?:(?:envi(?:a|e|ar)|mand(?:a|e|ar)|pas(?:a|e|ar)|d(?:a|e|ar)|export(?:a|e|ar)|descarg(?:a|ue|ar)"
    r"|baj(?:a|e|ar)|gener(?:a|e|ar)|sa(?:ca|que|car)|m(?:uestra|uestre|ostrar)|regal(?:a|e|ar)"
    r"|compart(?:a|e|ir))(?:me|nos)?|quiero|necesito)\b"
)
_LIBRO = re.compile(r"\b(?:libro|plan|consolidado|excel|informe|archivo|version)\b")
_NO_ES_EXPORTAR = re.compile(
    r"\b(?:plantilla|formato|mis datos|acta|saber|comparar?|modificar|cambiar|corregir|importar|cargar|subir"
    r"|reportar|registrar|remitir|aprobar|venc\w*|atrasad\w*|pendientes?|cambios?|cambio|planeacion)\b"
)
_EMPIEZA = re.compile(
    rf"\b(?:{_COMO}\b|(?:(?:de|en|a) )?(?:la )?version\b"
    rf"|(?:de |en |a )?(?:la )?(?:{'|'.join(_NUMEROS)}) version\b"
    r"|(?:con corte )?al (?:dia )?(?=\d|primero)"
    r"|del? (?=(?:\d{1,2}|primero) de [a-z]|\d{1,2}[/-]\d|hace |ayer|antier|anteayer|la semana pasada))"
)
_DE_ANTES = re.compile(
    rf"\b{_COMO}\b|\bversion(?:es)?\b|\bhace (?:un|una|\d+|dos|tres)\b|\b\d{{1,2}}[/-]\d{{1,2}}\b"
    r"|\b(?:\d{1,2}|primero) de [a-z]+"
)
_YA_DICHO = re.compile(
    r"\b(?:el|la|los|un|mi|del?|en|que|todo|entero|completo|libro|plan|accion|consolidado|excel|informe"
    r"|archivo|ver|favor|por)\b"
)


@dataclass(frozen=True, slots=True)
class DeAntes:
    """Qué momento se pidió y lo que queda por entender.

    Attributes:
        parametros: «al» o «version», y «vigencia» si se sabe; vacío si se pidió lo de hoy.
        resto: lo demás de lo escrito (la dependencia), después de un punto y coma.
    """

    parametros: dict[str, object] = field(default_factory=dict)
    resto: str = ""


def momento_en_frase(texto: str) -> str | None:
    """Lo que iría después de /exportar si la frase pide el libro como estaba; ``None`` si no lo pide.

    «Envíame el libro de salud como estaba al 30 de junio» es «como estaba al 30 de junio;salud». Lo que
    no se entienda del momento se conserva: ``leer_de_antes`` pregunta, y nunca sale lo de hoy en su lugar.
    """
    plano = normalizar(texto[: 2 * _LARGO]).strip(" .,?!¿¡")
    if _VERSION.fullmatch(plano):
        return plano
    pide = _PIDE.match(plano)
    cola = plano[pide.end() :] if pide else plano
    empieza = _EMPIEZA.search(cola)
    if empieza is None or not _LIBRO.search(cola) or _NO_ES_EXPORTAR.search(cola):
        return None
    dependencia = " ".join(_YA_DICHO.sub(" ", cola[: empieza.start()]).split())
    if pide is None and (dependencia or not _LIBRO.search(cola[: empieza.start()])):
        return None
    momento = re.sub(r"^del? (?=\d|primero|hace |ayer|ant|la semana)", "al ", cola[empieza.start() :].strip())
    return f"{momento};{dependencia}" if dependencia else momento


def habla_de_antes(texto: str) -> bool:
    """Si una frase que pide el libro trae un día, una versión o un «como estaba»."""
    return _DE_ANTES.search(normalizar(texto[: 2 * _LARGO])) is not None


def leer_de_antes(contexto: Contexto, argumento: str) -> DeAntes:
    """El momento pedido, si se pidió alguno; lo demás queda como estaba.

    Raises:
        EntradaInvalida: ``momento_ilegible`` si habla de una versión o de cómo estaba y no se entiende de
            cuándo; o la fecha no existe o no ha llegado.
    """
    dicho, _punto, dependencia = argumento.partition(";")
    plano = normalizar(dicho[:_LARGO]).strip(" .,?!¿¡")
    if numero := _VERSION.fullmatch(plano):
        cual = numero[1] or numero[2]
        parametros: dict[str, object] = {"version": _NUMEROS.get(cual) or int(cual)}
        if numero[3]:
            parametros["vigencia"] = int(numero[3])
        return DeAntes(parametros, dependencia.strip())
    como, partes = _COMO_ESTABA.fullmatch(plano), _AL.fullmatch(plano)
    if como and _VERSION.fullmatch(como[1]):
        return leer_de_antes(contexto, f"{como[1]};{dependencia}")
    escrito = partes[1] if partes else como[1] if como else ""
    if _NOMBRA_VERSION.match(plano) or (como and not _PARECE_FECHA.search(escrito)):
        raise EntradaInvalida("momento_ilegible", escrito=limpiar(dicho[:60], 60))
    if not escrito or not _PARECE_FECHA.search(escrito):
        return DeAntes({}, argumento)
    dia = _leer_dia(escrito, contexto.hoy)
    return DeAntes({"al": dia.isoformat(), **_vigencia(contexto, dia)}, dependencia.strip())


def _leer_dia(escrito: str, hoy: date) -> date:
    """Sin año, la última vez que fue ese día; un mes o un trimestre, su último día o hoy si va en curso."""
    periodo = _PERIODO.fullmatch(escrito)
    if periodo is not None and (fin := _fin_del_periodo(escrito, hoy, con_anio=bool(periodo[1]))):
        return fin
    minimo = date(2000, 1, 1) if _ANIO.search(escrito) else hoy - _UN_ANIO
    try:
        return leer_fecha(escrito, hoy, minimo, hoy)
    except EntradaInvalida as error:
        if error.pista != "fecha_ilegible":
            raise
        raise EntradaInvalida("momento_ilegible", escrito=limpiar(escrito[:60], 60)) from error


def _fin_del_periodo(escrito: str, hoy: date, *, con_anio: bool) -> date | None:
    corte = leer_corte(escrito, Vigencia(hoy.year), Periodicidad.MENSUAL, hoy)
    if corte is not None and corte.desde > hoy and not con_anio:
        corte = leer_corte(f"{escrito} {hoy.year - 1}", Vigencia(hoy.year), Periodicidad.MENSUAL, hoy)
    if corte is None:
        return None
    if corte.desde > hoy:
        minimo = date(2000, 1, 1)
        raise EntradaInvalida("fecha_fuera_de_limites", leida=corte.hasta, minimo=minimo, maximo=hoy)
    return min(corte.hasta, hoy)


def _vigencia(contexto: Contexto, dia: date) -> dict[str, object]:
    """La de ese año, si tiene plan; si no, la de siempre."""
    con_plan = contexto.unidad.planes.vigencias(contexto.entidad.id)
    return {"vigencia": dia.year} if Vigencia(dia.year) in con_plan else {}
