"""El seguimiento a la entrega, en su propio proceso: el dibujo con su resumen, y la lista de lo enviado."""

from __future__ import annotations

from bot.graficas.curva_de_reportes import (
    MAXIMO_GRUPOS,
    Barra,
    DibujoDeEntrega,
    Rotulos,
    dibujar_entrega,
)
from bot.ordenes.seguimiento import botones_del_seguimiento
from bot.tareas.taller import Taller
from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar
from bot.textos.seguimiento import lista_lista, parte, resumen
from dominio.casos.seguimiento import anotar_lista_de_enviados, lista_de_enviados, seguimiento_del_corte
from dominio.modelo.seguimiento import EntregaDeGrupo, SeguimientoDelCorte
from dominio.valores.fechas import Corte

CURVA, LISTA = "curva", "lista"


def seguir_la_entrega(taller: Taller) -> None:
    """Lo que pide el encargo («seguimiento»: «curva» o «lista»)."""
    if taller.encargo.parametros.get("seguimiento") == LISTA:
        _mandar_lista(taller)
        return
    corte = taller.encargo.parametros.get("corte")
    with taller.contexto(escribe=False) as (_unidad, contexto):
        visto = seguimiento_del_corte(contexto, Corte.de(str(corte)) if corte else None, _dependencia(taller))
        pares = botones_del_seguimiento(contexto, visto)
    destino = taller.destino("entrega.png")
    dibujar_entrega(dibujo_de(visto), destino)
    with taller.contexto(escribe=True) as (unidad, _contexto):
        taller.responder(unidad, resumen(visto), pares)
        taller.mostrar(unidad, destino, leyenda(visto))
        taller.cerrar(unidad)


def _mandar_lista(taller: Taller) -> None:
    with taller.contexto(escribe=False) as (_unidad, contexto):
        lista = lista_de_enviados(contexto, taller.vigencia(contexto), (None, None), _dependencia(taller))
    destino = taller.destino(f"recordatorios-{lista.vigencia}.xlsx")
    if lista.filas:
        taller.herramientas.escritor.recordatorios(lista, destino)
    with taller.contexto(escribe=True) as (unidad, contexto):
        anotar_lista_de_enviados(contexto, lista)
        taller.responder(unidad, lista_lista(lista))
        if lista.filas:
            taller.mandar(unidad, destino)
        taller.cerrar(unidad)


def _dependencia(taller: Taller) -> str | None:
    pedida = taller.encargo.parametros.get("dependencia")
    return str(pedida) if pedida else None


def leyenda(s: SeguimientoDelCorte) -> Html:
    """Lo que dice el dibujo, para quien no lo ve: va con la foto."""
    frase = _("Curva de entrega %(del_corte)s: el %(dia)s van %(n)s de %(deben)s reportes (%(parte)s).")
    articulo = _("de %(corte)s") if s.corte.periodo == "M" else _("del %(corte)s")
    return armar(
        frase,
        del_corte=articulo % {"corte": formato.corte(s.corte)},
        dia=formato.fecha(s.dia),
        n=s.llegaron,
        deben=s.deben,
        parte=parte(s.llegaron, s.deben),
    )


def dibujo_de(s: SeguimientoDelCorte) -> DibujoDeEntrega:
    """El dibujo de un seguimiento, con sus palabras."""
    otros = s.grupos[MAXIMO_GRUPOS:]
    de_una = s.dependencia is not None
    cierre = _("cierra el %(dia)s") if s.situacion.recibe else _("cerró el %(dia)s")
    barras = (
        _("Por responsable, primero quien menos ha entregado")
        if de_una
        else _("Por dependencia, primero la que menos ha entregado")
    )
    return DibujoDeEntrega(
        Rotulos(
            titulo=_("Entrega de reportes · %(corte)s") % {"corte": formato.corte(s.corte)},
            subtitulo=_("%(quien)s · al %(dia)s")
            % {"quien": s.dependencia or s.entidad.nombre, "dia": formato.fecha(s.dia)},
            debian=(_("deben %(n)s") if s.situacion.recibe else _("debían %(n)s")) % {"n": s.deben},
            van=_("van %(n)s") % {"n": s.llegaron},
            apertura=_("abrió el %(dia)s") % {"dia": f"{s.situacion.apertura:%d/%m}"},
            cierre=cierre % {"dia": f"{s.situacion.cierre:%d/%m}"},
            recordatorio=_("recordatorio del corte"),
            barras=barras,
            a_tiempo=_("a tiempo"),
            tarde=_("tarde"),
            falta=_("falta"),
            otras=_otras(otros) if otros else "",
        ),
        dias=[punto.dia for punto in s.curva],
        van=[punto.van for punto in s.curva],
        deben=s.deben,
        apertura=s.situacion.apertura,
        cierre=s.situacion.cierre,
        recordados=[dia for dia, _cuantos in s.recordados],
        barras=[Barra(g.nombre or _("sin responsable"), g.deben, g.a_tiempo, g.tarde) for g in s.grupos],
    )


def _otras(grupos: tuple[EntregaDeGrupo, ...]) -> str:
    frase = ngettext(
        "… y %(n)s más: llegaron %(llegaron)s de %(deben)s",
        "… y otras %(n)s: llegaron %(llegaron)s de %(deben)s",
        len(grupos),
    )
    llegaron, deben = sum(g.llegaron for g in grupos), sum(g.deben for g in grupos)
    return frase % {"n": len(grupos), "llegaron": llegaron, "deben": deben}
