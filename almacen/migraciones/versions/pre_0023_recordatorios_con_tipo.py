"""Recordatorios de todo tipo, con lo que ajusta la entidad, lo que pide cada quien y los reclamos."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)
_TIPOS = (
    "'inicio', 'plazo', 'vencida', 'corte_abre', 'corte_cierra', 'devuelto', 'cola_de_revision', "
    "'fecha_legal', 'plazo_de_ruta', 'contratacion', 'gasto_sin_avance', 'avance_sin_gasto', "
    "'escala_jefatura', 'escala_planeacion', 'resumen_semanal', 'resumen_diario'"
)
_ESTADOS = "'programado', 'enviado', 'cumplido', 'cancelado', 'vencido', 'silenciado', 'no_entregable'"
_ESTADOS_DE_ANTES = "'programado', 'enviado', 'cumplido', 'cancelado', 'vencido', 'no_entregable'"
_DE_ANTES = (
    "clave, entidad_id, vigencia, hito, actividad_id, persona_id, fin, programado, caduca, estado, "
    "arriendo_hasta, resuelto_en"
)
# Las claves de antes traían el número pelado de la actividad: se vuelven «actividad:5» para que lo ya
# recordado no se recuerde otra vez.
_TRAER = (
    "INSERT INTO recordatorio (clave, entidad_id, vigencia, tipo, hito, objeto, actividad_id, persona_id, "
    "fin, programado, caduca, estado, arriendo_hasta, resuelto_en, destinatario_id) "
    "SELECT hito || '|actividad:' || CAST(actividad_id AS TEXT) || '|' || CAST(fin AS TEXT) || '|' || "
    "CAST(persona_id AS TEXT), entidad_id, vigencia, "
    "CASE WHEN hito LIKE 'vencida%' THEN 'vencida' ELSE 'plazo' END, hito, "
    "'actividad:' || CAST(actividad_id AS TEXT), actividad_id, persona_id, fin, programado, caduca, estado, "
    "arriendo_hasta, resuelto_en, CASE WHEN estado = 'enviado' THEN persona_id END FROM recordatorio_previo"
)
_DEVOLVER = (
    f"INSERT INTO recordatorio ({_DE_ANTES}) "  # noqa: S608 - columnas fijas, escritas arriba
    "SELECT hito || '|' || CAST(actividad_id AS TEXT) || '|' || CAST(fin AS TEXT) || '|' || "
    "CAST(persona_id AS TEXT), entidad_id, vigencia, hito, actividad_id, persona_id, fin, programado, "
    "caduca, estado, arriendo_hasta, resuelto_en FROM recordatorio_previo "
    "WHERE tipo IN ('plazo', 'vencida') AND raiz_id IS NULL AND estado <> 'silenciado'"
)


def upgrade() -> None:
    """Rehace la tabla con lo ya recordado y crea las demás."""
    op.execute("CREATE TABLE recordatorio_previo AS SELECT * FROM recordatorio")
    op.drop_table("recordatorio")
    _recordatorio()
    op.execute(_TRAER)
    op.drop_table("recordatorio_previo")
    _ajuste()
    _de_cada_quien()
    _reclamo()
    _fecha_legal()
    _difusion()
    comienzo = ["entidad_id", "vigencia", "inicio", "avance", "responsable_id", "retirada"]
    _indice("ix_actividad_comienzo", "actividad", comienzo)
    _indice("ix_revision_devuelto", "revision", ["entidad_id", "cuando"], "decision = 'devuelto'")
    _indice("ix_resultado_reemplaza", "resultado", ["reemplaza_id"], "reemplaza_id IS NOT NULL")


def downgrade() -> None:
    """Vuelve a la tabla de antes; lo que no era de plazos se olvida."""
    op.drop_index("ix_resultado_reemplaza", "resultado")
    op.drop_index("ix_revision_devuelto", "revision")
    op.drop_index("ix_actividad_comienzo", "actividad")
    for tabla in (
        "destinatario_de_difusion",
        "difusion",
        "fecha_legal",
        "reclamo_de_actividad",
        "silencio",
        "preferencia_de_horario",
        "ajuste_de_recordatorio",
    ):
        op.drop_table(tabla)
    op.execute("CREATE TABLE recordatorio_previo AS SELECT * FROM recordatorio")
    op.drop_table("recordatorio")
    _recordatorio_de_antes()
    op.execute(_DEVOLVER)
    op.drop_table("recordatorio_previo")


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _texto(nombre: str, *, nulo: bool = False) -> sa.Column[Any]:
    return sa.Column(nombre, sa.Text(), nullable=nulo)


def _instante(nombre: str, *, nulo: bool = False) -> sa.Column[Any]:
    return sa.Column(nombre, INSTANTE, nullable=nulo)


def _largo(nombre: str, *, nulo: bool = False) -> sa.Column[int]:
    return sa.Column(nombre, sa.BigInteger(), autoincrement=False, nullable=nulo)


def _uno_de(tabla: str, columna: str, valores: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{columna} IN ({valores})", name=op.f(f"ck_{tabla}_{columna}_conocido"))


def _indice(
    nombre: str, tabla: str, columnas: list[str], donde: str | None = None, *, unico: bool = False
) -> None:
    condicion = None if donde is None else sa.text(donde)
    op.create_index(nombre, tabla, columnas, unique=unico, sqlite_where=condicion, postgresql_where=condicion)


def _recordatorio() -> None:
    tabla = "recordatorio"
    op.create_table(
        tabla,
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _texto("clave"),
        _ajena(tabla, "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        _texto("tipo"),
        _texto("hito"),
        _texto("objeto"),
        _ajena(tabla, "actividad_id", "actividad", nula=True),
        _ajena(tabla, "persona_id", "persona"),
        sa.Column("fin", sa.Date(), nullable=False),
        _instante("programado"),
        _instante("caduca"),
        _texto("estado"),
        _instante("arriendo_hasta", nulo=True),
        _instante("resuelto_en", nulo=True),
        _ajena(tabla, "destinatario_id", "persona", nula=True),
        _largo("lote", nulo=True),
        _largo("raiz_id", nulo=True),
        sa.Column("pospuestas", sa.Integer(), server_default=sa.text("0"), nullable=False),
        _texto("respuesta", nulo=True),
        _instante("respondido_en", nulo=True),
        sa.PrimaryKeyConstraint("id", name="pk_recordatorio"),
        _uno_de(tabla, "estado", _ESTADOS),
        _uno_de(tabla, "tipo", _TIPOS),
        sa.UniqueConstraint("clave", name="uq_recordatorio_clave"),
    )
    _indice("ix_recordatorio_entidad", tabla, ["entidad_id", "estado"])
    _indice("ix_recordatorio_pendiente", tabla, ["programado", "id"], "estado = 'programado'")
    _indice("ix_recordatorio_enviado", tabla, ["entidad_id", "vigencia", "resuelto_en"])
    _indice("ix_recordatorio_actividad", tabla, ["actividad_id", "persona_id"])
    _indice("ix_recordatorio_lote", tabla, ["lote"])
    _indice("ix_recordatorio_destinatario", tabla, ["destinatario_id", "resuelto_en"])


def _recordatorio_de_antes() -> None:
    tabla = "recordatorio"
    op.create_table(
        tabla,
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _texto("clave"),
        _ajena(tabla, "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        _texto("hito"),
        _ajena(tabla, "actividad_id", "actividad"),
        _ajena(tabla, "persona_id", "persona"),
        sa.Column("fin", sa.Date(), nullable=False),
        _instante("programado"),
        _instante("caduca"),
        _texto("estado"),
        _instante("arriendo_hasta", nulo=True),
        _instante("resuelto_en", nulo=True),
        sa.PrimaryKeyConstraint("id", name="pk_recordatorio"),
        _uno_de(tabla, "estado", _ESTADOS_DE_ANTES),
        sa.UniqueConstraint("clave", name="uq_recordatorio_clave"),
    )
    _indice("ix_recordatorio_entidad", tabla, ["entidad_id", "estado"])
    _indice("ix_recordatorio_pendiente", tabla, ["programado", "id"], "estado = 'programado'")


def _ajuste() -> None:
    tabla = "ajuste_de_recordatorio"
    op.create_table(
        tabla,
        _ajena(tabla, "entidad_id", "entidad"),
        _texto("tipo"),
        sa.Column("activo", sa.Boolean(), nullable=True),
        _texto("desfases", nulo=True),
        _texto("hora", nulo=True),
        _texto("severidad", nulo=True),
        _texto("texto", nulo=True),
        _ajena(tabla, "autor_id", "persona", nula=True),
        _instante("en"),
        sa.PrimaryKeyConstraint("entidad_id", "tipo", name=f"pk_{tabla}"),
    )


def _de_cada_quien() -> None:
    op.create_table(
        "preferencia_de_horario",
        _ajena("preferencia_de_horario", "persona_id", "persona"),
        _texto("desde"),
        _texto("hasta"),
        _instante("en"),
        sa.PrimaryKeyConstraint("persona_id", name="pk_preferencia_de_horario"),
    )
    op.create_table(
        "silencio",
        _ajena("silencio", "persona_id", "persona"),
        _texto("clave"),
        _instante("hasta", nulo=True),
        _instante("en"),
        sa.PrimaryKeyConstraint("persona_id", "clave", name="pk_silencio"),
    )


def _reclamo() -> None:
    tabla = "reclamo_de_actividad"
    op.create_table(
        tabla,
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena(tabla, "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        _ajena(tabla, "actividad_id", "actividad"),
        _ajena(tabla, "persona_id", "persona"),
        _texto("razon", nulo=True),
        _instante("en"),
        _texto("decision"),
        _ajena(tabla, "decidido_por", "persona", nula=True),
        _instante("decidido_en", nulo=True),
        _texto("motivo", nulo=True),
        sa.PrimaryKeyConstraint("id", name=f"pk_{tabla}"),
        _uno_de(tabla, "decision", "'pendiente', 'reasignada', 'confirmada', 'retirada'"),
    )
    _indice(
        f"uq_{tabla}_pendiente", tabla, ["actividad_id", "persona_id"], "decision = 'pendiente'", unico=True
    )
    _indice(f"ix_{tabla}_entidad", tabla, ["entidad_id", "decision"])


def _fecha_legal() -> None:
    tabla = "fecha_legal"
    op.create_table(
        tabla,
        _ajena(tabla, "entidad_id", "entidad"),
        _texto("codigo"),
        _texto("nombre"),
        _texto("norma"),
        sa.Column("mes", sa.Integer(), nullable=False),
        sa.Column("dia", sa.Integer(), nullable=False),
        sa.Column("del_anio_siguiente", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("activa", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _texto("verificado_por", nulo=True),
        _instante("verificado_en", nulo=True),
        _ajena(tabla, "autor_id", "persona", nula=True),
        _instante("en"),
        sa.PrimaryKeyConstraint("entidad_id", "codigo", name=f"pk_{tabla}"),
    )


def _difusion() -> None:
    tabla = "difusion"
    op.create_table(
        tabla,
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena(tabla, "entidad_id", "entidad"),
        _texto("clave_envio"),
        _ajena(tabla, "autor_id", "persona", nula=True),
        _largo("chat_id", nulo=True),
        _texto("texto"),
        _texto("destino"),
        _largo("progreso", nulo=True),
        _texto("dicho", nulo=True),
        sa.Column("vueltas", sa.Integer(), server_default=sa.text("0"), nullable=False),
        _instante("creada_en"),
        _instante("sale_en"),
        _instante("detenida_en", nulo=True),
        _instante("terminada_en", nulo=True),
        sa.PrimaryKeyConstraint("id", name="pk_difusion"),
        sa.UniqueConstraint("clave_envio", name="uq_difusion_clave_envio"),
    )
    _indice("ix_difusion_en_curso", tabla, ["id"], "terminada_en IS NULL")
    op.create_table(
        "destinatario_de_difusion",
        _ajena("destinatario_de_difusion", "difusion_id", "difusion"),
        _ajena("destinatario_de_difusion", "persona_id", "persona"),
        _largo("envio_id", nulo=True),
        _texto("motivo", nulo=True),
        sa.PrimaryKeyConstraint("difusion_id", "persona_id", name="pk_destinatario_de_difusion"),
    )
