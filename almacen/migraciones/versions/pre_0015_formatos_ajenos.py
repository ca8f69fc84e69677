"""Lo que traen los formatos de las entidades: producto, jerarquía propia, y si vino sin fechas o código."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Agrega las columnas; lo ya guardado trae fechas y código."""
    for nombre in ("producto_codigo", "producto", "niveles"):
        op.add_column("actividad", sa.Column(nombre, sa.Text(), nullable=True))
    for nombre in ("sin_fechas", "sin_codigo"):
        op.add_column(
            "actividad", sa.Column(nombre, sa.Boolean(), nullable=False, server_default=sa.text("false"))
        )


def downgrade() -> None:
    """Quita las columnas."""
    for nombre in ("sin_codigo", "sin_fechas", "niveles", "producto", "producto_codigo"):
        op.drop_column("actividad", nombre)
