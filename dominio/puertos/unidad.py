"""Unidad de trabajo: una transacción con todos los depósitos."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from dominio.modelo.auditoria import Anotacion, CabezaDeCadena, EslabonRoto
from dominio.modelo.identidad import IdEntidad
from dominio.puertos.alertas import HechosParaAlertas
from dominio.puertos.cambios_de_rol import CambiosDeRol
from dominio.puertos.catalogos import CatalogosGuardados
from dominio.puertos.ciclo import Ciclo
from dominio.puertos.coherencia import Coherencia
from dominio.puertos.consulta_de_recordatorios import ConsultaDeRecordatorios
from dominio.puertos.conversacion import Aplazados, Dudas
from dominio.puertos.cortes import Cortes
from dominio.puertos.delegaciones import Delegaciones
from dominio.puertos.difusiones import Difusiones
from dominio.puertos.documentos import Documentos
from dominio.puertos.evidencias import Evidencias
from dominio.puertos.mensajes import Borradores, Cupos, Encargos, Entrantes, Salidas
from dominio.puertos.perfiles import LibrosRecibidos, Perfiles
from dominio.puertos.personas import Entidades, Personas
from dominio.puertos.plan import Planes
from dominio.puertos.preferencias import Preferencias
from dominio.puertos.propuestas import Propuestas
from dominio.puertos.reclamos import Reclamos
from dominio.puertos.recordatorios import Recordatorios
from dominio.puertos.reportes import Reportes
from dominio.puertos.respuestas import Respuestas
from dominio.puertos.resultados import Resultados
from dominio.puertos.resumenes import Resumenes
from dominio.puertos.revisiones import Revisiones
from dominio.puertos.ruta import RutaGuardada
from dominio.puertos.seguimiento import Seguimiento
from dominio.puertos.versiones import Versiones


class Auditoria(Protocol):
    """Traza de solo adición, encadenada por entidad."""

    def anotar(self, anotacion: Anotacion, ahora: datetime) -> None:
        """Agrega un eslabón en esta transacción."""
        ...

    def cabeza(self, entidad_id: IdEntidad | None) -> CabezaDeCadena | None:
        """Último eslabón de la cadena de la entidad."""
        ...

    def verificar(self) -> EslabonRoto | None:
        """Recorre todas las cadenas; el primer eslabón que no cierra, o ``None``."""
        ...

    def ultimas(self, entidad_id: IdEntidad, limite: int) -> Sequence[tuple[int, Anotacion, datetime]]:
        """Las últimas filas, de la más nueva a la más vieja."""
        ...


class UnidadDeTrabajo(Protocol):
    """Una transacción. Salir sin ``confirmar()`` deshace todo."""

    @property
    def entidades(self) -> Entidades:
        """Entidades y dependencias."""
        ...

    @property
    def personas(self) -> Personas:
        """Personas e invitaciones."""
        ...

    @property
    def delegaciones(self) -> Delegaciones:
        """Quién reporta por quién."""
        ...

    @property
    def cambios_de_rol(self) -> CambiosDeRol:
        """Cambios de rol pedidos."""
        ...

    @property
    def planes(self) -> Planes:
        """Planes guardados."""
        ...

    @property
    def reportes(self) -> Reportes:
        """Avances, ejecución y evidencias."""
        ...

    @property
    def ciclo(self) -> Ciclo:
        """Correcciones y repeticiones."""
        ...

    @property
    def evidencias(self) -> Evidencias:
        """Lo que respalda los avances."""
        ...

    @property
    def resultados(self) -> Resultados:
        """Resultados de las metas."""
        ...

    @property
    def cortes(self) -> Cortes:
        """Decisiones sobre los cortes."""
        ...

    @property
    def catalogos(self) -> CatalogosGuardados:
        """Catálogos oficiales."""
        ...

    @property
    def coherencia(self) -> Coherencia:
        """Ajustes de las reglas y hallazgos aceptados."""
        ...

    @property
    def revisiones(self) -> Revisiones:
        """Decisiones sobre los reportes."""
        ...

    @property
    def ruta(self) -> RutaGuardada:
        """Lo que se decide sobre el plan."""
        ...

    @property
    def documentos(self) -> Documentos:
        """Documentos del plan."""
        ...

    @property
    def versiones(self) -> Versiones:
        """Versiones del plan."""
        ...

    @property
    def borradores(self) -> Borradores:
        """Diálogos a medio llenar."""
        ...

    @property
    def aplazados(self) -> Aplazados:
        """Reportes dejados para después."""
        ...

    @property
    def dudas(self) -> Dudas:
        """Preguntas por contestar."""
        ...

    @property
    def entrantes(self) -> Entrantes:
        """Updates recibidos."""
        ...

    @property
    def salidas(self) -> Salidas:
        """Mensajes por enviar."""
        ...

    @property
    def cupos(self) -> Cupos:
        """Limitador de envíos."""
        ...

    @property
    def encargos(self) -> Encargos:
        """Trabajos largos."""
        ...

    @property
    def propuestas(self) -> Propuestas:
        """Libros ajenos por confirmar."""
        ...

    @property
    def perfiles(self) -> Perfiles:
        """Perfiles de importación."""
        ...

    @property
    def libros_recibidos(self) -> LibrosRecibidos:
        """Libros que las entidades han entregado."""
        ...

    @property
    def recordatorios(self) -> Recordatorios:
        """Recordatorios."""
        ...

    @property
    def recordados(self) -> ConsultaDeRecordatorios:
        """Lo que sigue, lo que espera y lo que no llegó."""
        ...

    @property
    def preferencias(self) -> Preferencias:
        """Ajustes de los recordatorios, horarios y silencios."""
        ...

    @property
    def respuestas(self) -> Respuestas:
        """Lo que se contesta a los recordatorios."""
        ...

    @property
    def reclamos(self) -> Reclamos:
        """Los «no es mía»."""
        ...

    @property
    def difusiones(self) -> Difusiones:
        """Mensajes a muchas personas."""
        ...

    @property
    def seguimiento(self) -> Seguimiento:
        """Cómo van llegando los reportes, y los recordatorios que salieron."""
        ...

    @property
    def resumenes(self) -> Resumenes:
        """Resúmenes del lunes y de cada día."""
        ...

    @property
    def alertas(self) -> HechosParaAlertas:
        """Hechos para las alertas."""
        ...

    @property
    def auditoria(self) -> Auditoria:
        """Traza."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        error: BaseException | None,
        traza: TracebackType | None,
    ) -> None: ...

    def turno(self, usuario_id: int) -> None:
        """Espera el turno de esa persona: sus mensajes van uno a uno también entre réplicas."""
        ...

    def confirmar(self) -> None:
        """Deja firme la transacción."""
        ...


class Almacen(Protocol):
    """Fábrica de unidades de trabajo sobre una base de datos."""

    def unidad(self) -> UnidadDeTrabajo:
        """Nueva transacción de escritura (en SQLite, ``BEGIN IMMEDIATE``)."""
        ...

    def lectura(self) -> UnidadDeTrabajo:
        """Nueva transacción de solo lectura: no espera a quien escribe."""
        ...

    def cerrar(self) -> None:
        """Suelta las conexiones."""
        ...
