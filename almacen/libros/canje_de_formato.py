"""``FormatoLleno`` a JSON y de vuelta: así viaja al proceso hijo que escribe en el libro ajeno."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from almacen.perfiles.canje import perfil_a_dato, perfil_de_dato
from dominio.modelo.formato_propio import (
    FilaAgregada,
    FilaCerrada,
    FormatoLleno,
    Llenado,
    ResumenDeFormato,
    ValorDelFormato,
)
from dominio.modelo.libro import TipoLibro
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje

Valores = tuple[tuple[TipoLibro, str, ValorDelFormato], ...]


def formato_a_dato(lleno: FormatoLleno) -> dict[str, Any]:
    """Lo que se va a poner en el libro, como dato de JSON."""
    return {
        "perfil": perfil_a_dato(lleno.perfil),
        "corte": str(lleno.corte),
        "llenados": [[uno.hoja, uno.fila, _a_lista(uno.valores)] for uno in lleno.llenados],
        "agregadas": [[una.hoja, _a_lista(una.valores)] for una in lleno.agregadas],
        "cerradas": [[una.hoja, una.fila, una.codigo] for una in lleno.cerradas],
    }


def formato_de_dato(dato: dict[str, Any]) -> FormatoLleno:
    """Lo que dejó ``formato_a_dato``."""
    return FormatoLleno(
        perfil_de_dato(dato["perfil"]),
        Corte.de(dato["corte"]),
        tuple(Llenado(hoja, fila, _de_lista(valores)) for hoja, fila, valores in dato["llenados"]),
        tuple(FilaAgregada(hoja, _de_lista(valores)) for hoja, valores in dato["agregadas"]),
        tuple(FilaCerrada(hoja, fila, codigo) for hoja, fila, codigo in dato["cerradas"]),
    )


def resumen_a_dato(resumen: ResumenDeFormato) -> list[Any]:
    """Qué se escribió, como dato de JSON."""
    return [
        resumen.celdas,
        resumen.con_formula,
        resumen.agregadas,
        resumen.cerradas,
        list(resumen.sin_columna),
    ]


def resumen_de_dato(dato: list[Any]) -> ResumenDeFormato:
    """Lo que dejó ``resumen_a_dato``."""
    celdas, con_formula, agregadas, cerradas, sin_columna = dato
    return ResumenDeFormato(celdas, con_formula, agregadas, cerradas, tuple(sin_columna))


def _a_lista(valores: Valores) -> list[list[Any]]:
    return [[tipo.value, dato, *_marcado(valor)] for tipo, dato, valor in valores]


def _de_lista(valores: list[list[Any]]) -> Valores:
    return tuple((TipoLibro(tipo), dato, _DE[clase](valor)) for tipo, dato, clase, valor in valores)


def _marcado(valor: ValorDelFormato) -> tuple[str, Any]:
    """El valor con la letra de su clase: dinero y porcentajes viajan enteros."""
    if isinstance(valor, Pesos):
        return "p", valor.centavos
    if isinstance(valor, Porcentaje):
        return "c", valor.centesimas
    if isinstance(valor, Decimal):
        return "n", str(valor)
    if isinstance(valor, date):
        return "d", valor.isoformat()
    return "v", valor


_DE: dict[str, Any] = {
    "p": Pesos,
    "c": Porcentaje,
    "n": Decimal,
    "d": date.fromisoformat,
    "v": lambda valor: valor,
}
