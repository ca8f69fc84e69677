"""Lo que una frase declara: cuánto va, cuántas van o cuánta plata, y en qué momento del gasto."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from dominio.entender.cifras import leer_fraccion
from dominio.entender.lecturas import sin_ceros
from dominio.entender.numeros import Leido, Valor, leer_cantidad, leer_pesos, leer_porcentaje
from dominio.entender.piezas import Clase, Papel, Pieza, Renglones, marcar
from dominio.errores import EntradaInvalida, ErrorDominio
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

T = TypeVar("T")

_POR_CIENTO = r"(?:%|(?:por|x) cien(?:to|tos)?\b|porcien\w*)"
_UNIDAD = r"(?:mil millones|mil|millones|millon|mill|mllones|millnes|mm|palos?|lucas)"
_MONTO = re.compile(
    rf"\$ # {_UNIDAD}?\b(?: y medio)?|\$ #|(?<![-+] )# {_UNIDAD}\b(?: y medio)?(?: de pesos| pesos"
    rf"| cop)?|# (?:de )?(?:pesos|cop)\b"
)
_DE_A = re.compile(
    rf"\b(?:de|del|desde el) # ?{_POR_CIENTO}? ?(?:al?|hasta el) (?P<valor>#)(?: {_POR_CIENTO})?"
)
_INCREMENTO = re.compile(
    r"\b(?:subi|aument|increment|crec|sum)\w* (?:en )?(?:un |otro |otros )?# ?(?:%|por ciento"
    r"|puntos)?(?! de\b)"
    r"|(?<!en )# puntos?(?: porcentuales| mas)?|\botros? # ?(?:%|por ciento)|# ?(?:%|por ciento) mas\b"
    r"|\bfaltan?\b(?: \w+){0,2} # ?(?:%|por ciento)"
)
_PORCENTAJE = re.compile(rf"(?<![-+$] )(?P<valor>#) {_POR_CIENTO}")
_HECHAS = re.compile(
    r"(?<!la )(?<![-+$] )(?P<hechas>#) (?:de|sobre) (?:l[oa]s |un total de |un |total )*(?P<total>#)"
)
_TIEMPO = re.compile(
    r"# (?:dias?|semanas?|mes|meses|anos?|horas?|minutos?|veces|personas mas)\b|\b(?:vigencia|ano) #"
)
# «Calle 12 con 45», «Ley 152», «el barrio 20 de Julio»: números que no dicen ni cuánto ni cuál.
_NUMERADO = (
    r"(?:calle|carrera|cra|kra|cll|cl|avenida|av|ruta|transversal|diagonal|kilometro|km|bus|bus de la|piso"
    r"|celular|cel|telefono|articulo|ley|decreto|acuerdo|resolucion|oficio)"
)
_LUGAR = re.compile(
    rf"\b{_NUMERADO} (?:de la |la |n |no |nro )*#(?: (?:con|nro|no) #)*"
    r"|\b(?:fuente|contrato|factura|rubro) (?:n |no |nro )?#"
    r"|\b(?:barrio|vereda|parque|colegio|escuela|institucion|sector) # de (?:enero|febrero|marzo|abril|mayo"
    r"|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
)


@dataclass(slots=True)
class Declarado:
    """Lo que la frase declara; ``None`` en lo que no dijo o admite dos lecturas.

    Attributes:
        porcentaje: total acumulado, en puntos.
        cantidad, de: «14 de 24».
        monto: pesos.
        hay_valor: dijo un porcentaje, una cantidad o un monto, aunque no se pueda leer.
    """

    porcentaje: Porcentaje | None = None
    cantidad: Decimal | None = None
    de: Decimal | None = None
    monto: Pesos | None = None
    hay_valor: bool = False


def leer_valores(piezas: Sequence[Pieza]) -> Declarado:
    """Lee y marca los valores que se reconocen por su forma: «45 %», «14 de 24», «1,2 millones».

    Los números sueltos quedan sin marcar: qué son depende de lo demás que diga la frase.
    """
    declarado = Declarado()
    _leer_montos(piezas, declarado)
    renglones = Renglones(piezas)
    for hallado in renglones.hallar(_DE_A):
        anotar_porcentaje(declarado, piezas, renglones.indices(hallado, "valor"))
        marcar(piezas, renglones.indices(hallado), Papel.PORCENTAJE)
    renglones = Renglones(piezas)
    for hallado in renglones.hallar(_INCREMENTO):
        # «Subió 5 puntos» no dice el total, que es lo que se reporta.
        marcar(piezas, renglones.indices(hallado), Papel.INCREMENTO)
        declarado.hay_valor = True
    renglones = Renglones(piezas)
    for hallado in renglones.hallar(_PORCENTAJE):
        anotar_porcentaje(declarado, piezas, renglones.indices(hallado, "valor"))
        marcar(piezas, renglones.indices(hallado), Papel.PORCENTAJE)
    _leer_fracciones(piezas, declarado)
    _leer_hechas(piezas, declarado)
    return declarado


def apartar_ajenos(piezas: Sequence[Pieza]) -> None:
    """Marca los números que no son ni un valor ni una actividad: direcciones, plazos, normas."""
    for patron in (_LUGAR, _TIEMPO):
        renglones = Renglones(piezas)
        for hallado in renglones.hallar(patron):
            for i in renglones.indices(hallado):
                if piezas[i].clase is Clase.NUMERO:
                    piezas[i].papel = Papel.AJENO


def anotar_porcentaje(declarado: Declarado, piezas: Sequence[Pieza], indices: range) -> None:
    """El porcentaje que dicen esas piezas; si no tiene una sola lectura queda sin valor."""
    declarado.hay_valor = True
    for i in indices:
        pieza = piezas[i]
        if declarado.porcentaje is not None:
            return
        declarado.porcentaje = _porcentaje(pieza)


def anotar_cantidad(declarado: Declarado, pieza: Pieza) -> None:
    """La cantidad ejecutada que dice la pieza."""
    declarado.hay_valor = True
    declarado.cantidad = _cantidad(pieza)
    pieza.papel = Papel.CANTIDAD


def anotar_monto(declarado: Declarado, pieza: Pieza) -> None:
    """Los pesos que dice un número suelto («pagamos 250000»)."""
    declarado.hay_valor = True
    declarado.monto = declarado.monto or _pesos(pieza.texto)
    pieza.papel = Papel.MONTO


def _leer_montos(piezas: Sequence[Pieza], declarado: Declarado) -> None:
    renglones = Renglones(piezas)
    total: Pesos | None = None
    ilegible = False
    for hallado in renglones.hallar(_MONTO):
        indices = renglones.indices(hallado)
        leido = _monto([piezas[i] for i in indices])
        ilegible = ilegible or leido is None
        # «1 millón 200 mil» son dos tramos del mismo monto; dos montos distintos, no.
        if leido is not None and total is not None and leido.centavos >= total.centavos:
            ilegible = True
        total = leido if total is None else total + (leido or Pesos.CERO)
        marcar(piezas, indices, Papel.MONTO)
        declarado.hay_valor = True
    for pieza in piezas:
        if pieza.clase is Clase.NUMERO and pieza.papel is None and "millon" in pieza.texto:
            pieza.papel = Papel.MONTO
            declarado.hay_valor, ilegible = True, True
    declarado.monto = None if ilegible else total


def _monto(piezas: Sequence[Pieza]) -> Pesos | None:
    numero = next(pieza for pieza in piezas if pieza.clase is Clase.NUMERO)
    if numero.valor is not None:
        return None
    palabras = [pieza.texto for pieza in piezas if pieza.clase is Clase.PALABRA]
    factor = 1_000_000 if palabras[:2] == ["mil", "millones"] else 1
    escala = ""
    if palabras and palabras[0] not in ("pesos", "cop", "de", "y"):
        escala = " mil" if palabras[0] in ("mil", "lucas") else " millones"
    base = _pesos(numero.texto + escala)
    if base is None:
        return None
    medio = (500_000 if escala == " millones" else 500) if "medio" in palabras and escala else 0
    try:
        return Pesos.de(base.a_decimal() * factor + medio)
    except ErrorDominio:
        return None


def _pesos(texto: str) -> Pesos | None:
    try:
        return _unica(leer_pesos(texto))
    except EntradaInvalida:
        return None


def _porcentaje(pieza: Pieza) -> Porcentaje | None:
    if pieza.valor is not None:
        return Porcentaje.de(pieza.valor) if pieza.valor <= 100 else None
    try:
        leido = leer_porcentaje(pieza.texto)
        # «4.200» puede leerse 4,2 %, pero nadie escribe así un porcentaje.
        legible = isinstance(leido, Valor) or leido.causa == "punto_decimal"
        return _unica(leido) if legible else None
    except EntradaInvalida:
        return None


def _cantidad(pieza: Pieza) -> Decimal | None:
    if pieza.valor is not None:
        return pieza.valor
    try:
        return _unica(leer_cantidad(pieza.texto))
    except EntradaInvalida:
        return None


def _unica(leido: Leido[T]) -> T | None:
    """El valor, o la única lectura posible de una pregunta («62.5»); con dos, ninguno."""
    if isinstance(leido, Valor):
        return leido.valor
    valores = [opcion.valor for opcion in leido.opciones if opcion.valor is not None]
    return valores[0] if len(valores) == 1 else None


def _leer_fracciones(piezas: Sequence[Pieza], declarado: Declarado) -> None:
    for i, pieza in enumerate(piezas):
        if pieza.papel is not None or declarado.hay_valor:
            continue
        puntos, usadas = leer_fraccion([p.texto if p.papel is None else "" for p in piezas[i : i + 3]])
        siguiente = piezas[i + usadas].texto if i + usadas < len(piezas) else ""
        if puntos is not None and siguiente not in ("trimestre", "semestre", "bimestre"):
            declarado.porcentaje, declarado.hay_valor = Porcentaje.de(puntos), True
            marcar(piezas, range(i, i + usadas), Papel.PORCENTAJE)
        elif pieza.clase is Clase.NUMERO and "/" in pieza.texto:
            _leer_quebrado(pieza, declarado)


def _leer_quebrado(pieza: Pieza, declarado: Declarado) -> None:
    """«3/4» es una parte; «14/24» son catorce de veinticuatro."""
    arriba, _, abajo = pieza.texto.partition("/")
    if (
        not (arriba.isdecimal() and abajo.isdecimal())
        or not 0 < int(abajo) < 10**6
        or int(arriba) > int(abajo)
    ):
        return
    declarado.hay_valor = True
    if int(abajo) <= 10:
        puntos = (Decimal(int(arriba) * 100) / int(abajo)).quantize(Decimal("0.01"))
        declarado.porcentaje, pieza.papel = Porcentaje.de(puntos), Papel.PORCENTAJE
    else:
        declarado.cantidad, declarado.de = Decimal(int(arriba)), Decimal(int(abajo))
        pieza.papel = Papel.CANTIDAD


def _leer_hechas(piezas: Sequence[Pieza], declarado: Declarado) -> None:
    renglones = Renglones(piezas)
    for hallado in renglones.hallar(_HECHAS):
        (una,), (otra,) = renglones.indices(hallado, "hechas"), renglones.indices(hallado, "total")
        hechas, total = _cantidad(piezas[una]), _cantidad(piezas[otra])
        if hechas is None or total is None or declarado.hay_valor:
            continue
        declarado.cantidad, declarado.de, declarado.hay_valor = sin_ceros(hechas), sin_ceros(total), True
        marcar(piezas, renglones.indices(hallado), Papel.CANTIDAD)
