"""Renglones de una tabla grande escritos de a poco, directamente como XML de hoja de cálculo.

El esqueleto del libro (estilos, encabezados, semáforo, gráficos) lo hace openpyxl; una celda suya cuesta
seis veces más que el texto que termina escribiendo, y en un plan de cien mil registros eso es todo el tiempo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from almacen.libros.contenido import CIFRAS_EXACTAS, Molde, aplanar, es_peligroso, texto_seguro
from almacen.libros.cuadricula import letra_de_columna
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

_TROZO = 256
_MEMORIA_DE_TEXTOS = 4_096
_EPOCA = date(1899, 12, 30).toordinal()
# Antes del 1 de marzo de 1900 el calendario de Excel no es el de todos: va como texto.
_PRIMER_DIA_DE_EXCEL = date(1900, 3, 1)
_SEGUNDOS_DEL_DIA = 86_400
_LIMITE_EXACTO = 10**CIFRAS_EXACTAS

Celda = Callable[[object], str]


def escribir_renglones(
    moldes: Sequence[Molde], filas: Iterable[tuple[float, Sequence[object]]], primera: int
) -> Iterator[bytes]:
    """El XML de los renglones, en trozos; cada fila llega con su alto en puntos.

    Args:
        moldes: uno por columna; dicen con qué estilo va cada clase de valor.
        filas: (alto, valores), tantos valores como moldes.
        primera: número de la primera fila en la hoja.
    """
    celdas = [_celda_de(molde) for molde in moldes]
    n = len(celdas)
    # Cada celda son tres textos: «<c r="A», el número de fila y el resto.
    piezas: list[str] = ["", "", ""] * n
    piezas[0::3] = [f'<c r="{letra_de_columna(columna)}' for columna in range(1, n + 1)]
    trozo: list[str] = []
    for fila, (alto, valores) in enumerate(filas, start=primera):
        numero = str(fila)
        piezas[1::3] = [numero] * n
        piezas[2::3] = [celda(valor) for celda, valor in zip(celdas, valores, strict=True)]
        trozo.append(f'<row r="{numero}" ht="{alto}" customHeight="1">{"".join(piezas)}</row>')
        if len(trozo) == _TROZO:
            yield "".join(trozo).encode()
            trozo.clear()
    yield "".join(trozo).encode()


def _celda_de(molde: Molde) -> Celda:
    """La función que escribe un valor de esa columna, sin el «<c r="A1» del comienzo."""
    normal, texto, citado = molde.estilos
    vacia = f'" s="{normal}"/>'
    numero = f'" s="{normal}"><v>'
    textos: dict[str, str] = {}

    def celda(valor: object) -> str:
        if valor is None:
            return vacia
        clase = type(valor)
        if clase is str:
            dicho = str(valor)
        elif clase is Pesos or clase is Porcentaje:
            centesimas = valor.centavos if clase is Pesos else valor.centesimas  # type: ignore[attr-defined]
            if (cifra := _de_centesimas(centesimas)) is not None:
                return f"{numero}{cifra}</v></c>"
            dicho = str(aplanar(valor))
        elif isinstance(valor, date):
            if (dia := _serie(valor)) is not None:
                return f"{numero}{dia}</v></c>"
            dicho = f"{valor:%d/%m/%Y}"
        else:
            plano = aplanar(valor)
            if not isinstance(plano, str):
                return f"{numero}{plano!r}</v></c>"
            dicho = plano
        escrito = textos.get(dicho)
        if escrito is None:
            if len(textos) >= _MEMORIA_DE_TEXTOS:
                textos.clear()
            escrito = textos[dicho] = _texto(dicho, citado if es_peligroso(dicho) else texto)
        return escrito

    return celda


def _texto(dicho: str, estilo: int) -> str:
    """Un texto, nunca una fórmula: va dentro de la celda y con los signos de XML escapados."""
    limpio = texto_seguro(dicho)
    if not limpio:
        return f'" s="{estilo}"/>'
    guarda = ' xml:space="preserve"' if limpio != limpio.strip() or "\n" in limpio or "  " in limpio else ""
    escapado = limpio.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return f'" s="{estilo}" t="inlineStr"><is><t{guarda}>{escapado}</t></is></c>'


def _de_centesimas(centesimas: int) -> str | None:
    """«1250000.5» sin pasar por coma flotante; ``None`` si tiene más cifras de las que Excel guarda."""
    enteros, resto = divmod(abs(centesimas), 100)
    signo = "-" if centesimas < 0 else ""
    if not resto:
        return f"{signo}{enteros}" if enteros < _LIMITE_EXACTO else None
    if abs(centesimas) // (1 if resto % 10 else 10) >= _LIMITE_EXACTO:
        return None
    return f"{signo}{enteros}.{resto:02d}".rstrip("0")


def _serie(valor: date) -> str | None:
    """El número con que Excel guarda una fecha; ``None`` si es anterior a su calendario."""
    dia = valor.date() if isinstance(valor, datetime) else valor
    if dia < _PRIMER_DIA_DE_EXCEL:
        return None
    serie = dia.toordinal() - _EPOCA
    if not isinstance(valor, datetime):
        return str(serie)
    segundos = valor.hour * 3600 + valor.minute * 60 + valor.second
    return str(serie + Decimal(segundos) / _SEGUNDOS_DEL_DIA) if segundos else str(serie)
