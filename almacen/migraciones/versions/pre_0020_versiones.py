"""Versiones del plan, programación original y logros de las metas."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)
_CON_NUMERO = sa.text("numero IS NOT NULL")


def upgrade() -> None:
    """Crea las tablas; la programación ya cargada es, por ahora, la original."""
    _edicion_del_plan()
    _por_anio("programacion_original", valor_nulo=True)
    _por_anio("logro_de_meta", valor_nulo=False)
    op.execute(
        "INSERT INTO programacion_original (meta_id, anio, entidad_id, vigencia, valor) "
        "SELECT meta_id, anio, entidad_id, vigencia, valor FROM programacion_meta"
    )
    if op.get_bind().dialect.name == "postgresql":
        _prohibir_en_postgres()
    else:
        _prohibir_en_sqlite()


def downgrade() -> None:
    """Quita las tablas."""
    op.drop_table("logro_de_meta")
    op.drop_table("programacion_original")
    op.drop_table("edicion_del_plan")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION edicion_es_de_solo_adicion()")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _edicion_del_plan() -> None:
    op.create_table(
        "edicion_del_plan",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("edicion_del_plan", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("secuencia", sa.Integer(), nullable=False),
        sa.Column("clase", sa.Text(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=True),
        sa.Column("en", INSTANTE, nullable=False),
        _ajena("edicion_del_plan", "autor_id", "persona", nula=True),
        sa.Column("origen", sa.Text(), nullable=False),
        sa.Column("razon", sa.Text(), nullable=True),
        sa.Column("acto", sa.Text(), nullable=True),
        sa.Column("acto_fecha", sa.Date(), nullable=True),
        sa.Column("huella", sa.Text(), nullable=False),
        sa.Column("huella_foto", sa.Text(), nullable=False),
        _ajena("edicion_del_plan", "foto_de", "edicion_del_plan", nula=True),
        sa.Column("foto", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_edicion_del_plan"),
        sa.CheckConstraint(
            "clase IN ('borrador', 'aprobada', 'modificacion', 'seguimiento')",
            name=op.f("ck_edicion_del_plan_clase_conocido"),
        ),
        sa.UniqueConstraint(
            "entidad_id", "vigencia", "secuencia", name="uq_edicion_del_plan_entidad_id_vigencia_secuencia"
        ),
    )
    op.create_index(
        "uq_edicion_del_plan_numero",
        "edicion_del_plan",
        ["entidad_id", "vigencia", "numero"],
        unique=True,
        sqlite_where=_CON_NUMERO,
        postgresql_where=_CON_NUMERO,
    )


def _por_anio(tabla: str, *, valor_nulo: bool) -> None:
    op.create_table(
        tabla,
        _ajena(tabla, "meta_id", "meta"),
        sa.Column("anio", sa.Integer(), autoincrement=False, nullable=False),
        _ajena(tabla, "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("valor", sa.Text(), nullable=valor_nulo),
        sa.PrimaryKeyConstraint("meta_id", "anio", name=f"pk_{tabla}"),
    )


def _prohibir_en_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER edicion_sin_cambios BEFORE UPDATE ON edicion_del_plan "
        "BEGIN SELECT RAISE(ABORT, 'las ediciones del plan son de solo adición'); END"
    )
    op.execute(
        "CREATE TRIGGER edicion_sin_borrados BEFORE DELETE ON edicion_del_plan "
        "BEGIN SELECT RAISE(ABORT, 'las ediciones del plan son de solo adición'); END"
    )


def _prohibir_en_postgres() -> None:
    op.execute(
        "CREATE FUNCTION edicion_es_de_solo_adicion() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'las ediciones del plan son de solo adición'; END $$"
    )
    op.execute(
        "CREATE TRIGGER edicion_sin_cambios BEFORE UPDATE OR DELETE ON edicion_del_plan "
        "FOR EACH ROW EXECUTE FUNCTION edicion_es_de_solo_adicion()"
    )
