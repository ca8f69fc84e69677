"""Libros dañados al azar: siempre hay una propuesta o una razón, nunca un fallo."""

from __future__ import annotations

import random
from datetime import date, datetime, time

import pytest

from almacen.libros.cuadricula import Celda, Cuadricula, Rango, ValorDeCelda
from almacen.perfiles.canje import propuesta_a_dato, propuesta_de_dato
from almacen.perfiles.leer import leer_con_perfil
from almacen.perfiles.proponer import proponer
from dominio.reglas.dudas_de_perfil import responder
from tests.perfiles.ajenos import Columna, actividades, cuadro, indicativo

_BASURA: tuple[Celda, ...] = (
    Celda("#N/A", "e"),
    Celda(None, "f"),
    Celda("", "s"),
    Celda("   \n ", "s"),
    Celda("9" * 40, "s"),
    Celda(1e300),
    Celda(float(2**60)),
    Celda(-1),
    Celda(True, "b"),
    Celda(datetime(205, 2, 2), "d"),  # noqa: DTZ001 - así la guarda Excel
    Celda(time(1, 2), "d"),
    Celda("31/1272025", "s"),
    Celda("(1.500,00)", "s"),
    Celda("🙂" * 50, "s"),
    Celda("Actividad", "s"),
    Celda("=1+1", "s"),
    Celda("0\n0\n0", "s"),
)


def _hoja(azar: random.Random, columnas: list[Columna], nombre: str) -> Cuadricula:
    """Una hoja del formato con celdas cambiadas, filas que faltan y combinadas absurdas."""
    comienzo = azar.randrange(1, 15)
    celdas: dict[int, dict[int, Celda]] = {comienzo: {}}
    for numero, (rotulo, _llenar) in enumerate(columnas, start=1):
        if azar.random() > 0.1:
            celdas[comienzo][numero] = Celda(rotulo, "s")
    for n in range(azar.randrange(0, 30)):
        fila: dict[int, Celda] = {}
        for numero, (_rotulo, llenar) in enumerate(columnas, start=1):
            valor = llenar(n)
            if azar.random() < 0.15:
                fila[numero] = azar.choice(_BASURA)
            elif valor is not None:
                fila[numero] = Celda(_valor(valor), "s" if isinstance(valor, str) else "n")
        celdas[comienzo + 1 + n] = fila
    rangos = [
        Rango(azar.randrange(1, 40), azar.randrange(1, 30), azar.randrange(1, 60), azar.randrange(1, 40))
        for _ in range(6)
    ]
    buenos = [r for r in rangos if r.ultima_fila >= r.fila and r.ultima_columna >= r.columna]
    return Cuadricula(nombre, celdas, buenos, oculta=azar.random() < 0.1)


def _valor(valor: object) -> ValorDeCelda:
    assert isinstance(valor, str | int | float | date)
    return valor


@pytest.mark.parametrize("semilla", range(60))
def test_un_libro_danado_siempre_tiene_respuesta(semilla: int) -> None:
    """Propone o dice por qué no; lo propuesto va y vuelve por JSON, se responde y se lee."""
    azar = random.Random(semilla)
    formas = [cuadro(), cuadro(corridos=True), indicativo(), actividades()]
    hojas = [_hoja(azar, azar.choice(formas), f"Hoja {n}") for n in range(azar.randrange(1, 4))]
    propuesta = proponer(hojas, 2026, ())
    assert (propuesta.perfil is not None) or propuesta.motivo
    assert propuesta_de_dato(propuesta_a_dato(propuesta)) == propuesta
    perfil = propuesta.perfil
    for duda in propuesta.dudas:
        assert perfil is not None
        assert not duda.opciones or duda.elegida in {opcion.valor for opcion in duda.opciones}
        assert len({opcion.valor for opcion in duda.opciones}) == len(duda.opciones)
        if duda.opciones:
            perfil = responder(perfil, duda, azar.choice(duda.opciones).valor)
    assert len({duda.clave for duda in propuesta.dudas}) == len(propuesta.dudas)
    if perfil is not None:
        for lectura in leer_con_perfil(hojas, [], perfil, 2026).lecturas:
            fuera = sum(len(grupo.filas) for grupo in lectura.fuera)
            assert lectura.leidas + fuera == lectura.filas_con_datos
