"""Depósito de los documentos del plan, y su camino a la carpeta de datos."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, case, func, insert, literal_column, select, update

from almacen.tablas.deposito_auditoria import DepositoAuditoria
from almacen.tablas.esquema import DOCUMENTO, PERSONA
from almacen.tablas.sentencias import Deposito, FilaSQL
from dominio.errores import NoEncontrado
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.documento import (
    ArchivoDeDocumento,
    ClaseDocumento,
    Documento,
    EstadoDocumento,
    IdDocumento,
    NuevoDocumento,
)
from dominio.modelo.identidad import IdEntidad
from dominio.puertos.documentos import DocumentoPorGuardar
from dominio.puertos.tiempo import Reloj
from dominio.valores.fechas import Vigencia

MAXIMO_INTENTOS = 5
_PENDIENTE, _FALLIDO = EstadoDocumento.PENDIENTE.value, EstadoDocumento.FALLIDO.value

_D = DOCUMENTO.c
_TODO = select(*_D, PERSONA.c.nombre.label("autor")).select_from(
    DOCUMENTO.outerjoin(PERSONA, PERSONA.c.id == _D.autor_id)
)
_DE = _TODO.where(
    _D.entidad_id == bindparam("entidad"), _D.vigencia.between(bindparam("desde"), bindparam("hasta"))
).order_by(_D.vigencia, _D.id)
_UNO = _TODO.where(_D.entidad_id == bindparam("entidad"), _D.id == bindparam("documento"))
_VERSION = select(func.coalesce(func.max(_D.version), 0)).where(
    _D.entidad_id == bindparam("entidad"),
    _D.vigencia == bindparam("anio"),
    _D.clase == bindparam("de_clase"),
)
_REGISTRAR = insert(DOCUMENTO).returning(_D.id)
_POR_GUARDAR = (
    _TODO.where(_D.estado == literal_column(f"'{_PENDIENTE}'"), _D.file_id.is_not(None))
    .order_by(_D.intentos, _D.id)
    .limit(bindparam("limite"))
)
_GUARDADO = (
    update(DOCUMENTO)
    .where(_D.id == bindparam("documento"))
    .values(
        estado=EstadoDocumento.GUARDADO.value,
        sha256=bindparam("resumen"),
        tamano=bindparam("bytes"),
        motivo=None,
    )
)
_RECHAZADO = (
    update(DOCUMENTO)
    .where(_D.id == bindparam("documento"))
    .values(
        estado=EstadoDocumento.RECHAZADO.value,
        sha256=bindparam("resumen"),
        tamano=bindparam("bytes"),
        motivo="no es lo que dice su nombre",
    )
    .returning(_D.entidad_id, _D.vigencia, _D.clase, _D.nombre)
)
_INTENTO = (
    update(DOCUMENTO)
    .where(_D.id == bindparam("documento"), _D.estado == _PENDIENTE)
    .values(
        intentos=_D.intentos + 1,
        motivo=bindparam("causa"),
        estado=case((_D.intentos + 1 >= MAXIMO_INTENTOS, _FALLIDO), else_=_PENDIENTE),
    )
    .returning(_D.estado, _D.entidad_id, _D.vigencia, _D.clase, _D.nombre)
)


class DepositoDocumentos(Deposito):
    """Documentos registrados, con todas sus versiones."""

    def __init__(self, conexion: Connection, reloj: Reloj) -> None:
        super().__init__(conexion)
        self._reloj = reloj

    def de(self, entidad_id: IdEntidad, desde: Vigencia, hasta: Vigencia) -> Sequence[Documento]:
        """Los de esas vigencias, con todas sus versiones, de la más vieja a la más nueva."""
        datos = {"entidad": entidad_id, "desde": desde.anio, "hasta": hasta.anio}
        return [_leer(fila) for fila in self._conexion.execute(_DE, datos)]

    def traer(self, entidad_id: IdEntidad, documento_id: IdDocumento) -> Documento:
        """Uno.

        Raises:
            NoEncontrado: no es de la entidad.
        """
        fila = self._conexion.execute(_UNO, {"entidad": entidad_id, "documento": documento_id}).first()
        if fila is None:
            raise NoEncontrado("documento")
        return _leer(fila)

    def registrar(self, nuevo: NuevoDocumento) -> Documento:
        """Agrega una versión; con el resumen ya sabido nace guardado."""
        entidad, anio, clase = nuevo.entidad_id, nuevo.vigencia.anio, nuevo.clase.value
        # Dos registros a la vez se esperan: cada uno queda con su número.
        self.candado(f"documento:{entidad}:{anio}:{clase}")
        previa = self._conexion.execute(_VERSION, {"entidad": entidad, "anio": anio, "de_clase": clase})
        archivo = nuevo.archivo
        fila = {
            "entidad_id": entidad,
            "vigencia": anio,
            "clase": clase,
            "version": previa.scalar_one() + 1,
            "nombre": archivo.nombre,
            "mime": archivo.mime,
            "tamano": archivo.tamano,
            "file_id": archivo.file_id,
            "sha256": archivo.sha256,
            "estado": (EstadoDocumento.GUARDADO if archivo.sha256 else EstadoDocumento.PENDIENTE).value,
            "acto": nuevo.acto,
            "fecha": nuevo.fecha,
            "autor_id": nuevo.autor_id,
            "en": nuevo.en,
        }
        numero = self._conexion.execute(_REGISTRAR, fila).scalar_one()
        return self.traer(entidad, IdDocumento(numero))

    def por_guardar(self, limite: int) -> Sequence[DocumentoPorGuardar]:
        """Los que siguen en el chat, primero los que menos se han intentado."""
        filas = self._conexion.execute(_POR_GUARDAR, {"limite": limite})
        return [
            DocumentoPorGuardar(
                fila.id, fila.entidad_id, fila.nombre, _leer(fila).nombre_propio, fila.mime, fila.file_id
            )
            for fila in filas
        ]

    def guardado(self, documento_id: int, sha256: str, tamano: int) -> None:
        """Ya está en la carpeta de datos y es lo que dice ser."""
        datos = {"documento": documento_id, "resumen": sha256, "bytes": tamano}
        self._conexion.execute(_GUARDADO, datos)

    def rechazado(self, documento_id: int, sha256: str, tamano: int) -> None:
        """Por dentro no es lo que dice ser: queda marcado y auditado."""
        datos = {"documento": documento_id, "resumen": sha256, "bytes": tamano}
        fila = self._conexion.execute(_RECHAZADO, datos).one()
        self._anotar("rechazar_documento", fila, {"sha256": sha256})

    def fallido(self, documento_id: int, motivo: str) -> None:
        """Un intento más sin poder traerlo; al quinto se abandona, con su traza."""
        datos = {"documento": documento_id, "causa": motivo}
        fila = self._conexion.execute(_INTENTO, datos).first()
        if fila is not None and fila.estado == _FALLIDO:
            self._anotar("perder_documento", fila, {"motivo": motivo, "intentos": MAXIMO_INTENTOS})

    def _anotar(self, accion: str, fila: FilaSQL, despues: dict[str, object]) -> None:
        objeto = f"documento:{fila.clase}:{fila.vigencia}"
        datos = {"nombre": fila.nombre, **despues}
        anotacion = Anotacion(fila.entidad_id, None, accion, objeto, None, datos, None, "recordatorios")
        DepositoAuditoria(self._conexion).anotar(anotacion, self._reloj.ahora())


def _leer(fila: FilaSQL) -> Documento:
    return Documento(
        id=IdDocumento(fila.id),
        vigencia=Vigencia(fila.vigencia),
        clase=ClaseDocumento(fila.clase),
        version=fila.version,
        archivo=ArchivoDeDocumento(fila.nombre, fila.mime, fila.tamano, fila.file_id, fila.sha256),
        estado=EstadoDocumento(fila.estado),
        acto=fila.acto,
        fecha=fila.fecha,
        autor=fila.autor,
        en=fila.en,
    )
