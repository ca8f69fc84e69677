"""Depósito de catálogos oficiales: cargas con su historia, y los códigos de las vigentes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from almacen.tablas.esquema import CARGA_DE_CATALOGO, CODIGO_DE_CATALOGO, PERSONA
from almacen.tablas.sentencias import Deposito, FilaSQL, momento
from dominio.modelo.catalogo import (
    CargaDeCatalogo,
    Catalogo,
    Catalogos,
    EntradaDeCatalogo,
    IdCarga,
    NuevaCarga,
    TipoCatalogo,
)
from dominio.modelo.identidad import IdEntidad

_C = CARGA_DE_CATALOGO.c
_K = CODIGO_DE_CATALOGO.c
# En el orden de ``CargaDeCatalogo``.
_TODAS = select(
    _C.id,
    _C.entidad_id,
    _C.tipo,
    _C.fecha,
    _C.cuantos,
    _C.huella,
    _C.archivo,
    PERSONA.c.nombre,
    _C.cargada_en,
    _C.reemplazada_en,
).select_from(CARGA_DE_CATALOGO.outerjoin(PERSONA, PERSONA.c.id == _C.autor_id))
_DE_ENTIDAD = _TODAS.where(_C.entidad_id == bindparam("entidad"))
_GENERALES = _TODAS.where(_C.entidad_id.is_(None))
_ORDEN = (_C.tipo, _C.cargada_en.desc(), _C.id.desc())
# Las generales primero: las de la entidad, que se leen después, quedan encima.
_QUE_VALEN = (
    select(_C.id, _C.tipo, _C.fecha)
    .where(_C.reemplazada_en.is_(None), or_(_C.entidad_id.is_(None), _C.entidad_id == bindparam("entidad")))
    .order_by(_C.entidad_id.is_not(None))
)
_CODIGOS = (
    select(_K.carga_id, _K.codigo, _K.nombre, _K.detalle)
    .where(_K.carga_id.in_(bindparam("cargas", expanding=True)))
    .order_by(_K.carga_id, _K.codigo)
)
_CREAR = insert(CARGA_DE_CATALOGO).returning(_C.id)
_GUARDAR_CODIGOS = insert(CODIGO_DE_CATALOGO)
_REEMPLAZAR = (
    update(CARGA_DE_CATALOGO).where(_C.id == bindparam("carga")).values(reemplazada_en=momento("ahora"))
)
_BORRAR = delete(CODIGO_DE_CATALOGO).where(_K.carga_id == bindparam("carga"))


def _leer(fila: FilaSQL) -> CargaDeCatalogo:
    numero, entidad, tipo, *resto = fila
    return CargaDeCatalogo(IdCarga(numero), entidad, TipoCatalogo(tipo), *resto)


class DepositoCatalogos(Deposito):
    """Catálogos de cada entidad y de la instalación."""

    def __init__(self, conexion: Connection) -> None:
        super().__init__(conexion)
        # Revisar un libro y evaluar su coherencia preguntan por los mismos miles de códigos.
        self._leidos: dict[IdEntidad | None, Catalogos] = {}

    def de(self, entidad_id: IdEntidad | None) -> Catalogos:
        """Los de la entidad y, donde no tenga, los de la instalación; sin entidad, solo estos."""
        if entidad_id not in self._leidos:
            self._leidos[entidad_id] = self._de(entidad_id)
        return self._leidos[entidad_id]

    def vigente(self, entidad_id: IdEntidad | None, tipo: TipoCatalogo) -> CargaDeCatalogo | None:
        """La carga vigente de ese tipo y ese dueño; espera a quien la esté reemplazando."""
        self.candado(f"catalogo:{entidad_id}:{tipo}")
        return next((c for c in self.cargas(entidad_id) if c.tipo is tipo and c.vigente), None)

    def cargas(self, entidad_id: IdEntidad | None) -> Sequence[CargaDeCatalogo]:
        """Todas las de ese dueño, reemplazadas también: por tipo y de la más nueva a la más vieja."""
        consulta = (_GENERALES if entidad_id is None else _DE_ENTIDAD).order_by(*_ORDEN)
        datos = {} if entidad_id is None else {"entidad": entidad_id}
        return [_leer(fila) for fila in self._conexion.execute(consulta, datos)]

    def reemplazar(self, nueva: NuevaCarga, ahora: datetime) -> CargaDeCatalogo:
        """Deja la nueva como vigente: borra los códigos de la anterior y conserva su historia."""
        self._leidos.clear()
        anterior = self.vigente(nueva.entidad_id, nueva.tipo)
        if anterior is not None:
            self._conexion.execute(_REEMPLAZAR, {"carga": anterior.id, "ahora": ahora})
            self._conexion.execute(_BORRAR, {"carga": anterior.id})
        datos = {
            "entidad_id": nueva.entidad_id,
            "tipo": nueva.tipo.value,
            "fecha": nueva.fecha,
            "cuantos": len(nueva.entradas),
            "huella": nueva.huella,
            "archivo": nueva.archivo,
            "autor_id": nueva.autor_id,
            "cargada_en": ahora,
        }
        carga = self._conexion.execute(_CREAR, datos).scalar_one()
        if nueva.entradas:
            filas = [
                {"carga_id": carga, "codigo": e.codigo, "nombre": e.nombre, "detalle": e.detalle}
                for e in nueva.entradas
            ]
            self._conexion.execute(_GUARDAR_CODIGOS, filas)
        return next(c for c in self.cargas(nueva.entidad_id) if c.id == carga)

    def _de(self, entidad_id: IdEntidad | None) -> Catalogos:
        valen = {
            TipoCatalogo(tipo): (carga, fecha)
            for carga, tipo, fecha in self._conexion.execute(_QUE_VALEN, {"entidad": entidad_id})
        }
        if not valen:
            return Catalogos()
        entradas: dict[int, dict[str, EntradaDeCatalogo]] = {carga: {} for carga, _ in valen.values()}
        for carga, codigo, nombre, detalle in self._conexion.execute(_CODIGOS, {"cargas": list(entradas)}):
            entradas[carga][codigo] = EntradaDeCatalogo(codigo, nombre, detalle)
        return Catalogos(
            {tipo: Catalogo(tipo, fecha, entradas[carga]) for tipo, (carga, fecha) in valen.items()}
        )
