"""Programa lo que toca en todos los planes vivos, y recuerda lo ya mirado para no mirarlo cada minuto."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.recordatorio import Disparo
from dominio.puertos.tiempo import Calendario
from dominio.puertos.unidad import Almacen, UnidadDeTrabajo
from dominio.reglas.cortes import situaciones
from dominio.reglas.fechas_legales import PUBLICACION_DEL_PLAN, con_las_de_omision
from dominio.reglas.recordatorios import configuradas
from dominio.valores.fechas import Vigencia, fecha_bogota
from recordatorios.camino import plazos_abiertos
from recordatorios.citas import PlanPorRecordar, disparos
from recordatorios.citas.tiempos import GRACIA, RASTREO, ultimo_dia

CalendarioDe = Callable[[Entidad], Calendario]

# Aunque la traza no diga nada nuevo, cada tanto se vuelve a mirar: lo que entra a la base sin pasar por
# los casos (una restauración, un arreglo a mano) no deja traza.
REPASO = timedelta(hours=6)
# Desde cuánto antes se miran las fechas de ley del año que viene, aunque su plan no se haya cargado.
SE_ACERCA = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class _Mirada:
    """Lo que se sabe de la última vez que se miró una entidad.

    Attributes:
        cuando: la última vez que se calculó lo que toca.
        visto: el último barrido que pasó por ella, haya calculado o no.
        traza: por dónde iba.
    """

    cuando: datetime
    visto: datetime
    traza: int


@dataclass(frozen=True, slots=True)
class _PorProgramar:
    """Lo que toca en un plan."""

    vigencia: Vigencia
    tocan: Sequence[Disparo]


class Programador:
    """Uno por proceso; varios procesos pueden programar a la vez sin repetir.

    Args:
        calendario_de: días hábiles de cada entidad.
    """

    def __init__(self, calendario_de: CalendarioDe) -> None:
        self._calendario_de = calendario_de
        self._miradas: dict[IdEntidad, _Mirada] = {}

    def programar(self, almacen: Almacen, ahora: datetime) -> int:
        """Deja programado lo que toca desde ahora hasta el fin del día; devuelve cuántos son nuevos.

        Lo que toca se calcula en una lectura, antes de tomar el turno de escribir, y cada plan se
        escribe en su transacción. Si nada cambió desde la última vez solo cuesta una consulta por entidad.

        Args:
            ahora: instante con zona.

        Raises:
            BaseNoDisponible, BaseOcupada: no se pudo usar la base; lo ya confirmado queda firme.
        """
        por_escribir: list[tuple[Entidad, _Mirada, Sequence[_PorProgramar]]] = []
        with almacen.lectura() as unidad:
            for entidad in unidad.entidades.listar():
                mirada = self._mirada(unidad, entidad, ahora)
                if mirada is not None:
                    por_escribir.append((entidad, mirada, self._de_la_entidad(unidad, entidad, ahora)))
        nuevos = 0
        for entidad, mirada, planes in por_escribir:
            for plan in planes:
                with almacen.unidad() as unidad:
                    nuevos += unidad.recordatorios.programar(entidad.id, plan.vigencia, plan.tocan)
                    unidad.confirmar()
            self._miradas[entidad.id] = mirada
        return nuevos

    def ensayar(self, unidad: UnidadDeTrabajo, ahora: datetime) -> int:
        """Lo mismo dentro de una transacción ajena, mirándolo todo y sin recordar que se miró."""
        nuevos = 0
        for entidad in unidad.entidades.listar():
            for plan in self._de_la_entidad(unidad, entidad, ahora):
                nuevos += unidad.recordatorios.programar(entidad.id, plan.vigencia, plan.tocan)
        return nuevos

    def _mirada(self, unidad: UnidadDeTrabajo, entidad: Entidad, ahora: datetime) -> _Mirada | None:
        """La nueva mirada si hay que mirar otra vez la entidad; ``None`` si no puede tocar nada nuevo."""
        previa, hoy = self._miradas.get(entidad.id), fecha_bogota(ahora)
        traza, cambio = unidad.recordatorios.novedades(entidad.id, -1 if previa is None else previa.traza)
        if previa is None or cambio or hoy != fecha_bogota(previa.cuando):
            return _Mirada(ahora, ahora, traza)
        if abs(ahora - previa.cuando) >= REPASO:
            return _Mirada(ahora, ahora, traza)
        # Lo que pasó y no importa no se vuelve a leer.
        self._miradas[entidad.id] = _Mirada(previa.cuando, ahora, traza)
        return None

    def _de_la_entidad(
        self, unidad: UnidadDeTrabajo, entidad: Entidad, ahora: datetime
    ) -> Sequence[_PorProgramar]:
        hallados = []
        for plan in self._planes(unidad, entidad, ahora):
            tocan = disparos(ahora, plan)
            if tocan:
                hallados.append(_PorProgramar(plan.vigencia, tocan))
        return hallados

    def _planes(
        self, unidad: UnidadDeTrabajo, entidad: Entidad, ahora: datetime
    ) -> Iterator[PlanPorRecordar]:
        """Los que se recuerdan hoy: los vivos y, solo por sus fechas de ley, los de años vecinos."""
        hoy, con_plan = fecha_bogota(ahora), unidad.planes.vigencias(entidad.id)
        if not con_plan:
            return
        vivos = [vigencia for vigencia in con_plan if hoy <= ultimo_dia(vigencia)]
        empezados = [vigencia for vigencia in vivos if vigencia.inicio <= hoy]
        principal = max(empezados, default=min(vivos, default=None))
        alrededor = {Vigencia(hoy.year - 1), Vigencia(hoy.year), Vigencia((hoy + SE_ACERCA).year)}
        comun = PlanPorRecordar(
            entidad.id,
            Vigencia(hoy.year),
            self._calendario_de(entidad),
            configuradas(unidad.preferencias.ajustes(entidad.id)),
            legales=con_las_de_omision(unidad.preferencias.fechas_legales(entidad.id)),
            atras=self._atras(unidad, entidad, ahora),
        )
        for vigencia in sorted({*vivos, *alrededor}):
            plan = replace(comun, vigencia=vigencia, principal=vigencia == principal)
            plan = _con_fechas(unidad, entidad, plan, ahora)
            yield _con_actividades(unidad, entidad, plan, hoy) if vigencia in vivos else plan

    def _atras(self, unidad: UnidadDeTrabajo, entidad: Entidad, ahora: datetime) -> timedelta:
        """Cuánto atrás mirar: mientras el tic no falle, la gracia; tras una caída, lo que duró.

        Al arrancar no se sabe cuánto duró y se mira toda la ventana, salvo en la entidad a la que
        nunca se le ha recordado nada: ahí no se perdió ningún recordatorio, no los había.
        """
        previa = self._miradas.get(entidad.id)
        if previa is not None:
            return min(RASTREO, GRACIA + abs(ahora - previa.visto))
        return RASTREO if unidad.recordatorios.contar(entidad.id) else GRACIA


def _con_fechas(
    unidad: UnidadDeTrabajo, entidad: Entidad, plan: PlanPorRecordar, ahora: datetime
) -> PlanPorRecordar:
    """El plan con los plazos de su ruta, y sin la fecha de publicarlo si ya se publicó."""
    publicado = bool(unidad.ruta.publicaciones(entidad.id, plan.vigencia))
    return replace(
        plan,
        legales=tuple(f for f in plan.legales if not (publicado and f.codigo == PUBLICACION_DEL_PLAN)),
        plazos=plazos_abiertos(unidad, entidad, plan.vigencia, plan.calendario, ahora),
    )


def _con_actividades(
    unidad: UnidadDeTrabajo, entidad: Entidad, plan: PlanPorRecordar, hoy: date
) -> PlanPorRecordar:
    """El plan con las fechas de sus actividades y la situación de sus cortes."""
    llave = (entidad.id, plan.vigencia)
    fechas = unidad.recordatorios.fechas_del_plan(*llave)
    return replace(
        plan,
        inicios=fechas.inicios,
        fines=fechas.fines,
        cortes=situaciones(plan.vigencia, entidad, unidad.cortes.actos(*llave), hoy),
        ejecucion=unidad.planes.lleva_ejecucion(*llave),
    )
