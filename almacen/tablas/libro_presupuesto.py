"""Hojas POAI, PAC y Ejecución → apropiación, pagos programados y saldos de los registros."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, delete, insert, select

from almacen.tablas.alcance import Alcance, clave_de_fuente
from almacen.tablas.esquema import ACTIVIDAD, APROPIACION, PAC, POAI, PROYECTO, REGISTRO
from almacen.tablas.registro_suelto import nuevo_registro
from almacen.tablas.sincronia import Fila, guardadas, sincronizar
from dominio.errores import NoEncontrado
from dominio.modelo.libro import FilaEjecucion, FilaPAC, FilaPOAI
from dominio.valores.dinero import Pesos

MESES = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
_MOVIMIENTOS = ("inicial", "adiciones", "reducciones", "creditos", "contracreditos")
_SALDOS = ("definitiva", "cdp", "compromisos", "obligaciones", "pagos")
# Actividad y proyecto de un registro, más su fuente: uno de los dos primeros manda.
Llave = tuple[int | None, int | None, str]


def aplicar_poai(alcance: Alcance, filas: Sequence[FilaPOAI]) -> None:
    """Reemplaza el POAI de la vigencia por el del libro y anota los proyectos que nombra."""
    alcance.proyectos(((fila.bpin, fila.proyecto) for fila in filas), renombra=False)
    nuevas = [
        {
            **alcance.base,
            "orden": orden,
            "bpin": fila.bpin,
            "proyecto": fila.proyecto,
            "meta_codigo": fila.meta_codigo,
            "dependencia": fila.dependencia,
            "fuente_codigo": fila.fuente_codigo,
            "fuente": fila.fuente,
            "apropiacion": fila.apropiacion,
        }
        for orden, fila in enumerate(filas)
    ]
    _reemplazar(alcance, POAI, nuevas)


def aplicar_pac(alcance: Alcance, filas: Sequence[FilaPAC]) -> None:
    """Reemplaza el PAC de la vigencia por el del libro."""
    alcance.proyectos(((fila.bpin, None) for fila in filas), renombra=False)
    nuevas = [
        {
            **alcance.base,
            "orden": orden,
            "bpin": fila.bpin,
            "fuente_codigo": fila.fuente_codigo,
            "fuente": fila.fuente,
        }
        | dict(zip(MESES, fila.meses, strict=True))
        for orden, fila in enumerate(filas)
    ]
    _reemplazar(alcance, PAC, nuevas)


def _reemplazar(alcance: Alcance, tabla: Table, nuevas: Sequence[Mapping[str, object]]) -> None:
    alcance.conexion.execute(delete(tabla).where(*alcance.de(tabla)))
    if nuevas:
        alcance.conexion.execute(insert(tabla), list(nuevas))


def aplicar_ejecucion(alcance: Alcance, filas: Sequence[FilaEjecucion]) -> None:
    """Pone los acumulados del libro en sus registros y crea los que falten en ceros.

    Una celda vacía deja lo que había. La definitiva es la del libro o, si falta, inicial más
    adiciones menos reducciones más créditos menos contracréditos.

    Raises:
        NoEncontrado: un renglón nombra una actividad o un BPIN que no están guardados.
    """
    por_llave = {
        (*enlace, clave_de_fuente(fila.fuente_codigo, None)): fila
        for fila, enlace in _enlazadas(alcance, filas)
    }
    registros = _registros(alcance)
    faltan = [
        nuevo_registro(alcance, actividad, proyecto, fila.fuente_codigo, None)
        for (actividad, proyecto, fuente), fila in por_llave.items()
        if (actividad, proyecto, fuente) not in registros
    ]
    if faltan:
        alcance.conexion.execute(insert(REGISTRO), faltan)
        registros = _registros(alcance)
    cambios = [_saldos(registros[llave], fila) for llave, fila in por_llave.items()]
    antes = {(registro["id"],): registro for registro in registros.values()}
    sincronizar(alcance.conexion, REGISTRO, antes, cambios, ("id",))
    _apropiar(alcance, [(registros[llave]["id"], fila) for llave, fila in por_llave.items()])


def _enlazadas(
    alcance: Alcance, filas: Sequence[FilaEjecucion]
) -> list[tuple[FilaEjecucion, tuple[int | None, int | None]]]:
    """Cada renglón con su actividad, o con su proyecto si no trae actividad."""
    consulta = select(ACTIVIDAD.c.codigo, ACTIVIDAD.c.id).where(
        *alcance.de(ACTIVIDAD), ACTIVIDAD.c.retirada.is_(False)
    )
    actividades = dict(alcance.conexion.execute(consulta).all())
    proyectos = alcance.ids(PROYECTO, "bpin")
    enlazadas: list[tuple[FilaEjecucion, tuple[int | None, int | None]]] = []
    for fila in filas:
        if fila.actividad_codigo is not None:
            if fila.actividad_codigo not in actividades:
                raise NoEncontrado("actividad", actividad=fila.actividad_codigo, fila=fila.fila)
            enlazadas.append((fila, (actividades[fila.actividad_codigo], None)))
        elif fila.bpin is not None and fila.bpin in proyectos:
            enlazadas.append((fila, (None, proyectos[fila.bpin])))
        else:
            raise NoEncontrado("bpin", bpin=fila.bpin, fila=fila.fila)
    return enlazadas


def _registros(alcance: Alcance) -> dict[Llave, Fila]:
    """Los registros por actividad (o proyecto) y fuente, bloqueados para cambiarlos.

    Sin fuente, vale el registro único de la actividad: no hay otro con el cual confundirlo.
    """
    filas = guardadas(alcance.conexion, REGISTRO, alcance.de(REGISTRO), ("id",)).values()
    hallados: dict[Llave, Fila] = {}
    por_actividad: dict[int, list[Fila]] = {}
    for fila in filas:
        actividad = fila["actividad_id"]
        proyecto = None if actividad is not None else fila["proyecto_id"]
        hallados[actividad, proyecto, fila["clave_fuente"]] = fila
        if actividad is not None and not fila["retirado"]:
            por_actividad.setdefault(actividad, []).append(fila)
    for actividad, propias in por_actividad.items():
        if len(propias) == 1:
            hallados.setdefault((actividad, None, ""), propias[0])
    return hallados


def _saldos(registro: Fila, fila: FilaEjecucion) -> dict[str, Any]:
    leidos: dict[str, Pesos | None] = {nombre: getattr(fila, nombre) for nombre in _SALDOS}
    leidos["definitiva"] = _definitiva(fila)
    # Si estaba retirado vuelve: la entidad sigue ejecutando por él.
    return {"id": registro["id"], "retirado": False} | {
        nombre: registro[nombre] if valor is None else valor for nombre, valor in leidos.items()
    }


def _definitiva(fila: FilaEjecucion) -> Pesos | None:
    if fila.definitiva is not None or fila.inicial is None:
        return fila.definitiva
    suma, resta = (fila.inicial, fila.adiciones, fila.creditos), (fila.reducciones, fila.contracreditos)
    return Pesos(_centavos(suma) - _centavos(resta))


def _centavos(montos: Sequence[Pesos | None]) -> int:
    return sum(monto.centavos for monto in montos if monto is not None)


def _apropiar(alcance: Alcance, filas: Sequence[tuple[int, FilaEjecucion]]) -> None:
    """Guarda de dónde salió la definitiva, para que la coherencia pueda revisar la cuenta."""
    numeros = [numero for numero, _ in filas]
    alcance.conexion.execute(
        delete(APROPIACION).where(*alcance.de(APROPIACION), APROPIACION.c.registro_id.in_(numeros))
    )
    nuevas = {
        numero: {**alcance.base, "registro_id": numero, "fecha_corte": fila.fecha_corte}
        | {nombre: getattr(fila, nombre) for nombre in _MOVIMIENTOS}
        for numero, fila in filas
    }
    if nuevas:
        alcance.conexion.execute(insert(APROPIACION), list(nuevas.values()))
