"""Varios recordatorios de una persona en un solo mensaje, por tipo y por actividad."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.textos import formato
from bot.textos.idioma import _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar
from bot.textos.recordatorios import piezas as p
from bot.textos.recordatorios.de_uno import cierre_del_corte
from bot.textos.recordatorios.escala import de_escala, linea_de_escala, titulo_de_escala
from dominio.modelo.recordatorio import RecordatorioTomado
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.silenciar import ESCALAS

VISIBLES = 8
DE_REPORTAR = frozenset({TipoRecordatorio.INICIO, TipoRecordatorio.PLAZO, TipoRecordatorio.VENCIDA})
_ORDEN = {tipo: lugar for lugar, tipo in enumerate(TipoRecordatorio)}
_GRUPOS = {
    TipoRecordatorio.INICIO: _l("Comenzaron"),
    TipoRecordatorio.PLAZO: _l("Por terminar"),
    TipoRecordatorio.VENCIDA: _l("Vencidas"),
    TipoRecordatorio.CORTE_ABRE: _l("Cortes"),
    TipoRecordatorio.CORTE_CIERRA: _l("Cierre del corte"),
    TipoRecordatorio.DEVUELTO: _l("Devueltos sin corregir"),
    TipoRecordatorio.COLA: _l("Por revisar"),
    TipoRecordatorio.LEGAL: _l("Fechas de ley"),
    TipoRecordatorio.RUTA: _l("Pasos del plan"),
    TipoRecordatorio.CONTRATACION: _l("Contratación sin empezar"),
    TipoRecordatorio.GASTO_SIN_AVANCE: _l("Con gasto y sin avance"),
    TipoRecordatorio.AVANCE_SIN_GASTO: _l("Con avance y sin gasto"),
}


def por_tipo(tomados: Sequence[RecordatorioTomado]) -> list[RecordatorioTomado]:
    """En el orden en que se dicen: por tipo, y dentro de cada uno como llegaron."""
    return sorted(tomados, key=lambda tomado: _ORDEN[tomado.tipo])


def de_varios(tomados: Sequence[RecordatorioTomado]) -> Html:
    """El mensaje entero; lo que no cabe se cuenta."""
    if len({tomado.tipo for tomado in tomados}) == 1 and tomados[0].tipo in ESCALAS:
        return de_escala(tomados)
    ordenados = por_tipo(tomados)
    lineas = [_cabecera(ordenados)]
    if all(tomado.pospuestas for tomado in ordenados):
        lineas.append(p.aplazado(ordenados[0]))
    for tipo, grupo in groupby(ordenados[:VISIBLES], key=lambda tomado: tomado.tipo):
        del_tipo = list(grupo)
        if not _solo_de_reportar(ordenados):
            lineas.append(_titulo_del_grupo(tipo, [t for t in ordenados if t.tipo is tipo]))
        lineas += [linea(tomado) for tomado in del_tipo]
    otras = len(ordenados) - VISIBLES
    if otras > 0:
        mas = ngettext(
            "… y %(n)s más. Véalo con /recordatorios.", "… y %(n)s más. Véalos con /recordatorios.", otras
        )
        lineas.append(armar(mas, n=otras))
    lineas.append(Html(_("Toque lo que va a hacer.")))
    return p.en_lineas(*lineas)


def _cabecera(tomados: Sequence[RecordatorioTomado]) -> Html:
    n = len(tomados)
    if _solo_de_reportar(tomados):
        frase = ngettext(
            "<b>Tiene %(n)s actividad por reportar</b>", "<b>Tiene %(n)s actividades por reportar</b>", n
        )
    else:
        frase = ngettext("<b>Tiene %(n)s recordatorio</b>", "<b>Tiene %(n)s recordatorios</b>", n)
    return armar(frase, n=n)


def _solo_de_reportar(tomados: Sequence[RecordatorioTomado]) -> bool:
    return all(tomado.tipo in DE_REPORTAR for tomado in tomados)


def _titulo_del_grupo(tipo: TipoRecordatorio, del_tipo: Sequence[RecordatorioTomado]) -> Html:
    if tipo in ESCALAS:
        return armar("<b>%(que)s</b>", que=titulo_de_escala(del_tipo))
    return armar("<b>%(que)s</b>", que=_GRUPOS.get(tipo, _l("Otros")))


def linea(tomado: RecordatorioTomado) -> Html:
    """Un recordatorio en un renglón."""
    match tomado.tipo:
        case TipoRecordatorio.ESCALA_JEFATURA | TipoRecordatorio.ESCALA_PLANEACION:
            return linea_de_escala(tomado)
        case TipoRecordatorio.CORTE_ABRE:
            frase = _("Abrió el corte %(corte)s") % {"corte": p.corte_de(tomado)}
            return _renglon(tomado, frase, formato.fecha(p.fecha_de(tomado, "cierre")))
        case TipoRecordatorio.CORTE_CIERRA:
            return _renglon(tomado, cierre_del_corte(tomado), formato.fecha(p.fecha_de(tomado, "cierre")))
        case TipoRecordatorio.COLA:
            return _renglon(tomado, _("Reportes sin revisar"), str(p.cuantas(tomado, "pendientes") or "—"))
        case TipoRecordatorio.LEGAL | TipoRecordatorio.RUTA:
            return _renglon(tomado, p.nombre_de_la_fecha(tomado), _con_prorroga(tomado))
        case _:
            return _de_actividad(tomado)


def _con_prorroga(tomado: RecordatorioTomado) -> str:
    """«31 de enero de 2027 (no es hábil; la prórroga llega al 1 de febrero de 2027)»."""
    dia = formato.fecha(p.fecha_de(tomado, "fecha"))
    if not p.dato(tomado, "prorroga"):
        return dia
    frase = _("%(dia)s (no es hábil; la prórroga llega al %(fecha)s)")
    return frase % {"dia": dia, "fecha": formato.fecha(p.fecha_de(tomado, "prorroga"))}


def _renglon(tomado: RecordatorioTomado, frase: str, cuando: str) -> Html:
    dicho = p.propio(tomado) or frase
    return armar(_("• %(frase)s: %(cuando)s."), frase=recortar(dicho, p.NOMBRE_EN_LISTA), cuando=cuando)


def _de_actividad(tomado: RecordatorioTomado) -> Html:
    return armar(
        _("• <b>%(codigo)s</b> · %(nombre)s. %(plazo)s: %(fecha)s. %(avance)s%(delegada)s"),
        codigo=recortar(tomado.actividad_codigo, p.CODIGO),
        nombre=recortar(tomado.actividad, p.NOMBRE_EN_LISTA),
        plazo=_que_pasa(tomado),
        fecha=formato.fecha(tomado.fin),
        avance=p.avance(tomado),
        delegada=Html(f" {p.delegada(tomado)}") if tomado.titular else "",
    )


def _que_pasa(tomado: RecordatorioTomado) -> str:
    if tomado.tipo is TipoRecordatorio.DEVUELTO:
        return _("Devuelto %(folio)s") % {"folio": p.dato(tomado, "folio")}
    return (
        p.plazo(tomado.hito)
        if tomado.tipo in (TipoRecordatorio.PLAZO, TipoRecordatorio.VENCIDA)
        else _("Termina")
    )
