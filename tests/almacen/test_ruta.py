"""La ruta y los documentos guardados: se agregan, vale lo último y dos a la vez no se pisan."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.errores import ConflictoDeVersion, NoEncontrado
from dominio.modelo.documento import (
    ArchivoDeDocumento,
    ClaseDocumento,
    EstadoDocumento,
    IdDocumento,
    NuevoDocumento,
)
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.libro import TipoLibro
from dominio.modelo.marca import ClaseDeMarca, NuevaMarca
from dominio.modelo.remision import (
    AccionDeRemision,
    ActoDelConsejo,
    NuevaAprobacion,
    NuevaPublicacion,
    NuevoActoDeRemision,
)
from dominio.modelo.ruta import NuevoPlazo, Paso
from dominio.valores.fechas import Vigencia
from tests.almacen.hechos import AHORA, VIGENCIA, cargar, fila_plan, una_entidad, una_persona

OTRA = Vigencia(2027)


def _nuevo(entidad: Entidad, **cambios: Any) -> NuevoDocumento:
    archivo = ArchivoDeDocumento("acta.pdf", "application/pdf", 10, file_id="f1")
    base = NuevoDocumento(
        entidad.id, VIGENCIA, ClaseDocumento.ACTA, archivo, "Acta 3", date(2026, 1, 20), None, AHORA
    )
    return replace(base, **cambios)


def test_marcas_y_plazos_vuelven_en_orden(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Con su autor y solo los de su vigencia; de los plazos vale el último, y sin fecha, ninguno."""
    persona = una_persona(almacen, entidad)
    marca = NuevaMarca(entidad.id, VIGENCIA, "mfmp", ClaseDeMarca.HECHO, "Decreto 1", persona.id, AHORA)
    plazo = NuevoPlazo(entidad.id, VIGENCIA, Paso.REMISION, date(2026, 1, 12), "Circular", None, AHORA)
    with almacen.unidad() as unidad:
        unidad.ruta.marcar(marca)
        unidad.ruta.marcar(replace(marca, clase=ClaseDeMarca.SIN_MARCA, razon=None, autor_id=None))
        unidad.ruta.marcar(replace(marca, vigencia=OTRA))
        unidad.ruta.fijar_plazo(plazo)
        unidad.ruta.fijar_plazo(replace(plazo, fecha=date(2026, 1, 13)))
        unidad.ruta.fijar_plazo(replace(plazo, paso=Paso.INSUMOS))
        unidad.ruta.fijar_plazo(replace(plazo, paso=Paso.INSUMOS, fecha=None))
        unidad.confirmar()

    with almacen.lectura() as unidad:
        marcas = unidad.ruta.marcas(entidad.id, VIGENCIA)
        plazos = unidad.ruta.plazos(entidad.id, VIGENCIA)
        assert unidad.ruta.marcas(IdEntidad(entidad.id + 1), VIGENCIA) == []
    assert [(m.clase, m.razon, m.autor) for m in marcas] == [
        (ClaseDeMarca.HECHO, "Decreto 1", persona.nombre),
        (ClaseDeMarca.SIN_MARCA, None, None),
    ]
    assert marcas[0].en == AHORA
    assert {paso: p.fecha for paso, p in plazos.items()} == {Paso.REMISION: date(2026, 1, 13)}


def test_remision_publicacion_y_aprobacion_no_se_repiten(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El mismo número, o una segunda aprobación, es un conflicto; en otra vigencia no estorba."""
    dependencia = cargar(almacen, entidad, fila_plan())[0].dependencia_id
    acto = NuevoActoDeRemision(
        entidad.id, VIGENCIA, dependencia, 1, AccionDeRemision.REMITIR, None, "h", 2, None, AHORA
    )
    publicacion = NuevaPublicacion(entidad.id, VIGENCIA, 1, date(2026, 2, 3), "https://a.gov.co", None, AHORA)
    with almacen.unidad() as unidad:
        acta = unidad.documentos.registrar(_nuevo(entidad))
        aprobacion = NuevaAprobacion(
            entidad.id, VIGENCIA, ActoDelConsejo("Acta 3", date(2026, 1, 20), acta.id), 2, None, AHORA
        )
        casos: tuple[tuple[Callable[[Any], None], Any], ...] = (
            (unidad.ruta.remitir, acto),
            (unidad.ruta.publicar, publicacion),
            (unidad.ruta.aprobar, aprobacion),
        )
        for agregar, nuevo in casos:
            agregar(nuevo)
            with pytest.raises(ConflictoDeVersion):
                agregar(nuevo)
            agregar(replace(nuevo, vigencia=OTRA))
        unidad.confirmar()

    with almacen.lectura() as unidad:
        assert [a.huella for a in unidad.ruta.remisiones(entidad.id, VIGENCIA)] == ["h"]
        leida = unidad.ruta.aprobacion(entidad.id, VIGENCIA)
        publicada = unidad.ruta.publicaciones(entidad.id, VIGENCIA)[0]
        assert unidad.ruta.aprobacion(entidad.id, Vigencia(2028)) is None
    assert leida is not None
    assert (leida.acta, leida.aceptados, leida.documento_id) == ("Acta 3", 2, acta.id)
    assert (publicada.enlace, publicada.extemporanea) == ("https://a.gov.co", True)


def test_ocho_aprueban_a_la_vez_y_queda_una(compartido: AlmacenSQL) -> None:
    """Uno lo logra; los demás saben que perdieron."""
    entidad = una_entidad(compartido)
    with compartido.unidad() as unidad:
        acta = unidad.documentos.registrar(_nuevo(entidad))
        unidad.confirmar()

    def aprobar(hilo: int) -> bool:
        acto = ActoDelConsejo(f"Acta {hilo}", date(2026, 1, 20), acta.id)
        try:
            with compartido.unidad() as unidad:
                unidad.ruta.aprobar(NuevaAprobacion(entidad.id, VIGENCIA, acto, 0, None, AHORA))
                unidad.confirmar()
        except ConflictoDeVersion:
            return False
        return True

    with ThreadPoolExecutor(8) as hilos:
        assert sum(hilos.map(aprobar, range(8))) == 1


def test_versiones_de_un_documento_son_consecutivas(compartido: AlmacenSQL) -> None:
    """Ocho registros a la vez quedan con números del 1 al 8, sin repetir ni saltar."""
    entidad = una_entidad(compartido)

    def registrar(_hilo: int) -> int:
        with compartido.unidad() as unidad:
            documento = unidad.documentos.registrar(_nuevo(entidad))
            unidad.confirmar()
        return documento.version

    with ThreadPoolExecutor(8) as hilos:
        assert sorted(hilos.map(registrar, range(8))) == list(range(1, 9))


def test_documento_baja_una_vez_y_se_abandona_a_la_quinta(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Guardado deja de estar por guardar; el que falla cinco veces también, con su traza."""
    with almacen.unidad() as unidad:
        bueno, malo = (unidad.documentos.registrar(_nuevo(entidad)) for _vez in range(2))
        de_la_terminal = unidad.documentos.registrar(
            _nuevo(entidad, archivo=ArchivoDeDocumento("a.pdf", "", 3, sha256="c" * 64))
        )
        assert [uno.id for uno in unidad.documentos.por_guardar(10)] == [bueno.id, malo.id]
        unidad.documentos.guardado(bueno.id, "b" * 64, 99)
        for _vez in range(5):
            unidad.documentos.fallido(malo.id, "sin red")
        unidad.documentos.fallido(malo.id, "una más no cuenta")
        assert list(unidad.documentos.por_guardar(10)) == []
        unidad.confirmar()

    with almacen.lectura() as unidad:
        leidos = {uno.version: uno for uno in unidad.documentos.de(entidad.id, VIGENCIA, VIGENCIA)}
        acciones = [fila[1].accion for fila in unidad.auditoria.ultimas(entidad.id, 20)]
        with pytest.raises(NoEncontrado):
            unidad.documentos.traer(IdEntidad(entidad.id + 1), IdDocumento(int(bueno.id)))
        assert unidad.documentos.de(entidad.id, OTRA, OTRA) == []
    assert [leidos[n].estado for n in (1, 2, 3)] == [
        EstadoDocumento.GUARDADO,
        EstadoDocumento.FALLIDO,
        EstadoDocumento.GUARDADO,
    ]
    assert leidos[1].archivo.tamano == 99
    assert leidos[2].ruta is None
    assert de_la_terminal.ruta == f"documentos/cc/{'c' * 64}/acta-2026-v3.pdf"
    assert acciones.count("perder_documento") == 1


def test_cargas_dejan_la_ultima_de_cada_instrumento(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """De cada instrumento se sabe su último libro; los demás no se mueven."""
    destino = (entidad.id, VIGENCIA)
    with almacen.unidad() as unidad:
        unidad.ruta.anotar_cargas(destino, "uno.xlsx", {TipoLibro.PLAN: 9, TipoLibro.PAC: 3}, None, AHORA)
        despues = AHORA + timedelta(days=1)
        unidad.ruta.anotar_cargas(destino, "dos.xlsx", {TipoLibro.PLAN: 8}, None, despues)
        unidad.ruta.anotar_cargas(destino, "vacio.xlsx", {}, None, despues)
        unidad.confirmar()

    with almacen.lectura() as unidad:
        cargas = unidad.ruta.cargas(entidad.id, VIGENCIA)
    assert [(c.instrumento, c.archivo, c.filas) for c in cargas] == [
        (TipoLibro.PLAN, "dos.xlsx", 8),
        (TipoLibro.PAC, "uno.xlsx", 3),
    ]
