"""Importar un libro: qué cambiaría, y aplicarlo todo o nada."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dominio.casos.cargas import CargasDelLibro
from dominio.casos.contexto import Contexto, caso
from dominio.casos.ediciones import Ediciones
from dominio.casos.vista import VistaDelPlan
from dominio.errores import ImportacionConErrores
from dominio.modelo.importacion import Decisiones
from dominio.modelo.libro import Cambio, ErrorDeLibro, LibroLeido, Procedencia, ResumenImportacion
from dominio.modelo.plan import Registro, Renglon
from dominio.modelo.reporte import Avance, NuevoAvance, OrigenReporte
from dominio.reglas.codigos import aceptadas, revisar_codigos
from dominio.reglas.contenido_del_libro import otros_instrumentos
from dominio.reglas.correccion_de_codigos import aplicar_correcciones
from dominio.reglas.enlaces import revisar_enlaces
from dominio.reglas.ensayo_del_plan import incoherencias_del_libro
from dominio.reglas.importacion import YA_NO_ESTA, AvancesDelLibro, Guardado, comparar, comparar_avances
from dominio.reglas.permisos import Permiso
from dominio.reglas.preparar_libro import LibroListo, preparar
from dominio.valores.dinero import sumar
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje

SIN_DECISIONES = Decisiones()


@dataclass(frozen=True, slots=True)
class _Comparacion:
    """El libro frente a lo guardado."""

    listo: LibroListo
    guardado: Guardado
    reportes: Sequence[Avance]
    avances: AvancesDelLibro


@dataclass(frozen=True, slots=True)
class RevisionImportacion:
    """Lo que trae un libro: o sus errores, o el resumen de lo que cambiaría.

    Attributes:
        errores: de lectura y de enlace, por hoja y celda; con uno solo no se guarda nada.
        resumen: ``None`` si hay errores.
    """

    errores: tuple[ErrorDeLibro, ...]
    resumen: ResumenImportacion | None


@caso(Permiso.IMPORTAR)
def revisar_importacion(
    ctx: Contexto, vigencia: Vigencia, libro: LibroLeido, decisiones: Decisiones = SIN_DECISIONES
) -> RevisionImportacion:
    """Errores del libro, o qué cambiaría en esa vigencia; no guarda nada."""
    guardado = _guardado(ctx, vigencia)
    listo = _preparar(ctx, vigencia, libro, guardado, decisiones)
    errores = _errores(listo.libro, guardado, vigencia)
    if errores:
        return RevisionImportacion(errores, None)
    contraste = _contrastar(ctx, vigencia, listo, guardado)
    return RevisionImportacion((), _resumir(ctx, vigencia, contraste))


@caso(Permiso.IMPORTAR)
def importar(
    ctx: Contexto,
    vigencia: Vigencia,
    libro: LibroLeido,
    origen: str,
    decisiones: Decisiones = SIN_DECISIONES,
) -> ResumenImportacion:
    """Deja el plan como el libro y guarda sus avances, en la misma transacción y con su traza.

    Args:
        ctx: quién pide.
        vigencia: a la que pertenece el libro.
        libro: ya leído; se revisa otra vez contra lo guardado ahora.
        origen: nombre del archivo, para la traza.
        decisiones: lo que la persona resolvió al ver la revisión.

    Raises:
        ImportacionConErrores: el libro tiene errores; ``datos`` trae ``errores`` y no se guardó nada.
        ModificacionSinActo, ActoFueraDeFecha: cambia un plan aprobado y ``decisiones.modificacion`` no
            trae razón, acto y fecha, o la fecha no puede ser.
    """
    ediciones = Ediciones(ctx, vigencia)
    ediciones.tomar_turno()
    guardado = _guardado(ctx, vigencia)
    listo = _preparar(ctx, vigencia, libro, guardado, decisiones)
    errores = _errores(listo.libro, guardado, vigencia)
    if errores:
        raise ImportacionConErrores("libro", cuantos=len(errores), errores=errores)
    contraste = _contrastar(ctx, vigencia, listo, guardado)
    resumen = _resumir(ctx, vigencia, contraste)
    trae_plan = bool(listo.libro.plan)
    ediciones.exigir_modificacion(resumen.cambios, decisiones.modificacion, trae_plan=trae_plan)
    ctx.unidad.planes.aplicar(ctx.entidad.id, vigencia, listo.libro, ctx.ahora)
    _guardar_avances(ctx, vigencia, contraste.avances.nuevos)
    ediciones.anotar_edicion(origen, decisiones.modificacion)
    CargasDelLibro(listo.libro).anotar(ctx, vigencia, origen)
    ctx.anotar("importar", f"vigencia:{vigencia}", None, _traza(listo.libro, resumen, origen))
    return resumen


def _guardado(ctx: Contexto, vigencia: Vigencia) -> Guardado:
    planes, entidad_id = ctx.unidad.planes, ctx.entidad.id
    return Guardado(
        planes.renglones(entidad_id, vigencia),
        planes.registros(entidad_id, vigencia),
        planes.metas(entidad_id, vigencia),
        planes.poai(entidad_id, vigencia),
        planes.pac(entidad_id, vigencia),
        planes.niveles(entidad_id, vigencia),
        {d.id: d.nombre for d in ctx.unidad.entidades.dependencias(entidad_id)},
    )


def _preparar(
    ctx: Contexto, vigencia: Vigencia, libro: LibroLeido, guardado: Guardado, decisiones: Decisiones
) -> LibroListo:
    dudosos = revisar_codigos(libro, ctx.unidad.catalogos.de(ctx.entidad.id))
    libro = replace(libro, codigos=dudosos)
    if decisiones.aceptar_codigos:
        libro = aplicar_correcciones(libro, aceptadas(dudosos, decisiones.aceptar_codigos))
    conocidas = ctx.unidad.planes.conocidas(ctx.entidad.id, vigencia)
    return preparar(libro, conocidas, guardado.registros, decisiones)


def _bpines(guardado: Guardado) -> frozenset[str]:
    con_bpin: list[Renglon | Registro] = [*guardado.renglones, *guardado.registros]
    return frozenset(objeto.bpin for objeto in con_bpin if objeto.bpin)


def _errores(libro: LibroLeido, guardado: Guardado, vigencia: Vigencia) -> tuple[ErrorDeLibro, ...]:
    actividades = frozenset(renglon.codigo for renglon in guardado.renglones)
    metas = frozenset(meta.codigo for meta in guardado.metas)
    enlaces = revisar_enlaces(libro, actividades, metas, vigencia.anio, _bpines(guardado))
    return (*libro.errores, *enlaces)


def _contrastar(ctx: Contexto, vigencia: Vigencia, listo: LibroListo, guardado: Guardado) -> _Comparacion:
    # Sin nada guardado no hay reportes que leer: la primera carga de un plan es la más grande.
    reportes = ctx.unidad.reportes.avances(ctx.entidad.id, vigencia) if guardado.renglones else ()
    avances = comparar_avances(listo.libro.plan, guardado.renglones, reportes)
    return _Comparacion(listo, guardado, reportes, avances)


def _resumir(ctx: Contexto, vigencia: Vigencia, contraste: _Comparacion) -> ResumenImportacion:
    listo, guardado, avances = contraste.listo, contraste.guardado, contraste.avances
    libro, plan = listo.libro, listo.libro.plan
    cambios = comparar(libro, guardado)
    conocidos = {r.codigo: r.avance for r in guardado.renglones}
    return ResumenImportacion(
        dependencias=_cuantos(fila.dependencia for fila in plan),
        metas=_cuantos(fila.meta_codigo for fila in plan),
        proyectos=_cuantos(fila.bpin or fila.proyecto for fila in plan),
        actividades=_cuantos(fila.actividad_codigo for fila in plan),
        registros=len(plan),
        total=sumar(fila.monto for fila in plan if fila.monto is not None),
        cambios=cambios,
        avances_nuevos=len(avances.nuevos),
        avances_conservados=avances.conservados,
        avisos=libro.avisos,
        incoherencias=incoherencias_del_libro(vigencia, plan, conocidos | dict(avances.nuevos)),
        guardadas=len(guardado.renglones),
        retiradas_con_reportes=_retiradas_con_reportes(cambios, contraste),
        dice_ser=_dice_ser(libro.procedencia, Procedencia(ctx.entidad.codigo, vigencia.anio)),
        sin_cambios=not cambios and not avances.nuevos,
        perfil=libro.perfil,
        lecturas=libro.lecturas,
        dudosos=libro.dudosos,
        codigos=libro.codigos,
        fuera=listo.fuera,
        parecidas=listo.parecidas,
        quedan=listo.quedan,
        exige_acto=Ediciones(ctx, vigencia).exige_acto(cambios, trae_plan=bool(plan)),
        otros=otros_instrumentos(libro),
    )


def _dice_ser(procedencia: Procedencia | None, destino: Procedencia) -> Procedencia | None:
    """La procedencia del libro, solo si contradice al destino."""
    if procedencia is None:
        return None
    otra_entidad = procedencia.entidad not in (None, destino.entidad)
    otra_vigencia = procedencia.vigencia not in (None, destino.vigencia)
    return procedencia if otra_entidad or otra_vigencia else None


def _retiradas_con_reportes(cambios: Iterable[Cambio], contraste: _Comparacion) -> int:
    """De las actividades que el plan del libro ya no trae, cuántas tienen reportes."""
    se_van = {c.objeto for c in cambios if (c.clase, c.tipo) == ("actividad", YA_NO_ESTA)}
    con_reportes = {reporte.actividad_id for reporte in contraste.reportes}
    return sum(r.id in con_reportes for r in contraste.guardado.renglones if r.codigo in se_van)


def _cuantos(valores: Iterable[str | None]) -> int:
    return len({valor for valor in valores if valor})


def _guardar_avances(ctx: Contexto, vigencia: Vigencia, nuevos: Mapping[str, Porcentaje]) -> None:
    if not nuevos:
        return
    corte, extemporaneo = VistaDelPlan(ctx).corte_abierto(vigencia)
    renglones = ctx.unidad.planes.renglones(ctx.entidad.id, vigencia)
    ctx.unidad.reportes.guardar_avances(
        [
            NuevoAvance(
                clave_envio=_clave(ctx, renglon),
                entidad_id=ctx.entidad.id,
                vigencia=vigencia,
                actividad_id=renglon.id,
                corte=corte,
                porcentaje=nuevos[renglon.codigo],
                cantidad=None,
                logro=None,
                dificultades=None,
                motivo_retroceso=None,
                extemporaneo=extemporaneo,
                autor_id=ctx.actor.id or None,
                reportado_en=ctx.ahora,
                origen=OrigenReporte.IMPORTACION,
            )
            for renglon in renglones
            if renglon.codigo in nuevos
        ]
    )


def _clave(ctx: Contexto, renglon: Renglon) -> str:
    """Única por actividad e instante: el mismo libro puede volver a importarse más adelante."""
    return f"importacion:{renglon.id}:{ctx.ahora.isoformat()}"


def _traza(libro: LibroLeido, resumen: ResumenImportacion, origen: str) -> dict[str, object]:
    tipos = Counter(f"{cambio.clase} {cambio.tipo}" for cambio in resumen.cambios)
    return {
        "origen": origen[:200],
        "huella": _huella(libro),
        "filas": dict(sorted(libro.filas_leidas.items())),
        "actividades": resumen.actividades,
        "registros": resumen.registros,
        "total": str(resumen.total),
        "cambios": dict(sorted(tipos.items())),
        "avances_nuevos": resumen.avances_nuevos,
        "avances_conservados": len(resumen.avances_conservados),
    } | _traza_del_perfil(libro, resumen)


def _traza_del_perfil(libro: LibroLeido, resumen: ResumenImportacion) -> dict[str, object]:
    """Lo que solo tiene un libro con formato de la entidad."""
    if libro.perfil is None:
        return {}
    return {
        "perfil": libro.perfil,
        "valores_dudosos": len(libro.dudosos),
        "fuera": {fuera.motivo: len(fuera.filas) for fuera in resumen.fuera},
        "alcance": None if libro.alcance is None else len(libro.alcance),
        "parecidas": [[una.codigo, una.puntos] for una in resumen.parecidas[:50]],
    }


def _huella(libro: LibroLeido) -> str:
    """SHA-256 de lo leído: dos archivos con los mismos datos tienen la misma huella."""
    partes: Sequence[Sequence[object]] = (
        libro.plan,
        libro.indicativo,
        libro.poai,
        libro.pac,
        libro.ejecucion,
    )
    resumen = hashlib.sha256()
    for parte in partes:
        for fila in parte:
            resumen.update(repr(fila).encode("utf-8", "surrogatepass"))
        resumen.update(b"\x00")
    return resumen.hexdigest()
