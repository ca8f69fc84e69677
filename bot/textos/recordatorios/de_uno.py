"""Un recordatorio solo: qué pasa, de qué se trata y qué hacer, según su tipo."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar
from bot.textos.recordatorios import piezas as p
from bot.textos.recordatorios.escala import de_escala
from dominio.modelo.recordatorio import RecordatorioTomado
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio

_ANCHO = 300


def de_uno(tomado: RecordatorioTomado) -> Html:
    """El mensaje entero de un recordatorio."""
    return _DE_TIPO.get(tomado.tipo, _plazo)(tomado)


def _plazo(tomado: RecordatorioTomado) -> Html:
    return p.en_lineas(
        p.titulo(tomado, p.plazo(tomado.hito)),
        p.actividad(tomado),
        armar("%(termina)s %(avance)s", termina=p.termina(tomado), avance=p.avance(tomado)),
        p.delegada(tomado),
        p.aplazado(tomado),
        Html(_("Toque el botón para reportar cuánto va en total.")),
    )


def _inicio(tomado: RecordatorioTomado) -> Html:
    return p.en_lineas(
        p.titulo(tomado, _("Ya comenzó esta actividad")),
        p.actividad(tomado),
        armar("%(termina)s %(avance)s", termina=p.termina(tomado), avance=p.avance(tomado)),
        p.delegada(tomado),
        p.aplazado(tomado),
        Html(_("Cuando tenga algo hecho, toque el botón y repórtelo.")),
    )


def _corte_abre(tomado: RecordatorioTomado) -> Html:
    frase = _("Abrió el corte %(corte)s") % {"corte": p.corte_de(tomado)}
    return p.en_lineas(
        p.titulo(tomado, frase), _por_reportar(tomado), _recibe_hasta(tomado), p.aplazado(tomado)
    )


def _corte_cierra(tomado: RecordatorioTomado) -> Html:
    return p.en_lineas(
        p.titulo(tomado, cierre_del_corte(tomado)),
        _por_reportar(tomado),
        _recibe_hasta(tomado),
        p.aplazado(tomado),
        Html(_("Lo que se reporte después queda como extemporáneo.")),
    )


def cierre_del_corte(tomado: RecordatorioTomado) -> str:
    """«El corte tercer trimestre de 2026 cierra hoy» o «… en 5 días hábiles»."""
    corte, faltan = p.corte_de(tomado), p.dias(tomado)
    if not faltan:
        return _("El corte %(corte)s cierra hoy") % {"corte": corte}
    frase = ngettext(
        "El corte %(corte)s cierra en %(n)s día hábil",
        "El corte %(corte)s cierra en %(n)s días hábiles",
        faltan,
    )
    return frase % {"corte": corte, "n": faltan}


def _por_reportar(tomado: RecordatorioTomado) -> Html:
    n = p.cuantas(tomado, "faltan")
    if not n:
        return Html(_("Le faltan actividades por reportar en este corte."))
    frase = ngettext(
        "Le falta %(n)s actividad por reportar en este corte.",
        "Le faltan %(n)s actividades por reportar en este corte.",
        n,
    )
    return armar(frase, n=n)


def _recibe_hasta(tomado: RecordatorioTomado) -> Html:
    return armar(_("Recibe hasta el %(fecha)s."), fecha=formato.fecha(p.fecha_de(tomado, "cierre")))


def _devuelto(tomado: RecordatorioTomado) -> Html:
    observado = recortar(p.dato(tomado, "observacion"), p.OBSERVADO)
    return p.en_lineas(
        p.titulo(tomado, _("Un reporte que le devolvieron sigue sin corregir")),
        p.actividad(tomado, _ANCHO) if tomado.actividad_codigo else Html(""),
        armar(_("Folio %(folio)s."), folio=p.dato(tomado, "folio")) if p.dato(tomado, "folio") else Html(""),
        armar(_("Le observaron: %(que)s"), que=observado) if observado else Html(""),
        p.aplazado(tomado),
        Html(_("Toque el botón para corregir solo lo observado.")),
    )


def _cola(tomado: RecordatorioTomado) -> Html:
    n, dias = p.cuantas(tomado, "pendientes"), p.dias(tomado)
    if not n:
        frase = _("Hay reportes esperando revisión")
    else:
        unidades = ngettext("%(n)s reporte espera revisión", "%(n)s reportes esperan revisión", n)
        frase = unidades % {"n": n}
    hace = ngettext(
        "El más viejo espera hace %(n)s día hábil.", "El más viejo espera hace %(n)s días hábiles.", dias
    )
    return p.en_lineas(
        p.titulo(tomado, frase),
        armar(hace, n=dias) if dias else Html(""),
        p.aplazado(tomado),
        Html(_("Quien reportó está pendiente de su respuesta. Toque el botón para revisarlos.")),
    )


def _con_fecha(tomado: RecordatorioTomado) -> Html:
    nombre = recortar(p.nombre_de_la_fecha(tomado), _ANCHO)
    faltan = p.dias(tomado)
    cuando = p.en_dias_habiles(faltan) if faltan else _("Es hoy")
    prorroga = p.dato(tomado, "prorroga")
    return p.en_lineas(
        p.titulo(tomado, _("%(cuando)s: %(nombre)s") % {"cuando": cuando, "nombre": nombre}),
        armar(_("Fecha: %(fecha)s."), fecha=formato.fecha(p.fecha_de(tomado, "fecha"))),
        armar(_("Norma: %(norma)s."), norma=recortar(p.dato(tomado, "norma"), _ANCHO).rstrip("."))
        if p.dato(tomado, "norma")
        else Html(""),
        armar(
            _("Ese día no es hábil: el artículo 62 de la Ley 4 de 1913 lo corre al %(fecha)s; no lo espere."),
            fecha=formato.fecha(p.fecha_de(tomado, "prorroga")),
        )
        if prorroga
        else Html(""),
        p.aplazado(tomado),
    )


def _contratacion(tomado: RecordatorioTomado) -> Html:
    return p.en_lineas(
        p.titulo(tomado, _("Contratación anunciada y sin empezar")),
        p.actividad(tomado, _ANCHO),
        Html(_("El plan dice que requiere contratación y no tiene CDP ni compromisos registrados.")),
        p.aplazado(tomado),
        Html(_("Si ya los hay, regístrelos; si no, cuente en el avance qué lo ha impedido.")),
    )


def _gasto_sin_avance(tomado: RecordatorioTomado) -> Html:
    return p.en_lineas(
        p.titulo(tomado, _("Tiene gasto y no muestra avance")),
        p.actividad(tomado, _ANCHO),
        p.avance(tomado),
        p.aplazado(tomado),
        Html(_("Reporte cuánto va en total, o diga qué ha pasado.")),
    )


def _avance_sin_gasto(tomado: RecordatorioTomado) -> Html:
    return p.en_lineas(
        p.titulo(tomado, _("Tiene avance y no muestra gasto")),
        p.actividad(tomado, _ANCHO),
        p.avance(tomado),
        p.aplazado(tomado),
        Html(_("Registre lo comprometido, obligado o pagado; si se hizo sin recursos, no hace falta nada.")),
    )


def _resumen(tomado: RecordatorioTomado) -> Html:
    return p.en_lineas(
        p.titulo(tomado, _("Su resumen")),
        Html(_("Vea cómo va todo con /estado y lo pendiente con /pendientes.")),
    )


def _escala(tomado: RecordatorioTomado) -> Html:
    return de_escala([tomado])


_DE_TIPO: Mapping[TipoRecordatorio, Callable[[RecordatorioTomado], Html]] = {
    TipoRecordatorio.INICIO: _inicio,
    TipoRecordatorio.PLAZO: _plazo,
    TipoRecordatorio.VENCIDA: _plazo,
    TipoRecordatorio.CORTE_ABRE: _corte_abre,
    TipoRecordatorio.CORTE_CIERRA: _corte_cierra,
    TipoRecordatorio.DEVUELTO: _devuelto,
    TipoRecordatorio.COLA: _cola,
    TipoRecordatorio.LEGAL: _con_fecha,
    TipoRecordatorio.RUTA: _con_fecha,
    TipoRecordatorio.CONTRATACION: _contratacion,
    TipoRecordatorio.GASTO_SIN_AVANCE: _gasto_sin_avance,
    TipoRecordatorio.AVANCE_SIN_GASTO: _avance_sin_gasto,
    TipoRecordatorio.ESCALA_JEFATURA: _escala,
    TipoRecordatorio.ESCALA_PLANEACION: _escala,
    TipoRecordatorio.RESUMEN_SEMANAL: _resumen,
    TipoRecordatorio.RESUMEN_DIARIO: _resumen,
}
