"""Cuando lo escrito a mitad de un reporte es otra cosa: se pregunta, nunca se adivina ni se pierde."""

from __future__ import annotations

import re

from bot.atencion.respuesta import Apertura
from bot.motor.avanzar import Encaje
from bot.motor.botones import de_dialogo
from bot.motor.dialogo import Dialogo, Paso
from bot.motor.pantalla import ROTULOS, Pantalla, botones
from bot.textos import formato
from bot.textos.idioma import _, _l
from bot.textos.marcado import armar, recortar
from dominio.casos.contexto import Contexto
from dominio.entender.texto import normalizar
from dominio.modelo.borrador import Borrador
from dominio.modelo.conversacion import ClaseDuda, Duda
from dominio.modelo.entendido import Entendido, Intencion

ES_MI_RESPUESTA = _l("Es mi respuesta")
# A lo demás que se deja a medias (una difusión, un ajuste) no se le dice «reporte».
_REPORTES = frozenset({"avance", "ejecucion", "correccion", "sin_novedad", "igual", "resultado"})
_NO_INTERRUMPEN = frozenset({Intencion.NADA, Intencion.SALUDO, Intencion.GRACIAS, Intencion.AYUDA})
# Lo que se puede confundir con el relato de lo que se hizo: cuenta si es de otra actividad.
_CUENTAN = frozenset(
    {
        Intencion.REPORTAR_AVANCE,
        Intencion.REPORTAR_EJECUCION,
        Intencion.SIN_NOVEDAD,
        Intencion.IGUAL_QUE_ANTES,
    }
)
_PALABRA = re.compile(r"[a-z]{2,}")
_CIFRAS = re.compile(r"[0-9]+")
# «la 12», «actividad 7», «A-007», «13.1»: así se nombra algo del plan sin decir su nombre.
_NOMBRA_ALGO = re.compile(r"\b(?:la|el|actividad|act)\.? ?[0-9]|\b[a-z]{1,4}[- ]?[0-9]|[0-9]\.[0-9]")
# Con más palabras es un relato, no una orden.
_PALABRAS_DE_UNA_ORDEN = 12
_PREGUNTA_U_ORDEN = re.compile(
    r"[¿?]|^(?:por favor |oiga |hola |ing\w*\.? |buenas |buenos dias |y )*"
    r"(?:como|cuant[oa]s?|cual(?:es)?|que|q|quien(?:es)?|cuando|donde|por que|xq|en que|de que|de donde|"
    r"hasta cuando|a cargo de quien|muestr\w+|envi\w+|mand\w+|pas[ea]\w*|de[mn]e\w*|dame|dig\w+|dime|ver|"
    r"quiero|necesito|corrig\w+|corrij\w+|recuerd\w+|export\w+|descarg\w+|estado|resumen|mis|consolidado|"
    r"plantilla|pendientes|actividades vencidas|me equivoque|ahora no|mas tarde|estoy de|voy a estar|"
    r"estare|salgo a|delego|la otra semana)\b"
)


def conviene_leer(texto: str, encaje: Encaje) -> bool:
    """Si vale la pena entender lo escrito: casi ninguna respuesta tiene forma de otra cosa."""
    plano = normalizar(texto)
    palabras = _PALABRA.findall(plano)
    if encaje is Encaje.NINGUNO:
        return bool(palabras)
    if len(palabras) > _PALABRAS_DE_UNA_ORDEN:
        return False
    return bool(_PREGUNTA_U_ORDEN.search(plano) or _NOMBRA_ALGO.search(plano))


def valor_para(paso: Paso | None, entendido: Entendido, actual: str) -> str:
    """El valor que trae una frase, si es de lo mismo que se pregunta («ya va en 45»); si no, vacío.

    Args:
        paso: la pregunta de ahora.
        entendido: la frase ya leída.
        actual: de qué es el reporte en curso («actividad:5»).
    """
    if paso is None or not _de_lo_mismo(entendido, actual):
        return ""
    if entendido.intencion is Intencion.REPORTAR_AVANCE and paso.clave in ("porcentaje", "cantidad"):
        if entendido.cantidad is not None and paso.clave == "cantidad":
            return formato.cantidad_llana(entendido.cantidad)
        return formato.porcentaje(entendido.porcentaje) if entendido.porcentaje is not None else ""
    if entendido.intencion is Intencion.REPORTAR_EJECUCION and paso.clave == "valor":
        return formato.pesos(entendido.monto) if entendido.monto is not None else ""
    return ""


def interrumpe(entendido: Entendido, encaje: Encaje, actual: str) -> bool:
    """Si lo escrito es claramente otra orden o consulta, y no la respuesta.

    Donde cualquier texto sirve hace falta más: que sea corto y tenga forma de pregunta o de orden.
    """
    if entendido.intencion in _NO_INTERRUMPEN:
        return False
    reporta = entendido.intencion in (Intencion.REPORTAR_AVANCE, Intencion.REPORTAR_EJECUCION)
    if reporta and _de_lo_mismo(entendido, actual) and actual:
        return False
    plano = normalizar(entendido.frase)
    palabras = _PALABRA.findall(plano)
    cuenta = entendido.intencion in _CUENTAN and _nombra_otra(entendido, plano, actual)
    if encaje is Encaje.NINGUNO:
        # Un «-5» o una palabra suelta es una respuesta mal escrita, no otra cosa.
        return cuenta or len(palabras) > 1
    if entendido.intencion in _CUENTAN:
        return cuenta and len(palabras) <= _PALABRAS_DE_UNA_ORDEN
    return len(palabras) <= _PALABRAS_DE_UNA_ORDEN and _PREGUNTA_U_ORDEN.search(plano) is not None


def pregunta_de_cruce(
    contexto: Contexto, dialogo: Dialogo, borrador: Borrador, entendido: Entendido, encaje: Encaje
) -> Pantalla:
    """Deja anotada la frase y pregunta qué hacer con ella."""
    _anotar(contexto, borrador, ClaseDuda.CRUCE, entendido.frase, {})
    texto = armar(
        _(
            "Tiene a medias <b>%(que)s</b> y «%(frase)s» parece otra cosa. ¿Qué hago?\n"
            "Toque una opción, o escríbala. Si lo deja para después, queda guardado y le contesto."
        ),
        que=dialogo.en_curso,
        frase=recortar(entendido.frase, 120),
    )
    pares = [(str(ES_MI_RESPUESTA), _boton(borrador, "respuesta"))] if encaje is Encaje.LIBRE else []
    pares.append((str(ROTULOS["luego"]), _boton(borrador, "luego")))
    pares.append((rotulo_de_seguir(dialogo), _boton(borrador, "seguir")))
    return Pantalla(texto, botones(*pares))


def rotulo_de_seguir(dialogo: Dialogo) -> str:
    """Con qué se vuelve a lo que está a medias; tecleado vale lo mismo."""
    return _("Seguir el reporte") if dialogo.nombre in _REPORTES else _("Seguir con lo anterior")


def apertura_de(contexto: Contexto, dialogo: Dialogo, anterior: Borrador, apertura: Apertura) -> Pantalla:
    """Pide otro diálogo con uno a medias: se anota cuál y se pregunta qué hacer con el que hay.

    Se deje o se descarte lo de antes, lo recién pedido se abre con lo que ya traía.
    """
    datos: dict[str, object] = {
        "dialogo": apertura.dialogo,
        "respuestas": dict(apertura.respuestas),
        "editando": apertura.editando,
    }
    _anotar(contexto, anterior, ClaseDuda.APERTURA, "", datos)
    destino = f"{apertura.dialogo}.{next(iter(apertura.respuestas.values()), '')}".rstrip(".")
    otro = apertura.dialogo != dialogo.nombre
    nuevo = _("Descartar lo anterior") if otro else str(ROTULOS["nuevo"])
    texto = armar(
        _(
            "Tiene <b>%(que)s</b> sin terminar, y lo que pide ahora es aparte. ¿Qué hago con lo anterior?\n"
            "Puede escribir «seguir», y queda como estaba; o «dejarlo para después» o «%(nuevo)s», y abro "
            "enseguida lo que acaba de pedir."
        ),
        que=dialogo.en_curso,
        nuevo=nuevo.lower(),
    )
    return Pantalla(
        texto,
        botones(
            (str(ROTULOS["seguir"]), _boton(anterior, "seguir")),
            (str(ROTULOS["luego"]), _boton(anterior, "luego")),
            (nuevo, _boton(anterior, "nuevo", destino)),
        ),
    )


def frase_de(duda: Duda | None, borrador: Borrador) -> str:
    """La frase que interrumpió ese reporte, si eso es lo que se preguntó y nada ha cambiado."""
    return duda.frase if duda is not None and _vale(duda, borrador, ClaseDuda.CRUCE) else ""


def apertura_guardada(duda: Duda | None, borrador: Borrador) -> Apertura | None:
    """El diálogo que se iba a abrir sobre ese reporte, si eso es lo que se preguntó y nada ha cambiado."""
    if duda is None or not _vale(duda, borrador, ClaseDuda.APERTURA):
        return None
    respuestas, editando = duda.datos.get("respuestas"), duda.datos.get("editando")
    leidas = {str(c): str(v) for c, v in respuestas.items()} if isinstance(respuestas, dict) else {}
    return Apertura(str(duda.datos.get("dialogo")), leidas, str(editando) if editando else None)


def _vale(duda: Duda, borrador: Borrador, clase: ClaseDuda) -> bool:
    return (duda.clase, duda.borrador, duda.version) == (clase, borrador.clave_envio, borrador.version)


def _de_lo_mismo(entendido: Entendido, actual: str) -> bool:
    """Si la frase no nombra otra cosa que la del reporte en curso."""
    return all(f"{objeto.ambito}:{objeto.id}" == actual for objeto in entendido.objetos)


def _nombra_otra(entendido: Entendido, plano: str, actual: str) -> bool:
    """Si nombra por su código o su número otra actividad, con el valor que se reporta de ella.

    Por su nombre no basta: «se dictaron talleres» suele ser el relato de lo que se hizo.
    """
    if len(entendido.objetos) != 1 or _de_lo_mismo(entendido, actual):
        return False
    reporta = entendido.intencion in (Intencion.REPORTAR_AVANCE, Intencion.REPORTAR_EJECUCION)
    tiene_valor = (entendido.porcentaje, entendido.cantidad, entendido.monto) != (None, None, None)
    codigo = normalizar(entendido.objetos[0].codigo or "")
    cifras = "".join(_CIFRAS.findall(codigo)).lstrip("0")
    por_numero = cifras and re.search(rf"\b(?:la|el|actividad|act)\.? 0*{cifras}\b", plano)
    return (tiene_valor or not reporta) and bool((codigo and codigo in plano) or por_numero)


def _boton(borrador: Borrador, accion: str, valor: str = "") -> str:
    return de_dialogo(borrador.clave_envio, borrador.version, accion, valor)


def _anotar(
    contexto: Contexto, borrador: Borrador, clase: ClaseDuda, frase: str, datos: dict[str, object]
) -> None:
    duda = Duda(
        persona_id=contexto.actor.id,
        chat_id=borrador.chat_id,
        clase=clase,
        frase=frase,
        hecha_en=contexto.ahora,
        datos=datos,
        borrador=borrador.clave_envio,
        version=borrador.version,
    )
    contexto.unidad.dudas.dejar(duda)
