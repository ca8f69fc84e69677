"""Devolver reportes: qué vuelve a contar, a quién le llega y qué gasto no se puede devolver."""

from __future__ import annotations

from typing import Any

import pytest

from dominio.casos.devolver import (
    SinAviso,
    devolver,
    devueltos,
    observacion_de,
    por_devolver,
)
from dominio.casos.importar import importar
from dominio.casos.revisar import (
    aprobar,
)
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.errores.revision import (
    DevolverPrimero,
    GastoSostenido,
)
from dominio.modelo.libro import FilaEjecucion, LibroLeido
from dominio.modelo.revision import CampoObservado, Observacion
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import PLAN, V2026, Mundo
from tests.dominio.casos.revision import (
    CDP,
    COMPROMISO,
    FALTA,
    NO_CUADRA,
    folios,
    gastar,
    reportar,
    segunda,
    vincular,
)


def test_devolver_deja_contar_el_anterior_y_llega_a_quien_reporto(mundo: Mundo) -> None:
    """La actividad vuelve a su último aprobado y queda la observación para quien debe corregir."""
    bueno = reportar(mundo, "hector", "A-001", 40)
    vincular(mundo, "hector")
    with mundo.como("planeacion") as ctx:
        aprobar(ctx, bueno)
    malo = reportar(mundo, "hector", "A-001", 60)
    with mundo.como("planeacion") as ctx:
        hecho = devolver(ctx, malo, FALTA)

    assert hecho.responsable is not None
    assert (hecho.responsable.nombre, hecho.sin_aviso) == ("Héctor Fabio Rengifo", None)
    actividad = mundo.actividad("A-001")
    assert (actividad.avance, actividad.sin_revisar) == (Porcentaje.de(40), False)
    (anotacion,) = mundo.traza("devolver_reporte")
    assert anotacion.despues == {
        "estado": "devuelto",
        "observacion": "Falta el soporte.",
        "subsanar": "Adjunte el acta.",
        "campo": "evidencia",
    }
    with mundo.como("hector") as ctx:
        (propio,) = devueltos(ctx)
        assert propio.folio == malo
        assert observacion_de(ctx, malo) == FALTA
        assert observacion_de(ctx, bueno) is None
    with mundo.como("luz") as ctx:
        assert list(devueltos(ctx)) == []
        with pytest.raises(NoEncontrado):
            observacion_de(ctx, malo)


@pytest.mark.parametrize("bloqueado", [False, True])
def test_devolver_a_quien_no_atiende_el_chat_lo_dice(mundo: Mundo, bloqueado: bool) -> None:
    """Sin cuenta vinculada, o con el asistente bloqueado, quien devuelve se entera."""
    folio = reportar(mundo, "hector", "A-001")
    if bloqueado:
        vincular(mundo, "hector")
        with mundo.almacen.unidad() as unidad:
            unidad.personas.marcar_alcance(500, inalcanzable=True)
            unidad.confirmar()
    with mundo.como("planeacion") as ctx:
        hecho = devolver(ctx, folio, FALTA)
    assert hecho.sin_aviso is (SinAviso.BLOQUEADO if bloqueado else SinAviso.SIN_CUENTA)


def test_devolver_lo_reportado_por_oficio_avisa_a_quien_responde(mundo: Mundo) -> None:
    """Si quien lo reportó no atiende el chat, corrige la persona responsable de la actividad."""
    folio = reportar(mundo, "planeacion", "A-001")
    vincular(mundo, "hector")
    segunda(mundo)
    with mundo.como("paula") as ctx:
        hecho = devolver(ctx, folio, FALTA)
    assert hecho.responsable is not None
    assert hecho.responsable.id == mundo.personas["hector"].id


@pytest.mark.parametrize(
    "observacion",
    [
        Observacion("  ", None, CampoObservado.VALOR),
        Observacion("x" * 501, None, CampoObservado.VALOR),
        Observacion("Falta", "y" * 501, CampoObservado.VALOR),
        Observacion("Falta", None, CampoObservado.DOCUMENTO),
    ],
)
def test_devolver_sin_decir_que_no_se_puede(mundo: Mundo, observacion: Observacion) -> None:
    """Vacía, larguísima o sobre una respuesta que el reporte no tiene: nada cambia."""
    folio = reportar(mundo, "hector", "A-001")
    with mundo.como("planeacion") as ctx, pytest.raises(EntradaInvalida):
        devolver(ctx, folio, observacion)
    assert folios(mundo) == [folio]


def test_devolver_un_movimiento_vuelve_al_acumulado_anterior(mundo: Mundo) -> None:
    """El registro queda como estaba antes del movimiento; el que cuenta sigue contando."""
    gastar(mundo, CDP, 300)
    segundo = gastar(mundo, CDP, 500)
    with mundo.como("planeacion") as ctx:
        devolver(ctx, segundo.folio, NO_CUADRA)
    assert mundo.registro("A-001").saldos.cdp == Pesos.de(300)
    with mundo.como("hector") as ctx:
        assert [uno.folio for uno in devueltos(ctx)] == [segundo.folio]


def test_devolver_un_movimiento_con_otro_encima_dice_cual_primero(mundo: Mundo) -> None:
    """Ni el mismo momento ni el siguiente de la cadena pueden quedar sin lo que los sostiene."""
    cdp = gastar(mundo, CDP, 900)
    compromiso = gastar(mundo, COMPROMISO, 800)
    otro = gastar(mundo, COMPROMISO, 850)
    with mundo.como("planeacion") as ctx:
        with pytest.raises(DevolverPrimero) as encima:
            devolver(ctx, cdp.folio, NO_CUADRA)
        with pytest.raises(DevolverPrimero) as seguido:
            por_devolver(ctx, compromiso.folio)
    assert encima.value.datos["otro"] == seguido.value.datos["otro"] == otro.folio
    assert mundo.registro("A-001").saldos.cdp == Pesos.de(900)

    for folio, queda in ((otro.folio, (900, 800)), (compromiso.folio, (900, 0)), (cdp.folio, (0, 0))):
        with mundo.como("planeacion") as ctx:
            devolver(ctx, folio, NO_CUADRA)
        saldos = mundo.registro("A-001").saldos
        assert (saldos.cdp, saldos.compromisos) == tuple(map(Pesos.de, queda))


def test_lo_que_sostiene_un_movimiento_aprobado_no_se_devuelve(mundo: Mundo) -> None:
    """Con el compromiso en firme, el CDP ya no se puede devolver: se corrige con otro movimiento."""
    cdp, compromiso = gastar(mundo, CDP, 900), gastar(mundo, COMPROMISO, 800)
    with mundo.como("planeacion") as ctx:
        aprobar(ctx, compromiso.folio)
        with pytest.raises(GastoSostenido):
            devolver(ctx, cdp.folio, NO_CUADRA)


def test_devolver_despues_de_cargar_un_libro_no_toca_el_acumulado(mundo: Mundo) -> None:
    """El libro de ejecución reemplazó el acumulado: lo devuelto deja de contar y el registro no se mueve."""
    cdp = gastar(mundo, CDP, 300)
    datos: dict[str, Any] = dict.fromkeys(FilaEjecucion.__slots__)
    datos |= {"hoja": "Ejecución", "fila": 2, "actividad_codigo": "A-001", "bpin": PLAN[0].bpin}
    datos |= {"fuente_codigo": PLAN[0].fuente_codigo, "definitiva": Pesos.de(1000), "cdp": Pesos.de(700)}
    fila = FilaEjecucion(**datos)
    with mundo.como("planeacion") as ctx:
        importar(ctx, V2026, LibroLeido(ejecucion=(fila,)), "ejecucion.xlsx")
    assert mundo.registro("A-001").saldos.cdp == Pesos.de(700)
    with mundo.como("planeacion") as ctx:
        devolver(ctx, cdp.folio, NO_CUADRA)
    assert mundo.registro("A-001").saldos.cdp == Pesos.de(700)
