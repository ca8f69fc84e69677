"""Lo que cada quien decide de sus recordatorios: qué le espera, a qué horas, y qué no quiere oír."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista import VistaDelPlan
from dominio.errores import EntradaInvalida, NoEncontrado, SinPlan
from dominio.errores.ajustes_de_recordatorio import NoEstabaCallado
from dominio.errores.recordatorios import NoSeCalla
from dominio.modelo.corte import EstadoCorte, SituacionDeCorte
from dominio.modelo.identidad import IdActividad
from dominio.modelo.persona import Rol
from dominio.modelo.recordados import ActividadPorRecordar, ProximoRecordatorio, RecordatorioPorSalir
from dominio.modelo.tipo_de_recordatorio import (
    Destino,
    FichaDeRecordatorio,
    PreferenciaDeHorario,
    Silencio,
    TipoRecordatorio,
)
from dominio.puertos.preferencias import clave_de_actividad, clave_de_tipo
from dominio.reglas import proximos_recordatorios as proximos
from dominio.reglas.ajuste_de_recordatorios import JORNADA, exigir_horario
from dominio.reglas.fechas_legales import con_las_de_omision
from dominio.reglas.permisos import Permiso
from dominio.reglas.proximos_recordatorios import Agenda
from dominio.reglas.recordatorios import FICHAS, configuradas
from dominio.reglas.recordatorios_por_salir import como_sale, se_oye
from dominio.reglas.silenciar import se_calla
from dominio.valores.fechas import a_bogota

_POR_SALIR = 100
_DE_UN_ROL = {
    Rol.JEFE: frozenset({Destino.JEFE, Destino.JEFE_Y_PLANEACION}),
    Rol.PLANEACION: frozenset({Destino.PLANEACION, Destino.JEFE_Y_PLANEACION}),
    Rol.ADMINISTRACION: frozenset({Destino.ADMINISTRACION}),
}
_DE_QUIEN_REPORTA = frozenset({Destino.RESPONSABLE, Destino.AUTOR})
_RESUMENES = (TipoRecordatorio.RESUMEN_SEMANAL, TipoRecordatorio.RESUMEN_DIARIO)
_ABREN = frozenset(
    {EstadoCorte.POR_ABRIR, EstadoCorte.ABIERTO, EstadoCorte.PRORROGADO, EstadoCorte.REABIERTO}
)


@dataclass(frozen=True, slots=True)
class QueCallar:
    """Todo lo de un tipo, o todo lo de una actividad a cargo."""

    tipo: TipoRecordatorio | None = None
    actividad_id: IdActividad | None = None


@dataclass(frozen=True, slots=True)
class ActividadConVoz:
    """Una actividad a cargo, y si la persona pidió no oír de ella."""

    actividad: ActividadPorRecordar
    callada: bool


@dataclass(frozen=True, slots=True)
class TipoPropio:
    """Un tipo de recordatorio que le llega a la persona, y si pidió no recibirlo."""

    ficha: FichaDeRecordatorio
    callado: bool


@dataclass(frozen=True, slots=True)
class MisRecordatorios:
    """Lo que a una persona se le va a recordar y cómo.

    Attributes:
        proximos: lo siguiente de cada cosa, de lo más cercano a lo más lejano; sin lo callado.
        por_salir: lo ya programado que le va a llegar, con su hora: también lo que dejó para después y
            lo que se puso a sí misma; sin lo callado.
        horario: entre qué horas de Bogotá se le escribe; ``horario_propio`` dice si lo acotó ella.
        tipos: los que le llegan por su papel, en el orden de las fichas.
        actividades: las que tiene a cargo, por terminación.
    """

    proximos: tuple[ProximoRecordatorio, ...]
    por_salir: tuple[RecordatorioPorSalir, ...]
    horario: tuple[time, time]
    horario_propio: bool
    tipos: tuple[TipoPropio, ...]
    actividades: tuple[ActividadConVoz, ...]


@caso(Permiso.CONSULTAR)
def mis_recordatorios(ctx: Contexto) -> MisRecordatorios:
    """Lo que se le va a recordar a quien pide, a qué horas y qué tiene callado.

    Sin plan cargado no hay qué recordar: lo demás se dice igual.
    """
    actividades, situaciones = _del_plan(ctx)
    callado = {silencio.clave for silencio in ctx.unidad.preferencias.silencios(ctx.actor.id, ctx.ahora)}
    tipos = _tipos(ctx, callado, bool(actividades))
    propio = ctx.unidad.preferencias.horario(ctx.actor.id)
    horario = JORNADA if propio is None else (propio.desde, propio.hasta)
    con_voz = tuple(ActividadConVoz(una, clave_de_actividad(una.id) in callado) for una in actividades)
    fichas = {t.ficha.tipo: t.ficha for t in tipos if not t.callado}
    agenda = Agenda(a_bogota(ctx.ahora), ctx.calendario.es_habil, fichas, horario)
    se_oyen = [una.actividad for una in con_voz if not una.callada]
    siguientes = [*_siguientes(agenda, se_oyen, situaciones), *_de_la_ley(ctx, agenda)]
    return MisRecordatorios(
        tuple(sorted(siguientes, key=lambda uno: (uno.cuando, uno.objeto))),
        _por_salir(ctx, callado, horario),
        horario,
        propio is not None,
        tipos,
        con_voz,
    )


def _por_salir(
    ctx: Contexto, callado: set[str], horario: tuple[time, time]
) -> tuple[RecordatorioPorSalir, ...]:
    """Lo que de verdad le va a llegar, de lo más cercano a lo más lejano."""
    recordados, es_habil = ctx.unidad.recordados, ctx.calendario.es_habil
    cuales = (ctx.entidad.id, ctx.actor.id, _POR_SALIR)
    esperan = [*recordados.por_salir(*cuales), *recordados.propios(*cuales)]
    de_ellas = {uno.actividad_id for uno in esperan if uno.actividad_id is not None}
    callados = (
        {tipo for tipo in TipoRecordatorio if clave_de_tipo(tipo) in callado},
        {una for una in de_ellas if clave_de_actividad(una) in callado},
    )
    salen = [como_sale(uno, ctx.ahora, es_habil, horario) for uno in esperan if se_oye(uno, *callados)]
    return tuple(sorted((uno for uno in salen if uno is not None), key=lambda uno: uno.programado))


@caso(Permiso.CONSULTAR)
def fijar_mi_horario(ctx: Contexto, desde: time, hasta: time) -> tuple[time, time]:
    """Acota las horas de Bogotá en que se le escribe a quien pide; la jornada entera quita lo acotado.

    Raises:
        HorarioFueraDeJornada: se sale de 7:00 a 19:00, está al revés o deja menos de una hora.
    """
    exigir_horario(desde, hasta)
    antes = ctx.unidad.preferencias.horario(ctx.actor.id)
    if (desde, hasta) == JORNADA:
        ctx.unidad.preferencias.quitar_horario(ctx.actor.id)
    else:
        nueva = PreferenciaDeHorario(ctx.actor.id, desde, hasta)
        ctx.unidad.preferencias.fijar_horario(nueva, ctx.ahora)
    ctx.anotar(
        "fijar_horario",
        f"persona:{ctx.actor.id}",
        _como_dato(JORNADA if antes is None else (antes.desde, antes.hasta)),
        _como_dato((desde, hasta)),
    )
    return desde, hasta


@caso(Permiso.CONSULTAR)
def callar_recordatorios(ctx: Contexto, que: QueCallar, hasta: datetime | None = None) -> QueCallar:
    """Deja de recordarle a quien pide un tipo o una actividad, hasta que diga lo contrario.

    Args:
        ctx: quién pide.
        que: un tipo, o una actividad que tenga a cargo.
        hasta: instante UTC en que se acaba; sin él, no se acaba.

    Raises:
        NoSeCalla: ese tipo lo exige la ley, o avisa de lo que quedó sin respuesta.
        NoEncontrado: la actividad no existe o no la tiene a cargo.
        EntradaInvalida: ``vacio`` si no dice ni tipo ni actividad.
    """
    clave = _clave(ctx, que)
    if que.tipo is not None and not se_calla(que.tipo):
        raise NoSeCalla("tipo", tipo=FICHAS[que.tipo].nombre)
    ctx.unidad.preferencias.silenciar(Silencio(ctx.actor.id, clave, hasta, ctx.ahora))
    dicho = {"hasta": None if hasta is None else hasta.isoformat()}
    ctx.anotar("callar_recordatorios", clave, None, dicho)
    return que


@caso(Permiso.CONSULTAR)
def volver_a_recordar(ctx: Contexto, que: QueCallar) -> QueCallar:
    """Vuelve a recordarle a quien pide lo que había callado; vale desde lo próximo que toque.

    Raises:
        NoEstabaCallado: eso no lo tenía callado.
        EntradaInvalida: ``vacio`` si no dice ni tipo ni actividad.
    """
    clave = clave_de_actividad(que.actividad_id) if que.actividad_id is not None else _clave(ctx, que)
    if not ctx.unidad.preferencias.quitar_silencio(ctx.actor.id, clave):
        raise NoEstabaCallado("que", clave=clave)
    ctx.anotar("volver_a_recordar", clave)
    return que


def _clave(ctx: Contexto, que: QueCallar) -> str:
    if que.tipo is not None:
        return clave_de_tipo(que.tipo)
    if que.actividad_id is None:
        raise EntradaInvalida("vacio", "que")
    actividades, _situaciones = _del_plan(ctx)
    if all(actividad.id != que.actividad_id for actividad in actividades):
        raise NoEncontrado("actividad")
    return clave_de_actividad(que.actividad_id)


def _del_plan(ctx: Contexto) -> tuple[Sequence[ActividadPorRecordar], Sequence[SituacionDeCorte]]:
    """Las actividades a cargo, también por delegación, y los cortes de la vigencia actual."""
    vista = VistaDelPlan(ctx)
    try:
        vigencia = vista.vigencia_actual()
    except SinPlan:
        return (), ()
    personas = (ctx.actor.id, *vista.titulares)
    return ctx.unidad.recordados.a_cargo(ctx.entidad.id, vigencia, personas), vista.situaciones(vigencia)


def _tipos(ctx: Contexto, callado: set[str], con_actividades: bool) -> tuple[TipoPropio, ...]:
    """Los que le llegan por su papel, o por tener actividades a su nombre; sin los apagados."""
    destinos = _DE_UN_ROL.get(ctx.actor.rol, frozenset())
    if con_actividades or ctx.actor.rol is Rol.RESPONSABLE:
        destinos |= _DE_QUIEN_REPORTA
    fichas = configuradas(ctx.unidad.preferencias.ajustes(ctx.entidad.id)).values()
    return tuple(
        TipoPropio(ficha, clave_de_tipo(ficha.tipo) in callado and se_calla(ficha.tipo))
        for ficha in fichas
        if ficha.activo and ficha.destino in destinos
    )


def _siguientes(
    agenda: Agenda, actividades: Sequence[ActividadPorRecordar], situaciones: Sequence[SituacionDeCorte]
) -> Iterator[ProximoRecordatorio]:
    for actividad in actividades:
        if (uno := proximos.de_actividad(agenda, actividad)) is not None:
            yield uno
    for situacion in situaciones:
        debe = situacion.estado in _ABREN and any(_debe(una, situacion) for una in actividades)
        if debe and (uno := proximos.de_corte(agenda, situacion)) is not None:
            yield uno
    for tipo in _RESUMENES:
        if (uno := proximos.de_resumen(agenda, tipo)) is not None:
            yield uno


def _debe(actividad: ActividadPorRecordar, situacion: SituacionDeCorte) -> bool:
    corte = situacion.corte
    ya = actividad.ultimo_corte is not None and actividad.ultimo_corte >= str(corte)
    return not actividad.terminada and not ya and actividad.inicio <= corte.hasta


def _de_la_ley(ctx: Contexto, agenda: Agenda) -> Iterator[ProximoRecordatorio]:
    if TipoRecordatorio.LEGAL not in agenda.fichas:
        return
    for fecha in con_las_de_omision(ctx.unidad.preferencias.fechas_legales(ctx.entidad.id)):
        legal = proximos.al_dia(fecha, agenda.hoy, agenda.es_habil)
        if (uno := proximos.de_fecha_legal(agenda, legal)) is not None:
            yield uno


def _como_dato(horario: tuple[time, time]) -> Mapping[str, object]:
    return {"desde": f"{horario[0]:%H:%M}", "hasta": f"{horario[1]:%H:%M}"}
