"""Un teléfono de mentira: hace un acto sobre un momento y devuelve el siguiente y lo que se vio.

Los momentos no cambian: del mismo se puede salir por muchos caminos.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from html import escape

from bot.atencion.despacho import Despacho
from bot.atencion.entrada import ClaseEntrada
from bot.pantallas.actos import Acto
from bot.pantallas.base import BaseDeEnsayo, RelojDeEnsayo
from bot.pantallas.momento import Boton, Burbuja, Momento
from dominio.modelo.envio import EnvioTomado, EstadoEnvio

FALLA = "Falla del programa"
_PRIMER_NUMERO = 5_000
_ARRIENDO = timedelta(minutes=1)
# Los códigos de invitación salen del azar: en el dibujo todos se llaman igual.
_INVITACION = re.compile(r"(start[= ])[A-Za-z0-9_-]{16,}")
_MENSAJES = frozenset({"sendMessage", "editMessageText"})


class Telefono:
    """Lleva los actos al despacho y hace lo que Telegram haría con lo que contesta.

    Args:
        base, reloj, despacho: sobre lo que se conversa.
        tolera: una falla del programa se cuenta como una burbuja más, para ver el resto.
    """

    def __init__(
        self, base: BaseDeEnsayo, reloj: RelojDeEnsayo, despacho: Despacho, *, tolera: bool = False
    ) -> None:
        self._base, self._reloj, self._despacho, self._tolera = base, reloj, despacho, tolera
        self._puesto: Momento | None = None

    def ahora(self) -> Momento:
        """El momento en que está la base, sin nada a la vista."""
        self._puesto = Momento(self._base.foto(), self._reloj.hora, _PRIMER_NUMERO)
        return self._puesto

    def poner(self, momento: Momento) -> None:
        """Deja la base y la hora en ese momento."""
        if self._puesto is not momento:
            self._base.volver(momento.foto)
        self._reloj.hora = momento.hora
        self._puesto = None

    def mirar(self, momento: Momento) -> BaseDeEnsayo:
        """La base en ese momento, para leerla."""
        self.poner(momento)
        self._puesto = momento
        return self._base

    def en_blanco(self, momento: Momento) -> Momento:
        """El mismo momento, con los chats en blanco."""
        return replace(momento, vistos={})

    def pasar(self, momento: Momento, cuanto: timedelta) -> Momento:
        """El mismo momento, más tarde."""
        return replace(momento, hora=momento.hora + cuanto)

    def hacer(self, momento: Momento, cuenta: int, acto: Acto) -> tuple[Momento, tuple[Burbuja, ...]]:
        """El momento siguiente y lo que el acto hizo ver, en todos los chats; el suyo primero.

        Raises:
            LookupError: el acto toca un botón que no está.
        """
        entrada = acto.entrada(momento, cuenta)
        self.poner(momento)
        try:
            tomados = self._despacho(entrada)
        except Exception as falla:
            if not self._tolera:
                raise
            dicho = escape(f"{FALLA}: {type(falla).__name__}: {falla}")
            return momento, (Burbuja("aparte", dicho, cuenta=cuenta),)
        propios = dict(momento.propios)
        if entrada.clase is ClaseEntrada.TEXTO:
            propios[cuenta] = momento.serie
        siguiente = replace(momento, serie=momento.serie + 1, propios=propios)
        return self._entregar(siguiente, tomados)

    def recibir(self) -> Momento:
        """Entrega todo lo que la base tenga por enviar a la hora puesta."""
        momento = Momento(b"", self._reloj.hora, _PRIMER_NUMERO * 2)
        while True:
            with self._base.unidad() as unidad:
                tomados = unidad.salidas.reclamar(self._reloj.hora, _ARRIENDO, 50)
                unidad.confirmar()
            if not tomados:
                return replace(momento, foto=self._base.foto())
            momento, _burbujas = self._entregar(momento, tomados)

    def _entregar(
        self, momento: Momento, tomados: Sequence[EnvioTomado]
    ) -> tuple[Momento, tuple[Burbuja, ...]]:
        serie, vistos = momento.serie, dict(momento.vistos)
        burbujas: list[Burbuja] = []
        resueltos = []
        for tomado in tomados:
            cuerpo, editado = tomado.envio.cuerpo, tomado.mensaje_editado
            numero = int(str(editado or cuerpo.get("message_id") or serie))
            serie += 1
            burbuja = _burbuja(tomado, numero)
            if tomado.envio.metodo in _MENSAJES:
                vistos[burbuja.cuenta] = burbuja
            burbujas.append(burbuja)
            resueltos.append((tomado.id, EstadoEnvio.ENVIADO, numero, None))
        with self._base.unidad() as unidad:
            unidad.salidas.resolver(resueltos, self._reloj.hora)
            unidad.confirmar()
        self._puesto = replace(momento, foto=self._base.foto(), serie=serie, vistos=vistos)
        return self._puesto, tuple(burbujas)


def _burbuja(tomado: EnvioTomado, numero: int) -> Burbuja:
    cuerpo, chat, metodo = tomado.envio.cuerpo, tomado.envio.chat_id, tomado.envio.metodo
    texto = _INVITACION.sub(r"\1CODIGO", str(cuerpo.get("text", cuerpo.get("caption", ""))))
    if metodo == "answerCallbackQuery":
        return Burbuja("aviso", texto, cuenta=chat)
    marcado = cuerpo.get("reply_markup")
    teclado = marcado.get("inline_keyboard", []) if isinstance(marcado, Mapping) else []
    filas = tuple(
        tuple(Boton(str(b["text"]), str(b.get("callback_data", b.get("url", ""))), numero) for b in fila)
        for fila in teclado
    )
    if metodo in _MENSAJES:
        return Burbuja("bot", texto, filas, chat, edita=metodo == "editMessageText")
    return Burbuja("aparte", texto or _aparte(tomado), filas, chat)


def _aparte(tomado: EnvioTomado) -> str:
    """Lo que no es un mensaje, dicho."""
    nombres = {"setMyCommands": "Su menú de órdenes se actualiza.", "deleteMyCommands": "Su menú se borra."}
    archivo = (tomado.envio.archivo or "").rpartition("/")[2]
    return nombres.get(tomado.envio.metodo, f"Recibe un archivo. {archivo}".strip())
