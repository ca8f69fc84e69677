"""Borradores que se dejan para después."""

from __future__ import annotations

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Borradores que se dejan para después."""


def downgrade() -> None:
    """Deshace lo anterior."""
