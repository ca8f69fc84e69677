"""Cuántos actos cuesta cada tarea: ``docs/recorridos.md`` dice lo que cuentan los guiones.

Un guion con ``tarea`` es una conversación que se prueba en cada corrida; aquí solo se cuentan sus actos
(mensajes y toques) desde ``empieza``, o desde el principio si no lo trae.

Uso:
    python .ci/recorridos.py               falla si el documento no dice lo mismo que los guiones
    python .ci/recorridos.py --actualizar  lo reescribe
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

RAIZ = Path(__file__).resolve().parents[1]
GUIONES = Path("tests/conversaciones/guiones")
DOCUMENTO = Path("docs/recorridos.md")
# Las tareas en el orden en que se cuentan, y a lo sumo cuántos actos pueden costar.
TAREAS: dict[str, int | None] = {
    "Vincularse": None,
    "Reportar desde el recordatorio": 4,
    "Reportar con una frase": 2,
    "Reportar paso a paso, con foto": None,
    "Reportar sin novedad": 2,
    "Reportar igual que el corte anterior": 2,
    "Registrar un gasto": None,
    "Corregir un reporte": 4,
    "Ver el estado": 1,
    "Revisar un reporte": 2,
    "Exportar el consolidado": 2,
}
_TOQUES = {"toca": 1, "toca_viejo": 1, "toca_dos_veces": 2}
_MENSAJES = ("escribe", "edita", "manda", "ubica", "responde")
_ENCABEZADO = """# Recorridos

Cuánto cuesta cada tarea del oficio, contado en actos: un acto es un mensaje o un toque. Sale de los
guiones que se prueban en cada corrida (`tests/conversaciones/guiones/`), desde que la persona empieza
hasta que ve su folio o su respuesta. Si un cambio alarga un recorrido, la prueba lo dice.
Para rehacerlo: `make recorridos`.
"""


@dataclass(frozen=True)
class Recorrido:
    """Una tarea contada.

    Attributes:
        actos: lo que la persona hace, en orden y como se lee.
    """

    tarea: str
    guion: str
    actos: tuple[str, ...]

    @property
    def tope(self) -> int | None:
        """A lo sumo cuántos actos puede costar; ``None`` = se cuenta, sin tope."""
        return TAREAS[self.tarea]


def contar(guion: dict[str, Any], nombre: str) -> Recorrido:
    """Los actos de un guion con ``tarea``."""
    actos: list[str] = []
    for paso in guion["pasos"]:
        if "empieza" in paso:
            actos = []
        actos += [dicho for verbo, valor in paso.items() for dicho in _dichos(verbo, valor)]
    return Recorrido(str(guion["tarea"]), nombre, tuple(actos))


def _dichos(verbo: str, valor: object) -> list[str]:
    if verbo in _TOQUES:
        return [f"toca **{valor}**"] * _TOQUES[verbo]
    if verbo == "adjunta":
        return [f"envía {nombre}" for nombre in (valor if isinstance(valor, list) else [valor])]
    return [f"escribe «{valor}»"] if verbo in _MENSAJES else []


def recorridos() -> list[Recorrido]:
    """Los de todos los guiones con ``tarea``, en el orden de ``TAREAS``."""
    hallados = []
    for archivo in sorted((RAIZ / GUIONES).glob("*.yaml")):
        guion = yaml.safe_load(archivo.read_text(encoding="utf-8"))
        if "tarea" in guion:
            hallados.append(contar(guion, archivo.stem))
    orden = list(TAREAS)
    sobran = sorted({r.tarea for r in hallados} - set(orden))
    if sobran:
        raise SystemExit(f"Tareas que .ci/recorridos.py no conoce: {', '.join(sobran)}")
    return sorted(hallados, key=lambda recorrido: (orden.index(recorrido.tarea), recorrido.guion))


def documento(contados: list[Recorrido]) -> str:
    """El documento entero."""
    tabla = ["| Tarea | Actos | Tope |", "| --- | ---: | ---: |"]
    tabla += [f"| {r.tarea} | {len(r.actos)} | {r.tope or '—'} |" for r in contados]
    partes = [_ENCABEZADO, "\n".join(tabla)]
    for recorrido in contados:
        pasos = "\n".join(f"{n}. {acto[0].upper()}{acto[1:]}" for n, acto in enumerate(recorrido.actos, 1))
        partes.append(f"## {recorrido.tarea}\n\nGuion `{recorrido.guion}`.\n\n{pasos}")
    return "\n\n".join(parte.strip() for parte in partes) + "\n"


def pasados(contados: list[Recorrido]) -> list[str]:
    """Lo que está mal: tareas sin guion, o que cuestan más de su tope."""
    faltan = [
        f"{tarea}: ningún guion la cuenta" for tarea in TAREAS if tarea not in {r.tarea for r in contados}
    ]
    largos = [
        f"{r.tarea}: {len(r.actos)} actos y el tope es {r.tope} ({r.guion})"
        for r in contados
        if r.tope is not None and len(r.actos) > r.tope
    ]
    return [*faltan, *largos]


def _principal(argumentos: list[str]) -> None:
    contados = recorridos()
    nuevo, archivo = documento(contados), RAIZ / DOCUMENTO
    if argumentos == ["--actualizar"]:
        archivo.write_text(nuevo, encoding="utf-8")
        print(f"{DOCUMENTO}: {len(contados)} tareas.")
    elif argumentos:
        raise SystemExit(__doc__)
    elif not archivo.exists() or archivo.read_text(encoding="utf-8") != nuevo:
        raise SystemExit(f"{DOCUMENTO} no está al día: corra «make recorridos».")
    if malos := pasados(contados):
        raise SystemExit("\n".join(malos))


if __name__ == "__main__":
    _principal(sys.argv[1:])
