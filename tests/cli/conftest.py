"""La línea de órdenes corrida como la corre una persona, con su base y su carpeta propias."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli.aplicacion import ejecutar


@dataclass(frozen=True)
class Corrida:
    """Lo que dejó una orden."""

    codigo: int
    salida: str
    errores: str

    @property
    def json(self) -> Any:
        """La salida leída como JSON."""
        return json.loads(self.salida)


Orden = Callable[..., Corrida]


@pytest.fixture
def orden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Orden:
    """Corre ``asistente …`` en una carpeta vacía y devuelve código, salida y errores."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASISTENTE_DATOS", str(tmp_path / "datos"))

    def correr(*argumentos: str, **ambiente: str) -> Corrida:
        for nombre, valor in ambiente.items():
            monkeypatch.setenv(f"ASISTENTE_{nombre.upper()}", valor)
        capsys.readouterr()
        codigo = ejecutar(argumentos)
        dicho = capsys.readouterr()
        return Corrida(codigo, dicho.out, dicho.err)

    return correr


@pytest.fixture
def con_entidad(orden: Orden) -> Orden:
    """La misma, con la base migrada y la entidad 76999 registrada."""
    assert orden("migrar").codigo == 0
    assert orden("entidad", "crear", "--codigo", "76999", "--nombre", "Municipio de Prueba").codigo == 0
    return orden
