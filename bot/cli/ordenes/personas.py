"""``asistente persona listar|revocar|cambiar-rol``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.aplicacion import app
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import (
    CodigoEntidad,
    ComoJson,
    DependenciaDe,
    MotivoDe,
    NombreDePersona,
    PapelDe,
    TextoDePersonas,
)
from bot.cli.puerta import abrir, contexto_de
from bot.cli.salida import Codigo, ErrorDeOrden, decir
from bot.textos.personas import situacion
from bot.textos.roles import nombre_del_rol

if TYPE_CHECKING:
    from dominio.casos.contexto import Contexto
    from dominio.modelo.ficha import Ficha
    from dominio.modelo.persona import Persona

persona = typer.Typer(cls=GrupoEspanol, help="Personas de una entidad: su acceso y su rol.")
app.add_typer(persona, name="persona")


@persona.command("listar", cls=OrdenEspanol)
def listar(*, entidad: CodigoEntidad, texto: TextoDePersonas = "", como_json: ComoJson = False) -> None:
    """Muestra las personas de la entidad y en qué punto está su vinculación.

    Ejemplo: asistente persona listar --entidad 76001 --texto "sin vincular"
    """
    from dominio.casos.personas import listar_personas

    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        fichas = listar_personas(contexto_de(herramientas, unidad, entidad), texto)
    datos = [
        {
            "nombre": ficha.persona.nombre,
            "rol": ficha.persona.rol.value,
            "dependencia": ficha.dependencia,
            "situacion": ficha.situacion.value,
            "actividades": ficha.actividades,
        }
        for ficha in fichas
    ]
    lineas = [_linea(ficha) for ficha in fichas]
    decir(datos, "\n".join(lineas) or "No hay personas que respondan a eso.", como_json)


@persona.command("revocar", cls=OrdenEspanol)
def revocar(
    *, entidad: CodigoEntidad, nombre: NombreDePersona, motivo: MotivoDe = None, como_json: ComoJson = False
) -> None:
    """Retira el acceso de una persona; rige desde su siguiente mensaje.

    Ejemplo: asistente persona revocar --entidad 76001 --nombre "Ana Ruiz" --motivo "terminó su contrato"
    """
    from dominio.casos.personas import revocar as retirar

    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        hecha = retirar(contexto, _una(contexto, nombre).id, motivo)
        unidad.confirmar()
    datos = {"nombre": hecha.persona.nombre, "delegaciones_terminadas": len(hecha.delegaciones)}
    decir(datos, f"{hecha.persona.nombre} ya no tiene acceso. Sus reportes se conservan.", como_json)


@persona.command("cambiar-rol", cls=OrdenEspanol)
def cambiar_rol(
    *,
    entidad: CodigoEntidad,
    nombre: NombreDePersona,
    rol: PapelDe,
    dependencia: DependenciaDe = None,
    motivo: MotivoDe = None,
    como_json: ComoJson = False,
) -> None:
    """Cambia el rol de una persona, o firma el cambio que alguien pidió por el chat.

    Ejemplo: asistente persona cambiar-rol --entidad 76001 --nombre "Ana Ruiz" --rol jefe --dependencia 10
    """
    from bot.ordenes.menu import menu_de
    from dominio.casos.cambiar_rol import (
        DatosCambio,
        aprobar_cambio_de_rol,
        cambios_esperando,
        pedir_cambio_de_rol,
    )

    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        quien = _una(contexto, nombre)
        pedidos = [c for c in cambios_esperando(contexto) if (c.persona_id, c.rol_nuevo) == (quien.id, rol)]
        if pedidos and dependencia is None:
            cambio = pedidos[0]
        else:
            cambio = pedir_cambio_de_rol(contexto, DatosCambio(quien.id, rol, dependencia, motivo)).cambio
        hecho = aprobar_cambio_de_rol(contexto, cambio.id)
        if hecho.persona.telegram_id is not None:
            unidad.salidas.encolar([menu_de(hecho.persona, hecho.persona.telegram_id)], contexto.ahora)
        unidad.confirmar()
    datos = {"nombre": quien.nombre, "rol": rol.value, "lo_pidio": hecho.cambio.pidio}
    pidio = f", como lo pidió {hecho.cambio.pidio}" if hecho.cambio.pidio else ""
    decir(datos, f"{quien.nombre} ahora entra como {nombre_del_rol(rol)}{pidio}.", como_json)


def _linea(ficha: Ficha) -> str:
    papel = f"{nombre_del_rol(ficha.persona.rol)}, {ficha.dependencia or 'sin dependencia'}"
    return f"{ficha.persona.nombre}  ({papel}): {situacion(ficha)}"


def _una(contexto: Contexto, nombre: str) -> Persona:
    """La persona de ese nombre, sin distinguir tildes ni mayúsculas."""
    hallada = contexto.unidad.personas.por_nombre(contexto.entidad.id, nombre)
    if hallada is None:
        raise ErrorDeOrden(
            f"No hay nadie llamado «{nombre}» en la entidad. Véalas con «asistente persona listar "
            f"--entidad {contexto.entidad.codigo}».",
            Codigo.RECHAZADO,
        )
    return hallada
