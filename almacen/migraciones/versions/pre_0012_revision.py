"""Decisiones sobre los reportes, y el visto bueno de la jefatura como ajuste de la entidad."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)
_REPORTES = ("avance", "ejecucion")


def upgrade() -> None:
    """Crea las tablas; ninguna entidad pide visto bueno hasta que lo decida."""
    op.add_column(
        "entidad", sa.Column("visto_bueno", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    _revision()
    op.create_table(
        "tarjeta_de_revision",
        _ajena("tarjeta_de_revision", "persona_id", "persona"),
        sa.Column("folio", sa.Text(), nullable=False),
        sa.Column("cuando", INSTANTE, nullable=False),
        sa.PrimaryKeyConstraint("persona_id", name="pk_tarjeta_de_revision"),
    )
    for tabla in _REPORTES:
        _indice(f"ix_{tabla}_reemplaza", tabla, ["reemplaza_id"], "reemplaza_id IS NOT NULL")
        _indice(f"ix_{tabla}_por_revisar", tabla, ["entidad_id", "vigencia"], "estado = 'enviado'")


def downgrade() -> None:
    """Quita las tablas, los índices y el ajuste."""
    for tabla in _REPORTES:
        op.drop_index(f"ix_{tabla}_por_revisar", tabla)
        op.drop_index(f"ix_{tabla}_reemplaza", tabla)
    op.drop_table("tarjeta_de_revision")
    op.drop_table("revision")
    op.drop_column("entidad", "visto_bueno")


def _ajena(tabla: str, columna: str, destino: str) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=False)


def _indice(nombre: str, tabla: str, columnas: list[str], donde: str, *, unico: bool = False) -> None:
    condicion = sa.text(donde)
    op.create_index(nombre, tabla, columnas, unique=unico, sqlite_where=condicion, postgresql_where=condicion)


def _revision() -> None:
    op.create_table(
        "revision",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("revision", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("tipo", sa.Text(), nullable=False),
        sa.Column("reporte_id", sa.BigInteger(), nullable=False),
        sa.Column("folio", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("observacion", sa.Text(), nullable=True),
        sa.Column("subsanar", sa.Text(), nullable=True),
        sa.Column("campo", sa.Text(), nullable=True),
        _ajena("revision", "revisor_id", "persona"),
        sa.Column("cuando", INSTANTE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        sa.CheckConstraint(
            "tipo IN ('avance', 'ejecucion', 'resultado')", name=op.f("ck_revision_tipo_conocido")
        ),
        sa.CheckConstraint(
            "decision IN ('aprobado', 'devuelto', 'visto_bueno')",
            name=op.f("ck_revision_decision_conocido"),
        ),
    )
    _indice(
        "uq_revision_en_firme", "revision", ["tipo", "reporte_id"], "decision <> 'visto_bueno'", unico=True
    )
    _indice(
        "uq_revision_visto_bueno", "revision", ["tipo", "reporte_id"], "decision = 'visto_bueno'", unico=True
    )
    op.create_index("ix_revision_vigencia", "revision", ["entidad_id", "vigencia"])
