"""Entidades, dependencias, personas e invitaciones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Crea las tablas en el orden en que se nombran unas a otras."""
    _entidad()
    _dependencia()
    _persona()
    _invitacion()
    _intento_vinculacion()


def downgrade() -> None:
    """Quita las tablas."""
    op.drop_table("intento_vinculacion")
    op.drop_table("invitacion")
    op.drop_table("persona")
    op.drop_table("dependencia")
    op.drop_table("entidad")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _entidad() -> None:
    op.create_table(
        "entidad",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        sa.Column("codigo", sa.Text(), nullable=False),
        sa.Column("nombre", sa.Text(), nullable=False),
        sa.Column("periodicidad", sa.Text(), nullable=False),
        sa.Column("gracia", sa.Integer(), nullable=False),
        sa.Column("bandas", sa.Text(), nullable=False),
        sa.Column("festivos", sa.Text(), nullable=False),
        sa.Column("sabado_habil", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.PrimaryKeyConstraint("id", name="pk_entidad"),
        sa.CheckConstraint("gracia >= 0", name=op.f("ck_entidad_gracia_no_negativo")),
        sa.CheckConstraint("periodicidad IN ('T', 'M')", name=op.f("ck_entidad_periodicidad_conocido")),
        sa.UniqueConstraint("codigo", name="uq_entidad_codigo"),
    )


def _dependencia() -> None:
    op.create_table(
        "dependencia",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("dependencia", "entidad_id", "entidad"),
        sa.Column("codigo", sa.Text(), nullable=True),
        sa.Column("nombre", sa.Text(), nullable=False),
        sa.Column("nombre_normalizado", sa.Text(), nullable=False),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dependencia"),
        sa.UniqueConstraint(
            "entidad_id", "nombre_normalizado", name="uq_dependencia_entidad_id_nombre_normalizado"
        ),
    )


def _persona() -> None:
    op.create_table(
        "persona",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("persona", "entidad_id", "entidad"),
        sa.Column("nombre", sa.Text(), nullable=False),
        sa.Column("nombre_normalizado", sa.Text(), nullable=False),
        sa.Column("cargo", sa.Text(), nullable=True),
        sa.Column("rol", sa.Text(), nullable=False),
        _ajena("persona", "dependencia_id", "dependencia", nula=True),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("acepto_aviso_en", INSTANTE, nullable=True),
        sa.Column("activa", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("inalcanzable", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.PrimaryKeyConstraint("id", name="pk_persona"),
        sa.CheckConstraint(
            "rol IN ('administracion', 'planeacion', 'jefe', 'responsable', 'consulta')",
            name=op.f("ck_persona_rol_conocido"),
        ),
    )
    op.create_index("ix_persona_entidad_nombre", "persona", ["entidad_id", "nombre_normalizado"])
    op.create_index(
        "uq_persona_telegram_activa",
        "persona",
        ["telegram_id"],
        unique=True,
        sqlite_where=sa.text("activa"),
        postgresql_where=sa.text("activa"),
    )


def _invitacion() -> None:
    op.create_table(
        "invitacion",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("invitacion", "persona_id", "persona"),
        sa.Column("resumen", sa.Text(), nullable=False),
        sa.Column("vence_en", INSTANTE, nullable=False),
        _ajena("invitacion", "creada_por", "persona", nula=True),
        sa.Column("usada_en", INSTANTE, nullable=True),
        sa.Column("anulada", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.PrimaryKeyConstraint("id", name="pk_invitacion"),
        sa.UniqueConstraint("resumen", name="uq_invitacion_resumen"),
    )
    op.create_index("ix_invitacion_persona_id", "invitacion", ["persona_id"])


def _intento_vinculacion() -> None:
    op.create_table(
        "intento_vinculacion",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("cuando", INSTANTE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_intento_vinculacion"),
    )
    op.create_index("ix_intento_vinculacion_cuenta", "intento_vinculacion", ["telegram_id", "cuando"])
