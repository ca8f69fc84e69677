"""Catálogos oficiales que carga la entidad."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)
VIGENTE = "reemplazada_en IS NULL"
GENERAL = f"{VIGENTE} AND entidad_id IS NULL"


def upgrade() -> None:
    """Crea las tablas, vacías: ningún catálogo viene con el programa."""
    op.create_table(
        "carga_de_catalogo",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("carga_de_catalogo", "entidad_id", "entidad", nula=True),
        sa.Column("tipo", sa.Text(), nullable=False),
        sa.Column("fecha", sa.Date(), nullable=False),
        sa.Column("cuantos", sa.Integer(), nullable=False),
        sa.Column("huella", sa.Text(), nullable=False),
        sa.Column("archivo", sa.Text(), nullable=False),
        _ajena("carga_de_catalogo", "autor_id", "persona", nula=True),
        sa.Column("cargada_en", INSTANTE, nullable=False),
        sa.Column("reemplazada_en", INSTANTE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_carga_de_catalogo"),
        sa.CheckConstraint(
            "tipo IN ('mga-producto', 'mga-indicador', 'fuente', 'divipola')",
            name=op.f("ck_carga_de_catalogo_tipo_conocido"),
        ),
        sa.CheckConstraint("cuantos >= 0", name=op.f("ck_carga_de_catalogo_cuantos_no_negativo")),
    )
    _indice_unico("uq_carga_de_catalogo_vigente", ["entidad_id", "tipo"], VIGENTE)
    _indice_unico("uq_carga_de_catalogo_general", ["tipo"], GENERAL)
    op.create_table(
        "codigo_de_catalogo",
        _ajena("codigo_de_catalogo", "carga_id", "carga_de_catalogo"),
        sa.Column("codigo", sa.Text(), nullable=False),
        sa.Column("nombre", sa.Text(), nullable=False),
        sa.Column("detalle", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("carga_id", "codigo", name="pk_codigo_de_catalogo"),
    )


def downgrade() -> None:
    """Quita las tablas."""
    op.drop_table("codigo_de_catalogo")
    op.drop_table("carga_de_catalogo")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _indice_unico(nombre: str, columnas: list[str], donde: str) -> None:
    condicion = sa.text(donde)
    op.create_index(
        nombre,
        "carga_de_catalogo",
        columnas,
        unique=True,
        sqlite_where=condicion,
        postgresql_where=condicion,
    )
