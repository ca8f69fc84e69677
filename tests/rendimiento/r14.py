"""R14: programar lo que toca crece con lo que toca, no con el plan; sin novedad casi no cuesta.

Un plan de cien mil actividades y otro de un millón, con las mismas fechas repartidas en el año: se
programa un día (en frío), se repite (nada nuevo) y se comprueba lo programado. Además, el barrido ocioso.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from almacen.migraciones import migrar
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.valores.fechas import BOGOTA
from recordatorios.calendario import calendario_de
from recordatorios.programacion import Programador
from tests.rendimiento.cifras import Cifra, mostrar

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


def medir(cuantas: int, vueltas: int) -> dict[str, float]:
    """Milisegundos (mediana) de programar, repetir y comprobar, y cuántas filas tocaban."""
    with tempfile.TemporaryDirectory() as carpeta:
        url = f"sqlite:///{Path(carpeta) / 'plan.db'}"
        migrar(url)
        almacen = AlmacenSQL(url)
        try:
            entidad = _llenar(almacen, cuantas)
            tiempos: dict[str, list[float]] = {"programar": [], "repetir": [], "verificar": [], "ocioso": []}
            filas = 0
            for vuelta in range(vueltas):
                # Cada vuelta, la misma semana de otro mes: todo lo que programa es nuevo.
                ahora = DIA + timedelta(days=28 * vuelta)
                nuevas = _cronometrar(tiempos["programar"], almacen, Programador(calendario_de), ahora)
                filas = max(filas, nuevas)
                # El primero mira menos atrás, porque no había nada recordado; el segundo, toda la semana.
                Programador(calendario_de).programar(almacen, ahora)
                mismo = Programador(calendario_de)
                assert _cronometrar(tiempos["repetir"], almacen, mismo, ahora) == 0
                despues = ahora + timedelta(minutes=1)
                assert _cronometrar(tiempos["ocioso"], almacen, mismo, despues) == 0
                _comprobar(tiempos["verificar"], almacen, entidad, ahora + timedelta(hours=8))
            return {cual: statistics.median(t) for cual, t in tiempos.items()} | {"filas": float(filas)}
        finally:
            almacen.cerrar()


def _llenar(almacen: AlmacenSQL, cuantas: int) -> Entidad:
    with almacen.unidad() as unidad:
        entidad = unidad.entidades.crear("76001", "Distrito de prueba")
        for sentencia in _LLENAR:
            unidad._conexion.execute(
                text(sentencia), {"cuantas": cuantas, "personas": _PERSONAS} if ":" in sentencia else {}
            )
        unidad.confirmar()
    return entidad


def _cronometrar(donde: list[float], almacen: AlmacenSQL, programador: Programador, ahora: datetime) -> int:
    comienzo = time.perf_counter()
    nuevas = programador.programar(almacen, ahora)
    donde.append((time.perf_counter() - comienzo) * 1_000)
    return nuevas


def _comprobar(donde: list[float], almacen: AlmacenSQL, entidad: Entidad, ahora: datetime) -> None:
    """Mil de los programados, que es lo que comprueba una tanda."""
    with almacen.lectura() as unidad:
        consulta = text("SELECT id FROM recordatorio ORDER BY id DESC LIMIT 1000")
        ids = list(unidad._conexion.execute(consulta).scalars())
        comienzo = time.perf_counter()
        hechas = unidad.recordatorios.verificar(ids, ahora, {entidad.id: calendario_de(entidad)})
        donde.append((time.perf_counter() - comienzo) * 1_000)
    assert len(hechas) == len(ids)


def cifras(vueltas: int = 3, chico: int = CHICO, grande: int = GRANDE) -> Sequence[Cifra]:
    """R14: diez veces más actividades, a lo sumo dieciocho veces más tiempo; ocioso, tres milisegundos."""
    pequeno, mayor = medir(chico, vueltas), medir(grande, vueltas)
    detalle: dict[str, object] = {str(chico): pequeno, str(grande): mayor}
    veces = grande / chico
    return [
        Cifra("R14.programar", mayor["programar"] / pequeno["programar"], 1.8 * veces, True, detalle),
        Cifra("R14.repetir", mayor["repetir"] / pequeno["repetir"], 1.8 * veces, True, detalle),
        Cifra("R14.verificar", mayor["verificar"] / pequeno["verificar"], 2, True, detalle),
        Cifra("R14.ocioso_ms", mayor["ocioso"], 3, True, detalle),
    ]


if __name__ == "__main__":
    sys.exit(mostrar(cifras(int(sys.argv[1]) if len(sys.argv) > 1 else 3)))
