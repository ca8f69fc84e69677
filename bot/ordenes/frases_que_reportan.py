"""De una frase que cuenta algo al diálogo que lo guarda, abierto donde haga falta preguntar."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.atencion.entrada import Entrada
from bot.atencion.respuesta import Apertura, Respuesta
from bot.dialogos.avance import AVANCE
from bot.dialogos.campos import CANTIDAD, PESOS, PORCENTAJE
from bot.dialogos.ejecucion import EJECUCION
from bot.motor.dialogo import Dialogo
from bot.ordenes.dudas import uno_o_pregunta
from bot.ordenes.pedido import Pedido
from dominio.casos.reportar import MAXIMO_NARRATIVA, ValorAvance, revisar_avance
from dominio.entender.texto import limpiar, normalizar
from dominio.modelo.entendido import Entendido, Intencion
from dominio.modelo.identidad import IdActividad
from dominio.modelo.objeto import Objeto
from dominio.modelo.plan import Renglon
from dominio.valores.porcentaje import CERO, CIEN, Porcentaje

_ACTIVIDAD = ("actividad",)
# El valor, y después de dos puntos, un punto o un renglón nuevo, lo que se hizo.
_CON_LO_HECHO = re.compile(r"(.{4,120}?)(?:: |; |\. |\n)(.*[^\W\d_].*)", re.DOTALL)
_DE_GASTO = ("actividad", "proyecto")
# Un hecho suelto suma a lo que había; «llevamos», «van» o «acumulado» dicen el total del año.
_TOTAL = re.compile(
    r"\b(?:total\w*|acumulad\w*|llev\w+|van?|vamos|a la fecha|en lo corrido|hasta (?:hoy|ahora))\b"
)
_SUELTO = re.compile(
    r"\b(?:pag(?:amos|aron|ue|o)|gir(?:amos|aron|e|o)|desembols\w+|oblig(?:amos|aron|ue)|"
    r"compromet(?:imos|ieron|io|i)|sali(?:o|eron)|expid\w+|nuev[oa]|otr[oa])\b"
    r"|\b(?:giro|compromiso|rp|cdp|obligacion|registro|disponibilidad|anticipo|desembolso) (?:de|por|del)\b"
)


def avance(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """«La 12 va en 45»: cae en el resumen lleno; si falta algo o es dudoso, en esa pregunta."""
    hallada = uno_o_pregunta(pedido, entendido, _ACTIVIDAD)
    if isinstance(hallada, Respuesta):
        return hallada
    if hallada is None:
        previas = (
            {} if entendido.porcentaje is None else {"porcentaje": PORCENTAJE.guardar(entendido.porcentaje)}
        )
        return Respuesta(abrir=Apertura("avance", llenas(AVANCE, previas) if previas else {}))
    numero = IdActividad(hallada.id)
    # La misma comprobación que hará el diálogo: si no está a su cargo, se dice aquí.
    renglon = revisar_avance(pedido.contexto, numero, ValorAvance(porcentaje=CERO)).renglon
    valor, dudoso = _valor(entendido, renglon)
    previas = {"actividad": str(hallada.id), **valor}
    if not valor:
        return Respuesta(abrir=Apertura("avance", previas))
    return Respuesta(abrir=Apertura("avance", llenas(AVANCE, previas), next(iter(valor)) if dudoso else None))


def con_lo_hecho(
    pedido: Pedido, entendido: Entendido, leer: Callable[[Entrada], Entendido]
) -> Respuesta | None:
    """«La 5 va en 90: se fundieron 800 metros»: el valor de antes de los dos puntos, y lo hecho después.

    ``None`` si no tiene esa forma, o si antes de los dos puntos no hay un avance completo.
    """
    partida = _CON_LO_HECHO.match(pedido.entrada.texto)
    if partida is None or entendido.intencion is not Intencion.REPORTAR_AVANCE:
        return None
    corta = leer(replace(pedido.entrada, texto=partida[1]))
    completa = corta.porcentaje is not None or corta.cantidad is not None
    if corta.intencion is not Intencion.REPORTAR_AVANCE or len(corta.objetos) != 1 or not completa:
        return None
    respuesta = avance(pedido, corta)
    if respuesta.abrir is None:
        return respuesta
    previas = {**respuesta.abrir.respuestas, "logro": limpiar(partida[2], MAXIMO_NARRATIVA)}
    return replace(respuesta, abrir=replace(respuesta.abrir, respuestas=previas))


def ejecucion(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """«Pagamos 1,2 millones de la 3»: con lo que se sepa; lo demás se pregunta en su paso."""
    hallado = uno_o_pregunta(pedido, entendido, _DE_GASTO)
    if isinstance(hallado, Respuesta):
        return hallado
    previas: dict[str, str] = {}
    if hallado is not None:
        previas["objeto"] = f"{'p' if hallado.ambito == 'proyecto' else 'a'}{hallado.id}"
    if entendido.momento is not None:
        previas["momento"] = entendido.momento.value
    if entendido.monto is not None:
        previas["valor"] = PESOS.guardar(entendido.monto)
        previas |= _forma(entendido.frase)
    respuestas = llenas(EJECUCION, previas) if entendido.monto is not None else previas
    return Respuesta(abrir=Apertura("ejecucion", respuestas))


def sin_novedad(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """«Sin novedad en la 7»."""
    return _de_actividad(pedido, entendido, "sin_novedad")


def igual_que_antes(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """«Igual que el mes pasado la 15»."""
    return _de_actividad(pedido, entendido, "igual")


def ausencia(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """«Estoy de vacaciones hasta el 15»: delegar, con las fechas y la persona que se nombraron."""
    previas = {
        "desde": entendido.desde.isoformat() if entendido.desde is not None else "",
        "hasta": entendido.hasta.isoformat() if entendido.hasta is not None else "",
        "quien": entendido.persona or "",
    }
    return Respuesta(
        abrir=Apertura("delegacion", {clave: valor for clave, valor in previas.items() if valor})
    )


def llenas(dialogo: Dialogo, previas: Mapping[str, str]) -> dict[str, str]:
    """Las respuestas con todo lo opcional saltado: quien ya lo dijo todo llega derecho al resumen."""
    return {**{paso.clave: "" for paso in dialogo.pasos if paso.opcional}, **previas}


def _de_actividad(pedido: Pedido, entendido: Entendido, dialogo: str) -> Respuesta:
    hallada: Objeto | Respuesta | None = uno_o_pregunta(pedido, entendido, _ACTIVIDAD)
    if isinstance(hallada, Respuesta):
        return hallada
    return Respuesta(abrir=Apertura(dialogo, {"actividad": str(hallada.id)} if hallada is not None else {}))


def _valor(entendido: Entendido, renglon: Renglon) -> tuple[dict[str, str], bool]:
    """La respuesta del paso que corresponde a la actividad, y si conviene que la persona la mire.

    Si la actividad se mide por cantidad también vale el porcentaje. «10 de los 11» en una que va por
    porcentaje es su cuenta; y si el total dicho no es el programado, se pregunta.
    """
    if renglon.cantidad_programada:
        if entendido.cantidad is not None:
            dudoso = entendido.de is not None and entendido.de != renglon.cantidad_programada
            return {"cantidad": CANTIDAD.guardar(entendido.cantidad)}, dudoso
        if entendido.porcentaje is not None:
            return {"cantidad": CANTIDAD.guardar(entendido.porcentaje)}, False
        return {}, False
    if entendido.porcentaje is not None:
        return {"porcentaje": PORCENTAJE.guardar(entendido.porcentaje)}, False
    if entendido.cantidad is not None and entendido.de:
        cuenta = Porcentaje.de_razon(entendido.cantidad, entendido.de)
        return ({"porcentaje": PORCENTAJE.guardar(cuenta)}, True) if cuenta <= CIEN else ({}, False)
    return {}, False


def _forma(frase: str) -> dict[str, str]:
    """Si el monto es el total del año o un movimiento; vacío si no se sabe: se pregunta."""
    plano = normalizar(frase[:300])
    if _TOTAL.search(plano):
        return {"forma": "total"}
    return {"forma": "movimiento"} if _SUELTO.search(plano) else {}
