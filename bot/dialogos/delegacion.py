"""Delegar por unas fechas: quién se ausenta, quién reporta, desde y hasta cuándo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.dialogos.avisos import aviso_para
from bot.dialogos.campos import CampoOpcion, campo_texto
from bot.dialogos.dias import campo_dia
from bot.dialogos.revocacion import motivo_omitido
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import delegacion as textos
from bot.textos import formato
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, unir
from dominio.casos.contexto import Contexto
from dominio.casos.delegar import (
    MAXIMO_MOTIVO,
    DatosDelegacion,
    DelegacionHecha,
    RevisionDelegacion,
    delegados_posibles,
    delegar,
    revisar_delegacion,
    titulares_posibles,
)
from dominio.entender.texto import normalizar
from dominio.errores import EntradaInvalida
from dominio.modelo.envio import Envio
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.reglas.delegacion import MAXIMO_DIAS
from dominio.reglas.permisos import Permiso

_UN_ANIO = timedelta(days=365)


def _es_planeacion(entorno: Entorno) -> bool:
    return entorno.datos.contexto.actor.rol is Rol.PLANEACION


def _titulares(entorno: Entorno) -> Sequence[Persona]:
    datos = entorno.datos
    return datos.recordar("titulares", lambda: titulares_posibles(datos.contexto))


def _delegados(entorno: Entorno) -> Sequence[Persona]:
    datos, titular = entorno.datos, _titular(entorno)
    posibles = datos.recordar(("delegados", titular), lambda: delegados_posibles(datos.contexto, titular))
    if not posibles:
        raise EntradaInvalida("sin_delegados", "quien")
    return posibles


def _titular(entorno: Entorno) -> IdPersona:
    escrito = entorno.respuestas.get("titular")
    if not _es_planeacion(entorno) or not escrito:
        return entorno.datos.contexto.actor.id
    return _entre(_titulares(entorno), escrito).id


def _entre(personas: Sequence[Persona], escrito: str) -> Persona:
    """La persona de ese número o, si es un nombre, la única que lo lleva."""
    halladas = [p for p in personas if str(p.id) == escrito]
    palabras = normalizar(escrito[:80]).split()
    halladas = halladas or [
        p for p in personas if palabras and set(palabras) <= set(normalizar(p.nombre).split())
    ]
    if len(halladas) != 1:
        pista = "personas_parecidas" if halladas else "persona_desconocida"
        raise EntradaInvalida(pista, "quien", escrito=escrito[:60])
    return halladas[0]


def _completar(entorno: Entorno) -> Mapping[str, str]:
    """El nombre de quien recibe se cambia por su número; quien dice hasta cuándo, empieza hoy."""
    respuestas = motivo_omitido(entorno.respuestas, "hasta")
    if respuestas.get("hasta"):
        respuestas.setdefault("desde", entorno.datos.hoy.isoformat())
    titular_sabido = not _es_planeacion(entorno) or respuestas.get("titular")
    quien = respuestas.get("quien", "")
    if quien and not quien.isdecimal() and titular_sabido:
        try:
            respuestas["quien"] = str(_entre(_delegados(Entorno(entorno.datos, respuestas)), quien).id)
        except EntradaInvalida:
            # Se deja como vino: al abrir, la pregunta dice por qué no sirve.
            return respuestas
    return respuestas


def _elecciones(personas: Sequence[Persona]) -> Sequence[Eleccion]:
    return [Eleccion(str(persona.id), persona.nombre) for persona in personas]


def _de_titulares(entorno: Entorno) -> Sequence[Eleccion]:
    return _elecciones(_titulares(entorno))


def _de_delegados(entorno: Entorno) -> Sequence[Eleccion]:
    return _elecciones(_delegados(entorno))


def _validar_titular(entorno: Entorno) -> None:
    _titular(entorno)


def _validar(entorno: Entorno) -> None:
    """Cuando ya se sabe todo, se dice lo que el caso no admitiría."""
    respuestas = entorno.respuestas
    if respuestas.get("quien"):
        _entre(_delegados(entorno), respuestas["quien"])
    if all(respuestas.get(clave) for clave in ("quien", "desde", "hasta")):
        _revision(entorno)


def _datos(entorno: Entorno) -> DatosDelegacion:
    respuestas = entorno.respuestas
    return DatosDelegacion(
        _titular(entorno),
        _entre(_delegados(entorno), respuestas["quien"]).id,
        date.fromisoformat(respuestas["desde"]),
        date.fromisoformat(respuestas["hasta"]),
        respuestas.get("motivo") or None,
    )


def _revision(entorno: Entorno) -> RevisionDelegacion:
    datos, pedida = entorno.datos, _datos(entorno)
    return datos.recordar(pedida, lambda: revisar_delegacion(datos.contexto, pedida))


def _limites_desde(entorno: Entorno) -> tuple[date, date]:
    return entorno.datos.hoy, entorno.datos.hoy + _UN_ANIO


def _limites_hasta(entorno: Entorno) -> tuple[date, date]:
    escrito = entorno.respuestas.get("desde")
    desde = date.fromisoformat(escrito) if escrito else entorno.datos.hoy
    return desde, desde + timedelta(days=MAXIMO_DIAS - 1)


def _se_sabe_hasta_cuando(entorno: Entorno) -> bool:
    return bool(entorno.respuestas.get("hasta"))


def _resumen(entorno: Entorno) -> Sequence[Html]:
    revision, pedida = _revision(entorno), _datos(entorno)
    lineas = [
        armar(
            _("%(fechas)s, <b>%(delegado)s</b> reporta por <b>%(titular)s</b>: %(actividades)s."),
            fechas=_con_mayuscula(textos.fechas(pedida.desde, pedida.hasta)),
            delegado=revision.delegado.nombre,
            titular=revision.titular.nombre,
            actividades=formato.actividades(revision.actividades),
        ),
    ]
    avisados = [revision.delegado, *revision.jefes]
    if revision.titular.id != entorno.datos.contexto.actor.id and revision.titular.telegram_id:
        avisados.append(revision.titular)
    nombres = ", ".join(persona.nombre for persona in avisados)
    return [*lineas, armar(_("Se le avisa a: %(nombres)s."), nombres=nombres)]


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    hecha = delegar(entorno.datos.contexto, _datos(entorno))
    delegacion = hecha.delegacion
    acuse = unir(
        [
            Html(_("<b>Delegación guardada</b>")),
            textos.a_los_demas(delegacion),
            Html(
                _("Los reportes que haga dirán que son por delegación. Puede terminarla antes con /delegar.")
            ),
        ]
    )
    siguientes = (
        (_("Terminar la delegación"), f"{APARTE}j:f:{delegacion.id}"),
        (_("Ver las delegaciones"), f"{APARTE}o:delegar"),
    )
    return Cierre(acuse, siguientes, _avisos(entorno.datos.contexto, hecha))


def _avisos(contexto: Contexto, hecha: DelegacionHecha) -> tuple[Envio, ...]:
    delegacion, revision = hecha.delegacion, hecha.revision
    mis = (_("Ver mis actividades"), f"{APARTE}o:mis")
    al_delegado = textos.al_delegado(delegacion, revision.actividades)
    envios: list[Envio] = []
    if revision.delegado.id != contexto.actor.id:
        envios += aviso_para(revision.delegado, al_delegado, mis)
    for jefe in revision.jefes:
        envios += aviso_para(jefe, textos.a_los_demas(delegacion))
    if revision.titular.id != contexto.actor.id:
        terminar = (_("Terminar la delegación"), f"{APARTE}j:f:{delegacion.id}")
        envios += aviso_para(revision.titular, textos.a_los_demas(delegacion), terminar)
    return tuple(envios)


def _con_mayuscula(texto: str) -> str:
    return texto[:1].upper() + texto[1:]


DELEGACION = Dialogo(
    nombre="delegacion",
    esquema=1,
    titulo=_l("Delegar los reportes"),
    en_curso=_l("una delegación"),
    permiso=Permiso.DELEGAR,
    resumen=_resumen,
    confirmar=_confirmar,
    completar=_completar,
    pasos=(
        Paso(
            "titular",
            CampoOpcion(_de_titulares, numeradas=False),
            _l("Quién se ausenta"),
            _l("¿Quién se ausenta?"),
            _l("Toque una persona, o escriba su nombre."),
            si=_es_planeacion,
            valida=_validar_titular,
        ),
        Paso(
            "quien",
            CampoOpcion(_de_delegados, numeradas=False),
            _l("Quién reporta"),
            _l("¿Quién reporta mientras tanto?"),
            _l("Toque una persona, o escriba su nombre."),
            valida=_validar,
        ),
        Paso(
            "desde",
            campo_dia(_limites_desde, desde_hoy=True),
            _l("Desde"),
            _l("¿Desde qué día?"),
            _l("Ejemplo: mañana, el lunes, 15/09/2026"),
            valida=_validar,
        ),
        Paso(
            "hasta",
            campo_dia(_limites_hasta),
            _l("Hasta"),
            _l("¿Hasta qué día, incluido?"),
            _l("Ejemplo: el 30, en dos semanas, 30/09/2026"),
            valida=_validar,
        ),
        Paso(
            "motivo",
            campo_texto(MAXIMO_MOTIVO),
            _l("Motivo"),
            _l("¿Por qué?"),
            _l("Ejemplo: vacaciones."),
            si=_se_sabe_hasta_cuando,
            opcional=True,
        ),
    ),
)
