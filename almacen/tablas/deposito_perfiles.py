"""Depósitos de los perfiles de importación y de los libros recibidos."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import Insert, bindparam, insert, select

from almacen.tablas.esquema import LIBRO_RECIBIDO, PERFIL, PERSONA
from almacen.tablas.sentencias import Deposito, FilaSQL, Insertar, por_motor
from dominio.entender.texto import normalizar
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.libro_recibido import (
    LibroRecibido,
    NuevoLibro,
    NuevoPerfil,
    OriginalConservado,
    PerfilGuardado,
)
from dominio.modelo.perfil import Perfil
from dominio.valores.fechas import Vigencia

_P = PERFIL.c
_L = LIBRO_RECIBIDO.c
_CAMBIAN = ("nombre", "huella", "contenido", "desde", "autor_id")


def _guardar_o_cambiar(insertar: Insertar) -> Insert:
    nueva = insertar(PERFIL)
    cambio: Insert = nueva.on_conflict_do_update(
        index_elements=[_P.entidad_id, _P.nombre_normalizado],
        set_={nombre: nueva.excluded[nombre] for nombre in _CAMBIAN},
    )
    return cambio


_GUARDAR = por_motor(_guardar_o_cambiar)
_PERFILES = (
    select(_P.nombre, _P.contenido, _P.desde, PERSONA.c.nombre.label("autor"))
    .select_from(PERFIL.outerjoin(PERSONA, PERSONA.c.id == _P.autor_id))
    .where(_P.entidad_id == bindparam("entidad"))
    .order_by(_P.desde.desc(), _P.id.desc())
)
_UN_PERFIL = _PERFILES.where(_P.nombre_normalizado == bindparam("nombre"))
_LIBROS = (
    select(
        _L.id,
        _L.vigencia,
        _L.huella,
        _L.nombre,
        _L.tamano,
        _L.ruta,
        _L.perfil,
        PERSONA.c.nombre.label("autor"),
        _L.recibido,
        _L.aplicado,
    )
    .select_from(LIBRO_RECIBIDO.outerjoin(PERSONA, PERSONA.c.id == _L.autor_id))
    .where(_L.entidad_id == bindparam("entidad"), _L.vigencia == bindparam("anio"))
    .order_by(_L.id.desc())
)
_ULTIMO = _LIBROS.where(_L.aplicado, _L.perfil_normalizado == bindparam("perfil")).limit(1)


@cache
def _forma() -> TypeAdapter[Perfil]:
    return TypeAdapter(Perfil)


class DepositoPerfiles(Deposito):
    """Perfiles de importación de cada entidad."""

    def guardar(self, nuevo: NuevoPerfil) -> PerfilGuardado:
        """Lo guarda con su nombre, en lugar del que lo tuviera."""
        datos = {
            "entidad_id": nuevo.entidad_id,
            "nombre": nuevo.perfil.nombre,
            "nombre_normalizado": normalizar(nuevo.perfil.nombre),
            "huella": nuevo.perfil.huella,
            "contenido": _forma().dump_python(nuevo.perfil, mode="json"),
            "desde": nuevo.desde,
            "autor_id": nuevo.autor_id,
        }
        self._conexion.execute(_GUARDAR[self._motor], datos)
        suyo = {"entidad": nuevo.entidad_id, "nombre": normalizar(nuevo.perfil.nombre)}
        return _perfil(self._conexion.execute(_UN_PERFIL, suyo).one())

    def todos(self, entidad_id: IdEntidad) -> Sequence[PerfilGuardado]:
        """Los de la entidad, del más nuevo al más viejo."""
        return [_perfil(fila) for fila in self._conexion.execute(_PERFILES, {"entidad": entidad_id})]

    def por_nombre(self, entidad_id: IdEntidad, nombre: str) -> PerfilGuardado | None:
        """El de ese nombre, sin distinguir mayúsculas ni tildes."""
        datos = {"entidad": entidad_id, "nombre": normalizar(nombre)}
        fila = self._conexion.execute(_UN_PERFIL, datos).first()
        return None if fila is None else _perfil(fila)


class DepositoLibrosRecibidos(Deposito):
    """Libros recibidos de cada entidad."""

    def agregar(self, nuevo: NuevoLibro) -> LibroRecibido:
        """Lo anota."""
        datos = {
            "entidad_id": nuevo.entidad_id,
            "vigencia": nuevo.vigencia.anio,
            "huella": nuevo.original.huella,
            "nombre": nuevo.original.nombre,
            "tamano": nuevo.original.tamano,
            "ruta": nuevo.original.ruta,
            "perfil": nuevo.perfil,
            "perfil_normalizado": nuevo.perfil and normalizar(nuevo.perfil),
            "aplicado": nuevo.aplicado,
            "recibido": nuevo.recibido,
            "autor_id": nuevo.autor_id,
        }
        numero = self._conexion.execute(insert(LIBRO_RECIBIDO).returning(_L.id), datos).scalar_one()
        propios = {"entidad": nuevo.entidad_id, "anio": nuevo.vigencia.anio, "numero": numero}
        return _libro(self._conexion.execute(_LIBROS.where(_L.id == bindparam("numero")), propios).one())

    def todos(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[LibroRecibido]:
        """Los de la vigencia, del más nuevo al más viejo."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        return [_libro(fila) for fila in self._conexion.execute(_LIBROS, datos)]

    def ultimo_aplicado(self, entidad_id: IdEntidad, vigencia: Vigencia, perfil: str) -> LibroRecibido | None:
        """El último que se guardó leído con ese perfil."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio, "perfil": normalizar(perfil)}
        fila = self._conexion.execute(_ULTIMO, datos).first()
        return None if fila is None else _libro(fila)


def _perfil(fila: FilaSQL) -> PerfilGuardado:
    return PerfilGuardado(fila.nombre, _forma().validate_python(fila.contenido), fila.desde, fila.autor)


def _libro(fila: FilaSQL) -> LibroRecibido:
    return LibroRecibido(
        id=fila.id,
        vigencia=Vigencia(fila.vigencia),
        original=OriginalConservado(fila.huella, fila.nombre, fila.tamano, fila.ruta),
        perfil=fila.perfil,
        autor=fila.autor,
        recibido=fila.recibido,
        aplicado=fila.aplicado,
    )
