"""``asistente exportar formato``: el plan en el formato en que la entidad lo entregó."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated

from bot.cli.espanol import OrdenEspanol, typer
from bot.cli.opciones import Anio, CodigoEntidad, ComoJson, CorteDe, Salida
from bot.cli.ordenes.libros import exportar
from bot.cli.puerta import abrir, contexto_de, vigencia_pedida
from bot.cli.salida import avanzando, decir, exigir_xlsx

if TYPE_CHECKING:
    from bot.armado import Herramientas
    from dominio.casos.contexto import Contexto

DelPerfil = Annotated[
    str | None,
    typer.Option("--perfil", help="Nombre del formato; por omisión, el del último libro que se guardó."),
]


@exportar.command("formato", cls=OrdenEspanol)
def formato(
    *,
    entidad: CodigoEntidad,
    vigencia: Anio,
    salida: Salida,
    perfil: DelPerfil = None,
    corte: CorteDe = None,
    como_json: ComoJson = False,
) -> None:
    """Devuelve el último libro de la entidad, en su formato y lleno.

    Ejemplo: asistente exportar formato --entidad 76001 --vigencia 2026 --salida seguimiento.xlsx
    """
    from bot.tareas.formato_propio import escribir_formato
    from bot.textos.formato_propio import formato_listo
    from bot.textos.plano import sin_html
    from dominio.casos.formato_propio import anotar_formato
    from dominio.valores.fechas import Corte

    exigir_xlsx(salida)
    anio = vigencia_pedida(vigencia)
    pedido = (anio, Corte.de(corte) if corte else None, perfil)
    with abrir() as herramientas:
        lectura = partial(_lectura, herramientas, entidad)
        with avanzando("Llenando el libro", como_json):
            escrito = escribir_formato(herramientas, lectura, pedido, salida)
        with herramientas.almacen.unidad() as unidad:
            anotar_formato(contexto_de(herramientas, unidad, entidad), anio, escrito.lleno, escrito.resumen)
            unidad.confirmar()
    lleno = escrito.lleno
    datos = {"archivo": str(salida), "corte": str(lleno.corte), "perfil": lleno.perfil.nombre}

    def frase() -> str:
        dicho = sin_html(formato_listo(escrito.nombre, lleno, escrito.resumen))
        return f"{dicho}\nEscrito en {salida}."

    decir({**datos, **asdict(escrito.resumen)}, frase, como_json)


@contextmanager
def _lectura(herramientas: Herramientas, entidad: str) -> Iterator[Contexto]:
    """Solo lectura, como la línea de órdenes."""
    with herramientas.almacen.lectura() as unidad:
        yield contexto_de(herramientas, unidad, entidad)
