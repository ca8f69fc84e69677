"""Los catálogos guardados: uno vigente por tipo y dueño, el de la entidad manda, y la historia queda."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from almacen.tablas.conexion import crear_motor
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.catalogo import EntradaDeCatalogo, NuevaCarga, TipoCatalogo
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdEntidad
from tests.almacen.hechos import AHORA, una_entidad, una_persona

PRODUCTO, FUENTE = TipoCatalogo.PRODUCTO, TipoCatalogo.FUENTE


def _nueva(
    entidad_id: IdEntidad | None, *codigos: str, tipo: TipoCatalogo = PRODUCTO, huella: str = "a" * 64
) -> NuevaCarga:
    entradas = tuple(EntradaDeCatalogo(c, f"Nombre de {c}", "Número") for c in codigos)
    return NuevaCarga(entidad_id, tipo, date(2026, 1, 15), huella, "productos.xlsx", None, entradas)


def _cargar(almacen: AlmacenSQL, nueva: NuevaCarga, minutos: int = 0) -> None:
    with almacen.unidad() as unidad:
        unidad.catalogos.reemplazar(nueva, AHORA + timedelta(minutes=minutos))
        unidad.confirmar()


def _codigos(almacen: AlmacenSQL, entidad: Entidad, tipo: TipoCatalogo = PRODUCTO) -> list[str] | None:
    with almacen.lectura() as unidad:
        catalogo = unidad.catalogos.de(entidad.id).por_tipo.get(tipo)
    return None if catalogo is None else list(catalogo.entradas)


def test_sin_cargar_no_hay_catalogos(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Ninguno viene con el programa."""
    with almacen.lectura() as unidad:
        assert unidad.catalogos.de(entidad.id).por_tipo == {}
        assert unidad.catalogos.cargas(None) == []
        assert unidad.catalogos.vigente(None, PRODUCTO) is None


def test_se_lee_lo_que_se_cargo(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Código con su cero, nombre y detalle, y la ficha de la carga."""
    quien = una_persona(almacen, entidad, nombre="Nora Ruales")
    nueva = NuevaCarga(
        entidad.id,
        PRODUCTO,
        date(2026, 1, 15),
        "b" * 64,
        "mga.csv",
        quien.id,
        (EntradaDeCatalogo("0406010", "Cartografía", None),),
    )
    _cargar(almacen, nueva)

    with almacen.lectura() as unidad:
        catalogo = unidad.catalogos.de(entidad.id).producto
        carga = unidad.catalogos.vigente(entidad.id, PRODUCTO)
    assert catalogo is not None
    assert catalogo.entradas == {"0406010": EntradaDeCatalogo("0406010", "Cartografía", None)}
    assert catalogo.fecha == date(2026, 1, 15)
    assert carga is not None
    assert (carga.cuantos, carga.huella, carga.archivo, carga.autor) == (
        1,
        "b" * 64,
        "mga.csv",
        "Nora Ruales",
    )
    assert (carga.cargada_en, carga.vigente) == (AHORA, True)


def test_reemplazar_cambia_los_codigos_y_conserva_la_historia(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """La carga nueva deja solo sus códigos; de la anterior quedan su cuenta y cuándo se reemplazó."""
    _cargar(almacen, _nueva(None, "0406010", "1905021"))
    _cargar(almacen, _nueva(None, "2402041", huella="c" * 64), minutos=5)

    assert _codigos(almacen, entidad) == ["2402041"]
    with almacen.lectura() as unidad:
        nueva, vieja = unidad.catalogos.cargas(None)
    assert (nueva.cuantos, nueva.vigente) == (1, True)
    assert (vieja.cuantos, vieja.reemplazada_en) == (2, AHORA + timedelta(minutes=5))


def test_el_de_la_entidad_manda_y_no_lo_ve_otra(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Cada entidad ve el suyo o, si no tiene, el de la instalación; nunca el de otra."""
    otra = una_entidad(almacen, "05001")
    _cargar(almacen, _nueva(None, "0406010"))
    _cargar(almacen, _nueva(entidad.id, "1905021"))
    _cargar(almacen, _nueva(otra.id, "1.2.1.0.00", tipo=FUENTE))

    assert _codigos(almacen, entidad) == ["1905021"]
    assert _codigos(almacen, otra) == ["0406010"]
    assert _codigos(almacen, entidad, FUENTE) is None
    assert _codigos(almacen, otra, FUENTE) == ["1.2.1.0.00"]


def test_reemplazar_uno_no_toca_los_demas(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Ni los de otro tipo ni el general cuando se carga el propio."""
    _cargar(almacen, _nueva(None, "0406010"))
    _cargar(almacen, _nueva(entidad.id, "1.2.1.0.00", tipo=FUENTE))
    _cargar(almacen, _nueva(entidad.id, "1905021"))
    _cargar(almacen, _nueva(entidad.id, "1905024"), minutos=1)

    with almacen.lectura() as unidad:
        assert [c.vigente for c in unidad.catalogos.cargas(None)] == [True]
    assert _codigos(almacen, entidad, FUENTE) == ["1.2.1.0.00"]


def test_sin_confirmar_sigue_el_anterior(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Cargar es todo o nada: si no se confirma, vale el que había."""
    _cargar(almacen, _nueva(None, "0406010"))
    with almacen.unidad() as unidad:
        unidad.catalogos.reemplazar(_nueva(None, "2402041"), AHORA)
        assert list(unidad.catalogos.de(entidad.id).por_tipo[PRODUCTO].entradas) == ["2402041"]

    assert _codigos(almacen, entidad) == ["0406010"]


@pytest.mark.parametrize("general", [True, False])
def test_dos_cargas_a_la_vez_dejan_una_vigente(compartido: AlmacenSQL, general: bool) -> None:
    """Quien llega segundo espera y reemplaza a quien llegó primero: nunca quedan dos."""
    dueno = None if general else una_entidad(compartido).id
    nuevas = [_nueva(dueno, f"190502{i}", huella=str(i) * 64) for i in range(4)]

    with ThreadPoolExecutor(4) as hilos:
        list(hilos.map(lambda nueva: _cargar(compartido, nueva), nuevas))

    with compartido.lectura() as unidad:
        cargas = unidad.catalogos.cargas(dueno)
    assert (len(cargas), sum(c.vigente for c in cargas)) == (4, 1)


def test_de_lo_reemplazado_no_quedan_codigos(compartido: AlmacenSQL, url_compartida: str) -> None:
    """Una carga trae miles de códigos: al reemplazarla se borran los suyos y queda solo su ficha."""
    _cargar(compartido, _nueva(None, "0406010", "1905021"))
    _cargar(compartido, _nueva(None, "2402041"), minutos=1)
    motor = crear_motor(url_compartida)
    with motor.connect() as conexion:
        cuantos = conexion.execute(text("SELECT count(*) FROM codigo_de_catalogo")).scalar_one()
    motor.dispose()

    assert cuantos == 1
