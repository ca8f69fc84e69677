"""La plantilla de un instrumento con los códigos de la entidad, vacía o con lo que hay guardado."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dominio.casos.contexto import Contexto, caso
from dominio.errores import PermisoDenegado
from dominio.modelo.entidad import Dependencia
from dominio.modelo.libro import FilaPAC, FilaPOAI, TipoLibro
from dominio.modelo.plan import Meta, Registro, Renglon
from dominio.modelo.plantilla import DatosDePlantilla, ListaDePlantilla, LoGuardado
from dominio.puertos.plan import Filtro
from dominio.reglas.permisos import Permiso, ve_toda_la_entidad
from dominio.valores.fechas import Vigencia

Par = tuple[str | None, str | None]


@caso(Permiso.EXPORTAR)
def datos_de_plantilla(
    ctx: Contexto, vigencia: Vigencia, tipo: TipoLibro, *, con_datos: bool = False
) -> DatosDePlantilla:
    """Las listas con los códigos que la entidad ya usa y, con ``con_datos``, los renglones guardados.

    Sin plan en la vigencia las listas traen lo que haya (dependencias y fuentes del catálogo). Quien
    solo ve su dependencia recibe sus renglones; los instrumentos de toda la entidad van vacíos de los
    demás. Solo lee.

    Raises:
        PermisoDenegado: pide con datos quien no tiene dependencia ni ve toda la entidad.
    """
    dependencias = ctx.unidad.entidades.dependencias(ctx.entidad.id)
    suya = _suya(ctx, dependencias)
    guardado = _guardado(ctx, vigencia, dependencias, suya)
    return DatosDePlantilla(
        tipo=tipo,
        entidad=ctx.entidad.nombre,
        codigo=ctx.entidad.codigo,
        vigencia=vigencia,
        dependencia=None if suya is None else suya.nombre,
        listas=_listas(ctx, tipo, dependencias, guardado),
        guardado=guardado if con_datos else None,
    )


@caso(Permiso.EXPORTAR)
def anotar_plantilla(ctx: Contexto, datos: DatosDePlantilla) -> None:
    """Deja la traza de quién pidió la plantilla con lo guardado; la vacía no dice nada de nadie."""
    if datos.guardado is not None:
        despues = {"vigencia": datos.vigencia.anio, "dependencia": datos.dependencia}
        ctx.anotar("exportar", f"plantilla:{datos.tipo.value}", None, despues)


def _suya(ctx: Contexto, dependencias: Sequence[Dependencia]) -> Dependencia | None:
    """La dependencia a la que se recorta; ``None`` si ve toda la entidad."""
    if ve_toda_la_entidad(ctx.actor):
        return None
    suya = next((d for d in dependencias if d.id == ctx.actor.dependencia_id), None)
    if suya is None:
        raise PermisoDenegado("dependencia", rol=ctx.actor.rol.value)
    return suya


def _guardado(
    ctx: Contexto, vigencia: Vigencia, dependencias: Sequence[Dependencia], suya: Dependencia | None
) -> LoGuardado:
    planes, entidad = ctx.unidad.planes, ctx.entidad.id
    filtro = Filtro(dependencia_id=None if suya is None else suya.id)
    renglones = planes.renglones(entidad, vigencia, filtro)
    registros = planes.registros(entidad, vigencia, filtro)
    metas = planes.metas(entidad, vigencia)
    poai, pac = planes.poai(entidad, vigencia), planes.pac(entidad, vigencia)
    if suya is not None:
        propias = {renglon.meta_id for renglon in renglones}
        bpines = {renglon.bpin for renglon in renglones}
        metas = [meta for meta in metas if meta.id in propias or meta.coordinadora_id == suya.id]
        poai = [fila for fila in poai if fila.bpin in bpines]
        pac = [fila for fila in pac if fila.bpin in bpines]
    return LoGuardado(
        renglones=renglones,
        registros=registros,
        metas=metas,
        poai=poai,
        pac=pac,
        origen=planes.niveles(entidad, vigencia),
        dependencias={dependencia.id: dependencia.nombre for dependencia in dependencias},
    )


def _listas(
    ctx: Contexto, tipo: TipoLibro, dependencias: Sequence[Dependencia], guardado: LoGuardado
) -> tuple[ListaDePlantilla, ...]:
    renglones, metas = guardado.renglones, guardado.metas
    listas = (
        ListaDePlantilla(
            "Dependencias",
            _pares((d.codigo, d.nombre) for d in dependencias),
            ("dependencia_codigo",),
            ("dependencia", "coordinadora"),
        ),
        ListaDePlantilla(
            "Responsables", _pares((None, r.responsable) for r in renglones), (), ("responsable",)
        ),
        ListaDePlantilla("Programas", _programas(renglones, metas), ("programa_codigo",), ("programa",)),
        ListaDePlantilla("Metas", _pares((m.codigo, m.nombre) for m in metas), ("meta_codigo",), ("meta",)),
        ListaDePlantilla("Proyectos", _proyectos(renglones, guardado.poai), ("bpin",), ("proyecto",)),
        ListaDePlantilla(
            "Actividades",
            _pares((r.codigo, r.nombre) for r in renglones) if tipo is TipoLibro.EJECUCION else (),
            ("actividad_codigo",),
        ),
        ListaDePlantilla("Fuentes", _fuentes(ctx, guardado), ("fuente_codigo",), ("fuente",)),
    )
    return tuple(lista for lista in listas if lista.valores)


def _programas(renglones: Iterable[Renglon], metas: Iterable[Meta]) -> tuple[Par, ...]:
    del_plan: list[Par] = [(r.programa_codigo, r.programa) for r in renglones]
    return _pares([*del_plan, *((m.programa_codigo, m.programa) for m in metas)])


def _proyectos(renglones: Iterable[Renglon], poai: Iterable[FilaPOAI]) -> tuple[Par, ...]:
    del_plan: list[Par] = [(r.bpin, r.proyecto) for r in renglones]
    return _pares([*del_plan, *((f.bpin, f.proyecto) for f in poai)])


def _fuentes(ctx: Contexto, guardado: LoGuardado) -> tuple[Par, ...]:
    """Las que el plan, el POAI y el PAC ya usan; si no usan ninguna, las del catálogo cargado."""
    filas: list[Registro | FilaPOAI | FilaPAC] = [*guardado.registros, *guardado.poai, *guardado.pac]
    usadas = _pares((fila.fuente_codigo, fila.fuente) for fila in filas)
    if usadas:
        return usadas
    catalogo = ctx.unidad.catalogos.de(ctx.entidad.id).fuente
    return () if catalogo is None else _pares((e.codigo, e.nombre) for e in catalogo.entradas.values())


def _pares(pares: Iterable[Par]) -> tuple[Par, ...]:
    """Los pares que dicen algo, una vez cada código (o cada nombre sin código), en su orden."""
    vistos: dict[str, Par] = {}
    for codigo, nombre in pares:
        if codigo or nombre:
            vistos.setdefault(codigo or nombre or "", (codigo or None, nombre or None))
    return tuple(vistos.values())
