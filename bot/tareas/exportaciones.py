"""Los libros y archivos que salen: el consolidado, las plantillas y los datos de una persona."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from bot.tareas.alertas import escribir_lista_de_alertas
from bot.tareas.formato_propio import escribir_formato
from bot.tareas.mis_datos import NOMBRE as MIS_DATOS
from bot.tareas.mis_datos import escribir_mis_datos, mis_datos_listos
from bot.tareas.resumenes import es_resumen, hacer_resumen
from bot.tareas.rutas import nombre_de_archivo
from bot.tareas.seguimiento import seguir_la_entrega
from bot.tareas.taller import Taller
from bot.textos.formato_propio import formato_listo
from bot.textos.libros import consolidado_listo
from bot.textos.plantillas import plantilla_lista
from dominio.casos.contexto import Contexto
from dominio.casos.exportar import anotar_exportacion, armar_consolidado
from dominio.casos.formato_propio import anotar_formato
from dominio.casos.plantillas import anotar_plantilla, datos_de_plantilla
from dominio.casos.reportar import corte_actual
from dominio.casos.versiones import Momento, armar_consolidado_de_entonces, momento_del_plan
from dominio.modelo.libro import TipoLibro
from dominio.valores.fechas import Corte, Vigencia


def exportar(taller: Taller) -> None:
    """Hace lo pedido: un libro, una lista, un resumen o, si no dice cuál, el consolidado."""
    parametros = taller.encargo.parametros
    if es_resumen(taller.encargo):
        hacer_resumen(taller)
        return
    if parametros.get("plantilla"):
        tipo = TipoLibro(str(parametros["plantilla"]))
        _plantilla(taller, tipo, con_datos=bool(parametros.get("con_datos")))
        return
    if "alertas" in parametros:
        escribir_lista_de_alertas(taller)
        return
    if parametros.get("misdatos"):
        _mis_datos(taller)
        return
    if parametros.get("seguimiento"):
        seguir_la_entrega(taller)
        return
    if "formato" in parametros:
        _formato_propio(taller, str(parametros["formato"]) or None)
        return
    _consolidado(taller)


def _consolidado(taller: Taller) -> None:
    """Lo arma y lo manda como documento."""
    parametros = taller.encargo.parametros
    with taller.contexto(escribe=False) as (_, contexto):
        vigencia = taller.vigencia(contexto)
        pedido = parametros.get("corte")
        corte = Corte.de(str(pedido)) if pedido else None
        dependencia = str(parametros["dependencia"]) if parametros.get("dependencia") else None
        de_quien = (dependencia, taller.herramientas.version)
        momento = _momento(taller, contexto, vigencia)
        if momento is None:
            corte = corte or corte_actual(contexto, vigencia)[0]
            consolidado = armar_consolidado(contexto, vigencia, corte, *de_quien)
        else:
            consolidado = armar_consolidado_de_entonces(contexto, momento, corte, *de_quien)
    texto, nombre = consolidado_listo(consolidado, None if momento is None else momento.numero)
    destino = taller.destino(nombre)
    taller.herramientas.escritor.consolidado(consolidado, destino)
    with taller.contexto(escribe=True) as (unidad, contexto):
        anotar_exportacion(contexto, consolidado)
        taller.responder(unidad, texto)
        taller.mandar(unidad, destino)
        taller.cerrar(unidad)


def _momento(taller: Taller, contexto: Contexto, vigencia: Vigencia) -> Momento | None:
    """El que se pidió: el fin de un día o el comienzo de una versión; ``None`` es ahora."""
    al, version = taller.encargo.parametros.get("al"), taller.encargo.parametros.get("version")
    if al:
        return momento_del_plan(contexto, vigencia, date.fromisoformat(str(al)))
    return momento_del_plan(contexto, vigencia, None, int(str(version))) if version else None


def _formato_propio(taller: Taller, nombre: str | None) -> None:
    """El último libro de la entidad en su formato, con el nombre con que llegó."""

    @contextmanager
    def lectura() -> Iterator[Contexto]:
        with taller.contexto(escribe=False) as (_, contexto):
            yield contexto

    with lectura() as contexto:
        vigencia = taller.vigencia(contexto)
    destino = taller.destino("formato.xlsx")
    escrito = escribir_formato(taller.herramientas, lectura, (vigencia, None, nombre), destino)
    con_su_nombre = destino.rename(taller.destino(nombre_de_archivo(escrito.nombre)))
    with taller.contexto(escribe=True) as (unidad, contexto):
        anotar_formato(contexto, vigencia, escrito.lleno, escrito.resumen)
        taller.responder(unidad, formato_listo(escrito.nombre, escrito.lleno, escrito.resumen))
        taller.mandar(unidad, con_su_nombre)
        taller.cerrar(unidad)


def _mis_datos(taller: Taller) -> None:
    destino = taller.destino(MIS_DATOS)
    with taller.contexto(escribe=True) as (unidad, contexto):
        escribir_mis_datos(contexto, destino)
        taller.responder(unidad, mis_datos_listos())
        taller.mandar(unidad, destino)
        taller.cerrar(unidad)


def _plantilla(taller: Taller, tipo: TipoLibro, *, con_datos: bool) -> None:
    """La del instrumento, con los códigos de la entidad y, si se pidió, con lo que hay guardado."""
    with taller.contexto(escribe=False) as (_, contexto):
        datos = datos_de_plantilla(contexto, taller.vigencia(contexto), tipo, con_datos=con_datos)
    destino = taller.destino(f"plantilla-{tipo.value}.xlsx")
    taller.herramientas.escritor.plantilla(tipo, destino, datos)
    with taller.contexto(escribe=True) as (unidad, contexto):
        anotar_plantilla(contexto, datos)
        taller.responder(unidad, plantilla_lista(tipo, con_datos=con_datos))
        taller.mandar(unidad, destino)
        taller.cerrar(unidad)
