"""``asistente entender``: qué entiende el bot de una frase, sin abrir un chat ni guardar nada."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from bot.cli.aplicacion import app
from bot.cli.espanol import OrdenEspanol, typer
from bot.cli.opciones import Anio, CodigoEntidad, ComoJson
from bot.cli.puerta import abrir, contexto_de, vigencia_pedida
from bot.cli.salida import Codigo, ErrorDeOrden, avanzando, decir
from dominio.modelo.entendido import Entendido, Intencion
from dominio.modelo.objeto import Objeto

_COLUMNA = "frase"
_ANCHO = 60

Frase = Annotated[str | None, typer.Argument(help="Lo que escribiría una persona.")]
DeArchivo = Annotated[
    Path | None,
    typer.Option("--archivo", help="CSV separado por «;» con la columna «frase»; puede traer otras."),
]
# Al corregir, lo dicho es de lo que se va a enmendar: no es todavía un valor que se reporte.
_SIN_VALORES = frozenset({Intencion.CORREGIR})


@app.command("entender", cls=OrdenEspanol)
def entender(
    frase: Frase = None,
    *,
    entidad: CodigoEntidad,
    vigencia: Anio,
    archivo: DeArchivo = None,
    como_json: ComoJson = False,
) -> None:
    """Dice qué entiende el bot de una frase, o de cada una de un archivo; no guarda nada.

    Ejemplo: asistente entender "la 12 va en 45" --entidad 76001 --vigencia 2026
    """
    from bot.ordenes.parecidos import parecidos
    from dominio.casos.entender import entender_frase

    frases = _frases(frase, archivo)
    anio = vigencia_pedida(vigencia)
    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        with avanzando("Leyendo las frases", como_json):
            entendidas = [entender_frase(contexto, una, parecidos, vigencia=anio) for una in frases]
    datos = [_datos(entendida) for entendida in entendidas]
    decir(datos if archivo is not None else datos[0], lambda: _tabla(datos), como_json)


def _frases(frase: str | None, archivo: Path | None) -> Sequence[str]:
    if (frase is None) == (archivo is None):
        raise ErrorDeOrden("Escriba una frase entre comillas o dé un archivo con --archivo.", Codigo.USO)
    if archivo is None:
        return [frase or ""]
    if not archivo.is_file():
        raise ErrorDeOrden(f"No encuentro el archivo {archivo}. Revise la ruta.", Codigo.USO)
    try:
        with archivo.open(encoding="utf-8-sig", newline="") as abierto:
            lector = csv.DictReader(abierto, delimiter=";")
            if _COLUMNA not in (lector.fieldnames or ()):
                raise ErrorDeOrden(
                    f"El archivo {archivo} no tiene la columna «{_COLUMNA}» en su primera línea; "
                    "las columnas se separan con «;»."
                )
            return [fila[_COLUMNA] or "" for fila in lector]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ErrorDeOrden(
            f"El archivo {archivo} no se puede leer como CSV en UTF-8: guárdelo así y repita la orden."
        ) from error


def _datos(entendido: Entendido) -> dict[str, object]:
    codigos = [_codigo(objeto) for objeto in entendido.objetos]
    con_valores = entendido.intencion not in _SIN_VALORES
    porcentaje = entendido.porcentaje.a_decimal() if entendido.porcentaje and con_valores else None
    monto = entendido.monto.a_decimal() if entendido.monto and con_valores else None
    return {
        "frase": entendido.frase,
        "intencion": entendido.intencion.value,
        "objeto": "|".join(codigos),
        "porcentaje": "" if porcentaje is None else _corto(porcentaje),
        "momento": entendido.momento.value if entendido.momento and con_valores else "",
        "monto": "" if monto is None else _de_pesos(monto),
        "candidatos": codigos if len(codigos) > 1 else [],
    }


def _codigo(objeto: Objeto) -> str:
    return objeto.codigo or objeto.nombre


def _corto(numero: Decimal) -> str:
    """Sin ceros que sobren: 45.00 es «45» y 62.50 es «62.5»."""
    texto = format(numero, "f")
    return texto.rstrip("0").rstrip(".") if "." in texto else texto


def _de_pesos(monto: Decimal) -> str:
    """En pesos enteros, o con sus dos decimales: «1200000», «22000000.50»."""
    return str(int(monto)) if monto == int(monto) else format(monto, ".2f")


def _tabla(datos: Sequence[dict[str, object]]) -> str:
    lineas = []
    for uno in datos:
        partes = [
            f"{nombre} {uno[campo]}"
            for nombre, campo in (
                ("de", "objeto"),
                ("al", "porcentaje"),
                ("momento", "momento"),
                ("por $", "monto"),
            )
            if uno[campo] != ""
        ]
        dicha = str(uno["frase"])
        corta = dicha if len(dicha) <= _ANCHO else f"{dicha[: _ANCHO - 1]}…"
        lineas.append(
            f"{corta:<{_ANCHO}}  {uno['intencion']}" + (f" · {' · '.join(partes)}" if partes else "")
        )
    return "\n".join(lineas)
