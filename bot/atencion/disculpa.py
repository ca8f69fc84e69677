"""Lo que se le dice a quien mandó un mensaje que no se pudo atender tras varios intentos."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.atencion.entrada import ClaseEntrada, Entrada, Procesador
from bot.textos.idioma import _
from dominio.modelo.envio import Envio, EnvioTomado
from dominio.puertos.tiempo import Reloj
from dominio.puertos.unidad import Almacen

_ARRIENDO = timedelta(seconds=60)


def disculpa(almacen: Almacen, reloj: Reloj) -> Procesador:
    """Procesador que deja una disculpa en el chat privado; el mensaje apartado ya quedó anotado."""

    def disculparse(entrada: Entrada) -> Sequence[EnvioTomado]:
        if not entrada.privado or entrada.clase is ClaseEntrada.INLINE:
            return ()
        frase = _(
            "No pude atender su último mensaje y no se guardó nada de él. Ya quedó anotado para revisarlo. "
            "Escriba /seguir para continuar donde iba."
        )
        envio = Envio(entrada.chat_id, "sendMessage", {"text": frase}, clave=f"disculpa:{entrada.update_id}")
        with almacen.unidad() as unidad:
            ids = unidad.salidas.encolar([envio], reloj.ahora(), tomar=_ARRIENDO)
            unidad.confirmar()
        return [EnvioTomado(numero, envio, 0) for numero in ids if numero is not None]

    return disculparse
