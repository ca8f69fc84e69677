"""La aplicación: órdenes registradas, errores a frases y códigos de salida."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Sequence

from bot.ajustes import AjustesInvalidos
from bot.cli.espanol import GrupoEspanol, explicar, typer
from bot.cli.opciones import Depurar
from bot.cli.salida import Codigo, ErrorDeOrden, quejarse
from dominio.errores import ErrorDominio, NoEncontrado

app = typer.Typer(
    name="asistente",
    cls=GrupoEspanol,
    help=(
        "Asistente del Plan de Acción: el bot de Telegram y sus órdenes de mantenimiento.\n\n"
        "Ejemplos:\n\n"
        "  asistente demo                      ensayar en el navegador, sin token\n\n"
        "  asistente importar plan.xlsx --entidad 76001 --vigencia 2026\n\n"
        "  asistente exportar consolidado --entidad 76001 --vigencia 2026 --salida libro.xlsx"
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
_depurar = False

# En el chat estos errores remiten a quien administra; aquí quien lee es quien administra.
_DEL_AMBIENTE = {
    "esquema_atrasado": "La base no está al día: corra «asistente migrar» y repita la orden.",
    "base_no_disponible": (
        "No se pudo usar la base de datos (%(causa)s): revise ASISTENTE_BASE, los permisos de la carpeta "
        "y que el servidor esté encendido."
    ),
    "base_ocupada": "La base está ocupada (%(causa)s): espere unos segundos y repita la orden.",
}


# Las frases del chat remiten a sus órdenes («/importar»); en la terminal son otras.
_DE_LA_TERMINAL = {
    "sin_plan": "No hay un Plan de Acción cargado en esa vigencia: cárguelo con «asistente importar».",
    "nombre_vacio": "Falta el nombre de la persona: --nombre «Ana Ruiz».",
    "dependencia_faltante": "Ese rol necesita dependencia: agregue --dependencia con su código o su nombre.",
    "corte_ya_cerrado": "Ese corte ya está cerrado: para que reciba otra vez, «asistente corte reabrir».",
    "corte_por_abrir": "Ese corte todavía no ha abierto: para abrirlo antes, «asistente corte abrir».",
    "corte_sigue_abierto": "Ese corte está abierto: para darle más plazo, «asistente corte prorrogar».",
    "corte_sin_motivo": "Falta el motivo, que queda en la traza: agregue --motivo «por qué».",
    "modificacion_sin_acto": (
        "El plan ya está aprobado: cambiar su programación exige --razon, --acto y --fecha-acto. "
        "No se guardó nada."
    ),
    "no_encontrado": "No lo encontré: revise el código y repita la orden.",
    "importacion_con_errores": "El libro tiene errores y no se guardó nada: corríjalo y repita la orden.",
}


@app.callback()
def _raiz(*, depurar: Depurar = False) -> None:
    global _depurar  # noqa: PLW0603 - una sola invocación por proceso; lo lee solo el manejador de errores
    _depurar = depurar


def ejecutar(argumentos: Sequence[str]) -> int:
    """Corre la orden y devuelve el código de salida; nunca deja escapar una traza sin ``--depurar``."""
    from bot.cli import ordenes

    ordenes.registrar()
    try:
        resultado = app(args=list(argumentos), prog_name="asistente", standalone_mode=False)
        return resultado if isinstance(resultado, int) else Codigo.HECHO
    except Exception as error:  # noqa: BLE001 - frontera del programa: todo error se vuelve una frase
        if _depurar:
            traceback.print_exc()
        frase, codigo = _traducir(error)
        if frase:
            quejarse(_como_se_pidio(error, frase, codigo, "--json" in argumentos))
        return codigo
    except KeyboardInterrupt:
        quejarse("Cancelado.")
        return 130


def _como_se_pidio(error: Exception, frase: str, codigo: int, como_json: bool) -> str:
    """La frase o, con --json, un objeto con ella; a la salida de errores en los dos casos."""
    if not como_json:
        return frase
    clave = error.codigo if isinstance(error, ErrorDominio) else None
    datos = {"error": clave or Codigo(codigo).name.lower(), "frase": frase, "codigo": int(codigo)}
    return json.dumps(datos, ensure_ascii=False)


def _traducir(error: Exception) -> tuple[str, int]:
    from typer._click.exceptions import ClickException, NoArgsIsHelpError
    from typer.exceptions import Abort, Exit

    if isinstance(error, Exit):
        return "", error.exit_code
    if isinstance(error, NoArgsIsHelpError):
        sys.stdout.write(error.format_message() + "\n")
        return "", Codigo.USO
    if isinstance(error, ClickException):
        return explicar(error), Codigo.USO
    if isinstance(error, Abort):
        return "Cancelado.", Codigo.RECHAZADO
    if isinstance(error, AjustesInvalidos):
        return "\n".join(error.problemas), Codigo.AMBIENTE
    if isinstance(error, ErrorDeOrden):
        return str(error), error.codigo
    if isinstance(error, ErrorDominio):
        return _frase_de_dominio(error)
    if isinstance(error, OSError):
        return f"El sistema no dejó leer o escribir: {error}.", Codigo.AMBIENTE
    detalle = type(error).__name__
    return (
        f"Falló algo inesperado ({detalle}). Repita la orden con --depurar y guarde lo que muestre.",
        Codigo.RECHAZADO,
    )


def _frase_de_dominio(error: ErrorDominio) -> tuple[str, int]:
    from bot.cli.equivalencias import en_la_terminal
    from bot.textos.errores import explicar as frase_de
    from bot.textos.libros import cuales_dependencias
    from bot.textos.marcado import Html
    from bot.textos.plano import sin_html

    if error.codigo in _DEL_AMBIENTE:
        causa = str(error.datos.get("causa") or error.datos.get("motor") or "sin detalle")
        return _DEL_AMBIENTE[error.codigo] % {"causa": causa}, Codigo.AMBIENTE
    if isinstance(error, NoEncontrado) and error.campo == "dependencia":
        return en_la_terminal(sin_html(cuales_dependencias(error))), Codigo.RECHAZADO
    if error.codigo in _DE_LA_TERMINAL:
        return _DE_LA_TERMINAL[error.codigo], Codigo.RECHAZADO
    return en_la_terminal(sin_html(Html(frase_de(error)))), Codigo.RECHAZADO
