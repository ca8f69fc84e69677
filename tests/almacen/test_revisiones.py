"""Decidir sobre los reportes: lo que cada decisión guarda y mueve."""

from __future__ import annotations

from decimal import Decimal

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.errores import ConflictoDeVersion
from dominio.modelo.entidad import Entidad
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.reporte import EstadoReporte, OrigenReporte
from dominio.modelo.resultado import NuevoResultado
from dominio.modelo.revision import (
    Decision,
    TipoReporte,
)
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.almacen.hechos import (
    AHORA,
    CORTE,
    UN_MINUTO,
    VIGENCIA,
    cargar,
    fila_plan,
    nueva_ejecucion,
    registros,
    una_persona,
)
from tests.almacen.revisiones import (
    FALTA,
    actividad_guardada,
    cola,
    decidir,
    guardar,
    por_guardar,
    revisable,
)


def test_aprobar_deja_la_decision_y_la_actividad_revisada(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El reporte sale de la cola, la actividad deja de estar sin revisar y queda quién y cuándo."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    pilar = una_persona(almacen, entidad, "Pilar Mora", 88)
    avance = guardar(almacen, entidad, renglon, "uno")
    assert cola(almacen, entidad) == [avance.folio]

    assert decidir(almacen, entidad, avance.folio, pilar, Decision.APROBADO) == {avance.folio}

    reporte = revisable(almacen, entidad, avance.folio)
    assert reporte.estado is EstadoReporte.APROBADO
    assert reporte.decidida is not None
    assert (reporte.decidida.revisor, reporte.decidida.cuando) == ("Pilar Mora", AHORA)
    assert cola(almacen, entidad) == []
    actividad = actividad_guardada(almacen, entidad, renglon)
    assert (actividad.avance, actividad.sin_revisar) == (avance.porcentaje, False)
    with almacen.lectura() as unidad:
        assert list(unidad.revisiones.decididas(entidad.id, VIGENCIA)) == [avance.folio]


@pytest.mark.parametrize("previo", [None, OrigenReporte.IMPORTACION, OrigenReporte.CHAT])
def test_devolver_vuelve_al_ultimo_que_cuenta(
    almacen: AlmacenSQL, entidad: Entidad, previo: OrigenReporte | None
) -> None:
    """La actividad queda con el enviado o aprobado anterior, con la carga inicial, o sin nada."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    pilar = una_persona(almacen, entidad, "Pilar Mora", 88)
    anterior = Corte.de("2026-T2")
    if previo is not None:
        guardar(
            almacen,
            entidad,
            renglon,
            "antes",
            porcentaje=Porcentaje(2000),
            cantidad=Decimal("2.5"),
            corte=anterior,
            origen=previo,
        )
    avance = guardar(almacen, entidad, renglon, "ahora")

    assert decidir(almacen, entidad, avance.folio, pilar, Decision.DEVUELTO) == {avance.folio}

    actividad = actividad_guardada(almacen, entidad, renglon)
    queda = (actividad.avance, actividad.cantidad, actividad.ultimo_corte, actividad.sin_revisar)
    if previo is None:
        assert queda == (None, None, None, False)
    else:
        sin_revisar = previo is OrigenReporte.CHAT
        assert queda == (Porcentaje(2000), Decimal("2.5"), "2026-T2", sin_revisar)
    decidida = revisable(almacen, entidad, avance.folio).decidida
    assert decidida is not None
    assert decidida.observacion == FALTA


def test_devueltos_son_de_quien_reporto_o_responde(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Lo devuelto lo ven su autora y la responsable de la actividad, hasta que llegue otro reporte."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    ana, pilar = una_persona(almacen, entidad), una_persona(almacen, entidad, "Pilar Mora", 88)
    avance = guardar(almacen, entidad, renglon, "uno", autor_id=ana.id)
    decidir(almacen, entidad, avance.folio, pilar, Decision.DEVUELTO)
    assert renglon.responsable_id is not None

    def de(persona_id: int) -> list[str]:
        with almacen.lectura() as unidad:
            vistos = unidad.revisiones.devueltos(entidad.id, [VIGENCIA], persona_id)  # type: ignore[arg-type]
        assert all(uno.decidida is not None and uno.decidida.observacion == FALTA for uno in vistos)
        return [uno.folio for uno in vistos]

    assert (de(ana.id), de(renglon.responsable_id), de(pilar.id)) == ([avance.folio], [avance.folio], [])
    guardar(almacen, entidad, renglon, "dos")
    assert de(ana.id) == []


def test_visto_bueno_se_da_una_vez_y_solo_a_lo_enviado(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El segundo no se anota, y a lo ya decidido tampoco."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    jorge = una_persona(almacen, entidad, "Jorge Paz", 90)
    avance = guardar(almacen, entidad, renglon, "uno")
    reporte = revisable(almacen, entidad, avance.folio)
    nueva = por_guardar(entidad, reporte, jorge, Decision.VISTO_BUENO)
    with almacen.unidad() as unidad:
        assert unidad.revisiones.dar_visto_bueno(nueva)
        assert not unidad.revisiones.dar_visto_bueno(nueva)
        unidad.confirmar()
    reporte = revisable(almacen, entidad, avance.folio)
    assert (reporte.visto_bueno, reporte.decidida) == ("Jorge Paz", None)

    otro = guardar(almacen, entidad, renglon, "dos", corte=Corte.de("2026-T4"))
    decidir(almacen, entidad, otro.folio, jorge, Decision.APROBADO)
    cerrado = por_guardar(entidad, revisable(almacen, entidad, otro.folio), jorge, Decision.VISTO_BUENO)
    with almacen.unidad() as unidad:
        assert not unidad.revisiones.dar_visto_bueno(cerrado)


def test_movimiento_se_revisa_y_su_gasto_se_retira_con_la_version_leida(
    almacen: AlmacenSQL, entidad: Entidad
) -> None:
    """El acumulado vuelve a donde estaba; si otro movió el registro, es un conflicto y no cambia nada."""
    cargar(almacen, entidad, fila_plan())
    registro = registros(almacen, entidad)[0]
    with almacen.unidad() as unidad:
        gasto, _ = unidad.reportes.guardar_ejecucion(nueva_ejecucion(entidad, registro), registro.version)
        unidad.confirmar()
    reporte = revisable(almacen, entidad, gasto.folio)
    assert (reporte.tipo, reporte.objeto) == (TipoReporte.EJECUCION, "A-001")
    with almacen.lectura() as unidad:
        assert unidad.revisiones.ejecuciones(entidad.id, [reporte.id])[reporte.id] == gasto
        assert unidad.revisiones.movimientos(entidad.id, [registro.id]) == [gasto]
    with almacen.unidad() as unidad:
        with pytest.raises(ConflictoDeVersion):
            unidad.revisiones.retirar_gasto(registro.id, MomentoGasto.CDP, Pesos(0), registro.version)
        unidad.revisiones.retirar_gasto(registro.id, MomentoGasto.CDP, Pesos(0), registro.version + 1)
        unidad.confirmar()
    assert registros(almacen, entidad)[0].saldos.cdp == Pesos(0)


def test_resultado_se_revisa_por_la_misma_puerta(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El de una meta sin coordinadora es de la dependencia de su primera actividad."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    pilar = una_persona(almacen, entidad, "Pilar Mora", 88)
    nuevo = NuevoResultado(
        "r1", entidad.id, VIGENCIA, renglon.meta_id, CORTE, Decimal(600), None, "Se atendieron",
        None, None, None, False, pilar.id, AHORA,
    )  # fmt: skip
    with almacen.unidad() as unidad:
        resultado, _ = unidad.resultados.guardar(nuevo)
        unidad.confirmar()

    reporte = revisable(almacen, entidad, resultado.folio)

    assert (reporte.tipo, reporte.dependencia_id) == (TipoReporte.RESULTADO, renglon.dependencia_id)
    assert (reporte.objeto, reporte.autores) == ("2201-01", frozenset({pilar.id}))
    assert cola(almacen, entidad) == [resultado.folio]
    assert decidir(almacen, entidad, resultado.folio, pilar, Decision.DEVUELTO) == {resultado.folio}
    assert cola(almacen, entidad) == []


def test_tarjeta_recuerda_el_ultimo_reporte_mostrado(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Mostrar otro reemplaza al anterior; quien no ha visto ninguno no tiene."""
    pilar = una_persona(almacen, entidad, "Pilar Mora", 88)
    with almacen.unidad() as unidad:
        assert unidad.revisiones.tarjeta_de(pilar.id) is None
        unidad.revisiones.mostrar_tarjeta(pilar.id, "AV-2026-000001", AHORA)
        unidad.revisiones.mostrar_tarjeta(pilar.id, "AV-2026-000002", AHORA + UN_MINUTO)
        assert unidad.revisiones.tarjeta_de(pilar.id) == "AV-2026-000002"
