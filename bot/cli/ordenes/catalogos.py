"""``asistente catalogo cargar|listar|buscar``: los catálogos oficiales, por archivo y con fecha."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from bot.cli.aplicacion import app
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import ComoJson
from bot.cli.puerta import abrir, contexto_de
from bot.cli.salida import Codigo, ErrorDeOrden, avanzando, decir
from dominio.modelo.catalogo import CargaDeCatalogo, CatalogoLeido, TipoCatalogo

if TYPE_CHECKING:
    from bot.armado import Herramientas
    from dominio.casos.catalogos import ArchivoDeCatalogo, CatalogoCargado
    from dominio.puertos.unidad import UnidadDeTrabajo

catalogos = typer.Typer(
    cls=GrupoEspanol, help="Catálogos oficiales (MGA, CCPET, DIVIPOLA) con que se validan los códigos."
)
app.add_typer(catalogos, name="catalogo")

DeQue = Annotated[TipoCatalogo, typer.Argument(help="Qué catálogo es.")]
Archivo = Annotated[Path, typer.Argument(help="Archivo oficial .csv o .xlsx.")]
DeEntidad = Annotated[
    str | None,
    typer.Option("--entidad", help="Solo para esa entidad (DIVIPOLA); por omisión, para todas."),
]
Publicado = Annotated[
    str | None, typer.Option("--fecha", help="De cuándo es el catálogo: 2026-01-15; por omisión, hoy.")
]
CompletarCeros = Annotated[
    bool, typer.Option("--completar-ceros", help="Pone el cero a los códigos que lo perdieron en Excel.")
]
ParaBuscar = Annotated[str, typer.Argument(help="Comienzo de un código o palabras de su nombre.")]
PorEntidad = Annotated[
    str | None,
    typer.Option("--entidad", help="La que busca (DIVIPOLA); por omisión, en los catálogos de todas."),
]


@catalogos.command("cargar", cls=OrdenEspanol)
def cargar(
    tipo: DeQue,
    archivo: Archivo,
    *,
    fecha: Publicado = None,
    entidad: DeEntidad = None,
    completar_ceros: CompletarCeros = False,
    como_json: ComoJson = False,
) -> None:
    """Carga un catálogo oficial en lugar del que hubiera; la historia queda.

    Ejemplo: asistente catalogo cargar mga-producto productos.xlsx --fecha 2026-01-15
    """
    from bot.textos.catalogos import cargado
    from bot.textos.plano import sin_html
    from dominio.casos.catalogos import ArchivoDeCatalogo

    if not archivo.is_file():
        raise ErrorDeOrden(f"No encuentro el archivo {archivo}. Revise la ruta.", Codigo.USO)
    huella = hashlib.sha256(archivo.read_bytes()).hexdigest()
    origen = ArchivoDeCatalogo(archivo.name, huella, _fecha(fecha), completar_ceros)
    with abrir() as herramientas:
        with avanzando("Leyendo el catálogo", como_json):
            leido = herramientas.lector_de_catalogos.leer(archivo, tipo)
        if leido.motivo:
            # Entero: la frase del error recorta lo que no es suyo.
            raise ErrorDeOrden(f"No se cargó el catálogo. {leido.motivo}")
        with avanzando("Guardando el catálogo", como_json), herramientas.almacen.unidad() as unidad:
            resultado = _guardar(herramientas, unidad, entidad, leido, origen)
            unidad.confirmar()
    decir(_datos(resultado, leido), lambda: sin_html(cargado(resultado, leido)), como_json)


@catalogos.command("listar", cls=OrdenEspanol)
def listar(*, entidad: DeEntidad = None, como_json: ComoJson = False) -> None:
    """Muestra los catálogos cargados y los que reemplazaron.

    Ejemplo: asistente catalogo listar --entidad 76001
    """
    from bot.textos.catalogos import en_lista, ninguno
    from bot.textos.plano import sin_html
    from dominio.casos.catalogos import catalogos_cargados, catalogos_generales

    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        if entidad is None:
            cargas = catalogos_generales(unidad)
        else:
            cargas = catalogos_cargados(contexto_de(herramientas, unidad, entidad))
    decir(
        [_dato(carga) for carga in cargas],
        lambda: "\n".join(sin_html(en_lista(carga)) for carga in cargas) or sin_html(ninguno()),
        como_json,
    )


@catalogos.command("buscar", cls=OrdenEspanol)
def buscar(
    tipo: DeQue, texto: ParaBuscar, *, entidad: PorEntidad = None, como_json: ComoJson = False
) -> None:
    """Sugiere códigos por su comienzo, por las palabras de su nombre o por parecido.

    Ejemplo: asistente catalogo buscar mga-producto "acueducto" --entidad 76001
    """
    from bot.textos.catalogos import hallados
    from bot.textos.plano import sin_html
    from dominio.casos.catalogos import sugerir_codigo, sugerir_codigo_general

    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        if entidad is None:
            entradas = sugerir_codigo_general(unidad, tipo, texto)
        else:
            entradas = sugerir_codigo(contexto_de(herramientas, unidad, entidad), tipo, texto)
    datos = [{"codigo": e.codigo, "nombre": e.nombre, "detalle": e.detalle} for e in entradas]
    decir(datos, lambda: sin_html(hallados(entradas)), como_json)


def _guardar(
    herramientas: Herramientas,
    unidad: UnidadDeTrabajo,
    entidad: str | None,
    leido: CatalogoLeido,
    origen: ArchivoDeCatalogo,
) -> CatalogoCargado:
    """Carga para la entidad o para todas; si faltan ceros, dice con qué opción se ponen."""
    from bot.textos.errores import explicar
    from bot.textos.plano import sin_html
    from dominio.casos.catalogos import cargar_catalogo, cargar_catalogo_general
    from dominio.errores.catalogos import CatalogoSinCeros

    try:
        if entidad is None:
            return cargar_catalogo_general(unidad, leido, origen, herramientas.reloj.ahora())
        return cargar_catalogo(contexto_de(herramientas, unidad, entidad), leido, origen)
    except CatalogoSinCeros as causa:
        frase = sin_html(explicar(causa))
        raise ErrorDeOrden(f"{frase} Para ponérselos, agregue --completar-ceros.") from causa


def _fecha(texto: str | None) -> date | None:
    if texto is None:
        return None
    try:
        return date.fromisoformat(texto.strip())
    except ValueError as causa:
        raise ErrorDeOrden(f"«{texto}» no es una fecha: escríbala como 2026-01-15.") from causa


def _datos(resultado: CatalogoCargado, leido: CatalogoLeido) -> dict[str, object]:
    return {
        **_dato(resultado.carga),
        "guardado": not resultado.sin_cambios,
        "reemplaza": None if resultado.anterior is None else resultado.anterior.fecha,
        "columnas": dict(leido.columnas),
        "filas": leido.filas,
        "repetidas": leido.repetidas,
        "otros_nombres": list(leido.otros_nombres),
        "ceros_completados": [{"trae": u.trae, "queda": u.propone.codigo} for u in leido.sin_cero],
        "fuera": [{"fila": f.fila, "trae": f.trae, "motivo": f.motivo} for f in leido.fuera],
    }


def _dato(carga: CargaDeCatalogo) -> dict[str, object]:
    return {
        "tipo": carga.tipo.value,
        "fecha": carga.fecha,
        "codigos": carga.cuantos,
        "archivo": carga.archivo,
        "huella": carga.huella,
        "general": carga.entidad_id is None,
        "autor": carga.autor,
        "cargado": carga.cargada_en,
        "reemplazado": carga.reemplazada_en,
    }
