"""Enlaces de un libro leído: claves repetidas, renglones que se contradicen y referencias a nada.

Lo incoherente (fechas fuera de la vigencia, ponderaciones que no suman) no es de aquí: se guarda como
vino y lo dice la coherencia. Aquí solo está lo que impide saber a qué se refiere un renglón.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from dominio.modelo.libro import (
    ErrorDeLibro,
    FilaEjecucion,
    FilaIndicativo,
    FilaPAC,
    FilaPlan,
    FilaPOAI,
    LibroLeido,
)

FilaConSitio = FilaPlan | FilaIndicativo | FilaPOAI | FilaPAC | FilaEjecucion
F = TypeVar("F", FilaPlan, FilaIndicativo, FilaPOAI, FilaPAC, FilaEjecucion)

_HOJA_SIN_LEER = frozenset({"instrumento_repetido", "columna_repetida", "hoja_muy_larga"})
_NUMERO_DE_FILA = re.compile(r"[0-9]+$")

# Lo que debe decir igual cada renglón de una misma actividad: dato, cómo se nombra.
_DE_LA_ACTIVIDAD = (
    ("actividad", "el nombre de la actividad"),
    ("dependencia", "la dependencia"),
    ("responsable", "el responsable"),
    ("meta_codigo", "el código de meta"),
    ("bpin", "el código BPIN"),
    ("ponderacion", "la ponderación"),
    ("cantidad_programada", "la cantidad programada"),
    ("inicio", "la fecha de inicio"),
    ("fin", "la fecha de terminación"),
    ("avance", "el porcentaje de avance"),
)
_DE_LA_META = (
    ("tipo_meta", "el tipo de meta"),
    ("indicador", "el indicador"),
    ("meta_vigencia", "la meta de la vigencia"),
)
# Estas dos también se contradicen cuando una está vacía: NP no es lo mismo que un número.
_VACIA_TAMBIEN_CUENTA = frozenset({"meta_vigencia"})


def revisar_enlaces(
    libro: LibroLeido,
    actividades_guardadas: frozenset[str],
    metas_guardadas: frozenset[str],
    vigencia: int,
    proyectos_guardados: frozenset[str] | None = None,
) -> list[ErrorDeLibro]:
    """Errores de enlace del libro, ordenados por hoja y fila; lista vacía si todo se sostiene.

    Una fila que ya tiene errores de lectura cuenta para que otras se refieran a ella, pero no se
    compara con ninguna.

    Args:
        libro: lo leído, con sus propios errores de lectura.
        actividades_guardadas: códigos de actividad que ya están en el plan.
        metas_guardadas: códigos de meta que ya están en el plan.
        vigencia: año, para decirlo en la frase.
        proyectos_guardados: códigos BPIN que ya están en el plan; ``None`` = no se sabe, y entonces los
            BPIN solo se revisan contra el libro si este trae plan de acción.

    Un libro con perfil ya viene preparado (``preparar_libro``): lo repetido se juntó, lo que no enlaza se
    apartó con su motivo, y ninguna de sus faltas impide guardarlo.

    Fuente: contrato de libros §6 (llaves repetidas y referencias a nada); R01 (llaves únicas: la unidad
    es el registro, actividad por fuente) y R03 (un BPIN, un proyecto).
    """
    if libro.perfil is not None:
        return []
    revision = _Revision(libro)
    errores = [
        *_actividad_y_fuente_repetidas(revision),
        *_renglones_contradictorios(revision),
        *_claves_repetidas(revision),
    ]
    if not revision.a_medias:
        errores += _referencias_a_nada(revision, actividades_guardadas, metas_guardadas, vigencia)
        errores += _proyectos_a_nada(revision, proyectos_guardados, vigencia)
    orden = {hoja: n for n, hoja in enumerate(libro.filas_leidas)}
    return sorted(errores, key=lambda e: (orden.get(e.hoja, len(orden)), _fila_de(e.celda), e.celda))


class _Revision:
    """El libro y sus filas sanas, con la manera de señalar una celda."""

    def __init__(self, libro: LibroLeido) -> None:
        self.libro = libro
        # Si a una hoja le falta una columna o no se leyó, no se sabe qué había para referirse.
        self.a_medias = any(not e.celda or e.codigo in _HOJA_SIN_LEER for e in libro.errores)
        self._danadas = {(e.hoja, _fila_de(e.celda)) for e in libro.errores if e.celda}

    def sanas(self, filas: Iterable[F]) -> list[F]:
        return [fila for fila in filas if (fila.hoja, fila.fila) not in self._danadas]

    def celda(self, fila: FilaConSitio, dato: str) -> str:
        letra = self.libro.posiciones.get((fila.hoja, dato))
        return f"{letra}{fila.fila}" if letra else f"A{fila.fila}"

    def error(self, fila: FilaConSitio, dato: str, codigo: str, mensaje: str) -> ErrorDeLibro:
        return ErrorDeLibro(fila.hoja, self.celda(fila, dato), codigo, mensaje)


def _fila_de(celda: str) -> int:
    numero = _NUMERO_DE_FILA.search(celda)
    return int(numero[0]) if numero else 0


def _plano(texto: str) -> str:
    """Para comparar nombres: sin tildes, mayúsculas ni espacios de más."""
    sin_tildes = "".join(c for c in unicodedata.normalize("NFKD", texto) if not unicodedata.combining(c))
    return " ".join(sin_tildes.casefold().split())


def _fuente(codigo: str | None, nombre: str | None) -> str:
    return codigo or (_plano(nombre) if nombre else "")


def _actividad_y_fuente_repetidas(revision: _Revision) -> Iterator[ErrorDeLibro]:
    """Fuente: R01, la unidad del plan es el registro (actividad por fuente)."""
    for fila, primera in _repetidas(
        revision.sanas(revision.libro.plan),
        lambda f: (f.actividad_codigo, _fuente(f.fuente_codigo, f.fuente)),
    ):
        fuente = fila.fuente or fila.fuente_codigo
        con = f"con la fuente «{fuente}»" if fuente else "sin fuente"
        yield revision.error(
            fila,
            "actividad_codigo",
            "actividad_repetida",
            f"La actividad {fila.actividad_codigo} {con} está dos veces, en la fila {primera.fila} y en la "
            f"fila {fila.fila}; deje una sola o cambie la fuente.",
        )


def _renglones_contradictorios(revision: _Revision) -> Iterator[ErrorDeLibro]:
    """Fuente: R01; una actividad, una meta o un proyecto dicen lo mismo en todos sus renglones."""
    filas = revision.sanas(revision.libro.plan)
    yield from _comparar(revision, filas, lambda f: ("La actividad", f.actividad_codigo), _DE_LA_ACTIVIDAD)
    yield from _comparar(revision, filas, lambda f: ("La meta", f.meta_codigo), _DE_LA_META)
    con_bpin = [fila for fila in filas if fila.bpin and fila.proyecto]
    yield from _comparar(
        revision,
        con_bpin,
        lambda f: ("El código BPIN", f.bpin or ""),
        (("proyecto", "el nombre del proyecto"),),
    )


def _comparar(
    revision: _Revision,
    filas: list[FilaPlan],
    clave: Callable[[FilaPlan], tuple[str, str]],
    datos: tuple[tuple[str, str], ...],
) -> Iterator[ErrorDeLibro]:
    """Un error por cada fila cuyo dato difiere del primero que lo trae con la misma clave."""
    primeras: dict[tuple[str, str, str], FilaPlan] = {}
    for fila in filas:
        quien, codigo = clave(fila)
        if not codigo:
            continue  # la columna del código no se leyó, y ese error ya está dicho
        for dato, como in datos:
            valor = getattr(fila, dato)
            if valor is None and dato not in _VACIA_TAMBIEN_CUENTA:
                continue
            primera = primeras.setdefault((quien, codigo, dato), fila)
            anterior = getattr(primera, dato)
            if _comparable(valor) != _comparable(anterior):
                yield revision.error(
                    fila,
                    dato,
                    "renglones_contradictorios",
                    f"{quien} {codigo} dice «{_decir(anterior)}» en {como}, fila {primera.fila}, y "
                    f"«{_decir(valor)}» en la fila {fila.fila}; escriba lo mismo en ambas.",
                )


def _comparable(valor: object) -> object:
    return _plano(valor) if isinstance(valor, str) else valor


def _decir(valor: object) -> str:
    """El valor como se lee en el libro, recortado."""
    if valor is None:
        return "NP"
    if hasattr(valor, "strftime"):
        return f"{valor:%d/%m/%Y}"
    texto = str(valor)
    if not isinstance(valor, str):
        texto = texto.rstrip("0").rstrip(".") if "." in texto else texto
        texto = texto.replace(".", ",")
    return texto if len(texto) <= 60 else f"{texto[:60]}…"


def _claves_repetidas(revision: _Revision) -> Iterator[ErrorDeLibro]:
    """Fuente: docs/formato.md, una llave repetida no se puede enlazar."""
    libro = revision.libro
    yield from _anotar_repetidas(
        revision, libro.indicativo, lambda f: (f.meta_codigo,), "meta_codigo", "La meta del plan indicativo"
    )
    yield from _anotar_repetidas(
        revision,
        libro.poai,
        lambda f: (f.bpin, f.meta_codigo, _plano(f.dependencia or ""), _fuente(f.fuente_codigo, f.fuente)),
        "bpin",
        "El renglón del POAI (proyecto, meta, dependencia y fuente)",
    )
    yield from _anotar_repetidas(
        revision,
        libro.pac,
        lambda f: (f.bpin, _fuente(f.fuente_codigo, f.fuente)),
        "bpin",
        "El renglón del PAC (proyecto y fuente)",
    )
    yield from _anotar_repetidas(
        revision,
        libro.ejecucion,
        lambda f: (f.bpin, f.actividad_codigo, f.fuente_codigo, f.fecha_corte),
        "bpin",
        "El renglón de ejecución (proyecto, actividad, fuente y fecha de corte)",
    )


def _anotar_repetidas(
    revision: _Revision, filas: Iterable[F], clave: Callable[[F], Hashable], dato: str, que: str
) -> Iterator[ErrorDeLibro]:
    for fila, primera in _repetidas(revision.sanas(filas), clave):
        cual = getattr(fila, dato) or getattr(fila, "actividad_codigo", "")
        yield revision.error(
            fila,
            dato,
            "clave_repetida",
            f"{que} {cual} está dos veces, en la fila {primera.fila} y en la fila {fila.fila}; deje una vez.",
        )


def _repetidas(filas: Iterable[F], clave: Callable[[F], Hashable]) -> Iterator[tuple[F, F]]:
    """Cada fila cuya clave ya salió, con la primera que la trajo."""
    primeras: dict[Hashable, F] = {}
    for fila in filas:
        primera = primeras.setdefault(clave(fila), fila)
        if primera is not fila:
            yield fila, primera


def _referencias_a_nada(
    revision: _Revision, actividades: frozenset[str], metas: frozenset[str], vigencia: int
) -> Iterator[ErrorDeLibro]:
    """Fuente: docs/formato.md; en el plan indicativo una meta nueva sí es válida."""
    libro = revision.libro
    metas = metas | {f.meta_codigo for f in libro.plan} | {f.meta_codigo for f in libro.indicativo}
    for fila in libro.poai:
        if fila.meta_codigo and fila.meta_codigo not in metas:
            yield _a_nada(revision, fila, "meta_codigo", f"La meta {fila.meta_codigo}", vigencia)
    actividades = actividades | {f.actividad_codigo for f in libro.plan}
    for gasto in libro.ejecucion:
        codigo = gasto.actividad_codigo
        if codigo and codigo not in actividades:
            yield _a_nada(revision, gasto, "actividad_codigo", f"La actividad {codigo}", vigencia)


def _proyectos_a_nada(
    revision: _Revision, guardados: frozenset[str] | None, vigencia: int
) -> Iterator[ErrorDeLibro]:
    """Fuente: docs/formato.md; el proyecto es el que nombra el plan de acción."""
    libro = revision.libro
    if guardados is None and not libro.plan:
        return
    proyectos = (guardados or frozenset()) | {f.bpin for f in libro.plan if f.bpin}
    filas: tuple[FilaPOAI | FilaPAC | FilaEjecucion, ...] = (*libro.poai, *libro.pac, *libro.ejecucion)
    for fila in filas:
        if fila.bpin and fila.bpin not in proyectos:
            yield _a_nada(revision, fila, "bpin", f"El proyecto con código BPIN {fila.bpin}", vigencia)


def _a_nada(revision: _Revision, fila: FilaConSitio, dato: str, que: str, vigencia: int) -> ErrorDeLibro:
    return revision.error(
        fila,
        dato,
        "referencia_a_nada",
        f"{que} no está en el libro ni en el plan guardado de la vigencia {vigencia}; corrija el código o "
        "agréguelo al plan de acción.",
    )
