"""/personas: quién está vinculado y quién falta, la ficha de cada quien y los cambios de rol por aprobar."""

from __future__ import annotations

from collections.abc import Sequence

from bot.atencion.respuesta import Apertura, Respuesta
from bot.dialogos.avisos import aviso_para
from bot.motor.botones import MAXIMO_BYTES
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.textos import delegacion as textos_de_delegacion
from bot.textos import estado as listas
from bot.textos import personas as textos
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from bot.textos.roles import como_entra
from dominio.casos.cambiar_rol import (
    CambioDecidido,
    aprobar_cambio_de_rol,
    cambios_esperando,
    rechazar_cambio_de_rol,
)
from dominio.casos.delegar import delegaciones_de
from dominio.casos.personas import ficha_de, listar_personas
from dominio.entender.texto import normalizar
from dominio.errores import NoEncontrado
from dominio.modelo.cambio_de_rol import CambioDeRol
from dominio.modelo.envio import Envio
from dominio.modelo.ficha import Ficha, Situacion
from dominio.modelo.identidad import IdCambioDeRol, IdPersona
from dominio.reglas.doble_firma import puede_gestionar

POR_PAGINA = 5
_VERBOS = {
    "revocar": "revocacion",
    "rol": "cambio_de_rol",
    "cambiar": "cambio_de_rol",
    "invitar": "invitacion",
    "renovar": "invitacion",
}
_DECISIONES = {"aprobar": aprobar_cambio_de_rol, "rechazar": rechazar_cambio_de_rol}


def personas(pedido: Pedido) -> Respuesta:
    """«/personas [texto]»; «/personas revocar Ana», «/personas rol Ana», «/personas aprobar 3»."""
    verbo, _espacio, resto = pedido.argumento.strip().partition(" ")
    verbo, resto = normalizar(verbo), resto.strip()
    if verbo in _DECISIONES and resto.isdecimal():
        return _decidir(pedido, verbo, leer_numero(resto))
    if verbo in _VERBOS and resto:
        escrito = resto[4:] if verbo == "cambiar" and normalizar(resto).startswith("rol ") else resto
        return _con_una(pedido, _VERBOS[verbo], escrito)
    return _lista(pedido, pedido.argumento, 0)


def tocar_personas(pedido: Pedido) -> Respuesta:
    """Botones «p:<acción>:<número>:<texto>»."""
    accion, numero, texto = [*pedido.argumento.split(":", 2), "", ""][:3]
    match accion:
        case "f":
            return _ficha(pedido, ficha_de(pedido.contexto, _persona(numero)))
        case "i":
            return _abrir("invitacion", ficha_de(pedido.contexto, _persona(numero)))
        case "r":
            return _abrir("revocacion", ficha_de(pedido.contexto, _persona(numero)))
        case "c":
            return _abrir("cambio_de_rol", ficha_de(pedido.contexto, _persona(numero)))
        case "d":
            return _delegaciones(pedido, ficha_de(pedido.contexto, _persona(numero)))
        case "a":
            return _decidir(pedido, "aprobar", leer_numero(numero))
        case "z":
            return _decidir(pedido, "rechazar", leer_numero(numero))
        case _:
            return _lista(pedido, texto, leer_numero(numero, 10_000))


def _persona(numero: str) -> IdPersona:
    return IdPersona(leer_numero(numero))


def _lista(pedido: Pedido, texto: str, pedida: int) -> Respuesta:
    fichas = listar_personas(pedido.contexto, texto)
    if not fichas:
        nadie = armar(
            _("No hay personas que respondan a «%(texto)s». Pruebe con el nombre, el rol o la dependencia."),
            texto=recortar(texto, 60),
        )
        return decir(nadie, (_("Ver todas"), "o:personas"), (_("Invitar a alguien"), "o:invitar"))
    if len(fichas) == 1 and texto.strip():
        return _ficha(pedido, fichas[0])
    pagina = min(pedida, (len(fichas) - 1) // POR_PAGINA)
    visibles = fichas[pagina * POR_PAGINA : (pagina + 1) * POR_PAGINA]
    titulo = unir([Html(_("<b>Personas</b>")), textos.cuenta(fichas), _por_aprobar(pedido, pagina)])
    cuerpo = listas.lista(titulo, [textos.renglon(ficha) for ficha in fichas], pagina, POR_PAGINA)
    pares = [(ficha.persona.nombre, f"p:f:{ficha.persona.id}") for ficha in visibles]
    cola = paginas("p:l:", pagina, len(fichas), POR_PAGINA)
    pares += [(rotulo, _con_texto(dato, texto)) for rotulo, dato in cola]
    pares.append((_("Invitar a alguien"), "o:invitar"))
    return decir(cuerpo, *pares)


def _con_texto(dato: str, texto: str) -> str:
    """El botón de página con lo que se buscaba, recortado a lo que cabe."""
    limpio = normalizar(texto)
    while limpio and len(f"{dato}:{limpio}".encode()) > MAXIMO_BYTES:
        limpio = limpio[:-1]
    return f"{dato}:{limpio}" if limpio else dato


def _por_aprobar(pedido: Pedido, pagina: int) -> Html:
    """Los cambios de rol que esperan, en la primera página."""
    esperando = cambios_esperando(pedido.contexto) if pagina == 0 else ()
    lineas = [armar(_("Por aprobar, n.º %(n)s: %(que)s"), n=c.id, que=textos.cambio(c)) for c in esperando]
    return unir(lineas[:3])


def _ficha(pedido: Pedido, ficha: Ficha) -> Respuesta:
    persona, actor = ficha.persona, pedido.contexto.actor
    propia = persona.id == actor.id
    cambio = next((c for c in cambios_esperando(pedido.contexto) if c.persona_id == persona.id), None)
    pares: list[tuple[str, str]] = []
    if puede_gestionar(actor, persona):
        if not propia:
            rotulo = _("Invitar") if ficha.situacion in _SIN_ENLACE else _("Renovar la invitación")
            pares.append((rotulo, f"p:i:{persona.id}"))
        if ficha.situacion not in _SIN_ENLACE:
            pares.append((_("Revocar"), f"p:r:{persona.id}"))
    if persona.activa and not propia and cambio is None:
        pares.append((_("Cambiar rol"), f"p:c:{persona.id}"))
    pares += _del_cambio(cambio, actor.id, propia=propia)
    pares += [(_("Ver delegaciones"), f"p:d:{persona.id}"), (_("Volver a la lista"), "o:personas")]
    return decir(unir([textos.detalle(ficha), _pendiente(cambio)]), *pares, por_fila=2)


_SIN_ENLACE = (Situacion.SIN_INVITAR, Situacion.REVOCADA)


def _pendiente(cambio: CambioDeRol | None) -> Html:
    if cambio is None:
        return Html("")
    quien = cambio.pidio or _("la línea de órdenes")
    return armar(_("Cambio de rol pedido por %(quien)s: %(que)s"), quien=quien, que=textos.cambio(cambio))


def _del_cambio(cambio: CambioDeRol | None, actor_id: IdPersona, *, propia: bool) -> list[tuple[str, str]]:
    if cambio is None or propia:
        return []
    if cambio.pedido_por == actor_id:
        return [(_("Retirar el cambio"), f"p:z:{cambio.id}")]
    return [(_("Aprobar el cambio"), f"p:a:{cambio.id}"), (_("Rechazar el cambio"), f"p:z:{cambio.id}")]


def _con_una(pedido: Pedido, dialogo: str, texto: str) -> Respuesta:
    """El diálogo sobre la única persona que responde al texto; si son varias, la lista."""
    fichas = listar_personas(pedido.contexto, texto)
    exactas = [f for f in fichas if normalizar(f.persona.nombre) == normalizar(texto)]
    halladas: Sequence[Ficha] = exactas or fichas
    if len(halladas) == 1:
        return _abrir(dialogo, halladas[0])
    if not halladas and dialogo == "invitacion":
        return Respuesta(abrir=Apertura("invitacion", {"nombre": texto}))
    return _lista(pedido, texto, 0)


def _abrir(dialogo: str, ficha: Ficha) -> Respuesta:
    persona = ficha.persona
    if dialogo != "invitacion":
        return Respuesta(abrir=Apertura(dialogo, {"persona": str(persona.id)}))
    respuestas = {"nombre": persona.nombre, "rol": persona.rol.value}
    if persona.dependencia_id is not None:
        respuestas["dependencia"] = str(persona.dependencia_id)
    return Respuesta(abrir=Apertura("invitacion", respuestas))


def _delegaciones(pedido: Pedido, ficha: Ficha) -> Respuesta:
    todas = delegaciones_de(pedido.contexto, ficha.persona.id)
    hoy = pedido.contexto.hoy
    titulo = armar(_("<b>Delegaciones de %(nombre)s</b>"), nombre=ficha.persona.nombre)
    lineas = [textos_de_delegacion.completa(una, hoy) for una in todas[:10]]
    cuerpo = unir([titulo, *(lineas or [Html(_("Ninguna por ahora."))])])
    return decir(cuerpo, (_("Volver a la ficha"), f"p:f:{ficha.persona.id}"))


def _decidir(pedido: Pedido, verbo: str, numero: int) -> Respuesta:
    try:
        decidido = _DECISIONES[verbo](pedido.contexto, IdCambioDeRol(numero))
    except NoEncontrado:
        ninguno = armar(_("No hay un cambio de rol con el número %(n)s. Véalos en /personas."), n=numero)
        return decir(ninguno, (_("Ver las personas"), "o:personas"))
    aprobado = verbo == "aprobar"
    frase = _("Aprobado. %(cambio)s.") if aprobado else _("No se hace el cambio. %(cambio)s.")
    respuesta = decir(
        armar(frase, cambio=textos.cambio(decidido.cambio)),
        (_("Ver la ficha"), f"p:f:{decidido.persona.id}"),
        (_("Ver las personas"), "o:personas"),
    )
    envios = _avisos(pedido, decidido, aprobado=aprobado)
    return Respuesta(respuesta.pantallas, _("Hecho."), envios=envios)


def _avisos(pedido: Pedido, decidido: CambioDecidido, *, aprobado: bool) -> tuple[Envio, ...]:
    """A quien lo pidió, lo que se decidió; a la persona, su rol nuevo y el menú que le toca."""
    # El menú sale de la tabla de órdenes, que nombra a este módulo.
    from bot.ordenes.menu import menu_de

    persona, pidio = decidido.persona, decidido.pidio
    envios: tuple[Envio, ...] = ()
    if pidio is not None and pidio.id != pedido.contexto.actor.id:
        frase = (
            _("%(quien)s aprobó el cambio. %(que)s.")
            if aprobado
            else _("%(quien)s rechazó el cambio. %(que)s.")
        )
        texto = armar(frase, quien=pedido.contexto.actor.nombre, que=textos.cambio(decidido.cambio))
        envios += aviso_para(pidio, texto)
    if aprobado and persona.telegram_id is not None:
        texto = armar(
            _("Su rol cambió: ahora entra como <b>%(rol)s</b>. Vea qué puede hacer con /ayuda."),
            rol=como_entra(persona.rol),
        )
        envios += (menu_de(persona, persona.telegram_id),)
        envios += aviso_para(persona, texto, (_("Ayuda"), "n:o:ayuda"))
    return envios
