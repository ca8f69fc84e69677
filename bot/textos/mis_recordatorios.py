"""Los recordatorios propios, dichos a la persona: qué sigue, qué espera, a qué horas y qué calló."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.textos import formato
from bot.textos.horas import decir_horario
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.mis_recordatorios import ActividadConVoz, MisRecordatorios, TipoPropio
from dominio.modelo.recordados import ProximoRecordatorio, RecordatorioPorSalir
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.recordatorios import FICHAS
from dominio.reglas.silenciar import se_calla
from dominio.valores.fechas import Corte, a_bogota

_NOMBRE, _CALLADOS, _ESPERAN = 70, 8, 5
_POR_QUE: dict[TipoRecordatorio, Perezosa] = {
    TipoRecordatorio.INICIO: _l("empieza el %(base)s"),
    TipoRecordatorio.PLAZO: _l("termina el %(base)s"),
    TipoRecordatorio.VENCIDA: _l("terminó el %(base)s"),
    TipoRecordatorio.CORTE_ABRE: _l("abre el %(base)s"),
    TipoRecordatorio.CORTE_CIERRA: _l("cierra el %(base)s"),
    TipoRecordatorio.LEGAL: _l("vence el %(base)s, por ley"),
}


def dia_y_hora(cuando: datetime) -> str:
    """«lunes 7 de septiembre de 2026, 8:00 a. m.»."""
    return f"{dia(a_bogota(cuando).date())}, {formato.hora(cuando)}"


def dia(cual: date) -> str:
    """«lunes 7 de septiembre de 2026»."""
    de_la_semana = formato.dia_de_semana(cual).partition(" ")[0].lower()
    return f"{de_la_semana} {formato.fecha(cual)}"


def proximo(uno: ProximoRecordatorio) -> Html:
    """«• lunes 7 de septiembre de 2026, 8:00 a. m.: A-004 Fumigar barrios, termina el 15 de …»."""
    por_que = _POR_QUE.get(uno.tipo)
    if por_que is None:
        return armar("• %(cuando)s: <b>%(que)s</b>", cuando=dia_y_hora(uno.cuando), que=_de_que(uno))
    return armar(
        "• %(cuando)s: <b>%(que)s</b>, %(por_que)s",
        cuando=dia_y_hora(uno.cuando),
        que=_de_que(uno),
        por_que=str(por_que) % {"base": formato.fecha(uno.base)},
    )


def _de_que(uno: ProximoRecordatorio) -> str:
    if uno.tipo in (TipoRecordatorio.CORTE_ABRE, TipoRecordatorio.CORTE_CIERRA):
        return _("corte %(corte)s") % {"corte": formato.corte(Corte.de(uno.objeto))}
    return recortar(uno.objeto, _NOMBRE) if uno.objeto else FICHAS[uno.tipo].nombre


def cabeza(mios: MisRecordatorios) -> Html:
    """A qué horas se le escribe, qué espera y qué calló."""
    return unir(
        [
            Html(_("<b>Mis recordatorios</b>")),
            armar(_("Le escribo en día hábil, de %(horario)s"), horario=decir_horario(mios.horario)),
            *_esperan(mios.por_salir),
            _callado(mios),
            Html(_("<b>Lo que sigue</b>")),
        ]
    )


def _esperan(por_salir: Sequence[RecordatorioPorSalir]) -> list[Html]:
    if not por_salir:
        return []
    lineas = [Html(_("<b>Esperan para salir</b>"))]
    for uno in por_salir[:_ESPERAN]:
        lineas.append(
            armar(
                "• %(cuando)s: %(que)s%(pospuesto)s",
                cuando=dia_y_hora(uno.programado),
                que=recortar(uno.objeto, _NOMBRE) or _sin_objeto(uno),
                pospuesto=_por_que_espera(uno),
            )
        )
    otros = len(por_salir) - _ESPERAN
    if otros > 0:
        lineas.append(armar(ngettext("… y %(n)s más.", "… y %(n)s más.", otros), n=otros))
    return lineas


def _sin_objeto(uno: RecordatorioPorSalir) -> str:
    return _("lo que tiene pendiente") if uno.tipo is None else FICHAS[uno.tipo].nombre


def _por_que_espera(uno: RecordatorioPorSalir) -> str:
    if uno.tipo is None:
        return _(", que pidió recordar")
    return _(", que dejó para después") if uno.pospuesto else ""


def _callado(mios: MisRecordatorios) -> Html:
    nombres = [f"«{uno.ficha.nombre}»" for uno in mios.tipos if uno.callado]
    nombres += [una.actividad.codigo for una in mios.actividades if una.callada]
    if not nombres:
        return Html("")
    otros = len(nombres) - _CALLADOS
    if otros > 0:
        nombres = [*nombres[:_CALLADOS], _("%(n)s más") % {"n": otros}]
    return armar(_("Callado: %(que)s."), que=formato.enumerar(nombres))


def nada_sigue(mios: MisRecordatorios) -> Html:
    """Que no hay nada por recordar, y por qué."""
    if any(uno.callado for uno in mios.tipos) or any(una.callada for una in mios.actividades):
        return Html(_("Nada más: lo demás lo tiene callado."))
    return Html(_("Nada por ahora. Cuando se acerque un plazo suyo le escribo."))


def de_tipo(uno: TipoPropio) -> Html:
    """«• Plazo de una actividad» y si lo calló."""
    if not uno.ficha.silenciable:
        return armar(_("• %(nombre)s: no se calla, lo exige la ley"), nombre=uno.ficha.nombre)
    if not se_calla(uno.ficha.tipo):
        return armar(_("• %(nombre)s: no se calla, avisa de lo que nadie respondió"), nombre=uno.ficha.nombre)
    frase = _("• %(nombre)s: <b>callado</b>") if uno.callado else "• %(nombre)s"
    return armar(frase, nombre=uno.ficha.nombre)


def de_actividad(una: ActividadConVoz) -> Html:
    """«• A-012 Dictar talleres» y si la calló."""
    frase = (
        _("• <b>%(codigo)s</b> %(nombre)s: <b>callada</b>")
        if una.callada
        else "• <b>%(codigo)s</b> %(nombre)s"
    )
    return armar(
        frase, codigo=recortar(una.actividad.codigo, 40), nombre=recortar(una.actividad.nombre, _NOMBRE)
    )
