"""Lo que dice un recordatorio: uno solo, o el resumen de varios de la misma persona."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.modelo.recordatorio import RecordatorioTomado

MAXIMO_BOTONES = 8
_NOMBRE_SOLO, _NOMBRE_EN_LISTA, _CODIGO, _CODIGO_EN_BOTON = 1000, 120, 60, 30


def redactar(tomados: Sequence[RecordatorioTomado]) -> Mapping[str, object]:
    """Cuerpo del mensaje: texto HTML y un botón por actividad que abre el reporte ya en ella.

    Args:
        tomados: uno o varios de la misma persona; con más de ocho, los demás se cuentan.
    """
    texto = _de_una(tomados[0]) if len(tomados) == 1 else _de_varias(tomados)
    return {
        "text": str(texto),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": _botones(tomados)},
    }


def _de_una(tomado: RecordatorioTomado) -> Html:
    return unir(
        [
            armar("<b>%(plazo)s</b>", plazo=plazo(tomado.hito)),
            armar(
                "%(codigo)s · %(nombre)s",
                codigo=recortar(tomado.actividad_codigo, _CODIGO),
                nombre=recortar(tomado.actividad, _NOMBRE_SOLO),
            ),
            armar("%(termina)s %(avance)s", termina=_termina(tomado), avance=_avance(tomado)),
            _delegada(tomado),
            Html(_("Toque el botón para reportar cuánto va en total.")),
        ]
    )


def _de_varias(tomados: Sequence[RecordatorioTomado]) -> Html:
    frase = ngettext(
        "<b>Tiene %(n)s actividad por reportar</b>",
        "<b>Tiene %(n)s actividades por reportar</b>",
        len(tomados),
    )
    lineas = [armar(frase, n=len(tomados))]
    for tomado in tomados[:MAXIMO_BOTONES]:
        lineas.append(
            armar(
                _("• <b>%(codigo)s</b> · %(nombre)s. %(plazo)s: %(fecha)s. %(avance)s%(delegada)s"),
                codigo=recortar(tomado.actividad_codigo, _CODIGO),
                nombre=recortar(tomado.actividad, _NOMBRE_EN_LISTA),
                plazo=plazo(tomado.hito),
                fecha=formato.fecha(tomado.fin),
                avance=_avance(tomado),
                delegada=Html(f" {_delegada(tomado)}") if tomado.titular else "",
            )
        )
    otras = len(tomados) - MAXIMO_BOTONES
    if otras > 0:
        frase = ngettext("… y %(n)s más. Véala con /mis.", "… y %(n)s más. Véalas con /mis.", otras)
        lineas.append(armar(frase, n=otras))
    lineas.append(Html(_("Toque la que va a reportar.")))
    return unir(lineas)


def _delegada(tomado: RecordatorioTomado) -> Html:
    if tomado.titular is None:
        return Html("")
    return armar(_("La reporta por delegación de %(titular)s."), titular=recortar(tomado.titular, _CODIGO))


def plazo(hito: str) -> str:
    """«Faltan 3 días hábiles», «Último día hábil» o «Plazo vencido»."""
    if hito.startswith("vencida"):
        return _("Plazo vencido")
    if not hito.startswith("faltan_"):
        return _("Último día hábil")
    faltan = int(hito.removeprefix("faltan_"))
    return ngettext("Falta %(n)s día hábil", "Faltan %(n)s días hábiles", faltan) % {"n": faltan}


def _termina(tomado: RecordatorioTomado) -> Html:
    vencida = tomado.hito.startswith("vencida")
    frase = _("Terminó el %(fecha)s.") if vencida else _("Termina el %(fecha)s.")
    return armar(frase, fecha=formato.fecha(tomado.fin))


def _avance(tomado: RecordatorioTomado) -> Html:
    if tomado.avance is None:
        return Html(_("Sin avance reportado."))
    return armar(_("Va en %(avance)s."), avance=formato.porcentaje(tomado.avance))


def _botones(tomados: Sequence[RecordatorioTomado]) -> list[list[dict[str, str]]]:
    if len(tomados) == 1:
        return [
            [_boton(_("Reportar avance"), "r:", tomados[0])],
            [_boton(_("Sin novedad"), "s:", tomados[0])],
            [_boton(_("Igual que el corte anterior"), "s:i", tomados[0])],
        ]
    con_sin_novedad = len(tomados) * 2 <= MAXIMO_BOTONES
    filas = []
    for uno in tomados[:MAXIMO_BOTONES]:
        codigo = {"codigo": recortar(uno.actividad_codigo, _CODIGO_EN_BOTON)}
        fila = [_boton(_("Reportar %(codigo)s") % codigo, "r:", uno)]
        if con_sin_novedad:
            fila.append(_boton(_("Sin novedad %(codigo)s") % codigo, "s:", uno))
        filas.append(fila)
    return filas


def _boton(rotulo: str, prefijo: str, tomado: RecordatorioTomado) -> dict[str, str]:
    return {"text": rotulo, "callback_data": f"{prefijo}{tomado.actividad_id}"}
