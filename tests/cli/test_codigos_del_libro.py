"""Los códigos dudosos de un libro en ``asistente importar``: se dicen y se aceptan por su clave."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Orden
from tests.cli.libro_ajeno import escribir_ajeno, filas_de

PEDIDO = ("--entidad", "76999", "--vigencia", "2026", "--perfil", "auto")


def test_codigo_por_aceptar_que_no_existe_se_rechaza(con_entidad: Orden, tmp_path: Path) -> None:
    """Una clave mal escrita no se ignora: se dice que no hay esa corrección."""
    corrida = con_entidad(
        "importar", str(escribir_ajeno(tmp_path / "l.xlsx")), *PEDIDO, "--aceptar-codigo", "fuente:nada"
    )

    assert corrida.codigo == 1
    assert "--aceptar-codigo «fuente:nada»" in corrida.errores


def test_explicar_dice_los_codigos_dudosos(con_entidad: Orden, tmp_path: Path) -> None:
    """Lo que la importación muestra como dudoso también sale al explicar."""
    filas = filas_de("1905", "Salud")
    filas[0] = (*filas[0][:2], "2025-76999", *filas[0][3:])
    libro = escribir_ajeno(
        tmp_path / "l.xlsx", {"Sec. Salud": filas, "Sec. Obras": filas_de("2402", "Obras")}
    )
    pedido = ("importar", str(libro), *PEDIDO)

    explicado = con_entidad(*pedido, "--explicar", "--json").json["codigos"]
    revisado = con_entidad(*pedido, "--json").json["codigos"]

    assert "bpin:2025-76999" in [uno["clave"] for uno in explicado]
    assert explicado == revisado
