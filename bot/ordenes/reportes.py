"""/avance, /ejecucion y el botón de los recordatorios: abren su diálogo, en la actividad si se sabe."""

from __future__ import annotations

from bot.atencion.respuesta import Apertura, Respuesta
from bot.dialogos.objetos import clave_de_objeto
from bot.ordenes.pedido import Pedido, decir, leer_numero
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar
from dominio.casos.ejecutar import objetos_de_gasto
from dominio.casos.reportar import actividades_a_cargo
from dominio.entender.texto import normalizar
from dominio.errores import NoEncontrado
from dominio.reglas.permisos import Permiso, puede


def avance(pedido: Pedido) -> Respuesta:
    """«/avance [actividad]»."""
    buscado = normalizar(pedido.argumento)
    if not buscado:
        return Respuesta(abrir=Apertura("avance"))
    halladas = [r for r in actividades_a_cargo(pedido.contexto) if _coincide(r.codigo, r.nombre, buscado)]
    if not halladas:
        raise NoEncontrado("actividad", texto=pedido.argumento[:64])
    if len(halladas) == 1:
        return Respuesta(abrir=Apertura("avance", {"actividad": str(halladas[0].id)}))
    pares = [(f"{r.codigo} {recortar(r.nombre, 40)}", f"r:{r.id}") for r in halladas]
    return decir(armar(_("Hay %(n)s que coinciden. ¿Cuál va a reportar?"), n=len(halladas)), *pares)


def ejecucion(pedido: Pedido) -> Respuesta:
    """«/ejecucion [actividad o BPIN]»."""
    buscado = normalizar(pedido.argumento)
    if not buscado:
        return Respuesta(abrir=Apertura("ejecucion"))
    hallados = [o for o in objetos_de_gasto(pedido.contexto) if _coincide(o.codigo, o.nombre, buscado)]
    if not hallados:
        raise NoEncontrado("objeto", texto=pedido.argumento[:64])
    if len(hallados) == 1:
        return Respuesta(abrir=Apertura("ejecucion", {"objeto": clave_de_objeto(hallados[0])}))
    pares = [(f"{o.codigo} {recortar(o.nombre, 40)}", f"g:{clave_de_objeto(o)}") for o in hallados]
    return decir(armar(_("Hay %(n)s que coinciden. ¿A cuál le registra?"), n=len(hallados)), *pares)


def desde_objeto(pedido: Pedido) -> Respuesta:
    """Botones «g:<objeto>»."""
    return Respuesta(abrir=Apertura("ejecucion", {"objeto": pedido.argumento[:20]}))


def desde_recordatorio(pedido: Pedido) -> Respuesta:
    """Botones «r:<actividad>»."""
    return Respuesta(abrir=Apertura("avance", {"actividad": str(leer_numero(pedido.argumento, 2**62))}))


def sin_dialogo(pedido: Pedido) -> Respuesta:
    """«/atras», «/saltar», «/cancelar» o «/seguir» cuando no hay nada empezado."""
    # El menú nombra estas órdenes: se importa al usarlo.
    from bot.ordenes.menu import accesos

    actor = pedido.contexto.actor
    if puede(actor, Permiso.REVISAR) or not puede(actor, Permiso.REGISTRAR_AVANCE):
        return decir(Html(_("No tiene nada empezado. ¿Qué quiere hacer?")), *accesos(actor), por_fila=2)
    return decir(
        Html(_("No tiene ningún reporte empezado. ¿Qué quiere hacer?")),
        (_("Reportar avance"), "o:avance"),
        (_("Registrar ejecución"), "o:ejecucion"),
    )


def _coincide(codigo: str, nombre: str, buscado: str) -> bool:
    codigo = normalizar(codigo)
    cifras = "".join(c for c in codigo if c.isdigit()).lstrip("0")
    if buscado in (codigo, cifras):
        return True
    return not buscado.isdecimal() and all(p in normalizar(nombre) for p in buscado.split())
