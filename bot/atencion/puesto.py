"""Con qué se atiende una entrada, y cómo queda en la salida lo que se le contesta."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.atencion.entrada import ClaseEntrada, Entrada
from bot.atencion.respuesta import Respuesta
from bot.motor.botones import APARTE
from bot.motor.dialogo import Dialogo
from bot.motor.pantalla import Pantalla
from dominio.errores import ErrorDominio
from dominio.modelo.entidad import Entidad
from dominio.modelo.envio import ClaseEnvio, Envio, EnvioTomado
from dominio.modelo.identidad import IdEnvio, IdPersona
from dominio.puertos.tiempo import Calendario
from dominio.puertos.unidad import UnidadDeTrabajo

_VIDA_DEL_TOQUE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Puesto:
    """Una entrada con su transacción abierta.

    Attributes:
        rechazo: por qué el plan no aceptó lo que se intentó la primera vez.
        arriendo: cuánto tiene quien la atiende para enviar lo que se encola.
    """

    dialogos: Mapping[str, Dialogo]
    calendario_de: Callable[[Entidad], Calendario]
    unidad: UnidadDeTrabajo
    entrada: Entrada
    ahora: datetime
    rechazo: ErrorDominio | None
    arriendo: timedelta

    def encolar(self, respuesta: Respuesta, persona_id: IdPersona | None = None) -> Sequence[EnvioTomado]:
        """Deja en la salida lo que se contesta, tomado por quien llama; el botón se contesta primero."""
        envios = []
        if self.entrada.clase is ClaseEntrada.BOTON:
            cuerpo: dict[str, object] = {"callback_query_id": self.entrada.callback_id}
            cuerpo |= {"text": respuesta.aviso} if respuesta.aviso else {}
            vence = self.ahora + _VIDA_DEL_TOQUE
            envios.append(
                Envio(self.entrada.chat_id, "answerCallbackQuery", cuerpo, ClaseEnvio.BOTON, vence_en=vence)
            )
        previos = len(envios)
        envios += [self._envio(n, pantalla, persona_id) for n, pantalla in enumerate(respuesta.pantallas)]
        envios += respuesta.envios
        # Lo de más tarde no lo envía quien atiende: lo tomará el cartero cuando llegue su hora.
        self.unidad.salidas.encolar([e for e in envios if e.no_antes is not None], self.ahora)
        envios = [envio for envio in envios if envio.no_antes is None]
        ids = self.unidad.salidas.encolar(envios, self.ahora, tomar=self.arriendo)
        if respuesta.encargo is not None and (progreso := ids[previos]) is not None:
            self.unidad.encargos.con_progreso(respuesta.encargo, progreso)
        return [
            EnvioTomado(envio_id, envio, 0, self._mensaje_de(envio.edita))
            for envio_id, envio in zip(ids, envios, strict=True)
            if envio_id is not None
        ]

    def _envio(self, orden: int, pantalla: Pantalla, persona_id: IdPersona | None) -> Envio:
        """Tras un toque se reemplaza el mensaje tocado, menos el acuse; tras un texto va uno nuevo."""
        cuerpo, metodo = pantalla.cuerpo(), "sendMessage"
        tocado = self.entrada.mensaje_id if self.entrada.clase is ClaseEntrada.BOTON else None
        if pantalla.edita is not None:
            metodo = "editMessageText"
        elif tocado and orden == 0 and not pantalla.nueva and not self.entrada.dato.startswith(APARTE):
            metodo, cuerpo["message_id"] = "editMessageText", tocado
        return Envio(
            self.entrada.chat_id,
            metodo,
            cuerpo,
            pantalla.clase,
            pantalla.clave,
            persona_id,
            pantalla.edita,
            # El mensaje que se reemplaza podía hablar de otra cosa: lo que diga ahora manda.
            objeto=pantalla.objeto or ("" if metodo == "editMessageText" else None),
        )

    def _mensaje_de(self, edita: IdEnvio | None) -> int | None:
        return None if edita is None else self.unidad.salidas.mensaje_de(edita)
