"""``asistente ruta ver|marcar|plazo|remisiones``: la ruta del plan, sin chat."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from bot.cli.aplicacion import app
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import CodigoEntidad, ComoJson
from bot.cli.puerta import abrir, contexto_de, vigencia_pedida
from bot.cli.salida import ErrorDeOrden, decir

if TYPE_CHECKING:
    from dominio.casos.contexto import Contexto
    from dominio.modelo.identidad import IdDependencia, IdEntidad
    from dominio.modelo.remision import RemisionDeDependencia
    from dominio.modelo.ruta import Paso, Requisito, Ruta, SituacionDePaso
    from dominio.puertos.unidad import UnidadDeTrabajo
    from dominio.valores.fechas import Vigencia

ruta = typer.Typer(cls=GrupoEspanol, help="Los siete pasos del plan, la remisión y la aprobación.")
app.add_typer(ruta, name="ruta")

AnioDe = Annotated[
    int | None, typer.Option("--vigencia", help="Año del plan; por omisión, el del último cargado.")
]
Objeto = Annotated[
    str, typer.Option("--que", help="Paso (1 a 7), requisito (mfmp, poai…) o «dependencia:CÓDIGO».")
]
Razon = Annotated[str | None, typer.Option("--razon", help="La prueba o la razón; queda en la traza.")]
NoAplica = Annotated[bool, typer.Option("--no-aplica", help="No aplica; exige --razon.")]
Quitar = Annotated[bool, typer.Option("--quitar", help="Quita lo dicho: que valgan los datos.")]
CualPaso = Annotated[str, typer.Option("--paso", help="Número del 1 al 7, o su nombre: remision.")]
FechaDe = Annotated[str | None, typer.Option("--fecha", help="Día: 2026-01-20.")]
Norma = Annotated[str | None, typer.Option("--norma", help="Con qué se fijó: «Circular 012».")]


@ruta.command("ver", cls=OrdenEspanol)
def ver(*, entidad: CodigoEntidad, vigencia: AnioDe = None, como_json: ComoJson = False) -> None:
    """Muestra los siete pasos con su estado, su plazo y lo que les falta.

    Ejemplo: asistente ruta ver --entidad 76001 --vigencia 2026
    """
    from bot.textos.plano import sin_html
    from bot.textos.ruta import requisito, resumen
    from dominio.casos.ruta import ver_ruta

    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        vista, hoy = ver_ruta(contexto, vigencia_dicha(vigencia)).ruta, contexto.hoy

    def frase() -> str:
        lineas = [sin_html(resumen(vista, hoy))]
        for paso in vista.pasos:
            faltan = [sin_html(requisito(uno)) for uno in paso.requisitos if uno.falta]
            if faltan and not paso.terminado:
                lineas.append(f"Paso {paso.paso.numero}, falta: " + "; ".join(faltan))
        return "\n".join(lineas)

    decir(_como_dato(vista), frase, como_json)


@ruta.command("remisiones", cls=OrdenEspanol)
def remisiones(*, entidad: CodigoEntidad, vigencia: AnioDe = None, como_json: ComoJson = False) -> None:
    """Muestra dónde va la parte de cada dependencia.

    Ejemplo: asistente ruta remisiones --entidad 76001
    """
    from bot.textos.plano import sin_html
    from bot.textos.remision import cuantas_van, remision
    from dominio.casos.remision import remisiones_del_plan

    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        elegida, todas = remisiones_del_plan(
            contexto_de(herramientas, unidad, entidad), vigencia_dicha(vigencia)
        )

    def frase() -> str:
        lineas = [sin_html(cuantas_van(todas)), *(sin_html(remision(una)) for una in todas)]
        return "\n".join([f"Plan de {elegida}", *lineas])

    decir([como_remision(una) for una in todas], frase, como_json)


@ruta.command("marcar", cls=OrdenEspanol)
def marcar(
    *,
    entidad: CodigoEntidad,
    que: Objeto,
    razon: Razon = None,
    no_aplica: NoAplica = False,
    quitar: Quitar = False,
    vigencia: AnioDe = None,
    como_json: ComoJson = False,
) -> None:
    """Dice a mano que algo está hecho, con su prueba, o que no aplica, con su razón.

    Ejemplo: asistente ruta marcar --entidad 76001 --que lineamientos --razon "Circular 012"
    """
    from dominio.casos.ruta import PeticionDeMarca, marcar_ruta
    from dominio.modelo.marca import ClaseDeMarca

    clase = ClaseDeMarca.NO_APLICA if no_aplica else ClaseDeMarca.HECHO
    clase = ClaseDeMarca.SIN_MARCA if quitar else clase
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        elegida = _elegida(contexto, vigencia)
        objeto = _objeto(unidad, contexto.entidad.id, que)
        vista = marcar_ruta(contexto, elegida, PeticionDeMarca(objeto, clase, razon))
        unidad.confirmar()
    decir(_como_dato(vista), f"Guardado: {que}. Pasos terminados: {vista.hechos} de 7.", como_json)


@ruta.command("plazo", cls=OrdenEspanol)
def plazo(
    *,
    entidad: CodigoEntidad,
    paso: CualPaso,
    fecha: FechaDe = None,
    norma: Norma = None,
    vigencia: AnioDe = None,
    como_json: ComoJson = False,
) -> None:
    """Fija el plazo de un paso; sin --fecha vuelve al propuesto.

    Ejemplo: asistente ruta plazo --entidad 76001 --paso 5 --fecha 2026-01-15 --norma "Circular 012"
    """
    from bot.dialogos.marca_de_ruta import leer_paso
    from dominio.casos.ruta import fijar_plazo

    dia = fecha_dicha(fecha) if fecha else None
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        situacion = fijar_plazo(contexto, _elegida(contexto, vigencia), leer_paso(paso), dia, norma)
        unidad.confirmar()
    como = "propuesto" if situacion.plazo.propuesto else "fijado"
    decir(como_paso(situacion), f"Paso {situacion.paso.numero}: {situacion.plazo.fecha} ({como}).", como_json)


def vigencia_dicha(anio: int | None) -> Vigencia | None:
    """La del año escrito; ``None`` si no se escribió."""
    return vigencia_pedida(anio) if anio is not None else None


def _elegida(contexto: Contexto, anio: int | None) -> Vigencia:
    """La pedida o la del último plan cargado."""
    from dominio.casos.remision import remisiones_del_plan

    return vigencia_dicha(anio) or remisiones_del_plan(contexto)[0]


def _objeto(unidad: UnidadDeTrabajo, entidad_id: IdEntidad, que: str) -> Paso | Requisito | IdDependencia:
    from dominio.casos.directorio import Directorio
    from dominio.modelo.ruta import Paso, Requisito

    dicho = que.strip().lower()
    if dicho.startswith("dependencia:"):
        todas = unidad.entidades.dependencias(entidad_id)
        return Directorio(todas).hallar(dicho.removeprefix("dependencia:")).id
    if dicho.isdecimal() and 1 <= int(dicho) <= len(Paso):
        return list(Paso)[int(dicho) - 1]
    if dicho in tuple(Requisito):
        return Requisito(dicho)
    if dicho in tuple(Paso):
        return Paso(dicho)
    nombres = ", ".join(Requisito)
    raise ErrorDeOrden(f"No sé qué es «{que}»: un paso del 1 al 7 o uno de estos requisitos: {nombres}.")


def fecha_dicha(texto: str) -> date:
    """El día escrito como 2026-01-20.

    Raises:
        ErrorDeOrden: no es una fecha.
    """
    try:
        return date.fromisoformat(texto.strip())
    except ValueError as causa:
        raise ErrorDeOrden(f"«{texto}» no es una fecha: escríbala como 2026-01-20.") from causa


def _como_dato(vista: Ruta) -> dict[str, object]:
    return {
        "vigencia": vista.vigencia.anio,
        "terminados": vista.hechos,
        "pasos": [como_paso(paso) for paso in vista.pasos],
        "dependencias": [como_remision(una) for una in vista.dependencias],
        "aprobado": None if vista.aprobacion is None else vista.aprobacion.fecha,
        "publicaciones": [una.enlace for una in vista.publicaciones],
    }


def como_paso(paso: SituacionDePaso) -> dict[str, object]:
    """El paso como dato, para un programa."""
    return {
        "paso": paso.paso.numero,
        "nombre": paso.paso.value,
        "estado": paso.estado.value,
        "plazo": paso.plazo.fecha,
        "propuesto": paso.plazo.propuesto,
        "norma": paso.plazo.norma,
        "requisitos": {uno.clave.value: uno.estado.value for uno in paso.requisitos},
        "faltan": [uno.clave.value for uno in paso.requisitos if uno.falta],
    }


def como_remision(una: RemisionDeDependencia) -> dict[str, object]:
    """La parte de una dependencia como dato, para un programa."""
    return {
        "dependencia": una.dependencia,
        "estado": una.estado.value,
        "actividades": una.actividades,
        "errores": una.errores,
        "cambio_despues": una.cambio_despues,
    }
