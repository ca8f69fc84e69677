"""/sinnovedad e /igual: reportar lo mismo, de la actividad a Confirmar en dos toques."""

from __future__ import annotations

from collections.abc import Set

from bot.atencion.respuesta import Apertura, Respuesta
from bot.dialogos.repetir import IGUAL, SIN_NOVEDAD
from bot.ordenes.actividad_escrita import a_cargo
from bot.ordenes.pedido import Pedido, decir, leer_numero
from bot.textos.idioma import _
from bot.textos.marcado import armar, recortar
from dominio.modelo.identidad import IdActividad
from dominio.modelo.plan import Renglon

_DE_IGUAL = "i"


def sin_novedad(pedido: Pedido) -> Respuesta:
    """«/sinnovedad [actividad]»."""
    return _abrir(pedido, SIN_NOVEDAD.nombre, "s:")


def igual(pedido: Pedido) -> Respuesta:
    """«/igual [actividad]»."""
    return _abrir(pedido, IGUAL.nombre, f"s:{_DE_IGUAL}")


def tocar_repeticion(pedido: Pedido) -> Respuesta:
    """Botones «s:<actividad>» (sin novedad) y «s:i<actividad>» (igual que el corte anterior)."""
    dato = pedido.argumento
    dialogo = IGUAL if dato[:1] == _DE_IGUAL else SIN_NOVEDAD
    numero = leer_numero(dato.removeprefix(_DE_IGUAL), 2**62)
    return Respuesta(abrir=Apertura(dialogo.nombre, {"actividad": str(numero)}))


def despues_de_reportar(renglon: Renglon, reportadas: Set[IdActividad]) -> tuple[str, str]:
    """El botón que acompaña a «Reportar»: sin novedad, o corregir si ya reportó en este corte."""
    if renglon.id in reportadas:
        return _("Corregir %(codigo)s") % {"codigo": renglon.codigo}, f"c:a{renglon.id}"
    return _("Sin novedad %(codigo)s") % {"codigo": renglon.codigo}, f"s:{renglon.id}"


def _abrir(pedido: Pedido, dialogo: str, prefijo: str) -> Respuesta:
    if not pedido.argumento.strip():
        return Respuesta(abrir=Apertura(dialogo))
    halladas = a_cargo(pedido)
    if len(halladas) == 1:
        return Respuesta(abrir=Apertura(dialogo, {"actividad": str(halladas[0].id)}))
    pares = [(f"{r.codigo} {recortar(r.nombre, 40)}", f"{prefijo}{r.id}") for r in halladas]
    return decir(armar(_("Hay %(n)s que coinciden. ¿Cuál va a reportar?"), n=len(halladas)), *pares)
