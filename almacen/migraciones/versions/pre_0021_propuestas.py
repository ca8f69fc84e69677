"""Propuestas de lectura de libros ajenos, y la pregunta que se hace sobre ellas."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_ANTES = "clase IN ('objeto', 'cruce', 'apertura', 'recordar')"
_AHORA = "clase IN ('objeto', 'cruce', 'apertura', 'recordar', 'formato')"
_COPIAR = (
    "INSERT INTO duda_nueva (id, persona_id, chat_id, clase, frase, datos, borrador, version, hecha_en) "
    "SELECT id, persona_id, chat_id, clase, frase, datos, borrador, version, hecha_en FROM duda"
)
_ABRIR_LA_CUENTA = (
    "INSERT INTO sqlite_sequence (name, seq) SELECT 'duda_nueva', 0 "
    "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'duda_nueva')"
)
_SEGUIR_LA_CUENTA = (
    "UPDATE sqlite_sequence SET seq = COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'duda'), 0) "
    "WHERE name = 'duda_nueva'"
)
IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Crea la tabla y admite la clase nueva de pregunta."""
    op.create_table(
        "propuesta_de_lectura",
        sa.Column(
            "encargo_id",
            IDENTIFICADOR,
            sa.ForeignKey("encargo.id", name="fk_propuesta_de_lectura_encargo_id"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("contenido", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("encargo_id", name="pk_propuesta_de_lectura"),
    )
    _admitir(_AHORA)


def downgrade() -> None:
    """Quita la tabla; las preguntas de esa clase se olvidan."""
    op.execute("DELETE FROM duda WHERE clase = 'formato'")
    _admitir(_ANTES)
    op.drop_table("propuesta_de_lectura")


def _admitir(cheque: str) -> None:
    """Cambia las clases de pregunta que se admiten; SQLite no cambia un cheque sin rehacer la tabla."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_duda_clase_conocido"), "duda", type_="check")
        op.create_check_constraint(op.f("ck_duda_clase_conocido"), "duda", cheque)
        return
    op.create_table(
        "duda_nueva",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        sa.Column(
            "persona_id",
            IDENTIFICADOR,
            sa.ForeignKey("persona.id", name="fk_duda_persona_id"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("clase", sa.Text(), nullable=False),
        sa.Column("frase", sa.Text(), nullable=False),
        sa.Column("datos", sa.Text(), nullable=False),
        sa.Column("borrador", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hecha_en", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_duda"),
        sa.UniqueConstraint("persona_id", "chat_id", name="uq_duda_persona_id_chat_id"),
        sa.CheckConstraint(cheque, name=op.f("ck_duda_clase_conocido")),
        sqlite_autoincrement=True,
    )
    op.execute(_COPIAR)
    # Los botones nombran la pregunta por su número: la cuenta sigue donde iba.
    op.execute(_ABRIR_LA_CUENTA)
    op.execute(_SEGUIR_LA_CUENTA)
    op.drop_table("duda")
    op.rename_table("duda_nueva", "duda")
