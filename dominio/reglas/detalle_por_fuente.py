"""Un mismo gasto llega dos veces: sumado por actividad en el plan y por fuente en la ejecución."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dominio.modelo.lectura import FilasFuera
from dominio.modelo.libro import FilaEjecucion
from dominio.modelo.plan import Registro
from dominio.reglas.ejecucion_enlazada import EjecucionEnlazada, filas_fuera
from dominio.reglas.renglones_repetidos import fuente_de
from dominio.valores.dinero import Pesos

POR_FUENTE = "ya_por_fuente"
_FRASE = "traen sumado lo que la ejecución guardada ya tiene por fuente: no se cuenta dos veces"
_GASTO = ("cdp", "compromisos", "obligaciones", "pagos")


@dataclass(frozen=True, slots=True)
class _Guardado:
    """Los registros de una actividad o proyecto, según digan o no su fuente."""

    sin_fuente: tuple[Registro, ...]
    con_fuente: tuple[Registro, ...]


def nacio_del_gasto(registro: Registro) -> bool:
    """Si el registro no lo trajo el plan sino la ejecución: no tiene monto, y sí fuente o movimiento.

    Un plan que no lo nombra no lo retira: se perdería lo gastado.

    Fuente: ejecución por fondo de Santiago de Cali frente a su plan de acción, que no trae fuentes.
    """
    saldos = registro.saldos
    mueve = any(getattr(saldos, campo) > Pesos.CERO for campo in ("definitiva", *_GASTO))
    con_fuente = bool(fuente_de(registro.fuente_codigo, registro.fuente))
    return registro.monto == Pesos.CERO and (mueve or con_fuente)


def contar_una_vez(enlazada: EjecucionEnlazada, registros: Sequence[Registro]) -> EjecucionEnlazada:
    """La ejecución sin lo que ya está por fuente; lo sumado que el detalle reemplaza queda en cero.

    Si lo guardado está por fuente y el libro trae el total sin fuente, el total queda fuera con su suma.
    Si el libro trae el detalle y lo guardado era el total sin fuente, el total se pone en cero. En pesos.

    Fuente: Cuadro 1S de Santiago de Cali (gasto por actividad) y su ejecución mensual (por fondo).
    """
    guardados = _por_objeto(registros)
    traen_detalle = {_objeto(fila) for fila in enlazada.filas if _con_fuente(fila)}
    quedan: list[FilaEjecucion] = []
    repetidas: list[FilaEjecucion] = []
    for fila in enlazada.filas:
        suyos = guardados.get(_objeto(fila))
        ya_esta = suyos is not None and not _con_fuente(fila) and _hay_detalle(suyos)
        (repetidas if ya_esta else quedan).append(fila)
    traen_total = {_objeto(fila) for fila in quedan if not _con_fuente(fila)}
    ceros = [
        _en_cero(registro, quedan[0])
        for objeto in traen_detalle - traen_total
        if objeto in guardados
        for registro in guardados[objeto].sin_fuente
        if any(getattr(registro.saldos, campo) > Pesos.CERO for campo in _GASTO)
    ]
    fuera: tuple[FilasFuera, ...] = filas_fuera(repetidas, POR_FUENTE, _FRASE)
    return replace(enlazada, filas=(*quedan, *ceros), fuera=(*enlazada.fuera, *fuera))


def _objeto(fila: FilaEjecucion) -> str:
    return fila.actividad_codigo or fila.bpin or fila.proyecto or ""


def _con_fuente(fila: FilaEjecucion) -> bool:
    return bool(fuente_de(fila.fuente_codigo, fila.fuente))


def _por_objeto(registros: Sequence[Registro]) -> dict[str, _Guardado]:
    grupos: dict[str, list[Registro]] = defaultdict(list)
    for registro in registros:
        grupos[registro.actividad_codigo or registro.bpin or registro.proyecto or ""].append(registro)
    hallados = {}
    for objeto, suyos in grupos.items():
        con = tuple(r for r in suyos if fuente_de(r.fuente_codigo, r.fuente))
        hallados[objeto] = _Guardado(tuple(r for r in suyos if r not in con), con)
    return hallados


def _hay_detalle(suyos: _Guardado) -> bool:
    """Con un solo registro no hay total aparte: sin fuente, vale ese."""
    varios = len(suyos.sin_fuente) + len(suyos.con_fuente) > 1
    return varios and any(getattr(r.saldos, campo) > Pesos.CERO for r in suyos.con_fuente for campo in _GASTO)


def _en_cero(registro: Registro, modelo: FilaEjecucion) -> FilaEjecucion:
    return FilaEjecucion(
        hoja=modelo.hoja,
        fila=0,
        bpin=registro.bpin,
        actividad_codigo=registro.actividad_codigo,
        fuente_codigo=None,
        inicial=None,
        adiciones=None,
        reducciones=None,
        creditos=None,
        contracreditos=None,
        definitiva=Pesos.CERO,
        cdp=Pesos.CERO,
        compromisos=Pesos.CERO,
        obligaciones=Pesos.CERO,
        pagos=Pesos.CERO,
        fecha_corte=None,
        proyecto=registro.proyecto,
    )
