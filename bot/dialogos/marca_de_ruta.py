"""Decir a mano lo que ningún dato prueba, y cambiar el plazo de un paso."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.dialogos.campos import CampoOpcion, campo_fecha, campo_texto
from bot.dialogos.paso_vigencia import PASO_VIGENCIA, vigencia_de
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import ruta as textos
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, unir
from dominio.casos.remision import remisiones_del_plan
from dominio.casos.ruta import MAXIMO_RAZON, PeticionDeMarca, fijar_plazo, marcar_ruta
from dominio.errores import EntradaInvalida
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.marca import ClaseDeMarca
from dominio.modelo.remision import EstadoDeRemision
from dominio.modelo.ruta import Paso as PasoDelPlan
from dominio.modelo.ruta import Requisito
from dominio.reglas.permisos import Permiso
from dominio.reglas.ruta import clases_de_marca, limites_del_plazo

_CLASES: dict[ClaseDeMarca, Perezosa] = {
    ClaseDeMarca.HECHO: _l("Está hecho, y esta es la prueba"),
    ClaseDeMarca.NO_APLICA: _l("No aplica, y esta es la razón"),
    ClaseDeMarca.SIN_MARCA: _l("Quitar lo dicho: que valgan los datos"),
}
_PASO, _DEPENDENCIA = "paso-", "dep-"


def _objetos(entorno: Entorno) -> Sequence[Eleccion]:
    """Requisitos y pasos que admiten decirse a mano, y dependencias sin plan."""
    requisitos = [
        Eleccion(r.value, str(nombre), (r.value,))
        for r, nombre in textos.REQUISITOS.items()
        if clases_de_marca(r)
    ]
    pasos = [
        Eleccion(f"{_PASO}{p.value}", rotulo_de_paso(p), (f"paso {p.numero}",))
        for p in PasoDelPlan
        if clases_de_marca(p)
    ]
    return [*requisitos, *pasos, *_dependencias(entorno)]


def _dependencias(entorno: Entorno) -> list[Eleccion]:
    datos, vigencia = entorno.datos, vigencia_de(entorno)
    todas = datos.recordar(("remisiones", vigencia), lambda: remisiones_del_plan(datos.contexto, vigencia)[1])
    sin_plan = (EstadoDeRemision.SIN_PLAN, EstadoDeRemision.NO_APLICA)
    return [
        Eleccion(f"{_DEPENDENCIA}{r.dependencia_id}", r.dependencia) for r in todas if r.estado in sin_plan
    ]


def rotulo_de_paso(paso: PasoDelPlan) -> str:
    """«Paso 3: Metas de gestión y administrativas»."""
    return _("Paso %(n)s: %(nombre)s") % {"n": paso.numero, "nombre": textos.PASOS[paso]}


def _objeto(entorno: Entorno) -> PasoDelPlan | Requisito | IdDependencia:
    dicho = entorno.respuestas["objeto"]
    if dicho.startswith(_PASO):
        return PasoDelPlan(dicho.removeprefix(_PASO))
    if dicho.startswith(_DEPENDENCIA):
        return IdDependencia(int(dicho.removeprefix(_DEPENDENCIA)))
    return Requisito(dicho)


def _clases(entorno: Entorno) -> Sequence[Eleccion]:
    objeto = _objeto(entorno)
    posibles: Sequence[ClaseDeMarca] = (ClaseDeMarca.NO_APLICA, ClaseDeMarca.SIN_MARCA)
    if isinstance(objeto, PasoDelPlan | Requisito):
        posibles = clases_de_marca(objeto)
    return [Eleccion(clase.value, str(_CLASES[clase])) for clase in posibles]


def _lleva_razon(entorno: Entorno) -> bool:
    return entorno.respuestas.get("clase") not in (None, ClaseDeMarca.SIN_MARCA.value)


def _confirmar_marca(entorno: Entorno, clave_envio: str) -> Cierre:
    respuestas, vigencia = entorno.respuestas, vigencia_de(entorno)
    peticion = PeticionDeMarca(
        _objeto(entorno), ClaseDeMarca(respuestas["clase"]), respuestas.get("razon") or None
    )
    ruta = marcar_ruta(entorno.datos.contexto, vigencia, peticion)
    acuse = unir([Html(_("Quedó dicho, con su traza.")), textos.resumen(ruta, entorno.datos.hoy)])
    return Cierre(acuse, _ver_pasos(vigencia))


def _ver_pasos(vigencia: object) -> tuple[tuple[str, str], ...]:
    return ((_("Ver los pasos"), f"{APARTE}u:p:{vigencia}"),)


def _sin_resumen(entorno: Entorno) -> Sequence[Html]:
    return []


def _paso(entorno: Entorno) -> PasoDelPlan:
    return PasoDelPlan(entorno.respuestas["paso"])


def _pasos(entorno: Entorno) -> Sequence[Eleccion]:
    return [Eleccion(p.value, rotulo_de_paso(p), (str(p.numero), p.value)) for p in PasoDelPlan]


def _limites(entorno: Entorno) -> tuple[date, date]:
    return limites_del_plazo(_paso(entorno), vigencia_de(entorno))


def _hay_fecha(entorno: Entorno) -> bool:
    return bool(entorno.respuestas.get("fecha"))


def _confirmar_plazo(entorno: Entorno, clave_envio: str) -> Cierre:
    respuestas, vigencia = entorno.respuestas, vigencia_de(entorno)
    fecha = respuestas.get("fecha")
    situacion = fijar_plazo(
        entorno.datos.contexto,
        vigencia,
        _paso(entorno),
        date.fromisoformat(fecha) if fecha else None,
        respuestas.get("norma") or None,
    )
    return Cierre(textos.detalle(situacion, vigencia, entorno.datos.hoy), _ver_pasos(vigencia))


def _resumen_del_plazo(entorno: Entorno) -> Sequence[Html]:
    if _hay_fecha(entorno):
        return []
    return [armar(_("Sin fecha, el plazo vuelve al propuesto."))]


def leer_paso(escrito: str) -> PasoDelPlan:
    """El paso de «3», «paso 3» o «metas».

    Raises:
        EntradaInvalida: ``paso_desconocido``.
    """
    dicho = escrito.strip().lower().removeprefix("paso").strip()
    for paso in PasoDelPlan:
        if dicho in (str(paso.numero), paso.value):
            return paso
    raise EntradaInvalida("paso_desconocido", "paso", escrito=escrito[:30])


MARCA = Dialogo(
    nombre="marca_de_ruta",
    esquema=1,
    titulo=_l("Decir a mano cómo va algo de la ruta"),
    en_curso=_l("lo que decía de la ruta del plan"),
    permiso=Permiso.CONDUCIR_RUTA,
    resumen=_sin_resumen,
    confirmar=_confirmar_marca,
    pasos=(
        PASO_VIGENCIA,
        Paso(
            "objeto",
            CampoOpcion(_objetos),
            _l("De qué"),
            _l("¿De qué va a decirlo?"),
            _l("Toque uno, o escriba su número o su nombre."),
        ),
        Paso(
            "clase",
            CampoOpcion(_clases),
            _l("Qué"),
            _l("¿Qué va a decir?"),
            _l("Toque una, o escriba su número."),
        ),
        Paso(
            "razon",
            campo_texto(MAXIMO_RAZON),
            _l("Prueba o razón"),
            _l("¿Cuál es la prueba o la razón? Queda en la traza."),
            _l("Ejemplo: Circular 012 del 3 de noviembre de 2025."),
            si=_lleva_razon,
        ),
    ),
)

PLAZO = Dialogo(
    nombre="plazo_de_paso",
    esquema=1,
    titulo=_l("Cambiar el plazo de un paso"),
    en_curso=_l("el cambio de un plazo"),
    permiso=Permiso.CONDUCIR_RUTA,
    resumen=_resumen_del_plazo,
    confirmar=_confirmar_plazo,
    pasos=(
        PASO_VIGENCIA,
        Paso(
            "paso",
            CampoOpcion(_pasos),
            _l("Paso"),
            _l("¿El plazo de cuál paso?"),
            _l("Toque uno, o escriba su número."),
        ),
        Paso(
            "fecha",
            campo_fecha(_limites),
            _l("Hasta"),
            _l("¿Hasta qué día, incluido?"),
            _l("Escriba la fecha: 15 de enero de 2026. Para volver al propuesto, «saltar»."),
            opcional=True,
        ),
        Paso(
            "norma",
            campo_texto(MAXIMO_RAZON),
            _l("Norma"),
            _l("¿Con qué se fijó?"),
            _l("Ejemplo: Circular 012 del 3 de noviembre de 2025."),
            si=_hay_fecha,
            opcional=True,
        ),
    ),
)
