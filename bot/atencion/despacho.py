"""El único que abre la transacción de un mensaje: lo visto, el borrador, el efecto y lo que se envía."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.atencion.entrada import ClaseEntrada, Entrada
from bot.atencion.respuesta import Atencion, Respuesta
from bot.atencion.turno import Turno
from bot.motor.botones import APARTE
from bot.motor.dialogo import Dialogo
from bot.motor.pantalla import ROTULOS, Pantalla, botones
from bot.textos.errores import aviso_de, explicar
from bot.textos.idioma import _
from bot.textos.marcado import Html
from dominio.errores import BaseNoDisponible, BaseOcupada, ConflictoDeVersion, ErrorDominio, PermisoDenegado
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.entidad import Entidad
from dominio.modelo.envio import EnvioTomado
from dominio.puertos.tiempo import Calendario, Reloj
from dominio.puertos.unidad import Almacen, UnidadDeTrabajo

INTENTOS = 5
_ARRIENDO = timedelta(seconds=60)
# Lo que no se contesta: una tarjeta nuestra que la persona publicó.
# De estos rechazos se sale corrigiendo el reporte que nombran.
_SE_CORRIGE = {"correccion_no_es_la_ultima": "ultimo", "ya_reportada": "folio"}
_CALLADAS = frozenset({ClaseEntrada.PROPIA})


@dataclass(frozen=True, slots=True)
class Despacho:
    """Procesa una entrada de principio a fin y devuelve lo que hay que enviar, ya tomado.

    Todo queda en una transacción. Un update repetido no hace nada. Si el plan rechaza algo, nada
    de lo hecho queda y se vuelve a atender explicándolo.

    Attributes:
        al_terminar_dialogo: se llama, ya firme la transacción, cuando una persona confirmó o canceló
            un diálogo: lo que esperaba para no interrumpirla puede salir. No debe tardar ni fallar.

    Raises:
        BaseNoDisponible, BaseOcupada: nada quedó hecho; se puede volver a llamar.
    """

    almacen: Almacen
    reloj: Reloj
    atencion: Atencion
    dialogos: Mapping[str, Dialogo]
    calendario_de: Callable[[Entidad], Calendario]
    al_terminar_dialogo: Callable[[], None] | None = None

    def __call__(self, entrada: Entrada) -> Sequence[EnvioTomado]:
        """Atiende la entrada."""
        rechazo: ErrorDominio | None = None
        for _intento in range(INTENTOS):
            try:
                return self._procesar(entrada, rechazo)
            except (BaseNoDisponible, BaseOcupada):
                raise
            except ConflictoDeVersion as conflicto:
                ultimo: ErrorDominio = conflicto
            except ErrorDominio as error:
                ultimo = error
                if rechazo is not None:
                    break
                rechazo = error
        return self._disculparse(entrada, ultimo)

    def _procesar(self, entrada: Entrada, rechazo: ErrorDominio | None) -> Sequence[EnvioTomado]:
        with self.almacen.unidad() as unidad:
            turno = self._turno(unidad, entrada, rechazo)
            if turno is None or entrada.clase in _CALLADAS:
                unidad.confirmar()
                return ()
            if entrada.clase is ClaseEntrada.ALCANCE:
                if entrada.privado:
                    unidad.personas.marcar_alcance(entrada.usuario_id, inalcanzable=entrada.bloqueado)
                unidad.confirmar()
                return ()
            tomadas = turno.atender(self.atencion)
            unidad.confirmar()
            termino = unidad.borradores.descartados > 0
        if termino and self.al_terminar_dialogo is not None:
            self.al_terminar_dialogo()
        return tomadas

    def _disculparse(self, entrada: Entrada, error: ErrorDominio) -> Sequence[EnvioTomado]:
        """Explica por qué no se pudo; lo único que queda es que el mensaje se vio."""
        with self.almacen.unidad() as unidad:
            turno = self._turno(unidad, entrada, error)
            if turno is None or entrada.clase is ClaseEntrada.INLINE:
                # A una búsqueda no se le contesta con un mensaje: quien busca está en otro chat.
                unidad.confirmar()
                return ()
            if isinstance(error, PermisoDenegado):
                self._anotar_rechazo(unidad, entrada, error, turno)
            conocida = entrada.privado and unidad.personas.por_telegram(entrada.usuario_id) is not None
            salida = botones(*_salidas(error), por_fila=2) if conocida else ()
            frase = Pantalla(Html(explicar(error)), salida, nueva=True)
            tomadas = turno.encolar(Respuesta((frase,), aviso_de(error)))
            unidad.confirmar()
            return tomadas

    def _turno(self, unidad: UnidadDeTrabajo, entrada: Entrada, rechazo: ErrorDominio | None) -> Turno | None:
        """El turno de la persona, o ``None`` si el update ya se había atendido."""
        unidad.turno(entrada.usuario_id)
        ahora = self.reloj.ahora()
        if not unidad.entrantes.anotar(entrada.update_id, entrada.usuario_id or None, ahora):
            return None
        return Turno(self.dialogos, self.calendario_de, unidad, entrada, ahora, rechazo, _ARRIENDO)

    def _anotar_rechazo(
        self, unidad: UnidadDeTrabajo, entrada: Entrada, error: PermisoDenegado, turno: Turno
    ) -> None:
        persona = unidad.personas.por_telegram(entrada.usuario_id)
        if persona is None:
            return
        objeto = f"permiso:{error.campo or entrada.orden or entrada.dato[:20]}"
        unidad.auditoria.anotar(
            Anotacion(
                persona.entidad_id,
                persona.id,
                "permiso_denegado",
                objeto,
                None,
                None,
                entrada.update_id,
                "chat",
            ),
            turno.ahora,
        )


def _salidas(error: ErrorDominio) -> list[tuple[str, str]]:
    """Por dónde seguir: si el error manda a corregir un reporte, su botón."""
    ayuda = (str(ROTULOS["ayuda"]), f"{APARTE}o:ayuda")
    folio = error.datos.get(_SE_CORRIGE.get(error.codigo, ""))
    if not isinstance(folio, str):
        return [ayuda]
    return [(_("Corregir %(folio)s") % {"folio": folio}, f"{APARTE}c:{folio}"), ayuda]
