"""Lo que cambia entre que tocaba y que sale: reportes, fechas, responsables y pausas."""

from __future__ import annotations

from datetime import date

from bot.textos.recordatorio import redactar
from dominio.modelo.recordatorio import EstadoRecordatorio
from recordatorios.barrido import Barrido
from recordatorios.calendario import calendario_de
from recordatorios.resultado import ResultadoBarrido
from tests.recordatorios.plan_chico import Actividad, Escena, RelojFijo, barrer, bogota

JUNIO_30 = date(2026, 6, 30)
TOCA = "2026-06-24T08:00"  # faltan 3 hábiles para el 30 de junio de 2026


def test_el_mismo_proceso_alcanza_lo_que_el_tic_no_vio_justo(lugar: Escena) -> None:
    """El tic cae unos segundos después de las 8, y una pausa de treinta horas se cuenta como vencida."""
    lugar.plan([Actividad("A-012", JUNIO_30), Actividad("A-013", date(2026, 7, 1), "Luis Gil")])
    barrido = Barrido(lugar.almacen, calendario_de, redactar, RelojFijo(bogota(TOCA)))
    barrido.correr(bogota("2026-06-24T07:59:40"))

    a_tiempo = barrido.correr(bogota("2026-06-24T08:00:40"))
    tras_la_pausa = barrido.correr(bogota("2026-06-26T14:00:40"))  # «faltan 3» era el 25

    assert [(uno.actividad, uno.hito) for uno in a_tiempo.enviados] == [("A-012", "faltan_3")]
    assert [(uno.actividad, uno.hito) for uno in tras_la_pausa.enviados] == [("A-012", "faltan_1")]
    assert tras_la_pausa.vencidos == 1


def test_reporte_que_llega_antes_lo_retira(lugar: Escena) -> None:
    """La persona estaba contestando: si reporta, el recordatorio no sale; si no, sale después."""
    lugar.plan([Actividad("A-012", JUNIO_30), Actividad("A-013", JUNIO_30, "Luis Gil")])
    lugar.abrir_dialogo("Ana Ruiz", bogota("2026-06-24T07:50"))
    lugar.abrir_dialogo("Luis Gil", bogota("2026-06-24T07:50"))

    assert barrer(lugar, TOCA).aplazados == 2
    lugar.reportar("A-012", 45, bogota("2026-06-24T08:04"))
    lugar.cerrar_dialogo("Ana Ruiz")
    justo_despues = barrer(lugar, "2026-06-24T08:05")
    media_hora = barrer(lugar, "2026-06-24T08:21")

    assert (justo_despues.cumplidos, justo_despues.aplazados, justo_despues.enviados) == (1, 1, [])
    assert [uno.actividad for uno in media_hora.enviados] == ["A-013"]


def test_reporte_anterior_al_hito_no_lo_retira(lugar: Escena) -> None:
    """Ir en 45 % la víspera no es haber terminado: el hito se recuerda y dice cuánto va."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    lugar.reportar("A-012", 45, bogota("2026-06-23T15:00"))

    [enviado] = barrer(lugar, TOCA).enviados

    assert "Va en 45" in enviado.texto


def test_actividad_al_ciento_no_se_recuerda(lugar: Escena) -> None:
    """Lo que llegó a 100 % no se recuerda nunca más."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    lugar.reportar("A-012", 100, bogota("2026-06-01T15:00"))

    assert barrer(lugar, TOCA) == ResultadoBarrido()
    assert barrer(lugar, "2026-07-01T08:00") == ResultadoBarrido()


def test_fecha_cambiada_cancela_y_programa_la_nueva(lugar: Escena) -> None:
    """Si la fecha cambia antes de salir, se cancela el viejo y toca el de la fecha nueva."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    lugar.abrir_dialogo("Ana Ruiz", bogota("2026-06-24T07:50"))
    assert barrer(lugar, TOCA).aplazados == 1
    lugar.plan([Actividad("A-012", date(2026, 6, 25))])

    resultado = barrer(lugar, "2026-06-24T08:21")

    assert resultado.cancelados == 1
    assert [uno.hito for uno in resultado.enviados] == ["faltan_1"]
    assert lugar.estados() == {EstadoRecordatorio.CANCELADO: 1, EstadoRecordatorio.ENVIADO: 1}


def test_responsable_cambiado_recibe_el_nuevo(lugar: Escena) -> None:
    """Si cambia el responsable antes de salir, solo recibe el nuevo."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    lugar.abrir_dialogo("Ana Ruiz", bogota("2026-06-24T07:50"))
    barrer(lugar, TOCA)
    lugar.plan([Actividad("A-012", JUNIO_30, "Luis Gil")])

    resultado = barrer(lugar, "2026-06-24T08:21")

    assert [(uno.persona, uno.hito) for uno in resultado.enviados] == [("Luis Gil", "faltan_3")]
    assert resultado.cancelados == 1
