"""``asistente pantallas``: todo lo que el asistente dice, en una página que se abre sin red."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from bot.cli.aplicacion import app
from bot.cli.espanol import OrdenEspanol, typer
from bot.cli.opciones import ComoJson
from bot.cli.salida import Codigo, ErrorDeOrden, avanzando, decir
from bot.registro import configurar_registro

if TYPE_CHECKING:
    from bot.pantallas.galeria import Galeria

TITULO = "Pantallas del asistente del Plan de Acción"
CarpetaDePantallas = Annotated[
    Path, typer.Option("--salida", help="Carpeta donde queda index.html; se crea si no existe.")
]


SoloOrdenes = Annotated[
    list[str] | None,
    typer.Option("--solo", help="Solo esa orden del chat y lo que abre; se puede repetir."),
]


@app.command("pantallas", cls=OrdenEspanol)
def pantallas(*, salida: CarpetaDePantallas, solo: SoloOrdenes = None, como_json: ComoJson = False) -> None:
    """Dibuja cada pantalla de cada diálogo y lo que cada orden contesta a cada rol.

    Recorre el asistente de verdad sobre un municipio ficticio en memoria: no toca su base ni la red.
    Falla si alguna pantalla está mal y dice cuál.

    Ejemplo: asistente pantallas --salida pantallas
    """
    from bot.pantallas.pagina import pagina
    from bot.pantallas.revisar import defectos

    configurar_registro("WARNING")
    salida.mkdir(parents=True, exist_ok=True)
    with avanzando("Recorriendo las pantallas", como_json):
        galeria = _recorrer(solo or [])
    archivo = salida / "index.html"
    archivo.write_text(pagina(galeria, TITULO), encoding="utf-8")
    malas = defectos(galeria)
    datos = {"archivo": str(archivo), "pantallas": len(galeria.escenas), "defectos": malas}
    decir(datos, f"{len(galeria.escenas)} pantallas en {archivo}", como_json)
    if malas:
        primeras = "\n".join(f"  {mala}" for mala in malas[:20])
        raise ErrorDeOrden(f"Pantallas por corregir: {len(malas)}\n{primeras}", Codigo.RECHAZADO)


def _recorrer(solo: list[str]) -> Galeria:
    from bot.ordenes.tabla import que_atiende
    from bot.pantallas.montaje import montar_ensayo
    from bot.pantallas.rondas import recorrer_algunas, recorrer_todo

    pedidas = frozenset(nombre.removeprefix("/") for nombre in solo)
    if desconocidas := sorted(pedidas - set(que_atiende())):
        raise ErrorDeOrden(
            f"No hay una orden del chat que se llame {desconocidas[0]}. Use una como «--solo avance».",
            Codigo.USO,
        )
    with tempfile.TemporaryDirectory() as carpeta:
        ensayo = montar_ensayo(Path(carpeta))
        return recorrer_algunas(ensayo, pedidas) if pedidas else recorrer_todo(ensayo)
