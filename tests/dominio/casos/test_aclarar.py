"""Lo que quien revisa preguntaría de un avance se pide antes de guardarlo, y solo si de verdad pesa."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dominio.casos.ejecutar import DatosEjecucion, registrar_ejecucion
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.errores.metas import ReporteSinAclaracion
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.reporte import Avance
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import Mundo


def _registrar(mundo: Mundo, puntos: int, clave: str = "k1", **textos: str) -> Avance:
    valor = ValorAvance(Porcentaje.de(puntos))
    datos = replace(DatosAvance(clave, mundo.actividad("A-001").id, valor), **textos)  # type: ignore[arg-type]
    with mundo.como("hector") as ctx:
        return registrar_avance(ctx, datos)


def _llevar_cdp(mundo: Mundo) -> None:
    """La entidad empieza a llevar ejecución, en otra actividad."""
    registro = mundo.registro("A-002").id
    with mundo.como("hector") as ctx:
        registrar_ejecucion(ctx, DatosEjecucion("g1", registro, MomentoGasto.CDP, Pesos.de(10), True))


def test_salto_sin_aclarar_no_se_guarda(mundo: Mundo) -> None:
    """Aunque el diálogo no lo haya preguntado, el caso lo exige; aclarado, queda con su nota."""
    _registrar(mundo, 10)
    with pytest.raises(ReporteSinAclaracion) as causa:
        _registrar(mundo, 60, "k2")
    assert (causa.value.campo, causa.value.datos["regla"]) == ("aclaracion", "V01")
    assert mundo.actividad("A-001").avance == Porcentaje.de(10)

    assert _registrar(mundo, 60, "k2", aclaracion=" Llegó la mezcla ").aclaracion == "Llegó la mezcla"


def test_aclaracion_que_sobra_no_se_guarda(mundo: Mundo) -> None:
    """Quedó en el borrador de cuando el valor era otro."""
    assert _registrar(mundo, 10, aclaracion="Por gestión").aclaracion is None


def test_lo_narrado_puede_ser_la_aclaracion(mundo: Mundo) -> None:
    """Si el logro dice que fue por gestión no se vuelve a preguntar."""
    _llevar_cdp(mundo)
    with pytest.raises(ReporteSinAclaracion):
        _registrar(mundo, 30, logro="Se limpió la vía")

    assert _registrar(mundo, 30, logro="Se limpió la vía por gestión de la junta").aclaracion is None


def test_sin_ejecucion_no_se_pregunta_por_el_gasto(mundo: Mundo) -> None:
    """Mientras nadie lleve ejecución, avanzar sin gastar es lo único que se puede ver."""
    assert _registrar(mundo, 30).folio == "AV-2026-000001"


def test_repetir_un_envio_ya_guardado_no_pide_nada(mundo: Mundo) -> None:
    """El segundo toque de Confirmar devuelve el folio aunque ahora sí habría qué aclarar."""
    primero = _registrar(mundo, 30)
    _llevar_cdp(mundo)

    assert _registrar(mundo, 30) == primero
