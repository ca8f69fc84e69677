"""La foto del plan: todas sus filas, comprimidas, con su huella; y de la foto otra vez a filas."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Table, and_, or_, select
from sqlalchemy.types import TypeEngine

from almacen.tablas import esquema as e
from almacen.tablas.registro_suelto import DESPUES_DEL_PLAN
from almacen.tablas.tipos import (
    DecimalTexto,
    PesosColumna,
    PorcentajeColumna,
    leer_decimal,
    leer_pesos,
    leer_porcentaje,
)
from dominio.valores.dinero import CERO

SALDOS = ("cdp", "compromisos", "obligaciones", "pagos")
# Lo que se mueve al reportar y no al cambiar el plan: no es de la foto.
_AL_REPORTAR: Mapping[str, frozenset[str]] = {
    "actividad": frozenset(
        {"avance", "cantidad", "sin_revisar", "ultimo_corte", "reportes", "version", "retirada"}
    ),
    "registro": frozenset({*SALDOS, "version", "retirado"}),
}
# Lo que no es programar: el orden de las filas, de dónde salió el código y a quién se enlazó.
_SIN_PROGRAMAR = frozenset({"id", "orden", "entidad_id", "vigencia", "sin_codigo", "responsable_id"})
_NIVEL = 6


@dataclass(frozen=True, slots=True)
class Foto:
    """El plan de una entidad y vigencia, tabla por tabla.

    Attributes:
        tablas: tabla → (columnas, filas) con valores que caben en JSON.
        saldos: registro → cdp, compromisos, obligaciones y pagos en centavos, y el último movimiento y
            la última devolución que los movieron; sin los que están en cero.
    """

    tablas: Mapping[str, tuple[list[str], list[list[Any]]]]
    saldos: Mapping[int, list[int]]

    def comprimida(self) -> bytes:
        """Como se guarda."""
        dato = {"tablas": self.tablas, "saldos": [[uno, *suyos] for uno, suyos in self.saldos.items()]}
        return zlib.compress(_json(dato), _NIVEL)

    def huella(self) -> str:
        """SHA-256 de todo menos los saldos."""
        return hashlib.sha256(_json(self.tablas)).hexdigest()

    def huella_de_programacion(self) -> str:
        """SHA-256 de lo programado solo; el orden de las filas no cuenta."""
        resumen = hashlib.sha256()
        for nombre, (columnas, filas) in sorted(self.tablas.items()):
            if nombre not in ("dependencia", "apropiacion", "programacion_original", "logro_de_meta"):
                sirven = [i for i, columna in enumerate(columnas) if _programa(nombre, columna)]
                propias = _programadas(nombre, columnas, filas)
                lineas = sorted(_json([fila[i] for i in sirven]) for fila in propias)
                resumen.update(nombre.encode() + b"\x00" + b"\n".join(lineas) + b"\x00")
        return resumen.hexdigest()

    def filas_de(self, tabla: Table) -> list[dict[str, Any]]:
        """Las filas de una tabla listas para insertar; una columna que ya no existe se deja fuera."""
        columnas, filas = self.tablas.get(tabla.name, ([], []))
        sirven = [
            (i, nombre, _DE_JSON.get(type(tabla.c[nombre].type)))
            for i, nombre in enumerate(columnas)
            if nombre in tabla.c
        ]
        return [
            {
                nombre: fila[i] if leer is None or fila[i] is None else leer(fila[i])
                for i, nombre, leer in sirven
            }
            for fila in filas
        ]


def abrir_foto(comprimida: bytes) -> Foto:
    """La foto guardada."""
    dato = json.loads(zlib.decompress(comprimida))
    tablas = {nombre: (columnas, filas) for nombre, (columnas, filas) in dato["tablas"].items()}
    return Foto(tablas, {fila[0]: fila[1:] for fila in dato["saldos"]})


def retratar(conexion: Connection, entidad_id: int, anio: int) -> Foto:
    """Las filas de hoy: una consulta por tabla. Las metas de hoja y los registros sueltos en cero no van."""
    propia: dict[str, Any] = {}
    for tabla, donde in _consultas(entidad_id, anio):
        propia[tabla.name] = _leer(conexion, tabla, donde)
    _dejar(propia, "proyecto", _nombrados(propia, ("actividad", "proyecto_id"), ("registro", "proyecto_id")))
    _dejar(
        propia,
        "dependencia",
        _nombrados(
            propia,
            ("actividad", "dependencia_id"),
            ("registro", "dependencia_id"),
            ("meta", "coordinadora_id"),
        ),
    )
    return Foto(propia, _saldos(conexion, entidad_id, anio))


def _consultas(entidad_id: int, anio: int) -> Iterable[tuple[Table, list[Any]]]:
    def de(tabla: Table) -> list[Any]:
        return [tabla.c.entidad_id == entidad_id, tabla.c.vigencia == anio]

    registro: Any = e.REGISTRO.c
    metas = select(e.META.c.id).where(*de(e.META), or_(e.META.c.en_plan, e.META.c.en_indicativo))
    yield e.DEPENDENCIA, [e.DEPENDENCIA.c.entidad_id == entidad_id]
    yield e.META, [*de(e.META), or_(e.META.c.en_plan, e.META.c.en_indicativo)]
    for tabla in (e.PROGRAMACION, e.PROGRAMACION_ORIGINAL, e.LOGRO):
        yield tabla, [*de(tabla), tabla.c.meta_id.in_(metas)]
    yield e.PROYECTO, de(e.PROYECTO)
    yield e.ACTIVIDAD, [*de(e.ACTIVIDAD), e.ACTIVIDAD.c.retirada.is_(False)]
    # Un registro suelto en cero solo existe por los movimientos que lleva: sale de ellos.
    suelto = and_(registro.actividad_id.is_(None), registro.definitiva.is_(None), registro.monto == CERO)
    vigente = [*de(e.REGISTRO), registro.retirado.is_(False), ~suelto]
    yield e.REGISTRO, vigente
    yield (
        e.APROPIACION,
        [*de(e.APROPIACION), e.APROPIACION.c.registro_id.in_(select(registro.id).where(*vigente))],
    )
    yield e.POAI, de(e.POAI)
    yield e.PAC, de(e.PAC)


def _leer(conexion: Connection, tabla: Table, donde: Sequence[Any]) -> tuple[list[str], list[list[Any]]]:
    fuera = _AL_REPORTAR.get(tabla.name, frozenset())
    columnas = [columna for columna in tabla.c if columna.name not in fuera]
    llaves = list(tabla.primary_key.columns)
    consulta = select(*columnas).where(*donde).order_by(*llaves)
    pasos = [_A_JSON.get(type(columna.type)) for columna in columnas]
    filas = [
        [
            valor if paso is None or valor is None else paso(valor)
            for valor, paso in zip(fila, pasos, strict=True)
        ]
        for fila in conexion.execute(consulta)
    ]
    if tabla.name in ("poai", "pac"):
        # Se reemplazan enteros al importar: su número interno cambia aunque digan lo mismo.
        sobra = [columna.name for columna in columnas].index("id")
        filas = [
            [*fila[:sobra], i, *fila[sobra + 1 :]]
            for i, fila in enumerate(sorted(filas, key=_por_orden(columnas)), 1)
        ]
    return [columna.name for columna in columnas], filas


def _por_orden(columnas: Sequence[Any]) -> Callable[[list[Any]], Any]:
    lugar = [columna.name for columna in columnas].index("orden")
    return lambda fila: fila[lugar]


def _nombrados(propia: Mapping[str, Any], *sitios: tuple[str, str]) -> set[Any]:
    vistos: set[Any] = set()
    for tabla, columna in sitios:
        columnas, filas = propia[tabla]
        lugar = columnas.index(columna)
        vistos.update(fila[lugar] for fila in filas)
    return vistos


def _dejar(propia: dict[str, Any], tabla: str, ids: set[Any]) -> None:
    columnas, filas = propia[tabla]
    lugar = columnas.index("id")
    propia[tabla] = (columnas, [fila for fila in filas if fila[lugar] in ids])


def _programa(tabla: str, columna: str) -> bool:
    # La definitiva la trae el libro de ejecución.
    return columna not in _SIN_PROGRAMAR and (tabla, columna) != ("registro", "definitiva")


def _programadas(tabla: str, columnas: Sequence[str], filas: list[list[Any]]) -> list[list[Any]]:
    """Sin los registros que nacieron solo para llevar ejecución."""
    if tabla != "registro":
        return filas
    actividad, orden, monto = (columnas.index(n) for n in ("actividad_id", "orden", "monto"))
    return [
        fila
        for fila in filas
        if fila[actividad] is not None and not (fila[orden] == DESPUES_DEL_PLAN and fila[monto] == 0)
    ]


def _saldos(conexion: Connection, entidad_id: int, anio: int) -> dict[int, list[int]]:
    """De una sola consulta: los acumulados y lo último que los movió, vistos en el mismo momento."""
    from almacen.tablas.gasto_al_instante import ULTIMOS_HECHOS

    datos = {"entidad": entidad_id, "anio": anio}
    hallados: dict[int, list[int]] = {}
    for numero, *acumulados, movimiento, devolucion in conexion.execute(ULTIMOS_HECHOS, datos):
        suyos = [*(pesos.centavos for pesos in acumulados), movimiento or 0, devolucion or 0]
        if any(suyos):
            hallados[numero] = suyos
    return hallados


def _json(dato: object) -> bytes:
    texto = json.dumps(dato, ensure_ascii=False, separators=(",", ":"))
    return texto.encode("utf-8", "surrogatepass")


Paso = Callable[[Any], Any]
_A_JSON: Mapping[type[TypeEngine[Any]], Paso] = {
    PesosColumna: lambda pesos: pesos.centavos,
    PorcentajeColumna: lambda puntos: puntos.centesimas,
    DecimalTexto: lambda numero: format(numero, "f"),
    Date: date.isoformat,
}
_DE_JSON: Mapping[type[TypeEngine[Any]], Paso] = {
    PesosColumna: leer_pesos,
    PorcentajeColumna: leer_porcentaje,
    DecimalTexto: leer_decimal,
    Date: date.fromisoformat,
}
