"""Los catálogos por la línea de órdenes: por archivo, con fecha, para todas o para una entidad."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Orden

ENTIDAD = ("--entidad", "76999")


@pytest.fixture
def municipios(tmp_path: Path) -> str:
    """Un CSV como el que se descarga, con su cero."""
    ruta = tmp_path / "divipola.csv"
    ruta.write_text("Código;Municipio\n05001;Medellín\n76001;Cali\n76002;Otro\n", encoding="utf-8")
    return str(ruta)


@pytest.fixture
def sin_ceros(tmp_path: Path) -> str:
    """El mismo después de pasar por Excel."""
    ruta = tmp_path / "excel.csv"
    ruta.write_text("Código;Municipio\n5001;Medellín\n76001;Cali\n76002;Otro\n", encoding="utf-8")
    return str(ruta)


def test_cargar_y_listar_general(con_entidad: Orden, municipios: str) -> None:
    """Sin --entidad es de toda la instalación; el listado dice cuántos, de cuándo y su huella."""
    hecha = con_entidad("catalogo", "cargar", "divipola", municipios, "--fecha", "2026-01-15", "--json")
    listado = con_entidad("catalogo", "listar", "--json").json

    assert hecha.codigo == 0, hecha.errores
    assert (hecha.json["codigos"], hecha.json["guardado"], hecha.json["filas"]) == (3, True, 3)
    assert [(c["tipo"], c["fecha"], c["general"]) for c in listado] == [("divipola", "2026-01-15", True)]
    assert len(listado[0]["huella"]) == 64
    hallado = con_entidad("catalogo", "buscar", "divipola", "medell", *ENTIDAD, "--json").json
    assert hallado == [{"codigo": "05001", "nombre": "Medellín", "detalle": None}]
    assert con_entidad("catalogo", "buscar", "divipola", "medell", "--json").json == hallado
    con_entidad("catalogo", "cargar", "divipola", municipios, *ENTIDAD)
    assert con_entidad("catalogo", "buscar", "divipola", "medell", "--json").json == hallado


def test_cargar_otra_vez_reemplaza_y_lo_dice(con_entidad: Orden, municipios: str) -> None:
    """El mismo archivo no cambia nada; otro reemplaza y el viejo queda en el listado."""
    primera = con_entidad("catalogo", "cargar", "divipola", municipios, *ENTIDAD)
    igual = con_entidad("catalogo", "cargar", "divipola", municipios, *ENTIDAD)
    with Path(municipios).open("a", encoding="utf-8") as archivo:
        archivo.write("76003;Tercero\n")
    otra = con_entidad("catalogo", "cargar", "divipola", municipios, *ENTIDAD)
    listado = con_entidad("catalogo", "listar", *ENTIDAD)

    assert "cargado: 3 códigos" in primera.salida
    assert "no se guardó nada" in igual.salida
    assert "4 códigos. Reemplaza" in otra.salida
    assert (listado.salida.count("vigente"), listado.salida.count("reemplazado el")) == (1, 1)
    assert "de la entidad" in listado.salida
    assert con_entidad("catalogo", "listar", "--json").json == []


def test_archivo_que_perdio_los_ceros(con_entidad: Orden, sin_ceros: str) -> None:
    """Se rechaza diciendo por qué y con qué opción se completan; con ella, se cargan con su cero."""
    rechazada = con_entidad("catalogo", "cargar", "divipola", sin_ceros)
    assert rechazada.codigo == 1
    assert "5001 → 05001" in rechazada.errores
    assert "--completar-ceros" in rechazada.errores
    assert con_entidad("catalogo", "listar", "--json").json == []

    hecha = con_entidad("catalogo", "cargar", "divipola", sin_ceros, "--completar-ceros", "--json")
    assert hecha.json["ceros_completados"] == [{"trae": "5001", "queda": "05001"}]
    assert con_entidad("catalogo", "buscar", "divipola", "05", *ENTIDAD).salida.startswith("05001")


@pytest.mark.parametrize(
    ("argumentos", "codigo", "dice"),
    [
        (("mga-producto", "{municipios}"), 1, "«divipola»"),
        (("divipola", "noexiste.csv"), 2, "No encuentro"),
        (("municipios", "{municipios}"), 2, "mga-producto"),
        (("divipola", "{municipios}", "--fecha", "ayer"), 1, "2026-01-15"),
        (("divipola", "{municipios}", "--fecha", "2099-01-01"), 1, "todavía no llega"),
        (("divipola", "{municipios}", "--entidad", "00000"), 1, "no está registrada"),
    ],
)
def test_lo_que_no_se_puede_cargar(
    con_entidad: Orden, municipios: str, argumentos: tuple[str, ...], codigo: int, dice: str
) -> None:
    """Cada rechazo dice qué pasó y cómo seguir, con su código de salida, y no guarda nada."""
    con_ruta = [parte.format(municipios=municipios) for parte in argumentos]
    rechazada = con_entidad("catalogo", "cargar", *con_ruta)

    assert rechazada.codigo == codigo
    assert dice in rechazada.errores
    assert con_entidad("catalogo", "listar", "--json").json == []


def test_sin_catalogos(con_entidad: Orden) -> None:
    """Listar dice que no hay, y buscar dice cuál falta."""
    assert "solo se revisa la forma" in con_entidad("catalogo", "listar").salida
    buscada = con_entidad("catalogo", "buscar", "fuente", "sgp", *ENTIDAD)
    assert (buscada.codigo, "No se ha cargado" in buscada.errores) == (1, True)
