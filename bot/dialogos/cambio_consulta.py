"""Lo que el diálogo de cambiar una actividad lee del plan con lo respondido hasta ahora."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from bot.dialogos.campos import PESOS, PORCENTAJE, con_codigo
from bot.dialogos.modificacion import datos_del_acto, limites_del_acto
from bot.motor.campos import CampoDe, Eleccion, Entorno
from bot.textos import formato
from bot.textos import versiones as textos
from bot.textos.idioma import Perezosa, _
from bot.textos.marcado import Html, armar, recortar
from dominio.casos.modificar import (
    ActividadModificable,
    PeticionDeCambio,
    actividad_modificable,
    actividades_modificables,
)
from dominio.entender.numeros import leer_cantidad
from dominio.errores import EntradaInvalida
from dominio.modelo.identidad import IdActividad, IdPersona, IdRegistro
from dominio.modelo.modificacion import CampoModificable, DatosDeModificacion
from dominio.modelo.plan import Registro
from dominio.reglas.cambios_sin_libro import Valor

FECHAS = (CampoModificable.INICIO, CampoModificable.FIN)
# En la unidad de la actividad; sin puntos de miles: «1.250» tecleado de vuelta admitiría dos lecturas.
CANTIDAD_PROGRAMADA: CampoDe[Decimal] = CampoDe(
    leer_cantidad, lambda valor: f"{valor:f}", Decimal, formato.cantidad_llana
)
ALIAS: dict[CampoModificable, tuple[str, ...]] = {
    CampoModificable.INICIO: ("inicio", "empieza", "fecha inicial"),
    CampoModificable.FIN: ("fin", "termina", "terminacion", "fecha final", "plazo"),
    CampoModificable.PONDERACION: ("ponderacion", "peso"),
    CampoModificable.CANTIDAD: ("cantidad", "cantidad programada"),
    CampoModificable.RESPONSABLE: ("responsable",),
    CampoModificable.MONTO: ("monto", "dinero", "valor", "plata"),
    CampoModificable.CIERRE: ("cerrar", "cierre", "cierrala"),
}


def actividades(entorno: Entorno) -> Sequence[Eleccion]:
    """Las vigentes del plan.

    Raises:
        EntradaInvalida: ``sin_modificables``, si no hay ninguna.
    """
    datos = entorno.datos
    todas = datos.recordar("modificables", lambda: actividades_modificables(datos.contexto))
    if not todas:
        raise EntradaInvalida("sin_modificables")
    return [con_codigo(str(renglon.id), renglon.codigo, renglon.nombre) for renglon in todas]


def ficha_en(entorno: Entorno, clave: str = "") -> ActividadModificable:
    """La actividad escogida como está hoy."""
    escrita = clave or entorno.respuestas["actividad"]
    if not escrita.isascii() or not escrita.isdecimal() or len(escrita) > 18:
        raise EntradaInvalida("opcion_desconocida", escrito=escrita[:30])
    datos, numero = entorno.datos, IdActividad(int(escrita))
    return datos.recordar(("modificable", numero), lambda: actividad_modificable(datos.contexto, numero))


def campo_de(entorno: Entorno) -> CampoModificable | None:
    """Qué se va a cambiar, si ya se dijo."""
    dicho = entorno.respuestas.get("campo")
    return CampoModificable(dicho) if dicho in tuple(CampoModificable) else None


def rotulo(entorno: Entorno, clave: str) -> str:
    """«A-012 Dictar talleres»."""
    renglon = ficha_en(entorno, clave).renglon
    return f"{renglon.codigo} {renglon.nombre}"


def campos(entorno: Entorno) -> Sequence[Eleccion]:
    """Lo que se le puede cambiar."""
    return [Eleccion(campo.value, str(textos.CAMPOS[campo]), ALIAS[campo]) for campo in CampoModificable]


def fuentes(entorno: Entorno) -> Sequence[Eleccion]:
    """Sus fuentes, con lo programado en cada una."""
    return [_de_fuente(registro) for registro in ficha_en(entorno).registros]


def _de_fuente(registro: Registro) -> Eleccion:
    nombre = registro.fuente or registro.fuente_codigo or _("sin fuente")
    rotulo = f"{recortar(nombre, 60)}: {formato.pesos(registro.monto)}"
    return Eleccion(
        str(registro.id), rotulo, tuple(x for x in (registro.fuente_codigo, registro.fuente) if x)
    )


def personas(entorno: Entorno) -> Sequence[Eleccion]:
    """Quiénes pueden quedar como responsables."""
    actual = ficha_en(entorno).renglon.responsable_id
    return [
        Eleccion(str(persona.id), persona.nombre)
        for persona in ficha_en(entorno).personas
        if persona.id != actual
    ]


def se_cambia(*cuales: CampoModificable) -> Callable[[Entorno], bool]:
    """Si lo que se cambia es uno de esos."""

    def aplica(entorno: Entorno) -> bool:
        return campo_de(entorno) in cuales

    return aplica


def con_varias_fuentes(entorno: Entorno) -> bool:
    """Si hay que decir de cuál fuente es el monto."""
    return campo_de(entorno) is CampoModificable.MONTO and len(ficha_en(entorno).registros) != 1


def exige_acto(entorno: Entorno) -> bool:
    """Si el plan está aprobado."""
    return bool(entorno.respuestas.get("actividad")) and ficha_en(entorno).exige_acto


def en_borrador(entorno: Entorno) -> bool:
    """Si el plan todavía no está aprobado."""
    return not exige_acto(entorno)


def limites_de_la_fecha(entorno: Entorno) -> tuple[date, date]:
    """La vigencia."""
    vigencia = ficha_en(entorno).vigencia
    return vigencia.inicio, vigencia.fin


def limites_de_su_acto(entorno: Entorno) -> tuple[date, date]:
    """Desde que se aprobó el plan hasta hoy."""
    return limites_del_acto(entorno, ficha_en(entorno).vigencia)


def nombre_de_la_fecha(entorno: Entorno) -> Perezosa:
    """Cuál de las dos fechas es."""
    return textos.CAMPOS[campo_de(entorno) or CampoModificable.FIN]


def como_esta(entorno: Entorno) -> Html:
    """La actividad y lo que tiene hoy en lo que se va a cambiar."""
    ficha, campo = ficha_en(entorno), campo_de(entorno)
    renglon = ficha.renglon
    hoy = {
        CampoModificable.INICIO: formato.fecha(renglon.inicio),
        CampoModificable.FIN: formato.fecha(renglon.fin),
        CampoModificable.PONDERACION: formato.porcentaje(renglon.ponderacion),
        CampoModificable.CANTIDAD: _("sin cantidad")
        if renglon.cantidad_programada is None
        else formato.cantidad(renglon.cantidad_programada, renglon.unidad),
        CampoModificable.RESPONSABLE: renglon.responsable or _("sin responsable"),
        CampoModificable.MONTO: _monto_de_hoy(entorno),
    }.get(campo or CampoModificable.CIERRE)
    titulo = f"{renglon.codigo} {recortar(renglon.nombre, 100)}"
    return armar(_("%(actividad)s\nHoy: %(hoy)s"), actividad=titulo, hoy=hoy or "—")


def _monto_de_hoy(entorno: Entorno) -> str:
    registros = ficha_en(entorno).registros
    elegido = entorno.respuestas.get("fuente")
    propio = [r for r in registros if str(r.id) == elegido] or list(registros[:1])
    return formato.pesos(propio[0].monto) if propio else "—"


def peticion_de(entorno: Entorno) -> PeticionDeCambio:
    """Lo respondido, como lo pide el caso de uso."""
    respuestas, campo = entorno.respuestas, campo_de(entorno)
    if campo is None:
        raise EntradaInvalida("vacio", "campo")
    fuente, persona = respuestas.get("fuente"), respuestas.get("persona")
    de_monto = campo is CampoModificable.MONTO and con_varias_fuentes(entorno)
    return PeticionDeCambio(
        ficha_en(entorno).renglon.id,
        campo,
        _valor(campo, respuestas.get(_PASO_DE.get(campo, "")) or ""),
        IdRegistro(int(fuente)) if de_monto and fuente else None,
        IdPersona(int(persona)) if campo is CampoModificable.RESPONSABLE and persona else None,
        datos_de(entorno),
    )


_PASO_DE = {
    CampoModificable.INICIO: "fecha",
    CampoModificable.FIN: "fecha",
    CampoModificable.PONDERACION: "ponderacion",
    CampoModificable.CANTIDAD: "cantidad",
    CampoModificable.MONTO: "monto",
}


def _valor(campo: CampoModificable, guardado: str) -> Valor:
    if not guardado:
        return None
    if campo in FECHAS:
        return date.fromisoformat(guardado)
    if campo is CampoModificable.PONDERACION:
        return PORCENTAJE.recuperar(guardado)
    return PESOS.recuperar(guardado) if campo is CampoModificable.MONTO else Decimal(guardado)


def datos_de(entorno: Entorno) -> DatosDeModificacion:
    """Razón y acto; en borrador, la razón si se dio."""
    if exige_acto(entorno):
        return datos_del_acto(entorno)
    return DatosDeModificacion(entorno.respuestas.get("nota") or None)
