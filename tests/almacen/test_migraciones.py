"""Migraciones: el esquema, crearlo, repetirlo y hacerlo dos a la vez."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from almacen import migraciones
from almacen.migraciones import al_dia, migrar, version_actual, version_esperada
from almacen.tablas.conexion import crear_motor
from almacen.tablas.esquema import METADATA
from almacen.tablas.unidad import AlmacenSQL
from dominio.errores import BaseNoDisponible
from tests.almacen.procesos import en_procesos


@pytest.fixture(params=["sqlite", "postgres"])
def url_vacia(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Base sin tablas, en los dos motores."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'carpeta nueva' / 'plan.db'}"
    url: str = request.getfixturevalue("url_postgres_vacia")
    return url


def test_migraciones_dan_el_esquema_de_las_tablas(url_vacia: str) -> None:
    """La suma de las migraciones es lo que las tablas declaran, columna por columna e índice por índice."""
    migrar(url_vacia)
    motor = crear_motor(url_vacia, sin_reserva=True)
    with motor.connect() as conexion:
        contexto = MigrationContext.configure(
            conexion, opts={"compare_type": True, "compare_server_default": True}
        )
        diferencias = compare_metadata(contexto, METADATA)
        inspector = inspect(conexion)
        cheques = {
            nombre: {cheque["name"] for cheque in inspector.get_check_constraints(nombre)}
            for nombre in METADATA.tables
        }
        parciales = conexion.execute(text(_PARCIALES[motor.name])).scalar_one()
    motor.dispose()

    assert diferencias == []
    assert cheques == {nombre: _cheques(nombre) for nombre in METADATA.tables}
    assert parciales == sum(
        indice.dialect_options["sqlite"]["where"] is not None
        for tabla in METADATA.tables.values()
        for indice in tabla.indexes
    )


_PARCIALES = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'",
    "postgresql": "SELECT count(*) FROM pg_index WHERE indpred IS NOT NULL AND indrelid::regclass::text "
    "NOT LIKE 'pg_%'",
}


def _cheques(tabla: str) -> set[str]:
    clase = "check_constraint"
    return {
        str(restriccion.name)
        for restriccion in METADATA.tables[tabla].constraints
        if restriccion.__visit_name__ in (clase, "table_or_column_check_constraint")
    }


def test_migrar_se_puede_repetir(url_vacia: str) -> None:
    """La segunda vez no cambia nada y dice la misma versión."""
    assert not al_dia(url_vacia)
    assert version_actual(url_vacia) is None
    primera = migrar(url_vacia)
    almacen = AlmacenSQL(url_vacia)
    with almacen.unidad() as unidad:
        unidad.entidades.crear("76001", "Cali")
        unidad.confirmar()

    assert migrar(url_vacia) == primera == version_actual(url_vacia) == version_esperada()
    assert al_dia(url_vacia)
    with almacen.lectura() as unidad:
        assert len(unidad.entidades.listar()) == 1
    almacen.cerrar()


def test_base_sin_migrar_se_dice(url_vacia: str) -> None:
    """Usarla antes de migrar da un error del dominio que dice qué falta."""
    almacen = AlmacenSQL(url_vacia)
    with pytest.raises(BaseNoDisponible) as error, almacen.lectura() as unidad:
        unidad.entidades.listar()
    almacen.cerrar()
    assert error.value.datos["causa"] == "falta_migrar"


def test_dos_que_migran_a_la_vez_no_se_estorban(url_vacia: str) -> None:
    """Entra uno; los demás esperan y encuentran el esquema hecho."""
    assert en_procesos("migrar", url_vacia, url_vacia, cuantos=3) == [version_esperada()] * 3


def test_dos_bases_se_migran_a_la_vez_en_un_proceso(tmp_path: Path) -> None:
    """Dos hilos con bases distintas no se pisan lo que Alembic guarda en el módulo."""
    urls = [f"sqlite:///{tmp_path / nombre}.db" for nombre in "abcd"]
    with ThreadPoolExecutor(4) as hilos:
        assert list(hilos.map(migrar, urls)) == [version_esperada()] * 4


def test_migracion_interrumpida_no_deja_nada(url_vacia: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Si algo falla a la mitad, la base queda como estaba."""
    monkeypatch.setattr(migraciones, "_version", _reventar)
    with pytest.raises(RuntimeError, match="a la mitad"):
        migrar(url_vacia)
    monkeypatch.undo()

    motor = crear_motor(url_vacia, sin_reserva=True)
    with motor.connect() as conexion:
        assert inspect(conexion).get_table_names() == []
    motor.dispose()


def _reventar(_conexion: object) -> None:
    raise RuntimeError("a la mitad")


def test_version_esperada_es_la_ultima_migracion() -> None:
    """Se sabe por el nombre de los archivos, sin cargar Alembic, y es la misma que él dice."""
    assert ScriptDirectory(str(migraciones.CARPETA)).get_heads() == [version_esperada()]


def test_archivos_de_migracion_dicen_si_van_antes_o_despues() -> None:
    """Cada archivo se llama ``pre_NNNN_…`` o ``post_NNNN_…`` y su número es su versión."""
    guion = ScriptDirectory(str(migraciones.CARPETA))
    for revision in guion.walk_revisions():
        momento, numero, *_ = Path(revision.path).name.split("_")
        assert momento in ("pre", "post")
        assert numero == revision.revision


def test_preguntar_la_version_no_crea_el_archivo(tmp_path: Path) -> None:
    """Mirar una base SQLite que no existe no la crea."""
    assert version_actual(f"sqlite:///{tmp_path / 'nada.db'}") is None
    assert list(tmp_path.iterdir()) == []


def test_migraciones_se_pueden_deshacer(url_vacia: str) -> None:
    """Bajar hasta el principio quita todo y volver a subir lo recrea."""
    from alembic import command
    from alembic.config import Config

    migrar(url_vacia)
    ajustes = Config()
    ajustes.set_main_option("script_location", str(migraciones.CARPETA))
    ajustes.set_main_option("path_separator", "os")
    motor = crear_motor(url_vacia, sin_reserva=True)
    with motor.begin() as conexion:
        ajustes.attributes["conexion"] = conexion
        command.downgrade(ajustes, "base")
        assert inspect(conexion).get_table_names() == ["alembic_version"]
    motor.dispose()
    assert migrar(url_vacia) == version_esperada()
