"""Preguntas y pedidos sobre el plan."""

from __future__ import annotations

from dominio.entender.gramatica.miradas import dice, escrito, pregunta
from dominio.entender.oracion import Oracion

_REPORTAR = r"(?:reportar|informar|enviar|registrar|informe)"
_SIN_REPORTE = dice(
    r"\bquien(?: (?!OBJ)\S+){0,2}? (?:no|faltar|deber|sin|pendiente)\b",
    (
        r"\b(?:cual|dependencia|actividad|responsable|que|loque|cuanto|_|plan|OBJ)\b.*?(?:\bno (?:haber "
        rf"|tener )?{_REPORTAR}\b|\bfaltar(?: por)? {_REPORTAR}\b|\bsin (?:informe|reportar)\b"
        rf"|\bdeber (?:informe|reportar|avance)\b|\bpendiente por {_REPORTAR}\b)"
    ),
    r"^sin (?:informe|reportar)\b",
)
_YO = escrito(
    r"\b(?:me|nos|mis?|tengo|tenemos|debo|debemos|estoy|estamos al|voy al|yo|mia|mias|mios)\b",
)
_PENDIENTES = dice(
    r"\bpendiente\b",
    r"^(?:que|cual|cuanto|plan|mi que|mi)?(?: actividad)? ?mi (?:hacer )?faltar\b",
    r"\bmi faltar (?:por )?(?:reportar|algo|nada|plan)\b",
    (
        r"\b(?:que|loque)(?: \S+)?(?: mi)? (?:deber|tener)(?: (?:que|por))?(?: mi)? (?:reportar|hacer|enviar"
        r"|informe)\b"
    ),
    r"\bque(?: actividad)? mi querer (?:reportar|hacer|enviar)\b",
    r"\b(?:que|loque) deber(?: (?:reportar|hacer))?$",
    r"^(?:que )?faltar(?: por)?(?: reportar)?$",
    r"\b(?:actividad|mi)\b.* (?:sin informe|sin reportar|por reportar)\b",
)
_AL_DIA = escrito(
    r"\b(?:estoy|voy|vamos|estamos|ando|quedo) al dia\b",
    r"\btengo (?:algo|cosas|tareas) (?:pendiente|por|sin)",
    r"\bque tareas tengo\b",
)
_TIENE_FECHA = dice(
    r"^cuanto\b.*\bOBJ\b|\b(?:cuando|plazo|fecha|limite|plata)\b",
)
_COSAS = r"(?:actividades|metas|tareas|proyectos|acts|compromisos|activ\w*)"
_MIAS = escrito(
    rf"\bmis {_COSAS}\b",
    r"\b(?:a|bajo|de) mi (?:cargo|nombre|responsabilidad)\b",
    r"\btengo (?:yo )?(?:a cargo|asignad\w+|a mi)",
    r"\bme (?:asignaron|asigno|toca|corresponden?|tocan|pusieron)\b",
    r"\bme tienen asignad",
    r"\b(?:soy|estoy) (?:yo )?(?:el |la )?(?:responsable|encargad[oa]|a cargo)\b",
    r"\b(?:lo|las|los) mi[oa]s?\b",
    rf"\b(?:que|cuales|cuantas|cuantos) {_COSAS} (?:tengo|manejo|llevo|me)\b",
)
_NO_SON_MIAS = dice(
    r"\b(?:atrasada|vencer|limite|corregir|PCT|MONTO|reportar|estado|ausencia)\b",
    r"^como\b|^cuanto (?!actividad)",
)
_RESPONSABLE = dice(
    r"\bquien (?:ser |estar )?(?:responsable|cargo|responder)\b",
    r"\bquien (?:\S+ )?(?:tener|llevar|responder|hacer|mover|funcionar|ejecutar|ir)\b.*\b(?:OBJ|cargo)\b",
    r"^(?:mostrar |enviar |cual ser |nombre )*(?:nombre )?responsable\b",
    r"\bcargo quien\b|\bquien ser OBJ\b|\bquien (?:mi )?(?:OBJ|querer)\b",
    r"\bOBJ quien (?:ser|llevar|tener|responder)\b|\bresponsable OBJ$",
)
_HABLAR_CON = escrito(
    r"\b(?:con|a) quien (?:hablo|me comunico|llamo|le pregunto|busco|contacto|acudo|pregunto|le toca)\b",
)
_NO_ES_RESPONSABLE = dice(
    r"\bquien(?: \S+)? no\b|\bnada\b",
)
_DICE_RESPONSABLE = dice(
    r"\bresponsable\b",
)
_CORTE = dice(
    (
        r"\b(?:cuando|cerrar|plazo|limite|abrir|fecha|cuanto tiempo|que|cual ser|cuanto)\b.*\b(?:corte"
        r"|cerrar)\b"
    ),
    r"\bcorte\b.*\b(?:cerrar|plazo|limite|abrir|cuando|fecha)\b",
    (
        r"\b(?:cuando|plazo|limite|cuanto tiempo|cuanto|fecha|que tiempo)\b.*\b(?:reportar|informe|informar"
        r"|enviar|subir)\b"
    ),
    r"\bcuando (?:\S+ )?(?:cerrar|plazo|tiempo)\b",
    r"\b(?:que|cuanto|cual) (?:\S+ ){0,2}plazo\b|^plazo\b|^cerrar\b",
)
_NO_ES_CORTE = dice(
    r"\b(?:anterior|consolidado|igual|repetir|atrasada|vencer)\b|\bproximo (?!corte)",
)
_CUALES = r"\b(?:que|cual|actividad)\b"
_VENCIMIENTOS = dice(
    r"\bvencer\b|\blimite\b|\bplazo\b|\bproximo fecha\b",
    r"\bcuando OBJ (?:terminar|vencer|cerrar)\b|\bcuando ser OBJ\b",
    r"\bcuando (?:\S+ )?(?:terminar|cerrar|ir|llegar|tener|haber)\b.*\bOBJ\b",
    r"\bcuanto tiempo\b.*\bOBJ\b",
    rf"{_CUALES}.*\b(?:por )?terminar\b.*\b(?:FECHA|PERIODO)\b",
    rf"{_CUALES}(?: \S+)? por terminar\b",
)
_ATRASADAS = dice(
    r"\batrasada\b|^(?:que|cual|plan|actividad|OBJ)?(?: actividad)? ?ir mal\b",
    rf"{_CUALES} (?:\S+ )?(?:ir|estar) mal\b",
    rf"{_CUALES}(?: \S+)? (?:no (?:haber )?(?:tener |ir )?|sin )avance\b",
)
_EN_RIESGO = escrito(
    r"\bincumpl\w+|\bpor debajo\b|\bno (?:van|va) bien\b",
    r"\b(?:vamos|van|va) perdiendo\b",
)
_DICE_ACTIVIDAD = dice(
    r"\bactividad\b",
)
_CAMPO = r"(?:bpin|fuente|objetivo|indicador|ficha|meta|fecha|programa|proyecto|presupuesto|codigo|plata)"
_DATO = dice(
    r"\b(?:bpin|fuente|objetivo|indicador)\b.*\bOBJ\b",
    r"^(?:bpin|indicador|objetivo|fuente)\b",
    r"\bOBJ\b.*\b(?:que|cual)(?: \S+)? (?:bpin|fuente|objetivo|indicador|meta|fecha|ficha)\b",
    r"\b(?:cual|que)(?: ser)? (?:bpin|fuente|objetivo|indicador)\b",
    rf"\bcual (?:ser )?{_CAMPO}\b",
    rf"\bque {_CAMPO} (?:\S+ )?(?:tener|ser|ficha|estar|llevar|OBJ)\b",
    r"\b(?:cuando|cuanto|que) (?:ficha|actividad ficha)\b",
    r"^(?:mostrar |enviar |mi |querer )*(?:ficha|fecha)\b",
    r"\bcuanto (?:plata|presupuesto) (?:tener|haber|asignar|ser|estar)\b.*\bOBJ\b",
    r"\bque fecha\b.*\bOBJ\b",
    r"\bcuanto (?:tener|haber) (?:asignar|presupuesto|plata)\b.*\bOBJ\b",
    r"\b(?:que|cual) OBJ ficha\b",
)
_NO_ES_DATO = dice(
    r"\bcomo (?:ir|estar)\b|\blimite\b|\bcorte\b",
)
_DICE_FUENTE = dice(
    r"\bfuente\b",
)
_EXPORTAR = dice(
    r"\bconsolidado\b|\bdescargar\b|^informe\b",
    (
        r"\b(?:enviar|querer|mostrar|hacer)\b(?: (?!OBJ|avance|estado|_)\S+)? (?:informe|plan)(?: |$)(?!ir"
        r"|estar)"
    ),
)
_NO_ES_EXPORTAR = dice(
    r"\b(?:quien|corte cerrar|faltar|sin|no)\b",
)
PRESENTAR = escrito(
    (
        r"\b(?:hagamos|hacer|hago|presento|presentar|presentemos|subamos|mandemos) (?:el |un "
        r"|mi )?(?:reporte|avance)\b"
    ),
    (
        r"\b(?:quiero|voy a|necesito|vamos a|quisiera|me gustaria|puedo|debo|tengo que"
        r"|toca)\b(?: \S+)? (?:mandar|enviar|pasar|subir|hacer|presentar|cargar|dar|entregar|meter"
        r"|poner)(?:le)? (?:el |un |mi |los |una |otro )?(?:reporte|avance|avances|informe)\b"
    ),
)
plantilla = dice(
    r"\bplantilla\b",
)


def sin_reporte(o: Oracion) -> bool:
    """Quién no ha reportado."""
    return _SIN_REPORTE(o) and not _YO(o)


def pendientes(o: Oracion) -> bool:
    """Qué le falta a quien pregunta."""
    if _AL_DIA(o):
        return True
    if o.declarado.hay_valor or _TIENE_FECHA(o):
        return False
    return _PENDIENTES(o) and (o.nombra or o.desconocidas == 0)


def mias(o: Oracion) -> bool:
    """De qué actividades responde quien pregunta."""
    return _MIAS(o) and not _NO_SON_MIAS(o)


def responsable(o: Oracion) -> bool:
    """Quién responde por algo."""
    if _HABLAR_CON(o):
        return o.nombra
    return _RESPONSABLE(o) and not _NO_ES_RESPONSABLE(o) and (o.nombra or _DICE_RESPONSABLE(o))


def corte(o: Oracion) -> bool:
    """Cuándo cierra el corte o hasta cuándo se reporta."""
    return _CORTE(o) and not o.nombra and not _NO_ES_CORTE(o)


def vencimientos(o: Oracion) -> bool:
    """Qué se vence, o cuándo termina algo."""
    return _VENCIMIENTOS(o) and o.desconocidas == 0


def atrasadas(o: Oracion) -> bool:
    """Cuáles van atrasadas; de una sola actividad es preguntar por su estado."""
    if o.con_codigo and not o.menciona_nivel("dependencia", "programa", "proyecto", "meta"):
        return False
    en_riesgo = _EN_RIESGO(o) and (pregunta(o) or _DICE_ACTIVIDAD(o))
    return (_ATRASADAS(o) or en_riesgo) and o.desconocidas <= 1


def dato(o: Oracion) -> bool:
    """Un dato de la ficha: BPIN, fuente, objetivo, indicador, fechas…"""
    if o.declarado.hay_valor or _NO_ES_DATO(o) or not (o.nombra or o.desconocidas == 0):
        return False
    return _DATO(o) and (o.momento is None or _DICE_FUENTE(o))


def exportar(o: Oracion) -> bool:
    """Pide un libro con el plan."""
    if PRESENTAR(o) or _NO_ES_EXPORTAR(o):
        return False
    return _EXPORTAR(o) and o.desconocidas <= 1


_ESTADO = dice(
    r"\bestado\b|\bresumen\b|\bque tal\b|^como OBJ\b|\bque avance\b",
    r"\bOBJ (?:como|que tal)\b|\b(?:ir|estar) cuanto\b",
    r"\b(?:como|que)(?: (?!no\b)\S+){0,2}? (?:ir|estar|quedar|seguir|avance|tener|haber|pasar)\b",
    (
        r"\bcuanto\b.*\b(?:ir|llevar|avance|ejecutar|ejecucion|pagar|obligar|comprometer|cdp|plata"
        r"|presupuesto|faltar)\b"
    ),
    r"\bcuanto\b.*\b(?:quedar|hacer|terminar|OBJ)\b",
    r"\b(?:enviar|mostrar) (?:(?!OBJ)\S+ ){0,2}(?:avance|estado|plan)\b",
    r"\bmostrar (?:\S+ ){0,2}OBJ\b|\bquerer (?:\S+ )?(?:avance|estado)\b",
    r"^(?:ejecucion|avance|presupuesto)(?: presupuesto)? (?:\S+ )?OBJ\b",
    r"^(?:ejecucion|avance) plan\b",
)
_DEL_BOLSILLO = escrito(
    r"\b(?:me|nos|te|le) pag\w+",
    r"\b(?:gana|ganan|sueldo|salario|nomina|prima|quincena)\b",
)
_DONDE = dice(r"^donde\b")
_SOLO_NOMBRE = dice(
    (
        r"^(?:plan ?|actividad |proyecto |programa |meta |dependencia |cual |que |ser )*(?:OBJ"
        r"|plan)(?: OBJ)*$"
    ),
)


def del_bolsillo(o: Oracion) -> bool:
    """Habla de sueldos o de pagos a la persona, que no son del plan."""
    return _DEL_BOLSILLO(o)


def estado(o: Oracion) -> bool:
    """Cómo va algo; también si solo se nombra."""
    if _DEL_BOLSILLO(o) or _DONDE(o):
        return False
    if _ESTADO(o):
        return o.desconocidas == 0 or (o.nombra and o.desconocidas <= 1)
    # Un nombre suelto tiene que ser ese nombre: «almorzó» no es «almuerzos».
    bien_dicho = o.con_codigo or o.mejor is None or o.mejor.exactas > 0
    if not bien_dicho or o.desconocidas:
        return False
    return _SOLO_NOMBRE(o) or (o.nombra and (pregunta(o) or _ATRASADAS(o)))
