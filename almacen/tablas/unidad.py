"""Unidad de trabajo sobre una base de datos: una transacción con todos los depósitos."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import TimeoutError as ReservaAgotada

from almacen.reloj import RelojDelSistema
from almacen.tablas.conexion import ESPERA_SEGUNDOS, crear_motor, es_memoria, leer_url, motor_de_lectura
from almacen.tablas.consulta_de_recordatorios import DepositoConsultaDeRecordatorios
from almacen.tablas.deposito_alertas import DepositoAlertas
from almacen.tablas.deposito_auditoria import DepositoAuditoria
from almacen.tablas.deposito_borradores import DepositoBorradores
from almacen.tablas.deposito_cambios_de_rol import DepositoCambiosDeRol
from almacen.tablas.deposito_catalogos import DepositoCatalogos
from almacen.tablas.deposito_ciclo import DepositoCiclo
from almacen.tablas.deposito_coherencia import DepositoCoherencia
from almacen.tablas.deposito_conversacion import DepositoAplazados, DepositoDudas
from almacen.tablas.deposito_cortes import DepositoCortes
from almacen.tablas.deposito_cupos import DepositoCupos
from almacen.tablas.deposito_delegaciones import DepositoDelegaciones
from almacen.tablas.deposito_difusiones import DepositoDifusiones
from almacen.tablas.deposito_documentos import DepositoDocumentos
from almacen.tablas.deposito_encargos import DepositoEncargos
from almacen.tablas.deposito_entidades import DepositoEntidades
from almacen.tablas.deposito_entrantes import DepositoEntrantes
from almacen.tablas.deposito_perfiles import DepositoLibrosRecibidos, DepositoPerfiles
from almacen.tablas.deposito_personas import DepositoPersonas
from almacen.tablas.deposito_planes import DepositoPlanes
from almacen.tablas.deposito_preferencias import DepositoPreferencias
from almacen.tablas.deposito_propuestas import DepositoPropuestas
from almacen.tablas.deposito_reclamos import DepositoReclamos
from almacen.tablas.deposito_recordatorios import DepositoRecordatorios
from almacen.tablas.deposito_reportes import DepositoReportes
from almacen.tablas.deposito_respuestas import DepositoRespuestas
from almacen.tablas.deposito_resultados import DepositoResultados
from almacen.tablas.deposito_resumenes import DepositoResumenes
from almacen.tablas.deposito_revisiones import DepositoRevisiones
from almacen.tablas.deposito_ruta import DepositoRuta
from almacen.tablas.deposito_salidas import DepositoSalidas
from almacen.tablas.deposito_seguimiento import DepositoSeguimiento
from almacen.tablas.deposito_versiones import DepositoVersiones
from almacen.tablas.evidencias_guardadas import EvidenciasGuardadas
from almacen.tablas.sentencias import Deposito
from dominio.errores import BaseOcupada
from dominio.puertos.tiempo import Reloj


class UnidadSQL:
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

    @cached_property
    def entidades(self) -> DepositoEntidades:
        """Entidades y dependencias."""
        return DepositoEntidades(self._conexion)

    @cached_property
    def personas(self) -> DepositoPersonas:
        """Personas e invitaciones."""
        return DepositoPersonas(self._conexion)

    @cached_property
    def delegaciones(self) -> DepositoDelegaciones:
        """Quién reporta por quién."""
        return DepositoDelegaciones(self._conexion)

    @cached_property
    def cambios_de_rol(self) -> DepositoCambiosDeRol:
        """Cambios de rol pedidos."""
        return DepositoCambiosDeRol(self._conexion)

    @cached_property
    def planes(self) -> DepositoPlanes:
        """El plan de cada vigencia."""
        return DepositoPlanes(self._conexion)

    @cached_property
    def reportes(self) -> DepositoReportes:
        """Avances, ejecución y evidencias."""
        return DepositoReportes(self._conexion, self._reloj)

    @cached_property
    def ciclo(self) -> DepositoCiclo:
        """Correcciones y repeticiones."""
        return DepositoCiclo(self._conexion)

    @cached_property
    def evidencias(self) -> EvidenciasGuardadas:
        """Lo que respalda los avances."""
        return EvidenciasGuardadas(self._conexion, self._reloj)

    @cached_property
    def resultados(self) -> DepositoResultados:
        """Resultados de las metas."""
        return DepositoResultados(self._conexion)

    @cached_property
    def cortes(self) -> DepositoCortes:
        """Decisiones sobre los cortes."""
        return DepositoCortes(self._conexion)

    @cached_property
    def catalogos(self) -> DepositoCatalogos:
        """Catálogos oficiales."""
        return DepositoCatalogos(self._conexion)

    @cached_property
    def coherencia(self) -> DepositoCoherencia:
        """Ajustes de las reglas y hallazgos aceptados."""
        return DepositoCoherencia(self._conexion)

    @cached_property
    def revisiones(self) -> DepositoRevisiones:
        """Decisiones sobre los reportes."""
        return DepositoRevisiones(self._conexion)

    @cached_property
    def ruta(self) -> DepositoRuta:
        """Lo que se decide sobre el plan."""
        return DepositoRuta(self._conexion)

    @cached_property
    def documentos(self) -> DepositoDocumentos:
        """Documentos del plan."""
        return DepositoDocumentos(self._conexion, self._reloj)

    @cached_property
    def versiones(self) -> DepositoVersiones:
        """Versiones del plan."""
        return DepositoVersiones(self._conexion)

    @cached_property
    def borradores(self) -> DepositoBorradores:
        """Diálogos a medio llenar."""
        return DepositoBorradores(self._conexion)

    @cached_property
    def aplazados(self) -> DepositoAplazados:
        """Reportes dejados para después."""
        return DepositoAplazados(self._conexion)

    @cached_property
    def dudas(self) -> DepositoDudas:
        """Preguntas por contestar."""
        return DepositoDudas(self._conexion)

    @cached_property
    def entrantes(self) -> DepositoEntrantes:
        """Updates ya vistos."""
        return DepositoEntrantes(self._conexion)

    @cached_property
    def salidas(self) -> DepositoSalidas:
        """Mensajes por enviar."""
        return DepositoSalidas(self._conexion)

    @cached_property
    def cupos(self) -> DepositoCupos:
        """Ritmo de envío."""
        return DepositoCupos(self._conexion)

    @cached_property
    def encargos(self) -> DepositoEncargos:
        """Trabajos largos."""
        return DepositoEncargos(self._conexion)

    @cached_property
    def propuestas(self) -> DepositoPropuestas:
        """Libros ajenos por confirmar."""
        return DepositoPropuestas(self._conexion)

    @cached_property
    def perfiles(self) -> DepositoPerfiles:
        """Perfiles de importación."""
        return DepositoPerfiles(self._conexion)

    @cached_property
    def libros_recibidos(self) -> DepositoLibrosRecibidos:
        """Libros que las entidades han entregado."""
        return DepositoLibrosRecibidos(self._conexion)

    @cached_property
    def recordatorios(self) -> DepositoRecordatorios:
        """Recordatorios."""
        return DepositoRecordatorios(self._conexion)

    @cached_property
    def recordados(self) -> DepositoConsultaDeRecordatorios:
        """Lo que sigue, lo que espera y lo que no llegó."""
        return DepositoConsultaDeRecordatorios(self._conexion)

    @cached_property
    def preferencias(self) -> DepositoPreferencias:
        """Ajustes de los recordatorios, horarios y silencios."""
        return DepositoPreferencias(self._conexion)

    @cached_property
    def respuestas(self) -> DepositoRespuestas:
        """Lo que se contesta a los recordatorios."""
        return DepositoRespuestas(self._conexion)

    @cached_property
    def reclamos(self) -> DepositoReclamos:
        """Los «no es mía»."""
        return DepositoReclamos(self._conexion)

    @cached_property
    def difusiones(self) -> DepositoDifusiones:
        """Mensajes a muchas personas."""
        return DepositoDifusiones(self._conexion)

    @cached_property
    def seguimiento(self) -> DepositoSeguimiento:
        """Cómo van llegando los reportes, y los recordatorios que salieron."""
        return DepositoSeguimiento(self._conexion)

    @cached_property
    def resumenes(self) -> DepositoResumenes:
        """Resúmenes del lunes y de cada día."""
        return DepositoResumenes(self._conexion)

    @cached_property
    def alertas(self) -> DepositoAlertas:
        """Hechos para las alertas."""
        return DepositoAlertas(self._conexion)

    @cached_property
    def auditoria(self) -> DepositoAuditoria:
        """Traza encadenada."""
        return DepositoAuditoria(self._conexion)


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
