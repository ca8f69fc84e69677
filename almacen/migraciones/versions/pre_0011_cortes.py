"""Cortes abiertos, prorrogados y cerrados a mano."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Crea las tablas: sin filas, cada corte sigue el calendario de su entidad."""
    _acto_de_corte()
    _omision_de_corte()


def downgrade() -> None:
    """Quita las tablas."""
    op.drop_table("omision_de_corte")
    op.drop_table("acto_de_corte")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _acto_de_corte() -> None:
    op.create_table(
        "acto_de_corte",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("acto_de_corte", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("corte", sa.Text(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("accion", sa.Text(), nullable=False),
        sa.Column("hasta", sa.Date(), nullable=True),
        sa.Column("motivo", sa.Text(), nullable=True),
        _ajena("acto_de_corte", "autor_id", "persona", nula=True),
        sa.Column("en", INSTANTE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_acto_de_corte"),
        sa.CheckConstraint(
            "accion IN ('abrir', 'cerrar', 'prorrogar', 'reabrir')",
            name=op.f("ck_acto_de_corte_accion_conocido"),
        ),
        sa.UniqueConstraint("entidad_id", "corte", "numero", name="uq_acto_de_corte_entidad_id_corte_numero"),
    )
    op.create_index("ix_acto_de_corte_vigencia", "acto_de_corte", ["entidad_id", "vigencia"])


def _omision_de_corte() -> None:
    op.create_table(
        "omision_de_corte",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("omision_de_corte", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        _ajena("omision_de_corte", "acto_id", "acto_de_corte"),
        sa.Column("corte", sa.Text(), nullable=False),
        _ajena("omision_de_corte", "actividad_id", "actividad", nula=True),
        _ajena("omision_de_corte", "meta_id", "meta", nula=True),
        _ajena("omision_de_corte", "dependencia_id", "dependencia", nula=True),
        _ajena("omision_de_corte", "responsable_id", "persona", nula=True),
        sa.Column("responsable", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_omision_de_corte"),
        sa.CheckConstraint(
            "(actividad_id IS NULL) <> (meta_id IS NULL)", name=op.f("ck_omision_de_corte_una_cosa")
        ),
        sa.UniqueConstraint(
            "acto_id", "actividad_id", "meta_id", name="uq_omision_de_corte_acto_id_actividad_id_meta_id"
        ),
    )
