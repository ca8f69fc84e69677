"""Un proceso que confirma reportes cuando se le dice: ``python -m tests.rendimiento.reportador URL CUAL DE``.

Por la entrada llega ``CUENTA DESDE CUANTOS``; deja los borradores, dice ``listo``, espera otra línea y
contesta el comienzo y el fin de lo medido, en segundos del reloj del sistema que no retrocede.
"""

from __future__ import annotations

import sys
import time

from almacen.tablas.unidad import AlmacenSQL
from tests.rendimiento.reporte import Puesto


def main() -> None:
    """Atiende tandas hasta que se cierre la entrada."""
    url, cual, de = sys.argv[1:]
    almacen = AlmacenSQL(url)
    puestos: dict[int, Puesto] = {}
    for linea in sys.stdin:
        cuenta, desde, cuantos = map(int, linea.split())
        if cuenta not in puestos:
            puestos[cuenta] = Puesto(almacen, cuenta, (int(cual), int(de)))
        puesto = puestos[cuenta]
        puesto.preparar(desde, cuantos)
        sys.stdout.write("listo\n")
        sys.stdout.flush()
        sys.stdin.readline()
        comienzo = time.monotonic()
        for numero in range(desde, desde + cuantos):
            puesto.confirmar(numero)
        sys.stdout.write(f"{comienzo} {time.monotonic()}\n")
        sys.stdout.flush()
    almacen.cerrar()


if __name__ == "__main__":
    main()
