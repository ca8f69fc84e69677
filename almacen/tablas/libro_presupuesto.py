"""Hojas POAI, PAC y Ejecución → apropiación, pagos programados y saldos de los registros."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select

from almacen.tablas.alcance import Alcance, clave_de_fuente, clave_de_proyecto
from almacen.tablas.esquema import ACTIVIDAD, APROPIACION, PAC, POAI, PROYECTO, REGISTRO
from almacen.tablas.registro_suelto import RegistroPedido, nuevos_registros
from almacen.tablas.sincronia import Fila, guardadas, sincronizar
from dominio.errores import NoEncontrado
from dominio.modelo.libro import FilaEjecucion, FilaPAC, FilaPOAI
from dominio.reglas.alcance_de_presupuesto import Conserva
from dominio.reglas.ejecucion_enlazada import definitiva_de
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import MESES

_MOVIMIENTOS = ("inicial", "adiciones", "reducciones", "creditos", "contracreditos")
_SALDOS = ("definitiva", "cdp", "compromisos", "obligaciones", "pagos")
# Actividad y proyecto de un registro, más su fuente: uno de los dos primeros manda.
Llave = tuple[int | None, int | None, str]


def aplicar_poai(alcance: Alcance, filas: Sequence[FilaPOAI], conserva: Conserva) -> None:
    """Pone el POAI del libro en lugar del guardado y anota los proyectos que nombra.

    Args:
        alcance: entidad y vigencia.
        filas: las del libro.
        conserva: qué renglones guardados no toca el libro.
    """
    alcance.proyectos(((fila.bpin, fila.proyecto) for fila in filas), renombra=False)
    nuevas = [
        {
            **alcance.base,
            "bpin": fila.bpin,
            "proyecto": fila.proyecto,
            "meta_codigo": fila.meta_codigo,
            "dependencia": fila.dependencia,
            "fuente_codigo": fila.fuente_codigo,
            "fuente": fila.fuente,
            "apropiacion": fila.apropiacion,
        }
        for fila in filas
    ]
    _reemplazar(alcance, POAI, nuevas, conserva)


def aplicar_pac(alcance: Alcance, filas: Sequence[FilaPAC], conserva: Conserva) -> None:
    """Pone el PAC del libro en lugar del guardado, menos lo que el libro no toca."""
    alcance.proyectos(((fila.bpin, None) for fila in filas), renombra=False)
    nuevas = [
        {
            **alcance.base,
            "bpin": fila.bpin,
            "fuente_codigo": fila.fuente_codigo,
            "fuente": fila.fuente,
        }
        | dict(zip(MESES, fila.meses, strict=True))
        for fila in filas
    ]
    _reemplazar(alcance, PAC, nuevas, conserva)


def _reemplazar(
    alcance: Alcance, tabla: Table, nuevas: Sequence[Mapping[str, object]], conserva: Conserva
) -> None:
    """Deja la tabla con las del libro y, detrás, las que el libro no toca, en el orden que tenían."""
    consulta = select(tabla).where(*alcance.de(tabla)).order_by(tabla.c.orden)
    guardados = [
        {nombre: fila[nombre] for nombre in fila if nombre not in ("id", "orden")}
        for fila in alcance.conexion.execute(consulta).mappings()
    ]
    quedan = [fila for fila in guardados if conserva(str(fila["bpin"]), _texto(fila.get("dependencia")))]
    deseadas = [*nuevas, *quedan]
    if guardados == deseadas:
        return
    alcance.conexion.execute(delete(tabla).where(*alcance.de(tabla)))
    if deseadas:
        filas = [{**fila, "orden": orden} for orden, fila in enumerate(deseadas)]
        alcance.conexion.execute(insert(tabla), filas)


def _texto(valor: object) -> str | None:
    return None if valor is None else str(valor)


def aplicar_ejecucion(
    alcance: Alcance, filas: Sequence[FilaEjecucion], *, crea_proyectos: bool = False
) -> None:
    """Pone los acumulados del libro en sus registros y crea los que falten en ceros.

    Una celda vacía deja lo que había. La definitiva es la del libro o, si falta, inicial más
    adiciones menos reducciones más créditos menos contracréditos.

    Args:
        alcance: entidad y vigencia.
        filas: las del libro.
        crea_proyectos: un BPIN que no está en el plan crea su proyecto; si no, es un error.

    Raises:
        NoEncontrado: un renglón nombra una actividad o un BPIN que no están guardados.
    """
    if crea_proyectos:
        sueltas = (fila for fila in filas if fila.actividad_codigo is None)
        alcance.proyectos(((fila.bpin, fila.proyecto) for fila in sueltas), renombra=False)
    por_llave = {
        (*enlace, clave_de_fuente(fila.fuente_codigo, fila.fuente)): fila
        for fila, enlace in _enlazadas(alcance, filas)
    }
    registros = _registros(alcance)
    faltan = [
        RegistroPedido(actividad, proyecto, fila.fuente_codigo, fila.fuente, fila.dependencia)
        for (actividad, proyecto, fuente), fila in por_llave.items()
        if (actividad, proyecto, fuente) not in registros
    ]
    if faltan:
        nuevos = nuevos_registros(alcance, faltan, sin_dependencia=crea_proyectos)
        alcance.conexion.execute(insert(REGISTRO), nuevos)
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
    proyectos = alcance.ids(PROYECTO, "clave")
    enlazadas: list[tuple[FilaEjecucion, tuple[int | None, int | None]]] = []
    for fila in filas:
        clave = clave_de_proyecto(fila.bpin, fila.proyecto)
        if fila.actividad_codigo is not None:
            if fila.actividad_codigo not in actividades:
                raise NoEncontrado("actividad", actividad=fila.actividad_codigo, fila=fila.fila)
            enlazadas.append((fila, (actividades[fila.actividad_codigo], None)))
        elif clave is not None and clave in proyectos:
            enlazadas.append((fila, (None, proyectos[clave])))
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
    leidos["definitiva"] = definitiva_de(fila)
    # Si estaba retirado vuelve: la entidad sigue ejecutando por él.
    return {"id": registro["id"], "retirado": False} | {
        nombre: registro[nombre] if valor is None else valor for nombre, valor in leidos.items()
    }


def _apropiar(alcance: Alcance, filas: Sequence[tuple[int, FilaEjecucion]]) -> None:
    """Guarda de dónde salió la definitiva, para que la coherencia pueda revisar la cuenta."""
    nuevas = {
        numero: {**alcance.base, "registro_id": numero, "fecha_corte": fila.fecha_corte}
        | {nombre: getattr(fila, nombre) for nombre in _MOVIMIENTOS}
        for numero, fila in filas
    }
    antes = guardadas(alcance.conexion, APROPIACION, alcance.de(APROPIACION), ("registro_id",))
    cambian = [n for n, fila in nuevas.items() if (n,) in antes and antes[n,] != fila]
    if cambian:
        alcance.conexion.execute(
            delete(APROPIACION).where(APROPIACION.c.registro_id == bindparam("numero")),
            [{"numero": numero} for numero in cambian],
        )
    faltan = [fila for n, fila in nuevas.items() if (n,) not in antes or n in set(cambian)]
    if faltan:
        alcance.conexion.execute(insert(APROPIACION), faltan)
