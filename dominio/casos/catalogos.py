"""Cargar los catálogos oficiales, ver cuáles hay y buscar códigos en ellos.

Un catálogo es de una entidad o de toda la instalación; el de la entidad manda. El de la instalación
sirve a todas, así que solo lo carga quien administra el servidor: por el chat se carga el propio.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath

from dominio.casos.contexto import Contexto, caso
from dominio.errores.catalogos import (
    CatalogoFuturo,
    CatalogoNoCargado,
    CatalogoSinCeros,
    CatalogoSinLeer,
    CatalogoSinNingunCero,
)
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.catalogo import (
    CargaDeCatalogo,
    CatalogoLeido,
    Catalogos,
    EntradaDeCatalogo,
    NuevaCarga,
    TipoCatalogo,
)
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.reglas.parecidos_de_codigo import sugerir
from dominio.reglas.permisos import Permiso
from dominio.valores.fechas import fecha_bogota

SIN_PERSONA = ("cargar_catalogo_general", "catalogos_generales", "sugerir_codigo_general")
"""Casos de quien administra el servidor, que sirven a todas las entidades."""

_LARGO_ARCHIVO = 200


@dataclass(frozen=True, slots=True)
class ArchivoDeCatalogo:
    """De dónde sale un catálogo y qué se acepta de él.

    Attributes:
        nombre: del archivo; se guarda sin carpeta.
        huella: SHA-256 de su contenido.
        fecha: de su publicación; ``None`` = hoy.
        completar_ceros: poner el cero a los códigos que lo perdieron.
    """

    nombre: str
    huella: str
    fecha: date | None = None
    completar_ceros: bool = False


@dataclass(frozen=True, slots=True)
class CatalogoCargado:
    """Lo que resultó de cargar.

    Attributes:
        anterior: la carga que reemplazó; ``None`` si no había.
        sin_cambios: ya estaba cargado ese mismo archivo con esa fecha y no se guardó nada.
    """

    carga: CargaDeCatalogo
    anterior: CargaDeCatalogo | None
    sin_cambios: bool


@caso(Permiso.CARGAR_CATALOGOS)
def cargar_catalogo(ctx: Contexto, leido: CatalogoLeido, archivo: ArchivoDeCatalogo) -> CatalogoCargado:
    """Carga un catálogo para la entidad, en lugar del que tuviera, con su traza.

    Raises:
        CatalogoSinLeer: el archivo no se entendió.
        CatalogoSinCeros: hay códigos sin su cero y no se pidió completarlos.
        CatalogoFuturo: la fecha es posterior a hoy.
    """
    return _cargar(ctx, leido, archivo)


def cargar_catalogo_general(
    unidad: UnidadDeTrabajo, leido: CatalogoLeido, archivo: ArchivoDeCatalogo, ahora: datetime
) -> CatalogoCargado:
    """Carga un catálogo para todas las entidades de la instalación, con su traza.

    Raises:
        CatalogoSinLeer, CatalogoSinCeros, CatalogoFuturo: como en ``cargar_catalogo``.
    """
    return _cargar(_Instalacion(unidad, ahora), leido, archivo)


@caso(Permiso.CARGAR_CATALOGOS)
def catalogos_cargados(ctx: Contexto) -> Sequence[CargaDeCatalogo]:
    """Las cargas de la entidad y las de la instalación, con las reemplazadas: las que valen, primero."""
    catalogos = ctx.unidad.catalogos
    todas = [*catalogos.cargas(ctx.entidad.id), *catalogos.cargas(None)]
    return sorted(todas, key=lambda c: (c.tipo, c.reemplazada_en is not None, c.entidad_id is None))


def catalogos_generales(unidad: UnidadDeTrabajo) -> Sequence[CargaDeCatalogo]:
    """Las cargas de la instalación, también las reemplazadas."""
    return unidad.catalogos.cargas(None)


@caso(Permiso.CONSULTAR)
def sugerir_codigo(
    ctx: Contexto, tipo: TipoCatalogo, texto: str, limite: int = 5
) -> tuple[EntradaDeCatalogo, ...]:
    """Códigos oficiales para lo escrito: el comienzo de un código o palabras de su nombre.

    Raises:
        CatalogoNoCargado: no hay catálogo de ese tipo para la entidad.
    """
    return _sugeridos(ctx.unidad.catalogos.de(ctx.entidad.id), tipo, texto, limite)


def sugerir_codigo_general(
    unidad: UnidadDeTrabajo, tipo: TipoCatalogo, texto: str, limite: int = 5
) -> tuple[EntradaDeCatalogo, ...]:
    """Lo mismo, en los catálogos de toda la instalación.

    Raises:
        CatalogoNoCargado: no hay catálogo general de ese tipo.
    """
    return _sugeridos(unidad.catalogos.de(None), tipo, texto, limite)


def _sugeridos(
    catalogos: Catalogos, tipo: TipoCatalogo, texto: str, limite: int
) -> tuple[EntradaDeCatalogo, ...]:
    catalogo = catalogos.por_tipo.get(tipo)
    if catalogo is None:
        raise CatalogoNoCargado("catalogo", tipo=tipo.value)
    return sugerir(catalogo, texto, limite)


@dataclass(frozen=True, slots=True)
class _Instalacion:
    """Lo que carga quien administra el servidor: no es de ninguna entidad ni de ninguna persona."""

    unidad: UnidadDeTrabajo
    ahora: datetime


def _cargar(
    quien: Contexto | _Instalacion, leido: CatalogoLeido, archivo: ArchivoDeCatalogo
) -> CatalogoCargado:
    entradas = _entradas(leido, completar=archivo.completar_ceros)
    hoy = fecha_bogota(quien.ahora)
    if archivo.fecha is not None and archivo.fecha > hoy:
        raise CatalogoFuturo("fecha", fecha=archivo.fecha)
    entidad_id = quien.entidad.id if isinstance(quien, Contexto) else None
    catalogos = quien.unidad.catalogos
    anterior = catalogos.vigente(entidad_id, leido.tipo)
    es_el_mismo = anterior is not None and anterior.huella == archivo.huella
    if anterior is not None and es_el_mismo and archivo.fecha in (None, anterior.fecha):
        return CatalogoCargado(anterior, None, sin_cambios=True)
    nueva = NuevaCarga(
        entidad_id=entidad_id,
        tipo=leido.tipo,
        fecha=archivo.fecha or hoy,
        huella=archivo.huella,
        archivo=PurePath(archivo.nombre).name[:_LARGO_ARCHIVO],
        # La línea de órdenes actúa con una persona ficticia de id 0: no existe en la base.
        autor_id=(quien.actor.id or None) if isinstance(quien, Contexto) else None,
        entradas=entradas,
    )
    carga = catalogos.reemplazar(nueva, quien.ahora)
    _anotar(quien, anterior, carga, len(leido.sin_cero))
    return CatalogoCargado(carga, anterior, sin_cambios=False)


def _entradas(leido: CatalogoLeido, *, completar: bool) -> tuple[EntradaDeCatalogo, ...]:
    if leido.motivo:
        raise CatalogoSinLeer("archivo", motivo=leido.motivo)
    if leido.sin_cero and not completar:
        primero = leido.sin_cero[0]
        clase = CatalogoSinNingunCero if leido.perdio_los_ceros else CatalogoSinCeros
        raise clase(
            "archivo",
            cuantos=Decimal(len(leido.sin_cero)),
            total=Decimal(len(leido.entradas) + len(leido.sin_cero)),
            ejemplo=f"{primero.trae} → {primero.propone.codigo}",
        )
    return (*leido.entradas, *(uno.propone for uno in leido.sin_cero))


def _anotar(
    quien: Contexto | _Instalacion, anterior: CargaDeCatalogo | None, carga: CargaDeCatalogo, ceros: int
) -> None:
    objeto = f"catalogo:{carga.tipo.value}"
    antes = None if anterior is None else _traza(anterior)
    despues = {**_traza(carga), "ceros_completados": ceros}
    if isinstance(quien, Contexto):
        quien.anotar("cargar_catalogo", objeto, antes, despues)
        return
    anotacion = Anotacion(None, None, "cargar_catalogo", objeto, antes, despues, None, "cli")
    quien.unidad.auditoria.anotar(anotacion, quien.ahora)


def _traza(carga: CargaDeCatalogo) -> dict[str, object]:
    return {
        "fecha": carga.fecha.isoformat(),
        "codigos": carga.cuantos,
        "huella": carga.huella,
        "archivo": carga.archivo,
    }
