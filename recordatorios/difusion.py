"""Cuenta cómo van las difusiones: edita pocas veces su mensaje y, al terminar, deja el informe."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dominio.errores import NoEncontrado
from dominio.modelo.difusion import DifusionConCuenta
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.puertos.unidad import Almacen, UnidadDeTrabajo

RedactarDifusion = Callable[[DifusionConCuenta], Mapping[str, object]]

CADA_SEGUNDOS = 5
# El mensaje de avance se edita a lo sumo diez veces, y no más para quien manda a poca gente.
TRAMOS = 10
# Quien la mandó hace más que esto ya no está mirando ese mensaje: el informe le llega aparte.
SIGUE_MIRANDO = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class AvanceDeDifusiones:
    """Una mirada a lo que está saliendo; varios procesos pueden darla a la vez.

    Attributes:
        redactar: cuerpo del mensaje para una difusión, vaya como vaya.
    """

    almacen: Almacen
    redactar: RedactarDifusion

    def correr(self, ahora: datetime) -> int:
        """Edita el avance de las que avanzaron e informa de las que terminaron; cuántos mensajes dejó.

        Raises:
            BaseNoDisponible, BaseOcupada: no se pudo usar la base; la próxima mirada lo alcanza.
        """
        with self.almacen.lectura() as unidad:
            if not unidad.difusiones.en_curso(ahora):
                return 0
        with self.almacen.unidad() as unidad:
            dejados = [envio for una in _con_cuenta(unidad, ahora) for envio in self._de(unidad, una, ahora)]
            if dejados:
                unidad.salidas.encolar(dejados, ahora)
            unidad.confirmar()
        return len(dejados)

    def _de(self, unidad: UnidadDeTrabajo, una: DifusionConCuenta, ahora: datetime) -> list[Envio]:
        difusion = una.difusion
        if una.cuenta.pendientes == 0:
            if not unidad.difusiones.terminar(difusion.id, ahora):
                return []
            cuenta = unidad.difusiones.cuentas([difusion.id])[difusion.id]
            final = DifusionConCuenta(replace(difusion, terminada_en=ahora), cuenta)
            return self._informar(unidad, final, ahora)
        tramo = str(TRAMOS * (una.cuenta.por_salir - una.cuenta.pendientes) // una.cuenta.por_salir)
        if tramo == (difusion.dicho or "0") or not unidad.difusiones.decir(
            difusion.id, difusion.dicho, tramo
        ):
            return []
        return self._edicion(unidad, una, f"tramo:{difusion.vueltas}:{tramo}")

    def _informar(self, unidad: UnidadDeTrabajo, una: DifusionConCuenta, ahora: datetime) -> list[Envio]:
        """El mensaje de avance pasa a ser el informe; si fue hace rato, además llega uno nuevo."""
        difusion = una.difusion
        envios = self._edicion(unidad, una, f"informe:{difusion.vueltas}")
        hace_rato = ahora - max(difusion.creada_en, difusion.sale_en) > SIGUE_MIRANDO
        programada = difusion.sale_en - difusion.creada_en > SIGUE_MIRANDO and not difusion.vueltas
        if not envios or not (hace_rato or programada):
            return envios
        aparte = replace(
            envios[0], metodo="sendMessage", edita=None, clave=f"{envios[0].clave}:aparte", objeto=None
        )
        return [*envios, aparte]

    def _edicion(self, unidad: UnidadDeTrabajo, una: DifusionConCuenta, que: str) -> list[Envio]:
        difusion = una.difusion
        if difusion.progreso is None or difusion.chat_id is None or not _sigue_ahi(unidad, una):
            return []
        envio = Envio(
            difusion.chat_id,
            "editMessageText",
            self.redactar(una),
            ClaseEnvio.AVISO,
            f"difusion:{difusion.id}:{que}",
            difusion.autor_id,
            edita=difusion.progreso,
        )
        return [envio]


def _con_cuenta(unidad: UnidadDeTrabajo, ahora: datetime) -> list[DifusionConCuenta]:
    activas = unidad.difusiones.en_curso(ahora)
    cuentas = unidad.difusiones.cuentas([difusion.id for difusion in activas])
    return [DifusionConCuenta(difusion, cuentas[difusion.id]) for difusion in activas]


def _sigue_ahi(unidad: UnidadDeTrabajo, una: DifusionConCuenta) -> bool:
    """Si quien la mandó conserva esa cuenta: a quien se le revocó no se le cuenta nada."""
    difusion = una.difusion
    if difusion.autor_id is None:
        return False
    try:
        autor = unidad.personas.traer(difusion.autor_id)
    except NoEncontrado:
        return False
    return autor.activa and autor.telegram_id == difusion.chat_id
