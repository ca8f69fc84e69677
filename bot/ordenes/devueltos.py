"""Lo devuelto, para quien debe corregirlo: la lista y el reporte abierto donde está lo observado."""

from __future__ import annotations

from collections.abc import Sequence

from bot.atencion.respuesta import Apertura
from bot.dialogos.correccion import abrir_correccion
from bot.dialogos.resultado import abrir_resultado
from bot.ordenes.pedido import Pedido
from bot.textos.avisos_revision import devuelto_en_lista
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, unir
from dominio.casos.contexto import Contexto
from dominio.casos.devolver import devueltos, observacion_de
from dominio.modelo.revision import Observacion, Revisable

_EN_LISTA = 4


def abrir_devuelto(contexto: Contexto, folio: str) -> Apertura:
    """La corrección de un reporte; si está devuelto, en lo observado y con el motivo ya dicho.

    Raises:
        NoEncontrado, PermisoDenegado, CorreccionNoEsLaUltima, ResultadoYaReemplazado: no se puede corregir.
    """
    observacion = observacion_de(contexto, folio)
    abrir = abrir_resultado if folio.startswith("RM-") else abrir_correccion
    if observacion is None:
        return abrir(contexto, folio)
    return abrir(contexto, folio, observacion.campo.value, _motivo(observacion))


def bloque_de_devueltos(pedido: Pedido) -> tuple[Html, list[tuple[str, str]]]:
    """Lo que le devolvieron a quien pide, con un botón para corregir cada uno; vacío si no hay."""
    hallados = devueltos(pedido.contexto)
    if not hallados:
        return Html(""), []
    lineas = [devuelto_en_lista(uno) for uno in hallados[:_EN_LISTA]]
    if len(hallados) > _EN_LISTA:
        lineas.append(armar(_("… y %(n)s más: escriba /corregir"), n=len(hallados) - _EN_LISTA))
    titulo = Html(_("<b>Devueltos</b> (por corregir)"))
    return unir([titulo, *lineas]), _botones(hallados)


def cuantos_devueltos(contexto: Contexto) -> Html:
    """«2 devueltos por corregir», para /mis; vacío si no hay."""
    n = len(devueltos(contexto))
    if not n:
        return Html("")
    frase = ngettext(
        "%(n)s reporte devuelto por corregir: véalo con /pendientes.",
        "%(n)s reportes devueltos por corregir: véalos con /pendientes.",
        n,
    )
    return armar(frase, n=n)


def _botones(hallados: Sequence[Revisable]) -> list[tuple[str, str]]:
    return [
        (_("Corregir %(cual)s") % {"cual": f"{uno.objeto} · {uno.folio}"}, f"w:c:{uno.folio}")
        for uno in hallados[:_EN_LISTA]
    ]


def _motivo(observacion: Observacion) -> str:
    dicho = " ".join(parte for parte in (observacion.error, observacion.subsanar) if parte)
    return _("Devuelto: %(observacion)s") % {"observacion": dicho}
