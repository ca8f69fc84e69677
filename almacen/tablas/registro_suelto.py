"""Registros que no salen de un renglón del plan: nacen en ceros cuando se ejecuta por ellos."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import insert, select

from almacen.tablas.alcance import Alcance, clave_de_fuente
from almacen.tablas.esquema import ACTIVIDAD, DEPENDENCIA, POAI, PROYECTO, REGISTRO
from dominio.entender.texto import normalizar
from dominio.errores import NoEncontrado

# Los registros sin renglón van después de los del plan.
DESPUES_DEL_PLAN = 1_000_000
# «1.2.4.1.01», «121000», «R121000»: un código no lleva espacios y tiene cifras.
_CODIGO = re.compile(r"(?=\S*[0-9])[A-Za-z0-9.\-]+")


def nuevo_registro(
    alcance: Alcance,
    actividad_id: int | None,
    proyecto_id: int | None,
    fuente_codigo: str | None,
    fuente: str | None,
) -> dict[str, object]:
    """Fila de un registro en ceros para una actividad, o para un proyecto si no hay actividad."""
    propia = ACTIVIDAD.c.id == actividad_id if actividad_id is not None else None
    actividad = alcance.conexion.execute(
        select(ACTIVIDAD.c.proyecto_id, ACTIVIDAD.c.dependencia_id)
        .where(
            *alcance.de(ACTIVIDAD), propia if propia is not None else ACTIVIDAD.c.proyecto_id == proyecto_id
        )
        .order_by(ACTIVIDAD.c.retirada, ACTIVIDAD.c.orden)
        .limit(1)
    ).first()
    dependencia = actividad.dependencia_id if actividad else _dependencia(alcance, proyecto_id)
    return {
        **alcance.base,
        "actividad_id": actividad_id,
        "proyecto_id": actividad.proyecto_id if actividad else proyecto_id,
        "dependencia_id": dependencia,
        "clave_fuente": clave_de_fuente(fuente_codigo, fuente),
        "fuente_codigo": fuente_codigo,
        "fuente": fuente,
        "orden": DESPUES_DEL_PLAN,
    }


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
    fila = nuevo_registro(alcance, None, proyecto_id, *_fuente(alcance, fuente))
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


def _dependencia(alcance: Alcance, proyecto_id: int | None) -> int:
    """La que el POAI dice para el proyecto; si no dice, la primera de la entidad."""
    conexion = alcance.conexion
    dicha = conexion.execute(
        select(POAI.c.dependencia)
        .join(PROYECTO, PROYECTO.c.bpin == POAI.c.bpin)
        .where(*alcance.de(POAI), PROYECTO.c.id == proyecto_id, POAI.c.dependencia.is_not(None))
        .limit(1)
    ).scalar()
    if dicha is not None:
        return alcance.dependencias([(None, dicha)])[normalizar(dicha)]
    primera = conexion.execute(
        select(DEPENDENCIA.c.id)
        .where(DEPENDENCIA.c.entidad_id == alcance.entidad_id)
        .order_by(DEPENDENCIA.c.orden)
        .limit(1)
    ).scalar()
    if primera is None:
        raise NoEncontrado("dependencia", proyecto=proyecto_id)
    return int(primera)
