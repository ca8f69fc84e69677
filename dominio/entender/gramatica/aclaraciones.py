"""Pedir ayuda, pedir explicaciones y enmendar lo reportado."""

from __future__ import annotations

from dominio.entender.gramatica.miradas import dice, escrito, pregunta
from dominio.entender.oracion import Oracion

_USO = escrito(
    (
        r"\bque (?:mas |cosas |mas cosas )?(?:puede|puedes|podes|puedo|sabe|sabes|haces|hace) ?(?:usted )?"
        r"(?:hacer|$)"
    ),
    r"\bpara que (?:sirve|es|funciona|sirves)\b",
    (
        r"\bcomo (?:se |lo |te |le )?(?:usa|uso|funciona|utiliza|utilizo|maneja|manejo|sirve|trabaja|opera"
        r"|entro)\b"
    ),
    (
        r"\bcomo (?:hago|puedo|podria|debo|tengo que|es que|toca|es para|le hago|reporto|registro|corrijo"
        r"|subo|diligencio|lleno|consulto|pido|descargo|ingreso|empiezo|envio|mando|cargo|adjunto|cambio"
        r"|veo)\b"
    ),
    (
        r"\bcomo se (?:hace|reporta|registra|corrige|sube|ingresa|diligencia|llena|consulta|descarga|manda"
        r"|pide|empieza)\b"
    ),
    r"\bno (?:se|entiendo|comprendo|entendi|supe) (?:como|que (?:hacer|es)|nada|esto|usar|manejar)",
    r"^(?:no|ni) (?:entiendo|entendi|se|comprendo)(?: nada| bien| esto)?$",
    r"^que (?:hago|debo hacer|toca hacer|es esto|eres|opciones)\b",
    r"\bquien (?:eres|es usted)\b",
    r"\b(?:ensen[ae]me|explique?me|explicame) (?:a|como) (?:usar|se usa|funciona|manejar)",
)
_ORIGEN = escrito(
    r"^(?:y |pero |entonces |oiga |venga |a ver |ing\w* )*(?:por ?que|x ?que|xq|pq|porq|xk)\b",
    r"\b(?:saber|digame|dime|explique?\w*|explicame|entiendo|cuenteme|sabe) (?:por ?que|xq|pq)\b",
    (
        r"\bde donde (?:se )?(?:sale|salio|viene|vienen|sacan|sacaron|saca|salen|sacaste|dan|sacas"
        r"|resulta)\b"
    ),
    r"\bde donde (?:ese|esa|el|los|eso)\b",
    (
        r"\bcomo (?:se )?(?:calcul\w+|sac(?:a|o|an|aron)|obtien\w+|mid\w+|salio|dio|da|llego a|llegaron a"
        r"|arma)\b"
    ),
    r"\ba que se deb\w+|\b(?:cual es el|cual es la) (?:motivo|razon|causa)\b",
    r"\ben que se basan?\b|\bque significa\b",
)
_AYUDA = dice(
    r"\bayuda\b",
)
_QUIERE_OTRA_COSA = dice(
    r"\b(?:reportar|corregir|consolidado|descargar|plantilla|ejecucion|PCT|MONTO)\b",
)
_EXPLICAR = dice(
    r"\bexplicar\b",
)

_COSA = (
    r"(?:reportar|informe|avance|valor|ultimo|enviar|pagar|digitar|poner|fecha|MONTO|comprometer"
    r"|obligar|cdp|PCT)"
)
_ENMIENDA = dice(
    r"\bcorregir\b",
    rf"\berror\b.*\b{_COSA}\b|\b{_COSA}\b.*\berror\b",
    r"\b(?:tener|haber|ser|hacer|_)(?: \S+)? error\b.*\bOBJ\b",
    r"\b(?:haber|tener|quedar|_) (?:un )?error$",
    rf"\b(?:quedar|poner|digitar|reportar|enviar|hacer|estar)(?: \S+)? mal\b.*\b{_COSA}\b",
    rf"\b{_COSA}\b.*\b(?:quedar|estar|poner|ser|digitar|salir)(?: \S+)? mal\b",
    r"\b(?:digitar|poner|reportar|enviar) mal\b|^quedar mal\b",
    r"\bOBJ quedar mal\b|\bquedar mal OBJ\b",
    rf"\b(?:cambiar|borrar)\b.*\b{_COSA}\b",
)
_NO_ERA = escrito(
    r"\bno (?:era|eran|es|son|fue)\b.*\b(?:sino|es|son|era|eran)\b",
    r"\bno (?:era|eran) (?:de |el |un )?#",
)


def ayuda(o: Oracion) -> bool:
    """No sabe cómo se usa esto o qué puede pedir."""
    if _USO(o):
        return not _ORIGEN(o) and o.desconocidas == 0
    return _AYUDA(o) and not o.nombra and not _QUIERE_OTRA_COSA(o)


def explicar(o: Oracion) -> bool:
    """Pide el porqué o la cuenta de una cifra."""
    return _ORIGEN(o) or (_EXPLICAR(o) and not o.declarado.monto)


def corregir(o: Oracion) -> bool:
    """Dice que algo reportado quedó mal."""
    if pregunta(o):
        return False
    return _ENMIENDA(o) or (_NO_ERA(o) and o.declarado.hay_valor)
