"""La hoja Metas: el resultado que reportó el coordinador, al lado de las actividades y nunca en su lugar."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from almacen.libros.escritor import EscritorOpenpyxl
from dominio.modelo.consolidado import Consolidado
from dominio.modelo.identidad import IdMeta, IdPersona, IdResultado
from dominio.modelo.reporte import EstadoReporte
from dominio.modelo.resultado import EstadoDeMeta, ResultadoDeMeta
from dominio.valores.porcentaje import Porcentaje
from tests.libros.consolidados import CORTE, VIGENCIA, consolidado_de
from tests.libros.fabrica import fila, hacer, leer

REPORTADO = ResultadoDeMeta(
    id=IdResultado(1),
    folio="RM-2026-000012",
    vigencia=VIGENCIA,
    meta_id=IdMeta(1),
    meta_codigo="M-1",
    dependencia=None,
    corte=CORTE,
    valor=Decimal("40.5"),
    proyeccion=Decimal(90),
    logro="=1+1 no es una fórmula",
    analisis="Subió la cobertura",
    dificultades=None,
    aclaracion=None,
    estado=EstadoReporte.ENVIADO,
    extemporaneo=False,
    autor_id=IdPersona(1),
    autor="Ana Ruiz",
    reportado_en=datetime(2026, 9, 4, tzinfo=UTC),
    version=1,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Consolidado:
    """Una actividad de una meta, leída de un libro."""
    libro = leer(hacer(tmp_path_factory.mktemp("plan") / "p.xlsx", [fila(1)]))
    return consolidado_de(libro.plan)


def _fila_de_metas(consolidado: Consolidado, destino: Path) -> dict[str, object]:
    EscritorOpenpyxl().consolidado(consolidado, destino)
    hoja = openpyxl.load_workbook(destino)["Metas"]
    filas = list(hoja.iter_rows(min_row=3, values_only=True))
    return dict(zip(map(str, filas[0]), filas[1], strict=True))


def _con(base: Consolidado, **cambios: object) -> Consolidado:
    meta = base.metas[0][0]
    sano = EstadoDeMeta(meta, Decimal(100), REPORTADO, Porcentaje.de("40.5"), Porcentaje.de(10), 1)
    estado = replace(sano, **cambios)  # type: ignore[arg-type]
    return replace(base, resultados={meta.id: estado})


def test_resultado_reportado(base: Consolidado, tmp_path: Path) -> None:
    """Valor, parte de lo programado, corte, estado, folio y lo narrado; las actividades, aparte."""
    fila_escrita = _fila_de_metas(_con(base), tmp_path / "c.xlsx")

    assert fila_escrita["Resultado reportado"] == 40.5
    assert fila_escrita["Resultado / programado"] == 40.5
    assert (fila_escrita["Corte del resultado"], fila_escrita["Estado del resultado"]) == (
        "2026-T3",
        "Enviado",
    )
    assert fila_escrita["Folio del resultado"] == "RM-2026-000012"
    assert fila_escrita["Proyección de cierre"] == 90
    assert fila_escrita["Principal logro"] == "=1+1 no es una fórmula"
    assert fila_escrita["Avance de sus actividades"] != fila_escrita["Resultado / programado"]


@pytest.mark.parametrize(
    ("cambios", "dice"),
    [
        ({"ultimo": None, "avance": None}, "Sin reporte"),
        ({"ultimo": None, "avance": None, "omitida": True}, "Omisión"),
        ({"ultimo": None, "avance": None, "programado": None}, "Sin reporte"),
    ],
)
def test_sin_resultado_nunca_es_cero(
    base: Consolidado, tmp_path: Path, cambios: dict[str, object], dice: str
) -> None:
    """Lo omitido se dice con su nombre y su razón no aplica."""
    fila_escrita = _fila_de_metas(_con(base, **cambios), tmp_path / "c.xlsx")

    assert (fila_escrita["Resultado reportado"], fila_escrita["Resultado / programado"]) == (
        dice,
        "no aplica",
    )


def test_meta_no_programada_no_tiene_razon(base: Consolidado, tmp_path: Path) -> None:
    """Se ve lo que se reportó, y contra NP no se mide."""
    fila_escrita = _fila_de_metas(_con(base, programado=None, avance=None), tmp_path / "c.xlsx")

    assert (fila_escrita["Resultado reportado"], fila_escrita["Resultado / programado"]) == (
        40.5,
        "no aplica",
    )
