"""Los cortes desde la línea de órdenes: se revisa antes y solo se guarda con --confirmar."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from almacen.reloj import RelojDelSistema
from dominio.valores.fechas import fecha_bogota
from tests.cli.conftest import Orden
from tests.cli.libro import escribir_plan

# El primer trimestre de 2026 ya cerró: lo que se prueba sirve cualquier día de después.
PRIMERO = ("--entidad", "76999", "--corte", "2026-T1")


@pytest.fixture
def con_plan(con_entidad: Orden, tmp_path: Path) -> Orden:
    """La entidad con su plan de 2026 ya cargado."""
    libro = escribir_plan(tmp_path / "plan.xlsx")
    hecha = con_entidad("importar", str(libro), "--entidad", "76999", "--vigencia", "2026", "--confirmar")
    assert hecha.codigo == 0, hecha.errores
    return con_entidad


def _primero(orden: Orden) -> dict[str, Any]:
    listado = orden("corte", "listar", "--entidad", "76999", "--json").json
    return next(uno for uno in listado if uno["corte"] == "2026-T1")


def _en_dias(cuantos: int) -> str:
    return (fecha_bogota(RelojDelSistema().ahora()) + timedelta(days=cuantos)).isoformat()


def test_corte_se_reabre_y_se_cierra(con_plan: Orden) -> None:
    """Reabrir y cerrar cambian el estado y quedan como dos decisiones; cerrar otra vez se rechaza."""
    hasta = ("--hasta", _en_dias(5), "--motivo", "Llegó un oficio")

    assert con_plan("corte", "reabrir", *PRIMERO, *hasta, "--confirmar").codigo == 0
    assert _primero(con_plan)["estado"] == "reabierto"
    cierre = con_plan("corte", "cerrar", *PRIMERO, "--confirmar", "--json").json
    assert cierre["guardado"]
    assert "actividad" in {omision["clase"] for omision in cierre["por_reportar"]}
    assert (_primero(con_plan)["estado"], _primero(con_plan)["decisiones"]) == ("cerrado", 2)
    repetido = con_plan("corte", "cerrar", *PRIMERO, "--confirmar")
    assert repetido.codigo == 1
    assert "asistente corte reabrir" in repetido.errores


def test_corte_sin_confirmar_no_cambia(con_plan: Orden) -> None:
    """Sin --confirmar se ve lo que falta y de quién, y nada queda guardado."""
    ensayo = con_plan("corte", "reabrir", *PRIMERO, "--hasta", _en_dias(5), "--motivo", "Oficio")

    assert ensayo.codigo == 0
    assert "Faltan por reportar" in ensayo.salida
    assert "No se guardó nada" in ensayo.salida
    assert _primero(con_plan)["decisiones"] == 0


@pytest.mark.parametrize(
    ("argumentos", "frase"),
    [
        (("--hasta", "mañana", "--motivo", "x"), "no es una fecha"),
        (("--hasta", "2019-01-01", "--motivo", "x"), "La fecha debe estar entre"),
        (("--hasta", "{cerca}"), "--motivo"),
    ],
)
def test_corte_mal_pedido_se_explica(con_plan: Orden, argumentos: tuple[str, ...], frase: str) -> None:
    """Una fecha que no es, una que no cabe y un motivo que falta: cada una con su frase."""
    dichos = [dicho.replace("{cerca}", _en_dias(3)) for dicho in argumentos]
    mala = con_plan("corte", "reabrir", *PRIMERO, *dichos, "--confirmar")

    assert mala.codigo == 1
    assert frase in mala.errores
    assert _primero(con_plan)["decisiones"] == 0
