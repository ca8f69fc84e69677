"""Perfiles de importación y libros recibidos."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Crea las tablas: sin perfiles, cada formato ajeno se propone de nuevo."""
    _perfil_de_importacion()
    _libro_recibido()


def downgrade() -> None:
    """Quita las tablas; los archivos recibidos quedan en la carpeta de datos."""
    op.drop_table("libro_recibido")
    op.drop_table("perfil_de_importacion")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _perfil_de_importacion() -> None:
    op.create_table(
        "perfil_de_importacion",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("perfil_de_importacion", "entidad_id", "entidad"),
        sa.Column("nombre", sa.Text(), nullable=False),
        sa.Column("nombre_normalizado", sa.Text(), nullable=False),
        sa.Column("huella", sa.Text(), nullable=False),
        sa.Column("contenido", sa.Text(), nullable=False),
        sa.Column("desde", INSTANTE, nullable=False),
        _ajena("perfil_de_importacion", "autor_id", "persona", nula=True),
        sa.PrimaryKeyConstraint("id", name="pk_perfil_de_importacion"),
        sa.UniqueConstraint(
            "entidad_id",
            "nombre_normalizado",
            name="uq_perfil_de_importacion_entidad_id_nombre_normalizado",
        ),
    )


def _libro_recibido() -> None:
    op.create_table(
        "libro_recibido",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("libro_recibido", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("huella", sa.Text(), nullable=False),
        sa.Column("nombre", sa.Text(), nullable=False),
        sa.Column("tamano", sa.BigInteger(), nullable=False),
        sa.Column("ruta", sa.Text(), nullable=False),
        sa.Column("perfil", sa.Text(), nullable=True),
        sa.Column("perfil_normalizado", sa.Text(), nullable=True),
        sa.Column("aplicado", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("recibido", INSTANTE, nullable=False),
        _ajena("libro_recibido", "autor_id", "persona", nula=True),
        sa.PrimaryKeyConstraint("id", name="pk_libro_recibido"),
    )
    op.create_index("ix_libro_recibido_vigencia", "libro_recibido", ["entidad_id", "vigencia"])
