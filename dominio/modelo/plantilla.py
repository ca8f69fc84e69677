"""Lo que una plantilla lleva de la entidad: sus códigos para las listas y, si se pide, lo guardado."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dominio.modelo.identidad import IdActividad, IdDependencia
from dominio.modelo.libro import FilaPAC, FilaPOAI, TipoLibro
from dominio.modelo.plan import ComoVino, Meta, Registro, Renglon
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True, slots=True)
class ListaDePlantilla:
    """Los valores que la entidad ya usa para un dato.

    Attributes:
        titulo: cómo se llama la lista («Dependencias»).
        valores: (código, nombre), sin repetir; falta el que no haya.
        del_codigo, del_nombre: datos de las columnas que la ofrecen («meta_codigo», «meta»).
    """

    titulo: str
    valores: tuple[tuple[str | None, str | None], ...]
    del_codigo: tuple[str, ...] = ()
    del_nombre: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoGuardado:
    """Lo que hay guardado de la vigencia, para llenar la plantilla.

    Attributes:
        origen: identificador de actividad → lo que su libro traía de más.
        dependencias: identificador → nombre, para nombrar a quien coordina una meta.
    """

    renglones: Sequence[Renglon] = ()
    registros: Sequence[Registro] = ()
    metas: Sequence[Meta] = ()
    poai: Sequence[FilaPOAI] = ()
    pac: Sequence[FilaPAC] = ()
    origen: Mapping[IdActividad, ComoVino] = field(default_factory=dict)
    dependencias: Mapping[IdDependencia, str] = field(default_factory=dict)

    def trae(self, tipo: TipoLibro) -> bool:
        """Si hay algo guardado de ese instrumento."""
        return bool(
            {
                TipoLibro.PLAN: self.renglones,
                TipoLibro.INDICATIVO: self.metas,
                TipoLibro.POAI: self.poai,
                TipoLibro.PAC: self.pac,
                TipoLibro.EJECUCION: self.registros,
            }[tipo]
        )


@dataclass(frozen=True, slots=True)
class DatosDePlantilla:
    """Con qué se arma la plantilla de una entidad.

    Attributes:
        dependencia: nombre, si es solo la parte de una; ``None`` = toda la entidad.
        guardado: con qué se llena; ``None`` = vacía.
    """

    tipo: TipoLibro
    entidad: str
    codigo: str
    vigencia: Vigencia
    dependencia: str | None
    listas: tuple[ListaDePlantilla, ...]
    guardado: LoGuardado | None = None
