"""Plan de Acción: metas, proyectos, actividades y registros financieros."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dominio.modelo.financiero import Saldos
from dominio.modelo.identidad import (
    IdActividad,
    IdDependencia,
    IdMeta,
    IdPersona,
    IdProyecto,
    IdRegistro,
)
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje


class TipoMeta(StrEnum):
    """Tipología de la meta (bloque 2 del formato)."""

    PRODUCTO = "Producto"
    GESTION = "Gestión"
    ADMINISTRATIVA = "Administrativa"


class TipoAcumulacion(StrEnum):
    """Cómo se acumula el indicador entre vigencias."""

    ACUMULADO = "Acumulado"
    FLUJO = "Flujo"
    MANTENIMIENTO = "Mantenimiento"
    CAPACIDAD = "Capacidad"
    REDUCCION = "Reducción"


@dataclass(frozen=True, slots=True)
class Meta:
    """Meta de la vigencia con su indicador.

    Attributes:
        meta_vigencia: lo programado para el año; ``None`` = no programada (NP), que no es cero.
        avance_actividades: Σ(ponderación × avance) o media simple de sus actividades; nunca es el resultado.
        programacion: vigencia (año) → programado; ``None`` = NP. Solo si hay Plan Indicativo cargado.
        programacion_original: la de la versión aprobada (o la primera cargada); no cambia al reprogramar.
        logros: año ya cerrado → lo logrado, en la unidad del indicador.
    """

    id: IdMeta
    codigo: str
    tipo: TipoMeta
    nombre: str | None
    programa_codigo: str | None
    programa: str | None
    indicador: str | None
    unidad: str | None
    linea_base: Decimal | None
    meta_vigencia: Decimal | None
    acumulacion: TipoAcumulacion | None = None
    meta_cuatrienio: Decimal | None = None
    coordinadora_id: IdDependencia | None = None
    programacion: tuple[tuple[int, Decimal | None], ...] = ()
    programacion_original: tuple[tuple[int, Decimal | None], ...] = ()
    logros: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Renglon:
    """Una actividad con todo lo que la rodea: lo que leen las consultas, los libros y las reglas.

    Attributes:
        avance: último reportado (enviado o aprobado), puntos; ``None`` = nunca se ha reportado.
        sin_revisar: el último reporte está enviado pero nadie lo ha aprobado.
        ultimo_corte: corte del último reporte («2026-T3») u omitido.
        saldos: suma de sus registros, en pesos.
        version: para detectar cambios simultáneos.
        producto_codigo: producto MGA de siete dígitos, si el plan lo trae aparte de la meta.
        sin_fechas: el plan no trajo fechas; ``inicio`` y ``fin`` son las de la vigencia.
    """

    id: IdActividad
    codigo: str
    nombre: str
    dependencia_id: IdDependencia
    dependencia_codigo: str | None
    dependencia: str
    responsable_id: IdPersona | None
    responsable: str
    cargo: str | None
    meta_id: IdMeta
    meta_codigo: str
    meta: str | None
    tipo_meta: TipoMeta
    programa_codigo: str | None
    programa: str | None
    indicador: str | None
    unidad: str | None
    linea_base: Decimal | None
    meta_vigencia: Decimal | None
    proyecto_id: IdProyecto | None
    bpin: str | None
    proyecto: str | None
    objetivo: str | None
    ponderacion: Porcentaje | None
    cantidad_programada: Decimal | None
    inicio: date
    fin: date
    avance: Porcentaje | None
    cantidad: Decimal | None
    sin_revisar: bool
    ultimo_corte: str | None
    saldos: Saldos
    version: int
    producto_codigo: str | None = None
    producto: str | None = None
    sin_fechas: bool = False


@dataclass(frozen=True, slots=True)
class ComoVino:
    """Lo que el libro de la entidad traía de una actividad y ninguna consulta necesita.

    Attributes:
        niveles: jerarquía propia de la entidad, de arriba abajo: (rótulo, código, nombre).
        sin_codigo: el libro no traía código de actividad; el que tiene es asignado.
    """

    niveles: tuple[tuple[str, str | None, str | None], ...] = ()
    sin_codigo: bool = False


@dataclass(frozen=True, slots=True)
class Registro:
    """Registro financiero: actividad × fuente (o proyecto × fuente si ``actividad_id`` es ``None``).

    Attributes:
        monto: programado en el plan, en pesos.
        saldos: acumulados de la vigencia, en pesos.
    """

    id: IdRegistro
    actividad_id: IdActividad | None
    actividad_codigo: str | None
    proyecto_id: IdProyecto | None
    bpin: str | None
    proyecto: str | None
    dependencia_id: IdDependencia
    fuente_codigo: str | None
    fuente: str | None
    monto: Pesos
    contratacion: bool | None
    saldos: Saldos
    version: int
