"""Las alertas del consolidado: las del plan como estaba en el corte y, si recibe, las de sus reportes.

Las de personas, reclamos, ley y ruta no van: de ellas no se guarda cómo estaban, y el libro de una fecha
pasada tiene que decir lo mismo que el que se hizo ese día.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dominio.casos.situacion_de_hoy import SituacionDeHoy
from dominio.casos.vista_cierre import VistaDelCierre
from dominio.casos.vista_revision import VistaDeRevision
from dominio.modelo.alerta import Alerta, ReglaDeAlerta, ordenar
from dominio.modelo.consolidado import EstadoActividad
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdActividad, IdDependencia
from dominio.modelo.reporte import EstadoReporte, OrigenReporte
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.alertas.condiciones import hay_ejecucion
from dominio.reglas.alertas.de_actividades import Circunstancias, alertas_de_actividades
from dominio.reglas.omisiones import alertas_de_omision
from dominio.valores.fechas import fecha_bogota
from dominio.valores.porcentaje import CERO


class AlertasAlCorte:
    """Las de un corte, como estaba el plan un día.

    Args:
        vista: el corte.
        dia: hoy, o el último del corte si ya pasó.
        ambito: la dependencia del libro; ``None`` = toda la entidad.
    """

    def __init__(self, vista: VistaDelCierre, dia: date, ambito: IdDependencia | None) -> None:
        self._vista = vista
        self._dia = dia
        self._hoy = SituacionDeHoy(VistaDeRevision(vista.ctx), vista.vigencia, ambito)

    def de(self, actividades: Sequence[EstadoActividad]) -> tuple[Alerta, ...]:
        """Las de esas actividades; lo que se omitió al cerrar sale una vez, y no como «sin reporte»."""
        vista, hoy, situacion = self._vista, self._hoy, self._vista.situacion
        halladas = alertas_de_actividades(actividades, _circunstancias(vista, hoy, self._dia))
        cierre = situacion.cierre if situacion is not None else vista.corte.hasta
        pares = [(omision, vista.folio_posterior(omision)) for omision in vista.omisiones]
        halladas += alertas_de_omision(pares, vista.corte, cierre, hoy.severidades[ReglaDeAlerta.OMISION])
        if situacion is not None and situacion.recibe:
            faltan = [r for r in vista.renglones if r.id in vista.deben_reporte]
            halladas += hoy.del_corte(situacion, faltan)
        return ordenar(halladas)


def _circunstancias(vista: VistaDelCierre, hoy: SituacionDeHoy, dia: date) -> Circunstancias:
    omitidas = {o.actividad_id for o in vista.omisiones if o.actividad_id is not None}
    situacion = vista.situacion
    return Circunstancias(
        dia=dia,
        corte=vista.corte,
        apertura=vista.corte.desde if situacion is None else situacion.apertura,
        es_habil=vista.ctx.calendario.es_habil,
        severidades=hoy.severidades,
        peor=vista.bandas[-1],
        reportadas=vista.reportadas | omitidas,
        con_ejecucion=hay_ejecucion(renglon.saldos for renglon in vista.renglones),
        primer_gasto=_primer_gasto(vista),
        primer_avance=_primer_avance(vista),
        por_contratar={r.actividad_id for r in vista.registros if r.contratacion and r.actividad_id},
        habiles_para_contratar=hoy.margen(TipoRecordatorio.CONTRATACION).habiles,
        apremia=hoy.apremia(situacion),
    )


def _primer_gasto(vista: VistaDelCierre) -> dict[IdActividad, date]:
    """Actividad → día de su primera obligación hasta el corte; de lo que trajo un libro no se sabe."""
    duenas = {registro.id: registro.actividad_id for registro in vista.registros}
    return _primeros(
        (duenas.get(e.registro_id), min(filter(None, (fecha_bogota(e.reportado_en), e.fecha_documento))))
        for e in vista.ejecuciones
        if e.momento is MomentoGasto.OBLIGACION
        and e.estado is not EstadoReporte.DEVUELTO
        and e.origen is OrigenReporte.CHAT
    )


def _primer_avance(vista: VistaDelCierre) -> dict[IdActividad, date]:
    cuentan = [a for a in vista.avances if a.porcentaje > CERO and a.estado is not EstadoReporte.DEVUELTO]
    de_libro = {a.actividad_id for a in cuentan if a.origen is OrigenReporte.IMPORTACION}
    return _primeros(
        (a.actividad_id, fecha_bogota(a.reportado_en)) for a in cuentan if a.actividad_id not in de_libro
    )


def _primeros(hechos: Iterable[tuple[IdActividad | None, date]]) -> dict[IdActividad, date]:
    primeros: dict[IdActividad, date] = {}
    for actividad, dia in hechos:
        if actividad is not None:
            primeros[actividad] = min(dia, primeros.get(actividad, dia))
    return primeros
