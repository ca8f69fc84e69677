"""/revisar, /aprobar, /devolver y /vistobueno: la cola, la tarjeta de cada reporte y lo que se decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.atencion.respuesta import Apertura, Respuesta
from bot.ordenes import tarjetas
from bot.ordenes.pedido import Pedido, decir, leer_numero
from bot.ordenes.tarjetas import Mazo
from bot.textos.errores import aviso_de, explicar
from bot.textos.idioma import _
from bot.textos.libros import cuales_dependencias
from bot.textos.marcado import Html, armar
from dominio.casos.contexto import Contexto
from dominio.casos.devolver import por_devolver
from dominio.casos.directorio import Directorio
from dominio.casos.revisar import aprobar, dar_visto_bueno
from dominio.casos.tarjeta import sin_advertencias
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.errores.revision import NoSeDecide, ReporteReemplazado, SinVistoBueno
from dominio.modelo.entidad import Dependencia
from dominio.modelo.revision import Revisable
from dominio.reglas.permisos import Permiso, exigir, puede
from dominio.reglas.revision import folios_en

_MAXIMO = 2**62


def revisar(pedido: Pedido) -> Respuesta:
    """«/revisar [folio o dependencia]»: la cola, o derecho a la tarjeta si no hay qué escoger."""
    _exigir_que_revise(pedido.contexto)
    if folios := folios_en(pedido.argumento):
        return tarjetas.mostrar(pedido, folios[0], Mazo(0))
    try:
        mazos = tarjetas.cola_de(pedido.contexto)
    except SinVistoBueno as error:
        return decir(explicar(error), (_("Ver el estado"), "o:estado"))
    if pedido.argumento.strip():
        try:
            return tarjetas.primera(pedido, Mazo(_dependencia(pedido).id))
        except NoEncontrado as error:
            return decir(cuales_dependencias(error), (_("Ver la cola"), "o:revisar"))
    if len(mazos.montones()) == 1:
        return tarjetas.primera(pedido, Mazo(0))
    return tarjetas.pantalla_de_cola(pedido, mazos)


def orden_aprobar(pedido: Pedido) -> Respuesta:
    """«/aprobar [folio… o dependencia]»: la tarjeta a la vista, ese reporte, o los de una dependencia."""
    exigir(pedido.contexto.actor, Permiso.REVISAR)
    folios = folios_en(pedido.argumento)
    if len(folios) > 1:
        return Respuesta(abrir=Apertura("aprobacion", {"reportes": " ".join(folios)}))
    if pedido.argumento.strip() and not folios:
        try:
            return _lote(pedido, _dependencia(pedido).id)
        except NoEncontrado as error:
            return decir(cuales_dependencias(error), (_("Ver la cola"), "o:revisar"))
    return _decidir(pedido, folios[0] if folios else _a_la_vista(pedido), Mazo(0), aprobar)


def orden_visto_bueno(pedido: Pedido) -> Respuesta:
    """«/vistobueno [folio]»: la tarjeta a la vista o ese reporte; sin ninguno, lo que espera."""
    exigir(pedido.contexto.actor, Permiso.DAR_VISTO_BUENO)
    folios = folios_en(pedido.argumento)
    vista = pedido.contexto.unidad.revisiones.tarjeta_de(pedido.contexto.actor.id)
    if not folios and vista is None:
        return revisar(replace(pedido, argumento=""))
    return _decidir(pedido, folios[0] if folios else vista or "", Mazo(0), dar_visto_bueno)


def orden_devolver(pedido: Pedido) -> Respuesta:
    """«/devolver [folio]»: abre la devolución de ese reporte, o del que está a la vista."""
    _exigir_que_revise(pedido.contexto)
    folios = folios_en(pedido.argumento)
    if folios:
        return _abrir_devolucion(pedido, folios[0])
    vista = pedido.contexto.unidad.revisiones.tarjeta_de(pedido.contexto.actor.id)
    return Respuesta(abrir=Apertura("devolucion")) if vista is None else _abrir_devolucion(pedido, vista)


def orden_siguiente(pedido: Pedido) -> Respuesta:
    """«siguiente»: el que sigue al que está a la vista."""
    _exigir_que_revise(pedido.contexto)
    return tarjetas.siguiente(
        pedido, Mazo(0), pedido.contexto.unidad.revisiones.tarjeta_de(pedido.contexto.actor.id)
    )


def tocar_revision(pedido: Pedido) -> Respuesta:
    """Botones «w:<acción>:…»: ver, aprobar, visto bueno, devolver, siguiente, mazo, lote y página."""
    accion, _dos, resto = pedido.argumento.partition(":")
    if accion == "c":
        return tarjetas.corregir(pedido, _folio(resto))
    _exigir_que_revise(pedido.contexto)
    primero, _dos, segundo = resto.partition(":")
    match accion:
        case "v":
            return tarjetas.mostrar(pedido, _folio(primero), _mazo(segundo))
        case "a":
            return _decidir(pedido, _folio(primero), _mazo(segundo), aprobar)
        case "b":
            return _decidir(pedido, _folio(primero), _mazo(segundo), dar_visto_bueno)
        case "d":
            return _abrir_devolucion(pedido, _folio(primero))
        case "s":
            return tarjetas.siguiente(pedido, _mazo(primero), _folio(segundo))
        case "m":
            return tarjetas.primera(pedido, _mazo(primero))
        case "l":
            return _lote(pedido, leer_numero(primero, _MAXIMO))
        case _:
            cola = tarjetas.cola_de(pedido.contexto)
            return tarjetas.pantalla_de_cola(pedido, cola, leer_numero(primero, 10_000))


def _decidir(pedido: Pedido, folio: str, mazo: Mazo, caso: Callable[[Contexto, str], Revisable]) -> Respuesta:
    """Decide y muestra el que sigue; si ya no se puede, por qué y en qué quedó."""
    try:
        reporte = caso(pedido.contexto, folio)
    except NoSeDecide as error:
        posterior = str(error.datos["posterior"]) if isinstance(error, ReporteReemplazado) else folio
        respuesta = tarjetas.mostrar(pedido, posterior, mazo, explicar(error))
        return replace(respuesta, aviso=aviso_de(error))
    hecho = _("Aprobado: %(folio)s") if caso is aprobar else _("Con visto bueno: %(folio)s")
    linea = armar("<b>%(hecho)s</b> · %(objeto)s", hecho=hecho % {"folio": folio}, objeto=reporte.objeto)
    respuesta = tarjetas.siguiente(pedido, mazo, folio, linea)
    return replace(respuesta, aviso=hecho % {"folio": folio})


def _abrir_devolucion(pedido: Pedido, folio: str) -> Respuesta:
    """La devolución de un reporte; si ya no se puede, en qué quedó."""
    try:
        por_devolver(pedido.contexto, folio)
    except NoSeDecide as error:
        posterior = str(error.datos["posterior"]) if isinstance(error, ReporteReemplazado) else folio
        respuesta = tarjetas.mostrar(pedido, posterior, Mazo(0), explicar(error))
        return replace(respuesta, aviso=aviso_de(error))
    return Respuesta(abrir=Apertura("devolucion", {"reporte": folio}))


def _lote(pedido: Pedido, dependencia_id: int) -> Respuesta:
    """El resumen de los que no hacen preguntar nada, para confirmarlos juntos."""
    limpios = sin_advertencias(pedido.contexto, dependencia_id or None)
    if not limpios:
        texto = _("Ninguno está libre de advertencias: hay que verlos uno por uno.")
        return decir(Html(texto), (_("Ver la cola"), "o:revisar"))
    return Respuesta(abrir=Apertura("aprobacion", {"reportes": " ".join(uno.folio for uno in limpios)}))


def _exigir_que_revise(contexto: Contexto) -> None:
    if not puede(contexto.actor, Permiso.DAR_VISTO_BUENO):
        exigir(contexto.actor, Permiso.REVISAR)


def _a_la_vista(pedido: Pedido) -> str:
    folio = pedido.contexto.unidad.revisiones.tarjeta_de(pedido.contexto.actor.id)
    if folio is None:
        raise EntradaInvalida("sin_tarjeta")
    return folio


def _dependencia(pedido: Pedido) -> Dependencia:
    todas = pedido.contexto.unidad.entidades.dependencias(pedido.contexto.entidad.id)
    return Directorio(todas).hallar(pedido.argumento.strip())


def _folio(texto: str) -> str:
    folios = folios_en(texto[:30])
    if folios != (texto,):
        raise NoEncontrado("folio", texto=texto[:30])
    return texto


def _mazo(texto: str) -> Mazo:
    return Mazo(leer_numero(texto, _MAXIMO))
