"""Lo que se escribe para contestar un recordatorio: «posponer 1 hora», «el lunes», «no es mía»…"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.atencion.respuesta import Apertura, Respuesta
from bot.ordenes import dudas, reclamos
from bot.ordenes import recordatorios_recibidos as recibidos
from bot.ordenes.actividad_escrita import a_cargo
from bot.ordenes.pedido import Pedido, decir
from bot.textos import respuestas as textos
from bot.textos.idioma import _
from dominio.casos.contexto import Contexto
from dominio.casos.responder_recordatorio import (
    lote_contestado,
    recordatorio_recibido,
    recordatorios_abiertos,
)
from dominio.entender.texto import normalizar
from dominio.errores import NoEncontrado, SinPlan
from dominio.modelo.conversacion import ClaseDuda
from dominio.modelo.objeto import Objeto
from dominio.modelo.recordado import Recordado
from dominio.reglas.permisos import Permiso, puede
from dominio.reglas.posponer import Aplazo

# Cómo dice la salida de cuál recordatorio habla un mensaje.
DEL_LOTE = "lote"
# Sin citar el mensaje, «posponer» habla del último recordatorio de estos días.
_RECIENTE = timedelta(days=3)
_POSPONER = re.compile(r"^(?:posponer|posponlo|pospongalo|aplazar|aplazalo|dejarlo|dejalo|mas tarde)\b(.*)$")
_MOMENTOS = (
    (Aplazo.UNA_HORA, re.compile(r"^(?:(?:para|en|dentro de|por) )*(?:1|una) horas?$")),
    (Aplazo.MANANA, re.compile(r"^(?:(?:para|hasta) )?manana(?: a las (?:8|ocho)(?: ?:? ?00)?)?$")),
    (Aplazo.LUNES, re.compile(r"^(?:(?:para|hasta) )?(?:el )?(?:proximo )?lunes$")),
)
_NO_ES_MIA = re.compile(
    r"^(?:esa |esta |eso |esto |ese |este )?(?:(?:la|actividad) )*(.*?)\s*"
    r"\bno (?:es (?:mia|mio)|me corresponde|me toca)(?: (?:a mi))?$"
)
_SI_ES_MIA = re.compile(r"^(?:(?:la|actividad) )*(.*?)\s*\b(?:si|ya) es (?:mia|mio)$")
_CALLAR = re.compile(r"^(?:silenciar|silencia|silencie|callar)(?: (.*))?$")
_ESTA = frozenset({"esta", "solo esta", "esta actividad", "solo esta actividad", "la actividad"})
_TIPO = frozenset({"tipo", "este tipo", "el tipo", "este tipo de recordatorio", "todas", "todos"})
# Después de «¿para cuándo lo deja?», lo que habla de un momento que no se ofreció, o no escoge ninguno.
_OTRO_MOMENTO = re.compile(
    r"^(?:si|dale|ok|claro|listo|bueno)$|^(?:(?:para|hasta) )?(?:el )?(?:proximo )?"
    r"(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|hoy|pasado manana|manana|\d{1,2}\b|dia \d)"
    r"|^(?:en|dentro de) .{1,12} (?:horas?|dias?|semanas?)$|^a las? \d"
)
_NADA = frozenset({"cancelar", "no", "dejarlo como esta", "no gracias", "mejor no"})


def responder(pedido: Pedido) -> Respuesta | None:
    """Contesta un recordatorio; ``None`` si lo escrito no es eso."""
    dicho = " ".join(normalizar(pedido.entrada.texto[:120]).replace(",", " ").strip(" .!¡¿?").split())
    if not dicho:
        return None
    return _a_la_pregunta(pedido, dicho) or _al_mensaje(pedido, dicho) or _suelto(pedido, dicho)


def actividad_del_lote(contexto: Contexto, lote: int) -> tuple[str, str]:
    """«actividad» y su número si ese mensaje recordaba una sola; vacíos si no."""
    filas = contexto.unidad.respuestas.del_lote(contexto.entidad.id, lote)
    cuales = {uno.actividad_id for uno in filas if uno.destinatario_id == contexto.actor.id}
    return ("actividad", str(cuales.pop())) if len(cuales) == 1 and None not in cuales else ("", "")


def _a_la_pregunta(pedido: Pedido, dicho: str) -> Respuesta | None:
    """Lo que contesta «¿para cuándo lo deja?» o «¿qué quiere dejar de recibir?»."""
    duda = dudas.pendiente(pedido, ClaseDuda.RECORDAR)
    if duda is None:
        return None
    lote, callar = duda.datos.get(recibidos.POSPONER), duda.datos.get(recibidos.CALLAR)
    if isinstance(lote, int) and (aplazo := _momento(dicho)) is not None:
        return recibidos.aplazar(pedido, lote, aplazo)
    if isinstance(lote, int) and _OTRO_MOMENTO.match(dicho):
        return recibidos.para_cuando(pedido, lote, textos.otro_momento())
    if isinstance(callar, int) and dicho in _ESTA | _TIPO:
        return recibidos.callar(pedido, callar, todo_el_tipo=dicho in _TIPO)
    if (isinstance(lote, int) or isinstance(callar, int)) and dicho in _NADA:
        dudas.cerrar(pedido)
        return decir(textos.sin_cambio(), (_("Ver pendientes"), "o:pendientes"))
    return None


def _al_mensaje(pedido: Pedido, dicho: str) -> Respuesta | None:
    """Citando el recordatorio basta con decir para cuándo."""
    if pedido.entrada.responde_a is None or (aplazo := _momento(dicho)) is None:
        return None
    lote = _lote(pedido)
    return None if lote is None else recibidos.aplazar(pedido, lote, aplazo)


def _suelto(pedido: Pedido, dicho: str) -> Respuesta | None:
    if pospuesto := _POSPONER.match(dicho):
        return _posponer(pedido, pospuesto[1].strip())
    if si := _SI_ES_MIA.match(dicho):
        return reclamos.si_es_mia(pedido, _sin_articulo(si[1]))
    if no := _NO_ES_MIA.match(dicho):
        return _no_es_mia(pedido, _sin_articulo(no[1]))
    if callar := _CALLAR.match(dicho):
        return _callar(pedido, (callar[1] or "").strip())
    return None


def _posponer(pedido: Pedido, cuanto: str) -> Respuesta | None:
    aplazo = _momento(cuanto)
    if cuanto and aplazo is None and cuanto not in ("para despues", "para luego", "lo"):
        return None
    lote = _lote(pedido)
    if lote is None:
        return None
    abiertos = _abiertos(pedido)
    if len({uno.lote for uno in abiertos}) > 1:
        return recibidos.cual_deja(pedido, abiertos)
    return recibidos.para_cuando(pedido, lote) if aplazo is None else recibidos.aplazar(pedido, lote, aplazo)


def _no_es_mia(pedido: Pedido, cual: str) -> Respuesta | None:
    """Con su código, esa; sin él, la del recordatorio; de varias, pregunta cuál."""
    if not puede(pedido.contexto.actor, Permiso.REGISTRAR_AVANCE):
        return None
    if cual:
        try:
            halladas = a_cargo(replace(pedido, argumento=cual))
        except (NoEncontrado, SinPlan):
            return None
        sabida = {"actividad": str(halladas[0].id)} if len(halladas) == 1 else {}
        return Respuesta(abrir=Apertura(reclamos.RECLAMO, sabida))
    lote = _lote(pedido)
    if lote is None:
        return Respuesta(abrir=Apertura(reclamos.RECLAMO))
    abiertos = [uno for uno in _abiertos(pedido) if uno.actividad_id is not None]
    if len({uno.actividad_id for uno in abiertos}) > 1:
        return recibidos.de_cual(abiertos)
    recibido = recordatorio_recibido(pedido.contexto, abiertos[0].lote if abiertos else lote)
    if len(recibido.abiertos) > 1:
        return recibidos.de_cual(recibido.abiertos)
    return recibidos.no_es_mia(pedido, recibido.abiertos[0].id)


def _callar(pedido: Pedido, que: str) -> Respuesta | None:
    if que and que not in _ESTA | _TIPO:
        return None
    lote = _lote(pedido)
    if lote is None:
        return None
    abiertos = _abiertos(pedido)
    if len({uno.lote for uno in abiertos}) > 1:
        return recibidos.cual_calla(abiertos, todo_el_tipo=que in _TIPO)
    recibido = recordatorio_recibido(pedido.contexto, lote)
    if len(recibido.abiertos) > 1:
        return decir(textos.uno_por_uno(), (_("Ver pendientes"), "o:pendientes"))
    numero = recibido.abiertos[0].id
    return (
        recibidos.callar(pedido, numero, todo_el_tipo=que in _TIPO)
        if que
        else recibidos.que_callar(pedido, numero)
    )


def _momento(dicho: str) -> Aplazo | None:
    return next((aplazo for aplazo, forma in _MOMENTOS if forma.match(dicho)), None)


def _lote(pedido: Pedido) -> int | None:
    entrada, contexto = pedido.entrada, pedido.contexto
    return lote_contestado(contexto, entrada.chat_id, entrada.responde_a, contexto.ahora - _RECIENTE)


def _abiertos(pedido: Pedido) -> list[Recordado]:
    """Los de estos días que esperan respuesta; ninguno si citó un mensaje: de ese habla."""
    if pedido.entrada.responde_a is not None:
        return []
    return list(recordatorios_abiertos(pedido.contexto, pedido.contexto.ahora - _RECIENTE))


def actividad_abierta(pedido: Pedido) -> Objeto | None:
    """La actividad de la que se le recordó estos días y no ha contestado, si es una sola."""
    suyas = {uno.actividad_id: uno for uno in _abiertos(pedido) if uno.actividad_id is not None}
    if len(suyas) != 1:
        return None
    [(numero, uno)] = suyas.items()
    return Objeto("actividad", uno.actividad_codigo, uno.actividad, numero)


def _sin_articulo(cual: str) -> str:
    return cual.removeprefix("la ").removeprefix("el ").strip()
