"""Recordatorios."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Crea las tablas en el orden en que se nombran unas a otras."""
    _recordatorio()


def downgrade() -> None:
    """Quita las tablas."""
    op.drop_table("recordatorio")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _recordatorio() -> None:
    op.create_table(
        "recordatorio",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        sa.Column("clave", sa.Text(), nullable=False),
        _ajena("recordatorio", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("hito", sa.Text(), nullable=False),
        _ajena("recordatorio", "actividad_id", "actividad"),
        _ajena("recordatorio", "persona_id", "persona"),
        sa.Column("fin", sa.Date(), nullable=False),
        sa.Column("programado", INSTANTE, nullable=False),
        sa.Column("caduca", INSTANTE, nullable=False),
        sa.Column("estado", sa.Text(), nullable=False),
        sa.Column("arriendo_hasta", INSTANTE, nullable=True),
        sa.Column("resuelto_en", INSTANTE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_recordatorio"),
        sa.CheckConstraint(
            "estado IN ('programado', 'enviado', 'cumplido', 'cancelado', 'vencido', 'no_entregable')",
            name=op.f("ck_recordatorio_estado_conocido"),
        ),
        sa.UniqueConstraint("clave", name="uq_recordatorio_clave"),
    )
    op.create_index("ix_recordatorio_entidad", "recordatorio", ["entidad_id", "estado"])
    op.create_index(
        "ix_recordatorio_pendiente",
        "recordatorio",
        ["programado", "id"],
        sqlite_where=sa.text("estado = 'programado'"),
        postgresql_where=sa.text("estado = 'programado'"),
    )
