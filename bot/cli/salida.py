"""Lo que una orden dice: frases para personas o JSON para programas, y sus errores."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from pathlib import Path


class Codigo(IntEnum):
    """Códigos de salida del contrato."""

    HECHO = 0
    RECHAZADO = 1
    USO = 2
    AMBIENTE = 3


class ErrorDeOrden(Exception):
    """Una orden no se pudo cumplir: una frase y su código de salida."""

    def __init__(self, frase: str, codigo: Codigo = Codigo.RECHAZADO) -> None:
        """``frase`` dice qué pasó y qué hacer."""
        self.codigo = codigo
        super().__init__(frase)


def _convertir(valor: object) -> str:
    if isinstance(valor, datetime | date):
        return valor.isoformat()
    if isinstance(valor, Decimal):
        return str(valor)
    raise TypeError(f"sin forma JSON: {type(valor).__name__}")


def decir(datos: object, frase: str | Callable[[], str], como_json: bool) -> None:
    """Escribe ``datos`` como JSON o la frase, según lo pedido, en la salida estándar."""
    if como_json:
        texto = json.dumps(datos, ensure_ascii=False, default=_convertir)
    else:
        texto = frase() if callable(frase) else frase
    sys.stdout.write(texto + "\n")
    sys.stdout.flush()


def quejarse(frase: str) -> None:
    """Escribe una frase de error en la salida de errores."""
    sys.stderr.write(frase.rstrip() + "\n")
    sys.stderr.flush()


@contextmanager
def avanzando(rotulo: str, como_json: bool) -> Iterator[None]:
    """Muestra que se está trabajando, solo en una terminal y solo si tarda."""
    if como_json or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columnas = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columnas, console=Console(stderr=True), transient=True) as barra:
        barra.add_task(rotulo, total=None)
        yield


def exigir_xlsx(salida: Path) -> None:
    """El destino termina en .xlsx y su carpeta existe.

    Raises:
        ErrorDeOrden: con qué escribir.
    """
    if salida.suffix.lower() != ".xlsx":
        raise ErrorDeOrden(f"--salida debe terminar en .xlsx, no en «{salida.name}».", Codigo.USO)
    if not salida.resolve().parent.is_dir():
        raise ErrorDeOrden(f"No existe la carpeta {salida.parent}. Créela primero.", Codigo.USO)
