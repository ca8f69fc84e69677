"""``asistente recordatorios``: los tipos, las fechas de ley, el calendario y a quién no le llega."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Annotated

from bot.cli.aplicacion import app
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import CodigoEntidad, ComoJson, SiNo
from bot.cli.puerta import abrir, contexto_de, fecha_pedida
from bot.cli.recordatorios_en_palabras import (
    ajuste_en_palabras,
    entidad_como_dato,
    entidad_en_palabras,
    fecha_como_dato,
    fecha_en_palabras,
    no_entregables_como_dato,
    no_entregables_en_palabras,
    tipo_como_dato,
    tipo_en_palabras,
)
from bot.cli.salida import Codigo, ErrorDeOrden, decir
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio

if TYPE_CHECKING:
    from dominio.casos.configurar_recordatorios import CambioDeRecordatorio
    from dominio.modelo.recordados import TipoConfigurado

recordatorios = typer.Typer(
    cls=GrupoEspanol,
    help="Lo que el asistente recuerda por su cuenta: qué, cuándo, a quién y a quién no le llega.\n\n"
    "Ejemplo: asistente recordatorios tipos --entidad 76001",
)
app.add_typer(recordatorios, name="recordatorios")

CualTipo = Annotated[TipoRecordatorio, typer.Argument(help="Tipo, como sale en «recordatorios tipos».")]
CualFecha = Annotated[str, typer.Argument(help="Código de la fecha de ley: CUIPO-T1.")]
DeEntidad = Annotated[
    str | None, typer.Option("--entidad", help="Código DIVIPOLA; sin él, como vienen con el asistente.")
]
Dias = Annotated[
    str | None, typer.Option("--dias", help="Días hábiles antes, o después en lo vencido: 15,7,3,1,0.")
]
Hora = Annotated[
    str | None, typer.Option("--hora", help="Hora de Bogotá en 24 horas, desde 7:00 y antes de 19:00: 14:30.")
]
Peso = Annotated[Severidad | None, typer.Option("--severidad", help="Cuánto pesa; «error» es grave.")]
Texto = Annotated[
    str | None,
    typer.Option("--texto", help="Primera línea propia, con \\[codigo], \\[dias]…; vacío quita la que haya."),
]
Razon = Annotated[
    str | None, typer.Option("--razon", help="Por qué; hace falta para apagar lo que exige la ley.")
]
Norma = Annotated[str | None, typer.Option("--norma", help="Norma que fija la fecha.")]
Quien = Annotated[str | None, typer.Option("--verificada-por", help="Quién comprobó la norma y la fecha.")]


@recordatorios.command("tipos", cls=OrdenEspanol)
def tipos(
    *,
    entidad: DeEntidad = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Como documento, en Markdown.")] = False,
    como_json: ComoJson = False,
) -> None:
    """Muestra cada tipo de recordatorio: a quién, cuándo, a qué hora y si se puede callar.

    Ejemplo: asistente recordatorios tipos --entidad 76001
    """
    from bot.textos.fichas_de_recordatorios import en_markdown
    from dominio.casos.configurar_recordatorios import tipos_de_recordatorio
    from dominio.modelo.recordados import TipoConfigurado
    from dominio.reglas.fechas_legales import DE_OMISION
    from dominio.reglas.recordatorios import FICHAS

    if markdown:
        decir([], lambda: en_markdown(FICHAS.values(), DE_OMISION), como_json=False)
        return
    if entidad is None:
        todos = tuple(TipoConfigurado(ficha, ficha) for ficha in FICHAS.values())
    else:
        with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
            todos = tipos_de_recordatorio(contexto_de(herramientas, unidad, entidad))
    decir(
        [tipo_como_dato(uno) for uno in todos],
        lambda: "\n".join(tipo_en_palabras(uno) for uno in todos),
        como_json,
    )


@recordatorios.command("ajustar", cls=OrdenEspanol)
def ajustar(
    tipo: CualTipo,
    *,
    entidad: CodigoEntidad,
    dias: Dias = None,
    hora: Hora = None,
    severidad: Peso = None,
    texto: Texto = None,
    apagar: Annotated[bool, typer.Option("--apagar", help="Deja de recordarlo.")] = False,
    prender: Annotated[bool, typer.Option("--prender", help="Vuelve a recordarlo.")] = False,
    restablecer: Annotated[bool, typer.Option("--restablecer", help="Lo deja como viene.")] = False,
    razon: Razon = None,
    como_json: ComoJson = False,
) -> None:
    """Cambia un tipo para toda la entidad: días, hora, severidad o texto; o lo apaga o prende.

    Ejemplo: asistente recordatorios ajustar plazo --entidad 76001 --dias 10,5,1,0 --hora 9:00
    """
    from dominio.casos.configurar_recordatorios import CambioDeRecordatorio

    if apagar and prender:
        raise ErrorDeOrden("Use --apagar o --prender, no los dos.", Codigo.USO)
    activo = False if apagar else True if prender else None
    if not restablecer and (activo, dias, hora, severidad, texto) == (None,) * 5:
        raise ErrorDeOrden(
            "Diga qué cambia: --dias, --hora, --severidad, --texto, --apagar, --prender o --restablecer.",
            Codigo.USO,
        )
    cambio = CambioDeRecordatorio(
        tipo, activo, _dias(dias), _hora(hora), severidad, texto, restablecer, razon
    )
    antes, quedo, guardado = _ajustado(entidad, cambio)
    datos = tipo_como_dato(quedo) | {"cambiado": guardado}
    decir(datos, lambda: ajuste_en_palabras(antes, quedo, guardado), como_json)


def _ajustado(entidad: str, cambio: CambioDeRecordatorio) -> tuple[TipoConfigurado, TipoConfigurado, bool]:
    """Cómo estaba, cómo quedó y si cambió: pedir lo que ya está no es un error."""
    from dominio.casos.configurar_recordatorios import ajustar_recordatorio, tipos_de_recordatorio
    from dominio.errores.ajustes_de_recordatorio import RecordatorioSinCambio

    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        antes = next(uno for uno in tipos_de_recordatorio(contexto) if uno.ficha.tipo is cambio.tipo)
        try:
            quedo = ajustar_recordatorio(contexto, cambio)
        except RecordatorioSinCambio:
            return antes, antes, False
        unidad.confirmar()
    return antes, quedo, True


@recordatorios.command("legales", cls=OrdenEspanol)
def legales(*, entidad: CodigoEntidad, como_json: ComoJson = False) -> None:
    """Muestra las fechas de ley: cuándo caen, contra qué día se recuerdan y quién las verificó.

    Ejemplo: asistente recordatorios legales --entidad 76001
    """
    from dominio.casos.fechas_de_ley import fechas_de_ley

    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        todas = fechas_de_ley(contexto_de(herramientas, unidad, entidad))
    decir(
        [fecha_como_dato(una) for una in todas],
        lambda: "\n".join(fecha_en_palabras(una) for una in todas),
        como_json,
    )


@recordatorios.command("verificar", cls=OrdenEspanol)
def verificar(
    fecha: CualFecha,
    *,
    entidad: CodigoEntidad,
    norma: Norma = None,
    verificada_por: Quien = None,
    apagar: Annotated[bool, typer.Option("--apagar", help="Deja de recordarla; pide --razon.")] = False,
    nombre: Annotated[str | None, typer.Option("--nombre", help="Qué vence; con --dia, la agrega.")] = None,
    dia: Annotated[str | None, typer.Option("--dia", help="Día de una nueva, DD/MM: 28/02.")] = None,
    del_anio_siguiente: Annotated[
        bool, typer.Option("--del-anio-siguiente", help="Vence el año siguiente al del plan.")
    ] = False,
    razon: Razon = None,
    como_json: ComoJson = False,
) -> None:
    """Activa una fecha de ley diciendo su norma y quién la verificó, la apaga, o agrega una propia.

    Ejemplo: asistente recordatorios verificar SIRECI --entidad 76001 --norma "Resolución 042 de 2020"
    --verificada-por "Gloria Cruz"
    """
    from dominio.casos import fechas_de_ley as casos

    if (nombre is None) != (dia is None):
        raise ErrorDeOrden("Para agregar una fecha hacen falta --nombre y --dia.", Codigo.USO)
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        if nombre is not None and dia is not None:
            cuando = _dia_y_mes(dia)
            nueva = casos.FechaLegalNueva(
                nombre, norma or "", *cuando, verificada_por or "", del_anio_siguiente, fecha
            )
            hecha = casos.agregar_fecha_de_ley(contexto, nueva)
        elif apagar:
            hecha = casos.apagar_fecha_de_ley(contexto, fecha, razon or "")
        else:
            hecha = casos.activar_fecha_de_ley(contexto, fecha, norma or "", verificada_por or "")
        unidad.confirmar()
    decir(fecha_como_dato(hecha), lambda: f"Guardado.\n{fecha_en_palabras(hecha)}", como_json)


@recordatorios.command("calendario", cls=OrdenEspanol)
def calendario(
    *,
    entidad: CodigoEntidad,
    festivo: Annotated[str | None, typer.Option("--festivo", help="Agrega un festivo local.")] = None,
    quitar: Annotated[str | None, typer.Option("--quitar", help="Quita un festivo local.")] = None,
    sabado: Annotated[SiNo | None, typer.Option("--sabado", help="Si el sábado se trabaja.")] = None,
    como_json: ComoJson = False,
) -> None:
    """Muestra los festivos locales y si el sábado se trabaja; con opciones, los cambia.

    Ejemplo: asistente recordatorios calendario --entidad 76001 --festivo 2026-12-28 --sabado no
    """
    from dominio.casos.configurar_recordatorios import (
        CambioDeCalendario,
        ajustar_calendario,
        calendario_de_la_entidad,
    )
    from dominio.errores.ajustes_de_recordatorio import CalendarioSinCambio

    habil = None if sabado is None else sabado is SiNo.SI
    cambio = CambioDeCalendario(fecha_pedida(festivo), fecha_pedida(quitar), habil)
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        if cambio == CambioDeCalendario():
            una = calendario_de_la_entidad(contexto)
        else:
            try:
                una = ajustar_calendario(contexto, cambio)
                unidad.confirmar()
            except CalendarioSinCambio:
                una = calendario_de_la_entidad(contexto)
    decir(entidad_como_dato(una), lambda: entidad_en_palabras(una), como_json)


@recordatorios.command("no-entregables", cls=OrdenEspanol)
def sin_entregar(*, entidad: CodigoEntidad, como_json: ComoJson = False) -> None:
    """Dice a quién no le llega lo que se recuerda, desde cuándo y por qué; y qué no tiene responsable.

    Ejemplo: asistente recordatorios no-entregables --entidad 76001 --json
    """
    from dominio.casos.no_entregables import no_entregables

    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        panorama = no_entregables(contexto_de(herramientas, unidad, entidad))
    decir(no_entregables_como_dato(panorama), lambda: no_entregables_en_palabras(panorama), como_json)


def _dias(texto: str | None) -> tuple[int, ...] | None:
    from bot.dialogos.ajuste_de_recordatorio import leer_dias

    return None if texto is None else leer_dias(texto)


def _hora(texto: str | None) -> time | None:
    from bot.textos.horas import leer_hora

    return None if texto is None else leer_hora(texto, de_24=True)


def _dia_y_mes(texto: str) -> tuple[int, int]:
    """Mes y día de «28/02».

    Raises:
        ErrorDeOrden: no está escrito así.
    """
    dia, _barra, mes = texto.strip().partition("/")
    if not (dia.isdecimal() and mes.isdecimal()):
        raise ErrorDeOrden(f"«{texto}» no es un día: escríbalo como 28/02.", Codigo.USO)
    return int(mes), int(dia)
