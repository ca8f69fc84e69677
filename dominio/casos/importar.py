"""Importar un libro: qué cambiaría, y aplicarlo todo o nada."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista import VistaDelPlan
from dominio.errores import ImportacionConErrores
from dominio.modelo.financiero import Saldos
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.identidad import IdActividad, IdDependencia, IdMeta
from dominio.modelo.libro import ErrorDeLibro, FilaPlan, LibroLeido, Procedencia, ResumenImportacion
from dominio.modelo.plan import Registro, Renglon
from dominio.modelo.reporte import Avance, NuevoAvance, OrigenReporte
from dominio.reglas.coherencia.evaluar import evaluar
from dominio.reglas.coherencia.plan import PlanGuardado
from dominio.reglas.enlaces import revisar_enlaces
from dominio.reglas.importacion import AvancesDelLibro, Guardado, comparar, comparar_avances
from dominio.reglas.permisos import Permiso
from dominio.valores.dinero import sumar
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje

# Las que dependen solo de lo que trae la hoja del plan: las demás miran lo reportado y el indicativo.
_REGLAS_DEL_LIBRO = frozenset({"R06", "R11", "R12", "R21", "R33"})


@dataclass(frozen=True, slots=True)
class _Comparacion:
    """El libro frente a lo guardado."""

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
def revisar_importacion(ctx: Contexto, vigencia: Vigencia, libro: LibroLeido) -> RevisionImportacion:
    """Errores del libro, o qué cambiaría en esa vigencia; no guarda nada."""
    guardado = _guardado(ctx, vigencia)
    errores = _errores(libro, guardado, vigencia)
    if errores:
        return RevisionImportacion(errores, None)
    contraste = _contrastar(ctx, vigencia, libro, guardado)
    return RevisionImportacion((), _resumir(ctx, vigencia, libro, contraste))


@caso(Permiso.IMPORTAR)
def importar(ctx: Contexto, vigencia: Vigencia, libro: LibroLeido, origen: str) -> ResumenImportacion:
    """Deja el plan como el libro y guarda sus avances, en la misma transacción y con su traza.

    Args:
        ctx: quién pide.
        vigencia: a la que pertenece el libro.
        libro: ya leído; se revisa otra vez contra lo guardado ahora.
        origen: nombre del archivo, para la traza.

    Raises:
        ImportacionConErrores: el libro tiene errores; ``datos`` trae ``errores`` y no se guardó nada.
    """
    guardado = _guardado(ctx, vigencia)
    errores = _errores(libro, guardado, vigencia)
    if errores:
        raise ImportacionConErrores("libro", cuantos=len(errores), errores=errores)
    contraste = _contrastar(ctx, vigencia, libro, guardado)
    resumen = _resumir(ctx, vigencia, libro, contraste)
    ctx.unidad.planes.aplicar(ctx.entidad.id, vigencia, libro, ctx.ahora)
    _guardar_avances(ctx, vigencia, contraste.avances.nuevos)
    ctx.anotar("importar", f"vigencia:{vigencia}", None, _traza(libro, resumen, origen))
    return resumen


def _guardado(ctx: Contexto, vigencia: Vigencia) -> Guardado:
    planes, entidad_id = ctx.unidad.planes, ctx.entidad.id
    return Guardado(
        planes.renglones(entidad_id, vigencia),
        planes.registros(entidad_id, vigencia),
        planes.metas(entidad_id, vigencia),
    )


def _errores(libro: LibroLeido, guardado: Guardado, vigencia: Vigencia) -> tuple[ErrorDeLibro, ...]:
    actividades = frozenset(renglon.codigo for renglon in guardado.renglones)
    metas = frozenset(meta.codigo for meta in guardado.metas)
    con_bpin: list[Renglon | Registro] = [*guardado.renglones, *guardado.registros]
    proyectos = frozenset(objeto.bpin for objeto in con_bpin if objeto.bpin)
    return (*libro.errores, *revisar_enlaces(libro, actividades, metas, vigencia.anio, proyectos))


def _contrastar(ctx: Contexto, vigencia: Vigencia, libro: LibroLeido, guardado: Guardado) -> _Comparacion:
    # Sin nada guardado no hay reportes que leer: la primera carga de un plan es la más grande.
    reportes = ctx.unidad.reportes.avances(ctx.entidad.id, vigencia) if guardado.renglones else ()
    return _Comparacion(guardado, reportes, comparar_avances(libro.plan, guardado.renglones, reportes))


def _resumir(
    ctx: Contexto, vigencia: Vigencia, libro: LibroLeido, contraste: _Comparacion
) -> ResumenImportacion:
    plan, guardado, avances = libro.plan, contraste.guardado, contraste.avances
    cambios = comparar(libro, guardado)
    # El POAI y el PAC no se comparan campo por campo: con ellos no se puede afirmar que nada cambia.
    se_compara_todo = not (libro.poai or libro.pac)
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
        incoherencias=_incoherencias(vigencia, libro, contraste),
        guardadas=len(guardado.renglones),
        retiradas_con_reportes=_retiradas_con_reportes(libro, contraste),
        dice_ser=_dice_ser(libro.procedencia, Procedencia(ctx.entidad.codigo, vigencia.anio)),
        sin_cambios=se_compara_todo and not cambios and not avances.nuevos,
    )


def _dice_ser(procedencia: Procedencia | None, destino: Procedencia) -> Procedencia | None:
    """La procedencia del libro, solo si contradice al destino."""
    if procedencia is None:
        return None
    otra_entidad = procedencia.entidad not in (None, destino.entidad)
    otra_vigencia = procedencia.vigencia not in (None, destino.vigencia)
    return procedencia if otra_entidad or otra_vigencia else None


def _retiradas_con_reportes(libro: LibroLeido, contraste: _Comparacion) -> int:
    """Actividades con reportes que el plan del libro ya no trae; sin hoja de plan, ninguna."""
    if not libro.plan:
        return 0
    siguen = {fila.actividad_codigo for fila in libro.plan}
    con_reportes = {reporte.actividad_id for reporte in contraste.reportes}
    return sum(r.id in con_reportes for r in contraste.guardado.renglones if r.codigo not in siguen)


def _incoherencias(vigencia: Vigencia, libro: LibroLeido, contraste: _Comparacion) -> tuple[Hallazgo, ...]:
    """Lo que la coherencia diría del plan del libro una vez guardado, en el orden de las reglas."""
    conocidos = {r.codigo: r.avance for r in contraste.guardado.renglones}
    quedarian = conocidos | dict(contraste.avances.nuevos)
    filas: dict[str, FilaPlan] = {}
    for fila in libro.plan:
        filas.setdefault(fila.actividad_codigo, fila)
    renglones = [_ensayar(fila, quedarian.get(codigo)) for codigo, fila in filas.items()]
    hallazgos = evaluar(PlanGuardado(vigencia, renglones))
    return tuple(hallazgo for hallazgo in hallazgos if hallazgo.regla in _REGLAS_DEL_LIBRO)


def _ensayar(fila: FilaPlan, avance: Porcentaje | None) -> Renglon:
    """La actividad como quedaría guardada; sin identificadores, que todavía no tiene."""
    return Renglon(
        id=IdActividad(0),
        codigo=fila.actividad_codigo,
        nombre=fila.actividad,
        dependencia_id=IdDependencia(0),
        dependencia_codigo=fila.dependencia_codigo,
        dependencia=fila.dependencia,
        responsable_id=None,
        responsable=fila.responsable,
        cargo=fila.cargo,
        meta_id=IdMeta(0),
        meta_codigo=fila.meta_codigo,
        meta=fila.meta,
        tipo_meta=fila.tipo_meta,
        programa_codigo=fila.programa_codigo,
        programa=fila.programa,
        indicador=fila.indicador,
        unidad=fila.unidad,
        linea_base=fila.linea_base,
        meta_vigencia=fila.meta_vigencia,
        proyecto_id=None,
        bpin=fila.bpin,
        proyecto=fila.proyecto,
        objetivo=fila.objetivo,
        ponderacion=fila.ponderacion,
        cantidad_programada=fila.cantidad_programada,
        inicio=fila.inicio,
        fin=fila.fin,
        avance=avance,
        cantidad=None,
        sin_revisar=False,
        ultimo_corte=None,
        saldos=Saldos(),
        version=0,
        producto_codigo=fila.producto_codigo,
        producto=fila.producto,
        sin_fechas=fila.sin_fechas,
    )


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
