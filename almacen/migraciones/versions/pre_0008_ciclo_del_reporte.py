"""Correcciones en cadena, aclaraciones, modalidad del reporte y quién subió cada evidencia."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INSTANTE = sa.DateTime(timezone=True)
# Enteras y en una sola sentencia: SQLite no agrega una referencia a una columna que ya existe.
_AJENAS = {
    "postgresql": (
        "ALTER TABLE avance ADD COLUMN reemplaza_id BIGINT"
        " CONSTRAINT fk_avance_reemplaza_id REFERENCES avance (id)",
        "ALTER TABLE ejecucion ADD COLUMN reemplaza_id BIGINT"
        " CONSTRAINT fk_ejecucion_reemplaza_id REFERENCES ejecucion (id)",
        "ALTER TABLE evidencia ADD COLUMN subida_por BIGINT"
        " CONSTRAINT fk_evidencia_subida_por REFERENCES persona (id)",
    ),
    "sqlite": (
        "ALTER TABLE avance ADD COLUMN reemplaza_id INTEGER"
        " CONSTRAINT fk_avance_reemplaza_id REFERENCES avance (id)",
        "ALTER TABLE ejecucion ADD COLUMN reemplaza_id INTEGER"
        " CONSTRAINT fk_ejecucion_reemplaza_id REFERENCES ejecucion (id)",
        "ALTER TABLE evidencia ADD COLUMN subida_por INTEGER"
        " CONSTRAINT fk_evidencia_subida_por REFERENCES persona (id)",
    ),
}


def upgrade() -> None:
    """Agrega las columnas; lo ya guardado queda como reporte normal y sin corregir."""
    for tabla in ("avance", "ejecucion"):
        op.add_column(tabla, sa.Column("aclaracion", sa.Text(), nullable=True))
        op.add_column(tabla, sa.Column("numero_edicion", sa.Integer(), nullable=True))
        op.add_column(tabla, sa.Column("motivo_correccion", sa.Text(), nullable=True))
    op.add_column("avance", sa.Column("modalidad", sa.Text(), nullable=False, server_default="normal"))
    for sentencia in _AJENAS[op.get_bind().dialect.name]:
        op.execute(sentencia)
    op.add_column("evidencia", sa.Column("recibida_en", INSTANTE, nullable=True))
    op.add_column("evidencia", sa.Column("latitud", sa.Text(), nullable=True))
    op.add_column("evidencia", sa.Column("longitud", sa.Text(), nullable=True))


def downgrade() -> None:
    """Quita las columnas."""
    for columna in ("longitud", "latitud", "recibida_en", "subida_por"):
        op.drop_column("evidencia", columna)
    op.drop_column("avance", "modalidad")
    for tabla in ("ejecucion", "avance"):
        for columna in ("motivo_correccion", "numero_edicion", "reemplaza_id", "aclaracion"):
            op.drop_column(tabla, columna)
