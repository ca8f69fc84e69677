"""``asistente migrar``, ``auditoria verificar`` y ``diagnostico``."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

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
    habia = _hay_archivo(ajustes.url_base)
    version = migrar_base(ajustes)
    sitio = sin_clave(ajustes.url_base)
    creada = habia is False
    que = "Se creó la base" if creada else "La base está al día"
    decir(
        {"version": version, "creada": creada, "base": sitio},
        f"{que} en {sitio} (versión {version}).",
        como_json,
    )


def _hay_archivo(url: str) -> bool | None:
    """Si la base embebida ya existía; ``None`` si es de un servidor, que la crea quien lo administra."""
    motor, _, ruta = url.partition(":///")
    return Path(ruta).exists() if motor.startswith("sqlite") and ruta else None


def sin_clave(url: str) -> str:
    """Dónde está la base, sin usuario, clave ni parámetros."""
    motor, _, resto = url.partition("://")
    if motor.startswith("sqlite"):
        return resto.removeprefix("/").partition("?")[0] or "memoria"
    partes = urlsplit(url)
    return f"PostgreSQL, {partes.hostname or 'este equipo'}, base «{partes.path.strip('/')}»"


@auditoria.command("verificar", cls=OrdenEspanol)
def verificar(*, como_json: ComoJson = False) -> None:
    """Comprueba que nadie alteró la traza; si algo no cierra, dice cuál es el primer eslabón roto.

    Ejemplo: asistente auditoria verificar
    """
    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        roto = unidad.auditoria.verificar()
        entidades = [None, *(entidad.id for entidad in unidad.entidades.listar())]
        cabezas = [cabeza for uno in entidades if (cabeza := unidad.auditoria.cabeza(uno)) is not None]
    if roto is None:
        datos_de = [{"cadena": c.cadena, "filas": c.secuencia, "cabeza": c.resumen} for c in cabezas]
        lineas = [f"• {c.cadena}: {c.secuencia} filas, cabeza {c.resumen}" for c in cabezas]
        texto = "\n".join(["La traza está íntegra. Compare cada cabeza con la de la hoja Control:", *lineas])
        decir(
            {"integra": True, "cadenas": datos_de}, texto if lineas else "La traza está íntegra.", como_json
        )
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
