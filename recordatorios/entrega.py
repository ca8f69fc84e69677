"""Qué se hace con lo reclamado: se envía, se retira o se deja para dentro de un rato."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.recordatorio import EstadoRecordatorio, RecordatorioTomado
from dominio.puertos.tiempo import Calendario
from dominio.puertos.unidad import UnidadDeTrabajo
from recordatorios.escalera import cierre_de, es_hora, hito_cierto
from recordatorios.resultado import EnviadoRecordatorio, ResultadoBarrido

Redactar = Callable[[Sequence[RecordatorioTomado]], Mapping[str, object]]

# Con más de estos para una persona, van todos en un solo mensaje.
SUELTOS = 3


@dataclass(frozen=True, slots=True)
class Entrega:
    """Resuelve lo de una persona dentro de la transacción que le den.

    Attributes:
        ahora: instante del barrido.
        instante: la hora del reloj en ese momento; de ella cuelga hasta cuándo sirve el mensaje.
        calendarios: días hábiles de cada entidad.
    """

    redactar: Redactar
    ahora: datetime
    instante: datetime
    calendarios: Mapping[IdEntidad, Calendario]

    def resolver(
        self, unidad: UnidadDeTrabajo, de_una_persona: Sequence[RecordatorioTomado], cuenta: ResultadoBarrido
    ) -> None:
        """Retira lo que ya no es cierto y encola el resto: suelto, o resumido si son más de tres.

        Lo que es cierto pero no debe salir todavía se queda tomado: vuelve solo cuando venza el
        arriendo. Así no cambia el momento en que tocaba, contra el que se mira si ya reportó.
        """
        salen = []
        for tomado in de_una_persona:
            if tomado.motivo is not None:
                estado = EstadoRecordatorio(tomado.motivo)
                unidad.recordatorios.resolver(tomado.id, estado, self.ahora)
                cuenta.retirar(estado)
            elif tomado.en_dialogo or not es_hora(self.ahora, self.calendarios[tomado.entidad_id]):
                cuenta.aplazados += 1
            else:
                salen.append(tomado)
        mensajes = [salen] if len(salen) > SUELTOS else [[tomado] for tomado in salen]
        for mensaje in mensajes:
            self._encolar(unidad, mensaje, cuenta)

    def _encolar(
        self, unidad: UnidadDeTrabajo, mensaje: Sequence[RecordatorioTomado], cuenta: ResultadoBarrido
    ) -> None:
        primero, chat = mensaje[0], mensaje[0].chat_id
        if chat is None:
            raise ValueError(f"recordatorio {primero.clave} sin chat y dado por entregable")
        cuerpo = self.redactar([self._al_dia(tomado) for tomado in mensaje])
        envio = Envio(
            chat_id=chat,
            metodo="sendMessage",
            cuerpo=cuerpo,
            clase=ClaseEnvio.RECORDATORIO,
            clave=primero.clave,
            persona_id=primero.persona_id,
            # Un «vence hoy» que llega de noche o mañana es peor que ninguno.
            vence_en=self.instante + (cierre_de(self.ahora) - self.ahora),
            # Quien responda «va en 45» a este mensaje no tiene que decir cuál.
            objeto=f"actividad:{primero.actividad_id}" if len(mensaje) == 1 else None,
        )
        nuevo = unidad.salidas.encolar([envio], self.instante)[0] is not None
        for tomado in mensaje:
            unidad.recordatorios.resolver(tomado.id, EstadoRecordatorio.ENVIADO, self.ahora)
            if nuevo:
                enviado = EnviadoRecordatorio(
                    tomado.persona, chat, tomado.actividad_codigo, tomado.hito, str(cuerpo["text"])
                )
                cuenta.enviados.append(enviado)

    def _al_dia(self, tomado: RecordatorioTomado) -> RecordatorioTomado:
        """El mismo, con los días que faltan hoy y no los que faltaban cuando tocaba."""
        calendario = self.calendarios[tomado.entidad_id]
        return replace(tomado, hito=hito_cierto(tomado.hito, tomado.fin, self.ahora, calendario))
