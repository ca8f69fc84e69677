"""Pedir que a una persona le cambien el rol: otra persona lo aprueba."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogos.avisos import aviso_para
from bot.dialogos.campos import CampoOpcion, campo_texto
from bot.dialogos.invitacion import (
    dependencias,
    eleccion_de_rol,
    elecciones_de_dependencia,
    lleva_dependencia,
)
from bot.dialogos.revocacion import persona_de, rotulo_de_persona, se_sabe_quien, sin_motivo
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import personas as textos
from bot.textos.formato import alternativas
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, unir
from bot.textos.roles import nombre_del_rol
from dominio.casos.cambiar_rol import (
    MAXIMO_MOTIVO,
    CambioPedido,
    DatosCambio,
    pedir_cambio_de_rol,
    revisar_cambio_de_rol,
)
from dominio.casos.contexto import Contexto
from dominio.casos.personas import listar_personas
from dominio.modelo.envio import Envio
from dominio.modelo.persona import Rol
from dominio.reglas.permisos import Permiso


def _posibles(entorno: Entorno) -> Sequence[Eleccion]:
    datos = entorno.datos
    fichas = datos.recordar("fichas", lambda: listar_personas(datos.contexto))
    return [
        Eleccion(
            str(f.persona.id), f"{f.persona.nombre} ({nombre_del_rol(f.persona.rol)})", (f.persona.nombre,)
        )
        for f in fichas
        if f.persona.activa and f.persona.id != datos.contexto.actor.id
    ]


def _roles(entorno: Entorno) -> Sequence[Eleccion]:
    return [eleccion_de_rol(rol) for rol in Rol]


def _datos(entorno: Entorno) -> DatosCambio:
    respuestas = entorno.respuestas
    elegida = respuestas.get("dependencia") if lleva_dependencia(entorno) else None
    nombre = next((d.nombre for d in dependencias(entorno) if str(d.id) == elegida), None)
    return DatosCambio(
        persona_de(entorno, respuestas["persona"]),
        Rol(respuestas["rol"]),
        nombre,
        respuestas.get("motivo") or None,
    )


def _validar_persona(entorno: Entorno) -> None:
    rotulo_de_persona(entorno, entorno.respuestas["persona"])


def _validar(entorno: Entorno) -> None:
    """Cuando ya se sabe todo, se dice lo que el caso no admitiría."""
    respuestas = entorno.respuestas
    falta = lleva_dependencia(entorno) and not respuestas.get("dependencia")
    if respuestas.get("persona") and respuestas.get("rol") and not falta:
        revisar_cambio_de_rol(entorno.datos.contexto, _datos(entorno))


def _resumen(entorno: Entorno) -> Sequence[Html]:
    return [Html(_("Nada cambia todavía: otra persona debe aprobarlo, y tiene una semana."))]


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    contexto = entorno.datos.contexto
    pedido = pedir_cambio_de_rol(contexto, _datos(entorno))
    siguientes = (
        (_("Ver las personas"), f"{APARTE}o:personas"),
        (_("Retirar la petición"), f"{APARTE}p:z:{pedido.cambio.id}"),
    )
    return Cierre(_acuse(contexto, pedido), siguientes, _avisos(contexto, pedido))


def _acuse(contexto: Contexto, pedido: CambioPedido) -> Html:
    cambio = pedido.cambio
    titulo = armar(_("Quedó pedido: %(cambio)s."), cambio=textos.cambio(cambio))
    if pedido.firmantes:
        quienes = alternativas([persona.nombre for persona in pedido.firmantes[:5]])
        return unir([titulo, armar(_("Lo aprueba %(quienes)s, que ya recibió el aviso."), quienes=quienes)])
    orden = (
        f'asistente persona cambiar-rol --entidad {contexto.entidad.codigo} --nombre "{cambio.persona}" '
        f"--rol {cambio.rol_nuevo.value}"
    )
    sin_nadie = _(
        "No hay otra persona vinculada que pueda aprobarlo. La segunda firma es en el servidor, con:\n"
        "<code>%(orden)s</code>"
    )
    return unir([titulo, armar(sin_nadie, orden=orden)])


def _avisos(contexto: Contexto, pedido: CambioPedido) -> tuple[Envio, ...]:
    cambio = pedido.cambio
    texto = unir(
        [
            armar(_("<b>%(quien)s pide un cambio de rol</b>"), quien=contexto.actor.nombre),
            textos.cambio(cambio),
            armar(_("Motivo: %(motivo)s"), motivo=cambio.motivo) if cambio.motivo else Html(""),
            armar(
                _("También puede escribir «/personas aprobar %(n)s» o «/personas rechazar %(n)s»."),
                n=cambio.id,
            ),
        ]
    )
    pares = ((_("Aprobar"), f"{APARTE}p:a:{cambio.id}"), (_("Rechazar"), f"{APARTE}p:z:{cambio.id}"))
    return tuple(envio for persona in pedido.firmantes for envio in aviso_para(persona, texto, *pares))


CAMBIO_DE_ROL = Dialogo(
    nombre="cambio_de_rol",
    esquema=1,
    titulo=_l("Cambiar un rol"),
    en_curso=_l("un cambio de rol"),
    permiso=Permiso.GESTIONAR_PERSONAS,
    resumen=_resumen,
    confirmar=_confirmar,
    completar=sin_motivo,
    pasos=(
        Paso(
            "persona",
            CampoOpcion(_posibles, rotulo_de_persona, numeradas=False),
            _l("Persona"),
            _l("¿A quién le cambia el rol?"),
            _l("Toque una, o escriba su nombre."),
            valida=_validar_persona,
        ),
        Paso(
            "rol",
            CampoOpcion(_roles),
            _l("Rol nuevo"),
            _l("¿Qué rol tendrá?"),
            _l("Toque uno o escríbalo: jefatura."),
            valida=_validar,
        ),
        Paso(
            "dependencia",
            CampoOpcion(elecciones_de_dependencia, numeradas=False),
            _l("Dependencia"),
            _l("¿En qué dependencia?"),
            _l("Toque una, o escriba su código o su nombre: Salud."),
            si=lleva_dependencia,
            valida=_validar,
        ),
        Paso(
            "motivo",
            campo_texto(MAXIMO_MOTIVO),
            _l("Motivo"),
            _l("¿Por qué?"),
            _l("Ejemplo: la nombraron secretaria encargada."),
            si=se_sabe_quien,
            opcional=True,
        ),
    ),
)
