"""Los números de un ámbito en el orden en que Resumen los muestra, y con qué formato."""

from __future__ import annotations

from collections.abc import Sequence

from almacen.libros.columnas import Clase
from almacen.libros.cuadricula import letra_de_columna
from almacen.libros.estilos import FORMATO_DINERO, FORMATO_PUNTOS
from almacen.libros.informe import NO_APLICA, razones_en_orden
from almacen.libros.totales import razon, suma
from dominio.modelo.consolidado import Estado, SaldosDeFuente
from dominio.modelo.financiero import Saldos
from dominio.reglas.financiero import razones
from dominio.valores.dinero import Pesos

TARJETAS = (
    "Avance",
    "Avance esperado",
    "Semáforo",
    "Metas medidas",
    "Actividades",
    "Sin reporte en el corte",
    "Sin revisar",
    "Vencidas",
)
RAZONES = (
    "CDP / definitiva",
    "Compromisos / definitiva",
    "Obligaciones / definitiva",
    "Pagos / obligaciones",
)
FINANCIERO = ("Apropiación definitiva", "CDP", "Compromisos", "Obligaciones", "Pagos", *RAZONES)

FISICO = (
    (Clase.PORCENTAJE, FORMATO_PUNTOS),
    (Clase.PORCENTAJE, FORMATO_PUNTOS),
    (Clase.SI_NO, "#,##0"),
    *((Clase.NUMERO, "#,##0"),) * 5,
)
DINERO = (*((Clase.DINERO, FORMATO_DINERO),) * 5, *((Clase.PORCENTAJE, FORMATO_PUNTOS),) * 4)


def medidas(estado: Estado) -> tuple[object, ...]:
    """Los ocho números de un ámbito, en el orden de ``TARJETAS``."""
    return (
        NO_APLICA if estado.avance is None else estado.avance,
        NO_APLICA if estado.esperado is None else estado.esperado,
        estado.banda.nombre if estado.banda else NO_APLICA,
        estado.metas,
        estado.actividades,
        estado.sin_reporte,
        estado.sin_revisar,
        estado.vencidas,
    )


def montos(s: Saldos) -> tuple[Pesos, ...]:
    """Los cinco momentos, en el orden de ``FINANCIERO``."""
    return (s.definitiva, s.cdp, s.compromisos, s.obligaciones, s.pagos)


def sumas_de(totales: Sequence[object], renglones: Sequence[Sequence[object]], primera: int) -> list[object]:
    """Cada total como suma de su columna (desde B), donde las filas de encima suman eso."""
    ultima = primera + len(renglones) - 1
    columnas = list(zip(*renglones, strict=True)) or [()] * len(totales)
    sumados = []
    for n, total in enumerate(totales):
        letra = letra_de_columna(n + 2)
        sumados.append(suma(total, columnas[n], f"{letra}{primera}:{letra}{ultima}"))
    return sumados


def con_razones(celdas: Sequence[object], saldos: Saldos, fila: int) -> list[object]:
    """Los cinco montos y sus cuatro razones, como fórmulas sobre las celdas de la misma fila.

    Args:
        celdas: lo que va en las de los montos.
        fila: donde quedarán, de B a F.
    """
    sitios = [(f"{letra_de_columna(n)}{fila}", monto) for n, monto in enumerate(montos(saldos), start=2)]
    definitiva, *_, obligaciones, pagos = sitios
    dichas = razones_en_orden(razones(saldos))
    pares = [(sitio, definitiva) for sitio in sitios[1:4]] + [(pagos, obligaciones)]
    return [*celdas, *(razon(dicha, a, b) for dicha, (a, b) in zip(dichas, pares, strict=True))]


def nombre_de_fuente(fuente: SaldosDeFuente) -> str:
    """«1.2.1.0.00 Ingresos corrientes», o lo que haya."""
    return " ".join(parte for parte in (fuente.codigo, fuente.nombre) if parte) or "Sin fuente"
