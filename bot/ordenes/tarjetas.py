"""Lo que ve quien revisa: la cola por dependencia, una tarjeta por reporte, y por dónde seguir."""

from __future__ import annotations

from dataclasses import dataclass

from bot.atencion.respuesta import Respuesta
from bot.motor.botones import APARTE
from bot.ordenes.devueltos import abrir_devuelto
from bot.ordenes.pedido import Pedido, decir, paginas
from bot.textos import estado as textos
from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from bot.textos.tarjeta import de_tarjeta
from dominio.casos.contexto import Contexto
from dominio.casos.revisar import Cola, cola, cola_de_la_jefatura
from dominio.casos.tarjeta import Tarjeta, ver_reporte
from dominio.modelo.revision import Revisable
from dominio.reglas.permisos import Permiso, puede

_POR_PAGINA = 5


@dataclass(frozen=True, slots=True)
class Mazo:
    """De cuál dependencia se van viendo los reportes; 0 = de todas."""

    dependencia: int


def cola_de(contexto: Contexto) -> Cola:
    """Lo que le toca decidir a quien pide: como jefatura o como planeación."""
    if puede(contexto.actor, Permiso.DAR_VISTO_BUENO):
        return cola_de_la_jefatura(contexto)
    return cola(contexto)


def pantalla_de_cola(pedido: Pedido, que_hay: Cola, pedida: int = 0) -> Respuesta:
    """Cuántos hay en cada dependencia y de cuándo es el más viejo."""
    montones = que_hay.montones()
    if not montones:
        return _sin_nada(que_hay)
    lineas = [
        armar(
            _("• <b>%(dependencia)s</b>: %(cuantos)s, el más viejo del %(dia)s"),
            dependencia=recortar(uno.dependencia, 70),
            cuantos=_cuantos(uno.cuantos),
            dia=formato.instante(uno.desde),
        )
        for uno in montones
    ]
    pagina = min(pedida, (len(montones) - 1) // _POR_PAGINA)
    titulo = armar(_("<b>Por revisar</b>: %(cuantos)s"), cuantos=_cuantos(len(que_hay.reportes)))
    visibles = montones[pagina * _POR_PAGINA : (pagina + 1) * _POR_PAGINA]
    pares = [(uno.dependencia, f"w:m:{uno.dependencia_id}") for uno in visibles]
    if puede(pedido.contexto.actor, Permiso.REVISAR):
        pares.append((_("Aprobar los que no tienen advertencias"), "w:l:0"))
    pares += paginas("w:q:", pagina, len(montones), _POR_PAGINA)
    cuerpo = textos.lista(titulo, lineas, pagina, _POR_PAGINA)
    return decir(unir([cuerpo, *_aparte(que_hay), _como_escribirlo()]), *pares)


def primera(pedido: Pedido, mazo: Mazo) -> Respuesta:
    """La tarjeta más vieja del mazo."""
    que_hay = cola_de(pedido.contexto)
    uno = que_hay.siguiente(mazo.dependencia)
    if uno is None:
        return _sin_nada(que_hay)
    return _tarjeta(pedido, uno.folio, mazo, que_hay)


def siguiente(pedido: Pedido, mazo: Mazo, folio: str | None, linea: Html | None = None) -> Respuesta:
    """La que sigue a un reporte en su mazo; al acabarse, la de otra dependencia o la cola vacía."""
    que_hay, contexto = cola_de(pedido.contexto), pedido.contexto
    actual = contexto.unidad.revisiones.por_folio(contexto.entidad.id, folio) if folio else None
    uno = que_hay.siguiente(mazo.dependencia, actual)
    if uno is None and mazo.dependencia:
        mazo = Mazo(0)
        uno = que_hay.siguiente(0, actual)
    if uno is None:
        return _sin_nada(que_hay, linea)
    return _tarjeta(pedido, uno.folio, mazo, que_hay, linea)


def mostrar(pedido: Pedido, folio: str, mazo: Mazo, linea: Html | None = None) -> Respuesta:
    """La tarjeta de un reporte cualquiera, esté en la cola o no."""
    return _tarjeta(pedido, folio, mazo, None, linea)


def corregir(pedido: Pedido, folio: str) -> Respuesta:
    """El botón «Corregir» de quien recibió la devolución: el mismo reporte, abierto en lo observado."""
    return Respuesta(abrir=abrir_devuelto(pedido.contexto, folio))


def _tarjeta(
    pedido: Pedido, folio: str, mazo: Mazo, que_hay: Cola | None, linea: Html | None = None
) -> Respuesta:
    tarjeta = ver_reporte(pedido.contexto, folio)
    contexto = pedido.contexto
    if tarjeta.decide or tarjeta.firma:
        contexto.unidad.revisiones.mostrar_tarjeta(contexto.actor.id, folio, contexto.ahora)
    posicion = "" if que_hay is None else _posicion(que_hay, mazo, tarjeta.reporte)
    propio = contexto.actor.id in tarjeta.reporte.autores
    suyo = Html(_("Lo reportó o corrigió usted: lo revisa otra persona.")) if propio else Html("")
    texto = unir([linea or Html(""), de_tarjeta(tarjeta, posicion), suyo])
    es_la_unica = que_hay is not None and que_hay.siguiente(mazo.dependencia, tarjeta.reporte) is None
    pares = _botones(tarjeta, mazo, hay_otra=not es_la_unica)
    if tarjeta.decide and que_hay is not None and len(que_hay.de(mazo.dependencia)) > 1:
        pares.append((_("Aprobar los que no tienen advertencias"), f"w:l:{mazo.dependencia}"))
    return decir(texto, *pares, por_fila=2)


def _botones(tarjeta: Tarjeta, mazo: Mazo, *, hay_otra: bool) -> list[tuple[str, str]]:
    reporte = tarjeta.reporte
    folio, dependencia = reporte.folio, mazo.dependencia
    pares = []
    if tarjeta.decide:
        pares.append((_("Aprobar"), f"w:a:{folio}:{dependencia}"))
    if tarjeta.firma:
        pares.append((_("Dar visto bueno"), f"w:b:{folio}:{dependencia}"))
    if tarjeta.decide or tarjeta.firma:
        pares.append((_("Devolver"), f"w:d:{folio}"))
    if reporte.posterior is not None:
        pares.append((_("Ver %(folio)s") % {"folio": reporte.posterior}, f"w:v:{reporte.posterior}:0"))
    if getattr(tarjeta.detalle, "evidencias", 0):
        pares.append((_("Ver evidencias"), f"{APARTE}x:{folio}"))
    if hay_otra:
        pares.append((_("Siguiente"), f"w:s:{dependencia}:{folio}"))
    pares.append((_("Volver a la cola"), "w:q:0"))
    return pares


def _posicion(que_hay: Cola, mazo: Mazo, reporte: Revisable) -> str:
    mazo_entero = [uno.folio for uno in que_hay.de(mazo.dependencia)]
    if reporte.folio not in mazo_entero:
        return ""
    datos = {"n": mazo_entero.index(reporte.folio) + 1, "total": len(mazo_entero)}
    return _("%(n)s de %(total)s") % datos


def _sin_nada(que_hay: Cola, linea: Html | None = None) -> Respuesta:
    nada = Html(_("No queda nada por revisar."))
    texto = unir([linea or Html(""), nada, *_aparte(que_hay)])
    return decir(texto, (_("Ver el estado"), "o:estado"), (_("Pendientes"), "o:pendientes"), por_fila=2)


def _aparte(que_hay: Cola) -> list[Html]:
    """Lo que no está en la cola de quien mira, y por qué."""
    lineas = []
    if que_hay.esperan:
        frase = ngettext(
            "%(n)s reporte espera el visto bueno de su jefatura.",
            "%(n)s reportes esperan el visto bueno de su jefatura.",
            que_hay.esperan,
        )
        lineas.append(armar(frase, n=que_hay.esperan))
    if que_hay.propios:
        frase = ngettext(
            "%(n)s reporte es suyo: lo revisa otra persona.",
            "%(n)s reportes son suyos: los revisa otra persona.",
            que_hay.propios,
        )
        lineas.append(armar(frase, n=que_hay.propios))
    return lineas


def _cuantos(n: int) -> Html:
    return armar(ngettext("%(n)s reporte", "%(n)s reportes", n), n=n)


def _como_escribirlo() -> Html:
    return Html(_("<i>Toque una dependencia, o escriba: <code>/revisar</code> y su nombre, o el folio.</i>"))
