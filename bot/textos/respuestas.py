"""Lo que se dice al contestar un recordatorio y al reclamar una actividad."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.responder_recordatorio import Recibido
from dominio.modelo.reclamo import Reclamo
from dominio.modelo.recordado import Recordado
from dominio.reglas.posponer import MAXIMO_DE_VECES, Aplazo
from dominio.reglas.recordatorios import FICHAS
from dominio.valores.fechas import a_bogota

_NOMBRE, _VISIBLES = 100, 6
_UN_DIA = timedelta(days=1)


def de_que(filas: Sequence[Recordado]) -> str:
    """«A-004 Fumigar barrios», o cuántos recordatorios son."""
    if len(filas) == 1:
        uno = filas[0]
        if uno.actividad_id is None:
            return FICHAS[uno.tipo].nombre
        return f"{uno.actividad_codigo} {recortar(uno.actividad, _NOMBRE)}"
    frase = ngettext(
        "%(n)s recordatorio de ese mensaje", "los %(n)s recordatorios de ese mensaje", len(filas)
    )
    return frase % {"n": len(filas)}


def rotulo_de_aplazo(aplazo: Aplazo, cuando: datetime, hoy: date) -> str:
    """«1 hora», «Mañana 8:00 a. m.» o «El lunes 14 8:00 a. m.», con el día que de verdad es."""
    local = a_bogota(cuando)
    if aplazo is Aplazo.UNA_HORA:
        return _("1 hora (%(hora)s)") % {"hora": formato.hora(local)}
    if local.date() == hoy + _UN_DIA:
        return _("Mañana %(hora)s") % {"hora": formato.hora(local)}
    dia = formato.dia_de_semana(local.date()).lower()
    return _("El %(dia)s %(hora)s") % {"dia": dia, "hora": formato.hora(local)}


def para_cuando(recibido: Recibido) -> Html:
    """La pregunta de posponer; si no cabe ningún momento, por qué."""
    que = armar("<b>%(que)s</b>", que=de_que(recibido.abiertos))
    if recibido.momentos:
        plazo = Html("")
        if recibido.limite is not None:
            plazo = armar(_("El plazo es el %(fecha)s."), fecha=formato.fecha(recibido.limite))
        escrito = Html(_("<i>Toque una opción, o escriba «1 hora», «mañana» o «el lunes».</i>"))
        return unir([que, Html(_("¿Para cuándo lo deja?")), plazo, escrito])
    if recibido.veces >= MAXIMO_DE_VECES:
        motivo = Html(_("Ya lo dejó para después tres veces, que es el máximo."))
    elif recibido.limite is not None:
        motivo = armar(
            _("Ya no cabe dejarlo para después: el plazo es el %(fecha)s."),
            fecha=formato.fecha(recibido.limite),
        )
    else:
        motivo = Html(_("A esta hora no hay un momento cercano para dejarlo."))
    return unir([que, motivo, Html(_("Repórtelo ahora, o dígalo si no es suya."))])


def otro_momento() -> Html:
    """Lo escrito no es ninguno de los momentos que se ofrecen."""
    return Html(_("Para entonces no puedo dejarlo: escoja uno de estos momentos. Nada cambió."))


def boton_de_otro_dia() -> Html:
    """El botón decía un momento que ya no es ese."""
    return Html(_("Ese botón es de otro día y no se hizo nada. Hoy puede dejarlo así:"))


def pospuesto(cuando: datetime) -> Html:
    """Cuándo vuelve."""
    local = a_bogota(cuando)
    return armar(
        _("Listo: se lo recuerdo el <b>%(dia)s de %(mes)s a las %(hora)s</b>, si antes no lo ha reportado."),
        dia=formato.dia_de_semana(local.date()).lower(),
        mes=formato.mes(local.date()).partition(" ")[0],
        hora=formato.hora(local),
    )


def que_callar(uno: Recordado) -> Html:
    """Qué se puede silenciar de ese recordatorio."""
    return unir(
        [
            armar("<b>%(que)s</b>", que=de_que([uno])),
            Html(_("¿Qué quiere dejar de recibir? Lo vuelve a pedir cuando quiera con /recordatorios.")),
            Html(_("<i>Toque una opción, o escriba «esta actividad», «este tipo» o «cancelar».</i>")),
        ]
    )


def callado(uno: Recordado, *, todo_el_tipo: bool) -> Html:
    """Qué quedó silenciado y cómo volver."""
    if todo_el_tipo or uno.actividad_id is None:
        frase = _("Listo: no recibirá más «%(que)s». Para volver a recibirlo, /recordatorios.")
        return armar(frase, que=FICHAS[uno.tipo].nombre)
    frase = _("Listo: no le recordaré más <b>%(que)s</b>. Para volver a recibirlo, /recordatorios.")
    return armar(frase, que=de_que([uno]))


def sin_cambio() -> Html:
    """La persona prefirió no hacer nada."""
    return Html(_("De acuerdo, queda como estaba. Lo que falta está en /pendientes."))


def insistencia(quien: str, suyas: Sequence[Recordado]) -> Html:
    """Lo que recibe el responsable cuando su jefatura o planeación se lo recuerda."""
    frase = ngettext(
        "<b>%(quien)s le recuerda una actividad vencida</b>",
        "<b>%(quien)s le recuerda %(n)s actividades vencidas</b>",
        len(suyas),
    )
    lineas = [
        armar(
            _("• <b>%(codigo)s</b> · %(nombre)s. Terminó el %(fecha)s."),
            codigo=uno.actividad_codigo,
            nombre=recortar(uno.actividad, _NOMBRE),
            fecha=formato.fecha(uno.fin_actividad or uno.fin),
        )
        for uno in suyas[:_VISIBLES]
    ]
    otras = len(suyas) - _VISIBLES
    mas = armar(_("… y %(n)s más. Véalas con /pendientes."), n=otras) if otras > 0 else Html("")
    cierre = Html(_("Toque la que va a reportar, o diga si no es suya."))
    return unir([armar(frase, quien=quien, n=len(suyas)), *lineas, mas, cierre])


def recordado_a(nombres: Sequence[str], pendientes: int) -> Html:
    """A quiénes se les recordó, y cuántas actividades no tienen a quién."""
    if not nombres:
        return Html(
            _(
                "No hay a quién recordárselo: quien responde no está vinculado o bloqueó el asistente. "
                "Hable directo."
            )
        )
    quienes = formato.enumerar([recortar(nombre, 60) for nombre in nombres[:_VISIBLES]])
    listo = armar(_("Listo: se lo recordé a %(quienes)s."), quienes=quienes)
    if len(nombres) > _VISIBLES:
        listo = armar(
            _("Listo: se lo recordé a %(quienes)s y a %(n)s más."),
            quienes=quienes,
            n=len(nombres) - _VISIBLES,
        )
    frase = ngettext(
        "%(n)s actividad no tiene a quién recordársela: hable directo con la dependencia.",
        "%(n)s actividades no tienen a quién recordárselas: hable directo con la dependencia.",
        max(pendientes, 1),
    )
    return unir([listo, armar(frase, n=pendientes) if pendientes else Html("")])


def reclamada(reclamo: Reclamo, avisados: int) -> Html:
    """El acuse de quien dijo «no es mía»."""
    avisada = _("Planeación ya lo sabe.") if avisados else _("Planeación lo verá en /reclamos.")
    return armar(
        _(
            "Listo: quedó dicho que <b>%(codigo)s</b> %(nombre)s no es suya. %(avisada)s "
            "Mientras se decide no se la recuerdo. Si sí lo es, escriba «sí es mía»."
        ),
        codigo=reclamo.actividad_codigo,
        nombre=recortar(reclamo.actividad, _NOMBRE),
        avisada=avisada,
    )


def para_planeacion(reclamo: Reclamo) -> Html:
    """El aviso a planeación."""
    return unir(
        [
            armar(_("<b>%(quien)s dice que una actividad no es suya</b>"), quien=reclamo.persona),
            _actividad(reclamo),
            _razon(reclamo),
            Html(_("Mientras se decide no se le recuerda.")),
        ]
    )


def desdicho(reclamo: Reclamo, *, a_planeacion: bool) -> Html:
    """Que quien reclamó reconoció la actividad como suya."""
    if a_planeacion:
        frase = _("%(quien)s se desdijo: <b>%(codigo)s</b> sí es suya. No hay que hacer nada.")
        return armar(frase, quien=reclamo.persona, codigo=reclamo.actividad_codigo)
    return armar(
        _("Listo: <b>%(codigo)s</b> sigue a su nombre y se la vuelvo a recordar."),
        codigo=reclamo.actividad_codigo,
    )


def confirmada(reclamo: Reclamo, razon: str) -> Html:
    """Lo que recibe quien reclamó cuando planeación dice que sí es suya."""
    return unir(
        [
            armar(_("<b>Planeación confirmó que %(codigo)s sí es suya</b>"), codigo=reclamo.actividad_codigo),
            armar("%(nombre)s", nombre=recortar(reclamo.actividad, _NOMBRE)),
            armar(_("Razón: %(razon)s"), razon=razon),
            Html(_("Desde hoy se la vuelvo a recordar. Si no está de acuerdo, hable con planeación.")),
        ]
    )


def reasignada(reclamo: Reclamo) -> Html:
    """Lo que recibe quien reclamó cuando la actividad pasó a otra persona."""
    frase = _("Tenía razón: <b>%(codigo)s</b> %(nombre)s ya está a nombre de otra persona.")
    return armar(frase, codigo=reclamo.actividad_codigo, nombre=recortar(reclamo.actividad, _NOMBRE))


def lista_de_reclamos(reclamos: Sequence[Reclamo], desde: int) -> Html:
    """Los que esperan decisión, o que no hay ninguno."""
    if not reclamos:
        return Html(_("No hay ningún «no es mía» pendiente. No queda nada por decidir."))
    frase = ngettext(
        "<b>%(n)s persona dice que una actividad no es suya</b>",
        "<b>%(n)s reclamos de «no es mía» por decidir</b>",
        len(reclamos),
    )
    lineas = [
        unir([armar("%(n)s. %(quien)s", n=n, quien=uno.persona), _actividad(uno), _razon(uno)])
        for n, uno in enumerate(reclamos[desde : desde + POR_PAGINA], start=desde + 1)
    ]
    return unir([armar(frase, n=len(reclamos)), *lineas], "\n")


POR_PAGINA = 3


def _actividad(reclamo: Reclamo) -> Html:
    return armar(
        _("<b>%(codigo)s</b> · %(nombre)s (%(dependencia)s)"),
        codigo=reclamo.actividad_codigo,
        nombre=recortar(reclamo.actividad, _NOMBRE),
        dependencia=recortar(reclamo.dependencia, 60),
    )


def _razon(reclamo: Reclamo) -> Html:
    if not reclamo.razon:
        return armar(_("No dijo por qué · %(cuando)s"), cuando=formato.instante(reclamo.en))
    return armar(
        _("Razón: %(razon)s · %(cuando)s"),
        razon=recortar(reclamo.razon, 200),
        cuando=formato.instante(reclamo.en),
    )


def uno_por_uno() -> Html:
    """Un resumen no se silencia entero."""
    return Html(_("Ese mensaje trae varios recordatorios. Diga cuáles no quiere recibir con /recordatorios."))
