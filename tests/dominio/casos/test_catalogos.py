"""Cargar un catálogo reemplaza al anterior con su traza; los ceros perdidos se completan si se pide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dominio.casos.catalogos import (
    ArchivoDeCatalogo,
    cargar_catalogo,
    cargar_catalogo_general,
    catalogos_cargados,
    catalogos_generales,
    sugerir_codigo,
)
from dominio.casos.exportar import armar_consolidado
from dominio.errores import PermisoDenegado
from dominio.errores.catalogos import (
    CatalogoFuturo,
    CatalogoNoCargado,
    CatalogoSinCeros,
    CatalogoSinLeer,
    CatalogoSinNingunCero,
)
from dominio.modelo.catalogo import CatalogoLeido, CodigoSinCero, EntradaDeCatalogo, TipoCatalogo
from dominio.valores.fechas import Corte
from tests.dominio.casos.mundo import MARTES, V2026, Mundo

MEDELLIN = EntradaDeCatalogo("05001", "Medellín", "Antioquia")
MUNICIPIOS = CatalogoLeido(TipoCatalogo.DIVIPOLA, (EntradaDeCatalogo("76001", "Cali", "Valle"),), filas=1)
FUENTES = CatalogoLeido(TipoCatalogo.FUENTE, (EntradaDeCatalogo("1.2.1.0.00", "ICLD"),), filas=1)
SIN_CERO = replace(MUNICIPIOS, sin_cero=(CodigoSinCero(2, "5001", MEDELLIN),), filas=2)
ENERO = date(2026, 1, 15)


def _archivo(huella: str = "a", fecha: date | None = ENERO, *, completar: bool = False) -> ArchivoDeCatalogo:
    return ArchivoDeCatalogo("/carpeta/municipios.csv", huella * 64, fecha, completar)


def test_cargar_reemplaza_y_deja_traza(mundo: Mundo) -> None:
    """La segunda carga dice a cuál reemplazó; la traza lleva el antes y el después."""
    with mundo.como("planeacion") as ctx:
        primera = cargar_catalogo(ctx, MUNICIPIOS, _archivo())
        segunda = cargar_catalogo(ctx, SIN_CERO, _archivo("b", None, completar=True))
        cargas = catalogos_cargados(ctx)

    assert primera.anterior is None
    assert segunda.anterior == primera.carga
    assert (segunda.carga.fecha, segunda.carga.archivo) == (date(2026, 9, 15), "municipios.csv")
    assert [(c.cuantos, c.vigente) for c in cargas] == [(2, True), (1, False)]
    nueva, vieja = mundo.traza("cargar_catalogo")
    assert vieja.antes is None
    assert nueva.antes == {
        "fecha": "2026-01-15",
        "codigos": 1,
        "huella": "a" * 64,
        "archivo": "municipios.csv",
    }
    assert nueva.despues is not None
    assert nueva.despues["ceros_completados"] == 1


def test_el_mismo_archivo_no_se_guarda_dos_veces(mundo: Mundo) -> None:
    """Repetir la carga no deja otra historia ni otra traza; con otra fecha sí es otra."""
    with mundo.como("planeacion") as ctx:
        cargar_catalogo(ctx, MUNICIPIOS, _archivo())
        assert cargar_catalogo(ctx, MUNICIPIOS, _archivo()).sin_cambios
        assert cargar_catalogo(ctx, MUNICIPIOS, _archivo(fecha=None)).sin_cambios
        assert not cargar_catalogo(ctx, MUNICIPIOS, _archivo(fecha=date(2026, 2, 1))).sin_cambios

    assert len(mundo.traza("cargar_catalogo")) == 2


@pytest.mark.parametrize(("todos", "causa"), [(False, CatalogoSinCeros), (True, CatalogoSinNingunCero)])
def test_no_se_completan_ceros_sin_que_se_pida(
    mundo: Mundo, todos: bool, causa: type[CatalogoSinCeros]
) -> None:
    """El archivo que los perdió se rechaza diciendo cuántos y con un ejemplo; al pedirlo, se completan."""
    leido = replace(SIN_CERO, perdio_los_ceros=todos)
    with mundo.como("planeacion") as ctx:
        with pytest.raises(CatalogoSinCeros) as error:
            cargar_catalogo(ctx, leido, _archivo())
        assert catalogos_cargados(ctx) == []
        cargar_catalogo(ctx, leido, _archivo(completar=True))
        catalogo = ctx.unidad.catalogos.de(ctx.entidad.id).divipola

    assert type(error.value) is causa
    assert error.value.datos["ejemplo"] == "5001 → 05001"
    assert catalogo is not None
    assert set(catalogo.entradas) == {"76001", "05001"}


def test_lo_que_no_se_leyo_no_se_carga(mundo: Mundo) -> None:
    """Ni un archivo sin códigos ni una fecha que no ha llegado; nada queda guardado."""
    with mundo.como("planeacion") as ctx:
        with pytest.raises(CatalogoSinLeer):
            cargar_catalogo(ctx, CatalogoLeido(TipoCatalogo.FUENTE, motivo="Es un PDF."), _archivo())
        with pytest.raises(CatalogoFuturo):
            cargar_catalogo(ctx, MUNICIPIOS, _archivo(fecha=date(2026, 9, 16)))
        assert catalogos_cargados(ctx) == []


@pytest.mark.parametrize("quien", ["hector", "jefe_salud", "consulta"])
def test_solo_planeacion_y_administracion_cargan(mundo: Mundo, quien: str) -> None:
    """Cargar y ver las cargas es de quien coordina el plan."""
    with mundo.como(quien) as ctx:
        with pytest.raises(PermisoDenegado):
            cargar_catalogo(ctx, MUNICIPIOS, _archivo())
        with pytest.raises(PermisoDenegado):
            catalogos_cargados(ctx)


def test_el_general_sirve_a_todas_y_el_propio_manda(mundo: Mundo) -> None:
    """El de la instalación vale donde la entidad no tenga el suyo, y su traza es de la instalación."""
    with mundo.almacen.unidad() as unidad:
        cargar_catalogo_general(unidad, MUNICIPIOS, _archivo(), MARTES)
        assert [c.entidad_id for c in catalogos_generales(unidad)] == [None]
        unidad.confirmar()

    with mundo.como("planeacion") as ctx:
        assert [e.codigo for e in sugerir_codigo(ctx, TipoCatalogo.DIVIPOLA, "cali")] == ["76001"]
        propio = replace(MUNICIPIOS, entradas=(EntradaDeCatalogo("76002", "Cali la nueva"),))
        cargar_catalogo(ctx, propio, _archivo("b"))
        assert [e.codigo for e in sugerir_codigo(ctx, TipoCatalogo.DIVIPOLA, "cali")] == ["76002"]
        assert [c.entidad_id for c in catalogos_cargados(ctx)] == [ctx.entidad.id, None]
    assert len(mundo.traza("cargar_catalogo")) == 1
    with mundo.almacen.lectura() as unidad:
        cabeza = unidad.auditoria.cabeza(None)
        assert unidad.auditoria.verificar() is None
    assert cabeza is not None


def test_sugerir_por_codigo_por_nombre_y_por_parecido(mundo: Mundo) -> None:
    """El comienzo del código, las palabras del nombre sin tildes, o una cifra de diferencia."""
    productos = CatalogoLeido(
        TipoCatalogo.PRODUCTO,
        tuple(
            EntradaDeCatalogo(c, n)
            for c, n in (
                ("2402006", "Vía secundaria mejorada"),
                ("2402041", "Vía terciaria mejorada"),
                ("1905021", "Campañas de vacunación realizadas"),
            )
        ),
    )
    with mundo.como("planeacion") as ctx:
        cargar_catalogo(ctx, productos, _archivo())
    with mundo.como("hector") as ctx:

        def sugeridos(texto: str) -> list[str]:
            return [e.codigo for e in sugerir_codigo(ctx, TipoCatalogo.PRODUCTO, texto)]

        assert sugeridos("2402") == ["2402006", "2402041"]
        assert sugeridos("mejorada terciaria") == ["2402041", "2402006"]
        assert sugeridos("VACUNACION") == ["1905021"]
        assert sugeridos("1905012") == ["1905021"]
        assert sugeridos("zapatos") == []
        assert sugeridos("  ") == []
        with pytest.raises(CatalogoNoCargado):
            sugerir_codigo(ctx, TipoCatalogo.INDICADOR, "algo")


def test_la_coherencia_usa_el_catalogo_cargado(mundo: Mundo) -> None:
    """Al cargar las fuentes, las del plan que no existen son un error de R15; antes no se podía decir."""
    corte = Corte.de("2026-T3")

    def fuentes() -> set[str]:
        with mundo.como("planeacion") as ctx:
            libro = armar_consolidado(ctx, V2026, corte, None, "1")
        return {h.objeto for h in libro.coherencia if h.regla == "R15"}

    assert fuentes() == set()
    with mundo.como("planeacion") as ctx:
        cargar_catalogo(ctx, FUENTES, _archivo())
    assert fuentes() == {"1.2.4.2.02"}
