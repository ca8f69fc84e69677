"""Una instalación con personas que reportan, cada una con su actividad, y lo que quedó guardado en ella."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.libro import FilaPlan, LibroLeido
from dominio.modelo.plan import TipoMeta
from dominio.modelo.reporte import Avance
from dominio.valores.fechas import Vigencia, fecha_bogota

PRIMERA_CUENTA = 7001


@dataclass(frozen=True)
class Reportero:
    """Una persona con su cuenta de Telegram y su única actividad."""

    cuenta: int
    actividad: str


@dataclass(frozen=True)
class Instalacion:
    """La entidad sembrada en una base."""

    url: str
    entidad_id: IdEntidad
    vigencia: Vigencia
    reporteros: tuple[Reportero, ...]

    def avances(self) -> list[Avance]:
        """Todo lo reportado."""
        almacen = AlmacenSQL(self.url)
        try:
            with almacen.lectura() as unidad:
                return list(unidad.reportes.avances(self.entidad_id, self.vigencia))
        finally:
            almacen.cerrar()

    def cadena_rota(self) -> object:
        """El primer eslabón de auditoría que no cierra, o ``None``."""
        almacen = AlmacenSQL(self.url)
        try:
            with almacen.lectura() as unidad:
                return unidad.auditoria.verificar()
        finally:
            almacen.cerrar()

    def resumen(self) -> str:
        """Resumen SHA-256 de lo que quedó: reportes, plan, borradores y mensajes por enviar.

        No entra lo que depende del orden entre personas (el número del folio) ni del azar.
        """
        almacen = AlmacenSQL(self.url)
        try:
            with almacen.lectura() as unidad:
                reportes = unidad.reportes.avances(self.entidad_id, self.vigencia)
                renglones = unidad.planes.renglones(self.entidad_id, self.vigencia)
                borradores = []
                for reportero in self.reporteros:
                    persona = unidad.personas.por_telegram(reportero.cuenta)
                    assert persona is not None
                    borrador = unidad.borradores.traer(persona.id, reportero.cuenta)
                    borradores.append(borrador and [dict(borrador.respuestas), borrador.version])
                estado = {
                    "reportes": sorted(_sin_folio(avance) for avance in reportes),
                    "plan": [[r.codigo, str(r.avance), r.ultimo_corte, r.version] for r in renglones],
                    "borradores": borradores,
                    "salida": unidad.salidas.pendientes(),
                    "auditoria": len(unidad.auditoria.ultimas(self.entidad_id, 100_000)),
                }
        finally:
            almacen.cerrar()
        return hashlib.sha256(json.dumps(estado, sort_keys=True).encode()).hexdigest()


def sembrar(url: str, cuantos: int, ahora: datetime) -> Instalacion:
    """Una entidad con ``cuantos`` responsables vinculados, en la vigencia de ese instante."""
    vigencia = Vigencia(fecha_bogota(ahora).year)
    filas = tuple(_fila(numero, vigencia) for numero in range(1, cuantos + 1))
    almacen = AlmacenSQL(url)
    try:
        with almacen.unidad() as unidad:
            entidad = unidad.entidades.crear("76001", "Distrito de prueba")
            unidad.planes.aplicar(entidad.id, vigencia, LibroLeido(plan=filas), ahora)
            reporteros = []
            for numero, fila in enumerate(filas):
                persona = unidad.personas.por_nombre(entidad.id, fila.responsable)
                assert persona is not None
                reportero = Reportero(PRIMERA_CUENTA + numero, fila.actividad_codigo)
                unidad.personas.invitar(persona.id, f"r-{persona.id}", ahora + timedelta(days=1), None)
                assert unidad.personas.vincular(f"r-{persona.id}", reportero.cuenta, ahora) is not None
                reporteros.append(reportero)
            unidad.confirmar()
    finally:
        almacen.cerrar()
    return Instalacion(url, entidad.id, vigencia, tuple(reporteros))


def mediodia(dia: date) -> datetime:
    """Las 12:00 de Bogotá de ese día, en UTC."""
    return datetime(dia.year, dia.month, dia.day, 17, tzinfo=UTC)


def _sin_folio(avance: Avance) -> list[str]:
    datos = (avance.actividad_codigo, avance.version, avance.porcentaje, avance.corte, avance.estado)
    return [str(dato) for dato in (*datos, avance.logro, avance.dificultades, avance.autor)]


def _fila(numero: int, vigencia: Vigencia) -> FilaPlan:
    return FilaPlan(
        hoja="Plan de acción",
        fila=numero + 1,
        dependencia_codigo="01",
        dependencia="Secretaría de Educación",
        responsable=f"Persona {numero:03}",
        cargo=None,
        tipo_meta=TipoMeta.GESTION,
        programa_codigo=None,
        programa=None,
        meta_codigo="M-1",
        meta="Meta única",
        indicador=None,
        unidad=None,
        linea_base=None,
        meta_vigencia=None,
        bpin=None,
        proyecto=None,
        objetivo=None,
        actividad_codigo=f"A-{numero:03}",
        actividad=f"Dictar talleres en el sector {numero}",
        ponderacion=None,
        cantidad_programada=None,
        inicio=vigencia.inicio,
        fin=vigencia.fin,
        avance=None,
        fuente_codigo=None,
        fuente=None,
        monto=None,
        contratacion=None,
    )
