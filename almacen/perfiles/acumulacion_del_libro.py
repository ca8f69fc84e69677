"""Cómo se acumulan los indicadores de un libro: lo que dice su etiqueta contra lo que suman sus años."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from almacen.libros.cuadricula import Celda
from almacen.libros.numeros import CeldaIlegible, decimal_de
from almacen.perfiles.instrumentos import Armado
from almacen.perfiles.tabla import ColumnaHallada
from almacen.perfiles.valores_de_columna import etiqueta
from dominio.modelo.perfil import ClaseDeDuda, Duda, OpcionDeDuda
from dominio.modelo.plan import TipoAcumulacion
from dominio.reglas.acumulacion import acumulacion_por_etiqueta, acumulacion_por_valores

_EN_TEXTO = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?\s*%?")
# Con menos metas que contradigan la etiqueta no se pregunta: son errores sueltos que dice la coherencia.
_MINIMO_CONTRARIAS = 0.25


@dataclass
class _Cuenta:
    """Las metas de una etiqueta y con qué tipo cuadran sus números."""

    escrita: str = ""
    metas: int = 0
    comparables: int = 0
    cuadran: Counter[TipoAcumulacion] = field(default_factory=Counter)


def dudas_de_acumulacion(armado: Armado) -> Iterator[Duda]:
    """Una por etiqueta cuyos números, en buena parte de las metas, dicen otra cosa."""
    columna = armado.usadas.get("acumulacion")
    if columna is None or not any(c.dato == "acumulacion" for c in armado.hoja.campos):
        return
    for clave, cuenta in _contar(armado, columna).items():
        tipo = acumulacion_por_etiqueta(clave)
        contrarias = cuenta.comparables - (cuenta.cuadran[tipo] if tipo else 0)
        if not clave or (tipo is not None and contrarias <= _MINIMO_CONTRARIAS * max(cuenta.comparables, 1)):
            continue
        otro = next((t for t, _n in cuenta.cuadran.most_common() if t is not tipo), None)
        elegido = tipo or otro or TipoAcumulacion.ACUMULADO
        yield Duda(
            f"{armado.relacion.tabla.nombre}/indicativo.acumulacion:{clave}",
            ClaseDeDuda.ACUMULACION,
            armado.relacion.tabla.nombre,
            _frase(cuenta, columna, tipo, otro),
            tuple(OpcionDeDuda(f"acum:{t.value}", t.value) for t in TipoAcumulacion),
            f"acum:{elegido.value}",
            firme=True,
        )


def _frase(
    cuenta: _Cuenta, columna: ColumnaHallada, tipo: TipoAcumulacion | None, otro: TipoAcumulacion | None
) -> str:
    donde = f"«{cuenta.escrita}» en {columna.dicha()}"
    if tipo is None:
        return f"{donde}, no dice cómo se acumula el indicador ({cuenta.metas} metas)."
    if otro is None:
        return (
            f"{donde}, lo leo como {tipo.value}, pero en {cuenta.comparables - cuenta.cuadran[tipo]} de "
            f"{cuenta.comparables} metas los años no cuadran con la meta del cuatrienio."
        )
    return (
        f"{donde}, lo leo como {tipo.value}, pero en {cuenta.cuadran[otro]} de {cuenta.comparables} metas "
        f"{_LO_QUE_HACEN[otro]}, como en {otro.value}."
    )


_LO_QUE_HACEN = {
    TipoAcumulacion.ACUMULADO: "los años suman la meta del cuatrienio",
    TipoAcumulacion.FLUJO: "la meta del cuatrienio es la del último año",
    TipoAcumulacion.MANTENIMIENTO: "todos los años son iguales a la meta del cuatrienio",
    TipoAcumulacion.CAPACIDAD: "la meta del cuatrienio es el nivel del último año",
    TipoAcumulacion.REDUCCION: "los años bajan hasta la meta del cuatrienio",
}


def _contar(armado: Armado, columna: ColumnaHallada) -> dict[str, _Cuenta]:
    cuentas: dict[str, _Cuenta] = defaultdict(_Cuenta)
    tabla = armado.relacion.tabla
    cuatrienio = armado.usadas.get("meta_cuatrienio")
    base = armado.usadas.get("linea_base")
    anios = list(armado.relacion.programado.values())
    for fila in tabla.filas:
        celda = tabla.hoja.propia(fila, columna.numero)
        if not isinstance(celda.valor, str) or not celda.valor.strip():
            continue
        cuenta = cuentas[etiqueta(celda.valor)]
        cuenta.escrita = cuenta.escrita or celda.valor.strip()
        cuenta.metas += 1
        if cuatrienio is None or len(anios) < 2:
            continue
        programado = [_numero(tabla.hoja.propia(fila, anio.numero)) for anio in anios]
        meta = _numero(tabla.hoja.propia(fila, cuatrienio.numero))
        de_base = _numero(tabla.hoja.propia(fila, base.numero)) if base else None
        tipos = acumulacion_por_valores(programado, meta, de_base)
        if tipos:
            cuenta.comparables += 1
            cuenta.cuadran.update(tipos)
    return dict(cuentas)


def _numero(celda: Celda) -> Decimal | None:
    """El número de la celda, tal como está escrito (100 % y 1 pueden ser lo mismo: se comparan entre sí)."""
    valor = celda.valor
    if isinstance(valor, bool) or celda.tipo in ("e", "f"):
        return None
    if isinstance(valor, int | float):
        return Decimal(f"{valor:.12g}")
    if isinstance(valor, str) and _EN_TEXTO.fullmatch(valor.strip()):
        try:
            return decimal_de(celda)
        except CeldaIlegible:
            return None
    return None
