"""Si lo reclamado sigue siendo cierto, con lo que solo se sabe mirando el camino del plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from dominio.modelo.identidad import IdEntidad
from dominio.modelo.recordatorio import EstadoRecordatorio, RecordatorioTomado, Verdad
from dominio.modelo.ruta import Paso
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.puertos.tiempo import Calendario
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.fechas import Vigencia
from recordatorios.camino import plazos_abiertos


def verificar(
    unidad: UnidadDeTrabajo,
    tomados: Sequence[RecordatorioTomado],
    ahora: datetime,
    calendarios: Mapping[IdEntidad, Calendario],
) -> Mapping[int, Verdad]:
    """Lo que queda de cierto en cada uno; todos los que entran salen.

    Un paso de la ruta se da por hecho con la misma vista que se le muestra a planeación, una vez por
    plan y solo si hay alguno que recordar.
    """
    verdades = dict(unidad.recordatorios.verificar([tomado.id for tomado in tomados], ahora, calendarios))
    abiertos: dict[tuple[IdEntidad, Vigencia], frozenset[Paso]] = {}
    for tomado in tomados:
        verdad = verdades[tomado.id]
        if tomado.tipo is not TipoRecordatorio.RUTA or verdad.motivo is not None:
            continue
        llave = (tomado.entidad_id, Vigencia(int(str(verdad.detalle["vigencia"]))))
        if llave not in abiertos:
            entidad = unidad.entidades.traer(tomado.entidad_id)
            quedan = plazos_abiertos(unidad, entidad, llave[1], calendarios[entidad.id], ahora)
            abiertos[llave] = frozenset(quedan)
        if Paso(str(verdad.detalle["paso"])) not in abiertos[llave]:
            verdades[tomado.id] = Verdad(EstadoRecordatorio.CUMPLIDO)
    return verdades
