"""R14: programar lo que toca crece con lo que toca, no con el plan; sin novedad casi no cuesta.

Un plan de cien mil actividades y otro de un millón, con las mismas fechas repartidas en el año, y uno de
diez mil con los índices de fechas y sin ellos: se programa tras un arranque, se repite (nada nuevo), se
comprueba lo programado, y se programa el día siguiente. Al lado, agregar los plazos como tareas de
APScheduler.

``python -m tests.rendimiento.r14`` imprime las cifras (unos tres minutos).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from sqlalchemy import text

from almacen.migraciones import migrar
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.valores.fechas import BOGOTA
from recordatorios.calendario import calendario_de
from recordatorios.programacion import Programador
from tests.rendimiento.cifras import Cifra, mostrar, razon

CHICO, GRANDE = 100_000, 1_000_000
# Un martes cualquiera: 7, 15 y 3 días antes de unas, lo vencido de otras; ni corte que abra ni que cierre.
DIA = datetime(2026, 6, 16, 0, 5, tzinfo=BOGOTA)
_PERSONAS = 200
_LLENAR = (
    "INSERT INTO dependencia (id, entidad_id, nombre, nombre_normalizado, orden) "
    "VALUES (1, 1, 'Secretaría', 'secretaria', 1)",
    "INSERT INTO meta (id, entidad_id, vigencia, codigo, tipo, en_plan, en_indicativo, orden) "
    "VALUES (1, 1, 2026, 'M-1', 'Gestión', 1, 0, 1)",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :personas) "
    "INSERT INTO persona (entidad_id, nombre, nombre_normalizado, rol, dependencia_id, telegram_id, activa, "
    "inalcanzable) SELECT 1, 'Persona ' || i, 'persona ' || i, "
    "CASE WHEN i = 1 THEN 'planeacion' WHEN i = 2 THEN 'jefe' ELSE 'responsable' END, 1, i, 1, 0 FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :cuantas - 1) "
    "INSERT INTO actividad (entidad_id, vigencia, codigo, nombre, dependencia_id, responsable_id, "
    "responsable, meta_id, tipo_meta, inicio, fin, avance, orden) "
    "SELECT 1, 2026, 'A-' || i, 'Actividad ' || i, 1, 3 + i % (:personas - 3), 'Persona', 1, 'Gestión', "
    "date('2026-01-02', '+' || (i % 120) || ' days'), date('2026-05-01', '+' || (i % 240) || ' days'), "
    "CASE WHEN i % 2 THEN 10000 END, i FROM n",
    "ANALYZE",
)
_QUITAR = ("DROP INDEX ix_actividad_plazo", "DROP INDEX ix_actividad_comienzo", "ANALYZE")
SIN_INDICE, _TAREAS = "sin índice", 300
# Sin índices cada fecha recorre el plan: con uno de este tamaño la comparación ya es holgada.
_PARA_COMPARAR = 10_000


@dataclass
class _Plan:
    """Un plan de prueba, quien lo programa y lo que va tardando en cada cosa (milisegundos)."""

    almacen: AlmacenSQL
    entidad: Entidad
    tiempos: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    filas: list[int] = field(default_factory=list)

    def vuelta(self, ahora: datetime) -> None:
        """Un arranque en frío, la misma semana otra vez, un minuto sin novedad y el día siguiente."""
        frio = self._cronometrar("frio", Programador(calendario_de), ahora)
        # El primero mira menos atrás, porque no había nada recordado; el segundo, toda la semana.
        Programador(calendario_de).programar(self.almacen, ahora)
        mismo = Programador(calendario_de)
        assert self._cronometrar("repetir", mismo, ahora) == 0
        assert self._cronometrar("ocioso", mismo, ahora + timedelta(minutes=1)) == 0
        self._comprobar(ahora + timedelta(hours=8))
        mismo.programar(self.almacen, ahora + timedelta(hours=23))
        self.filas.append(self._cronometrar("programar", mismo, ahora + timedelta(days=1)))
        assert frio
        assert self.filas[-1]

    def _cronometrar(self, cual: str, programador: Programador, ahora: datetime) -> int:
        comienzo = time.perf_counter()
        nuevas = programador.programar(self.almacen, ahora)
        self.tiempos[cual].append((time.perf_counter() - comienzo) * 1_000)
        return nuevas

    def _comprobar(self, ahora: datetime) -> None:
        """Mil de los programados, que es lo que comprueba una tanda."""
        with self.almacen.lectura() as unidad:
            consulta = text("SELECT id FROM recordatorio ORDER BY id DESC LIMIT 1000")
            ids = list(unidad._conexion.execute(consulta).scalars())
            comienzo = time.perf_counter()
            hechas = unidad.recordatorios.verificar(
                ids, ahora, {self.entidad.id: calendario_de(self.entidad)}
            )
            self.tiempos["verificar"].append((time.perf_counter() - comienzo) * 1_000)
        assert len(hechas) == len(ids)


class _Tareas:
    """La otra manera: una tarea de APScheduler por plazo, en su almacén SQLAlchemy."""

    def __init__(self, carpeta: Path) -> None:
        self._planificador = BackgroundScheduler()
        self._planificador.add_jobstore(SQLAlchemyJobStore(url=f"sqlite:///{carpeta / 'tareas.db'}"))
        self._planificador.start(paused=True)
        self.ms: list[float] = []

    def agregar(self, cuantas: int) -> None:
        """Unas cuantas, para saber lo que cuesta cada una."""
        comienzo = time.perf_counter()
        for n in range(cuantas):
            cuando = DIA.replace(year=2099) + timedelta(minutes=n)
            self._planificador.add_job(time.time, DateTrigger(cuando))
        self.ms.append((time.perf_counter() - comienzo) * 1_000 / cuantas)

    def cerrar(self) -> None:
        self._planificador.shutdown(wait=False)


def medir(planes: Mapping[str, int], vueltas: int) -> tuple[dict[str, _Plan], list[float]]:
    """Los tiempos de cada plan, intercalados, y milisegundos por tarea en cada vuelta.

    Args:
        planes: nombre → actividades; el que diga «sin índice» pierde los de fechas.
    """
    with tempfile.TemporaryDirectory() as carpeta, ExitStack() as al_salir:
        tareas = _Tareas(Path(carpeta))
        al_salir.callback(tareas.cerrar)
        abiertos = {}
        for numero, (nombre, cuantas) in enumerate(planes.items()):
            url = f"sqlite:///{Path(carpeta) / f'plan{numero}.db'}"
            migrar(url)
            almacen = AlmacenSQL(url)
            al_salir.callback(almacen.cerrar)
            abiertos[nombre] = _Plan(almacen, _llenar(almacen, cuantas, SIN_INDICE in nombre))
        for vuelta in range(vueltas):
            tareas.agregar(_TAREAS)
            for plan in abiertos.values():
                # Cada vuelta, la misma semana de otro mes: todo lo que programa es nuevo.
                plan.vuelta(DIA + timedelta(days=28 * vuelta))
        return abiertos, tareas.ms


def _llenar(almacen: AlmacenSQL, cuantas: int, sin_indice: bool) -> Entidad:
    with almacen.unidad() as unidad:
        entidad = unidad.entidades.crear("76001", "Distrito de prueba")
        for sentencia in _LLENAR + (_QUITAR if sin_indice else ()):
            unidad._conexion.execute(
                text(sentencia), {"cuantas": cuantas, "personas": _PERSONAS} if ":" in sentencia else {}
            )
        unidad.confirmar()
    return entidad


def cifras(vueltas: int = 5, chico: int = CHICO, grande: int = GRANDE) -> Sequence[Cifra]:
    """R14: diez veces más actividades, a lo sumo dieciocho veces más tiempo; ocioso, tres milisegundos.

    Lo de APScheduler se mide con unos cientos de tareas y se extrapola por tarea: una por plazo del
    plan, que es lo que habría que agregar para no recorrerlo.
    """
    pedidos = {"chico": chico, "grande": grande, "con índice": _PARA_COMPARAR, SIN_INDICE: _PARA_COMPARAR}
    planes, por_tarea = medir(pedidos, vueltas)
    menor, mayor, con, sin = (planes[nombre].tiempos for nombre in pedidos)
    por_fila = [una * n for una, n in zip(por_tarea, planes["chico"].filas, strict=True)]
    detalle: dict[str, object] = {
        nombre: {cual: statistics.median(t) for cual, t in plan.tiempos.items()}
        | {"filas": statistics.median(plan.filas)}
        for nombre, plan in planes.items()
    } | {"ms_por_tarea": statistics.median(por_tarea), "veces_por_fila": razon(por_fila, menor["programar"])}
    tope = 1.8 * grande / chico
    por_plazo = [chico * una for una in por_tarea]
    return [
        *(
            Cifra(f"R14.{cual}", razon(mayor[cual], menor[cual]), tope, True, detalle)
            for cual in ("programar", "frio", "repetir")
        ),
        Cifra("R14.verificar", razon(mayor["verificar"], menor["verificar"]), 2, True, detalle),
        Cifra("R14.con_indice", razon(con["repetir"], sin["repetir"]), 0.15, True, detalle),
        Cifra("R14.tareas", razon(por_plazo, menor["programar"]), 1_000, False, detalle),
        Cifra("R14.ocioso_ms", statistics.median(mayor["ocioso"]), 3, True, detalle),
    ]


if __name__ == "__main__":
    sys.exit(mostrar(cifras(int(sys.argv[1]) if len(sys.argv) > 1 else 5)))
