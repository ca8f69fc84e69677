"""Las opciones de ``asistente importar`` sobre libros con el formato de la entidad."""

from __future__ import annotations

from typing import Annotated

from bot.cli.espanol import typer

ConPerfil = Annotated[
    str | None,
    typer.Option(
        "--perfil",
        help="Formato de la entidad: el nombre de un perfil guardado, o «auto» para que se proponga.",
    ),
]
Explicar = Annotated[
    bool, typer.Option("--explicar", help="Dice todo lo que se entendió del libro; no guarda nada.")
]
AceptarDudas = Annotated[
    bool, typer.Option("--aceptar-dudas", help="Da por bueno lo que se tomó sin certeza.")
]
Respuestas = Annotated[
    list[str] | None,
    typer.Option("--respuesta", help="Respuesta a una duda, clave=valor; se puede repetir."),
]
AceptarCodigos = Annotated[
    bool, typer.Option("--aceptar-codigos", help="Acepta todas las correcciones de códigos propuestas.")
]
AceptarCodigo = Annotated[
    list[str] | None,
    typer.Option("--aceptar-codigo", help="Acepta la de un código («fuente:121000»); se puede repetir."),
]
Completo = Annotated[
    bool,
    typer.Option("--completo", help="El libro es el plan entero: cierra lo de las dependencias que no trae."),
]
Separar = Annotated[
    list[str] | None,
    typer.Option("--separar", help="Código guardado que no es la actividad parecida; se puede repetir."),
]
CerrarConReportes = Annotated[
    bool,
    typer.Option("--cerrar-con-reportes", help="Cierra también las actividades que ya tienen reportes."),
]
