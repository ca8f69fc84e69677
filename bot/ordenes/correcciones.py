"""/corregir: el reporte que se corrige se escoge por folio, por actividad o de los últimos propios."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.atencion.ciclo import FRASE
from bot.atencion.respuesta import Apertura, Respuesta
from bot.dialogos.correccion import CORRECCION, abrir_correccion
from bot.dialogos.correccion_consulta import rotulo_de_reciente
from bot.motor.campos import Datos, Entorno
from bot.ordenes.actividad_escrita import a_cargo
from bot.ordenes.devueltos import abrir_devuelto
from bot.ordenes.pedido import Pedido, decir, leer_numero
from bot.textos import formato
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.corregir import corregibles, ultimo_reporte
from dominio.entender.numeros import Pregunta
from dominio.errores import ErrorDominio, NoEncontrado
from dominio.modelo.entendido import Entendido
from dominio.modelo.identidad import IdActividad
from dominio.modelo.reporte import EstadoReporte

_FOLIO = re.compile(r"(?:AV|EJ|RM)-\d{4}-\d{6,}", re.IGNORECASE)


def corregir(pedido: Pedido) -> Respuesta:
    """«/corregir [folio o actividad]»."""
    escrito = pedido.argumento.strip()
    if not escrito:
        return _ultimos(pedido)
    if _FOLIO.fullmatch(escrito):
        return Respuesta(abrir=abrir_devuelto(pedido.contexto, escrito.upper()))
    halladas = a_cargo(pedido)
    if len(halladas) == 1:
        return _de_actividad(pedido, halladas[0].id, halladas[0].codigo)
    pares = [(f"{r.codigo} {recortar(r.nombre, 40)}", f"c:a{r.id}") for r in halladas]
    return decir(armar(_("Hay %(n)s que coinciden. ¿Cuál va a corregir?"), n=len(halladas)), *pares)


def tocar_correccion(pedido: Pedido) -> Respuesta:
    """Botones «c:<folio>» y «c:a<actividad>»."""
    dato = pedido.argumento
    if dato[:1] == "a" and dato[1:].isdecimal():
        return _de_actividad(pedido, IdActividad(leer_numero(dato[1:], 2**62)), "")
    if not _FOLIO.fullmatch(dato):
        raise NoEncontrado("folio", folio=dato[:30])
    return Respuesta(abrir=abrir_devuelto(pedido.contexto, dato))


def desde_edicion(pedido: Pedido, entendido: Entendido | None = None) -> Respuesta | None:
    """Ofrece corregir el reporte cuya respuesta salió del mensaje que se editó; ``None`` si no salió ninguna.

    Args:
        entendido: lo que dice la frase nueva, cuando el reporte se abrió con una frase.
    """
    contexto, entrada = pedido.contexto, pedido.entrada
    hallado = contexto.unidad.ciclo.de_mensaje(contexto.entidad.id, entrada.chat_id, entrada.mensaje_id or 0)
    if hallado is None:
        return None
    folio, paso = hallado
    if paso == FRASE:
        return _desde_frase(pedido, folio, entendido)
    apertura = abrir_correccion(contexto, folio, paso)
    return Respuesta(abrir=_con_valor(pedido, apertura, entrada.texto))


def es_de_frase(pedido: Pedido) -> bool:
    """Si el mensaje editado es la frase con que se abrió un reporte: hay que volver a entenderla."""
    contexto, entrada = pedido.contexto, pedido.entrada
    hallado = contexto.unidad.ciclo.de_mensaje(contexto.entidad.id, entrada.chat_id, entrada.mensaje_id or 0)
    return hallado is not None and hallado[1] == FRASE


def _ultimos(pedido: Pedido) -> Respuesta:
    recientes = corregibles(pedido.contexto)
    if not recientes:
        texto = _("Todavía no tiene reportes que se puedan corregir. Para reportar, /avance o /ejecucion.")
        return decir(Html(texto), (_("Reportar avance"), "o:avance"))
    devuelto = _("devuelto")
    lineas = [
        armar(
            "• %(reporte)s · %(cuando)s%(estado)s",
            reporte=rotulo_de_reciente(uno),
            cuando=formato.instante(uno.reportado_en),
            estado=f" · {devuelto}" if uno.estado is EstadoReporte.DEVUELTO else "",
        )
        for uno in recientes
    ]
    titulo = Html(_("<b>¿Cuál reporte va a corregir?</b>\nToque uno, o escriba «/corregir» y su folio."))
    pares = [(rotulo_de_reciente(uno), f"c:{uno.folio}") for uno in recientes]
    return decir(unir([titulo, *lineas]), *pares)


def _de_actividad(pedido: Pedido, actividad_id: IdActividad, codigo: str) -> Respuesta:
    """El último reporte de la actividad; si solo se le ha registrado gasto, el de quien pide."""
    try:
        folio = ultimo_reporte(pedido.contexto, actividad_id)
    except NoEncontrado:
        propios = [uno for uno in corregibles(pedido.contexto) if codigo and uno.objeto == codigo]
        if not propios:
            raise
        folio = propios[0].folio
    return Respuesta(abrir=abrir_devuelto(pedido.contexto, folio))


def _con_valor(pedido: Pedido, apertura: Apertura, texto: str) -> Apertura:
    """La misma apertura con lo que ahora dice el mensaje; si no se entiende, en esa pregunta."""
    paso = CORRECCION.paso(apertura.editando or "")
    entorno = Entorno(Datos(pedido.contexto.ahora, pedido.contexto), apertura.respuestas)
    if paso is None or paso.campo.admite_archivos:
        return apertura
    try:
        leido = paso.campo.captar(texto, entorno, "")
        if isinstance(leido, Pregunta):
            return apertura
        paso.valida(entorno.con(paso.clave, leido))
    except ErrorDominio:
        return apertura
    return replace(apertura, respuestas={**apertura.respuestas, paso.clave: leido}, editando=None)


def con_cifra(pedido: Pedido, apertura: Apertura, entendido: Entendido | None) -> Apertura:
    """La corrección con la cifra que trae la frase («corrige la 7 a 48»), si trae una que sirva."""
    escrito = _cifra_de(entendido)
    return _con_valor(pedido, apertura, escrito) if escrito else apertura


def _desde_frase(pedido: Pedido, folio: str, entendido: Entendido | None) -> Respuesta:
    return Respuesta(abrir=con_cifra(pedido, abrir_correccion(pedido.contexto, folio), entendido))


def _cifra_de(entendido: Entendido | None) -> str:
    """La cifra de la frase, como se teclea."""
    if entendido is None:
        return ""
    if entendido.porcentaje is not None:
        return formato.porcentaje(entendido.porcentaje)
    if entendido.cantidad is not None:
        return formato.cantidad_llana(entendido.cantidad)
    return "" if entendido.monto is None else formato.pesos(entendido.monto)
