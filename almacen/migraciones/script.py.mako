"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel  # noqa: F401 - lo nombran los tipos que Alembic escribe
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Aplica el cambio."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Deshace el cambio."""
    ${downgrades if downgrades else "pass"}
