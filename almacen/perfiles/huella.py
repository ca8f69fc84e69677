"""La huella de un formato: con ella se reconoce el mismo libro el trimestre o el año siguiente."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from almacen.perfiles.series import sin_periodo
from almacen.perfiles.tabla import Tabla

_SEPARA_COLUMNAS, _SEPARA_HOJAS = "\x1f", "\x1e"


def huella_de(tablas: Sequence[Tabla]) -> str:
    """SHA-256 de los encabezados, en su orden, sin años ni periodos; una tabla por formato distinto.

    El nombre de la hoja y la fila del encabezado no cuentan: cambian de un envío a otro.
    """
    hojas = [
        _SEPARA_COLUMNAS.join(sin_periodo(columna.rotulo) for columna in tabla.columnas if columna.rotulo)
        for tabla in tablas
    ]
    return hashlib.sha256(_SEPARA_HOJAS.join(sorted(hojas)).encode()).hexdigest()
