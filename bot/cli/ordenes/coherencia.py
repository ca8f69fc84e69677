"""``asistente coherencia`` y sus órdenes: revisar, ver las reglas, ajustarlas y aceptar hallazgos."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

from bot.cli.aplicacion import app
from bot.cli.coherencia_en_palabras import (
    en_palabras,
    ficha_en_palabras,
    informe_como_dato,
    regla_como_dato,
    renglon,
)
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import Anio, CodigoEntidad, ComoJson, SoloDependencia
from bot.cli.puerta import abrir, contexto_de, vigencia_pedida
from bot.cli.salida import Codigo, ErrorDeOrden, avanzando, decir, exigir_xlsx
from dominio.modelo.hallazgo import Hallazgo, Severidad

coherencia = typer.Typer(
    cls=GrupoEspanol,
    help="Coherencia entre Plan Indicativo, POAI, PAC y Plan de Acción: las reglas R01 a R40.\n\n"
    "Ejemplo: asistente coherencia --entidad 76001 --vigencia 2026 --salida coherencia.xlsx",
    invoke_without_command=True,
)
app.add_typer(coherencia, name="coherencia")

CualRegla = Annotated[str, typer.Argument(help="Código de la regla: R12.")]
CualObjeto = Annotated[
    str, typer.Argument(help="Código de la actividad, meta o proyecto, como sale en la lista.")
]
DeEntidad = Annotated[str | None, typer.Option("--entidad", help="Código DIVIPOLA de la entidad.")]
DeVigencia = Annotated[int | None, typer.Option("--vigencia", help="Año del plan.")]
SalidaDe = Annotated[
    Path | None, typer.Option("--salida", help="Además escribe los hallazgos en este archivo .xlsx.")
]
ConAceptados = Annotated[
    bool, typer.Option("--aceptados", help="Muestra también los hallazgos aceptados, con su razón.")
]
NuevaSeveridad = Annotated[Severidad | None, typer.Option("--severidad", help="Cuánto pesa desde ahora.")]
NuevoUmbral = Annotated[
    str | None, typer.Option("--umbral", help="El número del que depende, en la unidad de su ficha: 0,5.")
]
RazonDelAjuste = Annotated[
    str | None,
    typer.Option("--razon", help="Por qué; hace falta para apagarla o para bajarle el peso a un error."),
]
Entero = Annotated[
    bool,
    typer.Option(
        "--informe",
        help="Con --json, el informe entero: hallazgos, reglas_apagadas, sin_evaluar y dependencias.",
    ),
]
Razon = Annotated[str, typer.Option("--razon", help="Por qué se deja pasar; queda en la traza.")]


@coherencia.callback()
def revisar(
    orden: typer.Context,
    *,
    entidad: DeEntidad = None,
    vigencia: DeVigencia = None,
    dependencia: SoloDependencia = None,
    salida: SalidaDe = None,
    aceptados: ConAceptados = False,
    informe: Entero = False,
    como_json: ComoJson = False,
) -> None:
    """Dice qué no es coherente en el plan guardado; sale con 1 si hay un error sin aceptar.

    Ejemplo: asistente coherencia --entidad 76001 --vigencia 2026 --salida coherencia.xlsx
    """
    if orden.invoked_subcommand is not None:
        return
    if entidad is None or vigencia is None:
        raise ErrorDeOrden(
            "Faltan --entidad y --vigencia. Ejemplo: asistente coherencia --entidad 76001 --vigencia 2026",
            Codigo.USO,
        )
    from dominio.casos.coherencia import libro_de_coherencia

    if salida is not None:
        exigir_xlsx(salida)
    anio = vigencia_pedida(vigencia)
    with abrir() as herramientas:
        with avanzando("Revisando la coherencia", como_json), herramientas.almacen.lectura() as unidad:
            libro = libro_de_coherencia(contexto_de(herramientas, unidad, entidad), anio, dependencia)
        if salida is not None:
            herramientas.escritor.coherencia(libro, salida)
    vistos = [h for h in libro.hallazgos if aceptados or h.abierto]
    hallados = [_como_dato(h, aceptados) for h in vistos]
    datos = informe_como_dato(libro, hallados) if informe else hallados
    decir(datos, lambda: en_palabras(libro, vistos, salida), como_json)
    if any(h.abierto and h.severidad is Severidad.ERROR for h in libro.hallazgos):
        raise typer.Exit(Codigo.RECHAZADO)


@coherencia.command("reglas", cls=OrdenEspanol)
def reglas(
    *,
    entidad: DeEntidad = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Como documento, en Markdown.")] = False,
    como_json: ComoJson = False,
) -> None:
    """Muestra la ficha de cada regla; con --entidad, como la tiene ella.

    Ejemplo: asistente coherencia reglas --entidad 76001
    """
    from bot.textos.fichas_de_reglas import en_markdown
    from dominio.casos.coherencia import reglas_de_coherencia
    from dominio.reglas.coherencia.fichas import vigentes

    if entidad is None:
        todas = vigentes({})
    else:
        with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
            todas = reglas_de_coherencia(contexto_de(herramientas, unidad, entidad))
    decir(
        [regla_como_dato(una) for una in todas],
        lambda: en_markdown(todas) if markdown else "\n\n".join(ficha_en_palabras(una) for una in todas),
        como_json,
    )


@coherencia.command("ajustar", cls=OrdenEspanol)
def ajustar(
    regla: CualRegla,
    *,
    entidad: CodigoEntidad,
    severidad: NuevaSeveridad = None,
    umbral: NuevoUmbral = None,
    apagar: Annotated[bool, typer.Option("--apagar", help="Deja de evaluarla.")] = False,
    prender: Annotated[bool, typer.Option("--prender", help="Vuelve a evaluarla.")] = False,
    restablecer: Annotated[bool, typer.Option("--restablecer", help="La deja como viene.")] = False,
    razon: RazonDelAjuste = None,
    como_json: ComoJson = False,
) -> None:
    """Apaga o prende una regla, o cambia su severidad o su umbral, para toda la entidad.

    Apagarla, o bajarle el peso a un error, exige --razon: se dice en el informe, en el libro y al aprobar.

    Ejemplo: asistente coherencia ajustar R12 --entidad 76001 --severidad informativo --umbral 1
    """
    from dominio.casos.ajustar_coherencia import CambioDeRegla, ajustar_regla

    if apagar and prender:
        raise ErrorDeOrden("Use --apagar o --prender, no los dos.", Codigo.USO)
    apagada = True if apagar else False if prender else None
    if not restablecer and apagada is None and severidad is None and umbral is None:
        raise ErrorDeOrden(
            "Diga qué cambia: --apagar, --prender, --severidad, --umbral o --restablecer.", Codigo.USO
        )
    cambio = CambioDeRegla(regla, apagada, severidad, _numero(umbral), restablecer, razon)
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        vigente = ajustar_regla(contexto_de(herramientas, unidad, entidad), cambio)
        unidad.confirmar()
    decir(regla_como_dato(vigente), lambda: f"Guardado.\n{ficha_en_palabras(vigente)}", como_json)


@coherencia.command("aceptar", cls=OrdenEspanol)
def aceptar(
    regla: CualRegla,
    objeto: CualObjeto,
    *,
    entidad: CodigoEntidad,
    vigencia: Anio,
    razon: Razon,
    como_json: ComoJson = False,
) -> None:
    """Deja pasar los hallazgos de una regla en un objeto; si el dato cambia vuelven a salir.

    Ejemplo: asistente coherencia aceptar R12 MP-1 --entidad 76001 --vigencia 2026
    --razon "La aprobó así el Consejo"
    """
    from dominio.casos.ajustar_coherencia import CualHallazgo, aceptar_hallazgo

    anio = vigencia_pedida(vigencia)
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        hallazgos = aceptar_hallazgo(contexto, anio, CualHallazgo(regla, objeto), razon)
        unidad.confirmar()
    datos = [_como_dato(hallazgo, con_aceptacion=False) for hallazgo in hallazgos]
    decir(datos, lambda: "Aceptado:\n" + "\n".join(renglon(h) for h in hallazgos), como_json)


@coherencia.command("reabrir", cls=OrdenEspanol)
def reabrir(
    regla: CualRegla,
    objeto: CualObjeto,
    *,
    entidad: CodigoEntidad,
    vigencia: Anio,
    como_json: ComoJson = False,
) -> None:
    """Vuelve a abrir los hallazgos aceptados de una regla en un objeto.

    Ejemplo: asistente coherencia reabrir R12 MP-1 --entidad 76001 --vigencia 2026
    """
    from dominio.casos.ajustar_coherencia import CualHallazgo, retirar_aceptacion

    anio = vigencia_pedida(vigencia)
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        hallazgos = retirar_aceptacion(contexto, anio, CualHallazgo(regla, objeto))
        unidad.confirmar()
    datos = [_como_dato(hallazgo, con_aceptacion=False) for hallazgo in hallazgos]
    decir(datos, lambda: "Abierto otra vez:\n" + "\n".join(renglon(h) for h in hallazgos), como_json)


def _numero(texto: str | None) -> Decimal | None:
    if texto is None:
        return None
    try:
        valor = Decimal(texto.strip().replace(",", "."))
    except InvalidOperation:
        valor = Decimal("NaN")
    if not valor.is_finite():
        raise ErrorDeOrden(f"«{texto}» no es un número: escríbalo como 0,5.", Codigo.USO)
    return valor


def _como_dato(hallazgo: Hallazgo, con_aceptacion: bool) -> dict[str, object]:
    """Los cinco datos del contrato; la aceptación, solo si se pidió."""
    datos: dict[str, object] = {
        "regla": hallazgo.regla,
        "severidad": hallazgo.severidad.value,
        "objeto": hallazgo.objeto,
        "dependencia": hallazgo.dependencia,
        "mensaje": hallazgo.mensaje,
    }
    if con_aceptacion:
        aceptacion = hallazgo.aceptacion
        datos["aceptacion"] = aceptacion and {
            "razon": aceptacion.razon,
            "autor": aceptacion.autor,
            "en": aceptacion.en,
        }
    return datos
