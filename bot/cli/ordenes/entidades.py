"""``asistente entidad crear|listar|ajustar`` e ``asistente invitar``."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.cli.aplicacion import app
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import (
    CodigoEntidad,
    CodigoNuevo,
    ComoJson,
    DependenciaDe,
    LimiteDe,
    NombreEntidad,
    NombrePersona,
    PapelDe,
    SiNo,
    VistoBuenoDe,
)
from bot.cli.puerta import abrir, contexto_de
from bot.cli.salida import decir, quejarse
from bot.textos.roles import nombre_del_rol

if TYPE_CHECKING:
    from bot.armado import Herramientas
    from dominio.modelo.entidad import Entidad

entidad = typer.Typer(cls=GrupoEspanol, help="Entidades territoriales que atiende este asistente.")
app.add_typer(entidad, name="entidad")


@entidad.command("crear", cls=OrdenEspanol)
def crear(*, codigo: CodigoNuevo, nombre: NombreEntidad, como_json: ComoJson = False) -> None:
    """Registra una entidad.

    Ejemplo: asistente entidad crear --codigo 76001 --nombre "Distrito de Santiago de Cali"
    """
    from dominio.casos.entidades import crear_entidad

    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        nueva = crear_entidad(unidad, codigo, nombre, herramientas.reloj.ahora())
        unidad.confirmar()
    datos = {"codigo": nueva.codigo, "nombre": nueva.nombre}
    decir(datos, f"Entidad {nueva.codigo} registrada: {nueva.nombre}.", como_json)


@entidad.command("listar", cls=OrdenEspanol)
def listar(*, como_json: ComoJson = False) -> None:
    """Muestra las entidades registradas.

    Ejemplo: asistente entidad listar --json
    """
    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        datos = [
            {
                "codigo": una.codigo,
                "nombre": una.nombre,
                "vigencias": [vigencia.anio for vigencia in unidad.planes.vigencias(una.id)],
                "visto_bueno": una.visto_bueno,
            }
            for una in unidad.entidades.listar()
        ]

    def frase() -> str:
        if not datos:
            return "Todavía no hay entidades. Registre una con «asistente entidad crear»."
        return "\n".join(
            f"{una['codigo']}  {una['nombre']}  (planes: {_vigencias(una['vigencias'])}; visto bueno de la "
            f"jefatura: {_si_o_no(una['visto_bueno'])})"
            for una in datos
        )

    decir(datos, frase, como_json)


def _vigencias(anios: object) -> str:
    lista = anios if isinstance(anios, list) else []
    return ", ".join(str(anio) for anio in lista) or "ninguno"


def _si_o_no(valor: object) -> str:
    return "sí" if valor else "no"


@entidad.command("ajustar", cls=OrdenEspanol)
def ajustar(
    *,
    entidad: CodigoEntidad,
    visto_bueno: VistoBuenoDe = None,
    limite_narrativa: LimiteDe = None,
    como_json: ComoJson = False,
) -> None:
    """Decide si hay visto bueno de la jefatura y cuánto admite el formato en lo narrado.

    Ejemplo: asistente entidad ajustar --entidad 76001 --visto-bueno si --limite-narrativa 225
    """
    from dominio.casos.entidades import ajustar_limite_narrativa, ajustar_visto_bueno

    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        ajustada = contexto.entidad
        if visto_bueno is not None:
            ajustada = ajustar_visto_bueno(contexto, visto_bueno is SiNo.SI)
        if limite_narrativa is not None:
            ajustada = ajustar_limite_narrativa(contexto, limite_narrativa or None)
        unidad.confirmar()
    datos = {
        "codigo": ajustada.codigo,
        "visto_bueno": ajustada.visto_bueno,
        "limite_narrativa": ajustada.limite_narrativa,
    }
    decir(datos, _ajustes(ajustada), como_json)


def _ajustes(una: Entidad) -> str:
    """Cómo quedó la entidad, en una frase."""
    camino = "primero a la jefatura de la dependencia" if una.visto_bueno else "directo a planeación"
    limite = "sin límite" if una.limite_narrativa is None else f"hasta {una.limite_narrativa} caracteres"
    return f"Entidad {una.codigo}: los reportes van {camino}; lo narrado, {limite}."


@app.command("invitar", cls=OrdenEspanol)
def invitar(
    *,
    entidad: CodigoEntidad,
    rol: PapelDe,
    nombre: NombrePersona,
    dependencia: DependenciaDe = None,
    como_json: ComoJson = False,
) -> None:
    """Crea un enlace de un solo uso para que una persona se vincule desde su teléfono.

    Ejemplo: asistente invitar --entidad 76001 --rol responsable --nombre "María Pérez" --dependencia 10
    """
    from dominio.casos.vincular import DatosInvitacion
    from dominio.casos.vincular import invitar as crear_invitacion

    with abrir() as herramientas:
        bot = _nombre_del_bot(herramientas)
        with herramientas.almacen.unidad() as unidad:
            contexto = contexto_de(herramientas, unidad, entidad)
            hecha = crear_invitacion(contexto, DatosInvitacion(nombre, rol, dependencia))
            unidad.confirmar()
    enlace = f"https://t.me/{bot or 'BOT'}?start={hecha.codigo}"
    datos = {
        "enlace": enlace,
        "codigo": hecha.codigo,
        "persona": hecha.persona.nombre,
        "rol": rol.value,
        "vence": hecha.vence_en,
    }
    frase = (
        f"{enlace}\nPara {hecha.persona.nombre} ({nombre_del_rol(rol)}). Sirve una sola vez y vence en "
        "72 horas: envíelo solo a esa persona."
    )
    decir(datos, frase, como_json)
    if bot is None:
        quejarse(
            "No sé el nombre del bot: cambie BOT por el suyo en el enlace, o corra antes «asistente servir»."
        )


def _nombre_del_bot(herramientas: Herramientas) -> str | None:
    """El que se anotó al atender, o el que diga Telegram; ``None`` si no se puede saber."""
    conocido = herramientas.nombre_del_bot()
    if conocido is None and herramientas.ajustes.token is not None:
        conocido = asyncio.run(_preguntar(herramientas))
    return conocido


async def _preguntar(herramientas: Herramientas) -> str | None:
    from bot.armado import cliente_de_telegram

    cliente = cliente_de_telegram(herramientas.ajustes)
    try:
        nombre = await cliente.abrir()
    except Exception:  # noqa: BLE001 - sin Telegram a la vista la invitación igual se puede crear
        return None
    finally:
        await cliente.cerrar()
    herramientas.anotar_nombre_del_bot(nombre)
    return nombre
