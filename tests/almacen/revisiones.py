"""Lo que las pruebas de las revisiones guardadas repiten."""

from __future__ import annotations

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.persona import Persona
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import Avance
from dominio.modelo.revision import (
    CampoObservado,
    Decision,
    NuevaRevision,
    Observacion,
    Revisable,
)
from tests.almacen.hechos import (
    AHORA,
    VIGENCIA,
    nuevo_avance,
)

FALTA = Observacion("Falta el soporte.", "Adjunte el acta.", CampoObservado.EVIDENCIA)


def guardar(almacen: AlmacenSQL, entidad: Entidad, renglon: Renglon, clave: str, **cambios: object) -> Avance:
    """Un avance guardado."""
    with almacen.unidad() as unidad:
        avance, _ = unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, clave, **cambios))
        unidad.confirmar()
    return avance


def revisable(almacen: AlmacenSQL, entidad: Entidad, folio: str) -> Revisable:
    """El reporte de ese folio."""
    with almacen.lectura() as unidad:
        hallado = unidad.revisiones.por_folio(entidad.id, folio)
    assert hallado is not None
    return hallado


def por_guardar(entidad: Entidad, reporte: Revisable, revisor: Persona, decision: Decision) -> NuevaRevision:
    """Una decisión lista para guardar."""
    observacion = FALTA if decision is Decision.DEVUELTO else None
    return NuevaRevision(
        entidad.id,
        reporte.vigencia,
        reporte.tipo,
        reporte.id,
        reporte.folio,
        decision,
        revisor.id,
        AHORA,
        observacion,
    )


def decidir(
    almacen: AlmacenSQL, entidad: Entidad, folio: str, revisor: Persona, decision: Decision
) -> frozenset[str]:
    """Decide sobre un folio; los que cambiaron."""
    reporte = revisable(almacen, entidad, folio)
    with almacen.unidad() as unidad:
        hechos = unidad.revisiones.decidir([por_guardar(entidad, reporte, revisor, decision)])
        unidad.confirmar()
    return hechos


def cola(almacen: AlmacenSQL, entidad: Entidad) -> list[str]:
    """Los folios por revisar."""
    with almacen.lectura() as unidad:
        return [uno.folio for uno in unidad.revisiones.pendientes(entidad.id, [VIGENCIA])]


def actividad_guardada(almacen: AlmacenSQL, entidad: Entidad, renglon: Renglon) -> Renglon:
    """La actividad como está guardada."""
    with almacen.lectura() as unidad:
        return unidad.planes.actividad(entidad.id, renglon.id)
