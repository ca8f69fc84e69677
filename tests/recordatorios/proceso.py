"""Un proceso que hace un barrido: ``python -m tests.recordatorios.proceso URL INSTANTE [MORIR_EN]``.

Avisa «listo», espera una línea para empezar a la vez que otros, y escribe cuántos envió. Con
``MORIR_EN`` se mata a sí mismo al redactar ese mensaje, en plena transacción.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime

from almacen.reloj import RelojDelSistema
from almacen.tablas.unidad import AlmacenSQL
from bot.textos.recordatorio import redactar
from dominio.modelo.recordatorio import RecordatorioTomado
from recordatorios.barrido import Barrido
from recordatorios.calendario import calendario_de


def main(url: str, instante: str, morir_en: int = 0) -> None:
    """Un barrido en ese instante."""
    redactados = 0

    def redactar_o_morir(tomados: Sequence[RecordatorioTomado]) -> Mapping[str, object]:
        nonlocal redactados
        redactados += 1
        if redactados == morir_en:
            os.kill(os.getpid(), signal.SIGKILL)
        return redactar(tomados)

    barrido = Barrido(AlmacenSQL(url), calendario_de, redactar_o_morir, RelojDelSistema())
    sys.stdout.write("listo\n")
    sys.stdout.flush()
    sys.stdin.readline()
    resultado = barrido.correr(datetime.fromisoformat(instante))
    sys.stdout.write(f"{len(resultado.enviados)}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *(int(argumento) for argumento in sys.argv[3:4]))
