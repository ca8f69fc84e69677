"""Arma la aplicación HTTP: Bot API, API de la persona, página de chat y panel de reloj."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.simulador.conexiones import Conexiones
from bot.simulador.mundo import Mundo
from bot.simulador.rutas_bot import RutasDelBot
from bot.simulador.rutas_persona import RutasDePersona
from bot.simulador.tipos import Objeto

PAGINA = Path(__file__).parent / "pagina"
ZONA = "America/Bogota"
CABECERAS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class PersonaDeDemo:
    """Una persona que la página deja escoger; ``inicio`` es lo que se sugiere escribir primero."""

    id: int
    nombre: str
    rol: str = ""
    descripcion: str = ""
    inicio: str | None = None


@dataclass
class PanelReloj:
    """Panel de la hora simulada; qué significa cada acción lo sabe quien lo construye.

    ``acciones`` son pares (clave, rótulo); ``mover`` recibe la clave y devuelve el texto que se
    muestra después; ``texto`` es el que se muestra al comienzo. Si la hora corre sola, ``leer`` la
    da al momento de pintar.
    """

    acciones: Sequence[tuple[str, str]]
    mover: Callable[[str], Awaitable[str]]
    texto: str = ""
    leer: Callable[[], str] | None = None

    @property
    def a_la_vista(self) -> str:
        """El texto que toca mostrar ahora."""
        return self.texto if self.leer is None else self.leer()


class _MismoOrigen:
    """Rechaza lo que otra página del navegador intente mandar a este servidor local."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        cabeceras = Headers(scope=scope) if scope["type"] == "http" else Headers({})
        origen = cabeceras.get("origin")
        if origen and urlsplit(origen).netloc != cabeceras.get("host", ""):
            respuesta = PlainTextResponse("Petición de otro sitio: no se atiende.", 403)
            await respuesta(scope, receive, send)
            return
        await self._app(scope, receive, send)


class _Pagina:
    """Página de chat, su configuración y su panel de reloj."""

    def __init__(
        self, mundo: Mundo, personas: Sequence[PersonaDeDemo], reloj: PanelReloj | None, titulo: str
    ) -> None:
        self._mundo, self._personas, self._reloj, self._titulo = mundo, personas, reloj, titulo

    def rutas(self) -> list[Route | Mount]:
        return [
            Route("/", self.portada, methods=["GET"]),
            Route("/sim/config", self.configuracion, methods=["GET"]),
            Route("/sim/reloj", self.mover_reloj, methods=["POST"]),
            Mount("/pagina", StaticFiles(directory=PAGINA)),
        ]

    async def portada(self, _: Request) -> Response:
        return FileResponse(PAGINA / "index.html", headers=CABECERAS)

    async def configuracion(self, _: Request) -> Response:
        reloj = self._reloj
        datos: Objeto = {
            "titulo": self._titulo,
            "token": self._mundo.token,
            "bot": self._mundo.bot,
            "zona": ZONA,
            "personas": [vars(persona) for persona in self._personas],
            "reloj": None
            if reloj is None
            else {
                "texto": reloj.a_la_vista,
                "acciones": [{"clave": c, "rotulo": r} for c, r in reloj.acciones],
            },
        }
        return JSONResponse(datos)

    async def mover_reloj(self, peticion: Request) -> Response:
        datos = await peticion.json()
        accion = datos.get("accion") if isinstance(datos, dict) else None
        if self._reloj is None or accion not in [clave for clave, _ in self._reloj.acciones]:
            return JSONResponse({"error": "Ese movimiento del reloj no existe."}, 404)
        self._reloj.texto = await self._reloj.mover(accion)
        self._mundo.avisos.emitir("reloj", texto=self._reloj.texto)
        return JSONResponse({"texto": self._reloj.texto})


def crear_aplicacion(
    mundo: Mundo,
    *,
    personas: Sequence[PersonaDeDemo | Mapping[str, Any]] = (),
    reloj: PanelReloj | None = None,
    titulo: str = "Telegram local",
) -> Starlette:
    """Aplicación lista para servir; registra en el mundo a las personas de la página.

    Cada persona es una ``PersonaDeDemo`` o un mapa con sus mismos campos.
    """
    elegibles = [p if isinstance(p, PersonaDeDemo) else PersonaDeDemo(**p) for p in personas]
    for persona in elegibles:
        mundo.persona(persona.id, persona.nombre)
    conexiones = Conexiones()
    aplicacion = Starlette(
        routes=[
            *_Pagina(mundo, elegibles, reloj, titulo).rutas(),
            *RutasDePersona(mundo).rutas(),
            *RutasDelBot(mundo, conexiones).rutas(),
        ],
        middleware=[Middleware(_MismoOrigen)],
    )
    aplicacion.state.mundo = mundo
    aplicacion.state.conexiones = conexiones
    return aplicacion
