"""Planes al azar que se sostienen: metas, proyectos y dependencias compartidos, y todo lo raro que cabe."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from almacen.libros.celdas import texto_de_una_linea
from dominio.entender.texto import normalizar
from dominio.modelo.libro import FilaPlan
from dominio.modelo.plan import TipoMeta
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje


def _dice_algo(texto: str) -> bool:
    """No es una manera de dejar la celda en blanco ni una fila de totales."""
    plano = normalizar(texto).rstrip(". ")
    return len(plano) > 3 and not plano.startswith(("total", "sub", "gran", "no ", "sin ", "#"))


nombres = (
    st.text(st.characters(exclude_categories=("Cs", "Co", "Cn")), min_size=4, max_size=60)
    .map(texto_de_una_linea)
    .filter(_dice_algo)
)
codigos = st.from_regex(r"[0-9A-Z][0-9A-Z.\-/]{3,16}[0-9A-Z]", fullmatch=True).filter(
    lambda c: _dice_algo(c) and not (c.endswith(".0") and c[:-2].isdigit())
)
numeros = st.decimals(0, 10**9, places=3).map(lambda d: d.normalize() if d else Decimal(0))
opcional = st.none() | nombres
puntos = st.integers(0, 999_999).map(Porcentaje)
declarados = st.integers(0, 10_000).map(Porcentaje)
fechas = st.dates(date(1990, 1, 1), date(2099, 12, 31))
pesos = st.integers(0, 10**16).map(Pesos) | st.integers(0, 10**12).map(Pesos)
rotulos = st.sampled_from(("Eje", "Propósito", "Reto", "Línea estratégica", "Sector", "Componente"))


def _varios(valores: st.SearchStrategy[str], cuantos: int) -> st.SearchStrategy[list[str]]:
    return st.lists(valores, min_size=1, max_size=cuantos, unique_by=normalizar)


@st.composite
def niveles(draw: st.DrawFn) -> tuple[tuple[str, str | None, str | None], ...]:
    """Hasta tres niveles propios de la entidad, cada uno con código, con nombre o con ambos."""
    hechos = []
    for rotulo in draw(st.lists(rotulos, max_size=3, unique=True)):
        codigo, nombre = draw(st.none() | codigos), draw(opcional)
        if codigo or nombre:
            hechos.append((rotulo, codigo, nombre))
    return tuple(hechos)


@st.composite
def metas(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Código → ficha, de los tres tipos; NP incluida."""
    return {
        codigo: {
            "tipo_meta": draw(st.sampled_from(TipoMeta)),
            "programa_codigo": draw(codigos),
            "programa": draw(opcional),
            "meta": draw(opcional),
            "indicador": draw(opcional),
            "unidad": draw(opcional),
            "linea_base": draw(st.none() | numeros),
            "meta_vigencia": draw(st.none() | numeros),
        }
        for codigo in draw(st.lists(codigos, min_size=1, max_size=3, unique=True))
    }


@st.composite
def planes(draw: st.DrawFn) -> tuple[FilaPlan, ...]:
    """Un plan que la base acepta entero: nada se contradice, aunque le falten datos."""
    fichas = draw(metas())
    dependencias = draw(_varios(nombres, 3))
    claves = draw(st.lists(codigos, min_size=3, max_size=3, unique=True))
    # Otra entidad, otro código: dos dependencias no comparten el suyo.
    con_codigo = [(claves[n] if n % 2 else None, nombre) for n, nombre in enumerate(dependencias)]
    bpines = draw(st.lists(codigos, min_size=1, max_size=2, unique=True))
    proyectos = list(zip(bpines, draw(_varios(nombres, 2)) * 2, strict=False))
    filas: list[FilaPlan] = []
    for codigo in draw(st.lists(codigos, min_size=1, max_size=6, unique=True)):
        meta = draw(st.sampled_from(sorted(fichas)))
        base = draw(_actividad(codigo, meta, fichas[meta], con_codigo, proyectos))
        fuentes = draw(st.lists(st.tuples(codigos, nombres, pesos, st.booleans()), max_size=3))
        sin_repetir = {fuente[0]: fuente for fuente in fuentes}
        for fuente_codigo, fuente, monto, contratacion in sin_repetir.values():
            filas.append(
                replace(
                    base, fuente_codigo=fuente_codigo, fuente=fuente, monto=monto, contratacion=contratacion
                )
            )
        if not fuentes:
            filas.append(base)
    return tuple(replace(fila, fila=n) for n, fila in enumerate(filas, start=4))


def _actividad(
    codigo: str,
    meta: str,
    ficha: dict[str, Any],
    dependencias: list[tuple[str | None, str]],
    proyectos: list[tuple[str, str]],
) -> st.SearchStrategy[FilaPlan]:
    lugares = st.tuples(st.sampled_from(dependencias), st.none() | st.sampled_from(proyectos))

    def armar(lugar: tuple[tuple[str | None, str], tuple[str, str] | None], **datos: Any) -> FilaPlan:
        (dependencia_codigo, dependencia), proyecto = lugar
        bpin, nombre = proyecto or (None, None)
        return FilaPlan(
            hoja="Plan de acción",
            fila=0,
            dependencia_codigo=dependencia_codigo,
            dependencia=dependencia,
            meta_codigo=meta,
            bpin=bpin,
            proyecto=nombre,
            actividad_codigo=codigo,
            fuente_codigo=None,
            fuente=None,
            monto=None,
            contratacion=None,
            **ficha,
            **datos,
        )

    return st.builds(
        armar,
        lugares,
        responsable=st.just("") | nombres,
        cargo=opcional,
        objetivo=opcional,
        actividad=nombres,
        ponderacion=st.none() | puntos,
        cantidad_programada=st.none() | numeros,
        inicio=fechas,
        fin=fechas,
        avance=st.none() | declarados,
        producto_codigo=st.none() | st.from_regex(r"[0-9]{7}", fullmatch=True),
        producto=opcional,
        niveles=niveles(),
        sin_fechas=st.booleans(),
        sin_codigo=st.booleans(),
    )
