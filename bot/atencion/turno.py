"""Un mensaje de una persona dentro de su transacción: su borrador, su diálogo y lo que se le contesta."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.atencion.entrada import ClaseEntrada, Entrada
from bot.atencion.respuesta import Apertura, Atencion, Respuesta
from bot.motor.acciones import Accion
from bot.motor.avanzar import abrir, avanzar, rechazar
from bot.motor.botones import APARTE, Toque, de_dialogo, duenio, leer_dialogo
from bot.motor.campos import Crudo, Datos, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Recorrido
from bot.motor.pantalla import MAXIMO_BOTONES, ROTULOS, Pantalla, botones
from bot.motor.transicion import INTERNA, VIGENCIA, Avanzado, Efecto
from bot.textos.idioma import _
from bot.textos.marcado import armar
from dominio.casos.contexto import Contexto
from dominio.errores import ErrorDominio
from dominio.modelo.borrador import Borrador
from dominio.modelo.entidad import Entidad
from dominio.modelo.envio import ClaseEnvio, Envio, EnvioTomado
from dominio.modelo.identidad import IdEnvio, IdPersona
from dominio.modelo.reporte import ArchivoAdjunto
from dominio.puertos.tiempo import Calendario
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.reglas.permisos import exigir

_VIDA_DEL_TOQUE = timedelta(minutes=2)
_CIFRAS = "0123456789abcdefghijklmnopqrstuvwxyz"
# Lo que el motor guarda con las respuestas: el último mensaje respondido y el acuse del álbum.
_MENSAJE, _PASO, _ALBUM, _ACUSE = "_mensaje", "_paso", "_album", "_acuse"


@dataclass(frozen=True, slots=True)
class Turno:
    """Atiende una entrada con la transacción abierta; quien lo llama la confirma."""

    dialogos: Mapping[str, Dialogo]
    calendario_de: Callable[[Entidad], Calendario]
    unidad: UnidadDeTrabajo
    entrada: Entrada
    ahora: datetime
    rechazo: ErrorDominio | None
    arriendo: timedelta

    def atender(self, atencion: Atencion) -> Sequence[EnvioTomado]:
        """Decide quién contesta y encola lo que contesta."""
        entrada = self.entrada
        if not entrada.privado:
            return self.encolar(atencion.en_grupo(entrada))
        persona = self.unidad.personas.por_telegram(entrada.usuario_id)
        if persona is None:
            return self.encolar(atencion.sin_persona(self.unidad, entrada, self.ahora))
        if persona.inalcanzable:
            self.unidad.personas.marcar_alcance(entrada.usuario_id, inalcanzable=False)
        entidad = self.unidad.entidades.traer(persona.entidad_id)
        contexto = Contexto(
            self.unidad, persona, entidad, self.ahora, self.calendario_de(entidad), "chat", entrada.update_id
        )
        borrador = self.unidad.borradores.traer(persona.id, entrada.chat_id)
        if borrador is not None and borrador.asunto not in self.dialogos:
            borrador = None
        if entrada.dato.startswith("d:"):
            return self._tocar(contexto, borrador)
        if borrador is not None and (acto := self._acto(borrador)) is not None:
            return self._avanzar(contexto, borrador, acto)
        respuesta = atencion.atender(contexto, replace(entrada, dato=entrada.dato.removeprefix(APARTE)))
        if respuesta.abrir is not None:
            return self._abrir(contexto, borrador, respuesta.abrir)
        return self.encolar(_con_regreso(respuesta, borrador), persona.id)

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
        chat, clase, clave = self.entrada.chat_id, pantalla.clase, pantalla.clave
        return Envio(chat, metodo, cuerpo, clase, clave, persona_id, pantalla.edita)

    def _mensaje_de(self, edita: IdEnvio | None) -> int | None:
        return None if edita is None else self.unidad.salidas.mensaje_de(edita)

    def _acto(self, borrador: Borrador) -> Crudo | Accion | None:
        """Lo que la entrada le dice al diálogo en curso; ``None`` si no es con él."""
        entrada = self.entrada
        match entrada.clase:
            case ClaseEntrada.TEXTO:
                return entrada.texto
            case ClaseEntrada.ORDEN:
                return Accion(entrada.orden) if entrada.orden in ROTULOS else None
            case ClaseEntrada.ARCHIVO if (archivo := entrada.archivo) is not None:
                nombre = archivo.nombre or (_("foto.jpg") if archivo.es_foto else _("archivo"))
                return ArchivoAdjunto(
                    archivo.file_id,
                    archivo.file_unique_id,
                    nombre,
                    archivo.mime,
                    archivo.tamano,
                    archivo.album,
                )
            case ClaseEntrada.EDICION:
                respondido = borrador.respuestas.get(_MENSAJE) == str(entrada.mensaje_id)
                return entrada.texto if respondido else Accion("editado")
            case ClaseEntrada.OTRA:
                return Accion("raro", entrada.tipo_raro)
            case _:
                return None

    def _tocar(self, contexto: Contexto, borrador: Borrador | None) -> Sequence[EnvioTomado]:
        """El botón de ahora actúa; el viejo muestra la pregunta actual; el ajeno se rechaza."""
        toque = leer_dialogo(self.entrada.dato)
        if toque is None or duenio(toque.borrador) != _en_base_36(contexto.actor.id):
            contexto.anotar("rechazar_boton", f"boton:{self.entrada.dato[:40]}")
            return self.encolar(Respuesta(aviso=_("Ese botón no es suyo o no es válido. No se hizo nada.")))
        if borrador is not None and toque.borrador == borrador.clave_envio:
            accion = Accion(toque.accion, toque.valor)
            return self._avanzar(
                contexto, borrador, accion if toque.version == borrador.version else Accion("vieja")
            )
        return self._tocar_cerrado(contexto, borrador, toque)

    def _tocar_cerrado(
        self, contexto: Contexto, borrador: Borrador | None, toque: Toque
    ) -> Sequence[EnvioTomado]:
        folio = self.unidad.reportes.por_clave(toque.borrador)
        if folio is not None:
            aviso = _("Ya quedó guardado con el folio %(folio)s.") % {"folio": folio}
            return self.encolar(Respuesta(aviso=aviso))
        if borrador is not None:
            return self._avanzar(contexto, borrador, Accion("vieja"))
        aviso = _("Ese paso ya se cerró. Escriba /avance o /ejecucion para empezar.")
        return self.encolar(Respuesta(aviso=aviso))

    def _avanzar(self, contexto: Contexto, borrador: Borrador, acto: Crudo | Accion) -> Sequence[EnvioTomado]:
        dialogo, datos = self.dialogos[borrador.asunto], Datos(self.ahora, contexto)
        if self.entrada.clase is ClaseEntrada.EDICION and isinstance(acto, str):
            borrador = replace(borrador, editando=borrador.respuestas.get(_PASO))
        avanzado = avanzar(dialogo, borrador, acto, datos)
        if avanzado.efecto is Efecto.CONFIRMAR:
            if self.rechazo is None:
                return self._guardar_reporte(dialogo, borrador, Datos(self.ahora, contexto))
            avanzado = rechazar(dialogo, borrador, self.rechazo, datos)
        if avanzado.efecto is Efecto.REINICIAR:
            destino = acto.valor if isinstance(acto, Accion) else ""
            return self._abrir(contexto, replace(borrador, respuestas={}), self._destino(destino, borrador))
        if avanzado.efecto is Efecto.DESCARTAR:
            self.unidad.borradores.borrar(borrador)
        if isinstance(acto, str) and avanzado.respondido:
            avanzado = _con_internas(
                avanzado, {_MENSAJE: str(self.entrada.mensaje_id), _PASO: avanzado.respondido, _ALBUM: ""}
            )
        return self._mostrar(contexto, avanzado)

    def _destino(self, dato: str, borrador: Borrador) -> Apertura:
        """El diálogo que dice un botón «empezar de nuevo», con su primera respuesta si la trae."""
        nombre, _punto, primera = dato.partition(".")
        nombre = nombre if nombre in self.dialogos else borrador.asunto
        return Apertura(nombre, {self.dialogos[nombre].pasos[0].clave: primera} if primera else {})

    def _mostrar(self, contexto: Contexto, avanzado: Avanzado) -> Sequence[EnvioTomado]:
        """Guarda el borrador y encola sus pantallas; un álbum entero tiene un solo acuse, que se edita."""
        archivo = self.entrada.archivo
        album = archivo.album if archivo is not None else None
        pantallas = avanzado.pantallas
        respuestas = avanzado.borrador.respuestas
        if album and avanzado.efecto is Efecto.NADA:
            pantallas = tuple(replace(p, clave=f"album:{self.entrada.chat_id}:{album}") for p in pantallas)
        elif album and respuestas.get(_ALBUM) == album:
            pantallas = tuple(replace(p, edita=IdEnvio(int(respuestas[_ACUSE]))) for p in pantallas)
        tomadas = self.encolar(Respuesta(pantallas, avanzado.aviso), contexto.actor.id)
        if avanzado.efecto is Efecto.GUARDAR:
            if album and respuestas.get(_ALBUM) != album and tomadas:
                avanzado = _con_internas(avanzado, {_ALBUM: album, _ACUSE: str(tomadas[-1].id)})
            self.unidad.borradores.guardar(avanzado.borrador)
        return tomadas

    def _guardar_reporte(self, dialogo: Dialogo, borrador: Borrador, datos: Datos) -> Sequence[EnvioTomado]:
        """El caso de uso, el cierre del borrador y el acuse con folio: juntos o ninguno."""
        dicho = dialogo.confirmar(Entorno(datos, borrador.respuestas), borrador.clave_envio)
        cierre = dicho if isinstance(dicho, Cierre) else Cierre(dicho)
        self.unidad.borradores.borrar(borrador)
        otro, mis = f"{APARTE}o:{dialogo.nombre}", f"{APARTE}o:mis"
        pares = cierre.siguientes or ((_("Registrar otro"), otro), (_("Ver mis actividades"), mis))
        pantalla = Pantalla(cierre.acuse, botones(*pares, por_fila=2), ClaseEnvio.ACUSE)
        respuesta = Respuesta((pantalla,), _("Guardado."), envios=cierre.envios)
        return self.encolar(respuesta, datos.contexto.actor.id)

    def _abrir(
        self, contexto: Contexto, anterior: Borrador | None, apertura: Apertura
    ) -> Sequence[EnvioTomado]:
        """Empieza un diálogo; si hay otro con respuestas, pregunta antes de dejarlo."""
        dialogo = self.dialogos[apertura.dialogo]
        exigir(contexto.actor, dialogo.permiso)
        if anterior is not None and _respondidas(anterior):
            pedidas = {**anterior.respuestas, **apertura.respuestas}
            if anterior.asunto == dialogo.nombre and pedidas == anterior.respuestas and apertura.respuestas:
                return self._avanzar(contexto, anterior, Accion("seguir"))
            return self.encolar(Respuesta((self._ofrecer(anterior, apertura),)), contexto.actor.id)
        clave = f"{_en_base_36(contexto.actor.id)}-{secrets.token_urlsafe(6)}"
        nuevo = Borrador(
            id=anterior.id if anterior else 0,
            persona_id=contexto.actor.id,
            chat_id=self.entrada.chat_id,
            asunto=dialogo.nombre,
            esquema=dialogo.esquema,
            clave_envio=clave,
            actualizado_en=self.ahora,
            vence_en=self.ahora + VIGENCIA,
            respuestas=apertura.respuestas,
            version=anterior.version if anterior else 0,
            editando=apertura.editando,
        )
        return self._mostrar(contexto, abrir(dialogo, nuevo, Datos(self.ahora, contexto)))

    def _ofrecer(self, anterior: Borrador, apertura: Apertura) -> Pantalla:
        pendiente = Recorrido(self.dialogos[anterior.asunto], anterior, Datos(self.ahora))
        destino = f"{apertura.dialogo}.{next(iter(apertura.respuestas.values()), '')}".rstrip(".")
        texto = armar(
            _(
                "Tiene <b>%(que)s</b> sin terminar. ¿Lo sigue o empieza de nuevo?\n"
                "También puede escribir «seguir» o «cancelar»."
            ),
            que=pendiente.dialogo.en_curso,
        )
        return Pantalla(
            texto,
            botones(
                (str(ROTULOS["seguir"]), pendiente.boton("seguir")),
                (str(ROTULOS["nuevo"]), pendiente.boton("nuevo", destino)),
            ),
        )


def _con_regreso(respuesta: Respuesta, borrador: Borrador | None) -> Respuesta:
    """Quien consulta a mitad de un reporte tiene a la mano cómo volver a él."""
    if borrador is None or not respuesta.pantallas or not _respondidas(borrador):
        return respuesta
    *previas, ultima = respuesta.pantallas
    if sum(map(len, ultima.filas)) >= MAXIMO_BOTONES:
        return respuesta
    dato = de_dialogo(borrador.clave_envio, borrador.version, "seguir")
    regreso = botones((_("Seguir el reporte"), dato))
    return replace(respuesta, pantallas=(*previas, replace(ultima, filas=ultima.filas + regreso)))


def _respondidas(borrador: Borrador) -> bool:
    return any(not clave.startswith(INTERNA) for clave in borrador.respuestas)


def _con_internas(avanzado: Avanzado, internas: Mapping[str, str]) -> Avanzado:
    respuestas = {**avanzado.borrador.respuestas, **internas}
    return replace(avanzado, borrador=replace(avanzado.borrador, respuestas=respuestas))


def _en_base_36(numero: int) -> str:
    cifras = ""
    while numero:
        numero, resto = divmod(numero, 36)
        cifras = _CIFRAS[resto] + cifras
    return cifras or "0"
