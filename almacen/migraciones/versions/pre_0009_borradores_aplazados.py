"""Borradores que se dejan para después, preguntas por contestar y de qué habla cada mensaje enviado."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Crea las dos tablas y la columna."""
    _aplazado()
    _duda()
    op.add_column("salida", sa.Column("objeto", sa.Text(), nullable=True))
    op.create_index(
        "ix_salida_objeto",
        "salida",
        ["chat_id", "mensaje_id"],
        sqlite_where=sa.text("objeto IS NOT NULL"),
        postgresql_where=sa.text("objeto IS NOT NULL"),
    )


def downgrade() -> None:
    """Quita lo creado; lo aplazado se pierde."""
    op.drop_index("ix_salida_objeto", "salida")
    op.drop_column("salida", "objeto")
    op.drop_table("duda")
    op.drop_table("borrador_aplazado")


def _persona(tabla: str) -> sa.Column[int]:
    referencia = sa.ForeignKey("persona.id", name=f"fk_{tabla}_persona_id")
    return sa.Column("persona_id", IDENTIFICADOR, referencia, autoincrement=False, nullable=False)


def _aplazado() -> None:
    op.create_table(
        "borrador_aplazado",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _persona("borrador_aplazado"),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("titulo", sa.Text(), nullable=False),
        sa.Column("asunto", sa.Text(), nullable=False),
        sa.Column("esquema", sa.Integer(), nullable=False),
        sa.Column("clave_envio", sa.Text(), nullable=False),
        sa.Column("respuestas", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("editando", sa.Text(), nullable=True),
        sa.Column("actualizado_en", INSTANTE, nullable=False),
        sa.Column("vence_en", INSTANTE, nullable=False),
        sa.Column("aplazado_en", INSTANTE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_borrador_aplazado"),
        sa.UniqueConstraint("clave_envio", name="uq_borrador_aplazado_clave_envio"),
        # Sin reusar números: los botones lo nombran por el suyo.
        sqlite_autoincrement=True,
    )
    op.create_index("ix_borrador_aplazado_persona", "borrador_aplazado", ["persona_id", "chat_id"])
    op.create_index("ix_borrador_aplazado_en", "borrador_aplazado", ["aplazado_en"])


def _duda() -> None:
    op.create_table(
        "duda",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _persona("duda"),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("clase", sa.Text(), nullable=False),
        sa.Column("frase", sa.Text(), nullable=False),
        sa.Column("datos", sa.Text(), nullable=False),
        sa.Column("borrador", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hecha_en", INSTANTE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_duda"),
        sa.UniqueConstraint("persona_id", "chat_id", name="uq_duda_persona_id_chat_id"),
        sa.CheckConstraint(
            "clase IN ('objeto', 'cruce', 'apertura', 'recordar')", name=op.f("ck_duda_clase_conocido")
        ),
        sqlite_autoincrement=True,
    )
