"""Tipos de columna: lo que la base guarda mal por su cuenta, guardado en enteros o en texto exacto."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import BigInteger, DateTime, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from dominio.errores import InstanteSinZona
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

# SQLite solo numera solas las llaves declaradas INTEGER.
Identificador = BigInteger().with_variant(Integer(), "sqlite")


# Los valores son inmutables y se repiten mucho en un plan: recordar los ya leídos ahorra más de
# la mitad del tiempo de las consultas grandes.
_RECORDADOS = 8_192


@lru_cache(_RECORDADOS)
def leer_pesos(centavos: int | None) -> Pesos | None:
    """Pesos desde los centavos guardados; un incremento puede ser negativo."""
    if centavos is None:
        return None
    return Pesos(centavos) if centavos >= 0 else Pesos.diferencia(centavos)


@lru_cache(_RECORDADOS)
def leer_porcentaje(centesimas: int | None) -> Porcentaje | None:
    """Puntos porcentuales desde las centésimas guardadas."""
    return None if centesimas is None else Porcentaje(centesimas)


@lru_cache(_RECORDADOS)
def leer_decimal(texto: str | None) -> Decimal | None:
    """Número exacto desde el texto guardado."""
    return None if texto is None else Decimal(texto)


class PesosColumna(TypeDecorator[Pesos]):
    """Dinero en centavos enteros (BIGINT): SQLite pierde centavos en NUMERIC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Pesos | None, dialect: Dialect) -> int | None:
        """De pesos a centavos."""
        return None if value is None else value.centavos

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[int | None], Pesos | None]:
        """De centavos a pesos."""
        return leer_pesos


class PorcentajeColumna(TypeDecorator[Porcentaje]):
    """Puntos porcentuales en centésimas enteras (INTEGER)."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Porcentaje | None, dialect: Dialect) -> int | None:
        """De puntos a centésimas."""
        return None if value is None else value.centesimas

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[int | None], Porcentaje | None]:
        """De centésimas a puntos."""
        return leer_porcentaje


class DecimalTexto(TypeDecorator[Decimal]):
    """Cantidad exacta como texto sin exponente («1200.5»): ni pierde decimales ni los inventa."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """De número a texto."""
        return None if value is None else format(value, "f")

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Decimal | None]:
        """De texto a número."""
        return leer_decimal


class InstanteUTC(TypeDecorator[datetime]):
    """Instante guardado en UTC y devuelto con zona: SQLite bota el desfase sin convertir.

    Raises:
        InstanteSinZona: se intenta guardar un instante que no dice su zona.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """A UTC; en SQLite además sin zona, para que el texto guardado se ordene como el tiempo."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise InstanteSinZona("instante", valor=value.isoformat())
        en_utc = value.astimezone(UTC)
        return en_utc.replace(tzinfo=None) if dialect.name == "sqlite" else en_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Siempre con zona UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def a_json(valor: object) -> str:
    """JSON compacto y de claves ordenadas; el mismo dato da siempre el mismo texto."""
    texto = json.dumps(valor, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        texto.encode()
    except UnicodeEncodeError:
        # Un sustituto suelto no cabe en UTF-8: se escribe escapado.
        return json.dumps(valor, sort_keys=True, separators=(",", ":"))
    return texto


class TextoJson(TypeDecorator[object]):
    """Dato JSON guardado como texto: igual en los dos motores y legible en ambos."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        """De dato a texto JSON."""
        return None if value is None else a_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:
        """De texto JSON a dato."""
        return None if value is None else json.loads(value)
