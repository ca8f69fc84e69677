"""``asistente version listar|comparar|exportar|modificar``: la historia del plan, sin chat."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from bot.cli.aplicacion import app
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import ActoDe, Anio, CodigoEntidad, ComoJson, Confirmar, FechaDelActo, RazonDe, Salida
from bot.cli.puerta import abrir, contexto_de, fecha_pedida, vigencia_pedida
from bot.cli.salida import ErrorDeOrden, decir
from dominio.modelo.modificacion import CampoModificable

if TYPE_CHECKING:
    from dominio.casos.contexto import Contexto
    from dominio.casos.modificar import ActividadModificable, CambioRevisado, PeticionDeCambio
    from dominio.casos.versiones import Historia
    from dominio.modelo.libro import Cambio
    from dominio.modelo.version_del_plan import EdicionDelPlan
    from dominio.reglas.cambios_sin_libro import Valor

versiones = typer.Typer(
    cls=GrupoEspanol, help="Las versiones del plan: la aprobada, sus modificaciones y qué cambió en cada una."
)
app.add_typer(versiones, name="version")

Primera = Annotated[int, typer.Argument(min=1, help="Número de la versión de antes.")]
Segunda = Annotated[int, typer.Argument(min=1, help="Número de la versión de después.")]
Numero = Annotated[int, typer.Argument(min=1, help="Número de la versión.")]
Actividad = Annotated[str, typer.Option("--actividad", help="Código de la actividad.")]
Campo = Annotated[CampoModificable, typer.Option("--campo", help="Qué se le cambia.")]
ValorNuevo = Annotated[
    str | None,
    typer.Option("--valor", help="Fecha 2026-11-30, puntos 40, cantidad 12.5, pesos 1500000 o un nombre."),
]
FuenteDe = Annotated[
    str | None, typer.Option("--fuente", help="Código o nombre de la fuente, si la actividad tiene varias.")
]


@versiones.command("listar", cls=OrdenEspanol)
def listar(*, entidad: CodigoEntidad, vigencia: Anio, como_json: ComoJson = False) -> None:
    """Muestra cada edición del plan: cuándo, quién, con qué acto y por qué.

    Ejemplo: asistente version listar --entidad 76001 --vigencia 2026
    """
    from bot.textos.plano import sin_html
    from bot.textos.versiones import en_lista

    historia = _historia(entidad, vigencia)
    datos = [_como_dato(una) for una in historia.ediciones]

    def frase() -> str:
        lineas = [sin_html(en_lista(una)) for una in historia.ediciones]
        return "\n".join(lineas) or "Esa vigencia todavía no tiene plan guardado."

    decir(datos, frase, como_json)


@versiones.command("comparar", cls=OrdenEspanol)
def comparar(
    antes: Primera,
    despues: Segunda,
    *,
    entidad: CodigoEntidad,
    vigencia: Anio,
    como_json: ComoJson = False,
) -> None:
    """Dice qué cambió de una versión a otra, campo por campo.

    Ejemplo: asistente version comparar 1 2 --entidad 76001 --vigencia 2026
    """
    from bot.textos.plano import sin_html
    from bot.textos.versiones import cambio_en_linea
    from dominio.casos.versiones import comparar_versiones, historia_del_plan

    anio = vigencia_pedida(vigencia)
    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        historia = historia_del_plan(contexto, anio)
        cambios = comparar_versiones(contexto, anio, historia.version(antes).id, historia.version(despues).id)

    def frase() -> str:
        lineas = [sin_html(cambio_en_linea(cambio)) for cambio in cambios]
        return "\n".join(lineas) or f"La versión {antes} y la {despues} programan lo mismo."

    decir([_de_cambio(cambio) for cambio in cambios], frase, como_json)


@versiones.command("exportar", cls=OrdenEspanol)
def exportar(
    numero: Numero,
    *,
    entidad: CodigoEntidad,
    vigencia: Anio,
    salida: Salida,
    como_json: ComoJson = False,
) -> None:
    """Escribe el consolidado de una versión, como estaba cuando empezó a valer.

    Ejemplo: asistente version exportar 1 --entidad 76001 --vigencia 2026 --salida aprobado.xlsx
    """
    from bot.cli.ordenes.libros import consolidado

    consolidado(entidad=entidad, vigencia=vigencia, salida=Path(salida), version=numero, como_json=como_json)


@versiones.command("modificar", cls=OrdenEspanol)
def modificar(
    *,
    entidad: CodigoEntidad,
    actividad: Actividad,
    campo: Campo,
    valor: ValorNuevo = None,
    fuente: FuenteDe = None,
    razon: RazonDe = None,
    acto: ActoDe = None,
    fecha_acto: FechaDelActo = None,
    confirmar: Confirmar = False,
    como_json: ComoJson = False,
) -> None:
    """Cambia un dato de una actividad, o la cierra; sin --confirmar solo dice qué cambiaría.

    Ejemplo: asistente version modificar --entidad 76001 --actividad A-012 --campo fin
    --valor 2026-11-30 --razon "Suspensión del contrato" --acto "Decreto 0412"
    --fecha-acto 2026-07-15 --confirmar
    """
    from dominio.casos.modificar import modificar_actividad, revisar_cambio
    from dominio.modelo.modificacion import DatosDeModificacion

    datos = (
        DatosDeModificacion(razon, acto, fecha_pedida(fecha_acto)) if razon or acto or fecha_acto else None
    )
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        peticion = _peticion(contexto, actividad, campo, (valor, fuente), datos)
        edicion = None
        if confirmar:
            revisado, edicion = modificar_actividad(contexto, peticion)
            unidad.confirmar()
        else:
            revisado = revisar_cambio(contexto, peticion)
    _decir_cambio(revisado, edicion, como_json=como_json)


def _historia(entidad: str, vigencia: int) -> Historia:
    from dominio.casos.versiones import historia_del_plan

    anio = vigencia_pedida(vigencia)
    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        return historia_del_plan(contexto_de(herramientas, unidad, entidad), anio)


def _como_dato(edicion: EdicionDelPlan) -> dict[str, object]:
    acto = edicion.acto
    return {
        "secuencia": edicion.secuencia,
        "clase": edicion.clase.value,
        "numero": edicion.numero,
        "version": edicion.version,
        "desde": edicion.en,
        "autor": edicion.autor,
        "acto": None if acto is None else acto.numero,
        "fecha_acto": None if acto is None else acto.fecha,
        "razon": edicion.razon,
        "origen": edicion.origen,
        "huella": edicion.huella,
    }


def _de_cambio(cambio: Cambio) -> dict[str, object]:
    return {
        "clase": cambio.clase,
        "objeto": cambio.objeto,
        "tipo": cambio.tipo,
        "campo": cambio.campo,
        "antes": cambio.antes,
        "despues": cambio.despues,
    }


def _peticion(
    contexto: Contexto,
    codigo: str,
    campo: CampoModificable,
    escrito: tuple[str | None, str | None],
    datos: object,
) -> PeticionDeCambio:
    from dominio.casos.modificar import PeticionDeCambio, actividad_modificable, actividades_modificables
    from dominio.modelo.modificacion import DatosDeModificacion

    hallada = next((r for r in actividades_modificables(contexto) if r.codigo == codigo.strip()), None)
    if hallada is None:
        raise ErrorDeOrden(
            f"No hay una actividad vigente con el código {codigo}: revíselo y repita la orden."
        )
    valor, fuente = escrito
    ficha = actividad_modificable(contexto, hallada.id)
    persona = _persona(ficha, valor) if campo is CampoModificable.RESPONSABLE else None
    return PeticionDeCambio(
        hallada.id,
        campo,
        None if persona is not None else _leer(campo, valor),
        _registro(ficha, fuente) if campo is CampoModificable.MONTO else None,  # type: ignore[arg-type]
        persona,  # type: ignore[arg-type]
        datos if isinstance(datos, DatosDeModificacion) else None,
    )


def _leer(campo: CampoModificable, texto: str | None) -> Valor:
    from dominio.valores.dinero import Pesos
    from dominio.valores.porcentaje import Porcentaje

    if campo is CampoModificable.CIERRE:
        return None
    limpio = (texto or "").strip()
    try:
        if campo in (CampoModificable.INICIO, CampoModificable.FIN):
            return date.fromisoformat(limpio)
        if campo is CampoModificable.PONDERACION:
            return Porcentaje.de(limpio)
        return Pesos.de(limpio) if campo is CampoModificable.MONTO else Decimal(limpio)
    except (ValueError, InvalidOperation) as causa:
        raise ErrorDeOrden(
            f"«{limpio}» no sirve para {campo.value}: escriba --valor 2026-11-30 si es una fecha, o un "
            "número con punto decimal."
        ) from causa


def _persona(ficha: ActividadModificable, nombre: str | None) -> int:
    from dominio.entender.texto import normalizar

    buscado = normalizar(nombre or "")
    halladas = [persona for persona in ficha.personas if normalizar(persona.nombre) == buscado]
    if len(halladas) != 1:
        opciones = "; ".join(persona.nombre for persona in ficha.personas)
        raise ErrorDeOrden(
            f"«{nombre}» no puede quedar como responsable. Escriba --valor con uno de: {opciones}."
        )
    return int(halladas[0].id)


def _registro(ficha: ActividadModificable, fuente: str | None) -> int | None:
    from dominio.entender.texto import normalizar

    if fuente is None and len(ficha.registros) == 1:
        return None
    buscada = normalizar(fuente or "")
    for registro in ficha.registros:
        if buscada and buscada in (
            normalizar(registro.fuente_codigo or ""),
            normalizar(registro.fuente or ""),
        ):
            return int(registro.id)
    opciones = "; ".join(r.fuente_codigo or r.fuente or "sin fuente" for r in ficha.registros)
    raise ErrorDeOrden(f"Diga de cuál fuente es el monto con --fuente: {opciones}.")


def _decir_cambio(revisado: CambioRevisado, edicion: EdicionDelPlan | None, *, como_json: bool) -> None:
    from bot.textos.plano import sin_html
    from bot.textos.versiones import lo_que_cambia, quedo_como

    datos = {
        "actividad": revisado.renglon.codigo,
        "campo": revisado.campo.value,
        "antes": revisado.antes,
        "despues": revisado.despues,
        "exige_acto": revisado.exige_acto,
        "guardado": edicion is not None,
        "version": None if edicion is None else edicion.numero,
    }

    def frase() -> str:
        lineas = [sin_html(linea) for linea in lo_que_cambia(revisado)]
        if edicion is not None:
            return "\n".join([*lineas, sin_html(quedo_como(edicion))])
        if revisado.exige_acto:
            lineas.append("El plan ya está aprobado: agregue --razon, --acto y --fecha-acto.")
        return "\n".join([*lineas, "No se guardó nada: agregue --confirmar."])

    decir(datos, frase, como_json)
