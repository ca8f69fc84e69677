"""/corte: cómo va el corte, y cerrarlo, prorrogarlo, abrir el siguiente o reabrirlo."""

from __future__ import annotations

from collections.abc import Sequence

from bot.atencion.respuesta import Apertura, Respuesta
from bot.dialogos.corte import nombre_del_dialogo
from bot.ordenes.cortes_escritos import leer_decision
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.textos import cortes as textos
from bot.textos import formato
from bot.textos.estado import lista
from bot.textos.idioma import _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.cortes import (
    CuentaDeDependencia,
    PanoramaDelCorte,
    consultar_corte,
    recepcion_de_hoy,
    situaciones_de_los_cortes,
)
from dominio.errores import CorteInvalido, EntradaInvalida, NoEncontrado
from dominio.modelo.corte import AccionDeCorte, SituacionDeCorte
from dominio.reglas.cortes import acciones_posibles, exigir_posible, lleva_fecha
from dominio.reglas.permisos import Permiso, puede
from dominio.valores.fechas import Corte

_DEPENDENCIAS, _OMISIONES, _CORTES = 12, 8, 5
_ROTULOS = {
    AccionDeCorte.CERRAR: _l("Cerrar"),
    AccionDeCorte.PRORROGAR: _l("Prorrogar"),
    AccionDeCorte.ABRIR: _l("Abrir"),
    AccionDeCorte.REABRIR: _l("Reabrir"),
}


def corte(pedido: Pedido) -> Respuesta:
    """«/corte», «/corte 2026-T2», «/corte cerrar», «/corte prorrogar 15 de octubre; motivo»."""
    if not puede(pedido.contexto.actor, Permiso.GESTIONAR_CORTES) and not pedido.argumento.strip():
        return cuando_cierra(pedido)
    escrito = leer_decision(pedido.contexto, pedido.argumento)
    if escrito.accion is None:
        return _panorama(pedido, escrito.corte, 0)
    return _abrir(pedido, escrito.accion, escrito.corte, escrito.respuestas)


def cuando_cierra(pedido: Pedido) -> Respuesta:
    """A qué corte va lo que se reporte hoy y hasta cuándo; lo puede preguntar cualquiera."""
    recepcion = recepcion_de_hoy(pedido.contexto)
    return decir(textos.hasta_cuando(recepcion), (_("Ver mis pendientes"), "o:pendientes"))


def tocar_corte(pedido: Pedido) -> Respuesta:
    """Botones «k:v:<corte>:<página>», «k:o:<corte>:<página>», «k:l:<página>» y «k:<decisión>:<corte>»."""
    que, _dos, resto = pedido.argumento.partition(":")
    if que == "l":
        return _todos(pedido, leer_numero(resto, 100))
    escrito, _dos, pagina = resto.partition(":")
    cual = _leer(escrito)
    if que == "o":
        return _omisiones(pedido, cual, leer_numero(pagina, 10_000))
    if que in tuple(AccionDeCorte):
        return _abrir(pedido, AccionDeCorte(que), cual, {})
    return _panorama(pedido, cual, leer_numero(pagina, 10_000))


def _leer(texto: str) -> Corte | None:
    try:
        return Corte.de(texto)
    except CorteInvalido:
        return None


def _abrir(
    pedido: Pedido, accion: AccionDeCorte, cual: Corte | None, respuestas: dict[str, str]
) -> Respuesta:
    """El diálogo de esa decisión, ya con el corte si se sabe o es el único posible.

    Lo que hoy no se puede decidir se dice de una vez, sin empezar a preguntar.
    """
    todas = situaciones_de_los_cortes(pedido.contexto)
    if cual is not None:
        situacion = _hallar(cual, todas)
        exigir_posible(accion, situacion, todas)
    elegido = cual or _unico(accion, todas)
    if elegido is not None:
        respuestas = {"corte": str(elegido), **respuestas}
    if not lleva_fecha(accion):
        # El motivo es opcional: quien lo quiera dar lo edita en el resumen.
        respuestas = {"motivo": "", **respuestas}
    return Respuesta(abrir=Apertura(nombre_del_dialogo(accion), respuestas))


def _hallar(cual: Corte, todas: Sequence[SituacionDeCorte]) -> SituacionDeCorte:
    hallada = next((situacion for situacion in todas if situacion.corte == cual), None)
    if hallada is None:
        raise NoEncontrado("corte", texto=str(cual))
    return hallada


def _unico(accion: AccionDeCorte, todas: Sequence[SituacionDeCorte]) -> Corte | None:
    """El corte sobre el que hoy se puede decidir eso, si es uno solo.

    Raises:
        EntradaInvalida: no hay ninguno.
    """
    posibles = [s.corte for s in todas if accion in acciones_posibles(s, todas)]
    if not posibles:
        raise EntradaInvalida(f"ningun_corte_para_{accion.value}")
    return posibles[0] if len(posibles) == 1 else None


def _panorama(pedido: Pedido, cual: Corte | None, pagina: int) -> Respuesta:
    panorama = consultar_corte(pedido.contexto, cual)
    lineas = [_de_dependencia(cuenta) for cuenta in panorama.dependencias]
    ultima = max(0, (len(lineas) - 1) // _DEPENDENCIAS)
    pagina = min(pagina, ultima)
    cuerpo = lista(Html(_("<b>Por dependencia</b>")), lineas, pagina, _DEPENDENCIAS) if lineas else Html("")
    texto = unir([*_cabeza(panorama), cuerpo])
    pares = _decisiones(panorama)
    if panorama.omisiones:
        pares.append((_("Ver las omisiones"), f"k:o:{panorama.situacion.corte}:0"))
    pares.append((_("Ver otros cortes"), "k:l:0"))
    pares += paginas(f"k:v:{panorama.situacion.corte}:", pagina, len(lineas), _DEPENDENCIAS)
    return decir(texto, *pares, por_fila=2)


def _cabeza(panorama: PanoramaDelCorte) -> list[Html]:
    situacion = panorama.situacion
    deben = sum(cuenta.deben for cuenta in panorama.dependencias)
    reportaron = sum(cuenta.reportaron for cuenta in panorama.dependencias)
    lineas = [
        armar(_("<b>Corte %(corte)s</b>"), corte=formato.corte(situacion.corte)),
        armar(
            _("%(estado)s · abrió el %(apertura)s"),
            estado=_mayuscula(textos.con_fechas(situacion)),
            apertura=formato.fecha(situacion.apertura),
        )
        if situacion.recibe
        else armar("%(estado)s", estado=_mayuscula(textos.con_fechas(situacion))),
        textos.decision(situacion.ultimo) if situacion.ultimo else Html(""),
        armar(
            _("Deben reporte: %(deben)s · reportaron <b>%(n)s</b>"),
            deben=formato.actividades(deben),
            n=reportaron,
        ),
        _tardias_y_sin_revisar(panorama),
    ]
    metas = sum(omision.meta_id is not None for omision in panorama.por_reportar)
    if metas:
        frase = ngettext("Falta el resultado de %(n)s meta.", "Falta el resultado de %(n)s metas.", metas)
        lineas.append(armar(frase, n=metas))
    if panorama.omisiones:
        lineas.append(armar(_("Omisiones al cerrar: %(que)s."), que=textos.cuantas(panorama.omisiones)))
    return lineas


def _tardias_y_sin_revisar(panorama: PanoramaDelCorte) -> Html:
    tardias = ngettext("%(n)s extemporánea", "%(n)s extemporáneas", panorama.tardias)
    return armar(
        _("%(tardias)s · %(n)s sin revisar"),
        tardias=armar(tardias, n=panorama.tardias),
        n=panorama.sin_revisar,
    )


def _de_dependencia(cuenta: CuentaDeDependencia) -> Html:
    return armar(
        _("• %(dependencia)s: reportaron %(n)s de %(deben)s"),
        dependencia=recortar(cuenta.dependencia, 60),
        n=cuenta.reportaron,
        deben=cuenta.deben,
    )


def _decisiones(panorama: PanoramaDelCorte) -> list[tuple[str, str]]:
    """Un botón por decisión posible sobre este corte, y el de abrir el que sigue."""
    situacion, todas = panorama.situacion, panorama.de_la_vigencia
    pares = [
        (str(_ROTULOS[accion]), f"k:{accion.value}:{situacion.corte}")
        for accion in acciones_posibles(situacion, todas)
    ]
    siguiente = next((s for s in todas if AccionDeCorte.ABRIR in acciones_posibles(s, todas)), None)
    if siguiente is not None and siguiente.corte != situacion.corte:
        pares.append((_("Abrir el siguiente"), f"k:{AccionDeCorte.ABRIR.value}:{siguiente.corte}"))
    if situacion.recibe and any(omision.actividad_id is not None for omision in panorama.por_reportar):
        pares.append((_("Quién no ha reportado"), "f:0"))
    return pares


def _todos(pedido: Pedido, pedida: int) -> Respuesta:
    """Los cortes, del más nuevo al más viejo; cada uno con su botón."""
    todas = situaciones_de_los_cortes(pedido.contexto)[::-1]
    pagina = min(pedida, (len(todas) - 1) // _CORTES)
    lineas = [armar("• %(corte)s", corte=textos.en_lista(situacion)) for situacion in todas]
    visibles = todas[pagina * _CORTES : (pagina + 1) * _CORTES]
    pares = [(_mayuscula(formato.corte(s.corte)), f"k:v:{s.corte}:0") for s in visibles]
    pares += paginas("k:l:", pagina, len(todas), _CORTES)
    return decir(lista(Html(_("<b>Cortes</b>")), lineas, pagina, _CORTES), *pares)


def _omisiones(pedido: Pedido, cual: Corte | None, pedida: int) -> Respuesta:
    """Qué faltaba al cerrar el corte, por responsable; aunque después se haya reportado."""
    panorama = consultar_corte(pedido.contexto, cual)
    elegido = panorama.situacion.corte
    volver = (_("Volver al corte"), f"k:v:{elegido}:0")
    lineas = textos.por_responsable(panorama.omisiones)
    if not lineas:
        return decir(armar(_("El corte %(corte)s no tiene omisiones."), corte=formato.corte(elegido)), volver)
    pagina = min(pedida, (len(lineas) - 1) // _OMISIONES)
    titulo = armar(
        _("<b>Omisiones al cerrar %(corte)s</b>: %(que)s. No son un 0 %%."),
        corte=formato.corte(elegido),
        que=textos.cuantas(panorama.omisiones),
    )
    pares = [*paginas(f"k:o:{elegido}:", pagina, len(lineas), _OMISIONES), volver]
    return decir(lista(titulo, lineas, pagina, _OMISIONES), *pares, por_fila=2)


def _mayuscula(texto: str) -> str:
    return f"{texto[:1].upper()}{texto[1:]}"
