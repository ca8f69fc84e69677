"""Confirmar cómo se lee un libro con formato ajeno, antes de compararlo con el plan."""

from __future__ import annotations

from dataclasses import replace

from dominio.casos.contexto import Contexto, caso
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.modelo.encargo import Encargo, TipoEncargo
from dominio.modelo.identidad import IdEncargo
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import ColumnaDelLibro, ColumnaVista, Duda, Perfil, Propuesta
from dominio.reglas.datos_del_perfil import es_de
from dominio.reglas.dudas_de_perfil import acepta, corregir_campo, responder
from dominio.reglas.permisos import Permiso


@caso(Permiso.IMPORTAR)
def anotar_propuesta(ctx: Contexto, encargo: Encargo, propuesta: Propuesta) -> None:
    """Deja lo que se entendió del libro de ese encargo, para que quien lo envió lo confirme."""
    ctx.unidad.propuestas.guardar(encargo.id, propuesta)


@caso(Permiso.IMPORTAR)
def propuesta_de(ctx: Contexto, encargo_id: IdEncargo) -> tuple[Encargo, Propuesta, Perfil]:
    """El encargo, lo que se entendió de su libro y cómo quedaría leyéndose.

    Raises:
        NoEncontrado: no hay propuesta, o el libro lo envió otra persona.
    """
    encargo = ctx.unidad.encargos.traer(encargo_id)
    ajeno = encargo.persona_id != ctx.actor.id or encargo.entidad_id != ctx.entidad.id
    if ajeno or encargo.tipo is not TipoEncargo.LEER_LIBRO:
        ctx.anotar("rechazar_boton", f"encargo:{encargo.id}")
        raise NoEncontrado("encargo")
    propuesta = ctx.unidad.propuestas.traer(encargo.id)
    if propuesta is None or propuesta.perfil is None:
        raise NoEncontrado("propuesta")
    return encargo, propuesta, propuesta.perfil


@caso(Permiso.IMPORTAR)
def responder_duda(ctx: Contexto, encargo_id: IdEncargo, clave: str, valor: str) -> Propuesta:
    """Toma la opción que la persona eligió; la duda deja de estar por confirmar.

    Raises:
        NoEncontrado: la duda no es de ese libro.
        EntradaInvalida: esa opción no es de la duda.
    """
    encargo, propuesta, perfil = propuesta_de(ctx, encargo_id)
    duda = next((d for d in propuesta.dudas if d.clave == clave), None)
    if duda is None:
        raise NoEncontrado("duda")
    if not acepta(duda, valor):
        raise EntradaInvalida("opcion_de_formato", valor=valor)
    nuevo = perfil if valor == duda.elegida else responder(perfil, duda, valor)
    resuelta = replace(duda, elegida=valor, firme=False)
    return _guardar(ctx, encargo, replace(_con(propuesta, resuelta), perfil=nuevo))


@caso(Permiso.IMPORTAR)
def cambiar_columna(
    ctx: Contexto, encargo_id: IdEncargo, campo: tuple[TipoLibro, str], vista: ColumnaVista | None
) -> Propuesta:
    """Hace que un dato salga de otra columna, o de ninguna si ``vista`` es ``None``.

    Un dato que no se leía se agrega a la hoja de esa columna.

    Raises:
        NoEncontrado: ninguna hoja del libro lee ese dato.
    """
    encargo, propuesta, perfil = propuesta_de(ctx, encargo_id)
    tipo, dato = campo
    hoja = next((h for h in perfil.hojas if any((c.tipo, c.dato) == campo for c in h.campos)), None)
    se_agrega = vista is not None and es_de(tipo, dato) and _lee(perfil, tipo)
    if hoja is None and not se_agrega:
        raise NoEncontrado("campo")
    columna = None if vista is None else ColumnaDelLibro(vista.normal, vista.aparicion, vista.numero)
    nombre = hoja.nombre if hoja is not None else vista.hoja if vista is not None else ""
    nuevo = corregir_campo(perfil, nombre, tipo, dato, columna)
    # Lo que se preguntaba de ese dato ya lo dijo la persona.
    dudas = tuple(replace(d, firme=False) if _es_de_ese_dato(d, tipo, dato) else d for d in propuesta.dudas)
    return _guardar(ctx, encargo, replace(propuesta, perfil=nuevo, dudas=dudas))


@caso(Permiso.IMPORTAR)
def aceptar_dudas(ctx: Contexto, encargo_id: IdEncargo) -> Propuesta:
    """Da por buenas todas las decisiones que se tomaron sin certeza."""
    encargo, propuesta, _perfil = propuesta_de(ctx, encargo_id)
    dudas = tuple(replace(duda, firme=False) for duda in propuesta.dudas)
    return _guardar(ctx, encargo, replace(propuesta, dudas=dudas))


def _lee(perfil: Perfil, tipo: TipoLibro) -> bool:
    """Si el perfil alimenta ese instrumento."""
    return any(campo.tipo is tipo for hoja in perfil.hojas for campo in hoja.campos)


def _es_de_ese_dato(duda: Duda, tipo: TipoLibro, dato: str) -> bool:
    return duda.clave.removesuffix(":falta").endswith(f"{tipo}.{dato}")


def _con(propuesta: Propuesta, resuelta: Duda) -> Propuesta:
    dudas = tuple(resuelta if duda.clave == resuelta.clave else duda for duda in propuesta.dudas)
    return replace(propuesta, dudas=dudas)


def _guardar(ctx: Contexto, encargo: Encargo, propuesta: Propuesta) -> Propuesta:
    ctx.unidad.propuestas.guardar(encargo.id, propuesta)
    return propuesta
