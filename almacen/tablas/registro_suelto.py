"""Registros que no salen de un renglón del plan: nacen en ceros cuando se ejecuta por ellos."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, or_, select

from almacen.tablas.alcance import Alcance, clave_de_fuente
from almacen.tablas.esquema import ACTIVIDAD, DEPENDENCIA, POAI, PROYECTO, REGISTRO
from dominio.entender.texto import normalizar
from dominio.errores import NoEncontrado

# Los registros sin renglón van después de los del plan.
DESPUES_DEL_PLAN = 1_000_000
SIN_DEPENDENCIA = "Sin dependencia"
_POCOS = 50
# «1.2.4.1.01», «121000», «R121000»: un código no lleva espacios y tiene cifras.
_CODIGO = re.compile(r"(?=\S*[0-9])[A-Za-z0-9.\-]+")


@dataclass(frozen=True, slots=True)
class RegistroPedido:
    """Un registro que hay que crear, de una actividad o, si no hay, de un proyecto.

    Attributes:
        dependencia: la que dice el libro de ejecución, si la dice.
    """

    actividad_id: int | None
    proyecto_id: int | None
    fuente_codigo: str | None
    fuente: str | None
    dependencia: str | None = None


def nuevos_registros(
    alcance: Alcance, pedidos: Sequence[RegistroPedido], *, sin_dependencia: bool = False
) -> list[dict[str, object]]:
    """Filas de registros en ceros, con el proyecto y la dependencia de cada uno.

    La dependencia es la de la actividad; o la que dice el libro, la de las actividades del proyecto, la
    que el POAI dice para él, o la primera de la entidad.

    Args:
        alcance: entidad y vigencia.
        pedidos: los que faltan.
        sin_dependencia: a los que no dicen dependencia los deja en «Sin dependencia», en vez de en la
            primera de la entidad.

    Raises:
        NoEncontrado: la entidad no tiene ninguna dependencia.
    """
    sitios = _Sitios(alcance, pedidos, sin_dependencia=sin_dependencia)
    return [
        {
            **alcance.base,
            "actividad_id": pedido.actividad_id,
            "proyecto_id": sitios.proyecto(pedido),
            "dependencia_id": sitios.dependencia(pedido),
            "clave_fuente": clave_de_fuente(pedido.fuente_codigo, pedido.fuente),
            "fuente_codigo": pedido.fuente_codigo,
            "fuente": pedido.fuente,
            "orden": DESPUES_DEL_PLAN,
        }
        for pedido in pedidos
    ]


class _Sitios:
    """De quién es cada registro, sabido con una consulta por tabla."""

    def __init__(self, alcance: Alcance, pedidos: Sequence[RegistroPedido], *, sin_dependencia: bool) -> None:
        self._alcance = alcance
        self._sin_dependencia = sin_dependencia
        self._de_actividad: dict[int, Any] = {}
        self._de_proyecto: dict[int, int] = {}
        consulta = (
            select(ACTIVIDAD.c.id, ACTIVIDAD.c.proyecto_id, ACTIVIDAD.c.dependencia_id)
            .where(*alcance.de(ACTIVIDAD), *_las_de(pedidos))
            .order_by(ACTIVIDAD.c.retirada, ACTIVIDAD.c.orden)
        )
        for fila in alcance.conexion.execute(consulta):
            self._de_actividad[fila.id] = fila
            if fila.proyecto_id is not None:
                self._de_proyecto.setdefault(fila.proyecto_id, fila.dependencia_id)
        self._del_poai = self._leer_poai()
        nombres = [p.dependencia for p in pedidos if p.dependencia and p.actividad_id is None]
        nombres += self._del_poai.values()
        sueltos = [p for p in pedidos if p.actividad_id is None and self._dicha(p) is None]
        if sin_dependencia and any(p.proyecto_id not in self._de_proyecto for p in sueltos):
            nombres.append(SIN_DEPENDENCIA)
        self._numeros = alcance.dependencias((None, nombre) for nombre in nombres) if nombres else {}

    def _leer_poai(self) -> dict[int, str]:
        consulta = (
            select(PROYECTO.c.id, POAI.c.dependencia)
            .select_from(POAI.join(PROYECTO, PROYECTO.c.bpin == POAI.c.bpin))
            .where(*self._alcance.de(POAI), *self._alcance.de(PROYECTO), POAI.c.dependencia.is_not(None))
            .order_by(POAI.c.orden.desc())
        )
        return dict(self._alcance.conexion.execute(consulta).all())

    def _dicha(self, pedido: RegistroPedido) -> str | None:
        return pedido.dependencia or self._del_poai.get(pedido.proyecto_id or 0)

    def proyecto(self, pedido: RegistroPedido) -> int | None:
        """El de su actividad, o el suyo."""
        if pedido.actividad_id is None:
            return pedido.proyecto_id
        propio: int | None = self._de_actividad[pedido.actividad_id].proyecto_id
        return propio

    def dependencia(self, pedido: RegistroPedido) -> int:
        """La de su actividad o, si no tiene, la de su proyecto."""
        if pedido.actividad_id is not None:
            return int(self._de_actividad[pedido.actividad_id].dependencia_id)
        if pedido.dependencia:
            return self._numeros[normalizar(pedido.dependencia)]
        if pedido.proyecto_id in self._de_proyecto:
            return self._de_proyecto[pedido.proyecto_id]
        dicha = self._dicha(pedido)
        if dicha is not None:
            return self._numeros[normalizar(dicha)]
        if self._sin_dependencia:
            return self._numeros[normalizar(SIN_DEPENDENCIA)]
        return _primera_dependencia(self._alcance, pedido.proyecto_id)


def _las_de(pedidos: Sequence[RegistroPedido]) -> list[Any]:
    """Condición para leer solo las actividades que hacen falta, si los pedidos son pocos."""
    if len(pedidos) > _POCOS:
        return []
    actividades = [pedido.actividad_id for pedido in pedidos if pedido.actividad_id is not None]
    proyectos = [pedido.proyecto_id for pedido in pedidos if pedido.proyecto_id is not None]
    return [or_(ACTIVIDAD.c.id.in_(actividades), ACTIVIDAD.c.proyecto_id.in_(proyectos))]


def registro_de_proyecto(alcance: Alcance, proyecto_id: int, fuente: str) -> int:
    """Número del registro proyecto × fuente sin actividad; lo crea en ceros si no existe.

    Args:
        fuente: código de la fuente, o su nombre si no tiene código.

    Raises:
        NoEncontrado: el proyecto no es de esta entidad y vigencia.
    """
    propio = select(PROYECTO.c.id).where(*alcance.de(PROYECTO), PROYECTO.c.id == proyecto_id)
    # Bloqueado: dos que lo piden a la vez no lo crean dos veces.
    if alcance.conexion.execute(propio.with_for_update()).first() is None:
        raise NoEncontrado("proyecto", proyecto=proyecto_id)
    hallado = alcance.conexion.execute(
        select(REGISTRO.c.id).where(
            REGISTRO.c.proyecto_id == proyecto_id,
            REGISTRO.c.actividad_id.is_(None),
            REGISTRO.c.clave_fuente == normalizar(fuente),
        )
    ).scalar()
    if hallado is not None:
        return int(hallado)
    (fila,) = nuevos_registros(alcance, [RegistroPedido(None, proyecto_id, *_fuente(alcance, fuente))])
    nuevo: int = alcance.conexion.execute(insert(REGISTRO).returning(REGISTRO.c.id), fila).scalar_one()
    return nuevo


def _fuente(alcance: Alcance, fuente: str) -> tuple[str | None, str | None]:
    """Código y nombre de la fuente, como los escribió el plan o el POAI si la conocen."""
    for tabla in (REGISTRO, POAI):
        columnas: Any = tabla.c
        conocida = alcance.conexion.execute(
            select(columnas.fuente_codigo, columnas.fuente)
            .where(*alcance.de(tabla), columnas.fuente_codigo == fuente)
            .limit(1)
        ).first()
        if conocida is not None:
            return conocida.fuente_codigo, conocida.fuente
    return (fuente, None) if _CODIGO.fullmatch(fuente) else (None, fuente)


def _primera_dependencia(alcance: Alcance, proyecto_id: int | None) -> int:
    primera = alcance.conexion.execute(
        select(DEPENDENCIA.c.id)
        .where(DEPENDENCIA.c.entidad_id == alcance.entidad_id)
        .order_by(DEPENDENCIA.c.orden)
        .limit(1)
    ).scalar()
    if primera is None:
        raise NoEncontrado("dependencia", proyecto=proyecto_id)
    return int(primera)
