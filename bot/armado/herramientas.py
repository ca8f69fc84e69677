"""Herramientas de una orden o de un trabajo largo: base, reloj, calendario y libros."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version as version_instalada
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from almacen.migraciones import al_dia, migrar
from almacen.reloj import RelojDelSistema
from almacen.tablas.unidad import AlmacenSQL
from bot.ajustes import Ajustes
from dominio.errores import EsquemaAtrasado
from dominio.modelo.entidad import Entidad
from dominio.puertos.catalogos import LectorDeCatalogos
from dominio.puertos.libros import EscritorDeLibros, LectorDeLibros
from dominio.puertos.tiempo import Calendario, Reloj
from dominio.puertos.unidad import Almacen
from recordatorios.calendario import calendario_de
from recordatorios.resultado import ResultadoBarrido

if TYPE_CHECKING:
    from bot.canales.cliente import ClienteTelegram

_NOMBRE_DEL_BOT = "nombre_del_bot"


@dataclass(frozen=True, slots=True)
class Herramientas:
    """Lo que una orden o un trabajo largo necesita.

    Attributes:
        datos: carpeta de evidencias, libros y base embebida.
        version: la del programa, para la hoja Control.
    """

    ajustes: Ajustes
    almacen: Almacen
    reloj: Reloj
    datos: Path
    version: str
    calendario_de: Callable[[Entidad], Calendario]

    def nombre_del_bot(self) -> str | None:
        """El ``username`` con que el bot atendió la última vez; ``None`` si aún no ha atendido."""
        archivo = self.datos / _NOMBRE_DEL_BOT
        return archivo.read_text(encoding="utf-8").strip() if archivo.exists() else None

    def anotar_nombre_del_bot(self, nombre: str) -> None:
        """Lo recuerda para los enlaces de invitación."""
        (self.datos / _NOMBRE_DEL_BOT).write_text(nombre, encoding="utf-8")

    @property
    def lector(self) -> LectorDeLibros:
        """Lee libros en un proceso aparte; se carga al usarse."""
        from almacen.libros.lector import LectorAislado

        return LectorAislado()

    @property
    def lector_de_catalogos(self) -> LectorDeCatalogos:
        """Lee archivos de catálogo en un proceso aparte; se carga al usarse."""
        from almacen.libros.lector_catalogo import LectorDeCatalogosAislado

        return LectorDeCatalogosAislado()

    @property
    def escritor(self) -> EscritorDeLibros:
        """Escribe libros; se carga al usarse: el proceso que contesta mensajes no lo necesita."""
        return escritor_de_libros()

    @property
    def canje(self) -> ModuleType:
        """``LibroLeido`` ↔ JSON."""
        from almacen.libros import canje

        return canje

    @property
    def canje_de_perfiles(self) -> ModuleType:
        """``Perfil`` ↔ dato de JSON."""
        from almacen.perfiles import canje

        return canje


def armar_herramientas(ajustes: Ajustes, reloj: Reloj | None = None) -> Herramientas:
    """Herramientas sobre la base y la carpeta de datos de los ajustes."""
    ajustes.datos.mkdir(parents=True, exist_ok=True)
    return Herramientas(
        ajustes,
        AlmacenSQL(ajustes.url_base),
        reloj or RelojDelSistema(),
        ajustes.datos,
        version_instalada("asistente-plan-accion"),
        calendario_de,
    )


def escritor_de_libros() -> EscritorDeLibros:
    """Quien escribe libros de Excel."""
    from almacen.libros.escritor import EscritorOpenpyxl

    return EscritorOpenpyxl()


def reloj_del_sistema() -> Reloj:
    """La hora de esta máquina."""
    return RelojDelSistema()


def migrar_base(ajustes: Ajustes) -> str:
    """Crea el esquema o lo lleva al día; devuelve la versión en que queda."""
    ajustes.datos.mkdir(parents=True, exist_ok=True)
    return migrar(ajustes.url_base)


def esquema_al_dia(ajustes: Ajustes) -> bool:
    """Si la base tiene el esquema de este programa."""
    return al_dia(ajustes.url_base)


def exigir_esquema(ajustes: Ajustes) -> None:
    """Lanza ``EsquemaAtrasado`` si hay que migrar."""
    if not esquema_al_dia(ajustes):
        raise EsquemaAtrasado("base")


def probar_base(ajustes: Ajustes) -> None:
    """Abre una transacción de escritura y la deshace; lanza si la base no está."""
    almacen = AlmacenSQL(ajustes.url_base)
    try:
        with almacen.unidad():
            pass
    finally:
        almacen.cerrar()


def cliente_de_telegram(ajustes: Ajustes) -> ClienteTelegram:
    """Cliente con el token y el servidor de los ajustes."""
    from bot.canales.cliente import ClienteTelegram

    return ClienteTelegram(ajustes.exigir_token(), ajustes.telegram_api)


def barrer(herramientas: Herramientas, ahora: datetime, *, simular: bool = False) -> ResultadoBarrido:
    """Un barrido de recordatorios a ese instante."""
    from bot.textos.recordatorio import redactar
    from recordatorios.barrido import Barrido

    barrido = Barrido(herramientas.almacen, calendario_de, redactar, herramientas.reloj)
    return barrido.correr(ahora, simular=simular)
