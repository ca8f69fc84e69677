"""Revocar el acceso de una persona: a quién y, si se quiere, por qué."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.dialogos.avisos import aviso_para
from bot.dialogos.campos import CampoOpcion, campo_texto
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import delegacion as textos
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar
from bot.textos.roles import como_entra, nombre_del_rol
from dominio.casos.contexto import Contexto
from dominio.casos.personas import (
    MAXIMO_MOTIVO,
    Revocacion,
    listar_personas,
    revisar_revocacion,
    revocar,
)
from dominio.errores import EntradaInvalida
from dominio.modelo.envio import Envio
from dominio.modelo.ficha import Situacion
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import Persona
from dominio.reglas.permisos import Permiso

_CON_ACCESO = (Situacion.VINCULADA, Situacion.INALCANZABLE, Situacion.INVITADA)


def persona_de(entorno: Entorno, clave: str) -> IdPersona:
    """La persona que nombra una respuesta; ``EntradaInvalida`` si no es una."""
    if not clave.isascii() or not clave.isdecimal():
        raise EntradaInvalida("persona_desconocida", "persona", escrito=clave[:60])
    return IdPersona(int(clave))


def rotulo_de_persona(entorno: Entorno, clave: str) -> str:
    """Su nombre y su rol."""
    datos, numero = entorno.datos, persona_de(entorno, clave)
    persona = datos.recordar(("persona", numero), lambda: datos.contexto.unidad.personas.traer(numero))
    if persona.entidad_id != datos.contexto.entidad.id:
        raise EntradaInvalida("persona_desconocida", "persona", escrito=clave[:60])
    return f"{persona.nombre} ({nombre_del_rol(persona.rol)})"


def se_sabe_quien(entorno: Entorno) -> bool:
    """Si ya se respondió de quién se trata."""
    return bool(entorno.respuestas.get("persona"))


def sin_motivo(entorno: Entorno) -> Mapping[str, str]:
    """El motivo no se pregunta: sabido de quién se trata, quien quiera darlo lo edita en el resumen."""
    return motivo_omitido(entorno.respuestas, "persona")


def motivo_omitido(respuestas: Mapping[str, str], clave: str) -> dict[str, str]:
    """Las respuestas con el motivo omitido si ya está la de ``clave``; si no, sin nada por omisión."""
    if respuestas.get(clave):
        return {"motivo": "", **respuestas}
    return {c: valor for c, valor in respuestas.items() if c != "motivo" or valor}


def _posibles(entorno: Entorno) -> Sequence[Eleccion]:
    datos = entorno.datos
    fichas = datos.recordar("fichas", lambda: listar_personas(datos.contexto))
    return [
        Eleccion(
            str(f.persona.id), f"{f.persona.nombre} ({nombre_del_rol(f.persona.rol)})", (f.persona.nombre,)
        )
        for f in fichas
        if f.situacion in _CON_ACCESO
    ]


def _revision(entorno: Entorno) -> Persona:
    datos, numero = entorno.datos, persona_de(entorno, entorno.respuestas["persona"])
    return datos.recordar(("revision", numero), lambda: revisar_revocacion(datos.contexto, numero))


def _validar(entorno: Entorno) -> None:
    _revision(entorno)


def _resumen(entorno: Entorno) -> Sequence[Html]:
    persona = _revision(entorno)
    if persona.telegram_id is None:
        return [armar(_("Se anulan las invitaciones de <b>%(nombre)s</b>."), nombre=persona.nombre)]
    return [
        armar(
            _(
                "<b>%(nombre)s</b> (%(rol)s) pierde el acceso al confirmar: se borran sus borradores e "
                "invitaciones y se cancela lo que tenga por recibir. Sus reportes se conservan."
            ),
            nombre=persona.nombre,
            rol=como_entra(persona.rol),
        )
    ]


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    contexto, respuestas = entorno.datos.contexto, entorno.respuestas
    numero = persona_de(entorno, respuestas["persona"])
    hecha = revocar(contexto, numero, respuestas.get("motivo") or None)
    acuse = armar(
        _("Listo: <b>%(nombre)s</b> ya no tiene acceso. Para devolvérselo, invítela de nuevo."),
        nombre=hecha.persona.nombre,
    )
    siguientes = ((_("Ver las personas"), f"{APARTE}o:personas"),)
    return Cierre(acuse, siguientes, avisos_de_revocacion(contexto, hecha))


def avisos_de_revocacion(contexto: Contexto, hecha: Revocacion) -> tuple[Envio, ...]:
    """A quien delegaba en la persona revocada, o reportaba por ella: esa delegación terminó."""
    avisos: list[Envio] = []
    for delegacion in hecha.delegaciones:
        for otra in {delegacion.titular_id, delegacion.delegado_id} - {hecha.persona.id}:
            persona = contexto.unidad.personas.traer(otra)
            mis = (_("Ver mis actividades"), f"{APARTE}o:mis")
            avisos += aviso_para(persona, textos.terminada(delegacion), mis)
    return tuple(avisos)


REVOCACION = Dialogo(
    nombre="revocacion",
    esquema=1,
    titulo=_l("Revocar el acceso"),
    en_curso=_l("una revocación de acceso"),
    permiso=Permiso.GESTIONAR_PERSONAS,
    resumen=_resumen,
    confirmar=_confirmar,
    completar=sin_motivo,
    pasos=(
        Paso(
            "persona",
            CampoOpcion(_posibles, rotulo_de_persona, numeradas=False),
            _l("Persona"),
            _l("¿A quién le retira el acceso?"),
            _l("Toque una, o escriba su nombre."),
            valida=_validar,
        ),
        Paso(
            "motivo",
            campo_texto(MAXIMO_MOTIVO),
            _l("Motivo"),
            _l("¿Por qué?"),
            _l("Ejemplo: terminó su contrato."),
            si=se_sabe_quien,
            opcional=True,
        ),
    ),
)
