"""La jerarquía propia de la entidad y los códigos asignados: se guardan y vuelven con el plan."""

from __future__ import annotations

from dataclasses import replace

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.plan import ComoVino
from tests.almacen.hechos import VIGENCIA, cargar
from tests.almacen.test_planes import GESTION, PLAN


def test_niveles_son_los_que_trajo_el_libro(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Solo las actividades con jerarquía propia o código asignado, y las retiradas no."""
    jerarquia = (("Eje", "01", "Territorio sano"), ("Sector", None, "Educación"))
    con_niveles = replace(PLAN[0], niveles=jerarquia)
    asignada = replace(GESTION, sin_codigo=True)
    suelta = replace(GESTION, actividad_codigo="A-009", fila=90)
    renglones = cargar(almacen, entidad, con_niveles, asignada, suelta)

    def leidos() -> dict[str, ComoVino]:
        with almacen.lectura() as unidad:
            niveles = unidad.planes.niveles(entidad.id, VIGENCIA)
        codigos = {renglon.id: renglon.codigo for renglon in renglones}
        return {codigos[numero]: como for numero, como in niveles.items()}

    assert leidos() == {"A-001": ComoVino(jerarquia), "A-002": ComoVino(sin_codigo=True)}
    cargar(almacen, entidad, con_niveles)
    assert leidos() == {"A-001": ComoVino(jerarquia)}
