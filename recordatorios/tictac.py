"""El tic: una vez por minuto corre el barrido en su propio hilo. La verdad está en la tabla, no aquí."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from dominio.puertos.tiempo import Reloj
from dominio.valores.fechas import BOGOTA
from recordatorios.resultado import ResultadoBarrido

_registro = structlog.get_logger(__name__)

CADA_SEGUNDOS = 60
# De fábrica APScheduler bota en silencio lo que se atrasa un segundo y suena en UTC.
_TAREAS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


class TicTac:
    """Llama al barrido cada minuto, nunca dos veces a la vez, hasta que se detenga.

    Args:
        correr: el barrido, ``Barrido.correr`` por lo común; si falla se registra y el tic sigue.
        reloj: de dónde sale el «ahora» que se le pasa.
        cada: segundos entre un tic y el siguiente.
    """

    def __init__(
        self, correr: Callable[[datetime], ResultadoBarrido], reloj: Reloj, cada: float = CADA_SEGUNDOS
    ) -> None:
        self._correr = correr
        self._reloj = reloj
        self._cada = cada
        self._planificador: BackgroundScheduler | None = None
        self._candado = Lock()
        self._pedido = False

    def iniciar(self) -> None:
        """Arranca el hilo; el primer tic es inmediato, para alcanzar lo que pasó mientras no estaba."""
        if self._planificador is not None:
            return
        planificador = BackgroundScheduler(
            timezone=BOGOTA,
            job_defaults=_TAREAS,
            executors={"default": ThreadPoolExecutor(1)},
        )
        disparador = IntervalTrigger(seconds=self._cada, timezone=BOGOTA)
        # El disparador cuenta desde un intervalo después de ahora: uno antes es ya mismo.
        primero = disparador.start_date - timedelta(seconds=self._cada)
        planificador.add_job(self.tic, disparador, next_run_time=primero)
        planificador.start()
        with self._candado:
            self._planificador, self._pedido = planificador, False

    def detener(self) -> None:
        """Termina el barrido que esté en curso y no da más tics; repetirlo no hace daño."""
        with self._candado:
            planificador, self._planificador = self._planificador, None
        if planificador is not None:
            planificador.shutdown(wait=True)

    def pronto(self) -> None:
        """Pide un barrido sin esperar al minuto; se puede llamar desde cualquier hilo y nunca espera.

        Varios pedidos antes de que empiece son uno. Si hay un barrido en curso, va detrás de él. Sin
        iniciar, o ya detenido, no hace nada.
        """
        with self._candado:
            if self._planificador is None or self._pedido:
                return
            self._pedido = True
            self._planificador.add_job(self._tic_pedido)

    def _tic_pedido(self) -> None:
        with self._candado:
            self._pedido = False
        self.tic()

    def tic(self) -> None:
        """Un barrido ahora mismo; sus fallos quedan en la bitácora y no tumban el hilo."""
        try:
            resultado = self._correr(self._reloj.ahora())
        except Exception:  # noqa: BLE001 - sea cual sea el fallo, el minuto siguiente se intenta otra vez
            _registro.exception("recordatorios.fallo")
            return
        if resultado.hizo_algo:
            _registro.info(
                "recordatorios.barrido",
                programados=resultado.programados,
                enviados=len(resultado.enviados),
                cumplidos=resultado.cumplidos,
                cancelados=resultado.cancelados,
                vencidos=resultado.vencidos,
                silenciados=resultado.silenciados,
                no_entregables=resultado.no_entregables,
                aplazados=resultado.aplazados,
                otro_dia=resultado.otro_dia,
                fallidos=resultado.fallidos,
            )
