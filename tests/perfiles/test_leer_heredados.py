"""Una duda sobre un valor heredado se señala en la celda donde está escrito."""

from __future__ import annotations

from typing import Any

import pytest

from tests.perfiles.a_mano import campo
from tests.perfiles.libros import PLAN, dudas, escribir, leer, perfil_de_plan, renglon, tabla


def _combinar(pagina: Any) -> None:
    pagina.merge_cells("H2:H3")


@pytest.mark.parametrize("retocar", [None, _combinar])
def test_un_valor_ilegible_se_dice_una_vez(tmp_path, retocar):
    """Lo ilegible que heredan varias filas es una sola duda, en la celda que sí está escrita."""
    filas = [{**renglon(1), "Meta 2026": "40 viviendas"}, {**renglon(2), "Meta 2026": None}]
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": tabla(filas)}, retocar)
    forma = perfil_de_plan(campo(PLAN, "meta_vigencia", "Meta 2026", hereda=True))
    assert dudas(leer(ruta, forma)) == [("H2", "numero_ilegible")]


@pytest.mark.parametrize("hereda", [True, False])
def test_una_contradiccion_se_dice_donde_esta_escrita(tmp_path, hereda):
    """Si el valor que contradice viene de una combinada, la duda es de su primera celda y una sola."""
    filas = [
        {**renglon(1), "Indicador": "Viviendas"},
        {**renglon(2), "Indicador": "Sedes"},
        {**renglon(3), "Indicador": None},
    ]

    def retocar(pagina: Any) -> None:
        pagina.merge_cells("H3:H4")

    ruta = escribir(tmp_path / "l.xlsx", {"Plan": tabla(filas)}, retocar)
    forma = perfil_de_plan(campo(PLAN, "indicador", "Indicador", hereda=hereda))
    assert dudas(leer(ruta, forma)) == [("H3", "renglones_contradictorios")]
