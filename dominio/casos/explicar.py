"""Explicar una cifra: de qué reportes y actividades sale, y contra qué se compara."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista_consulta import VistaDeConsulta
from dominio.errores import SinProgramacion
from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import Estado, EstadoActividad
from dominio.modelo.objeto import Objeto
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import Avance
from dominio.reglas.panorama import Rotulo, medir_metas, programada, resumir
from dominio.reglas.permisos import Permiso
from dominio.reglas.semaforo import cumplimiento
from dominio.valores.porcentaje import CERO, Porcentaje


@dataclass(frozen=True, slots=True)
class ParteDelAvance:
    """Una de las partes con que se calcula un avance: una actividad de una meta, o una meta de un conjunto.

    Attributes:
        peso: ponderación de la actividad, en puntos; ``None`` si se promedia.
        avance: en puntos, como entra en la cuenta; ``None`` = no programada, fuera de la cuenta.
        corte: del último reporte de la actividad; ``None`` si nunca se ha reportado o si es una meta.
        actividades: cuántas actividades tiene detrás.
    """

    codigo: str
    nombre: str
    peso: Porcentaje | None
    avance: Porcentaje | None
    corte: str | None
    actividades: int = 1


@dataclass(frozen=True, slots=True)
class CuentaDeActividad:
    """Por qué una actividad está como está.

    Attributes:
        ultimo: el reporte que cuenta; ``None`` si nunca se ha reportado.
        transcurridos, dias: del cronograma de la actividad, en días calendario.
        cumplimiento: qué parte de lo que debía ir se lleva, en puntos; ``None`` si aún no debía ir nada.
    """

    estado: EstadoActividad
    ultimo: Avance | None
    transcurridos: int
    dias: int
    cumplimiento: Porcentaje | None


@dataclass(frozen=True, slots=True)
class Explicacion:
    """De dónde sale el avance de un objeto.

    Attributes:
        partes: con qué se calcula, en el orden del plan; vacío si es una actividad.
        actividad: la cuenta, si el objeto es una actividad.
        bandas: semáforo de la entidad, de mayor a menor.
    """

    objeto: Objeto
    estado: Estado
    partes: tuple[ParteDelAvance, ...]
    actividad: CuentaDeActividad | None
    bandas: tuple[Banda, ...]


@caso(Permiso.CONSULTAR)
def explicar(ctx: Contexto, ambito: str, clave: int) -> Explicacion:
    """De dónde sale el avance de un objeto y contra qué se compara.

    Raises:
        NoEncontrado: no existe o no está al alcance de quien pide.
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDeConsulta(ctx)
    objeto, renglones = vista.hallar(ambito, clave)
    medidas = vista.medir(renglones)
    estado = resumir(Rotulo(objeto.ambito, objeto.codigo, objeto.nombre), medidas, vista.bandas)
    cuenta: CuentaDeActividad | None = None
    partes: tuple[ParteDelAvance, ...] = ()
    if objeto.ambito == "actividad":
        cuenta = _cuenta(ctx, medidas[0])
    elif objeto.ambito == "meta":
        partes = tuple(_de_actividad(medida.renglon) for medida in medidas)
    else:
        partes = _de_metas(medidas)
    return Explicacion(objeto, estado, partes, cuenta, vista.bandas)


@caso(Permiso.CONSULTAR)
def objetos_con_avance(ctx: Contexto, avance: Porcentaje) -> tuple[Objeto, ...]:
    """Lo que hoy va en ese avance, de lo más general a lo más particular: para «¿por qué 63 %?».

    Primero lo que se muestra al preguntar por todo; después dependencias, metas y actividades. Un
    avance entero coincide también con los que se redondean a él.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDeConsulta(ctx)
    medidas = vista.medir(vista.visibles)
    general = vista.general()
    hallados = [general] if _muestra(vista, general, medidas, avance) else []
    por_dependencia: dict[int, list[EstadoActividad]] = {}
    for medida in medidas:
        por_dependencia.setdefault(medida.renglon.dependencia_id, []).append(medida)
    for numero, suyas in por_dependencia.items():
        renglon = suyas[0].renglon
        objeto = Objeto("dependencia", renglon.dependencia_codigo, renglon.dependencia, numero)
        if (objeto.ambito, objeto.id) != (general.ambito, general.id):
            hallados += [objeto] if _muestra(vista, objeto, suyas, avance) else []
    metas = {meta.meta_id for meta in medir_metas(medidas) if _es(meta.avance, avance)}
    primeras = {medida.renglon.meta_id: medida.renglon for medida in reversed(medidas)}
    hallados += [_meta(primeras[numero]) for numero in primeras if numero in metas]
    hallados += [
        Objeto("actividad", m.renglon.codigo, m.renglon.nombre, m.renglon.id)
        for m in medidas
        if _es(m.renglon.avance, avance)
    ]
    return tuple(hallados)


def _meta(renglon: Renglon) -> Objeto:
    return Objeto("meta", renglon.meta_codigo, renglon.meta or renglon.meta_codigo, renglon.meta_id)


def _cuenta(ctx: Contexto, medida: EstadoActividad) -> CuentaDeActividad:
    renglon = medida.renglon
    dias = max(1, (renglon.fin - min(renglon.inicio, renglon.fin)).days + 1)
    corridos = (ctx.hoy - min(renglon.inicio, renglon.fin)).days + 1
    try:
        llevado = cumplimiento(renglon.avance or CERO, medida.esperado)
    except SinProgramacion:
        llevado = None
    ultimo = ctx.unidad.reportes.ultimo_avance(renglon.id)
    return CuentaDeActividad(medida, ultimo, min(max(corridos, 0), dias), dias, llevado)


def _de_actividad(renglon: Renglon) -> ParteDelAvance:
    avance = (renglon.avance or CERO).topado() if programada(renglon) else None
    return ParteDelAvance(renglon.codigo, renglon.nombre, renglon.ponderacion, avance, renglon.ultimo_corte)


def _de_metas(medidas: Sequence[EstadoActividad]) -> tuple[ParteDelAvance, ...]:
    primeras: dict[int, Renglon] = {}
    cuantas: dict[int, int] = {}
    for medida in medidas:
        primeras.setdefault(medida.renglon.meta_id, medida.renglon)
        cuantas[medida.renglon.meta_id] = cuantas.get(medida.renglon.meta_id, 0) + 1
    return tuple(
        ParteDelAvance(
            primeras[meta.meta_id].meta_codigo,
            primeras[meta.meta_id].meta or primeras[meta.meta_id].meta_codigo,
            None,
            meta.avance,
            None,
            cuantas[meta.meta_id],
        )
        for meta in medir_metas(medidas)
    )


def _muestra(
    vista: VistaDeConsulta, objeto: Objeto, medidas: Sequence[EstadoActividad], avance: Porcentaje
) -> bool:
    rotulo = Rotulo(objeto.ambito, objeto.codigo, objeto.nombre)
    return _es(resumir(rotulo, medidas, vista.bandas).avance, avance)


def _es(uno: Porcentaje | None, dicho: Porcentaje) -> bool:
    if uno is None:
        return False
    if uno == dicho:
        return True
    return dicho.centesimas % 100 == 0 and (uno.centesimas + 50) // 100 * 100 == dicho.centesimas
