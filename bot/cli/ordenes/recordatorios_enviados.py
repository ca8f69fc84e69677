"""``asistente recordatorios enviados``: la lista de lo que se recordó, para leerla en planeación."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from bot.cli.espanol import OrdenEspanol, typer
from bot.cli.opciones import Anio, CodigoEntidad, ComoJson, SoloDependencia
from bot.cli.ordenes.recordatorios import recordatorios
from bot.cli.puerta import abrir, contexto_de, fecha_pedida, vigencia_pedida
from bot.cli.salida import Codigo, ErrorDeOrden, avanzando, decir

ListaEscrita = Annotated[Path, typer.Option("--salida", help="Archivo .csv o .xlsx que se escribe.")]
Desde = Annotated[str | None, typer.Option("--desde", help="Primer día, incluido: 2026-07-01.")]
Hasta = Annotated[str | None, typer.Option("--hasta", help="Último día, incluido: 2026-09-30.")]


@recordatorios.command("enviados", cls=OrdenEspanol)
def enviados(
    *,
    entidad: CodigoEntidad,
    vigencia: Anio,
    salida: ListaEscrita,
    desde: Desde = None,
    hasta: Hasta = None,
    dependencia: SoloDependencia = None,
    como_json: ComoJson = False,
) -> None:
    """Escribe la lista de recordatorios: a quién, cuándo, qué pasó, qué contestó y el reporte que llegó.

    Ejemplo: asistente recordatorios enviados --entidad 76001 --vigencia 2026 --salida recordatorios.csv
    """
    from dominio.casos.seguimiento import anotar_lista_de_enviados, lista_de_enviados

    _exigir_destino(salida)
    anio, entre = vigencia_pedida(vigencia), (fecha_pedida(desde), fecha_pedida(hasta))
    with abrir() as herramientas:
        with avanzando("Armando la lista", como_json):
            with herramientas.almacen.lectura() as unidad:
                contexto = contexto_de(herramientas, unidad, entidad)
                lista = lista_de_enviados(contexto, anio, entre, dependencia)
            herramientas.escritor.recordatorios(lista, salida)
        with herramientas.almacen.unidad() as unidad:
            anotar_lista_de_enviados(contexto_de(herramientas, unidad, entidad), lista)
            unidad.confirmar()
    datos = {"archivo": str(salida), "vigencia": anio.anio, "recordatorios": len(lista.filas)}
    decir(datos, f"Lista escrita en {salida}: {len(lista.filas)} recordatorios.", como_json)


def _exigir_destino(salida: Path) -> None:
    if salida.suffix.lower() not in (".csv", ".xlsx"):
        raise ErrorDeOrden(f"--salida debe terminar en .csv o .xlsx, no en «{salida.name}».", Codigo.USO)
    if not salida.resolve().parent.is_dir():
        raise ErrorDeOrden(f"No existe la carpeta {salida.parent}. Créela primero.", Codigo.USO)
