"""Las alertas, dichas a una persona: cuántas hay, de quién, desde cuándo y qué se hace."""

from __future__ import annotations

from collections.abc import Sequence

from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.alertas import CuentaDeAlertas, PanoramaDeAlertas
from dominio.modelo.alerta import Alerta, LibroDeAlertas, ReglaDeAlerta, por_actividad
from dominio.modelo.hallazgo import Severidad

_NOMBRE, _FRASE, _QUIEN = 70, 260, 120
EMOJIS = {Severidad.ERROR: "🔴", Severidad.ADVERTENCIA: "🟡", Severidad.INFORMATIVO: "🔵"}
_REGLAS: dict[ReglaDeAlerta, Perezosa] = {
    ReglaDeAlerta.VENCIDA: _l("Actividad vencida"),
    ReglaDeAlerta.POR_VENCER: _l("Por vencer sin avance"),
    ReglaDeAlerta.ATRASADA: _l("Muy por debajo de lo esperado"),
    ReglaDeAlerta.GASTO_SIN_AVANCE: _l("Gasto sin avance"),
    ReglaDeAlerta.AVANCE_SIN_GASTO: _l("Avance sin gasto"),
    ReglaDeAlerta.CONTRATACION: _l("Contratación sin empezar"),
    ReglaDeAlerta.SIN_REPORTE: _l("Sin reporte en el corte"),
    ReglaDeAlerta.OMISION: _l("Omisión"),
    ReglaDeAlerta.SIN_RESPONSABLE: _l("Actividad sin responsable"),
    ReglaDeAlerta.DEVUELTO: _l("Devuelto sin corregir"),
    ReglaDeAlerta.COLA: _l("Reporte sin revisar"),
    ReglaDeAlerta.VISTO_BUENO: _l("Visto bueno detenido"),
    ReglaDeAlerta.NO_ENTREGABLE: _l("No se le puede escribir"),
    ReglaDeAlerta.RECLAMO: _l("Dice que no es suya"),
    ReglaDeAlerta.CORTE: _l("Corte por cerrar"),
    ReglaDeAlerta.LEGAL: _l("Fecha que exige la ley"),
    ReglaDeAlerta.RUTA: _l("Paso del plan con el plazo vencido"),
}


PESOS: dict[Severidad, Perezosa] = {
    Severidad.ERROR: _l("grave"),
    Severidad.ADVERTENCIA: _l("advertencia"),
    Severidad.INFORMATIVO: _l("informativa"),
}


def nombre_de_regla(regla: str) -> str:
    """«Actividad vencida»."""
    return str(_REGLAS[ReglaDeAlerta(regla)])


def cuantas(errores: int, advertencias: int, informativos: int) -> str:
    """«3 graves, 1 advertencia y 2 informativas»; las que no hay no se nombran."""
    partes = [
        (errores, ngettext("%(n)s grave", "%(n)s graves", errores)),
        (advertencias, ngettext("%(n)s advertencia", "%(n)s advertencias", advertencias)),
        (informativos, ngettext("%(n)s informativa", "%(n)s informativas", informativos)),
    ]
    dichas = [frase % {"n": n} for n, frase in partes if n]
    return formato.enumerar(dichas) if dichas else _("ninguna")


def desde(alerta: Alerta) -> str:
    """«desde el 30 sep. 2026»; si no se sabe, se dice."""
    if alerta.desde is None:
        return _("no se sabe desde cuándo")
    return _("desde el %(dia)s") % {"dia": formato.fecha(alerta.desde)}


def resumen(panorama: PanoramaDeAlertas) -> Html:
    """Cuántas hay de cada severidad, y qué quiere decir."""
    titulo = armar(_("<b>Alertas %(anio)s</b>"), anio=panorama.vigencia)
    if panorama.ambito is not None:
        titulo = armar(
            _("<b>Alertas %(anio)s · %(ambito)s</b>"),
            anio=panorama.vigencia,
            ambito=recortar(panorama.ambito, _NOMBRE),
        )
    if not panorama.alertas:
        limpio = armar(
            _("🟢 No hay nada por atender en %(actividades)s."),
            actividades=formato.actividades(panorama.actividades),
        )
        return unir([titulo, limpio])
    lineas = [titulo]
    for una in Severidad:
        n = panorama.cuantas(una)
        if n:
            contadas = cuantas(*(n if cual is una else 0 for cual in Severidad))
            nota = _nota(una, n)
            lineas.append(armar("%(emoji)s %(n)s: %(nota)s", emoji=EMOJIS[una], n=contadas, nota=nota))
    return unir(lineas)


def _nota(severidad: Severidad, n: int) -> str:
    """Qué quiere decir esa severidad, en singular o en plural."""
    match severidad:
        case Severidad.ERROR:
            return ngettext("hay que resolverla ya", "hay que resolverlas ya", n)
        case Severidad.ADVERTENCIA:
            return ngettext("pide atención", "piden atención", n)
        case _:
            return _("para tener en cuenta")


def las_primeras(alertas: Sequence[Alerta], cuantas_van: int) -> list[Html]:
    """Un renglón por actividad, «🟡 A-004 Fumigar barrios: Sin reporte (y 2 más)», y cuántas más hay."""
    vistos = por_actividad(alertas)[:cuantas_van]
    lineas = [
        armar(
            "%(emoji)s <b>%(objeto)s</b> %(nombre)s: %(regla)s%(mas)s",
            emoji=EMOJIS[grupo[0].severidad],
            objeto=recortar(grupo[0].objeto, 40),
            nombre=recortar(grupo[0].nombre, _NOMBRE),
            regla=nombre_de_regla(grupo[0].regla),
            mas=_(" (y %(n)s más)") % {"n": len(grupo) - 1} if len(grupo) > 1 else "",
        )
        for grupo in vistos
    ]
    otras = len(alertas) - sum(len(grupo) for grupo in vistos)
    if otras > 0:
        lineas.append(armar(_("… y %(n)s más, con los botones."), n=otras))
    return lineas


def de_dependencia(cuenta: CuentaDeAlertas) -> Html:
    """«• Secretaría de Salud: 3 graves y 1 advertencia»."""
    return armar(
        _("• %(dependencia)s: %(cuantas)s"),
        dependencia=recortar(cuenta.nombre or _("De toda la entidad"), _NOMBRE),
        cuantas=cuantas(cuenta.errores, cuenta.advertencias, cuenta.informativos),
    )


def de_regla(regla: str, alertas: Sequence[Alerta]) -> Html:
    """«🔴 Actividad vencida: 12»."""
    peor = min((alerta.severidad for alerta in alertas), key=lambda s: s.peso)
    return armar(
        "%(emoji)s %(regla)s: %(n)s", emoji=EMOJIS[peor], regla=nombre_de_regla(regla), n=len(alertas)
    )


def en_lista(numero: int, alerta: Alerta, otras: int = 0) -> Html:
    """Una alerta en dos renglones: qué y desde cuándo, y qué pasa; y cuántas más tiene su actividad."""
    dicha = armar(
        _("%(emoji)s %(n)s. <b>%(regla)s</b> · %(objeto)s %(nombre)s (%(desde)s)\n%(pasa)s"),
        emoji=EMOJIS[alerta.severidad],
        n=numero,
        regla=nombre_de_regla(alerta.regla),
        objeto=recortar(alerta.objeto, 40),
        nombre=recortar(alerta.nombre, _NOMBRE),
        desde=desde(alerta),
        pasa=recortar(alerta.que_pasa, _FRASE),
    )
    return unir([dicha, armar(_("… y %(n)s más de esta actividad."), n=otras)], " ") if otras else dicha


def pagina(titulo: Html, grupos: Sequence[Sequence[Alerta]], cual: int, por_pagina: int) -> Html:
    """Una página de la lista, diciendo cuál es; de cada grupo se dice la primera y cuántas más tiene."""
    total = max(1, -(-len(grupos) // por_pagina))
    if total > 1:
        numerada = armar(_("(página %(n)s de %(total)s)"), n=cual + 1, total=total)
        titulo = unir([titulo, numerada], " ")
    inicio = cual * por_pagina
    visibles = grupos[inicio : inicio + por_pagina]
    lineas = [en_lista(n, grupo[0], len(grupo) - 1) for n, grupo in enumerate(visibles, start=inicio + 1)]
    return unir([titulo, *(lineas or [Html(_("🟢 No hay ninguna."))])])


def detalle(alerta: Alerta) -> Html:
    """Todo lo de una: regla, objeto, desde cuándo, qué pasa, qué hacer y quién debe."""
    return unir(
        [
            armar(
                _("%(emoji)s <b>%(regla)s</b>"),
                emoji=EMOJIS[alerta.severidad],
                regla=nombre_de_regla(alerta.regla),
            ),
            armar(
                _("<b>%(objeto)s</b> · %(nombre)s"),
                objeto=recortar(alerta.objeto, 60),
                nombre=recortar(alerta.nombre, 200),
            ),
            armar(
                _("De: %(dependencia)s"),
                dependencia=recortar(alerta.dependencia or _("toda la entidad"), _QUIEN),
            ),
            armar(_("Cuándo: %(desde)s"), desde=desde(alerta)),
            armar(_("Qué pasa: %(pasa)s"), pasa=recortar(alerta.que_pasa, 600)),
            armar(_("Qué hacer: %(hacer)s"), hacer=recortar(alerta.que_hacer, 300)),
            armar(_("Quién: %(quien)s"), quien=recortar(alerta.quien, _QUIEN)),
        ]
    )


def libro_listo(libro: LibroDeAlertas, codigo: str) -> tuple[Html, str]:
    """Frase y nombre del archivo."""
    frase = armar(
        _("<b>Lista de alertas</b>: %(ambito)s, %(n)s."),
        ambito=libro.ambito or libro.entidad,
        n=cuantas(*(sum(a.severidad is una for a in libro.alertas) for una in Severidad)),
    )
    return frase, f"alertas-{codigo}-{libro.vigencia}.xlsx"
