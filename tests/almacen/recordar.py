"""Lo que las pruebas de recordatorios guardados repiten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from almacen.tablas.esquema import DEPENDENCIA, PERSONA, RECORDATORIO
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from dominio.modelo.recordatorio import Disparo, Verdad
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from recordatorios.calendario import calendario_de
from tests.almacen.hechos import AHORA, VIGENCIA

UN_DIA = timedelta(days=1)


@dataclass(frozen=True)
class Programado:
    """Una fila programada, con los nombres de quien la recibe."""

    id: int
    clave: str
    objeto: str
    persona_id: int
    actividad_id: int | None


def disparo(tipo: TipoRecordatorio, base: date, hito: str = "", objeto: str = "", **mas: Any) -> Disparo:
    """Uno que toca a AHORA y sirve un día."""
    return Disparo(base, hito or tipo.value, AHORA, AHORA + UN_DIA, tipo, objeto, **mas)


def programar(almacen: AlmacenSQL, entidad: Entidad, *disparos: Disparo) -> int:
    """Cuántos son nuevos."""
    with almacen.unidad() as unidad:
        nuevos = unidad.recordatorios.programar(entidad.id, VIGENCIA, disparos)
        unidad.confirmar()
    return nuevos


def programados(almacen: AlmacenSQL) -> list[Programado]:
    """Todas las filas, en el orden en que entraron."""
    columnas = [RECORDATORIO.c[n] for n in ("id", "clave", "objeto", "persona_id", "actividad_id")]
    with almacen.lectura() as unidad:
        filas = unidad._conexion.execute(select(*columnas).order_by(RECORDATORIO.c.id)).all()
    return [Programado(*fila) for fila in filas]


def verificar(
    almacen: AlmacenSQL, entidad: Entidad, ahora: datetime = AHORA, ids: Sequence[int] | None = None
) -> Mapping[int, Verdad]:
    """Lo que queda de cierto en todo lo programado, o en esos."""
    cuales = [uno.id for uno in programados(almacen)] if ids is None else ids
    with almacen.lectura() as unidad:
        return unidad.recordatorios.verificar(cuales, ahora, {entidad.id: calendario_de(entidad)})


def motivo(almacen: AlmacenSQL, entidad: Entidad, ahora: datetime = AHORA) -> str | None:
    """Por qué ya no se envía lo único programado; ``None`` si sigue siendo cierto."""
    (verdad,) = verificar(almacen, entidad, ahora).values()
    return None if verdad.motivo is None else verdad.motivo.value


def alguien(
    almacen: AlmacenSQL, entidad: Entidad, nombre: str, rol: Rol, dependencia: str | None = None
) -> Persona:
    """Una persona con ese papel, en la dependencia de ese nombre si se dice."""
    with almacen.unidad() as unidad:
        numero = None
        if dependencia is not None:
            consulta = select(DEPENDENCIA.c.id).where(DEPENDENCIA.c.nombre == dependencia)
            numero = unidad._conexion.execute(consulta).scalar_one()
        persona = unidad.personas.crear(NuevaPersona(entidad.id, nombre, rol, numero))
        unidad.confirmar()
    return persona


def persona(almacen: AlmacenSQL, entidad: Entidad, nombre: str) -> Persona:
    """La de ese nombre."""
    with almacen.lectura() as unidad:
        hallada = unidad.personas.por_nombre(entidad.id, nombre)
    assert hallada is not None
    return hallada


def cambiar_papel(almacen: AlmacenSQL, quien: Persona, rol: Rol | None) -> None:
    """Esa persona pasa a otro papel; sin él, se le revoca el acceso."""
    with almacen.unidad() as unidad:
        if rol is None:
            unidad.personas.revocar(quien.id)
        else:
            cambio = PERSONA.update().where(PERSONA.c.id == quien.id).values(rol=rol.value)
            unidad._conexion.execute(cambio)
        unidad.confirmar()
