"""De los valores de un renglón a la fila del dominio."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from almacen.libros.celdas import Valor
from almacen.libros.columnas import PREFIJO_PROGRAMADO, columna_de_nivel, leer_nivel
from dominio.modelo.libro import (
    FilaEjecucion,
    FilaIndicativo,
    FilaPAC,
    FilaPlan,
    FilaPOAI,
    TipoLibro,
)
from dominio.modelo.plan import TipoAcumulacion, TipoMeta
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

T = TypeVar("T")
Valores = Mapping[str, Valor]
Fila = FilaPlan | FilaIndicativo | FilaPOAI | FilaPAC | FilaEjecucion

# Lo que ocupa el sitio de una celda obligatoria que no se pudo leer. La fila se conserva solo para
# que los demás renglones puedan referirse a ella; el libro ya lleva su error y no se guarda.
FECHA_ILEGIBLE = date.min


def armar_fila(tipo: TipoLibro, hoja: str, fila: int, valores: Valores) -> Fila | None:
    """La fila del dominio; ``None`` si no se leyó ni su código, y entonces nada puede referirse a ella."""
    return _ARMADORES[tipo](hoja, fila, valores)


def _de(valores: Valores, dato: str, clase: type[T]) -> T | None:
    valor = valores.get(dato)
    return valor if isinstance(valor, clase) else None


def _texto(valores: Valores, dato: str) -> str | None:
    return _de(valores, dato, str)


def _plan(hoja: str, fila: int, v: Valores) -> FilaPlan | None:
    if not any(_texto(v, dato) for dato in ("actividad_codigo", "meta_codigo", "bpin")):
        return None
    return FilaPlan(
        hoja=hoja,
        fila=fila,
        dependencia_codigo=_texto(v, "dependencia_codigo"),
        dependencia=_texto(v, "dependencia") or "",
        responsable=_texto(v, "responsable") or "",
        cargo=_texto(v, "cargo"),
        tipo_meta=_de(v, "tipo_meta", TipoMeta) or TipoMeta.GESTION,
        programa_codigo=_texto(v, "programa_codigo"),
        programa=_texto(v, "programa"),
        meta_codigo=_texto(v, "meta_codigo") or "",
        meta=_texto(v, "meta"),
        indicador=_texto(v, "indicador"),
        unidad=_texto(v, "unidad"),
        linea_base=_de(v, "linea_base", Decimal),
        meta_vigencia=_de(v, "meta_vigencia", Decimal),
        bpin=_texto(v, "bpin"),
        proyecto=_texto(v, "proyecto"),
        objetivo=_texto(v, "objetivo"),
        actividad_codigo=_texto(v, "actividad_codigo") or "",
        actividad=_texto(v, "actividad") or "",
        ponderacion=_de(v, "ponderacion", Porcentaje),
        cantidad_programada=_de(v, "cantidad_programada", Decimal),
        inicio=_de(v, "inicio", date) or FECHA_ILEGIBLE,
        fin=_de(v, "fin", date) or FECHA_ILEGIBLE,
        avance=_de(v, "avance", Porcentaje),
        fuente_codigo=_texto(v, "fuente_codigo"),
        fuente=_texto(v, "fuente"),
        monto=_de(v, "monto", Pesos),
        contratacion=_de(v, "contratacion", bool),
        producto_codigo=_texto(v, "producto_codigo"),
        producto=_texto(v, "producto"),
        niveles=_niveles(v),
        sin_fechas=_de(v, "sin_fechas", bool) or False,
        sin_codigo=_de(v, "sin_codigo", bool) or False,
    )


def _niveles(v: Valores) -> tuple[tuple[str, str | None, str | None], ...]:
    """La jerarquía propia de la entidad, de arriba abajo, sin los niveles en blanco."""
    puestos = sorted({nivel[1:] for dato in v if (nivel := leer_nivel(dato))})
    niveles = [
        (
            rotulo,
            _texto(v, columna_de_nivel(True, puesto, rotulo).dato),
            _texto(v, columna_de_nivel(False, puesto, rotulo).dato),
        )
        for puesto, rotulo in puestos
    ]
    return tuple((rotulo, codigo, nombre) for rotulo, codigo, nombre in niveles if codigo or nombre)


def _indicativo(hoja: str, fila: int, v: Valores) -> FilaIndicativo | None:
    meta_codigo = _texto(v, "meta_codigo")
    if meta_codigo is None:
        return None
    programacion = sorted(
        (int(dato.removeprefix(PREFIJO_PROGRAMADO)), _de(v, dato, Decimal))
        for dato in v
        if dato.startswith(PREFIJO_PROGRAMADO)
    )
    return FilaIndicativo(
        hoja=hoja,
        fila=fila,
        meta_codigo=meta_codigo,
        meta=_texto(v, "meta"),
        programa=_texto(v, "programa"),
        indicador=_texto(v, "indicador"),
        unidad=_texto(v, "unidad"),
        linea_base=_de(v, "linea_base", Decimal),
        acumulacion=_de(v, "acumulacion", TipoAcumulacion),
        meta_cuatrienio=_de(v, "meta_cuatrienio", Decimal),
        programacion=tuple(programacion),
        coordinadora=_texto(v, "coordinadora"),
    )


def _poai(hoja: str, fila: int, v: Valores) -> FilaPOAI | None:
    bpin = _texto(v, "bpin")
    if bpin is None:
        return None
    return FilaPOAI(
        hoja=hoja,
        fila=fila,
        bpin=bpin,
        proyecto=_texto(v, "proyecto"),
        meta_codigo=_texto(v, "meta_codigo"),
        dependencia=_texto(v, "dependencia"),
        fuente_codigo=_texto(v, "fuente_codigo"),
        fuente=_texto(v, "fuente"),
        apropiacion=_de(v, "apropiacion", Pesos) or Pesos.CERO,
    )


def _pac(hoja: str, fila: int, v: Valores) -> FilaPAC | None:
    bpin = _texto(v, "bpin")
    if bpin is None:
        return None
    return FilaPAC(
        hoja=hoja,
        fila=fila,
        bpin=bpin,
        fuente_codigo=_texto(v, "fuente_codigo"),
        fuente=_texto(v, "fuente"),
        # Un mes en blanco es un mes sin pagos programados.
        meses=tuple(_de(v, f"mes_{mes:02d}", Pesos) or Pesos.CERO for mes in range(1, 13)),
    )


def _ejecucion(hoja: str, fila: int, v: Valores) -> FilaEjecucion:
    return FilaEjecucion(
        hoja=hoja,
        fila=fila,
        bpin=_texto(v, "bpin"),
        actividad_codigo=_texto(v, "actividad_codigo"),
        fuente_codigo=_texto(v, "fuente_codigo"),
        inicial=_de(v, "inicial", Pesos),
        adiciones=_de(v, "adiciones", Pesos),
        reducciones=_de(v, "reducciones", Pesos),
        creditos=_de(v, "creditos", Pesos),
        contracreditos=_de(v, "contracreditos", Pesos),
        definitiva=_de(v, "definitiva", Pesos),
        cdp=_de(v, "cdp", Pesos),
        compromisos=_de(v, "compromisos", Pesos),
        obligaciones=_de(v, "obligaciones", Pesos),
        pagos=_de(v, "pagos", Pesos),
        fecha_corte=_de(v, "fecha_corte", date),
    )


_ARMADORES: dict[TipoLibro, Callable[[str, int, Valores], Fila | None]] = {
    TipoLibro.PLAN: _plan,
    TipoLibro.INDICATIVO: _indicativo,
    TipoLibro.POAI: _poai,
    TipoLibro.PAC: _pac,
    TipoLibro.EJECUCION: _ejecucion,
}
