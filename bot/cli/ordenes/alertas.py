"""``asistente alertas``: qué hay que atender en el plan guardado, desde cuándo y quién debe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from bot.cli.aplicacion import app
from bot.cli.espanol import OrdenEspanol, typer
from bot.cli.opciones import Anio, CodigoEntidad, ComoJson, SoloDependencia
from bot.cli.puerta import abrir, contexto_de, vigencia_pedida
from bot.cli.salida import avanzando, decir, exigir_xlsx
from dominio.modelo.hallazgo import Severidad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dominio.modelo.alerta import Alerta, LibroDeAlertas

SoloSeveridad = Annotated[
    Severidad | None,
    typer.Option(
        "--severidad",
        help="Solo las graves (error), las advertencias o las informativas; por omisión, todas.",
    ),
]
SalidaDe = Annotated[
    Path | None, typer.Option("--salida", help="Además escribe la lista en este archivo .xlsx.")
]


@app.command("alertas", cls=OrdenEspanol)
def alertas(
    *,
    entidad: CodigoEntidad,
    vigencia: Anio,
    dependencia: SoloDependencia = None,
    severidad: SoloSeveridad = None,
    salida: SalidaDe = None,
    como_json: ComoJson = False,
) -> None:
    """Dice qué hay que atender hoy: regla, objeto, desde cuándo, qué hacer y quién debe hacerlo.

    Ejemplo: asistente alertas --entidad 76001 --vigencia 2026 --dependencia salud --salida alertas.xlsx
    """
    from dataclasses import replace

    from dominio.casos.alertas import anotar_libro_de_alertas, libro_de_alertas

    if salida is not None:
        exigir_xlsx(salida)
    anio = vigencia_pedida(vigencia)
    with abrir() as herramientas:
        with (
            avanzando("Buscando lo que hay que atender", como_json),
            herramientas.almacen.lectura() as unidad,
        ):
            libro = libro_de_alertas(contexto_de(herramientas, unidad, entidad), anio, dependencia)
        vistas = tuple(a for a in libro.alertas if severidad in (None, a.severidad))
        libro = replace(libro, alertas=vistas)
        if salida is not None:
            herramientas.escritor.alertas(libro, salida)
            with herramientas.almacen.unidad() as unidad:
                anotar_libro_de_alertas(contexto_de(herramientas, unidad, entidad), libro)
                unidad.confirmar()
    decir([_como_dato(alerta) for alerta in vistas], lambda: _en_palabras(libro, salida), como_json)


def _como_dato(alerta: Alerta) -> dict[str, object]:
    return {
        "regla": alerta.regla,
        "severidad": alerta.severidad.value,
        "objeto": alerta.objeto,
        "nombre": alerta.nombre,
        "dependencia": alerta.dependencia,
        "desde": alerta.desde,
        "que_pasa": alerta.que_pasa,
        "que_hacer": alerta.que_hacer,
        "quien": alerta.quien,
    }


def _en_palabras(libro: LibroDeAlertas, salida: Path | None) -> str:
    from bot.textos.alertas import cuantas

    lineas = _renglones(libro.alertas) or ["No hay nada por atender."]
    contadas = cuantas(*(sum(a.severidad is una for a in libro.alertas) for una in Severidad))
    lineas.append(f"\n{libro.ambito or libro.entidad}, {libro.vigencia}: {contadas}.")
    if salida is not None:
        lineas.append(f"Escrito en {salida}.")
    return "\n".join(lineas)


def _renglones(vistas: Sequence[Alerta]) -> list[str]:
    """Una alerta por renglón: lo que pasa, y debajo qué se hace y quién."""
    from bot.textos.alertas import PESOS, nombre_de_regla

    return [
        f"{PESOS[a.severidad]!s:<11}  {a.objeto}  {nombre_de_regla(a.regla)}"
        f"{'' if a.desde is None else f' (desde {a.desde:%d/%m/%Y})'}\n"
        f"    {a.que_pasa} {a.que_hacer} Debe: {a.quien}."
        for a in vistas
    ]
