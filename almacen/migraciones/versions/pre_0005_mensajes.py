"""Borradores, updates, salida, cupos y encargos."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Crea las tablas en el orden en que se nombran unas a otras."""
    _borrador()
    _entrada()
    _entrada_fallida()
    _salida()
    _cupo()
    _cupo_chat()
    _encargo()


def downgrade() -> None:
    """Quita las tablas."""
    op.drop_table("encargo")
    op.drop_table("cupo_chat")
    op.drop_table("cupo")
    op.drop_table("salida")
    op.drop_table("entrada_fallida")
    op.drop_table("entrada")
    op.drop_table("borrador")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _borrador() -> None:
    op.create_table(
        "borrador",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena("borrador", "persona_id", "persona"),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("asunto", sa.Text(), nullable=False),
        sa.Column("esquema", sa.Integer(), nullable=False),
        sa.Column("clave_envio", sa.Text(), nullable=False),
        sa.Column("respuestas", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("editando", sa.Text(), nullable=True),
        sa.Column("mensaje_id", sa.BigInteger(), nullable=True),
        sa.Column("actualizado_en", INSTANTE, nullable=False),
        sa.Column("vence_en", INSTANTE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_borrador"),
        sa.UniqueConstraint("persona_id", "chat_id", name="uq_borrador_persona_id_chat_id"),
        # Sin reusar números: los botones nombran al borrador por el suyo.
        sqlite_autoincrement=True,
    )


def _entrada() -> None:
    op.create_table(
        "entrada",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("usuario_id", sa.BigInteger(), nullable=True),
        sa.Column("visto_en", INSTANTE, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_entrada"),
    )
    op.create_index("ix_entrada_visto", "entrada", ["visto_en"])


def _entrada_fallida() -> None:
    op.create_table(
        "entrada_fallida",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("crudo", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("intentos", sa.Integer(), nullable=False),
        sa.Column("ultimo_en", INSTANTE, nullable=False),
        sa.Column("apartado_en", INSTANTE, nullable=True),
        sa.PrimaryKeyConstraint("update_id", name="pk_entrada_fallida"),
    )


def _ficha_de_salida() -> list[sa.Column[Any]]:
    return [
        sa.Column("cuerpo", sa.Text(), nullable=False),
        sa.Column("clase", sa.Text(), nullable=False),
        sa.Column("prioridad", sa.Integer(), nullable=False),
        sa.Column("clave", sa.Text(), nullable=True),
        _ajena("salida", "persona_id", "persona", nula=True),
        _ajena("salida", "edita", "salida", nula=True),
        sa.Column("archivo", sa.Text(), nullable=True),
        sa.Column("no_antes", INSTANTE, nullable=True),
        sa.Column("vence_en", INSTANTE, nullable=True),
        sa.Column("estado", sa.Text(), nullable=False),
        sa.Column("intentos", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("caducados", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("arriendo_hasta", INSTANTE, nullable=True),
    ]


def _salida() -> None:
    op.create_table(
        "salida",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("metodo", sa.Text(), nullable=False),
        *_ficha_de_salida(),
        sa.Column("mensaje_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("creado_en", INSTANTE, nullable=False),
        sa.Column("resuelto_en", INSTANTE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_salida"),
        sa.CheckConstraint(
            "clase IN ('boton', 'respuesta', 'acuse', 'documento', 'aviso', 'recordatorio')",
            name=op.f("ck_salida_clase_conocido"),
        ),
        sa.CheckConstraint(
            "estado IN ('pendiente', 'enviando', 'enviado', 'incierto', 'fallido', 'cancelado', 'vencido')",
            name=op.f("ck_salida_estado_conocido"),
        ),
        sa.UniqueConstraint("clave", name="uq_salida_clave"),
    )
    _indices_de_salida()


def _indices_de_salida() -> None:
    op.create_index(
        "ix_salida_arriendo",
        "salida",
        ["arriendo_hasta"],
        sqlite_where=sa.text("estado = 'enviando'"),
        postgresql_where=sa.text("estado = 'enviando'"),
    )
    op.create_index(
        "ix_salida_chat",
        "salida",
        ["chat_id", "id"],
        sqlite_where=sa.text("estado IN ('pendiente', 'enviando')"),
        postgresql_where=sa.text("estado IN ('pendiente', 'enviando')"),
    )
    op.create_index(
        "ix_salida_turno",
        "salida",
        ["prioridad", "id"],
        sqlite_where=sa.text("estado = 'pendiente'"),
        postgresql_where=sa.text("estado = 'pendiente'"),
    )


def _cupo() -> None:
    op.create_table(
        "cupo",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("repartidos", sa.Text(), nullable=False),
        sa.Column("frenado_hasta", INSTANTE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_cupo"),
    )


def _cupo_chat() -> None:
    op.create_table(
        "cupo_chat",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("proximo", INSTANTE, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_cupo_chat"),
    )
    op.create_index("ix_cupo_chat_proximo", "cupo_chat", ["proximo"])


def _encargo() -> None:
    op.create_table(
        "encargo",
        sa.Column("id", IDENTIFICADOR, nullable=False),
        sa.Column("tipo", sa.Text(), nullable=False),
        _ajena("encargo", "entidad_id", "entidad"),
        _ajena("encargo", "persona_id", "persona"),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("parametros", sa.Text(), nullable=False),
        _ajena("encargo", "progreso", "salida", nula=True),
        sa.Column("estado", sa.Text(), nullable=False),
        sa.Column("intentos", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("arriendo_hasta", INSTANTE, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_encargo"),
        sa.CheckConstraint(
            "estado IN ('pendiente', 'en_curso', 'hecho', 'fallido')", name=op.f("ck_encargo_estado_conocido")
        ),
        sa.CheckConstraint(
            "tipo IN ('leer_libro', 'aplicar_importacion', 'exportar', 'guardar_evidencia')",
            name=op.f("ck_encargo_tipo_conocido"),
        ),
    )
    op.create_index(
        "ix_encargo_vivo",
        "encargo",
        ["id"],
        sqlite_where=sa.text("estado IN ('pendiente', 'en_curso')"),
        postgresql_where=sa.text("estado IN ('pendiente', 'en_curso')"),
    )
