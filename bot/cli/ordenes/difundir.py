"""``asistente difundir enviar|listar|ver|detener|reintentar``: lo mismo que /difundir, sin chat."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from bot.cli.aplicacion import app
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import CodigoEntidad, ComoJson, Confirmar
from bot.cli.puerta import abrir, contexto_de
from bot.cli.salida import Codigo, ErrorDeOrden, decir

if TYPE_CHECKING:
    from dominio.casos.difundir import RevisionDeDifusion
    from dominio.modelo.difusion import CuentaDeDifusion, DifusionConCuenta, IdDifusion
    from dominio.modelo.persona import Persona

difundir = typer.Typer(cls=GrupoEspanol, help="Mensajes a un rol o a unas dependencias, y a quién le llegan.")
app.add_typer(difundir, name="difundir")

AQuienes = Annotated[
    str,
    typer.Option("--a", help="«todos», un rol o dependencias: «responsables de salud», «salud y educación»."),
]
Mensaje = Annotated[str, typer.Option("--mensaje", help="Lo que se les dice; hasta 2.500 caracteres.")]
Ya = Annotated[bool, typer.Option("--ya", help="Sale ahora aunque sea de noche o no se trabaje.")]
Cual = Annotated[
    int | None, typer.Argument(min=1, metavar="NÚMERO", help="El de la difusión, como sale en «listar».")
]
Numero = Annotated[int | None, typer.Option("--numero", min=1, help="El mismo, con su nombre.")]
Clave = Annotated[
    str | None,
    typer.Option("--clave", help="La misma clave es la misma difusión: repetir la orden no manda otra."),
]


@difundir.command("enviar", cls=OrdenEspanol)
def enviar(
    *,
    entidad: CodigoEntidad,
    a: AQuienes,
    mensaje: Mensaje,
    ya: Ya = False,
    clave: Clave = None,
    confirmar: Confirmar = False,
    como_json: ComoJson = False,
) -> None:
    """Manda un mensaje a un grupo; sin --confirmar solo dice a quiénes les llegaría.

    Ejemplo: asistente difundir enviar --entidad 76001 --a "responsables de salud"
    --mensaje "Mañana cierra el corte" --confirmar
    """
    from bot.dialogos.difusion import cuerpo_de
    from bot.dialogos.difusion_destino import destino_de, leer_o_rechazar
    from dominio.casos import difundir as casos

    unica = f"cli-{entidad}-{clave or secrets.token_urlsafe(9)}"
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        peticion = casos.PeticionDeDifusion(destino_de(leer_o_rechazar(contexto, a)), mensaje, ya)
        hecha = unidad.difusiones.por_clave(unica) if confirmar else None
        revision = None if hecha else casos.revisar_difusion(contexto, peticion)
        nueva = None
        if confirmar:
            cuerpo = cuerpo_de(contexto, revision.texto if revision else mensaje)
            nueva = casos.difundir(contexto, peticion, unica, cuerpo)
            unidad.confirmar()
    decir(_lo_revisado(revision, nueva), lambda: _frase(revision, nueva, contexto.ahora), como_json)


@difundir.command("listar", cls=OrdenEspanol)
def listar(*, entidad: CodigoEntidad, como_json: ComoJson = False) -> None:
    """Muestra las últimas difusiones con su resultado.

    Ejemplo: asistente difundir listar --entidad 76001
    """
    from bot.textos.difusiones import en_lista
    from bot.textos.plano import sin_html
    from dominio.casos.difusiones import difusiones_recientes

    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        recientes = difusiones_recientes(contexto)
        dependencias = unidad.entidades.dependencias(contexto.entidad.id)
    frase = "\n".join(sin_html(en_lista(una, dependencias)) for una in recientes)
    decir([_como_dato(una) for una in recientes], frase or "Todavía no se ha difundido nada.", como_json)


@difundir.command("ver", cls=OrdenEspanol)
def ver(
    cual: Cual = None, *, entidad: CodigoEntidad, numero: Numero = None, como_json: ComoJson = False
) -> None:
    """Muestra cómo va una difusión y a quiénes no les ha llegado, todos, con el motivo.

    Ejemplo: asistente difundir ver 7 --entidad 76001
    """
    from bot.textos.difusiones import estado, sin_recibir
    from bot.textos.marcado import unir
    from bot.textos.plano import sin_html
    from dominio.casos.difusiones import consultar_difusion, no_la_recibieron

    pedida = _pedida(cual, numero)
    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        una = consultar_difusion(contexto, pedida)
        faltan = no_la_recibieron(contexto, una.difusion.id)
        frase = sin_html(unir([estado(una, contexto.ahora), *map(sin_recibir, faltan)]))
    no_les_llego = [
        {"persona": f.nombre, "dependencia": f.dependencia, "motivo": f.situacion.value} for f in faltan
    ]
    decir(_como_dato(una) | {"sin_recibir": no_les_llego}, frase, como_json)


@difundir.command("detener", cls=OrdenEspanol)
def detener(
    cual: Cual = None, *, entidad: CodigoEntidad, numero: Numero = None, como_json: ComoJson = False
) -> None:
    """Cancela lo que no ha salido de una difusión.

    Ejemplo: asistente difundir detener 7 --entidad 76001
    """
    from dominio.casos.difusiones import detener_difusion

    pedida = _pedida(cual, numero)
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        una, canceladas = detener_difusion(contexto_de(herramientas, unidad, entidad), pedida)
        unidad.confirmar()
    datos = _como_dato(una) | {"canceladas": canceladas}
    decir(datos, f"Detenida. Mensajes que ya no salen: {canceladas}.", como_json)


@difundir.command("reintentar", cls=OrdenEspanol)
def reintentar(
    cual: Cual = None, *, entidad: CodigoEntidad, numero: Numero = None, como_json: ComoJson = False
) -> None:
    """Vuelve a mandar una difusión terminada a quienes no la recibieron y hoy podrían.

    Ejemplo: asistente difundir reintentar 7 --entidad 76001
    """
    from bot.dialogos.difusion import cuerpo_de
    from dominio.casos.difusiones import consultar_difusion, reintentar_difusion

    pedida = _pedida(cual, numero)
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        texto = consultar_difusion(contexto, pedida).difusion.texto
        una, cuantas = reintentar_difusion(contexto, pedida, cuerpo_de(contexto, texto))
        unidad.confirmar()
    datos = _como_dato(una) | {"reintentadas": cuantas}
    decir(datos, f"Va otra vez. Mensajes en la salida: {cuantas}.", como_json)


def _lo_revisado(revision: RevisionDeDifusion | None, hecha: DifusionConCuenta | None) -> dict[str, object]:
    sale_en = hecha.difusion.sale_en if hecha else revision.sale_en if revision else None
    return {
        "guardado": hecha is not None,
        "ya_estaba": hecha is not None and revision is None,
        "numero": hecha.difusion.id if hecha else None,
        "sale_en": sale_en,
        # De la que ya estaba no se revisa otra vez a quiénes les llega: «personas» dice cómo va.
        "recibiran": _nombres(revision.recibiran) if revision else None,
        "sin_cuenta": _nombres(revision.sin_cuenta) if revision else None,
        "bloquearon": _nombres(revision.bloquearon) if revision else None,
        "personas": _por_situacion(hecha.cuenta) if hecha else None,
    }


def _nombres(personas: tuple[Persona, ...]) -> list[str]:
    return [persona.nombre for persona in personas]


def _como_dato(una: DifusionConCuenta) -> dict[str, object]:
    difusion = una.difusion
    return {
        "numero": difusion.id,
        "autor": difusion.autor,
        "texto": difusion.texto,
        "rol": None if difusion.destino.rol is None else difusion.destino.rol.value,
        "dependencias": list(difusion.destino.dependencias),
        "creada_en": difusion.creada_en,
        "sale_en": difusion.sale_en,
        "detenida_en": difusion.detenida_en,
        "terminada_en": difusion.terminada_en,
        "personas": _por_situacion(una.cuenta),
    }


def _por_situacion(cuenta: CuentaDeDifusion) -> dict[str, int]:
    return {situacion.value: cuantas for situacion, cuantas in sorted(cuenta.por_situacion.items())}


def _frase(revision: RevisionDeDifusion | None, hecha: DifusionConCuenta | None, ahora: datetime) -> str:
    from bot.textos.difusiones import cuando_sale, cuantas_la_reciben, estado, personas
    from bot.textos.plano import sin_html

    if revision is None:
        repetida = "Esa clave ya estaba: no se mandó otra."
        return repetida if hecha is None else f"{repetida}\n{sin_html(estado(hecha, ahora))}"
    sale = sin_html(cuando_sale(revision.sale_en, revision.decente, ahora))
    antes = f"{sin_html(cuantas_la_reciben(revision))}\n"
    if hecha is None:
        return f"{antes}{sale}\nNo se guardó nada: agregue --confirmar."
    numero, cuantas = hecha.difusion.id, personas(hecha.cuenta.pendientes)
    return f"{antes}Difusión {numero} en la salida, para {cuantas}. {sale}"


def _pedida(cual: int | None, numero: int | None) -> IdDifusion:
    """El número, suelto o con --numero.

    Raises:
        ErrorDeOrden: falta, o se dieron dos distintos.
    """
    from dominio.modelo.difusion import IdDifusion

    dichos = {uno for uno in (cual, numero) if uno is not None}
    if len(dichos) != 1:
        raise ErrorDeOrden("Diga el número de una difusión: «asistente difundir ver 7 …».", Codigo.USO)
    return IdDifusion(dichos.pop())
