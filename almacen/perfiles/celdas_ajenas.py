"""De la celda de una entidad a un valor: lo que se entiende vale, y lo que no lleva su frase."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from unicodedata import normalize

from almacen.libros.celdas import LARGO_TEXTO, Valor, esta_vacia, leer_celda, texto_de_una_linea
from almacen.libros.columnas import Clase, Columna
from almacen.libros.cuadricula import VACIA, Celda
from almacen.libros.numeros import CeldaIlegible, citar, decimal_de
from almacen.perfiles.fechas_ajenas import OrdenDeColumna, fecha_de
from almacen.perfiles.partes import tomar_parte
from dominio.entender.texto import normalizar
from dominio.modelo.perfil import CampoDePerfil, Parte
from dominio.modelo.plan import TipoAcumulacion
from dominio.valores.porcentaje import Porcentaje

# Más de diez veces la meta no es una fracción: alguien escribió puntos en una columna de fracciones.
_FRACCION_MAXIMA = 10
_NUMERICAS = frozenset({Clase.NUMERO, Clase.PROGRAMADO, Clase.PORCENTAJE})
_SIN_DATO = frozenset(
    {
        "",
        "-",
        "--",
        "n/a",
        "na",
        "n.a",
        "n/d",
        "nd",
        "s/d",
        "sd",
        "s.d",
        "no aplica",
        "no disponible",
        "sin dato",
    }
    | {"ninguno", "ninguna", "no reporta", "pendiente", "por definir"}
)
# En un avance no son «no aplica»: alguien debía escribir el número y no lo escribió.
_POR_ESCRIBIR = frozenset({"pendiente", "por definir"})
_NO_PROGRAMADA = frozenset({"np", "n.p", "no programado", "no programada", "no programados"})
_SIN_NUMERO = _SIN_DATO | _NO_PROGRAMADA
_LARGO_SIN_DATO = 20
_SOLO_CEROS = re.compile(r"0+(?:[.,]0+)?")
_CIENTIFICO = re.compile(r"[0-9](?:[.,][0-9]+)?e\+?[0-9]{1,2}", re.IGNORECASE)
_CIFRAS_DE_EXCEL = 15
_DECIMALES_FIJOS = re.compile(r"[#,]*0\.(0+)")
_ACUMULACION = {
    "i": TipoAcumulacion.ACUMULADO,
    "incremento": TipoAcumulacion.ACUMULADO,
    "m": TipoAcumulacion.MANTENIMIENTO,
}


class ConReparo(CeldaIlegible):
    """Se leyó algo que vale, pero no todo lo que traía la celda; ``valor`` es lo que vale."""

    def __init__(self, codigo: str, frase: str, valor: Valor) -> None:
        super().__init__(codigo, frase)
        self.valor = valor


@dataclass(frozen=True, slots=True)
class Lectura:
    """Cómo se lee cada celda de un campo.

    Attributes:
        columna: la del contrato, sin exigencias: en un libro ajeno nada detiene.
        orden: el de sus fechas de texto.
        equivalencias: lo que dice la celda → la celda que vale en su lugar.
    """

    campo: CampoDePerfil
    columna: Columna
    orden: OrdenDeColumna = field(default_factory=OrdenDeColumna)
    equivalencias: dict[str, Celda] = field(default_factory=dict)

    @classmethod
    def de(cls, campo: CampoDePerfil, columna: Columna) -> Lectura:
        """La lectura de un campo."""
        pares = {normalizar(dice): Celda(vale, "s") for dice, vale in campo.equivalencias}
        suelta = replace(columna, obligatoria=False, de_producto=False)
        return cls(campo, suelta, OrdenDeColumna(campo.orden_de_fecha), pares)


def leer_ajena(celda: Celda, lectura: Lectura) -> Valor:
    """El valor de una celda; ``None`` si no trae nada.

    Raises:
        ConReparo: vale una parte de lo que trae.
        CeldaIlegible: hay algo y no se puede leer.
    """
    if esta_vacia(celda):
        return None
    clase = lectura.columna.clase
    if isinstance(celda.valor, str):
        if celda.valor.strip().upper() == "ERROR":
            raise CeldaIlegible("error_de_excel", "dice ERROR, que dejó una fórmula; escriba el valor")
        if lectura.equivalencias:
            celda = lectura.equivalencias.get(_plano(celda.valor), celda)
    if lectura.campo.parte is not Parte.ENTERA:
        celda = _partida(celda, lectura.campo.parte)
    if esta_vacia(celda):
        return None
    return _LECTORES.get(clase, leer_celda_suelta)(celda, lectura)


def leer_celda_suelta(celda: Celda, lectura: Lectura) -> Valor:
    """La celda como la lee el contrato, sin exigirle nada."""
    return leer_celda(celda, lectura.columna)


def sin_dato(celda: Celda) -> bool:
    """La celda no trae nada, o dice que no lo tiene («N/A», «NO DISPONIBLE», un punto)."""
    if esta_vacia(celda):
        return True
    texto = celda.valor
    return isinstance(texto, str) and len(texto) <= _LARGO_SIN_DATO and _plano(texto) in _SIN_DATO


def dice_np(valor: object) -> bool:
    """El texto dice que no está programada, que no es lo mismo que cero."""
    return isinstance(valor, str) and _plano(valor) in _NO_PROGRAMADA


@lru_cache(maxsize=16_384)
def una_linea(texto: str) -> str:
    """Como ``texto_de_una_linea``, sin mirar letra a letra el texto que no trae nada invisible."""
    juntas = " ".join(texto.split())
    return normalize("NFC", juntas) if juntas.isprintable() else texto_de_una_linea(texto)


@lru_cache(maxsize=32_768)
def _plano(texto: str) -> str:
    return normalizar(texto).rstrip(". ")


def _partida(celda: Celda, parte: Parte) -> Celda:
    if not isinstance(celda.valor, str):
        return celda if parte is Parte.CODIGO else VACIA
    tomada = tomar_parte(celda.valor, parte)
    return VACIA if tomada is None else Celda(tomada, "s")


def _texto(celda: Celda, lectura: Lectura) -> Valor:
    if not isinstance(celda.valor, str) or celda.tipo == "e" or celda.valor.startswith("#"):
        return leer_celda(celda, lectura.columna)
    if sin_dato(celda):
        return None
    limpio = una_linea(celda.valor)
    if len(limpio) <= LARGO_TEXTO:
        return limpio or None
    raise ConReparo(
        "texto_muy_largo",
        f"tiene {len(limpio):,} caracteres y se guardaron los primeros 2.000".replace(",", "."),
        limpio[:LARGO_TEXTO].rstrip(),
    )


def _codigo(celda: Celda, lectura: Lectura) -> Valor:
    valor = celda.valor
    if isinstance(valor, float) and not valor.is_integer() and 0 < valor < 10**6:
        return _codigo_con_punto(valor, celda.formato)
    if isinstance(valor, str):
        if sin_dato(celda):
            return None
        if _CIENTIFICO.fullmatch(valor.strip()):
            raise CeldaIlegible(
                "codigo_redondeado",
                f"trae {citar(celda)}, que perdió sus cifras; dele formato de texto y escríbalo otra vez",
            )
    leido = leer_celda(celda, lectura.columna)
    # Un banco de proyectos no tiene el proyecto cero: así dicen que el gasto no es de ninguno.
    es_cero = isinstance(leido, str) and lectura.columna.dato == "bpin" and _SOLO_CEROS.fullmatch(leido)
    return None if es_cero else leido


def _codigo_con_punto(valor: float, formato: str) -> str:
    """«1.2» que Excel guardó como número; el formato dice si era «1.20»."""
    fijos = _DECIMALES_FIJOS.fullmatch(formato)
    return f"{valor:.{len(fijos[1])}f}" if fijos else f"{valor:.{_CIFRAS_DE_EXCEL}g}"


def _numero(celda: Celda, lectura: Lectura) -> Valor:
    exacto = _decimal(celda, lectura)
    if exacto is not None and exacto < 0 and lectura.columna.dato != "linea_base":
        raise CeldaIlegible("numero_negativo", f"trae {citar(celda)} y no puede ser negativo; revíselo")
    return exacto


def _porcentaje(celda: Celda, lectura: Lectura) -> Valor:
    if isinstance(celda.valor, str) and _plano(celda.valor) in _POR_ESCRIBIR:
        raise CeldaIlegible("sin_numero", f"dice {citar(celda)} y no un porcentaje; escriba el número")
    exacto = _decimal(celda, lectura)
    if exacto is None:
        return None
    if not 0 <= exacto <= Porcentaje.MAXIMO.a_decimal():
        raise CeldaIlegible(
            "porcentaje_fuera_de_rango", f"trae {citar(celda)}, que no es un porcentaje posible; revíselo"
        )
    return Porcentaje.de(exacto)


def _decimal(celda: Celda, lectura: Lectura) -> Decimal | None:
    """El número de la celda, en puntos si es una fracción; ``None`` si dice que no hay dato o es NP."""
    if isinstance(celda.valor, str):
        if _plano(celda.valor) in _SIN_NUMERO:
            return None
        celda = _una_linea(celda)
    if celda.tipo in ("f", "e") or isinstance(celda.valor, bool):
        leer_celda(celda, lectura.columna)
    exacto = decimal_de(celda)
    if not lectura.campo.en_fraccion or _dice_por_ciento(celda):
        return exacto
    if abs(exacto) > _FRACCION_MAXIMA:
        raise CeldaIlegible(
            "fraccion_dudosa",
            f"trae {citar(celda)} y las demás de la columna son fracciones de uno; escriba 0,45 o 45 %",
        )
    return exacto * 100


def _una_linea(celda: Celda) -> Celda:
    """La misma celda, si no trae varios valores uno debajo de otro: «12» sobre «345» no es 12.345."""
    lineas = [linea for linea in str(celda.valor).splitlines() if linea.strip()]
    if len(lineas) > 1:
        raise CeldaIlegible(
            "varias_lineas", f"trae {citar(celda)}, varios valores en una celda; deje uno solo"
        )
    return celda


def _dice_por_ciento(celda: Celda) -> bool:
    if isinstance(celda.valor, str):
        return "%" in celda.valor
    return "%" in celda.formato


def _fecha(celda: Celda, lectura: Lectura) -> Valor:
    if celda.tipo in ("f", "e") or sin_dato(celda):
        return None if sin_dato(celda) else leer_celda(celda, lectura.columna)
    return fecha_de(celda, lectura.orden)


def _acumulacion(celda: Celda, lectura: Lectura) -> Valor:
    corta = _ACUMULACION.get(_plano(str(celda.valor)))
    return corta if corta is not None else leer_celda(celda, lectura.columna)


_LECTORES: dict[Clase, Callable[[Celda, Lectura], Valor]] = {
    Clase.TEXTO: _texto,
    Clase.CODIGO: _codigo,
    Clase.FECHA: _fecha,
    Clase.NUMERO: _numero,
    Clase.PROGRAMADO: _numero,
    Clase.PORCENTAJE: _porcentaje,
    Clase.ACUMULACION: _acumulacion,
}
