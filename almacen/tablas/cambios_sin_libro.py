"""Cambios del plan que no vienen en un libro: uno a uno y con la versión leída."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from almacen.tablas.esquema import ACTIVIDAD, PERSONA, REGISTRO
from almacen.tablas.sentencias import Deposito
from dominio.errores import ConflictoDeVersion, NoEncontrado
from dominio.modelo.identidad import IdActividad, IdPersona, IdRegistro
from dominio.modelo.modificacion import CampoModificable
from dominio.valores.dinero import Pesos

_COLUMNA = {
    CampoModificable.INICIO: "inicio",
    CampoModificable.FIN: "fin",
    CampoModificable.PONDERACION: "ponderacion",
    CampoModificable.CANTIDAD: "cantidad_programada",
    CampoModificable.CIERRE: "retirada",
}


class CambiosSinLibro(Deposito):
    """Cambiar una actividad o un registro si nadie lo cambió antes."""

    def cambiar_actividad(
        self, actividad_id: IdActividad, version_leida: int, campo: CampoModificable, valor: object
    ) -> None:
        """Cambia un dato de la actividad, o la cierra; con una fecha deja de estar «sin fechas».

        Raises:
            ConflictoDeVersion: otra persona la cambió desde ``version_leida``.
        """
        nuevos: dict[str, object] = {_COLUMNA[campo]: valor}
        if campo in (CampoModificable.INICIO, CampoModificable.FIN):
            nuevos["sin_fechas"] = False
        self._cambiar(ACTIVIDAD, actividad_id, version_leida, nuevos)
        if campo is CampoModificable.CIERRE:
            # Sus registros se van con ella y conservan lo ejecutado, como al retirarla un libro.
            self._conexion.execute(
                update(REGISTRO)
                .where(REGISTRO.c.actividad_id == actividad_id, REGISTRO.c.retirado.is_(False))
                .values(retirado=True, version=REGISTRO.c.version + 1)
            )

    def cambiar_responsable(
        self, actividad_id: IdActividad, version_leida: int, persona_id: IdPersona
    ) -> None:
        """Deja a esa persona, con su nombre y su cargo, como responsable.

        Raises:
            NoEncontrado: la persona no existe.
            ConflictoDeVersion: otra persona cambió la actividad desde ``version_leida``.
        """
        consulta = select(PERSONA.c.nombre, PERSONA.c.cargo).where(PERSONA.c.id == persona_id)
        persona = self._conexion.execute(consulta).first()
        if persona is None:
            raise NoEncontrado("persona", persona=persona_id)
        nuevos = {"responsable_id": persona_id, "responsable": persona.nombre, "cargo": persona.cargo}
        self._cambiar(ACTIVIDAD, actividad_id, version_leida, nuevos)

    def cambiar_monto(self, registro_id: IdRegistro, version_leida: int, monto: Pesos) -> None:
        """Cambia lo programado de un registro, en pesos.

        Raises:
            ConflictoDeVersion: otra persona lo movió desde ``version_leida``.
        """
        self._cambiar(REGISTRO, registro_id, version_leida, {"monto": monto})

    def _cambiar(self, tabla: Any, numero: int, version_leida: int, nuevos: dict[str, object]) -> None:
        cambio = (
            update(tabla)
            .where(tabla.c.id == numero, tabla.c.version == version_leida)
            .values(version=tabla.c.version + 1, **nuevos)
        )
        if self._conexion.execute(cambio).rowcount == 0:
            raise ConflictoDeVersion(tabla.name, numero=numero, version=version_leida)
