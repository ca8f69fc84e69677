"""Resultados de las metas."""

from __future__ import annotations

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Resultados de las metas."""


def downgrade() -> None:
    """Deshace lo anterior."""
