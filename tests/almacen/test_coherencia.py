"""Ajustes de reglas y hallazgos aceptados, en los dos motores."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.casos.contexto import Contexto
from dominio.casos.importar import importar
from dominio.modelo.coherencia import AjusteDeRegla, NuevaAceptacion
from dominio.modelo.entidad import Entidad
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.libro import FilaEjecucion, LibroLeido
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia
from tests.almacen.hechos import una_entidad
from tests.apoyo.plan import AHORA, BPIN, VIGENCIA, LunesAViernes, sembrar

V2026, V2027 = Vigencia(2026), Vigencia(2027)
LUNES = datetime(2026, 9, 7, 15, tzinfo=UTC)


@pytest.fixture
def entidad(almacen: AlmacenSQL) -> Entidad:
    """Una entidad sin nada."""
    return una_entidad(almacen)


def _nueva(entidad: Entidad, huella: str = "a" * 64, razon: str = "Así se aprobó") -> NuevaAceptacion:
    return NuevaAceptacion(entidad.id, V2026, "R12", "MP-1", "Suman 90.", huella, razon, None, LUNES)


def test_ajuste_se_guarda_se_cambia_y_vacio_se_quita(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El umbral vuelve exacto; guardar otra vez reemplaza; vacío deja la regla como viene."""
    primero = AjusteDeRegla("R12", None, Severidad.ERROR, Decimal("0.75"))
    segundo = AjusteDeRegla("R12", True, None, None)
    with almacen.unidad() as unidad:
        unidad.coherencia.ajustar(entidad.id, primero, None, LUNES)
        unidad.confirmar()
    with almacen.unidad() as unidad:
        assert unidad.coherencia.ajustes(entidad.id) == {"R12": primero}
        unidad.coherencia.ajustar(entidad.id, segundo, None, LUNES)
        assert unidad.coherencia.ajustes(entidad.id) == {"R12": segundo}
        unidad.coherencia.ajustar(entidad.id, AjusteDeRegla("R12"), None, LUNES)
        assert unidad.coherencia.ajustes(entidad.id) == {}


def test_aceptacion_es_de_su_vigencia_y_se_retira(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Aceptar dos veces cambia la razón y no duplica; otra vigencia no la ve."""
    with almacen.unidad() as unidad:
        unidad.coherencia.aceptar([_nueva(entidad), _nueva(entidad, "b" * 64)])
        unidad.coherencia.aceptar([_nueva(entidad, razon="La aprobó el Consejo")])
        unidad.confirmar()
    with almacen.unidad() as unidad:
        guardadas = unidad.coherencia.aceptaciones(entidad.id, V2026)
        assert {huella: una.razon for huella, una in guardadas.items()} == {
            "a" * 64: "La aprobó el Consejo",
            "b" * 64: "Así se aprobó",
        }
        assert guardadas["a" * 64].en == LUNES
        assert unidad.coherencia.aceptaciones(entidad.id, V2027) == {}
        unidad.coherencia.retirar(entidad.id, V2027, ["a" * 64])
        unidad.coherencia.retirar(entidad.id, V2026, ["b" * 64])
        assert list(unidad.coherencia.aceptaciones(entidad.id, V2026)) == ["a" * 64]


def test_apropiaciones_traen_la_cuenta_de_la_definitiva(almacen: AlmacenSQL) -> None:
    """Lo que el libro de ejecución dice de cada registro, en pesos exactos; sin ejecución, nada."""
    entorno = sembrar(almacen)
    fila = FilaEjecucion(
        "Ejecución",
        2,
        BPIN,
        "A-001",
        "1.2.1.0.00",
        inicial=Pesos.de(100),
        adiciones=Pesos.de(20),
        reducciones=Pesos.de(10),
        creditos=Pesos.de(5),
        contracreditos=Pesos.de(15),
        definitiva=Pesos.de(100),
        cdp=Pesos.de(90),
        compromisos=Pesos.de(80),
        obligaciones=Pesos.de(70),
        pagos=Pesos.de(60),
        fecha_corte=None,
    )
    with almacen.unidad() as unidad:
        assert unidad.coherencia.apropiaciones(entorno.entidad.id, VIGENCIA) == {}
        quien = replace(entorno.personas["pilar"])
        contexto = Contexto(unidad, quien, entorno.entidad, AHORA, LunesAViernes())
        importar(contexto, VIGENCIA, LibroLeido(ejecucion=(fila,)), "ejecucion.xlsx")
        (apropiacion,) = unidad.coherencia.apropiaciones(entorno.entidad.id, VIGENCIA).values()
        assert unidad.coherencia.certificadas(entorno.entidad.id, VIGENCIA) == frozenset()

    assert (apropiacion.inicial, apropiacion.contracreditos) == (Pesos.de(100), Pesos.de(15))
    assert apropiacion.definitiva == Pesos.de(100)
