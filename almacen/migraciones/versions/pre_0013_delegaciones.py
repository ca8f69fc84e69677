"""Delegaciones y cambios de rol."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)
_ROLES = "('administracion', 'planeacion', 'jefe', 'responsable', 'consulta')"


def upgrade() -> None:
    """Crea las tablas en el orden en que se nombran unas a otras."""
    _delegacion()
    _reporte_delegado()
    _cambio_de_rol()


def downgrade() -> None:
    """Quita las tablas."""
    op.drop_table("cambio_de_rol")
    op.drop_table("reporte_delegado")
    op.drop_table("delegacion")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _delegacion() -> None:
    op.create_table(
        "delegacion",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("delegacion", "entidad_id", "entidad"),
        _ajena("delegacion", "titular_id", "persona"),
        _ajena("delegacion", "delegado_id", "persona"),
        sa.Column("desde", sa.Date(), nullable=False),
        sa.Column("hasta", sa.Date(), nullable=False),
        sa.Column("motivo", sa.Text(), nullable=True),
        _ajena("delegacion", "creada_por", "persona", nula=True),
        sa.Column("creada_en", INSTANTE, nullable=False),
        _ajena("delegacion", "terminada_por", "persona", nula=True),
        sa.Column("terminada_en", INSTANTE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_delegacion"),
    )
    for papel in ("titular", "delegado"):
        op.create_index(
            f"ix_delegacion_{papel}",
            "delegacion",
            [f"{papel}_id", "hasta"],
            sqlite_where=sa.text("terminada_en IS NULL"),
            postgresql_where=sa.text("terminada_en IS NULL"),
        )


def _reporte_delegado() -> None:
    op.create_table(
        "reporte_delegado",
        _ajena("reporte_delegado", "entidad_id", "entidad"),
        sa.Column("folio", sa.Text(), nullable=False),
        _ajena("reporte_delegado", "delegacion_id", "delegacion"),
        sa.PrimaryKeyConstraint("entidad_id", "folio", name="pk_reporte_delegado"),
    )
    op.create_index("ix_reporte_delegado_delegacion_id", "reporte_delegado", ["delegacion_id"])


def _cambio_de_rol() -> None:
    op.create_table(
        "cambio_de_rol",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("cambio_de_rol", "entidad_id", "entidad"),
        _ajena("cambio_de_rol", "persona_id", "persona"),
        sa.Column("rol_anterior", sa.Text(), nullable=False),
        sa.Column("rol_nuevo", sa.Text(), nullable=False),
        _ajena("cambio_de_rol", "dependencia_anterior", "dependencia", nula=True),
        _ajena("cambio_de_rol", "dependencia_nueva", "dependencia", nula=True),
        sa.Column("motivo", sa.Text(), nullable=True),
        _ajena("cambio_de_rol", "pedido_por", "persona", nula=True),
        sa.Column("pedido_en", INSTANTE, nullable=False),
        sa.Column("estado", sa.Text(), nullable=False),
        _ajena("cambio_de_rol", "decidido_por", "persona", nula=True),
        sa.Column("decidido_en", INSTANTE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_cambio_de_rol"),
        sa.CheckConstraint(f"rol_anterior IN {_ROLES}", name=op.f("ck_cambio_de_rol_rol_anterior_conocido")),
        sa.CheckConstraint(f"rol_nuevo IN {_ROLES}", name=op.f("ck_cambio_de_rol_rol_nuevo_conocido")),
        sa.CheckConstraint(
            "estado IN ('pedido', 'aprobado', 'rechazado', 'anulado')",
            name=op.f("ck_cambio_de_rol_estado_conocido"),
        ),
    )
    op.create_index("ix_cambio_de_rol_entidad", "cambio_de_rol", ["entidad_id", "estado"])
    op.create_index(
        "uq_cambio_de_rol_esperando",
        "cambio_de_rol",
        ["persona_id"],
        unique=True,
        sqlite_where=sa.text("estado = 'pedido'"),
        postgresql_where=sa.text("estado = 'pedido'"),
    )
