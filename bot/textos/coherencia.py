"""La coherencia, dicha a una persona: cuánto falta, de quién, qué dice cada regla y cómo se arregla."""

from __future__ import annotations

from collections.abc import Sequence

from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.coherencia import RevisionDeCoherencia
from dominio.modelo.coherencia import (
    CoherenciaDeDependencia,
    ReglaRelajada,
    ReglaVigente,
    SituacionDeDependencia,
)
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.reglas.coherencia.umbrales import umbral_en_palabras

_MENSAJE, _NOMBRE = 230, 60
_RELAJADAS, _RAZON = 5, 120
_EMOJIS = {Severidad.ERROR: "🔴", Severidad.ADVERTENCIA: "🟡", Severidad.INFORMATIVO: "🔵"}
_SEVERIDADES: dict[Severidad, Perezosa] = {
    Severidad.ERROR: _l("error"),
    Severidad.ADVERTENCIA: _l("advertencia"),
    Severidad.INFORMATIVO: _l("informativo"),
}
_SITUACIONES: dict[SituacionDeDependencia, Perezosa] = {
    SituacionDeDependencia.LIMPIA: _l("🟢 limpia"),
    SituacionDeDependencia.CON_ADVERTENCIAS: _l("🟡 con advertencias"),
    SituacionDeDependencia.BLOQUEADA: _l("🔴 bloqueada"),
}


def severidad(una: Severidad) -> str:
    """«error», «advertencia» o «informativo»."""
    return str(_SEVERIDADES[una])


def cuantos(errores: int, advertencias: int, informativos: int) -> str:
    """«3 errores, 1 advertencia y 2 informativos»; los que no hay no se nombran."""
    partes = [
        (errores, ngettext("%(n)s error", "%(n)s errores", errores)),
        (advertencias, ngettext("%(n)s advertencia", "%(n)s advertencias", advertencias)),
        (informativos, ngettext("%(n)s informativo", "%(n)s informativos", informativos)),
    ]
    dichas = [frase % {"n": n} for n, frase in partes if n]
    return formato.enumerar(dichas) if dichas else _("nada")


def resumen(revision: RevisionDeCoherencia) -> Html:
    """Cuántos hay de cada peso, y qué quiere decir."""
    abiertos = revision.abiertos
    de = {una: sum(h.severidad is una for h in abiertos) for una in Severidad}
    aceptados = len(revision.hallazgos) - len(abiertos)
    titulo = (
        armar(_("<b>Coherencia del plan %(anio)s</b>"), anio=revision.vigencia)
        if revision.dependencia is None
        else armar(
            _("<b>Coherencia %(anio)s · %(dependencia)s</b>"),
            anio=revision.vigencia,
            dependencia=recortar(revision.dependencia, _NOMBRE),
        )
    )
    lineas = [titulo]
    if not abiertos:
        entero = not revision.sin_evaluar and not revision.reglas_apagadas
        lineas.append(
            Html(
                _("🟢 No hay nada por corregir: el plan es coherente.")
                if entero
                else _("🟢 No hay nada por corregir en lo que se evaluó.")
            )
        )
    for una, nota in (
        (Severidad.ERROR, _("no se puede aprobar así")),
        (Severidad.ADVERTENCIA, _("piden explicación")),
        (Severidad.INFORMATIVO, _("para tener en cuenta")),
    ):
        if de[una]:
            contado = cuantos(*(de[una] if cual is una else 0 for cual in Severidad))
            lineas.append(armar("%(emoji)s %(n)s: %(nota)s", emoji=_EMOJIS[una], n=contado, nota=nota))
    if aceptados:
        frase = ngettext("✔️ %(n)s aceptado con su razón", "✔️ %(n)s aceptados con su razón", aceptados)
        lineas.append(armar(frase, n=aceptados))
    return unir([*lineas, *relajadas(revision.reglas_apagadas), *_sin_evaluar(revision)])


def relajadas(reglas: Sequence[ReglaRelajada]) -> list[Html]:
    """«⚠️ 1 regla apagada: R09, por «…» (Pilar Mora, 4 sep.)», y lo mismo de los errores rebajados."""
    apagadas = [una for una in reglas if una.apagada]
    rebajadas = [una for una in reglas if not una.apagada]
    lineas = []
    for cuales, frase in (
        (apagadas, ngettext("%(n)s regla apagada", "%(n)s reglas apagadas", len(apagadas))),
        (rebajadas, ngettext("%(n)s error rebajado", "%(n)s errores rebajados", len(rebajadas))),
    ):
        if cuales:
            dichas = "; ".join(_por_que(una) for una in cuales[:_RELAJADAS])
            sobran = len(cuales) - _RELAJADAS
            if sobran > 0:
                dichas += _("; y %(n)s más, en «Por regla»") % {"n": sobran}
            lineas.append(armar("⚠️ %(n)s: %(cuales)s.", n=frase % {"n": len(cuales)}, cuales=dichas))
    return lineas


def _por_que(una: ReglaRelajada) -> str:
    """«R09, por «…» (Pilar Mora, 04/09/2026)»."""
    nombre = (
        una.codigo
        if una.apagada
        else _("%(regla)s a %(severidad)s") % {"regla": una.codigo, "severidad": severidad(una.severidad)}
    )
    if una.razon is None:
        return _("%(regla)s, sin razón escrita") % {"regla": nombre}
    quien = una.quien or _("quien administra el asistente")
    firma = quien if una.cuando is None else f"{quien}, {formato.instante(una.cuando)}"
    return _("%(regla)s, por «%(razon)s» (%(firma)s)") % {
        "regla": nombre,
        "razon": recortar(una.razon, _RAZON),
        "firma": firma,
    }


def _sin_evaluar(revision: RevisionDeCoherencia) -> list[Html]:
    """«⚪ Falta el PAC: no se evaluó R16»."""
    return [
        armar(
            ngettext(
                "⚪ Falta %(que)s: no se evaluó %(reglas)s.",
                "⚪ Falta %(que)s: no se evaluaron %(reglas)s.",
                len(falta.reglas),
            ),
            que=falta.que,
            reglas=formato.enumerar(list(falta.reglas)),
        )
        for falta in revision.sin_evaluar
    ]


def de_dependencia(cuenta: CoherenciaDeDependencia) -> Html:
    """«• Secretaría de Salud: 🔴 bloqueada · 2 errores y 1 advertencia»."""
    aceptados = (
        ngettext(" · %(n)s aceptado", " · %(n)s aceptados", cuenta.aceptados) % {"n": cuenta.aceptados}
        if cuenta.aceptados
        else ""
    )
    return armar(
        _("• <b>%(dependencia)s</b>: %(situacion)s · %(cuantos)s%(aceptados)s"),
        dependencia=recortar(cuenta.nombre or _("De toda la entidad"), _NOMBRE),
        situacion=str(_SITUACIONES[cuenta.situacion]),
        cuantos=cuantos(cuenta.errores, cuenta.advertencias, cuenta.informativos),
        aceptados=aceptados,
    )


def de_regla(regla: ReglaVigente, halladas: int, peor: Severidad | None = None) -> Html:
    """«• R12 Ponderaciones que suman 100: 4», con el color de su peor hallazgo si tiene."""
    return armar(
        _("• %(emoji)s <b>%(regla)s</b> %(nombre)s: %(n)s"),
        emoji=_EMOJIS[peor or regla.severidad],
        regla=regla.ficha.codigo,
        nombre=regla.ficha.nombre,
        n=_("apagada") if regla.apagada else str(halladas),
    )


def en_lista(numero: int, hallazgo: Hallazgo) -> Html:
    """Un hallazgo en un renglón numerado."""
    return armar(
        "%(numero)s. %(emoji)s <b>%(regla)s</b> %(mensaje)s",
        numero=numero,
        emoji="✔️" if not hallazgo.abierto else _EMOJIS[hallazgo.severidad],
        regla=hallazgo.regla,
        mensaje=recortar(hallazgo.mensaje, _MENSAJE),
    )


def detalle(hallazgo: Hallazgo, regla: ReglaVigente) -> Html:
    """Un hallazgo entero: qué pasa, cómo se arregla y, si se aceptó, por qué."""
    lineas = [
        armar(
            _("%(emoji)s <b>%(regla)s · %(objeto)s</b> (%(severidad)s)"),
            emoji=_EMOJIS[hallazgo.severidad],
            regla=hallazgo.regla,
            objeto=recortar(hallazgo.objeto, _NOMBRE),
            severidad=severidad(hallazgo.severidad),
        ),
        armar("%(dependencia)s", dependencia=recortar(hallazgo.dependencia or "", 120)),
        armar("%(mensaje)s", mensaje=recortar(hallazgo.mensaje, 900)),
        armar(_("<b>Cómo se arregla:</b> %(arreglo)s"), arreglo=hallazgo.arreglo or regla.ficha.arreglo),
    ]
    if hallazgo.aceptacion is not None:
        lineas.append(
            armar(
                _("✔️ Lo aceptó %(quien)s el %(cuando)s: %(razon)s"),
                quien=hallazgo.aceptacion.autor or _("quien administra el asistente"),
                cuando=formato.instante(hallazgo.aceptacion.en),
                razon=hallazgo.aceptacion.razon,
            )
        )
    return unir(lineas)


def ficha(regla: ReglaVigente) -> Html:
    """La ficha de una regla, como la tiene la entidad."""
    una = regla.ficha
    estado = _("apagada") if regla.apagada else _("se evalúa")
    ajustada = "" if regla.ajuste.vacio else _(" · ajustada por su entidad")
    lineas = [
        armar(_("<b>%(regla)s · %(nombre)s</b>"), regla=una.codigo, nombre=una.nombre),
        armar(
            _("%(emoji)s %(severidad)s · %(estado)s%(ajustada)s"),
            emoji=_EMOJIS[regla.severidad],
            severidad=severidad(regla.severidad),
            estado=estado,
            ajustada=ajustada,
        ),
        armar(_("<b>Qué mira:</b> %(que)s"), que=una.que_mira),
        armar(_("<b>Cómo se arregla:</b> %(arreglo)s"), arreglo=una.arreglo),
        *relajadas([regla.relajada] if regla.relajada else []),
        _umbral(regla),
        armar("%(sin_datos)s", sin_datos=una.sin_datos) if una.sin_datos else Html(""),
        armar(_("<i>Fuente: %(fuente)s.</i>"), fuente=una.fuente),
    ]
    return unir(lineas)


def _umbral(regla: ReglaVigente) -> Html:
    if regla.ficha.umbral is None:
        return Html("")
    return armar(
        _("<b>Umbral:</b> %(valor)s, %(que)s."),
        valor=umbral_en_palabras(regla.ficha.umbral, regla.umbral),
        que=regla.ficha.umbral.que,
    )


def lo_aceptado(hallazgos: Sequence[Hallazgo], razon: str) -> Html:
    """Qué se va a dejar pasar y con qué razón."""
    dichos = [en_lista(numero, hallazgo) for numero, hallazgo in enumerate(hallazgos[:5], start=1)]
    sobran = len(hallazgos) - len(dichos)
    mas = ngettext("… y %(n)s más.", "… y %(n)s más.", sobran) if sobran > 0 else ""
    return unir([*dichos, armar(mas, n=sobran) if mas else Html(""), armar(_("Razón: %(r)s"), r=razon)])
