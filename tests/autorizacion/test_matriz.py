"""Cada caso de uso, por cada rol, sobre lo propio y lo ajeno, y en cada estado de quien lo pide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dominio.modelo.persona import Rol
from dominio.reglas.permisos import ROL_PUEDE, Permiso
from tests.autorizacion.escenario import Escenario, montar
from tests.autorizacion.llamadas import LLAMADAS
from tests.autorizacion.matriz import ESTADOS, TODA, casos, escrita, filas_ejercidas, lados_de

_CASOS = casos()
# Guardan algo de una actividad, un registro o una meta: nadie lo hace por quien no le delegó.
_REPORTAN = frozenset(permiso for permiso in Permiso if permiso.value.startswith("registrar_"))


@pytest.fixture(scope="module")
def escenario() -> Iterator[Escenario]:
    """La entidad de la matriz; cada intento se deshace."""
    montado = montar()
    yield montado
    montado.base.cerrar()


def test_matriz_esta_completa() -> None:
    """Cada caso de uso tiene cómo llamarse y un renglón por cada rol y cada lado; no sobra ninguno."""
    sin_llamada = sorted(set(_CASOS) - set(LLAMADAS))
    assert sin_llamada == [], f"agréguelos en tests/autorizacion/llamadas.py: {sin_llamada}"
    assert sorted(set(LLAMADAS) - set(_CASOS)) == [], "ya no existen"

    matriz = escrita()
    for nombre, permiso in _CASOS.items():
        esperados = {(permiso.value, rol.value, de) for rol in Rol for de in lados_de(LLAMADAS[nombre])}
        hallados = {(fila["permiso"], fila["rol"], fila["de"]) for fila in matriz.get(nombre, [])}
        assert hallados == esperados, f"falta {nombre}: corra python -m tests.autorizacion.matriz y revise"
    assert set(matriz) == set(_CASOS)


@pytest.mark.parametrize("nombre", sorted(_CASOS))
def test_caso_hace_lo_que_dice_la_matriz(escenario: Escenario, nombre: str) -> None:
    """Cada celda se ejerce de verdad, con argumentos válidos."""
    assert nombre in LLAMADAS, f"agregue {nombre} en tests/autorizacion/llamadas.py"

    assert list(filas_ejercidas(escenario, nombre, _CASOS[nombre])) == escrita().get(nombre)


@pytest.mark.parametrize("nombre", sorted(_CASOS))
def test_matriz_no_da_mas_que_la_tabla_de_permisos(nombre: str) -> None:
    """Nadie puede sin el permiso de su rol, y una cuenta revocada no puede nada."""
    for fila in escrita().get(nombre, []):
        con_permiso = _CASOS[nombre] in ROL_PUEDE[Rol(fila["rol"])]
        for estado in ESTADOS:
            if fila[estado] == "sí":
                assert con_permiso, fila
                assert estado != "revocada", fila


@pytest.mark.parametrize("nombre", sorted(n for n, p in _CASOS.items() if p in _REPORTAN))
def test_reportar_lo_ajeno_exige_delegacion(nombre: str) -> None:
    """Responsable y jefe no tocan lo de otra dependencia; el responsable sí, mientras se lo deleguen."""
    for fila in escrita().get(nombre, []):
        if fila["de"] == "ajena" and fila["rol"] in (Rol.JEFE, Rol.RESPONSABLE):
            assert fila["activa"] != "sí", fila


def test_matriz_distingue_lo_que_debe() -> None:
    """Hay casos que cada rol puede y casos que no: la matriz no está toda en sí ni toda en no."""
    filas = [fila for suyas in escrita().values() for fila in suyas]
    celdas = [(fila["rol"], fila[estado]) for fila in filas for estado in ESTADOS]
    for rol in Rol:
        assert {valor for quien, valor in celdas if quien == rol} >= {"sí", "no"}
    assert any(fila["de"] == TODA for fila in filas)
