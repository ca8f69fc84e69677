"""Qué trae una columna: de una muestra de celdas, qué parte son códigos, dinero, fechas, texto…"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from almacen.libros.cuadricula import Celda
from dominio.entender.texto import normalizar
from dominio.valores.codigos import CodigoFuente

_VACIOS = frozenset(
    {"", "-", "--", "n/a", "na", "n.a", "n.a.", "n/d", "nd", "s/d", "no aplica", "no disponible"}
)
_VACIOS_ESCRITOS = _VACIOS | frozenset({".", "sin dato", "ninguno", "ninguna", "#n/a", "error", "sin bpin"})
_CERO_CONTABLE = re.compile(r"\$?\s*-\s*")
_NUMERO = re.compile(r"\(?-?\$?\s*-?[0-9][0-9.,']*\s*%?\)?")
_DIGITOS = re.compile(r"[0-9]+")
_FECHA = re.compile(r"([0-9]{1,4})[/-]([0-9]{1,2})[/-]([0-9]{1,4})(?:[ T].*)?")
_PUNTEADO = re.compile(r"[0-9]{1,4}([.-][0-9]{1,3}){2,}")
_ALFA = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9/_.-]{1,39}")
_COMPUESTO = re.compile(
    r"(?:[0-9][0-9.\-]*?[.\s:–-]+|[^\W\d_]+\s+[0-9]+(?:\.[0-9]+)*\s*[.:)–-]+\s*)[^\W\d_].{3,}", re.DOTALL
)
_FONDO = re.compile(r"[A-Z]?[1-3][0-9]{5,8}")
_DEPENDENCIA = re.compile(
    r"^(sub)?(sec|secretaria|dir|direccion|oficina|of|departamento|depto|unidad|instituto|gerencia|alcaldia"
    r"|despacho|personeria|concejo|consejeria|asesor|asesoria|hospital|empresa|comisaria|inspeccion|division"
    r"|corporacion|area|grupo|uae|uag|jefatura|coordinacion)\b"
)
_UNIDADES = re.compile(
    r"^(numero|num|porcentaje|%|unidad(es)?|kilometros?|km|hectareas?|ha|metros?( lineales| cuadrados)?|m2|ml"
    r"|m3|toneladas?|personas?|pesos|tasa|indice|grados?|puntos?|horas?|dias|global|kg|kilogramos|litros)\b"
)
_ACUMULACION = re.compile(
    r"^(i|m|r|im|mm|incremento|mantenimiento|reduccion|acumulad[oa]|acumulativ[oa]|flujo|capacidad|stock"
    r"|no acumulad[oa]|no acumulativ[oa]|anualizad[oa]|constante|creciente|decreciente|incremental|suma)"
    r"( (acumulad[oa]|flujo|stock|capacidad|anual))?$"
)
_TIPO_META = re.compile(r"^(meta (de )?)?(producto|gestion|administrativas?|resultado)( recurrentes?)?$")
_SI_NO = frozenset({"si", "no", "s", "n", "x", "verdadero", "falso"})
_ESTADO = frozenset({"p", "np", "n.p", "programado", "no programado", "programada", "no programada"})


@dataclass(slots=True)
class Contenido:
    """El perfil de valores de una columna.

    Attributes:
        filas: filas miradas.
        llenas: las que traen dato (sin contar «N/A», «-» ni errores).
        partes: clase de valor → cuántas celdas.
        distintos: valores distintos entre las llenas, y cuántas veces va cada uno.
        numeros: valores numéricos leídos, sin exactitud: solo para ver su tamaño.
        largo: letras por celda de texto, en promedio.
        escala: pesos de cada unidad si la columna fuera de dinero (1.000.000 = está en millones).
    """

    filas: int = 0
    llenas: int = 0
    partes: Counter[str] = field(default_factory=Counter)
    distintos: Counter[str] = field(default_factory=Counter)
    numeros: list[float] = field(default_factory=list)
    largo: float = 0.0
    escala: int = 1

    def parte(self, *clases: str) -> float:
        """Qué fracción de las celdas llenas es de alguna de esas clases (de 0 a 1)."""
        return min(1.0, sum(self.partes[clase] for clase in clases) / self.llenas) if self.llenas else 0.0

    @property
    def variedad(self) -> float:
        """Valores distintos sobre celdas llenas: 1 = ninguno se repite."""
        return len(self.distintos) / self.llenas if self.llenas else 0.0

    @property
    def mayor(self) -> float:
        """El número más grande en valor absoluto."""
        return max((abs(n) for n in self.numeros), default=0.0)

    def ejemplos(self, cuantos: int = 3) -> tuple[str, ...]:
        """Valores distintos, los primeros que salieron."""
        return tuple(texto[:40] for texto in list(self.distintos)[:cuantos])


def mirar(celdas: Iterable[Celda]) -> Contenido:
    """El contenido de una columna a partir de una muestra de sus celdas, vacías incluidas."""
    contenido = Contenido()
    letras = textos = 0
    for celda in celdas:
        contenido.filas += 1
        clases = _clases(celda, contenido)
        if not clases:
            continue
        contenido.llenas += 1
        contenido.partes.update(clases)
        contenido.distintos[_mostrar(celda)] += 1
        if "texto" in clases:
            textos += 1
            letras += len(str(celda.valor))
    contenido.largo = letras / textos if textos else 0.0
    return contenido


def _mostrar(celda: Celda) -> str:
    valor = celda.valor
    if isinstance(valor, float) and valor.is_integer():
        return str(int(valor))
    if isinstance(valor, date):
        return f"{valor.day}/{valor.month}/{valor.year}"
    return " ".join(str(valor).split())


def _clases(celda: Celda, contenido: Contenido) -> set[str]:
    """A qué clases pertenece el valor; ninguna si no hay dato."""
    valor = celda.valor
    if valor is None or celda.tipo in ("e", "f"):
        return set()
    if isinstance(valor, bool):
        return {"si_no"}
    if isinstance(valor, date):
        return {"fecha"}
    if isinstance(valor, int | float):
        return _de_numero(float(valor), celda.formato, contenido)
    if isinstance(valor, str):
        return _de_texto(valor.strip(), contenido)
    return {"texto"}


def _de_numero(numero: float, formato: str, contenido: Contenido) -> set[str]:
    contenido.numeros.append(numero)
    clases = {"numero"}
    if "%" in formato:
        clases.add("formato_pct")
    elif "$" in formato:
        clases.add("formato_pesos")
    if 0 <= numero <= 1.0001:
        clases.add("fraccion")
    if numero < 0:
        clases.add("negativo")
    if numero.is_integer():
        clases.add("entero")
        if numero >= 0 and "%" not in formato and "$" not in formato:
            clases |= _de_digitos(str(int(numero)), escrito=False)
    return clases


def _de_digitos(digitos: str, *, escrito: bool) -> set[str]:
    """Las formas de código que puede tener una cadena de dígitos."""
    largo = len(digitos)
    clases = {"digitos", f"largo_{largo}"}
    if largo in (6, 7) and _es_mga(digitos.zfill(7)):
        clases.add("mga7")
    if largo in (8, 9) and _es_mga(digitos.zfill(9)):
        clases.add("mga9")
    if largo in (13, 14, 15) and digitos[:2] in ("19", "20"):
        clases.add("bpin")
    if _FONDO.fullmatch(digitos):
        clases.add("fondo")
    if escrito and digitos.startswith("0") and largo > 1:
        clases.add("con_cero")
    return clases


def _es_mga(digitos: str) -> bool:
    """Sector y programa posibles: los programas de un sector van de 01 en adelante, más el 99."""
    sector, programa = int(digitos[:2]), int(digitos[2:4])
    return 1 <= sector <= 46 and (1 <= programa <= 30 or programa == 99)


def _de_texto(texto: str, contenido: Contenido) -> set[str]:
    palabra = normalizar(texto).rstrip(". ")
    if palabra in _ESTADO:
        return {"texto", "estado"}
    if _CERO_CONTABLE.fullmatch(texto):
        contenido.numeros.append(0.0)
        return {"numero", "entero", "fraccion", "escrito"} | ({"formato_pesos"} if "$" in texto else set())
    if palabra in _VACIOS_ESCRITOS or not palabra:
        return set()
    sin_cola = texto.removesuffix(".0")
    if _DIGITOS.fullmatch(sin_cola):
        contenido.numeros.append(float(sin_cola))
        fraccion = {"fraccion"} if float(sin_cola) <= 1 else set()
        return {"numero", "entero", "escrito"} | fraccion | _de_digitos(sin_cola, escrito=True)
    if CodigoFuente._tiene_forma(texto):
        return {"fuente", "punteado"}
    return _de_texto_con_signos(texto, palabra, contenido)


def _de_texto_con_signos(texto: str, palabra: str, contenido: Contenido) -> set[str]:
    if _FECHA.fullmatch(texto):
        return {"fecha", "fecha_escrita"}
    if _PUNTEADO.fullmatch(texto) and not _parece_miles(texto):
        return {"punteado"}
    if _NUMERO.fullmatch(texto):
        return _de_numero_escrito(texto, contenido)
    if " " not in texto and _ALFA.fullmatch(texto):
        return {"codigo_alfa"} | ({"fondo"} if _FONDO.fullmatch(texto) else set())
    clases = {"texto"}
    if _COMPUESTO.fullmatch(texto):
        clases.add("compuesto")
        if CodigoFuente._tiene_forma(texto.split()[0].rstrip(".-:")):
            clases.add("fuente")
    for clase, forma in (
        ("dependencia", _DEPENDENCIA),
        ("unidad", _UNIDADES),
        ("acumulacion", _ACUMULACION),
        ("tipo_meta", _TIPO_META),
    ):
        if forma.match(palabra):
            clases.add(clase)
    if palabra in _SI_NO:
        clases.add("si_no")
    if len(texto) <= 14 and " " not in texto:
        clases.add("palabra")
    return clases


def _parece_miles(texto: str) -> bool:
    return all(len(grupo) == 3 for grupo in texto.split(".")[1:]) and "-" not in texto


def _de_numero_escrito(texto: str, contenido: Contenido) -> set[str]:
    clases = {"numero", "escrito"}
    if "%" in texto:
        clases.add("formato_pct")
    if "$" in texto:
        clases.add("formato_pesos")
    cifras = re.sub(r"[^0-9.,]", "", texto)
    if _parece_miles(cifras) or _parece_miles(cifras.replace(",", ".")):
        cifras = cifras.replace(".", "").replace(",", "")
    else:
        cifras = cifras.replace(",", ".")
    try:
        numero = float(cifras)
    except ValueError:
        return clases
    contenido.numeros.append(numero)
    if numero <= 1.0001 and "%" not in texto:
        clases.add("fraccion")
    if numero.is_integer():
        clases.add("entero")
    return clases
