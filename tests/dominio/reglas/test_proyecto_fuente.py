"""Dinero en dos niveles: por actividad y por proyecto × fuente."""

from __future__ import annotations

from dominio.reglas.proyecto_fuente import (
    lleva_gasto_de_proyecto,
    registros_de_actividades,
    saldos_de_bolsa,
    sumar_registros,
)
from tests.dominio.reglas.fabrica import registro, renglon, saldos


def test_bolsa_sin_definitiva_de_proyecto_suma_las_de_actividades() -> None:
    """El registro de proyecto recién creado, en ceros, no borra la apropiación de las actividades."""
    bolsa = [
        registro(1, saldos=saldos(100, 10)),
        registro(2, saldos=saldos(50)),
        registro(3, actividad=None, saldos=saldos(0, 30, 20)),
    ]

    assert saldos_de_bolsa(bolsa) == saldos(150, 40, 20)


def test_bolsa_con_definitiva_de_proyecto_no_cuenta_dos_veces() -> None:
    """La ejecución oficial llega por proyecto y fuente: su definitiva ya es el total."""
    bolsa = [registro(1, saldos=saldos(100)), registro(2, actividad=None, saldos=saldos(120, 60))]

    assert saldos_de_bolsa(bolsa) == saldos(120, 60)


def test_suma_separa_fuentes_y_proyectos() -> None:
    """Cada proyecto × fuente es su propia bolsa; lo que no tiene proyecto se suma tal cual."""
    registros = [
        registro(1, saldos=saldos(100)),
        registro(2, actividad=None, saldos=saldos(120)),
        registro(3, fuente_codigo="1.3.1.1.05", saldos=saldos(40)),
        registro(4, proyecto_id=None, saldos=saldos(7)),
    ]

    assert sumar_registros(registros) == saldos(167)


def test_registros_de_actividades_incluye_los_de_sus_proyectos() -> None:
    """Una dependencia ve lo de sus actividades y lo que sus proyectos llevan sin actividad."""
    propio, ajeno = registro(1), registro(2)
    del_proyecto, de_otro = registro(3, actividad=None), registro(4, actividad=None, proyecto_id=99)

    assert registros_de_actividades([propio, ajeno, del_proyecto, de_otro], [renglon(1)]) == [
        propio,
        del_proyecto,
    ]


def test_gasto_de_proyecto_es_tener_momentos_no_apropiacion() -> None:
    """Un registro de proyecto solo con definitiva todavía no lleva gasto."""
    assert not lleva_gasto_de_proyecto([registro(1, actividad=None, saldos=saldos(100))])
    assert lleva_gasto_de_proyecto([registro(1, actividad=None, saldos=saldos(100, 1))])
    assert not lleva_gasto_de_proyecto([registro(1, saldos=saldos(100, 1))])
