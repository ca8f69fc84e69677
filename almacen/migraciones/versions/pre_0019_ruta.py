"""Los siete pasos del Plan de Acción y los documentos registrados."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

IDENTIFICADOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANTE = sa.DateTime(timezone=True)
_PASOS = "'lineamientos', 'insumos', 'metas', 'coherencia', 'remision', 'aprobacion', 'publicacion'"
_CLASES = "'lineamientos', 'pdt', 'mfmp', 'poai', 'pac', 'acta', 'gestion', 'compras', 'presupuesto'"


def upgrade() -> None:
    """Crea las tablas en el orden en que se nombran unas a otras."""
    _documento()
    _marca()
    _plazo()
    _remision()
    _aprobacion()
    _publicacion()
    _carga()


def downgrade() -> None:
    """Quita las tablas."""
    for tabla in (
        "carga_de_instrumento",
        "publicacion_del_plan",
        "aprobacion_del_plan",
        "acto_de_remision",
        "plazo_de_paso",
        "marca_de_ruta",
        "documento_del_plan",
    ):
        op.drop_table(tabla)


def _ajena(tabla: str, columna: str, destino: str, *, nula: bool = False) -> sa.Column[int]:
    referencia = sa.ForeignKey(f"{destino}.id", name=f"fk_{tabla}_{columna}")
    return sa.Column(columna, IDENTIFICADOR, referencia, autoincrement=False, nullable=nula)


def _crear(tabla: str, *columnas: sa.Column[Any] | sa.Constraint) -> None:
    """Una tabla de la ruta: de una entidad y una vigencia, con quién lo dejó y cuándo."""
    op.create_table(
        tabla,
        sa.Column("id", IDENTIFICADOR, nullable=False),
        _ajena(tabla, "entidad_id", "entidad"),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        *columnas,
        _ajena(tabla, "autor_id", "persona", nula=True),
        sa.Column("en", INSTANTE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{tabla}"),
    )


def _texto(nombre: str, *, nulo: bool = False) -> sa.Column[Any]:
    return sa.Column(nombre, sa.Text(), nullable=nulo)


def _uno_de(tabla: str, columna: str, valores: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{columna} IN ({valores})", name=op.f(f"ck_{tabla}_{columna}_conocido"))


def _documento() -> None:
    tabla = "documento_del_plan"
    _crear(
        tabla,
        _texto("clase"),
        sa.Column("version", sa.Integer(), nullable=False),
        _texto("nombre"),
        _texto("mime"),
        sa.Column("tamano", sa.BigInteger(), autoincrement=False, nullable=False),
        _texto("file_id", nulo=True),
        _texto("sha256", nulo=True),
        _texto("estado"),
        sa.Column("intentos", sa.Integer(), server_default=sa.text("0"), nullable=False),
        _texto("motivo", nulo=True),
        _texto("acto", nulo=True),
        sa.Column("fecha", sa.Date(), nullable=True),
        sa.UniqueConstraint(
            "entidad_id", "vigencia", "clase", "version", name=f"uq_{tabla}_entidad_id_vigencia_clase_version"
        ),
        _uno_de(tabla, "clase", _CLASES),
        _uno_de(tabla, "estado", "'pendiente', 'guardado', 'fallido', 'rechazado'"),
    )
    pendiente = sa.text("estado = 'pendiente'")
    op.create_index(
        f"ix_{tabla}_pendiente",
        tabla,
        ["intentos", "id"],
        sqlite_where=pendiente,
        postgresql_where=pendiente,
    )


def _marca() -> None:
    tabla = "marca_de_ruta"
    _crear(
        tabla,
        _texto("objeto"),
        _texto("clase"),
        _texto("razon", nulo=True),
        _uno_de(tabla, "clase", "'hecho', 'no_aplica', 'sin_marca'"),
    )
    op.create_index(f"ix_{tabla}_vigencia", tabla, ["entidad_id", "vigencia"])


def _plazo() -> None:
    tabla = "plazo_de_paso"
    _crear(
        tabla,
        _texto("paso"),
        sa.Column("fecha", sa.Date(), nullable=True),
        _texto("norma", nulo=True),
        _uno_de(tabla, "paso", _PASOS),
    )
    op.create_index(f"ix_{tabla}_vigencia", tabla, ["entidad_id", "vigencia"])


def _remision() -> None:
    tabla = "acto_de_remision"
    _crear(
        tabla,
        _ajena(tabla, "dependencia_id", "dependencia"),
        sa.Column("numero", sa.Integer(), nullable=False),
        _texto("accion"),
        _texto("razon", nulo=True),
        _texto("huella"),
        sa.Column("actividades", sa.Integer(), nullable=False),
        sa.UniqueConstraint(
            "entidad_id",
            "vigencia",
            "dependencia_id",
            "numero",
            name=f"uq_{tabla}_entidad_id_vigencia_dependencia_id_numero",
        ),
        _uno_de(tabla, "accion", "'remitir', 'recibir', 'devolver'"),
    )


def _aprobacion() -> None:
    tabla = "aprobacion_del_plan"
    _crear(
        tabla,
        _texto("acta"),
        sa.Column("fecha", sa.Date(), nullable=False),
        _ajena(tabla, "documento_id", "documento_del_plan"),
        sa.Column("aceptados", sa.Integer(), nullable=False),
        sa.UniqueConstraint("entidad_id", "vigencia", name=f"uq_{tabla}_entidad_id_vigencia"),
    )


def _publicacion() -> None:
    tabla = "publicacion_del_plan"
    _crear(
        tabla,
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("fecha", sa.Date(), nullable=False),
        _texto("enlace"),
        sa.UniqueConstraint(
            "entidad_id", "vigencia", "numero", name=f"uq_{tabla}_entidad_id_vigencia_numero"
        ),
    )


def _carga() -> None:
    tabla = "carga_de_instrumento"
    _crear(
        tabla,
        _texto("instrumento"),
        _texto("archivo"),
        sa.Column("filas", sa.Integer(), nullable=False),
        _uno_de(tabla, "instrumento", "'plan', 'indicativo', 'poai', 'pac', 'ejecucion'"),
    )
    op.create_index(f"ix_{tabla}_vigencia", tabla, ["entidad_id", "vigencia"])
