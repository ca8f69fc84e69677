"""Una entidad pequeña sobre un almacén real en memoria, con una persona de cada rol."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from almacen.tablas.unidad import AlmacenSQL
from dominio.casos.contexto import Contexto
from dominio.casos.importar import importar
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.entidad import Entidad
from dominio.modelo.libro import FilaPlan, LibroLeido
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from dominio.modelo.plan import Registro, Renglon
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import fila

V2026 = Vigencia(2026)
MARTES = datetime(2026, 9, 15, 15, tzinfo=UTC)

_SALUD = {
    "dependencia_codigo": "20",
    "dependencia": "Secretaría de Salud",
    "responsable": "Luz Dary Angulo",
    "programa_codigo": "1905",
    "programa": "Salud pública",
    "meta_codigo": "1905-01",
    "meta": "Vacunar al 95 % de la población menor de un año",
    "bpin": "2025769990021",
    "proyecto": "Fortalecimiento de la gestión de la salud pública",
}
_SGP = {"fuente_codigo": "1.2.4.2.02", "fuente": "SGP Salud - salud pública"}

PLAN: tuple[FilaPlan, ...] = (
    fila(
        1,
        actividad="Construir placa huella en La Buitrera",
        monto=Pesos.de(1000),
        ponderacion=Porcentaje.de(60),
    ),
    fila(
        2,
        actividad="Hacer mantenimiento de la vía El Carmen",
        monto=Pesos.de(500),
        ponderacion=Porcentaje.de(40),
        cantidad_programada=Decimal("6.1"),
        fin=date(2026, 9, 30),
    ),
    fila(12, **_SALUD, **_SGP, actividad="Ejecutar jornadas de vacunación", monto=Pesos.de(300)),
    fila(13, **_SALUD, **_SGP, actividad="Contratar vacunadoras", fin=date(2026, 4, 30)),
)


class Laboral:
    """Calendario de lunes a viernes."""

    def es_habil(self, dia: date) -> bool:
        """De lunes a viernes."""
        return dia.weekday() < 5


@dataclass
class Mundo:
    """La entidad, sus personas y cómo abrir una transacción con los ojos de cada una."""

    almacen: AlmacenSQL
    entidad: Entidad
    personas: dict[str, Persona]

    @contextmanager
    def como(self, quien: str, ahora: datetime = MARTES, *, confirmar: bool = True) -> Iterator[Contexto]:
        """Contexto de esa persona en una transacción nueva; se confirma si no hay error."""
        with self.almacen.unidad() as unidad:
            yield self.contexto(unidad, quien, ahora)
            if confirmar:
                unidad.confirmar()

    def contexto(self, unidad: UnidadDeTrabajo, quien: str, ahora: datetime = MARTES) -> Contexto:
        """Contexto de esa persona sobre una transacción ya abierta."""
        return Contexto(unidad, self.personas[quien], self.entidad, ahora, Laboral(), update_id=77)

    def importar(self, *filas: FilaPlan, ahora: datetime = MARTES, vigencia: Vigencia = V2026) -> None:
        """Deja el plan de la vigencia como esas filas."""
        with self.como("planeacion", ahora) as ctx:
            importar(ctx, vigencia, LibroLeido(plan=filas), "plan.xlsx")

    def actividad(self, codigo: str, vigencia: Vigencia = V2026) -> Renglon:
        """La actividad como está guardada ahora."""
        with self.almacen.lectura() as unidad:
            renglones = unidad.planes.renglones(self.entidad.id, vigencia)
        return next(renglon for renglon in renglones if renglon.codigo == codigo)

    def registro(self, codigo: str) -> Registro:
        """El primer registro de la actividad como está guardado ahora."""
        with self.almacen.lectura() as unidad:
            registros = unidad.planes.registros(self.entidad.id, V2026)
        return next(registro for registro in registros if registro.actividad_codigo == codigo)

    def traza(self, accion: str) -> list[Anotacion]:
        """Lo auditado con esa acción en la entidad, de lo más nuevo a lo más viejo."""
        with self.almacen.lectura() as unidad:
            filas = unidad.auditoria.ultimas(self.entidad.id, 100)
        return [anotacion for _, anotacion, _ in filas if anotacion.accion == accion]


def crear_mundo(url: str) -> Mundo:
    """Municipio con dos dependencias, cuatro actividades y una persona de cada rol."""
    almacen = AlmacenSQL(url)
    with almacen.unidad() as unidad:
        entidad = unidad.entidades.crear("76999", "Municipio de Ejemplo")
        planeacion = unidad.personas.crear(NuevaPersona(entidad.id, "Adriana Lucía Tello", Rol.PLANEACION))
        unidad.confirmar()
    mundo = Mundo(almacen, entidad, {"planeacion": planeacion})
    mundo.importar(*PLAN)
    with almacen.unidad() as unidad:
        dependencias = {d.codigo: d.id for d in unidad.entidades.dependencias(entidad.id)}
        for quien, nombre in (("hector", "Héctor Fabio Rengifo"), ("luz", "Luz Dary Angulo")):
            persona = unidad.personas.por_nombre(entidad.id, nombre)
            assert persona is not None
            mundo.personas[quien] = persona
        for quien, rol, dependencia in _OTRAS:
            nueva = NuevaPersona(entidad.id, f"Persona {quien}", rol, dependencias.get(dependencia))
            mundo.personas[quien] = unidad.personas.crear(nueva)
        unidad.confirmar()
    return mundo


_OTRAS: tuple[tuple[str, Rol, str | None], ...] = (
    ("administracion", Rol.ADMINISTRACION, None),
    ("consulta", Rol.CONSULTA, None),
    ("jefe_infra", Rol.JEFE, "30"),
    ("jefe_salud", Rol.JEFE, "20"),
    ("jefe_de_nada", Rol.JEFE, None),
)
