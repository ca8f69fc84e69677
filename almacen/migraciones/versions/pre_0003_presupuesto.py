"""Registros financieros, apropiación, POAI y PAC."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Crea las tablas en el orden en que se nombran unas a otras."""
    _registro()
    _apropiacion()
    _poai()
    _pac()


def downgrade() -> None:
    """Quita las tablas."""
    op.drop_table("pac")
    op.drop_table("poai")
    op.drop_table("apropiacion")
    op.drop_table("registro")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _ficha_de_registro() -> list[sa.Column[Any]]:
    return [
        _ajena("registro", "actividad_id", "actividad", nula=True),
        _ajena("registro", "proyecto_id", "proyecto", nula=True),
        _ajena("registro", "dependencia_id", "dependencia"),
        sa.Column("clave_fuente", sa.Text(), nullable=False),
        sa.Column("fuente_codigo", sa.Text(), nullable=True),
        sa.Column("fuente", sa.Text(), nullable=True),
        sa.Column("monto", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.Column("contratacion", sa.Boolean(), nullable=True),
        sa.Column("definitiva", sa.BigInteger(), nullable=True),
        sa.Column("cdp", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.Column("compromisos", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.Column("obligaciones", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
    ]


def _registro() -> None:
    op.create_table(
        "registro",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("registro", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        *_ficha_de_registro(),
        sa.Column("pagos", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.Column("retirado", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("id", name="pk_registro"),
        sa.CheckConstraint("cdp >= 0", name=op.f("ck_registro_cdp_no_negativo")),
        sa.CheckConstraint("compromisos >= 0", name=op.f("ck_registro_compromisos_no_negativo")),
        sa.CheckConstraint("definitiva >= 0", name=op.f("ck_registro_definitiva_no_negativo")),
        sa.CheckConstraint("monto >= 0", name=op.f("ck_registro_monto_no_negativo")),
        sa.CheckConstraint("obligaciones >= 0", name=op.f("ck_registro_obligaciones_no_negativo")),
        sa.CheckConstraint("pagos >= 0", name=op.f("ck_registro_pagos_no_negativo")),
    )
    op.create_index("ix_registro_vigencia", "registro", ["entidad_id", "vigencia"])
    op.create_index("uq_registro_actividad_fuente", "registro", ["actividad_id", "clave_fuente"], unique=True)
    op.create_index(
        "uq_registro_proyecto_fuente",
        "registro",
        ["proyecto_id", "clave_fuente"],
        unique=True,
        sqlite_where=sa.text("actividad_id IS NULL"),
        postgresql_where=sa.text("actividad_id IS NULL"),
    )


def _apropiacion() -> None:
    op.create_table(
        "apropiacion",
        _ajena("apropiacion", "registro_id", "registro"),
        _ajena("apropiacion", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("inicial", sa.BigInteger(), nullable=True),
        sa.Column("adiciones", sa.BigInteger(), nullable=True),
        sa.Column("reducciones", sa.BigInteger(), nullable=True),
        sa.Column("creditos", sa.BigInteger(), nullable=True),
        sa.Column("contracreditos", sa.BigInteger(), nullable=True),
        sa.Column("fecha_corte", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("registro_id", name="pk_apropiacion"),
    )


def _poai() -> None:
    op.create_table(
        "poai",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("poai", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.Column("bpin", sa.Text(), nullable=False),
        sa.Column("proyecto", sa.Text(), nullable=True),
        sa.Column("meta_codigo", sa.Text(), nullable=True),
        sa.Column("dependencia", sa.Text(), nullable=True),
        sa.Column("fuente_codigo", sa.Text(), nullable=True),
        sa.Column("fuente", sa.Text(), nullable=True),
        sa.Column("apropiacion", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_poai"),
    )
    op.create_index("ix_poai_vigencia", "poai", ["entidad_id", "vigencia"])


def _ficha_de_pac() -> list[sa.Column[Any]]:
    return [
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.Column("bpin", sa.Text(), nullable=False),
        sa.Column("fuente_codigo", sa.Text(), nullable=True),
        sa.Column("fuente", sa.Text(), nullable=True),
        sa.Column("enero", sa.BigInteger(), nullable=False),
        sa.Column("febrero", sa.BigInteger(), nullable=False),
        sa.Column("marzo", sa.BigInteger(), nullable=False),
        sa.Column("abril", sa.BigInteger(), nullable=False),
        sa.Column("mayo", sa.BigInteger(), nullable=False),
        sa.Column("junio", sa.BigInteger(), nullable=False),
        sa.Column("julio", sa.BigInteger(), nullable=False),
        sa.Column("agosto", sa.BigInteger(), nullable=False),
    ]


def _pac() -> None:
    op.create_table(
        "pac",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("pac", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        *_ficha_de_pac(),
        sa.Column("septiembre", sa.BigInteger(), nullable=False),
        sa.Column("octubre", sa.BigInteger(), nullable=False),
        sa.Column("noviembre", sa.BigInteger(), nullable=False),
        sa.Column("diciembre", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pac"),
    )
    op.create_index("ix_pac_vigencia", "pac", ["entidad_id", "vigencia"])
