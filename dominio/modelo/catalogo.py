"""Catálogos oficiales que carga la entidad: qué códigos existen, cómo se llaman y de cuándo son.

El producto no trae ninguno. Sin catálogo solo se revisa la forma de los códigos.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import NewType

from dominio.modelo.identidad import IdEntidad, IdPersona

IdCarga = NewType("IdCarga", int)


class TipoCatalogo(StrEnum):
    """De qué son los códigos de un catálogo."""

    PRODUCTO = "mga-producto"
    INDICADOR = "mga-indicador"
    FUENTE = "fuente"
    DIVIPOLA = "divipola"


@dataclass(frozen=True, slots=True)
class EntradaDeCatalogo:
    """Un código oficial.

    Attributes:
        nombre: como lo escribe el archivo; vacío si no lo trae.
        detalle: unidad de medida del indicador o departamento del municipio, si el archivo lo trae.
    """

    codigo: str
    nombre: str
    detalle: str | None = None


@dataclass(frozen=True, slots=True)
class CargaDeCatalogo:
    """Un archivo cargado; sus códigos viven hasta que otra carga lo reemplaza, su fila queda.

    Attributes:
        entidad_id: de quién es; ``None`` = de toda la instalación.
        fecha: de cuándo es el catálogo, según quien lo cargó.
        cuantos: códigos que trajo.
        huella: SHA-256 del archivo.
        archivo: nombre del archivo, sin carpeta.
        autor: quien lo cargó; ``None`` si fue la línea de órdenes.
        reemplazada_en: instante UTC en que otra carga la reemplazó; ``None`` = es la vigente.
    """

    id: IdCarga
    entidad_id: IdEntidad | None
    tipo: TipoCatalogo
    fecha: date
    cuantos: int
    huella: str
    archivo: str
    autor: str | None
    cargada_en: datetime
    reemplazada_en: datetime | None = None

    @property
    def vigente(self) -> bool:
        """Si sus códigos son los que valen."""
        return self.reemplazada_en is None


@dataclass(frozen=True, slots=True)
class NuevaCarga:
    """Lo que se guarda al cargar un catálogo."""

    entidad_id: IdEntidad | None
    tipo: TipoCatalogo
    fecha: date
    huella: str
    archivo: str
    autor_id: IdPersona | None
    entradas: tuple[EntradaDeCatalogo, ...]


@dataclass(frozen=True)
class Catalogo:
    """Los códigos vigentes de un tipo, por código."""

    tipo: TipoCatalogo
    fecha: date
    entradas: Mapping[str, EntradaDeCatalogo]

    def __contains__(self, codigo: object) -> bool:
        """Si el código existe."""
        return codigo in self.entradas

    def nombre(self, codigo: str) -> str | None:
        """Cómo se llama; ``None`` si no existe o el archivo no traía nombres."""
        entrada = self.entradas.get(codigo)
        return entrada.nombre or None if entrada else None


@dataclass(frozen=True)
class Catalogos:
    """Los catálogos que valen para una entidad: los suyos y, donde no tenga, los de la instalación."""

    por_tipo: Mapping[TipoCatalogo, Catalogo] = field(default_factory=dict)

    @cached_property
    def producto(self) -> Catalogo | None:
        """Productos MGA; ``None`` si no se han cargado."""
        return self.por_tipo.get(TipoCatalogo.PRODUCTO)

    @cached_property
    def indicador(self) -> Catalogo | None:
        """Indicadores de producto MGA."""
        return self.por_tipo.get(TipoCatalogo.INDICADOR)

    @cached_property
    def fuente(self) -> Catalogo | None:
        """Fuentes de financiación CCPET."""
        return self.por_tipo.get(TipoCatalogo.FUENTE)

    @cached_property
    def divipola(self) -> Catalogo | None:
        """Municipios de la DIVIPOLA."""
        return self.por_tipo.get(TipoCatalogo.DIVIPOLA)


SIN_CATALOGOS = Catalogos()


@dataclass(frozen=True, slots=True)
class CodigoSinCero:
    """Un código del archivo al que le falta el cero de la izquierda, y cómo quedaría.

    Attributes:
        fila: en la hoja o en el CSV, desde 1.
    """

    fila: int
    trae: str
    propone: EntradaDeCatalogo


@dataclass(frozen=True, slots=True)
class FilaSinCodigo:
    """Una fila del archivo que no se cargó, y por qué."""

    fila: int
    trae: str
    motivo: str


@dataclass(frozen=True, slots=True)
class CatalogoLeido:
    """Lo que un archivo de catálogo trae: filas con código + sin cero + repetidas + fuera = filas con datos.

    Attributes:
        columnas: (dato, rótulo y letra de la columna de donde salió).
        filas: con datos debajo del encabezado.
        repetidas: filas cuyo código ya había salido (el mismo producto con otro indicador).
        otros_nombres: códigos repetidos con otro nombre; vale el primero.
        perdio_los_ceros: ningún código empieza por cero y hay códigos a los que les falta: fue Excel.
        motivo: frase que dice por qué no se entendió; vacía si se entendió.
    """

    tipo: TipoCatalogo
    entradas: tuple[EntradaDeCatalogo, ...] = ()
    sin_cero: tuple[CodigoSinCero, ...] = ()
    fuera: tuple[FilaSinCodigo, ...] = ()
    columnas: tuple[tuple[str, str], ...] = ()
    filas: int = 0
    repetidas: int = 0
    otros_nombres: tuple[str, ...] = ()
    perdio_los_ceros: bool = False
    hoja: str = ""
    motivo: str = ""
