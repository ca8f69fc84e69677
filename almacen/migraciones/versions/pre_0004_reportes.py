"""Avances, ejecución, evidencias y consecutivos."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Crea las tablas en el orden en que se nombran unas a otras."""
    _consecutivo()
    _avance()
    _ejecucion()
    _evidencia()


def downgrade() -> None:
    """Quita las tablas."""
    op.drop_table("evidencia")
    op.drop_table("ejecucion")
    op.drop_table("avance")
    op.drop_table("consecutivo")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _consecutivo() -> None:
    op.create_table(
        "consecutivo",
        _ajena("consecutivo", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("serie", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("ultimo", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entidad_id", "vigencia", "serie", name="pk_consecutivo"),
    )


def _ficha_de_avance() -> list[sa.Column[Any]]:
    return [
        _ajena("avance", "actividad_id", "actividad"),
        sa.Column("clave_envio", sa.Text(), nullable=False),
        sa.Column("folio", sa.Text(), nullable=False),
        sa.Column("corte", sa.Text(), nullable=False),
        sa.Column("corte_hasta", sa.Date(), nullable=False),
        sa.Column("porcentaje", sa.Integer(), nullable=False),
        sa.Column("cantidad", sa.Text(), nullable=True),
        sa.Column("logro", sa.Text(), nullable=True),
        sa.Column("dificultades", sa.Text(), nullable=True),
        sa.Column("motivo_retroceso", sa.Text(), nullable=True),
        sa.Column("estado", sa.Text(), nullable=False),
        sa.Column("extemporaneo", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    ]


def _avance() -> None:
    op.create_table(
        "avance",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("avance", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        *_ficha_de_avance(),
        _ajena("avance", "autor_id", "persona", nula=True),
        sa.Column("reportado_en", INSTANTE, nullable=False),
        sa.Column("origen", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_avance"),
        sa.CheckConstraint(
            "estado IN ('enviado', 'aprobado', 'devuelto')", name=op.f("ck_avance_estado_conocido")
        ),
        sa.CheckConstraint("origen IN ('chat', 'importacion')", name=op.f("ck_avance_origen_conocido")),
        sa.CheckConstraint("porcentaje >= 0", name=op.f("ck_avance_porcentaje_no_negativo")),
        sa.UniqueConstraint("clave_envio", name="uq_avance_clave_envio"),
        sa.UniqueConstraint("entidad_id", "folio", name="uq_avance_entidad_id_folio"),
    )
    op.create_index("ix_avance_actividad", "avance", ["actividad_id", "version"])
    op.create_index("ix_avance_vigencia", "avance", ["entidad_id", "vigencia", "corte_hasta"])


def _ficha_de_ejecucion() -> list[sa.Column[Any]]:
    return [
        _ajena("ejecucion", "registro_id", "registro"),
        sa.Column("clave_envio", sa.Text(), nullable=False),
        sa.Column("folio", sa.Text(), nullable=False),
        sa.Column("corte", sa.Text(), nullable=False),
        sa.Column("corte_hasta", sa.Date(), nullable=False),
        sa.Column("momento", sa.Text(), nullable=False),
        sa.Column("anterior", sa.BigInteger(), nullable=False),
        sa.Column("valor", sa.BigInteger(), nullable=False),
        sa.Column("incremento", sa.BigInteger(), nullable=False),
        sa.Column("documento", sa.Text(), nullable=True),
        sa.Column("fecha_documento", sa.Date(), nullable=True),
        sa.Column("estado", sa.Text(), nullable=False),
    ]


def _ejecucion() -> None:
    op.create_table(
        "ejecucion",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("ejecucion", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        *_ficha_de_ejecucion(),
        sa.Column("extemporaneo", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        _ajena("ejecucion", "autor_id", "persona", nula=True),
        sa.Column("reportado_en", INSTANTE, nullable=False),
        sa.Column("origen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ejecucion"),
        sa.CheckConstraint(
            "estado IN ('enviado', 'aprobado', 'devuelto')", name=op.f("ck_ejecucion_estado_conocido")
        ),
        sa.CheckConstraint(
            "momento IN ('cdp', 'compromiso', 'obligacion', 'pago')",
            name=op.f("ck_ejecucion_momento_conocido"),
        ),
        sa.CheckConstraint("origen IN ('chat', 'importacion')", name=op.f("ck_ejecucion_origen_conocido")),
        sa.CheckConstraint("valor >= 0", name=op.f("ck_ejecucion_valor_no_negativo")),
        sa.UniqueConstraint("clave_envio", name="uq_ejecucion_clave_envio"),
        sa.UniqueConstraint("entidad_id", "folio", name="uq_ejecucion_entidad_id_folio"),
    )
    op.create_index("ix_ejecucion_registro", "ejecucion", ["registro_id"])
    op.create_index("ix_ejecucion_vigencia", "ejecucion", ["entidad_id", "vigencia", "corte_hasta"])


def _evidencia() -> None:
    op.create_table(
        "evidencia",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("evidencia", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        _ajena("evidencia", "avance_id", "avance"),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("file_unique_id", sa.Text(), nullable=False),
        sa.Column("nombre", sa.Text(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("tamano", sa.BigInteger(), nullable=False),
        sa.Column("album", sa.Text(), nullable=True),
        sa.Column("estado", sa.Text(), nullable=False),
        sa.Column("intentos", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("motivo", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_evidencia"),
    )
    op.create_index("ix_evidencia_avance", "evidencia", ["avance_id"])
    op.create_index(
        "ix_evidencia_pendiente",
        "evidencia",
        ["id"],
        sqlite_where=sa.text("estado = 'pendiente'"),
        postgresql_where=sa.text("estado = 'pendiente'"),
    )
