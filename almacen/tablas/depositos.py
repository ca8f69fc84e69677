"""Los depósitos de una transacción: cada cuarto del almacén por su nombre, armado al usarse."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

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
from dominio.puertos.tiempo import Reloj


class Depositos:
    """Todos los depósitos sobre una misma conexión.

    Quien hereda pone ``_conexion`` al abrir la transacción y ``_reloj``, la hora de lo que se audita sin
    que nadie la diga.
    """

    _conexion: Connection
    _reloj: Reloj

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
