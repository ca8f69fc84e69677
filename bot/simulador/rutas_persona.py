"""API de la persona: ``/sim/<token>/…``, lo que la página de chat y las pruebas hacen por HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import wraps

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.simulador.errores import AccionImposible
from bot.simulador.faltas import Falta
from bot.simulador.lectura import subida_de
from bot.simulador.mundo import Mundo
from bot.simulador.persona import Persona
from bot.simulador.tipos import Objeto

Atencion = Callable[[Request], Awaitable[Response]]
Accion = Callable[[Persona, Objeto], object]
LATIDO = ": vivo\n\n"


def _entero(datos: Objeto, clave: str) -> int | None:
    valor = datos.get(clave)
    return None if valor in (None, "") else int(str(valor))


def _texto(persona: Persona, d: Objeto) -> object:
    return persona.escribe(str(d["texto"]), _entero(d, "chat"), _entero(d, "responde_a"))


def _boton(persona: Persona, d: Objeto) -> object:
    return {"consulta": persona.toca(int(d["mensaje"]), str(d["datos"]), _entero(d, "chat"))}


def _editar(persona: Persona, d: Objeto) -> object:
    return persona.edita(int(d["mensaje"]), str(d["texto"]), _entero(d, "chat"))


def _ubicacion(persona: Persona, d: Objeto) -> object:
    return persona.ubica(float(d["latitud"]), float(d["longitud"]), _entero(d, "chat"))


def _contacto(persona: Persona, d: Objeto) -> object:
    return persona.da_contacto(str(d["telefono"]), _entero(d, "chat"))


def _grupo(persona: Persona, d: Objeto) -> object:
    otros = [int(numero) for numero in d.get("otros", [])]
    return persona.crea_grupo(str(d["titulo"]), otros, supergrupo=bool(d.get("supergrupo"))).json()


ACCIONES: dict[str, Accion] = {
    "texto": _texto,
    "boton": _boton,
    "editar": _editar,
    "ubicacion": _ubicacion,
    "contacto": _contacto,
    "inline": lambda persona, d: {"consulta": persona.busca(str(d["consulta"]))},
    "elegir": lambda persona, d: persona.elige(str(d["consulta"]), str(d["resultado"])),
    "bloquear": lambda persona, _: persona.bloquea(),
    "desbloquear": lambda persona, _: persona.desbloquea(),
    "grupo": _grupo,
    "migrar": lambda persona, d: persona.migra(int(d["chat"])).json(),
}
"""Acto → cómo se hace con los datos JSON recibidos (siempre traen ``persona``)."""


class RutasDePersona:
    """Extremo HTTP de la persona y de la bitácora."""

    def __init__(self, mundo: Mundo) -> None:
        """Actúa sobre ese mundo."""
        self._mundo = mundo

    def rutas(self) -> list[Route]:
        """Rutas que se montan en la aplicación."""
        base = "/sim/{token}"
        lecturas: dict[str, Atencion] = {
            "chat": self.chat, "bitacora": self.bitacora, "comandos": self.comandos,
            "eventos": self.eventos, "descarga/{archivo}": self.descarga,
        }  # fmt: skip
        escrituras: dict[str, Atencion] = {
            "archivo": self.archivo, "falla": self.falla, "update": self.update, "persona": self.persona,
            "reloj": self.reloj, "{accion}": self.accion,
        }  # fmt: skip
        return [
            *(Route(f"{base}/{r}", self._guardado(f), methods=["GET"]) for r, f in lecturas.items()),
            *(Route(f"{base}/{r}", self._guardado(f), methods=["POST"]) for r, f in escrituras.items()),
        ]

    def _guardado(self, atencion: Atencion) -> Atencion:
        """Comprueba el token y convierte lo imposible o mal escrito en un 400 con una frase."""

        @wraps(atencion)
        async def atender(peticion: Request) -> Response:
            if peticion.path_params["token"] != self._mundo.token:
                return JSONResponse({"error": "El token no es el de este servidor."}, 401)
            try:
                return await atencion(peticion)
            except AccionImposible as error:
                return JSONResponse({"error": str(error)}, 400)
            except KeyError as error:
                return JSONResponse({"error": f"Falta el dato {error} o no existe."}, 400)
            except (TypeError, ValueError) as error:
                return JSONResponse({"error": f"No se entiende la petición: {error}"}, 400)

        return atender

    async def accion(self, peticion: Request) -> Response:
        """Un acto de la persona, en JSON."""
        accion = ACCIONES.get(peticion.path_params["accion"])
        if accion is None:
            return JSONResponse({"error": "Esa acción no existe."}, 404)
        datos = await peticion.json()
        return JSONResponse({"resultado": accion(Persona(self._mundo, int(datos["persona"])), datos)})

    async def archivo(self, peticion: Request) -> Response:
        """Uno o varios archivos (``archivo`` repetido), con ``como``, ``pie`` y ``chat``."""
        async with peticion.form() as formulario:
            persona = Persona(self._mundo, int(str(formulario["persona"])))
            archivos = [a for a in formulario.getlist("archivo") if isinstance(a, UploadFile)]
            subidas = [await subida_de(a) for a in archivos]
            chat = str(formulario.get("chat", ""))
            publicados = persona.adjunta(
                subidas, como=str(formulario.get("como", "documento")),
                pie=str(formulario.get("pie", "")), chat=int(chat) if chat else None,
            )  # fmt: skip
        return JSONResponse({"resultado": publicados})

    async def persona(self, peticion: Request) -> Response:
        """Registra una persona: ``id``, ``nombre`` y, si tiene, ``usuario``."""
        datos = await peticion.json()
        chat = self._mundo.persona(int(datos["id"]), str(datos["nombre"]), str(datos.get("usuario", "")))
        return JSONResponse({"resultado": chat.json()})

    async def falla(self, peticion: Request) -> Response:
        """Programa una falta: ``accion`` y, opcionales, ``metodo``, ``veces``, ``chat``, ``segundos``."""
        datos = await peticion.json()
        self._mundo.faltas.programar(Falta(**datos))
        return JSONResponse({"resultado": True})

    async def update(self, peticion: Request) -> Response:
        """Inyecta un ``Update`` crudo, o reentrega uno: ``{"reentregar": update_id}``."""
        datos = await peticion.json()
        if "reentregar" in datos:
            return JSONResponse({"resultado": self._mundo.cola.reentregar(int(datos["reentregar"])).json()})
        return JSONResponse({"resultado": self._mundo.cola.inyectar(datos).json()})

    async def reloj(self, peticion: Request) -> Response:
        """Adelanta el reloj del servidor: ``{"segundos": n}``."""
        datos = await peticion.json()
        self._mundo.reloj.adelanta(float(datos["segundos"]))
        return JSONResponse({"resultado": self._mundo.reloj.ahora()})

    async def chat(self, peticion: Request) -> Response:
        """Transcripción: ``?persona=`` y, para un grupo, ``?chat=``."""
        consulta = dict(peticion.query_params)
        persona = Persona(self._mundo, int(consulta["persona"]))
        chat = persona.chat(_entero(consulta, "chat"))
        mensajes = [
            {"mensaje": p.json, "bot": p.de_bot, "versiones": len(p.versiones), "cambio": p.cambio}
            for p in chat.mensajes.values()
            if not p.borrado
        ]
        return JSONResponse(
            {
                "chat": chat.json(), "bloqueado": chat.bloqueado, "teclado": chat.teclado,
                "mensajes": mensajes, "numero": self._mundo.avisos.ultimo,
            }
        )  # fmt: skip

    async def bitacora(self, peticion: Request) -> Response:
        """Llamadas del bot: ``?metodo=`` filtra, ``?rechazos=1`` deja solo los rechazos."""
        bitacora = self._mundo.bitacora
        solo = peticion.query_params.get("rechazos")
        llamadas = bitacora.rechazos() if solo else bitacora.de(peticion.query_params.get("metodo"))
        return JSONResponse({"llamadas": [llamada.json() for llamada in llamadas]})

    async def comandos(self, peticion: Request) -> Response:
        """Comandos que ve la persona en su chat."""
        consulta = dict(peticion.query_params)
        persona = Persona(self._mundo, int(consulta["persona"]))
        chat = persona.chat(_entero(consulta, "chat"))
        return JSONResponse({"comandos": self._mundo.comandos_para(chat, persona.numero)})

    async def descarga(self, peticion: Request) -> Response:
        """Archivo por su ``file_id``, con su nombre."""
        archivo = self._mundo.archivos.por_id(peticion.path_params["archivo"])
        if archivo is None:
            return JSONResponse({"error": "Ese archivo no existe."}, 404)
        en_linea = "inline" if archivo.clase == "photos" else "attachment"
        nombre = archivo.nombre.encode("ascii", "replace").decode().replace('"', "'")
        cabeceras = {
            "Content-Disposition": f'{en_linea}; filename="{nombre}"',
            "X-Content-Type-Options": "nosniff",
        }
        return Response(archivo.datos, media_type=archivo.mime, headers=cabeceras)

    async def eventos(self, peticion: Request) -> Response:
        """Flujo SSE con todo lo que pasa desde ahora."""
        return StreamingResponse(
            self._flujo(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _flujo(self) -> AsyncIterator[str]:
        with self._mundo.avisos.suscribir() as buzon:
            yield LATIDO
            while (evento := await buzon.get()) is not None:
                yield f"data: {json.dumps(evento, ensure_ascii=False)}\n\n"
