"""Cortes de una vigencia: cuál recibe, hasta qué día, y qué se puede decidir sobre cada uno."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from dominio.errores import EntradaInvalida
from dominio.errores.cortes import (
    CorteNoEsElSiguiente,
    CortePorAbrir,
    CorteSigueAbierto,
    CorteSinMotivo,
    CorteYaCerrado,
)
from dominio.modelo.corte import AccionDeCorte, ActoDeCorte, EstadoCorte, Recepcion, SituacionDeCorte
from dominio.modelo.entidad import Entidad, Periodicidad
from dominio.valores.fechas import Corte, Vigencia, fecha_bogota

UN_DIA = timedelta(days=1)
PRORROGA_MAXIMA = timedelta(days=180)
REAPERTURA_MAXIMA = timedelta(days=90)

_CON_FECHA = frozenset({AccionDeCorte.PRORROGAR, AccionDeCorte.REABRIR})
# Qué queda mandando sobre hasta cuándo recibe: la última de estas; abrir no mueve el cierre.
_SOBRE_EL_CIERRE = _CON_FECHA | {AccionDeCorte.CERRAR}


def cortes_de(vigencia: Vigencia, periodicidad: Periodicidad) -> tuple[Corte, ...]:
    """Los cortes de la vigencia, en orden: cuatro trimestres o doce meses.

    Fuente: docs/reglas.md §7; seguimiento al menos cada tres meses del Comité Institucional de Gestión y
    Desempeño (Circular 001 de 2018).
    """
    cuantos = 4 if periodicidad is Periodicidad.TRIMESTRAL else 12
    return tuple(Corte(vigencia, periodicidad.value, numero) for numero in range(1, cuantos + 1))


def cierre(corte: Corte, gracia: int) -> date:
    """Último día ordinario en que el corte recibe reportes: fin del periodo más ``gracia`` días calendario.

    Fuente: ventanas de captura y cierre por corte; la gracia es un dato de la entidad.
    """
    return corte.hasta + timedelta(days=gracia)


def situaciones(
    vigencia: Vigencia, entidad: Entidad, actos: Iterable[ActoDeCorte], hoy: date
) -> tuple[SituacionDeCorte, ...]:
    """Cómo está cada corte de la vigencia, en orden.

    Cada corte abre el día después del cierre ordinario del anterior y se cierra solo al pasar el
    suyo; lo decidido por una persona manda sobre el calendario.

    Fuente: docs/reglas.md §7.
    """
    de_cada_uno: dict[Corte, list[ActoDeCorte]] = {}
    for acto in sorted(actos, key=lambda uno: uno.numero):
        de_cada_uno.setdefault(acto.corte, []).append(acto)
    halladas = []
    apertura = vigencia.inicio
    for corte in cortes_de(vigencia, entidad.periodicidad):
        ordinario = cierre(corte, entidad.gracia)
        halladas.append(_situar(corte, (apertura, ordinario), tuple(de_cada_uno.get(corte, ())), hoy))
        apertura = ordinario + UN_DIA
    return tuple(halladas)


def recepcion(de_la_vigencia: Sequence[SituacionDeCorte]) -> Recepcion:
    """A qué corte va un reporte de hoy: al más viejo de los abiertos.

    Si no hay ninguno abierto, al último que cerró, y es extemporáneo; antes del primero, al primero.

    Fuente: docs/reglas.md §7 (un reporte pertenece al corte abierto; el tardío se marca, no se calla).
    """
    abiertos = [situacion for situacion in de_la_vigencia if situacion.recibe]
    if abiertos:
        return Recepcion(abiertos[0], False, tuple(abiertos[1:]))
    cerrados = [s for s in de_la_vigencia if s.estado is EstadoCorte.CERRADO]
    return Recepcion(cerrados[-1], True) if cerrados else Recepcion(de_la_vigencia[0], False)


def fecha_de_referencia(hoy: date, corte: Corte) -> date:
    """Día contra el que se mide lo esperado en un corte: hoy, o el fin del periodo si ya pasó.

    Fuente: docs/reglas.md §6 (se compara con lo que debía ir al corte).
    """
    return min(hoy, corte.hasta)


def acciones_posibles(
    situacion: SituacionDeCorte, todas: Sequence[SituacionDeCorte]
) -> tuple[AccionDeCorte, ...]:
    """Lo que se puede decidir hoy sobre ese corte.

    Cerrar y prorrogar, si recibe; reabrir, si cerró; abrir, si es el primero de los que faltan por
    abrir en su vigencia (en ``todas`` puede haber cortes de otras).

    Fuente: docs/reglas.md §7.
    """
    if situacion.recibe:
        return (AccionDeCorte.CERRAR, AccionDeCorte.PRORROGAR)
    if situacion.estado is EstadoCorte.CERRADO:
        return (AccionDeCorte.REABRIR,)
    return (AccionDeCorte.ABRIR,) if _primero_por_abrir(situacion, todas) == situacion.corte else ()


def exigir_posible(
    accion: AccionDeCorte, situacion: SituacionDeCorte, todas: Sequence[SituacionDeCorte]
) -> None:
    """Lanza por qué no se puede decidir eso hoy sobre ese corte.

    Raises:
        CorteYaCerrado: cerrar o prorrogar uno cerrado; ``datos`` dice cuándo y quién lo cerró.
        CortePorAbrir: cerrar, prorrogar o reabrir uno que no ha abierto.
        CorteSigueAbierto: abrir o reabrir uno que ya recibe.
        CorteNoEsElSiguiente: abrir uno saltándose otro.

    Fuente: docs/reglas.md §7.
    """
    if accion in acciones_posibles(situacion, todas):
        return
    datos: dict[str, object] = {"nombre": situacion.corte, "codigo": str(situacion.corte)}
    if situacion.recibe:
        raise CorteSigueAbierto("corte", cierre=situacion.cierre, **datos)
    if accion is AccionDeCorte.ABRIR and situacion.estado is EstadoCorte.POR_ABRIR:
        raise CorteNoEsElSiguiente("corte", siguiente=_primero_por_abrir(situacion, todas), **datos)
    if situacion.estado is EstadoCorte.POR_ABRIR:
        raise CortePorAbrir("corte", apertura=situacion.apertura, **datos)
    acto = situacion.cierre_a_mano if situacion.ultimo == situacion.cierre_a_mano else None
    raise CorteYaCerrado("corte", cierre=situacion.cierre, autor=acto.autor if acto else None, **datos)


def _primero_por_abrir(una: SituacionDeCorte, todas: Sequence[SituacionDeCorte]) -> Corte | None:
    de_su_vigencia = (s for s in todas if s.corte.vigencia == una.corte.vigencia)
    return next((s.corte for s in de_su_vigencia if s.estado is EstadoCorte.POR_ABRIR), None)


def lleva_fecha(accion: AccionDeCorte) -> bool:
    """Si esa decisión dice hasta qué día recibe el corte.

    Fuente: docs/reglas.md §7 (prorrogar y reabrir son hasta un día).
    """
    return accion in _CON_FECHA


def limites_de(accion: AccionDeCorte, situacion: SituacionDeCorte, hoy: date) -> tuple[date, date]:
    """Primer y último día que se admite como nuevo cierre en una prórroga o una reapertura.

    La prórroga va después del cierre ordinario y a lo sumo 180 días después del fin del periodo (o
    de hoy); la reapertura, desde hoy y a lo sumo 90 días.

    Fuente: docs/reglas.md §7; topes propios, para que un año mal escrito no deje un corte abierto.
    """
    if accion is AccionDeCorte.REABRIR:
        return hoy, hoy + REAPERTURA_MAXIMA
    return max(hoy, situacion.ordinario + UN_DIA), max(hoy, situacion.corte.hasta) + PRORROGA_MAXIMA


def exigir_plazo(accion: AccionDeCorte, situacion: SituacionDeCorte, hasta: date, hoy: date) -> None:
    """Lanza por qué ese día no sirve como nuevo cierre.

    Raises:
        EntradaInvalida: se sale de los límites, o deja el corte como estaba.

    Fuente: docs/reglas.md §7.
    """
    minimo, maximo = limites_de(accion, situacion, hoy)
    if not minimo <= hasta <= maximo:
        raise EntradaInvalida("fecha_fuera_de_limites", "hasta", minimo=minimo, maximo=maximo)
    if situacion.recibe and hasta == situacion.cierre:
        raise EntradaInvalida("cierre_sin_cambio", "hasta", cierre=situacion.cierre)


def exigir_motivo(accion: AccionDeCorte, motivo: str | None) -> None:
    """Lanza ``CorteSinMotivo`` si se prorroga o reabre sin decir por qué.

    Fuente: docs/reglas.md §7 (prorrogar y reabrir piden motivo).
    """
    if lleva_fecha(accion) and motivo is None:
        raise CorteSinMotivo("motivo")


def _situar(
    corte: Corte, calendario: tuple[date, date], actos: tuple[ActoDeCorte, ...], hoy: date
) -> SituacionDeCorte:
    apertura, ordinario = calendario
    aperturas = [fecha_bogota(acto.en) for acto in actos if acto.accion is AccionDeCorte.ABRIR]
    apertura = min([apertura, *aperturas])
    mandan = [acto for acto in actos if acto.accion in _SOBRE_EL_CIERRE]
    manda = mandan[-1] if mandan else None
    limite = ordinario
    if manda is not None:
        # Lo que se cierra a mano deja de recibir en ese instante, no al final del día.
        limite = manda.hasta or fecha_bogota(manda.en)
    return SituacionDeCorte(
        corte, _estado(manda, (apertura, limite), hoy), apertura, ordinario, limite, actos
    )


_ABIERTO_POR: Mapping[AccionDeCorte, EstadoCorte] = {
    AccionDeCorte.PRORROGAR: EstadoCorte.PRORROGADO,
    AccionDeCorte.REABRIR: EstadoCorte.REABIERTO,
}


def _estado(manda: ActoDeCorte | None, entre: tuple[date, date], hoy: date) -> EstadoCorte:
    apertura, limite = entre
    if (manda is not None and manda.accion is AccionDeCorte.CERRAR) or hoy > limite:
        return EstadoCorte.CERRADO
    if manda is not None:
        return _ABIERTO_POR[manda.accion]
    return EstadoCorte.POR_ABRIR if hoy < apertura else EstadoCorte.ABIERTO
