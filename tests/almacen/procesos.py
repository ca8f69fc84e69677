"""Lo que hace cada proceso en las pruebas de concurrencia: ``python -m tests.almacen.procesos ORDEN URL …``.

Escribe su resultado en la salida como JSON; antes espera una línea en la entrada para que todos
arranquen a la vez.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import timedelta

from almacen.tablas.unidad import AlmacenSQL
from dominio.errores import BaseOcupada
from dominio.modelo.envio import EstadoEnvio
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdRegistro
from tests.almacen.hechos import AHORA


def incrementar(almacen: AlmacenSQL, registro: str, veces: str) -> int:
    """Suma un peso varias veces, cada una en su transacción; devuelve cuántas hizo."""
    for _ in range(int(veces)):
        with almacen.unidad() as unidad:
            unidad.reportes.sumar_ejecucion(IdRegistro(int(registro)), MomentoGasto.PAGO, 100)
            unidad.confirmar()
    return int(veces)


def enviar(almacen: AlmacenSQL) -> list[int]:
    """Reclama y da por enviado hasta que no quede nada; devuelve lo que tomó, en su orden."""
    tomados: list[int] = []
    while True:
        with almacen.unidad() as unidad:
            tanda = unidad.salidas.reclamar(AHORA, timedelta(minutes=5), 20)
            unidad.confirmar()
        tomados += [tomada.id for tomada in tanda]
        with almacen.unidad() as unidad:
            resultados = [(tomada.id, EstadoEnvio.ENVIADO, tomada.id, None) for tomada in tanda]
            unidad.salidas.resolver(resultados, AHORA)
            quedan = unidad.salidas.pendientes()
            unidad.confirmar()
        if not quedan:
            return tomados


def retener(almacen: AlmacenSQL) -> str:
    """Toma la escritura y no la suelta hasta que le escriban otra línea."""
    with almacen.unidad():
        print("tomada", flush=True)  # noqa: T201 - así sabe la prueba que ya la tiene
        sys.stdin.readline()
    return "soltada"


ORDENES: dict[str, Callable[..., object]] = {"incrementar": incrementar, "enviar": enviar, "retener": retener}


def principal() -> None:
    """Corre la orden pedida y escribe su resultado."""
    orden, url, *argumentos = sys.argv[1:]
    almacen = AlmacenSQL(url)
    almacen.lectura().__enter__().__exit__(None, None, None)
    print("listo", flush=True)  # noqa: T201 - quien lo lanzó espera a que todos lo digan
    sys.stdin.readline()
    try:
        resultado = ORDENES[orden](almacen, *argumentos)
    except BaseOcupada as error:
        resultado = str(error)
    print(json.dumps(resultado), flush=True)  # noqa: T201 - es su resultado


if __name__ == "__main__":
    principal()
