"""Correcciones en cadena, aclaraciones, modalidad del reporte y quién subió cada evidencia."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INSTANTE = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Agrega las columnas; lo ya guardado queda como reporte normal y sin corregir."""
    for tabla in ("avance", "ejecucion"):
        op.add_column(tabla, sa.Column("aclaracion", sa.Text(), nullable=True))
        _ajena(tabla, "reemplaza_id", tabla)
        op.add_column(tabla, sa.Column("numero_edicion", sa.Integer(), nullable=True))
        op.add_column(tabla, sa.Column("motivo_correccion", sa.Text(), nullable=True))
    op.add_column(
        "avance", sa.Column("modalidad", sa.Text(), nullable=False, server_default=sa.text("'normal'"))
    )
    _ajena("evidencia", "subida_por", "persona")
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


def _ajena(tabla: str, columna: str, destino: str) -> None:
    """Referencia nueva; en una sola sentencia porque SQLite no agrega restricciones después."""
    tipo = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(
        f"ALTER TABLE {tabla} ADD COLUMN {columna} {tipo} "
        f"CONSTRAINT fk_{tabla}_{columna} REFERENCES {destino} (id)"
    )
