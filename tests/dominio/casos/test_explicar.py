"""De dónde sale una cifra: reportes, cuenta, y contra qué se compara."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dominio.casos.explicar import Explicacion, explicar, objetos_con_avance
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.errores import NoEncontrado
from dominio.reglas.semaforo import VENCIDA
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import Mundo


def _reportar(mundo: Mundo, codigo: str, puntos: str) -> str:
    datos = DatosAvance(f"r-{codigo}", mundo.actividad(codigo).id, ValorAvance(Porcentaje.de(puntos)))
    with mundo.como("planeacion") as ctx:
        return registrar_avance(ctx, datos).folio


def _explicar(mundo: Mundo, ambito: str, clave: int, quien: str = "planeacion") -> Explicacion:
    with mundo.como(quien) as ctx:
        return explicar(ctx, ambito, clave)


def test_explicar_actividad_nombra_el_reporte_y_los_dias(mundo: Mundo) -> None:
    """Una actividad sale de su último reporte, y lo esperado de los días de su cronograma."""
    folio = _reportar(mundo, "A-001", "40")
    renglon = mundo.actividad("A-001")

    cuenta = _explicar(mundo, "actividad", renglon.id).actividad

    assert cuenta is not None
    assert cuenta.ultimo is not None
    assert (cuenta.ultimo.folio, cuenta.ultimo.porcentaje) == (folio, Porcentaje.de(40))
    assert cuenta.dias == (renglon.fin - renglon.inicio).days + 1
    assert cuenta.transcurridos == (datetime(2026, 9, 15, tzinfo=UTC).date() - renglon.inicio).days + 1
    esperado = Porcentaje.de_razon(cuenta.transcurridos, cuenta.dias)
    assert cuenta.estado.esperado == esperado
    assert cuenta.cumplimiento == Porcentaje.de_razon_acotada(Porcentaje.de(40), esperado)


def test_explicar_actividad_vencida_y_sin_reporte(mundo: Mundo) -> None:
    """Sin reporte no hay folio; pasada la fecha, los días no siguen corriendo y la banda es vencida."""
    cuenta = _explicar(mundo, "actividad", mundo.actividad("A-013").id).actividad

    assert cuenta is not None
    assert cuenta.ultimo is None
    assert cuenta.transcurridos == cuenta.dias
    assert cuenta.estado.banda == VENCIDA


def test_explicar_meta_lista_pesos_y_avances(mundo: Mundo) -> None:
    """La meta se explica con sus actividades: el peso de cada una por su avance da el total."""
    _reportar(mundo, "A-001", "50")
    explicacion = _explicar(mundo, "meta", mundo.actividad("A-001").meta_id)

    assert [(p.codigo, str(p.peso), str(p.avance)) for p in explicacion.partes] == [
        ("A-001", "60.00", "50.00"),
        ("A-002", "40.00", "0.00"),
    ]
    assert explicacion.estado.avance == Porcentaje.de(30)
    assert explicacion.partes[1].corte is None


def test_explicar_dependencia_es_el_promedio_de_sus_metas(mundo: Mundo) -> None:
    """Por encima de la meta se promedian metas, cada una con cuántas actividades tiene."""
    _reportar(mundo, "A-012", "80")
    renglon = mundo.actividad("A-012")

    explicacion = _explicar(mundo, "dependencia", renglon.dependencia_id, "jefe_salud")

    assert [(p.codigo, p.actividades) for p in explicacion.partes] == [("1905-01", 2)]
    assert explicacion.estado.avance == explicacion.partes[0].avance == Porcentaje.de(40)


def test_explicar_lo_ajeno_no_se_encuentra(mundo: Mundo) -> None:
    """Quien ve una dependencia no puede pedir la explicación de otra."""
    with pytest.raises(NoEncontrado):
        _explicar(mundo, "actividad", mundo.actividad("A-012").id, "jefe_infra")


def test_objetos_con_avance_de_lo_general_a_lo_particular(mundo: Mundo) -> None:
    """«¿Por qué 63 %?» halla lo que va en 63, también lo que se redondea a 63, y nada si nadie va ahí."""
    _reportar(mundo, "A-012", "63.4")
    with mundo.como("luz") as ctx:
        assert [o.codigo for o in objetos_con_avance(ctx, Porcentaje.de(63))] == ["A-012"]
        assert objetos_con_avance(ctx, Porcentaje.de("63.2")) == ()
        general = objetos_con_avance(ctx, Porcentaje.de("31.7"))
        assert [o.ambito for o in general] == ["dependencia", "meta"]
        assert objetos_con_avance(ctx, Porcentaje.de(99)) == ()
