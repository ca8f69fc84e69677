"""Filas ajenas que no dicen lo mismo de una misma actividad, meta o proyecto: vale lo primero, y se dice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from almacen.perfiles.codigos_asignados import SIN_META
from dominio.entender.texto import normalizar
from dominio.modelo.lectura import ValorDudoso
from dominio.modelo.libro import FilaPlan
from dominio.valores.porcentaje import Porcentaje

_DE_LA_DEPENDENCIA = ("dependencia",)
_DE_LA_ACTIVIDAD = (
    "actividad",
    "dependencia",
    "responsable",
    "meta_codigo",
    "bpin",
    "ponderacion",
    "cantidad_programada",
    "inicio",
    "fin",
    "avance",
)
_DE_LA_META = ("tipo_meta", "indicador", "meta_vigencia")
_DEL_PROYECTO = ("proyecto",)
_COMO = {
    "dependencia": "la dependencia",
    "actividad": "el nombre de la actividad",
    "responsable": "el responsable",
    "meta_codigo": "el código de meta",
    "bpin": "el código BPIN",
    "ponderacion": "la ponderación",
    "cantidad_programada": "la cantidad programada",
    "inicio": "la fecha de inicio",
    "fin": "la fecha de terminación",
    "avance": "el porcentaje de avance",
    "tipo_meta": "el tipo de meta",
    "indicador": "el indicador",
    "meta_vigencia": "la meta de la vigencia",
    "proyecto": "el nombre del proyecto",
}
_QUIENES: tuple[tuple[str, Callable[[FilaPlan], str | None], tuple[str, ...]], ...] = (
    ("La dependencia", lambda f: f.dependencia_codigo, _DE_LA_DEPENDENCIA),
    ("La actividad", lambda f: f.actividad_codigo, _DE_LA_ACTIVIDAD),
    # Los renglones que no dicen su meta no son de la misma.
    ("La meta", lambda f: f.meta_codigo if f.meta_codigo != SIN_META else None, _DE_LA_META),
    ("El código BPIN", lambda f: f.bpin, _DEL_PROYECTO),
)


def concordar(
    filas: Sequence[FilaPlan],
    posiciones: Mapping[tuple[str, str], str],
    heredados: Mapping[tuple[str, int], Mapping[str, str]],
) -> tuple[list[FilaPlan], list[ValorDudoso]]:
    """Las filas con un solo valor por actividad, meta, proyecto y dependencia, y lo que decían de más.

    Fuente: R01 (una actividad, una meta o un proyecto dicen lo mismo en todos sus renglones); el código
    manda sobre el nombre.

    Args:
        filas: las del plan.
        posiciones: (hoja, dato) → letra de su columna.
        heredados: (hoja, fila) → dato → la celda de más arriba de donde sale.
    """
    primeras: dict[tuple[str, str, str], Any] = {}
    for fila in filas:
        for quien, codigo_de, datos in _QUIENES:
            if not (codigo := codigo_de(fila)):
                continue
            for dato in datos:
                valor = getattr(fila, dato)
                if valor is not None and valor != "":
                    primeras.setdefault((quien, codigo, dato), valor)
    concordes: list[FilaPlan] = []
    dudosos: list[ValorDudoso] = []
    for fila in filas:
        cambios = _cambios(fila, primeras, posiciones, dudosos)
        concordes.append(replace(fila, **cambios) if cambios else fila)
    en_su_sitio = (_de_donde_viene(duda, heredados) for duda in dudosos)
    unicos = {(duda.hoja, duda.celda, duda.dato): duda for duda in en_su_sitio}
    return concordes, list(unicos.values())


def _de_donde_viene(duda: ValorDudoso, heredados: Mapping[tuple[str, int], Mapping[str, str]]) -> ValorDudoso:
    """La duda en la celda que sí está escrita, si la fila heredó el dato."""
    fila = int("".join(filter(str.isdigit, duda.celda)))
    return replace(duda, celda=heredados.get((duda.hoja, fila), {}).get(duda.dato, duda.celda))


def _cambios(
    fila: FilaPlan,
    primeras: Mapping[tuple[str, str, str], Any],
    posiciones: Mapping[tuple[str, str], str],
    dudosos: list[ValorDudoso],
) -> dict[str, Any]:
    cambios: dict[str, Any] = {}
    for quien, codigo_de, datos in _QUIENES:
        codigo = codigo_de(fila)
        for dato in datos if codigo else ():
            vale = primeras.get((quien, codigo or "", dato))
            dice = getattr(fila, dato)
            if vale is None or dato in cambios or vale == dice:
                continue
            cambios[dato] = vale
            if dice is not None and dice != "" and _comparable(dice) != _comparable(vale):
                dudosos.append(_duda(fila, dato, f"{quien} {codigo}", vale, posiciones))
    return cambios


def _duda(
    fila: FilaPlan, dato: str, quien: str, vale: object, posiciones: Mapping[tuple[str, str], str]
) -> ValorDudoso:
    letra = posiciones.get((fila.hoja, dato)) or posiciones.get((fila.hoja, "actividad"), "A")
    dice = _decir(getattr(fila, dato))
    return ValorDudoso(
        fila.hoja,
        f"{letra}{fila.fila}",
        dato,
        "renglones_contradictorios",
        dice,
        f"{quien} dice «{dice}» en {_COMO[dato]} y antes decía «{_decir(vale)}»; quedó lo primero.",
    )


def _comparable(valor: object) -> object:
    return normalizar(valor) if isinstance(valor, str) else valor


def _decir(valor: object) -> str:
    if isinstance(valor, Porcentaje):
        return f"{valor.a_decimal().normalize():f} %".replace(".", ",")
    texto = f"{valor:%d/%m/%Y}" if hasattr(valor, "strftime") else str(valor)
    return texto if len(texto) <= 60 else f"{texto[:60]}…"
