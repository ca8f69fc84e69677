"""Remitir, recibir y devolver la parte de una dependencia, con lo que se remite a la vista."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.dialogos.avisos import aviso_para
from bot.dialogos.campos import CampoOpcion, campo_texto
from bot.dialogos.paso_vigencia import PASO_VIGENCIA, vigencia_de
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import formato
from bot.textos import remision as de_remision
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.remision import (
    MAXIMO_RAZON,
    PeticionDeRemision,
    RevisionDeRemision,
    remisiones_del_plan,
    remitir_plan,
    responder_remision,
    revisar_remision,
)
from dominio.errores import EntradaInvalida
from dominio.modelo.envio import Envio
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.remision import AccionDeRemision, RemisionDeDependencia
from dominio.reglas.permisos import Permiso
from dominio.reglas.remision import acciones_de_remision

_TITULOS: dict[AccionDeRemision, tuple[Perezosa, Perezosa, Perezosa]] = {
    AccionDeRemision.REMITIR: (
        _l("Remitir el plan a planeación"),
        _l("una remisión del plan"),
        _l("¿Cuál dependencia remite su parte?"),
    ),
    AccionDeRemision.RECIBIR: (
        _l("Dar por recibida una parte del plan"),
        _l("el recibo de una parte del plan"),
        _l("¿La de cuál dependencia da por recibida?"),
    ),
    AccionDeRemision.DEVOLVER: (
        _l("Devolver una parte del plan"),
        _l("la devolución de una parte del plan"),
        _l("¿La de cuál dependencia devuelve?"),
    ),
}
_DICHOS: dict[AccionDeRemision, Perezosa] = {
    AccionDeRemision.REMITIR: _l("Se remite a planeación la parte de <b>%(dependencia)s</b>: %(cuantas)s."),
    AccionDeRemision.RECIBIR: _l("Se da por recibida la parte de <b>%(dependencia)s</b>: %(cuantas)s."),
    AccionDeRemision.DEVOLVER: _l("Se devuelve la parte de <b>%(dependencia)s</b>: %(cuantas)s."),
}


_PROPIA = _l("La remitió usted mismo: como es la única persona de planeación, se permite y queda dicho.")


def nombre_del_dialogo(accion: AccionDeRemision) -> str:
    """Cómo se llama el diálogo de esa acción («plan_remitir»)."""
    return f"plan_{accion.value}"


def _remisiones(entorno: Entorno) -> Sequence[RemisionDeDependencia]:
    datos, vigencia = entorno.datos, vigencia_de(entorno)
    return datos.recordar(("remisiones", vigencia), lambda: remisiones_del_plan(datos.contexto, vigencia)[1])


def _posibles(accion: AccionDeRemision) -> Callable[[Entorno], Sequence[Eleccion]]:
    def elecciones(entorno: Entorno) -> Sequence[Eleccion]:
        """Las dependencias con las que hoy se puede hacer eso."""
        posibles = [r for r in _remisiones(entorno) if accion in acciones_de_remision(r)]
        if not posibles:
            raise EntradaInvalida("nada_por_remitir", "dependencia")
        return [Eleccion(str(r.dependencia_id), r.dependencia) for r in posibles]

    return elecciones


def _rotulo(entorno: Entorno, clave: str) -> str:
    hallada = next((r for r in _remisiones(entorno) if str(r.dependencia_id) == clave), None)
    if hallada is None:
        raise EntradaInvalida("opcion_desconocida", escrito=clave[:30])
    return hallada.dependencia


def _peticion(entorno: Entorno, accion: AccionDeRemision) -> PeticionDeRemision:
    respuestas = entorno.respuestas
    return PeticionDeRemision(
        accion,
        IdDependencia(int(respuestas["dependencia"])),
        respuestas.get("razon") or None,
        vigencia_de(entorno),
    )


def _revision(entorno: Entorno, accion: AccionDeRemision) -> RevisionDeRemision:
    datos, peticion = entorno.datos, _peticion(entorno, accion)
    clave = ("remision", peticion.dependencia_id, peticion.vigencia)
    return datos.recordar(clave, lambda: revisar_remision(datos.contexto, peticion))


def _validar(accion: AccionDeRemision) -> Callable[[Entorno], None]:
    def validar(entorno: Entorno) -> None:
        _revision(entorno, accion)

    return validar


def _resumen(accion: AccionDeRemision) -> Callable[[Entorno], Sequence[Html]]:
    def resumen(entorno: Entorno) -> Sequence[Html]:
        revision = _revision(entorno, accion)
        remision = revision.remision
        propia = [Html(str(_PROPIA))] if revision.propia else []
        return [_dicho(_DICHOS[accion], remision), *propia, *de_remision.historia(remision)[:1]]

    return resumen


def _dicho(frase: Perezosa, remision: RemisionDeDependencia) -> Html:
    return armar(
        str(frase),
        dependencia=recortar(remision.dependencia, 80),
        cuantas=formato.actividades(remision.actividades),
    )


def _confirmar(accion: AccionDeRemision) -> Callable[[Entorno, str], Cierre]:
    def confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
        hacer = remitir_plan if accion is AccionDeRemision.REMITIR else responder_remision
        hecho = hacer(entorno.datos.contexto, _peticion(entorno, accion))
        acuse = armar(
            str(de_remision.ACUSES[accion]),
            dependencia=recortar(hecho.remision.dependencia, 80),
            anio=hecho.vigencia,
        )
        texto = _para_otros(entorno, acuse)
        avisos = tuple(
            envio
            for persona in hecho.avisar
            for envio in aviso_para(persona, texto, *_botones(accion, hecho))
        )
        siguientes = ((_("Ver cómo va el plan"), f"{APARTE}u:r:{hecho.vigencia}:0"),)
        return Cierre(unir([acuse, _a_cuantos(avisos)]), siguientes, avisos)

    return confirmar


def _para_otros(entorno: Entorno, acuse: Html) -> Html:
    """Lo mismo que se le dice a quien lo hizo, con quién fue y por qué."""
    razon = entorno.respuestas.get("razon")
    por = armar(_("Por %(quien)s."), quien=entorno.datos.contexto.actor.nombre)
    return unir([acuse, por, armar(_("Razón: %(razon)s"), razon=razon) if razon else Html("")])


def _botones(accion: AccionDeRemision, hecho: RevisionDeRemision) -> tuple[tuple[str, str], ...]:
    cual = f"{hecho.vigencia}:{hecho.remision.dependencia_id}"
    ver = (_("Ver cómo va"), f"{APARTE}u:i:{cual}")
    if accion is AccionDeRemision.REMITIR:
        return (
            (_("Recibir"), f"{APARTE}u:a:recibir:{cual}"),
            (_("Devolver"), f"{APARTE}u:a:devolver:{cual}"),
            ver,
        )
    if accion is AccionDeRemision.DEVOLVER:
        return ((_("Remitir otra vez"), f"{APARTE}u:a:remitir:{cual}"), ver)
    return (ver,)


def _a_cuantos(avisos: Sequence[Envio]) -> Html:
    if not avisos:
        return Html("")
    frase = ngettext("Se le avisó a %(n)s persona.", "Se les avisó a %(n)s personas.", len(avisos))
    return armar(frase, n=len(avisos))


def _pasos(accion: AccionDeRemision) -> tuple[Paso, ...]:
    cual = Paso(
        "dependencia",
        CampoOpcion(_posibles(accion), _rotulo, numeradas=False),
        _l("Dependencia"),
        _TITULOS[accion][2],
        _l("Toque una, o escriba su nombre."),
        valida=_validar(accion),
    )
    razon = Paso(
        "razon",
        campo_texto(MAXIMO_RAZON),
        _l("Razón"),
        _l("¿Qué debe corregir la dependencia? Se le dice tal cual."),
        _l("Ejemplo: Falta el objetivo de dos proyectos."),
    )
    return (PASO_VIGENCIA, cual, razon) if accion is AccionDeRemision.DEVOLVER else (PASO_VIGENCIA, cual)


def _dialogo(accion: AccionDeRemision) -> Dialogo:
    titulo, en_curso, _pregunta = _TITULOS[accion]
    remite = accion is AccionDeRemision.REMITIR
    return Dialogo(
        nombre=nombre_del_dialogo(accion),
        esquema=1,
        titulo=titulo,
        en_curso=en_curso,
        permiso=Permiso.REMITIR_PLAN if remite else Permiso.CONDUCIR_RUTA,
        pasos=_pasos(accion),
        resumen=_resumen(accion),
        confirmar=_confirmar(accion),
    )


REMISIONES = tuple(_dialogo(accion) for accion in AccionDeRemision)
