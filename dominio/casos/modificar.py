"""Cambiar una actividad sin traer un libro: una cosa a la vez, con su razón y su acto."""

from __future__ import annotations

from dataclasses import dataclass

from dominio.casos.contexto import Contexto, caso
from dominio.casos.ediciones import Ediciones
from dominio.casos.vista import VistaDelPlan
from dominio.errores import NoEncontrado
from dominio.errores.versiones import CambioImposible, ModificacionSinCambios
from dominio.modelo.identidad import IdActividad, IdPersona, IdRegistro
from dominio.modelo.modificacion import CampoModificable, DatosDeModificacion
from dominio.modelo.persona import Persona
from dominio.modelo.plan import Registro, Renglon
from dominio.modelo.version_del_plan import EdicionDelPlan
from dominio.puertos.plan import Filtro
from dominio.reglas.cambios_sin_libro import (
    Valor,
    exigir_cambio,
    exigir_monto,
    salto_de_monto,
    valor_guardado,
)
from dominio.reglas.cifras import en_texto
from dominio.reglas.permisos import Permiso
from dominio.reglas.versiones import exigir_acto
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True, slots=True)
class PeticionDeCambio:
    """Qué se le cambia a cuál actividad.

    Attributes:
        valor: fecha, ponderación (puntos), cantidad (en su unidad) o monto (pesos), según el campo.
        registro_id: de cuál fuente es el monto; ``None`` si la actividad tiene una sola.
        persona_id: quién queda como responsable.
        modificacion: razón y acto; en un plan sin aprobar pueden faltar.
    """

    actividad_id: IdActividad
    campo: CampoModificable
    valor: Valor = None
    registro_id: IdRegistro | None = None
    persona_id: IdPersona | None = None
    modificacion: DatosDeModificacion | None = None


@dataclass(frozen=True, slots=True)
class CambioRevisado:
    """Qué pasaría al guardarlo.

    Attributes:
        antes, despues: como se leen («31/12/2026», «60 %»); vacíos en un cierre.
        exige_acto: el plan está aprobado: hacen falta razón y acto.
        con_reportes: al cerrarla, si la actividad tiene avance reportado (se conserva).
        salto: cuánto sube o baja el monto, en puntos porcentuales, si es más de la mitad.
    """

    vigencia: Vigencia
    renglon: Renglon
    registro: Registro | None
    campo: CampoModificable
    antes: str
    despues: str
    exige_acto: bool
    con_reportes: bool
    salto: int | None = None


@dataclass(frozen=True, slots=True)
class ActividadModificable:
    """La actividad con lo que se le puede cambiar.

    Attributes:
        registros: sus fuentes, para cambiar el monto.
        personas: quiénes pueden quedar como responsables: las activas de su dependencia o sin ella.
    """

    vigencia: Vigencia
    renglon: Renglon
    registros: tuple[Registro, ...]
    personas: tuple[Persona, ...]
    exige_acto: bool


@caso(Permiso.MODIFICAR_PLAN)
def actividades_modificables(ctx: Contexto) -> list[Renglon]:
    """Las actividades de la vigencia actual, en el orden del plan.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDelPlan(ctx)
    return list(ctx.unidad.planes.renglones(ctx.entidad.id, vista.vigencia_actual()))


@caso(Permiso.MODIFICAR_PLAN)
def actividad_modificable(ctx: Contexto, actividad_id: IdActividad) -> ActividadModificable:
    """Lo que se le puede cambiar a una actividad.

    Raises:
        NoEncontrado: no existe o ya está cerrada.
        SinPlan: la entidad no tiene plan.
    """
    vigencia, renglon = _hallar(ctx, actividad_id)
    personas = [
        persona
        for persona in ctx.unidad.personas.listar(ctx.entidad.id)
        if persona.activa and persona.dependencia_id in (None, renglon.dependencia_id)
    ]
    return ActividadModificable(
        vigencia,
        renglon,
        tuple(_registros(ctx, vigencia, actividad_id)),
        tuple(sorted(personas, key=lambda p: (p.dependencia_id is None, p.nombre))),
        Ediciones(ctx, vigencia).aprobada is not None,
    )


@caso(Permiso.MODIFICAR_PLAN)
def revisar_cambio(ctx: Contexto, peticion: PeticionDeCambio) -> CambioRevisado:
    """Qué cambiaría; no guarda nada. No mira la razón ni el acto, que se dan al final.

    Raises:
        NoEncontrado: la actividad, la fuente o la persona no existen.
        CambioImposible, CadenaDeGastoRota: el valor no cabe.
        ModificacionSinCambios: ya estaba así.
    """
    return _revisar(ctx, peticion)


@caso(Permiso.MODIFICAR_PLAN)
def modificar_actividad(ctx: Contexto, peticion: PeticionDeCambio) -> tuple[CambioRevisado, EdicionDelPlan]:
    """Guarda el cambio con la edición en que queda el plan, numerada si está aprobado.

    Raises:
        ModificacionSinActo, ActoFueraDeFecha: el plan está aprobado y falta razón o acto, o no puede ser.
        NoEncontrado, CambioImposible, CadenaDeGastoRota, ModificacionSinCambios: como ``revisar_cambio``.
        ConflictoDeVersion: otra persona lo cambió mientras tanto.
    """
    vigencia, _ = _hallar(ctx, peticion.actividad_id)
    ediciones = Ediciones(ctx, vigencia)
    ediciones.tomar_turno()
    revisado = _revisar(ctx, peticion)
    exigir_acto(peticion.modificacion, ediciones.aprobada, ctx.hoy)
    _guardar(ctx, peticion, revisado)
    origen = f"{revisado.renglon.codigo}: {peticion.campo.value}"
    edicion = ediciones.anotar_edicion(origen, peticion.modificacion)
    ctx.anotar(
        "modificar_actividad",
        f"actividad:{revisado.renglon.codigo}",
        {peticion.campo.value: revisado.antes},
        {peticion.campo.value: revisado.despues},
    )
    if edicion is None:
        raise ModificacionSinCambios(peticion.campo.value, objeto=revisado.renglon.codigo)
    return revisado, edicion


def _hallar(ctx: Contexto, actividad_id: IdActividad) -> tuple[Vigencia, Renglon]:
    vigencia, renglones = VistaDelPlan(ctx).ubicar(Filtro(actividad_id=actividad_id), "actividad")
    return vigencia, renglones[0]


def _registros(ctx: Contexto, vigencia: Vigencia, actividad_id: IdActividad) -> list[Registro]:
    filtro = Filtro(actividad_id=actividad_id)
    return list(ctx.unidad.planes.registros(ctx.entidad.id, vigencia, filtro))


def _revisar(ctx: Contexto, peticion: PeticionDeCambio) -> CambioRevisado:
    vigencia, renglon = _hallar(ctx, peticion.actividad_id)
    registro, antes, despues = None, "", ""
    match peticion.campo:
        case CampoModificable.CIERRE:
            pass
        case CampoModificable.RESPONSABLE:
            antes, despues = renglon.responsable, _persona(ctx, peticion, renglon).nombre
        case CampoModificable.MONTO:
            registro = _registro(ctx, vigencia, peticion)
            monto = _monto(peticion)
            exigir_monto(registro, monto)
            antes, despues = en_texto(registro.monto) or "", en_texto(monto) or ""
        case campo:
            exigir_cambio(renglon, campo, peticion.valor, vigencia)
            antes = en_texto(valor_guardado(renglon, campo)) or ""
            despues = en_texto(peticion.valor) or ""
    return CambioRevisado(
        vigencia=vigencia,
        renglon=renglon,
        registro=registro,
        campo=peticion.campo,
        antes=antes,
        despues=despues,
        exige_acto=Ediciones(ctx, vigencia).aprobada is not None,
        con_reportes=renglon.avance is not None,
        salto=None if registro is None else salto_de_monto(registro.monto, _monto(peticion)),
    )


def _persona(ctx: Contexto, peticion: PeticionDeCambio, renglon: Renglon) -> Persona:
    if peticion.persona_id is None:
        raise NoEncontrado("persona")
    persona = ctx.unidad.personas.traer(peticion.persona_id)
    if persona.entidad_id != ctx.entidad.id or not persona.activa:
        raise NoEncontrado("persona")
    if persona.id == renglon.responsable_id:
        raise ModificacionSinCambios("responsable", objeto=renglon.codigo)
    return persona


def _registro(ctx: Contexto, vigencia: Vigencia, peticion: PeticionDeCambio) -> Registro:
    propios = _registros(ctx, vigencia, peticion.actividad_id)
    if peticion.registro_id is None and len(propios) == 1:
        return propios[0]
    hallado = next((r for r in propios if r.id == peticion.registro_id), None)
    if hallado is None:
        raise NoEncontrado("registro", registro=peticion.registro_id)
    return hallado


def _monto(peticion: PeticionDeCambio) -> Pesos:
    if not isinstance(peticion.valor, Pesos):
        raise CambioImposible("monto", causa="monto")
    return peticion.valor


def _guardar(ctx: Contexto, peticion: PeticionDeCambio, revisado: CambioRevisado) -> None:
    versiones, renglon = ctx.unidad.versiones, revisado.renglon
    if revisado.registro is not None:
        versiones.cambiar_monto(revisado.registro.id, revisado.registro.version, _monto(peticion))
    elif peticion.campo is CampoModificable.RESPONSABLE and peticion.persona_id is not None:
        versiones.cambiar_responsable(renglon.id, renglon.version, peticion.persona_id)
    else:
        valor = True if peticion.campo is CampoModificable.CIERRE else peticion.valor
        versiones.cambiar_actividad(renglon.id, renglon.version, peticion.campo, valor)
