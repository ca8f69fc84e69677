"""El asistente: recibe lo que no es un diálogo en curso y lo entrega a quien lo atiende."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.atencion.despacho import Despacho
from bot.atencion.entrada import ClaseEntrada, Entrada
from bot.atencion.respuesta import Respuesta
from bot.dialogos.avance import AVANCE
from bot.dialogos.ejecucion import EJECUCION
from bot.ordenes import consultas, pendientes, planeacion, reportes, vinculacion
from bot.ordenes.menu import accesos, orden_escrita
from bot.ordenes.pedido import Atender, Pedido, decir
from bot.ordenes.tabla import NO_DISPONIBLES, que_atiende
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar
from dominio.casos.contexto import Contexto
from dominio.modelo.entidad import Entidad
from dominio.puertos.tiempo import Calendario, Reloj
from dominio.puertos.unidad import Almacen, UnidadDeTrabajo
from dominio.reglas.permisos import Permiso, puede

DIALOGOS = {dialogo.nombre: dialogo for dialogo in (AVANCE, EJECUCION)}

# Prefijo del dato de un botón → quién lo atiende con lo que sigue.
_BOTONES: Mapping[str, Atender] = {
    "e": consultas.tocar_estado,
    "m": consultas.tocar_mis,
    "f": pendientes.tocar_sin_reporte,
    "r": reportes.desde_recordatorio,
    "g": reportes.desde_objeto,
    "i": planeacion.tocar_importacion,
}


@dataclass(frozen=True, slots=True)
class Asistente:
    """Atiende órdenes, botones de consulta, archivos y textos sueltos."""

    nombre_del_bot: Callable[[], str]

    def en_grupo(self, entrada: Entrada) -> Respuesta:
        """En un grupo no se muestra ningún dato: una sola frase, y solo si le hablan con una orden."""
        frase = _("Por seguridad solo atiendo en privado: ábrame y escriba /start.")
        if entrada.clase is ClaseEntrada.BOTON:
            return Respuesta(aviso=frase)
        return decir(Html(frase)) if entrada.clase is ClaseEntrada.ORDEN else Respuesta()

    def sin_persona(self, unidad: UnidadDeTrabajo, entrada: Entrada, ahora: datetime) -> Respuesta:
        """A quien no está vinculado: su invitación, o una frase."""
        return vinculacion.sin_persona(unidad, entrada, ahora)

    def atender(self, contexto: Contexto, entrada: Entrada) -> Respuesta:
        """Una orden, un botón de consulta, un archivo o un texto suelto."""
        pedido = Pedido(contexto, entrada, entrada.argumento, self.nombre_del_bot())
        match entrada.clase:
            case ClaseEntrada.ORDEN:
                return self._orden(pedido, entrada.orden)
            case ClaseEntrada.BOTON:
                return self._boton(pedido)
            case ClaseEntrada.ARCHIVO:
                return self._archivo(pedido)
            case ClaseEntrada.EDICION:
                return decir(
                    Html(
                        _("Los cambios a un mensaje ya enviado no me llegan como orden: escríbalo de nuevo.")
                    )
                )
            case ClaseEntrada.OTRA:
                que = entrada.tipo_raro or _("eso")
                return self._suelto(pedido, armar(_("No puedo usar %(que)s. Escríbame con texto."), que=que))
            case _:
                return self._texto(pedido)

    def _texto(self, pedido: Pedido) -> Respuesta:
        """El nombre de una orden o de un botón, escrito; lo demás no se entiende."""
        escrita = orden_escrita(pedido.entrada.texto)
        if escrita is None:
            return self._suelto(pedido, Html(_("No le entendí.")))
        orden, argumento = escrita
        return self._orden(replace(pedido, argumento=argumento), orden)

    def _orden(self, pedido: Pedido, nombre: str) -> Respuesta:
        if nombre in NO_DISPONIBLES:
            texto = armar(_("/%(nombre)s todavía no está disponible."), nombre=nombre)
            return self._suelto(pedido, texto)
        atender = que_atiende().get(nombre)
        if atender is None:
            return self._suelto(pedido, armar(_("No conozco la orden /%(nombre)s."), nombre=nombre))
        return atender(pedido)

    def _boton(self, pedido: Pedido) -> Respuesta:
        prefijo, _dos, resto = pedido.entrada.dato.partition(":")
        con_dato = Pedido(pedido.contexto, pedido.entrada, resto, pedido.nombre_del_bot)
        if prefijo == "o" and resto in que_atiende():
            return self._orden(Pedido(pedido.contexto, pedido.entrada, "", pedido.nombre_del_bot), resto)
        if prefijo == "v":
            return Respuesta(aviso=_("Su cuenta ya está vinculada."))
        if prefijo not in _BOTONES:
            pedido.contexto.anotar("rechazar_boton", f"boton:{pedido.entrada.dato[:40]}")
            return Respuesta(aviso=_("Ese botón no es válido. No se hizo nada."))
        return _BOTONES[prefijo](con_dato)

    def _archivo(self, pedido: Pedido) -> Respuesta:
        archivo = pedido.entrada.archivo
        if archivo is not None and planeacion.es_libro(archivo):
            if puede(pedido.contexto.actor, Permiso.IMPORTAR):
                return planeacion.recibir_libro(pedido, archivo)
            return self._suelto(pedido, Html(_("Los libros del plan los carga planeación.")))
        respuesta = self._suelto(
            pedido, Html(_("No esperaba un archivo. La evidencia se envía al reportar."))
        )
        return _una_por_album(respuesta, pedido.entrada)

    def _suelto(self, pedido: Pedido, motivo: Html) -> Respuesta:
        texto = armar(_("%(motivo)s\nEsto es lo que puede hacer:"), motivo=motivo)
        return decir(texto, *accesos(pedido.contexto.actor), por_fila=2)


def armar_despacho(
    almacen: Almacen,
    reloj: Reloj,
    calendario_de: Callable[[Entidad], Calendario],
    nombre_del_bot: Callable[[], str],
) -> Despacho:
    """El procesador de entradas, con todos los diálogos y órdenes."""
    return Despacho(almacen, reloj, Asistente(nombre_del_bot), DIALOGOS, calendario_de)


def _una_por_album(respuesta: Respuesta, entrada: Entrada) -> Respuesta:
    """Un álbum son varios mensajes seguidos: se contesta una sola vez."""
    album = entrada.archivo.album if entrada.archivo is not None else None
    if not album:
        return respuesta
    clave = f"album:{entrada.chat_id}:{album}"
    return replace(respuesta, pantallas=tuple(replace(p, clave=clave) for p in respuesta.pantallas))
