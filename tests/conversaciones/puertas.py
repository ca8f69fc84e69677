"""Por dónde se conversa con el asistente en una prueba: el despacho directo, con una o dos réplicas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from mimetypes import guess_type
from typing import Protocol

from bot.atencion.despacho import Despacho
from bot.atencion.entrada import Archivo, ClaseEntrada, Entrada
from bot.ordenes.asistente import armar_despacho
from dominio.modelo.envio import EnvioTomado, EstadoEnvio
from dominio.modelo.evidencia import ClaseEvidencia
from dominio.puertos.unidad import Almacen
from tests.apoyo.plan import LunesAViernes, RelojQuieto
from tests.conversaciones.a_la_vista import llano, textos_de_busqueda

_DE_ARCHIVO = ("sendPhoto", "sendDocument", "sendVideo", "sendAudio", "sendLocation")


@dataclass
class Mensaje:
    """Un mensaje como se ve en el chat."""

    texto: str
    botones: dict[str, str] = field(default_factory=dict)


class Puerta(Protocol):
    """Una cuenta de Telegram que habla con el asistente y ve lo que contesta."""

    def escribe(self, cuenta: int, texto: str, al: str = "") -> None:
        """Un texto o una orden; ``al`` cita el mensaje del asistente que trae ese texto."""
        ...

    def toca(self, cuenta: int, rotulo: str, *, viejo: bool = False, veces: int = 1) -> None:
        """Un botón, por su rótulo o como empieza."""
        ...

    def adjunta(self, cuenta: int, nombres: Sequence[str]) -> None:
        """Un archivo, o un álbum."""
        ...

    def edita(self, cuenta: int, texto: str, de: str = "") -> None:
        """Corrige su último mensaje, o el que decía ``de``."""
        ...

    def ubica(self, cuenta: int, latitud: float, longitud: float) -> None:
        """Comparte dónde está."""
        ...

    def otra(self, cuenta: int, que: str) -> None:
        """Un sticker, una nota de voz."""
        ...

    def en_grupo(self, cuenta: int, texto: str) -> None:
        """Una orden en un grupo."""
        ...

    def busca(self, cuenta: int, texto: str) -> None:
        """«@bot texto» en otro chat; lo que se ve son los resultados."""
        ...

    def repite(self) -> None:
        """El último update otra vez."""
        ...

    def recibe(self) -> None:
        """Lo que está por salir a esta hora llega a sus chats."""
        ...

    def visto(self, cuenta: int) -> str:
        """Lo que vio desde su último acto."""
        ...

    def cuantos(self, cuenta: int) -> int:
        """Cuántos mensajes le ha mandado el asistente; los editados no suman."""
        ...

    def rotulos(self, cuenta: int) -> list[str]:
        """Los botones del último mensaje."""
        ...

    def avisos(self, cuenta: int) -> str:
        """Lo que dijo la respuesta al último toque."""
        ...


class EnProceso:
    """Entradas directas al despacho; con varios almacenes, las réplicas se turnan mensaje a mensaje."""

    def __init__(self, almacenes: Sequence[Almacen], reloj: RelojQuieto) -> None:
        self._almacenes = almacenes
        self._reloj = reloj
        self._despachos: list[Despacho] = [
            armar_despacho(almacen, reloj, lambda _entidad: LunesAViernes(), lambda: "plan_bot")
            for almacen in almacenes
        ]
        self._updates, self._numeros = count(1), count(5000)
        self._mensajes: dict[int, dict[int, Mensaje]] = {}
        self._visto: dict[int, list[str]] = {}
        self._avisos: dict[int, list[str]] = {}
        self._ultimo_propio: dict[int, int] = {}
        self._escritos: dict[tuple[int, str], int] = {}
        self._ultima: Entrada | None = None
        self._contestados = 0
        self.transcripcion: list[str] = []

    def escribe(self, cuenta: int, texto: str, al: str = "") -> None:
        """Un texto, o una orden si empieza con «/»; ``al`` cita el mensaje que trae ese texto."""
        numero = next(self._numeros)
        self._ultimo_propio[cuenta] = self._escritos[cuenta, texto] = numero
        entrada = self._de_texto(cuenta, texto, cuenta, numero)
        citados = [n for n, m in self._mensajes.get(cuenta, {}).items() if n > 0 and al in m.texto]
        self._entra(replace(entrada, responde_a=citados[-1]) if al else entrada)

    def toca(self, cuenta: int, rotulo: str, *, viejo: bool = False, veces: int = 1) -> None:
        """Toca el botón de ese rótulo (o que empieza así) en el mensaje más nuevo que lo tenga.

        ``viejo`` toca el primero que lo mostró alguna vez, aunque ya no esté.
        """
        mensajes = self._mensajes.get(cuenta, {})
        orden = list(mensajes.items()) if viejo else list(reversed(mensajes.items()))
        for numero, mensaje in orden:
            for texto, dato in mensaje.botones.items():
                if texto == rotulo or texto.startswith(rotulo):
                    for _vez in range(veces):
                        self.dato(cuenta, dato, numero)
                    return
        raise AssertionError(f"nadie mostró el botón «{rotulo}»; hay {self.rotulos(cuenta)}")

    def dato(self, cuenta: int, dato: str, mensaje: int = 1) -> None:
        """Un toque con ese dato, aunque nadie lo haya mostrado."""
        self._entra(
            self._entrada(
                cuenta, ClaseEntrada.BOTON, dato=dato, callback_id=f"c{mensaje}", mensaje_id=mensaje
            )
        )

    def adjunta(self, cuenta: int, nombres: Sequence[str]) -> None:
        """Un archivo, o un álbum si son varios."""
        album = f"album-{nombres[0]}" if len(nombres) > 1 else None
        for nombre in nombres:
            foto = nombre.endswith((".jpg", ".png"))
            mime = "image/jpeg" if foto else guess_type(nombre)[0] or ""
            archivo = Archivo(f"id-{nombre}", f"u-{nombre}", nombre, mime, 2048, album, foto)
            numero = next(self._numeros)
            self._entra(self._entrada(cuenta, ClaseEntrada.ARCHIVO, archivo=archivo, mensaje_id=numero))

    def ubica(self, cuenta: int, latitud: float, longitud: float) -> None:
        """Comparte dónde está."""
        lugar = Archivo(
            "", f"lugar:{latitud},{longitud}", "", "", 0, medio=ClaseEvidencia.UBICACION,
            latitud=Decimal(str(latitud)), longitud=Decimal(str(longitud)),
        )  # fmt: skip
        self._entra(
            self._entrada(cuenta, ClaseEntrada.ARCHIVO, archivo=lugar, mensaje_id=next(self._numeros))
        )

    def edita(self, cuenta: int, texto: str, de: str = "") -> None:
        """Corrige su último mensaje, o el que decía ``de``."""
        numero = self._escritos[cuenta, de] if de else self._ultimo_propio[cuenta]
        self._entra(self._entrada(cuenta, ClaseEntrada.EDICION, texto=texto, mensaje_id=numero))

    def otra(self, cuenta: int, que: str) -> None:
        """Un sticker, una nota de voz…"""
        self._entra(self._entrada(cuenta, ClaseEntrada.OTRA, tipo_raro=que, mensaje_id=next(self._numeros)))

    def en_grupo(self, cuenta: int, texto: str) -> None:
        """Lo mismo que ``escribe``, en un grupo."""
        self._entra(self._de_texto(cuenta, texto, -cuenta, next(self._numeros)))

    def busca(self, cuenta: int, texto: str) -> None:
        """Una búsqueda en línea."""
        numero = next(self._numeros)
        self._entra(self._entrada(cuenta, ClaseEntrada.INLINE, texto=texto, callback_id=f"b{numero}"))

    def repite(self) -> None:
        """Telegram vuelve a entregar el último update: no debe salir nada."""
        assert self._ultima is not None
        previas = len(self.transcripcion)
        self._visto[self._ultima.chat_id] = []
        for despacho in self._despachos:
            assert list(despacho(self._ultima)) == []
        assert len(self.transcripcion) == previas

    def recibe(self) -> None:
        """Lo que está por salir a esta hora llega a sus chats."""
        almacen = self._almacenes[0]
        with almacen.unidad() as unidad:
            tomados = unidad.salidas.reclamar(self._reloj.ahora(), timedelta(minutes=1), 50)
            unidad.confirmar()
        for tomado in tomados:
            self._visto[tomado.envio.chat_id] = []
        for tomado in tomados:
            self._llega(tomado, almacen, None)

    def visto(self, cuenta: int) -> str:
        """Lo que esa cuenta vio desde su último acto (en su chat privado o en el grupo)."""
        return "\n".join(self._visto.get(cuenta, []) + self._visto.get(-cuenta, []))

    def cuantos(self, cuenta: int) -> int:
        """Mensajes distintos en su chat."""
        return sum(numero > 0 for numero in self._mensajes.get(cuenta, {}))

    def rotulos(self, cuenta: int) -> list[str]:
        """Los botones del mensaje más nuevo."""
        mensajes = self._mensajes.get(cuenta, {})
        return list(mensajes[max(mensajes)].botones) if mensajes else []

    def avisos(self, cuenta: int) -> str:
        """Lo que dijo la respuesta al último toque."""
        return "\n".join(self._avisos.get(cuenta, []))

    def _de_texto(self, cuenta: int, texto: str, chat: int, numero: int) -> Entrada:
        if not texto.startswith("/"):
            return self._entrada(cuenta, ClaseEntrada.TEXTO, chat_id=chat, texto=texto, mensaje_id=numero)
        orden, _espacio, argumento = texto[1:].partition(" ")
        campos = {"orden": orden, "argumento": argumento, "texto": texto}
        return self._entrada(cuenta, ClaseEntrada.ORDEN, chat_id=chat, mensaje_id=numero, **campos)

    def _entrada(self, cuenta: int, clase: ClaseEntrada, **campos) -> Entrada:
        chat = campos.pop("chat_id", cuenta)
        return Entrada(
            update_id=next(self._updates),
            clase=clase,
            chat_id=chat,
            usuario_id=cuenta,
            nombre="Persona",
            privado=chat == cuenta,
            fecha=self._reloj.ahora(),
            **campos,
        )

    def _entra(self, entrada: Entrada) -> None:
        self._ultima = entrada
        self._visto[entrada.chat_id] = []
        self._avisos[entrada.usuario_id] = []
        self._contestados = 0
        turno = entrada.update_id % len(self._despachos)
        for tomado in self._despachos[turno](entrada):
            self._llega(tomado, self._almacenes[turno], entrada)
        if entrada.clase is ClaseEntrada.BOTON:
            assert self._contestados == 1, f"el toque se contestó {self._contestados} veces"

    def _llega(self, tomado: EnvioTomado, almacen: Almacen, entrada: Entrada | None) -> None:
        """Lo que Telegram haría con el envío, y su número de vuelta."""
        cuerpo, chat = tomado.envio.cuerpo, tomado.envio.chat_id
        numero: int | None = None
        self.transcripcion.append(f"{tomado.envio.metodo}: {llano(str(cuerpo.get('text', '')))}")
        if tomado.envio.metodo == "answerCallbackQuery":
            assert entrada is not None, "nadie tocó nada"
            self._contestados += 1
            self._avisos[entrada.usuario_id].append(str(cuerpo.get("text", "")))
        elif tomado.envio.metodo in ("sendMessage", "editMessageText"):
            editado = tomado.mensaje_editado or cuerpo.get("message_id")
            numero = int(str(editado)) if editado else next(self._numeros)
            self._pintar(chat, numero, cuerpo)
        elif tomado.envio.metodo in _DE_ARCHIVO:
            que = cuerpo.get("caption") or f"{cuerpo['latitude']} {cuerpo['longitude']}"
            self._visto.setdefault(chat, []).append(f"[{tomado.envio.metodo}] {llano(str(que))}")
        elif tomado.envio.metodo == "answerInlineQuery":
            assert cuerpo["is_personal"], "lo de una persona no se le muestra a otra"
            self._visto[chat] += textos_de_busqueda(cuerpo)
        with almacen.unidad() as unidad:
            unidad.salidas.resolver([(tomado.id, EstadoEnvio.ENVIADO, numero, None)], self._reloj.ahora())
            unidad.confirmar()

    def _pintar(self, chat: int, numero: int, cuerpo) -> None:
        filas = cuerpo.get("reply_markup", {}).get("inline_keyboard", [])
        botones = {boton["text"]: boton["callback_data"] for fila in filas for boton in fila}
        assert len(botones) <= 8, f"más de ocho botones: {list(botones)}"
        assert all(len(dato.encode()) <= 64 for dato in botones.values())
        assert all(rotulo[0].isalnum() for rotulo in botones), f"un botón no empieza por palabra: {botones}"
        texto = llano(cuerpo["text"])
        assert len(texto) <= 4096
        previo = self._mensajes.setdefault(chat, {}).get(numero)
        # Los botones de antes se guardan con su dato viejo: alguien puede tocarlos desde otro teléfono.
        self._mensajes[chat][numero] = Mensaje(texto, botones)
        if previo is not None and previo.botones:
            self._mensajes[chat][-next(self._numeros)] = previo
            self._mensajes[chat] = dict(sorted(self._mensajes[chat].items()))
        self._visto.setdefault(chat, []).append(texto)
