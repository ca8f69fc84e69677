"""La huella de un plan: cambia con lo que nombra y no con lo que se reporta."""

from __future__ import annotations

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.libro import FilaPlan
from tests.almacen.hechos import VIGENCIA, cargar, fila_plan, nuevo_avance

UNA, OTRA = fila_plan("A-001"), fila_plan("A-002")


def _huellas(almacen: AlmacenSQL, entidad: Entidad) -> tuple[str, str]:
    with almacen.lectura() as unidad:
        planes = unidad.planes
        return planes.huella(entidad.id, VIGENCIA), planes.huella_de_nombres(entidad.id, VIGENCIA)


def test_huella_no_cambia_con_un_reporte(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Reportar no obliga a leer otra vez el plan."""
    cargar(almacen, entidad, UNA, OTRA)
    antes = _huellas(almacen, entidad)

    with almacen.unidad() as unidad:
        (primera, _segunda) = unidad.planes.renglones(entidad.id, VIGENCIA)
        unidad.reportes.guardar_avance(nuevo_avance(entidad, primera))
        unidad.confirmar()

    assert _huellas(almacen, entidad) == antes


@pytest.mark.parametrize(
    "cambiada",
    [
        fila_plan("A-002", actividad="Otra redacción"),
        fila_plan("A-002", meta="Atender 1.300 estudiantes"),
        fila_plan("A-002", programa="Cobertura educativa"),
        fila_plan("A-002", dependencia="Secretaría de Cultura", dependencia_codigo="50"),
        fila_plan("A-003"),
    ],
    ids=["actividad", "meta", "programa", "dependencia", "retirada"],
)
def test_huella_cambia_con_lo_que_el_plan_nombra(
    almacen: AlmacenSQL, entidad: Entidad, cambiada: FilaPlan
) -> None:
    """Cualquier nombre o código distinto, o una actividad que entra o sale, cambia las dos huellas."""
    cargar(almacen, entidad, UNA, OTRA)
    antes = _huellas(almacen, entidad)

    cargar(almacen, entidad, UNA, cambiada)

    despues = _huellas(almacen, entidad)
    assert despues[0] != antes[0]
    assert despues[1] != antes[1]


def test_huella_cambia_con_el_nombre_del_proyecto(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El proyecto se renombra sin que cambie ninguna actividad."""
    cargar(almacen, entidad, UNA)
    antes = _huellas(almacen, entidad)

    cargar(almacen, entidad, fila_plan("A-001", proyecto="Otro nombre del mismo BPIN"))

    despues = _huellas(almacen, entidad)
    assert despues[0] != antes[0]
    assert despues[1] != antes[1]


def test_huella_del_mismo_libro_es_la_misma(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Importar otra vez lo mismo no cambia nada."""
    cargar(almacen, entidad, UNA, OTRA)
    antes = _huellas(almacen, entidad)

    cargar(almacen, entidad, UNA, OTRA)

    assert _huellas(almacen, entidad) == antes
