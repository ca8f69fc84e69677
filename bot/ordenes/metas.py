"""/resultado y los botones que abren el resultado de una meta."""

from __future__ import annotations

from bot.atencion.respuesta import Apertura, Respuesta
from bot.motor.pantalla import MAXIMO_BOTONES
from bot.ordenes.pedido import Pedido, decir, leer_numero
from bot.textos import metas as textos
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.resultados import metas_coordinadas, metas_por_reportar, resultado_de_meta
from dominio.entender.texto import normalizar
from dominio.errores import NoEncontrado
from dominio.modelo.identidad import IdMeta
from dominio.modelo.plan import Meta
from dominio.reglas.permisos import Permiso, puede

_EN_LISTA, _BOTONES = 4, 2


def resultado(pedido: Pedido) -> Respuesta:
    """«/resultado [meta]»."""
    buscado = normalizar(pedido.argumento)
    if not buscado:
        return Respuesta(abrir=Apertura("resultado"))
    halladas = _buscar(pedido, buscado)
    if not halladas:
        raise NoEncontrado("meta", texto=pedido.argumento[:64])
    if len(halladas) == 1:
        return _abrir(halladas[0].id)
    pares = [(f"{m.codigo} {recortar(m.nombre or '', 40)}", f"t:{m.id}") for m in halladas]
    return decir(armar(_("Hay %(n)s metas que coinciden. ¿Cuál va a reportar?"), n=len(halladas)), *pares)


def tocar_resultado(pedido: Pedido) -> Respuesta:
    """Botones «t:<meta>»."""
    return _abrir(IdMeta(leer_numero(pedido.argumento, 2**62)))


def en_el_estado(pedido: Pedido, meta_id: int) -> tuple[Html, list[tuple[str, str]]]:
    """El resultado de una meta para su pantalla de estado, y el botón si la persona puede reportarlo."""
    estado, lo_reporta = resultado_de_meta(pedido.contexto, IdMeta(meta_id))
    puede_hacerlo = lo_reporta and puede(pedido.contexto.actor, Permiso.REGISTRAR_RESULTADO)
    return textos.estado(estado), [(_("Reportar resultado"), f"t:{meta_id}")] if puede_hacerlo else []


def en_mis(pedido: Pedido, ocupados: int) -> list[tuple[str, str]]:
    """El botón de /mis para quien coordina metas, si todavía cabe otro."""
    if ocupados >= MAXIMO_BOTONES or not puede(pedido.contexto.actor, Permiso.REGISTRAR_RESULTADO):
        return []
    return [(_("Resultado de una meta"), "o:resultado")] if metas_coordinadas(pedido.contexto) else []


def coordinada(pedido: Pedido, codigo: str | None) -> int:
    """El número de la meta de ese código que coordina quien pide aunque la ejecute otra; 0 si ninguna."""
    if not puede(pedido.contexto.actor, Permiso.REGISTRAR_RESULTADO):
        return 0
    suyas = metas_coordinadas(pedido.contexto)
    return next((int(meta.id) for meta in suyas if meta.codigo == codigo), 0)


def bloque_por_reportar(pedido: Pedido) -> tuple[Html, list[tuple[str, str]]]:
    """Las metas que coordina quien pide y esperan resultado, con un botón para cada una; vacío si no hay."""
    if not puede(pedido.contexto.actor, Permiso.REGISTRAR_RESULTADO):
        return Html(""), []
    faltan = metas_por_reportar(pedido.contexto)
    if not faltan:
        return Html(""), []
    lineas = [
        armar("• %(codigo)s · %(nombre)s", codigo=meta.codigo, nombre=recortar(meta.nombre or "", 80))
        for meta in faltan[:_EN_LISTA]
    ]
    if len(faltan) > _EN_LISTA:
        lineas.append(armar(_("… y %(n)s más: escriba /resultado"), n=len(faltan) - _EN_LISTA))
    titulo = Html(_("<b>Metas que coordina, sin resultado en el corte</b>"))
    pares = [
        (_("Resultado de %(codigo)s") % {"codigo": meta.codigo}, f"t:{meta.id}") for meta in faltan[:_BOTONES]
    ]
    return unir([titulo, *lineas]), pares


def _abrir(meta_id: IdMeta) -> Respuesta:
    return Respuesta(abrir=Apertura("resultado", {"meta": str(meta_id)}))


def _buscar(pedido: Pedido, buscado: str) -> list[Meta]:
    """Las que se llaman así: primero por código, y si no por las palabras de su nombre."""
    coordinadas = metas_coordinadas(pedido.contexto)
    exactas = [meta for meta in coordinadas if normalizar(meta.codigo) == buscado]
    palabras = buscado.split()
    return exactas or [
        meta for meta in coordinadas if all(p in normalizar(f"{meta.codigo} {meta.nombre}") for p in palabras)
    ]
