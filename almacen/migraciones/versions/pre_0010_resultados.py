"""Resultados de las metas, y cuántos caracteres admite la entidad en lo narrado."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Crea la tabla de resultados con sus índices; ninguna entidad tiene límite hasta que lo diga."""
    op.add_column("entidad", sa.Column("limite_narrativa", sa.Integer(), nullable=True))
    op.create_table(
        "resultado",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        *_ficha(),
        sa.Column("estado", sa.Text(), nullable=False),
        sa.Column("extemporaneo", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        _ajena("autor_id", "persona", nula=True),
        sa.Column("reportado_en", INSTANTE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _ajena("reemplaza_id", "resultado", nula=True),
        sa.Column("numero_edicion", sa.Integer(), nullable=True),
        sa.Column("motivo_correccion", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_resultado"),
        sa.CheckConstraint(
            "estado IN ('enviado', 'aprobado', 'devuelto')", name=op.f("ck_resultado_estado_conocido")
        ),
        sa.UniqueConstraint("clave_envio", name="uq_resultado_clave_envio"),
        sa.UniqueConstraint("entidad_id", "folio", name="uq_resultado_entidad_id_folio"),
    )
    op.create_index("ix_resultado_meta", "resultado", ["meta_id", "version"])
    op.create_index("ix_resultado_vigencia", "resultado", ["entidad_id", "vigencia", "corte_hasta"])
    por_revisar = sa.text("estado = 'enviado'")
    op.create_index(
        "ix_resultado_por_revisar",
        "resultado",
        ["entidad_id", "id"],
        sqlite_where=por_revisar,
        postgresql_where=por_revisar,
    )


def downgrade() -> None:
    """Quita la tabla y el ajuste."""
    op.drop_table("resultado")
    op.drop_column("entidad", "limite_narrativa")


def _ajena(columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_resultado_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _ficha() -> list[sa.Column[Any]]:
    return [
        _ajena("meta_id", "meta"),
        sa.Column("clave_envio", sa.Text(), nullable=False),
        sa.Column("folio", sa.Text(), nullable=False),
        sa.Column("corte", sa.Text(), nullable=False),
        sa.Column("corte_hasta", sa.Date(), nullable=False),
        sa.Column("valor", sa.Text(), nullable=False),
        sa.Column("proyeccion", sa.Text(), nullable=True),
        sa.Column("logro", sa.Text(), nullable=True),
        sa.Column("analisis", sa.Text(), nullable=True),
        sa.Column("dificultades", sa.Text(), nullable=True),
        sa.Column("aclaracion", sa.Text(), nullable=True),
    ]
