"""El barrido: programa lo que toca, reclama lo maduro y lo entrega a la salida, una sola vez."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.recordatorio import Disparo, RecordatorioTomado
from dominio.puertos.tiempo import Calendario, Reloj
from dominio.puertos.unidad import Almacen, UnidadDeTrabajo
from dominio.valores.fechas import Vigencia, fecha_bogota
from recordatorios.entrega import Entrega, Redactar
from recordatorios.escalera import GRACIA, RASTREO, disparos, ultimo_dia
from recordatorios.resultado import ResultadoBarrido

CalendarioDe = Callable[[Entidad], Calendario]
Plan = tuple[Entidad, Vigencia]
Calendarios = Mapping[IdEntidad, Calendario]

# Lo que se toma y no se resuelve (se cayó el proceso, no es hora, la persona está contestando)
# queda libre pasado este tiempo, sin tocar el momento en que tocaba.
ARRIENDO = timedelta(minutes=10)
# Quien va tan lento que su arriendo está por vencer deja lo que le falta a quien lo tome después.
MARGEN = timedelta(minutes=1)
# Grande, para que todo lo de una persona lo tome el mismo proceso y quepa en un resumen.
TANDA = 1000
PERSONAS_POR_TRANSACCION = 50


class Barrido:
    """Un barrido completo de recordatorios; varios procesos pueden correrlo a la vez.

    Args:
        almacen: dónde están los planes, los recordatorios y la salida.
        calendario_de: días hábiles de cada entidad.
        redactar: cuerpo del ``sendMessage`` (con ``text``) para uno o varios recordatorios de una persona.
        reloj: para saber si el arriendo sigue vivo y hasta cuándo sirve el mensaje.
    """

    def __init__(
        self, almacen: Almacen, calendario_de: CalendarioDe, redactar: Redactar, reloj: Reloj
    ) -> None:
        self._almacen = almacen
        self._calendario_de = calendario_de
        self._redactar = redactar
        self._reloj = reloj
        self._visto: dict[tuple[IdEntidad, Vigencia], datetime] = {}

    def correr(self, ahora: datetime, simular: bool = False) -> ResultadoBarrido:
        """Hace lo que toca en ese instante y dice qué salió.

        Args:
            ahora: instante con zona; manda sobre el reloj para decidir qué toca.
            simular: calcula lo mismo pero deshace la transacción: no guarda ni envía nada.

        Raises:
            BaseNoDisponible, BaseOcupada: no se pudo usar la base; lo ya confirmado queda firme y
                lo demás lo hace el barrido siguiente.
        """
        cuenta = ResultadoBarrido()
        if simular:
            self._ensayar(ahora, cuenta)
        else:
            self._programar_todo(ahora, cuenta)
            self._entregar_todo(ahora, cuenta)
        return cuenta

    def _ensayar(self, ahora: datetime, cuenta: ResultadoBarrido) -> None:
        with self._almacen.unidad() as unidad:
            calendarios = self._calendarios(unidad)
            for entidad, vigencia in _planes(unidad, ahora):
                tocan = self._tocan(unidad, (entidad, vigencia), calendarios, ahora)
                cuenta.programados += unidad.recordatorios.programar(entidad.id, vigencia, tocan)
            entrega = self._entrega(ahora, calendarios)
            tomados: list[RecordatorioTomado] = []
            while tanda := unidad.recordatorios.reclamar(ahora, ARRIENDO, TANDA):
                tomados += tanda
            for de_una_persona in _por_persona(tomados):
                entrega.resolver(unidad, de_una_persona, cuenta)

    def _programar_todo(self, ahora: datetime, cuenta: ResultadoBarrido) -> None:
        """Cada plan en su transacción, corta: lo que toca se calcula antes de tomar el turno de escribir."""
        with self._almacen.lectura() as unidad:
            calendarios = self._calendarios(unidad)
            tocan = [(plan, self._tocan(unidad, plan, calendarios, ahora)) for plan in _planes(unidad, ahora)]
        for (entidad, vigencia), los_de_hoy in tocan:
            if los_de_hoy:
                with self._almacen.unidad() as unidad:
                    cuenta.programados += unidad.recordatorios.programar(entidad.id, vigencia, los_de_hoy)
                    unidad.confirmar()
            self._visto[entidad.id, vigencia] = ahora

    def _tocan(
        self, unidad: UnidadDeTrabajo, plan: Plan, calendarios: Calendarios, ahora: datetime
    ) -> Sequence[Disparo]:
        entidad, vigencia = plan
        ultimo = unidad.planes.plazo_mas_lejano(entidad.id, vigencia)
        if ultimo is None:
            return ()
        fines, atras = (vigencia.inicio, ultimo), self._atras(unidad, plan, ahora)
        return disparos(ahora, calendarios[entidad.id], vigencia, fines=fines, atras=atras)

    def _atras(self, unidad: UnidadDeTrabajo, plan: Plan, ahora: datetime) -> timedelta:
        """Cuánto atrás mirar: mientras el tic no falle, la gracia; tras una caída, lo que duró.

        Al arrancar no se sabe cuánto duró y se mira toda la ventana, salvo en la entidad a la que
        nunca se le ha recordado nada: ahí no se perdió ningún recordatorio, no los había.
        """
        entidad, vigencia = plan
        visto = self._visto.get((entidad.id, vigencia))
        if visto is not None:
            return min(RASTREO, GRACIA + abs(ahora - visto))
        return RASTREO if unidad.recordatorios.contar(entidad.id) else GRACIA

    def _entregar_todo(self, ahora: datetime, cuenta: ResultadoBarrido) -> None:
        plazo = self._reloj.ahora() + ARRIENDO - MARGEN
        grupos = _por_persona(self._reclamar_todo(ahora))
        if not grupos:
            return
        with self._almacen.lectura() as unidad:
            entrega = self._entrega(ahora, self._calendarios(unidad))
        for inicio in range(0, len(grupos), PERSONAS_POR_TRANSACCION):
            if self._reloj.ahora() >= plazo:
                cuenta.aplazados += sum(len(grupo) for grupo in grupos[inicio:])
                break
            with self._almacen.unidad() as unidad:
                for de_una_persona in grupos[inicio : inicio + PERSONAS_POR_TRANSACCION]:
                    entrega.resolver(unidad, de_una_persona, cuenta)
                unidad.confirmar()

    def _reclamar_todo(self, ahora: datetime) -> Sequence[RecordatorioTomado]:
        """Todo lo maduro, tomado por diez minutos; cada tanda queda firme para que nadie más la tome."""
        tomados: list[RecordatorioTomado] = []
        tanda: Sequence[RecordatorioTomado] = ()
        while not tomados or len(tanda) == TANDA:
            with self._almacen.unidad() as unidad:
                tanda = unidad.recordatorios.reclamar(ahora, ARRIENDO, TANDA)
                unidad.confirmar()
            if not tanda:
                break
            tomados += tanda
        return tomados

    def _entrega(self, ahora: datetime, calendarios: Calendarios) -> Entrega:
        return Entrega(self._redactar, ahora, self._reloj.ahora(), calendarios)

    def _calendarios(self, unidad: UnidadDeTrabajo) -> Calendarios:
        return {entidad.id: self._calendario_de(entidad) for entidad in unidad.entidades.listar()}


def _planes(unidad: UnidadDeTrabajo, ahora: datetime) -> Iterator[Plan]:
    """Planes que todavía se recuerdan: los de vigencias que cerraron hace sesenta días o menos."""
    hoy = fecha_bogota(ahora)
    for entidad in unidad.entidades.listar():
        for vigencia in unidad.planes.vigencias(entidad.id):
            if hoy <= ultimo_dia(vigencia):
                yield entidad, vigencia


def _por_persona(tomados: Sequence[RecordatorioTomado]) -> list[list[RecordatorioTomado]]:
    """Lo de cada persona junto, en el orden en que tocaba."""
    grupos: dict[IdPersona, list[RecordatorioTomado]] = {}
    for tomado in tomados:
        grupos.setdefault(tomado.persona_id, []).append(tomado)
    return list(grupos.values())
