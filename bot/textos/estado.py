"""Cómo va algo del plan, en pocas líneas: banda, avance y esperado, dinero y lo que falta."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.textos import formato
from bot.textos.gasto import cuatro_razones
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import Estado, EstadoActividad
from dominio.valores.porcentaje import Porcentaje

_ANCHO_NOMBRE = 90


def banda(una: Banda | None) -> str:
    """«🟢 al día»; el color nunca va solo."""
    return _("sin medir") if una is None else f"{una.emoji} {una.nombre}"


def o_sin_medir(valor: Porcentaje | None) -> str:
    """«45,5 %»; si no hay contra qué medir, se dice."""
    return _("sin medir") if valor is None else formato.porcentaje(valor)


def de_ambito(estado: Estado) -> Html:
    """El estado de una entidad, dependencia, programa, proyecto o meta."""
    titulo = f"{estado.codigo} · {estado.nombre}" if estado.codigo else estado.nombre
    return unir(
        [
            armar("<b>%(titulo)s</b>", titulo=recortar(titulo, 160)),
            armar(
                _("%(banda)s · avance %(avance)s · debía ir en %(esperado)s"),
                banda=banda(estado.banda),
                avance=o_sin_medir(estado.avance),
                esperado=o_sin_medir(estado.esperado),
            ),
            _sobre_que(estado),
            _faltas(estado),
            _bandas(estado),
            armar(
                _("Apropiación definitiva: %(definitiva)s"),
                definitiva=formato.pesos(estado.saldos.definitiva),
            ),
            cuatro_razones(estado.razones),
        ]
    )


def _sobre_que(estado: Estado) -> Html:
    if estado.ambito in ("actividad", "meta"):
        return armar("%(actividades)s", actividades=formato.actividades(estado.actividades))
    return armar(
        _("Promedio de %(metas)s, %(actividades)s"),
        metas=formato.metas(estado.metas),
        actividades=formato.actividades(estado.actividades),
    )


def _faltas(estado: Estado) -> Html:
    partes = [
        (estado.vencidas, ngettext("%(n)s vencida", "%(n)s vencidas", estado.vencidas)),
        (estado.sin_reporte, _nunca_reportadas(estado.sin_reporte)),
        (estado.sin_revisar, _("%(n)s sin revisar")),
    ]
    return Html(" · ".join(armar(frase, n=cuantas) for cuantas, frase in partes if cuantas))


def sin_revisar(actividades: Sequence[EstadoActividad]) -> Html:
    """«3 sin revisar»: cuántas tienen su último reporte sin aprobar; vacío si ninguna."""
    cuantas = sum(actividad.renglon.sin_revisar for actividad in actividades)
    if not cuantas:
        return Html("")
    frase = ngettext("%(n)s con reporte sin revisar.", "%(n)s con reportes sin revisar.", cuantas)
    return armar(frase, n=cuantas)


def _nunca_reportadas(cuantas: int) -> str:
    """No es lo mismo que «sin reporte en este corte», que es lo que muestra /pendientes."""
    return ngettext("%(n)s nunca reportada", "%(n)s nunca reportadas", cuantas)


def _bandas(estado: Estado) -> Html:
    conteos = [
        armar("%(banda)s: %(n)s", banda=banda(una), n=cuantas) for una, cuantas in estado.bandas if cuantas
    ]
    return Html(" · ".join(conteos))


def linea(actividad: EstadoActividad) -> Html:
    """Una actividad en dos renglones: banda y nombre, avance y esperado."""
    renglon = actividad.renglon
    return armar(
        _("%(banda)s · <b>%(codigo)s</b> %(nombre)s\n   %(avance)s, debía ir en %(esperado)s"),
        banda=banda(actividad.banda),
        codigo=renglon.codigo,
        nombre=recortar(renglon.nombre, _ANCHO_NOMBRE),
        avance=formato.porcentaje(renglon.avance),
        esperado=formato.porcentaje(actividad.esperado),
    )


def con_plazo(actividad: EstadoActividad, hoy: date) -> Html:
    """La actividad y cuánto le queda, o hace cuánto venció."""
    renglon = actividad.renglon
    restan = (renglon.fin - hoy).days
    frase = (
        _("• <b>%(codigo)s</b> %(nombre)s: %(avance)s, %(dias)s")
        if restan >= 0
        else _("• <b>%(codigo)s</b> %(nombre)s: %(avance)s, venció hace %(dias)s")
    )
    return armar(
        frase,
        codigo=renglon.codigo,
        nombre=recortar(renglon.nombre, _ANCHO_NOMBRE),
        avance=formato.porcentaje(renglon.avance),
        dias=formato.faltan(restan) if restan >= 0 else formato.dias(-restan),
    )


def lista(titulo: Html, lineas: Sequence[Html], pagina: int, por_pagina: int) -> Html:
    """Una página de una lista, diciendo cuál es."""
    total = max(1, -(-len(lineas) // por_pagina))
    cabeza = titulo
    if total > 1:
        cabeza = unir(
            [titulo, armar(_("(página %(n)s de %(total)s)"), n=min(pagina, total - 1) + 1, total=total)], " "
        )
    return unir([cabeza, *lineas[pagina * por_pagina : (pagina + 1) * por_pagina]])
