"""Los catálogos se leen por su contenido, de CSV y de Excel, con la cuenta de cada fila."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from almacen.libros.lector_catalogo import LectorDeCatalogosAislado
from dominio.modelo.catalogo import CatalogoLeido, TipoCatalogo

REALES = Path(os.environ.get("ASISTENTE_DATOS_REALES", "../shared/datos")) / "catalogos"
PRODUCTO, INDICADOR, FUENTE, DIVIPOLA = TipoCatalogo

MUNICIPIOS = [("05001", "Medellín", "Antioquia"), ("08001", "Barranquilla", "Atlántico")] + [
    (f"76{n:03d}", f"Municipio {n}", "Valle del Cauca") for n in range(1, 9)
]


def _leer(ruta: Path, tipo: TipoCatalogo) -> CatalogoLeido:
    leido = LectorDeCatalogosAislado().leer(ruta, tipo)
    # Ninguna fila se pierde callada.
    suman = len(leido.entradas) + len(leido.sin_cero) + len(leido.fuera) + leido.repetidas
    assert suman == leido.filas
    return leido


def _csv(
    ruta: Path, *filas: Sequence[str], separador: str = ";", encabezado: str | None = "Código;Nombre;Depto"
) -> Path:
    lineas = [separador.join(fila) for fila in filas]
    if encabezado is not None:
        lineas.insert(0, encabezado.replace(";", separador))
    ruta.write_text("\n".join(lineas) + "\n", encoding="utf-8-sig")
    return ruta


def _xlsx(ruta: Path, *filas: Sequence[Any], formatos: dict[int, str] | None = None) -> Path:
    libro = openpyxl.Workbook()
    hoja = libro.active
    assert hoja is not None
    for fila in filas:
        hoja.append(list(fila))
    for columna, formato in (formatos or {}).items():
        for celda in hoja.iter_rows(min_col=columna, max_col=columna):
            celda[0].number_format = formato
    libro.save(ruta)
    return ruta


@pytest.mark.parametrize("separador", [";", ",", "\t"])
def test_csv_con_cualquier_separador(tmp_path: Path, separador: str) -> None:
    """Los ceros se conservan y se sabe qué columna es el nombre y cuál el departamento."""
    leido = _leer(_csv(tmp_path / "m.csv", *MUNICIPIOS, separador=separador), DIVIPOLA)

    assert [(e.codigo, e.nombre, e.detalle) for e in leido.entradas] == MUNICIPIOS
    assert (leido.sin_cero, leido.fuera, leido.perdio_los_ceros) == ((), (), False)


def test_columnas_en_otro_orden_y_con_otro_rotulo(tmp_path: Path) -> None:
    """Manda el contenido: la columna de cinco cifras es el código, se llame como se llame."""
    filas = [("Título del catálogo",), (), ("Departamento", "Pob.", "Municipio", "Id")]
    datos = [(d, 45000 + i % 3, m, c) for i, (c, m, d) in enumerate(MUNICIPIOS)]
    leido = _leer(_xlsx(tmp_path / "m.xlsx", *filas, *datos), DIVIPOLA)

    assert [(e.codigo, e.nombre, e.detalle) for e in leido.entradas] == MUNICIPIOS
    assert dict(leido.columnas)["codigo"] == "«Id» (columna D)"


def test_ceros_que_excel_borro(tmp_path: Path) -> None:
    """Si ningún código empieza por cero, se dice que el archivo los perdió y se propone cada uno."""
    filas = [("Código", "Municipio"), *((int(c), m) for c, m, _ in MUNICIPIOS)]
    leido = _leer(_xlsx(tmp_path / "m.xlsx", *filas), DIVIPOLA)

    assert leido.perdio_los_ceros
    assert [(u.trae, u.propone.codigo, u.fila) for u in leido.sin_cero] == [
        ("5001", "05001", 2),
        ("8001", "08001", 3),
    ]
    assert "05001" not in {e.codigo for e in leido.entradas}


def test_un_cero_perdido_entre_muchos(tmp_path: Path) -> None:
    """Si los demás lo conservan, el archivo no los perdió: es ese código."""
    filas = [("Código", "Municipio"), *((c, m) for c, m, _ in MUNICIPIOS), ("5002", "Abejorral")]
    leido = _leer(_xlsx(tmp_path / "m.xlsx", *filas), DIVIPOLA)

    assert [u.propone.codigo for u in leido.sin_cero] == ["05002"]
    assert not leido.perdio_los_ceros


def test_numeros_con_formato_de_ceros(tmp_path: Path) -> None:
    """Un 5001 que Excel muestra como 05001 por su formato no perdió nada."""
    filas = [("Código", "Municipio"), *((int(c), m) for c, m, _ in MUNICIPIOS)]
    leido = _leer(_xlsx(tmp_path / "m.xlsx", *filas, formatos={1: "00000"}), DIVIPOLA)

    assert leido.sin_cero == ()
    assert leido.entradas[0].codigo == "05001"


def test_producto_repetido_por_indicador(tmp_path: Path) -> None:
    """El catálogo oficial trae un renglón por indicador: el producto se carga una vez y se dice si cambia."""
    filas = [
        (
            "Código del sector",
            "Código del producto",
            "Producto",
            "Código del indicador",
            "Indicador",
            "Unidad",
        ),
        ("19", "1905021", "Campañas", "190502100", "Campañas realizadas", "Número"),
        ("19", "1905021", "CAMPAÑAS", "190502101", "Personas en campañas", "Número"),
        ("24", "2402041", "Vía mejorada", "240204100", "Vía mejorada", "Kilómetros"),
        ("24", "2402041", "Vía terciaria mejorada", "240204101", "Puentes", "Número"),
    ]
    ruta = _xlsx(tmp_path / "mga.xlsx", *filas)
    productos, indicadores = _leer(ruta, PRODUCTO), _leer(ruta, INDICADOR)

    assert [(e.codigo, e.nombre) for e in productos.entradas] == [
        ("1905021", "Campañas"),
        ("2402041", "Vía mejorada"),
    ]
    assert (productos.repetidas, productos.otros_nombres) == (2, ("2402041",))
    assert [(e.codigo, e.detalle) for e in indicadores.entradas][2] == ("240204100", "Kilómetros")
    assert indicadores.entradas[1].nombre == "Personas en campañas"


def test_notas_y_codigos_malos_quedan_fuera_con_su_razon(tmp_path: Path) -> None:
    """Se cargan los buenos y de lo demás se dice la fila, qué trae y por qué."""
    malas = [("1.2", "Total", ""), ("", "Fuente: elaboración propia", "")]
    fuentes = [(f"1.2.4.{n}.00", f"Fuente {n}", "") for n in range(1, 7)]
    leido = _leer(_csv(tmp_path / "f.csv", *fuentes, *malas), FUENTE)

    assert len(leido.entradas) == 6
    assert [(f.fila, f.trae, f.motivo) for f in leido.fuera] == [
        (8, "1.2", "no tiene la forma de 1.2.1.0.00"),
        (9, "", "no trae código"),
    ]


def test_catalogo_de_otro_tipo_dice_cual_es(tmp_path: Path) -> None:
    """Cargar municipios como productos se rechaza diciendo con qué nombre se cargan."""
    leido = _leer(_csv(tmp_path / "m.csv", *MUNICIPIOS), PRODUCTO)

    assert leido.entradas == ()
    assert "siete cifras" in leido.motivo
    assert "«divipola»" in leido.motivo


@pytest.mark.parametrize(
    ("nombre", "contenido", "dice"),
    [
        ("a.csv", b"", "vac"),
        ("a.csv", b"\x00\x01\x02\x03", "No es un libro"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.csv", "Código;Nombre\nhola;chao\n".encode(), "siete cifras"),
        ("a.xlsx", b"PK\x03\x04roto", "incompleto"),
    ],
)
def test_archivo_que_no_es_catalogo(tmp_path: Path, nombre: str, contenido: bytes, dice: str) -> None:
    """Nunca falla por el contenido: dice qué es."""
    ruta = tmp_path / nombre
    ruta.write_bytes(contenido)
    leido = _leer(ruta, PRODUCTO)

    assert leido.entradas == ()
    assert dice in leido.motivo


def test_bytes_al_azar_nunca_rompen_el_lector(tmp_path: Path) -> None:
    """Archivos de bytes y de texto al azar: cada uno da una frase y ningún código."""
    azar = random.Random(7)
    for numero in range(6):
        ruta = tmp_path / f"{numero}.csv"
        if numero % 2:
            ruta.write_bytes(azar.randbytes(300))
        else:
            ruta.write_text("".join(azar.choice("ab;,\n\"'áñ 9\t") for _ in range(300)), encoding="utf-8")
        leido = _leer(ruta, INDICADOR)
        assert (leido.entradas, bool(leido.motivo)) == ((), True)


@pytest.mark.skipif(not REALES.is_dir(), reason=f"no está la carpeta de catálogos reales ({REALES})")
@pytest.mark.parametrize(
    ("archivo", "tipo", "cuantos", "repetidas", "primero"),
    [
        ("divipola_2018_1122.csv", DIVIPOLA, 1122, 0, "05001"),
        ("divipola_municipios.csv", DIVIPOLA, 1104, 0, "05001"),
        ("fuentes_ccpet_cuipo.csv", FUENTE, 168, 0, "1.1.0.0.00"),
        ("productos_mga_parcial_desde_cali.csv", PRODUCTO, 552, 0, "0401013"),
        ("indicadores_mga_9dig_guatape.csv", INDICADOR, 77, 7, "170201000"),
    ],
)
def test_catalogos_reales(
    archivo: str, tipo: TipoCatalogo, cuantos: int, repetidas: int, primero: str
) -> None:
    """Los archivos publicados se leen enteros: todos sus códigos, con nombre y con su cero."""
    leido = _leer(REALES / archivo, tipo)

    assert (len(leido.entradas), leido.repetidas, leido.fuera, leido.sin_cero) == (cuantos, repetidas, (), ())
    assert leido.entradas[0].codigo == primero
    assert all(e.nombre for e in leido.entradas)
