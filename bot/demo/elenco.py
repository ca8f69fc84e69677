"""Quiénes salen en la demostración y cómo queda la base antes de empezar."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.armado import Herramientas
from bot.demo.plan_de_muestra import CODIGO_ENTIDAD, NOMBRE_ENTIDAD, plan_ajustado, plan_de_muestra
from dominio.casos.contexto import Contexto
from dominio.casos.entidades import crear_entidad
from dominio.casos.exportar import armar_consolidado
from dominio.casos.importar import importar
from dominio.casos.reportar import corte_actual
from dominio.casos.vincular import DatosInvitacion, invitar
from dominio.errores import NoEncontrado
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True, slots=True)
class Papel:
    """Una persona de la demostración.

    Attributes:
        telegram_id: su cuenta en el Telegram local.
        saludo: en qué anda y qué probar con ella; cabe en un renglón de la página.
    """

    telegram_id: int
    nombre: str
    rol: Rol
    dependencia: str | None
    saludo: str


ELENCO = (
    Papel(501, "Rosa Elena Quiñones", Rol.RESPONSABLE, "10", "Educación · pruebe /avance"),
    Papel(502, "Wilmer Andrés Tovar", Rol.RESPONSABLE, "20", "Obras · pruebe /ejecucion"),
    Papel(503, "Nidia Patricia Solarte", Rol.PLANEACION, None, "Pruebe /pendientes y /exportar"),
    Papel(504, "Gloria Amparo Rentería", Rol.JEFE, "20", "Infraestructura · pruebe /estado"),
    Papel(505, "Óscar Iván Mina", Rol.CONSULTA, None, "Control interno · pruebe /estado"),
)


def montar(herramientas: Herramientas) -> dict[int, str]:
    """Registra la entidad, su plan y una invitación por papel; devuelve cuenta → «/start CÓDIGO».

    Si la base ya tenía la entidad conserva su plan y lo reportado.
    """
    ahora = herramientas.reloj.ahora()
    with herramientas.almacen.unidad() as unidad:
        entidad = unidad.entidades.por_codigo(CODIGO_ENTIDAD)
        if entidad is None:
            entidad = crear_entidad(unidad, CODIGO_ENTIDAD, NOMBRE_ENTIDAD, ahora)
        contexto = _contexto(herramientas, unidad, entidad)
        if not unidad.planes.vigencias(entidad.id):
            importar(contexto, Vigencia(contexto.hoy.year), plan_de_muestra(contexto.hoy), "muestra")
        saludos = {
            papel.telegram_id: f"/start {_invitacion(contexto, papel)}"
            for papel in ELENCO
            if unidad.personas.por_telegram(papel.telegram_id) is None
        }
        unidad.confirmar()
        return saludos


def escribir_libro(herramientas: Herramientas, destino: Path) -> None:
    """Un libro importable, distinto del plan guardado: una fecha corrida y una actividad nueva.

    Se arma en una transacción que se deshace: la base queda como estaba.
    """
    with herramientas.almacen.unidad() as unidad:
        entidad = unidad.entidades.por_codigo(CODIGO_ENTIDAD)
        if entidad is None:
            raise NoEncontrado("entidad")
        contexto = _contexto(herramientas, unidad, entidad)
        vigencia = Vigencia(contexto.hoy.year)
        importar(contexto, vigencia, plan_ajustado(contexto.hoy), "muestra")
        corte, _ = corte_actual(contexto, vigencia)
        consolidado = armar_consolidado(contexto, vigencia, corte, None, herramientas.version)
    herramientas.escritor.consolidado(consolidado, destino)


def _invitacion(contexto: Contexto, papel: Papel) -> str:
    return invitar(contexto, DatosInvitacion(papel.nombre, papel.rol, papel.dependencia)).codigo


def _contexto(herramientas: Herramientas, unidad: UnidadDeTrabajo, entidad: Entidad) -> Contexto:
    nadie = Persona(IdPersona(0), entidad.id, "demostración", None, Rol.ADMINISTRACION, None, None, None)
    return Contexto(
        unidad,
        nadie,
        entidad,
        herramientas.reloj.ahora(),
        herramientas.calendario_de(entidad),
        canal="cli",
    )
