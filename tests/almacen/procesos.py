"""Lo que hace cada proceso en las pruebas de concurrencia: ``python -m tests.almacen.procesos ORDEN URL …``.

Escribe su resultado en la salida como JSON; antes espera una línea en la entrada para que todos
arranquen a la vez.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import IO

from almacen.migraciones import migrar
from almacen.tablas.unidad import AlmacenSQL
from dominio.errores import BaseOcupada
from dominio.modelo.envio import EstadoEnvio
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdRegistro
from tests.almacen.hechos import AHORA

RAIZ = Path(__file__).resolve().parents[2]


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


def migrar_base(_almacen: AlmacenSQL, url: str) -> str:
    """Lleva la base al día; devuelve la versión."""
    return migrar(url)


ORDENES: dict[str, Callable[..., object]] = {
    "incrementar": incrementar,
    "enviar": enviar,
    "retener": retener,
    "migrar": migrar_base,
}


def en_procesos(orden: str, url: str, *argumentos: object, cuantos: int = 2) -> list[object]:
    """Corre la orden en varios procesos que empiezan juntos y devuelve lo que dijo cada uno."""
    linea = [sys.executable, "-m", "tests.almacen.procesos", orden, url, *map(str, argumentos)]
    procesos = [
        subprocess.Popen(linea, cwd=RAIZ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(cuantos)
    ]
    for proceso in procesos:
        assert _tubo(proceso.stdout).readline() == "listo\n"
    for proceso in procesos:
        _tubo(proceso.stdin).write("ya\n")
        _tubo(proceso.stdin).flush()
    resultados = [proceso.communicate(timeout=120)[0] for proceso in procesos]
    assert [proceso.returncode for proceso in procesos] == [0] * cuantos
    return [json.loads(resultado) for resultado in resultados]


def _tubo(tubo: IO[str] | None) -> IO[str]:
    assert tubo is not None
    return tubo


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
