"""Leer un corpus de frases, entenderlas y contar en qué falla."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from dominio.entender.frase import entender
from dominio.entender.indice import IndiceDeFrases
from dominio.modelo.entendido import ESCRIBEN, Entendido, Intencion
from dominio.modelo.plan import Renglon
from tests.dominio.entender.plan_propio import Bloque, armar, plan_propio

COMPARTIDO = Path(os.environ.get("ASISTENTE_FRASES", "../shared/frases"))
AQUI = Path(__file__).parent
HOY = date(2026, 9, 4)  # viernes


@dataclass
class Notas:
    """Qué tan bien se entendió un corpus."""

    total: int = 0
    intenciones: list[str] = field(default_factory=list)
    valores: list[str] = field(default_factory=list)
    escrituras_falsas: list[str] = field(default_factory=list)

    @property
    def por_intencion(self) -> float:
        """Fracción de frases con la intención esperada."""
        return 1 - len(self.intenciones) / self.total

    @property
    def por_valores(self) -> float:
        """Fracción de frases con el objeto, el porcentaje, el momento y el monto esperados."""
        return 1 - len(self.valores) / self.total


def calificar(ruta: Path, renglones: Sequence[Renglon]) -> Notas:
    """Entiende cada frase del archivo sobre ese plan y la compara con lo esperado."""
    indice = IndiceDeFrases(renglones)
    notas = Notas()
    with ruta.open(encoding="utf-8", newline="") as abierto:
        for fila in csv.DictReader(abierto, delimiter=";"):
            leido = entender(fila["frase"], indice, frozenset(), HOY)
            notas.total += 1
            if leido.intencion != fila["intencion"]:
                notas.intenciones.append(f"{fila['frase']}: {leido.intencion}, no {fila['intencion']}")
                if leido.intencion in ESCRIBEN and Intencion(fila["intencion"]) not in ESCRIBEN:
                    notas.escrituras_falsas.append(fila["frase"])
            esperado = tuple(fila[campo] for campo in ("objeto", "porcentaje", "momento", "monto"))
            if valores_de(leido) != esperado:
                notas.valores.append(f"{fila['frase']}: {valores_de(leido)}, no {esperado}")
    return notas


def valores_de(leido: Entendido) -> tuple[str, str, str, str]:
    """Objeto, porcentaje, momento y monto como los escribe el corpus; al corregir no hay valor nuevo."""
    objeto = "|".join(o.codigo or o.nombre for o in leido.objetos)
    if leido.intencion is Intencion.CORREGIR:
        return objeto, "", "", ""
    porcentaje = (
        "" if leido.porcentaje is None else f"{leido.porcentaje.a_decimal():f}".rstrip("0").rstrip(".")
    )
    monto = "" if leido.monto is None else f"{leido.monto.a_decimal():f}".removesuffix(".00")
    return objeto, porcentaje, leido.momento or "", monto


@cache
def indice_propio() -> IndiceDeFrases:
    """El índice del plan propio."""
    return IndiceDeFrases(plan_propio())


def leer(frase: str, indice: IndiceDeFrases | None = None) -> Entendido:
    """Lo entendido de una frase sobre el plan propio, sin actividades a cargo."""
    return entender(frase, indice or indice_propio(), frozenset(), HOY)


def codigos(leido: Entendido) -> list[str]:
    """Los códigos de los objetos, de mejor a peor."""
    return [objeto.codigo or objeto.nombre for objeto in leido.objetos]


def plan_de_ejemplo() -> Sequence[Renglon]:
    """El plan del libro compartido; salta la prueba si no está."""
    ruta = COMPARTIDO / "plan-ejemplo.xlsx"
    if not ruta.exists():
        pytest.skip(f"No está {ruta}")
    openpyxl = pytest.importorskip("openpyxl")
    encabezado, *filas = list(
        openpyxl.load_workbook(ruta, data_only=True).worksheets[0].iter_rows(min_row=3, values_only=True)
    )
    bloques: dict[str, Bloque] = {}
    for valores in filas:
        fila = {titulo: "" if v is None else str(v) for titulo, v in zip(encabezado, valores, strict=True)}
        programa = (fila["Código del programa"], fila["Programa"])
        proyecto = (fila["Código BPIN"], fila["Proyecto"])
        meta = fila["Código de meta"]
        previas = bloques[meta][4] if meta in bloques else ()
        bloques[meta] = (
            (fila["Código dependencia"], fila["Dependencia"]),
            programa if programa[1] else None,
            proyecto if proyecto[1] else None,
            (meta, fila["Meta"]),
            tuple(dict.fromkeys((*previas, (fila["Código de actividad"], fila["Actividad"])))),
        )
    # Los proyectos con varias metas comparten número en el libro; aquí basta el nombre.
    return armar(tuple(bloques.values()))
