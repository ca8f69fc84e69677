"""Entorno de Alembic: migra sobre la conexión que le entrega ``almacen.migraciones``."""

from __future__ import annotations

from alembic import context

from almacen.tablas.esquema import METADATA

context.configure(
    connection=context.config.attributes["conexion"],
    target_metadata=METADATA,
    # SQLite no sabe cambiar columnas: Alembic rehace la tabla.
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
