"""El diálogo de una persona dentro de su turno: se abre, avanza, se guarda o se deja para después."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.atencion.aplazar import (
    apartar,
    aviso_de_dejado,
    aviso_de_vuelta,
    con_aviso,
    dejado,
    pendientes,
    tambien_aplazados,
)
from bot.atencion.ciclo import mensaje_de_frase, mensaje_de_respuesta, tras_guardar
from bot.atencion.cruces import apertura_de, apertura_guardada, frase_de
from bot.atencion.entrada import ClaseEntrada
from bot.atencion.por_delegacion import con_titular
from bot.atencion.puesto import Puesto
from bot.atencion.respuesta import Apertura, Atencion, Respuesta
from bot.motor.acciones import Accion
from bot.motor.avanzar import abrir, avanzar, rechazar
from bot.motor.botones import APARTE, Toque, duenio, en_base_36, leer_dialogo
from bot.motor.campos import Crudo, Datos, Entorno
from bot.motor.dialogo import Cierre, Dialogo
from bot.motor.pantalla import Pantalla, botones
from bot.motor.transicion import INTERNA, OBJETO, VIGENCIA, Avanzado, Efecto
from bot.textos.idioma import _
from bot.textos.marcado import Html, unir
from dominio.casos.contexto import Contexto
from dominio.modelo.borrador import Borrador
from dominio.modelo.conversacion import Aplazado, Duda
from dominio.modelo.envio import ClaseEnvio, EnvioTomado
from dominio.modelo.identidad import IdEnvio
from dominio.reglas.permisos import exigir

# Lo que el motor guarda con las respuestas: el último mensaje respondido y el acuse del álbum.
MENSAJE, _PASO, _ALBUM, _ACUSE = "_mensaje", "_paso", "_album", "_acuse"


@dataclass(frozen=True, slots=True)
class Conversacion:
    """Todo lo que le pasa a un diálogo por una entrada, con la transacción de su turno.

    Attributes:
        datos: lo ya leído del plan en este turno; solo sirve hasta que algo se guarde.
    """

    puesto: Puesto
    contexto: Contexto
    atencion: Atencion
    datos: Datos

    def tocar(self, borrador: Borrador | None) -> Sequence[EnvioTomado]:
        """El botón de ahora actúa; el viejo muestra la pregunta actual; el ajeno se rechaza."""
        dato = self.puesto.entrada.dato
        toque = leer_dialogo(dato)
        if toque is None or duenio(toque.borrador) != en_base_36(self.contexto.actor.id):
            self.contexto.anotar("rechazar_boton", f"boton:{dato[:40]}")
            aviso = _("Ese botón no es suyo o no es válido. No se hizo nada.")
            return self.puesto.encolar(Respuesta(aviso=aviso))
        if borrador is not None and toque.borrador == borrador.clave_envio:
            if toque.version != borrador.version:
                return self.avanzar(borrador, Accion("vieja"))
            frase = frase_de(self._duda(), borrador) if toque.accion == "respuesta" else ""
            return self.avanzar(borrador, frase or Accion(toque.accion, toque.valor))
        return self._tocar_cerrado(borrador, toque)

    def _tocar_cerrado(self, borrador: Borrador | None, toque: Toque) -> Sequence[EnvioTomado]:
        folio = self.puesto.unidad.reportes.por_clave(toque.borrador)
        if folio is not None:
            aviso = _("Ya quedó guardado con el folio %(folio)s.") % {"folio": folio}
            return self.puesto.encolar(Respuesta(aviso=aviso))
        if self.puesto.unidad.aplazados.hay(toque.borrador):
            aviso = _("Ese reporte lo dejó para después. Para volver a él escriba /seguir.")
            return self.puesto.encolar(Respuesta(aviso=aviso))
        if borrador is not None:
            return self.avanzar(borrador, Accion("vieja"))
        aviso = _("Ese paso ya se cerró. Escriba /avance o /ejecucion para empezar.")
        return self.puesto.encolar(Respuesta(aviso=aviso))

    def avanzar(self, borrador: Borrador, acto: Crudo | Accion) -> Sequence[EnvioTomado]:
        """Un paso del diálogo: lo que la persona hizo, lo que cambia y lo que se le muestra."""
        dialogo, datos = self.puesto.dialogos[borrador.asunto], self.datos
        if self.puesto.entrada.clase is ClaseEntrada.EDICION and isinstance(acto, str):
            borrador = replace(borrador, editando=borrador.respuestas.get(_PASO))
        avanzado = avanzar(dialogo, borrador, acto, datos)
        if avanzado.efecto is Efecto.CONFIRMAR:
            if self.puesto.rechazo is None:
                return self._guardar_reporte(dialogo, borrador)
            avanzado = rechazar(dialogo, borrador, self.puesto.rechazo, datos)
        if avanzado.efecto is Efecto.APLAZAR:
            return self._aplazar(borrador)
        if avanzado.efecto is Efecto.REINICIAR:
            destino = acto.valor if isinstance(acto, Accion) else ""
            return self.abrir(replace(borrador, respuestas={}), self._destino(destino, borrador))
        if avanzado.efecto is Efecto.DESCARTAR:
            return self._descartar(borrador, avanzado)
        if avanzado.efecto is Efecto.NADA and self.puesto.ahora < borrador.vence_en:
            self._quedarse(borrador)
        if isinstance(acto, Accion) and acto.nombre == "seguir":
            aviso = tambien_aplazados(self.contexto, self.puesto.entrada.chat_id)
            avanzado = replace(avanzado, pantallas=con_aviso(avanzado.pantallas, aviso))
        if isinstance(acto, str) and avanzado.respondido:
            mensaje = str(self.puesto.entrada.mensaje_id)
            avanzado = _con_internas(avanzado, {MENSAJE: mensaje, _PASO: avanzado.respondido, _ALBUM: ""})
            anotado = mensaje_de_respuesta(
                avanzado.borrador.respuestas, avanzado.respondido, self.puesto.entrada.mensaje_id
            )
            avanzado = _con_internas(avanzado, anotado)
        return self._mostrar(avanzado)

    def _descartar(self, borrador: Borrador, avanzado: Avanzado) -> Sequence[EnvioTomado]:
        """Cancela lo que había; si era para abrir otra cosa, la abre con lo que traía."""
        pedida = apertura_guardada(self._duda(), borrador)
        self.puesto.unidad.borradores.borrar(borrador)
        return self._mostrar(avanzado) if pedida is None else self.abrir(None, pedida)

    def _quedarse(self, borrador: Borrador) -> None:
        """Seguir con lo anterior retira lo que se iba a abrir: un «cancelar» de después no lo trae."""
        if apertura_guardada(self._duda(), borrador) is not None:
            self.puesto.unidad.dudas.olvidar(self.contexto.actor.id, self.puesto.entrada.chat_id)

    def abrir(
        self, anterior: Borrador | None, apertura: Apertura, aviso: Html | None = None
    ) -> Sequence[EnvioTomado]:
        """Empieza un diálogo, con ese aviso encima; si hay otro con respuestas, pregunta antes de dejarlo."""
        dialogo = self.puesto.dialogos[apertura.dialogo]
        exigir(self.contexto.actor, dialogo.permiso)
        if anterior is not None and respondidas(anterior):
            pedidas = {**anterior.respuestas, **apertura.respuestas}
            if anterior.asunto == dialogo.nombre and pedidas == anterior.respuestas and apertura.respuestas:
                return self.avanzar(anterior, Accion("seguir"))
            previo = self.puesto.dialogos[anterior.asunto]
            pantalla = apertura_de(self.contexto, previo, anterior, apertura)
            return self.puesto.encolar(Respuesta((pantalla,)), self.contexto.actor.id)
        nuevo = Borrador(
            id=anterior.id if anterior else 0,
            persona_id=self.contexto.actor.id,
            chat_id=self.puesto.entrada.chat_id,
            asunto=dialogo.nombre,
            esquema=dialogo.esquema,
            clave_envio=f"{en_base_36(self.contexto.actor.id)}-{secrets.token_urlsafe(6)}",
            actualizado_en=self.puesto.ahora,
            vence_en=self.puesto.ahora + VIGENCIA,
            respuestas=apertura.respuestas,
            version=anterior.version if anterior else 0,
            editando=apertura.editando,
        )
        abierto = abrir(dialogo, nuevo, self.datos)
        abierto = _con_internas(abierto, mensaje_de_frase(self.puesto.entrada, apertura.respuestas))
        return self._mostrar(replace(abierto, pantallas=con_aviso(abierto.pantallas, aviso)))

    def retomar(self, anterior: Borrador | None, aplazado: Aplazado) -> Sequence[EnvioTomado]:
        """El aplazado vuelve a ser el de ahora; el que había, si tenía respuestas, queda aplazado."""
        aviso = aviso_de_vuelta(aplazado.titulo)
        if anterior is not None and respondidas(anterior):
            previo = self.puesto.dialogos[anterior.asunto]
            aviso = unir([aviso_de_dejado(apartar(self.contexto, previo, anterior)), aviso])
        elif anterior is not None:
            self.puesto.unidad.borradores.borrar(anterior)
        vivo = replace(aplazado.borrador, vence_en=self.puesto.ahora + VIGENCIA)
        avanzado = abrir(self.puesto.dialogos[vivo.asunto], vivo, self.datos)
        return self._mostrar(replace(avanzado, pantallas=con_aviso(avanzado.pantallas, aviso)))

    def _aplazar(self, borrador: Borrador) -> Sequence[EnvioTomado]:
        """Deja el reporte para después y atiende lo que lo interrumpió, si algo lo interrumpió."""
        duda = self._duda()
        titulo = apartar(self.contexto, self.puesto.dialogos[borrador.asunto], borrador)
        aviso = aviso_de_dejado(titulo)
        self.puesto.unidad.dudas.olvidar(self.contexto.actor.id, self.puesto.entrada.chat_id)
        pedida = apertura_guardada(duda, borrador)
        if pedida is not None:
            return self.abrir(None, pedida, aviso)
        frase = frase_de(duda, borrador)
        if not frase:
            return self.puesto.encolar(Respuesta((dejado(titulo),)), self.contexto.actor.id)
        entrada = replace(
            self.puesto.entrada,
            clase=ClaseEntrada.TEXTO,
            texto=frase,
            responde_a=_numero(duda.datos.get("responde_a")) if duda else None,
        )
        return self.dar(None, self.atencion.atender(self.contexto, entrada), aviso)

    def dar(
        self, borrador: Borrador | None, respuesta: Respuesta, aviso: Html | None = None
    ) -> Sequence[EnvioTomado]:
        """Lo que contestó quien atendió: abre o retoma un diálogo, o solo se muestra."""
        if respuesta.retomar is not None:
            return self.retomar(borrador, respuesta.retomar)
        if respuesta.abrir is not None:
            return self.abrir(borrador, respuesta.abrir, aviso)
        respuesta = replace(respuesta, pantallas=con_aviso(respuesta.pantallas, aviso))
        return self.puesto.encolar(respuesta, self.contexto.actor.id)

    def _destino(self, dato: str, borrador: Borrador) -> Apertura:
        """Lo que se iba a abrir, o lo que diga el botón «empezar de nuevo»; si nada, el mismo diálogo."""
        pedida = apertura_guardada(self._duda(), borrador)
        if pedida is not None:
            return pedida
        nombre, _punto, primera = dato.partition(".")
        nombre = nombre if nombre in self.puesto.dialogos else borrador.asunto
        return Apertura(nombre, {self.puesto.dialogos[nombre].pasos[0].clave: primera} if primera else {})

    def _mostrar(self, avanzado: Avanzado) -> Sequence[EnvioTomado]:
        """Guarda el borrador y encola sus pantallas; un álbum entero tiene un solo acuse, que se edita."""
        archivo, chat_id = self.puesto.entrada.archivo, self.puesto.entrada.chat_id
        album = archivo.album if archivo is not None else None
        pantallas, respuestas = avanzado.pantallas, avanzado.borrador.respuestas
        if album and avanzado.efecto is Efecto.NADA:
            pantallas = tuple(replace(p, clave=f"album:{chat_id}:{album}") for p in pantallas)
        elif album and respuestas.get(_ALBUM) == album:
            pantallas = tuple(replace(p, edita=IdEnvio(int(respuestas[_ACUSE]))) for p in pantallas)
        tomadas = self.puesto.encolar(Respuesta(pantallas, avanzado.aviso), self.contexto.actor.id)
        if avanzado.efecto is Efecto.GUARDAR:
            if album and respuestas.get(_ALBUM) != album and tomadas:
                avanzado = _con_internas(avanzado, {_ALBUM: album, _ACUSE: str(tomadas[-1].id)})
            self.puesto.unidad.borradores.guardar(avanzado.borrador)
        return tomadas

    def _guardar_reporte(self, dialogo: Dialogo, borrador: Borrador) -> Sequence[EnvioTomado]:
        """El caso de uso, el cierre del borrador y el acuse con folio: juntos o ninguno."""
        # Con datos nuevos: lo que se guarda se comprueba otra vez contra la base.
        entorno = Entorno(Datos(self.puesto.ahora, self.contexto), borrador.respuestas)
        # Antes de hacer nada: quien se revoca a sí mismo se queda sin sus borradores.
        self.puesto.unidad.borradores.borrar(borrador)
        dicho = dialogo.confirmar(entorno, borrador.clave_envio)
        cierre = dicho if isinstance(dicho, Cierre) else Cierre(dicho)
        otro, mis = f"{APARTE}o:{dialogo.nombre}", f"{APARTE}o:mis"
        pares = cierre.siguientes or ((_("Registrar otro"), otro), (_("Ver mis actividades"), mis))
        pares = (*pares, *tras_guardar(self.contexto, self.puesto.entrada.chat_id, borrador))
        con_nombre = con_titular(self.contexto, borrador.clave_envio, cierre.acuse)
        acuse, mas = pendientes(self.contexto, self.puesto.entrada.chat_id, con_nombre)
        pantalla = Pantalla(
            acuse,
            botones(*pares, *mas, por_fila=2),
            ClaseEnvio.ACUSE,
            objeto=objeto_del(borrador.respuestas),
        )
        respuesta = Respuesta((pantalla,), _("Guardado."), envios=cierre.envios)
        return self.puesto.encolar(respuesta, self.contexto.actor.id)

    def _duda(self) -> Duda | None:
        return self.puesto.unidad.dudas.traer(self.contexto.actor.id, self.puesto.entrada.chat_id)


def respondidas(borrador: Borrador) -> bool:
    """Si la persona ya contestó algo: si no, dejarlo no pierde nada."""
    return any(not clave.startswith(INTERNA) for clave in borrador.respuestas)


def objeto_del(respuestas: Mapping[str, str]) -> str:
    """De qué habla un reporte («actividad:5»), para quien responda a su acuse; vacío si no se sabe."""
    if (actividad := respuestas.get("actividad", "")).isdecimal():
        return f"actividad:{actividad}"
    # Una corrección no pregunta de qué es: lo dice el reporte que se corrige.
    objeto = respuestas.get("objeto") or respuestas.get(OBJETO, "")
    ambito = {"a": "actividad", "p": "proyecto"}.get(objeto[:1])
    return f"{ambito}:{objeto[1:]}" if ambito and objeto[1:].isdecimal() else ""


def _con_internas(avanzado: Avanzado, internas: Mapping[str, str]) -> Avanzado:
    respuestas = {**avanzado.borrador.respuestas, **internas}
    return replace(avanzado, borrador=replace(avanzado.borrador, respuestas=respuestas))


def _numero(valor: object) -> int | None:
    return valor if isinstance(valor, int) else None
