"""Unidad de trabajo sobre una base de datos: una transacción con todos los depósitos."""

from __future__ import annotations

from threading import Lock
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import TimeoutError as ReservaAgotada

from almacen.reloj import RelojDelSistema
from almacen.tablas.conexion import ESPERA_SEGUNDOS, crear_motor, es_memoria, leer_url, motor_de_lectura
from almacen.tablas.depositos import Depositos
from almacen.tablas.sentencias import Deposito
from dominio.errores import BaseOcupada
from dominio.puertos.tiempo import Reloj


class UnidadSQL(Depositos):
    """Una transacción. Salir sin ``confirmar()`` deshace todo.

    Args:
        motor: de dónde sale la conexión.
        reloj: hora de lo que se audita sin que nadie la diga.
        cerrojo: turno de este proceso para escribir en SQLite; ``None`` si no hace falta.
    """

    def __init__(self, motor: Engine, reloj: Reloj, cerrojo: Lock | None = None) -> None:
        self._motor = motor
        self._reloj = reloj
        self._cerrojo = cerrojo

    def __enter__(self) -> Self:
        # Sin este turno, los hilos de un proceso se disputarían la base a ciegas y con pausas.
        if self._cerrojo is not None and not self._cerrojo.acquire(timeout=ESPERA_SEGUNDOS):
            raise BaseOcupada(motor="sqlite")
        try:
            self._conexion: Connection = self._motor.connect()
            try:
                self._transaccion: RootTransaction = self._conexion.begin()
            except BaseException:
                self._conexion.close()
                raise
        except BaseException as error:
            self._soltar()
            if isinstance(error, ReservaAgotada):
                raise BaseOcupada(motor=self._motor.name) from error
            raise
        return self

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        error: BaseException | None,
        traza: TracebackType | None,
    ) -> None:
        try:
            # Cerrar la conexión deshace lo que no se confirmó.
            self._conexion.close()
        finally:
            self._soltar()

    def _soltar(self) -> None:
        if self._cerrojo is not None:
            self._cerrojo.release()

    def turno(self, usuario_id: int) -> None:
        """Espera el turno de esa persona: sus mensajes van uno a uno también entre réplicas."""
        Deposito(self._conexion).candado(f"turno:{usuario_id}")

    def confirmar(self) -> None:
        """Deja firme la transacción."""
        self._transaccion.commit()


class AlmacenSQL:
    """Fábrica de unidades de trabajo sobre SQLite o PostgreSQL.

    ``sqlite:///:memory:`` es una base propia de este objeto: nace ya migrada, todas sus unidades
    comparten una conexión y van de a una.

    Args:
        url: URL de SQLAlchemy; ``postgresql://`` se entiende como psycopg 3.
        reloj: hora de lo que se audita sin que nadie la diga; por omisión la de la máquina.
    """

    def __init__(self, url: str, reloj: Reloj | None = None) -> None:
        self._reloj = reloj or RelojDelSistema()
        self._escritura = crear_motor(url)
        en_memoria = es_memoria(url)
        self._cerrojo = Lock() if leer_url(url).get_backend_name() == "sqlite" else None
        self._cerrojo_lectura = self._cerrojo if en_memoria else None
        self._lectura = self._escritura if en_memoria else motor_de_lectura(url, self._escritura)
        if en_memoria:
            # Aquí y no arriba: quien sirve sobre una base migrada no carga Alembic.
            from almacen.migraciones import preparar_memoria

            preparar_memoria(self._escritura)

    def unidad(self) -> UnidadSQL:
        """Nueva transacción de escritura (en SQLite, ``BEGIN IMMEDIATE``)."""
        return UnidadSQL(self._escritura, self._reloj, self._cerrojo)

    def lectura(self) -> UnidadSQL:
        """Nueva transacción de solo lectura: no espera a quien escribe."""
        return UnidadSQL(self._lectura, self._reloj, self._cerrojo_lectura)

    def cerrar(self) -> None:
        """Suelta las conexiones."""
        self._lectura.dispose()
        self._escritura.dispose()
