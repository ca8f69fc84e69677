"""El vocabulario del oficio: con qué palabras nombran las entidades cada dato y qué contenido le cabe.

Un concepto no es todavía un campo: «bpin» sirve al plan, al POAI y a la ejecución. De concepto a campo
va ``instrumentos.py``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from almacen.perfiles.concepto import NARRA, Concepto, Familia
from almacen.perfiles.vocabulario_de_actividades import DE_ACTIVIDADES
from almacen.perfiles.vocabulario_de_dinero import DE_DINERO
from almacen.perfiles.vocabulario_de_metas import DE_METAS
from dominio.entender.texto import normalizar
from dominio.valores.fechas import MESES

CONCEPTOS: tuple[Concepto, ...] = (*DE_METAS, *DE_ACTIVIDADES, *DE_DINERO)
POR_DATO = {concepto.dato: concepto for concepto in CONCEPTOS}

# Lo que se le dice a una persona de un dato que no es un concepto de una sola columna.
_COMO = {f"mes_{n:02d}": mes for n, mes in enumerate(MESES, start=1)}

_NO_ES_LETRA = re.compile(r"[^a-z0-9%]+")
_INSTRUCCION = re.compile(r" ?\b(no |por favor )?diligenciar( aqui)?\b")
# Trimestre, bimestre, semestre o corte, antes o después de su número.
PERIODO = re.compile(
    r"\b(?:(?:trim\w*|semestre|bimestre|corte|periodo|seguimiento) ?(?P<a>[1-6]|i{1,3}|iv|vi?)"
    r"|(?P<b>[1-6]|i{1,3}|iv|vi?|primero?|1er|segundo|2do|tercero?|3er|cuarto|4to|quinto|sexto) "
    r"?(?:trim\w*|semestre|bimestre|corte|periodo|seguimiento)|t ?(?P<c>[1-4]))\b"
)
_ESCALA = re.compile(r"\b(cifras )?(en )?(miles de millones|millones|miles)( de)?( pesos)?\b")
ANIO = re.compile(r"\b(20[0-9]{2})\b")


@lru_cache(maxsize=4096)
def plano(rotulo: str) -> str:
    """El rótulo para buscar en él: sin tildes, signos ni aclaraciones «NOTA: …»."""
    texto = _NO_ES_LETRA.sub(" ", normalizar(rotulo).split("nota:")[0]).strip()
    texto = _INSTRUCCION.sub("", texto).strip()
    return texto or _NO_ES_LETRA.sub(" ", normalizar(rotulo)).strip()


@lru_cache(maxsize=16_384)
def por_rotulo(rotulo: str, dato: str) -> float:
    """Cuánto convence el rótulo, de 0 a 1, de que la columna es ese dato."""
    concepto = POR_DATO[dato]
    texto = plano(rotulo)
    if not texto or (concepto.no is not None and concepto.no.search(texto)):
        return 0.0
    textos = {texto}
    if concepto.familia is Familia.DINERO:
        # «Presupuesto (millones de pesos)» es el presupuesto.
        textos.add(" ".join(_ESCALA.sub(" ", texto).split()))
    if concepto.familia is Familia.ACTIVIDAD:
        # «% de cumplimiento trimestre II» es el avance de un periodo.
        textos.add(" ".join(PERIODO.sub(" ", texto).split()))
    return max((peso for patron, peso in concepto.si if any(map(patron.search, textos))), default=0.0)


@lru_cache(maxsize=4096)
def es_del_oficio(rotulo: str) -> bool:
    """Dice si el rótulo nombra algún dato del plan, aunque no se lea."""
    texto = plano(rotulo)
    return (
        any(por_rotulo(rotulo, concepto.dato) >= 0.5 for concepto in CONCEPTOS)
        or mes_de(rotulo) is not None
        or bool(_DEL_MEDIO.search(texto))
    )


_DEL_MEDIO = re.compile(
    rf"{NARRA}|\b(%|avance|ejecutado|planeado|eje|sector|componente|nivel|linea estrategica|soportes?|comuna"
    r"|contrato|vigencia|saldo|disponible)\b"
)


@lru_cache(maxsize=4096)
def mes_de(rotulo: str) -> int | None:
    """El mes (1 a 12) que nombra el rótulo («Enero», «PAC enero 2026»); ``None`` si ninguno."""
    palabras = plano(rotulo).split()
    meses = [n for n, mes in enumerate(MESES, start=1) if mes in palabras or mes[:3] in palabras]
    return meses[0] if len(meses) == 1 and len(palabras) <= 4 else None


def anios_de(rotulo: str) -> tuple[int, ...]:
    """Los años que nombra el rótulo, en orden."""
    return tuple(int(anio) for anio in ANIO.findall(plano(rotulo)))


def sin_anio(rotulo: str) -> str:
    """El rótulo plano con cada año reemplazado: «meta 2026» y «meta 2027» son el mismo."""
    return ANIO.sub("#", plano(rotulo))


def como_se_dice(dato: str) -> str:
    """El nombre de un dato para una persona («apropiación definitiva», «programado 2026»)."""
    if dato in POR_DATO:
        return POR_DATO[dato].como
    return _COMO.get(dato, dato.replace("_", " "))
