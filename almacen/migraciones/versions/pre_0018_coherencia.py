"""Ajustes de las reglas de coherencia y hallazgos aceptados."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Crea las tablas: sin filas, las reglas valen como vienen y nada está aceptado."""
    op.create_table(
        "ajuste_de_regla",
        _ajena("ajuste_de_regla", "entidad_id", "entidad"),
        sa.Column("regla", sa.Text(), nullable=False),
        sa.Column("apagada", sa.Boolean(), nullable=True),
        sa.Column("severidad", sa.Text(), nullable=True),
        sa.Column("umbral", sa.Text(), nullable=True),
        _ajena("ajuste_de_regla", "autor_id", "persona", nula=True),
        sa.Column("en", INSTANTE, nullable=False),
        sa.PrimaryKeyConstraint("entidad_id", "regla", name="pk_ajuste_de_regla"),
    )
    op.create_table(
        "hallazgo_aceptado",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("hallazgo_aceptado", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("regla", sa.Text(), nullable=False),
        sa.Column("objeto", sa.Text(), nullable=False),
        sa.Column("mensaje", sa.Text(), nullable=False),
        sa.Column("huella", sa.Text(), nullable=False),
        sa.Column("razon", sa.Text(), nullable=False),
        _ajena("hallazgo_aceptado", "autor_id", "persona", nula=True),
        sa.Column("en", INSTANTE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hallazgo_aceptado"),
        sa.UniqueConstraint(
            "entidad_id", "vigencia", "huella", name="uq_hallazgo_aceptado_entidad_id_vigencia_huella"
        ),
    )


def downgrade() -> None:
    """Quita las tablas."""
    op.drop_table("hallazgo_aceptado")
    op.drop_table("ajuste_de_regla")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)
