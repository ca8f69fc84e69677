"""R9: entender una frase no se nota, y diez veces más plan no cuesta diez veces más."""

from __future__ import annotations

import csv
import random
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.ordenes.parecidos import parecidos
from dominio.entender.frase import entender
from dominio.entender.indice import IndiceDeFrases
from dominio.modelo.identidad import IdDependencia, IdMeta, IdProyecto
from dominio.modelo.plan import Renglon
from tests.dominio.reglas.fabrica import renglon
from tests.rendimiento.cifras import VUELTAS, Cifra, mostrar

CHICO, GRANDE = 500, 5000
HOY = date(2026, 9, 4)
CORPUS = Path(__file__).parents[1] / "dominio" / "entender" / "frases_propias.csv"
_VERBOS = ("Construir", "Mejorar", "Realizar", "Dotar", "Contratar", "Optimizar", "Instalar", "Capacitar")
_COSAS = (
    *("placa huella", "acueducto", "alcantarillado", "escuela", "puesto de salud", "parque", "biblioteca"),
    *("cancha", "vía terciaria", "puente peatonal", "mercado campesino", "taller de danza", "semáforos"),
    *("jornada de vacunación", "cámaras", "subsidios de vivienda", "computadores", "red eléctrica"),
)
_SILABAS = ("ca", "me", "lo", "ti", "bu", "ra", "sen", "pla", "gue", "dor", "mi", "vi", "tu", "nar", "fe")


def plan(actividades: int) -> tuple[list[Renglon], list[str]]:
    """Un plan de ese tamaño con nombres variados, siempre el mismo, y los lugares que nombra."""
    azar = random.Random(7)
    lugares = ["".join(azar.choices(_SILABAS, k=3)).capitalize() for _ in range(max(60, actividades // 8))]
    renglones = []
    for n in range(actividades):
        cosa, meta = azar.choice(_COSAS), n // 3
        hecha = renglon(
            n + 1,
            codigo=f"A-{n + 1:04d}",
            nombre=f"{azar.choice(_VERBOS)} {cosa} en {azar.choice(lugares)} y {azar.choice(lugares)}",
            dependencia_id=IdDependencia(n % 18 + 1),
            dependencia_codigo=str(n % 18 + 1),
            dependencia=f"Secretaría de {_COSAS[n % 18]}",
            meta_id=IdMeta(meta),
            meta_codigo=f"{2000 + meta // 40}-{meta % 40:02d}",
            proyecto_id=IdProyecto(meta // 2),
            bpin=str(2024000000000 + meta // 2),
            proyecto=f"Fortalecimiento de {azar.choice(_COSAS)} en {azar.choice(lugares)}",
            programa_codigo=str(2000 + meta // 40),
            programa=f"Programa de {azar.choice(_COSAS)}",
        )
        renglones.append(replace(hecha, meta=f"{azar.choice(_VERBOS)} {azar.choice(_COSAS)}"))
    return renglones, lugares


def frases(lugares: Sequence[str]) -> list[str]:
    """Las del corpus, y otras que nombran cosas de ese plan."""
    with CORPUS.open(encoding="utf-8", newline="") as abierto:
        propias = [fila["frase"] for fila in csv.DictReader(abierto, delimiter=";")]
    del_plan = [f"{cosa} de {lugar} va en 45" for cosa in _COSAS for lugar in lugares[:12]]
    return propias[::2] + del_plan


def medir(vueltas: int) -> tuple[list[float], list[float]]:
    """Milisegundos de cada frase con el plan chico y con el grande, en vueltas intercaladas."""
    planes = {tamano: plan(tamano) for tamano in (CHICO, GRANDE)}
    indices = {tamano: IndiceDeFrases(renglones) for tamano, (renglones, _) in planes.items()}
    tiempos: dict[int, list[float]] = {CHICO: [], GRANDE: []}
    for vuelta in range(vueltas + 1):
        for tamano, indice in indices.items():
            for frase in frases(planes[tamano][1]):
                comienzo = time.perf_counter()
                entender(frase, indice, frozenset(), HOY, parecidos=parecidos)
                # La primera vuelta calienta: arma lo que el índice deja para cuando se necesite.
                if vuelta:
                    tiempos[tamano].append((time.perf_counter() - comienzo) * 1000)
    return tiempos[CHICO], tiempos[GRANDE]


def cifras(vueltas: int = VUELTAS) -> Sequence[Cifra]:
    """R9."""
    chico, grande = medir(vueltas)
    mediana, p95 = statistics.median(grande), statistics.quantiles(grande, n=20)[-1]
    crece = mediana / statistics.median(chico)
    detalle = {"frases": len(grande), "chico_ms": round(statistics.median(chico), 3), "max_ms": max(grande)}
    return [
        Cifra("R9.mediana", mediana, 20, es_tope=True, detalle=detalle),
        Cifra("R9.p95", p95, 40, es_tope=True, detalle=detalle),
        Cifra("R9.crecimiento", crece, 3, es_tope=True, detalle=detalle),
    ]


if __name__ == "__main__":
    sys.exit(mostrar(cifras(int(sys.argv[1]) if len(sys.argv) > 1 else VUELTAS)))
