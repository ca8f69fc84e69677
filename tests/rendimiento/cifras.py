"""Vueltas intercaladas, razones por pareja y su mediana; salida legible y JSON."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

VUELTAS = 7


@dataclass(frozen=True)
class Cifra:
    """Una meta y lo medido.

    Attributes:
        nombre: «R1.cpu».
        valor: mediana de las razones, o el valor mismo.
        meta: tope o piso.
        es_tope: si ``valor`` debe ser menor o igual que la meta.
        detalle: lo demás, por vuelta.
    """

    nombre: str
    valor: float
    meta: float
    es_tope: bool
    detalle: Mapping[str, object]

    @property
    def cumple(self) -> bool:
        """Si alcanza la meta."""
        return self.valor <= self.meta if self.es_tope else self.valor >= self.meta

    def cumple_con(self, holgura: float) -> bool:
        """Si alcanza la meta con esa holgura (0,2 = veinte por ciento), por el ruido de la máquina."""
        if self.es_tope:
            return self.valor <= self.meta * (1 + holgura)
        return self.valor >= self.meta * (1 - holgura)


def razon(nuestras: Sequence[float], varas: Sequence[float]) -> float:
    """Mediana de la razón de cada pareja de vueltas."""
    return statistics.median(nuestra / vara for nuestra, vara in zip(nuestras, varas, strict=True))


def mostrar(cifras: Sequence[Cifra]) -> int:
    """Imprime las cifras y, al final, el JSON; 1 si alguna meta no se alcanza."""
    for cifra in cifras:
        signo = "≤" if cifra.es_tope else "≥"
        estado = "sí" if cifra.cumple else "NO"
        sys.stdout.write(f"{cifra.nombre:<16}{cifra.valor:>10.3f}  {signo} {cifra.meta:<8g} {estado}\n")
    crudo = [{**vars(cifra), "cumple": cifra.cumple} for cifra in cifras]
    sys.stdout.write(json.dumps(crudo, ensure_ascii=False) + "\n")
    return 0 if all(cifra.cumple for cifra in cifras) else 1
