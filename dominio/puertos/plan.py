"""El plan guardado: lo que leen las consultas y lo que cambia una importación."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from dominio.modelo.identidad import (
    IdActividad,
    IdDependencia,
    IdEntidad,
    IdMeta,
    IdPersona,
    IdProyecto,
    IdRegistro,
)
from dominio.modelo.importacion import ActividadConocida
from dominio.modelo.libro import FilaPAC, FilaPOAI, LibroLeido
from dominio.modelo.plan import ComoVino, Meta, Registro, Renglon
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True, slots=True)
class Filtro:
    """Qué parte del plan se pide; sin nada, todo.

    Attributes:
        responsables: las actividades de cualquiera de estas personas.
    """

    dependencia_id: IdDependencia | None = None
    responsable_id: IdPersona | None = None
    responsables: tuple[IdPersona, ...] | None = None
    proyecto_id: IdProyecto | None = None
    actividad_id: IdActividad | None = None
    programa_codigo: str | None = None
    meta_codigo: str | None = None
    meta_id: IdMeta | None = None


class Planes(Protocol):
    """Plan de Acción de cada entidad y vigencia."""

    def vigencias(self, entidad_id: IdEntidad) -> Sequence[Vigencia]:
        """Vigencias con plan, de la más nueva a la más vieja."""
        ...

    def renglones(
        self, entidad_id: IdEntidad, vigencia: Vigencia, filtro: Filtro | None = None
    ) -> Sequence[Renglon]:
        """Actividades vigentes (no retiradas) en el orden del plan, una consulta."""
        ...

    def actividad(self, entidad_id: IdEntidad, actividad_id: IdActividad) -> Renglon:
        """Una actividad; ``NoEncontrado`` si no es de la entidad o está retirada."""
        ...

    def niveles(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[IdActividad, ComoVino]:
        """Jerarquía propia y código asignado de las actividades vigentes que traen lo uno o lo otro."""
        ...

    def conocidas(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[ActividadConocida]:
        """Todas las actividades que ha tenido el plan, retiradas incluidas, en su orden."""
        ...

    def huella(self, entidad_id: IdEntidad, vigencia: Vigencia) -> str:
        """Cambia con toda importación y con ningún reporte; también puede cambiar al revisar uno."""
        ...

    def huella_de_nombres(self, entidad_id: IdEntidad, vigencia: Vigencia) -> str:
        """Cambia solo si cambia un código, un nombre o de quién es cada actividad; lee todo el plan."""
        ...

    def metas(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[Meta]:
        """Metas del plan y del Plan Indicativo si lo hay, por orden del plan."""
        ...

    def meta(self, entidad_id: IdEntidad, meta_id: IdMeta) -> tuple[Vigencia, Meta]:
        """Una meta y su vigencia; ``NoEncontrado`` si no es de la entidad o ya no está en el plan."""
        ...

    def registros(
        self, entidad_id: IdEntidad, vigencia: Vigencia, filtro: Filtro | None = None
    ) -> Sequence[Registro]:
        """Registros financieros en el orden del plan."""
        ...

    def lleva_ejecucion(self, entidad_id: IdEntidad, vigencia: Vigencia) -> bool:
        """Si algún registro de la vigencia tiene CDP, compromisos, obligaciones o pagos."""
        ...

    def registro(self, entidad_id: IdEntidad, registro_id: IdRegistro) -> Registro:
        """Un registro; ``NoEncontrado`` si no es de la entidad."""
        ...

    def registro_de_proyecto(
        self, entidad_id: IdEntidad, vigencia: Vigencia, proyecto_id: IdProyecto, fuente: str
    ) -> Registro:
        """El registro proyecto × fuente (sin actividad), que se crea en ceros si no existe.

        ``fuente`` es el código, o el nombre si no tiene código.
        """
        ...

    def aplicar(self, entidad_id: IdEntidad, vigencia: Vigencia, libro: LibroLeido, ahora: datetime) -> None:
        """Deja el plan como el libro: crea, cambia y retira; nunca borra lo reportado.

        Crea dependencias y personas responsables que falten (por nombre normalizado). No toca
        avances: eso lo decide el caso de uso. Sin hoja «Plan de acción» solo aplica las demás.
        """
        ...

    def poai(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[FilaPOAI]:
        """Renglones del POAI guardado, en su orden."""
        ...

    def pac(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[FilaPAC]:
        """Renglones del PAC guardado, en su orden."""
        ...

    def plazo_mas_lejano(self, entidad_id: IdEntidad, vigencia: Vigencia) -> date | None:
        """Última fecha de terminación del plan."""
        ...
