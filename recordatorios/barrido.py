"""El barrido: programa lo que toca, toma lo maduro persona por persona y lo entrega, una sola vez."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from threading import Event

import structlog

from dominio.errores import BaseNoDisponible, BaseOcupada
from dominio.modelo.entidad import Entidad
from dominio.modelo.entrega_de_recordatorios import RecordatorioMaduro
from dominio.modelo.identidad import IdEntidad
from dominio.puertos.tiempo import Calendario, Reloj
from dominio.puertos.unidad import Almacen, UnidadDeTrabajo
from dominio.reglas.recordatorios import configuradas
from recordatorios.agrupacion import Toma, tomas
from recordatorios.entrega import Casa, Entrega, Redactar
from recordatorios.programacion import Programador
from recordatorios.resultado import ResultadoBarrido

CalendarioDe = Callable[[Entidad], Calendario]

# De tantas personas a la vez: cada tanda es una transacción corta, y entre dos cabe quien contesta.
PERSONAS_POR_TANDA = 50
# Un barrido que se alarga deja lo que le falta al tic siguiente, que vuelve a mirar la hora.
PLAZO = timedelta(minutes=9)
# Lo que no se pudo preparar no estorba a lo demás ni se intenta cada minuto.
CASTIGO = timedelta(minutes=10)
# Sin esta pausa, el hilo del barrido volvería a tomar el turno de escribir antes que quien espera.
RESPIRO_SEGUNDOS = 0.005

_registro = structlog.get_logger(__name__)


class Barrido:
    """Un barrido completo de recordatorios; varios procesos pueden correrlo a la vez.

    Cada tanda de personas es una transacción: si el proceso muere a la mitad, de esa tanda no salió
    nada y la hace el barrido siguiente, suyo o de otro.

    Args:
        almacen: dónde están los planes, los recordatorios y la salida.
        calendario_de: días hábiles de cada entidad.
        redactar: cuerpo del ``sendMessage`` (con ``text``) para uno o varios recordatorios de una persona.
        reloj: para saber cuánto lleva el barrido y hasta cuándo sirve cada mensaje.
    """

    def __init__(
        self, almacen: Almacen, calendario_de: CalendarioDe, redactar: Redactar, reloj: Reloj
    ) -> None:
        self._almacen = almacen
        self._calendario_de = calendario_de
        self._redactar = redactar
        self._reloj = reloj
        self._programador = Programador(calendario_de)
        # Nadie lo activa: solo se espera en él.
        self._respiro = Event()

    def correr(self, ahora: datetime, simular: bool = False) -> ResultadoBarrido:
        """Hace lo que toca en ese instante y dice qué salió.

        Args:
            ahora: instante con zona; manda sobre el reloj para decidir qué toca.
            simular: calcula lo mismo pero deshace la transacción: no guarda ni envía nada.

        Raises:
            BaseNoDisponible, BaseOcupada: no se pudo usar la base; lo ya confirmado queda firme y
                lo demás lo hace el barrido siguiente.
        """
        if simular:
            return self._ensayar(ahora)
        cuenta = ResultadoBarrido(programados=self._programador.programar(self._almacen, ahora))
        self._entregar_todo(ahora, cuenta)
        return cuenta

    def _ensayar(self, ahora: datetime) -> ResultadoBarrido:
        with self._almacen.unidad() as unidad:
            cuenta = ResultadoBarrido(programados=self._programador.ensayar(unidad, ahora))
            elegidas, entrega = self._por_entregar(unidad, ahora, cuenta)
            cuenta.sumar(entrega.resolver(unidad, elegidas))
        return cuenta

    def _entregar_todo(self, ahora: datetime, cuenta: ResultadoBarrido) -> None:
        inicio = self._reloj.ahora()
        with self._almacen.lectura() as unidad:
            elegidas, entrega = self._por_entregar(unidad, ahora, cuenta)
        for desde in range(0, len(elegidas), PERSONAS_POR_TANDA):
            if self._reloj.ahora() - inicio >= PLAZO:
                cuenta.aplazados += sum(len(toma.ids) for toma in elegidas[desde:])
                break
            if desde:
                self._respiro.wait(RESPIRO_SEGUNDOS)
            self._entregar(entrega, elegidas[desde : desde + PERSONAS_POR_TANDA], cuenta)

    def _por_entregar(
        self, unidad: UnidadDeTrabajo, ahora: datetime, cuenta: ResultadoBarrido
    ) -> tuple[Sequence[Toma], Entrega]:
        maduros = unidad.recordatorios.maduros(ahora)
        casas = self._casas(unidad, maduros)
        calendarios = {entidad: casa.calendario for entidad, casa in casas.items()}
        elegidas, cuenta.aplazados = tomas(maduros, ahora, calendarios)
        return elegidas, Entrega(self._redactar, ahora, self._reloj.ahora(), casas)

    def _entregar(self, entrega: Entrega, unas: Sequence[Toma], cuenta: ResultadoBarrido) -> None:
        """Una tanda; si algo de alguien no se puede preparar, los demás de la tanda salen igual."""
        try:
            cuenta.sumar(self._en_una_transaccion(entrega, unas))
        except (BaseNoDisponible, BaseOcupada):
            raise
        except Exception:  # noqa: BLE001 - sea cual sea, lo de una persona no puede callar a las demás
            if len(unas) > 1:
                for una in unas:
                    self._entregar(entrega, [una], cuenta)
                return
            _registro.exception("recordatorios.sin_preparar", recordatorios=list(unas[0].ids))
            cuenta.fallidos += len(unas[0].ids)
            with self._almacen.unidad() as unidad:
                unidad.recordatorios.aplazar(dict.fromkeys(unas[0].ids, entrega.ahora + CASTIGO))
                unidad.confirmar()

    def _en_una_transaccion(self, entrega: Entrega, unas: Sequence[Toma]) -> ResultadoBarrido:
        with self._almacen.unidad() as unidad:
            hecho = entrega.resolver(unidad, unas)
            unidad.confirmar()
        return hecho

    def _casas(self, unidad: UnidadDeTrabajo, maduros: Iterable[RecordatorioMaduro]) -> dict[IdEntidad, Casa]:
        """Lo que fija cada entidad con algo maduro; nada que leer si no lo hay."""
        con_algo = {maduro.entidad_id for maduro in maduros}
        if not con_algo:
            return {}
        return {
            entidad.id: Casa(
                self._calendario_de(entidad), configuradas(unidad.preferencias.ajustes(entidad.id))
            )
            for entidad in unidad.entidades.listar()
            if entidad.id in con_algo
        }
