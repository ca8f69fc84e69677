"""Lo que la persona cuenta: avances, plata, que no hubo novedad o que todo sigue igual.

Nada de esto se guarda: abre un resumen que la persona confirma. Aun así, lo que parezca una pregunta
o hable de otra cosa no llega aquí: una frase ajena nunca se toma por un reporte.
"""

from __future__ import annotations

from dominio.entender.gramatica.consultas import PRESENTAR, del_bolsillo
from dominio.entender.gramatica.miradas import dice, escrito, pregunta
from dominio.entender.oracion import Oracion
from dominio.modelo.entendido import Intencion

_IGUAL = dice(
    r"\bigual\b.*\b(?:anterior|tiempo|informe|reportar|corte|avance|ultimo)\b",
    r"\brepetir\b|^igual\b|\bOBJ igual\b",
    r"\b(?:dejar|seguir|quedar|ir|estar|reportar|poner|mantener)(?: \S+)? igual\b",
    r"\b(?:dejar|poner)\b.*\b(?:anterior|ultimo)\b",
)
_SIN_NOVEDAD = dice(
    r"\bsin (?:ningun )?(?:novedad|avance|ejecucion|ejecutar|mover)\b",
    r"\b(?:nada|ningun) (?:novedad|avance|ejecucion)\b",
    r"\bnada (?:nuevo|que (?:reportar|informar|hacer))\b",
    r"\bno haber hacer(?: nada)?\b|\bno avance\b",
    (
        r"\bno (?:(?:haber|tener|mi|nada|ser|estar|nuevo|mostrar|hacer|anterior|_|por) ){0,3}(?:novedad"
        r"|avance"
        r"|ejecucion|ejecutar|mover|nada|nuevo)\b"
    ),
    r"\b(?:estar|seguir|quedar|ir) quieto\b",
)
_COMO_ESTABA = escrito(
    r"\b(?:dej\w+|sigue|siguen|queda|quedo|pong\w+|mant\w+)\b.*\bcomo (?:estaba|iba|venia)\b",
)
# «Actividades sin avance» pregunta por ellas; «no puedo», «no sé» son otra cosa.
_NO_CUENTA_NADA = dice(
    r"^(?:actividad|que|cual|dependencia)\b",
    r"\b(?:querer|porque|deber|entender|mostrar|pendiente)\b",
)
_RESERVA = dice(
    r"\b(?:deber|si) (?:ir|estar|llegar)\b|\b(?:mostrar|explicar)\b",
)
_NIEGA = dice(
    r"\bno\b(?! OBJ\b)",
)
_VALE = escrito(
    (
        r"\b(?:vale|cuesta|valor de|presupuesto|apropiacion|asignad\w+|vend\w+|debo|debe|presta\w*"
        r"|arriendo)\b"
    ),
)
# «Le pagué 50 mil a Jorge» es plata de la persona; en la entidad se dice «pagamos» o «se pagó».
_EN_SINGULAR = escrito(
    r"\b(?:le|les|te|yo) (?:pague|preste|debo|consigne|abone|gire)\b",
    r"\bpague\b",
)
_REPORTA = dice(
    r"\b(?:reportar|informar|actualizar)\b",
    r"\b(?:poner|subir|hacer)(?: \S+){0,2} avance\b|^avance$",
    r"^(?:poner|dejar)\b.*\bPCT\b",
)
_AVANCE_DE_ACTIVIDAD = escrito(
    r"^avances? (?!de\b|del\b|en\b)",
)
_REPORTA_GASTO = dice(
    (
        r"\b(?:reportar|poner|actualizar|querer|informar|subir)\b.*\b(?:pagar|obligar|comprometer|cdp"
        r"|ejecucion|plata|presupuesto)\b"
    ),
    r"^ejecucion(?: presupuesto)?$",
)
_GASTO_HECHO = escrito(
    (
        r"\b(?:pagamos|pagaron|pagado|giramos|giraron|obligamos|obligaron|comprometimos|comprometieron"
        r"|desembolsaron|salio|expidieron|se pago|se giro|se obligo|se comprometio)\b"
    ),
)
_VA_EN = dice(
    r"\b(?:ir|llevar|quedar|subir|llegar|avance|estar)\b.*\b(?:PCT|CANT)\b",
)
_TERMINO = dice(
    r"\bterminar\b",
)
_NO_DEL_TODO = escrito(
    r"\b(?:casi|a punto|por terminar|sin terminar|falta\w*|no|nos queda|para terminar|empez\w+|cuando)\b",
)
_YA = escrito(
    r"\bya\b",
)
_HICIMOS = escrito(
    r"\b\w{2,}(?:amos|imos|aron|ieron)\b",
)
_HECHO = dice(
    r"\bhacer\b",
)
_VER = dice(
    r"\bmostrar\b",
)


def se_termino(o: Oracion) -> bool:
    """Dice que quedó terminado: el avance es 100 %."""
    return _TERMINO(o) and not _NO_DEL_TODO(o)


def igual(o: Oracion) -> bool:
    """Pide repetir lo último reportado."""
    if _COMO_ESTABA(o) and not o.pregunta:
        return True
    return _IGUAL(o) and not pregunta(o) and not o.declarado.hay_valor and (o.nombra or o.ajenas == 0)


def sin_novedad(o: Oracion) -> bool:
    """Cuenta que no hubo avance, ejecución ni novedad."""
    if pregunta(o) or o.declarado.hay_valor or _NO_CUENTA_NADA(o):
        return False
    return _SIN_NOVEDAD(o) and (o.nombra or o.ajenas == 0)


def con_valor(o: Oracion, *, responde: bool) -> Intencion | None:
    """El reporte que declara un porcentaje, una cantidad o un monto; ``None`` si no es un reporte.

    Args:
        o: la frase ya leída.
        responde: contesta a un mensaje que habla de algo del plan.
    """
    if not o.declarado.hay_valor or pregunta(o) or _RESERVA(o):
        return None
    if o.momento is not None:
        return Intencion.REPORTAR_EJECUCION if _anclado_el_gasto(o, responde=responde) else None
    if o.hay_monto:
        return Intencion.REPORTAR_EJECUCION if (o.con_codigo or responde) and not _VALE(o) else None
    if _NIEGA(o) and not _REPORTA(o):
        return None
    if o.con_codigo and not (o.menciones.debil and o.ajenas):
        return Intencion.REPORTAR_AVANCE
    if o.mejor is not None and (o.desconocidas == 0 or (o.desconocidas == 1 and o.senala_actividad)):
        return Intencion.REPORTAR_AVANCE
    if o.ajenas == 0 and (responde or _REPORTA(o) or _VA_EN(o)):
        return Intencion.REPORTAR_AVANCE
    return None


def _anclado_el_gasto(o: Oracion, *, responde: bool) -> bool:
    if (o.con_codigo and not (o.menciones.debil and o.ajenas)) or responde or o.menciones.perdida:
        return True
    if del_bolsillo(o) or _EN_SINGULAR(o):
        return False
    return o.ajenas == 0 or (o.mejor is not None and o.desconocidas <= 1)


def sin_valor(o: Oracion) -> Intencion | None:
    """El reporte que se pide hacer, o que cuenta algo hecho sin decir cuánto."""
    if pregunta(o) or _NIEGA(o) or _VER(o):
        return None
    if _REPORTA_GASTO(o) and o.desconocidas <= 1:
        return Intencion.REPORTAR_EJECUCION
    if (_REPORTA(o) or PRESENTAR(o)) and o.desconocidas <= 2:
        return Intencion.REPORTAR_AVANCE
    if _AVANCE_DE_ACTIVIDAD(o) and o.con_codigo and o.desconocidas == 0:
        return Intencion.REPORTAR_AVANCE
    if not o.nombra or o.desconocidas:
        return None
    if o.momento is not None and _GASTO_HECHO(o):
        return Intencion.REPORTAR_EJECUCION
    exacto = o.con_codigo or (o.mejor is not None and o.mejor.exactas > 0)
    hecho = _TERMINO(o) or (_YA(o) and exacto and (_HECHO(o) or _HICIMOS(o)))
    return Intencion.REPORTAR_AVANCE if hecho else None
