"""Auditoría de solo adición."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Crea la tabla y los disparadores que rechazan editarla o borrarla."""
    _auditoria()
    if op.get_bind().dialect.name == "postgresql":
        _prohibir_en_postgres()
    else:
        _prohibir_en_sqlite()


def downgrade() -> None:
    """Quita las tablas."""
    op.drop_table("auditoria")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION auditoria_es_de_solo_adicion()")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _auditoria() -> None:
    op.create_table(
        "auditoria",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        sa.Column("cadena", sa.Text(), nullable=False),
        sa.Column("secuencia", sa.Integer(), nullable=False),
        _ajena("auditoria", "entidad_id", "entidad", nula=True),
        _ajena("auditoria", "actor_id", "persona", nula=True),
        sa.Column("accion", sa.Text(), nullable=False),
        sa.Column("objeto", sa.Text(), nullable=False),
        sa.Column("antes", sa.Text(), nullable=True),
        sa.Column("despues", sa.Text(), nullable=True),
        sa.Column("update_id", sa.BigInteger(), nullable=True),
        sa.Column("canal", sa.Text(), nullable=False),
        sa.Column("cuando", INSTANTE, nullable=False),
        sa.Column("previo", sa.Text(), nullable=False),
        sa.Column("resumen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_auditoria"),
        sa.UniqueConstraint("cadena", "secuencia", name="uq_auditoria_cadena_secuencia"),
    )
    op.create_index("ix_auditoria_entidad", "auditoria", ["entidad_id", "secuencia"])


def _prohibir_en_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER auditoria_sin_cambios BEFORE UPDATE ON auditoria "
        "BEGIN SELECT RAISE(ABORT, 'la auditoría es de solo adición'); END"
    )
    op.execute(
        "CREATE TRIGGER auditoria_sin_borrados BEFORE DELETE ON auditoria "
        "BEGIN SELECT RAISE(ABORT, 'la auditoría es de solo adición'); END"
    )


def _prohibir_en_postgres() -> None:
    op.execute(
        "CREATE FUNCTION auditoria_es_de_solo_adicion() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'la auditoría es de solo adición'; END $$"
    )
    op.execute(
        "CREATE TRIGGER auditoria_sin_cambios BEFORE UPDATE OR DELETE ON auditoria "
        "FOR EACH ROW EXECUTE FUNCTION auditoria_es_de_solo_adicion()"
    )
    op.execute(
        "CREATE TRIGGER auditoria_sin_vaciado BEFORE TRUNCATE ON auditoria "
        "FOR EACH STATEMENT EXECUTE FUNCTION auditoria_es_de_solo_adicion()"
    )
