"""Un plan pequeño para las pruebas: dos dependencias, doce actividades, un proyecto con dos fuentes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from dominio.casos.contexto import Contexto
from dominio.casos.importar import importar
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdPersona
from dominio.modelo.libro import FilaPlan, LibroLeido
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from dominio.modelo.plan import TipoMeta
from dominio.puertos.unidad import Almacen
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje

VIGENCIA = Vigencia(2026)
AHORA = datetime(2026, 9, 4, 15, 0, tzinfo=UTC)  # viernes 4 de septiembre, 10:00 en Bogotá
BPIN = "2024760010333"
CUENTAS = {"pilar": 101, "jorge": 102, "ana": 103, "beto": 104, "carla": 105, "diego": 106}

_BASE = FilaPlan(
    hoja="Plan de acción",
    fila=2,
    dependencia_codigo="S1",
    dependencia="Secretaría de Salud",
    responsable="Ana Ruiz",
    cargo="Profesional universitaria",
    tipo_meta=TipoMeta.PRODUCTO,
    programa_codigo="1905",
    programa="Salud pública",
    meta_codigo="MP-1",
    meta="Vacunar a la niñez",
    indicador="Niños vacunados",
    unidad="talleres",
    linea_base=Decimal(0),
    meta_vigencia=Decimal(100),
    bpin=BPIN,
    proyecto="Salud para todos",
    objetivo="Mejorar la salud",
    actividad_codigo="A-001",
    actividad="Vacunar en las veredas",
    ponderacion=None,
    cantidad_programada=None,
    inicio=date(2026, 1, 1),
    fin=date(2026, 12, 31),
    avance=None,
    fuente_codigo="1.2.1.0.00",
    fuente="Ingresos corrientes",
    monto=Pesos.de("100000000"),
    contratacion=False,
)


def _de_educacion(codigo: str, nombre: str, fila: int) -> FilaPlan:
    return replace(
        _BASE,
        fila=fila,
        dependencia_codigo="E1",
        dependencia="Secretaría de Educación",
        responsable="Beto Díaz",
        meta_codigo="MP-2",
        meta="Mejorar las aulas",
        programa_codigo="2201",
        programa="Calidad educativa",
        bpin="2024760010444",
        proyecto="Aulas dignas",
        actividad_codigo=codigo,
        actividad=nombre,
    )


def filas() -> tuple[FilaPlan, ...]:
    """Los renglones: Ana tiene cinco actividades y Beto siete."""
    talleres = replace(
        _BASE, fila=3, actividad_codigo="A-002", actividad="Dictar talleres", cantidad_programada=Decimal(200)
    )
    otra_fuente = replace(talleres, fila=4, fuente_codigo="1.2.4.2.01", fuente="SGP salud")
    al_dia = replace(
        _BASE, fila=5, actividad_codigo="A-003", actividad="Dotar puestos de salud", avance=Porcentaje.de(90)
    )
    cerca = replace(
        _BASE, fila=6, actividad_codigo="A-004", actividad="Fumigar barrios", fin=date(2026, 9, 15)
    )
    rara = replace(_BASE, fila=7, actividad_codigo="A-005", actividad='Comprar <b>equipos</b> & "insumos"')
    aulas = tuple(_de_educacion(f"A-0{n}", f"Construir aulas del sector {n}", n) for n in range(10, 17))
    return (_BASE, talleres, otra_fuente, al_dia, cerca, rara, *aulas)


@dataclass(frozen=True, slots=True)
class Entorno:
    """La entidad sembrada y sus personas por nombre corto."""

    entidad: Entidad
    personas: dict[str, Persona]


class LunesAViernes:
    """Calendario sin festivos: lo que se prueba aquí no depende de ellos."""

    def es_habil(self, dia: date) -> bool:
        """De lunes a viernes."""
        return dia.weekday() < 5


class RelojQuieto:
    """Una hora que solo cambia si la prueba lo pide."""

    def __init__(self, ahora: datetime = AHORA) -> None:
        self._ahora = ahora

    def ahora(self) -> datetime:
        """La hora puesta."""
        return self._ahora

    def adelantar(self, cuanto: timedelta) -> None:
        """Pasa el tiempo."""
        self._ahora += cuanto


def sembrar(almacen: Almacen, vinculadas: tuple[str, ...] = tuple(CUENTAS)) -> Entorno:
    """Crea la entidad, importa el plan y vincula las cuentas de ``CUENTAS`` pedidas."""
    nombres = {"ana": "Ana Ruiz", "beto": "Beto Díaz"}
    with almacen.unidad() as unidad:
        entidad = unidad.entidades.crear("76001", "Distrito de Prueba")
        sistema = Persona(IdPersona(0), entidad.id, "Siembra", None, Rol.PLANEACION, None, None, None)
        contexto = Contexto(unidad, sistema, entidad, AHORA - timedelta(days=60), LunesAViernes(), "cli")
        importar(contexto, VIGENCIA, LibroLeido(plan=filas()), "plan.xlsx")
        dependencias = {d.codigo: d.id for d in unidad.entidades.dependencias(entidad.id)}
        salud, educacion = dependencias["S1"], dependencias["E1"]
        nuevas = {
            "pilar": NuevaPersona(entidad.id, "Pilar Mora", Rol.PLANEACION),
            "jorge": NuevaPersona(entidad.id, "Jorge Paz", Rol.JEFE, salud),
            "carla": NuevaPersona(entidad.id, "Carla Lara", Rol.CONSULTA),
            "diego": NuevaPersona(entidad.id, "Diego Soto", Rol.RESPONSABLE, educacion),
        }
        personas = {corto: unidad.personas.crear(nueva) for corto, nueva in nuevas.items()}
        for corto, nombre in nombres.items():
            persona = unidad.personas.por_nombre(entidad.id, nombre)
            assert persona is not None
            personas[corto] = persona
        for corto in vinculadas:
            unidad.personas.invitar(personas[corto].id, corto, AHORA + timedelta(days=2), None)
            vinculada = unidad.personas.vincular(corto, CUENTAS[corto], AHORA)
            assert vinculada is not None
            personas[corto] = vinculada
        unidad.confirmar()
    return Entorno(entidad, personas)
