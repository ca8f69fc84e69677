"""/resumen: el de la semana, o el diario del servicio para quien administra, y las listas que abre."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.atencion.respuesta import Respuesta
from bot.ordenes.consultas import reportar
from bot.ordenes.en_cola import encargar_envio
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.textos import formato
from bot.textos.avisos_de_resumen import preparando
from bot.textos.estado import con_plazo
from bot.textos.idioma import _
from bot.textos.libros import cuales_dependencias
from bot.textos.marcado import Html, armar, unir
from dominio.casos.directorio import Directorio
from dominio.casos.vencimientos import atrasadas, vencimientos
from dominio.entender.texto import normalizar
from dominio.errores import NoEncontrado, PermisoDenegado
from dominio.modelo.consolidado import EstadoActividad
from dominio.modelo.persona import Rol
from dominio.reglas.permisos import Permiso, exigir, puede

PREFIJO = "rs"
_SEMANAL, _DIARIO = "semanal", "diario"
_POR_PAGINA, _PARA_REPORTAR = 10, 4
_DOMINGO = 6
_DICEN = {
    **dict.fromkeys(("semana", "semanal", "de la semana", "del lunes"), _SEMANAL),
    **dict.fromkeys(("diario", "servicio", "del servicio", "del dia", "dia"), _DIARIO),
}
_LISTAS = {
    **dict.fromkeys(("vencidas", "vencida", "vencidos"), "v"),
    **dict.fromkeys(("por vencer", "vencen", "que vence", "vence esta semana"), "p"),
}


def resumen(pedido: Pedido) -> Respuesta:
    """«/resumen», «/resumen salud», «/resumen diario», «/resumen vencidas» o «/resumen por vencer»."""
    actor, dicho = pedido.contexto.actor, normalizar(pedido.argumento)
    if not puede(actor, Permiso.VER_SEGUIMIENTO):
        raise PermisoDenegado("resumen", rol=actor.rol.value)
    if not dicho:
        return _encargar(pedido, _DIARIO if actor.rol is Rol.ADMINISTRACION else _SEMANAL)
    if dicho in _LISTAS:
        return _abrir_lista(pedido, _LISTAS[dicho], 0)
    if dicho in _DICEN:
        return _encargar(pedido, _DICEN[dicho])
    try:
        dependencia = Directorio.pedida(pedido.contexto, pedido.argumento)
    except NoEncontrado as error:
        return decir(cuales_dependencias(error))
    return _encargar(pedido, _SEMANAL, None if dependencia is None else dependencia.nombre)


def tocar_resumen(pedido: Pedido) -> Respuesta:
    """Botones «rs:s» y «rs:d» (los resúmenes), «rs:v:<página>» (vencidas) y «rs:p:<página>» (por vencer)."""
    exigir(pedido.contexto.actor, Permiso.VER_SEGUIMIENTO)
    que, _dos, pagina = pedido.argumento.partition(":")
    if que in _LISTAS.values():
        return _abrir_lista(pedido, que, leer_numero(pagina, 10_000))
    return _encargar(pedido, _DIARIO if que == "d" else _SEMANAL)


def _abrir_lista(pedido: Pedido, cual: str, pagina: int) -> Respuesta:
    """Lo vencido, o lo que termina de hoy al domingo, de todo lo que ve quien pide."""
    contexto = pedido.contexto
    if cual == "v":
        titulo = Html(_("<b>Vencidas</b>, primero la que lleva más tiempo"))
        return _lista(pedido, titulo, cual, atrasadas(contexto).vencidas, pagina)
    domingo = contexto.hoy + timedelta(days=_DOMINGO - contexto.hoy.weekday())
    titulo = Html(_("<b>Vencen esta semana</b>"))
    return _lista(pedido, titulo, cual, vencimientos(contexto, contexto.hoy, domingo, "entidad"), pagina)


def _lista(
    pedido: Pedido, titulo: Html, cual: str, todas: Sequence[EstadoActividad], pedida: int
) -> Respuesta:
    """Diez por pantalla, con el botón de reportar las que la persona puede."""
    salida = (_("Ver el estado"), "o:estado")
    if not todas:
        return decir(unir([titulo, Html(_("No hay ninguna: nada por hacer aquí."))]), salida)
    pagina = min(pedida, (len(todas) - 1) // _POR_PAGINA)
    visibles = todas[pagina * _POR_PAGINA : (pagina + 1) * _POR_PAGINA]
    lineas = [
        armar(
            "%(linea)s · %(quien)s",
            linea=con_plazo(actividad, pedido.contexto.hoy),
            quien=actividad.renglon.responsable,
        )
        for actividad in visibles
    ]
    cuenta = armar("%(n)s", n=formato.actividades(len(todas)))
    if len(todas) > _POR_PAGINA:
        cuenta = _tramo(pagina, len(visibles), len(todas))
    posibles = (reportar(actividad, pedido) for actividad in visibles[:_PARA_REPORTAR])
    pares = [par for par in posibles if par is not None]
    pares += paginas(f"{PREFIJO}:{cual}:", pagina, len(todas), _POR_PAGINA)
    return decir(unir([titulo, *lineas, cuenta]), *pares, salida, por_fila=2)


def _tramo(pagina: int, cuantas: int, total: int) -> Html:
    return armar(
        _("%(desde)s a %(hasta)s de %(total)s"),
        desde=pagina * _POR_PAGINA + 1,
        hasta=pagina * _POR_PAGINA + cuantas,
        total=total,
    )


def _encargar(pedido: Pedido, cual: str, dependencia: str | None = None) -> Respuesta:
    if cual == _DIARIO:
        exigir(pedido.contexto.actor, Permiso.CONFIGURAR_RECORDATORIOS)
    return encargar_envio(pedido, {"resumen": cual, "dependencia": dependencia}, preparando())
