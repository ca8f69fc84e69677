"""De lo leído en una fila ajena a las filas del dominio, con lo que el libro no trae dicho como tal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from almacen.libros.celdas import Valor
from almacen.libros.filas import armar_fila
from almacen.perfiles.campos import PREFIJO_ESTADO, PREFIJO_LOGRO
from almacen.perfiles.celdas_ajenas import dice_np
from almacen.perfiles.renglones_ajenos import Centavos, RenglonAjeno
from dominio.modelo.libro import FilaEjecucion, FilaIndicativo, FilaPAC, FilaPlan, FilaPOAI, TipoLibro
from dominio.modelo.plan import TipoMeta
from dominio.valores.dinero import Pesos


def fila_del_plan(renglon: RenglonAjeno, dinero: Centavos, vigencia: int) -> FilaPlan | None:
    """El renglón del plan; sin fechas posibles, las de la vigencia y ``sin_fechas``."""
    valores = dict(renglon.valores[TipoLibro.PLAN])
    inicio, fin = valores.get("inicio"), valores.get("fin")
    valores["sin_fechas"] = inicio is None or fin is None
    valores["inicio"] = inicio or date(vigencia, 1, 1)
    valores["fin"] = fin or date(vigencia, 12, 31)
    valores["tipo_meta"] = valores.get("tipo_meta") or _tipo_de_meta(valores)
    valores["actividad"] = valores.get("actividad") or _nombre_de_actividad(valores)
    valores["monto"] = _pesos(dinero, "monto")
    if _no_programada(renglon, vigencia):
        valores["meta_vigencia"] = None
    fila = armar_fila(TipoLibro.PLAN, renglon.hoja, renglon.fila, valores)
    return replace(fila, niveles=renglon.niveles) if isinstance(fila, FilaPlan) else None


def _tipo_de_meta(valores: Mapping[str, Valor]) -> TipoMeta:
    """Sin decirlo, es de producto la que lleva proyecto o producto MGA."""
    return TipoMeta.PRODUCTO if valores.get("bpin") or valores.get("producto_codigo") else TipoMeta.GESTION


def _nombre_de_actividad(valores: Mapping[str, Valor]) -> Valor:
    return next(
        (valores[d] for d in ("indicador", "producto", "meta", "actividad_codigo") if valores.get(d)), ""
    )


def _no_programada(renglon: RenglonAjeno, anio: int) -> bool:
    estado = renglon.valores.get(TipoLibro.INDICATIVO, {}).get(f"{PREFIJO_ESTADO}{anio}")
    return dice_np(estado)


def fila_del_indicativo(renglon: RenglonAjeno) -> FilaIndicativo | None:
    """La meta del plan indicativo; ``None`` si no trae su código."""
    leidos = renglon.valores[TipoLibro.INDICATIVO]
    valores = {dato: valor for dato, valor in leidos.items() if not dato.startswith(PREFIJO_ESTADO)}
    fila = armar_fila(TipoLibro.INDICATIVO, renglon.hoja, renglon.fila, valores)
    return replace(fila, logros=_logros(valores)) if isinstance(fila, FilaIndicativo) else None


def _logros(valores: Mapping[str, Valor]) -> tuple[tuple[int, Decimal], ...]:
    logros = ((d.removeprefix(PREFIJO_LOGRO), v) for d, v in valores.items() if d.startswith(PREFIJO_LOGRO))
    return tuple(sorted((int(anio), valor) for anio, valor in logros if isinstance(valor, Decimal)))


def fila_del_poai(renglon: RenglonAjeno, dinero: Centavos) -> FilaPOAI | None:
    """El renglón del POAI; ``None`` si no dice de qué proyecto es."""
    valores = {**renglon.valores[TipoLibro.POAI], "apropiacion": _pesos(dinero, "apropiacion")}
    fila = armar_fila(TipoLibro.POAI, renglon.hoja, renglon.fila, valores)
    return fila if isinstance(fila, FilaPOAI) else None


def fila_del_pac(renglon: RenglonAjeno, dinero: Centavos) -> FilaPAC | None:
    """El renglón del PAC; ``None`` si no dice de qué proyecto es."""
    valores = {**renglon.valores[TipoLibro.PAC], **{dato: _pesos(dinero, dato) for dato in dinero}}
    fila = armar_fila(TipoLibro.PAC, renglon.hoja, renglon.fila, valores)
    return fila if isinstance(fila, FilaPAC) else None


def fila_de_ejecucion(renglon: RenglonAjeno, dinero: Centavos) -> FilaEjecucion:
    """El renglón de ejecución, con los nombres que permiten saber de qué proyecto y fuente es."""
    leidos = renglon.valores[TipoLibro.EJECUCION]
    valores = {**leidos, **{dato: _pesos(dinero, dato) for dato in dinero}}
    fila = armar_fila(TipoLibro.EJECUCION, renglon.hoja, renglon.fila, valores)
    assert isinstance(fila, FilaEjecucion)  # noqa: S101 - la ejecución siempre se arma
    return replace(
        fila,
        proyecto=_texto(leidos, "proyecto"),
        actividad=_texto(leidos, "actividad"),
        fuente=_texto(leidos, "fuente"),
        dependencia=_texto(leidos, "dependencia"),
    )


def _texto(valores: Mapping[str, Valor], dato: str) -> str | None:
    valor = valores.get(dato)
    return valor if isinstance(valor, str) else None


def _pesos(dinero: Centavos, dato: str) -> Pesos | None:
    return Pesos(dinero[dato]) if dato in dinero else None
