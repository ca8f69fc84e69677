"""``asistente migrar``, ``auditoria verificar`` y ``diagnostico``."""

from __future__ import annotations

from bot.ajustes import leer_ajustes
from bot.cli.aplicacion import app
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import ComoJson
from bot.cli.puerta import abrir
from bot.cli.salida import Codigo, decir
from bot.registro import configurar_registro

auditoria = typer.Typer(cls=GrupoEspanol, help="La traza de quién hizo qué y cuándo.")
app.add_typer(auditoria, name="auditoria")


@app.command("migrar", cls=OrdenEspanol)
def migrar(*, como_json: ComoJson = False) -> None:
    """Crea la base o la lleva a la versión de este programa. Repetirla no hace daño.

    Ejemplo: asistente migrar
    """
    from bot.armado import migrar_base

    ajustes = leer_ajustes()
    configurar_registro(ajustes.nivel_log)
    version = migrar_base(ajustes)
    decir({"version": version}, f"La base está al día (versión {version}).", como_json)


@auditoria.command("verificar", cls=OrdenEspanol)
def verificar(*, como_json: ComoJson = False) -> None:
    """Comprueba que nadie alteró la traza; si algo no cierra, dice cuál es el primer eslabón roto.

    Ejemplo: asistente auditoria verificar
    """
    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        roto = unidad.auditoria.verificar()
    if roto is None:
        decir({"integra": True}, "La traza está íntegra.", como_json)
        return
    datos = {
        "integra": False,
        "cadena": roto.cadena,
        "secuencia": roto.secuencia,
        "motivo": roto.motivo,
    }
    frase = (
        f"La traza está rota: cadena {roto.cadena}, eslabón {roto.secuencia} ({roto.motivo}). "
        "Conserve una copia de la base y compárela con la última hoja Control exportada."
    )
    decir(datos, frase, como_json)
    raise typer.Exit(Codigo.RECHAZADO)


@app.command("diagnostico", cls=OrdenEspanol)
def diagnostico(*, como_json: ComoJson = False) -> None:
    """Revisa ajustes, base, esquema, disco, reloj y Telegram; una línea cada uno, con qué hacer.

    Ejemplo: asistente diagnostico
    """
    from bot.cli.diagnostico import revisar_todo

    hallados = revisar_todo()
    datos = [{"tema": uno.tema, "bien": uno.bien, "detalle": uno.detalle} for uno in hallados]
    decir(
        datos,
        lambda: "\n".join(f"{'bien' if uno.bien else 'MAL '}  {uno.tema}: {uno.detalle}" for uno in hallados),
        como_json,
    )
    if not all(uno.bien for uno in hallados):
        raise typer.Exit(Codigo.AMBIENTE)
