"""Perfiles de importación y libros recibidos: guardarlos y volver a encontrarlos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dominio.casos.contexto import Contexto, caso
from dominio.entender.texto import limpiar, normalizar
from dominio.errores import EntradaInvalida
from dominio.errores.libros import PerfilDesconocido, PerfilInservible
from dominio.modelo.libro_recibido import (
    LibroRecibido,
    NuevoLibro,
    NuevoPerfil,
    OriginalConservado,
    PerfilGuardado,
)
from dominio.modelo.perfil import Perfil
from dominio.reglas.nombre_de_perfil import LARGO_MAXIMO, RESERVADO
from dominio.reglas.permisos import Permiso
from dominio.valores.fechas import Vigencia


@caso(Permiso.IMPORTAR)
def perfiles(ctx: Contexto) -> Sequence[PerfilGuardado]:
    """Los perfiles de la entidad, del más nuevo al más viejo."""
    return ctx.unidad.perfiles.todos(ctx.entidad.id)


@caso(Permiso.IMPORTAR)
def perfil(ctx: Contexto, nombre: str) -> PerfilGuardado:
    """El perfil de ese nombre, sin distinguir mayúsculas ni tildes.

    Raises:
        PerfilDesconocido: no hay; ``datos`` trae ``nombre`` y ``hay``, los nombres que sí.
    """
    hallado = ctx.unidad.perfiles.por_nombre(ctx.entidad.id, nombre)
    if hallado is None:
        hay = [guardado.nombre for guardado in ctx.unidad.perfiles.todos(ctx.entidad.id)]
        raise PerfilDesconocido("perfil", nombre=nombre[:LARGO_MAXIMO], hay=", ".join(hay) or "ninguno")
    return hallado


@caso(Permiso.IMPORTAR)
def guardar_perfil(ctx: Contexto, nombre: str, perfil: Perfil) -> PerfilGuardado:
    """Guarda cómo se lee un formato, con su nombre y su traza; el que tuviera ese nombre se reemplaza.

    Guardar otra vez el mismo no cambia nada ni deja traza.

    Raises:
        EntradaInvalida: ``perfil_sin_nombre``, ``perfil_nombre_reservado`` o ``texto_muy_largo``.
        PerfilInservible: no lee ninguna hoja, o en alguna no lee ningún dato.
    """
    limpio = " ".join(limpiar(nombre, LARGO_MAXIMO).split())
    if not normalizar(limpio):
        raise EntradaInvalida("perfil_sin_nombre", "perfil")
    if normalizar(limpio) == RESERVADO:
        raise EntradaInvalida("perfil_nombre_reservado", "perfil")
    if not perfil.hojas or not all(hoja.campos for hoja in perfil.hojas):
        raise PerfilInservible("perfil", nombre=limpio)
    nuevo = replace(perfil, nombre=limpio)
    depositados = ctx.unidad.perfiles
    antes = depositados.por_nombre(ctx.entidad.id, limpio)
    if antes is not None and antes.perfil == nuevo:
        return antes
    guardado = depositados.guardar(NuevoPerfil(ctx.entidad.id, nuevo, ctx.actor.id or None, ctx.ahora))
    ctx.anotar(
        "guardar_perfil", f"perfil:{limpio}", None if antes is None else _traza(antes.perfil), _traza(nuevo)
    )
    return guardado


@caso(Permiso.IMPORTAR)
def registrar_libro(
    ctx: Contexto, vigencia: Vigencia, original: OriginalConservado, perfil: str | None, aplicado: bool
) -> LibroRecibido:
    """Anota que la entidad entregó un libro, dónde quedó el original y si se guardó en el plan.

    Args:
        ctx: quién lo entregó.
        vigencia: a la que pertenece.
        original: el archivo ya copiado en la carpeta de datos.
        perfil: nombre del perfil con que se leyó; ``None`` = formato propio.
        aplicado: si su contenido quedó en el plan.
    """
    nuevo = NuevoLibro(ctx.entidad.id, vigencia, original, perfil, ctx.actor.id or None, ctx.ahora, aplicado)
    libro = ctx.unidad.libros_recibidos.agregar(nuevo)
    ctx.anotar(
        "registrar_libro",
        f"vigencia:{vigencia}",
        None,
        {
            "nombre": original.nombre,
            "huella": original.huella,
            "tamano": original.tamano,
            "perfil": perfil,
            "aplicado": aplicado,
        },
    )
    return libro


@caso(Permiso.IMPORTAR)
def libros_recibidos(ctx: Contexto, vigencia: Vigencia) -> Sequence[LibroRecibido]:
    """Los libros entregados para la vigencia, del más nuevo al más viejo."""
    return ctx.unidad.libros_recibidos.todos(ctx.entidad.id, vigencia)


def _traza(perfil: Perfil) -> dict[str, object]:
    return {
        "huella": perfil.huella,
        "hojas": [
            {"nombre": hoja.nombre, "encabezado": hoja.fila_encabezado, "campos": len(hoja.campos)}
            for hoja in perfil.hojas
        ],
    }
