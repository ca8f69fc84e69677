"""El menú, la bienvenida y la ayuda: a cada quien, solo lo que su rol puede hacer."""

from __future__ import annotations

from bot.atencion.respuesta import Respuesta
from bot.ordenes.pedido import Orden, Pedido, decir
from bot.ordenes.tabla import ordenes
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, unir
from bot.textos.roles import como_entra
from dominio.entender.texto import normalizar
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.persona import Persona
from dominio.reglas.permisos import Permiso, puede

_DESCRIPCION_MAXIMA = 100
# Lo que más se hace: cada orden con el rótulo de su botón y quién lo ve.
_ACCESOS: dict[str, tuple[Perezosa, Permiso | None]] = {
    "avance": (_l("Reportar avance"), Permiso.REGISTRAR_AVANCE),
    "ejecucion": (_l("Registrar ejecución"), Permiso.REGISTRAR_EJECUCION),
    "estado": (_l("Ver el estado"), None),
    "mis": (_l("Mis actividades"), None),
    "pendientes": (_l("Pendientes"), None),
    "revisar": (_l("Revisar reportes"), Permiso.REVISAR),
    "importar": (_l("Importar el plan"), Permiso.IMPORTAR),
    "exportar": (_l("Exportar el consolidado"), Permiso.EXPORTAR),
    "ayuda": (_l("Ayuda"), None),
}
_TAMBIEN = {
    "siguiente": "siguiente",
    "siguiente reporte": "siguiente",
    "volver a la cola": "revisar",
    "ver la cola": "revisar",
    "dar visto bueno": "vistobueno",
    "visto bueno": "vistobueno",
    "ver mis actividades": "mis",
    "estado general": "estado",
    "pedir la plantilla": "plantilla",
    "descargar mis datos": "descargar",
    "resultado de una meta": "resultado",
    "ver las versiones": "versiones",
    "modificar una actividad": "modificar",
    "modificar otra": "modificar",
    "mis recordatorios": "recordatorios",
    "ver mis recordatorios": "recordatorios",
}
_CON_ARGUMENTO = frozenset(
    {
        "avance",
        "ejecucion",
        "resultado",
        "estado",
        "corte",
        "seguir",
        "descartar",
        "revisar",
        "aprobar",
        "devolver",
        "vistobueno",
        "delegar",
        "personas",
        "versiones",
        "modificar",
        "pasos",
        "documentos",
        "remitir",
        "alertas",
        "seguimiento",
        "recordatorios",
    }
)


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
    """Los botones de lo que más se hace, a lo sumo ocho.

    A quien revisa no se le ofrece «Mis actividades»: casi nunca tiene, y ese lugar es de la cola.
    """
    revisa = puede(persona, Permiso.REVISAR)
    return [
        (str(rotulo), f"o:{orden}")
        for orden, (rotulo, permiso) in _ACCESOS.items()
        if (permiso is None or puede(persona, permiso)) and not (revisa and orden == "mis")
    ]


def orden_escrita(texto: str) -> tuple[str, str] | None:
    """La orden que nombra un texto sin barra, y su argumento; ``None`` si no nombra ninguna.

    Vale lo que dicen los botones («mis actividades») y el nombre de la orden («avance A-005»).
    """
    dicho = " ".join(normalizar(texto[:200]).strip(" .!¡/").split())
    rotulos = {normalizar(str(rotulo)): orden for orden, (rotulo, _permiso) in _ACCESOS.items()}
    conocidas = {orden.nombre: orden.nombre for orden in ordenes()} | rotulos | _TAMBIEN
    if dicho in conocidas:
        return conocidas[dicho], ""
    primera, _espacio, resto = dicho.partition(" ")
    return (primera, resto) if primera in _CON_ARGUMENTO else None


def bienvenida(persona: Persona) -> Respuesta:
    """Qué puede hacer, con botones."""
    texto = armar(
        _("Hola, <b>%(nombre)s</b>. Usted entra como %(rol)s.\n¿Qué quiere hacer?"),
        nombre=persona.nombre,
        rol=como_entra(persona.rol),
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
    titulo = armar(_("<b>Ayuda</b> · usted entra como %(rol)s"), rol=como_entra(persona.rol))
    return decir(unir([titulo, *lineas, cierre]), *accesos(persona)[:4], por_fila=2)
