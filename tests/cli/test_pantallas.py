"""``asistente pantallas`` en la terminal; la página que escribe se prueba en ``tests/pantallas``."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.aplicacion import ejecutar


def test_pantallas_sin_carpeta_es_uso_equivocado(capsys: pytest.CaptureFixture[str]) -> None:
    """Sin --salida se dice que falta."""
    assert ejecutar(["pantallas"]) == 2
    assert "--salida" in capsys.readouterr().err


def test_pantallas_en_un_sitio_imposible_lo_dice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Si la carpeta no se puede crear se sabe antes de recorrer nada, y es del ambiente."""
    (tmp_path / "archivo").write_text("", encoding="utf-8")

    assert ejecutar(["pantallas", "--salida", str(tmp_path / "archivo" / "dentro")]) == 3
    assert "no dejó leer o escribir" in capsys.readouterr().err


def test_pantallas_de_una_orden_que_no_existe_lo_dice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--solo con un nombre cualquiera no dibuja una página vacía."""
    assert ejecutar(["pantallas", "--salida", str(tmp_path), "--solo", "inventada"]) == 2
    assert "inventada" in capsys.readouterr().err
