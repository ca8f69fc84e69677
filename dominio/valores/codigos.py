"""Códigos oficiales: siempre texto, se valida la forma y nunca se corrigen solos.

Cada clase guarda el texto tal como llegó y rechaza el que no tiene forma; su
``posible_correccion`` dice cuál pudo ser el código (un cero que Excel se comió, un
``.0`` que agregó) para que una persona lo confirme.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self

from dominio.errores import CodigoInvalido
from dominio.valores.fechas import PRIMER_ANIO, ULTIMO_ANIO

_SOBRANTE = re.compile(r"[\s\u00a0\u200b.,'\u2019]")
_COLA_DECIMAL = re.compile(r"[.,]0+$")
_DIGITOS = re.compile(r"[0-9]+")


def _solo_digitos(texto: str) -> str | None:
    """Los dígitos de un código que pasó por una celda numérica («2.024E3» no se puede recuperar)."""
    limpio = _SOBRANTE.sub("", _COLA_DECIMAL.sub("", texto.strip()))
    return limpio if _DIGITOS.fullmatch(limpio) else None


@dataclass(frozen=True, slots=True, order=True)
class _Codigo:
    """Texto con forma comprobada; lo común a todos los códigos."""

    texto: str

    CAMPO: ClassVar[str] = ""
    FORMA: ClassVar[str] = ""

    def __post_init__(self) -> None:
        """Comprueba la forma.

        Raises:
            CodigoInvalido: no la tiene; lleva ``valor``, ``forma`` y, si la hay, ``propuesta``.
        """
        if not isinstance(self.texto, str):
            raise TypeError(f"un código es texto, no {type(self.texto).__name__}")
        if not self._tiene_forma(self.texto):
            propuesta = self.posible_correccion(self.texto)
            raise CodigoInvalido(self.CAMPO, valor=self.texto[:64], forma=self.FORMA, propuesta=propuesta)

    @classmethod
    def de(cls, texto: str) -> Self:
        """El código sin los espacios de los bordes.

        Raises:
            CodigoInvalido: no tiene la forma que le corresponde.
        """
        return cls(texto.strip())

    @classmethod
    def posible_correccion(cls, texto: str) -> str | None:
        """El código que quizá quisieron escribir, o ``None`` si no hay uno claro o ya está bien."""
        if cls._tiene_forma(texto):
            return None
        propuesta = cls._proponer(texto)
        return propuesta if propuesta is not None and cls._tiene_forma(propuesta) else None

    @classmethod
    def _tiene_forma(cls, texto: str) -> bool:
        raise TypeError("cada código define su forma")

    @classmethod
    def _proponer(cls, texto: str) -> str | None:
        return _solo_digitos(texto)

    def __str__(self) -> str:
        """El texto del código, con sus ceros."""
        return self.texto


class ClaseBPIN(StrEnum):
    """De qué serie es un código de proyecto, según su forma."""

    TERRITORIAL = "territorial"
    PIIP = "piip"
    OTRA_SERIE = "otra_serie"
    PROPIO = "propio"


@dataclass(frozen=True, slots=True, order=True)
class CodigoBPIN(_Codigo):
    """Código de proyecto: 13 dígitos (año, DIVIPOLA, consecutivo), 15 de la PIIP, 14 u otro propio.

    El propio del banco de proyectos mezcla letras y dígitos (``BP26005375``, ``PI99-000001``).
    «N/A» y «Sin formular» no son códigos.
    """

    CAMPO: ClassVar[str] = "codigo_bpin"
    FORMA: ClassVar[str] = "bpin"
    _PROPIO: ClassVar[re.Pattern[str]] = re.compile(
        r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9/_-]{3,29}"
    )

    @property
    def clase(self) -> ClaseBPIN:
        """La serie a la que pertenece por su forma."""
        if not self.texto.isdigit():
            return ClaseBPIN.PROPIO
        return {13: ClaseBPIN.TERRITORIAL, 15: ClaseBPIN.PIIP}.get(len(self.texto), ClaseBPIN.OTRA_SERIE)

    @property
    def anio(self) -> int | None:
        """Año con que empieza; ``None`` en los códigos de otras series o propios."""
        fechado = self.clase in (ClaseBPIN.TERRITORIAL, ClaseBPIN.PIIP)
        return int(self.texto[:4]) if fechado else None

    @property
    def divipola(self) -> str | None:
        """Los cinco dígitos de la entidad, solo en los de 13."""
        return self.texto[4:9] if self.clase is ClaseBPIN.TERRITORIAL else None

    @property
    def consecutivo(self) -> str | None:
        """El número dentro del año: cuatro dígitos en los de 13, once en los de 15."""
        if self.clase is ClaseBPIN.TERRITORIAL:
            return self.texto[9:]
        return self.texto[4:] if self.clase is ClaseBPIN.PIIP else None

    @classmethod
    def _tiene_forma(cls, texto: str) -> bool:
        if _DIGITOS.fullmatch(texto) is None:
            return cls._PROPIO.fullmatch(texto) is not None
        if len(texto) in (13, 15):
            return PRIMER_ANIO <= int(texto[:4]) <= ULTIMO_ANIO
        return len(texto) == 14


class NivelMGA(StrEnum):
    """Nivel del catálogo de la MGA, según cuántos dígitos trae el código."""

    SECTOR = "sector"
    PROGRAMA = "programa"
    PRODUCTO = "producto"
    INDICADOR = "indicador"


_LARGO_MGA: dict[NivelMGA, int] = {
    NivelMGA.SECTOR: 2,
    NivelMGA.PROGRAMA: 4,
    NivelMGA.PRODUCTO: 7,
    NivelMGA.INDICADOR: 9,
}


@dataclass(frozen=True, slots=True, order=True)
class CodigoMGA(_Codigo):
    """Código del catálogo de la MGA: sector 2, programa 4, producto 7 o indicador 9 dígitos."""

    CAMPO: ClassVar[str] = "codigo_mga"
    FORMA: ClassVar[str] = "mga"

    @property
    def nivel(self) -> NivelMGA:
        """El nivel que dice su longitud."""
        return next(nivel for nivel, largo in _LARGO_MGA.items() if largo == len(self.texto))

    @property
    def sector(self) -> str:
        """Los dos primeros dígitos."""
        return self.texto[:2]

    def en_nivel(self, nivel: NivelMGA) -> CodigoMGA | None:
        """El mismo código recortado a un nivel más alto; ``None`` si ya es más corto que eso."""
        largo = _LARGO_MGA[nivel]
        return CodigoMGA(self.texto[:largo]) if len(self.texto) >= largo else None

    def exigir_nivel(self, nivel: NivelMGA) -> CodigoMGA:
        """El mismo código, si es del nivel pedido.

        Raises:
            CodigoInvalido: es de otro nivel; propone el recorte si el código es más largo.
        """
        if self.nivel is nivel:
            return self
        recorte = self.en_nivel(nivel)
        propuesta = recorte.texto if recorte is not None else None
        raise CodigoInvalido(self.CAMPO, valor=self.texto, forma=f"mga_{nivel}", propuesta=propuesta)

    @classmethod
    def _tiene_forma(cls, texto: str) -> bool:
        return _DIGITOS.fullmatch(texto) is not None and len(texto) in _LARGO_MGA.values()

    @classmethod
    def _proponer(cls, texto: str) -> str | None:
        digitos = _solo_digitos(texto)
        if digitos is None or cls._tiene_forma(digitos):
            return digitos
        # Los programas de un sector se numeran de 01 en adelante, más el 99: un cero al
        # comienzo que deje el programa en 59 no es un cero perdido sino un dígito de más.
        con_cero = "0" + digitos
        programa = con_cero[2:4]
        return con_cero if len(programa) < 2 or programa == "99" or 1 <= int(programa) <= 30 else None


@dataclass(frozen=True, slots=True, order=True)
class CodigoDivipola(_Codigo):
    """Código DANE de municipio: dos dígitos del departamento y tres propios."""

    CAMPO: ClassVar[str] = "codigo_divipola"
    FORMA: ClassVar[str] = "divipola"

    @property
    def departamento(self) -> str:
        """Los dos dígitos del departamento."""
        return self.texto[:2]

    @classmethod
    def _tiene_forma(cls, texto: str) -> bool:
        return re.fullmatch(r"(?!00)[0-9]{5}", texto) is not None

    @classmethod
    def _proponer(cls, texto: str) -> str | None:
        digitos = _solo_digitos(texto)
        return "0" + digitos if digitos is not None and len(digitos) == 4 else digitos


@dataclass(frozen=True, slots=True, order=True)
class CodigoFuente(_Codigo):
    """Código CCPET de una fuente de financiación, con puntos: ``1.2.4.1.01``."""

    CAMPO: ClassVar[str] = "codigo_fuente"
    FORMA: ClassVar[str] = "fuente"
    _FORMA_CCPET: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]\.[0-9]\.[0-9]\.[0-9]{1,2}\.[0-9]{2}")

    @classmethod
    def _tiene_forma(cls, texto: str) -> bool:
        return cls._FORMA_CCPET.fullmatch(texto) is not None

    @classmethod
    def _proponer(cls, texto: str) -> str | None:
        limpio = re.sub(r"[\s\u00a0\u200b]", "", texto).replace(",", ".").strip(".")
        corto = re.fullmatch(r"([0-9]\.[0-9]\.[0-9]\.[0-9]{1,2})\.([0-9])", limpio)
        if corto is not None:
            return f"{corto[1]}.0{corto[2]}"
        # Los fondos de algunos sistemas financieros son la fuente sin puntos y con sufijo.
        junto = re.fullmatch(r"([0-9])([0-9])([0-9])([0-9])([0-9]{2})([0-9]{2})?", limpio)
        return ".".join(junto.groups()[:5]) if junto is not None else limpio
