"""Vigencias, cortes y hora de Bogotá."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import total_ordering
from typing import Literal
from zoneinfo import ZoneInfo

from dominio.errores import CorteInvalido, InstanteSinZona, VigenciaInvalida

BOGOTA = ZoneInfo("America/Bogota")
PRIMER_ANIO, ULTIMO_ANIO = 1990, 2099
# De enero a diciembre, sin mayúscula: como se escriben y como se llaman las columnas del PAC.
MESES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)

Periodo = Literal["T", "M"]
_POR_ANIO: dict[str, int] = {"T": 4, "M": 12}
_CORTE = re.compile(r"([0-9]{4})-(?:T([1-4])|M(0[1-9]|1[0-2]))")


@dataclass(frozen=True, slots=True, order=True)
class Vigencia:
    """Un año fiscal, del 1 de enero al 31 de diciembre.

    Raises:
        VigenciaInvalida: no es un año entero entre 1990 y 2099.
    """

    anio: int

    def __post_init__(self) -> None:
        """Comprueba que el año sea uno que un plan pueda tener."""
        if isinstance(self.anio, bool) or not isinstance(self.anio, int):
            raise VigenciaInvalida("vigencia", valor=str(self.anio)[:64])
        if not PRIMER_ANIO <= self.anio <= ULTIMO_ANIO:
            raise VigenciaInvalida("vigencia", valor=str(self.anio)[:64])

    @classmethod
    def de(cls, texto: str) -> Vigencia:
        """Lee «2026».

        Raises:
            VigenciaInvalida: no son cuatro dígitos de un año posible.
        """
        if not re.fullmatch(r"[0-9]{4}", texto):
            raise VigenciaInvalida("vigencia", valor=texto[:64])
        return cls(int(texto))

    @property
    def inicio(self) -> date:
        """El 1 de enero."""
        return date(self.anio, 1, 1)

    @property
    def fin(self) -> date:
        """El 31 de diciembre."""
        return date(self.anio, 12, 31)

    @property
    def dias(self) -> int:
        """Días calendario de la vigencia: 365 o 366."""
        return (self.fin - self.inicio).days + 1

    def contiene(self, fecha: date) -> bool:
        """Dice si la fecha cae dentro de la vigencia."""
        return fecha.year == self.anio

    def __str__(self) -> str:
        """El año: «2026»."""
        return str(self.anio)


@total_ordering
@dataclass(frozen=True, slots=True)
class Corte:
    """El cierre de un trimestre («2026-T3») o de un mes («2026-M09»); se ordena por fecha.

    Raises:
        CorteInvalido: el periodo no es T ni M, o el número no existe en ese periodo.
    """

    vigencia: Vigencia
    periodo: Periodo
    numero: int

    def __post_init__(self) -> None:
        """Comprueba que el periodo y el número existan."""
        if self.numero not in range(1, _POR_ANIO.get(self.periodo, 0) + 1):
            raise CorteInvalido("corte", valor=f"{self.periodo}{self.numero}")

    @classmethod
    def de(cls, texto: str) -> Corte:
        """Lee «2026-T3» o «2026-M09», en mayúsculas o minúsculas.

        Raises:
            CorteInvalido: no tiene esa forma o el año no es posible.
        """
        partes = _CORTE.fullmatch(texto.strip().upper())
        if partes is None:
            raise CorteInvalido("corte", valor=texto[:64])
        anio, trimestre, mes = partes.groups()
        try:
            vigencia = Vigencia(int(anio))
        except VigenciaInvalida as causa:
            raise CorteInvalido("corte", valor=texto[:64]) from causa
        return cls(vigencia, "T", int(trimestre)) if trimestre else cls(vigencia, "M", int(mes))

    @classmethod
    def trimestral_de(cls, fecha: date) -> Corte:
        """El corte trimestral dentro del cual cae la fecha."""
        return cls(Vigencia(fecha.year), "T", (fecha.month - 1) // 3 + 1)

    @classmethod
    def mensual_de(cls, fecha: date) -> Corte:
        """El corte mensual dentro del cual cae la fecha."""
        return cls(Vigencia(fecha.year), "M", fecha.month)

    @property
    def desde(self) -> date:
        """Primer día del periodo."""
        return date(self.vigencia.anio, (self.numero - 1) * self._meses + 1, 1)

    @property
    def hasta(self) -> date:
        """Último día del periodo, incluido."""
        mes_final = self.numero * self._meses
        if mes_final == 12:
            return self.vigencia.fin
        return date(self.vigencia.anio, mes_final + 1, 1) - timedelta(days=1)

    @property
    def _meses(self) -> int:
        return 12 // _POR_ANIO[self.periodo]

    def siguiente(self) -> Corte:
        """El corte que sigue, de la misma periodicidad; tras el último, el primero del otro año."""
        if self.numero < _POR_ANIO[self.periodo]:
            return Corte(self.vigencia, self.periodo, self.numero + 1)
        return Corte(Vigencia(self.vigencia.anio + 1), self.periodo, 1)

    def anterior(self) -> Corte:
        """El corte que precede, de la misma periodicidad; antes del primero, el último del otro año."""
        if self.numero > 1:
            return Corte(self.vigencia, self.periodo, self.numero - 1)
        return Corte(Vigencia(self.vigencia.anio - 1), self.periodo, _POR_ANIO[self.periodo])

    def contiene(self, fecha: date) -> bool:
        """Dice si la fecha cae dentro del periodo del corte."""
        return self.desde <= fecha <= self.hasta

    def __lt__(self, otro: Corte) -> bool:
        """Antes en el calendario: por fecha de cierre y, si coincide, por fecha de inicio."""
        if not isinstance(otro, Corte):
            return NotImplemented
        return (self.hasta, self.desde) < (otro.hasta, otro.desde)

    def __str__(self) -> str:
        """Forma técnica: «2026-T3» o «2026-M09»."""
        numero = str(self.numero) if self.periodo == "T" else f"{self.numero:02d}"
        return f"{self.vigencia}-{self.periodo}{numero}"


def a_bogota(instante_utc: datetime) -> datetime:
    """El mismo instante con la hora de Bogotá.

    Raises:
        InstanteSinZona: el instante no dice su zona horaria.
    """
    if instante_utc.utcoffset() is None:
        raise InstanteSinZona("instante", valor=instante_utc.isoformat())
    return instante_utc.astimezone(BOGOTA)


def fecha_bogota(instante: datetime) -> date:
    """El día que era en Bogotá en ese instante.

    Raises:
        InstanteSinZona: el instante no dice su zona horaria.
    """
    return a_bogota(instante).date()
