"""``asistente exportar consolidado|plantilla``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.aplicacion import app
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import (
    AlDia,
    Anio,
    AnioDeLaPlantilla,
    CodigoEntidad,
    ComoJson,
    ConDatos,
    CorteDe,
    EntidadDeLaPlantilla,
    Salida,
    SoloDependencia,
    TipoPlantilla,
    VersionDe,
)
from bot.cli.puerta import abrir, contexto_de, fecha_pedida, vigencia_pedida
from bot.cli.salida import Codigo, ErrorDeOrden, avanzando, decir, exigir_xlsx
from dominio.modelo.libro import TipoLibro
from dominio.valores.fechas import Vigencia

if TYPE_CHECKING:
    from dominio.casos.contexto import Contexto
    from dominio.modelo.consolidado import Consolidado

exportar = typer.Typer(cls=GrupoEspanol, help="Libros de Excel: el consolidado y las plantillas.")
app.add_typer(exportar, name="exportar")


@exportar.command("consolidado", cls=OrdenEspanol)
def consolidado(
    *,
    entidad: CodigoEntidad,
    vigencia: Anio,
    salida: Salida,
    corte: CorteDe = None,
    dependencia: SoloDependencia = None,
    al: AlDia = None,
    version: VersionDe = None,
    como_json: ComoJson = False,
) -> None:
    """Escribe el libro consolidado de ocho hojas, como está hoy o como estaba en una fecha o versión.

    Ejemplo: asistente exportar consolidado --entidad 76001 --vigencia 2026 --salida consolidado.xlsx

    Como estaba: asistente exportar consolidado --entidad 76001 --vigencia 2026 --al 2026-06-30
    --salida junio.xlsx
    """
    from dominio.casos.exportar import anotar_exportacion

    exigir_xlsx(salida)
    anio, dia = vigencia_pedida(vigencia), fecha_pedida(al)
    with abrir() as herramientas:
        with avanzando("Armando el consolidado", como_json):
            with herramientas.almacen.lectura() as unidad:
                contexto = contexto_de(herramientas, unidad, entidad)
                de_quien = (corte, dependencia, herramientas.version)
                libro = _armar(contexto, anio, (dia, version), de_quien)
            herramientas.escritor.consolidado(libro, salida)
        with herramientas.almacen.unidad() as unidad:
            anotar_exportacion(contexto_de(herramientas, unidad, entidad), libro)
            unidad.confirmar()
    _decir_consolidado(libro, salida, como_json=como_json)


def _armar(
    contexto: Contexto,
    anio: Vigencia,
    cuando: tuple[date | None, int | None],
    de_quien: tuple[str | None, str | None, str],
) -> Consolidado:
    """El de hoy o, si se dijo un día o una versión, como estaba."""
    from dominio.casos.exportar import armar_consolidado
    from dominio.casos.reportar import corte_actual
    from dominio.casos.versiones import armar_consolidado_de_entonces, momento_del_plan
    from dominio.valores.fechas import Corte

    corte, dependencia, programa = de_quien
    periodo = Corte.de(corte) if corte else None
    if any(dato is not None for dato in cuando):
        momento = momento_del_plan(contexto, anio, *cuando)
        return armar_consolidado_de_entonces(contexto, momento, periodo, dependencia, programa)
    periodo = periodo or corte_actual(contexto, anio)[0]
    return armar_consolidado(contexto, anio, periodo, dependencia, programa)


def _decir_consolidado(libro: Consolidado, salida: Path, *, como_json: bool) -> None:
    datos = {
        "archivo": str(salida),
        "corte": str(libro.corte),
        "actividades": len(libro.actividades),
        "registros": len(libro.registros),
        "version": libro.version,
    }
    rotulo = f"; {libro.version}" if libro.version else ""
    decir(datos, f"Consolidado escrito en {salida} (corte {libro.corte}{rotulo}).", como_json)


@exportar.command("plantilla", cls=OrdenEspanol)
def plantilla(
    *,
    salida: Salida,
    tipo: TipoPlantilla = TipoLibro.PLAN,
    entidad: EntidadDeLaPlantilla = None,
    vigencia: AnioDeLaPlantilla = None,
    con_datos: ConDatos = False,
    como_json: ComoJson = False,
) -> None:
    """Escribe la plantilla de un instrumento: vacía, con los códigos de una entidad, o con lo guardado.

    Ejemplo: asistente exportar plantilla --tipo plan --entidad 76001 --vigencia 2026 --salida plan.xlsx
    """
    from bot.armado import escritor_de_libros

    exigir_xlsx(salida)
    if (entidad is None) != (vigencia is None):
        raise ErrorDeOrden("--entidad y --vigencia van juntas: las listas son de un plan.", Codigo.USO)
    if entidad is None or vigencia is None:
        if con_datos:
            raise ErrorDeOrden("--con-datos necesita --entidad y --vigencia.", Codigo.USO)
        escritor_de_libros().plantilla(tipo, salida)
        listas: dict[str, int] = {}
        vacia = False
    else:
        listas, vacia = _plantilla_de(entidad, vigencia_pedida(vigencia), tipo, salida, con_datos=con_datos)
    datos = {"archivo": str(salida), "tipo": tipo.value, "listas": listas, "con_datos": con_datos}
    datos["sin_nada_guardado"] = vacia
    nada = (
        f" No hay nada guardado de ese instrumento ({tipo.value}) en {vigencia}: va vacía." if vacia else ""
    )
    decir(datos, f"Plantilla escrita en {salida}.{nada}", como_json)


def _plantilla_de(
    entidad: str, vigencia: Vigencia, tipo: TipoLibro, salida: Path, *, con_datos: bool
) -> tuple[dict[str, int], bool]:
    """Escribe la de esa entidad; cuántos valores ofrece cada lista, y si se pidió lo guardado y no hay."""
    from dominio.casos.plantillas import anotar_plantilla, datos_de_plantilla

    with abrir() as herramientas:
        with herramientas.almacen.lectura() as unidad:
            contexto = contexto_de(herramientas, unidad, entidad)
            datos = datos_de_plantilla(contexto, vigencia, tipo, con_datos=con_datos)
        herramientas.escritor.plantilla(tipo, salida, datos)
        with herramientas.almacen.unidad() as unidad:
            anotar_plantilla(contexto_de(herramientas, unidad, entidad), datos)
            unidad.confirmar()
    guardado = datos.guardado
    vacia = guardado is not None and not guardado.trae(tipo)
    return {lista.titulo: len(lista.valores) for lista in datos.listas}, vacia
