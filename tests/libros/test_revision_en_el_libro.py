"""El consolidado dice quién revisó cada reporte, cuándo y qué observó."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from almacen.libros.escritor import EscritorOpenpyxl
from dominio.modelo.identidad import IdPersona
from dominio.modelo.revision import CampoObservado, Decision, Observacion, Revision, TipoReporte
from tests.libros.consolidados import consolidado_de
from tests.libros.fabrica import fila, hacer, leer

CUANDO = datetime(2026, 10, 2, 3, 30, tzinfo=UTC)  # 1 de octubre, 10:30 de la noche en Bogotá
EN_BOGOTA = "2026-10-01 22:30"
FALTA = Observacion("=Falta el soporte", None, CampoObservado.EVIDENCIA)


def _decision(folio: str, decision: Decision, observacion: Observacion | None = None) -> Revision:
    return Revision(TipoReporte.AVANCE, 1, folio, decision, observacion, IdPersona(9), "Pilar Mora", CUANDO)


def test_cada_reporte_lleva_su_revision_en_hora_de_bogota(tmp_path: Path) -> None:
    """Lo aprobado y lo devuelto, con quién y cuándo; lo que nadie ha revisado, vacío; nada es fórmula."""
    plan = leer(hacer(tmp_path / "p.xlsx", [fila(1), fila(2)])).plan
    revisiones = {
        "AV-2026-000001": _decision("AV-2026-000001", Decision.DEVUELTO, FALTA),
        "EJ-2026-000001": _decision("EJ-2026-000001", Decision.APROBADO),
    }
    EscritorOpenpyxl().consolidado(consolidado_de(plan, revisiones=revisiones), tmp_path / "c.xlsx")
    libro = openpyxl.load_workbook(tmp_path / "c.xlsx")

    assert _revisado(libro["Avances"], "AV-2026-000001") == (
        "Pilar Mora",
        EN_BOGOTA,
        "=Falta el soporte",
    )
    assert _revisado(libro["Avances"], "AV-2026-000002") == (None, None, None)
    assert _revisado(libro["Ejecución"], "EJ-2026-000001") == (
        "Pilar Mora",
        EN_BOGOTA,
        None,
    )
    assert all(celda.data_type != "f" for renglon in libro["Avances"].iter_rows() for celda in renglon)


def _revisado(hoja, folio):
    renglones = list(hoja.iter_rows())
    titulos = next([c.value for c in r] for r in renglones if any(c.value == "Revisado por" for c in r))
    columnas = [titulos.index(titulo) for titulo in ("Revisado por", "Fecha de revisión", "Observación")]
    propio = next(r for r in renglones if any(c.value == folio for c in r))
    quien, cuando, que = (propio[columna].value for columna in columnas)
    return quien, cuando and f"{cuando:%Y-%m-%d %H:%M}", que
