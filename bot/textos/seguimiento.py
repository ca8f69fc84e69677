"""La entrega de los reportes de un corte, dicha a quien la sigue."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.textos import formato
from bot.textos.cortes import con_fechas
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from bot.textos.recordatorios_que_salieron import salieron
from dominio.modelo.seguimiento import (
    EntregaDeGrupo,
    ListaDeEnviados,
    SeguimientoDelCorte,
    SinReportar,
    Tiempos,
)
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.recordatorios import FICHAS
from dominio.valores.porcentaje import Porcentaje

_NOMBRE, _CODIGOS, _PEORES, _DEUDORES, _DIAS, _GRUPOS = 60, 80, 3, 3, 3, 8
_MINUTOS_DEL_DIA = 24 * 60
_ESCALONES: dict[str, Perezosa] = {
    "vence_hoy": _l("el día del plazo"),
    "vencida": _l("ya vencida"),
    "jefatura": _l("tras escalarse a la jefatura"),
    "planeacion": _l("tras escalarse a planeación"),
    "corte": _l("con el recordatorio del corte"),
    "otro": _l("con otro recordatorio"),
    "sin_recordatorio": _l("sin necesidad de recordatorio"),
    "nunca": _l("sin reporte"),
}


def preparando() -> Html:
    """Lo que se ve mientras se dibuja."""
    return Html(_("Preparando el seguimiento… le llega por aquí."))


def preparando_lista() -> Html:
    """Lo que se ve mientras se arma la lista."""
    return Html(_("Preparando la lista de recordatorios… le llega por aquí."))


def resumen(s: SeguimientoDelCorte) -> Html:
    """Cuántos de cuántos, qué días, quién falta más y qué hicieron los recordatorios."""
    return unir(
        [
            titulo(s, _("Entrega de reportes")),
            armar("%(situacion)s", situacion=_mayuscula(con_fechas(s.situacion))),
            _cuantos(s),
            _al_cerrar(s),
            _dias(s),
            *_peores(s),
            *_deudores(s.faltan),
            _en_una_linea(s.tiempos),
            salieron(s.enviados),
        ]
    )


def titulo(s: SeguimientoDelCorte, que: str) -> Html:
    """«Entrega de reportes · tercer trimestre de 2026» y, debajo, de quién."""
    return unir(
        [
            armar("<b>%(que)s · %(corte)s</b>", que=que, corte=formato.corte(s.corte)),
            armar("%(quien)s", quien=recortar(s.dependencia or s.entidad.nombre, 120)),
        ]
    )


def parte(cuantos: int, total: int) -> str:
    """«65,38 %»; de nada, «sin medir»."""
    if not total:
        return _("sin medir")
    return formato.porcentaje(Porcentaje((20_000 * cuantos + total) // (2 * total)))


def _cuantos(s: SeguimientoDelCorte) -> Html:
    if not s.deben:
        return Html(_("Ninguna actividad debe reporte en este corte."))
    return armar(
        _("Llegaron <b>%(n)s de %(deben)s</b> (%(parte)s); faltan %(faltan)s."),
        n=s.llegaron,
        deben=s.deben,
        parte=parte(s.llegaron, s.deben),
        faltan=s.deben - s.llegaron,
    )


def _al_cerrar(s: SeguimientoDelCorte) -> Html:
    frases = []
    if s.tarde:
        frase = ngettext("%(n)s llegó extemporánea.", "%(n)s llegaron extemporáneas.", s.tarde)
        frases.append(armar(frase, n=s.tarde))
    if s.omisiones:
        frase = ngettext("Omisión al cerrar: %(n)s.", "Omisiones al cerrar: %(n)s.", len(s.omisiones))
        frases.append(armar(frase, n=len(s.omisiones)))
    return unir(frases, " ")


def _dias(s: SeguimientoDelCorte) -> Html:
    """Los días en que más llegaron, en orden."""
    con_algo = sorted((p for p in s.curva if p.llegaron), key=lambda p: (-p.llegaron, p.dia))[:_DIAS]
    if not con_algo:
        return Html("")
    dichos = [f"{formato.fecha_corta(p.dia)} ({p.llegaron})" for p in sorted(con_algo, key=lambda p: p.dia)]
    return armar(_("Días con más reportes: %(dias)s."), dias=formato.enumerar(dichos))


def _peores(s: SeguimientoDelCorte) -> list[Html]:
    con_deuda = [grupo for grupo in s.grupos if grupo.faltan]
    if not con_deuda:
        return []
    rotulo = _("<b>Peor entrega</b>") if s.dependencia is None else _("<b>Por responsable</b>")
    lineas = [Html(rotulo), *(de_grupo(grupo) for grupo in con_deuda[:_PEORES])]
    sobran = len(con_deuda) - _PEORES
    if sobran > 0:
        frase = ngettext("… y %(n)s más con pendientes.", "… y %(n)s más con pendientes.", sobran)
        lineas.append(armar(frase, n=sobran))
    return lineas


def de_grupo(grupo: EntregaDeGrupo) -> Html:
    """«• Secretaría de Salud: 3 de 5 (60 %)», con lo que llegó tarde si lo hay."""
    tarde = armar(_(", %(n)s tarde"), n=grupo.tarde) if grupo.tarde else Html("")
    return armar(
        _("• %(nombre)s: %(n)s de %(deben)s (%(parte)s%(tarde)s)"),
        nombre=recortar(grupo.nombre, _NOMBRE) or _("sin responsable"),
        n=grupo.llegaron,
        deben=grupo.deben,
        parte=parte(grupo.llegaron, grupo.deben),
        tarde=tarde,
    )


def _deudores(faltan: Sequence[SinReportar]) -> list[Html]:
    if not faltan:
        return []
    return [Html(_("<b>A quien más le falta</b>")), *(de_quien_falta(uno) for uno in faltan[:_DEUDORES])]


def de_quien_falta(uno: SinReportar) -> Html:
    """«• Ana Ruiz · Secretaría de Salud: 4 actividades (A-001, A-002…)»."""
    return armar(
        _("• <b>%(responsable)s</b> · %(dependencia)s: %(cuantas)s (%(codigos)s)"),
        responsable=recortar(uno.responsable, _NOMBRE) or _("sin responsable"),
        dependencia=recortar(uno.dependencia, _NOMBRE),
        cuantas=formato.actividades(len(uno.codigos)),
        codigos=recortar(", ".join(uno.codigos), _CODIGOS),
    )


def _en_una_linea(tiempos: Tiempos | None) -> Html:
    if tiempos is None:
        return Html("")
    return armar(
        _("Del recordatorio al reporte: la mitad en %(mediana)s; nueve de cada diez en %(p90)s."),
        mediana=duracion(tiempos.mediana),
        p90=duracion(tiempos.p90),
    )


def duracion(minutos: int) -> str:
    """«45 min», «3 h 20 min» o «2 días 4 h»: lo que importa de una espera."""
    if minutos < 60:
        return _("%(n)s min") % {"n": minutos}
    if minutos < _MINUTOS_DEL_DIA:
        return _en_horas(minutos)
    dias, resto = divmod(minutos, _MINUTOS_DEL_DIA)
    horas = resto // 60
    return f"{formato.dias(dias)} {_('%(n)s h') % {'n': horas}}" if horas else formato.dias(dias)


def _en_horas(minutos: int) -> str:
    """«14 h 5 min»: las hábiles no se vuelven días, que serían de doce horas."""
    horas, resto = divmod(minutos, 60)
    dicho = _("%(n)s h") % {"n": formato.cantidad(Decimal(horas))}
    return f"{dicho} {_('%(n)s min') % {'n': resto}}" if resto else dicho


def tiempos_y_escalones(s: SeguimientoDelCorte) -> Html:
    """A qué escalón contestaron, cuánto tardaron y qué pasó con cada recordatorio."""
    lineas = [titulo(s, _("Del recordatorio al reporte")), Html(_("<b>A qué escalón contestaron</b>"))]
    if not s.escalones:
        lineas.append(Html(_("Ninguna actividad debe reporte en este corte.")))
    lineas += [
        armar(
            _("• %(escalon)s: %(n)s (%(parte)s)"),
            escalon=escalon(peldano.escalon),
            n=peldano.cuantos,
            parte=formato.porcentaje(peldano.parte),
        )
        for peldano in s.escalones
    ]
    if s.tiempos is None:
        lineas.append(Html(_("Todavía no hay reportes que hayan llegado después de un recordatorio.")))
    else:
        lineas += [Html(_("<b>Cuánto tardaron</b>")), _de_tiempos(_("Todos"), s.tiempos)]
        if s.dependencia is None:
            lineas += _grupos_de_tiempos(_("<b>Por dependencia</b>"), s.por_dependencia)
        por_tipo = [(nombre_del_tipo(TipoRecordatorio(t.grupo)), t) for t in s.por_tipo]
        lineas += [Html(_("<b>Por tipo de recordatorio</b>")), *(_de_tiempos(n, t) for n, t in por_tipo)]
    lineas.append(salieron(s.enviados))
    return unir(lineas)


def _grupos_de_tiempos(rotulo: str, grupos: Sequence[Tiempos]) -> list[Html]:
    lineas = [Html(rotulo), *(_de_tiempos(uno.grupo, uno) for uno in grupos[:_GRUPOS])]
    sobran = len(grupos) - _GRUPOS
    if sobran > 0:
        frase = ngettext("… y %(n)s más rápida.", "… y %(n)s más rápidas.", sobran)
        lineas.append(armar(frase, n=sobran))
    return lineas


def _de_tiempos(nombre: str, tiempos: Tiempos) -> Html:
    return armar(
        _("• %(nombre)s (%(casos)s): mediana %(mediana)s (%(habiles)s hábiles) · p90 %(p90)s (%(p90h)s)"),
        nombre=recortar(nombre, _NOMBRE),
        casos=tiempos.casos,
        mediana=duracion(tiempos.mediana),
        habiles=_habiles(tiempos.habiles_mediana),
        p90=duracion(tiempos.p90),
        p90h=_habiles(tiempos.habiles_p90),
    )


def _habiles(minutos: int) -> str:
    return _en_horas(minutos) if minutos >= 60 else duracion(minutos)


def escalon(codigo: str) -> str:
    """«cuando faltaban 3 días hábiles», «ya vencida», «sin reporte»…"""
    if codigo in _ESCALONES:
        return str(_ESCALONES[codigo])
    dias = int(codigo.removeprefix("faltan_"))
    frase = ngettext("cuando faltaba %(n)s día hábil", "cuando faltaban %(n)s días hábiles", dias)
    return frase % {"n": dias}


def nombre_del_tipo(tipo: TipoRecordatorio) -> str:
    """«Plazo de una actividad»."""
    return FICHAS[tipo].nombre


def lista_lista(lista: ListaDeEnviados) -> Html:
    """Lo que se dice con la lista ya enviada."""
    cuantos = len(lista.filas)
    if not cuantos:
        return armar(_("No hay recordatorios enviados en la vigencia %(vigencia)s."), vigencia=lista.vigencia)
    frase = ngettext(
        "Lista de recordatorios de la vigencia %(vigencia)s: %(n)s renglón.",
        "Lista de recordatorios de la vigencia %(vigencia)s: %(n)s renglones.",
        cuantos,
    )
    return armar(frase, vigencia=lista.vigencia, n=formato.cantidad(Decimal(cuantos)))


def _mayuscula(texto: str) -> str:
    return f"{texto[:1].upper()}{texto[1:]}"
