"""«No es mía», y lo que planeación contesta: cuál, por qué, y a quién se le avisa."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.dialogos.avisos import aviso_para
from bot.dialogos.campos import CampoOpcion, campo_texto, con_codigo
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import respuestas as textos
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar
from dominio.casos.reclamos import (
    MAXIMO_RAZON,
    confirmar_responsable,
    reclamables,
    reclamar,
    reclamo_por_decidir,
    reclamos_pendientes,
    revisar_reclamo,
)
from dominio.entender.texto import normalizar
from dominio.errores import EntradaInvalida
from dominio.modelo.identidad import IdActividad
from dominio.modelo.plan import Renglon
from dominio.modelo.reclamo import IdReclamo, Reclamo
from dominio.reglas.permisos import Permiso

# Lo que se escribe para seguir, no para explicar.
_NO_SON_RAZON = frozenset({"confirmar", "confirmo", "si", "ok", "listo", "si es de esa persona", "seguir"})


# «no es mía», «la A-006 no es mía», «no es mía la 6»: la misma frase con que se abrió.
_CUAL = r"(?:(?:esta|esa|la|el|actividad|act\.?|numero) ?)*(?:[a-z]{1,4}[- ]?)?(?:[0-9][0-9.]*)?"
_OTRA_VEZ = re.compile(rf"(?:{_CUAL} )?no es (?:mia|mio)(?: {_CUAL})?")


def _numero(escrito: str) -> int:
    if not escrito.isascii() or not escrito.isdecimal() or len(escrito) > 18:
        raise EntradaInvalida("opcion_desconocida", escrito=escrito[:30])
    return int(escrito)


def _actividades(entorno: Entorno) -> Sequence[Eleccion]:
    datos = entorno.datos
    suyas = datos.recordar("reclamables", lambda: reclamables(datos.contexto))
    if not suyas:
        raise EntradaInvalida("sin_actividades_propias")
    return [con_codigo(str(renglon.id), renglon.codigo, renglon.nombre) for renglon in suyas]


def _renglon(entorno: Entorno, clave: str = "") -> Renglon:
    datos, numero = entorno.datos, IdActividad(_numero(clave or entorno.respuestas["actividad"]))
    return datos.recordar(("reclamada", numero), lambda: revisar_reclamo(datos.contexto, numero))


def _rotulo(entorno: Entorno, clave: str) -> str:
    renglon = _renglon(entorno, clave)
    return f"{renglon.codigo} {renglon.nombre}"


def _validar(entorno: Entorno) -> None:
    _renglon(entorno)


def _dice_algo_mas(entorno: Entorno) -> None:
    """Repetir «no es mía la A-006» no es una razón."""
    if _OTRA_VEZ.fullmatch(normalizar(entorno.respuestas["razon"]).strip(" .!¡")):
        raise EntradaInvalida("razon_repetida", "razon")


def _de_cual(entorno: Entorno) -> Html:
    renglon = _renglon(entorno)
    return armar("<b>%(codigo)s</b> · %(nombre)s", codigo=renglon.codigo, nombre=renglon.nombre[:300])


def _resumen(entorno: Entorno) -> Sequence[Html]:
    return [
        _de_cual(entorno),
        Html(_("Planeación decide si cambia de responsable. Mientras tanto no se le recuerda.")),
    ]


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    respuestas = entorno.respuestas
    numero = IdActividad(_numero(respuestas["actividad"]))
    hecho = reclamar(entorno.datos.contexto, numero, respuestas.get("razon") or None)
    reclamo, aviso = hecho.reclamo, textos.para_planeacion(hecho.reclamo)
    pares = (
        (_("Cambiar de responsable"), f"{APARTE}ra:r:{reclamo.id}"),
        (_("Sí es de esa persona"), f"{APARTE}ra:c:{reclamo.id}"),
        (_("Ver las demás"), f"{APARTE}ra:v:0"),
    )
    envios = tuple(envio for persona in hecho.avisar for envio in aviso_para(persona, aviso, *pares))
    siguientes = (
        (_("Sí es mía"), f"{APARTE}ra:d:{reclamo.id}"),
        (_("Ver mis actividades"), f"{APARTE}o:mis"),
    )
    return Cierre(textos.reclamada(reclamo, len(envios)), siguientes, envios)


RECLAMO = Dialogo(
    nombre="reclamo",
    esquema=1,
    titulo=_l("Decir que una actividad no es suya"),
    en_curso=_l("un «no es mía»"),
    permiso=Permiso.REGISTRAR_AVANCE,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            "actividad",
            CampoOpcion(_actividades, _rotulo, numeradas=False),
            _l("Actividad"),
            _l("¿Cuál actividad no es suya?"),
            _l("Toque una, o escriba su código, su número o parte del nombre."),
            valida=_validar,
        ),
        Paso(
            "razon",
            campo_texto(MAXIMO_RAZON),
            _l("Razón"),
            _l("¿Por qué no es suya, o de quién es?"),
            _l("Ejemplo: La lleva Marta desde enero. Si no sabe, toque Saltar."),
            opcional=True,
            valida=_dice_algo_mas,
            detalle=_de_cual,
        ),
    ),
)


def _pendientes(entorno: Entorno) -> Sequence[Eleccion]:
    datos = entorno.datos
    todos = datos.recordar("pendientes", lambda: reclamos_pendientes(datos.contexto))
    if not todos:
        raise EntradaInvalida("sin_reclamos")
    return [con_codigo(str(uno.id), uno.actividad_codigo, f"{uno.persona}: {uno.actividad}") for uno in todos]


def _reclamo(entorno: Entorno, clave: str = "") -> Reclamo:
    datos, numero = entorno.datos, IdReclamo(_numero(clave or entorno.respuestas["reclamo"]))
    return datos.recordar(("reclamo", numero), lambda: reclamo_por_decidir(datos.contexto, numero))


def _rotulo_del_reclamo(entorno: Entorno, clave: str) -> str:
    reclamo = _reclamo(entorno, clave)
    return f"{reclamo.actividad_codigo} {reclamo.persona}"


def _validar_reclamo(entorno: Entorno) -> None:
    _reclamo(entorno)


def _validar_la_razon(entorno: Entorno) -> None:
    """«Confirmar» no dice por qué: quien reclamó recibe esa razón."""
    if normalizar(entorno.respuestas.get("razon", "")).strip(" .!") in _NO_SON_RAZON:
        raise EntradaInvalida("razon_sin_motivo", "razon")


def _el_reclamo(entorno: Entorno) -> Html:
    return textos.para_planeacion(_reclamo(entorno))


def _resumen_de_confirmar(entorno: Entorno) -> Sequence[Html]:
    return [
        _el_reclamo(entorno),
        armar(_("Sigue a nombre de %(quien)s, y se le dice por qué."), quien=_reclamo(entorno).persona),
    ]


def _confirmar_que_si(entorno: Entorno, clave_envio: str) -> Cierre:
    respuestas = entorno.respuestas
    razon = respuestas.get("razon") or ""
    hecho = confirmar_responsable(entorno.datos.contexto, IdReclamo(_numero(respuestas["reclamo"])), razon)
    reclamo = hecho.reclamo
    reportar = (_("Reportar avance"), f"{APARTE}r:{reclamo.actividad_id}")
    aviso = textos.confirmada(reclamo, razon)
    envios = tuple(envio for persona in hecho.avisar for envio in aviso_para(persona, aviso, reportar))
    acuse = armar(
        _("Listo: <b>%(codigo)s</b> sigue a nombre de %(quien)s. %(avisado)s"),
        codigo=reclamo.actividad_codigo,
        quien=reclamo.persona,
        avisado=_("Se le avisó con la razón.") if envios else _("No se le pudo avisar por aquí: dígaselo."),
    )
    return Cierre(acuse, ((_("Ver las demás"), f"{APARTE}ra:v:0"),), envios)


CONFIRMACION_DE_RESPONSABLE = Dialogo(
    nombre="confirmacion_de_responsable",
    esquema=1,
    titulo=_l("Confirmar de quién es una actividad"),
    en_curso=_l("la respuesta a un «no es mía»"),
    permiso=Permiso.RESOLVER_RECLAMOS,
    resumen=_resumen_de_confirmar,
    confirmar=_confirmar_que_si,
    pasos=(
        Paso(
            "reclamo",
            CampoOpcion(_pendientes, _rotulo_del_reclamo, numeradas=False),
            _l("Reclamo"),
            _l("¿Cuál «no es mía» contesta?"),
            _l("Toque uno, o escriba el código de la actividad o el nombre de la persona."),
            valida=_validar_reclamo,
        ),
        Paso(
            "razon",
            campo_texto(MAXIMO_RAZON),
            _l("Razón"),
            _l("¿Por qué sí es de esa persona?"),
            _l("Ejemplo: El plan aprobado la asigna a su equipo."),
            valida=_validar_la_razon,
            detalle=_el_reclamo,
        ),
    ),
)
