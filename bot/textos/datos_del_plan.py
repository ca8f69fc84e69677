"""Lo que el plan dice de un objeto: responsable, fechas, proyecto, meta y fuentes, en pocas líneas."""

from __future__ import annotations

from collections.abc import Iterable

from bot.textos import formato
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.datos_del_plan import DatosDelPlan
from dominio.modelo.objeto import Objeto
from dominio.modelo.plan import Registro, Renglon
from dominio.reglas.financiero import sumar

_LISTADOS = 6
_ANCHO = 200


def titulo(objeto: Objeto) -> Html:
    """«A-012 · Pavimentar vías»."""
    nombre = f"{objeto.codigo} · {objeto.nombre}" if objeto.codigo else objeto.nombre
    return armar("<b>%(nombre)s</b>", nombre=recortar(nombre, 160))


def responsables(datos: DatosDelPlan) -> Html:
    """Quién responde: con una actividad, su nombre y cargo; con varias, cada persona y cuántas tiene."""
    if len(datos.renglones) == 1:
        renglon = datos.renglones[0]
        return unir([titulo(datos.objeto), _responsable(renglon), _dependencia(renglon)])
    cuantas: dict[str, int] = {}
    for renglon in datos.renglones:
        cuantas[renglon.responsable] = cuantas.get(renglon.responsable, 0) + 1
    lineas = [
        armar("• %(nombre)s: %(n)s", nombre=nombre, n=formato.actividades(n)) for nombre, n in cuantas.items()
    ]
    return unir([titulo(datos.objeto), *_recortadas(lineas)])


def ficha(datos: DatosDelPlan) -> Html:
    """Todo lo que el plan dice del objeto; lo que no trae, no se nombra."""
    renglones = datos.renglones
    una = renglones[0] if len(renglones) == 1 else None
    lineas = [
        titulo(datos.objeto),
        _responsable(una) if una else Html(""),
        _dato(_("Dependencia: %(valor)s"), (r.dependencia for r in renglones)),
        armar(
            _("Fechas: del %(inicio)s al %(fin)s"),
            inicio=formato.fecha(min(r.inicio for r in renglones)),
            fin=formato.fecha(max(r.fin for r in renglones)),
        ),
        _dato(_("BPIN: %(valor)s"), (r.bpin for r in renglones)),
        _dato(_("Proyecto: %(valor)s"), (r.proyecto for r in renglones)),
        _dato(_("Objetivo: %(valor)s"), (r.objetivo for r in renglones)),
        _dato(_("Programa: %(valor)s"), (_con_codigo(r.programa_codigo, r.programa) for r in renglones)),
        _dato(_("Meta: %(valor)s"), (_con_codigo(r.meta_codigo, r.meta) for r in renglones)),
        _dato(_("Indicador: %(valor)s"), (_con_codigo(r.indicador, r.unidad) for r in renglones)),
        _medida(una) if una else armar(_("Son %(n)s."), n=formato.actividades(len(renglones))),
        *_fuentes(datos.registros),
    ]
    return unir(lineas)


def _responsable(renglon: Renglon) -> Html:
    if not renglon.cargo:
        return armar(_("Responsable: <b>%(nombre)s</b>"), nombre=renglon.responsable)
    frase = _("Responsable: <b>%(nombre)s</b>, %(cargo)s")
    return armar(frase, nombre=renglon.responsable, cargo=renglon.cargo)


def _dependencia(renglon: Renglon) -> Html:
    return armar(_("Dependencia: %(valor)s"), valor=renglon.dependencia)


def _medida(renglon: Renglon) -> Html:
    if not renglon.cantidad_programada:
        return Html("")
    cantidad = formato.cantidad(renglon.cantidad_programada, renglon.unidad)
    return armar(_("Cantidad programada: %(cantidad)s"), cantidad=cantidad)


def _con_codigo(codigo: str | None, nombre: str | None) -> str | None:
    return " · ".join(parte for parte in (codigo, nombre) if parte) or None


def _dato(frase: str, valores: Iterable[str | None]) -> Html:
    """El dato, si es el mismo para todas; si son pocos, todos; si son muchos, cuántos."""
    distintos = list(dict.fromkeys(valor for valor in valores if valor))
    if not distintos:
        return Html("")
    if len(distintos) > 3:
        return armar(frase, valor=_("%(n)s distintos") % {"n": len(distintos)})
    return armar(frase, valor=recortar("; ".join(distintos), _ANCHO))


def _fuentes(registros: Iterable[Registro]) -> list[Html]:
    lineas: dict[str, list[Registro]] = {}
    for registro in registros:
        nombre = _con_codigo(registro.fuente_codigo, registro.fuente) or _("Sin fuente")
        lineas.setdefault(nombre, []).append(registro)
    dichas = [
        armar(
            _("• %(fuente)s: %(monto)s"),
            fuente=recortar(nombre, 90),
            monto=formato.pesos(sumar(r.saldos for r in suyos).definitiva),
        )
        for nombre, suyos in lineas.items()
    ]
    return [Html(_("Fuentes y apropiación definitiva:")), *_recortadas(dichas)] if dichas else []


def _recortadas(lineas: list[Html]) -> list[Html]:
    otras = len(lineas) - _LISTADOS
    if otras <= 0:
        return lineas
    return [*lineas[:_LISTADOS], armar(_("… y %(n)s más"), n=otras)]
