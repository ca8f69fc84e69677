"""Si siguen siendo ciertas las fechas de ley, los plazos de la ruta y los resúmenes."""

from __future__ import annotations

from collections.abc import Mapping

from almacen.tablas.condiciones_de_recordatorio import ROLES
from almacen.tablas.deposito_preferencias import DepositoPreferencias
from almacen.tablas.deposito_ruta import DepositoRuta
from almacen.tablas.lo_reclamado import Reclamado
from almacen.tablas.sentencias import FilaSQL
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.recordatorio import EstadoRecordatorio, Verdad
from dominio.modelo.ruta import Paso
from dominio.reglas.fechas_legales import PUBLICACION_DEL_PLAN, con_las_de_omision, dia_de, prorroga
from dominio.reglas.ruta import FICHAS
from dominio.valores.fechas import Vigencia

_CANCELADO = Verdad(EstadoRecordatorio.CANCELADO)
_CUMPLIDO = Verdad(EstadoRecordatorio.CUMPLIDO)


def de_la_ley(reclamado: Reclamado) -> Mapping[int, Verdad]:
    """Que la fecha siga encendida en el mismo día; la de publicar, que no se haya publicado ya."""
    verdades: dict[int, Verdad] = {}
    for (entidad_id, anio), filas in reclamado.por_plan().items():
        entidad, vigencia = IdEntidad(entidad_id), Vigencia(anio)
        guardadas = DepositoPreferencias(reclamado.conexion).fechas_legales(entidad)
        fechas = {f"legal:{f.codigo}": f for f in con_las_de_omision(guardadas) if f.activa}
        publicado = bool(DepositoRuta(reclamado.conexion).publicaciones(entidad, vigencia))
        es_habil = reclamado.calendario(entidad_id).es_habil
        for fila in filas:
            fecha = fechas.get(fila.objeto)
            if fecha is None or dia_de(fecha, vigencia) != fila.fin or not _en_su_papel(reclamado, fila):
                verdades[fila.id] = _CANCELADO
            elif publicado and fecha.codigo == PUBLICACION_DEL_PLAN:
                verdades[fila.id] = _CUMPLIDO
            else:
                detalle: dict[str, object] = {
                    "nombre": fecha.nombre,
                    "norma": fecha.norma,
                    "fecha": fila.fin.isoformat(),
                    "dias": reclamado.faltan(entidad_id, fila.fin),
                }
                corrida = prorroga(fila.fin, es_habil)
                if corrida is not None:
                    detalle["prorroga"] = corrida.isoformat()
                verdades[fila.id] = Verdad(detalle=detalle)
    return verdades


def de_la_ruta(reclamado: Reclamado) -> Mapping[int, Verdad]:
    """Que el plazo del paso sea el mismo y que lo que cierra el paso no haya pasado ya."""
    verdades: dict[int, Verdad] = {}
    for (entidad_id, anio), filas in reclamado.por_plan().items():
        ruta, llave = DepositoRuta(reclamado.conexion), (IdEntidad(entidad_id), Vigencia(anio))
        plazos = ruta.plazos(*llave)
        hechos = set()
        if ruta.aprobacion(*llave) is not None:
            hechos.add(Paso.APROBACION)
        for fila in filas:
            paso = Paso(fila.objeto.removeprefix("ruta:"))
            plazo = plazos.get(paso)
            if plazo is None or plazo.fecha != fila.fin or not _en_su_papel(reclamado, fila):
                verdades[fila.id] = _CANCELADO
            elif paso in hechos:
                verdades[fila.id] = _CUMPLIDO
            else:
                verdades[fila.id] = Verdad(
                    detalle={
                        "paso": paso.value,
                        "nombre": paso.value,
                        "norma": plazo.norma or FICHAS[paso].norma,
                        "fecha": fila.fin.isoformat(),
                        "dias": reclamado.faltan(entidad_id, fila.fin),
                        "vigencia": anio,
                    }
                )
    return verdades


def de_los_resumenes(reclamado: Reclamado) -> Mapping[int, Verdad]:
    """Que quien lo recibe siga en su papel."""
    return {fila.id: Verdad() if _en_su_papel(reclamado, fila) else _CANCELADO for fila in reclamado.filas}


def _en_su_papel(reclamado: Reclamado, fila: FilaSQL) -> bool:
    return bool(fila.activa and fila.rol in ROLES[reclamado.ficha(fila).destino])
