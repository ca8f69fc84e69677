"""De qué mensaje salió cada respuesta, y cómo llegó cada evidencia."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Crea la tabla y clasifica lo ya guardado: las fotos se reconocen por el nombre que se les daba."""
    op.create_table(
        "mensaje_de_reporte",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mensaje_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "entidad_id",
            IDENTIFICADOR,
            sa.ForeignKey("entidad.id", name="fk_mensaje_de_reporte_entidad_id"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("folio", sa.Text(), nullable=False),
        sa.Column("paso", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "mensaje_id", name="pk_mensaje_de_reporte"),
    )
    op.add_column("evidencia", sa.Column("clase", sa.Text(), nullable=False, server_default="documento"))
    op.execute("UPDATE evidencia SET clase = 'foto' WHERE mime = 'image/jpeg' AND nombre = 'foto.jpg'")
    op.create_index("ix_evidencia_contenido", "evidencia", ["entidad_id", "sha256"])
    op.create_index("ix_evidencia_archivo", "evidencia", ["entidad_id", "file_unique_id"])


def downgrade() -> None:
    """Quita la tabla, la columna y los índices."""
    op.drop_index("ix_evidencia_archivo", "evidencia")
    op.drop_index("ix_evidencia_contenido", "evidencia")
    op.drop_column("evidencia", "clase")
    op.drop_table("mensaje_de_reporte")
