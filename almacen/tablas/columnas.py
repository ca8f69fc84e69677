"""Formas de columna que se repiten en todas las tablas, y los nombres de sus restricciones."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    text,
)
from sqlalchemy import UniqueConstraint as Unica
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

from almacen.tablas.tipos import (
    DecimalTexto,
    Identificador,
    InstanteUTC,
    PesosColumna,
    PorcentajeColumna,
    TextoJson,
)

# Con nombres propios las migraciones pueden quitar y comparar restricciones en los dos motores.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


def _campo(tipo: TypeEngine[Any] | type[TypeEngine[Any]], nulo: bool, *detalles: Any, **mas: Any) -> Any:
    return Field(sa_column=Column(tipo, *detalles, nullable=nulo, **mas))


def clave() -> Any:
    """Llave primaria que la base numera sola."""
    return Field(default=None, sa_column=Column(Identificador, primary_key=True))


def ajena(destino: str, *, nulo: bool = False, indice: bool = False, primaria: bool = False) -> Any:
    """Referencia a otra tabla («persona.id»)."""
    return _campo(Identificador, nulo, ForeignKey(destino), index=indice or None, primary_key=primaria)


def texto(*, nulo: bool = False, unico: bool = False, primaria: bool = False) -> Any:
    """Texto sin tope en la base: los topes son reglas del oficio."""
    return _campo(Text, nulo, unique=unico or None, primary_key=primaria)


def texto_con(inicial: str) -> Any:
    """Texto obligatorio que nace con un valor."""
    return _campo(Text, False, server_default=inicial)


def entero(*, nulo: bool = False, inicial: int | None = None, primaria: bool = False) -> Any:
    """Entero corto."""
    return _campo(Integer, nulo, server_default=_inicial(inicial), primary_key=primaria)


def largo(*, nulo: bool = False, primaria: bool = False, indice: bool = False) -> Any:
    """Entero de 64 bits: los identificadores de Telegram no caben en 32."""
    return _campo(BigInteger, nulo, primary_key=primaria, autoincrement=False, index=indice or None)


def logico(*, inicial: bool) -> Any:
    """Sí o no."""
    return _campo(Boolean, False, server_default=text("true" if inicial else "false"))


def logico_o_nada() -> Any:
    """Sí, no o no se sabe."""
    return _campo(Boolean, True)


def instante(*, nulo: bool = False) -> Any:
    """Momento exacto, en UTC."""
    return _campo(InstanteUTC, nulo)


def dia(*, nulo: bool = False) -> Any:
    """Día calendario de Bogotá."""
    return _campo(Date, nulo)


def pesos(*, nulo: bool = False, inicial: int | None = None) -> Any:
    """Dinero en centavos."""
    return _campo(PesosColumna, nulo, server_default=_inicial(inicial))


def porcentaje(*, nulo: bool = False) -> Any:
    """Puntos porcentuales en centésimas."""
    return _campo(PorcentajeColumna, nulo)


def cantidad(*, nulo: bool = True) -> Any:
    """Número exacto con los decimales que trajo; puede faltar."""
    return _campo(DecimalTexto, nulo)


def json(*, nulo: bool = False) -> Any:
    """Dato estructurado que la base no consulta por dentro."""
    return _campo(TextoJson, nulo)


def bytes_(*, nulo: bool = False) -> Any:
    """Contenido binario que la base no mira por dentro."""
    return _campo(LargeBinary, nulo)


def _inicial(valor: int | None) -> Any:
    return None if valor is None else text(str(valor))


def uno_de(columna: str, valores: type[StrEnum]) -> CheckConstraint:
    """Cheque de que la columna trae uno de los valores del tipo enumerado."""
    lista = ", ".join(f"'{valor.value}'" for valor in valores)
    return CheckConstraint(f"{columna} IN ({lista})", name=f"{columna}_conocido")


def no_negativo(*columnas: str) -> tuple[CheckConstraint, ...]:
    """Un cheque por columna: ninguna baja de cero."""
    return tuple(CheckConstraint(f"{columna} >= 0", name=f"{columna}_no_negativo") for columna in columnas)


def unica(*columnas: str) -> Unica:
    """Combinación que no se repite."""
    return Unica(*columnas)


def indice(nombre: str, *columnas: str, unico: bool = False, donde: str | None = None) -> Index:
    """Índice, parcial si trae condición (la misma en los dos motores)."""
    condicion = None if donde is None else text(donde)
    return Index(nombre, *columnas, unique=unico, sqlite_where=condicion, postgresql_where=condicion)
