"""Por qué se apagó o se rebajó una regla de coherencia."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Los ajustes de antes quedan sin razón: no se pidió."""
    op.add_column("ajuste_de_regla", sa.Column("razon", sa.Text(), nullable=True))


def downgrade() -> None:
    """Olvida las razones."""
    op.drop_column("ajuste_de_regla", "razon")
