"""El menú, la bienvenida y la ayuda: a cada quien, solo lo que su rol puede hacer."""

from __future__ import annotations

from bot.atencion.respuesta import Respuesta
from bot.ordenes.pedido import Orden, Pedido, decir
from bot.ordenes.tabla import ordenes
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, unir
from bot.textos.roles import nombre_del_rol
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.persona import Persona
from dominio.reglas.permisos import Permiso, puede

_DESCRIPCION_MAXIMA = 100


def visibles(persona: Persona) -> list[Orden]:
    """Las órdenes que la persona puede usar."""
    return [orden for orden in ordenes() if orden.permiso is None or puede(persona, orden.permiso)]


def menu_de(persona: Persona, chat_id: int) -> Envio:
    """La llamada que deja el menú de la persona en su chat."""
    comandos = [
        {"command": orden.nombre, "description": str(orden.descripcion)[:_DESCRIPCION_MAXIMA]}
        for orden in visibles(persona)
    ]
    cuerpo = {"commands": comandos, "scope": {"type": "chat", "chat_id": chat_id}}
    return Envio(chat_id, "setMyCommands", cuerpo, ClaseEnvio.AVISO, persona_id=persona.id)


def accesos(persona: Persona) -> list[tuple[str, str]]:
    """Los botones de lo que más se hace."""
    pares = []
    if puede(persona, Permiso.REGISTRAR_AVANCE):
        pares += [(_("Reportar avance"), "o:avance"), (_("Registrar ejecución"), "o:ejecucion")]
    pares += [
        (_("Ver el estado"), "o:estado"),
        (_("Mis actividades"), "o:mis"),
        (_("Pendientes"), "o:pendientes"),
    ]
    if puede(persona, Permiso.IMPORTAR):
        pares.append((_("Importar el plan"), "o:importar"))
    if puede(persona, Permiso.EXPORTAR):
        pares.append((_("Exportar el consolidado"), "o:exportar"))
    return [*pares, (_("Ayuda"), "o:ayuda")]


def bienvenida(persona: Persona) -> Respuesta:
    """Qué puede hacer, con botones."""
    texto = armar(
        _("Hola, <b>%(nombre)s</b>. Su rol es %(rol)s.\n¿Qué quiere hacer?"),
        nombre=persona.nombre,
        rol=nombre_del_rol(persona.rol),
    )
    return decir(texto, *accesos(persona), por_fila=2)


def start(pedido: Pedido) -> Respuesta:
    """«/start» de quien ya está vinculado; renueva su menú."""
    persona = pedido.contexto.actor
    return Respuesta(bienvenida(persona).pantallas, envios=(menu_de(persona, pedido.entrada.chat_id),))


def ayuda(pedido: Pedido) -> Respuesta:
    """«/ayuda»: las órdenes de su rol, con ejemplos."""
    persona = pedido.contexto.actor
    lineas = [
        armar(
            "/%(nombre)s · %(descripcion)s%(ejemplo)s",
            nombre=orden.nombre,
            descripcion=orden.descripcion,
            ejemplo=armar(_(" Ej.: <code>%(ejemplo)s</code>"), ejemplo=orden.ejemplo)
            if orden.ejemplo
            else "",
        )
        for orden in visibles(persona)
    ]
    cierre = Html(
        _(
            "\nMientras reporta puede escribir en cualquier momento: atrás, saltar, cancelar, ayuda o "
            "seguir. Los números van con coma decimal: 12,5."
        )
    )
    titulo = armar(_("<b>Ayuda</b> · usted es %(rol)s"), rol=nombre_del_rol(persona.rol))
    return decir(unir([titulo, *lineas, cierre]), *accesos(persona)[:4], por_fila=2)
