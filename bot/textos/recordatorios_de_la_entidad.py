"""Lo que la entidad decide de los recordatorios, dicho a planeación: tipos, fechas de ley y calendario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.textos import formato
from bot.textos.fichas_de_recordatorios import DESTINOS, a_las, cuando
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.modelo.entidad import Entidad
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.recordados import FechaLegalAlDia, TipoConfigurado
from dominio.reglas.texto_de_recordatorio import a_la_vista, exigir_texto, rellenar

_NORMA, _FESTIVOS = 160, 30
SEVERIDADES: Mapping[Severidad, Perezosa] = {
    Severidad.ERROR: _l("grave"),
    Severidad.ADVERTENCIA: _l("advertencia"),
    Severidad.INFORMATIVO: _l("informativa"),
}
# Con qué se muestra cómo quedaría un texto propio.
_MUESTRA = {
    "codigo": "A-012",
    "actividad": "Dictar talleres",
    "fecha": "30 de septiembre de 2026",
    "dias": "3",
    "corte": "tercer trimestre de 2026",
}


def tipo(uno: TipoConfigurado) -> Html:
    """Un tipo en dos renglones: encendido o apagado, a quién, cuándo y a qué hora."""
    ficha = uno.ficha
    frase = (
        _("• <b>%(nombre)s</b> (%(peso)s%(propio)s)\n   %(quien)s, %(cuando)s, %(hora)s")
        if ficha.activo
        else _("• <b>%(nombre)s</b>: <b>apagado</b>%(propio)s")
    )
    return armar(
        frase,
        nombre=ficha.nombre,
        peso=SEVERIDADES[ficha.severidad],
        propio=_(", ajustado") if uno.ajustado and ficha.activo else "",
        quien=_con_mayuscula(str(DESTINOS[ficha.destino])),
        cuando=cuando(ficha),
        hora=a_las(ficha),
    )


def detalle(uno: TipoConfigurado) -> Html:
    """El tipo, con su texto propio y si se puede callar."""
    ficha = uno.ficha
    lineas = [tipo(uno)]
    if ficha.texto:
        lineas.append(armar(_("   Empieza así: «%(texto)s»"), texto=a_la_vista(ficha.texto)))
    if not ficha.silenciable:
        lineas.append(Html(_("   Nadie lo puede callar: lo exige la ley.")))
    return unir(lineas)


def dias_quitados(antes: TipoConfigurado, despues: TipoConfigurado) -> Html:
    """«Deja de salir: antes del cierre (en días hábiles: 7 y 3)»; vacío si no se quita nada."""
    sobran = tuple(dia for dia in antes.ficha.desfases if dia not in despues.ficha.desfases)
    if not sobran:
        return Html("")
    quitada = replace(antes.ficha, desfases=sobran, cada_semana=False)
    dicho = _("el mismo día") if sobran == (0,) else cuando(quitada)
    return armar(_("Deja de salir: <b>%(cuando)s</b>."), cuando=dicho)


def vista_previa(texto: str) -> Html:
    """Cómo se leería un texto propio, con datos de muestra."""
    return armar(_("Se leería así: <b>%(texto)s</b>"), texto=rellenar(exigir_texto(texto), _MUESTRA))


def fecha_de_ley(una: FechaLegalAlDia) -> Html:
    """Qué vence, cuándo, contra qué día se recuerda, con qué norma y quién la verificó."""
    fecha = una.fecha
    lineas = [
        armar(
            _("• <b>%(codigo)s</b> %(nombre)s: <b>%(estado)s</b>"),
            codigo=fecha.codigo,
            nombre=fecha.nombre,
            estado=_("activa") if fecha.activa else _("sin activar"),
        ),
        armar(_("   Vence el %(dia)s%(resto)s."), dia=formato.fecha(una.cae), resto=_contra(una)),
        armar(
            _("   Norma: %(norma)s. %(quien)s"), norma=recortar(fecha.norma, _NORMA), quien=_verificada(una)
        ),
    ]
    return unir(lineas)


def _contra(una: FechaLegalAlDia) -> str:
    if una.prorroga is None:
        return ""
    return _(
        ", que no se trabaja: se recuerda contra el %(antes)s; por prórroga legal, hasta el %(luego)s"
    ) % {
        "antes": formato.fecha(una.se_recuerda),
        "luego": formato.fecha(una.prorroga),
    }


def _verificada(una: FechaLegalAlDia) -> str:
    fecha = una.fecha
    if fecha.verificado_por is None or fecha.verificado_en is None:
        return _("Viene con el asistente.") if fecha.activa else _("Nadie la ha verificado.")
    return _("La verificó %(quien)s el %(cuando)s.") % {
        "quien": fecha.verificado_por,
        "cuando": formato.instante(fecha.verificado_en),
    }


def efecto_del_sabado(habil: bool) -> Html:
    """Qué cambia al prender o apagar el sábado, y cómo se hace escribiendo."""
    if habil:
        frase = _(
            "Si el sábado pasa a ser <b>hábil</b>, se escribe también los sábados y los plazos en días "
            "hábiles lo cuentan, para toda la entidad.\n"
            "Toque Confirmar o escriba <code>/recordatorios sábado sí</code>."
        )
    else:
        frase = _(
            "Si el sábado pasa a ser <b>no hábil</b>, no se le escribe a nadie ese día y los plazos en días "
            "hábiles no lo cuentan, para toda la entidad.\n"
            "Toque Confirmar o escriba <code>/recordatorios sábado no</code>."
        )
    return Html(frase)


def calendario(entidad: Entidad, hoy: date) -> Html:
    """Qué días no se trabaja además de los festivos nacionales; de los locales, los que vienen."""
    vienen = [date.fromisoformat(dia) for dia in entidad.festivos if dia >= hoy.isoformat()]
    sabado = _("El sábado se trabaja.") if entidad.sabado_habil else _("El sábado no se trabaja.")
    lineas = [
        Html(_("<b>Calendario de la entidad</b>")),
        Html(_("Los festivos nacionales ya están puestos (Ley 51 de 1983).")),
        Html(sabado),
    ]
    if not vienen:
        return unir([*lineas, Html(_("No hay festivos locales por venir."))])
    lineas.append(Html(_("<b>Festivos locales</b>")))
    lineas += [armar("• %(dia)s", dia=formato.fecha(dia)) for dia in vienen[:_FESTIVOS]]
    return unir(lineas)


def _con_mayuscula(texto: str) -> str:
    return texto[:1].upper() + texto[1:]
