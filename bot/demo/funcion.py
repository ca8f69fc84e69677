"""La demostración entera: Telegram local, bot de verdad y reloj que se mueve, en un solo proceso."""

from __future__ import annotations

import asyncio
import socket
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from almacen.reloj import RelojMovible
from bot.ajustes import Ajustes, leer_ajustes
from bot.armado import Herramientas, armar_herramientas, barrer, migrar_base
from bot.armado.servicio import Andando, servir
from bot.demo.elenco import ELENCO, escribir_libro, montar
from bot.demo.plan_de_muestra import CODIGO_ENTIDAD, NOMBRE_ENTIDAD
from bot.demo.reloj import ACCIONES, leer, mover
from bot.simulador.mundo import TOKEN, Mundo
from bot.simulador.proceso import Servidor
from bot.simulador.reloj import RelojLocal
from bot.simulador.servidor import PanelReloj, PersonaDeDemo, crear_aplicacion
from bot.textos.roles import nombre_del_rol
from dominio.modelo.entidad import Entidad


@dataclass(frozen=True, slots=True)
class OpcionesDeDemo:
    """Puerto de la página (0 = uno libre) y base; sin base se usa una nueva que se borra al salir."""

    puerto: int = 0
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Anuncio:
    """Dónde está la página y dónde quedó el libro para ensayar la importación."""

    url: str
    libro: Path


@dataclass(slots=True)
class _Escena:
    """Lo que el panel del reloj necesita cuando el servicio ya está andando."""

    reloj: RelojMovible
    entidad: Entidad | None = None
    andando: Andando | None = None
    herramientas: Herramientas | None = None

    async def mover(self, accion: str) -> str:
        """Adelanta la hora y barre los recordatorios, como si el tiempo hubiera pasado."""
        herramientas, entidad = self.herramientas, self.entidad
        if herramientas is None or entidad is None:
            return leer(self.reloj.ahora())
        instante = mover(self.reloj, accion, herramientas.calendario_de(entidad))
        await asyncio.to_thread(barrer, herramientas, instante)
        if self.andando is not None:
            self.andando.despertar()
        return leer(instante)


async def representar(
    opciones: OpcionesDeDemo, parada: asyncio.Event, anunciar: Callable[[Anuncio], None]
) -> None:
    """Monta todo, anuncia la dirección y atiende hasta que ``parada`` se active.

    Raises:
        OSError: el puerto está tomado.
    """
    _exigir_libre(opciones.puerto)
    with tempfile.TemporaryDirectory(prefix="asistente-demo-") as carpeta:
        escena = _Escena(RelojMovible())
        mundo = Mundo(
            usuario="asistente_demo_bot",
            nombre="Asistente del Plan de Acción",
            reloj=RelojLocal(lambda: escena.reloj.ahora().timestamp()),
        )
        datos = Path(carpeta)
        ajustes = _ajustes(opciones, datos)
        inicios = await asyncio.to_thread(_preparar, escena, ajustes, datos)
        panel = PanelReloj(ACCIONES, escena.mover, leer=lambda: leer(escena.reloj.ahora()))
        personas = [
            PersonaDeDemo(
                papel.telegram_id,
                papel.nombre,
                nombre_del_rol(papel.rol).capitalize(),
                papel.saludo,
                inicios.get(papel.telegram_id),
            )
            for papel in ELENCO
        ]
        aplicacion = crear_aplicacion(mundo, personas=personas, reloj=panel, titulo=NOMBRE_ENTIDAD)
        servidor = Servidor(aplicacion, puerto=opciones.puerto)
        await servidor.iniciar()
        try:
            await _atender(ajustes, servidor.url, escena, parada, anunciar)
        finally:
            await servidor.detener()
            if escena.herramientas is not None:
                escena.herramientas.almacen.cerrar()


def _exigir_libre(puerto: int) -> None:
    """Antes de armar nada: quien pidió un puerto ocupado lo sabe de una vez.

    Raises:
        OSError: alguien ya escucha ahí.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as enchufe:
        enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        enchufe.bind(("127.0.0.1", puerto))


def _ajustes(opciones: OpcionesDeDemo, datos: Path) -> Ajustes:
    """Los de la demostración: nada del ambiente se usa, para no tocar una instalación de verdad."""
    return leer_ajustes(
        _env_file=None,
        token=SecretStr(TOKEN),
        base=SecretStr(opciones.base) if opciones.base else None,
        datos=datos,
        webhook_url=None,
        webhook_secreto=None,
        puerto=0,
        zona="America/Bogota",
        nivel_log="WARNING",
        telegram_api="http://127.0.0.1",
    )


def _preparar(escena: _Escena, ajustes: Ajustes, datos: Path) -> dict[int, str]:
    migrar_base(ajustes)
    herramientas = armar_herramientas(ajustes, escena.reloj)
    inicios = montar(herramientas)
    with herramientas.almacen.lectura() as unidad:
        escena.entidad = unidad.entidades.por_codigo(CODIGO_ENTIDAD)
    escribir_libro(herramientas, datos / "plan-de-muestra.xlsx")
    escena.herramientas = herramientas
    return inicios


async def _atender(
    ajustes: Ajustes,
    url: str,
    escena: _Escena,
    parada: asyncio.Event,
    anunciar: Callable[[Anuncio], None],
) -> None:
    def listo(andando: Andando) -> None:
        escena.andando = andando
        anunciar(Anuncio(f"{url}/", ajustes.datos / "plan-de-muestra.xlsx"))

    con_servidor = ajustes.model_copy(update={"telegram_api": url})
    with suppress(asyncio.CancelledError):
        await servir(con_servidor, parada, reloj=escena.reloj, al_estar_listo=listo)
