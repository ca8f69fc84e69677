"""El servicio entero (``bot.armado.servicio.servir``) en este proceso, con su plan y sus personas."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import SecretStr
from sqlalchemy import MetaData, create_engine, select

from almacen.reloj import RelojMovible
from almacen.tablas.unidad import AlmacenSQL
from bot.ajustes import Ajustes, leer_ajustes
from bot.armado.servicio import Andando, servir
from bot.simulador.prueba import PersonaDePrueba, TelegramLocal
from bot.simulador.vista import MensajeVisto
from dominio.modelo.persona import NuevaPersona, Rol
from tests.apoyo.plan import AHORA, CUENTAS, Entorno, sembrar

PACIENCIA = 60.0
OTRA_PLANEACION = 201
# Lo que el asistente anota para su propio trabajo; lo demás es el plan, las personas y los reportes.
_DE_TRABAJO = {
    "cupo", "cupo_chat", "entrada", "entrada_fallida", "salida", "encargo", "auditoria", "borrador",
    "recordatorio", "consecutivo", "alembic_version", "intento_vinculacion", "propuesta_de_lectura", "duda",
}  # fmt: skip


class Oficina:
    """Una instalación sembrada y su Telegram; el servicio se enciende y se apaga las veces que se quiera."""

    def __init__(self, url: str, carpeta: Path, telegram: TelegramLocal) -> None:
        self.url, self.datos, self.telegram = url, carpeta / "datos", telegram
        self.reloj = RelojMovible()
        self.reloj.poner(AHORA)
        self.almacen = AlmacenSQL(url)
        self.plan: Entorno = sembrar(self.almacen, ("pilar", "ana"))
        self._vincular_otra()
        for cuenta in (CUENTAS["pilar"], CUENTAS["ana"], OTRA_PLANEACION):
            # Se vincularon escribiéndole al bot: sus chats ya existen.
            telegram.mundo.persona(cuenta, "Persona").iniciado = True
        self.ajustes: Ajustes = leer_ajustes(
            _env_file=None,
            token=SecretStr(telegram.token),
            telegram_api=telegram.url,
            base=SecretStr(url),
            datos=self.datos,
            nivel_log="CRITICAL",
        )
        self._parada = asyncio.Event()
        self._servicio: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self.abrir()
        return self

    async def __aexit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        await self.cerrar()
        self.almacen.cerrar()

    async def abrir(self) -> None:
        """Enciende el servicio y espera a que reciba."""
        listo = asyncio.Event()

        def anotar(_andando: Andando) -> None:
            listo.set()

        self._parada = asyncio.Event()
        self._servicio = asyncio.create_task(
            servir(self.ajustes, self._parada, reloj=self.reloj, al_estar_listo=anotar)
        )
        espera = asyncio.create_task(listo.wait())
        await asyncio.wait([espera, self._servicio], return_when=asyncio.FIRST_COMPLETED)
        if self._servicio.done():
            espera.cancel()
            self._servicio.result()
        await self.telegram.espera_sondeo(segundos=PACIENCIA)

    async def cerrar(self) -> None:
        """Pide parar y espera."""
        if self._servicio is not None:
            self._parada.set()
            servicio, self._servicio = self._servicio, None
            await servicio

    def persona(self, corto: str) -> PersonaDePrueba:
        """Alguien del plan, con su cuenta."""
        return self.telegram.persona(CUENTAS.get(corto, OTRA_PLANEACION), corto.capitalize())

    def revocar(self, corto: str) -> None:
        """Le quita el acceso."""
        with self.almacen.unidad() as unidad:
            unidad.personas.revocar(self.plan.personas[corto].id)
            unidad.confirmar()

    def resumen(self) -> str:
        """SHA-256 de todas las filas del plan, las personas y los reportes."""
        motor = create_engine(self.ajustes.url_base)
        hecho = hashlib.sha256()
        try:
            with motor.connect() as conexion:
                esquema = MetaData()
                esquema.reflect(conexion)
                for tabla in sorted(esquema.tables.values(), key=lambda una: una.name):
                    if tabla.name not in _DE_TRABAJO:
                        filas = sorted(repr(tuple(fila)) for fila in conexion.execute(select(tabla)))
                        hecho.update(repr((tabla.name, filas)).encode())
        finally:
            motor.dispose()
        return hecho.hexdigest()

    def actividades(self) -> list[str]:
        """Los códigos del plan vigente."""
        with self.almacen.lectura() as unidad:
            vigencia = unidad.planes.vigencias(self.plan.entidad.id)[0]
            return [r.codigo for r in unidad.planes.renglones(self.plan.entidad.id, vigencia)]

    def traza(self, accion: str) -> int:
        """Cuántas veces quedó anotada esa acción."""
        with self.almacen.lectura() as unidad:
            filas = unidad.auditoria.ultimas(self.plan.entidad.id, 10_000)
        return sum(anotacion.accion == accion for _secuencia, anotacion, _cuando in filas)

    def _vincular_otra(self) -> None:
        with self.almacen.unidad() as unidad:
            nueva = unidad.personas.crear(NuevaPersona(self.plan.entidad.id, "Olga Ríos", Rol.PLANEACION))
            unidad.personas.invitar(nueva.id, "olga", AHORA + timedelta(days=2), None)
            vinculada = unidad.personas.vincular("olga", OTRA_PLANEACION, AHORA)
            assert vinculada is not None
            self.plan.personas["olga"] = vinculada
            unidad.confirmar()


def dice(frase: str) -> Callable[[MensajeVisto], bool]:
    """Predicado: el mensaje trae la frase."""
    return lambda visto: frase in visto.texto.replace("\xa0", " ")


def con_documento(visto: MensajeVisto) -> bool:
    """Predicado: el mensaje trae un documento."""
    return visto.documento is not None


async def hasta(condicion: Callable[[], bool], que: str) -> None:
    """Espera a que se cumpla algo que solo se ve en el disco o en la base."""
    lazo = asyncio.get_running_loop()
    limite = lazo.time() + PACIENCIA
    while not condicion():
        assert lazo.time() < limite, f"no pasó: {que}"
        await asyncio.sleep(0.02)
