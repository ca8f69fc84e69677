"""Un archivo de catálogo oficial → sus códigos. Solo corre dentro del proceso hijo.

Los códigos se hallan por su contenido (cinco, siete o nueve cifras, o una fuente con puntos) y el nombre
por su rótulo: cada publicación trae otras columnas y otro encabezado.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from almacen.libros.cuadricula import Celda, Cuadricula, letra_de_columna
from dominio.entender.texto import normalizar
from dominio.modelo.catalogo import (
    CatalogoLeido,
    CodigoSinCero,
    EntradaDeCatalogo,
    FilaSinCodigo,
    TipoCatalogo,
)
from dominio.reglas.formas_de_codigo import programa_posible

_LARGO_NOMBRE = 500
_FILAS_DE_ENCABEZADO = 2
# Con menos que esto, la columna trae códigos por casualidad.
_PROPORCION = 0.6
_FORMATO_DE_CEROS = re.compile(r"0+")


@dataclass(frozen=True, slots=True)
class _Forma:
    """Cómo son los códigos de un catálogo y cómo se rotulan sus columnas.

    Attributes:
        sin_cero: la forma del código al que Excel le quitó el cero; ``None`` si no se puede perder.
        rotulos: palabras del rótulo del nombre, de la que más dice a la que menos.
        de_detalle: palabras del rótulo del detalle.
        como: un código, para decir qué se esperaba.
    """

    que: str
    completo: re.Pattern[str]
    sin_cero: re.Pattern[str] | None
    rotulos: tuple[str, ...]
    de_detalle: tuple[str, ...]
    como: str


_FORMAS = {
    TipoCatalogo.PRODUCTO: _Forma(
        "los productos MGA (siete cifras)",
        re.compile(r"[0-9]{7}"),
        re.compile(r"[1-9][0-9]{5}"),
        ("producto", "nombre", "descripcion"),
        (),
        "1905021",
    ),
    TipoCatalogo.INDICADOR: _Forma(
        "los indicadores MGA (nueve cifras)",
        re.compile(r"[0-9]{9}"),
        re.compile(r"[1-9][0-9]{7}"),
        ("indicador", "nombre", "descripcion"),
        ("unidad",),
        "190502100",
    ),
    TipoCatalogo.FUENTE: _Forma(
        "las fuentes de financiación (con puntos)",
        re.compile(r"[0-9](\.[0-9]{1,3}){2,5}"),
        None,
        ("fuente", "nombre", "concepto", "descripcion"),
        (),
        "1.2.1.0.00",
    ),
    TipoCatalogo.DIVIPOLA: _Forma(
        "los municipios de la DIVIPOLA (cinco cifras)",
        re.compile(r"(?!00)[0-9]{5}"),
        re.compile(r"[1-9][0-9]{3}"),
        ("municipio", "nombre", "entidad"),
        ("departamento", "depto"),
        "05001",
    ),
}
_MGA = (TipoCatalogo.PRODUCTO, TipoCatalogo.INDICADOR)


@dataclass(frozen=True, slots=True)
class _Tabla:
    """Dónde están los códigos en una hoja."""

    hoja: Cuadricula
    columna: int
    primera: int
    cuantos: int


def leer_catalogo(hojas: Sequence[Cuadricula], tipo: TipoCatalogo) -> CatalogoLeido:
    """Los códigos del archivo, con la cuenta de sus filas; sin ellos, el motivo y qué parece ser."""
    forma = _FORMAS[tipo]
    tabla = _hallar(hojas, tipo)
    if tabla is None:
        return CatalogoLeido(tipo, motivo=_no_hay(hojas, tipo))
    if tabla.hoja.error is not None:
        return CatalogoLeido(tipo, motivo=tabla.hoja.error.mensaje)
    nombre = _columna_de(tabla, forma.rotulos)
    detalle = _columna_de(tabla, forma.de_detalle, menos=nombre) if forma.de_detalle else None
    leido = _renglones(tabla, tipo, nombre, detalle)
    columnas = [("codigo", tabla.columna), ("nombre", nombre), ("detalle", detalle)]
    return replace(
        leido,
        hoja=tabla.hoja.nombre,
        columnas=tuple((dato, _rotulo(tabla, c)) for dato, c in columnas if c is not None),
        perdio_los_ceros=bool(leido.sin_cero) and not any(e.codigo.startswith("0") for e in leido.entradas),
    )


def _hallar(hojas: Sequence[Cuadricula], tipo: TipoCatalogo) -> _Tabla | None:
    """La columna con más códigos del libro; las hojas ocultas, solo si en las demás no hay."""
    for ocultas in (False, True):
        tablas = [t for hoja in hojas if hoja.oculta is ocultas for t in _tablas(hoja, tipo)]
        if tablas:
            return max(tablas, key=lambda t: (t.cuantos, -t.columna))
    return None


def _tablas(hoja: Cuadricula, tipo: TipoCatalogo) -> Iterator[_Tabla]:
    columnas = {columna for fila in hoja.celdas.values() for columna in fila}
    for columna in sorted(columnas):
        textos = [(f, _texto(hoja.propia(f, columna))) for f in sorted(hoja.celdas)]
        llenos = [(f, t) for f, t in textos if t]
        codigos = [(f, c) for f, t in llenos if (c := _codigo(t, tipo)) is not None]
        if not codigos:
            continue
        debajo = sum(f >= codigos[0][0] for f, _ in llenos)
        distintos = len({c for _, c in codigos})
        # Una población o un valor se repiten, o no llenan la columna de códigos; un municipio no se repite.
        repite = tipo is TipoCatalogo.DIVIPOLA and distintos < _PROPORCION * len(codigos)
        if len(codigos) >= _PROPORCION * debajo and not repite:
            yield _Tabla(hoja, columna, codigos[0][0], distintos)


def _codigo(texto: str, tipo: TipoCatalogo) -> str | None:
    """El código completo que dice la celda (con su cero si le falta), o ``None`` si no es uno."""
    forma = _FORMAS[tipo]
    completo = texto if forma.completo.fullmatch(texto) else None
    if completo is None and forma.sin_cero is not None and forma.sin_cero.fullmatch(texto):
        completo = "0" + texto
    return None if completo is None or (tipo in _MGA and not programa_posible(completo)) else completo


def _renglones(tabla: _Tabla, tipo: TipoCatalogo, nombre: int | None, detalle: int | None) -> CatalogoLeido:
    entradas: dict[str, EntradaDeCatalogo] = {}
    sin_cero: dict[str, CodigoSinCero] = {}
    fuera: list[FilaSinCodigo] = []
    otros: dict[str, None] = {}
    filas = [f for f in sorted(tabla.hoja.celdas) if f >= tabla.primera and _con_datos(tabla.hoja, f)]
    for fila in filas:
        trae = _texto(tabla.hoja.propia(fila, tabla.columna))
        codigo = _codigo(trae, tipo)
        if codigo is None:
            motivo = f"no tiene la forma de {_FORMAS[tipo].como}" if trae else "no trae código"
            fuera.append(FilaSinCodigo(fila, trae[:60], motivo))
            continue
        entrada = EntradaDeCatalogo(
            codigo, _nombre(tabla, fila, nombre), _nombre(tabla, fila, detalle) or None
        )
        conocida = entradas.get(codigo) or (sin_cero[codigo].propone if codigo in sin_cero else None)
        if conocida is not None:
            if normalizar(conocida.nombre) != normalizar(entrada.nombre):
                otros[codigo] = None
        elif codigo == trae:
            entradas[codigo] = entrada
        else:
            sin_cero[codigo] = CodigoSinCero(fila, trae, entrada)
    repetidas = len(filas) - len(entradas) - len(sin_cero) - len(fuera)
    return CatalogoLeido(
        tipo,
        tuple(entradas.values()),
        tuple(sin_cero.values()),
        tuple(fuera),
        filas=len(filas),
        repetidas=repetidas,
        otros_nombres=tuple(otros),
    )


def _columna_de(tabla: _Tabla, palabras: Sequence[str], *, menos: int | None = None) -> int | None:
    """La columna de texto cuyo rótulo dice esas palabras; sin rótulo, la siguiente de texto al código."""
    columnas = sorted({c for fila in tabla.hoja.celdas.values() for c in fila} - {tabla.columna, menos or 0})
    de_texto = [c for c in columnas if _es_de_texto(tabla, c)]
    for palabra in palabras:
        rotuladas = [c for c in de_texto if _dice(tabla, c, palabra)]
        if rotuladas:
            # La más cercana a la derecha del código; «Código de producto» no es el nombre.
            return min(rotuladas, key=lambda c: (c < tabla.columna, abs(c - tabla.columna)))
    if menos is not None:
        return None
    return next((c for c in de_texto if c > tabla.columna), None)


def _dice(tabla: _Tabla, columna: int, palabra: str) -> bool:
    rotulo = normalizar(_encabezado(tabla, columna))
    return palabra in rotulo and not rotulo.startswith(("cod", "id ", "n.", "no."))


def _es_de_texto(tabla: _Tabla, columna: int) -> bool:
    textos = [_texto(tabla.hoja.propia(f, columna)) for f in sorted(tabla.hoja.celdas) if f >= tabla.primera]
    llenos = [t for t in textos[:200] if t]
    return bool(llenos) and sum(any(x.isalpha() for x in t) for t in llenos) >= _PROPORCION * len(llenos)


def _encabezado(tabla: _Tabla, columna: int) -> str:
    """El rótulo de la columna, aunque ocupe dos filas («Municipio» sobre «Nombre»)."""
    filas = [f for f in sorted(tabla.hoja.celdas) if f < tabla.primera][-_FILAS_DE_ENCABEZADO:]
    partes = [" ".join(tabla.hoja.encabezado(fila, columna).split()) for fila in filas]
    propios = [parte for parte in partes if parte]
    # Un título combinado sobre toda la tabla no es el rótulo de ninguna columna.
    return " ".join(dict.fromkeys(propios)) if len(propios) < 2 or partes[-1] else propios[-1]


def _rotulo(tabla: _Tabla, columna: int) -> str:
    letra = letra_de_columna(columna)
    rotulo = _encabezado(tabla, columna)
    return f"«{rotulo}» (columna {letra})" if rotulo else f"columna {letra}"


def _nombre(tabla: _Tabla, fila: int, columna: int | None) -> str:
    if columna is None:
        return ""
    return " ".join(_texto(tabla.hoja.heredada(fila, columna)).split())[:_LARGO_NOMBRE]


def _con_datos(hoja: Cuadricula, fila: int) -> bool:
    return any(_texto(celda) for celda in hoja.celdas[fila].values())


def _texto(celda: Celda) -> str:
    """La celda como código: un número entero sin decimales, y con sus ceros si el formato los pone."""
    valor = celda.valor
    if isinstance(valor, bool) or valor is None:
        return ""
    if isinstance(valor, float) and valor.is_integer():
        valor = int(valor)
    if isinstance(valor, int):
        ceros = len(celda.formato) if _FORMATO_DE_CEROS.fullmatch(celda.formato) else 0
        return str(valor).zfill(ceros)
    return str(valor).strip()


def _no_hay(hojas: Sequence[Cuadricula], tipo: TipoCatalogo) -> str:
    forma = _FORMAS[tipo]
    frase = f"El archivo no trae una columna con los códigos de {forma.que}, como {forma.como}"
    otro = next((t for t in TipoCatalogo if t is not tipo and _hallar(hojas, t) is not None), None)
    if otro is None:
        return f"{frase}: revise que sea el catálogo oficial y que la columna de códigos esté completa."
    return f"{frase}. Parece el de {_FORMAS[otro].que}: cárguelo como «{otro.value}»."
