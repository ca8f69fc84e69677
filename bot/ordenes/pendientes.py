"""/pendientes: lo que le falta a quien pregunta y, a quien coordina, quién no ha reportado."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from bot.atencion.respuesta import Respuesta
from bot.motor.pantalla import MAXIMO_BOTONES
from bot.ordenes.consultas import POR_PAGINA, reportar
from bot.ordenes.devueltos import bloque_de_devueltos
from bot.ordenes.metas import bloque_por_reportar
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.textos import estado as textos
from bot.textos import formato
from bot.textos.cortes import hasta_cuando
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos import consultar
from dominio.errores import CorteInvalido
from dominio.modelo.consolidado import EstadoActividad
from dominio.reglas.permisos import Permiso, puede
from dominio.valores.fechas import Corte

_POR_LISTA = 5


def pendientes(pedido: Pedido) -> Respuesta:
    """«/pendientes»: vencidas, por vencer y sin reporte en el corte abierto."""
    faltan = consultar.pendientes(pedido.contexto)
    coordina = puede(pedido.contexto.actor, Permiso.CONSULTAR_SIN_REPORTE)
    listas = (
        (Html(_("<b>Vencidas</b>")), faltan.vencidas),
        (Html(_("<b>Por vencer</b> (quince días hábiles)")), faltan.por_vencer),
        (
            armar(_("<b>Sin reporte en el corte</b> (%(corte)s)"), corte=formato.corte(faltan.corte)),
            faltan.sin_reporte,
        ),
    )
    plazo = hasta_cuando(faltan.recepcion)
    devueltos, corregir = bloque_de_devueltos(pedido)
    de_metas, resultados = bloque_por_reportar(pedido)
    todas = [actividad for _titulo, unas in listas for actividad in unas]
    if not todas and not devueltos and not de_metas:
        if coordina:
            return _sin_reporte(pedido, 0, faltan.a_cargo)
        plazo = plazo if faltan.a_cargo else Html("")
        return decir(unir([plazo, _nada_propio(faltan.a_cargo)]), (_("Ver el estado"), "o:estado"))
    bloques = _bloques(listas, {actividad.renglon.id for actividad in faltan.sin_reporte}, pedido)
    pares = [*corregir, *resultados, *_de_reportar(todas, pedido)][: MAXIMO_BOTONES - 1]
    if coordina:
        pares.append((_("Quién no ha reportado"), "f:0"))
    return decir(unir([devueltos, plazo, de_metas, *bloques], "\n\n"), *pares, por_fila=2)


def tocar_sin_reporte(pedido: Pedido) -> Respuesta:
    """Botones «f:<página>[:<dependencia>[:<corte>]]»; con otro corte o dependencia, la lista es de ellos."""
    pagina, dependencia, corte, *_sobra = [*pedido.argumento.split(":"), "", ""][:3]
    de = SinReporteDe(leer_numero(dependencia) or None, leer_corte_de_boton(corte))
    return _sin_reporte(pedido, leer_numero(pagina, 10_000), de=de)


def sin_reporte_de(pedido: Pedido, dependencia_id: int | None, corte: Corte | None) -> Respuesta:
    """Quién no ha reportado en una dependencia o en un corte; sin decirlos, en todo y en el abierto."""
    return _sin_reporte(pedido, 0, de=SinReporteDe(dependencia_id, corte))


def _nada_propio(a_cargo: int) -> Html:
    if not a_cargo:
        return Html(_("Usted no tiene actividades a su cargo. Vea /estado."))
    return Html(_("No tiene pendientes: nada vencido, por vencer ni sin reporte en este corte."))


def _bloques(
    listas: Sequence[tuple[Html, Sequence[EstadoActividad]]], calladas: Set[int], pedido: Pedido
) -> list[Html]:
    """Cada actividad una sola vez, en la primera lista que la trae; si además falta su reporte, lo dice."""
    bloques: list[Html] = []
    dichas: set[int] = set()
    for numero, (titulo, actividades) in enumerate(listas, start=1):
        nuevas = [actividad for actividad in actividades if actividad.renglon.id not in dichas]
        dichas.update(actividad.renglon.id for actividad in nuevas)
        if nuevas:
            bloques.append(_bloque(titulo, nuevas, calladas if numero < len(listas) else frozenset(), pedido))
    return bloques


def _bloque(titulo: Html, actividades: Sequence[EstadoActividad], calladas: Set[int], pedido: Pedido) -> Html:
    lineas = [
        armar(
            "%(linea)s%(falta)s",
            linea=textos.con_plazo(actividad, pedido.contexto.hoy),
            falta=_(" · sin reporte en el corte") if actividad.renglon.id in calladas else "",
        )
        for actividad in actividades[:_POR_LISTA]
    ]
    if len(actividades) > _POR_LISTA:
        lineas.append(armar(_("… y %(n)s más: véalas con /mis"), n=len(actividades) - _POR_LISTA))
    return unir([titulo, *lineas])


def _de_reportar(actividades: Sequence[EstadoActividad], pedido: Pedido) -> list[tuple[str, str]]:
    pares = [par for actividad in actividades if (par := reportar(actividad, pedido))]
    return list(dict.fromkeys(pares))[:POR_PAGINA]


@dataclass(frozen=True, slots=True)
class SinReporteDe:
    """De qué dependencia y de qué corte se pregunta; ``None`` = de todas, del abierto."""

    dependencia_id: int | None = None
    corte: Corte | None = None

    def boton(self) -> str:
        """El prefijo de sus páginas: lo que se preguntó viaja en el botón."""
        return f":{self.dependencia_id or ''}:{self.corte or ''}" if self != SinReporteDe() else ""


def leer_corte_de_boton(texto: str) -> Corte | None:
    """El corte que trae un botón; cualquier otra cosa es ninguno."""
    try:
        return Corte.de(texto) if texto else None
    except CorteInvalido:
        return None


def _sin_reporte(
    pedido: Pedido, pedida: int, a_cargo: int | None = None, de: SinReporteDe | None = None
) -> Respuesta:
    """Quién no ha reportado; ``a_cargo``, si se sabe, dice además si la persona no tiene qué reportar."""
    de = de or SinReporteDe()
    corte, faltan = consultar.sin_reporte(pedido.contexto, de.corte, de.dependencia_id)
    if not faltan:
        todos = armar(_("Todos reportaron en el corte (%(corte)s)."), corte=formato.corte(corte))
        nada = Html("") if a_cargo is None else _nada_propio(a_cargo)
        return decir(unir([todos, nada]), (_("Ver el estado"), "o:estado"))
    pagina = min(pedida, (len(faltan) - 1) // POR_PAGINA)
    lineas = [
        armar(
            _("• <b>%(dependencia)s</b> · %(responsable)s: %(actividades)s (%(codigos)s)"),
            dependencia=recortar(uno.dependencia, 60),
            responsable=recortar(uno.responsable, 60),
            actividades=formato.actividades(len(uno.actividades)),
            codigos=recortar(", ".join(renglon.codigo for renglon in uno.actividades), 80),
        )
        for uno in faltan
    ]
    titulo = armar(_("<b>Sin reporte en el corte</b> (%(corte)s)"), corte=formato.corte(corte))
    pares = [(r, f"{dato}{de.boton()}") for r, dato in paginas("f:", pagina, len(faltan), POR_PAGINA)]
    pares.append((_("Ver el estado"), "o:estado"))
    return decir(textos.lista(titulo, lineas, pagina, POR_PAGINA), *pares, por_fila=2)
