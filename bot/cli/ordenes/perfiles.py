"""``asistente perfil listar|mostrar|guardar``: los formatos que cada entidad ya enseñó a leer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from bot.cli.aplicacion import app
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import CodigoEntidad, ComoJson
from bot.cli.puerta import abrir, contexto_de, vigencia_pedida
from bot.cli.salida import Codigo, ErrorDeOrden, avanzando, decir

if TYPE_CHECKING:
    from bot.armado import Herramientas
    from bot.cli.lectura import PedidoDeLectura
    from dominio.modelo.libro_recibido import PerfilGuardado
    from dominio.modelo.perfil import Perfil

perfiles = typer.Typer(
    cls=GrupoEspanol, help="Perfiles de importación: cómo se lee el formato de la entidad."
)
app.add_typer(perfiles, name="perfil")

Nombre = Annotated[str, typer.Argument(help="Nombre del perfil.")]
ArchivoDeMuestra = Annotated[
    Path | None, typer.Argument(help="Libro .xlsx o .csv del que se propone el perfil.")
]
PerfilJson = Annotated[
    Path | None,
    typer.Option("--perfil-json", help="Perfil ya escrito, como lo da «perfil mostrar --json»."),
]
VigenciaDeMuestra = Annotated[
    int | None, typer.Option("--vigencia", help="Año del libro; hace falta si se propone de un archivo.")
]
Respuestas = Annotated[
    list[str] | None,
    typer.Option("--respuesta", help="Respuesta a una duda, clave=valor; se puede repetir."),
]
AceptarDudas = Annotated[
    bool, typer.Option("--aceptar-dudas", help="Da por bueno lo que se tomó sin certeza.")
]


@perfiles.command("listar", cls=OrdenEspanol)
def listar(*, entidad: CodigoEntidad, como_json: ComoJson = False) -> None:
    """Muestra los perfiles guardados, del más nuevo al más viejo.

    Ejemplo: asistente perfil listar --entidad 76001
    """
    from dominio.casos.perfiles import perfiles as todos

    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        guardados = todos(contexto_de(herramientas, unidad, entidad))
    datos = [
        {
            "nombre": uno.nombre,
            "huella": uno.perfil.huella,
            "hojas": len(uno.perfil.hojas),
            "desde": uno.desde,
            "autor": uno.autor,
        }
        for uno in guardados
    ]

    def frase() -> str:
        if not guardados:
            return (
                "Todavía no hay perfiles. Se guarda uno al importar un libro con --perfil auto --confirmar."
            )
        return "\n".join(f"{uno.nombre}  {_cuando(uno)}" for uno in guardados)

    decir(datos, frase, como_json)


@perfiles.command("mostrar", cls=OrdenEspanol)
def mostrar(nombre: Nombre, *, entidad: CodigoEntidad, como_json: ComoJson = False) -> None:
    """Dice qué lee un perfil: hojas, encabezado y de qué columna sale cada dato.

    Ejemplo: asistente perfil mostrar seguimiento --entidad 76001
    """
    from bot.textos.lectura_de_libro import explicacion
    from bot.textos.plano import sin_html
    from dominio.casos.perfiles import perfil
    from dominio.modelo.libro import LibroLeido

    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        guardado = perfil(contexto_de(herramientas, unidad, entidad), nombre)
        datos = herramientas.canje_de_perfiles.perfil_a_dato(guardado.perfil)

    def frase() -> str:
        texto = sin_html(explicacion(guardado.perfil, None, LibroLeido()))
        return f"{guardado.nombre}  {_cuando(guardado)}\n{texto}"

    decir(datos, frase, como_json)


@perfiles.command("guardar", cls=OrdenEspanol)
def guardar(
    nombre: Nombre,
    archivo: ArchivoDeMuestra = None,
    *,
    entidad: CodigoEntidad,
    vigencia: VigenciaDeMuestra = None,
    perfil_json: PerfilJson = None,
    respuesta: Respuestas = None,
    aceptar_dudas: AceptarDudas = False,
    como_json: ComoJson = False,
) -> None:
    """Guarda un perfil con nombre: el que se propone de un libro, o uno ya escrito en JSON.

    Ejemplo: asistente perfil guardar seguimiento cuadro.xlsx --entidad 76001 --vigencia 2026
    --aceptar-dudas
    """
    from bot.cli.lectura import AUTO, PedidoDeLectura, leer_respuestas
    from bot.cli.libro_en_json import datos_del_perfil
    from dominio.casos.perfiles import guardar_perfil

    sin_origen = ErrorDeOrden("Diga de dónde sale: un libro, o --perfil-json y su archivo.", Codigo.USO)
    if archivo is not None and perfil_json is not None:
        raise sin_origen
    with abrir() as herramientas:
        if perfil_json is not None:
            perfil = _de_json(herramientas, perfil_json)
        elif archivo is not None:
            respuestas = leer_respuestas(respuesta or ())
            pedido = PedidoDeLectura(archivo, _anio(vigencia), None, AUTO, respuestas, aceptar_dudas)
            with avanzando("Leyendo el libro", como_json):
                perfil = _propuesto(herramientas, pedido)
        else:
            raise sin_origen
        with herramientas.almacen.unidad() as unidad:
            guardado = guardar_perfil(contexto_de(herramientas, unidad, entidad), nombre, perfil)
            unidad.confirmar()
    decir(datos_del_perfil(guardado.perfil), f"Perfil «{guardado.nombre}» guardado.", como_json)


def _anio(vigencia: int | None) -> int:
    if vigencia is None:
        raise ErrorDeOrden("Falta --vigencia: el año del libro.", Codigo.USO)
    return vigencia_pedida(vigencia).anio


def _propuesto(herramientas: Herramientas, pedido: PedidoDeLectura) -> Perfil:
    from bot.cli.lectura import con_respuestas

    if not pedido.archivo.is_file():
        raise ErrorDeOrden(f"No encuentro el archivo {pedido.archivo}. Revise la ruta.", Codigo.USO)
    propuesta = herramientas.lector.proponer(pedido.archivo, pedido.vigencia)
    if propuesta.del_contrato:
        raise ErrorDeOrden("El libro es del formato propio: se importa sin perfil.")
    if propuesta.perfil is None:
        raise ErrorDeOrden(propuesta.motivo or "No se entendió el libro.")
    respuestas = pedido.respuestas or {}
    perfil = con_respuestas(propuesta, propuesta.perfil, respuestas)
    faltan = [duda for duda in propuesta.dudas if duda.firme and duda.clave not in respuestas]
    if faltan and not pedido.aceptar_dudas:
        lista = "\n".join(f"  {duda.clave}: {duda.pregunta}" for duda in faltan)
        raise ErrorDeOrden(
            "No se guardó: hay dudas por confirmar. Responda con --respuesta clave=valor o acéptelas con "
            f"--aceptar-dudas:\n{lista}"
        )
    return perfil


def _de_json(herramientas: Herramientas, archivo: Path) -> Perfil:
    canje = herramientas.canje_de_perfiles
    if not archivo.is_file():
        raise ErrorDeOrden(f"No encuentro el archivo {archivo}. Revise la ruta.", Codigo.USO)
    try:
        perfil: Perfil = canje.perfil_de_dato(json.loads(archivo.read_text(encoding="utf-8")))
    except (ValueError, UnicodeDecodeError) as causa:
        raise ErrorDeOrden(
            f"{archivo.name} no es un perfil: use el que da «asistente perfil mostrar NOMBRE --json»."
        ) from causa
    return perfil


def _cuando(guardado: PerfilGuardado) -> str:
    from bot.textos import formato
    from dominio.valores.fechas import fecha_bogota

    desde = formato.fecha(fecha_bogota(guardado.desde))
    return f"desde el {desde}" + (f", de {guardado.autor}" if guardado.autor else "")
