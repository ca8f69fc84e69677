"""Cuando una frase puede ser de varios objetos: se pregunta de cuál, y se contesta tocando o escribiendo."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.atencion.respuesta import Respuesta
from bot.ordenes.pedido import Pedido, decir
from bot.textos.idioma import _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.entender.texto import normalizar
from dominio.modelo.conversacion import ClaseDuda, Duda
from dominio.modelo.entendido import Entendido
from dominio.modelo.objeto import Objeto

A_LA_VISTA = 3
# Pasado este tiempo un «2» suelto ya no contesta aquella pregunta.
VIGENTE = timedelta(minutes=30)
NINGUNA = "x"

_AMBITOS = {
    "dependencia": _l("Dependencia"),
    "programa": _l("Programa"),
    "proyecto": _l("Proyecto"),
    "meta": _l("Meta"),
}


def uno_o_pregunta(
    pedido: Pedido, entendido: Entendido, ambitos: Collection[str] = ()
) -> Objeto | Respuesta | None:
    """El objeto de la frase; una pregunta si puede ser de varios; ``None`` si no nombra ninguno.

    Args:
        pedido: quién pregunta.
        entendido: la frase ya leída.
        ambitos: qué clases de objeto sirven; vacío = todas.
    """
    sirven = tuple(o for o in entendido.objetos if not ambitos or o.ambito in ambitos)
    if len(sirven) < 2:
        return sirven[0] if sirven else None
    return preguntar(pedido, entendido.frase, sirven)


def preguntar(pedido: Pedido, frase: str, objetos: Sequence[Objeto]) -> Respuesta:
    """Deja anotada la frase con sus candidatos y pregunta de cuál habla."""
    visibles = objetos[:A_LA_VISTA]
    duda = Duda(
        persona_id=pedido.contexto.actor.id,
        chat_id=pedido.entrada.chat_id,
        clase=ClaseDuda.OBJETO,
        frase=frase,
        hecha_en=pedido.contexto.ahora,
        datos={"objetos": [[o.ambito, o.codigo, o.nombre, o.id] for o in visibles]},
    )
    numero = pedido.contexto.unidad.dudas.dejar(duda)
    lineas = [
        armar("%(n)s. %(objeto)s", n=n, objeto=recortar(rotulo(objeto), 120))
        for n, objeto in enumerate(visibles, start=1)
    ]
    titulo = armar(_("«%(frase)s» puede ser de varias. ¿De cuál?"), frase=recortar(frase, 120))
    otras = len(objetos) - len(visibles)
    if otras:
        frase_de_mas = ngettext(
            "Hay %(n)s más: escriba su código.", "Hay %(n)s más: escriba su código.", otras
        )
        lineas.append(armar(frase_de_mas, n=otras))
    lineas.append(Html(_("<i>Toque una, o escriba su número o su código.</i>")))
    pares = [(recortar(rotulo(o), 60), f"q:{numero}:{n}") for n, o in enumerate(visibles, start=1)]
    pares.append((_("Ninguna de estas"), f"q:{numero}:{NINGUNA}"))
    return decir(unir([titulo, *lineas]), *pares)


def pendiente(pedido: Pedido, clase: ClaseDuda) -> Duda | None:
    """La pregunta de esa clase que la persona puede estar contestando."""
    duda = pedido.contexto.unidad.dudas.traer(pedido.contexto.actor.id, pedido.entrada.chat_id)
    if duda is None or duda.clase is not clase or pedido.contexto.ahora - duda.hecha_en > VIGENTE:
        return None
    return duda


def cerrar(pedido: Pedido) -> None:
    """La pregunta ya se contestó."""
    pedido.contexto.unidad.dudas.olvidar(pedido.contexto.actor.id, pedido.entrada.chat_id)


def escogido(duda: Duda, escrito: str) -> Objeto | None:
    """El candidato que nombra lo escrito: por su código, por su número de la lista o por su nombre."""
    objetos = candidatos(duda)
    dicho = normalizar(escrito[:200]).strip(" .!«»\"'")
    dicho = dicho.removeprefix("la ").removeprefix("el ")
    por_codigo = [o for o in objetos if o.codigo is not None and normalizar(o.codigo) == dicho]
    if por_codigo:
        return por_codigo[0]
    if dicho.isascii() and dicho.isdecimal() and len(dicho) < 3:
        return objetos[int(dicho) - 1] if 1 <= int(dicho) <= len(objetos) else None
    orden = {"primera": 0, "primero": 0, "segunda": 1, "segundo": 1, "tercera": 2, "tercero": 2}.get(dicho)
    if orden is not None:
        return objetos[orden] if orden < len(objetos) else None
    por_nombre = [o for o in objetos if len(dicho) > 3 and dicho in normalizar(rotulo(o))]
    return por_nombre[0] if len(por_nombre) == 1 else None


def candidatos(duda: Duda) -> tuple[Objeto, ...]:
    """Los objetos que se ofrecieron."""
    guardados = duda.datos.get("objetos")
    return tuple(Objeto(*campos) for campos in guardados) if isinstance(guardados, list) else ()


def rotulo(objeto: Objeto) -> str:
    """«A-012 Pavimentar vías», «Meta 1905-02 Vacunar…»."""
    ambito = _AMBITOS.get(objeto.ambito)
    partes = (str(ambito) if ambito else "", objeto.codigo, objeto.nombre)
    return " ".join(parte for parte in partes if parte)
