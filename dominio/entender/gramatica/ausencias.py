"""Cuando la persona no va a estar, o no puede ahora."""

from __future__ import annotations

import re

from dominio.entender.gramatica.miradas import dice, escrito, pregunta
from dominio.entender.oracion import Oracion
from dominio.entender.piezas import Papel

_CUBRIR = r"(?:re?em?plaz|cubr|supl|sustitu)"
_AUSENTE = escrito(
    (
        r"\b(?:estoy|estare|estaria|salgo|saldre|vo[yi]|ando|tengo|tendre|entro|empiezo|inicio|me voy"
        r"|arranco|sali|me dieron|me dan|me otorgaron|pedi|quede"
        r"|estamos)\b(?! que)(?:(?! no\b) \S+){0,4}? ?(?:vacaciones|bacaciones|incapaci\w+|licencia|permiso"
        r"|comision|compensatorio|ausente)\b"
    ),
    r"\bme incapacit",
    (
        r"\b(?:estare|voy a estar|me voy|estoy|salgo|andare|ando)\b(?: \S+){0,3} (?:fuera|ausente|afuera"
        r"|de viaje)\b"
    ),
    (
        r"\bno (?:voy a estar|estare|estoy|vengo|puedo venir|voy a venir)\b(?! (?:de acuerdo"
        r"|segur))(?=.*\b(?:hasta|semana|lunes|martes|miercoles|jueves|viernes|manana|mes|dias)\b)"
    ),
)
_REEMPLAZO = escrito(
    rf"\bme (?:va a |va |vaya a |puede |queda )?{_CUBRIR}",
    r"\b(?:mi )?(?:re?emplazo|suplente) (?:es|sera|va a ser|queda)\b",
    r"\bdeleg(?:o|ar|amos|are|ue)\b|\bencargo (?:a|mis|de)\b",
    r"\bqueda\w*(?: \S+){0,4} (?:encargad|a cargo de (?:mi|lo mio|todo)|en mi\b|al frente|reemplaz)",
    r"\bqueda encargad|\ben mi (?:lugar|reemplazo|ausencia)\b",
)
_RECORDAR = escrito(
    (
        r"\b(?:recuerd[ae]\w*me\w*|recordar?me\w*|recorda\w*me\w*|recuerdenme\w*|avis[ae]n?me\w*"
        r"|acuerd[ae]me\w*)\b"
    ),
    r"\b(?:hagame|hazme|haceme) acordar",
    r"\bme (?:recuerdas?|avisas?|hace acordar|puede recordar|puedes recordar)\b",
    r"\b(?:un|otro|poner|pongame|ponme|programe) recordatorio\b",
)
# «Recuérdeme cuál es el bpin» pide el dato, no un recordatorio.
_RECORDAR_UN_DATO = dice(
    (
        r"\brecordar\b.*\b(?:cual|quien|cuanto|bpin|cuando (?:vencer|cerrar|terminar)|que (?:faltar|deber"
        r"|OBJ))\b"
    ),
)
_APLAZAR = escrito(
    r"\b(?:pospon|pospong|apla[zc]|posterg)\w*",
    (
        r"\b(?:ahora|ahorita|hoy|en este momento|ahora mismo|por ahora|todavia) no (?:puedo|tengo tiempo"
        r"|alcanzo|me queda)"
    ),
    r"\bno (?:puedo|alcanzo|tengo tiempo)\b(?: \S+){0,2} (?:ahora|ahorita|hoy|en este|ya)\b",
    r"\b(?:ahora|ahorita) no\b",
    (
        r"\b(?:estoy|ando|me encuentro) (?:muy )?(?:ocupad|en (?:una )?(?:reunion|comite|capacitacion)"
        r"|manejando|enred)"
    ),
    (
        r"^(?:mejor )?(?:mas tarde\w*|mas tardecito|luego|despues|ahorita|al rato|otro dia|en un rat\w+"
        r"|mas ratico|otro ratico|manana|mas luego|dentro de un rato)$"
    ),
    (
        r"\b(?:deme|dame|regaleme|me da) (?:un |otro |unos |# )?(?:minut\w+|rat\w+|tiempo|tiempito"
        r"|momentico|plazo|dia"
        r"|dias)\b"
    ),
    r"\besper(?:e|a)me\b",
    r"\bdej[ae]\w* (?:eso |esto |asi )?(?:para|pa) (?:el |la |mas |manana|despues|luego|pasado|otro)",
)
_YO_LO_HAGO = re.compile(
    r"\b(?:hago|haremos|hare|reporto|reportare|mando|mandare|envio|enviare|subo|subire|paso|respondo"
    r"|contesto|lleno"
    r"|registro|registrare|miro|informo|diligencio|saco|le doy|cuadro|reviso|completo)\b"
)
_MAS_TARDE = re.compile(
    r"\b(?:manana|luego|despues|mas tarde|ahorita|en un rato|al rato|otro dia|tardecito|tarde|noche)\b"
)


def ausencia(o: Oracion) -> bool:
    """Va a estar por fuera, o dice quién la reemplaza."""
    # «Estamos en las vacaciones recreativas» habla de una actividad.
    es_nombre = any(p.lema == "ausencia" and p.papel is Papel.OBJETO for p in o.piezas)
    return not pregunta(o) and ((_AUSENTE(o) and not es_nombre) or _REEMPLAZO(o))


def posponer(o: Oracion) -> bool:
    """Pide que se le recuerde, o dice que lo hará más tarde."""
    if _RECORDAR(o):
        return not _RECORDAR_UN_DATO(o)
    if pregunta(o) or o.declarado.hay_valor:
        return False
    luego = _MAS_TARDE.search(o.linea) is not None or o.cuando.desde is not None
    return _APLAZAR(o) or (luego and _YO_LO_HAGO.search(o.linea) is not None)
