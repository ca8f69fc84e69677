"""Lanzador del PostgreSQL de las pruebas: se ejecuta como programa y se convierte en ``postgres``.

Baja de ``root`` a ``nobody`` (PostgreSQL se niega a correr como ``root``) y pide al núcleo morir
con su padre. Va en un programa aparte y no en ``preexec_fn`` porque pytest puede tener hilos, y
sin más importaciones que la biblioteca estándar para que arranque en milésimas.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import sys

PR_SET_PDEATHSIG = 1


def identidad() -> tuple[int, int] | None:
    """Usuario y grupo con que debe correr el servidor; ``None`` si ya somos un usuario común."""
    if os.geteuid() != 0:
        return None
    nadie = pwd.getpwnam("nobody")
    return nadie.pw_uid, nadie.pw_gid


def ser(orden: list[str], pid_padre: int) -> None:
    """Baja de privilegios, ata la vida del proceso a la de su padre y se convierte en ``orden``."""
    nucleo = ctypes.CDLL(None, use_errno=True)
    quien = identidad()
    if quien:
        os.setgroups([])
        os.setgid(quien[1])
        os.setuid(quien[0])
    # Después de cambiar de usuario: el cambio borra la señal de muerte del padre.
    if nucleo.prctl(PR_SET_PDEATHSIG, signal.SIGQUIT) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != pid_padre:
        raise SystemExit("El proceso de las pruebas murió antes de arrancar el servidor.")
    os.execv(orden[0], orden)


if __name__ == "__main__":
    ser(sys.argv[2:], pid_padre=int(sys.argv[1]))
