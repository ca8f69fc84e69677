"""Metas, proyectos y actividades del plan."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Crea las tablas en el orden en que se nombran unas a otras."""
    _meta()
    _programacion_meta()
    _proyecto()
    _actividad()


def downgrade() -> None:
    """Quita las tablas."""
    op.drop_table("actividad")
    op.drop_table("proyecto")
    op.drop_table("programacion_meta")
    op.drop_table("meta")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("meta", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("codigo", sa.Text(), nullable=False),
        sa.Column("tipo", sa.Text(), nullable=False),
        sa.Column("nombre", sa.Text(), nullable=True),
        sa.Column("programa_codigo", sa.Text(), nullable=True),
        sa.Column("programa", sa.Text(), nullable=True),
        sa.Column("indicador", sa.Text(), nullable=True),
        sa.Column("unidad", sa.Text(), nullable=True),
        sa.Column("linea_base", sa.Text(), nullable=True),
        sa.Column("meta_vigencia", sa.Text(), nullable=True),
        sa.Column("acumulacion", sa.Text(), nullable=True),
        sa.Column("meta_cuatrienio", sa.Text(), nullable=True),
        _ajena("meta", "coordinadora_id", "dependencia", nula=True),
        sa.Column("en_plan", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("en_indicativo", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meta"),
        sa.CheckConstraint(
            "tipo IN ('Producto', 'Gestión', 'Administrativa')", name=op.f("ck_meta_tipo_conocido")
        ),
        sa.UniqueConstraint("entidad_id", "vigencia", "codigo", name="uq_meta_entidad_id_vigencia_codigo"),
    )


def _programacion_meta() -> None:
    op.create_table(
        "programacion_meta",
        _ajena("programacion_meta", "meta_id", "meta"),
        sa.Column("anio", sa.Integer(), autoincrement=False, nullable=False),
        _ajena("programacion_meta", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("valor", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("meta_id", "anio", name="pk_programacion_meta"),
    )


def _proyecto() -> None:
    op.create_table(
        "proyecto",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("proyecto", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("clave", sa.Text(), nullable=False),
        sa.Column("bpin", sa.Text(), nullable=True),
        sa.Column("nombre", sa.Text(), nullable=True),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proyecto"),
        sa.UniqueConstraint("entidad_id", "vigencia", "clave", name="uq_proyecto_entidad_id_vigencia_clave"),
    )


def _ficha_de_actividad() -> list[sa.Column[Any]]:
    return [
        sa.Column("codigo", sa.Text(), nullable=False),
        sa.Column("nombre", sa.Text(), nullable=False),
        _ajena("actividad", "dependencia_id", "dependencia"),
        _ajena("actividad", "responsable_id", "persona", nula=True),
        sa.Column("responsable", sa.Text(), nullable=False),
        sa.Column("cargo", sa.Text(), nullable=True),
        _ajena("actividad", "meta_id", "meta"),
        sa.Column("meta", sa.Text(), nullable=True),
        sa.Column("tipo_meta", sa.Text(), nullable=False),
        sa.Column("programa_codigo", sa.Text(), nullable=True),
        sa.Column("programa", sa.Text(), nullable=True),
        sa.Column("indicador", sa.Text(), nullable=True),
        sa.Column("unidad", sa.Text(), nullable=True),
        sa.Column("linea_base", sa.Text(), nullable=True),
        sa.Column("meta_vigencia", sa.Text(), nullable=True),
        _ajena("actividad", "proyecto_id", "proyecto", nula=True),
        sa.Column("objetivo", sa.Text(), nullable=True),
        sa.Column("ponderacion", sa.Integer(), nullable=True),
        sa.Column("cantidad_programada", sa.Text(), nullable=True),
        sa.Column("inicio", sa.Date(), nullable=False),
        sa.Column("fin", sa.Date(), nullable=False),
        sa.Column("avance", sa.Integer(), nullable=True),
        sa.Column("cantidad", sa.Text(), nullable=True),
        sa.Column("sin_revisar", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("ultimo_corte", sa.Text(), nullable=True),
    ]


def _actividad() -> None:
    op.create_table(
        "actividad",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("actividad", "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        *_ficha_de_actividad(),
        sa.Column("reportes", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("retirada", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("id", name="pk_actividad"),
        sa.CheckConstraint("avance >= 0", name=op.f("ck_actividad_avance_no_negativo")),
        sa.CheckConstraint("ponderacion >= 0", name=op.f("ck_actividad_ponderacion_no_negativo")),
        sa.CheckConstraint("reportes >= 0", name=op.f("ck_actividad_reportes_no_negativo")),
        sa.CheckConstraint(
            "tipo_meta IN ('Producto', 'Gestión', 'Administrativa')",
            name=op.f("ck_actividad_tipo_meta_conocido"),
        ),
        sa.UniqueConstraint(
            "entidad_id", "vigencia", "codigo", name="uq_actividad_entidad_id_vigencia_codigo"
        ),
    )
    op.create_index("ix_actividad_plazo", "actividad", ["entidad_id", "vigencia", "fin", "avance"])
    op.create_index("ix_actividad_proyecto_id", "actividad", ["proyecto_id"])
    op.create_index("ix_actividad_responsable", "actividad", ["responsable_id"])
