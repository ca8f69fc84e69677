"""El archivo de un catálogo que llegó por el chat: se lee y se muestra, y se carga al confirmar."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

from bot.tareas.rutas import ruta_del_libro
from bot.tareas.taller import Taller
from bot.textos.catalogos import cargado, por_cargar, sin_leer
from bot.textos.idioma import _
from bot.textos.libros import caducada
from dominio.casos.catalogos import ArchivoDeCatalogo, cargar_catalogo
from dominio.modelo.catalogo import CatalogoLeido, TipoCatalogo
from dominio.modelo.encargo import Encargo, TipoEncargo
from dominio.modelo.identidad import IdEncargo


def oficio_de_catalogo(encargo: Encargo) -> Callable[[Taller], None] | None:
    """Quién hace el encargo, si es de un catálogo y no de un libro del plan."""
    if "catalogo" not in encargo.parametros:
        return None
    return leer_catalogo if encargo.tipo is TipoEncargo.LEER_LIBRO else aplicar_catalogo


def leer_catalogo(taller: Taller) -> None:
    """Lee el archivo y muestra qué se cargaría; si ya venía confirmado, lo carga."""
    leido = _leer(taller, taller.encargo)
    if leido.motivo:
        _responder(taller, sin_leer(leido))
        return
    if taller.encargo.parametros.get("confirmado") and not leido.sin_cero:
        _cargar(taller, taller.encargo, leido)
        return
    si = _("Confirmar y poner los ceros") if leido.sin_cero else _("Confirmar")
    numero = taller.encargo.id
    with taller.contexto(escribe=True) as (unidad, _contexto):
        botones = ((si, f"ca:{numero}:si"), (_("Descartar"), f"ca:{numero}:no"))
        taller.responder(unidad, por_cargar(leido), botones)
        taller.cerrar(unidad)


def aplicar_catalogo(taller: Taller) -> None:
    """Carga el catálogo que se mostró: se lee otra vez del archivo guardado."""
    with taller.contexto(escribe=False) as (unidad, _contexto):
        lectura = unidad.encargos.traer(IdEncargo(int(str(taller.encargo.parametros["lectura"]))))
    if not ruta_del_libro(taller.herramientas.datos, lectura).exists():
        _responder(taller, caducada())
        return
    _cargar(taller, lectura, _leer(taller, lectura))


def _leer(taller: Taller, lectura: Encargo) -> CatalogoLeido:
    tipo = TipoCatalogo(str(lectura.parametros["catalogo"]))
    return taller.herramientas.lector_de_catalogos.leer(
        ruta_del_libro(taller.herramientas.datos, lectura), tipo
    )


def _cargar(taller: Taller, lectura: Encargo, leido: CatalogoLeido) -> None:
    contenido = ruta_del_libro(taller.herramientas.datos, lectura).read_bytes()
    fecha = lectura.parametros.get("fecha")
    archivo = ArchivoDeCatalogo(
        str(lectura.parametros.get("nombre") or ""),
        hashlib.sha256(contenido).hexdigest(),
        date.fromisoformat(str(fecha)) if fecha else None,
        # Los ceros se mostraron antes de confirmar, y el botón decía que se pondrían.
        completar_ceros=True,
    )
    with taller.contexto(escribe=True) as (unidad, contexto):
        resultado = cargar_catalogo(contexto, leido, archivo)
        taller.responder(unidad, cargado(resultado, leido), ((_("Ver los catálogos"), "o:catalogos"),))
        taller.cerrar(unidad)


def _responder(taller: Taller, texto: str) -> None:
    with taller.contexto(escribe=True) as (unidad, _contexto):
        taller.responder(unidad, texto, ((_("Ver los catálogos"), "o:catalogos"),))
        taller.cerrar(unidad)
