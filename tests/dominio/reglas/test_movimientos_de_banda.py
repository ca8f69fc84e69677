"""Cómo se mueven las bandas de una semana a otra."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import EstadoActividad
from dominio.reglas.movimientos_de_banda import movimientos, subieron_y_bajaron
from dominio.reglas.semaforo import BANDAS_POR_OMISION, SIN_INICIAR, VENCIDA
from dominio.valores.porcentaje import CIEN
from tests.autorizacion.escenario import montar

AL_DIA, EN_RIESGO, ATRASADA = BANDAS_POR_OMISION


def _estados(*bandas: Banda, desde: int = 1) -> list[EstadoActividad]:
    """Actividades de números seguidos, una en cada banda."""
    escenario = montar()
    try:
        molde = next(iter(escenario.lados["propia"].renglones.values()))
    finally:
        escenario.base.cerrar()
    return [
        EstadoActividad(replace(molde, id=numero, fin=date(2026, 12, 31)), CIEN, banda)  # type: ignore[arg-type]
        for numero, banda in enumerate(bandas, start=desde)
    ]


def test_movimientos_dicen_cuantas_hay_y_cuantas_habia() -> None:
    """Cada banda de la entidad sale aunque esté vacía; las del calendario, solo si hay o hubo."""
    hechos = movimientos(_estados(AL_DIA, VENCIDA), _estados(ATRASADA, ATRASADA), BANDAS_POR_OMISION)

    assert [(m.banda, m.ahora, m.antes) for m in hechos] == [
        (AL_DIA, 1, 0),
        (EN_RIESGO, 0, 0),
        (ATRASADA, 0, 2),
        (VENCIDA, 1, 0),
    ]


def test_movimientos_sin_pasado_no_inventan() -> None:
    """Sin saber cómo estaba, «antes» no es cero: no se sabe."""
    hechos = movimientos(_estados(AL_DIA), None, BANDAS_POR_OMISION)

    assert {m.antes for m in hechos} == {None}


def test_suben_y_bajan_solo_las_que_estaban_las_dos_veces() -> None:
    """Mejorar es subir y vencerse es bajar; empezar, o llegar nueva al plan, no es ni lo uno ni lo otro."""
    antes = _estados(ATRASADA, AL_DIA, EN_RIESGO, SIN_INICIAR)
    ahora = _estados(AL_DIA, VENCIDA, EN_RIESGO, ATRASADA, AL_DIA)

    assert subieron_y_bajaron(ahora, antes, BANDAS_POR_OMISION) == (1, 1)
