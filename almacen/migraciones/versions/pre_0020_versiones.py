"""Versiones del plan y programación original."""

from __future__ import annotations

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Crea las tablas."""


def downgrade() -> None:
    """Quita las tablas."""
