"""La entidad de muestra en memoria, con una persona de cada rol ya vinculada y la hora quieta."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.armado import Herramientas, barrer
from bot.armado.ensayo import armar_ensayo
from bot.atencion.despacho import Despacho
from bot.demo.elenco import ELENCO, montar
from bot.demo.plan_de_muestra import CODIGO_ENTIDAD, plan_de_muestra
from bot.ordenes.asistente import armar_despacho
from bot.pantallas.actos import Escribe
from bot.pantallas.base import AHORA, UN_CORTE_ANTES, BaseDeEnsayo, RelojDeEnsayo
from bot.pantallas.momento import Momento
from bot.pantallas.telefono import Telefono
from dominio.casos.contexto import Contexto
from dominio.casos.importar import importar
from dominio.casos.vincular import DatosInvitacion, invitar
from dominio.errores import NoEncontrado
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdPersona
from dominio.modelo.libro import LibroLeido
from dominio.modelo.persona import Persona, Rol
from dominio.puertos.unidad import Almacen
from dominio.valores.fechas import Vigencia, fecha_bogota

NOMBRE_DEL_BOT = "asistente_demo_bot"
# Una cuenta que nadie ha vinculado.
DESCONOCIDA = 999
_ADMINISTRACION = 506
_DE_DOS_FUENTES, _SIN_ARRANCAR = "A-006", "A-009"
# Lo que la primera persona reportó en el corte anterior.
_HISTORIA = (
    "/avance A-005",
    "60",
    "Se fundieron 700 metros.",
    "saltar",
    "confirmar",
    "/avance A-006",
    "9",
    "Se terminaron 9 obras de drenaje.",
    "saltar",
    "confirmar",
    "/avance A-009",
    "0",
    "saltar",
    "El proceso de contratación está en estudios previos.",
    "saltar",
    "confirmar",
)
# Quien reporta va primero: lo que otros revisan es lo suyo.
_ORDEN = (Rol.RESPONSABLE, Rol.JEFE, Rol.PLANEACION, Rol.ADMINISTRACION, Rol.CONSULTA)


@dataclass(frozen=True, slots=True)
class Ensayo:
    """Todo lo que hace falta para conversar sin Telegram.

    Attributes:
        personas: una por rol, en el orden de los roles, y las demás de la muestra.
        inicial: recién vinculadas todas, sin nada reportado.
        sin_vincular: antes de que nadie se vincule, con la invitación de la primera persona.
    """

    herramientas: Herramientas
    base: BaseDeEnsayo
    reloj: RelojDeEnsayo
    despacho: Despacho
    telefono: Telefono
    entidad: Entidad
    personas: tuple[Persona, ...]
    inicial: Momento
    sin_vincular: tuple[Momento, str]

    def contexto(self, unidad: object, persona: Persona) -> Contexto:
        """Los ojos de esa persona sobre una transacción abierta."""
        calendario = self.herramientas.calendario_de(self.entidad)
        return Contexto(unidad, persona, self.entidad, self.reloj.hora, calendario)  # type: ignore[arg-type]

    def barrer(self, momento: Momento, ahora: datetime) -> Momento:
        """El mismo momento, a esa hora y con los recordatorios que a esa hora tocan ya recibidos."""
        self.telefono.poner(momento)
        self.reloj.hora = ahora
        barrer(self.herramientas, ahora)
        return self.telefono.recibir()


def montar_ensayo(datos: Path, nombre_del_bot: Callable[[], str] = lambda: NOMBRE_DEL_BOT) -> Ensayo:
    """Registra la entidad de muestra, su plan y sus personas, vincula a cada una y reporta un corte anterior.

    Args:
        datos: carpeta que existe y se puede borrar después.
        nombre_del_bot: el que llevan los enlaces de invitación.
    """
    reloj = RelojDeEnsayo(UN_CORTE_ANTES)
    herramientas, base = armar_ensayo(reloj, datos)
    saludos = montar(herramientas)
    entidad = _con_administracion(herramientas, saludos)
    despacho = armar_despacho(base, reloj, herramientas.calendario_de, nombre_del_bot)
    telefono = Telefono(base, reloj, despacho, tolera=True)
    momento = telefono.ahora()
    sin_vincular = (momento, saludos[min(saludos)])
    for cuenta, saludo in sorted(saludos.items()):
        momento, _burbujas = telefono.hacer(momento, cuenta, Escribe(f"{saludo} acepto"))
    personas = _personas(base, saludos)
    for escrito in _HISTORIA:
        momento, _burbujas = telefono.hacer(momento, personas[0].telegram_id or 0, Escribe(escrito))
    inicial = replace(telefono.en_blanco(momento), hora=AHORA)
    return Ensayo(herramientas, base, reloj, despacho, telefono, entidad, personas, inicial, sin_vincular)


def _con_administracion(herramientas: Herramientas, saludos: dict[int, str]) -> Entidad:
    """Invita además a quien administra, que en la demostración no sale, y agrega otra fuente al plan."""
    with herramientas.almacen.unidad() as unidad:
        entidad = unidad.entidades.por_codigo(CODIGO_ENTIDAD)
        if entidad is None:
            raise NoEncontrado("entidad")
        nadie = Persona(IdPersona(0), entidad.id, "muestra", None, Rol.ADMINISTRACION, None, None, None)
        calendario = herramientas.calendario_de(entidad)
        contexto = Contexto(unidad, nadie, entidad, herramientas.reloj.ahora(), calendario, canal="cli")
        plan = _enriquecido(plan_de_muestra(fecha_bogota(AHORA)))
        importar(contexto, Vigencia(contexto.hoy.year), plan, "muestra")
        datos = DatosInvitacion("Marta Lucía Ocoró", Rol.ADMINISTRACION)
        saludos[_ADMINISTRACION] = f"/start {invitar(contexto, datos).codigo}"
        unidad.confirmar()
    return entidad


def _personas(base: Almacen, saludos: dict[int, str]) -> tuple[Persona, ...]:
    with base.lectura() as unidad:
        todas = [unidad.personas.por_telegram(cuenta) for cuenta in sorted(saludos)]
    vinculadas = [persona for persona in todas if persona is not None]
    if len(vinculadas) != len(ELENCO) + 1:
        raise NoEncontrado("persona")
    jefe = next(persona for persona in vinculadas if persona.rol is Rol.JEFE)
    return tuple(
        sorted(
            vinculadas,
            # De la dependencia del jefe primero: así lo que pasa entre los dos se puede ver.
            key=lambda p: (_ORDEN.index(p.rol), p.dependencia_id != jefe.dependencia_id, p.telegram_id or 0),
        )
    )


def _enriquecido(plan: LibroLeido) -> LibroLeido:
    """El mismo plan, con una actividad que se paga de dos fuentes y otra que no ha arrancado."""
    fila = next(fila for fila in plan.plan if fila.actividad_codigo == _DE_DOS_FUENTES)
    otra = replace(fila, fila=fila.fila + 100, fuente_codigo="1.2.1.0.00", fuente="Ingresos corrientes")
    quieta = replace(
        fila,
        fila=fila.fila + 101,
        actividad_codigo=_SIN_ARRANCAR,
        actividad="Señalizar la vía a El Tambo",
        cantidad_programada=None,
        fin=Vigencia(AHORA.year).fin,
        avance=None,
    )
    return replace(plan, plan=(*plan.plan, otra, quieta))
