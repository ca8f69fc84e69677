"""Los códigos dudosos de un libro: qué se propone y por qué, y que nada cambia sin que se acepte."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dominio.modelo.catalogo import SIN_CATALOGOS, Catalogos
from dominio.modelo.plan import TipoMeta
from dominio.reglas.codigos import revisar_codigos
from tests.dominio.reglas.catalogos import TODOS
from tests.dominio.reglas.fabrica import fila
from tests.dominio.reglas.libros_con_codigos import con_todo, libro_con


def _dudas(catalogos: Catalogos = SIN_CATALOGOS, **dato: str) -> list[tuple[str, str, str | None]]:
    """(clase, trae, propone) de un libro con un solo renglón, cambiado en ese dato."""
    programa = None if "producto_codigo" in dato else "2402"
    libro = libro_con({"programa_codigo": programa, "fuente": None, **dato})
    return [(d.clase, d.trae, d.propone) for d in revisar_codigos(libro, catalogos)]


def test_plan_sano_no_tiene_dudosos() -> None:
    """Códigos con forma y dentro del catálogo: ninguna duda, con catálogos y sin ellos."""
    libro = libro_con({"producto_codigo": "2402041"}, {"producto_codigo": "2402006"})

    assert revisar_codigos(libro) == ()
    assert revisar_codigos(libro, TODOS) == ()


@pytest.mark.parametrize(
    ("trae", "propone"),
    [
        ("406010", "0406010"),  # el cero que Excel se comió
        ("240804400", "2408044"),  # un indicador en la columna del producto
        ("45990260", "4599026"),  # ocho cifras
        ("2402041\n", "2402041"),  # salto de línea dentro de la celda
        ("2402 041", "2402041"),
        ("2402041.0", "2402041"),  # el decimal de un número de Excel
        ("406010.0", "0406010"),  # las dos cosas
        ("945021", None),  # con el cero sería el programa 45 del sector 09: no es un cero perdido
        ("12345", None),
        ("2,4E+06", None),
        ("#N/A", None),
        ("N/A", None),
        ("PR-07", None),
    ],
)
def test_producto_dudoso(trae: str, propone: str | None) -> None:
    """Cada manera de dañar un producto se señala, y se propone solo lo que tiene una salida clara."""
    assert _dudas(producto_codigo=trae) == [("producto_mga", trae, propone)]


def test_producto_de_gestion_puede_no_tener_codigo() -> None:
    """Una meta de gestión no lleva producto: su «N/A» está bien; en una de producto no."""
    libro = libro_con({"producto_codigo": "N/A", "tipo_meta": TipoMeta.GESTION})

    assert revisar_codigos(libro) == ()
    assert len(revisar_codigos(replace(libro, plan=(fila(producto_codigo="N/A"),)))) == 1


@pytest.mark.parametrize(
    ("trae", "nombre", "propone"),
    [
        ("2402042", None, "2402041"),  # una cifra, un solo vecino
        ("2402014", None, "2402041"),  # dos cifras vecinas trocadas
        ("1905020", None, None),  # 1905021 y 1905024 están a una cifra
        ("1905020", "Campañas de vacunación realizadas", "1905021"),  # el nombre desempata
        ("3301074", "Cartografía básica generada", "0406010"),  # ninguno cerca: el del mismo nombre
        ("3301074", "Otra cosa", None),
    ],
)
def test_producto_fuera_de_catalogo(trae: str, nombre: str | None, propone: str | None) -> None:
    """Lo que no existe se compara por cifras y, para desempatar, por nombre; sin catálogo no se dice."""
    libro = libro_con({"producto_codigo": trae, "producto": nombre, "programa_codigo": None})
    (dudoso,) = revisar_codigos(libro, TODOS)

    assert (dudoso.trae, dudoso.propone) == (trae, propone)
    assert "no está en el catálogo de productos MGA del 15/01/2026" in dudoso.porque
    assert revisar_codigos(libro) == ()


def test_cero_perdido_solo_si_el_catalogo_lo_tiene() -> None:
    """Con catálogo, el código con su cero debe existir para proponerlo."""
    assert _dudas(TODOS, producto_codigo="406010") == [("producto_mga", "406010", "0406010")]
    assert _dudas(TODOS, producto_codigo="406099") == [("producto_mga", "406099", None)]


def test_producto_de_otro_programa() -> None:
    """Si casi todos coinciden, el que no es de su programa se señala; si no, los programas son propios."""
    sanas = [{"producto_codigo": "2402041"}] * 9
    rara = {"producto_codigo": "1905021"}
    (dudoso,) = revisar_codigos(libro_con(*sanas, rara))
    propios = [{"producto_codigo": "2402041", "programa_codigo": "0101"}] * 9

    assert (dudoso.trae, dudoso.propone, dudoso.veces) == ("1905021", None, 1)
    assert "es del programa 1905 y su renglón dice el 2402" in dudoso.porque
    assert revisar_codigos(libro_con(*propios)) == ()


@pytest.mark.parametrize(
    ("trae", "propone"),
    [
        ("2024009990001.0", "2024009990001"),
        (" 2024257990001", "2024257990001"),
        ("0205760010333", None),  # no empieza por un año
        ("2.02476E+12", None),
        ("N/A", None),
        ("Sin formular", None),
        ("12345", None),
    ],
)
def test_bpin_dudoso(trae: str, propone: str | None) -> None:
    """Un BPIN dañado, o que dice que no lo hay."""
    assert _dudas(bpin=trae) == [("bpin", trae, propone)]


@pytest.mark.parametrize(
    "trae", ["2024257990001", "202400000006267", "20241301010001", "BP26005375", "51032024BP26004729"]
)
def test_bpin_de_cualquier_serie(trae: str) -> None:
    """Valen 13, 14 y 15 cifras, y los propios del banco de proyectos."""
    assert _dudas(TODOS, bpin=trae) == []


def test_columna_de_producto_llena_de_indicadores() -> None:
    """Si casi todos tienen nueve cifras, la entidad llama producto a su indicador: no es un error."""
    nueve = [{"producto_codigo": f"24020{n:02d}00", "programa_codigo": "2402"} for n in range(10, 19)]
    libro = libro_con(*nueve, {"producto_codigo": "2402041", "programa_codigo": "2402"})
    (dudoso,) = revisar_codigos(libro)

    assert (dudoso.clase, dudoso.trae, dudoso.propone) == ("producto_mga", "2402041", None)
    assert len(revisar_codigos(libro, TODOS)) == 10  # el catálogo de indicadores no los tiene


def test_bpin_con_una_cifra_de_menos() -> None:
    """Si en el libro hay uno solo igual con una cifra más, se propone ese."""
    libro = libro_con({"bpin": "2024257990001"}, {"bpin": "202425799001"})
    (dudoso,) = revisar_codigos(libro)

    assert (dudoso.trae, dudoso.propone) == ("202425799001", "2024257990001")


def test_bpin_de_un_municipio_que_no_existe() -> None:
    """Con la DIVIPOLA, el municipio que no existe y difiere en una cifra del de los demás; sin ella, no."""
    sanos = [{"bpin": f"202425799000{i}"} for i in range(8)]
    libro = libro_con(*sanos, {"bpin": "2024257900009"}, {"bpin": "2024011000099"})
    (dudoso,) = revisar_codigos(libro, TODOS)

    assert (dudoso.trae, dudoso.propone) == ("2024257900009", "2024257990009")
    assert revisar_codigos(libro) == ()


@pytest.mark.parametrize(
    ("trae", "propone"),
    [
        ("121000", "1.2.1.0.00"),  # fondo sin puntos
        ("12430301", "1.2.4.3.03"),  # con sufijo propio
        ("1.2.4.2.2", "1.2.4.2.02"),
        ("1.2.1.0.00 ", "1.2.1.0.00"),
        ("1,2,1,0,00", "1.2.1.0.00"),
        ("A12320905", None),  # letra propia del sistema
        ("R121000", None),  # reserva o balance: no se adivina
        ("1.2.1", None),
        ("N/A", None),
        ("#REF!", None),
    ],
)
def test_fuente_dudosa(trae: str, propone: str | None) -> None:
    """La fuente sin puntos se propone con ellos; la que lleva R se pregunta."""
    for catalogos in (SIN_CATALOGOS, TODOS):
        assert _dudas(catalogos, fuente_codigo=trae) == [("fuente", trae, propone)]


def test_fuente_propia_solo_es_dudosa_con_catalogo() -> None:
    """El código propio de la entidad se respeta mientras no haya con qué compararlo."""
    assert _dudas(fuente_codigo="F-01") == []
    assert _dudas(TODOS, fuente_codigo="F-01") == [("fuente", "F-01", None)]
    assert _dudas(TODOS, fuente_codigo="1.2.4.1.04") == [("fuente", "1.2.4.1.04", "1.2.4.1.03")]
    con_nombre = _dudas(TODOS, fuente_codigo="F-01", fuente="SGP-Salud-Salud pública")
    assert con_nombre == [("fuente", "F-01", "1.2.4.2.02")]


def test_programa_sin_su_cero() -> None:
    """Entre programas de seis cifras, el de cinco perdió el cero; si son de largos varios, no se sabe."""
    programas = ["010101", "020104", "030101", "040102", "050103", "060101"]
    libro = libro_con(*({"programa_codigo": p} for p in [*programas, "20105"]))
    (dudoso,) = revisar_codigos(libro)

    assert (dudoso.clase, dudoso.trae, dudoso.propone) == ("programa_mga", "20105", "020105")
    assert revisar_codigos(libro_con(*({"programa_codigo": p} for p in ["1", "12", "123", "1234"]))) == ()


def test_meta_que_el_libro_escribe_de_dos_maneras() -> None:
    """«0101» y «101» en el mismo libro son la misma meta; si no está la otra, no se objeta."""
    libro = libro_con({"meta_codigo": "0101"}, {"meta_codigo": "101"}, {"meta_codigo": "205\n"})

    assert [(d.clase, d.trae, d.propone) for d in revisar_codigos(libro)] == [
        ("meta", "101", "0101"),
        ("meta", "205\n", "205"),
    ]
    assert revisar_codigos(libro_con({"meta_codigo": "101"})) == ()


def test_metas_que_son_indicadores() -> None:
    """Si las metas se llaman como su indicador MGA, se revisan como tales."""
    metas = ["190502100", "240204100", "240204101"]
    libro = libro_con(*({"meta_codigo": m} for m in metas))
    (dudoso,) = revisar_codigos(libro, TODOS)

    assert (dudoso.clase, dudoso.trae, dudoso.propone) == ("indicador_mga", "240204101", "240204100")


def test_se_agrupa_por_valor_con_sus_celdas() -> None:
    """Un código repetido en varias hojas es una sola duda, con hoja y celda de cada vez."""
    dudoso = next(d for d in revisar_codigos(con_todo()) if d.trae == "2024257990001.0")

    assert dudoso.veces == 3
    assert dudoso.celdas == (("Plan de acción", "N2"), ("Plan de acción", "N3"), ("Ejecución", "A9"))


def test_celdas_nombradas_hasta_diez() -> None:
    """De un código en cien celdas se nombran diez y se cuentan todas."""
    (dudoso,) = revisar_codigos(libro_con(*[{"bpin": "2024257990001.0"}] * 100))

    assert (dudoso.veces, len(dudoso.celdas)) == (100, 10)
    assert dudoso.celdas[0] == ("Plan de acción", "fila 2")
