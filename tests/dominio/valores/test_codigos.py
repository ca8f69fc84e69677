"""Códigos oficiales: texto con forma, y corrección que se propone pero no se aplica."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from dominio.errores import CodigoInvalido
from dominio.valores.codigos import ClaseBPIN, CodigoBPIN, CodigoDivipola, CodigoFuente, CodigoMGA, NivelMGA

REALES = Path(os.environ.get("ASISTENTE_DATOS_REALES", "../shared/datos"))


@pytest.mark.parametrize(
    ("texto", "clase", "anio", "divipola", "consecutivo"),
    [
        ("2024760010333", ClaseBPIN.TERRITORIAL, 2024, "76001", "0333"),
        ("2024257990001", ClaseBPIN.TERRITORIAL, 2024, "25799", "0001"),
        ("202400000006267", ClaseBPIN.PIIP, 2024, None, "00000006267"),
        ("20241301010001", ClaseBPIN.OTRA_SERIE, None, None, None),
        ("BP26005375", ClaseBPIN.PROPIO, None, None, None),
        ("PI99-000001", ClaseBPIN.PROPIO, None, None, None),
        ("51032024BP26004729", ClaseBPIN.PROPIO, None, None, None),
    ],
)
def test_bpin_reconoce_su_serie(
    texto: str, clase: ClaseBPIN, anio: int | None, divipola: str | None, consecutivo: str | None
) -> None:
    """13 dígitos llevan año, DIVIPOLA y consecutivo; 15 son de la PIIP; lo demás no se descompone."""
    bpin = CodigoBPIN(texto)

    assert (bpin.clase, bpin.anio, bpin.divipola, bpin.consecutivo) == (clase, anio, divipola, consecutivo)
    assert str(bpin) == texto


@pytest.mark.parametrize(
    "texto", ["", "N/A", "Sin formular", "12345", "2024", "0205760010333", "2.02476E+12", "٢" * 13]
)
def test_bpin_rechaza_lo_que_no_lo_es(texto: str) -> None:
    """«N/A», «Sin formular» y los números sueltos no son un código de proyecto."""
    with pytest.raises(CodigoInvalido) as error:
        CodigoBPIN(texto)

    assert error.value.campo == "codigo_bpin"
    assert error.value.datos["valor"] == texto


@pytest.mark.parametrize(
    ("clase", "texto", "propuesta"),
    [
        (CodigoBPIN, "2024009990001.0", "2024009990001"),
        (CodigoBPIN, "2024 76001 0333", "2024760010333"),
        (CodigoDivipola, "5001", "05001"),
        (CodigoDivipola, "5001.0", "05001"),
        (CodigoDivipola, "501", None),
        (CodigoDivipola, "00501", None),
        (CodigoDivipola, "Medellín", None),
        (CodigoMGA, "406010", "0406010"),
        (CodigoMGA, "40601000", "040601000"),
        (CodigoMGA, "45990260", None),
        (CodigoMGA, "4", "04"),
        (CodigoMGA, "2201\n", "2201"),
        (CodigoMGA, "N/A", None),
        (CodigoFuente, "1.2.4.1.1", "1.2.4.1.01"),
        (CodigoFuente, "121000", "1.2.1.0.00"),
        (CodigoFuente, "12430301", "1.2.4.3.03"),
        (CodigoFuente, "1,2,1,0,00", "1.2.1.0.00"),
        (CodigoFuente, "R121000", None),
    ],
)
def test_codigo_propone_pero_no_corrige(
    clase: type[CodigoBPIN | CodigoDivipola | CodigoMGA | CodigoFuente], texto: str, propuesta: str | None
) -> None:
    """El cero perdido o el «.0» de Excel se rechazan con la propuesta a la vista."""
    with pytest.raises(CodigoInvalido) as error:
        clase(texto)

    assert error.value.datos["propuesta"] == propuesta
    assert clase.posible_correccion(texto) == propuesta


def test_codigo_bueno_no_tiene_correccion_y_conserva_el_texto() -> None:
    """Un código con forma no se toca; ``de`` solo quita espacios de los bordes."""
    assert CodigoDivipola.posible_correccion("05001") is None
    assert CodigoDivipola.de(" 05001\n").texto == "05001"
    assert CodigoDivipola("05001").departamento == "05"
    with pytest.raises(TypeError):
        CodigoDivipola(5001)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("texto", "nivel"),
    [
        ("22", NivelMGA.SECTOR),
        ("2201", NivelMGA.PROGRAMA),
        ("0406010", NivelMGA.PRODUCTO),
        ("220102805", NivelMGA.INDICADOR),
    ],
)
def test_mga_dice_su_nivel_por_longitud(texto: str, nivel: NivelMGA) -> None:
    """Sector 2, programa 4, producto 7, indicador 9."""
    codigo = CodigoMGA(texto)

    assert codigo.nivel is nivel
    assert codigo.sector == texto[:2]
    assert codigo.exigir_nivel(nivel) == codigo


def test_mga_de_otro_nivel_propone_el_recorte() -> None:
    """Un indicador en la columna de producto (caso real) se rechaza y propone su producto."""
    with pytest.raises(CodigoInvalido) as error:
        CodigoMGA("240804400").exigir_nivel(NivelMGA.PRODUCTO)

    assert error.value.datos["propuesta"] == "2408044"
    assert CodigoMGA("240804400").en_nivel(NivelMGA.PRODUCTO) == CodigoMGA("2408044")
    assert CodigoMGA("2201").en_nivel(NivelMGA.PRODUCTO) is None


@pytest.mark.skipif(not (REALES / "catalogos").is_dir(), reason="sin la carpeta de datos reales")
def test_catalogos_reales_tienen_forma() -> None:
    """Todos los códigos de los catálogos oficiales guardados pasan la validación de forma."""
    casos = [
        ("fuentes_ccpet_cuipo.csv", "codigo", CodigoFuente, 168),
        ("productos_mga_parcial_desde_cali.csv", None, CodigoMGA, 500),
    ]
    for archivo, columna, clase, minimo in casos:
        with (REALES / "catalogos" / archivo).open(encoding="utf-8-sig", newline="") as abierto:
            filas = list(csv.DictReader(abierto))
        codigos = [fila[columna or next(iter(fila))] for fila in filas]
        assert len(codigos) >= minimo
        assert [c for c in codigos if clase.posible_correccion(c) is not None] == []
        for codigo in codigos:
            clase(codigo)
