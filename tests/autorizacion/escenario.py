"""Una entidad con algo de cada cosa, lo propio y lo ajeno, y una persona de cada rol que lo intenta todo.

Lo propio es de la Secretaría de Salud y lo reporta Ana; lo ajeno, de Educación, y lo reporta Beto.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from almacen.tablas.ensayo import AlmacenDeEnsayo
from dominio.casos.cambiar_rol import DatosCambio, pedir_cambio_de_rol
from dominio.casos.contexto import Contexto
from dominio.casos.devolver import devolver
from dominio.casos.ejecutar import DatosEjecucion, registrar_ejecucion
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.casos.resultados import DatosResultado, registrar_resultado
from dominio.modelo.delegacion import NuevaDelegacion
from dominio.modelo.entidad import Entidad
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from dominio.modelo.plan import Registro, Renglon
from dominio.modelo.resultado import ClaseDeValor
from dominio.modelo.revision import CampoObservado, Observacion
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.apoyo.plan import AHORA, VIGENCIA, LunesAViernes, sembrar

UN_CORTE_ANTES = datetime(2026, 6, 15, 15, tzinfo=UTC)
ACTORES = {
    Rol.ADMINISTRACION: "amparo",
    Rol.PLANEACION: "pilar",
    Rol.JEFE: "jorge",
    Rol.RESPONSABLE: "ana",
    Rol.CONSULTA: "carla",
}
# Qué actividad de cada lado sirve para qué.
REPORTADA, DEVUELTA, DE_ANTES = "reportada", "devuelta", "de_antes"
_ACTIVIDADES = {
    "propia": {REPORTADA: "A-001", DEVUELTA: "A-004", DE_ANTES: "A-005"},
    "ajena": {REPORTADA: "A-010", DEVUELTA: "A-011", DE_ANTES: "A-012"},
}
_QUIEN = {"propia": "ana", "ajena": "beto"}


@dataclass(frozen=True, slots=True)
class Lado:
    """Lo de una dependencia.

    Attributes:
        folios: de un avance enviado («AV»), uno devuelto («devuelto»), una ejecución y un resultado.
        persona: a quién se gestiona; ``titular``, quien delega.
    """

    renglones: dict[str, Renglon]
    registro: Registro
    folios: dict[str, str]
    persona: Persona
    titular: Persona
    delegado: Persona
    delegacion: int


@dataclass
class Escenario:
    """La base en su foto, y los dos lados."""

    base: AlmacenDeEnsayo
    foto: bytes
    entidad: Entidad
    personas: dict[str, Persona]
    lados: dict[str, Lado]
    cambio: int

    @contextmanager
    def como(self, rol: Rol, estado: str, *, visto_bueno: bool = False) -> Iterator[Contexto]:
        """La persona de ese rol en ese estado, en una transacción que no deja nada."""
        with self.base.unidad() as unidad:
            actor = self.personas[ACTORES[rol]]
            if estado == "revocada":
                unidad.personas.revocar(actor.id)
                actor = unidad.personas.traer(actor.id)
            if estado == "delegada":
                beto = self.personas["beto"]
                unidad.delegaciones.crear(_delegacion(beto, actor, date(2026, 9, 1), date(2026, 9, 30)))
            entidad = replace(self.entidad, visto_bueno=visto_bueno)
            yield Contexto(unidad, actor, entidad, AHORA, LunesAViernes())


def _delegacion(titular: Persona, delegado: Persona, desde: date, hasta: date) -> NuevaDelegacion:
    return NuevaDelegacion(
        titular.entidad_id, titular.id, delegado.id, desde, hasta, None, titular.id, UN_CORTE_ANTES
    )


def montar() -> Escenario:
    """La entidad de las pruebas, con reportes, devoluciones, delegaciones y un cambio de rol pedido."""
    base = AlmacenDeEnsayo()
    entorno = sembrar(base)
    entidad, personas = entorno.entidad, dict(entorno.personas)
    with base.unidad() as unidad:
        dependencias = {d.codigo: d.id for d in unidad.entidades.dependencias(entidad.id)}
        for corto, nombre, rol, dependencia in _OTRAS:
            nueva = NuevaPersona(entidad.id, nombre, rol, dependencias.get(dependencia))
            creada = unidad.personas.crear(nueva)
            unidad.personas.invitar(creada.id, corto, AHORA + timedelta(days=2), None)
            vinculada = unidad.personas.vincular(corto, 200 + len(personas), AHORA)
            assert vinculada is not None
            personas[corto] = vinculada
        lados = {nombre: _lado(unidad, entidad, personas, nombre) for nombre in _ACTIVIDADES}
        pedido = pedir_cambio_de_rol(
            _contexto(unidad, entidad, personas["aura"]), DatosCambio(personas["tito"].id, Rol.CONSULTA)
        )
        unidad.confirmar()
    return Escenario(base, base.foto(), entidad, personas, lados, pedido.cambio.id)


_OTRAS: tuple[tuple[str, str, Rol, str | None], ...] = (
    ("amparo", "Amparo Gil", Rol.ADMINISTRACION, None),
    ("aura", "Aura Caicedo", Rol.ADMINISTRACION, None),
    ("sara", "Sara Mina", Rol.RESPONSABLE, "S1"),
    ("tito", "Tito Lozano", Rol.RESPONSABLE, "S1"),
    ("elsa", "Elsa Vidal", Rol.RESPONSABLE, "E1"),
    ("nora", "Nora Ruales", Rol.PLANEACION, None),
)


def _contexto(unidad: UnidadDeTrabajo, entidad: Entidad, actor: Persona, ahora: datetime = AHORA) -> Contexto:
    return Contexto(unidad, actor, entidad, ahora, LunesAViernes(), canal="cli")


def _lado(unidad: UnidadDeTrabajo, entidad: Entidad, personas: dict[str, Persona], nombre: str) -> Lado:
    quien = personas[_QUIEN[nombre]]
    codigos = _ACTIVIDADES[nombre]
    todos = {r.codigo: r for r in unidad.planes.renglones(entidad.id, VIGENCIA)}
    renglones = {para: todos[codigo] for para, codigo in codigos.items()}
    registros = unidad.planes.registros(entidad.id, VIGENCIA)
    registro = next(r for r in registros if r.actividad_codigo == codigos[REPORTADA])
    antes = _contexto(unidad, entidad, quien, UN_CORTE_ANTES)
    ahora = _contexto(unidad, entidad, quien)
    for para in codigos:
        registrar_avance(antes, _avance(f"{nombre}-{para}-antes", renglones[para], 40))
    enviado = registrar_avance(ahora, _avance(f"{nombre}-enviado", renglones[REPORTADA], 60))
    devuelto = registrar_avance(ahora, _avance(f"{nombre}-devuelto", renglones[DEVUELTA], 60))
    devolver(
        _contexto(unidad, entidad, personas["nora"]),
        devuelto.folio,
        Observacion("No cuadra con la evidencia.", None, CampoObservado.VALOR),
    )
    cdp = DatosEjecucion(f"{nombre}-cdp", registro.id, MomentoGasto.CDP, Pesos.de(1_000_000), False)
    ejecucion = registrar_ejecucion(ahora, cdp)
    resultado = registrar_resultado(
        _contexto(unidad, entidad, personas["nora"]),
        DatosResultado(
            f"{nombre}-meta", renglones[REPORTADA].meta_id, Decimal(60), ClaseDeValor.NIVEL, aclaracion="Sí."
        ),
    )
    pareja = personas["sara" if nombre == "propia" else "elsa"]
    delegacion = unidad.delegaciones.crear(_delegacion(quien, pareja, date(2026, 12, 1), date(2026, 12, 5)))
    folios = {
        "AV": enviado.folio,
        "devuelto": devuelto.folio,
        "EJ": ejecucion.folio,
        "RM": resultado.folio,
    }
    return Lado(renglones, registro, folios, pareja, quien, pareja, int(delegacion.id))


def _avance(clave: str, renglon: Renglon, puntos: int) -> DatosAvance:
    valor = ValorAvance(porcentaje=Porcentaje.de(puntos))
    return DatosAvance(clave, renglon.id, valor, aclaracion="Así fue.", dificultades="Lluvias.")


def persona_de(escenario: Escenario, corto: str) -> IdPersona:
    """El número de esa persona."""
    return escenario.personas[corto].id
