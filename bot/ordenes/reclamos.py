"""/reclamos: lo que alguien dijo que no es suyo, y lo que planeación decide."""

from __future__ import annotations

from bot.atencion.respuesta import Apertura, Respuesta
from bot.dialogos.avisos import aviso_para
from bot.motor.botones import APARTE
from bot.ordenes.actividad_escrita import coincide
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.textos import respuestas as textos
from bot.textos.idioma import _
from bot.textos.marcado import Html
from dominio.casos.reclamos import (
    mis_reclamos,
    reclamo_por_decidir,
    reclamos_pendientes,
    retirar_reclamo,
)
from dominio.entender.texto import normalizar
from dominio.modelo.modificacion import CampoModificable
from dominio.modelo.reclamo import IdReclamo
from dominio.reglas.permisos import Permiso, puede

RECLAMO, CONFIRMACION = "reclamo", "confirmacion_de_responsable"
_CAMBIO = "cambio_de_actividad"
# Cambiar de responsable, confirmar que sí es suya, desdecirse, ver los pendientes.
ACCIONES = frozenset({"r", "c", "d", "v"})


def orden(pedido: Pedido) -> Respuesta:
    """«/reclamos»: planeación ve los pendientes; los demás, los suyos, o dicen de cuál no son."""
    if puede(pedido.contexto.actor, Permiso.RESOLVER_RECLAMOS):
        return _lista(pedido, 0)
    suyos = mis_reclamos(pedido.contexto)
    if not suyos:
        return Respuesta(abrir=Apertura(RECLAMO))
    pares = [
        (_("Sí es mía %(cual)s") % {"cual": uno.actividad_codigo}, f"ra:d:{uno.id}") for uno in suyos[:6]
    ]
    pares.append((_("Decir que otra no es mía"), "ra:o"))
    return decir(textos.lista_de_reclamos(suyos[:6], 0), *pares)


def tocar(pedido: Pedido, accion: str, numero: int) -> Respuesta:
    """Botones «ra:r:…» (cambiar de responsable), «ra:c:…» (sí es suya), «ra:d:…» (desdecirse) y «ra:v:…»."""
    if accion == "v":
        return _lista(pedido, numero)
    if accion == "d":
        return desdecirse(pedido, IdReclamo(numero))
    reclamo = reclamo_por_decidir(pedido.contexto, IdReclamo(numero))
    if accion == "c":
        return Respuesta(abrir=Apertura(CONFIRMACION, {"reclamo": str(reclamo.id)}))
    sabidas = {"actividad": str(reclamo.actividad_id), "campo": CampoModificable.RESPONSABLE.value}
    return Respuesta(abrir=Apertura(_CAMBIO, sabidas))


def desdecirse(pedido: Pedido, reclamo_id: IdReclamo) -> Respuesta:
    """Quien reclamó reconoce que sí es suya; planeación lo sabe."""
    hecho = retirar_reclamo(pedido.contexto, reclamo_id)
    aviso = textos.desdicho(hecho.reclamo, a_planeacion=True)
    ver = (_("Ver las demás"), f"{APARTE}ra:v:0")
    envios = tuple(envio for persona in hecho.avisar for envio in aviso_para(persona, aviso, ver))
    texto = textos.desdicho(hecho.reclamo, a_planeacion=False)
    respuesta = decir(
        texto,
        (
            _("Reportar %(cual)s") % {"cual": hecho.reclamo.actividad_codigo},
            f"r:{hecho.reclamo.actividad_id}",
        ),
        (_("Ver mis actividades"), "o:mis"),
        por_fila=2,
    )
    return Respuesta(respuesta.pantallas, envios=envios)


def si_es_mia(pedido: Pedido, cual: str) -> Respuesta | None:
    """Lo escrito «sí es mía», o «la A-012 sí es mía»; ``None`` si no tiene ningún reclamo pendiente."""
    if not puede(pedido.contexto.actor, Permiso.REGISTRAR_AVANCE):
        return None
    suyos = mis_reclamos(pedido.contexto)
    buscado = normalizar(cual)
    hallados = [r for r in suyos if not buscado or coincide(r.actividad_codigo, r.actividad, buscado)]
    if not hallados:
        return None
    if len(hallados) == 1:
        return desdecirse(pedido, hallados[0].id)
    pares = [
        (_("Sí es mía %(cual)s") % {"cual": uno.actividad_codigo}, f"ra:d:{uno.id}") for uno in hallados[:7]
    ]
    return decir(Html(_("¿Cuál sí es suya?")), *pares, (_("Ver mis actividades"), "o:mis"))


def _lista(pedido: Pedido, pagina: int) -> Respuesta:
    todos = reclamos_pendientes(pedido.contexto)
    por_pagina = textos.POR_PAGINA
    pagina = min(leer_numero(str(pagina), 10_000), max(0, (len(todos) - 1) // por_pagina))
    pares: list[tuple[str, str]] = []
    for uno in todos[pagina * por_pagina : (pagina + 1) * por_pagina]:
        codigo = {"cual": uno.actividad_codigo}
        pares.append((_("Cambiar %(cual)s") % codigo, f"ra:r:{uno.id}"))
        pares.append((_("Sí es suya %(cual)s") % codigo, f"ra:c:{uno.id}"))
    pares += paginas("ra:v:", pagina, len(todos), por_pagina)
    texto = textos.lista_de_reclamos(todos, pagina * por_pagina)
    if not todos:
        pares = [(_("Ver pendientes"), "o:pendientes")]
    return decir(texto, *pares, por_fila=2)
