"""Cada quien decide sobre lo suyo: horario, silencios y lo que sigue; lo de ley y lo ajeno no se callan."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from dominio.casos.configurar_recordatorios import CambioDeRecordatorio, ajustar_recordatorio
from dominio.casos.mis_recordatorios import (
    QueCallar,
    callar_recordatorios,
    fijar_mi_horario,
    mis_recordatorios,
    volver_a_recordar,
)
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.errores.ajustes_de_recordatorio import HorarioFueraDeJornada, NoEstabaCallado
from dominio.errores.recordatorios import NoSeCalla
from dominio.modelo.delegacion import NuevaDelegacion
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from tests.dominio.casos.mundo import MARTES, Mundo


def _objetos(mundo: Mundo, quien: str) -> list[str]:
    with mundo.como(quien) as ctx:
        return [uno.objeto for uno in mis_recordatorios(ctx).proximos if uno.actividad_id is not None]


def test_lo_que_sigue_es_de_lo_propio(mundo: Mundo) -> None:
    """A Héctor, lo suyo, de lo más cercano a lo más lejano; a planeación, la ley y su resumen."""
    propios = _objetos(mundo, "hector")
    with mundo.como("planeacion") as ctx:
        de_planeacion = [uno.tipo for uno in mis_recordatorios(ctx).proximos]

    assert len(propios) == 2
    assert "Hacer mantenimiento" in propios[0]
    assert de_planeacion == [TipoRecordatorio.RESUMEN_SEMANAL, TipoRecordatorio.LEGAL]


def test_callar_una_actividad_la_quita_de_lo_que_sigue(mundo: Mundo) -> None:
    """Callada no sigue; al volver a oírla, sí; cada cosa con su traza."""
    cual = mundo.personas["hector"], mundo.actividad(_codigos(mundo)[1])
    que = QueCallar(actividad_id=cual[1].id)
    antes = _objetos(mundo, "hector")
    with mundo.como("hector") as ctx:
        callar_recordatorios(ctx, que)
    assert len(_objetos(mundo, "hector")) == len(antes) - 1
    with mundo.como("hector") as ctx:
        volver_a_recordar(ctx, que)
        with pytest.raises(NoEstabaCallado):
            volver_a_recordar(ctx, que)

    assert _objetos(mundo, "hector") == antes
    assert [uno.objeto for uno in mundo.traza("callar_recordatorios")] == [f"actividad:{cual[1].id}"]
    assert len(mundo.traza("volver_a_recordar")) == 1


def _codigos(mundo: Mundo) -> list[str]:
    with mundo.como("hector") as ctx:
        return [una.actividad.codigo for una in mis_recordatorios(ctx).actividades]


def test_lo_ajeno_y_lo_de_ley_no_se_callan(mundo: Mundo) -> None:
    """Lo de otra persona no está a su cargo; lo que exige la ley y las escalas no se callan."""
    ajena = mundo.actividad(_codigos(mundo)[0]).id
    with mundo.como("luz") as ctx:
        with pytest.raises(NoEncontrado):
            callar_recordatorios(ctx, QueCallar(actividad_id=ajena))
        with pytest.raises(EntradaInvalida):
            callar_recordatorios(ctx, QueCallar())
    with mundo.como("jefe_salud") as ctx:
        for tipo in (TipoRecordatorio.LEGAL, TipoRecordatorio.ESCALA_JEFATURA):
            with pytest.raises(NoSeCalla):
                callar_recordatorios(ctx, QueCallar(tipo))
    assert mundo.traza("callar_recordatorios") == []


def test_silencio_con_fin_se_acaba_solo(mundo: Mundo) -> None:
    """Lo callado hasta un instante vuelve a oírse después."""
    que = QueCallar(TipoRecordatorio.PLAZO)
    with mundo.como("hector") as ctx:
        callar_recordatorios(ctx, que, hasta=MARTES + timedelta(days=1))
        assert any(uno.callado for uno in mis_recordatorios(ctx).tipos)
    with mundo.como("hector", MARTES + timedelta(days=2)) as ctx:
        assert not any(uno.callado for uno in mis_recordatorios(ctx).tipos)


def test_horario_se_acota_y_se_devuelve(mundo: Mundo) -> None:
    """Se guarda el acotado; la jornada entera lo quita; lo que se sale no cambia nada."""
    with mundo.como("hector") as ctx:
        fijar_mi_horario(ctx, time(9), time(17))
        assert mis_recordatorios(ctx).proximos[0].cuando.hour == 9
        with pytest.raises(HorarioFueraDeJornada):
            fijar_mi_horario(ctx, time(6), time(17))
        assert mis_recordatorios(ctx).horario == (time(9), time(17))
        fijar_mi_horario(ctx, time(7), time(19))
        assert mis_recordatorios(ctx).horario_propio is False
    assert len(mundo.traza("fijar_horario")) == 2


def test_lo_apagado_por_la_entidad_no_se_ofrece(mundo: Mundo) -> None:
    """Un tipo apagado no está entre lo que la persona puede callar, ni entre lo que sigue."""
    with mundo.como("planeacion") as ctx:
        ajustar_recordatorio(ctx, CambioDeRecordatorio(TipoRecordatorio.PLAZO, activo=False))
    with mundo.como("hector") as ctx:
        mios = mis_recordatorios(ctx)

    assert TipoRecordatorio.PLAZO not in {uno.ficha.tipo for uno in mios.tipos}
    assert TipoRecordatorio.PLAZO not in {uno.tipo for uno in mios.proximos}


def test_lo_delegado_tambien_se_ve(mundo: Mundo) -> None:
    """Quien reporta por otra persona ve lo de ella mientras rige la delegación."""
    luz, hector = mundo.personas["luz"], mundo.personas["hector"]
    antes = len(_objetos(mundo, "luz"))
    with mundo.como("planeacion") as ctx:
        ctx.unidad.delegaciones.crear(
            NuevaDelegacion(
                ctx.entidad.id,
                hector.id,
                luz.id,
                date(2026, 9, 1),
                date(2026, 9, 30),
                None,
                hector.id,
                MARTES,
            )
        )

    assert len(_objetos(mundo, "luz")) == antes + len(_objetos(mundo, "hector"))
