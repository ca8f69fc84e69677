"""De qué entidad y vigencia dice ser un libro: lo lee de la hoja «Control» de un consolidado nuestro."""

from __future__ import annotations

from collections.abc import Sequence

from almacen.libros.cuadricula import Cuadricula
from dominio.entender.texto import normalizar
from dominio.modelo.libro import Procedencia

HOJA = "Control"
ENTIDAD, VIGENCIA = "Código DIVIPOLA", "Vigencia"
_MAXIMO_FILAS = 40
_LARGO_DIVIPOLA = 5


def procedencia_de(hojas: Sequence[Cuadricula]) -> Procedencia | None:
    """Lo que dice la hoja «Control»; ``None`` si no la hay o no es de las nuestras."""
    hoja = next((una for una in hojas if normalizar(una.nombre) == normalizar(HOJA)), None)
    if hoja is None:
        return None
    datos = {
        normalizar(str(hoja.propia(fila, 1).valor)): str(hoja.propia(fila, 2).valor or "").strip()
        for fila in sorted(hoja.celdas)[:_MAXIMO_FILAS]
    }
    entidad = datos.get(normalizar(ENTIDAD), "")
    vigencia = datos.get(normalizar(VIGENCIA), "")
    if not (entidad.isdecimal() and vigencia.isdecimal() and len(vigencia) == len("2026")):
        return None
    # Si alguien guardó la celda como número, el cero del departamento se perdió.
    return Procedencia(entidad.zfill(_LARGO_DIVIPOLA), int(vigencia))
