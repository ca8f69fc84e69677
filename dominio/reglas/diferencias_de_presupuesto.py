"""Qué cambiaría del POAI, del PAC y de la ejecución al importar un libro."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dominio.modelo.financiero import Saldos
from dominio.modelo.libro import Cambio, FilaEjecucion, FilaPAC, FilaPOAI, LibroLeido
from dominio.modelo.plan import Registro
from dominio.reglas.alcance_de_presupuesto import conserva_pac, conserva_poai
from dominio.reglas.diferencias import NUEVO, Valores, comparar_campos, comparar_objetos
from dominio.reglas.ejecucion_enlazada import definitiva_de
from dominio.reglas.renglones_repetidos import fuente_de
from dominio.valores.fechas import MESES
from dominio.valores.texto import normalizar

_MOMENTOS = (
    ("apropiación definitiva", "definitiva"),
    ("CDP", "cdp"),
    ("compromisos", "compromisos"),
    ("obligaciones", "obligaciones"),
    ("pagos", "pagos"),
)


def comparar_poai(libro: LibroLeido, guardado: Sequence[FilaPOAI]) -> list[Cambio]:
    """Renglones del POAI nuevos, con otra apropiación u otro nombre de proyecto, y los que ya no están.

    Fuente: docs/formato.md (POAI: proyecto × meta × dependencia × fuente, apropiación en pesos).
    """
    if not libro.poai:
        return []
    conserva = conserva_poai(libro)
    sustituibles = [fila for fila in guardado if not conserva(fila.bpin, fila.dependencia)]
    return comparar_objetos("POAI", _del_poai(libro.poai), _del_poai(sustituibles))


def comparar_pac(libro: LibroLeido, guardado: Sequence[FilaPAC]) -> list[Cambio]:
    """Renglones del PAC nuevos, con otro pago programado en algún mes, y los que ya no están.

    Fuente: docs/formato.md (PAC: proyecto × fuente, doce meses en pesos).
    """
    if not libro.pac:
        return []
    conserva = conserva_pac(libro)
    sustituibles = [fila for fila in guardado if not conserva(fila.bpin, None)]
    return comparar_objetos("PAC", _del_pac(libro.pac), _del_pac(sustituibles))


def comparar_ejecucion(libro: LibroLeido, registros: Sequence[Registro]) -> list[Cambio]:
    """Acumulados que el libro movería, en pesos; una celda vacía no mueve nada.

    Sin fuente, vale el registro único de la actividad: no hay otro con el cual confundirlo. Un registro
    que el plan del mismo libro crea ya se dijo nuevo, y no se repite.

    Fuente: docs/formato.md (ejecución: acumulados de la vigencia por registro).
    """
    por_llave = _registros(registros)
    del_plan = {(f.actividad_codigo, fuente_de(f.fuente_codigo, f.fuente)) for f in libro.plan}
    cambios: list[Cambio] = []
    for fila in libro.ejecucion:
        llave = (_objeto(fila), fuente_de(fila.fuente_codigo, fila.fuente))
        objeto = fila.actividad_codigo or fila.bpin or fila.proyecto or ""
        rotulo = f"{objeto} · {fila.fuente_codigo or fila.fuente or 'sin fuente'}"
        registro = por_llave.get(llave)
        if registro is not None:
            cambios.extend(_movidos(rotulo, fila, registro.saldos))
        elif llave not in del_plan:
            cambios.append(Cambio("registro", rotulo, NUEVO))
    return cambios


def _movidos(rotulo: str, fila: FilaEjecucion, saldos: Saldos) -> Iterable[Cambio]:
    definitiva = definitiva_de(fila)
    despues = {
        como: definitiva if campo == "definitiva" else getattr(fila, campo) for como, campo in _MOMENTOS
    }
    traidos = {como: valor for como, valor in despues.items() if valor is not None}
    antes: Valores = {como: getattr(saldos, campo) for como, campo in _MOMENTOS}
    return comparar_campos("registro", rotulo, antes, traidos)


def _objeto(fila: FilaEjecucion) -> str:
    return fila.actividad_codigo or fila.bpin or f"~{normalizar(fila.proyecto or '')}"


def _registros(registros: Sequence[Registro]) -> Mapping[tuple[str, str], Registro]:
    hallados: dict[tuple[str, str], Registro] = {}
    de_actividad: dict[str, list[Registro]] = {}
    for registro in registros:
        objeto = registro.actividad_codigo or registro.bpin or f"~{normalizar(registro.proyecto or '')}"
        hallados[objeto, fuente_de(registro.fuente_codigo, registro.fuente)] = registro
        if registro.actividad_codigo is not None:
            de_actividad.setdefault(registro.actividad_codigo, []).append(registro)
    for codigo, propios in de_actividad.items():
        if len(propios) == 1:
            hallados.setdefault((codigo, ""), propios[0])
    return hallados


def _del_poai(filas: Iterable[FilaPOAI]) -> dict[str, Valores]:
    return {
        _rotulo(
            fila.bpin, fila.meta_codigo, normalizar(fila.dependencia or ""), fila.fuente_codigo or fila.fuente
        ): {"proyecto": fila.proyecto, "fuente": fila.fuente, "apropiación": fila.apropiacion}
        for fila in filas
    }


def _del_pac(filas: Iterable[FilaPAC]) -> dict[str, Valores]:
    return {
        _rotulo(fila.bpin, fila.fuente_codigo or fila.fuente): {
            "fuente": fila.fuente,
            **dict(zip(MESES, fila.meses, strict=True)),
        }
        for fila in filas
    }


def _rotulo(*partes: str | None) -> str:
    return " · ".join(parte for parte in partes if parte)
