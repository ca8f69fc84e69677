"""Devolver el plan en el formato en que la entidad lo entregó."""

from __future__ import annotations

from dataclasses import replace

from dominio.casos.contexto import Contexto, caso
from dominio.casos.perfiles import perfil as perfil_guardado
from dominio.casos.vista_corte import VistaDelCorte
from dominio.errores import PermisoDenegado, SinPlan
from dominio.errores.libros import SinOriginal
from dominio.modelo.formato_propio import FormatoLleno, ResumenDeFormato
from dominio.modelo.libro import LibroLeido
from dominio.modelo.libro_recibido import LibroRecibido, PerfilGuardado
from dominio.reglas.emparejar import emparejar
from dominio.reglas.formato_propio import LoDeHoy, agregadas, cerradas, llenar
from dominio.reglas.permisos import Permiso, ve_toda_la_entidad
from dominio.valores.fechas import Corte, Vigencia


@caso(Permiso.EXPORTAR)
def formato_por_devolver(
    ctx: Contexto, vigencia: Vigencia, nombre: str | None
) -> tuple[PerfilGuardado, LibroRecibido]:
    """El perfil y el último libro que se guardó con él, que es el que se devuelve lleno.

    Args:
        ctx: quién pide; el formato de la entidad trae todas sus dependencias.
        vigencia: la del plan.
        nombre: del perfil; ``None`` = el del último libro del plan que se guardó con perfil.

    Raises:
        PermisoDenegado: quien pide solo ve su dependencia.
        PerfilDesconocido: no hay perfil con ese nombre.
        SinOriginal: ningún libro de la vigencia se guardó con un perfil (o con ese).
    """
    _exigir_toda_la_entidad(ctx)
    libros = ctx.unidad.libros_recibidos.todos(ctx.entidad.id, vigencia)
    con_perfil = [libro for libro in libros if libro.aplicado and libro.perfil is not None]
    if nombre is not None:
        guardado = perfil_guardado(ctx, nombre)
        con_perfil = [libro for libro in con_perfil if libro.perfil == guardado.nombre]
    if not con_perfil:
        raise SinOriginal("formato", vigencia=vigencia)
    original = con_perfil[0]
    return perfil_guardado(ctx, str(original.perfil)), original


@caso(Permiso.EXPORTAR)
def llenar_formato(
    ctx: Contexto, vigencia: Vigencia, corte: Corte, guardado: PerfilGuardado, original: LibroLeido
) -> FormatoLleno:
    """Qué se pone en cada fila del libro original para que diga lo que se sabe al corte; solo lee.

    Raises:
        PermisoDenegado: quien pide solo ve su dependencia.
        SinPlan: la entidad no tiene plan en esa vigencia.
    """
    _exigir_toda_la_entidad(ctx)
    vista = VistaDelCorte(ctx, vigencia, corte, None)
    if not vista.renglones:
        raise SinPlan("plan", entidad=ctx.entidad.codigo, vigencia=vigencia)
    conocidas = ctx.unidad.planes.conocidas(ctx.entidad.id, vigencia)
    hecho = emparejar(original.plan, conocidas)
    libro = replace(original, plan=hecho.plan)
    hoy = LoDeHoy(corte, vista.renglones, vista.registros, vista.ultimos)
    return FormatoLleno(
        guardado.perfil, corte, llenar(libro, hoy), agregadas(libro, hoy), cerradas(libro, hoy)
    )


@caso(Permiso.EXPORTAR)
def anotar_formato(ctx: Contexto, vigencia: Vigencia, lleno: FormatoLleno, resumen: ResumenDeFormato) -> None:
    """Deja la traza de quién pidió el libro en el formato de la entidad."""
    despues = {
        "perfil": lleno.perfil.nombre,
        "vigencia": vigencia.anio,
        "celdas": resumen.celdas,
        "agregadas": resumen.agregadas,
        "cerradas": resumen.cerradas,
    }
    ctx.anotar("exportar_formato", f"corte:{lleno.corte}", None, despues)


def _exigir_toda_la_entidad(ctx: Contexto) -> None:
    """El formato de la entidad trae todas sus dependencias."""
    if not ve_toda_la_entidad(ctx.actor):
        raise PermisoDenegado("dependencia", rol=ctx.actor.rol.value)
