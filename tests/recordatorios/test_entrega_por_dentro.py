"""Lo que cambia entre que se leyó lo maduro y que se toma: la entrega lo vuelve a mirar."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from almacen.tablas.esquema import RECORDATORIO
from bot.textos.recordatorio import redactar
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.reglas.recordatorios import FICHAS
from recordatorios.agrupacion import Toma
from recordatorios.calendario import calendario_de
from recordatorios.entrega import Casa, Entrega
from recordatorios.resultado import ResultadoBarrido
from tests.recordatorios.plan_chico import Actividad, Escena, barrer, bogota

TOCA = bogota("2026-06-24T08:00")


def _resolver(lugar: Escena, *, adelantado: bool) -> ResultadoBarrido:
    """La entrega de lo único programado."""
    casas = {lugar.entidad.id: Casa(calendario_de(lugar.entidad), FICHAS)}
    with lugar.almacen.unidad() as unidad:
        fila = unidad._conexion.execute(select(RECORDATORIO.c.id, RECORDATORIO.c.persona_id)).one()
        toma = Toma(fila.persona_id, (fila.id,), frozenset({fila.id} if adelantado else ()))
        resultado = Entrega(redactar, TOCA, TOCA, casas).resolver(unidad, [toma])
        unidad.confirmar()
    return resultado


def test_quien_empezo_a_contestar_despues_de_leido_no_se_interrumpe(lugar: Escena) -> None:
    """El diálogo se abrió entre la lectura y la toma: espera y se cuenta como aplazado."""
    lugar.plan([Actividad("A-001", date(2026, 6, 30))])
    barrer(lugar, "2026-06-24T07:00")
    lugar.abrir_dialogo("Ana Ruiz", bogota("2026-06-24T07:59"))

    resultado = _resolver(lugar, adelantado=False)

    assert (resultado.enviados, resultado.aplazados) == ([], 1)
    assert lugar.estados() == {EstadoRecordatorio.PROGRAMADO: 1}


def test_lo_adelantado_sin_resumen_espera_su_hora(lugar: Escena) -> None:
    """Se tomó por ir en el resumen y el resumen ya no va: no sale antes de tiempo ni se cuenta."""
    lugar.plan([Actividad("A-001", date(2026, 6, 30))])
    barrer(lugar, "2026-06-24T07:00")

    resultado = _resolver(lugar, adelantado=True)

    assert (resultado.enviados, resultado.aplazados) == ([], 0)
    assert lugar.estados() == {EstadoRecordatorio.PROGRAMADO: 1}


def test_lo_adelantado_de_quien_no_tiene_chat_no_se_cierra_antes(lugar: Escena) -> None:
    """Puede vincularse antes de la hora: solo entonces se dice que no se le pudo entregar."""
    lugar.plan([Actividad("A-001", date(2026, 6, 30))], vincular=False)
    barrer(lugar, "2026-06-24T07:00")

    adelantado = _resolver(lugar, adelantado=True)
    a_su_hora = _resolver(lugar, adelantado=False)

    assert (adelantado.no_entregables, a_su_hora.no_entregables) == (0, 1)
