"""Los libros reales de las entidades se importan enteros, y otra vez sin que nada cambie."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from almacen.libros.lector import LectorAislado
from almacen.tablas.unidad import AlmacenSQL
from dominio.casos.contexto import Contexto
from dominio.casos.importar import importar
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdPersona
from dominio.modelo.libro import LibroLeido, ResumenImportacion
from dominio.modelo.persona import Persona, Rol
from dominio.valores.fechas import Vigencia
from tests.apoyo.plan import LunesAViernes

REALES = Path(os.environ.get("ASISTENTE_DATOS_REALES", "../shared/datos")) / "reales"
AHORA = datetime(2026, 9, 4, 15, tzinfo=UTC)
LIBROS = (
    ("cali-cuadro1S-2024-septiembre.xlsx", 2024),
    ("cali-cuadro1S-2025-trimestre1.xlsx", 2025),
    ("cali-ejecucion-2025-marzo.csv", 2025),
    ("guatape-plan-accion-2026.xlsx", 2026),
    ("tenjo-plan-indicativo-2024-2027.xlsx", 2025),
    ("betania-cuipo-ejecucion-gastos-2025.xlsx", 2025),
)
pytestmark = pytest.mark.skipif(not REALES.is_dir(), reason=f"no están los libros reales en {REALES}")


@pytest.fixture
def almacen() -> Iterator[AlmacenSQL]:
    """Base vacía de esta prueba."""
    abierto = AlmacenSQL("sqlite:///:memory:")
    yield abierto
    abierto.cerrar()


def _importar(
    almacen: AlmacenSQL, entidad: Entidad, vigencia: int, libro: LibroLeido, ahora: datetime
) -> ResumenImportacion:
    actor = Persona(IdPersona(0), entidad.id, "prueba", None, Rol.ADMINISTRACION, None, None, None)
    with almacen.unidad() as unidad:
        contexto = Contexto(unidad, actor, entidad, ahora, LunesAViernes(), canal="cli")
        resumen = importar(contexto, Vigencia(vigencia), libro, "libro real")
        unidad.confirmar()
    return resumen


@pytest.mark.parametrize(("archivo", "vigencia"), LIBROS)
def test_libro_real_entra_entero_y_dos_veces_es_lo_mismo(
    almacen: AlmacenSQL, archivo: str, vigencia: int
) -> None:
    """Filas leídas más fuera = filas; lo guardado suma lo leído, al peso; la segunda vez, sin cambios."""
    lector, ruta = LectorAislado(), REALES / archivo
    perfil = lector.proponer(ruta, vigencia).perfil
    assert perfil is not None
    libro = lector.leer(ruta, vigencia, perfil=perfil)
    assert libro.errores == ()
    with almacen.unidad() as unidad:
        entidad = unidad.entidades.crear("76001", "Entidad de prueba")
        unidad.confirmar()

    primera = _importar(almacen, entidad, vigencia, libro, AHORA)
    segunda = _importar(almacen, entidad, vigencia, libro, AHORA + timedelta(days=1))

    for cuenta in libro.lecturas:
        fuera = sum(len(motivo.filas) for motivo in cuenta.fuera)
        assert cuenta.leidas + fuera == cuenta.filas_con_datos
    assert not primera.sin_cambios
    assert segunda.cambios == ()
    assert segunda.sin_cambios
    _suma_lo_leido(almacen, entidad, vigencia, libro, primera)


def _suma_lo_leido(
    almacen: AlmacenSQL, entidad: Entidad, vigencia: int, libro: LibroLeido, resumen: ResumenImportacion
) -> None:
    """Monto, compromisos y pagos guardados, más lo que quedó fuera, contra las filas del libro."""
    with almacen.lectura() as unidad:
        registros = unidad.planes.registros(entidad.id, Vigencia(vigencia))
    montos = sum((f.monto.a_decimal() for f in libro.plan if f.monto is not None), Decimal(0))
    assert sum((r.monto.a_decimal() for r in registros), Decimal(0)) == montos
    for momento in ("compromisos", "pagos"):
        leido = sum(
            (m.a_decimal() for f in libro.ejecucion if (m := getattr(f, momento)) is not None), Decimal(0)
        )
        fuera = sum((dict(motivo.sumas).get(momento, Decimal(0)) for motivo in resumen.fuera), Decimal(0))
        guardado = sum((getattr(r.saldos, momento).a_decimal() for r in registros), Decimal(0))
        assert guardado + fuera == leido
