"""Catálogos oficiales que carga la entidad."""

from __future__ import annotations

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Crea las tablas."""


def downgrade() -> None:
    """Quita las tablas."""
