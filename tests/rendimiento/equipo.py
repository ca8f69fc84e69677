"""Varios reportadores sobre la misma base, cada uno en su proceso y con su conexión."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tests.rendimiento.proceso import RAIZ


class Equipo:
    """Los procesos de ``tests.rendimiento.reportador``; viven mientras dura el ``with``."""

    def __init__(self, url: str, cuantos: int) -> None:
        orden = [sys.executable, "-m", "tests.rendimiento.reportador", url]
        self._procesos = [
            subprocess.Popen(
                [*orden, str(cual), str(cuantos)],
                cwd=RAIZ,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for cual in range(cuantos)
        ]
        self._hechos = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        for proceso in self._procesos:
            proceso.communicate(timeout=30) if error is None else proceso.kill()
            proceso.wait()

    def cpu(self, servidor: int) -> float:
        """Segundos de CPU gastados hasta ahora por los reportadores y por PostgreSQL.

        Args:
            servidor: número de proceso de PostgreSQL; sus conexiones son hijos suyos.
        """
        hijos = Path(f"/proc/{servidor}/task/{servidor}/children").read_text().split()
        return _cpu_de([servidor, *map(int, hijos), *(proceso.pid for proceso in self._procesos)])

    def tanda(self, cuentas: Sequence[int], por_cuenta: int) -> float:
        """Reportes por segundo con una conexión por cuenta, empezando todas a la vez."""
        procesos = self._procesos[: len(cuentas)]
        for proceso, cuenta in zip(procesos, cuentas, strict=True):
            _decir(proceso.stdin, f"{cuenta} {1 + self._hechos} {por_cuenta}")
        for proceso in procesos:
            if _oir(proceso.stdout) != "listo":
                raise RuntimeError("un reportador murió al prepararse")
        for proceso in procesos:
            _decir(proceso.stdin, "ya")
        tiempos = [tuple(map(float, _oir(proceso.stdout).split())) for proceso in procesos]
        self._hechos += por_cuenta
        return len(cuentas) * por_cuenta / (max(fin for _, fin in tiempos) - min(ini for ini, _ in tiempos))


def _cpu_de(procesos: Iterable[int]) -> float:
    total = 0.0
    for pid in procesos:
        # Un proceso de mantenimiento de PostgreSQL puede terminar en medio.
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            hilos = [hilo / "schedstat" for hilo in Path(f"/proc/{pid}/task").iterdir()]
            total += sum(int(hilo.read_text().split()[0]) for hilo in hilos) / 1e9
    return total


def _decir(tubo: IO[str] | None, linea: str) -> None:
    assert tubo is not None
    tubo.write(linea + "\n")
    tubo.flush()


def _oir(tubo: IO[str] | None) -> str:
    assert tubo is not None
    return tubo.readline().strip()
