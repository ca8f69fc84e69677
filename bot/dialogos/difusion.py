"""Difundir un mensaje: a quiénes, qué se les dice y cuándo sale, con lo que llegará a la vista."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.dialogos.campos import CampoOpcion, campo_texto
from bot.dialogos.difusion_destino import (
    A_QUIEN,
    TODOS,
    CampoDestino,
    destino_de,
    la_audiencia,
)
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.motor.pantalla import Pantalla, botones
from bot.textos import difusiones as textos
from bot.textos import formato
from bot.textos.idioma import _, _l, ngettext
from bot.textos.marcado import Html, armar, unir
from dominio.casos.contexto import Contexto
from dominio.casos.difundir import (
    PeticionDeDifusion,
    difundir,
    revisar_difusion,
)
from dominio.errores.difusiones import DifusionSinDestinatarios
from dominio.modelo.difusion import DestinoDeDifusion, DifusionConCuenta
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.persona import Persona, Rol
from dominio.reglas.difusiones import MAXIMO_TEXTO, exigir_largo, proxima_salida
from dominio.reglas.permisos import Permiso
from dominio.valores.fechas import a_bogota

NOMBRE = "difusion"
_YA, _DESPUES, _TODAS = "ya", "despues", "todas"


def autor_de(contexto: Contexto) -> Persona | None:
    """Quien firma el mensaje; la línea de órdenes no es nadie."""
    return contexto.actor if contexto.actor.id else None


def cuerpo_de(contexto: Contexto, texto: str) -> dict[str, object]:
    """El mensaje que le llega a cada persona, listo para la salida."""
    return textos.mensaje(texto, autor_de(contexto), contexto.entidad).cuerpo()


def pantalla_de_avance(una: DifusionConCuenta, texto: Html) -> Pantalla:
    """El mensaje que cuenta cómo va: mientras sale se puede detener; después, ver a quién no le llegó."""
    numero = una.difusion.id
    if una.difusion.terminada_en is None:
        pares = [(_("Detener"), f"di:x:{numero}")]
    else:
        pares = []
        if una.cuenta.total > una.cuenta.enviados:
            pares.append((_("Ver a quiénes no"), f"{APARTE}di:q:{numero}:0"))
            pares.append((_("Reintentar los que faltan"), f"{APARTE}di:r:{numero}"))
    return Pantalla(texto, botones(*pares, (_("Ver las difusiones"), f"{APARTE}di:l:0"), por_fila=2))


def redactar_avance(una: DifusionConCuenta) -> Mapping[str, object]:
    """Cuerpo del mensaje que cuenta cómo va una difusión que está saliendo, o en qué terminó."""
    terminada = una.difusion.terminada_en is not None
    return pantalla_de_avance(una, textos.informe(una) if terminada else textos.avance(una)).cuerpo()


def mostrar_el_avance(contexto: Contexto, una: DifusionConCuenta) -> None:
    """Deja en la salida el mensaje que se irá editando; sin chat no hay dónde contarlo."""
    difusion = una.difusion
    if difusion.chat_id is None:
        return
    pantalla = pantalla_de_avance(una, textos.estado(una, contexto.ahora))
    envio = Envio(
        difusion.chat_id,
        "sendMessage",
        pantalla.cuerpo(),
        ClaseEnvio.AVISO,
        f"difusion:{difusion.id}:avance:{difusion.vueltas}",
        contexto.actor.id,
    )
    (numero,) = contexto.unidad.salidas.encolar([envio], contexto.ahora)
    if numero is not None:
        contexto.unidad.difusiones.con_progreso(difusion.id, numero)


def _destino(entorno: Entorno) -> DestinoDeDifusion:
    destino = destino_de(entorno.respuestas.get(A_QUIEN, TODOS))
    papel = entorno.respuestas.get("papel") or _TODAS
    return destino if papel == _TODAS else DestinoDeDifusion(Rol(papel), destino.dependencias)


def _peticion(entorno: Entorno) -> PeticionDeDifusion:
    ya = entorno.respuestas.get("cuando") == _YA
    return PeticionDeDifusion(_destino(entorno), entorno.respuestas["texto"], ya)


def _exigir_alguien(entorno: Entorno) -> None:
    """Que a alguien de ese grupo le pueda llegar: se dice antes de escribir el mensaje."""
    destino = _destino(entorno)
    if not any(p.telegram_id is not None and not p.inalcanzable for p in la_audiencia(entorno).de(destino)):
        raise DifusionSinDestinatarios(A_QUIEN)


def _roles(entorno: Entorno) -> Sequence[Eleccion]:
    """Todas las personas de esas dependencias, o solo las de un rol."""
    quienes = la_audiencia(entorno)
    dependencias = destino_de(entorno.respuestas.get(A_QUIEN, TODOS)).dependencias
    todas = len(quienes.de(DestinoDeDifusion(None, dependencias)))
    elecciones = [Eleccion(_TODAS, f"{_('Todas las personas')} ({todas})", (_("todas"), _("todos")))]
    for rol in Rol:
        cuantas = len(quienes.de(DestinoDeDifusion(rol, dependencias)))
        if cuantas:
            nombre = textos.a_quienes(DestinoDeDifusion(rol), ())
            rotulo = f"{nombre[:1].upper()}{nombre[1:]} ({cuantas})"
            elecciones.append(Eleccion(rol.value, rotulo, (nombre,)))
    return elecciones


def _exigir_texto(entorno: Entorno) -> None:
    exigir_largo(entorno.respuestas["texto"])


def _pregunta_papel(entorno: Entorno) -> bool:
    destino = destino_de(entorno.respuestas.get(A_QUIEN, TODOS))
    return bool(destino.dependencias) and destino.rol is None and len(_roles(entorno)) > 2


def _es_mala_hora(entorno: Entorno) -> bool:
    return _salida_decente(entorno) > entorno.datos.ahora


def _salida_decente(entorno: Entorno) -> datetime:
    return proxima_salida(entorno.datos.ahora, entorno.datos.contexto.calendario.es_habil)


def _momentos(entorno: Entorno) -> Sequence[Eleccion]:
    cuando = formato.instante(_salida_decente(entorno))
    return [
        Eleccion(_DESPUES, _("Esperar al %(cuando)s") % {"cuando": cuando}, (_("esperar"), _("después"))),
        Eleccion(_YA, _("Enviar ya"), (_("ya"), _("ahora"))),
    ]


def _que_hora_es(entorno: Entorno) -> Html:
    ahora = a_bogota(entorno.datos.ahora)
    # Con la una, el verbo va en singular: «Es la 1:05 a. m.».
    frase = ngettext(
        "Es la %(hora)s del %(dia)s y no es hora de trabajo en la entidad.",
        "Son las %(hora)s del %(dia)s y no es hora de trabajo en la entidad.",
        ahora.hour % 12 or 12,
    )
    return armar(frase, hora=formato.hora(ahora), dia=formato.dia_de_semana(ahora.date()).lower())


def _resumen(entorno: Entorno) -> Sequence[Html]:
    contexto = entorno.datos.contexto
    revision = revisar_difusion(contexto, _peticion(entorno))
    llega = textos.mensaje(revision.texto, autor_de(contexto), contexto.entidad).texto
    return [
        textos.cuantas_la_reciben(revision),
        textos.cuando_sale(revision.sale_en, revision.decente, contexto.ahora),
        Html(_("<i>Así les llega:</i>")),
        Html("———"),
        llega,
        Html("———"),
    ]


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    contexto = entorno.datos.contexto
    peticion = _peticion(entorno)
    revision = revisar_difusion(contexto, peticion)
    cuerpo = cuerpo_de(contexto, revision.texto)
    hecha = difundir(contexto, peticion, clave_envio, cuerpo, contexto.actor.telegram_id)
    mostrar_el_avance(contexto, hecha)
    numero = hecha.difusion.id
    acuse = unir(
        [
            armar(
                _("Confirmada la difusión <b>%(n)s</b>, para %(cuantas)s."),
                n=numero,
                cuantas=textos.personas(hecha.cuenta.pendientes),
            ),
            textos.cuando_sale(revision.sale_en, revision.decente, contexto.ahora),
            Html(_("Abajo le cuento cómo va, y al terminar, a quiénes no les llegó.")),
        ]
    )
    return Cierre(
        acuse, ((_("Ver cómo va"), f"{APARTE}di:v:{numero}"), (_("Ver las difusiones"), f"{APARTE}di:l:0"))
    )


_PASOS = (
    Paso(
        A_QUIEN,
        CampoDestino(),
        _l("A quiénes"),
        _l("¿A quiénes se lo manda?"),
        _l("Toque un grupo, o escríbalo: responsables de salud; salud y educación; todos."),
        valida=_exigir_alguien,
    ),
    Paso(
        "papel",
        CampoOpcion(_roles, numeradas=False),
        _l("De esas dependencias"),
        _l("¿A todas las personas de ahí, o solo a unas?"),
        _l("Toque una opción, o escríbala: responsables."),
        si=_pregunta_papel,
        valida=_exigir_alguien,
    ),
    Paso(
        "texto",
        campo_texto(MAXIMO_TEXTO),
        _l("Mensaje"),
        _l("¿Qué les dice? Llega tal cual, con su nombre."),
        _l("Ejemplo: Mañana cierra el corte. Quien no haya reportado, hágalo hoy."),
        valida=_exigir_texto,
    ),
    Paso(
        "cuando",
        CampoOpcion(_momentos, numeradas=False),
        _l("Cuándo sale"),
        _l("¿Espera a una buena hora o sale ya?"),
        _l("Toque una opción, o escriba «esperar» o «ya»."),
        si=_es_mala_hora,
        detalle=_que_hora_es,
    ),
)

DIFUSION = Dialogo(
    nombre=NOMBRE,
    esquema=1,
    titulo=_l("Difundir un mensaje"),
    en_curso=_l("una difusión"),
    permiso=Permiso.DIFUNDIR,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=_PASOS,
)
