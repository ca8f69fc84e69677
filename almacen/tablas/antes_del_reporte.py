"""El cruce de cada reporte con los recordatorios que salieron antes, por llaves y en tiempo lineal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from almacen.tablas.sentencias import FilaSQL
from dominio.modelo.identidad import IdActividad
from dominio.modelo.seguimiento import AntesDelReporte
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio


def llaves_de(fila: FilaSQL) -> set[tuple[str, int]]:
    """Por dónde se encuentra: su actividad; o, si es del corte, para quién era y quién lo recibió."""
    if fila.actividad_id is not None:
        return {("actividad", fila.actividad_id)}
    return {("para", fila.persona_id), ("a", fila.destinatario_id or fila.persona_id)}


def antes_de(
    reporte: FilaSQL, por_llave: Mapping[tuple[str, int], Sequence[FilaSQL]]
) -> Iterator[AntesDelReporte]:
    """El último que salió antes de ese reporte, y el último que le llegó a su autor si es otro."""
    llaves = (("actividad", reporte.actividad_id), ("para", reporte.responsable_id), ("a", reporte.autor_id))
    previos = sorted(
        (
            fila
            for llave in llaves
            for fila in por_llave.get(llave, ())
            if fila.resuelto_en <= reporte.reportado_en
        ),
        key=lambda fila: fila.resuelto_en,
    )
    suyos = [f for f in previos if reporte.autor_id in (f.persona_id, f.destinatario_id) and reporte.autor_id]
    for fila in (*previos[-1:], *(f for f in suyos[-1:] if f is not previos[-1])):
        yield AntesDelReporte(
            IdActividad(reporte.actividad_id),
            TipoRecordatorio(fila.tipo),
            fila.hito,
            fila.resuelto_en,
            ultimo=fila is previos[-1],
            suyo=bool(suyos) and fila is suyos[-1],
        )
