"""Los códigos dudosos de los libros reales de las entidades, leídos con el perfil que se propone solo."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from almacen.libros.lector import LectorAislado
from almacen.libros.lector_catalogo import LectorDeCatalogosAislado
from dominio.modelo.catalogo import Catalogo, Catalogos, TipoCatalogo
from dominio.modelo.lectura import CodigoDudoso
from dominio.reglas.codigos import aceptadas, revisar_codigos
from dominio.reglas.correccion_de_codigos import aplicar_correcciones
from tests.dominio.reglas.catalogos import FECHA

REALES = Path(os.environ.get("ASISTENTE_DATOS_REALES", "../shared/datos"))
pytestmark = pytest.mark.skipif(not REALES.is_dir(), reason=f"no está la carpeta de datos reales ({REALES})")


def _catalogo(tipo: TipoCatalogo, archivo: str) -> Catalogos:
    leido = LectorDeCatalogosAislado().leer(REALES / "catalogos" / archivo, tipo)
    return Catalogos({tipo: Catalogo(tipo, FECHA, {e.codigo: e for e in leido.entradas})})


def _por_clase(codigos: tuple[CodigoDudoso, ...], clase: str) -> list[CodigoDudoso]:
    return [d for d in codigos if d.clase == clase]


def test_productos_que_perdieron_el_cero() -> None:
    """En el cuadro de seguimiento, los productos del sector 04 llegan con seis cifras: se propone su cero."""
    ruta = REALES / "reales" / "cali-cuadro1S-2025-trimestre1.xlsx"
    lector = LectorAislado()
    libro = lector.leer(ruta, 2025, None, lector.proponer(ruta, 2025).perfil)
    catalogos = _catalogo(TipoCatalogo.PRODUCTO, "productos_mga_parcial_desde_cali.csv")
    dudosos = _por_clase(revisar_codigos(libro, catalogos), "producto_mga")
    corregido = aplicar_correcciones(libro, aceptadas(dudosos, {"todas"}))

    assert {d.trae for d in dudosos if len(d.trae) == 6} >= {"406010", "406016", "401103"}
    assert all(d.propone == "0" + d.trae for d in dudosos if len(d.trae) == 6)
    assert _por_clase(revisar_codigos(corregido, catalogos), "producto_mga") == []
    assert len(corregido.plan) == len(libro.plan)


def test_fondos_sin_puntos() -> None:
    """En la ejecución, cada fondo conocido se propone como su fuente; los que llevan letra se preguntan."""
    ruta = REALES / "reales" / "cali-ejecucion-2025-marzo.csv"
    lector = LectorAislado()
    libro = lector.leer(ruta, 2025, None, lector.proponer(ruta, 2025).perfil)
    fuentes = _catalogo(TipoCatalogo.FUENTE, "fuentes_ccpet_cuipo.csv")
    por_codigo = {d.trae: d for d in _por_clase(revisar_codigos(libro, fuentes), "fuente")}

    assert por_codigo["121000"].propone == "1.2.1.0.00"
    assert por_codigo["R121000"].propone is None
    assert fuentes.fuente is not None
    assert all(d.propone in fuentes.fuente for d in por_codigo.values() if d.propone)
    assert sum(d.veces for d in por_codigo.values()) == sum(bool(f.fuente_codigo) for f in libro.ejecucion)


def test_indicadores_en_la_columna_del_producto() -> None:
    """Donde todos los productos tienen nueve cifras no hay setenta errores: es como la entidad los llama."""
    ruta = REALES / "reales" / "guatape-plan-accion-2026.xlsx"
    lector = LectorAislado()
    libro = lector.leer(ruta, 2026, None, lector.proponer(ruta, 2026).perfil)

    assert libro.plan
    assert len(revisar_codigos(libro)) <= 5
