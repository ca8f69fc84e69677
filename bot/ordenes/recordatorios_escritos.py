"""Lo que se escribe de los recordatorios: el horario, qué callar, qué volver a oír, y lo de la entidad."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from bot.ordenes.actividad_escrita import coincide
from bot.textos.fechas import leer_fecha
from bot.textos.horas import leer_horario
from dominio.casos.contexto import Contexto
from dominio.casos.mis_recordatorios import MisRecordatorios, QueCallar
from dominio.entender.texto import limpiar, normalizar
from dominio.errores import EntradaInvalida
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.ajuste_de_recordatorios import JORNADA
from dominio.reglas.recordatorios import FICHAS

_LARGO = 160
_CALLAR = r"(?:callar|calla|silenciar|silencia|no me (?:recuerdes|recuerde)|(?:deja|deje) de recordarme)"
_OIR = (
    r"(?:oir|volver a oir|escuchar|(?:vuelve|vuelva|volver) a recordarme|(?:recuerdame|recuerdeme) otra vez)"
)
_VERBOS = re.compile(rf"(?:(?P<callar>{_CALLAR})|(?P<oir>{_OIR}))(?: mas)? (?P<que>.+)")
_FRASE = re.compile(
    r"(?:por favor,? )?(?:ya )?(?:(?P<callar>no me (?:recuerdes|recuerde)|(?:deja|deje) de recordarme)"
    r"|(?P<oir>(?:vuelve|vuelva) a recordarme))(?: mas)? (?P<que>.+)"
)
_RELLENO = re.compile(
    r"^(?:(?:todo|todos|todas|lo|los|las|la|el|de|del|sobre|actividad|recordatorios?|avisos?|que) )+"
)
# Cómo se le dice a cada tipo; «cortes» son dos.
_NOMBRES: dict[str, tuple[TipoRecordatorio, ...]] = {
    "inicio": (TipoRecordatorio.INICIO,),
    "comienzo": (TipoRecordatorio.INICIO,),
    "plazo": (TipoRecordatorio.PLAZO,),
    "vencimiento": (TipoRecordatorio.PLAZO,),
    "vencida": (TipoRecordatorio.VENCIDA,),
    "corte": (TipoRecordatorio.CORTE_ABRE, TipoRecordatorio.CORTE_CIERRA),
    "apertura": (TipoRecordatorio.CORTE_ABRE,),
    "cierre": (TipoRecordatorio.CORTE_CIERRA,),
    "devuelto": (TipoRecordatorio.DEVUELTO,),
    "cola": (TipoRecordatorio.COLA,),
    "ley": (TipoRecordatorio.LEGAL,),
    "legal": (TipoRecordatorio.LEGAL,),
    "ruta": (TipoRecordatorio.RUTA,),
    "paso": (TipoRecordatorio.RUTA,),
    "contratacion": (TipoRecordatorio.CONTRATACION,),
    "gasto": (TipoRecordatorio.GASTO_SIN_AVANCE, TipoRecordatorio.AVANCE_SIN_GASTO),
    "resumen": (TipoRecordatorio.RESUMEN_SEMANAL, TipoRecordatorio.RESUMEN_DIARIO),
    "escala": (TipoRecordatorio.ESCALA_JEFATURA, TipoRecordatorio.ESCALA_PLANEACION),
}
_ENTIDAD = {
    **dict.fromkeys(("entidad", "de la entidad", "tipos", "ajustes"), "entidad"),
    **dict.fromkeys(("legales", "fechas", "fechas de ley", "fechas legales", "ley", "de ley"), "legales"),
    **dict.fromkeys(("no entregables", "sin entregar", "a quien no le llega"), "no_entregables"),
    **dict.fromkeys(("calendario", "festivos"), "calendario"),
    **dict.fromkeys(("sabado si", "sabado habil", "sabado se trabaja"), "sabado_si"),
    **dict.fromkeys(("sabado no", "sabado no se trabaja"), "sabado_no"),
}
_AJUSTES = {"apagar": "apagar", "prender": "prender", "encender": "prender", "ajustar": ""}
_DE_LEY = ("activar", "verificar")


class Verbo(StrEnum):
    """Qué se pide para sí."""

    HORARIO = "horario"
    CALLAR = "callar"
    OIR = "oir"


@dataclass(frozen=True, slots=True)
class Dicho:
    """Lo entendido: un horario, o qué callar o volver a oír, todavía en palabras."""

    verbo: Verbo
    horario: tuple[time, time] = JORNADA
    que: str = ""


@dataclass(frozen=True, slots=True)
class DeLaEntidad:
    """Lo que planeación escribió de la entidad.

    Attributes:
        que: «entidad», «legales», «calendario»…, «ajuste», «fecha», «festivo» o «sin_festivo».
        respuestas: las que ya se saben del diálogo.
    """

    que: str
    respuestas: dict[str, str]
    dia: date | None = None


def leer(escrito: str) -> Dicho | None:
    """Lo que se escribe después de /recordatorios, si es para sí; ``None`` si no.

    Raises:
        EntradaInvalida: ``horario_ilegible`` si empieza como un horario y no lo es.
    """
    plano = normalizar(escrito[:_LARGO]).strip(" .")
    if re.match(r"(?:horario|de|entre|desde) (?:las? )?\d|horario |todo el dia|\d", plano):
        return Dicho(Verbo.HORARIO, leer_horario(plano.removeprefix("horario ")))
    return _con_verbo(_VERBOS.fullmatch(plano))


def de_una_frase(texto: str) -> Dicho | None:
    """Lo mismo, escrito suelto y sin la orden."""
    return _con_verbo(_FRASE.fullmatch(normalizar(texto[:_LARGO]).strip(" .!¡")))


def _con_verbo(partes: re.Match[str] | None) -> Dicho | None:
    if partes is None:
        return None
    verbo = Verbo.CALLAR if partes["callar"] else Verbo.OIR
    return Dicho(verbo, que=_RELLENO.sub("", partes["que"]).strip())


def lo_nombrado(mios: MisRecordatorios, que: str) -> list[QueCallar]:
    """De lo que le llega a la persona, lo que nombra el texto: una actividad, un tipo o dos.

    Raises:
        EntradaInvalida: ``silenciable_desconocido`` si no nombra nada suyo.
    """
    propios = {uno.ficha.tipo for uno in mios.tipos}
    tipos = [tipo for tipo in tipos_nombrados(que) if tipo in propios]
    if tipos:
        return [QueCallar(tipo) for tipo in tipos]
    todas = [una.actividad for una in mios.actividades]
    halladas = [una for una in todas if coincide(una.codigo, una.nombre, que)]
    if len(halladas) != 1:
        raise EntradaInvalida("silenciable_desconocido", "que", escrito=limpiar(_como_codigo(que[:40]), 40))
    return [QueCallar(actividad_id=halladas[0].id)]


def _como_codigo(que: str) -> str:
    """«a-012» se dice como en el plan, «A-012»; lo demás, igual."""
    return que.upper() if re.fullmatch(r"[a-z]{1,4}-?\d[\w.-]*", que) else que


def tipos_nombrados(que: str) -> tuple[TipoRecordatorio, ...]:
    """Los tipos que nombra el texto: por su clave, por su nombre o por como se les dice."""
    plano = normalizar(que[:_LARGO]).strip(" .")
    for tipo in TipoRecordatorio:
        if plano in (tipo.value, normalizar(FICHAS[tipo].nombre)):
            return (tipo,)
    singular = plano[:-2] if plano.endswith("es") and plano[:-2] in _NOMBRES else plano.removesuffix("s")
    return _NOMBRES.get(plano) or _NOMBRES.get(singular, ())


def de_la_entidad(contexto: Contexto, escrito: str) -> DeLaEntidad | None:
    """Lo que planeación escribe después de /recordatorios: «apagar plazos», «festivo 28 de diciembre».

    Raises:
        EntradaInvalida: nombra un recordatorio que no existe, o la fecha no se entiende.
    """
    dicho, _punto, razon = escrito[: _LARGO * 4].partition(";")
    plano = normalizar(dicho[:_LARGO]).strip(" .")
    if plano in _ENTIDAD:
        return DeLaEntidad(_ENTIDAD[plano], {})
    primera, _espacio, resto = plano.partition(" ")
    if primera == "entidad" and len(nombrados := tipos_nombrados(_RELLENO.sub("", resto))) == 1:
        return DeLaEntidad("ajuste", {"tipo": nombrados[0].value})
    if primera == "festivo" and resto:
        return DeLaEntidad("festivo", {}, _dia(contexto, resto))
    if plano.startswith("quitar festivo "):
        return DeLaEntidad("sin_festivo", {}, _dia(contexto, plano.removeprefix("quitar festivo ")))
    if primera in _DE_LEY and resto:
        return DeLaEntidad("fecha", {"que": "activar", "cual": resto.upper()})
    if primera not in _AJUSTES or not resto:
        return None
    tipos = tipos_nombrados(_RELLENO.sub("", resto))
    if not tipos:
        raise EntradaInvalida("recordatorio_desconocido", "tipo", escrito=limpiar(resto[:40], 40))
    respuestas = {} if len(tipos) > 1 else {"tipo": tipos[0].value}
    if _AJUSTES[primera] and respuestas:
        respuestas["cambio"] = _AJUSTES[primera]
        # Solo se pide donde hace falta; donde no, sobra y no se guarda.
        respuestas |= {"razon": limpiar(razon, 500)} if razon.strip() else {}
    return DeLaEntidad("ajuste", respuestas)


def _dia(contexto: Contexto, escrito: str) -> date:
    return leer_fecha(escrito, contexto.hoy, contexto.hoy, contexto.hoy + timedelta(days=364))
