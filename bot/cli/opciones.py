"""Opciones que se repiten en las órdenes, con su ayuda escrita una vez."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from bot.cli.espanol import typer
from dominio.modelo.libro import TipoLibro
from dominio.modelo.persona import Rol

ComoJson = Annotated[bool, typer.Option("--json", help="Escribe la respuesta como JSON, sin colores.")]
CodigoEntidad = Annotated[str, typer.Option("--entidad", help="Código DIVIPOLA de la entidad.")]
Anio = Annotated[int, typer.Option("--vigencia", help="Año del plan.")]
Salida = Annotated[Path, typer.Option("--salida", help="Archivo .xlsx que se escribe.")]

CodigoNuevo = Annotated[str, typer.Option("--codigo", help="DIVIPOLA de cinco dígitos, con su cero: 05001.")]
NombreEntidad = Annotated[str, typer.Option("--nombre", help="Nombre completo: «Municipio de …».")]

PapelDe = Annotated[Rol, typer.Option("--rol", help="Papel de la persona.")]
NombrePersona = Annotated[
    str,
    typer.Option("--nombre", help="Nombre y apellido, como aparece en el plan si es responsable."),
]
DependenciaDe = Annotated[
    str | None,
    typer.Option("--dependencia", help="Código o nombre de la dependencia (jefe y responsable)."),
]

NombreDePersona = Annotated[str, typer.Option("--nombre", help="Nombre y apellido de la persona.")]
TextoDePersonas = Annotated[
    str, typer.Option("--texto", help="Parte del nombre, la dependencia, el rol o la situación.")
]
MotivoDe = Annotated[str | None, typer.Option("--motivo", help="Por qué; queda en la traza.")]


class SiNo(StrEnum):
    """Un ajuste que se prende o se apaga."""

    SI = "si"
    NO = "no"


VistoBuenoDe = Annotated[
    SiNo | None, typer.Option("--visto-bueno", help="Si la jefatura da el visto bueno antes que planeación.")
]

LimiteDe = Annotated[
    int | None,
    typer.Option("--limite-narrativa", help="Caracteres que admite el formato en lo narrado; 0 lo quita."),
]

Libro = Annotated[Path, typer.Argument(help="Libro .xlsx; con --perfil, también .csv.")]
SoloTipo = Annotated[
    TipoLibro | None,
    typer.Option("--tipo", help="Lee solo ese instrumento; por omisión, todas las hojas que reconozca."),
]
Confirmar = Annotated[bool, typer.Option("--confirmar", help="Guarda; sin esto solo se revisa.")]
CorteDe = Annotated[
    str | None,
    typer.Option("--corte", help="Corte: 2026-T3 o 2026-M09; por omisión, el abierto."),
]
SoloDependencia = Annotated[
    str | None, typer.Option("--dependencia", help="Código o nombre; por omisión, todas.")
]
AlDia = Annotated[
    str | None,
    typer.Option("--al", help="Como estaba al terminar ese día: 2026-06-30. Manda sobre --version."),
]
VersionDe = Annotated[
    int | None, typer.Option("--version", min=1, help="Como estaba al empezar a valer esa versión del plan.")
]
RazonDe = Annotated[
    str | None, typer.Option("--razon", help="Por qué se modifica un plan ya aprobado; queda en la historia.")
]
ActoDe = Annotated[
    str | None, typer.Option("--acto", help="Acto que modifica un plan ya aprobado: «Decreto 0412».")
]
FechaDelActo = Annotated[str | None, typer.Option("--fecha-acto", help="Fecha del acto: 2026-07-15.")]
TipoPlantilla = Annotated[TipoLibro, typer.Option("--tipo", help="Instrumento.")]
EntidadDeLaPlantilla = Annotated[
    str | None, typer.Option("--entidad", help="Código DIVIPOLA: pone sus códigos en las listas.")
]
AnioDeLaPlantilla = Annotated[int | None, typer.Option("--vigencia", help="Año del plan de las listas.")]
ConDatos = Annotated[bool, typer.Option("--con-datos", help="La llena con lo que hay guardado.")]

Ahora = Annotated[
    str | None,
    typer.Option("--ahora", help="Instante de Bogotá: 2026-11-23T08:00. Por omisión, este momento."),
]
Simular = Annotated[bool, typer.Option("--simular", help="Muestra lo que saldría; no envía ni guarda nada.")]

PuertoDemo = Annotated[
    int, typer.Option("--puerto", min=0, max=65535, help="Puerto de la página; 0 = uno libre.")
]
BaseDemo = Annotated[
    str | None,
    typer.Option("--base", help="URL de una base propia; por omisión, una nueva que se borra al salir."),
]
SinNavegador = Annotated[bool, typer.Option("--sin-navegador", help="No abre el navegador.")]
Depurar = Annotated[bool, typer.Option("--depurar", help="Muestra la traza completa si algo falla.")]
