"""R6: cuánto cuesta guardar un reporte confirmado, y cuánto rinden ocho conexiones.

``python -m tests.rendimiento.r6`` imprime las cifras. La vara de SQLite son las mismas sentencias, con
los mismos valores y sobre una copia de la misma base, ejecutadas con ``sqlite3`` a secas. Los incrementos
que no se pierden los vigila ``tests/almacen/test_concurrencia.py``.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from almacen.migraciones import migrar
from almacen.tablas.unidad import AlmacenSQL
from tests.apoyo import postgres
from tests.rendimiento.cifras import VUELTAS, Cifra, mostrar, razon
from tests.rendimiento.equipo import Equipo
from tests.rendimiento.esperas import contando
from tests.rendimiento.grabacion import Sentencia, abrir, contenido, grabando, repetir
from tests.rendimiento.reporte import Puesto, sembrar

REPORTES = 200
CALENTAR = 20
ACTIVIDADES = 500
CUENTA = 1000
CONEXIONES = 8
POR_CONEXION = 60
# El de las pruebas no espera al disco; aquí cada COMMIT tiene que ser durable, como en producción.
DURADERO = ("listen_addresses=", "max_connections=60", "shared_buffers=128MB", "logging_collector=off")


@dataclass
class Gasto:
    """Segundos de reloj y de CPU de cada vuelta."""

    reloj: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @contextmanager
    def medir(self) -> Iterator[None]:
        """Suma una vuelta."""
        reloj, cpu = time.perf_counter(), time.process_time()
        yield
        self.cpu.append(time.process_time() - cpu)
        self.reloj.append(time.perf_counter() - reloj)


@dataclass
class Transaccion:
    """Lo medido en SQLite, y cuántas sentencias trae un reporte."""

    nuestro: Gasto = field(default_factory=Gasto)
    vara: Gasto = field(default_factory=Gasto)
    sentencias: float = 0.0


def medir_transaccion(vueltas: int, reportes: int = REPORTES, actividades: int = ACTIVIDADES) -> Transaccion:
    """Vueltas intercaladas sobre copias de una misma base; cada vuelta deja lo mismo en las dos.

    Raises:
        RuntimeError: la vara no guardó lo mismo que lo nuestro.
    """
    medida = Transaccion()
    with tempfile.TemporaryDirectory() as temporal:
        carpeta = Path(temporal)
        original = _plantilla(carpeta / "original.db", reportes, actividades)
        cinta: list[Sentencia] = []
        calentamiento: list[Sentencia] = []
        _correr(_copia(original, "grabada"), reportes, Gasto(), calentamiento, cinta)
        medida.sentencias = len(cinta) / reportes
        for vuelta in range(vueltas):
            nuestra, cruda = _copia(original, f"n{vuelta}"), _copia(original, f"v{vuelta}")
            pasos = [
                lambda archivo=nuestra: _correr(archivo, reportes, medida.nuestro),
                lambda archivo=cruda: _correr_vara(archivo, calentamiento, cinta, medida.vara),
            ]
            for paso in pasos if vuelta % 2 else reversed(pasos):
                paso()
            if contenido(nuestra) != contenido(cruda):
                raise RuntimeError("la vara no guardó lo mismo que lo nuestro")
    return medida


def _plantilla(archivo: Path, reportes: int, actividades: int) -> Path:
    url = f"sqlite:///{archivo}"
    migrar(url)
    almacen = AlmacenSQL(url)
    sembrar(almacen, "76001", [CUENTA], actividades)
    Puesto(almacen, CUENTA).preparar(1, CALENTAR + reportes)
    almacen.cerrar()
    return archivo


def _copia(original: Path, nombre: str) -> Path:
    return Path(shutil.copy(original, original.with_name(f"{nombre}.db")))


def _correr(
    archivo: Path,
    reportes: int,
    gasto: Gasto,
    calentamiento: list[Sentencia] | None = None,
    cinta: list[Sentencia] | None = None,
) -> None:
    almacen = AlmacenSQL(f"sqlite:///{archivo}")
    puesto = Puesto(almacen, CUENTA)
    with ExitStack() as pila:
        if calentamiento is not None:
            pila.enter_context(grabando(almacen._escritura, calentamiento))
        for numero in range(1, 1 + CALENTAR):
            puesto.confirmar(numero)
    with ExitStack() as pila:
        if cinta is not None:
            pila.enter_context(grabando(almacen._escritura, cinta))
        pila.enter_context(gasto.medir())
        for numero in range(1 + CALENTAR, 1 + CALENTAR + reportes):
            puesto.confirmar(numero)
    almacen.cerrar()


def _correr_vara(
    archivo: Path, calentamiento: Sequence[Sentencia], cinta: Sequence[Sentencia], gasto: Gasto
) -> None:
    with closing(abrir(archivo)) as conexion:
        repetir(conexion, calentamiento)
        with gasto.medir():
            repetir(conexion, cinta)


@dataclass
class Conexiones:
    """Reportes por segundo en PostgreSQL, vuelta por vuelta.

    Attributes:
        ocupa_una: núcleos que ocupa una sola conexión mientras trabaja, entre cliente y servidor: con
            dos núcleos y una que ocupa casi uno entero, ocho no pueden rendir el doble.
        esperas_aparte, esperas_juntas: qué esperaban las conexiones; ``Lock`` es una espera por otra.
    """

    una: list[float] = field(default_factory=list)
    aparte: list[float] = field(default_factory=list)
    juntas: list[float] = field(default_factory=list)
    ocupa_una: list[float] = field(default_factory=list)
    esperas_aparte: Counter[str] = field(default_factory=Counter)
    esperas_juntas: Counter[str] = field(default_factory=Counter)


def medir_conexiones(vueltas: int, por_conexion: int = POR_CONEXION) -> Conexiones:
    """Una conexión, ocho con su entidad cada una y ocho en la misma entidad; la primera vuelta no cuenta."""
    medida = Conexiones()
    aparte = [CUENTA + n for n in range(CONEXIONES)]
    juntas = [2 * CUENTA + n for n in range(CONEXIONES)]
    with _postgres_duradero() as (url, servidor):
        almacen = AlmacenSQL(url)
        for cuenta in aparte:
            sembrar(almacen, str(10_000 + cuenta), [cuenta], ACTIVIDADES)
        sembrar(almacen, "76001", juntas, ACTIVIDADES)
        almacen.cerrar()
        with Equipo(url, CONEXIONES) as equipo:
            tandas = [
                (medida.una, aparte[:1], Counter[str]()),
                (medida.aparte, aparte, medida.esperas_aparte),
                (medida.juntas, juntas, medida.esperas_juntas),
            ]
            for vuelta in range(vueltas + 1):
                for ritmos, cuentas, esperas in tandas if vuelta % 2 else reversed(tandas):
                    antes = equipo.cpu(servidor)
                    with contando(url, esperas):
                        ritmo = equipo.tanda(cuentas, por_conexion)
                    if vuelta:
                        ritmos.append(ritmo)
                    if vuelta and ritmos is medida.una:
                        medida.ocupa_una.append((equipo.cpu(servidor) - antes) * ritmo / por_conexion)
    return medida


@contextmanager
def _postgres_duradero() -> Iterator[tuple[str, int]]:
    """URL de una base migrada en un PostgreSQL que espera al disco en cada COMMIT, y su proceso."""
    with ExitStack() as pila:
        pila.enter_context(mock.patch.object(postgres, "OPCIONES", DURADERO))
        servidor = postgres.ServidorPostgres()
        pila.callback(servidor.apagar)
        url = pila.enter_context(postgres.BasesDePrueba(servidor.url).vacia())
        migrar(url)
        yield url, servidor.pid


def cifras_de_transaccion(vueltas: int = VUELTAS) -> Sequence[Cifra]:
    """La razón con ``sqlite3`` a secas."""
    transaccion = medir_transaccion(vueltas)
    nuestro, vara = transaccion.nuestro, transaccion.vara
    detalle: dict[str, object] = {
        "nuestro": vars(nuestro),
        "vara": vars(vara),
        "reportes": REPORTES,
        "actividades": ACTIVIDADES,
        "sentencias_por_reporte": transaccion.sentencias,
        "razon_cpu": razon(nuestro.cpu, vara.cpu),
        "ms_por_reporte": 1000 * statistics.median(nuestro.reloj) / REPORTES,
    }
    return [Cifra("R6.transaccion", razon(nuestro.reloj, vara.reloj), 3, True, detalle)]


def cifras_de_conexiones(vueltas: int = VUELTAS) -> Sequence[Cifra]:
    """Ocho conexiones frente a una, y cuántas veces esperó una por otra (cada una en su entidad)."""
    medida = medir_conexiones(vueltas)
    detalle: dict[str, object] = {
        **vars(medida),
        "razon_en_la_misma_entidad": razon(medida.juntas, medida.una),
        "nucleos": len(os.sched_getaffinity(0)),
    }
    return [
        Cifra("R6.conexiones", razon(medida.aparte, medida.una), 2, False, detalle),
        Cifra(
            "R6.esperas", medida.esperas_aparte["Lock"], 0, True, {"juntas": medida.esperas_juntas["Lock"]}
        ),
    ]


def cifras(vueltas: int = VUELTAS) -> Sequence[Cifra]:
    """R6."""
    return [*cifras_de_transaccion(vueltas), *cifras_de_conexiones(vueltas)]


if __name__ == "__main__":
    sys.exit(mostrar(cifras()))
