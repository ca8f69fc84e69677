"""/documentos: cuáles hay y cuáles faltan, y cada uno a quien lo pide."""

from __future__ import annotations

from bot.atencion.respuesta import Respuesta
from bot.ordenes.pedido import Pedido, decir, paginas
from bot.ordenes.rutas_del_plan import con_vigencia
from bot.textos import documentos as textos
from bot.textos import formato
from bot.textos.estado import lista
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, unir
from dominio.casos.documentos import DocumentosDelPlan, documentos_del_plan, recibir_documento
from dominio.entender.texto import normalizar
from dominio.modelo.documento import ClaseDocumento, Documento, EstadoDocumento, IdDocumento
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.reglas.permisos import Permiso, puede
from dominio.valores.fechas import Vigencia

_POR_PAGINA = 4


def documentos(pedido: Pedido) -> Respuesta:
    """«/documentos», «/documentos 2027» y «/documentos acta», que además lo envía."""
    vigencia, resto = con_vigencia(pedido.argumento)
    dicho = normalizar(resto)
    if dicho in tuple(ClaseDocumento):
        hay = documentos_del_plan(pedido.contexto, vigencia)
        hallado = next((uno for uno in hay.vigentes if uno.clase == dicho), None)
        if hallado is not None:
            return _versiones(pedido, hay, hallado)
    return listar(pedido, vigencia, 0)


def listar(pedido: Pedido, vigencia: Vigencia | None, pedida: int) -> Respuesta:
    """Los que valen, cada uno con su botón, y los que faltan."""
    hay = documentos_del_plan(pedido.contexto, vigencia)
    titulo = armar(_("<b>Documentos del plan de %(anio)s</b>"), anio=hay.vigencia)
    lineas = [textos.linea(uno) for uno in hay.vigentes]
    pagina = min(pedida, max(0, (len(lineas) - 1) // _POR_PAGINA))
    visibles = hay.vigentes[pagina * _POR_PAGINA : (pagina + 1) * _POR_PAGINA]
    pares = [
        (_("Recibir %(cual)s") % {"cual": textos.CLASES[uno.clase]}, f"u:f:{uno.id}") for uno in visibles
    ]
    pares += paginas(f"u:o:{hay.vigencia}:", pagina, len(lineas), _POR_PAGINA)
    if puede(pedido.contexto.actor, Permiso.CONDUCIR_RUTA):
        pares.append((_("Registrar documento"), f"u:n:{hay.vigencia}"))
    pares.append((_("Ver los siete pasos"), f"u:p:{hay.vigencia}"))
    cuerpo = lista(titulo, lineas, pagina, _POR_PAGINA) if lineas else titulo
    return decir(unir([cuerpo, _faltan(hay)]), *pares)


def _faltan(hay: DocumentosDelPlan) -> Html:
    if not hay.faltan:
        return Html(_("No falta ninguno."))
    nombres = formato.enumerar([str(textos.CLASES[clase]) for clase in hay.faltan])
    return armar(_("Sin registrar: %(nombres)s."), nombres=nombres)


def _versiones(pedido: Pedido, hay: DocumentosDelPlan, vigente: Documento) -> Respuesta:
    """El que vale, enviado, y los que reemplazó."""
    anteriores = [uno for uno in hay.todos if uno.clase is vigente.clase and uno.id != vigente.id]
    respuesta = enviar(pedido, vigente.id)
    if not anteriores:
        return respuesta
    titulo = Html(_("Versiones anteriores:"))
    lineas = [unir([textos.linea(uno), textos.registrado(uno)], " ") for uno in anteriores[-5:]]
    pares = [(_("Recibir la versión %(n)s") % {"n": uno.version}, f"u:f:{uno.id}") for uno in anteriores[-5:]]
    previas = decir(unir([titulo, *lineas]), *pares)
    return Respuesta((*respuesta.pantallas, *previas.pantallas), envios=respuesta.envios)


def enviar(pedido: Pedido, numero: int) -> Respuesta:
    """Botón «u:f:<documento>»: el archivo como se guardó, si ya se comprobó que es lo que dice ser.

    Raises:
        NoEncontrado: no es de la entidad.
    """
    documento = recibir_documento(pedido.contexto, IdDocumento(numero))
    texto = unir([textos.linea(documento), textos.registrado(documento)])
    volver = (_("Ver los documentos"), f"u:o:{documento.vigencia}:0")
    if documento.ruta is None:
        return decir(unir([texto, _por_que_no(documento)]), volver)
    actor = pedido.contexto.actor
    envio = Envio(
        pedido.entrada.chat_id,
        "sendDocument",
        {"caption": str(textos.linea(documento)), "parse_mode": "HTML"},
        ClaseEnvio.DOCUMENTO,
        persona_id=actor.id,
        archivo=documento.ruta,
    )
    return Respuesta(decir(texto, volver).pantallas, envios=(envio,))


def _por_que_no(documento: Documento) -> Html:
    if documento.estado is EstadoDocumento.PENDIENTE:
        return Html(_("Se está guardando: pídalo otra vez en un momento."))
    return Html(_("No se puede enviar. Regístrelo otra vez con /documento."))
