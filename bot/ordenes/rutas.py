"""Lo que planeación escribe con sus palabras para lo que ya es una orden suya: revisar, decidir, el corte."""

from __future__ import annotations

import re

from bot.ordenes.alertas_escritas import alertas_en_frase
from bot.ordenes.exportar_escrito import momento_en_frase
from bot.ordenes.pedido import Pedido
from bot.ordenes.rutas_del_ciclo import ruta_del_ciclo
from bot.ordenes.seguimiento_escrito import frase_de_seguimiento
from dominio.entender.texto import normalizar
from dominio.reglas.permisos import Permiso, puede
from dominio.reglas.revision import folios_en

_APROBAR = re.compile(r"(?:por favor )?(?:aprueb[eao]|aprobar|apruebeme)\b")
_DEVOLVER = re.compile(r"(?:por favor )?(?:devuelv[aeo]|devolver|devuelvame)\b")
_POR_REVISAR = re.compile(
    r"\b(?:por|para|pendientes? de|falta\w*(?: por)?) (?:revisar|aprobar)\b|\bcola de revision\b"
)
_CORTE = re.compile(
    r"(?:por favor )?(cierr[ea]|cerrar|prorro\w+|reabr\w+|abr[aei]\w*) (?:ya )?(?:el|ese|este) corte\b(.*)"
)
# «¿Está coherente el plan?», «qué errores tiene salud», «qué no cuadra en la A-012».
_COHERENCIA = re.compile(
    r"\b(?:in)?coherente?s?\b|\b(?:in)?coherencias?\b|\bno cuadra\b"
    r"|\b(?:que|cuales|cuantos|los|hay) (?:errores|hallazgos|inconsistencias|advertencias)\b"
)
_RELLENO = frozenset(
    {
        *(
            "que",
            "cuales",
            "cuantos",
            "hay",
            "tiene",
            "tienen",
            "tenemos",
            "trae",
            "esta",
            "estan",
            "es",
            "son",
        ),
        *(
            "el",
            "la",
            "los",
            "las",
            "de",
            "del",
            "en",
            "con",
            "plan",
            "accion",
            "no",
            "cuadra",
            "ver",
            "ya",
            "si",
        ),
        *("errores", "error", "hallazgos", "inconsistencias", "advertencias", "coherente", "coherentes"),
        *("incoherente", "incoherentes", "coherencia", "incoherencia", "incoherencias", "coherencias"),
        *(
            "muestreme",
            "muestre",
            "revisar",
            "revise",
            "por",
            "favor",
            "secretaria",
            "dependencia",
            "entidad",
        ),
        *("mi", "mis", "nuestra", "nuestro", "parte", "partes", "su"),
    }
)
_ACCION = {"c": "cerrar", "p": "prorrogar", "r": "reabrir", "a": "abrir"}


def ruta_de_planeacion(pedido: Pedido) -> tuple[str, str] | None:
    """La orden que dice la frase y su argumento, si quien escribe la puede usar; ``None`` si ninguna."""
    texto, actor = pedido.entrada.texto[:300], pedido.contexto.actor
    plano = normalizar(texto)
    momento = momento_en_frase(texto)
    if momento is not None:
        # Quién puede exportar lo dice la orden: quien no, debe saberlo y no recibir otra cosa.
        return "exportar", momento
    alertas = alertas_en_frase(pedido)
    if alertas is not None:
        return "alertas", alertas
    del_ciclo = ruta_del_ciclo(pedido)
    if del_ciclo is not None:
        return del_ciclo
    seguimiento = frase_de_seguimiento(plano) if puede(actor, Permiso.VER_SEGUIMIENTO) else None
    if seguimiento is not None:
        return "seguimiento", seguimiento
    if puede(actor, Permiso.REVISAR):
        folios = " ".join(folios_en(texto))
        if folios and _APROBAR.match(plano):
            return "aprobar", folios
        if folios and _DEVOLVER.match(plano):
            return "devolver", folios
        if _POR_REVISAR.search(plano):
            return "revisar", ""
    if puede(actor, Permiso.REVISAR_COHERENCIA) and _COHERENCIA.search(plano):
        return "coherencia", _de_que(plano)
    corte = _CORTE.match(plano) if puede(actor, Permiso.GESTIONAR_CORTES) else None
    if corte is None:
        return None
    resto = corte[2].strip(" .?!").removeprefix("hasta ").removeprefix("el ")
    return "corte", f"{_ACCION[corte[1][0]]} {resto}".strip()


def _de_que(plano: str) -> str:
    """La dependencia, la regla o el código que nombra la pregunta; nada si es del plan entero."""
    return " ".join(
        palabra for palabra in plano.strip(" .?!¿¡").split() if palabra.strip("?¿!.,") not in _RELLENO
    )
