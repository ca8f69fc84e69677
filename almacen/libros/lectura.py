"""Del libro abierto a ``LibroLeido``: qué hoja es qué, qué falta, qué sobra y qué dice cada renglón."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from almacen.libros.celdas import esta_vacia
from almacen.libros.columnas import (
    HOJAS_DE_APOYO,
    HOJAS_DE_INFORME,
    INSTRUMENTOS,
    POR_TIPO,
    PREFIJO_PROGRAMADO,
    Instrumento,
    es_calculada,
    llave,
)
from almacen.libros.cuadricula import Cuadricula, letra_de_columna, referencia
from almacen.libros.encabezados import Encabezado, encontrar
from almacen.libros.procedencia import procedencia_de
from almacen.libros.renglones import Renglones, leer_renglones
from dominio.entender.texto import normalizar
from dominio.modelo.libro import ErrorDeLibro, LibroLeido, TipoLibro

MAXIMO_ERRORES = 5_000
MAXIMO_AVISOS = 200

_NOMBRES = {normalizar(instrumento.hoja): instrumento.tipo for instrumento in INSTRUMENTOS}
_APOYO = frozenset(normalizar(nombre) for nombre in HOJAS_DE_APOYO)
_INFORME = frozenset(normalizar(nombre) for nombre in HOJAS_DE_INFORME)
_ANIO_AL_FINAL = re.compile(r"\s*[-_ ]?20[0-9]{2}$")


@dataclass(frozen=True, slots=True)
class _Hallada:
    """Un instrumento encontrado en una hoja, hasta la fila donde empieza el siguiente."""

    orden: int
    hoja: Cuadricula
    encabezado: Encabezado
    hasta: int

    @property
    def celda(self) -> str:
        return referencia(self.encabezado.fila, min(self.encabezado.columnas.values()))


@dataclass(slots=True)
class _Cuenta:
    """Lo que se va juntando de todo el libro; los errores llevan (hoja, fila, columna) para ordenarse."""

    filas: dict[TipoLibro, tuple[Any, ...]] = field(default_factory=dict)
    errores: list[tuple[int, int, int, ErrorDeLibro]] = field(default_factory=list)
    avisos: list[str] = field(default_factory=list)
    posiciones: dict[tuple[str, str], str] = field(default_factory=dict)
    leidas: dict[str, int] = field(default_factory=dict)

    def error(self, orden: int, sitio: tuple[int, int], error: ErrorDeLibro) -> None:
        self.errores.append((orden, *sitio, error))


def leer_libro(
    hojas: Sequence[Cuadricula], previos: Sequence[ErrorDeLibro], tipo: TipoLibro | None
) -> LibroLeido:
    """Lee las hojas reconocibles, o solo la del instrumento ``tipo``, y reúne todos los errores."""
    cuenta = _Cuenta()
    for error in previos:
        cuenta.error(-1, (0, 0), error)
    halladas = list(_reconocer(hojas, tipo, cuenta))
    por_tipo: dict[TipoLibro, list[_Hallada]] = defaultdict(list)
    for hallada in halladas:
        por_tipo[hallada.encabezado.instrumento.tipo].append(hallada)
    for del_mismo in por_tipo.values():
        if len(del_mismo) > 1:
            _anotar_duplicado(del_mismo, cuenta)
        else:
            _leer_hallada(del_mismo[0], cuenta)
    if not cuenta.errores:
        _exigir_contenido(halladas, tipo, cuenta)
    return replace(_cerrar(cuenta), procedencia=procedencia_de(hojas))


def _reconocer(hojas: Sequence[Cuadricula], tipo: TipoLibro | None, cuenta: _Cuenta) -> Iterator[_Hallada]:
    es_consolidado = {normalizar(hoja.nombre) for hoja in hojas} >= _INFORME
    for orden, hoja in enumerate(hojas):
        nombre = normalizar(hoja.nombre)
        if not hoja.celdas or nombre in _APOYO or (es_consolidado and nombre in _INFORME):
            continue
        if hoja.oculta:
            cuenta.avisos.append(f"La hoja «{hoja.nombre}» está oculta y no se leyó.")
            continue
        preferido = _NOMBRES.get(_ANIO_AL_FINAL.sub("", nombre))
        encabezados = encontrar(hoja, preferido)
        if not encabezados:
            _anotar_sin_encabezado(orden, hoja, preferido if tipo in (None, preferido) else None, cuenta)
        finales = [siguiente.fila - 1 for siguiente in encabezados[1:]] + [max(hoja.celdas)]
        for encabezado, hasta in zip(encabezados, finales, strict=False):
            if tipo in (None, encabezado.instrumento.tipo):
                yield _Hallada(orden, hoja, encabezado, hasta)


def _anotar_sin_encabezado(
    orden: int, hoja: Cuadricula, preferido: TipoLibro | None, cuenta: _Cuenta
) -> None:
    if preferido is None:
        cuenta.avisos.append(f"La hoja «{hoja.nombre}» no es de un instrumento conocido y no se leyó.")
        return
    exigidas = [columna.titulo for columna in POR_TIPO[preferido].columnas if columna.obligatoria]
    ejemplo = ", ".join(f"«{titulo}»" for titulo in exigidas[:4] or ["Código BPIN"])
    mensaje = (
        f"No se encontró la fila de encabezado de «{POR_TIPO[preferido].hoja}»; ponga una fila "
        f"con los nombres de las columnas ({ejemplo}…)."
    )
    cuenta.error(orden, (0, 0), ErrorDeLibro(hoja.nombre, "", "sin_encabezado", mensaje))


def _anotar_duplicado(halladas: list[_Hallada], cuenta: _Cuenta) -> None:
    """Dos encabezados del mismo instrumento: no se adivina cuál vale y se nombran ambos sitios."""
    primera = halladas[0]
    instrumento = primera.encabezado.instrumento.hoja
    for otra in halladas[1:]:
        mensaje = (
            f"El libro trae «{instrumento}» dos veces: en la hoja «{primera.hoja.nombre}», celda "
            f"{primera.celda}, y en la hoja «{otra.hoja.nombre}», celda {otra.celda}; deje una sola."
        )
        error = ErrorDeLibro(otra.hoja.nombre, otra.celda, "instrumento_repetido", mensaje)
        cuenta.error(otra.orden, (otra.encabezado.fila, 0), error)


def _leer_hallada(hallada: _Hallada, cuenta: _Cuenta) -> None:
    hoja, encabezado = hallada.hoja, hallada.encabezado
    if hoja.error is not None:
        cuenta.error(hallada.orden, (0, 0), hoja.error)
        return
    for dato, numero in encabezado.columnas.items():
        cuenta.posiciones[hoja.nombre, dato] = letra_de_columna(numero)
    renglones = leer_renglones(hoja, encabezado, hallada.hasta)
    for sitio, error in _errores_de_columnas(hallada, renglones):
        cuenta.error(hallada.orden, sitio, error)
    for fila, columna, error in renglones.errores:
        cuenta.error(hallada.orden, (fila, columna), error)
    cuenta.filas[encabezado.instrumento.tipo] = tuple(renglones.filas)
    cuenta.leidas[hoja.nombre] = cuenta.leidas.get(hoja.nombre, 0) + renglones.leidos
    cuenta.avisos.extend(_avisos_de_columnas(hallada))
    cuenta.avisos.extend(renglones.avisos)


def _errores_de_columnas(
    hallada: _Hallada, renglones: Renglones
) -> Iterator[tuple[tuple[int, int], ErrorDeLibro]]:
    hoja, encabezado = hallada.hoja, hallada.encabezado
    for titulo in _faltantes(encabezado, renglones.hay_producto):
        mensaje = f"Falta la columna «{titulo}»{_parecida(titulo, encabezado)}."
        yield (encabezado.fila, 0), ErrorDeLibro(hoja.nombre, "", "columna_faltante", mensaje)
    for dato, repetidas in encabezado.repetidas.items():
        primera = referencia(encabezado.fila, encabezado.columnas[dato])
        for columna in repetidas:
            mensaje = (
                f"La columna «{encabezado.instrumento.columna(dato).titulo}» está dos veces, en {primera} y "
                f"en {referencia(encabezado.fila, columna)}; deje una sola."
            )
            celda = referencia(encabezado.fila, columna)
            yield (encabezado.fila, columna), ErrorDeLibro(hoja.nombre, celda, "columna_repetida", mensaje)
    for columna, (fila, empieza) in encabezado.confusas.items():
        if _tiene_datos(hallada, columna):
            celda = referencia(fila, empieza)
            mensaje = (
                f"El encabezado «{hoja.encabezado(fila, empieza)}» está combinado sobre varias "
                f"columnas y no se sabe qué lleva la columna {letra_de_columna(columna)}; quite la "
                "combinación y escriba un encabezado por columna."
            )
            yield (fila, empieza), ErrorDeLibro(hoja.nombre, celda, "encabezado_combinado", mensaje)


def _faltantes(encabezado: Encabezado, hay_producto: bool) -> list[str]:
    """Títulos de las columnas que la hoja debía traer y no trae."""
    instrumento, presentes = encabezado.instrumento, encabezado.columnas
    faltan = [
        columna.titulo
        for columna in instrumento.columnas
        if columna.dato not in presentes
        and not columna.dato.startswith(PREFIJO_PROGRAMADO)
        and (columna.obligatoria or (columna.de_producto and hay_producto) or columna.dato.startswith("mes_"))
    ]
    if instrumento.tipo is TipoLibro.INDICATIVO and not any(
        d.startswith(PREFIJO_PROGRAMADO) for d in presentes
    ):
        faltan.append("Programado 2026")
    if instrumento.tipo is TipoLibro.EJECUCION and not {"bpin", "actividad_codigo"} & presentes.keys():
        faltan.append("Código BPIN")
    return faltan


def _parecida(titulo: str, encabezado: Encabezado) -> str:
    """« (¿es «Fecha inicio», en U3?)» si hay una columna sin reconocer que se le parece."""
    posibles = {llave(texto): columna for columna, texto in encabezado.ajenas.items()}
    cercanas = difflib.get_close_matches(llave(titulo), posibles, n=1, cutoff=0.75)
    if not cercanas:
        return "; agréguela o revise cómo está escrito su encabezado"
    columna = posibles[cercanas[0]]
    sitio = referencia(encabezado.fila, columna)
    return f"; ¿es la que dice «{encabezado.ajenas[columna]}» en {sitio}? Escríbala con el nombre exacto"


def _tiene_datos(hallada: _Hallada, columna: int) -> bool:
    desde = hallada.encabezado.primera_de_datos
    return any(
        not esta_vacia(hallada.hoja.propia(fila, columna))
        for fila in hallada.hoja.celdas
        if desde <= fila <= hallada.hasta
    )


def _avisos_de_columnas(hallada: _Hallada) -> Iterator[str]:
    nombre, encabezado = hallada.hoja.nombre, hallada.encabezado
    de_mas = [
        f"«{texto[:60]}» ({letra_de_columna(columna)})"
        for columna, texto in sorted(encabezado.ajenas.items())
        if not (encabezado.instrumento.tipo is TipoLibro.PLAN and es_calculada(texto))
    ]
    if de_mas:
        yield f"Hoja «{nombre}»: columnas que no son del instrumento y no se leyeron: {', '.join(de_mas)}."
    if hallada.hoja.columnas_de_mas:
        yield f"Hoja «{nombre}»: lo que hay después de la columna CB no se leyó."


def _exigir_contenido(halladas: Sequence[_Hallada], tipo: TipoLibro | None, cuenta: _Cuenta) -> None:
    """Un libro sin nada que leer es un error: confirmarlo en silencio borraría o no haría nada."""
    if not halladas:
        cuales = [POR_TIPO[tipo]] if tipo else list(INSTRUMENTOS)
        error = ErrorDeLibro("", "", "sin_hojas", _frase_sin_hojas(cuales))
        cuenta.error(-1, (0, 0), error)
    elif not any(cuenta.leidas.values()):
        hallada = halladas[0]
        mensaje = (
            f"La hoja tiene el encabezado de «{hallada.encabezado.instrumento.hoja}» pero ninguna fila "
            "debajo; diligencie al menos una."
        )
        error = ErrorDeLibro(hallada.hoja.nombre, "", "sin_filas", mensaje)
        cuenta.error(hallada.orden, (0, 0), error)


def _frase_sin_hojas(cuales: Sequence[Instrumento]) -> str:
    nombres = ", ".join(f"«{instrumento.hoja}»" for instrumento in cuales)
    return (
        f"No se encontró ninguna hoja visible con los encabezados de {nombres}; revise que la fila de "
        "encabezado tenga los nombres de la plantilla."
    )


def _cerrar(cuenta: _Cuenta) -> LibroLeido:
    ordenados = [error for *_, error in sorted(cuenta.errores, key=lambda entrada: entrada[:3])]
    avisos = list(dict.fromkeys(cuenta.avisos))
    if len(ordenados) > MAXIMO_ERRORES:
        avisos.insert(
            0, f"El libro trae {len(ordenados)} errores; se muestran los primeros {MAXIMO_ERRORES}."
        )
    return LibroLeido(
        plan=cuenta.filas.get(TipoLibro.PLAN, ()),
        indicativo=cuenta.filas.get(TipoLibro.INDICATIVO, ()),
        poai=cuenta.filas.get(TipoLibro.POAI, ()),
        pac=cuenta.filas.get(TipoLibro.PAC, ()),
        ejecucion=cuenta.filas.get(TipoLibro.EJECUCION, ()),
        errores=tuple(ordenados[:MAXIMO_ERRORES]),
        avisos=tuple(avisos[:MAXIMO_AVISOS]),
        posiciones=cuenta.posiciones,
        filas_leidas=cuenta.leidas,
    )
