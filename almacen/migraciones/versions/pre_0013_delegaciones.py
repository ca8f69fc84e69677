"""Delegaciones y cambios de rol."""

from __future__ import annotations

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Delegaciones y cambios de rol."""


def downgrade() -> None:
    """Deshace lo anterior."""
