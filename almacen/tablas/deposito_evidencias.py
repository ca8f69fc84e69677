"""Depósito de evidencias: los archivos de cada avance y su camino a la carpeta de datos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, case, insert, literal_column, select, update

from almacen.tablas.deposito_auditoria import DepositoAuditoria
from almacen.tablas.esquema import AVANCE, EVIDENCIA
from almacen.tablas.sentencias import Deposito, FilaSQL
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.evidencia import ClaseEvidencia, EstadoEvidencia
from dominio.modelo.identidad import IdAvance
from dominio.modelo.reporte import ArchivoAdjunto, NuevoAvance
from dominio.puertos.reportes import EvidenciaPorGuardar
from dominio.puertos.tiempo import Reloj

MAXIMO_INTENTOS = 5
PENDIENTE, GUARDADA = EstadoEvidencia.PENDIENTE.value, EstadoEvidencia.GUARDADA.value
FALLIDA, RECHAZADA = EstadoEvidencia.FALLIDA.value, EstadoEvidencia.RECHAZADA.value

_E = EVIDENCIA.c
_ADJUNTAR = insert(EVIDENCIA)
_POR_GUARDAR = (
    select(_E.id, _E.entidad_id, _E.file_id, _E.nombre, _E.mime, _E.tamano)
    .where(_E.estado == literal_column(f"'{PENDIENTE}'"))
    .order_by(_E.intentos, _E.id)
    .limit(bindparam("limite"))
)
_GUARDADA = (
    update(EVIDENCIA)
    .where(_E.id == bindparam("evidencia"))
    .values(estado=GUARDADA, sha256=bindparam("resumen"), tamano=bindparam("bytes"), motivo=None)
)
_INTENTO = (
    update(EVIDENCIA)
    .where(_E.id == bindparam("evidencia"), _E.estado == PENDIENTE)
    .values(
        intentos=_E.intentos + 1,
        motivo=bindparam("causa"),
        estado=case((_E.intentos + 1 >= MAXIMO_INTENTOS, FALLIDA), else_=PENDIENTE),
    )
    .returning(_E.estado, _E.entidad_id, _E.nombre, _E.avance_id)
)
_CONOCIDOS = select(_E.file_unique_id, _E.estado, _E.sha256).where(
    _E.entidad_id == bindparam("entidad"),
    _E.file_unique_id.in_(bindparam("unicos", expanding=True)),
    _E.estado.in_((GUARDADA, RECHAZADA)),
)
_FOLIO = select(AVANCE.c.folio).where(AVANCE.c.id == bindparam("avance"))
_NOMBRES = select(_E.nombre).where(_E.avance_id == bindparam("avance")).order_by(_E.id)


class DepositoEvidencias(Deposito):
    """Archivos adjuntos a los avances."""

    def __init__(self, conexion: Connection, reloj: Reloj) -> None:
        super().__init__(conexion)
        self._reloj = reloj

    def evidencias_por_guardar(self, limite: int) -> Sequence[EvidenciaPorGuardar]:
        """Archivos confirmados que aún no están en la carpeta de datos."""
        filas = self._conexion.execute(_POR_GUARDAR, {"limite": limite})
        return [EvidenciaPorGuardar(*fila) for fila in filas]

    def evidencia_guardada(self, evidencia_id: int, sha256: str, tamano: int) -> None:
        """Anota que el archivo quedó en disco con ese resumen."""
        datos = {"evidencia": evidencia_id, "resumen": sha256, "bytes": tamano}
        self._conexion.execute(_GUARDADA, datos)

    def evidencia_fallida(self, evidencia_id: int, motivo: str) -> None:
        """Anota un intento fallido; al quinto deja de intentarse y se audita."""
        datos = {"evidencia": evidencia_id, "causa": motivo}
        fila = self._conexion.execute(_INTENTO, datos).first()
        if fila is None or fila.estado != FALLIDA:
            return
        folio = self._conexion.execute(_FOLIO, {"avance": fila.avance_id}).scalar_one()
        anotacion = Anotacion(
            entidad_id=fila.entidad_id,
            actor_id=None,
            accion="perder_evidencia",
            objeto=f"folio:{folio}",
            antes=None,
            despues={"evidencia": evidencia_id, "motivo": motivo, "intentos": MAXIMO_INTENTOS},
            update_id=None,
            canal="recordatorios",
        )
        DepositoAuditoria(self._conexion).anotar(anotacion, self._reloj.ahora())

    def evidencias_de(self, avance_id: IdAvance) -> Sequence[str]:
        """Nombres de los archivos del avance, en el orden en que se adjuntaron."""
        return self._conexion.execute(_NOMBRES, {"avance": avance_id}).scalars().all()

    def _adjuntar(self, avance_id: IdAvance, nuevo: NuevoAvance) -> None:
        if not nuevo.evidencias:
            return
        unicos = [archivo.file_unique_id for archivo in nuevo.evidencias if archivo.file_unique_id]
        datos = {"entidad": nuevo.entidad_id, "unicos": unicos}
        # El mismo archivo, reenviado o de la versión que se corrige, no se baja otra vez.
        conocidos = {fila.file_unique_id: fila for fila in self._conexion.execute(_CONOCIDOS, datos)}
        filas = [
            {**_valores(nuevo, archivo), "avance_id": avance_id, **_estado(archivo, conocidos)}
            for archivo in nuevo.evidencias
        ]
        self._conexion.execute(_ADJUNTAR, filas)


def _valores(nuevo: NuevoAvance, archivo: ArchivoAdjunto) -> dict[str, object]:
    return {
        "entidad_id": nuevo.entidad_id,
        "vigencia": nuevo.vigencia.anio,
        "file_id": archivo.file_id,
        "file_unique_id": archivo.file_unique_id,
        "nombre": archivo.nombre,
        "mime": archivo.mime,
        "tamano": archivo.tamano,
        "album": archivo.album,
        "clase": archivo.clase.value,
        "subida_por": archivo.subida_por or nuevo.autor_id,
        "recibida_en": archivo.recibida_en or nuevo.reportado_en,
        "latitud": archivo.latitud,
        "longitud": archivo.longitud,
    }


def _estado(archivo: ArchivoAdjunto, conocidos: Mapping[str, FilaSQL]) -> dict[str, object]:
    if archivo.clase is ClaseEvidencia.UBICACION:
        return {"estado": GUARDADA, "sha256": None}
    conocido = conocidos.get(archivo.file_unique_id)
    if conocido is None:
        return {"estado": PENDIENTE, "sha256": None}
    return {"estado": conocido.estado, "sha256": conocido.sha256}
