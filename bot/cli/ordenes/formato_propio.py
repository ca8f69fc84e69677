"""``asistente exportar formato``: el plan en el formato en que la entidad lo entregó."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from bot.cli.espanol import OrdenEspanol, typer
from bot.cli.opciones import Anio, CodigoEntidad, ComoJson, CorteDe, Salida
from bot.cli.ordenes.libros import exigir_xlsx, exportar
from bot.cli.puerta import abrir, contexto_de, vigencia_pedida
from bot.cli.salida import avanzando, decir

if TYPE_CHECKING:
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
    """Devuelve el último libro de la entidad en su mismo formato, lleno con lo que se sabe al corte.

    Ejemplo: asistente exportar formato --entidad 76001 --vigencia 2026 --salida seguimiento.xlsx
    """
    from bot.tareas.formato_propio import escribir_formato
    from bot.textos.formato_propio import formato_listo
    from bot.textos.plano import sin_html
    from dominio.casos.formato_propio import anotar_formato
    from dominio.valores.fechas import Corte

    exigir_xlsx(salida)
    anio = vigencia_pedida(vigencia)
    with abrir() as herramientas:

        @contextmanager
        def lectura() -> Iterator[Contexto]:
            with herramientas.almacen.lectura() as unidad:
                yield contexto_de(herramientas, unidad, entidad)

        pedido = (anio, Corte.de(corte) if corte else None, perfil)
        with avanzando("Llenando el libro", como_json):
            escrito = escribir_formato(herramientas, lectura, pedido, salida)
        with herramientas.almacen.unidad() as unidad:
            anotar_formato(contexto_de(herramientas, unidad, entidad), anio, escrito.lleno, escrito.resumen)
            unidad.confirmar()
    datos = {
        "archivo": str(salida),
        "corte": str(escrito.lleno.corte),
        "perfil": escrito.lleno.perfil.nombre,
        **asdict(escrito.resumen),
    }

    def frase() -> str:
        dicho = sin_html(formato_listo(escrito.nombre, escrito.lleno, escrito.resumen))
        return f"{dicho}\nEscrito en {salida}."

    decir(datos, frase, como_json)
